// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/triage/backtest.h"

#include "models/triage/decidetriage.h"

namespace quarterdeck {

/// Sorts the facts: those of the world are taken, those of rules and people are left out.
struct BacktestFacts {
    Backtest& b;
    Applying& applying;

    template <class F> void operator()(const F& fact)
    {
        constexpr bool ofTheWorld =
            std::is_same_v<
                F, JournalOpened> || std::is_same_v<F, SourceAdded> || std::is_same_v<F, SourceStateChanged> || std::is_same_v<F, TopologyLoaded> || std::is_same_v<F, ChangeRecorded> || std::is_same_v<F, AlertCleared> || std::is_same_v<F, AlertLost> || std::is_same_v<F, AlertChanged> || std::is_same_v<F, AlertsSeen> || std::is_same_v<F, AlertFlapping> || std::is_same_v<F, AlertSuppressed> || std::is_same_v<F, KindPinned> || std::is_same_v<F, SilenceSet> || std::is_same_v<F, SilenceEnded>;
        if constexpr (std::is_same_v<F, AlertRaised> || std::is_same_v<F, AlertRaisedAgain>) {
            b.decidePending(applying);
            applying.add(fact);
            b.m_pending = fact.alert;
        } else if constexpr (std::is_same_v<F, PoliciesLoaded>) {
            if (!b.m_policies)
                applying.add(fact);
        } else if constexpr (ofTheWorld) {
            applying.add(fact);
        }
    }
};

Backtest::Backtest(const triage::Levers& levers, std::optional<PoliciesLoaded> policies)
    : m_levers(levers)
    , m_policies(std::move(policies))
    , m_triage(levers)
    , m_background(levers)
{
}

void Backtest::decidePending(Applying& applying)
{
    const auto alert = std::exchange(m_pending, {});
    if (!m_workspace.hasAlert(alert))
        return;
    decideAlert(applying, m_triage, m_background, alert);
    const auto& row = m_workspace.alert(alert);
    if (!row.incident)
        return;
    auto& [first, second] = m_grouped[row.incident];
    if (!first)
        first = applying.now();
    else if (!second)
        second = applying.now();
}

void Backtest::apply(const Entry& entry)
{
    Applying applying(m_workspace, entry.recordedAt, QStringLiteral("rules"));
    if (m_policies && entry.seq == 1)
        applying.add(*m_policies);
    endCalmGroups(applying, m_levers.calmMs, true);
    for (const auto& fact : entry.facts)
        visit(BacktestFacts { *this, applying }, fact);
    decidePending(applying);
    settleTriage(applying, m_triage);
    const Delta delta = applying.finish();
    m_triage.applied(m_workspace, delta);
    m_background.applied(m_workspace, delta);
}

Backtest::Figures Backtest::figures() const
{
    Figures out;
    out.alerts = m_workspace.alertCount();
    for (quint32 i = 1; i <= out.alerts; ++i) {
        const auto& row = m_workspace.alert({ i });
        out.folded += row.folded ? 1 : 0;
        out.alone += !row.folded && !row.incident ? 1 : 0;
    }
    std::vector<qint64> waits;
    for (const auto& [id, incident] : m_workspace.incidents()) {
        if (incident.phase == Phase::Merged || incident.alerts.empty())
            continue;
        ++out.incidents;
        out.accepted += incident.accepted() ? 1 : 0;
        const auto grouped = m_grouped.find(id);
        if (grouped != m_grouped.end() && grouped->second.second)
            waits.push_back(grouped->second.second - grouped->second.first);
    }
    out.proposals = static_cast<quint32>(m_workspace.proposals().size());
    if (!waits.empty()) {
        std::nth_element(waits.begin(), waits.begin() + qsizetype(waits.size() / 2), waits.end());
        out.firstGroupMs = waits[waits.size() / 2];
    }
    return out;
}

std::vector<AlertId> movedAlerts(const Workspace& before, const Workspace& after)
{
    const quint32 count = qMin(before.alertCount(), after.alertCount());
    std::map<std::pair<IncidentId, IncidentId>, quint32> common;
    for (quint32 i = 1; i <= count; ++i)
        ++common[{ before.alert({ i }).incident, after.alert({ i }).incident }];
    std::vector<std::pair<quint32, std::pair<IncidentId, IncidentId>>> order;
    for (const auto& [pair, size] : common) {
        if (pair.first && pair.second)
            order.emplace_back(size, pair);
    }
    std::stable_sort(
        order.begin(), order.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    std::map<IncidentId, IncidentId> partner;
    std::set<IncidentId> taken;
    for (const auto& [size, pair] : order) {
        if (!partner.contains(pair.first) && !taken.contains(pair.second)) {
            partner[pair.first] = pair.second;
            taken.insert(pair.second);
        }
    }
    std::vector<AlertId> out;
    for (quint32 i = 1; i <= count; ++i) {
        const auto& a = before.alert({ i });
        const auto& b = after.alert({ i });
        const bool same = a.incident && b.incident
            ? partner.contains(a.incident) && partner.at(a.incident) == b.incident
            : !a.incident && !b.incident;
        if (!same || a.folded != b.folded)
            out.push_back({ i });
    }
    return out;
}

Result<triage::Levers> leversOf(const std::map<QString, double>& parameters)
{
    constexpr double minuteMs = 60'000;
    triage::Levers out;
    for (const auto& [name, value] : parameters) {
        if (name == QLatin1String("link_threshold"))
            out.linkThreshold = value;
        else if (name == QLatin1String("bridge_threshold"))
            out.bridgeThreshold = value;
        else if (name == QLatin1String("calm_minutes"))
            out.calmMs = static_cast<qint64>(value * minuteMs);
        else if (name == QLatin1String("steady_bits"))
            out.steadyBits = value;
        else
            return error("policies.refused", QStringLiteral("“%1” is no parameter.").arg(name));
    }
    return out;
}

BacktestPair::Answer BacktestPair::answer() const
{
    Answer out { m_now.figures(), m_changed.figures(), 0, {} };
    const auto moved = movedAlerts(m_now.workspace(), m_changed.workspace());
    out.moved = static_cast<quint32>(moved.size());
    const auto where = [](const AlertRow& r) {
        return r.folded  ? QStringLiteral("folded")
            : r.incident ? QStringLiteral("incident %1").arg(r.incident.value)
                         : QStringLiteral("none");
    };
    const auto& w = m_now.workspace();
    for (const auto id : moved) {
        if (out.movedWords.size() == movedListed)
            break;
        const auto& row = w.alert(id);
        out.movedWords.push_back(QStringLiteral("alert %1 %2 %3: %4, then %5")
                                     .arg(QString::number(id.value), visible(w.name(row.name), 100),
                                         visible(w.name(row.service), 100), where(row),
                                         where(m_changed.workspace().alert(id))));
    }
    return out;
}

} // namespace quarterdeck
