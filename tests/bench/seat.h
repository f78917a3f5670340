// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QString>

class QApplication;

namespace quarterdeck {

struct SeatOptions {
    quint32 alerts = 100'000; ///< stored before anything is measured
    int lines = 150; ///< typed into the scribe line
    int opens = 3; ///< consoles that are started, one after the other
    QString data; ///< folder in which a temporary one is made: it decides which disk is measured
};

/// The commander's seat beside a full journal: how long a server and a console take to start until they can be used,
/// a typed line until it is painted and until it is durable, and a status update until it is written; each beside a
/// baseline of the same run. The figures by name; an object with "error" when it could not be done.
QJsonObject runSeat(QApplication& app, const SeatOptions& options);

/// The process that runSeat starts: a console on FOLDER and PORT that says “usable” on standard output once it has
/// its link and has painted `alerts` rows, and ends.
int openSeat(QApplication& app, const QString& folder, quint16 port, quint32 alerts);

} // namespace quarterdeck
