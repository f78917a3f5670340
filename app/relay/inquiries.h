// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/keychain/keychain.h"
#include "app/relay/contextpanels.h"
#include "app/relay/intake.h"
#include "app/relay/poller.h"
#include "app/relay/sessions.h"

#include <map>

namespace quarterdeck {

/// What consoles may ask beside the journal, and what comes back; times are ms since 1970, sizes bytes.
///
///   connectors  {} → {connectors: [{name, title, setup, receives, polls, native}], sources: [{name, connector, polled}],
///                     url}; for everybody who may look
///   context     {incident} → {links: [{source, title, url}]}; for everybody who may look
///   panels      {} → {panels: [{source, index, title, shows}]}; for everybody who may look
///   panel       {incident, source, index} → see ContextPanels::ask(); for everybody who may look
///   quality     {} → {quarantined: {SOURCE: N}}; for everybody who may look
///
/// and, for administrators, since these carry tokens and raw requests:
///
///   setup       {connector, source, url} → {title, text, sources_yaml, url, token_known, watchdog}
///   test        {source} → {problem} or {version, count, skew_ms}, of a polled source
///   quarantine  {after} → {items: [{id, source, connector, reason, bytes, received_at}], more}
///   payload     {id} → {request, connector, source, reason}
///   connector   {name} → {text, own}
///   save        {name, text} → {}: the server's own copy, which counts within seconds and reads the quarantine again
///   remap       {} → {}
///   source      {name, connector, url, user, secret} → {keychain}: added to sources.yaml, which counts within seconds;
///               the secret goes into the server's keychain alone, and nothing is written where that fails
///
/// Errors: "inquiry.unknown", "inquiry.not-allowed", "inquiry.about", and those of what is asked for.
class Inquiries {
public:
    struct Config {
        QString tokenFile; ///< empty or "-": the tokens are not known in clear
        QString ownConnectors; ///< the folder that `save` writes to
        QStringList laterConnectors; ///< folders whose files replace those
        QString sourcesFile; ///< that `source` adds to
        bool insecure = false; ///< plain text beyond this machine: no secret is taken over it
        QString url; ///< of this server, as far as it knows; a proxy may know better
    };
    using Told = std::function<void(Result<QJsonObject>)>;
    using Pollers = std::map<QString, std::vector<std::unique_ptr<Poller>>>;

    Inquiries(Config config, const SourceBook& sources, const std::vector<SourceConfig>& configs,
        const Connectors& connectors, const Pollers& pollers, Intake& intake, Recorder& recorder, JqWorker& worker, Keychain& keychain)
        : m_config(std::move(config))
        , m_sources(sources)
        , m_configs(configs)
        , m_connectors(connectors)
        , m_pollers(pollers)
        , m_intake(intake)
        , m_recorder(recorder)
        , m_worker(worker)
        , m_keychain(keychain)
        , m_panels(worker)
    {
    }

    void answer(const QString& topic, const QJsonObject& about, const Identity& asker, const Told& told);

private:
    Result<QJsonObject> connectors(const QJsonObject& about);
    Result<QJsonObject> quality(const QJsonObject& about);
    Result<QJsonObject> setup(const QJsonObject& about);
    Result<QJsonObject> quarantine(const QJsonObject& about);
    Result<QJsonObject> payload(const QJsonObject& about);
    Result<QJsonObject> connectorText(const QJsonObject& about);
    Result<QJsonObject> save(const QJsonObject& about);
    Result<QJsonObject> remap(const QJsonObject& about);
    void source(const QJsonObject& about, const Told& told);
    void test(const QJsonObject& about, const Told& told);
    void context(const QJsonObject& about, const Told& told);
    Result<QJsonObject> panels(const QJsonObject& about);
    void panel(const QJsonObject& about, const Told& told);
    Result<const Connector*> wanted(const QJsonObject& about, const char* member) const;

    Config m_config;
    const SourceBook& m_sources;
    const std::vector<SourceConfig>& m_configs;
    const Connectors& m_connectors;
    const Pollers& m_pollers;
    Intake& m_intake;
    Recorder& m_recorder;
    JqWorker& m_worker;
    Keychain& m_keychain;
    ContextPanels m_panels;
};

} // namespace quarterdeck
