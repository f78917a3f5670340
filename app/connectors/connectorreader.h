// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/connectors/connector.h"
#include "app/connectors/yamlnode.h"
#include "models/domain/result.h"

#include <initializer_list>
#include <optional>

namespace quarterdeck {

/// Turns the YAML of one connector file into a Connector, or into the first thing that is wrong.
class ConnectorReader {
public:
    explicit ConnectorReader(QString file)
        : m_file(std::move(file))
    {
    }

    Result<Connector> read(const YamlNode& root);

private:
    using Keys = std::initializer_list<QLatin1StringView>;

    static const YamlNode* member(const YamlNode& map, const char* key);
    bool fail(const YamlNode& at, const QString& what);
    bool knows(const YamlNode& map, const QString& what, Keys allowed);
    bool text(const YamlNode& map, const char* key, QString& out, bool needed);
    bool bytes(const YamlNode& map, const char* key, QByteArray& out, bool needed);
    bool number(const YamlNode& map, const char* key, int& out, int least, int most);
    bool flag(const YamlNode& map, const char* key, bool& out);
    bool program(const YamlNode& map, const char* key, std::optional<JqProgram>& out);

    bool readHead(const YamlNode& root);
    bool readDefine(const YamlNode& root);
    bool readReceives(const YamlNode& list);
    bool readReceive(const YamlNode& node);
    bool readPaths(const YamlNode& list, std::vector<QString>& out);
    bool readAccepts(const YamlNode& node);
    bool readAnswer(const YamlNode& node);
    bool readVerify(const YamlNode& node);
    bool readVerifyRule(const YamlNode& node);
    bool readHmac(const YamlNode& node, VerifyRule& verify);
    bool readParts(const YamlNode& list, HmacRule& rule);
    bool readPolls(const YamlNode& list);
    bool readPoll(const YamlNode& node);
    bool readStatus(const YamlNode& node, PollRule& rule);
    bool readStream(const YamlNode& node, PollRule& rule);
    bool readTimes(const YamlNode& map);
    bool readContext(const YamlNode& list);
    bool readPanel(const YamlNode& node);

    QString m_file;
    Connector m_connector;
    std::optional<Error> m_error;
};

} // namespace quarterdeck
