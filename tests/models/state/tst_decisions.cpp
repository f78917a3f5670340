// SPDX-License-Identifier: GPL-3.0-or-later
// What people decide and believe: proposals and objections, hypotheses, checklists, closing.
#include "models/state/closing.h"
#include "models/state/postmortem.h"
#include "models/state/timeline.h"
#include "tests/models/state/scene.h"

#include <QTest>

using namespace quarterdeck;

namespace {

const IncidentRef one {{1}, {}};
const PollId first {1};
const QString restart = QStringLiteral("restart redis cache-1");

QString q(const char* s)
{
    return QString::fromUtf8(s);
}

ProposeDecision proposal()
{
    return {one, {}, q("swift"), 5 * Scene::minute, 0, restart};
}

const PollInfo& poll(const Scene& s)
{
    return s.incident().polls.front();
}

QStringList draftLines(const Scene& s, const char* section)
{
    const auto draft = buildPostmortem(s.workspace, s.entries, s.incident(), s.workspace.head());
    QStringList out;
    for (const auto& line : draft.section(q(section))->lines)
        out << line.text;
    return out;
}

ChecklistLoaded checklist(const char* id, Phase phase)
{
    ChecklistLoaded list;
    list.hash = QByteArray(32, 'c');
    list.checklist = q(id);
    list.phase = phase;
    list.title = q("Before closing");
    list.items = {{q("silences"), q("Lift silences")}, {q("owner"), q("Name who reviews")}};
    return list;
}

} // namespace

class TestDecisions : public QObject {
    Q_OBJECT

private slots:
    void proposedAndProceededWith()
    {
        Scene s;
        const auto lines = s.incident().log.size();
        QCOMPARE(s.code("ada", proposal()), q("done"));
        QCOMPARE(poll(s).proposedBy, q("ada"));
        QCOMPARE(poll(s).until, s.now + pollMs);
        QCOMPARE(s.code("ada", proposal()), q("poll.running")); // one at a time: object and proceed are one key each
        QCOMPARE(s.code("wren", SayNoObjection {one, first, q("finch, by voice")}), q("done"));
        QCOMPARE(s.code("wren", RaiseObjection {one, first, {}, {}}), q("text.missing"));
        QCOMPARE(s.code("wren", RaiseObjection {one, first, {}, q("it drops the carts")}), q("done"));
        QCOMPARE(s.incident().log.size(), lines); // the log gets the decision, not the votes
        QCOMPARE(s.code("ada", TakeDecision {one, first, {}, {}, 0}), q("done"));
        QCOMPARE(s.lastLine(),
            q("decides: restart redis cache-1 → swift, 5 m; over the objections of wren (it drops the carts)"));
        QCOMPARE(markOf(s.incident().log.back()), Mark::Decision);
        QCOMPARE(s.incident().log.back().kind, LineKind::Decision);
        QCOMPARE(poll(s).state, PollState::Decided);
        QCOMPARE(s.code("wren", RaiseObjection {one, first, {}, q("too late")}), q("poll.closed"));
        QCOMPARE(s.code("ada", NoteOutcome {one, first, Worked::No, q("errors go on")}), q("done"));
        QCOMPARE(s.lastLine(), q("the decision did not work: restart redis cache-1 (errors go on)"));
        QCOMPARE(draftLines(s, "decisions"),
            (QStringList {q("Objection to “restart redis cache-1” by wren: it drops the carts"),
                q("ada: restart redis cache-1, proposed by ada; owner swift; time box 5 m"),
                q("Outcome of “restart redis cache-1”: did not work; errors go on")}));
    }

    void anObjectionCanBeTakenBack()
    {
        Scene s;
        (void)s.ask("ada", proposal());
        (void)s.ask("wren", RaiseObjection {one, first, {}, q("it drops the carts")});
        (void)s.ask("wren", SayNoObjection {one, first, {}});
        QCOMPARE(poll(s).objections.size(), 0U);
        QCOMPARE(poll(s).agreed, std::vector<QString> {q("wren")});
        (void)s.ask("ada", TakeDecision {one, first, q("restart it at 14:10"), q("swallow"), Scene::minute});
        QCOMPARE(s.lastLine(), q("decides: restart it at 14:10 → swallow, 1 m"));
    }

    void withdrawn()
    {
        Scene s;
        (void)s.ask("ada", proposal());
        QCOMPARE(s.code("ada", NoteOutcome {one, first, Worked::Yes, {}}), q("poll.open"));
        QCOMPARE(s.code("ada", WithdrawPoll {one, first, q("redis is back by itself")}), q("done"));
        QCOMPARE(s.lastLine(), q("withdraws the proposal: restart redis cache-1 (redis is back by itself)"));
        QCOMPARE(s.code("ada", TakeDecision {one, first, {}, {}, 0}), q("poll.closed"));
        QCOMPARE(draftLines(s, "decisions"),
            QStringList {q("Withdrawn: restart redis cache-1, proposed by ada; redis is back by itself")});
        QCOMPARE(s.code("ada", proposal()), q("done"));
        QCOMPARE(s.workspace.lastPoll(), 2U);
    }

    void whatWasNotSeenIsNotOverridden()
    {
        Scene s;
        (void)s.ask("ada", proposal());
        const Seq seen = s.head();
        (void)s.ask("wren", RaiseObjection {one, first, {}, q("it drops the carts")});
        QCOMPARE(s.code("ada", TakeDecision {one, first, {}, {}, 0}, seen), q("claim.superseded"));
        QCOMPARE(s.code("ada", TakeDecision {one, first, {}, {}, 0}, s.head()), q("done"));
        QCOMPARE(s.code("bob", WithdrawPoll {one, first, {}}, seen), q("poll.closed"));
    }

    void limits()
    {
        Scene s;
        auto p = proposal();
        p.text = QStringLiteral("  ");
        QCOMPARE(s.code("ada", p), q("text.missing"));
        p = proposal();
        p.boxMs = -1;
        QCOMPARE(s.code("ada", p), q("box.range"));
        p = proposal();
        p.owner = QString(201, QLatin1Char('x'));
        QCOMPARE(s.code("ada", p), q("text.too-long"));
        QCOMPARE(s.code("ada", RaiseObjection {one, {9}, {}, q("no")}), q("poll.unknown"));
        p = proposal();
        p.countdownMs = 1;
        QCOMPARE(s.code("ada", p), q("done"));
        QCOMPARE(poll(s).until, s.now + 5000);
    }

    void aHypothesisIsItsLine()
    {
        Scene s;
        (void)s.ask("finch", LogLine {one, LineKind::Hypothesis, 0, {}, {}, q("cart v2.31 leaks connections")});
        const auto& h = s.incident().hypotheses.front();
        QCOMPARE(h.belief, Belief::Proposed);
        QCOMPARE(h.by, q("finch"));
        const LineId line = h.line;
        (void)s.ask("finch", LogLine {one, LineKind::Hypothesis, 0, line, {}, q("cart v2.31 leaks redis connections")});
        QCOMPARE(s.incident().hypotheses.size(), 1U);
        QCOMPARE(s.incident().hypotheses.front().text, q("cart v2.31 leaks redis connections"));
        QCOMPARE(s.code("ada", MoveHypothesis {one, line, Belief::Testing, {}}), q("done"));
        QCOMPARE(s.lastLine(), q("hypothesis testing: cart v2.31 leaks redis connections"));
        QCOMPARE(markOf(s.incident().log.back()), Mark::Hypothesis);
        QCOMPARE(s.code("ada", AddEvidence {one, line, true, {}, 2, q("4,000 connections from cart-0")}), q("done"));
        QCOMPARE(s.lastLine(),
            q("evidence for “cart v2.31 leaks redis connections”: 4,000 connections from cart-0, entry 2"));
        QCOMPARE(s.code("ada", AddEvidence {one, line, false, {}, 0, {}}), q("text.missing"));
        QCOMPARE(s.code("ada", AddEvidence {one, line, false, {7}, 0, {}}), q("alert.unknown"));
        QCOMPARE(s.code("ada", AddEvidence {one, line, false, {}, 99, {}}), q("journal.no-such-entry"));
        QCOMPARE(s.code("ada", MoveHypothesis {one, line, Belief::Refuted, {}}), q("text.missing"));
        QCOMPARE(s.code("ada", MoveHypothesis {one, line, Belief::Refuted, q("v2.30 does it, too")}), q("done"));
        QCOMPARE(s.code("ada", MoveHypothesis {one, line, Belief::Refuted, q("again")}), q("hypothesis.same"));
        QCOMPARE(s.code("ada", MoveHypothesis {one, {77}, Belief::Testing, {}}), q("hypothesis.unknown"));
        QCOMPARE(draftLines(s, "hypotheses"),
            (QStringList {q("cart v2.31 leaks redis connections (refuted), proposed by finch: v2.30 does it, too"),
                q("For “cart v2.31 leaks redis connections”: 4,000 connections from cart-0, entry 2")}));
    }

    void checklistsAreTickedIntoTheLog()
    {
        Scene s;
        s.happens({checklist("closing", Phase::Resolved)});
        const auto tick = [](const char* item, bool ticked = true, bool waived = false, const char* why = "") {
            return TickItem {one, q("closing"), q(item), ticked, waived, q(why)};
        };
        QCOMPARE(s.code("wren", tick("silences")), q("done"));
        QCOMPARE(s.lastLine(), q("ticks: Lift silences"));
        QCOMPARE(s.code("ada", tick("silences")), q("checklist.ticked"));
        QCOMPARE(s.code("ada", tick("coffee")), q("checklist.no-item"));
        QCOMPARE(s.code("ada", TickItem {one, q("none"), q("silences"), true, false, {}}), q("checklist.unknown"));
        QCOMPARE(s.code("wren", tick("silences", false)), q("done"));
        QCOMPARE(s.lastLine(), q("unticks: Lift silences"));
        QCOMPARE(s.code("wren", tick("silences", false)), q("checklist.unticked"));
        QCOMPARE(s.code("wren", tick("owner", true, true)), q("text.missing"));
        QCOMPARE(s.code("wren", tick("owner", true, true, "a drill")), q("done"));
        QCOMPARE(s.lastLine(), q("leaves out: Name who reviews (a drill)"));
        const auto left = untickedItems(s.workspace.checklists().at(q("closing")), s.incident());
        QCOMPARE(left.size(), 1U);
        QCOMPARE(left.front().first, q("silences"));
    }

    void resolvingSaysWhatIsOpenAndHindersNobody()
    {
        Scene s;
        s.happens({checklist("closing", Phase::Resolved), checklist("first-minutes", Phase::Investigating)});
        (void)s.ask("ada", proposal());
        (void)s.ask("ada", AssignTask {one, {}, 0, 0, q("drain pod-7")});
        const QStringList open = openMatters(s.workspace, s.incident());
        QCOMPARE(open,
            (QStringList {q("“restart redis cache-1” is not decided"), q("1 task is open"), q("1 task has no owner"),
                q("no status update was posted"), q("“Lift silences” is not ticked"), q("“Name who reviews” is not ticked")}));
        QCOMPARE(s.code("ada", SetPhase {one, Phase::Resolved, q("calm")}), q("done"));
        QCOMPARE(s.incident().phase, Phase::Resolved);
        QCOMPARE(s.lastLine(), q("sets the phase to Resolved: calm — left open: ") + open.join(q("; ")));
        QCOMPARE(markOf(s.incident().log.back()), Mark::Phase);
    }
};

QTEST_APPLESS_MAIN(TestDecisions)
#include "tst_decisions.moc"
