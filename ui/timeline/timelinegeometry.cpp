// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timelinegeometry.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace quarterdeck {

namespace {

constexpr qint64 second = 1000;
constexpr qint64 minute = 60 * second;
constexpr qint64 hour = 60 * minute;
constexpr qint64 day = 24 * hour;
constexpr std::array<qint64, 18> steps {second, 5 * second, 10 * second, 30 * second, minute, 2 * minute, 5 * minute,
    10 * minute, 15 * minute, 30 * minute, hour, 2 * hour, 3 * hour, 6 * hour, 12 * hour, day, 2 * day, 7 * day};

// The Alerts lane carries an area and not a row of marks.
constexpr double alertsShare = 1.8;

// How far a label below may begin from its mark and still be read as its own.
constexpr double farthestBelow = 24;

/// Stretches of a row that are taken.
class Row {
public:
    bool free(double from, double to) const
    {
        return std::none_of(m_taken.begin(), m_taken.end(),
            [=](const auto& t) { return from < t.second && to > t.first; });
    }

    /// The first place at or after `from` that is free for `width`.
    double next(double from, double width) const
    {
        for (bool moved = true; moved;) {
            moved = false;
            for (const auto& [begin, end] : m_taken) {
                if (from < end && from + width > begin) {
                    from = end;
                    moved = true;
                }
            }
        }
        return from;
    }

    void take(double from, double to) { m_taken.emplace_back(from, to); }

private:
    std::vector<std::pair<double, double>> m_taken;
};

} // namespace

void TimelineGeometry::setRange(Instant from, Instant to)
{
    m_from = from;
    m_to = to;
    bound();
}

void TimelineGeometry::bound()
{
    const qint64 wanted = std::clamp(m_to - m_from, shortest, longest);
    const Instant middle = m_from + (m_to - m_from) / 2;
    if (wanted != m_to - m_from) {
        m_from = middle - wanted / 2;
        m_to = m_from + wanted;
    }
}

double TimelineGeometry::msPerPixel() const
{
    return static_cast<double>(span()) / qMax(1.0, m_area.width());
}

double TimelineGeometry::x(Instant at) const
{
    return m_area.left() + static_cast<double>(at - m_from) / msPerPixel();
}

Instant TimelineGeometry::at(double x) const
{
    return m_from + static_cast<Instant>(std::llround((x - m_area.left()) * msPerPixel()));
}

void TimelineGeometry::zoom(double factor, double x)
{
    const Instant fixed = at(x);
    const double wanted = std::clamp(static_cast<double>(span()) * factor, static_cast<double>(shortest),
        static_cast<double>(longest));
    const double share = static_cast<double>(fixed - m_from) / static_cast<double>(span());
    m_from = fixed - static_cast<Instant>(std::llround(share * wanted));
    m_to = m_from + static_cast<Instant>(std::llround(wanted));
}

void TimelineGeometry::pan(double pixels)
{
    const auto by = static_cast<qint64>(std::llround(pixels * msPerPixel()));
    m_from += by;
    m_to += by;
}

void TimelineGeometry::reveal(Instant at)
{
    const qint64 margin = span() / 20;
    qint64 by = 0;
    if (at < m_from + margin)
        by = at - m_from - margin;
    else if (at > m_to - margin)
        by = at - m_to + margin;
    m_from += by;
    m_to += by;
}

QRectF TimelineGeometry::lane(Lane lane) const
{
    const double unit = m_area.height() / (alertsShare + laneCount - 1);
    const int i = static_cast<int>(lane);
    const double top = i == 0 ? 0 : unit * (alertsShare + i - 1);
    return {m_area.left(), m_area.top() + top, m_area.width(), i == 0 ? unit * alertsShare : unit};
}

qint64 TimelineGeometry::tickStep(double spacing) const
{
    const double least = spacing * msPerPixel();
    for (const auto step : steps) {
        if (static_cast<double>(step) >= least)
            return step;
    }
    return steps.back() * static_cast<qint64>(std::ceil(least / static_cast<double>(steps.back())));
}

std::vector<Instant> TimelineGeometry::ticks(double spacing) const
{
    const qint64 step = tickStep(spacing);
    std::vector<Instant> out;
    for (Instant at = m_from - ((m_from % step) + step) % step + step; at <= m_to; at += step)
        out.push_back(at);
    return out;
}

std::vector<LabelPlace> TimelineGeometry::placeLabels(
    const std::vector<LabelWish>& wishes, double gap, bool below) const
{
    std::vector<size_t> order(wishes.size());
    std::iota(order.begin(), order.end(), size_t {0});
    std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) {
        return wishes[a].weight != wishes[b].weight ? wishes[a].weight > wishes[b].weight
                                                    : wishes[a].left < wishes[b].left;
    });
    Row beside;
    Row under;
    for (const auto& wish : wishes)
        beside.take(wish.left, wish.right);

    std::vector<LabelPlace> places(wishes.size());
    const auto inside = [this](double from, double to) { return from >= m_area.left() && to <= m_area.right(); };
    for (const size_t i : order) {
        const auto& wish = wishes[i];
        if (wish.weight <= 0 || wish.width <= 0)
            continue;
        const double right = wish.right + gap;
        const double left = wish.left - gap - wish.width;
        if (inside(right, right + wish.width) && beside.free(right, right + wish.width + gap)) {
            beside.take(right, right + wish.width + gap);
            places[i] = {LabelPlace::Right, right};
        } else if (const double x = under.next(wish.left, wish.width + gap); below && x <= wish.left + farthestBelow
                   && inside(x, x + wish.width)) {
            under.take(x, x + wish.width + gap);
            places[i] = {LabelPlace::Below, x};
        } else if (inside(left, left + wish.width) && beside.free(left - gap, wish.left)) {
            beside.take(left - gap, wish.left);
            places[i] = {LabelPlace::Left, left};
        }
    }
    return places;
}

std::vector<TimelineGeometry::Cluster> TimelineGeometry::clusters(
    const std::vector<TimelineItem>& items, Lane lane, double pixels) const
{
    std::vector<Cluster> out;
    const auto margin = static_cast<qint64>(pixels * msPerPixel());
    double lastX = 0;
    // Bars reach into the range from before it, so that only the end is a bound.
    const auto end = std::upper_bound(items.begin(), items.end(), m_to + margin,
        [](Instant at, const TimelineItem& item) { return at < item.at; });
    for (auto it = items.begin(); it != end; ++it) {
        if (it->lane != lane || (it->at < m_from - margin && !it->open && it->until < m_from))
            continue;
        const auto i = static_cast<size_t>(it - items.begin());
        const bool bar = it->until != 0 || it->open;
        const double left = x(it->at);
        if (!bar && !out.empty() && left - lastX < pixels && items[out.back().first].until == 0
            && !items[out.back().first].open) {
            ++out.back().count;
            if (it->weight > items[out.back().first].weight)
                out.back().first = i;
            continue;
        }
        out.push_back({i, 1});
        lastX = left;
    }
    return out;
}

} // namespace quarterdeck
