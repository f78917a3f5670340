// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/connectors/connectorloader.h"
#include "app/connectors/yamlnode.h"
#include "tests/app/connectors/workermain.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace quarterdeck;

namespace {

const QByteArray k_head = "connector: x\nversion: 1\ntitle: X\n";
const QByteArray k_good = k_head + "receives:\n  - signals: '{kind: \"info\"}'\n";

QString refusal(const QByteArray& text)
{
    const Result<Connector> result = readConnector(text, QStringLiteral("dir/x.yaml"));
    return result ? QStringLiteral("taken") : result.error().sentence;
}

void write(const QString& path, const QByteArray& text)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
}

} // namespace

class TestConnectorLoader : public QObject {
    Q_OBJECT

private slots:

    void refusals_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const char* name, const QByteArray& text, const char* sentence) {
            QTest::newRow(name) << text << QString::fromUtf8(sentence);
        };
        row("good", k_good, "taken");
        row("empty", "", "dir/x.yaml:1: it is empty.");
        row("unknown key", k_good + "recieves: 1\n",
            "dir/x.yaml:6: “recieves” is not known in a connector; allowed are connector, version, title");
        row("unknown key below", k_head + "receives:\n  - signals: .\n    singals: .\n",
            "dir/x.yaml:6: “singals” is not known in a rule of “receives”; allowed are when, decode, "
            "decode_in, signals, ignore, reply, cut_strings, max_keys.");
        row("later key", k_good + "actions: []\n",
            "dir/x.yaml:6: “actions” belongs to a later version of the format.");
        row("duplicate key", k_good + "title: Y\n", "dir/x.yaml:6: the key “title” occurs twice.");
        row("anchor", k_head + "receives: &a\n  - signals: .\n",
            "dir/x.yaml:4: anchors (&name) are not taken");
        row("alias", k_head + "receives: *a\n", "dir/x.yaml:4:");
        row("tag", k_head + "receives: !!python/object:os.system x\n", "tags (!name) are not taken");
        row("short tag", k_head + "receives: !x []\n", "tags (!name) are not taken");
        row("merge key", k_good + "<<: {a: 1}\n", "a key must be a plain word");
        row("key is a list", k_good + "[a]: 1\n", "a key must be a plain word");
        row("two documents", k_good + "---\na: 1\n", "more than one document");
        row("deep", k_head + "receives: " + QByteArray(40, '[') + QByteArray(40, ']') + '\n',
            "dir/x.yaml:4: it nests deeper than 32 levels.");
        row("very deep", k_head + "receives: " + QByteArray(200'000, '[') + '\n', "dir/x.yaml:4:");
        row("large", k_good + '#' + QByteArray(1024 * 1024, 'x'),
            "dir/x.yaml:1: it is larger than 1024 KiB.");
        row("not UTF-8", "title: \xe4\n", "it is not UTF-8 text");
        row("NUL", QByteArray("title: \0\n", 9), "it is not UTF-8 text");
        row("no YAML", "a: [1,\nb: }\n", "dir/x.yaml:");
        row("tab", "connector: x\n\ttitle: y\n", "dir/x.yaml:2:");
        row("a list", "- 1\n", "dir/x.yaml:1: a connector must be a mapping.");
        row("other name", QByteArray(k_good).replace("connector: x", "connector: y"),
            "dir/x.yaml:1: the connector “y” must stand in y.yaml.");
        row("name goes up", QByteArray(k_good).replace("connector: x", "connector: ../x"),
            "a connector's name has small letters");
        row("no title", "connector: x\nreceives: []\n", "“title” is missing");
        row("version 2", QByteArray(k_good).replace("version: 1", "version: 2"),
            "dir/x.yaml:2: “version” must be a number from 1 to 1.");
        row("nothing to do", k_head, "needs “receives”, “polls”, “panel” or “native: true”");
        row("stream without receives",
            k_head + "polls:\n  - path: /a\n    signals: .\n    stream: {path: ., from: ., position: .}\n", "“stream” needs “receives”");
        row("panel of what", k_head + "panel: {title: A, shows: pie, path: ., answer: .}\n", "“shows” is series, lines or traces");
        row("native and maps", k_good + "native: true\n", "a native connector maps nothing");
        row("quoted yes", k_head + "native: 'true'\n", "dir/x.yaml:4: “native” must be true or false.");
        row("receives nothing", k_head + "receives: []\n", "“receives” must be a list of rules");
        row("no signals", k_head + "receives:\n  - decode: json\n",
            "dir/x.yaml:5: a rule has either “signals” or “ignore: true”.");
        row("both", k_head + "receives:\n  - signals: .\n    ignore: true\n", "a rule has either");
        row("decode", k_head + "receives:\n  - signals: .\n    decode: xml\n",
            "dir/x.yaml:6: “decode” is json, json_lines, form or cloudevents.");
        row("forbidden word", k_head + "receives:\n  - signals: |\n      .a\n      | env\n",
            "dir/x.yaml:7: “env” may not be used in a mapping");
        row("forbidden in define", k_good + "define: |\n  def f:\n    now;\n",
            "dir/x.yaml:8: “now” may not be used in a mapping");
        row("poll elsewhere", k_head + "polls:\n  - {path: 'http://evil/', signals: .}\n",
            "“path” begins with one /");
        row("poll other host", k_head + "polls:\n  - {path: '//evil/', signals: .}\n",
            "“path” begins with one /");
        row("poll too often", k_head + "polls:\n  - {path: /a, signals: ., every_s: 0}\n",
            "“every_s” must be a number from 1 to 86400");
        row("complete without proof", k_head + "polls:\n  - {path: /a, signals: ., complete: true}\n",
            "“complete: true” needs “status”");
        row("complete of pages", k_head + "polls:\n  - {path: /a, signals: ., complete: true, next: .n, status: {path: /s, instance: .i}}\n",
            "“complete” and “next” do not go together");
        row("complete of several", k_head + "polls:\n  - {path: /b, signals: .}\n  - {path: /a, signals: ., complete: true, status: {path: /s, instance: .i}}\n",
            "“complete: true” needs to be the only poll");
        row("time format", k_good + "times: {started_at: nonsense}\n", "“nonsense” is no time format");
        row("time zone", k_good + "times: {started_at: {format: 'yyyy-MM-dd HH:mm', zone: Nowhere/Land}}\n",
            "“Nowhere/Land” is no time zone");
        row("time field", k_good + "times: {happened: epoch_s}\n",
            "“happened” is not known in “times”; allowed are started_at, ended_at.");
        row("swallowing", k_head + "receives:\n  - signals: |\n      .a\n      | fromjson?\n",
            "dir/x.yaml:7: a “?” behind a call or a parenthesis swallows every error further down");
        row("answer refuses", k_good + "answer: {status: 500}\n", "“status” must be a number from 200 to 299");
        row("accepts nothing", k_good + "accepts: {hint: send JSON}\n", "“accepts” needs a list “content_types”");
        row("accepts without words", k_good + "accepts: {content_types: [a/b]}\n", "“hint” is missing");
        row("decode in", k_head + "receives:\n  - signals: .\n    decode_in: ['.a | env']\n",
            "a path is made of names and lists, like .records[].info");
        row("verify of none", k_good + "verify: []\n", "“verify” must not be an empty list");
        row("sns with a secret", k_good + "verify: {sns: true, token_header: x}\n", "“sns” stands alone");
        row("verify nothing", k_good + "verify: {}\n", "“verify” needs “hmac”, “token_header” or “sns: true”");
        row("md5", k_good + "verify: {hmac: {header: x-s, algorithm: md5}}\n",
            "“algorithm” is sha1, sha256 or sha512");
        row("body not signed", k_good + "verify: {hmac: {header: x-s, signed: [{text: a}]}}\n",
            "a signature must cover the body");
        row("timestamp unknown", k_good + "verify: {hmac: {header: x-s, signed: [timestamp, body]}}\n",
            "a signed part is body, timestamp (with “timestamp_header”)");
    }

    void refusals()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, sentence);
        const QString said = refusal(text);
        QVERIFY2(
            said.startsWith(sentence) || (sentence != QStringLiteral("taken") && said.contains(sentence)),
            qPrintable(said));
    }

    void alias_bomb_does_not_unfold()
    {
        QByteArray text = "a: &a [x,x,x,x,x,x,x,x,x]\n";
        for (char c = 'b'; c < 'k'; ++c) {
            const QByteArray before = QByteArray("*") + static_cast<char>(c - 1);
            text += QByteArray(1, c) + ": &" + c + " [" + (before + ',').repeated(8) + before + "]\n";
        }
        QVERIFY2(refusal(text).contains(QStringLiteral("anchors (&name) are not taken")),
            qPrintable(refusal(text)));
    }

    void lines_of_block_texts_are_true()
    {
        const Result<YamlNode> root =
            readYaml("a: 1\nb: |\n  one\n  two\nc: 'x'\nd: >-\n\n  folded\n", QStringLiteral("f"));
        QVERIFY(root.ok());
        QCOMPARE(root->find(u"a")->line, 1);
        QCOMPARE(root->find(u"b")->line, 3);
        QCOMPARE(root->find(u"c")->line, 5);
        QCOMPARE(root->find(u"b")->text, QStringLiteral("one\ntwo\n"));
        QCOMPARE(root->find(u"a")->toInt().value_or(0), 1);
        QVERIFY(!root->find(u"c")->toInt());
        QVERIFY(root->find(u"nothing") == nullptr);
    }

    void everything_is_read()
    {
        const QByteArray text = k_head
            + "define: 'def a: 1;'\nreceives:\n  - when: .ping\n    ignore: true\n  - decode: form\n    "
              "signals: a\n    max_keys: 5\n"
              "polls:\n  - path: /p\n    every_s: 7\n    signals: .\n    complete: true\n    status: {path: "
              "/s, instance: .up}\n"
              "verify:\n  token_header: X-Token\n  hmac: {header: X-Sig, encoding: base64, prefix: 'v1,', "
              "separator: ' ', timestamp_header: ts,\n"
              "    window_s: 60, key: base64, key_prefix: whsec_, signed: [{header: Id}, {text: '.'}, "
              "timestamp, {text: '.'}, body]}\n"
              "answer: {status: 202, body: ok, type: text/plain}\n"
              "accepts: {content_types: [Application/JSON], hint: as JSON}\nsetup: Send to {url}.\n"
              "times: {started_at: epoch_ms, ended_at: {format: 'yyyy.MM.dd HH:mm:ss', zone: UTC}}\n";
        const Result<Connector> c = readConnector(text, QStringLiteral("x.yaml"));
        QVERIFY2(c.ok(), c ? "" : qPrintable(c.error().sentence));
        QCOMPARE(c->receives.size(), std::size_t(2));
        QVERIFY(!c->receives[0].mapping && c->receives[0].when);
        QCOMPARE(c->receives[1].decode, Decode::Form);
        QCOMPARE(c->receives[1].maxKeys, 5);
        QCOMPARE(c->receives[1].mapping->definitions, QStringLiteral("def a: 1;\n"));
        QCOMPARE(c->polls[0].everyS, 7);
        QVERIFY(c->polls[0].complete);
        QCOMPARE(c->polls[0].status->path, QStringLiteral("/s"));
        QCOMPARE(c->verify.at(0).tokenHeader, QByteArray("x-token"));
        QCOMPARE(c->verify.at(0).hmac->parts.size(), std::size_t(5));
        QVERIFY(c->verify.at(0).hmac->base64 && c->verify.at(0).hmac->keyBase64);
        QCOMPARE(c->times.at(QStringLiteral("ended_at")).zone, QStringLiteral("UTC"));
        QCOMPARE(c->answer.status, 202);
        QCOMPARE(c->answer.body, QByteArray("ok"));
        QCOMPARE(c->accepts->contentTypes.front(), QByteArray("application/json"));
        QCOMPARE(c->setup, QStringLiteral("Send to {url}."));
    }

    void a_changed_file_is_followed_and_a_broken_one_keeps_what_it_said()
    {
        QTemporaryDir dir;
        const QString one = dir.filePath(QStringLiteral("x.yaml"));
        const QString two = dir.filePath(QStringLiteral("y.yaml"));
        write(one, k_good);
        write(two, QByteArray(k_good).replace("connector: x", "connector: y"));
        const QByteArray stamp = Connectors::stamp({dir.path()});
        const Connectors before = *Connectors::load({dir.path()});
        Connectors same = *Connectors::load({dir.path()});
        QCOMPARE(Connectors::stamp({dir.path()}), stamp);
        QCOMPARE(same.follow(before), QStringList());
        write(one, QByteArray(k_good).replace("title: X", "title: Another"));
        write(two, "connector: [\n");
        QVERIFY(Connectors::stamp({dir.path()}) != stamp);
        Connectors after = *Connectors::load({dir.path()});
        QVERIFY(!after.find(QStringLiteral("y"))); // the control: by itself it would be gone
        QCOMPARE(after.follow(before), QStringList {QStringLiteral("x")});
        QCOMPARE(after.find(QStringLiteral("x"))->title, QStringLiteral("Another"));
        QCOMPARE(after.find(QStringLiteral("y"))->title, QStringLiteral("X"));
        QFile::remove(two);
        Connectors last = *Connectors::load({dir.path()});
        QCOMPARE(last.follow(after), QStringList {QStringLiteral("y")});
    }

    void a_bad_file_costs_itself_only()
    {
        QTemporaryDir ours;
        QTemporaryDir users;
        write(ours.filePath(QStringLiteral("x.yaml")), k_good);
        write(ours.filePath(QStringLiteral("bad.yaml")), "connector: [\n");
        write(
            users.filePath(QStringLiteral("x.yaml")), QByteArray(k_good).replace("title: X", "title: Mine"));
        const Result<Connectors> all = Connectors::load({ours.path(), users.path()});
        QVERIFY(all.ok());
        QCOMPARE(all->all().size(), std::size_t(1));
        QCOMPARE(all->find(QStringLiteral("x"))->title, QStringLiteral("Mine"));
        QVERIFY(all->find(QStringLiteral("bad")) == nullptr);
        QCOMPARE(all->problems().size(), std::size_t(1));
        QVERIFY(all->problems()[0].error.sentence.contains(QStringLiteral("bad.yaml:")));
        QVERIFY(!Connectors::load({QStringLiteral("/nonexistent")}).ok());
    }

    void lint_compiles()
    {
        JqWorker worker;
        QTemporaryDir dir;
        const QString file = dir.filePath(QStringLiteral("x.yaml"));
        write(file,
            k_head
                + "define: |\n  def a: .x;\nreceives:\n  - when: .y)\n    signals: |\n      .z\n      | "
                  "nosuch\n  - signals: a\n");
        const QStringList sentences = lintConnector(file, &worker);
        QCOMPARE(sentences.size(), 2);
        QVERIFY2(sentences[0].startsWith(file + QStringLiteral(":7: jq cannot compile")),
            qPrintable(sentences[0]));
        QVERIFY2(sentences[1].startsWith(
                     file + QStringLiteral(":10: jq cannot compile the program: nosuch/0 is not defined")),
            qPrintable(sentences[1]));
        QCOMPARE(lintConnector(file, nullptr), QStringList());
    }

    void what_ships_is_free_of_problems()
    {
        JqWorker worker;
        const QString folder = QStringLiteral(QD_SOURCE_DIR "/resources/connectors");
        const Result<Connectors> all = Connectors::load({folder});
        QVERIFY(all.ok());
        QVERIFY2(all->problems().empty(),
            all->problems().empty() ? "" : qPrintable(all->problems()[0].error.sentence));
        for (const char* name : {"alertmanager", "cloudevents", "loki", "prometheus"})
            QVERIFY2(all->find(QString::fromLatin1(name)), name);
        for (const auto& [name, connector] : all->all())
            QCOMPARE(lintConnector(connector.file, &worker), QStringList());
    }
};

QD_TEST_MAIN_WITH_WORKER(TestConnectorLoader)
#include "tst_connectorloader.moc"
