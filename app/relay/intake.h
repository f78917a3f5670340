// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/connectors/connectorloader.h"
#include "app/connectors/mapper.h"
#include "app/relay/recorder.h"
#include "app/relay/signaturegate.h"
#include "app/relay/snsgate.h"
#include "app/relay/sourcebook.h"
#include "app/server/server.h"
#include "models/triage/signalrules.h"

#include <QObject>
#include <QTimer>

#include <atomic>
#include <deque>

namespace quarterdeck {

/// Requests on their way from the sender to the journal:
///
///   head admitted (io) → body checked (io) → on disk (writer) → answered 2xx → mapped (jq worker)
///   → signals wait for the tick → one entry of at most 256 facts (relay)
///
/// A request is answered with success only once it is on disk; what is on disk and not yet mapped is
/// resumed after a restart; what cannot be mapped is quarantined with its reason.
class Intake : public QObject {
    Q_OBJECT

public:
    Intake(Recorder& recorder, SourceBook& sources, SignalRules& rules, Connectors& connectors, JqWorker& worker,
        QObject* parent = nullptr);

    /// On the io thread. The path is without its token.
    std::optional<HttpReply> admit(const QByteArray& path) const;
    /// On the io thread: checks, then hands over. Answers by itself what is refused.
    void take(const QString& sender, const QByteArray& path, RequestHead head, QByteArray body, Server::Respond respond);
    /// Refused before it was a request of ours (framing, size, no token). From any thread.
    void refusedByServer(const Refusal& refusal);

    /// Maps what is on disk and not in memory: left by a relay before us, or decided and then not written.
    void resume();
    /// Tries what is in quarantine again, oldest first, some at each second(): all of it, or what is for one of
    /// the connectors. What it says about an alert that was heard of since is passed over.
    void remap(const QStringList& connectors = {});
    bool remapping() const { return m_remap.has_value(); }
    /// The path under which a step's whole output is kept beside the requests, and that it is none of them.
    static const QString outputPath;
    static EvidenceMark outputMark(quint64 id);
    /// Drops what waits in memory; all of it is on disk.
    void forget();
    /// A poll's answer: the same way, without a sender to answer.
    void polled(const QString& source, const QString& connector, std::size_t rule, const QByteArray& body,
        bool complete);

    /// Some lines of a stream, as one request of its source. `done` gets why they are not on disk; empty: they are.
    void streamed(const QString& source, const QString& connector, QByteArray body,
        std::function<void(const QString& refused)> done);

    /// The request as it was stored.
    static RawRequest requestOf(const EvidenceRecord& record);
    QString connectorOf(const EvidenceRecord& record) const;
    /// What the relay itself saw in a source's metrics.
    void observed(SourceId source, std::vector<Signal> signals_);

    /// Decides what waits: every 20 ms while there is something.
    void tick();
    /// Every second: freshness, promises, suspects, summaries.
    void second();

    quint64 received() const { return m_accepted + m_refused; }
    quint64 accepted() const { return m_accepted; }
    quint64 refused() const { return m_refused; }
    quint64 quarantined() const { return m_quarantined; }
    quint64 waiting() const { return static_cast<quint64>(m_waiting.size()) + static_cast<quint64>(m_mapping); }
    /// The id of a source by name; adds it by entry where it is new.
    SourceId sourceFor(const QString& name, const QString& connector);

private:
    struct Waiting {
        SourceId source;
        quint64 evidence = 0;
        Signals signals_ = {};
        Instant lateSince = 0; ///< mapped late: when it arrived; else 0
        bool complete = false; ///< a poll's answer that lists everything
        size_t next = {}; ///< signals before this one are decided
        QSet<AlertId> present = {}; ///< of those decided, for a complete answer
    };

    struct Remap {
        QStringList connectors; ///< empty: all
        quint64 after = 0;
        QSet<quint64> pending = {}; ///< evidence that is being mapped
        QSet<quint64> keys = {}; ///< alerts that it has spoken about: what follows about them is no older news
    };

    struct Refusals {
        quint32 count = 0;
        Error last;
        Instant journalledAt = 0;
    };

    void arrived(const QString& source, const RequestHead& head, EvidenceRecord record, Server::Respond respond);
    void accept(const QString& source, const QString& connector, EvidenceRecord record,
        std::optional<Signals> signals_, Server::Respond respond, const QByteArray& signature = {});
    /// For a request that says it is of Amazon SNS: verified by its certificate, subscriptions confirmed.
    void arrivedBySns(const QString& source, const QString& connector, const SnsMessage& message,
        EvidenceRecord record, Server::Respond respond);
    /// Tells the sender that its request is on disk, in the words that its kind of sender wants.
    void answer(const QString& connector, const EvidenceRecord& record, Server::Respond respond);
    void map(SourceId source, const QString& connector, quint64 id, const EvidenceRecord& record);
    void mapped(SourceId source, quint64 id, Instant receivedAt, Result<Signals> signals_);
    void remapSome();
    void wait(Waiting waiting);
    bool decide(Applying& applying, Waiting& waiting, qsizetype& bytes);
    void refuse(const QString& source, const QString& connector, const Error& error, bool counted);
    void note(const SourceBook::Change& change, Applying& applying);
    void reply(const Server::Respond& respond, int status, const Error& error) const;

    Recorder& m_recorder;
    SourceBook& m_sources;
    SignalRules& m_rules;
    Connectors& m_connectors;
    Mapper m_mapper;
    SignatureGate m_gate;
    SnsGate m_sns;
    std::optional<Remap> m_remap;
    std::deque<Waiting> m_waiting;
    QSet<quint64> m_inMemory; ///< evidence that is being mapped or waits for its tick
    QSet<quint64> m_deciding; ///< decided, and not on disk yet: neither waiting nor done
    std::map<quint64, size_t> m_begun; ///< evidence that was decided in part before: signals to pass over
    std::map<quint32, Refusals> m_refusals; ///< by source; 0: of no source
    QTimer m_tick;
    int m_mapping = 0;
    std::atomic<int> m_inFlight = 0; ///< requests handed over by the io thread and not yet answered
    std::atomic<quint64> m_accepted = 0;
    std::atomic<quint64> m_refused = 0;
    quint64 m_quarantined = 0;
    Instant m_summarisedAt = 0;
};

} // namespace quarterdeck
