// SPDX-License-Identifier: GPL-3.0-or-later
// What is folded stays countable, readable and restorable.
#include "models/triage/parameters.h"
#include "models/triage/surprise.h"

#include <algorithm>
#include <cmath>

namespace quarterdeck {

using triage::Noise;

void NoiseEngine::fold(const Alert& alert)
{
    ++m_folded;
    const quint64 key = keyOf(alert.resource, alert.kind);
    auto at = m_lines.find(key);
    if (at == m_lines.end()) {
        if (m_lines.size() >= Noise::foldedLinesMost) {
            ++m_foldedElsewhere;
            return;
        }
        at = m_lines.emplace(key, FoldedLine { alert.resource, alert.kind, 0, alert.at, 0, 0, {} }).first;
    }
    auto& line = at->second;
    ++line.count;
    line.last = alert.at;
    line.bits = alert.centibits / 100.F;
    line.why = alert.why;
}

void NoiseEngine::unfold(const Alert& alert)
{
    --m_folded;
    const auto at = m_lines.find(keyOf(alert.resource, alert.kind));
    if (at == m_lines.end())
        --m_foldedElsewhere;
    else if (--at->second.count == 0)
        m_lines.erase(at);
}

std::vector<NoiseEngine::FoldedLine> NoiseEngine::foldedLines() const
{
    std::vector<FoldedLine> out;
    out.reserve(m_lines.size());
    for (const auto& [key, line] : m_lines)
        out.push_back(line);
    std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) {
        return std::tuple(b.count, a.resource, a.kind) < std::tuple(a.count, b.resource, b.kind);
    });
    return out;
}

std::vector<quint32> NoiseEngine::foldedOf(quint32 resource, quint32 kind) const
{
    std::vector<quint32> out;
    for (quint32 i = 0; i < alerts(); ++i) {
        const auto& a = m_alerts[i];
        if (!a.incident && a.resource == resource && a.kind == kind)
            out.push_back(i);
    }
    return out;
}

quint32 NoiseEngine::restore(quint32 number)
{
    auto& alert = m_alerts[number];
    if (alert.incident)
        return 0;
    unfold(alert);
    alert.incident = open(Sort::Restored, alert.at, 0);
    alert.why = Why::Restored;
    m_incidents[alert.incident].alerts = 1;
    return alert.incident;
}

void NoiseEngine::pin(quint32 resource, quint32 kind, std::optional<Pin> pin)
{
    if (pin)
        m_pins[keyOf(resource, kind)] = *pin;
    else
        m_pins.erase(keyOf(resource, kind));
}

QString inWords(NoiseEngine::Why why, double bits)
{
    using Why = NoiseEngine::Why;
    // Bits are the logarithm of "1 in so many": the sentence has the number that a person can check.
    const auto oneIn = QString::number(std::llround(std::exp2(std::max(bits, 0.0))));
    const QString span = inWords(Noise::episodeMs);
    switch (why) {
    case Why::Steady:
        return QStringLiteral("usual here: about one %1 span in %2 has it").arg(span, oneIn);
    case Why::ShareUsed:
        return QStringLiteral("usual here (one %1 span in %2); enough background is shown already")
            .arg(span, oneIn);
    case Why::PersonFolded:
        return QStringLiteral("folded because somebody said so");
    case Why::Rare:
        return QStringLiteral("rare here: less than one %1 span in %2 has it").arg(span, oneIn);
    case Why::QuietResource:
        return QStringLiteral("rare (one %1 span in %2) where hardly anything unusual happens")
            .arg(span, oneIn);
    case Why::PersonKept:
        return QStringLiteral("shown because somebody said so");
    case Why::NearPhase:
        return QStringLiteral("usual, but within %1 of something rare").arg(inWords(Noise::joinMs));
    case Why::Context:
        return QStringLiteral("usual, shown as what goes on after something rare");
    case Why::LeadUp:
        return QStringLiteral("usual, shown as what led up to something rare");
    case Why::Restored:
        return QStringLiteral("was folded; somebody brought it back");
    }
    return {};
}

} // namespace quarterdeck
