// SPDX-License-Identifier: GPL-3.0-or-later
// The program that the tests' steps start. `args …` prints its arguments as a JSON array; the other words
// are the ways in which real programs misbehave.
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <string>
#include <unistd.h>

extern char** environ;

namespace {

std::string quoted(const char* text)
{
    std::string out = "\"";
    for (const char* c = text; *c; ++c) {
        if (*c == '"' || *c == '\\')
            (out += '\\') += *c;
        else if (static_cast<unsigned char>(*c) < 0x20) {
            char escape[8];
            std::snprintf(escape, sizeof escape, "\\u%04x", static_cast<unsigned>(*c));
            out += escape;
        } else
            out += *c;
    }
    return out + '"';
}

int printArray(char** from)
{
    std::string out = "[";
    for (char** a = from; *a; ++a)
        out += (a == from ? "" : ",") + quoted(*a);
    out += "]";
    std::fwrite(out.data(), 1, out.size(), stdout);
    return 0;
}

void say(const char* words)
{
    if (::write(1, words, std::strlen(words)) < 0)
        std::abort();
}

[[noreturn]] void wait()
{
    for (;;)
        ::pause();
}

/// Leaves this session, as daemons do, and tells its number.
void detach(const char* pidFile)
{
    if (::fork() != 0)
        return;
    ::setsid();
    if (::fork() != 0)
        ::_exit(0);
    std::FILE* file = std::fopen(pidFile, "w");
    std::fprintf(file, "%d", ::getpid());
    std::fclose(file);
    wait();
}

void append(const char* path, const char* line)
{
    const int file = ::open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (file < 0 || ::write(file, line, std::strlen(line)) < 0 || ::fsync(file) != 0)
        std::abort();
    ::close(file);
}

} // namespace

int main(int argc, char** argv)
{
    const std::string what = argc > 1 ? argv[1] : "";
    const char* file = argc > 2 ? argv[2] : "";
    if (what == "args")
        return printArray(argv + 2);
    if (what == "env")
        return printArray(environ);
    if (what == "where") {
        char folder[4096];
        std::printf("%s %d %d %d", ::getcwd(folder, sizeof folder), ::getsid(0) == ::getpid(),
            ::getpgid(0) == ::getpid(), static_cast<int>(::getchar() == EOF));
        for (int fd = 3; fd < 1024; ++fd) {
            if (::fcntl(fd, F_GETFD) >= 0)
                std::printf(" open:%d", fd);
        }
        return 0;
    }
    if (what == "exit")
        return std::atoi(file);
    if (what == "touch" || what == "append") {
        append(file, argc > 3 ? argv[3] : "once\n");
        return 0;
    }
    if (what == "wait") {
        say("waiting");
        wait();
    }
    if (what == "stubborn") {
        std::signal(SIGTERM, SIG_IGN);
        say("stubborn");
        wait();
    }
    if (what == "daemon") {
        detach(file);
        say("started");
        return 0;
    }
    if (what == "daemon-and-wait") {
        detach(file);
        wait();
    }
    if (what == "endless") {
        std::string line(4096, 'x');
        for (;;)
            say(line.c_str());
    }
    if (what == "much") {
        std::string line(65536, 'a');
        for (int i = 0; i < 64; ++i)
            say(line.c_str());
        say("the end");
        return 0;
    }
    if (what == "binary") {
        const char bytes[] = "ok \xff\xfe\x1b[31mred\0 \xe2\x80\xae \xc3\xa4\n";
        return ::write(1, bytes, sizeof bytes - 1) > 0 ? 0 : 1;
    }
    if (what == "crash")
        ::raise(SIGUSR1); // one that no sanitizer takes for its own
    return 64;
}
