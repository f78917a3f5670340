// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/relay/sourcebook.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

#include <yaml-cpp/yaml.h>

#include <cmath>

namespace quarterdeck {

namespace {

constexpr qint64 graceMs = 3000; ///< "a missed heartbeat within 3 s of its interval"
constexpr int lostAfterBeats = 3;
constexpr int learnFromBeats = 3;
constexpr qint64 shortestMs = 100; ///< closer ones are one heartbeat sent twice

QString text(const YAML::Node& node, const char* key)
{
    return node[key] && node[key].IsScalar() ? QString::fromStdString(node[key].as<std::string>()) : QString();
}

Result<SeriesGoals> readGoals(const YAML::Node& query, const QString& file)
{
    SeriesGoals out;
    const auto bad = [&](const YAML::Node& at, const QString& what) {
        return error("sources.incomplete",
            QStringLiteral("%1, line %2: %3").arg(file, QString::number(at.Mark().line + 1), what));
    };
    if (const auto threshold = query["threshold"]) {
        out.above = !threshold.IsMap() || text(threshold, "below").isEmpty();
        bool ok = false;
        const double value = threshold.IsMap() ? text(threshold, out.above ? "above" : "below").toDouble(&ok) : 0;
        if (!ok || !std::isfinite(value))
            return bad(threshold, QStringLiteral("a threshold is {above: NUMBER} or {below: NUMBER}."));
        out.threshold = value;
    }
    if (const auto slo = query["slo"]) {
        Objective objective;
        bool ok = false;
        objective.target = slo.IsMap() ? text(slo, "objective").toDouble(&ok) : 0;
        const QString days = slo.IsMap() ? text(slo, "window_d") : QString();
        bool daysOk = true;
        const double window = days.isEmpty() ? 30 : days.toDouble(&daysOk);
        if (!ok || !(objective.target > 0 && objective.target < 1) || !daysOk || !(window >= 1 && window <= 366))
            return bad(slo,
                QStringLiteral("an slo is {objective: SHARE, window_d: DAYS}, a share between 0 and 1, such as 0.999, "
                               "and 1 to 366 days."));
        objective.windowMs = static_cast<qint64>(window * 24 * 3'600'000.0);
        out.objective = objective;
    }
    return out;
}

} // namespace

Result<std::vector<SourceConfig>> readSources(const QString& file, const KeychainSecrets& keychain)
{
    std::vector<SourceConfig> out;
    QFile f(file);
    if (!f.exists())
        return out;
    if (!f.open(QIODevice::ReadOnly) || f.size() > (1 << 20))
        return error("sources.unreadable",
            QStringLiteral("%1 cannot be read, or is larger than 1 MiB: %2").arg(file, f.errorString()));
    try { // yaml-cpp reports by exception; none leaves this function
        const auto root = YAML::Load(f.readAll().toStdString());
        for (const auto& node : root["sources"]) {
            SourceConfig config;
            config.name = text(node, "name");
            config.connector = text(node, "connector");
            if (config.name.isEmpty() || config.connector.isEmpty())
                return error("sources.incomplete", QStringLiteral("%1, line %2: a source needs a name and a connector.")
                                                       .arg(file)
                                                       .arg(node.Mark().line + 1));
            config.heartbeatMs = static_cast<qint64>(text(node, "heartbeat_s").toDouble() * 1000);
            if (const auto name = text(node, "watchdog"); !name.isEmpty())
                config.watchdog = name;
            if (const auto poll = node["poll"]; poll && poll.IsMap()) {
                config.pollUrl = text(poll, "url");
                config.pollUser = text(poll, "user");
                if (const auto every = text(poll, "every_s").toDouble(); every > 0)
                    config.pollEveryMs = static_cast<qint64>(every * 1000);
            }
            const QString silences = text(node, "silences");
            if (silences == QLatin1String("read and write"))
                config.silences = SilenceUse::ReadAndWrite;
            else if (silences == QLatin1String("read") || (silences.isEmpty() && config.connector == QLatin1String("alertmanager")))
                config.silences = SilenceUse::Read;
            else if (!silences.isEmpty() && silences != QLatin1String("none"))
                return error("sources.incomplete",
                    QStringLiteral("%1, line %2: silences are “read”, “read and write” or “none”.")
                        .arg(file, QString::number(node["silences"].Mark().line + 1)));
            if (const auto watch = node["watch"]; watch && watch.IsMap()) {
                config.watchUrl = text(watch, "url");
                if (const auto every = text(watch, "every_s").toDouble(); every >= 1)
                    config.watchEveryMs = static_cast<qint64>(every * 1000);
                if (const auto back = text(watch, "back_fill_h").toDouble(); back > 0)
                    config.backFillMs = static_cast<qint64>(back * 3'600'000);
                for (const auto& query : watch["queries"]) {
                    config.queries.push_back({text(query, "name"), text(query, "query")});
                    if (config.queries.back().name.isEmpty() || config.queries.back().query.isEmpty())
                        return error("sources.incomplete",
                            QStringLiteral("%1, line %2: a watched query needs a name and a query.")
                                .arg(file)
                                .arg(query.Mark().line + 1));
                    auto goals = readGoals(query, file);
                    if (!goals)
                        return goals.error();
                    config.queries.back().goals = *goals;
                }
            }
            if (const auto panels = node["panels"]; panels && panels.IsMap()) {
                config.panelsUrl = text(panels, "url");
                if (config.pollUser.isEmpty())
                    config.pollUser = text(panels, "user");
                for (const auto& query : panels["queries"]) {
                    config.panels.push_back({text(query, "name"), text(query, "query")});
                    if (config.panels.back().name.isEmpty() || config.panels.back().query.isEmpty())
                        return error("sources.incomplete",
                            QStringLiteral("%1, line %2: a panel's query needs a name and a query.")
                                .arg(file, QString::number(query.Mark().line + 1)));
                }
            }
            if (const auto secret = node["secret"]) {
                const SecretRef ref {text(secret, "env"), text(secret, "file"), text(secret, "keychain")};
                auto read = readSecret(ref, QStringLiteral("the source “%1”").arg(config.name), file, keychain);
                if (!read && ref.keychain.isEmpty())
                    return read.error();
                if (read)
                    config.secret = std::move(read).value();
                else // a keychain that is locked today may be open tomorrow: the others are to be heard meanwhile
                    config.missing = read.error().sentence;
            }
            if (const auto ca = text(node, "ca"); !ca.isEmpty()) {
                QFile certificates(QFileInfo(file).dir().absoluteFilePath(ca));
                if (certificates.open(QIODevice::ReadOnly))
                    config.ca = certificates.read(1 << 20);
                if (!config.ca.contains("-----BEGIN CERTIFICATE-----"))
                    return error("sources.ca",
                        QStringLiteral("%1, line %2: %3 holds no certificate in PEM.")
                            .arg(file, QString::number(node["ca"].Mark().line + 1), certificates.fileName()));
            }
            config.signedOnly = text(node, "signed") == QLatin1String("true");
            QJsonObject settings;
            for (const auto& pair : node["settings"])
                settings.insert(QString::fromStdString(pair.first.as<std::string>()),
                    QString::fromStdString(pair.second.as<std::string>()));
            config.settings = QJsonDocument(settings).toJson(QJsonDocument::Compact);
            out.push_back(std::move(config));
        }
    } catch (const YAML::Exception& e) {
        return error("sources.yaml", QStringLiteral("%1, line %2: %3.")
                                         .arg(file)
                                         .arg(e.mark.line + 1)
                                         .arg(QString::fromStdString(e.msg)));
    }
    return out;
}

void SourceBook::configure(std::vector<SourceConfig> configs)
{
    Configs byName;
    for (auto& c : configs)
        byName[c.name] = std::move(c);
    m_configs = std::make_shared<const Configs>(std::move(byName));
}

const SourceConfig& SourceBook::config(const QString& name) const
{
    static const SourceConfig defaults;
    const auto configs = m_configs.load();
    const auto it = configs->find(name);
    return it == configs->end() ? defaults : it->second; // m_configs still holds it
}

QString SourceBook::watchdogOf(const QString& name) const
{
    const auto configs = m_configs.load();
    const auto it = configs->find(name);
    return it == configs->end() ? SourceConfig().watchdog : it->second.watchdog;
}

void SourceBook::add(SourceId id, const SourceInfo& info)
{
    if (id.value > m_sources.size())
        m_sources.resize(id.value);
    auto& s = m_sources[id.value - 1];
    s.name = info.name;
    s.pulse.source = id;
    s.pulse.state = info.state;
    s.pulse.lastSignalAt = info.lastSignalAt;
    s.heartbeatMs = config(info.name).heartbeatMs ? config(info.name).heartbeatMs : info.heartbeatMs;
}

SourceBook::Source* SourceBook::find(SourceId id)
{
    return id.value >= 1 && id.value <= m_sources.size() ? &m_sources[id.value - 1] : nullptr;
}

void SourceBook::received(SourceId id, bool accepted)
{
    if (auto* s = find(id)) {
        ++s->pulse.received;
        ++(accepted ? s->pulse.accepted : s->pulse.refused);
    }
}

void SourceBook::signalled(SourceId id, Instant now, Instant senderNow)
{
    if (auto* s = find(id)) {
        s->pulse.lastSignalAt = now;
        if (senderNow)
            s->pulse.skewMs = senderNow - now;
    }
}

std::optional<SourceBook::Change> SourceBook::becomes(
    Source& source, SourceState state, Instant now, const QString& reason)
{
    if (state == SourceState::Live && source.liveSince == 0)
        source.liveSince = now;
    if (state != SourceState::Live)
        source.liveSince = 0;
    if (source.pulse.state == state)
        return std::nullopt;
    if (state == SourceState::Live && source.pulse.state != SourceState::Unproven)
        ++source.pulse.reconnects;
    source.pulse.state = state;
    return Change {source.pulse.source, state, source.pulse.lastSignalAt, reason};
}

std::optional<SourceBook::Change> SourceBook::heartbeat(SourceId id, Instant now, qint64 promisedForMs)
{
    auto* s = find(id);
    if (!s)
        return std::nullopt;
    const qint64 gap = s->pulse.lastHeartbeatAt ? now - s->pulse.lastHeartbeatAt : 0;
    s->pulse.lastHeartbeatAt = s->pulse.lastSignalAt = now;
    ++s->beats;
    if (s->heartbeatMs == 0 || s->learned) {
        // Resends come a little late at times; what the source itself promises bounds what is learned.
        if (gap > shortestMs && s->pulse.state != SourceState::Lost)
            s->longestGapMs = qMax(s->longestGapMs, gap);
        if (promisedForMs > 0)
            s->longestGapMs = qMin(s->longestGapMs, promisedForMs);
        if (s->beats > learnFromBeats && s->longestGapMs > 0) {
            s->heartbeatMs = s->longestGapMs;
            s->learned = true;
        }
    }
    if (s->heartbeatMs == 0)
        return std::nullopt;
    return becomes(*s, SourceState::Live, now, QStringLiteral("its heartbeat came"));
}

void SourceBook::pollsChanged(const QString& source)
{
    for (auto& s : m_sources) {
        if (s.name == source)
            std::erase_if(s.asked, [](const auto& one) { return one.first < watchedQueries; });
    }
}

std::optional<SourceBook::Change> SourceBook::polled(
    SourceId id, Instant now, std::size_t asked, qint64 everyMs, const QString& problem)
{
    auto* s = find(id);
    if (!s)
        return std::nullopt;
    auto& one = s->asked[asked];
    one.everyMs = everyMs;
    one.failing = !problem.isEmpty();
    s->heartbeatMs = 0;
    for (const auto& [which, other] : s->asked)
        s->heartbeatMs = qMax(s->heartbeatMs, other.everyMs);
    if (!problem.isEmpty()) {
        ++s->pulse.gaps;
        if (s->pulse.state == SourceState::Lost)
            return std::nullopt;
        return becomes(*s, SourceState::Late, now, problem);
    }
    one.answeredAt = s->pulse.lastSignalAt = now;
    // It is as alive as the part of it that was heard longest ago; what was not asked yet says nothing.
    Instant oldest = now;
    for (const auto& [which, other] : s->asked) {
        if (other.failing)
            return std::nullopt;
        oldest = qMin(oldest, other.answeredAt);
    }
    s->pulse.lastHeartbeatAt = oldest;
    return becomes(*s, SourceState::Live, now, QStringLiteral("it answers"));
}

void SourceBook::instanceChanged(SourceId id, Instant now)
{
    if (auto* s = find(id)) {
        ++s->pulse.reconnects;
        if (s->liveSince)
            s->liveSince = now;
    }
}

std::vector<SourceBook::Change> SourceBook::tick(Instant now)
{
    std::vector<Change> out;
    for (auto& s : m_sources) {
        if (s.heartbeatMs == 0 || s.pulse.lastHeartbeatAt == 0)
            continue;
        const qint64 silent = now - s.pulse.lastHeartbeatAt;
        std::optional<Change> change;
        if (silent > s.heartbeatMs * lostAfterBeats + graceMs)
            change = becomes(s, SourceState::Lost, now, QStringLiteral("no heartbeat for %1").arg(inWords(silent)));
        else if (silent > s.heartbeatMs + graceMs && s.pulse.state == SourceState::Live) {
            ++s.pulse.gaps;
            change = becomes(s, SourceState::Late, now, QStringLiteral("a heartbeat is overdue"));
        }
        if (change)
            out.push_back(*change);
    }
    return out;
}

SignalRules::Proof SourceBook::provenLive(SourceId id, Instant since, Instant until) const
{
    using Proof = SignalRules::Proof;
    if (id.value < 1 || id.value > m_sources.size())
        return Proof::No;
    const auto& s = m_sources[id.value - 1];
    if (s.pulse.state != SourceState::Live || s.liveSince == 0 || s.liveSince > since)
        return Proof::No;
    return s.pulse.lastHeartbeatAt >= until ? Proof::Live : Proof::NotYet;
}

qint64 SourceBook::heartbeatMs(SourceId id) const
{
    return id.value >= 1 && id.value <= m_sources.size() ? m_sources[id.value - 1].heartbeatMs : 0;
}

std::vector<SourcePulse> SourceBook::pulses() const
{
    std::vector<SourcePulse> out;
    for (const auto& s : m_sources)
        out.push_back(s.pulse);
    return out;
}

void SourceBook::restarted(Instant now)
{
    for (auto& s : m_sources) {
        s.liveSince = 0;
        // A heartbeat is owed from now on: a source that died with the relay must not stay "live".
        if (s.pulse.state != SourceState::Unproven && s.heartbeatMs)
            s.pulse.lastHeartbeatAt = now;
    }
}

} // namespace quarterdeck
