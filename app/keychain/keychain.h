// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/result.h"

#include <QByteArray>
#include <QObject>
#include <QStringList>

#include <functional>
#include <map>

namespace quarterdeck {

/// The keychain of the user that this process runs as, through QtKeychain: names under the service "quarterdeck".
/// Asynchronous: answers come from the event loop, each within ten seconds, since a locked keychain may ask somebody
/// who is not there. There is no fallback to plain text: without a keychain nothing is stored.
///
/// Errors: "keychain.absent" (nobody answers; says what to use instead), "keychain.missing" (no such name),
/// "keychain.name", "keychain.refused" (with its own words).
class Keychain : public QObject {
    Q_OBJECT

public:
    using Read = std::function<void(const Result<QByteArray>&)>;
    using Told = std::function<void(const Outcome&)>;

    using QObject::QObject;

    void read(const QString& name, const Read& done);
    void write(const QString& name, const QByteArray& secret, const Told& done);
    void forget(const QString& name, const Told& done);

    /// All of them, by name.
    void readAll(const QStringList& names, const std::function<void(std::map<QString, Result<QByteArray>>)>& done);

    /// Serves events until every answer was given. For programs without a window, before they serve anybody.
    void settle();

    /// Letters, digits, . _ - and /, at most 100.
    static bool isName(const QString& name);

signals:
    void settled();

private:
    template <typename Job> void run(Job* job, const QString& name, std::function<void(Job&)> done, std::function<void(Error)> failed);
    void answered();

    int m_open = 0;
};

} // namespace quarterdeck
