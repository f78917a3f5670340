// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QString>

class QApplication;

namespace quarterdeck {

struct StormOptions {
    quint32 alerts = 100'000;
    double rate = 1667;
    int senders = 8;
    int batch = 1;
    quint32 seed = 1;
    QString data; ///< folder in which a temporary one is made: it decides which disk is measured
    bool copy = false; ///< the console keeps a copy of its own, as one on another machine does
};

/// Posts alerts to a real server, a child process with a durable journal, while a real console in this
/// process shows them. The figures by name; an object with "error" when it could not be done.
QJsonObject runStorm(QApplication& app, const StormOptions& options);

} // namespace quarterdeck
