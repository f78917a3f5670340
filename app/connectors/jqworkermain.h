// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace quarterdeck {

/// The worker process: reads requests of jqframes.h from stdin and answers on stdout until stdin ends.
/// main() calls it when the first argument is "--jq-worker", before anything else, and returns what it
/// returns. It closes every inherited file but the three standard ones, allows itself no new one, 512
/// MiB more memory than it starts with and 35 s of processor time per request, and leaves no core file.
int runJqWorker();

} // namespace quarterdeck
