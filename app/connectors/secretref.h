// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/result.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <map>

namespace quarterdeck {

/// A secret as configuration files name it, `{env: NAME}`, `{file: PATH}` or `{keychain: NAME}`; it is never written
/// into them.
struct SecretRef {
    QString env;
    QString file; ///< relative to the file that names it; no trailing line end counts
    QString keychain {}; ///< under the service "quarterdeck"
};

/// What the keychain said, by name: it is asked before a file is read, since its answer takes a while.
using KeychainSecrets = std::map<QString, Result<QByteArray>>;

/// The names that a YAML file has behind `keychain:`; none where it cannot be read.
QStringList keychainNames(const QString& configFile);

/// Error "secret.missing": what is wrong with it, without its value. `whose`: "the source “x”".
Result<QByteArray> readSecret(
    const SecretRef& ref, const QString& whose, const QString& configFile, const KeychainSecrets& keychain = {});

} // namespace quarterdeck
