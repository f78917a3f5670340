// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/streams/earlywarning.h"

#include "models/streams/parameters.h"

#include <QStringList>

#include <algorithm>
#include <array>
#include <cmath>

namespace quarterdeck {

namespace {

    constexpr int warningDigits = 4;
    const std::array<QString, EarlyWarning::sorts> sorts { QStringLiteral("unusual"), QStringLiteral("threshold"),
        QStringLiteral("beyond"), QStringLiteral("budget") };

    QString written(double value)
    {
        return QString::number(value, 'g', warningDigits);
    }

    QString valueOf(const Labels& annotations, const char16_t* name)
    {
        const auto key = QStringView(name);
        const auto found = std::find_if(
            annotations.begin(), annotations.end(), [&](const auto& pair) { return pair.first == key; });
        return found == annotations.end() ? QString() : found->second;
    }

    std::optional<double> numberOf(const QString& text)
    {
        bool ok = false;
        const double value = text.toDouble(&ok);
        return ok && std::isfinite(value) ? std::optional(value) : std::nullopt;
    }

} // namespace

Labels annotationsOf(const EarlyWarning& w)
{
    Labels out;
    if (w.reachesAt)
        out.emplace_back(QStringLiteral("watch_reaches_at"), toIso(w.reachesAt));
    const size_t from = w.points.size() > streams::warningPoints ? w.points.size() - streams::warningPoints : 0;
    QStringList values;
    for (size_t i = from; i < w.points.size(); ++i)
        values << written(w.points[i].second);
    if (!values.isEmpty()) {
        out.emplace_back(QStringLiteral("watch_recent"), values.join(QLatin1Char(' ')));
        out.emplace_back(QStringLiteral("watch_recent_from"), toIso(w.points[from].first));
        out.emplace_back(QStringLiteral("watch_recent_step_s"), QString::number(double(w.stepMs) / 1000));
    }
    out.emplace_back(QStringLiteral("watch_sort"), sorts[static_cast<size_t>(w.sort)]);
    if (w.threshold)
        out.emplace_back(QStringLiteral("watch_threshold"), written(*w.threshold));
    if (w.usual)
        out.emplace_back(
            QStringLiteral("watch_usual"), QStringLiteral("%1 %2").arg(written(w.usual->first), written(w.usual->second)));
    return out;
}

std::optional<EarlyWarning> warningOf(const Labels& annotations)
{
    EarlyWarning out;
    const auto sort = std::find(sorts.begin(), sorts.end(), valueOf(annotations, u"watch_sort"));
    if (sort == sorts.end())
        return std::nullopt;
    out.sort = static_cast<EarlyWarning::Sort>(sort - sorts.begin());
    out.threshold = numberOf(valueOf(annotations, u"watch_threshold"));
    out.reachesAt = fromIso(valueOf(annotations, u"watch_reaches_at")).value_or(0);
    const auto usual = valueOf(annotations, u"watch_usual").split(QLatin1Char(' '), Qt::SkipEmptyParts);
    if (usual.size() == 2) {
        const auto low = numberOf(usual[0]);
        const auto high = numberOf(usual[1]);
        if (low && high)
            out.usual = { *low, *high };
    }
    const auto from = fromIso(valueOf(annotations, u"watch_recent_from"));
    const auto step = numberOf(valueOf(annotations, u"watch_recent_step_s"));
    if (!from || !*from || !step || *step <= 0 || *step > 86'400)
        return out;
    out.stepMs = static_cast<qint64>(*step * 1000);
    Instant at = *from;
    for (const auto& text : valueOf(annotations, u"watch_recent").split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        const auto value = numberOf(text);
        if (!value || out.points.size() == streams::warningPoints) {
            out.points.clear();
            break;
        }
        out.points.emplace_back(at, *value);
        at += out.stepMs;
    }
    return out;
}

std::optional<double> medianOf(const std::vector<SeriesPoint>& points, Instant from, Instant to)
{
    std::vector<double> values;
    for (const auto& [at, value] : points) {
        if (at >= from && at < to)
            values.push_back(value);
    }
    if (values.empty())
        return std::nullopt;
    std::sort(values.begin(), values.end());
    const size_t middle = values.size() / 2;
    return values.size() % 2 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

} // namespace quarterdeck
