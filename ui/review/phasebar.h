// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/state/metrics.h"

#include <QWidget>

namespace quarterdeck {

struct PhaseSegment {
    Phase phase = Phase::Triage;
    double from = 0; ///< 0 … 1 of the bar
    double to = 0;
    qint64 ms = 0;
    bool lasts = false;
};

/// The spans as shares of the whole until `now`; a phase of no length is left out.
std::vector<PhaseSegment> phaseSegments(const std::vector<PhaseSpan>& spans, Instant now);

/// How long each phase took, as one bar with its words below.
class PhaseBar : public QWidget {
    Q_OBJECT

public:
    explicit PhaseBar(QWidget* parent = nullptr);

    void setSpans(const std::vector<PhaseSpan>& spans, Instant now);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::vector<PhaseSegment> m_segments;
};

} // namespace quarterdeck
