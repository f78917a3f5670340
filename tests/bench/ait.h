// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QString>

namespace quarterdeck {

struct AitOptions {
    QString file; ///< see AlertLog
    QString assign; ///< written: an incident's number for each line of the file, "-" where it is folded
    QString baselines; ///< a folder: the same for each baseline, label.csv, gap2.csv, gap60.csv, text.csv
    bool fromJson = false; ///< also as JSON lines, decoded in the measured time
};

/// Replays a recorded log through the noise engine, in the order of its times, as fast as it goes. Of one
/// run: alerts a second from the decoded row to its incident (numbers for its texts included), microseconds
/// an alert, resident memory, and what was shown a minute after each alert came. An object with "error" when
/// the log could not be read or a file not be written.
QJsonObject runAit(const AitOptions& options);

} // namespace quarterdeck
