// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/figures.h"

#include <QFile>
#include <QJsonDocument>

#include <algorithm>
#include <array>
#include <cstdio>
#include <fcntl.h>
#include <unistd.h>

namespace quarterdeck {

double Times::at(double part)
{
    if (m_values.empty())
        return 0;
    std::sort(m_values.begin(), m_values.end());
    const auto last = m_values.size() - 1;
    return static_cast<double>(
        m_values[std::min(last, static_cast<size_t>(part * static_cast<double>(last) + 0.5))]);
}

Times bareSync(const QByteArray& folder, int rounds)
{
    Times out;
    const QByteArray file = folder + "/bare";
    const int fd = ::open(file.constData(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0)
        return out;
    std::array<char, 4096> page {};
    for (int i = 0; i < rounds; ++i) {
        page[0] = static_cast<char>(i);
        const auto start = SteadyClock::now();
        if (write(fd, page.data(), page.size()) != static_cast<ssize_t>(page.size()) || fdatasync(fd) != 0)
            break;
        out.add(msSince(start));
    }
    close(fd);
    unlink(file.constData());
    return out;
}

double residentMb(qint64 pid)
{
    QFile f(QStringLiteral("/proc/%1/status").arg(pid));
    if (!f.open(QIODevice::ReadOnly))
        return 0;
    for (const auto& line : f.readAll().split('\n')) {
        if (line.startsWith("VmRSS:"))
            return line.mid(6).simplified().split(' ').first().toDouble() / 1024;
    }
    return 0;
}

int report(const QJsonObject& figures, const QString& file)
{
    for (auto it = figures.begin(); it != figures.end(); ++it) {
        if (it->isDouble())
            std::printf("%-22s %.10g\n", qUtf8Printable(it.key()), it->toDouble());
        else
            std::printf("%-22s %s\n", qUtf8Printable(it.key()), qUtf8Printable(it->toVariant().toString()));
    }
    if (!file.isEmpty()) {
        QFile f(file);
        if (!f.open(QIODevice::WriteOnly) || f.write(QJsonDocument(figures).toJson()) < 0) {
            std::fprintf(stderr, "quarterdeck-bench: %s cannot be written\n", qUtf8Printable(file));
            return 1;
        }
    }
    return figures.contains(QStringLiteral("error")) ? 1 : 0;
}

} // namespace quarterdeck
