// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>

namespace quarterdeck {

/// A disk that fails at the n-th call: an SQLite VFS over the system's, by the name "fault". The files of
/// read-only connections are left alone.
struct Faults {
    enum class Op { Write, Sync, Truncate };

    std::atomic<bool> armed {false};
    std::atomic<int> op {0};
    std::atomic<int> countdown {0}; ///< calls of that kind that still go well
    std::atomic<int> code {0}; ///< what the call then returns
    std::atomic<bool> lasting {false}; ///< each later call, too
    std::atomic<bool> torn {false}; ///< a failing write leaves half of its bytes
    std::atomic<int> struck {0}; ///< how often it failed

    void arm(Op what, int after, int returning, bool forEver, bool half = false)
    {
        op = static_cast<int>(what);
        countdown = after;
        code = returning;
        lasting = forEver;
        torn = half;
        struck = 0;
        armed = true;
    }
};

Faults& faults();

/// Registers it; once.
void registerFaultVfs();

} // namespace quarterdeck
