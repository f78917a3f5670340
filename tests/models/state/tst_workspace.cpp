// SPDX-License-Identifier: GPL-3.0-or-later
// A snapshot is a cache: after every prefix of any entries the state folded step by step, the state folded from
// the first entry and the state restored from a snapshot and the rest are one state, in every byte.
#include "models/state/postmortem.h"
#include "tests/models/journal/generator.h"
#include "tests/models/state/consoles.h"
#include "tests/models/state/outage.h"

#include <QTest>

using namespace quarterdeck;

namespace {

/// Brings the numbers of a random fact into the range in which things exist: else every fold would only ever
/// see what a damaged entry made up.
struct Narrow {
    QRandomGenerator& random;
    const Workspace& workspace;

    template <class T>
    void operator()(const char*, T& value)
    {
        if constexpr (HasFields<T>)
            T::visitFields(value, *this);
        else
            id(value);
    }

private:
    void id(AlertId& id) { id.value = static_cast<quint32>(random.bounded(static_cast<int>(workspace.alertCount()) + 2)); }
    void id(ChangeId& id) { id.value = next(workspace.changes().size()); }
    void id(RunId& id) { id.value = next(workspace.runs().size()); }
    void id(SourceId& id) { id.value = next(workspace.sources().size()); }

    template <class Tag>
    void id(Id<Tag>& id)
    {
        id.value = static_cast<quint32>(random.bounded(4));
    }

    template <class T>
    void id(std::vector<T>& list)
    {
        if constexpr (!std::is_arithmetic_v<T>) {
            for (auto& e : list)
                (*this)("", e);
        }
    }

    template <class T>
    void id(T&)
    {
    }

    quint32 next(size_t count) { return static_cast<quint32>(random.bounded(static_cast<int>(count) + 2)); }
};

/// Entries of arbitrary facts, as no decider would make them, encoded and read again.
std::vector<Entry> arbitraryEntries(quint32 seed, int count)
{
    Generator generator(seed);
    QRandomGenerator random(seed);
    Workspace workspace;
    std::vector<Entry> out;
    QByteArray previous = zeroHash();
    for (int n = 0; n < count; ++n) {
        std::vector<Fact> all;
        everyFact(generator, [&](const Fact& fact) { all.push_back(fact); });
        Draft draft {Consoles::start + n * 1000, generator.string(), random.bounded(2) ? generator.bytes() : QByteArray(), {}};
        for (int facts = 1 + random.bounded(4); facts > 0; --facts) {
            // Half of them open incidents and raise alerts, so that there is something for the others to be about.
            const int kind = random.bounded(8);
            Fact fact = kind < 2 ? Fact(generator.fact<IncidentOpened>())
                : kind < 4       ? Fact(generator.fact<AlertRaised>())
                                 : all[static_cast<size_t>(random.bounded(static_cast<int>(all.size())))];
            Fact::eachType([&]<class F>() {
                if constexpr (HasFields<F>)
                    if (auto* f = get_if<F>(&fact))
                        F::visitFields(*f, Narrow {random, workspace});
            });
            draft.facts.push_back(std::move(fact));
        }
        auto stored = encodeEntry(draft, out.size() + 1, previous, QByteArray(saltSize, 's'));
        previous = stored.hash;
        if (random.bounded(10) == 0) {
            stored.redacted = !stored.part.isEmpty();
            stored.part.clear();
            stored.salt.clear();
        }
        out.push_back(*decodeEntry(stored));
        workspace.apply(out.back());
    }
    return out;
}

/// What people asked several consoles for, as the server's journal has it.
std::vector<Entry> decidedEntries(quint32 seed, int steps, QByteArray* live = nullptr)
{
    Consoles consoles(seed);
    std::vector<Entry> out;
    for (int n = 0; n < steps; ++n)
        consoles.step();
    for (const auto& stored : consoles.stored)
        out.push_back(*decodeEntry(stored));
    if (live)
        *live = consoles.workspace.toBytes();
    return out;
}

QByteArray folded(const std::vector<Entry>& entries, size_t count)
{
    Workspace w;
    for (size_t i = 0; i < count; ++i)
        w.apply(entries[i]);
    return w.toBytes();
}

/// The first prefix after which the three are not one, or nothing.
QString firstDifference(const std::vector<Entry>& entries)
{
    Workspace step;
    for (size_t n = 0; n < entries.size(); ++n) {
        step.apply(entries[n]);
        const auto bytes = step.toBytes();
        if (folded(entries, n + 1) != bytes)
            return QStringLiteral("entry %1: folding from the first entry gives another state").arg(n + 1);
        const size_t half = n / 2;
        auto restored = Workspace::fromBytes(folded(entries, half));
        if (!restored)
            return QStringLiteral("entry %1: %2").arg(half).arg(restored.error().sentence);
        for (size_t i = half; i <= n; ++i)
            restored->apply(entries[i]);
        if (restored->toBytes() != bytes)
            return QStringLiteral("entries %1 to %2 on a snapshot give another state").arg(half + 1).arg(n + 1);
    }
    return {};
}

std::vector<DraftSection> drafts(const std::vector<Entry>& entries)
{
    Workspace w;
    for (const auto& entry : entries)
        w.apply(entry);
    std::vector<DraftSection> out;
    for (const auto& [id, incident] : w.incidents()) {
        const auto draft = buildPostmortem(w, entries, incident, w.head());
        out.insert(out.end(), draft.sections.begin(), draft.sections.end());
    }
    return out;
}

Entry entryOf(Seq seq, Fact fact)
{
    return {seq, Consoles::start, QStringLiteral("ada"), {}, false, {std::move(fact)}};
}

} // namespace

class TestWorkspace : public QObject {
    Q_OBJECT

private slots:
    void arbitraryFacts()
    {
        for (quint32 seed = 1; seed <= 40; ++seed)
            QCOMPARE(firstDifference(arbitraryEntries(seed, 40)), QString());
    }

    void decidedStories()
    {
        for (quint32 seed = 1; seed <= 20; ++seed)
            QCOMPARE(firstDifference(decidedEntries(seed, 100)), QString());
    }

    void anOutage()
    {
        Outage o;
        o.untilPostCheck();
        o.recovery();
        QCOMPARE(firstDifference(o.entries), QString());
    }

    /// The server decides on a state in the making; a console applies what it reads. They must not part.
    void theServersStateIsTheConsoles()
    {
        for (quint32 seed = 1; seed <= 20; ++seed) {
            QByteArray live;
            const auto entries = decidedEntries(seed, 200, &live);
            auto w = Workspace::fromBytes(folded(entries, entries.size()));
            QVERIFY(w.ok());
            w->setHeadHash(Workspace::fromBytes(live)->head().hash);
            QCOMPARE(w->toBytes(), live);
        }
    }

    void everythingThatIsReadOffIt()
    {
        for (quint32 seed = 1; seed <= 10; ++seed) {
            const auto entries = arbitraryEntries(seed, 40);
            QCOMPARE(drafts(entries), drafts(entries));
        }
    }

    void theyAreToldApart()
    {
        // The negative control: one entry left out, or one applied twice, is seen.
        auto entries = decidedEntries(3, 100);
        const auto whole = folded(entries, entries.size());
        auto less = entries;
        less.erase(less.begin() + static_cast<std::ptrdiff_t>(less.size()) / 2);
        QVERIFY(folded(less, less.size()) != whole);
        entries.push_back(entries.back());
        QVERIFY(folded(entries, entries.size()) != whole);
    }

    void aSnapshotOfAnotherVersionIsThrownAway()
    {
        auto bytes = Workspace().toBytes();
        bytes[0] = static_cast<char>(bytes[0] + 1);
        QCOMPARE(Workspace::fromBytes(bytes).error().code, QStringLiteral("snapshot.version"));
        const auto entries = decidedEntries(1, 60);
        const auto good = folded(entries, entries.size());
        for (qsizetype length = 1; length < good.size(); length += 7)
            QVERIFY(!Workspace::fromBytes(good.first(length)).ok());
    }

    /// Once asked for, folding again is done; it was asked for at every start after that, once.
    void redactionAsksToFoldAgainOnce()
    {
        Consoles consoles(5);
        while (consoles.stored.size() < 12)
            consoles.step();
        LineLogged secret;
        secret.incident = {1};
        secret.line = {90};
        secret.text = QStringLiteral("swordfish");
        const Seq seq = consoles.append(QStringLiteral("ada"), {}, {secret})->seq;
        const auto redaction = encodeEntry({consoles.now(), QStringLiteral("ada"), {}, {PartRedacted {seq, Text(QStringLiteral("a password"))}}},
            seq + 1, consoles.stored.back().hash, QByteArray(saltSize, 's'));
        QVERIFY(consoles.workspace.apply(*decodeEntry(redaction)).rebuild);
        QVERIFY(consoles.workspace.toBytes().contains("swordfish"));

        auto gone = consoles.stored;
        gone.back().redacted = true;
        gone.back().part.clear();
        gone.back().salt.clear();
        gone.push_back(redaction);
        Workspace again;
        std::vector<Entry> entries;
        for (const auto& stored : gone) {
            entries.push_back(*decodeEntry(stored));
            QVERIFY(!again.apply(entries.back()).rebuild);
        }
        QVERIFY(!again.toBytes().contains("swordfish"));
        QVERIFY(again.toBytes().contains("[redacted]"));
        QCOMPARE(firstDifference(entries), QString());

        // From a snapshot taken between the two it is not asked for either: the text was gone by then.
        auto restored = Workspace::fromBytes(folded(entries, seq));
        QVERIFY(restored.ok());
        QVERIFY(!restored->apply(entries.back()).rebuild);
    }

    void aLateCommandIsRefusedOnRecordOnce()
    {
        Consoles consoles(1);
        Command late;
        late.id = QByteArray(16, 'l');
        late.offline = true;
        late.body = TakeCommand {{{77}, {}}};
        const QString ada = QStringLiteral("ada");
        const auto entry = consoles.submit(ada, late);
        QVERIFY(entry && holds_alternative<CommandRefused>(entry->facts.front()));
        QVERIFY(!consoles.submit(ada, late));
        const auto refusal = consoles.workspace.refusedAs(late.id);
        QVERIFY(refusal && refusal->code == QLatin1String("incident.unknown"));
        auto restored = Workspace::fromBytes(consoles.workspace.toBytes());
        QVERIFY(restored.ok() && restored->refusedAs(late.id).has_value());

        // In whole stories: each command id has one entry at most, accepted or refused.
        for (quint32 seed = 1; seed <= 20; ++seed) {
            std::set<CommandId> seen;
            for (const auto& e : decidedEntries(seed, 200)) {
                const auto* refused = get_if<CommandRefused>(&e.facts.front());
                const CommandId id = refused ? refused->id : e.command;
                QVERIFY(!id.isEmpty() && seen.insert(id).second);
            }
        }
    }

    void aRefusalThatIsInTheJournalTwiceKeepsItsFirstReason()
    {
        Workspace w;
        CommandRefused f;
        f.id = QByteArray(16, 'r');
        f.code = QStringLiteral("first");
        w.apply(entryOf(1, f));
        f.code = QStringLiteral("second");
        w.apply(entryOf(2, f));
        QCOMPARE(w.refusedAs(f.id)->code, QStringLiteral("first"));
    }
};

QTEST_APPLESS_MAIN(TestWorkspace)
#include "tst_workspace.moc"
