// SPDX-License-Identifier: GPL-3.0-or-later
// Never two Incident Commanders, whatever is asked in whatever order by whomever, offline or not.
#include "tests/models/state/commandwatch.h"
#include "tests/models/state/consoles.h"
#include "tests/models/state/scene.h"

#include <QTest>

using namespace quarterdeck;

namespace {

constexpr quint32 k_stories = 120;
constexpr int k_steps = 400;

/// The first thing that is wrong in any story, or nothing.
QString firstWrong(const Consoles::Decide& decider, std::map<QString, int>* facts = nullptr)
{
    for (quint32 seed = 1; seed <= k_stories; ++seed) {
        Consoles consoles(seed, decider);
        CommandWatch watch;
        for (int i = 0; i < k_steps; ++i) {
            const auto entry = consoles.step();
            if (!entry)
                continue;
            auto wrong = watch.read(*entry);
            wrong += watch.compare(consoles.workspace);
            if (!wrong.isEmpty())
                return QStringLiteral("story %1, %2").arg(seed).arg(wrong.first());
            if (facts) {
                for (const auto& fact : entry->facts)
                    ++(*facts)[factName(fact)];
            }
        }
    }
    return {};
}

/// decide(), but for one kind of command, whose facts are taken for granted.
template <class C>
Consoles::Decide without(const std::function<std::vector<Fact>(const C&, const Incident&, const Asker&)>& facts)
{
    return [facts](const Command& command, const Workspace& w, const Asker& asker, Instant now) -> Facts {
        const auto* c = get_if<C>(&command.body);
        const auto* i = c ? w.incident(*incidentOf(command.body)) : nullptr;
        return i ? Facts(facts(*c, *i, asker)) : decide(command, w, asker, now);
    };
}

const IncidentRef one {{1}, {}};
const IncidentRef two {{2}, {}};
const QString why = QStringLiteral("no answer by phone either");

} // namespace

class TestCommand : public QObject {
    Q_OBJECT

private slots:
    void neverTwo()
    {
        std::map<QString, int> facts;
        QCOMPARE(firstWrong(decide, &facts), QString());
        // It says something only if all of it came about.
        for (const char* name : {"CommandTaken", "CommandReleased", "HandOverOffered", "HandOverAccepted", "HandOverDeclined",
                 "HandOverWithdrawn", "CommandChallenged", "ChallengeAnswered", "CommandAssumed", "CommandCarried",
                 "RoleAssigned", "RoleCleared", "IncidentMerged", "CommandRefused", "ActUndone"})
            QVERIFY2(facts[QString::fromLatin1(name)] >= 20,
                qPrintable(QStringLiteral("%1: %2").arg(QLatin1String(name)).arg(facts[QString::fromLatin1(name)])));
    }

    void aBrokenDeciderIsNoticed()
    {
        QVERIFY(!firstWrong(without<TakeCommand>([](const TakeCommand&, const Incident& i, const Asker& a) {
            return std::vector<Fact> {CommandTaken {i.id, a.person}};
        })).isEmpty());
        QVERIFY(!firstWrong(without<AcceptHandOver>([](const AcceptHandOver&, const Incident& i, const Asker& a) {
            return std::vector<Fact> {HandOverAccepted {i.id, i.commander, a.person, {}}};
        })).isEmpty());
        QVERIFY(!firstWrong(without<AssumeCommand>([](const AssumeCommand&, const Incident& i, const Asker& a) {
            return std::vector<Fact> {CommandAssumed {i.id, i.commander, a.person, why}};
        })).isEmpty());
        QVERIFY(!firstWrong(without<Merge>([](const Merge& m, const Incident& into, const Asker&) {
            return std::vector<Fact> {IncidentMerged {m.from.id, into.id, {}, {}, {}}};
        })).isEmpty());
        QVERIFY(!firstWrong(without<Undo>([](const Undo&, const Incident& i, const Asker&) {
            return std::vector<Fact> {IncidentReopened {i.id, Phase::Triage, {}}};
        })).isEmpty());
    }

    void offlineClaimsRestOnWhatWasSeen()
    {
        Scene s;
        const Seq seen = s.head();
        QCOMPARE(s.code("ada", TakeCommand {one}), QStringLiteral("done"));
        QCOMPARE(s.code("bob", TakeCommand {one}, seen), QStringLiteral("command.taken"));
        QCOMPARE(s.code("ada", ReleaseCommand {one}), QStringLiteral("done"));
        // It is free again, but not the command that bob thought nobody had ever had.
        QCOMPARE(s.code("bob", TakeCommand {one}, seen), QStringLiteral("claim.superseded"));
        QCOMPARE(s.code("bob", TakeCommand {one}, s.head()), QStringLiteral("done"));
    }

    void aChallengeTakesAMinuteAndAReason()
    {
        Scene s;
        (void)s.ask("ada", TakeCommand {one});
        QCOMPARE(s.code("bob", AssumeCommand {one, why}, 0, 90'000), QStringLiteral("assume.unchallenged"));
        QCOMPARE(s.code("bob", ChallengeCommand {one}), QStringLiteral("done"));
        QCOMPARE(s.code("cyd", ChallengeCommand {one}), QStringLiteral("challenge.running"));
        QCOMPARE(s.code("bob", AssumeCommand {one, why}, 0, 56'999), QStringLiteral("assume.too-early"));
        QCOMPARE(s.code("bob", AssumeCommand {one, QStringLiteral("  ")}, 0, 1000), QStringLiteral("text.missing"));
        QCOMPARE(s.code("bob", AssumeCommand {one, why}), QStringLiteral("done"));
        QCOMPARE(s.commander(), QStringLiteral("bob"));
        QCOMPARE(s.code("ada", AnswerChallenge {one}), QStringLiteral("command.not-holder"));
    }

    void aSecondChallengeIsAnotherOne()
    {
        Scene s;
        (void)s.ask("ada", TakeCommand {one});
        (void)s.ask("bob", ChallengeCommand {one});
        const Seq seen = s.head();
        (void)s.ask("ada", AnswerChallenge {one});
        (void)s.ask("cyd", ChallengeCommand {one});
        // Bob's console was cut before the answer; what he waited for is over.
        QCOMPARE(s.code("bob", AssumeCommand {one, why}, seen, 90'000), QStringLiteral("claim.superseded"));
    }

    void handOverInEveryWayItCanEnd()
    {
        Scene s;
        const QString bob = QStringLiteral("bob");
        (void)s.ask("ada", TakeCommand {one});
        QCOMPARE(s.code("bob", OfferHandOver {one, QStringLiteral("cyd"), {}}), QStringLiteral("command.not-holder"));
        QCOMPARE(s.code("ada", OfferHandOver {one, bob, {}}), QStringLiteral("done"));
        QCOMPARE(s.code("cyd", AcceptHandOver {one, {}}), QStringLiteral("handover.not-yours"));
        QCOMPARE(s.code("bob", DeclineHandOver {one, {}}), QStringLiteral("done"));
        QCOMPARE(s.commander(), QStringLiteral("ada"));
        QCOMPARE(s.code("bob", AcceptHandOver {one, {}}), QStringLiteral("handover.none"));

        (void)s.ask("ada", OfferHandOver {one, bob, {}});
        const Seq first = s.head();
        QCOMPARE(s.code("ada", WithdrawHandOver {one}), QStringLiteral("done"));
        QCOMPARE(s.code("bob", AcceptHandOver {one, {}}), QStringLiteral("handover.none"));
        (void)s.ask("ada", OfferHandOver {one, bob, QStringLiteral("now it is worse")});
        // What was accepted or declined offline is not the offer that stands now.
        QCOMPARE(s.code("bob", AcceptHandOver {one, {}}, first), QStringLiteral("claim.superseded"));
        QCOMPARE(s.code("bob", DeclineHandOver {one, {}}, first), QStringLiteral("claim.superseded"));
        QCOMPARE(s.code("bob", AcceptHandOver {one, {}}), QStringLiteral("done"));
        QCOMPARE(s.commander(), bob);
        QCOMPARE(s.code("ada", WithdrawHandOver {one}), QStringLiteral("handover.none"));
    }

    void theCommanderHoldsWhatIsNotDelegated()
    {
        Scene s;
        const QString scribe = QStringLiteral("scribe");
        QCOMPARE(s.incident().holderOf(scribe), QString());
        (void)s.ask("ada", TakeCommand {one});
        QCOMPARE(s.incident().holderOf(scribe), QStringLiteral("ada"));
        (void)s.ask("ada", AssignRole {one, scribe, QStringLiteral("Wren, by phone")}); // needs no console
        QCOMPARE(s.incident().holderOf(scribe), QStringLiteral("Wren, by phone"));
        (void)s.ask("ada", AssignRole {one, scribe, {}});
        QCOMPARE(s.incident().holderOf(scribe), QStringLiteral("ada"));
    }

    void mergingLeavesOneCommander()
    {
        Scene s;
        (void)s.ask("ada", Declare {QStringLiteral("search fails"), 2, {}, 0, {}});
        (void)s.ask("ada", TakeCommand {one});
        (void)s.ask("bob", TakeCommand {two});
        QCOMPARE(s.code("cyd", Merge {one, two}), QStringLiteral("merge.two-commanders"));
        QCOMPARE(s.code("bob", ReleaseCommand {two}), QStringLiteral("done"));
        QCOMPARE(s.code("cyd", Merge {one, two}), QStringLiteral("done"));
        QCOMPARE(s.commander(1), QString());
        QCOMPARE(s.commander(2), QStringLiteral("ada"));
        QVERIFY(s.incident(2).log.back().text.contains(QStringLiteral("into this one")));
        // Taken back, it is an incident again, and says that nobody commands it.
        QCOMPARE(s.code("cyd", Undo {two, 0}), QStringLiteral("done"));
        QCOMPARE(s.commander(1), QString());
        QCOMPARE(s.commander(2), QStringLiteral("ada"));
    }

    void aGroupIsNotMadeAProposalUnderItsCommander()
    {
        Scene s;
        Applying rules(s.workspace, s.now, QStringLiteral("rules"));
        IncidentOpened opened;
        opened.incident = {2};
        rules.add(opened);
        rules.finish();
        QCOMPARE(s.code("ada", TakeCommand {two}), QStringLiteral("done"));
        QVERIFY(s.incident(2).accepted());
        QCOMPARE(s.code("bob", Undo {two, 0}), QStringLiteral("command.not-holder"));
        QCOMPARE(s.code("bob", MarkDuplicate {two, one}), QStringLiteral("command.not-holder"));
        QCOMPARE(s.code("ada", Undo {two, 0}), QStringLiteral("done"));
        QCOMPARE(s.commander(2), QString());
        QCOMPARE(s.incident(2).phase, Phase::Triage);
    }
};

QTEST_APPLESS_MAIN(TestCommand)
#include "tst_command.moc"
