// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/postcheck.h"
#include "tests/app/actions/harness.h"
#include "tests/app/connectors/workermain.h"

using namespace quarterdeck;

namespace {

/// A run whose steps have ended, the alert that it is for, and a probe that says what it is told to.
struct Watched {
    explicit Watched(qint64 windowMs = 60'000, bool withProbe = true)
    {
        Harness& h = harness;
        h.raise();
        RunRequested run;
        run.run = {1};
        run.incident = {1};
        run.alert = {1};
        run.mode = RunMode::Execute;
        run.steps.resize(1);
        run.check.windowMs = windowMs;
        if (withProbe)
            run.check.probeUrl = QStringLiteral("http://probe");
        h.fold({run, RunApproved {{1}, {}}});
        h.clock.advance(1000);
        h.fold({StepStarted {{1}, 0, {}}});
        h.clock.advance(1000);
        h.fold({StepFinished {{1}, 0, RunEnd::Succeeded, 0, {}, 0}, RunEnded {{1}, RunEnd::Succeeded, {}},
            PostCheckStarted {{1}, h.clock.wall + windowMs}});
        check.emplace(h.at({1}), h.clock, [this](const ResolvedCheck&, PostCheck::Asked asked) {
            ++questions;
            if (silent)
                unanswered = std::move(asked);
            else
                asked({says, {}});
        });
    }

    /// Seconds pass, each with what may happen in it; the second at which the verdict came, 0: none.
    int play(int seconds, const std::map<int, std::function<void()>>& events = {})
    {
        for (int s = 1; s <= seconds; ++s) {
            harness.clock.advance(1000);
            if (const auto event = events.find(s); event != events.end())
                event->second();
            if (const auto found = check->second(harness.workspace)) {
                verdict = found->verdict;
                reason = found->reason;
                return s;
            }
        }
        return 0;
    }

    void source(SourceState state)
    {
        harness.fold({SourceStateChanged {{1}, state, harness.clock.wall, {}}});
    }

    void seen() { harness.fold({AlertsSeen {{AlertSeen {{1}, 1, harness.clock.wall, 0}}}}); }

    Harness harness;
    ProbeAnswer says = ProbeAnswer::Negative;
    bool silent = false;
    int questions = 0;
    PostCheck::Asked unanswered;
    std::optional<PostCheck> check;
    Verdict verdict = Verdict::Inconclusive;
    QString reason;
};

} // namespace

class TestPostCheck : public QObject {
    Q_OBJECT

private slots:

    void verdicts_data()
    {
        QTest::addColumn<int>(
            "alert"); // 0 firing, 1 heard again, 2 cleared, 3 absent, 4 unknown, 5 cleared before
        QTest::addColumn<int>("source");
        QTest::addColumn<int>("probe");
        QTest::addColumn<int>("verdict");
        const auto live = int(SourceState::Live), late = int(SourceState::Late),
                   lost = int(SourceState::Lost), unproven = int(SourceState::Unproven);
        const auto yes = int(ProbeAnswer::Positive), no = int(ProbeAnswer::Negative),
                   nothing = int(ProbeAnswer::NoData), away = int(ProbeAnswer::Unreachable),
                   none = int(ProbeAnswer::None);
        const auto good = int(Verdict::Verified), bad = int(Verdict::NotVerified),
                   open = int(Verdict::Inconclusive);
        const auto row = [](const char* name, int alert, int source, int probe, int verdict) {
            QTest::newRow(name) << alert << source << probe << verdict;
        };
        row("cleared, live, holds", 2, live, yes, good);
        row("absent, live, holds", 3, live, yes, good);
        row("cleared, unproven, holds", 2, unproven, yes, good);
        row("cleared, late, holds", 2, late, yes, open);
        row("cleared, lost, holds", 2, lost, yes, open);
        row("cleared, live, does not hold", 2, live, no, bad);
        row("cleared, live, no data", 2, live, nothing, open);
        row("cleared, live, unreachable", 2, live, away, open);
        row("cleared, live, no probe", 2, live, none, open);
        row("absent, live, no probe", 3, live, none, open);
        row("cleared before, live, holds", 5, live, yes, open);
        row("firing, live, does not hold", 0, live, no, bad);
        row("firing, live, holds", 0, live, yes, bad);
        row("firing, live, no data", 0, live, nothing, bad);
        row("firing, live, unreachable", 0, live, away, bad);
        row("firing, live, no probe", 0, live, none, bad);
        row("firing, late, does not hold", 0, late, no, open);
        row("firing, lost, does not hold", 0, lost, no, open);
        row("firing, unproven and silent, holds", 0, unproven, yes, open);
        row("firing, unproven and silent, does not hold", 0, unproven, no, bad);
        row("firing, unproven but heard, holds", 1, unproven, yes, bad);
        row("unknown, live, holds", 4, live, yes, open);
        row("unknown, lost, no data", 4, lost, nothing, open);
    }

    void verdicts()
    {
        QFETCH(int, alert);
        QFETCH(int, source);
        QFETCH(int, probe);
        QFETCH(int, verdict);
        CheckSight sight;
        sight.alert = alert >= 4 ? (alert == 4 ? AlertStatus::Unknown : AlertStatus::Resolved)
            : alert >= 2         ? AlertStatus::Resolved
                                 : AlertStatus::Firing;
        sight.clearedAfter = alert == 2 || alert == 3;
        sight.heardAfter = alert == 1;
        sight.source = static_cast<SourceState>(source);
        sight.probe.answer = static_cast<ProbeAnswer>(probe);
        sight.steady = sight.probe.answer == ProbeAnswer::Positive;
        const auto early = judge(sight);
        QVERIFY(!early || early->verdict == Verdict::Verified); // before the time is over only good news
        sight.timeIsOver = true;
        const auto late = judge(sight);
        QVERIFY(late);
        QCOMPARE(int(late->verdict), verdict);
        QVERIFY(!late->reason.isEmpty());
    }

    void what_goes_up_and_down_is_verified_by_staying_clear()
    {
        CheckSight sight;
        sight.alert = AlertStatus::Resolved;
        sight.source = SourceState::Live;
        sight.probe.answer = ProbeAnswer::Positive;
        sight.steady = sight.flapping = true;
        sight.windowMs = 60'000;
        sight.calmMs = 59'000;
        QVERIFY(!judge(sight)); // the whole time counts
        sight.timeIsOver = true;
        QCOMPARE(judge(sight)->verdict, Verdict::Verified); // although it had cleared before the action as well
        sight.calmMs = 5'000;
        QCOMPARE(judge(sight)->verdict, Verdict::NotVerified);
        sight.calmMs = 59'000;
        sight.probe.answer = ProbeAnswer::Negative;
        QCOMPARE(judge(sight)->verdict, Verdict::NotVerified);
    }

    void cleared_and_holding_is_verified_at_once()
    {
        Watched w;
        const int second =
            w.play(60, {{5, [&] { w.says = ProbeAnswer::Positive; }}, {11, [&] { w.harness.clear(); }}});
        QCOMPARE(w.verdict, Verdict::Verified);
        QVERIFY2(second > 11 && second <= 16, qPrintable(QString::number(second)));
    }

    void holding_without_clearing_waits()
    {
        Watched w;
        w.says = ProbeAnswer::Positive;
        QCOMPARE(w.play(59), 0);
        QCOMPARE(w.play(1), 1);
        QCOMPARE(w.verdict, Verdict::NotVerified);
        QVERIFY(w.reason.contains(QStringLiteral("still fires 1 m after")));
    }

    void a_probe_that_wavers_is_not_steady()
    {
        Watched w;
        w.harness.clock.advance(1);
        w.harness.clear();
        std::map<int, std::function<void()>> waver;
        for (int s = 1; s <= 58; ++s)
            waver[s] = [&w, s] { w.says = (s / 2) % 2 ? ProbeAnswer::Positive : ProbeAnswer::Negative; };
        QCOMPARE(w.play(59, waver), 0);
    }

    // commander.md 11
    void a_delayed_clearing_is_not_failed_early()
    {
        Watched w(360'000);
        const int second =
            w.play(360, {{20, [&] { w.says = ProbeAnswer::Positive; }}, {300, [&] { w.harness.clear(); }}});
        QCOMPARE(w.verdict, Verdict::Verified);
        QVERIFY(second > 300 && second <= 305);
    }

    // commander.md 10: the alert ends because nothing measures any more.
    void a_killed_exporter_is_inconclusive()
    {
        Watched w;
        w.says = ProbeAnswer::NoData;
        QCOMPARE(w.play(60, {{10, [&] { w.harness.clear(); }}}), 60);
        QCOMPARE(w.verdict, Verdict::Inconclusive);
        QVERIFY2(w.reason.contains(QStringLiteral("nothing measures")), qPrintable(w.reason));
        QCOMPARE(w.harness.names.count(QStringLiteral("StepStarted")), 1); // nothing is rolled back by it
    }

    void the_control_is_not_verified()
    {
        Watched w; // /bin/true ended well; the fault is still there
        std::map<int, std::function<void()>> refires;
        for (int s = 5; s < 60; s += 10)
            refires[s] = [&w] { w.seen(); };
        QCOMPARE(w.play(60, refires), 60);
        QCOMPARE(w.verdict, Verdict::NotVerified);
    }

    void a_source_that_goes_late_is_inconclusive()
    {
        Watched w;
        w.says = ProbeAnswer::Positive;
        QCOMPARE(
            w.play(60, {{10, [&] { w.source(SourceState::Late); }}, {12, [&] { w.harness.clear(); }}}), 60);
        QCOMPARE(w.verdict, Verdict::Inconclusive);
        QVERIFY(w.reason.contains(QStringLiteral("late")));
    }

    void a_source_that_comes_back_counts()
    {
        Watched w;
        w.says = ProbeAnswer::Positive;
        const int second = w.play(60,
            {{3, [&] { w.source(SourceState::Lost); }}, {12, [&] { w.harness.clear(); }},
                {30, [&] { w.source(SourceState::Live); }}});
        QCOMPARE(second, 30);
        QCOMPARE(w.verdict, Verdict::Verified);
    }

    void firing_again_is_not_verified()
    {
        Watched w;
        const int second = w.play(60,
            {{10, [&] { w.harness.clear(); }},
                {20, [&] {
                     w.harness.fold({AlertRaisedAgain {{1}, Severity::Critical, 0, 0, {}, 0}});
                     w.says = ProbeAnswer::Positive;
                 }}});
        QCOMPARE(second, 60);
        QCOMPARE(w.verdict, Verdict::NotVerified);
    }

    void a_flapping_alert_takes_the_whole_time()
    {
        Watched w;
        w.says = ProbeAnswer::Positive;
        w.harness.fold({AlertFlapping {{1}, true, 4, 600'000}});
        QCOMPARE(w.play(60, {{5, [&] { w.harness.clear(); }}}), 60);
        QCOMPARE(w.verdict, Verdict::Verified);
    }

    void a_lost_alert_is_inconclusive()
    {
        Watched w;
        w.says = ProbeAnswer::Positive;
        QCOMPARE(w.play(60, {{5, [&] { w.harness.fold({AlertLost {{1}, w.harness.clock.wall, {}}}); }}}), 60);
        QCOMPARE(w.verdict, Verdict::Inconclusive);
    }

    void without_probe_nothing_is_verified()
    {
        Watched w(60'000, false);
        QCOMPARE(w.play(60, {{5, [&] { w.harness.clear(); }}}), 60);
        QCOMPARE(w.verdict, Verdict::Inconclusive);
        QCOMPARE(w.questions, 0);
    }

    void a_probe_that_never_answers_does_not_hang_it()
    {
        Watched w;
        w.silent = true;
        const int second = w.play(100, {{5, [&] { w.harness.clear(); }}});
        QVERIFY2(second >= 60 && second <= 80, qPrintable(QString::number(second)));
        QCOMPARE(w.verdict, Verdict::Inconclusive);
        QCOMPARE(w.questions, 1);
        w.check.reset();
        w.unanswered({ProbeAnswer::Positive, {}}); // too late, and nobody is there
    }

    void the_probe_is_asked_every_two_seconds()
    {
        Watched w;
        QCOMPARE(w.play(20), 0);
        QCOMPARE(w.questions, 10);
    }

    void a_stepped_clock_does_not_end_it()
    {
        Watched w;
        QCOMPARE(w.play(10), 0);
        w.harness.clock.wall += 86'400'000;
        QCOMPARE(w.play(10), 0);
        w.harness.clock.wall -= 2 * 86'400'000;
        QCOMPARE(w.play(50), 40);
    }
};

QD_TEST_MAIN_WITH_WORKER(TestPostCheck)
#include "tst_postcheck.moc"
