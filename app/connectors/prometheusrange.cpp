// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/connectors/prometheusrange.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cmath>
#include <limits>

namespace quarterdeck {

namespace {

    /// Prometheus writes values as texts, since JSON has no NaN.
    double valueOf(const QString& text)
    {
        if (text == QLatin1String("+Inf") || text == QLatin1String("Inf"))
            return std::numeric_limits<double>::infinity();
        if (text == QLatin1String("-Inf"))
            return -std::numeric_limits<double>::infinity();
        bool ok = false;
        const double value = text.toDouble(&ok);
        return ok ? value : std::numeric_limits<double>::quiet_NaN();
    }

} // namespace

Result<std::vector<RangeSeries>> readRange(const QByteArray& answer)
{
    const auto root = QJsonDocument::fromJson(answer).object();
    const auto data = root.value(QStringLiteral("data")).toObject();
    if (root.value(QStringLiteral("status")).toString() != QLatin1String("success")
        || data.value(QStringLiteral("resultType")).toString() != QLatin1String("matrix")) {
        const auto said = root.value(QStringLiteral("error")).toString();
        return error("prometheus.answer",
            said.isEmpty() ? QStringLiteral("It answered something that is no range of a query.")
                           : QStringLiteral("It answered: %1").arg(said));
    }
    std::vector<RangeSeries> out;
    for (const auto& result : data.value(QStringLiteral("result")).toArray()) {
        RangeSeries series;
        const auto metric = result.toObject().value(QStringLiteral("metric")).toObject();
        for (auto label = metric.begin(); label != metric.end(); ++label) {
            if (label.key() != QLatin1String("__name__"))
                series.labels.emplace_back(label.key(), label.value().toString());
        }
        std::sort(series.labels.begin(), series.labels.end());
        for (const auto& point : result.toObject().value(QStringLiteral("values")).toArray()) {
            const auto pair = point.toArray();
            series.points.emplace_back(
                std::llround(pair.at(0).toDouble() * 1000), valueOf(pair.at(1).toString()));
        }
        std::sort(series.points.begin(), series.points.end(),
            [](const auto& a, const auto& b) { return a.first < b.first; });
        out.push_back(std::move(series));
    }
    return out;
}

} // namespace quarterdeck
