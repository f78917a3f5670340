// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace quarterdeck {

/// Whether the first argument is a command of runStreamMeasure(): nab, petshop.
bool isStreamMeasure(int argc, char** argv);

/// `nab DIR --scores OUTDIR` or `petshop DIR --ranks FILE`, either with `--json FILE`; figures to standard
/// output. The exit code: 1 where something is missing, 2 for arguments that do not fit.
int runStreamMeasure(int argc, char** argv);

} // namespace quarterdeck
