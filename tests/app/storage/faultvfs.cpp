// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/storage/faultvfs.h"

#include <sqlite3.h>

#include <cstring>

namespace quarterdeck {

namespace {

struct FaultFile {
    sqlite3_file base;
    bool watched;
    // The system's file follows in the same allocation.
    sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

sqlite3_vfs g_vfs;
sqlite3_vfs* g_system = nullptr;

FaultFile* own(sqlite3_file* f)
{
    return reinterpret_cast<FaultFile*>(f);
}

sqlite3_file* real(sqlite3_file* f)
{
    return own(f)->real();
}

bool strikes(sqlite3_file* f, Faults::Op op)
{
    auto& all = faults();
    if (!own(f)->watched || !all.armed || all.op != static_cast<int>(op))
        return false;
    if (all.countdown > 0) {
        --all.countdown;
        return false;
    }
    ++all.struck;
    if (!all.lasting)
        all.armed = false;
    return true;
}

int onWrite(sqlite3_file* f, const void* data, int size, sqlite3_int64 at)
{
    if (strikes(f, Faults::Op::Write)) {
        if (faults().torn)
            real(f)->pMethods->xWrite(real(f), data, size / 2, at);
        return faults().code;
    }
    return real(f)->pMethods->xWrite(real(f), data, size, at);
}

int onSync(sqlite3_file* f, int flags)
{
    if (strikes(f, Faults::Op::Sync))
        return faults().code;
    return real(f)->pMethods->xSync(real(f), flags);
}

int onTruncate(sqlite3_file* f, sqlite3_int64 size)
{
    if (strikes(f, Faults::Op::Truncate))
        return faults().code;
    return real(f)->pMethods->xTruncate(real(f), size);
}

const sqlite3_io_methods g_methods = {
    3,
    [](sqlite3_file* f) { return real(f)->pMethods->xClose(real(f)); },
    [](sqlite3_file* f, void* out, int n, sqlite3_int64 at) { return real(f)->pMethods->xRead(real(f), out, n, at); },
    onWrite,
    onTruncate,
    onSync,
    [](sqlite3_file* f, sqlite3_int64* size) { return real(f)->pMethods->xFileSize(real(f), size); },
    [](sqlite3_file* f, int l) { return real(f)->pMethods->xLock(real(f), l); },
    [](sqlite3_file* f, int l) { return real(f)->pMethods->xUnlock(real(f), l); },
    [](sqlite3_file* f, int* out) { return real(f)->pMethods->xCheckReservedLock(real(f), out); },
    [](sqlite3_file* f, int op, void* arg) { return real(f)->pMethods->xFileControl(real(f), op, arg); },
    [](sqlite3_file* f) { return real(f)->pMethods->xSectorSize(real(f)); },
    [](sqlite3_file* f) { return real(f)->pMethods->xDeviceCharacteristics(real(f)); },
    [](sqlite3_file* f, int page, int size, int extend, void volatile** out) {
        return real(f)->pMethods->xShmMap(real(f), page, size, extend, out);
    },
    [](sqlite3_file* f, int offset, int n, int flags) { return real(f)->pMethods->xShmLock(real(f), offset, n, flags); },
    [](sqlite3_file* f) { real(f)->pMethods->xShmBarrier(real(f)); },
    [](sqlite3_file* f, int remove) { return real(f)->pMethods->xShmUnmap(real(f), remove); },
    [](sqlite3_file* f, sqlite3_int64 at, int n, void** out) {
        return real(f)->pMethods->xFetch(real(f), at, n, out);
    },
    [](sqlite3_file* f, sqlite3_int64 at, void* p) { return real(f)->pMethods->xUnfetch(real(f), at, p); },
};

int onOpen(sqlite3_vfs*, const char* name, sqlite3_file* f, int flags, int* outFlags)
{
    const int code = g_system->xOpen(g_system, name, real(f), flags, outFlags);
    own(f)->watched = (flags & SQLITE_OPEN_READWRITE) != 0;
    own(f)->base.pMethods = real(f)->pMethods ? &g_methods : nullptr;
    return code;
}

} // namespace

Faults& faults()
{
    static Faults one;
    return one;
}

void registerFaultVfs()
{
    if (g_system)
        return;
    sqlite3_initialize();
    g_system = sqlite3_vfs_find(nullptr);
    std::memcpy(&g_vfs, g_system, sizeof g_vfs);
    g_vfs.zName = "fault";
    g_vfs.szOsFile = static_cast<int>(sizeof(FaultFile)) + g_system->szOsFile;
    g_vfs.pNext = nullptr;
    g_vfs.xOpen = onOpen;
    sqlite3_vfs_register(&g_vfs, 0);
}

} // namespace quarterdeck
