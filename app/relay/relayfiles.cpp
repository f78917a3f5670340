// SPDX-License-Identifier: GPL-3.0-or-later
// What the relay reads from files of its own: the service map, policies, checklists, channels and connectors. Whatever
// they say becomes an entry, so that no fold ever reads a file.
#include "app/connectors/checklistfile.h"
#include "app/connectors/policyfile.h"
#include "app/connectors/topologyfile.h"
#include "app/relay/relay.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>

namespace quarterdeck {

namespace {

/// Another text once the file was changed; empty: there is none.
QByteArray stampOf(const QString& file)
{
    const QFileInfo info(file);
    if (file.isEmpty() || !info.exists())
        return {};
    return QByteArray::number(info.size()) + ' ' + QByteArray::number(info.lastModified().toMSecsSinceEpoch());
}

} // namespace

Outcome Relay::loadTopology()
{
    m_topologyStamp = m_seenTopology = stampOf(m_config.topologyFile);
    if (m_topologyStamp.isEmpty() && m_config.topologyFile == m_config.data + QStringLiteral("/topology.yaml"))
        return Done {}; // it may come later
    if (m_config.topologyFile.isEmpty())
        return Done {};
    const auto loaded = readTopology(m_config.topologyFile);
    if (!loaded)
        return loaded.error();
    if (loaded->hash != workspace().topology().hash())
        m_recorder->record(serverActor, {}, [&](Applying& a) { a.add(*loaded); });
    return Done {};
}

void Relay::reloadTopology()
{
    const QByteArray stamp = stampOf(m_config.topologyFile);
    const bool rests = stamp == std::exchange(m_seenTopology, stamp);
    if (!rests || stamp == m_topologyStamp || m_journal->state().mode != JournalMode::Open)
        return;
    const QByteArray before = workspace().topology().hash();
    if (const auto done = loadTopology(); !done)
        emit said(done.error().sentence + QStringLiteral(" The services known before go on to count."));
    else if (workspace().topology().hash() != before)
        emit said(QStringLiteral("The service map was read again: %1 services.").arg(workspace().topology().services().size()));
}

void Relay::loadPolicies()
{
    if (m_config.policiesFile.isEmpty())
        return;
    const auto loaded = readPolicies(m_config.policiesFile);
    if (!loaded)
        m_warnings << loaded.error().sentence;
    else if (!loaded->parameters.empty())
        m_warnings << QStringLiteral("%1 names parameters: those are for back-tests. Its policies are used.")
                          .arg(m_config.policiesFile);
    if (loaded && loaded->policies.hash != workspace().policies().hash)
        m_recorder->record(serverActor, {}, [&](Applying& a) { a.add(loaded->policies); });
}

void Relay::loadChecklists()
{
    std::vector<Error> problems;
    const auto lists = quarterdeck::loadChecklists(m_config.checklistFolders, problems);
    for (const auto& problem : problems)
        m_warnings << problem.sentence;
    m_recorder->record(serverActor, {}, [&](Applying& a) {
        for (const auto& list : lists) {
            const auto known = workspace().checklists().find(list.checklist);
            if (known == workspace().checklists().end() || known->second.hash != list.hash)
                a.add(list);
        }
    });
}

void Relay::loadChannels()
{
    const auto loaded = readChannels(m_config.channelsFile, m_secrets);
    if (!loaded) {
        m_warnings << loaded.error().sentence;
        return;
    }
    for (const auto& problem : loaded->problems)
        m_warnings << problem.sentence;
    m_recorder->record(serverActor, {}, [&](Applying& a) {
        std::set<QString> there;
        for (const auto& channel : loaded->channels) {
            there.insert(channel.fact.channel);
            const auto known = workspace().channels().find(channel.fact.channel);
            if (known == workspace().channels().end() || known->second.hash != channel.fact.hash)
                a.add(channel.fact);
        }
        std::vector<QString> gone;
        for (const auto& [name, channel] : workspace().channels()) {
            if (!there.contains(name))
                gone.push_back(name);
        }
        for (const auto& name : gone)
            a.add(ChannelLoaded {{}, name, false, false, true, {}});
    });
    m_messenger->use(loaded->channels);
    m_messenger->recover(workspace());
}

void Relay::startPollers(const QStringList& connectors)
{
    for (const auto& config : m_configs) {
        if (config.pollUrl.isEmpty() || !config.missing.isEmpty() || (!connectors.isEmpty() && !connectors.contains(config.connector)))
            continue;
        m_pollers.erase(config.name);
        m_sources.pollsChanged(config.name);
        const auto* connector = m_connectors.find(config.connector);
        for (std::size_t i = 0; connector && i < connector->polls.size(); ++i)
            m_pollers[config.name].push_back(
                std::make_unique<Poller>(config, *connector, i, *m_intake, m_sources, *m_recorder, m_worker));
    }
}

void Relay::startWatches()
{
    m_watches.clear();
    m_silences.clear();
    for (const auto& config : m_configs) {
        if (!config.watchUrl.isEmpty() && config.missing.isEmpty())
            m_watches.push_back(std::make_unique<MetricWatch>(config, *m_intake, m_sources, *m_recorder));
        if (!config.pollUrl.isEmpty() && config.silences != SilenceUse::None && config.missing.isEmpty())
            m_silences.push_back(std::make_unique<SilenceLink>(config, *m_intake, m_sources, *m_recorder));
        if (!config.missing.isEmpty())
            m_warnings << config.missing;
        else if (!config.pollUrl.isEmpty() && !m_pollers.contains(config.name))
            m_warnings << QStringLiteral("Source “%1” cannot be polled: connector “%2” has no poll.")
                              .arg(config.name, config.connector);
    }
    m_sourcesStamp = m_seenSources = stampOf(m_config.sourcesFile);
}

void Relay::reloadSources()
{
    const QByteArray stamp = stampOf(m_config.sourcesFile);
    const bool rests = stamp == std::exchange(m_seenSources, stamp);
    if (!rests || stamp == m_sourcesStamp)
        return;
    m_sourcesStamp = stamp;
    m_keychain.readAll(keychainNames(m_config.sourcesFile), [this](const KeychainSecrets& found) {
        const auto configs = readSources(m_config.sourcesFile, found);
        if (!configs) {
            emit said(configs.error().sentence + QStringLiteral(" The sources known before go on to count."));
            return;
        }
        m_configs = *configs;
        m_sources.configure(*configs);
        m_pollers.clear();
        startPollers({});
        m_warnings.clear();
        startWatches();
        for (const auto& warning : std::as_const(m_warnings))
            emit said(warning);
        emit said(QStringLiteral("The sources were read again: %1.").arg(m_configs.size()));
    });
}

void Relay::reloadConnectors()
{
    const QByteArray stamp = Connectors::stamp(m_config.connectorFolders);
    const bool rests = stamp == std::exchange(m_seenStamp, stamp);
    if (!rests || stamp == m_connectorStamp)
        return;
    m_connectorStamp = stamp;
    auto loaded = Connectors::load(m_config.connectorFolders);
    if (!loaded) {
        emit said(loaded.error().sentence);
        return;
    }
    for (const auto& problem : loaded->problems())
        emit said(problem.error.sentence + QStringLiteral(" What it said before goes on to count."));
    const QStringList changed = loaded->follow(m_connectors);
    m_connectors = *loaded;
    if (changed.isEmpty())
        return;
    emit said(QStringLiteral("Connectors were read again: %1.").arg(changed.join(QStringLiteral(", "))));
    startPollers(changed);
    m_intake->remap(changed);
}

void Relay::watchRemap()
{
    const QString request = m_config.data + QStringLiteral("/quarantine.remap");
    if (!m_intake->remapping() && QFile::exists(request) && QFile::remove(request))
        m_intake->remap();
}

} // namespace quarterdeck
