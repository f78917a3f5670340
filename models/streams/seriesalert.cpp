// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/streams/seriesalert.h"

#include "models/streams/parameters.h"

#include <QStringList>

namespace quarterdeck {

namespace {

    constexpr int digits = 4;

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

SeriesAlert::SeriesAlert(QString watch, Labels labels)
    : m_name(std::move(watch))
    , m_labels(std::move(labels))
{
}

Signal SeriesAlert::signal() const
{
    Signal s;
    s.severity = Severity::Warning;
    s.name = QStringLiteral("%1 is unusual").arg(m_name);
    s.service = labelOf(m_labels, u"service");
    if (s.service.isEmpty())
        s.service = labelOf(m_labels, u"job");
    s.resource = labelOf(m_labels, u"instance");
    s.labels = m_labels;
    QStringList key { QStringLiteral("series"), m_name };
    for (const auto& [name, value] : m_labels)
        key << name + QChar(u'=') + value;
    s.dedupKey = key.join(QChar(u'\n'));
    s.startedAt = m_since;
    return s;
}

std::optional<Signal> SeriesAlert::add(Instant at, double value, Instant now)
{
    const auto verdict = m_watch.add(at, value);
    m_last = at;
    if (verdict.anomalous && now - at <= streams::liveMs) {
        m_anomalyAt = at;
        if (!m_since)
            m_since = at;
        Signal s = signal();
        s.endedAt =
            now + streams::alertHoldMs + streams::liveMs; // a promise: a watch that dies resolves nothing
        s.title = QStringLiteral("%1: %2").arg(m_name, figure(value));
        if (verdict.banded)
            s.title += QStringLiteral(", usually %1 to %2").arg(figure(verdict.low), figure(verdict.high));
        QStringList reasons;
        for (const auto& term : inWords(verdict))
            reasons << term.words.s;
        s.description = reasons.join(QStringLiteral("; "));
        return s;
    }
    if (!m_since || at - m_anomalyAt < streams::alertHoldMs)
        return std::nullopt;
    Signal s = signal();
    s.status = SignalStatus::Resolved;
    s.endedAt = at;
    m_since = 0;
    return s;
}

} // namespace quarterdeck
