// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Who commands what, told from the facts alone: a second, much simpler reading of the journal that the tests
// hold against the fold. It knows the rules of command and nothing of how decide() keeps them.

#include "models/state/decide.h"

namespace quarterdeck {

class CommandWatch {
public:
    /// Reads the next entry; what is wrong with it, or nothing.
    QStringList read(const Entry& entry)
    {
        m_wrong.clear();
        m_seq = entry.seq;
        m_at = entry.recordedAt;
        for (const auto& fact : entry.facts)
            visit(*this, fact);
        return m_wrong;
    }

    /// What the state says that the facts do not, or the other way round.
    QStringList compare(const Workspace& workspace)
    {
        m_wrong.clear();
        for (const auto& [id, i] : workspace.incidents()) {
            const auto it = m_seats.find(id);
            const Seat seat = it == m_seats.end() ? Seat {} : it->second;
            expect(i.commander == seat.holder, "the state has another commander than the facts");
            expect(i.commander.isEmpty() || i.accepted(), "somebody commands what nobody has accepted");
            expect(i.phase != Phase::Merged || i.commander.isEmpty(), "somebody commands what was merged away");
            expect(!i.handOver || (i.handOver->from == i.commander && i.handOver->to != i.commander),
                "an offer that is not the commander's");
            expect(!i.challenge || (!i.commander.isEmpty() && i.challenge->by != i.commander),
                "a challenge of nobody, or of oneself");
            for (const auto& role : {QStringLiteral("deputy"), QStringLiteral("scribe")}) {
                const auto held = i.roles.find(role);
                expect(i.holderOf(role) == (held == i.roles.end() ? i.commander : held->second.person),
                    "a role that is not delegated is not the commander's");
            }
        }
        return m_wrong;
    }

    void operator()(const CommandTaken& f)
    {
        auto& seat = m_seats[f.incident];
        expect(seat.holder.isEmpty(), "taken while somebody holds it");
        seat = {f.person, {}, 0};
    }

    void operator()(const CommandReleased& f)
    {
        auto& seat = m_seats[f.incident];
        expect(seat.holder == f.person, "given up by another than the holder");
        seat = {};
    }

    void operator()(const HandOverOffered& f)
    {
        auto& seat = m_seats[f.incident];
        expect(seat.holder == f.from && f.to != f.from, "offered by another than the holder");
        seat.offeredTo = f.to;
    }

    void operator()(const HandOverAccepted& f)
    {
        auto& seat = m_seats[f.incident];
        expect(!seat.offeredTo.isEmpty() && seat.offeredTo == f.to && seat.holder == f.from,
            "accepted without an offer that stands");
        seat = {f.to, {}, 0};
    }

    void operator()(const HandOverDeclined& f)
    {
        auto& seat = m_seats[f.incident];
        expect(seat.offeredTo == f.to, "declined by another than was asked");
        seat.offeredTo.clear();
    }

    void operator()(const HandOverWithdrawn& f)
    {
        auto& seat = m_seats[f.incident];
        expect(seat.holder == f.from && !seat.offeredTo.isEmpty(), "withdrawn without an offer");
        seat.offeredTo.clear();
    }

    void operator()(const CommandChallenged& f)
    {
        auto& seat = m_seats[f.incident];
        expect(!seat.holder.isEmpty() && seat.holder == f.holder && f.by != f.holder && !seat.challengedAt,
            "a challenge of another than the holder, or a second one");
        seat.challengedAt = m_at;
    }

    void operator()(const ChallengeAnswered& f)
    {
        auto& seat = m_seats[f.incident];
        expect(seat.holder == f.holder && seat.challengedAt, "answered by another, or unasked");
        seat.challengedAt = 0;
    }

    void operator()(const CommandAssumed& f)
    {
        auto& seat = m_seats[f.incident];
        expect(seat.holder == f.from && f.by != f.from, "assumed from another than the holder");
        expect(seat.challengedAt && m_at - seat.challengedAt >= challengeMs, "assumed before a minute without answer");
        expect(!f.reason.s.trimmed().isEmpty(), "assumed without a reason");
        seat = {f.by, {}, 0};
    }

    void operator()(const CommandCarried& f)
    {
        expect(m_seats[f.from].holder == f.person, "carried along by another than the holder");
        auto& seat = m_seats[f.into];
        expect(seat.holder.isEmpty() || seat.holder == f.person, "carried to where another commands");
        if (seat.holder != f.person)
            seat = {f.person, {}, 0};
        m_seats[f.from] = {};
    }

    void operator()(const IncidentMerged& f)
    {
        expect(m_seats[f.from].holder.isEmpty(), "merged while its commander commands what is no more");
    }

    template <class F>
    void operator()(const F&)
    {
    }

private:
    struct Seat {
        QString holder;
        QString offeredTo;
        Instant challengedAt = 0;
    };

    void expect(bool holds, const char* otherwise)
    {
        if (!holds)
            m_wrong << QStringLiteral("entry %1: %2").arg(m_seq).arg(QLatin1String(otherwise));
    }

    std::map<IncidentId, Seat> m_seats;
    QStringList m_wrong;
    Seq m_seq = 0;
    Instant m_at = 0;
};

} // namespace quarterdeck
