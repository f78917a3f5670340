// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace quarterdeck {

/// Whether quarterdeck-bench's first argument names a measure of the noise engine: "ait", "similar" or
/// "hostile". They need no window and nothing of the product but models/triage.
bool isTriageMeasure(int argc, char** argv);

/// Runs it and prints its figures. Answers the process's exit code.
int runTriageMeasure(int argc, char** argv);

} // namespace quarterdeck
