// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/result.h"

#include <QStringList>

namespace quarterdeck {

/// The composition root of quarterdeckctl. Exit codes: 0 done, 1 something is wrong with the data, 2
/// refused or a wrong command line; the sentence goes to standard error.
int ctlMain(int argc, char** argv);

// Each takes the arguments after its name and returns the exit code.
int verifyCommand(const QStringList& arguments);
int entriesCommand(const QStringList& arguments);
int alertsCommand(const QStringList& arguments);
int incidentsCommand(const QStringList& arguments);
int exportCommand(const QStringList& arguments);
int briefCommand(const QStringList& arguments);
int silencesCommand(const QStringList& arguments);
int noiseCommand(const QStringList& arguments);
int backtestCommand(const QStringList& arguments);
int backupCommand(const QStringList& arguments);
int acceptLossCommand(const QStringList& arguments);
int mapCommand(const QStringList& arguments);
int connectorsCommand(const QStringList& arguments);
int connectCommand(const QStringList& arguments);
int secretCommand(const QStringList& arguments);
int sourcesCommand(const QStringList& arguments);
int quarantineCommand(const QStringList& arguments);
int topologyCommand(const QStringList& arguments);
int replayCommand(const QStringList& arguments);

/// Prints the sentence to standard error; returns `code`.
int complain(const Error& error, int code);
/// One line to standard output, foreign characters made visible.
void print(const QString& line);

} // namespace quarterdeck
