// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/actions/runbook.h"
#include "app/connectors/yamlnode.h"

#include <initializer_list>

namespace quarterdeck {

/// Turns the YAML of one runbook file into a Runbook, or into the first thing that is wrong with it.
class RunbookReader {
public:
    explicit RunbookReader(QString file)
        : m_file(std::move(file))
    {
    }

    /// Error "runbook.refused", whose sentence begins with the file and the line.
    Result<Runbook> read(const YamlNode& root);

private:
    using Keys = std::initializer_list<QLatin1StringView>;

    bool fail(int line, const QString& what);
    bool knows(const YamlNode& map, const QString& what, Keys allowed);
    bool text(const YamlNode& map, const char* key, QString& out);
    bool number(const YamlNode& map, const char* key, qint64& out, qint64 least, qint64 most);
    bool flag(const YamlNode& map, const char* key, bool& out);
    bool program(const YamlNode& node, const QString& what, std::optional<JqProgram>& out);
    bool element(const YamlNode& node, const QString& what, TextElement& out);
    bool elements(const YamlNode& map, const char* key, std::vector<std::pair<QString, TextElement>>& out);

    bool readHead(const YamlNode& root);
    bool readParameters(const YamlNode& list);
    bool readParameter(const YamlNode& node);
    bool readSteps(const YamlNode& list);
    bool readStep(const YamlNode& node);
    bool readExec(const YamlNode& node, RunbookStep& step);
    bool readHttp(const YamlNode& node, HttpRule& rule, bool probe);
    bool readExpect(const YamlNode& node, HttpRule& rule);
    bool readLimits(const YamlNode& node, RunbookStep& step, qint64 mostSeconds);
    bool readCheck(const YamlNode& node);

    QString m_file;
    Runbook m_runbook;
    std::optional<Error> m_error;
};

} // namespace quarterdeck
