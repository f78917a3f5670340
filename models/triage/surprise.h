// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/triage/rarity.h"

#include <QString>

#include <deque>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

namespace quarterdeck {

/// Tells the rare from the steady in a stream of alerts and shows what is rare as incidents.
///
/// An alert is a *kind* (its message template) on a *resource*, both numbers of the caller's. How surprising
/// it is, Rarity says. Surprising alerts with short pauses form a *phase*; small phases soon after one
/// another that have their surprising keys in common are one incident. Background within seconds of a phase
/// joins it; other background is folded, unless a *context* is open: after a strong phase, or after something
/// rare on a quiet resource, what happens is shown for a while in an incident of its own, within a share of
/// all background. What led up to a strong phase is shown, too.
///
/// Streaming, deterministic, no clock: O(1) amortised an alert, the work for one bounded by
/// triage::Noise::incidentsCompared × keysOfIncident². 24 bytes an alert, folded ones included, since each
/// can be restored; everything else is bounded. The parameters are triage::Noise's.
class NoiseEngine {
public:
    enum class Why : quint8 {
        Steady, ///< folded: usual for this kind on this resource
        ShareUsed, ///< folded: context was open, but its share was used up
        PersonFolded, ///< folded: a person said so
        Rare, ///< shown, from here on too
        QuietResource,
        PersonKept,
        NearPhase, ///< background, within seconds of a rare alert
        Context,
        LeadUp,
        Restored,
    };

    static constexpr bool folded(Why why) { return why <= Why::PersonFolded; }

    struct Alert {
        Instant at = 0;
        quint32 resource = 0;
        quint32 kind = 0;
        quint32 incident = 0; ///< 0: folded; what was shown a minute after it came, see incidentOf()
        quint16 centibits = 0; ///< how surprising, in hundredths of a bit
        Why why = Why::Steady;
        bool first = false; ///< this kind was never heard of this resource, or long forgotten
    };

    enum class Sort : quint8 { Phase, Context, LeadUp, Restored };

    struct Key {
        quint64 key = 0; ///< resource and kind, see keyOf()
        float bits = 0;
    };

    struct Incident {
        quint32 mergedInto = 0; ///< 0: into none
        quint32 opener = 0; ///< of a context or lead-up: the phase that it belongs to, as it was then
        Sort sort = Sort::Phase;
        bool strong = false;
        quint32 alerts = 0;
        float bits = 0; ///< of its distinct rare keys
        Instant first = 0;
        Instant last = 0;
        std::vector<Key> keys; ///< of a recent phase, at most triage::Noise::keysOfIncident
    };

    /// One rolling line of the folded background.
    struct FoldedLine {
        quint32 resource = 0;
        quint32 kind = 0;
        quint64 count = 0;
        Instant first = 0;
        Instant last = 0;
        float bits = 0; ///< how surprising the last one was
        Why why = Why::Steady; ///< of the last one
    };

    enum class Pin : quint8 { Keep, Fold };

    static constexpr quint64 keyOf(quint32 resource, quint32 kind) { return quint64(resource) << 32 | kind; }

    /// Takes an alert and answers its number, counted from 0. A time before the last one's counts as the last
    /// one's; `kind` is below 2^31.
    quint32 add(Instant at, quint32 resource, quint32 kind);

    /// What the last add() changed besides its own alert.
    struct Changed {
        std::vector<quint32> lifted; ///< folded alerts that led up to it: in an incident now
        quint32 merged = 0; ///< this incident into `into`; 0: none
        quint32 into = 0;
    };

    const Changed& changed() const { return m_changed; }

    /// Whether enough has been heard for something to be rare: twelve hours or so.
    bool knowsEnough() const;

    /// What came a minute before `now` stays in the incident that it is shown in. add() does the same.
    void settle(Instant now);

    quint32 alerts() const { return static_cast<quint32>(m_alerts.size()); }

    const Alert& alert(quint32 number) const { return m_alerts[number]; }

    bool settled(quint32 number) const { return number < m_settled; }

    /// The incident that an alert is in by now, 0 for none: later merges included.
    quint32 incidentOf(quint32 number) const;

    quint32 incidents() const { return static_cast<quint32>(m_incidents.size()) - 1; } ///< numbered from 1

    const Incident& incident(quint32 number) const { return m_incidents[number]; }

    /// What is folded, busiest first; ties by resource and kind.
    std::vector<FoldedLine> foldedLines() const;

    quint64 foldedAlerts() const { return m_folded; }

    quint64 foldedElsewhere() const { return m_foldedElsewhere; } ///< of kinds beyond foldedLinesMost

    /// The alerts behind one line, oldest first.
    std::vector<quint32> foldedOf(quint32 resource, quint32 kind) const;

    /// A person wants to see this folded alert: it becomes an incident. Answers its number; 0 where the alert
    /// is shown already.
    quint32 restore(quint32 number);
    /// A person's word on all further alerts of a kind on a resource outranks the rate; nothing unsays it.
    void pin(quint32 resource, quint32 kind, std::optional<Pin> pin);

    const Rarity& rarity() const { return m_rarity; }

private:
    struct Judged {
        float bits = 0;
        bool quiet = false;
        Why why = Why::Steady;
        bool first = false;
    };

    Judged judge(quint32 resource, quint32 kind);
    quint32 open(Sort sort, Instant at, quint32 opener);
    quint32 root(quint32 incident) const;
    quint32 place(const Alert& alert, bool quiet);
    quint32 mergedIntoEarlier(quint32 phase);
    void openContext(quint32 phase, Instant at, bool quiet);
    void takeLeadUp(quint32 phase);
    bool shareLeft() const;
    void decay(Instant at);
    void fold(const Alert& alert);
    void unfold(const Alert& alert);

    Rarity m_rarity;
    std::deque<Alert> m_alerts;
    std::vector<Incident> m_incidents { 1 };
    std::unordered_map<quint64, FoldedLine> m_lines;
    std::unordered_map<quint64, Pin> m_pins;
    quint32 m_settled = 0; ///< alerts before it are
    quint64 m_folded = 0;
    quint64 m_foldedElsewhere = 0;
    Instant m_now = 0;

    Changed m_changed;
    quint32 m_phase = 0; ///< the present one, or the last
    Instant m_phaseLast = 0; ///< its last rare alert
    quint32 m_context = 0; ///< 0: none that has an alert
    Instant m_contextUntil = 0;
    quint32 m_contextOpener = 0;
    bool m_contextQuiet = false;

    double m_background = 0; ///< decayed counts: of all, and shown of it
    double m_shown = 0;
    double m_shownQuiet = 0;
    Instant m_sharesAt = 0;
    double m_phases = 0;
    Instant m_phasesAt = 0;
};

/// "usual: in 1 of 4 ten-minute spans" and the like: why an alert of these bits is folded or shown.
QString inWords(NoiseEngine::Why why, double bits);

} // namespace quarterdeck
