// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Stories for triage: lines of text in, groups and suspects as text out.
//
//     0 RedisDown redis critical 127.0.0.1:19121     at second 0 an alert fires (resource and severity
//     optional) 2 clear RedisDown redis 127.0.0.1:19121        it clears 5 change checkout v2 a deployment
//
// Lines of one second are one entry, as an intake tick makes one.

#include "models/triage/decidetriage.h"
#include "models/triage/suspects.h"

#include <QCryptographicHash>
#include <QStringList>

#include <map>

namespace quarterdeck {

class Story {
public:
    static constexpr Instant start = 1'800'000'000'000;

    Workspace workspace;
    Triage triage;

    /// "web* > checkout; checkout > redis, postgres": a star marks what customers see.
    void topology(const QString& text)
    {
        TopologyLoaded loaded;
        loaded.hash = QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256);
        for (const auto& line : text.split(QChar(u';'), Qt::SkipEmptyParts)) {
            const auto sides = line.split(QChar(u'>'));
            ServiceNode node;
            node.name = sides[0].trimmed();
            node.customerFacing = node.name.endsWith(QChar(u'*'));
            node.name.remove(QChar(u'*'));
            if (sides.size() > 1) {
                for (const auto& needed : sides[1].split(QChar(u','), Qt::SkipEmptyParts))
                    node.dependsOn.push_back(needed.trimmed());
            }
            loaded.services.push_back(node);
        }
        facts(0, {loaded});
    }

    void labTopology()
    {
        topology(QStringLiteral(
            "web* > checkout, edge-cache; checkout* > redis, postgres; redis; postgres; edge-cache; "
            "node; monitoring"));
    }

    void tell(const char* lines)
    {
        std::map<double, QStringList> ticks;
        for (const auto& raw : QString::fromUtf8(lines).split(QChar(u'\n'), Qt::SkipEmptyParts)) {
            const auto line = raw.trimmed();
            if (!line.isEmpty())
                ticks[line.section(QChar(u' '), 0, 0).toDouble()]
                    << line.section(QChar(u' '), 1).simplified();
        }
        for (const auto& [second, todo] : ticks) {
            Applying applying(workspace, start + static_cast<qint64>(second * 1000), QStringLiteral("rules"));
            for (const auto& line : todo)
                signal(applying, line);
            settleTriage(applying, triage);
            triage.applied(workspace, applying.finish());
        }
    }

    /// What a person or another part decides, as facts of one entry.
    void facts(double second, std::vector<Fact> list, const CommandId& command = {})
    {
        Applying applying(
            workspace, start + static_cast<qint64>(second * 1000), QStringLiteral("anna"), command);
        for (auto& fact : list)
            applying.add(std::move(fact));
        triage.applied(workspace, applying.finish());
    }

    void command(double second, std::vector<Fact> list)
    {
        facts(second, std::move(list), QByteArray("command-") + QByteArray::number(++m_commands));
    }

    static Fact phase(quint32 incident, Phase from, Phase to)
    {
        return PhaseSet {IncidentId {incident}, from, to, {}};
    }

    AlertId alert(const QString& name) const { return m_alerts.at(name); }

    IncidentId incidentOf(const QString& name) const { return workspace.alert(alert(name)).incident; }

    /// "1 Triage SEV-2 RedisDown on redis · 3 services hit: ProbeFailed/web, RedisDown/redis"
    QStringList groups() const
    {
        QStringList out;
        for (const auto& [id, incident] : workspace.incidents()) {
            QStringList alerts;
            for (const auto a : incident.alerts) {
                const auto& row = workspace.alert(a);
                alerts << workspace.name(row.name) + QChar(u'/') + workspace.name(row.service);
            }
            alerts.sort();
            if (alerts.size() > 12)
                alerts = alerts.mid(0, 12) << QStringLiteral("… %1").arg(incident.alerts.size());
            out << QStringLiteral("%1 %2 SEV-%3 %4: %5")
                       .arg(id.value)
                       .arg(phaseName(incident.phase))
                       .arg(incident.severity)
                       .arg(incident.title, alerts.join(QStringLiteral(", ")));
        }
        return out;
    }

    /// The open ones, by alerts only: "HighErrorRate/checkout ProbeFailed/web"
    QStringList suspects(IncidentId id) const
    {
        QStringList out;
        for (const auto& s : workspace.incident(id)->suspects)
            out << s.label;
        return out;
    }

    QString reasons(IncidentId id) const
    {
        QStringList out;
        for (const auto& s : workspace.incident(id)->suspects) {
            out << QStringLiteral("%1 (%2)").arg(s.label).arg(s.score);
            for (const auto& t : s.reasonsFor)
                out << QStringLiteral("  + %1 %2: %3").arg(t.name).arg(t.value).arg(t.words.s);
            for (const auto& t : s.reasonsAgainst)
                out << QStringLiteral("  - %1 %2: %3").arg(t.name).arg(t.value).arg(t.words.s);
        }
        return out.join(QChar(u'\n'));
    }

    /// Where the alert would go now, and why.
    QString why(const QString& name)
    {
        const auto p = triage.place(workspace, alert(name));
        QStringList out {QStringLiteral("%1 because of %2").arg(p.incident.value).arg(p.because.value)};
        for (const auto& t : p.terms)
            out << QStringLiteral("%1 %2: %3").arg(t.name).arg(t.value).arg(t.words.s);
        return out.join(QChar(u'\n'));
    }

    static QString phaseName(Phase phase)
    {
        switch (phase) {
        case Phase::Triage:
            return QStringLiteral("Triage");
        case Phase::Investigating:
            return QStringLiteral("Investigating");
        case Phase::Fixing:
            return QStringLiteral("Fixing");
        case Phase::Monitoring:
            return QStringLiteral("Monitoring");
        case Phase::Resolved:
            return QStringLiteral("Resolved");
        case Phase::Review:
            return QStringLiteral("Review");
        case Phase::Dismissed:
            return QStringLiteral("Dismissed");
        case Phase::Merged:
            return QStringLiteral("Merged");
        }
        return {};
    }

    /// Fires the alert (new or again) and lets triage decide; `key` tells it apart from all others.
    AlertId fire(Applying& applying, const QString& key, const QString& name, const QString& service,
        const QString& resource, Severity severity, Instant startedAt)
    {
        const auto it = m_alerts.find(key);
        AlertId id;
        if (it == m_alerts.end()) {
            AlertRaised raised;
            raised.alert = id = AlertId {workspace.alertCount() + 1};
            raised.key = id.value;
            raised.severity = severity;
            raised.startedAt = startedAt;
            raised.name = name;
            raised.service = service;
            raised.resource = resource;
            applying.add(raised);
            m_alerts[key] = id;
        } else {
            id = it->second;
            if (workspace.alert(id).status == AlertStatus::Firing)
                return id;
            applying.add(AlertRaisedAgain {id, severity, startedAt, 0, {}, 0});
        }
        decideTriage(applying, triage, id);
        return id;
    }

    void clear(Applying& applying, const QString& key, Instant at)
    {
        const auto it = m_alerts.find(key);
        if (it != m_alerts.end() && workspace.alert(it->second).status == AlertStatus::Firing)
            applying.add(AlertCleared {it->second, at, ClearedHow::Resolved, 0});
    }

    void change(Applying& applying, const QString& service, const QString& version, Instant at)
    {
        ChangeRecorded fact;
        fact.change = ChangeId {static_cast<quint32>(workspace.changes().size()) + 1};
        fact.at = at;
        fact.type = QStringLiteral("service.deployed");
        fact.service = service;
        fact.version = version;
        applying.add(fact);
    }

private:
    void signal(Applying& applying, const QString& line)
    {
        const auto words = line.split(QChar(u' '));
        const auto word = [&](qsizetype i) { return words.value(i); };
        if (words[0] == QStringLiteral("change"))
            return change(applying, word(1), word(2), applying.now());
        if (words[0] == QStringLiteral("clear"))
            return clear(applying, words.mid(1).join(QChar(u' ')), applying.now());
        static const std::map<QString, Severity> severities {{QStringLiteral("critical"), Severity::Critical},
            {QStringLiteral("high"), Severity::High}, {QStringLiteral("warning"), Severity::Warning},
            {QStringLiteral("info"), Severity::Info}};
        QStringList key = words;
        auto severity = Severity::Warning;
        if (words.size() > 2 && severities.contains(words[2])) {
            severity = severities.at(words[2]);
            key.removeAt(2);
        }
        const QString service = key.value(1) == QStringLiteral("-") ? QString() : key.value(1);
        fire(applying, key.join(QChar(u' ')), key[0], service, key.value(2), severity, applying.now());
    }

    std::map<QString, AlertId> m_alerts;
    int m_commands = 0;
};

} // namespace quarterdeck
