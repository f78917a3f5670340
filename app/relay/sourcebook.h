// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/connectors/secretref.h"
#include "models/domain/pulse.h"
#include "models/domain/result.h"
#include "models/state/workspace.h"
#include "models/triage/signalrules.h"

#include <QString>

#include "models/streams/seriesalert.h"

#include <atomic>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace quarterdeck {

/// A query whose series are watched for anomalies.
struct WatchedQuery {
    QString name; ///< for people: "Checkout errors"
    QString query; ///< PromQL
    SeriesGoals goals {};
};

/// What is done with the silences of a source that is polled.
enum class SilenceUse : quint8 { None, Read, ReadAndWrite };

/// One feed as configured in sources.yaml; one that just starts to send has the defaults.
struct SourceConfig {
    QString name;
    QString connector;
    qint64 heartbeatMs = 0; ///< 0: learned from the Watchdog alert, if there is one
    QString watchdog = QStringLiteral("Watchdog");
    QString pollUrl; ///< set: this source is polled
    qint64 pollEveryMs = 15'000;
    SilenceUse silences = SilenceUse::None; ///< of an Alertmanager at pollUrl; of that connector Read is the default
    QString watchUrl; ///< of a Prometheus; set: `queries` are watched
    qint64 watchEveryMs = 30'000; ///< also the step
    qint64 backFillMs = 24 * 3'600'000LL;
    std::vector<WatchedQuery> queries;
    QString panelsUrl; ///< set: it is asked about incidents
    std::vector<WatchedQuery> panels; ///< what it is asked; empty: what its connector says
    QString pollUser; ///< set: polled with this name and the secret as password; else the secret is a bearer token
    QByteArray ca; ///< certificates in PEM that are trusted beside the system's
    QByteArray secret; ///< what its requests are signed with; empty: they are not
    QString missing; ///< why its secret cannot be had from the keychain: it is not asked, and takes nothing, until then
    bool signedOnly = false; ///< nothing unsigned is taken, also from a system that signs without a secret
    QByteArray settings = QByteArrayLiteral("{}"); ///< one JSON object for the connector's programs
};

/// Reads sources.yaml; a missing file is an empty list. `ca: PATH` names certificates that are trusted where a source
/// is asked. `watch: {url: …, every_s: 30, back_fill_h: 24, queries:
/// [{name: …, query: …}]}` watches metrics of a Prometheus; a query may have `threshold: {above: 0.9}` (or
/// `below`), told before a trend reaches it, and `slo: {objective: 0.999, window_d: 30}` where its values are
/// shares of errors, told by burn rate. `panels: {url: …, queries: [{name: …, query: …}]}` asks a system about an
/// incident, with {service} and {services} in the query for quoted names. `silences: read` takes over what is silenced at a
/// polled Alertmanager (the default of its connector), `silences: read and write` also tells it what is silenced and ended
/// here, `silences: none` neither. A secret is named, never written there: `secret: {file: PATH}` (relative to
/// sources.yaml, no trailing line end), `{env: NAME}` or `{keychain: NAME}`; a keychain is asked before (keychainNames()),
/// and what it refuses is the source's `missing`. Errors: "sources.unreadable", "sources.incomplete", "sources.yaml",
/// "secret.missing", "sources.ca".
Result<std::vector<SourceConfig>> readSources(const QString& file, const KeychainSecrets& keychain = {});

/// How fresh each source is. State changes are returned, to become entries; the rest is for the pulse.
///
/// live: its heartbeat came in time. late: it is overdue by 3 s. lost: three are missing. unproven: no
/// heartbeat is known, so silence proves nothing, and it never reads as calm.
class SourceBook {
public:
    struct Change {
        SourceId source;
        SourceState state;
        Instant lastSignalAt;
        QString reason;
    };

    void configure(std::vector<SourceConfig> configs);
    /// Defaults for one that is not configured; void after the next configure().
    const SourceConfig& config(const QString& name) const;
    /// From any thread, also while they are configured anew.
    QString watchdogOf(const QString& name) const;

    /// The source as the journal knows it, after SourceAdded was applied or at start.
    void add(SourceId id, const SourceInfo& info);

    void received(SourceId id, bool accepted);
    /// A request of this source was mapped; `newestStart` is the youngest time in it, for the skew.
    void signalled(SourceId id, Instant now, Instant senderNow);
    /// It has proven that it is alive. For the first three the interval is learned where none is configured.
    std::optional<Change> heartbeat(SourceId id, Instant now, qint64 promisedForMs);
    /// One of the things that are asked of a source (`asked`: a poll's path, the watched queries) was answered, or was
    /// not. With several, the source is live only while every one of them answers.
    std::optional<Change> polled(
        SourceId id, Instant now, std::size_t asked, qint64 everyMs, const QString& problem);
    static constexpr std::size_t watchedQueries = 1'000'000; ///< an `asked` that is no poll
    static constexpr std::size_t readSilences = 1'000'001; ///< another
    /// Its connector was read again: what was asked before may be asked no more.
    void pollsChanged(const QString& source);
    /// Another instance answers than before: what it does not list, it may never have known.
    void instanceChanged(SourceId id, Instant now);

    /// Call every second.
    std::vector<Change> tick(Instant now);

    /// Whether it was live at every moment from `since` on, with a heartbeat at `until` or later.
    SignalRules::Proof provenLive(SourceId id, Instant since, Instant until) const;

    qint64 heartbeatMs(SourceId id) const;
    std::vector<SourcePulse> pulses() const;

    /// Heartbeats that came while this relay did not run cannot be known: everything starts unproven.
    void restarted(Instant now);

private:
    struct Asked {
        qint64 everyMs = 0;
        Instant answeredAt = 0;
        bool failing = false;
    };

    struct Source {
        SourcePulse pulse;
        qint64 heartbeatMs = 0;
        bool learned = false;
        qint64 longestGapMs = 0;
        int beats = 0;
        QString name;
        std::map<std::size_t, Asked> asked;
        Instant liveSince = 0; ///< live without a break since then; 0: it is not live
    };

    Source* find(SourceId id);
    std::optional<Change> becomes(Source& source, SourceState state, Instant now, const QString& reason);

    using Configs = std::map<QString, SourceConfig>;
    std::atomic<std::shared_ptr<const Configs>> m_configs = std::make_shared<const Configs>();
    std::vector<Source> m_sources; ///< SourceId value - 1
};

} // namespace quarterdeck
