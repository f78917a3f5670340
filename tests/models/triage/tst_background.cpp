// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/state/silences.h"
#include "models/triage/kindbook.h"
#include "models/triage/parameters.h"
#include "rules.h"

#include <QRandomGenerator>
#include <QTest>

using namespace quarterdeck;

namespace {

QString s(const char* text)
{
    return QString::fromUtf8(text);
}

constexpr Instant start = Rules::start;
constexpr qint64 minute = Rules::minute;
constexpr qint64 hour = Rules::hour;

/// Comes every `every` and clears a minute later, for three days; answers its alert.
AlertId threeDays(Rules& r, const Signal& signal, qint64 every)
{
    AlertId id;
    for (qint64 t = 0; t < 72 * hour; t += minute) {
        if (t % every == 0)
            id = r.fire(start + t, signal);
        if (t % every == minute)
            r.clear(start + t, signal);
        r.settle(start + t + Rules::second);
    }
    return id;
}

constexpr Instant thursday = start + 72 * hour;

size_t openIncidents(const Workspace& w)
{
    return size_t(std::count_if(
        w.incidents().begin(), w.incidents().end(), [](const auto& entry) { return entry.second.open(); }));
}

/// A login a minute on one host, three days long: what a log looks like where nothing happens.
void threeDaysOfLog(Rules& r)
{
    for (qint64 t = 0; t < 72 * hour; t += minute)
        r.fire(start + t, Rules::alert(s("Login"), {}, s("mail"), Severity::Info, QString::number(t)));
}

} // namespace

class tst_Background : public QObject {
    Q_OBJECT

private slots:

    void steadyBackgroundIsOneLineWithItsCountAndReason_data()
    {
        QTest::addColumn<qint64>("every");
        QTest::newRow("its group ends between") << 25 * minute;
        QTest::newRow("its group never ends") << 5 * minute;
    }

    void steadyBackgroundIsOneLineWithItsCountAndReason()
    {
        QFETCH(const qint64, every);
        Rules r;
        const auto signal = Rules::alert(s("QueueLong"), s("mailer"), s("mailer-1"));
        const auto id = threeDays(r, signal, every);
        QCOMPARE(r.row(r.fire(thursday, signal)).folded, true);
        QCOMPARE(r.row(id).incident, IncidentId());
        QCOMPARE(openIncidents(r.workspace), size_t(0));
        QCOMPARE(r.workspace.foldedLines().size(), size_t(1));
        const auto& [kind, line] = *r.workspace.foldedLines().begin();
        QCOMPARE(r.workspace.name(kind.name), s("QueueLong"));
        QCOMPARE(r.workspace.name(kind.resource), s("mailer-1"));
        QCOMPARE(line.alerts, 1U);
        QVERIFY2(line.times > 100, qPrintable(QString::number(line.times)));
        QCOMPARE(line.last, thursday);
        QVERIFY2(line.reason.startsWith(s("usual here: about one 10 m span in ")), qPrintable(line.reason));
    }

    void theGraveIsNeverFoldedNorWhatPeopleWorkedOn()
    {
        Rules r;
        const auto grave = Rules::alert(s("QueueLong"), s("mailer"), s("mailer-1"), Severity::Critical);
        const auto id = threeDays(r, grave, 25 * minute);
        QVERIFY(r.workspace.foldedLines().empty());
        QVERIFY(r.row(id).incident);

        Rules worked;
        const auto signal = Rules::alert(s("QueueLong"), s("mailer"), s("mailer-1"));
        const auto first = worked.fire(start, signal);
        QCOMPARE(worked.ask(start + minute, Accept { { worked.row(first).incident, {} }, 0 }), s("done"));
        worked.clear(start + 2 * minute, signal);
        QCOMPARE(worked.ask(start + 3 * minute,
                     SetPhase { { worked.row(first).incident, {} }, Phase::Resolved, {} }),
            s("done"));
        threeDays(worked, signal, 25 * minute);
        QVERIFY(worked.workspace.foldedLines().empty());
    }

    void nothingIsFoldedWhileLittleIsKnown()
    {
        Rules r;
        const auto signal = Rules::alert(s("QueueLong"), s("mailer"), s("mailer-1"));
        for (qint64 t = 0; t < 8 * hour; t += 5 * minute) {
            r.fire(start + t, signal);
            r.clear(start + t + minute, signal);
        }
        QVERIFY(r.workspace.foldedLines().empty());
    }

    void aPersonsWordOutranksTheRate()
    {
        Rules r;
        const auto signal = Rules::alert(s("QueueLong"), s("mailer"), s("mailer-1"));
        threeDays(r, signal, 25 * minute);
        const auto id = r.fire(thursday, signal);
        QVERIFY(r.row(id).folded);
        QCOMPARE(r.ask(thursday + minute, PinKind { s("QueueLong"), s("mailer-1"), KindPin::Show, {} }),
            s("done"));
        r.settle(thursday + 2 * minute);
        QVERIFY(!r.row(id).folded);
        QVERIFY(r.row(id).incident);
        QCOMPARE(r.workspace.foldedLines().begin()->second.alerts, 0U);
        // And the other way round, for something that was never seen.
        QCOMPARE(r.ask(thursday + 3 * minute, PinKind { s("Chatter"), s("api-1"), KindPin::Fold, {} }),
            s("text.missing"));
        QCOMPARE(
            r.ask(thursday + 3 * minute, PinKind { s("Chatter"), s("api-1"), KindPin::Fold, s("known") }),
            s("done"));
        const auto chatter = r.fire(
            thursday + 4 * minute, Rules::alert(s("Chatter"), s("api"), s("api-1"), Severity::Critical));
        QVERIFY(r.row(chatter).folded);
    }

    void aFoldedAlertCanBePutIntoAnIncident()
    {
        Rules r;
        const auto signal = Rules::alert(s("QueueLong"), s("mailer"), s("mailer-1"));
        threeDays(r, signal, 25 * minute);
        const auto id = r.fire(thursday, signal);
        QVERIFY(r.row(id).folded);
        QCOMPARE(r.ask(thursday + minute, Declare { s("mail is late"), 3, {}, 0, { id } }), s("done"));
        QVERIFY(!r.row(id).folded);
        QVERIFY(r.workspace.incident(r.row(id).incident)->accepted());
        QCOMPARE(r.workspace.foldedLines().begin()->second.alerts, 0U);
    }

    void rareKindsWithoutAServiceAreLiftedAndStandTogether()
    {
        Rules r;
        threeDaysOfLog(r);
        const auto login = r.fire(thursday, Rules::alert(s("Login"), {}, s("mail"), Severity::Info, s("x")));
        QVERIFY(r.row(login).folded);
        const auto stopped =
            r.fire(thursday + Rules::second, Rules::alert(s("ServiceStopped"), {}, s("files")));
        const auto sudo = r.fire(thursday + 4 * Rules::second, Rules::alert(s("Sudo"), {}, s("web")));
        QVERIFY(r.row(stopped).incident);
        QCOMPARE(r.row(sudo).incident, r.row(stopped).incident);
        const auto& facts = r.entries.back().facts;
        QString words;
        for (const auto& fact : facts)
            visit(
                [&]<class F>(const F& f) {
                    if constexpr (std::is_same_v<F, AlertAttached>)
                        words = f.terms.front().words.s;
                },
                fact);
        QCOMPARE(words, s("never seen before"));
        const auto later = r.fire(thursday + hour, Rules::alert(s("Sudo"), {}, s("db")));
        QVERIFY(r.row(later).incident != r.row(stopped).incident);
    }

    /// The relay groups and folds such alerts exactly as the engine that the bench measures does.
    void theRelayIsTheEngine()
    {
        Rules r;
        NoiseEngine engine;
        std::map<std::pair<int, int>, quint32> numbers;
        QRandomGenerator random(7);
        std::vector<AlertId> ids;
        Instant at = start;
        for (int i = 0; i < 9'000; ++i) {
            const bool burst = i > 5'000 && i % 400 < 12;
            at += burst ? 700 : 30'000 + random.bounded(30'000);
            at -= at % 100; // the state keeps tenths of a second
            const int kind = burst ? 100 + random.bounded(40) : random.bounded(5);
            const int host = burst ? random.bounded(6) : kind;
            ids.push_back(r.fire(at,
                Rules::alert(s("K%1").arg(kind), {}, s("h%1").arg(host), Severity::Low, QString::number(i))));
            engine.add(at, quint32(host + 1), quint32(kind + 1));
        }
        std::map<quint32, IncidentId> group;
        quint32 shown = 0;
        for (quint32 i = 0; i < engine.alerts(); ++i) {
            const auto& row = r.row(ids[i]);
            if (i < 2'000 || !engine.knowsEnough())
                continue; // while little is known the relay shows what the engine folds
            const quint32 in = engine.incidentOf(i);
            QCOMPARE(row.folded, in == 0);
            if (in == 0)
                continue;
            ++shown;
            const auto [known, fresh] = group.emplace(in, row.incident);
            QVERIFY2(known->second == row.incident, qPrintable(s("alert %1").arg(i)));
        }
        QVERIFY(shown > 80);
        QVERIFY(group.size() > 5);
        std::set<IncidentId> distinct;
        for (const auto& [in, incident] : group)
            distinct.insert(incident);
        QCOMPARE(distinct.size(), group.size());
    }

    void aRestartChangesNothing()
    {
        Rules whole;
        Rules restarted;
        for (auto* r : { &whole, &restarted }) {
            threeDaysOfLog(*r);
            r->ask(thursday, SetSilence { { { s("service"), s("api") } }, s("deploying"), hour });
            r->ask(thursday, PinKind { s("Login"), s("gate"), KindPin::Show, {} });
        }
        restarted.restart(thursday);
        for (auto* r : { &whole, &restarted }) {
            for (int i = 0; i < 300; ++i)
                r->fire(thursday + i * 20 * Rules::second,
                    Rules::alert(s("K%1").arg(i % 37), i % 3 ? QString() : s("api"),
                        s(i % 5 ? "mail" : "gate"), Severity::Low, s("again %1").arg(i)));
            r->settle(thursday + 3 * hour);
        }
        QCOMPARE(restarted.workspace.toBytes(), whole.workspace.toBytes());
        QVERIFY(whole.workspace.incidents().size() > 2);
        const auto again = Workspace::fromBytes(whole.workspace.toBytes());
        QVERIFY(again);
        QCOMPARE(again->toBytes(), whole.workspace.toBytes());
    }

    void howOftenInWords()
    {
        Rules r;
        const auto signal = Rules::alert(s("DiskFull"), s("db"), s("db-1"));
        const auto id = r.fire(start, signal);
        KindBook book;
        const auto frequencyOf = [&](AlertId of) {
            while (!book.read(r.workspace, 3)) { } // in slices, as a window reads it
            return book.of(r.row(of)).value_or(Frequency {});
        };
        QCOMPARE(frequencyOf(id).words, s("never seen before"));
        QVERIFY(frequencyOf(id).label == Frequency::Label::Never);
        QVERIFY(!book.knowsEnough());
        r.clear(start + hour, signal);
        r.fire(start + 50 * hour, signal);
        QCOMPARE(frequencyOf(id).words, s("rare: once before, the last time 2 d 2 h earlier"));
        const auto other = r.fire(start + 51 * hour, Rules::alert(s("DiskFull"), s("web"), s("web-1")));
        QCOMPARE(frequencyOf(other).words, s("never seen here before, 2 times elsewhere"));
        for (int i = 0; i < 10; ++i) {
            r.clear(start + (52 + i) * hour, signal);
            r.fire(start + (52 + i) * hour + minute, signal);
        }
        QCOMPARE(frequencyOf(id).words, s("frequent: 11 times before, about every 5 h 32 m"));
        QVERIFY(frequencyOf(id).label == Frequency::Label::Frequent);
        QVERIFY(book.knowsEnough());
    }
};

QTEST_GUILESS_MAIN(tst_Background)
#include "tst_background.moc"
