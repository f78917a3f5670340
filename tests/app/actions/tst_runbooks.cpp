// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/addresses.h"
#include "app/actions/programs.h"
#include "app/actions/runbookloader.h"
#include "tests/app/actions/harness.h"
#include "tests/app/connectors/workermain.h"

#include <QJsonDocument>
#include <QUrl>

#include <sys/stat.h>
#include <unistd.h>

using namespace quarterdeck;

namespace {

const QByteArray k_good = R"(id: x
version: 1
title: T
description: D
risk: low
reversible: true
applies: '.alert.name == "A"'
parameters:
  - name: unit
    from: .alert.labels.unit
    pattern: '[a-z]+'
steps:
  - name: S
    exec:
      argv: [/usr/bin/test, -f, {jq: .params.unit}]
      timeout_s: 30
      idempotent: true
post_check:
  alert_clears_within_s: 60
  probe:
    http:
      method: GET
      url: {jq: '.vars.url + "/q"'}
      query: {q: {jq: .params.unit}}
    until: '.ok'
)";

QString sentenceOf(const QByteArray& text)
{
    const auto runbook = readRunbook(text, QStringLiteral("/r/x.yaml"));
    return runbook ? QString() : runbook.error().sentence;
}

} // namespace

class TestRunbooks : public QObject {
    Q_OBJECT

private slots:

    void shipped_runbooks_are_clean()
    {
        JqWorker worker;
        const QDir folder(QStringLiteral(QD_SOURCE_DIR "/resources/runbooks"));
        const QStringList files = folder.entryList({QStringLiteral("*.yaml")});
        QVERIFY(files.size() >= 4);
        for (const QString& file : files)
            QCOMPARE(lintRunbook(folder.filePath(file), &worker), QStringList());
    }

    void reads_what_the_format_has()
    {
        const auto runbook = readRunbook(k_good, QStringLiteral("/r/x.yaml"));
        QVERIFY2(runbook.ok(), qPrintable(sentenceOf(k_good)));
        QCOMPARE(runbook->id, QStringLiteral("x"));
        QCOMPARE(runbook->steps.size(), size_t(1));
        QCOMPARE(runbook->steps[0].timeoutMs, 30'000);
        QVERIFY(runbook->steps[0].idempotent);
        QCOMPARE(runbook->check.windowMs, 60'000);
        QCOMPARE(runbook->check.until, QStringLiteral(".ok"));
        QCOMPARE(runbook->hash.size(), 32);
    }

    void refuses_with_file_and_line_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<int>("line");
        QTest::addColumn<QString>("words");
        const auto row = [](const char* name, const char* from, const char* to, int line, const char* words) {
            QTest::newRow(name) << QByteArray(from) << QByteArray(to) << line << QString::fromUtf8(words);
        };
        row("unknown key", "title: T", "titel: T", 3, "allowed are id, version");
        row("unknown key in a step", "timeout_s: 30", "timeout: 30", 16,
            "allowed are argv, timeout_s, idempotent");
        row("unknown key in a parameter", "pattern: '[a-z]+'", "pattern: '[a-z]+'\n    kind: x", 12,
            "not known in a parameter");
        row("unknown key in a probe", "method: GET", "verb: GET", 22, "not known in “http” of a probe");
        row("a probe that posts", "method: GET", "method: POST", 22, "is GET");
        row("alias", "title: T", "title: *t", 3, "");
        row("anchor", "title: T", "title: &t T", 3, "anchors");
        row("tag", "title: T", "title: !!str T", 3, "tags");
        row("twice", "title: T", "title: T\ntitle: U", 4, "occurs twice");
        row("missing title", "title: T\n", "", 1, "“title” is missing");
        row("other id", "id: x", "id: y", 1, "must stand in y.yaml");
        row("id with slash", "id: x", "id: ../x", 1, "small letters");
        row("version 0", "version: 1", "version: 0", 2, "from 1");
        row("risk", "risk: low", "risk: none", 5, "low, medium or high");
        row("reversible", "reversible: true", "reversible: perhaps", 6, "true or false");
        row("environment", "'.alert.name == \"A\"'", "'env.PATH == \"A\"'", 7, "env");
        row("parameter name", "name: unit", "name: Unit", 9, "small letters");
        row("pattern", "'[a-z]+'", "'[a-z+'", 11, "no regular expression");
        row("no pattern", "    pattern: '[a-z]+'\n", "", 9, "“pattern” is missing");
        row("no steps", "steps:", "stepz:", 13, "not known");
        row("both", "    exec:", "    http: {url: 'http://a'}\n    exec:", 13, "either");
        row("relative program", "/usr/bin/test", "test", 15, "absolute path");
        row("dotted program", "/usr/bin/test", "/usr/bin/../bin/test", 15, "absolute path");
        row("no such program", "/usr/bin/test", "/usr/bin/no-such-thing", 15, "there is no program");
        row("a folder", "/usr/bin/test", "/usr/bin", 15, "no program that may be started");
        row("no executable", "/usr/bin/test", "/etc/passwd", 15, "no program that may be started");
        row("program by label", "/usr/bin/test", "{jq: .alert.labels.p}", 15, "must be written out");
        row("shell", "/usr/bin/test, -f", "/bin/sh, -c", 15, "must be written out");
        row("python", "/usr/bin/test, -f", "/usr/bin/python3, -c", 15, "must be written out");
        row("perl", "/usr/bin/test, -f", "/usr/bin/perl, -e", 15, "must be written out");
        row("env", "/usr/bin/test, -f", "/usr/bin/env, x", 15, "must be written out");
        row("xargs", "/usr/bin/test, -f", "/usr/bin/xargs, x", 15, "must be written out");
        row("find", "/usr/bin/test, -f", "/usr/bin/find, /tmp", 15, "must be written out");
        row("awk by its link", "/usr/bin/test, -f", "/usr/bin/awk, x", 15, "must be written out");
        row("mixture", "{jq: .params.unit}]", "{jq: .params.unit, text: x}]", 15, "is a text or {jq");
        row("time-out", "timeout_s: 30", "timeout_s: 0", 16, "from 1");
        row("no check", "post_check:", "postcheck:", 19, "not known");
        row("no window", "  alert_clears_within_s: 60\n", "", 19, "is missing");
        row("window", "within_s: 60", "within_s: 0", 19, "from 5");
        row("url of a label", ".vars.url + \"/q\"", ".vars.url + .alert.labels.q", 23, ".vars only");
        row("url without scheme", "{jq: '.vars.url + \"/q\"'}", "'file:///etc/passwd'", 23, "host");
        row("url with user", "{jq: '.vars.url + \"/q\"'}", "'http://a@b/'", 23, "no user");
        row("until missing", "    until: '.ok'\n", "", 21, "needs “http” and “until”");
        row("not YAML", "steps:", "steps: [", 13, "");
    }

    void refuses_with_file_and_line()
    {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        QFETCH(int, line);
        QFETCH(QString, words);
        QVERIFY(k_good.contains(from));
        QByteArray text = k_good;
        const QString sentence = sentenceOf(text.replace(text.indexOf(from), from.size(), to));
        QVERIFY2(sentence.contains(words), qPrintable(sentence));
        QVERIFY2(sentence.startsWith(QStringLiteral("/r/x.yaml:%1:").arg(line)), qPrintable(sentence));
    }

    void refuses_large_and_deep()
    {
        QVERIFY(sentenceOf(k_good + "#" + QByteArray(1 << 20, 'x'))
                    .contains(QStringLiteral("larger than 1024 KiB")));
        const QByteArray deep = "a: " + QByteArray(40, '[') + "1" + QByteArray(40, ']');
        QVERIFY2(sentenceOf(deep).contains(QStringLiteral("deeper")), qPrintable(sentenceOf(deep)));
        QVERIFY(!sentenceOf(QByteArray(100'000, '[')).isEmpty());
        QVERIFY(sentenceOf(QByteArray("id: \xff")).contains(QStringLiteral("UTF-8")));
    }

    void interpreters_may_run_what_is_written_out()
    {
        QByteArray text = k_good;
        text.replace("[/usr/bin/test, -f, {jq: .params.unit}]", "[/bin/sh, -c, 'echo $HOME']");
        QCOMPARE(sentenceOf(text), QString());
    }

    void programs_that_others_may_change_are_refused()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("p"));
        writeFile(path, "x");
        ::chmod(path.toUtf8().constData(), 0755);
        QVERIFY(checkProgram(path, true).ok());
        ::chmod(path.toUtf8().constData(), 0757);
        QVERIFY(!checkProgram(path, true).ok());
        ::chmod(path.toUtf8().constData(), 0755);
        ::chmod(folder.path().toUtf8().constData(), 0777);
        QVERIFY(checkProgram(path, true).error().sentence.contains(QStringLiteral("in its place")));
        ::chmod(folder.path().toUtf8().constData(), 0700);
        if (::geteuid() == 0 && ::chown(path.toUtf8().constData(), 12345, 0) == 0)
            QVERIFY(checkProgram(path, true).error().sentence.contains(QStringLiteral("belong")));
    }

    void a_broken_file_costs_itself()
    {
        QTemporaryDir folder;
        writeFile(folder.filePath(QStringLiteral("x.yaml")), k_good);
        writeFile(folder.filePath(QStringLiteral("bad.yaml")), "id: [");
        std::vector<Error> problems;
        const auto all = loadRunbooks({folder.path(), QStringLiteral("/no/such/folder")}, problems);
        QCOMPARE(all.size(), size_t(1));
        QCOMPARE(problems.size(), size_t(2));
    }

    void variables_are_values()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("vars.yaml"));
        writeFile(file,
            "url: http://127.0.0.1:9090\nport: 9090\non: true\nword: '9090'\nlist: [a, {b: c}]\nnone:\n");
        const auto variables = readVariables(file);
        QVERIFY(variables.ok());
        QCOMPARE(QJsonDocument(*variables).toJson(QJsonDocument::Compact),
            "{\"list\":[\"a\",{\"b\":\"c\"}],\"none\":null,\"on\":true,\"port\":9090,\"url\":\"http://"
            "127.0.0.1:9090\",\"word\":\"9090\"}");
        writeFile(file, "- a\n");
        QVERIFY(readVariables(file).error().sentence.startsWith(file + QStringLiteral(":1:")));
        QVERIFY(readVariables(QString())->isEmpty());
        QVERIFY(!readVariables(folder.filePath(QStringLiteral("none.yaml"))).ok());
    }

    void addresses_keep_their_host()
    {
        const auto built = buildAddress(QStringLiteral("http://h:1/api"),
            {QStringLiteral("a/../b?c#d"), QStringLiteral("ä&")},
            {{QStringLiteral("q"), QStringLiteral("x&y=z #+%\n")}, {QStringLiteral("r&"), QString()}});
        QVERIFY(built.ok());
        QCOMPARE(*built,
            QStringLiteral("http://h:1/api/a%2F..%2Fb%3Fc%23d/%C3%A4%26?q=x%26y%3Dz%20%23%2B%25%0A&r%26="));
        QCOMPARE(QUrl(*built, QUrl::StrictMode).host(), QStringLiteral("h"));
        for (const char* bad : {"", "h", "//h/", "ftp://h/", "file:///x", "http://", "http://u@h/",
                 "http://u:p@h/", "http://h@evil/", "http://h\\@evil/", "http://h/#f", "http://h/\r\nHost: e",
                 "http://h/\n", "http://h/ x", "javascript:1", "http://h/?a=1"}) {
            const auto refused = buildAddress(QString::fromLatin1(bad), {QStringLiteral("s")}, {});
            QVERIFY2(!refused.ok(), bad);
        }
        for (const char* segment : {"", ".", ".."})
            QVERIFY(!buildAddress(QStringLiteral("http://h"), {QString::fromLatin1(segment)}, {}).ok());
        QVERIFY(!buildAddress(QStringLiteral("http://h"), {}, {{QStringLiteral("q"), QString(QChar(u'\0'))}})
                     .ok());
        QVERIFY(!buildAddress(QStringLiteral("http://h"), {}, {{QStringLiteral("q"), QStringLiteral("a\rb")}})
                     .ok());
    }

    void headers_are_one_line()
    {
        for (const char* name : {"Host", "content-length", "Transfer-Encoding", "Connection", "X:y", "X y",
                 "", "Cookie", "X\r\nY"})
            QVERIFY2(!checkHeaderName(QString::fromLatin1(name)).ok(), name);
        QVERIFY(checkHeaderName(QStringLiteral("X-Request-Id")).ok());
        for (const QString& value : {QStringLiteral("a\r\nX: y"), QStringLiteral("a\nb"),
                 QString(QChar(u'\0')), QStringLiteral("ä"), QStringLiteral(" a")})
            QVERIFY(!checkHeaderValue(QStringLiteral("X"), value).ok());
    }
};

QD_TEST_MAIN_WITH_WORKER(TestRunbooks)
#include "tst_runbooks.moc"
