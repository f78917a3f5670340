// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/alertorder.h"

#include <algorithm>
#include <numeric>

namespace quarterdeck {

namespace {

template <class T> int spaceship(const T& a, const T& b)
{
    return a < b ? -1 : b < a ? 1 : 0;
}

template <class CompareNames>
bool before(const AlertOrder& order, const AlertColumns& a, const AlertColumns& b, CompareNames compareNames)
{
    int c = 0;
    switch (order.by) {
    case AlertSort::Started:
        c = spaceship(a.startedAt, b.startedAt);
        break;
    case AlertSort::Severity:
        c = spaceship(a.severity, b.severity);
        break;
    case AlertSort::Status:
        c = spaceship(a.status, b.status);
        break;
    case AlertSort::Count:
        c = spaceship(a.count, b.count);
        break;
    case AlertSort::Service:
        c = compareNames(a.service, b.service);
        break;
    case AlertSort::Resource:
        c = compareNames(a.resource, b.resource);
        break;
    case AlertSort::Name:
        c = compareNames(a.name, b.name);
        break;
    case AlertSort::Incident:
        c = spaceship(a.incident, b.incident);
        break;
    }
    if (c != 0)
        return order.descending ? c > 0 : c < 0;
    if (a.startedAt != b.startedAt)
        return a.startedAt > b.startedAt;
    return a.id > b.id;
}

int compareTexts(const QString& a, const QString& b)
{
    const int c = QString::compare(a, b, Qt::CaseInsensitive);
    return c != 0 ? c : QString::compare(a, b);
}

} // namespace

bool comesBefore(
    const AlertOrder& order, const AlertColumns& a, const AlertColumns& b, const std::vector<QString>& names)
{
    return before(
        order, a, b, [&](NameIndex x, NameIndex y) { return x == y ? 0 : compareTexts(names[x], names[y]); });
}

std::vector<AlertId> orderAlerts(const std::vector<AlertColumns>& rows, AlertFilter filter,
    const AlertOrder& order, const std::vector<QString>& names)
{
    filter.prepare(names);
    std::vector<quint32> rank(names.size());
    if (order.by == AlertSort::Service || order.by == AlertSort::Resource || order.by == AlertSort::Name) {
        std::vector<quint32> sorted(names.size());
        std::iota(sorted.begin(), sorted.end(), 0U);
        std::sort(sorted.begin(), sorted.end(),
            [&](quint32 a, quint32 b) { return compareTexts(names[a], names[b]) < 0; });
        for (quint32 i = 0; i < sorted.size(); ++i)
            rank[sorted[i]] = i;
    }
    std::vector<quint32> kept;
    for (quint32 i = 0; i < rows.size(); ++i) {
        if (filter.matches(rows[i]))
            kept.push_back(i);
    }
    std::sort(kept.begin(), kept.end(), [&](quint32 a, quint32 b) {
        return before(
            order, rows[a], rows[b], [&](NameIndex x, NameIndex y) { return spaceship(rank[x], rank[y]); });
    });
    std::vector<AlertId> out;
    out.reserve(kept.size());
    for (const auto i : kept)
        out.push_back(rows[i].id);
    return out;
}

} // namespace quarterdeck
