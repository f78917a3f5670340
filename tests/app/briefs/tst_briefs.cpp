// SPDX-License-Identifier: GPL-3.0-or-later
// What is read aloud, posted and handed over, word for word: the texts in expected/ were read by people.
#include "app/briefs/briefs.h"
#include "models/state/situationdocument.h"
#include "tests/app/connectors/workermain.h"
#include "tests/models/state/outage.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>

using namespace quarterdeck;

namespace {

const QString ours = QStringLiteral(QD_SOURCE_DIR "/resources/templates");

QString q(const char* s)
{
    return QString::fromUtf8(s);
}

/// The outage at 14:18, in the middle of everything.
Outage story()
{
    Outage o;
    o.untilPostCheck();
    const auto minute = Outage::minute;
    const IncidentId id = o.incident;
    o.say(16 * minute + 20'000, q("wren"), {HypothesisMoved {id, LineId {3}, Belief::Testing, {}}});
    o.say(16 * minute + 30'000, q("wren"), {PersonPaged {id, Text(q("team-data")), Text(q("phone"))}});
    o.say(16 * minute + 40'000, q("wren"),
        {BridgeSet {id, Text(q("https://call.example/7")), Text(q("+49 30 1")), Text(q("4711")), Text(q("#inc-1"))}});
    o.say(17 * minute, q("kestrel"), {NextUpdateSet {id, Audience::Internal, Outage::noon + 30 * minute, 15 * minute}});
    PollOpened poll;
    poll.incident = id;
    poll.poll = {1};
    poll.proposedBy = q("kestrel");
    poll.owner = q("swift");
    poll.boxMs = 10 * minute;
    poll.until = Outage::noon + 18 * minute + 30'000;
    poll.text = q("roll back cart v2.31");
    o.say(17 * minute + 30'000, q("kestrel"), {poll});
    o.say(17 * minute + 45'000, q("finch"), {ObjectionRaised {id, {1}, Text(q("finch")), Text(q("it may not be the cart"))}});
    return o;
}

QByteArray documentOf(const Outage& o, qint64 at = 18 * Outage::minute)
{
    return situationJson(o.workspace, *o.workspace.incident(o.incident), Outage::noon + at, o.workspace.head());
}

QString render(const QString& name, const QString& language, const QByteArray& document, const QStringList& folders = {ours})
{
    JqWorker worker;
    const auto text = renderBrief(worker, folders, name, language, document);
    return text ? *text : text.error().code + QStringLiteral(": ") + text.error().sentence;
}

QString contents(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

} // namespace

class TestBriefs : public QObject {
    Q_OBJECT

private slots:
    void wordForWord_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("language");
        const auto all = briefTemplates({ours});
        QCOMPARE(all.size(), 10);
        for (const auto& one : all) {
            const auto parts = one.split(QLatin1Char('.'));
            QTest::newRow(qPrintable(one)) << parts[0] << parts[1];
        }
    }

    void wordForWord()
    {
        QFETCH(QString, name);
        QFETCH(QString, language);
        const auto text = render(name, language, documentOf(story()));
        const QString file = QStringLiteral(QD_SOURCE_DIR "/tests/app/briefs/expected/%1.%2.txt").arg(name, language);
        if (qEnvironmentVariableIsSet("QD_WRITE_EXPECTED")) { // then read what is written before it is kept
            QFile out(file);
            QVERIFY(out.open(QIODevice::WriteOnly));
            out.write(text.toUtf8());
            return;
        }
        QCOMPARE(text, contents(file));
    }

    void theSameEntriesMakeTheSameBytes()
    {
        const auto document = documentOf(story());
        QCOMPARE(documentOf(story()), document);
        // Nor does it matter whether the state was folded or restored.
        auto o = story();
        o.workspace = *Workspace::fromBytes(o.workspace.toBytes());
        QCOMPARE(documentOf(o), document);
        for (int i = 0; i < 3; ++i)
            QCOMPARE(render(q("brief"), q("en"), document), render(q("brief"), q("en"), document));
    }

    void whatChangedSinceTheLastUpdate()
    {
        auto o = story();
        const auto before = QJsonDocument::fromJson(documentOf(o)).object();
        QCOMPARE(before.value(q("changedSince")).toString(), q("2026-11-23T14:15:00.000Z"));
        QVERIFY(!before.value(q("changed")).toArray().isEmpty());
        StatusPosted post;
        post.incident = o.incident;
        post.upTo = o.workspace.head().seq;
        post.text = q("internal 3");
        o.say(18 * Outage::minute, q("wren"), {post});
        const auto after = QJsonDocument::fromJson(documentOf(o)).object();
        QVERIFY(after.value(q("changed")).toArray().isEmpty());
        QCOMPARE(after.value(q("posts")).toArray().size(), 3);
        // What was recorded between making the text and posting it is told in the next one.
        o.line(18 * Outage::minute, q("wren"), LineKind::Note, q("redis answers"));
        const auto changed = QJsonDocument::fromJson(documentOf(o)).object().value(q("changed")).toArray();
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed[0].toObject().value(q("text")).toString(), q("redis answers"));
    }

    void minutesAreNeverRoundedToTheOtherSide()
    {
        const auto o = story();
        const auto left = [&](qint64 at) {
            return QJsonDocument::fromJson(documentOf(o, at)).object().value(q("questions")).toArray()[0].toObject().value(q("minutes")).toInt();
        };
        QCOMPARE(left(18 * Outage::minute + 29'000), 1);
        QCOMPARE(left(18 * Outage::minute + 30'000), 0);
        QCOMPARE(left(19 * Outage::minute + 29'000), 0);
        QCOMPARE(left(19 * Outage::minute + 30'000), -1);
    }

    void foreignWordsAreDataAndNothingElse()
    {
        auto o = story();
        const QString trick = q("\"; env | \\(halt) %1 %2 ");
        o.say(18 * Outage::minute, q("wren"), {ImpactSet {o.incident, Text(trick), Outage::noon}});
        QVERIFY(render(q("internal"), q("en"), documentOf(o)).contains(QStringLiteral("Impact: ") + trick));
    }

    void aConsoleDoesNotWait()
    {
        JqWorker worker;
        QStringList texts;
        const auto document = documentOf(story());
        for (const char* language : {"en", "es"})
            renderBrief(worker, {ours}, q("executive"), q(language), document,
                [&](const Result<QString>& text) { texts << (text ? *text : text.error().sentence); });
        QVERIFY(texts.isEmpty());
        QTRY_COMPARE(texts, (QStringList {render(q("executive"), q("en"), document), render(q("executive"), q("es"), document)}));
    }

    void ownTemplatesReplaceOurs()
    {
        QTemporaryDir mine;
        const auto write = [&](const char* name, const QByteArray& text) {
            QFile file(mine.filePath(q(name)));
            return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
        };
        QVERIFY(write("internal.en.jq", "headline + \"!\""));
        QVERIFY(write("list.en.jq", "[1]"));
        const QStringList folders {ours, mine.path()};
        const auto document = documentOf(story());
        QCOMPARE(render(q("internal"), q("en"), document, folders),
            q("SEV-1 Checkout errors after 14:02 (incident 1, Investigating, 12 min)!\n"));
        QVERIFY(render(q("list"), q("en"), document, folders).startsWith(q("brief.no-text")));
        QVERIFY(render(q("internal"), q("fr"), document, folders).startsWith(q("brief.unknown")));
        QVERIFY(render(q("../templates/internal"), q("en"), document, folders).startsWith(q("brief.unknown")));
        QVERIFY(render(q("common"), q("en"), document, folders).startsWith(q("brief.unknown")));
    }
};

QD_TEST_MAIN_WITH_WORKER(TestBriefs)
#include "tst_briefs.moc"
