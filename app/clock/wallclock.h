// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/time.h"

#include <QDateTime>
#include <QElapsedTimer>

namespace quarterdeck {

/// The machine's clock: the one place that reads it.
class WallClock final : public Clock {
public:
    WallClock() { m_elapsed.start(); }
    Instant now() const override { return QDateTime::currentMSecsSinceEpoch(); }
    qint64 monotonic() const override { return m_elapsed.elapsed(); }

private:
    QElapsedTimer m_elapsed;
};

} // namespace quarterdeck
