// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/facts.h"

#include <QObject>

namespace quarterdeck {

/// How a step went.
struct StepOutcome {
    RunEnd end = RunEnd::Failed;
    qint32 exitCode = 0; ///< or the HTTP status; 128 + n when signal n ended it; 0 when it never started
    QString output; ///< the last 4 KiB, safe to show
    QByteArray kept; ///< the last MiB, as it came
    QString reason; ///< why it did not succeed; empty when it did
};

/// One step while it runs. Destroying it ends what it started.
class StepExecution : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    /// Once; `finished` follows, never from inside of start().
    virtual void start() = 0;

    /// Ends it early: `finished` follows with Cancelled, or Unknown where that cannot be said.
    virtual void stop(const QString& why) = 0;

signals:
    void finished(const quarterdeck::StepOutcome& outcome);
};

} // namespace quarterdeck
