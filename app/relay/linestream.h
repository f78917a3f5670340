// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/connectors/connector.h"
#include "app/relay/intake.h"

#include <QElapsedTimer>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QPointer>
#include <QTimer>

namespace quarterdeck {

/// One response that stays open and says one JSON text a line. What has come is taken together, put on disk as a
/// request of its source, and only then the position behind it counts: a connection that breaks is resumed there, so
/// that nothing is heard twice and nothing is lost. While the disk is busy nothing is read, and the sender waits.
///
/// It says what happens and decides nothing: when to open it again is its Poller's business.
class LineStream : public QObject {
    Q_OBJECT

public:
    LineStream(SourceConfig config, const Connector& connector, std::size_t rule, Intake& intake, JqWorker& worker,
        QObject* parent = nullptr);

    /// Opens the response behind `position`; empty: where it was.
    void open(const QString& position = {});

    /// Lines that counted were heard since it was opened.
    bool heard() const { return m_heard; }
    /// How long ago it was opened, ms.
    qint64 openFor() const { return m_opened.isValid() ? m_opened.elapsed() : 0; }

signals:
    void alive(); ///< something came, be it the headers alone
    void over(); ///< the position counts no more: list again
    void ended(const QString& problem); ///< by the other side; empty: as it should

private:
    void get(const QString& path);
    void take();
    void placed(const QByteArray& batch, const QList<QByteArray>& broken);
    void store(const QString& position, const QList<QByteArray>& bodies, bool isOver);
    void stored();
    void finished();
    void close();
    void fail(const QString& problem);

    SourceConfig m_config;
    const Connector m_definition; ///< a copy: the file may change
    const StreamRule m_rule;
    Intake& m_intake;
    Mapper m_mapper;
    QNetworkAccessManager m_network;
    QPointer<QNetworkReply> m_reply;
    QTimer m_silence;
    QElapsedTimer m_opened;
    QString m_position;
    QByteArray m_partial; ///< a line that has no end yet
    bool m_busy = false; ///< what was taken is not on disk yet
    bool m_heard = false;
};

} // namespace quarterdeck
