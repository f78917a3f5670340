// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/streams/seriesalert.h"

#include "models/streams/parameters.h"

#include <QStringList>

#include <cmath>

namespace quarterdeck {

namespace {

    constexpr int digits = 4;
    constexpr qint64 dayMs = 24 * 3'600'000LL;

    QString labelOf(const Labels& labels, QStringView name)
    {
        for (const auto& [key, value] : labels) {
            if (key == name)
                return value;
        }
        return {};
    }

    QString figure(double value)
    {
        return QString::number(value, 'g', digits);
    }

} // namespace

SeriesAlert::SeriesAlert(QString watch, Labels labels, SeriesGoals goals)
    : m_name(std::move(watch))
    , m_labels(std::move(labels))
    , m_goals(std::move(goals))
{
    if (m_goals.objective)
        m_budget.emplace(*m_goals.objective);
}

void SeriesAlert::remember(Instant at, double value)
{
    if (!std::isfinite(value))
        return;
    if (m_recent.size() > 1) {
        const qint64 step = m_recent[1].first - m_recent[0].first;
        if (at - m_recent.back().first > step * 3 / 2)
            m_recent.clear(); // what is drawn and measured has no gap in it
    }
    m_recent.emplace_back(at, value);
    if (m_recent.size() > streams::warningPoints)
        m_recent.pop_front();
}

EarlyWarning SeriesAlert::warning(Sort sort) const
{
    EarlyWarning out;
    out.sort = sort;
    out.points.assign(m_recent.begin(), m_recent.end());
    out.stepMs = m_recent.size() > 1 ? m_recent[1].first - m_recent[0].first : 0;
    if (out.stepMs <= 0)
        out.points.clear();
    out.usual = m_usual;
    out.threshold = m_goals.threshold;
    return out;
}

Signal SeriesAlert::signal(Sort sort) const
{
    Signal s;
    s.severity = Severity::Warning;
    switch (sort) {
    case Sort::Unusual:
        s.name = QStringLiteral("%1 is unusual").arg(m_name);
        break;
    case Sort::Threshold:
        s.name = QStringLiteral("%1 nears its threshold").arg(m_name);
        break;
    case Sort::Beyond:
        s.name = QStringLiteral("%1 is beyond its threshold").arg(m_name);
        s.severity = Severity::High;
        break;
    case Sort::Budget:
        s.name = QStringLiteral("%1 burns its error budget").arg(m_name);
        break;
    }
    s.service = labelOf(m_labels, u"service");
    if (s.service.isEmpty())
        s.service = labelOf(m_labels, u"job");
    s.resource = labelOf(m_labels, u"instance");
    s.labels = m_labels;
    return s;
}

QString SeriesAlert::keyOf(Sort sort, Instant since) const
{
    QStringList key { QStringLiteral("series"), QString::number(static_cast<int>(sort)),
        QString::number(since / dayMs), m_name };
    for (const auto& [name, value] : m_labels)
        key << name + QChar(u'=') + value;
    return key.join(QChar(u'\n'));
}

std::optional<Signal> SeriesAlert::unusual(Instant at, double value)
{
    const auto verdict = m_watch.add(at, value);
    m_usual = verdict.banded ? std::optional(std::pair(verdict.low, verdict.high)) : std::nullopt;
    if (!verdict.anomalous)
        return std::nullopt;
    Signal s = signal(Sort::Unusual);
    s.title = QStringLiteral("%1: %2").arg(m_name, figure(value));
    if (verdict.banded)
        s.title += QStringLiteral(", usually %1 to %2").arg(figure(verdict.low), figure(verdict.high));
    QStringList reasons;
    for (const auto& term : inWords(verdict))
        reasons << term.words.s;
    s.description = reasons.join(QStringLiteral("; "));
    s.annotations = annotationsOf(warning(Sort::Unusual));
    return s;
}

std::optional<Signal> SeriesAlert::beyond(double value) const
{
    if (!m_goals.threshold || !(m_goals.above ? value > *m_goals.threshold : value < *m_goals.threshold))
        return std::nullopt;
    Signal s = signal(Sort::Beyond);
    s.title = QStringLiteral("%1: %2 is beyond its threshold of %3")
                  .arg(m_name, figure(value), figure(*m_goals.threshold));
    s.annotations = annotationsOf(warning(Sort::Beyond));
    return s;
}

std::optional<Signal> SeriesAlert::nearing(Instant at, double value) const
{
    if (!m_goals.threshold || !std::isfinite(value) || beyond(value))
        return std::nullopt;
    const double threshold = *m_goals.threshold;
    auto said = warning(Sort::Threshold);
    Signal s = signal(Sort::Threshold);
    const auto trend = trendOf(said.points);
    const auto crossing
        = trend ? crossingOf(*trend, threshold, m_goals.above, streams::warnMs) : std::nullopt;
    if (!crossing)
        return std::nullopt;
    said.reachesAt = at + crossing->inMs;
    if (crossing->inMs <= streams::warnGravelyMs)
        s.severity = Severity::High;
    s.title = QStringLiteral("%1: %2, reaches %3 in about %4")
                  .arg(m_name, figure(value), figure(threshold), inWords(crossing->inMs));
    s.description = QStringLiteral("the line through its last %1 points, %2, leads there in %3 at the earliest%4")
                        .arg(QString::number(qMin(said.points.size(), streams::trendPoints)),
                            inWords(said.stepMs * qint64(qMin(said.points.size(), streams::trendPoints) - 1)),
                            inWords(crossing->earliestMs),
                            crossing->latestMs <= 2 * streams::warnMs
                                ? QStringLiteral(", in %1 at the latest").arg(inWords(crossing->latestMs))
                                : QString());
    s.annotations = annotationsOf(said);
    return s;
}

std::optional<Signal> SeriesAlert::burning(Instant at, double value)
{
    if (!m_budget)
        return std::nullopt;
    m_budget->add(at, value);
    const auto burn = m_budget->burn();
    if (burn.severity == Severity::Unknown)
        return std::nullopt;
    Signal s = signal(Sort::Budget);
    s.severity = burn.severity;
    s.title = QStringLiteral("%1 %2").arg(m_name, inWords(burn, *m_goals.objective));
    s.annotations = annotationsOf(warning(Sort::Budget));
    return s;
}

void SeriesAlert::tell(
    std::vector<Signal>& out, Sort sort, const std::optional<Signal>& so, Instant at, Instant now)
{
    auto& firing = m_firing[static_cast<size_t>(sort)];
    if (so && now - at <= streams::liveMs) {
        firing.last = at;
        if (!firing.since)
            firing.since = at;
        Signal s = *so;
        s.startedAt = firing.since;
        s.dedupKey = keyOf(sort, firing.since);
        s.endedAt =
            now + streams::alertHoldMs + streams::liveMs; // a promise: a watch that dies resolves nothing
        out.push_back(std::move(s));
        return;
    }
    if (!firing.since || at - firing.last < streams::alertHoldMs)
        return;
    Signal s = signal(sort);
    s.status = SignalStatus::Resolved;
    s.startedAt = firing.since;
    s.dedupKey = keyOf(sort, firing.since);
    s.endedAt = at;
    firing.since = 0;
    out.push_back(std::move(s));
}

std::vector<Signal> SeriesAlert::add(Instant at, double value, Instant now)
{
    remember(at, value);
    m_last = at;
    std::vector<Signal> out;
    tell(out, Sort::Unusual, unusual(at, value), at, now);
    // A line through a back-fill's every point would cost a tenth of a second a day, for nobody.
    const bool live = now - at <= streams::liveMs;
    tell(out, Sort::Threshold, live ? nearing(at, value) : std::nullopt, at, now);
    tell(out, Sort::Beyond, beyond(value), at, now);
    tell(out, Sort::Budget, burning(at, value), at, now);
    return out;
}

} // namespace quarterdeck
