// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/streams/anomaly.h"

#include "models/streams/parameters.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace quarterdeck {

namespace {

    constexpr size_t k_long = streams::levelLong;
    constexpr double k_furthest = 1e30; // float memories and their differences stay finite

    constexpr std::array<double, surpriseSides> k_weights { streams::weightValue, streams::weightSeason,
        streams::weightProfile, streams::weightLevel, streams::weightHour, streams::weightMixture,
        streams::weightOrder };

    void put(AnomalyVerdict& verdict, SurpriseSide side, double surprise)
    {
        const auto i = static_cast<size_t>(side);
        verdict.surprises[i] = static_cast<float>(
            k_weights[i] * streams::surpriseKnee * std::log1p(surprise / streams::surpriseKnee));
    }

    QString number(double value)
    {
        return QString::number(value, 'g', 4);
    }

    QString words(const AnomalyVerdict& v, SurpriseSide side)
    {
        switch (side) {
        case SurpriseSide::Value:
            return QStringLiteral("%1 is far from every value seen so far").arg(number(v.value));
        case SurpriseSide::Season:
            return QStringLiteral("%1 %2 the usual %3 of this time of day, as never before")
                .arg(number(std::fabs(v.value - v.expected)),
                    v.value < v.expected ? QStringLiteral("below") : QStringLiteral("above"),
                    number(v.expected));
        case SurpriseSide::Profile:
            return QStringLiteral("for some points away from the usual %1 of this time of day")
                .arg(number(v.expected));
        case SurpriseSide::Level:
            return QStringLiteral("the last %1 points average %2, the last %3 average %4")
                .arg(streams::levelShort)
                .arg(number(v.shortMean))
                .arg(streams::levelLong)
                .arg(number(v.longMean));
        case SurpriseSide::Hour:
            return QStringLiteral("%1 is far from every value seen at this time of day").arg(number(v.value));
        case SurpriseSide::Mixture:
            return QStringLiteral("high and low values are mixed differently than before");
        case SurpriseSide::Order:
            return QStringLiteral("values follow each other in a new order");
        }
        return {};
    }

    QString nameOf(SurpriseSide side)
    {
        switch (side) {
        case SurpriseSide::Value:
            return QStringLiteral("value");
        case SurpriseSide::Season:
            return QStringLiteral("season");
        case SurpriseSide::Profile:
            return QStringLiteral("profile");
        case SurpriseSide::Level:
            return QStringLiteral("level");
        case SurpriseSide::Hour:
            return QStringLiteral("hour");
        case SurpriseSide::Mixture:
            return QStringLiteral("mixture");
        case SurpriseSide::Order:
            return QStringLiteral("order");
        }
        return {};
    }

} // namespace

AnomalyWatch::AnomalyWatch()
    : m_value(streams::memoryDelay)
    , m_season(streams::memoryDelay)
    , m_level(streams::memoryDelaySmooth)
{
    m_recent.reserve(k_long);
    m_peaks.reserve(streams::peaksKept + 1);
}

double AnomalyWatch::scaled(double value) const
{
    return std::clamp(value / m_scale, -k_furthest, k_furthest);
}

/// The unit of the series, so that "logarithmic" means the same for bytes and for shares.
void AnomalyWatch::learnScale(double value)
{
    m_first.push_back(std::fabs(value));
    if (m_first.size() < streams::scalePoints)
        return;
    std::erase(m_first, 0.0);
    m_scale = 1;
    if (!m_first.empty()) {
        const auto middle = m_first.begin() + static_cast<qsizetype>(m_first.size() / 2);
        std::nth_element(m_first.begin(), middle, m_first.end());
        m_scale = std::max(*middle, std::numeric_limits<double>::min());
    }
    m_first = {};
}

void AnomalyWatch::level(double value, AnomalyVerdict& verdict)
{
    if (m_recent.size() < k_long) {
        m_recent.push_back(value);
        m_longSum += value;
    } else {
        m_longSum += value - m_recent[m_next];
        m_recent[m_next] = value;
    }
    m_next = (m_next + 1) % k_long;
    if (m_recent.size() < k_long)
        return;
    if (m_next == 0) { // what rounding left behind, huge values above all, goes once a turn
        m_longSum = 0;
        for (const double past : m_recent)
            m_longSum += past;
    }
    double shortSum = 0;
    for (size_t i = 1; i <= streams::levelShort; ++i)
        shortSum += m_recent[(m_next + k_long - i) % k_long];
    const double lately = shortSum / streams::levelShort;
    const double longer = m_longSum / streams::levelLong;
    verdict.shortMean = lately * m_scale;
    verdict.longMean = longer * m_scale;
    put(verdict, SurpriseSide::Level, m_level.add(std::clamp(lately - longer, -k_furthest, k_furthest)));
}

void AnomalyWatch::look(Instant at, double value, AnomalyVerdict& verdict)
{
    put(verdict, SurpriseSide::Value, m_value.add(value));
    const auto day = m_profile.add(at, value);
    put(verdict, SurpriseSide::Hour, day.hour);
    if (day.known) {
        put(verdict, SurpriseSide::Season, m_season.add(std::clamp(day.residual, -k_furthest, k_furthest)));
        put(verdict, SurpriseSide::Profile, day.drift);
        verdict.banded = true;
        verdict.expected = day.expected * m_scale;
        verdict.low = (day.expected - day.spread) * m_scale;
        verdict.high = (day.expected + day.spread) * m_scale;
    }
    const auto symbols = m_symbols.add(value);
    put(verdict, SurpriseSide::Order, symbols.order);
    put(verdict, SurpriseSide::Mixture, symbols.mixture);
    level(value, verdict);
}

/// What the series' own history asks of the next anomaly.
double AnomalyWatch::bar() const
{
    constexpr size_t rank = streams::barRank;
    if (m_peaks.size() >= rank)
        return streams::barBase + streams::barShare * m_peaks[rank - 1];
    const double known = m_peaks.empty() ? 0 : m_peaks.back() * static_cast<double>(m_peaks.size());
    return streams::barBase + streams::barShare * known / static_cast<double>(rank);
}

/// One peak for each cluster of surprises: a burst of twenty points is one thing that happened.
void AnomalyWatch::keepPeak(double surprise)
{
    const auto insert = [this](double peak) {
        m_peaks.insert(std::upper_bound(m_peaks.begin(), m_peaks.end(), peak, std::greater<>()), peak);
        if (m_peaks.size() > streams::peaksKept)
            m_peaks.pop_back();
    };
    if (m_clusterPeak > 0 && static_cast<double>(m_points - m_clusterAt) < streams::repeatHalfLife) {
        if (surprise > m_clusterPeak) {
            const auto old = std::find(m_peaks.begin(), m_peaks.end(), m_clusterPeak);
            if (old != m_peaks.end())
                m_peaks.erase(old);
            m_clusterPeak = surprise;
            insert(surprise);
        }
        return;
    }
    if (m_peaks.size() < streams::peaksKept || surprise > m_peaks.back()) {
        m_clusterAt = m_points;
        m_clusterPeak = surprise;
        insert(surprise);
    }
}

double AnomalyWatch::judged(double surprise)
{
    m_told *= std::exp2(-1 / streams::repeatHalfLife);
    const bool news = surprise > m_told * streams::repeatExcess;
    m_told = std::max(m_told, surprise);
    const double score = news ? surprise / bar() : 0;
    if (surprise > 0)
        keepPeak(surprise);
    return score;
}

AnomalyVerdict AnomalyWatch::add(Instant at, double value)
{
    AnomalyVerdict verdict;
    verdict.value = value;
    if (!std::isfinite(value))
        return verdict;
    ++m_points;
    if (m_scale == 0) {
        learnScale(value);
        if (m_scale == 0)
            return verdict;
    }
    look(at, scaled(value), verdict);
    double sum = 0;
    for (const float surprise : verdict.surprises)
        sum += static_cast<double>(surprise);
    verdict.score = judged(m_points > streams::youngest ? sum : 0);
    verdict.anomalous = verdict.score >= streams::anomalyThreshold;
    return verdict;
}

size_t AnomalyWatch::bytes() const
{
    return sizeof(*this) - sizeof(m_value) - sizeof(m_season) - sizeof(m_level) - sizeof(m_profile)
        - sizeof(m_symbols) + m_value.bytes() + m_season.bytes() + m_level.bytes() + m_profile.bytes()
        + m_symbols.bytes()
        + (m_first.capacity() + m_recent.capacity() + m_peaks.capacity()) * sizeof(double);
}

std::vector<Term> inWords(const AnomalyVerdict& verdict)
{
    std::vector<Term> terms;
    for (size_t i = 0; i < surpriseSides; ++i) {
        const auto side = static_cast<SurpriseSide>(i);
        const double value = std::round(static_cast<double>(verdict.surprises[i]) * 100) / 100;
        if (value > 0)
            terms.push_back({ nameOf(side), value, words(verdict, side) });
    }
    std::stable_sort(
        terms.begin(), terms.end(), [](const Term& a, const Term& b) { return a.value > b.value; });
    return terms;
}

} // namespace quarterdeck
