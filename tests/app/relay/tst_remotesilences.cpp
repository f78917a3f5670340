// SPDX-License-Identifier: GPL-3.0-or-later
// What an Alertmanager's list of silences means here, and what is written to it.
#include "app/relay/remotesilences.h"
#include "models/state/decide.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace quarterdeck;

namespace {

constexpr Instant start = 1'800'000'000'000;
constexpr qint64 minute = 60'000;
constexpr qint64 hour = 60 * minute;

QString q(const char* text)
{
    return QString::fromUtf8(text);
}

struct Desk {
    Workspace workspace;
    Instant now = start;

    Desk()
    {
        JournalOpened opened;
        opened.journalId = QByteArray(16, 'j');
        put({opened, SourceAdded {{1}, q("lab"), q("alertmanager"), 0}});
    }

    void put(std::vector<Fact> facts, const CommandId& command = {})
    {
        Applying applying(workspace, now, q("server"), command);
        for (auto& fact : facts)
            applying.add(std::move(fact));
        applying.finish();
    }

    QString ask(CommandBody body)
    {
        Command command;
        command.id = QByteArray::number(++commands).rightJustified(16, '0');
        command.madeAt = now;
        command.body = std::move(body);
        Asker asker;
        asker.person = q("anna");
        asker.permissions = {Permission::Observe, Permission::Respond};
        const auto facts = decide(command, workspace, asker, now);
        if (facts)
            put(*facts, command.id);
        return facts ? q("done") : facts.error().code;
    }

    /// How many facts an answer made; what it lists, and what is to be told then.
    size_t hear(const std::vector<RemoteSilence>& there, bool writes = true)
    {
        Applying applying(workspace, now, q("server"));
        hearSilences(applying, {1}, there);
        if (writes)
            queueSilences(applying, {1});
        applying.finish();
        return applying.facts().size();
    }

    void answer(bool end, const char* remote)
    {
        put({SilenceAnswered {{1}, {1}, end, true, false, 1, 200, q(remote), {}}});
    }

    const SilenceInfo& silence(size_t i = 0) const { return workspace.silences()[i]; }

    /// Our first one as the other side lists it.
    RemoteSilence ours(const char* id, RemoteSilence::State state = RemoteSilence::State::Active) const
    {
        const auto body = silenceBody(workspace, silence(), {1}, now);
        const auto o = QJsonDocument::fromJson(*body).object();
        return {q(id), state, q("anna"), o[q("comment")].toString(), silence().until, silence().matchers};
    }

    int commands = 0;
};

RemoteSilence theirs(Instant until = start + hour, RemoteSilence::State state = RemoteSilence::State::Active)
{
    return {q("9a3f"), state, q("wren"), q("the disk is swapped"), until, {{q("name"), q("DiskFull"), MatchHow::Like}}};
}

const auto expired = RemoteSilence::State::Expired;

} // namespace

class tst_RemoteSilences : public QObject {
    Q_OBJECT

private slots:
    void anAnswerIsRead()
    {
        const auto read = readRemoteSilences(QByteArray(
            "["
            "{'id': '1', 'status': {'state': 'active'}, 'comment': 'why\\u202e', 'createdBy': 'wren', 'endsAt': '2027-01-15T08:00:00.000Z',"
            "'matchers': [{'name': 'alertname', 'value': 'A', 'isRegex': false, 'isEqual': true},"
            "{'name': 'team', 'value': 'a|b', 'isRegex': true},"
            "{'name': 'env', 'value': 'x', 'isRegex': false, 'isEqual': false},"
            "{'name': 'path', 'value': '/*', 'isRegex': false, 'isEqual': true}]},"
            "{'id': '2', 'status': {'state': 'active'}, 'endsAt': '2027-01-15T08:00:00Z', 'matchers': [{'name': '', 'value': 'x'}]},"
            "{'id': '3', 'status': {'state': 'strange'}, 'endsAt': '2027-01-15T08:00:00Z', 'matchers': [{'name': 'a', 'value': 'x'}]},"
            "{'id': '4', 'status': {'state': 'expired'}, 'matchers': []}, 7]").replace('\'', '"'));
        QVERIFY(bool(read));
        QCOMPARE(read->size(), size_t(1));
        const auto& one = read->front();
        const std::vector<Matcher> matchers {{q("name"), q("A"), MatchHow::Like}, {q("labels.team"), q("a|b"), MatchHow::Regex},
            {q("labels.env"), q("x"), MatchHow::NotEqual}, {q("labels.path"), q("/*"), MatchHow::Equal}};
        QCOMPARE(one.matchers, matchers);
        QCOMPARE(one.by, q("wren"));
        QVERIFY(!one.comment.contains(QChar(0x202e)));
        QCOMPARE(readRemoteSilences("{}").error().code, q("silences.answer"));
        QCOMPARE(readRemoteSilences("[").error().code, q("silences.answer"));
    }

    void whatIsSetThereIsHereOnceWithWhoAndWhy()
    {
        Desk d;
        QCOMPARE(d.hear({theirs()}), size_t(1));
        QCOMPARE(d.silence().owner, q("wren"));
        QCOMPARE(d.silence().reason, q("the disk is swapped"));
        QCOMPARE(d.silence().until, start + hour);
        QCOMPARE(d.silence().source, SourceId {1});
        QCOMPARE(d.hear({theirs()}), size_t(0));
        d.workspace = *Workspace::fromBytes(d.workspace.toBytes()); // a restart
        QCOMPARE(d.hear({theirs()}), size_t(0));
        QCOMPARE(d.hear({theirs(start + 2 * hour)}), size_t(1)); // longer, not another one
        QCOMPARE(d.workspace.silences().size(), size_t(1));
        QCOMPARE(d.silence().until, start + 2 * hour);
    }

    void onlyItsEndThereEndsIt()
    {
        Desk d;
        d.hear({theirs()});
        QCOMPARE(d.hear({}), size_t(0)); // its memory is gone: that ends nothing
        QVERIFY(d.silence().active());
        d.hear({theirs(start + 5 * minute, expired)});
        QVERIFY(!d.silence().active());
        QCOMPARE(d.silence().endReason, q("ended at lab"));
        QCOMPARE(d.hear({theirs(start + 5 * minute, expired)}), size_t(0));
        Desk fresh;
        QCOMPARE(fresh.hear({theirs(start, expired)}), size_t(0)); // what is over when it is first seen is no news
    }

    void whatAPersonEndedHereStaysEnded()
    {
        Desk d;
        d.hear({theirs()}, false);
        QCOMPARE(d.ask(EndSilence {{1}, {}}), q("done"));
        QCOMPARE(d.hear({theirs()}, false), size_t(0)); // it may only be read there
        QVERIFY(!d.silence().active());
        QCOMPARE(d.hear({theirs()}), size_t(1)); // it may be written: its end is queued
        QVERIFY(d.silence().copyAt({1})->end && d.silence().copyAt({1})->waits());
        QCOMPARE(d.silence().copyAt({1})->remote, q("9a3f"));
        d.hear({theirs(start, expired)});
        QVERIFY(d.silence().copyAt({1})->taken);
    }

    void ourOwnReadBackIsNoSecondOne()
    {
        Desk d;
        QCOMPARE(d.ask(SetSilence {{{q("service"), q("checkout")}}, q("deploying"), hour}), q("done"));
        QVERIFY(silencesToQueue(d.workspace, {1}));
        QCOMPARE(d.hear({}), size_t(1));
        QVERIFY(d.silence().copyAt({1})->waits());
        QCOMPARE(d.hear({d.ours("x1")}), size_t(1)); // written, and the answer was lost
        QVERIFY(d.silence().copyAt({1})->taken);
        QCOMPARE(d.silence().copyAt({1})->remote, q("x1"));
        QCOMPARE(d.hear({d.ours("x1")}), size_t(0));
        QCOMPARE(d.workspace.silences().size(), size_t(1));
        QCOMPARE(d.hear({}), size_t(1)); // it was forgotten there: told again, and not ended
        QVERIFY(d.silence().active() && d.silence().copyAt({1})->waits());
    }

    void oursEndedThereIsEndedHere()
    {
        Desk d;
        d.ask(SetSilence {{{q("service"), q("checkout")}}, q("deploying"), hour});
        d.hear({});
        d.answer(false, "x1");
        auto over = d.ours("x1", expired);
        over.until = start + minute;
        d.hear({over});
        QVERIFY(!d.silence().active());
        QVERIFY(!silencesToQueue(d.workspace, {1})); // nothing is told back
    }

    void itsEndHereIsTold()
    {
        Desk d;
        d.ask(SetSilence {{{q("service"), q("checkout")}}, q("deploying"), hour});
        d.hear({});
        QCOMPARE(d.ask(EndSilence {{1}, {}}), q("done"));
        QCOMPARE(d.hear({}), size_t(1)); // never written: given up, and said so
        QVERIFY(d.silence().copyAt({1})->givenUp);
        Desk e;
        e.ask(SetSilence {{{q("service"), q("checkout")}}, q("deploying"), hour});
        e.hear({});
        e.answer(false, "x1");
        e.ask(EndSilence {{1}, {}});
        QCOMPARE(e.hear({e.ours("x1")}), size_t(1));
        QVERIFY(e.silence().copyAt({1})->end && e.silence().copyAt({1})->waits());
        e.answer(true, "x1");
        QCOMPARE(e.hear({e.ours("x1", expired)}), size_t(0));
    }

    void aMarkOfAnotherDeskIsTheirs()
    {
        Desk d;
        d.ask(SetSilence {{{q("service"), q("checkout")}}, q("deploying"), hour});
        auto other = theirs();
        other.comment = q("copied [quarterdeck 000000000000/1]");
        d.hear({other});
        QCOMPARE(d.workspace.silences().size(), size_t(2));
    }

    void whatIsWritten()
    {
        Desk d;
        d.ask(SetSilence {{{q("name"), q("High*")}, {q("source"), q("lab")}, {q("labels.team"), q("a|b"), MatchHow::NotRegex},
                              {q("resource"), q("10.0.0.1:80")}}, q("why"), hour});
        const auto o = QJsonDocument::fromJson(*silenceBody(d.workspace, d.silence(), {1}, start)).object();
        const auto m = o[q("matchers")].toArray();
        QCOMPARE(m.size(), 3);
        QCOMPARE(m[0].toObject(), (QJsonObject {{q("name"), q("alertname")}, {q("value"), q("High.*")}, {q("isRegex"), true}, {q("isEqual"), true}}));
        QCOMPARE(m[1].toObject(), (QJsonObject {{q("name"), q("team")}, {q("value"), q("a|b")}, {q("isRegex"), true}, {q("isEqual"), false}}));
        QCOMPARE(m[2].toObject(), (QJsonObject {{q("name"), q("instance")}, {q("value"), q("10.0.0.1:80")}, {q("isRegex"), false}, {q("isEqual"), true}}));
        QCOMPARE(o[q("createdBy")].toString(), q("anna"));
        QVERIFY(o[q("comment")].toString().startsWith(q("why [quarterdeck ")));
        d.ask(SetSilence {{{q("source"), q("other")}}, q("why"), hour});
        QCOMPARE(silenceBody(d.workspace, d.silence(1), {1}, start).error().code, q("silence.unwritable"));
        d.ask(SetSilence {{{q("source"), q("lab")}}, q("why"), hour});
        QCOMPARE(silenceBody(d.workspace, d.silence(2), {1}, start).error().code, q("silence.unwritable"));
    }

    void aFloodIsBounded()
    {
        Desk d;
        std::vector<RemoteSilence> flood(3000, theirs());
        for (size_t i = 0; i < flood.size(); ++i)
            flood[i].id = QString::number(i);
        d.hear(flood);
        QCOMPARE(d.workspace.silences().size(), remoteSilencesMost);
        QCOMPARE(d.hear(flood), size_t(0));
    }
};

QTEST_GUILESS_MAIN(tst_RemoteSilences)
#include "tst_remotesilences.moc"
