// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What a runbook file says, read and checked; resources/runbooks/restart-service.yaml explains the format.

#include "app/connectors/jqworker.h"

#include <optional>
#include <variant>
#include <vector>

namespace quarterdeck {

/// One text of a step: literal, or one expression that gives one text. Never a mixture: nothing is ever
/// spliced into a text.
struct TextElement {
    QString literal;
    std::optional<JqProgram> program;
    int line = 0;
};

struct RunbookParameter {
    QString name;
    std::optional<JqProgram> from; ///< absent: a person has to give the value
    QString pattern; ///< the whole value has to match
    bool leadingDash = false; ///< a value may begin with "-": it is no option where it is used
    int line = 0;
};

struct ExecRule {
    std::vector<TextElement> argv; ///< the first is literal and an absolute path
};

struct HttpRule {
    QString method = QStringLiteral("GET");
    TextElement url; ///< sees `vars` only, so that no label ever chooses a host
    std::vector<TextElement> path; ///< segments, each percent-encoded and appended to the address
    std::vector<std::pair<QString, TextElement>> query;
    std::vector<std::pair<QString, TextElement>> headers;
    std::optional<TextElement> body;
    std::vector<int> expect {200, 201, 202, 204};
};

struct RunbookStep {
    QString name;
    std::variant<ExecRule, HttpRule> rule;
    qint64 timeoutMs = 30'000;
    bool idempotent = false;
    int line = 0;
};

struct PostCheckRule {
    qint64 windowMs = 0;
    std::optional<HttpRule> probe; ///< absent: nothing can be verified
    QString until; ///< the jq condition over the probe's answer
    int line = 0;
};

struct Runbook {
    QString id; ///< the file's name without .yaml
    quint32 version = 1;
    QString title;
    QString description;
    QString risk;
    bool reversible = false;
    std::optional<JqProgram> applies; ///< absent: for every alert
    std::vector<RunbookParameter> parameters;
    std::vector<RunbookStep> steps;
    PostCheckRule check;

    QString file;
    QByteArray hash; ///< SHA-256 of the file
    QString source; ///< the file's text
};

} // namespace quarterdeck
