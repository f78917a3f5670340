// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <optional>

namespace quarterdeck {

/// How somebody likes the window: the perspective, the page in the centre and how the parts share the room. Kept in the
/// settings of this person on this machine, never in the journal: it says nothing about the outage.
struct Layout {
    int perspective = 0;
    int page = 0;
    QByteArray middle; ///< QSplitter::saveState() of situation over centre
    QByteArray columns; ///< of centre beside log

    bool operator==(const Layout&) const = default;
};

inline constexpr int layoutSlots = 3;

/// `slot`: 1 to layoutSlots.
void saveLayout(int slot, const Layout& layout);
std::optional<Layout> savedLayout(int slot);

} // namespace quarterdeck
