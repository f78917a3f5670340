// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/time.h"

#include <QChartView>

#include <vector>

class QAreaSeries;
class QCategoryAxis;
class QLineSeries;
class QValueAxis;

namespace quarterdeck {

struct Colors;

/// One minute's counts.
struct RateMinute {
    quint32 raised = 0;
    quint32 cleared = 0;
};

/// A round top for an axis that has to hold `most`: 4, 10, 20, 50, 100 …
int niceTop(quint32 most);

/// The picture of Qt Charts: an area for raised, a broken line for cleared, both as steps, so that no slope
/// claims what nobody counted. It does not take the focus: the sentence above it says the same.
class RatePlot : public QChartView {
    Q_OBJECT

public:
    explicit RatePlot(QWidget* parent = nullptr);

    /// Oldest first, the last one is the minute that runs; `end`: the end of that minute.
    void setMinutes(const std::vector<RateMinute>& minutes, Instant end);
    void setColors(const Colors& colors);

private:
    void relabel(Instant end, int minutes);

    QLineSeries* m_raised;
    QLineSeries* m_floor;
    QAreaSeries* m_area;
    QLineSeries* m_cleared;
    QCategoryAxis* m_time;
    QValueAxis* m_count;
};

} // namespace quarterdeck
