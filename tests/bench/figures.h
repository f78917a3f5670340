// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>

#include <chrono>
#include <vector>

namespace quarterdeck {

using SteadyClock = std::chrono::steady_clock;

inline double msSince(SteadyClock::time_point then)
{
    return std::chrono::duration<double, std::milli>(SteadyClock::now() - then).count();
}

/// Times of one kind, in milliseconds; sorted when something is asked.
class Times {
public:
    void add(double ms) { m_values.push_back(static_cast<float>(ms)); }

    void add(const Times& other)
    {
        m_values.insert(m_values.end(), other.m_values.begin(), other.m_values.end());
    }

    size_t count() const { return m_values.size(); }

    /// `part` 0.99: 99 of 100 are at most that; 1: the largest. 0 where there are none.
    double at(double part);

private:
    std::vector<float> m_values;
};

/// What the disk itself takes: a 4 KiB write and fdatasync, over and over, in a file of that folder.
Times bareSync(const QByteArray& folder, int rounds);

/// Prints the figures and writes them to `file` as JSON unless that is empty. The exit code: 1 where they have
/// an "error" or the file cannot be written.
int report(const QJsonObject& figures, const QString& file);

/// Resident memory of a process, MiB; 0 where it cannot be read.
double residentMb(qint64 pid);

} // namespace quarterdeck
