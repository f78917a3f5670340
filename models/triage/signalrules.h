// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/signal.h"
#include "models/state/workspace.h"
#include "models/triage/background.h"
#include "models/triage/flapwatch.h"
#include "models/triage/grouper.h"

#include <QHash>
#include <QSet>

#include <functional>
#include <queue>

namespace quarterdeck {

/// What signals become: raised, raised again, cleared, unknown; grouped at once. It makes facts through an
/// Applying and keeps nothing that the Workspace cannot give back, save the counts of refires that wait
/// for their summary. Owned by the relay's deciding thread.
class SignalRules {
public:
    /// Whether a source was live from `since` on and has proven it at `until` or later. Absence means
    /// something only then; NotYet: the heartbeat that would prove it is not due yet.
    enum class Proof : quint8 { Live, NotYet, No };
    using ProvenLive = std::function<Proof(SourceId, Instant since, Instant until)>;

    /// Whether something was heard of the alert of that key after `at`: a request that was read late says nothing
    /// about it then.
    bool heardSince(const Workspace& workspace, quint64 key, Instant at) const;

    /// After a start or a fold from scratch.
    void rebuild(const Workspace& workspace, Instant now);

    /// One signal; `evidence` is the raw request that it came in. Heartbeats are not for here.
    void apply(Applying& applying, SourceId source, const Signal& signal, quint64 evidence);

    /// Promises that ran out: cleared where the source was proven live since the alert was last heard,
    /// unknown since the promise elsewhere. At most `limit` facts.
    void sweep(Applying& applying, const ProvenLive& provenLive, int limit = 256);

    /// The source is lost: whatever it said fires is unknown since then.
    void sourceLost(Applying& applying, SourceId source, Instant since, const QString& reason);

    /// A complete answer of a source: alerts of it that are not in `present` are missing. They are cleared
    /// only where the source was proven live since they were last heard, else they are unknown.
    void missingFrom(Applying& applying, SourceId source, const QSet<AlertId>& present, const ProvenLive& provenLive);

    /// Refires since the last summary, as the AlertsSeen fact; nothing when there were none.
    void summarise(Applying& applying);

    /// Refires since the last call, for the pulse.
    std::vector<AlertSeen> takeSeen();

    /// Suspects and titles of incidents that changed since the last call, flapping and silences that have ended,
    /// and what silences and people's words on kinds that are new mean for the alerts that there are.
    void settle(Applying& applying);

    void applied(const Workspace& workspace, const Delta& delta);

    /// First 8 bytes of SHA-256 over the source's number and the dedup key.
    static quint64 keyOf(SourceId source, const QString& dedupKey);

    const Background& background() const { return m_background; }
    quint64 evaluations() const { return m_triage.evaluations(); } ///< see Triage

private:
    struct Promise {
        Instant until;
        AlertId alert;
        bool operator>(const Promise& other) const { return until > other.until; }
    };

    void raise(Applying& applying, SourceId source, const Signal& signal, quint64 key, quint64 evidence);
    void heardAgain(Applying& applying, AlertId id, const Signal& signal, quint64 evidence);
    void turned(Applying& applying, AlertId id);
    void mark(Applying& applying, AlertId id, const Signal& signal);
    void change(Applying& applying, SourceId source, const Signal& signal, quint64 evidence);
    void answered(Applying& applying, const Signal& signal);
    void said(Applying& applying, SourceId source, const Signal& signal, quint64 evidence);
    void silence(Applying& applying, AlertId id, const Labels* labels = nullptr);
    void shown(Applying& applying, AlertId id, bool wasSuppressed, const Signal& signal);
    void review(Applying& applying);
    void promise(AlertId id, Instant until);
    Instant promisedUntil(const Workspace& workspace, AlertId id) const;
    Instant lastHeard(const Workspace& workspace, AlertId id) const;

    Triage m_triage;
    Background m_background;
    FlapWatch m_flaps;
    quint32 m_review = 0; ///< the next alert to be held against silences and words on kinds; 0: none
    QHash<AlertId, AlertSeen> m_seen;
    QHash<AlertId, AlertSeen> m_pulse;
    std::set<IncidentId> m_dirty;
    IncidentId m_settled; ///< the last one that was settled
    std::priority_queue<Promise, std::vector<Promise>, std::greater<>> m_promises;
};

} // namespace quarterdeck
