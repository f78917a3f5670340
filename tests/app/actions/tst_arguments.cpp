// SPDX-License-Identifier: GPL-3.0-or-later
// What comes with an alert reaches a program as one argument, byte for byte, or not at all.
#include "app/actions/execstep.h"
#include "app/actions/programs.h"
#include "app/actions/resolver.h"
#include "app/actions/runbookloader.h"
#include "app/actions/values.h"
#include "tests/app/actions/harness.h"
#include "tests/app/connectors/workermain.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QUrl>

using namespace quarterdeck;

namespace {

const QStringList k_seeds {QStringLiteral("redis"), QStringLiteral("a b"), QStringLiteral("$(touch CANARY)"),
    QStringLiteral("`touch CANARY`"), QStringLiteral("; touch CANARY"), QStringLiteral("| touch CANARY"),
    QStringLiteral("&& touch CANARY"), QStringLiteral("x\ntouch CANARY"), QStringLiteral("x\r\ntouch CANARY"),
    QStringLiteral("'; touch CANARY; '"), QStringLiteral("\"; touch CANARY; \""), QStringLiteral("$HOME"),
    QStringLiteral("${PATH}"), QStringLiteral("$((1+1))"), QStringLiteral("~root"), QStringLiteral("*"),
    QStringLiteral("/etc/*"), QStringLiteral("?"), QStringLiteral("[a-z]"), QStringLiteral("{a,b}"),
    QStringLiteral("> CANARY"), QStringLiteral("< /etc/passwd"), QStringLiteral("2>&1"),
    QStringLiteral("-rf"), QStringLiteral("--help"), QStringLiteral("-oProxyCommand=touch CANARY"),
    QStringLiteral("-e"), QStringLiteral("--checkpoint-action=exec=touch CANARY"), QStringLiteral("--"),
    QStringLiteral("-"), QStringLiteral("@file"), QStringLiteral("%s%n%x"), QStringLiteral("{{.x}}"),
    QStringLiteral("\\(1+1)"), QStringLiteral("\\u0041\\n\\\\"), QStringLiteral("<img src=x>"),
    QStringLiteral("ä€🙂"), QStringLiteral("\u202egnp.exe"), QStringLiteral("\u200b\u2028\u2029"),
    QStringLiteral("\ufeffx"), QString(QChar(u'\0')),
    QStringLiteral("a") + QChar(u'\0') + QStringLiteral("b"), QStringLiteral("\u0007\u001b[2J"),
    QStringLiteral("\u0085\u009b"), QStringLiteral("\t"), QString(QChar(0xd800)),
    QStringLiteral("x") + QChar(0xdc00), QString(131'072, QChar(u'A')), QString(4097, QChar(u'ä')), QString(),
    QStringLiteral(" "), QStringLiteral("../../etc/passwd"), QStringLiteral("/dev/zero"),
    QStringLiteral("http://evil/"), QStringLiteral("null"), QStringLiteral(".params.p1"),
    QStringLiteral("\" + env.PATH + \""), QStringLiteral("9007199254740993")};

/// Seeds, and seeds put together and cut, the same in every run.
QStringList payloads(int count)
{
    QRandomGenerator random(20261123);
    QStringList out = k_seeds;
    while (out.size() < count) {
        QString text;
        for (int part = random.bounded(1, 4); part > 0; --part) {
            QString seed = k_seeds[random.bounded(k_seeds.size())];
            if (seed.size() > 1000 && random.bounded(20) != 0)
                seed = seed.left(random.bounded(1, 300));
            text += seed.mid(0, random.bounded(4) == 0 ? random.bounded(seed.size() + 1) : seed.size());
        }
        if (random.bounded(3) == 0)
            text += QChar(random.bounded(0xd800));
        out += text;
    }
    return out;
}

struct Bench {
    Bench() { step.executor = QStringLiteral("exec"); }

    /// What the target says that it got.
    QStringList got(const std::vector<Text>& argv)
    {
        step.argv = argv;
        step.timeoutMs = 20'000;
        ExecStep execution(step, "test/1/0");
        std::optional<StepOutcome> outcome;
        QObject::connect(
            &execution, &StepExecution::finished, &execution, [&](const StepOutcome& o) { outcome = o; });
        execution.start();
        if (!QTest::qWaitFor([&] { return outcome.has_value(); }, 30'000)
            || outcome->end != RunEnd::Succeeded)
            return {QStringLiteral("FAILED: %1").arg(outcome ? outcome->reason : QString())};
        ++executions;
        QStringList out;
        for (const auto& value : QJsonDocument::fromJson(outcome->kept).array())
            out += value.toString();
        return out;
    }

    ResolvedStep step;
    int executions = 0;
};

Result<RunRequested> resolve(JqWorker& worker, const Runbook& runbook, const ActionContext& context)
{
    std::optional<Result<RunRequested>> answer;
    resolveRunbook(
        worker, runbook, context, {}, [&answer](Result<RunRequested> run) { answer = std::move(run); });
    worker.pump([&answer] { return answer.has_value(); });
    return answer ? *std::move(answer) : Result<RunRequested>(error("test", QStringLiteral("no answer")));
}

ActionContext contextWith(const QJsonObject& labels)
{
    ActionContext context;
    context.alert = {{QStringLiteral("labels"), labels}};
    return context;
}

QByteArray head(const QByteArray& argv, const QByteArray& parameters = {})
{
    return "id: x\nversion: 1\ntitle: T\ndescription: D\nrisk: low\n" + parameters
        + "steps:\n  - name: S\n    exec:\n      argv: [" + targetProgram().toUtf8() + ", args, " + argv
        + "]\npost_check: {alert_clears_within_s: 5}\n";
}

Runbook runbookOf(const QByteArray& text)
{
    const auto runbook = readRunbook(text, QStringLiteral("/r/x.yaml"));
    if (!runbook)
        qFatal("%s", qPrintable(runbook.error().sentence));
    return *runbook;
}

} // namespace

class TestArguments : public QObject {
    Q_OBJECT

private slots:

    void initTestCase() { QDir::setCurrent(m_folder.path()); }

    void cleanupTestCase()
    {
        QVERIFY(!QFile::exists(QStringLiteral("CANARY")));
        QVERIFY(!QFile::exists(QStringLiteral("/CANARY")));
    }

    // S-1: from a label through jq to the program, one payload an argument.
    void labels_arrive_as_they_are_or_not_at_all()
    {
        const QStringList all = payloads(5000);
        JqWorker worker;
        Bench bench;
        const int width = 20;
        QByteArray argv;
        for (int i = 0; i < width; ++i)
            argv += (i ? ", " : "--, ") + QByteArray("{jq: .alert.labels.l") + QByteArray::number(i) + "}";
        const Runbook many = runbookOf(head(argv));
        const Runbook one = runbookOf(head("--, {jq: .alert.labels.l0}"));
        int same = 0, refused = 0;
        const auto tryBatch = [&](const Runbook& runbook, const QStringList& batch) {
            QJsonObject labels;
            for (int i = 0; i < batch.size(); ++i)
                labels.insert(QStringLiteral("l%1").arg(i), batch[i]);
            const auto run = resolve(worker, runbook, contextWith(labels));
            if (!run)
                return false;
            const QStringList got = bench.got(run->steps[0].argv);
            [&] { QCOMPARE(got, QStringList(QStringLiteral("--")) + batch); }();
            same += static_cast<int>(batch.size());
            return true;
        };
        for (int from = 0; from < all.size() && !QTest::currentTestFailed(); from += width) {
            const QStringList batch = all.mid(from, width);
            QStringList good;
            for (const QString& payload : batch) {
                // Whoever is refused is refused alone; the rest of the batch has to arrive.
                if (checkArgument(payload, {}).ok())
                    good += payload;
                else if (!tryBatch(one, {payload}))
                    ++refused;
                else
                    QFAIL("a payload that no argument may have arrived");
            }
            while (good.size() < width)
                good += QStringLiteral("filler");
            QVERIFY(tryBatch(many, good));
        }
        qInfo("%d arguments arrived as they were in %d programs, %d were refused", same, bench.executions,
            refused);
        QVERIFY(same + refused >= 5000);
        QVERIFY(refused > 500);
    }

    // S-1's figure: every argument that a step may have, in many places of the vector.
    void fifty_thousand_elements_do_not_differ()
    {
        QStringList good;
        for (const QString& payload : payloads(5000)) {
            if (checkArgument(payload, {}).ok())
                good += payload;
        }
        Bench bench;
        int elements = 0;
        for (int round = 0; elements < 50'000; ++round) {
            std::vector<Text> argv {Text(targetProgram()), Text(QStringLiteral("args"))};
            QStringList expected;
            for (int i = 0; i < 200; ++i)
                expected += good[(round * 200 + i * (1 + round / 20)) % good.size()];
            for (const QString& element : expected)
                argv.emplace_back(element);
            QCOMPARE(bench.got(argv), expected);
            elements += static_cast<int>(expected.size());
        }
        qInfo("%d elements in %d programs, 0 differ", elements, bench.executions);
    }

    void parameters_arrive_as_they_are_or_not_at_all()
    {
        JqWorker worker;
        Bench bench;
        const Runbook runbook = runbookOf(head("{jq: .params.p}, {jq: '\"x=\" + .params.p'}, {jq: .params.p}",
            "parameters:\n  - {name: p, from: .alert.labels.l0, pattern: '(?s).*'}\n"));
        int same = 0, refused = 0;
        for (const QString& payload : payloads(1000)) {
            const auto run = resolve(worker, runbook, contextWith({{QStringLiteral("l0"), payload}}));
            const bool allowed = checkParameter(runbook.parameters[0], payload).ok();
            QCOMPARE(run.ok(), allowed);
            if (!run) {
                ++refused;
                continue;
            }
            same += 3;
            QVERIFY(!payload.startsWith(QChar(u'-')));
            QCOMPARE(run->steps[0].argv[2].s, payload);
            QCOMPARE(run->steps[0].argv[3].s, QStringLiteral("x=") + payload);
            if (same % 30 == 0)
                QCOMPARE(bench.got(run->steps[0].argv),
                    QStringList({payload, QStringLiteral("x=") + payload, payload}));
        }
        qInfo("%d resolved as they were, %d refused", same, refused);
        QVERIFY(same > 300 && refused > 300);
    }

    // S-3
    void options_are_refused_or_behind_dashes_data()
    {
        QTest::addColumn<QString>("value");
        for (const char* value : {"-", "--", "-e", "-rf", "--help", "-oProxyCommand=x",
                 "--checkpoint-action=exec=x", "--to-command=x", "-I x", "--upload-pack=x", "--config=x",
                 "-Kx", "-c", "--eval", "-exec", "--pre=x", "-x", "-1", "--use-compress-program=x"})
            QTest::newRow(value) << QString::fromLatin1(value);
    }

    void options_are_refused_or_behind_dashes()
    {
        QFETCH(QString, value);
        JqWorker worker;
        const ActionContext context = contextWith({{QStringLiteral("l"), value}});
        const auto refused = resolve(worker, runbookOf(head("{jq: .alert.labels.l}")), context);
        QVERIFY(!refused);
        QVERIFY2(refused.error().sentence.contains(QStringLiteral("option")),
            qPrintable(refused.error().sentence));
        // A "--" that comes out of an expression is no fence, and one behind it neither.
        QVERIFY(!resolve(worker, runbookOf(head("{jq: '\"--\"'}, {jq: .alert.labels.l}")), context));
        QVERIFY(!resolve(worker, runbookOf(head("{jq: .alert.labels.l}, --")), context));
        const auto fenced = resolve(worker, runbookOf(head("--, {jq: .alert.labels.l}")), context);
        QVERIFY(fenced);
        const QByteArray plain = "parameters:\n  - {name: p, from: .alert.labels.l, pattern: '.*'}\n";
        QVERIFY(!resolve(worker, runbookOf(head("--, {jq: .params.p}", plain)), context));
        const QByteArray declared =
            "parameters:\n  - {name: p, from: .alert.labels.l, pattern: '.*', leading_dash: true}\n";
        QVERIFY(resolve(worker, runbookOf(head("{jq: .params.p}", declared)), context));
        QVERIFY(!resolve(worker, runbookOf(head("{jq: '.params.p + \"\"'}", declared)), context));
    }

    // S-6
    void nothing_is_expanded_again()
    {
        JqWorker worker;
        const Runbook runbook =
            runbookOf(head("{jq: '\"x\" + .alert.labels.l'}, 'literal {{x}} ${y} %s \\(1)'"));
        const QStringList templates {QStringLiteral("{{.vars}}"), QStringLiteral("${PATH}"),
            QStringLiteral("%s"), QStringLiteral("\\(.vars)"), QStringLiteral("{jq: .vars}"),
            QStringLiteral("$__loc__"), QStringLiteral("\" + .vars.s + \""), QStringLiteral("{% raw %}"),
            QStringLiteral("#{x}"), QStringLiteral("&x; *x")};
        int literal = 0;
        for (int i = 0; i < 1000; ++i) {
            const QString value =
                templates[i % templates.size()] + QString::number(i) + templates[(i / 10) % templates.size()];
            ActionContext context = contextWith({{QStringLiteral("l"), value}});
            context.vars = {{QStringLiteral("s"), QStringLiteral("secret")}};
            const auto run = resolve(worker, runbook, context);
            QVERIFY(run);
            QCOMPARE(run->steps[0].argv[2].s, QStringLiteral("x") + value);
            QCOMPARE(run->steps[0].argv[3].s, QStringLiteral("literal {{x}} ${y} %s \\(1)"));
            ++literal;
        }
        QCOMPARE(literal, 1000);
    }

    void labels_never_choose_the_host()
    {
        JqWorker worker;
        const QByteArray text =
            "id: x\nversion: 1\ntitle: T\ndescription: D\nrisk: low\nsteps:\n  - name: S\n    http:\n"
            "      url: {jq: '.vars.u + \"/x\" + ([.[] | objects | .labels? // empty | .l] | join(\"\"))'}\n"
            "      path: [{jq: .alert.labels.l}]\n      query: {q: {jq: .alert.labels.l}}\n"
            "      headers: {X-L: a}\npost_check: {alert_clears_within_s: 5}\n";
        const Runbook runbook = runbookOf(text);
        int made = 0;
        for (const QString& payload : payloads(500)) {
            ActionContext context = contextWith({{QStringLiteral("l"), payload}});
            context.vars = {{QStringLiteral("u"), QStringLiteral("http://good:81")}};
            const auto run = resolve(worker, runbook, context);
            if (!run)
                continue;
            ++made;
            const QUrl url(run->steps[0].argv[1].s, QUrl::StrictMode);
            QVERIFY(url.isValid());
            QCOMPARE(url.host(), QStringLiteral("good"));
            QCOMPARE(url.port(), 81);
            QVERIFY(url.path(QUrl::FullyEncoded).startsWith(QStringLiteral("/x/")));
            QCOMPARE(QUrl::fromPercentEncoding(url.query(QUrl::FullyEncoded).mid(2).toLatin1()), payload);
        }
        QVERIFY2(made > 100, qPrintable(QString::number(made)));
    }

private:
    QTemporaryDir m_folder;
};

QD_TEST_MAIN_WITH_WORKER(TestArguments)
#include "tst_arguments.moc"
