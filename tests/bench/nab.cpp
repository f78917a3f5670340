// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/nab.h"

#include "models/streams/anomaly.h"
#include "models/streams/parameters.h"

#include <QDateTime>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QTimeZone>

#include <algorithm>
#include <chrono>
#include <cmath>

namespace quarterdeck {

namespace {

    using Steady = std::chrono::steady_clock;

    struct StreamPoint {
        QByteArray stamp;
        Instant at = 0;
        double value = 0;
    };

    std::vector<StreamPoint> pointsOf(const QString& file)
    {
        std::vector<StreamPoint> points;
        QFile in(file);
        if (!in.open(QIODevice::ReadOnly))
            return points;
        in.readLine(); // the header
        while (!in.atEnd()) {
            const QByteArray line = in.readLine().trimmed();
            const auto comma = line.indexOf(',');
            if (comma < 0)
                continue;
            StreamPoint point;
            point.stamp = line.left(comma);
            auto at = QDateTime::fromString(
                QString::fromLatin1(point.stamp.left(19)), QStringLiteral("yyyy-MM-dd HH:mm:ss"));
            at.setTimeZone(QTimeZone::utc());
            point.at = at.toMSecsSinceEpoch();
            bool ok = false;
            point.value = line.mid(comma + 1).toDouble(&ok);
            if (!ok)
                point.value = std::nan("");
            points.push_back(point);
        }
        return points;
    }

    QJsonObject failed(const QString& why)
    {
        return { { QStringLiteral("error"), why } };
    }

} // namespace

QJsonObject runNab(const QString& dir, const QString& scores)
{
    const QDir data(dir + QStringLiteral("/data"));
    QStringList files;
    QDirIterator it(data.path(), { QStringLiteral("*.csv") }, QDir::Files, QDirIterator::Subdirectories);
    while (it.hasNext())
        files << data.relativeFilePath(it.next());
    files.sort();
    if (files.isEmpty())
        return failed(QStringLiteral("%1 has no series: data/*/*.csv are expected").arg(dir));
    qint64 points = 0;
    qint64 anomalies = 0;
    size_t largest = 0;
    std::chrono::duration<double> busy {};
    for (const auto& name : files) {
        const auto series = pointsOf(data.filePath(name));
        std::vector<double> results(series.size());
        AnomalyWatch watch;
        const auto start = Steady::now();
        for (size_t i = 0; i < series.size(); ++i)
            results[i] = watch.add(series[i].at, series[i].value).score;
        busy += Steady::now() - start;
        points += static_cast<qint64>(series.size());
        largest = std::max(largest, watch.bytes());
        const QString to = scores + u'/' + name;
        QFile out(to);
        if (!QDir().mkpath(to.section(u'/', 0, -2)) || !out.open(QIODevice::WriteOnly))
            return failed(QStringLiteral("%1 cannot be written").arg(to));
        out.write("timestamp,anomaly_score\n");
        for (size_t i = 0; i < series.size(); ++i) {
            anomalies += results[i] >= streams::anomalyThreshold ? 1 : 0;
            out.write(series[i].stamp + ',' + QByteArray::number(results[i], 'g', 9) + '\n');
        }
    }
    return { { QStringLiteral("series"), files.size() }, { QStringLiteral("points"), points },
        { QStringLiteral("anomalies"), anomalies },
        { QStringLiteral("threshold"), streams::anomalyThreshold },
        { QStringLiteral("points_per_s"), static_cast<double>(points) / std::max(busy.count(), 1e-9) },
        { QStringLiteral("state_bytes"), static_cast<qint64>(largest) },
        { QStringLiteral("rules"), streams::ruleVersion() } };
}

} // namespace quarterdeck
