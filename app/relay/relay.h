// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/actions/actions.h"
#include "app/channels/messenger.h"
#include "app/keychain/keychain.h"
#include "app/relay/inquiries.h"
#include "app/relay/intake.h"
#include "app/relay/metricwatch.h"
#include "app/relay/poller.h"
#include "app/relay/sessions.h"
#include "app/relay/silencelink.h"

#include <QObject>
#include <QTimer>

namespace quarterdeck {

struct RelayConfig {
    QString data; ///< folder of the journal
    QString address = QStringLiteral("127.0.0.1");
    quint16 port = 0;
    QString certFile, keyFile;
    bool insecure = false; ///< plain text beyond this machine is wanted, and shown
    bool drill = false; ///< for a new journal: an exercise, in which actions are rehearsed
    Tokens tokens;
    QString tokenFile; ///< where they are from: administrators are told a sender's; empty or "-": cannot be
    QStringList connectorFolders;
    QStringList runbookFolders;
    QStringList checklistFolders;
    QString topologyFile;
    QString policiesFile;
    QString variablesFile;
    QString sourcesFile;
    QString channelsFile;
    ServerLimits limits;
};

/// Who acts where no person does: the actor of the relay's own entries.
inline const QString serverActor = QStringLiteral("server");

/// The one writer of a journal: intake, triage, sessions and actions around one Recorder. Everything but
/// the sockets (io thread) and the disk (writer thread) happens on the thread that made it.
class Relay : public QObject {
    Q_OBJECT

public:
    Relay(RelayConfig config, const Clock& clock, QObject* parent = nullptr);
    ~Relay() override;

    /// Opens the journal, folds, recovers, listens. The port, or a sentence.
    Result<quint16> start();

    const Workspace& workspace() const { return m_recorder->workspace(); }
    const QStringList& warnings() const { return m_warnings; } ///< what was left out, a sentence each

signals:
    /// A sentence for the log, while it runs.
    void said(const QString& sentence);

private:
    Outcome openJournal();
    void openFirst();
    Outcome loadTopology();
    void loadPolicies();
    void loadChecklists();
    void loadChannels();
    /// Connector files that changed are read again; what they could not map before is tried again.
    void reloadConnectors();
    void startPollers(const QStringList& connectors);
    void startWatches();
    /// sources.yaml that was changed counts at once: what it asks the keychain first, then pollers and watches anew.
    void reloadSources();
    /// A service map that was changed, or imported where there was none, counts at once.
    void reloadTopology();
    /// DATA/quarantine.remap is how quarterdeckctl asks for it: a file, since nobody but us writes the journal.
    void watchRemap();
    void makeParts();
    Result<quint16> listen();
    Server::Handlers handlers();
    std::optional<HttpReply> admit(const RequestHead& head, QString* sender, QByteArray* path) const;
    std::optional<AlertRaised> textOf(AlertId alert) const;
    /// The raw requests of an incident that people work on do not expire.
    void keepEvidence(const IncidentRef& ref);
    /// Bytes that only the server has: the raw request of the alert that is to be pinned.
    bool pinRequest(const Command& command, const Asker& asker, const std::function<void(Result<Seq>)>& answer);
    void pageAnswered(const QString& sender, const QByteArray& body, const Server::Respond& respond);
    bool prepare(const Command& command, const Asker& asker, const std::function<void(Result<Seq>)>& answer);
    void stateChanged(const JournalState& state);
    void second();
    FeedPulse feed() const;

    RelayConfig m_config;
    const Clock& m_clock;
    std::unique_ptr<SqliteJournal> m_journal;
    std::unique_ptr<Recorder> m_recorder;
    Connectors m_connectors;
    QByteArray m_connectorStamp; ///< of what is loaded
    QByteArray m_topologyStamp, m_seenTopology; ///< likewise of the service map
    QByteArray m_seenStamp; ///< of the last look: a file that is being written is left alone until it rests
    Keychain m_keychain;
    KeychainSecrets m_secrets; ///< what it said at the start
    QByteArray m_sourcesStamp, m_seenSources;
    std::vector<SourceConfig> m_configs;
    JqWorker m_worker;
    SourceBook m_sources;
    SignalRules m_rules;
    std::unique_ptr<Intake> m_intake;
    std::unique_ptr<Sessions> m_sessions;
    std::unique_ptr<Actions> m_actions;
    std::unique_ptr<Messenger> m_messenger;
    Inquiries::Pollers m_pollers; ///< by source, one a path
    std::unique_ptr<Inquiries> m_inquiries;
    std::vector<std::unique_ptr<MetricWatch>> m_watches;
    std::vector<std::unique_ptr<SilenceLink>> m_silences;
    std::unique_ptr<Server> m_server;
    QTimer m_second;
    QString m_trouble;
    QString m_verify;
    QStringList m_warnings;
    Instant m_expiredAt = 0;
    QSet<AlertId> m_kept;
};

} // namespace quarterdeck
