// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace quarterdeck {

/// The composition root of the console: everything is made and connected here, once.
int consoleMain(int argc, char** argv);

} // namespace quarterdeck
