// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/alertlog.h"

#include <QFile>

#include <algorithm>
#include <array>
#include <charconv>

namespace quarterdeck {

namespace {

    /// The next field of a line; quoted ones lose their quotes, a doubled quote in them stays doubled.
    std::string_view field(std::string_view& line)
    {
        size_t end = 0;
        std::string_view out;
        if (!line.empty() && line.front() == '"') {
            size_t close = 1;
            while (close < line.size()
                && (line[close] != '"' || (close + 1 < line.size() && line[close + 1] == '"')))
                close += line[close] == '"' ? 2 : 1;
            out = line.substr(1, close - 1);
            end = line.find(',', close);
        } else {
            end = line.find(',');
            out = line.substr(0, end);
        }
        line = end == std::string_view::npos ? std::string_view() : line.substr(end + 1);
        return out;
    }

} // namespace

Result<AlertLog> AlertLog::read(const QString& file)
{
    QFile in(file);
    if (!in.open(QIODevice::ReadOnly))
        return error("log.open", QStringLiteral("%1 cannot be read: %2").arg(file, in.errorString()));
    AlertLog log;
    log.m_bytes = in.readAll();
    std::string_view rest(log.m_bytes.constData(), static_cast<size_t>(log.m_bytes.size()));
    const auto nextLine = [&] {
        const size_t end = rest.find('\n');
        std::string_view line = rest.substr(0, end);
        rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
        if (!line.empty() && line.back() == '\r')
            line.remove_suffix(1);
        return line;
    };

    enum { Time, Name, Host, Short, Ip, Taken };

    constexpr std::array<std::string_view, Taken> names { "time", "name", "host", "short", "ip" };
    std::vector<int> columns; // which of the five each is; Taken: none of them
    for (auto heading = nextLine(); !heading.empty();)
        columns.push_back(int(std::find(names.begin(), names.end(), field(heading)) - names.begin()));
    for (const int needed : { int(Time), int(Name), int(Host) }) {
        if (std::find(columns.begin(), columns.end(), needed) == columns.end())
            return error("log.columns", QStringLiteral("%1 has no columns time, name and host").arg(file));
    }
    for (quint32 number = 0; !rest.empty(); ++number) {
        auto line = nextLine();
        std::array<std::string_view, Taken + 1> values;
        for (const int column : columns)
            values[size_t(column)] = field(line);
        double seconds = 0;
        const auto time = values[Time];
        if (std::from_chars(time.data(), time.data() + time.size(), seconds).ec != std::errc())
            return error("log.columns", QStringLiteral("%1, line %2 has no time").arg(file).arg(number + 2));
        log.m_rows.push_back({ qint64(seconds * 1000), number, values[Name], values[Host],
            values[Short].empty() ? values[Name] : values[Short], values[Ip] });
    }
    std::stable_sort(
        log.m_rows.begin(), log.m_rows.end(), [](const Row& a, const Row& b) { return a.at < b.at; });
    return log;
}

} // namespace quarterdeck
