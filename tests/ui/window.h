// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/models/state/outage.h"
#include "tests/support/memorydesk.h"
#include "ui/common/plainlabel.h"

namespace quarterdeck {

/// What has to be read at minute 0 and is not inside the window, by name; empty: all of it is.
inline QString cellOutside(const QWidget& window)
{
    for (const char* name : {"severity", "incidentTitle", "clock", "situation", "impact", "suspects", "incidents", "log",
             "scribeLine", "trust", "link"}) {
        const auto* cell = window.findChild<QWidget*>(QString::fromLatin1(name));
        if (!cell || !cell->isVisible() || cell->visibleRegion().isEmpty()
            || !window.rect().contains(QRect(cell->mapTo(&window, QPoint(0, 0)), cell->size())))
            return QString::fromLatin1(name);
    }
    return {};
}

/// The first visible label of `panel` that is not seen as a whole, in words; empty: all of them are.
inline QString cutLabel(const QWidget& panel)
{
    for (const auto* label : panel.findChildren<PlainLabel*>()) {
        if (!label->isVisible())
            continue;
        const int seen = label->visibleRegion().boundingRect().height();
        const int needed = label->wordWrap() ? label->heightForWidth(label->width()) : label->minimumSizeHint().height();
        if (seen < needed - 1)
            return QStringLiteral("“%1” is cut: %2 of %3").arg(label->text()).arg(seen).arg(needed);
    }
    return {};
}

/// The desk that the window's tests and pictures share: the outage, a second incident, groups in Triage,
/// four sources in four states.
inline void fillDesk(MemoryDesk& desk, bool drill = false)
{
    const auto q = [](const char* s) { return QString::fromUtf8(s); };
    Outage outage;
    outage.untilPostCheck();
    for (auto& entry : outage.entries) {
        for (auto& fact : entry.facts) {
            if (auto* opened = get_if<JournalOpened>(&fact))
                opened->drill = drill;
        }
        desk.putAt(entry.recordedAt, entry.actor, entry.facts, entry.command);
    }
    constexpr Instant noon = Outage::noon;
    constexpr qint64 minute = Outage::minute;
    std::vector<Fact> sources;
    const std::array<const char*, 3> names {"Alertmanager", "Datadog", "CloudWatch"};
    for (quint32 i = 0; i < names.size(); ++i) {
        SourceAdded source;
        source.source = SourceId {i + 2};
        source.name = q(names[i]);
        source.heartbeatMs = i == 2 ? 0 : 15'000;
        sources.emplace_back(source);
    }
    desk.putAt(noon - 29 * minute, q("server"), sources);
    quint32 alert = desk.workspace().alertCount();
    const auto group = [&](quint32 id, const char* title, int count, quint8 severity, Severity of, qint64 at,
                           const char* service) {
        std::vector<Fact> facts;
        IncidentOpened opened;
        opened.incident = {id};
        opened.severity = severity;
        opened.title = q(title);
        opened.observedAt = noon + at;
        for (int i = 0; i < count; ++i) {
            AlertRaised f;
            f.alert = {++alert};
            f.source = {2};
            f.key = alert;
            f.severity = of;
            f.startedAt = noon + at + i * 4000;
            f.name = q(title).section(QLatin1Char(' '), 0, 0);
            f.service = q(service);
            f.resource = QStringLiteral("node-%1").arg(i);
            f.title = q(title);
            f.labels = {{Text(q("alertname")), f.name}, {Text(q("severity")), Text(q("warning"))}};
            facts.emplace_back(f);
            if (i == 0)
                facts.emplace_back(opened);
            AlertAttached a;
            a.alert = f.alert;
            a.incident = {id};
            if (i > 0) {
                a.because = {alert - 1};
                a.score = 0.8;
                a.terms = {{q("time"), 0.5, Text(q("4 s after"))},
                    {q("labels"), 0.3, Text(q("same alertname and job"))}};
            }
            facts.emplace_back(a);
        }
        desk.putAt(noon + at + 5000, q("rules"), facts);
    };
    group(2, "Search latency eu-west", 3, 2, Severity::High, -45 * minute, "search");
    const CommandId by = QByteArray(16, 'c');
    desk.putAt(
        noon - 44 * minute, q("heron"), {IncidentAccepted {{2}, 2}, CommandTaken {{2}, q("heron")}}, by);
    desk.putAt(noon - 10 * minute, q("heron"), {PhaseSet {{2}, Phase::Investigating, Phase::Monitoring, {}}},
        by + '2');
    group(3, "PostgreSQL replica lag", 4, 3, Severity::Warning, 2 * minute, "postgres");
    group(4, "node-exporter down", 26, 3, Severity::Low, 17 * minute, "monitoring");
    group(5, "TLS certificate expires in 6 days", 1, 4, Severity::Info, -20 * minute, "edge-cache");
    group(6, "Payment provider unreachable", 2, 1, Severity::Critical, 20 * minute, "payments");
    desk.putAt(noon + 20 * minute + 40'000, q("heron"), {IncidentAccepted {{6}, 1}}, by + '3');
    AlertLost lost;
    lost.alert = {desk.workspace().alertCount() - 5};
    lost.since = noon + 18 * minute;
    desk.putAt(noon + 18 * minute, q("server"),
        {lost, AlertAcknowledged {{2}, true}, AlertSuppressed {{12}, true, Text(q("known"))}});
    MergeProposed merge;
    merge.proposal = {1};
    merge.from = {3};
    merge.into = {1};
    merge.terms = {{q("time"), 0.3, Text(q("both within 2 m"))}};
    desk.putAt(noon + 19 * minute, q("rules"), {merge});
    desk.setNow(noon + 21 * minute + 7000);
    FeedPulse pulse;
    pulse.at = desk.now();
    const std::array<SourceState, 4> states {
        SourceState::Live, SourceState::Live, SourceState::Late, SourceState::Unproven};
    for (quint32 i = 0; i < states.size(); ++i) {
        SourcePulse s;
        s.source = {i + 1};
        s.state = states[i];
        s.lastSignalAt = i == 3 ? 0 : desk.now() - (i == 2 ? 187'000 : 2000 + i * 2000);
        s.gaps = i;
        s.skewMs = 400 * i / 2;
        s.received = 1000 + i;
        s.accepted = 1000 + i;
        pulse.sources.push_back(s);
    }
    pulse.received = 48'212;
    pulse.accepted = 48'209;
    pulse.refused = 3;
    pulse.head = desk.workspace().head().seq;
    pulse.headHash = desk.workspace().head().hash;
    desk.tellPulse(pulse);
    PendingCommand waiting;
    waiting.author = q("wren");
    waiting.command.id = QByteArray(16, 'p');
    waiting.command.madeAt = noon + 20 * minute;
    waiting.command.body = AssignTask {{IncidentId {1}, {}}, {}, 0, 0, q("alert on connection count")};
    desk.tellPending({waiting});
}

} // namespace quarterdeck
