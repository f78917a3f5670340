// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace quarterdeck {

/// Whether an address may be offered to be opened: http or https, a host, no password in it, not absurdly long.
bool mayBeOpened(const QString& address);

} // namespace quarterdeck
