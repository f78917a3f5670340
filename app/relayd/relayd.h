// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace quarterdeck {

/// The composition root of quarterdeck-relay; returns its exit code: 0 after a requested stop, 1 when it
/// could not start, 2 for a wrong command line.
int relayMain(int argc, char** argv);

} // namespace quarterdeck
