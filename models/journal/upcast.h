// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/facts.h"

namespace quarterdeck {

/// Turns a fact of an older kind or shape into today's, one by one. Members appended to a fact need
/// nothing here: they read as their defaults. Version 1 is the first released one, so what is mended
/// today is only what a v1 writer may leave open.
Fact upcast(Fact fact);

} // namespace quarterdeck
