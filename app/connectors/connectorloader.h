// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/connectors/connector.h"
#include "models/domain/result.h"

#include <QStringList>

#include <map>

namespace quarterdeck {

/// Reads one connector's text. `file` is its path: sentences name it and its base name must be the
/// connector's. Errors: "yaml.refused", "connector.refused", "jq.forbidden", each with file and line.
/// Programs are not compiled here: that needs the worker, see lintConnector().
Result<Connector> readConnector(const QByteArray& text, const QString& file);

/// All its jq programs, in the order in which they stand.
std::vector<JqProgram> programsOf(const Connector& connector);

/// Everything that is wrong with a file, as sentences; empty: nothing. With a worker the programs are
/// compiled as well (waiting for it).
QStringList lintConnector(const QString& file, JqWorker* worker);

/// The connectors of some folders. A bad file costs itself and nothing else.
class Connectors {
public:
    struct Problem {
        QString file;
        Error error;
    };

    /// Of two files of one name the one in the later folder counts, so that users can replace ours.
    /// An error ("connector.folder") only if a folder cannot be read; problems() has the files'.
    static Result<Connectors> load(const QStringList& folders);

    /// Names, sizes and times of the folders' files: another text once one of them was changed.
    static QByteArray stamp(const QStringList& folders);

    /// After loading anew: a file that cannot be read any more leaves what it gave before. Names of connectors
    /// that are not what they were.
    QStringList follow(const Connectors& before);

    const Connector* find(const QString& name) const;

    const std::map<QString, Connector>& all() const { return m_all; }

    const std::vector<Problem>& problems() const { return m_problems; }

private:
    std::map<QString, Connector> m_all;
    std::vector<Problem> m_problems;
};

} // namespace quarterdeck
