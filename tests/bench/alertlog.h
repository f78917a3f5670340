// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/result.h"
#include "models/domain/time.h"

#include <QByteArray>
#include <QString>

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace quarterdeck {

/// A recorded log of alerts: comma-separated, its first line names the columns. Taken are `time` (seconds
/// since 1970), `name`, `host`, `short` (a code of the kind; absent: the name) and `ip`. Every other column,
/// so every label of what an alert was part of, is dropped here: nothing behind this class can see it.
class AlertLog {
public:
    struct Row {
        Instant at = 0; ///< milliseconds
        quint32 line = 0; ///< counted from 0, without the heading
        std::string_view name;
        std::string_view host;
        std::string_view kind;
        std::string_view ip;
    };

    /// Errors: "log.open", "log.columns".
    static Result<AlertLog> read(const QString& file);

    /// By time, ties in the order of the file: some logs are two logs behind one another.
    const std::vector<Row>& rows() const { return m_rows; }

private:
    QByteArray m_bytes; ///< the rows point into it
    std::vector<Row> m_rows;
};

/// Numbers for texts, in the order of first sight.
class TextNumbers {
public:
    quint32 of(std::string_view text)
    {
        if (const auto at = m_numbers.find(text); at != m_numbers.end())
            return at->second;
        const auto number = static_cast<quint32>(m_texts.size());
        m_texts.emplace_back(text);
        m_numbers.emplace(text, number);
        return number;
    }

    /// By number.
    const std::vector<std::string>& texts() const { return m_texts; }

private:
    struct Hash : std::hash<std::string_view> {
        using is_transparent = void;
    };

    std::unordered_map<std::string, quint32, Hash, std::equal_to<>> m_numbers;
    std::vector<std::string> m_texts;
};

} // namespace quarterdeck
