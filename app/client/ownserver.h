// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/result.h"

#include <QObject>
#include <QTimer>
#include <QUrl>

namespace quarterdeck {

/// The console's own server on this machine: a quarterdeck-relay that outlives the window. It is a
/// process of its own session, found again by what it leaves in its data folder:
///
///   DATA/tokens     0600, made once by the console: the person's token and one for local senders
///   DATA/listening  written by the relay when it serves: {"address":…,"port":…,"pid":…}
///
/// The token is in a file and not in a pipe, since a console that crashed must find its server again.
class OwnServer : public QObject {
    Q_OBJECT

public:
    struct Config {
        QString data;
        QString person;
        QStringList arguments; ///< further ones for the relay: --drill, --topology F …
    };

    explicit OwnServer(Config config, QObject* parent = nullptr);

    /// Attaches to a running one or starts it; ready() or failed() follows.
    void start();
    /// The link was lost: starts it again if the process is gone.
    void check();
    /// Ends it, if it is ours.
    void stop();

    qint64 processId() const { return m_pid; }

signals:
    void ready(const QUrl& url, const QByteArray& token);
    void failed(const QString& sentence);

private:
    Result<QByteArray> makeTokens();
    bool readListening();
    void spawn();
    void look();

    Config m_config;
    QByteArray m_token;
    qint64 m_pid = 0;
    bool m_spawned = false;
    int m_looks = 0;
    QTimer m_look;
};

} // namespace quarterdeck
