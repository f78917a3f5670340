// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/connectors/prometheusrange.h"
#include "app/relay/intake.h"
#include "models/streams/seriesalert.h"

#include <QNetworkAccessManager>
#include <QObject>
#include <QTimer>

#include <deque>
#include <map>

class QNetworkReply;

namespace quarterdeck {

/// Watches the queries of one Prometheus for anomalies, and for the goals that they were given, which become
/// signals like any other: first the past, as far as it is asked for and it is there, then every step what is
/// new; after a gap what was missed. A series costs 55 KiB, with an error budget 90; at most seriesMost of them
/// are watched. Whether it answers is told to `sources` as of a poll.
class MetricWatch : public QObject {
    Q_OBJECT

public:
    static constexpr size_t seriesMost = 500;

    MetricWatch(SourceConfig config, Intake& intake, SourceBook& sources, Recorder& recorder,
        QObject* parent = nullptr);

    size_t series() const { return m_series.size(); }

private:
    void round();
    void ask();
    void read();
    void ended(const QString& problem);

    SourceConfig m_config;
    Intake& m_intake;
    SourceBook& m_sources;
    Recorder& m_recorder;
    QNetworkAccessManager m_network;
    QTimer m_timer;
    size_t m_query = 0; ///< of this round
    QString m_problem; ///< the last one of this round
    std::vector<Instant> m_from; ///< by query: the next point is asked for from there; 0: all of the past
    std::deque<RangeSeries> m_unread; ///< of the present query: the past of many series is read one at a time
    std::map<std::pair<size_t, Labels>, SeriesAlert> m_series;
};

} // namespace quarterdeck
