// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The part of YAML that Quarterdeck's own files use: mappings, lists and plain values, each with its
// line. Refused are anchors and aliases (nine lines of them unfold to gigabytes), tags (they choose
// types, in some readers even code), merge keys, duplicate keys, more than one document, more than 1 MiB
// and more than 32 levels. It is built from the parser's events: an alias is refused before it unfolds.

#include "models/domain/result.h"

#include <QByteArray>
#include <QString>

#include <optional>
#include <utility>
#include <vector>

namespace quarterdeck {

struct YamlNode {
    enum class Kind : quint8 { Null, Scalar, List, Map };

    Kind kind = Kind::Null;
    QString text; ///< of a scalar
    bool quoted = false; ///< 'true' in quotes is a text and not a yes
    int line = 0; ///< 1-based; of a block text, the line of its first line of text
    std::vector<YamlNode> items; ///< of a list
    std::vector<std::pair<QString, YamlNode>> members; ///< of a map, in the file's order

    bool isScalar() const { return kind == Kind::Scalar; }

    bool isList() const { return kind == Kind::List; }

    bool isMap() const { return kind == Kind::Map; }

    /// The member of a map, or null.
    const YamlNode* find(QStringView key) const;
    /// Of an unquoted `true` or `false`.
    std::optional<bool> toBool() const;
    /// Of an unquoted decimal integer.
    std::optional<qint64> toInt() const;
};

struct YamlLimits {
    qsizetype bytes = 1024 * 1024;
    int depth = 32;
};

/// Errors: "yaml.refused", with a sentence that begins with `file` and the line.
Result<YamlNode> readYaml(const QByteArray& text, const QString& file, const YamlLimits& limits = {});

/// "yaml.refused" about a node: "FILE:LINE: WHAT."
Error yamlError(const QString& file, int line, const QString& what);

} // namespace quarterdeck
