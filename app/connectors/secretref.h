// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/result.h"

#include <QByteArray>
#include <QString>

namespace quarterdeck {

/// A secret as configuration files name it, `{env: NAME}` or `{file: PATH}`; it is never written into them.
struct SecretRef {
    QString env;
    QString file; ///< relative to the file that names it; no trailing line end counts
};

/// Error "secret.missing": what is wrong with it, without its value. `whose`: "the source “x”".
Result<QByteArray> readSecret(const SecretRef& ref, const QString& whose, const QString& configFile);

} // namespace quarterdeck
