// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/connectors/jqworker.h"
#include "models/domain/time.h"

#include <functional>

namespace quarterdeck {

/// What a connector that somebody is writing makes of a payload, and what is wrong at which place.
struct MappingOutcome {
    enum class Where : quint8 { Connector, Payload, Result };

    struct Problem {
        Where where = Where::Result;
        int line = 0; ///< from 1; 0: not at a place
        int column = 0; ///< from 1; 0: somewhere in the line
        QString sentence;
    };

    QString text; ///< the signals as indented JSON
    int count = 0;
    std::vector<Problem> problems;
};

/// Reads `yaml` as the connector `name`, compiles all its programs and maps `payload` (a body, or a request with its
/// headers) by it. `done` comes once and later; nothing is kept.
void tryMapping(JqWorker& worker, const QString& name, const QString& yaml, const QByteArray& payload,
    Instant receivedAt, std::function<void(MappingOutcome)> done);

/// Line and column, both from 1, of a byte in a text of UTF-8; columns count characters.
std::pair<int, int> placeOfByte(const QByteArray& text, qsizetype byte);

} // namespace quarterdeck
