// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/connectors/expressions.h"
#include "app/connectors/jqguard.h"
#include "app/connectors/jqworker.h"
#include "tests/app/connectors/workermain.h"

#include <QFile>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTest>

using namespace quarterdeck;

namespace {

JqRequest ask(const QString& program, const QByteArray& input = "null")
{
    JqRequest request;
    request.program = {program, QStringLiteral("test.yaml"), 10};
    request.input = input;
    return request;
}

QByteArray text(const Result<QJsonArray>& result)
{
    if (!result)
        return result.error().code.toUtf8() + ": " + result.error().sentence.toUtf8();
    return QJsonDocument(*result).toJson(QJsonDocument::Compact);
}

} // namespace

class TestJqWorker : public QObject {
    Q_OBJECT

private slots:

    void gives_results_in_order()
    {
        JqWorker worker;
        QCOMPARE(text(worker.runBlocking(ask(QStringLiteral(".[] | . * 2"), "[1,2,3]"))), "[2,4,6]");
        QCOMPARE(text(worker.runBlocking(ask(QStringLiteral("empty")))), "[]");
        QCOMPARE(text(worker.runBlocking(ask(QStringLiteral("null, true, \"ä\\u0007\", {a: [1.5]}")))),
            "[null,true,\"ä\\u0007\",{\"a\":[1.5]}]");
        QCOMPARE(worker.starts(), 1);
    }

    void variables_are_values()
    {
        JqWorker worker;
        JqRequest request = ask(QStringLiteral("$headers.a + $settings.b"));
        request.variables = {{"headers", "{\"a\":\"\\\"; env\"}"}, {"settings", "{\"b\":\"x\"}"}};
        QCOMPARE(text(worker.runBlocking(request)), "[\"\\\"; envx\"]");
        request.variables = {{"x) | env | (1 as $y", "1"}};
        QVERIFY(text(worker.runBlocking(request)).startsWith("jq.forbidden"));
    }

    void asynchronous_answers_come_in_order_and_later()
    {
        JqWorker worker;
        QStringList answers;
        for (int i = 0; i < 5; ++i) {
            worker.run(ask(QString::number(i)),
                [&answers](const Result<QJsonArray>& result) { answers += QString::fromUtf8(text(result)); });
        }
        QVERIFY(answers.isEmpty());
        QTRY_COMPARE(answers.size(), 5);
        QCOMPARE(answers.join(QString()), QStringLiteral("[0][1][2][3][4]"));
        QCOMPARE(worker.waiting(), 0);
    }

    void an_answer_may_ask_again_and_wait()
    {
        JqWorker worker;
        QByteArray inner;
        worker.run(ask(QStringLiteral("1")),
            [&](const Result<QJsonArray>&) { inner = text(worker.runBlocking(ask(QStringLiteral("2")))); });
        QTRY_COMPARE(inner, QByteArray("[2]"));
        QCOMPARE(worker.starts(), 1);
    }

    void what_runs_for_ever_is_killed_and_the_next_works()
    {
        JqWorker worker;
        JqRequest endless = ask(QStringLiteral("def f: f; f"));
        endless.limitMs = 200;
        const QByteArray answer = text(worker.runBlocking(endless));
        QVERIFY2(answer.startsWith("jq.time: test.yaml:10: the program ran for longer than 200 ms"), answer);
        QCOMPARE(text(worker.runBlocking(ask(QStringLiteral("1 + 1")))), "[2]");
        QCOMPARE(worker.starts(), 2);
    }

    void the_same_with_an_event_loop()
    {
        JqWorker worker;
        JqRequest endless = ask(QStringLiteral("[limit(1; repeat(empty))]"));
        endless.limitMs = 200;
        QStringList answers;
        const auto keep = [&answers](const Result<QJsonArray>& result) {
            answers += QString::fromUtf8(text(result));
        };
        worker.run(endless, keep);
        worker.run(ask(QStringLiteral("\"after\"")), keep);
        QTRY_COMPARE_WITH_TIMEOUT(answers.size(), 2, 30000);
        QVERIFY2(answers[0].startsWith(QStringLiteral("jq.time")), qPrintable(answers[0]));
        QCOMPARE(answers[1], QStringLiteral("[\"after\"]"));
    }

    void a_memory_bomb_costs_one_process()
    {
        JqWorker worker;
        JqRequest bomb = ask(QStringLiteral("reduce range(40) as $i (\"0123456789abcdef\"; . + .) | length"));
        bomb.limitMs = 60000;
        const QByteArray answer = text(worker.runBlocking(bomb));
        QVERIFY2(answer.startsWith("jq.died: test.yaml:10: the jq worker"), answer);
        QCOMPARE(text(worker.runBlocking(ask(QStringLiteral("\"alive\"")))), "[\"alive\"]");
        QCOMPARE(worker.starts(), 2);
    }

    void too_many_results_are_refused()
    {
        JqWorker worker;
        JqRequest many = ask(QStringLiteral("range(1e9)"));
        many.limitMs = 60000;
        QVERIFY(text(worker.runBlocking(many)).startsWith("jq.large"));
        QCOMPARE(worker.starts(), 1);
    }

    void the_environment_is_empty()
    {
        JqWorker worker;
        (void)worker.runBlocking(ask(QStringLiteral("1")));
        QFile environment(QStringLiteral("/proc/%1/environ").arg(worker.processId()));
        if (!environment.open(QIODevice::ReadOnly))
            QSKIP("the process does not let itself be looked at, which is well");
        QCOMPARE(environment.readAll(), QByteArray());
    }

    void no_file_can_be_opened()
    {
        JqWorker worker;
        (void)worker.runBlocking(ask(QStringLiteral("1")));
        QFile limits(QStringLiteral("/proc/%1/limits").arg(worker.processId()));
        if (!limits.open(QIODevice::ReadOnly))
            QSKIP("the process does not let itself be looked at, which is well");
        const QByteArray table = limits.readAll();
        QVERIFY2(table.contains("Max open files            3 "), table);
    }

    void programs_that_reach_outside_are_refused_data()
    {
        QTest::addColumn<QString>("program");
        QTest::addColumn<bool>("allowed");
        const auto refused = [](const char* program) {
            QTest::newRow(program) << QString::fromUtf8(program) << false;
        };
        const auto allowed = [](const char* program) {
            QTest::newRow(program) << QString::fromUtf8(program) << true;
        };
        refused("env");
        refused("env.HOME");
        refused("$ENV");
        refused("$ENV.PATH");
        refused("$ # comment\n ENV");
        refused("$__prog_args");
        refused("[.a, env]");
        refused("{a: env}");
        refused("{(env | tostring): 1}");
        refused("\"\\(env)\"");
        refused("\"a \\(\"b \\(env)\") c\"");
        refused("@base64 \"\\($ENV)\"");
        refused("\"\\(1)\" + (env|tojson)");
        refused("\"#\" | env");
        refused("# \"\nenv");
        refused("import \"a\" as a; 1");
        refused("include \"a\"; 1");
        refused("input");
        refused("[inputs]");
        refused("input_filename");
        refused("input_line_number");
        refused("debug");
        refused("stderr");
        refused("halt");
        refused("\"x\" | halt_error");
        refused("now");
        refused("now|localtime");
        refused("0|strflocaltime(\"%Z\")");
        refused("get_search_list");
        refused("\"a\"|modulemeta");
        refused(".a?//env");
        refused(". env");
        refused("fromjson?");
        refused("(.a | fromjson)?");
        refused("f(x)? // 1");
        refused("[f ? | g]");
        refused("\"\\(f?)\"");
        allowed("[fromjson?][0]");
        allowed("[f(x) ? ] | .[0]");
        allowed(".a? // .[]? // .[0]? // .[\"b\"]? // .\"c\"?");
        allowed("$x? // 1");
        allowed(".env");
        allowed(".labels.env");
        allowed(".labels.env?.now");
        allowed("{env: 1, now: 2, \"input\": 3}");
        allowed("{env : 1}");
        allowed(".[\"env\"]");
        allowed("\"env $ENV now\"");
        allowed("1 # env now");
        allowed("\"a \\(.env) now\"");
        allowed(".environment");
        allowed("1 as $env | $env");
        allowed("\"\\\"\" | .");
        allowed("0 | gmtime | mktime");
    }

    void programs_that_reach_outside_are_refused()
    {
        QFETCH(QString, program);
        QFETCH(bool, allowed);
        QCOMPARE(checkJqProgram(program).ok(), allowed);
    }

    void refusal_names_the_line()
    {
        JqWorker worker;
        const QByteArray answer = text(worker.runBlocking(ask(QStringLiteral(".a\n| .b\n| env"))));
        QVERIFY2(answer.startsWith("jq.forbidden: test.yaml:12: “env” may not be used"), answer);
        QCOMPARE(worker.starts(), 0);
    }

    void syntax_errors_have_file_and_line()
    {
        JqWorker worker;
        QByteArray answer = text(worker.runBlocking(ask(QStringLiteral(".a\n| {b: }\n| .c"))));
        QVERIFY2(answer.startsWith(
                     "jq.compile: test.yaml:11: jq cannot compile the program: syntax error, unexpected '}'"),
            answer);
        answer = text(worker.runBlocking(ask(QStringLiteral("1 |\n nosuch(2)"))));
        QVERIFY2(answer.contains("test.yaml:11:") && answer.contains("nosuch/1 is not defined"), answer);
        JqRequest request = ask(QStringLiteral("a | b"));
        request.program.definitions = QStringLiteral("def a:\n  .x;\ndef b: }\n");
        request.program.definitionsLine = 3;
        answer = text(worker.runBlocking(request));
        QVERIFY2(answer.startsWith("jq.compile: test.yaml:5:"), answer);
    }

    void compile_only_runs_nothing()
    {
        JqWorker worker;
        JqRequest request = ask(QStringLiteral("error(\"ran\")"));
        request.compileOnly = true;
        QCOMPARE(text(worker.runBlocking(request)), "[]");
        QCOMPARE(text(worker.runBlocking(ask(QStringLiteral("error(\"ran\")")))),
            "jq.error: test.yaml:10: jq: ran.");
    }

    void errors_of_jq_are_sentences()
    {
        JqWorker worker;
        const QByteArray answer = text(worker.runBlocking(ask(QStringLiteral(".a.b"), R"({"a":[1]})")));
        QVERIFY2(
            answer.startsWith("jq.error: test.yaml:10: jq: Cannot index array with string \"b\""), answer);
        QCOMPARE(text(worker.runBlocking(ask(QStringLiteral("1, error({a: 1})")))),
            R"(jq.error: test.yaml:10: jq: {"a":1}.)");
        // and the program can be used again after its error
        QCOMPARE(text(worker.runBlocking(ask(QStringLiteral(".a.b"), R"({"a":{"b":5}})"))), "[5]");
    }

    void a_missing_executable_is_a_sentence()
    {
        JqWorker worker(QStringLiteral("/nonexistent/worker"));
        QCOMPARE(text(worker.runBlocking(ask(QStringLiteral("1")))),
            "jq.start: The jq worker could not be started from /nonexistent/worker.");
    }

    void a_foreign_executable_is_survived()
    {
        JqWorker worker(QStringLiteral("/bin/true"));
        QVERIFY(text(worker.runBlocking(ask(QStringLiteral("1")))).startsWith("jq.died"));
    }

    void many_programs_do_not_pile_up()
    {
        JqWorker worker;
        for (int i = 0; i < 70; ++i) {
            JqRequest request = ask(QStringLiteral("%1 + .").arg(i), "1");
            request.limitMs = 60000;
            QCOMPARE(text(worker.runBlocking(request)), '[' + QByteArray::number(i + 1) + ']');
        }
        QCOMPARE(worker.starts(), 1);
    }

    void expressions_give_one_text_each()
    {
        JqWorker worker;
        const QByteArray context =
            R"json({"alert":{"labels":{"instance":"; rm -rf / $(x)"}},"id":9007199254740993})json";
        const auto program = [](const char* text_) {
            return JqProgram {QString::fromUtf8(text_), QStringLiteral("r.yaml"), 7};
        };
        Result<QStringList> texts = evaluateStrings(
            worker, std::vector {program(".alert.labels.instance"), program("\"--id=\\(.id)\"")}, context);
        QVERIFY(texts.ok());
        QCOMPARE(*texts,
            (QStringList {QStringLiteral("; rm -rf / $(x)"), QStringLiteral("--id=9007199254740993")}));
        for (const char* bad : {".nothing", "1", "\"a\",\"b\"", "empty", "[0]|implode"}) {
            texts = evaluateStrings(worker, std::vector {program(bad)}, context);
            QVERIFY2(!texts.ok(), bad);
            QVERIFY(texts.error().sentence.startsWith(QStringLiteral("r.yaml:7: the expression gave")));
        }
        texts = evaluateStrings(worker, std::vector<JqProgram> {}, context);
        QVERIFY(texts.ok() && texts->isEmpty());
    }

    void templates_in_values_stay_text()
    {
        JqWorker worker;
        for (const char* value : {"{{x}}", "${HOME}", "%s%n", "\\\\(env)", "$(id)", "`id`", "{env}"}) {
            const QByteArray context = "{\"v\":\"" + QByteArray(value) + "\"}";
            const Result<QStringList> texts =
                evaluateStrings(worker, std::vector {JqProgram {QStringLiteral(".v"), {}, 1}}, context);
            QVERIFY(texts.ok());
            QCOMPARE(texts->first().toUtf8(), QByteArray(value).replace("\\\\", "\\"));
        }
    }
};

QD_TEST_MAIN_WITH_WORKER(TestJqWorker)
#include "tst_jqworker.moc"
