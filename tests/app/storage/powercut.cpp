// SPDX-License-Identifier: GPL-3.0-or-later
// A power cut, as a library to be preloaded.
//
// The kernel may write what a program wrote in any order and at any time until a sync returns. So at a
// chosen call this takes back, of all that was written below QD_CUT_FOLDER and not yet synced, a random
// three quarters, tears some of the rest at a sector's end, and ends the process without a word.
//
//   QD_CUT_FOLDER   whose files lose power        QD_CUT_AT    at which write or sync
//   QD_CUT_SEED     of the choice                 QD_CUT_LIES  from which call on the disk only says that it
//                                                              syncs: the control that must lose something
// -shm files are left alone: they are no data, and the driver deletes them.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <fcntl.h>
#include <map>
#include <mutex>
#include <random>
#include <string>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace {

struct Change {
    off_t at;
    std::string before; ///< what was there; shorter than `after` at the end of the file
    std::string after;
    off_t sizeBefore;
    bool truncation;
};

struct File {
    int fd; ///< our own, for the moment of the cut
    std::vector<Change> unsynced;
};

using PWrite = ssize_t (*)(int, const void*, size_t, off_t);
using Sync = int (*)(int);
using Truncate = int (*)(int, off_t);

template <class F>
F next(const char* name)
{
    return reinterpret_cast<F>(dlsym(RTLD_NEXT, name));
}

std::mutex g_mutex;
std::map<std::pair<dev_t, ino_t>, File>& files()
{
    static auto* all = new std::map<std::pair<dev_t, ino_t>, File>; // never destroyed: calls come until the end
    return *all;
}
long g_calls = 0;

const char* setting(const char* name)
{
    const char* value = std::getenv(name);
    return value ? value : "";
}

File* watched(int fd)
{
    static const std::string folder = setting("QD_CUT_FOLDER");
    if (folder.empty())
        return nullptr;
    char name[4096];
    const std::string link = "/proc/self/fd/" + std::to_string(fd);
    const ssize_t n = readlink(link.c_str(), name, sizeof name);
    if (n <= 0)
        return nullptr;
    const std::string path(name, static_cast<size_t>(n));
    if (path.compare(0, folder.size(), folder) != 0 || path.find("-shm") != std::string::npos)
        return nullptr;
    struct stat s = {};
    if (fstat(fd, &s) != 0 || !S_ISREG(s.st_mode))
        return nullptr;
    auto& file = files()[{s.st_dev, s.st_ino}];
    if (file.fd == 0)
        file.fd = open(link.c_str(), O_RDWR | O_CLOEXEC);
    return &file;
}

void cut()
{
    static const auto writeBack = next<PWrite>("pwrite64");
    static const auto truncate = next<Truncate>("ftruncate64");
    std::mt19937 random(static_cast<unsigned>(std::atol(setting("QD_CUT_SEED"))));
    for (auto& [inode, file] : files()) {
        for (auto c = file.unsynced.rbegin(); c != file.unsynced.rend(); ++c) {
            writeBack(file.fd, c->before.data(), c->before.size(), c->at);
            truncate(file.fd, c->sizeBefore);
        }
        for (const auto& c : file.unsynced) {
            if (random() % 4 != 0)
                continue;
            if (c.truncation) {
                truncate(file.fd, c.at);
                continue;
            }
            size_t length = c.after.size();
            if (random() % 4 == 0)
                length = length / 512 / 2 * 512;
            writeBack(file.fd, c.after.data(), length, c.at);
        }
    }
    _exit(137);
}

void tick()
{
    static const long at = std::atol(setting("QD_CUT_AT"));
    if (at > 0 && ++g_calls >= at)
        cut();
}

ssize_t writeThrough(int fd, const void* data, size_t size, off_t at)
{
    static const auto real = next<PWrite>("pwrite64");
    const std::lock_guard lock(g_mutex);
    if (File* file = watched(fd)) {
        tick();
        struct stat s = {};
        fstat(fd, &s);
        Change c {at, std::string(size, '\0'), std::string(static_cast<const char*>(data), size), s.st_size, false};
        const ssize_t n = pread(file->fd, c.before.data(), size, at);
        c.before.resize(n > 0 ? static_cast<size_t>(n) : 0);
        file->unsynced.push_back(std::move(c));
    }
    return real(fd, data, size, at);
}

int syncThrough(int fd, const char* name)
{
    const auto real = next<Sync>(name);
    static const long liesFrom = std::atol(setting("QD_CUT_LIES"));
    const std::lock_guard lock(g_mutex);
    File* file = watched(fd);
    if (file)
        tick();
    const int code = real(fd);
    if (file && code == 0 && (liesFrom == 0 || g_calls < liesFrom))
        file->unsynced.clear();
    return code;
}

int truncateThrough(int fd, off_t size)
{
    static const auto real = next<Truncate>("ftruncate64");
    const std::lock_guard lock(g_mutex);
    if (File* file = watched(fd)) {
        struct stat s = {};
        fstat(fd, &s);
        if (size < s.st_size) {
            tick();
            Change c {size, std::string(static_cast<size_t>(s.st_size - size), '\0'), {}, s.st_size, true};
            if (pread(file->fd, c.before.data(), c.before.size(), size) >= 0)
                file->unsynced.push_back(std::move(c));
        }
    }
    return real(fd, size);
}

} // namespace

extern "C" {

ssize_t pwrite(int fd, const void* data, size_t size, off_t at)
{
    return writeThrough(fd, data, size, at);
}

ssize_t pwrite64(int fd, const void* data, size_t size, off64_t at)
{
    return writeThrough(fd, data, size, at);
}

int fdatasync(int fd)
{
    return syncThrough(fd, "fdatasync");
}

int fsync(int fd)
{
    return syncThrough(fd, "fsync");
}

int ftruncate(int fd, off_t size) noexcept
{
    return truncateThrough(fd, size);
}

int ftruncate64(int fd, off64_t size) noexcept
{
    return truncateThrough(fd, size);
}
}
