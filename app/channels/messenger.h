// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/channels/channelfile.h"
#include "models/state/workspace.h"

#include <QNetworkAccessManager>
#include <QObject>

#include <map>

namespace quarterdeck {

/// Sends what waits in the journal through its channel, and has written down what came of it. A message is on disk
/// before it is tried and counts as sent when the other side says so; a server that dies in between tries it again,
/// with the same dedup_key: rather paged twice than never. It is tried again after 2 s, 4 s … 60 s, for a day, unless
/// the other side refuses it for good (a status of 400 to 499 but 408, 425 and 429). In an exercise nothing goes out.
class Messenger : public QObject {
    Q_OBJECT

public:
    using Record = std::function<void(Fact)>;

    Messenger(JqWorker& worker, Record record, QObject* parent = nullptr);

    void use(std::vector<Channel> channels);
    /// After a restart: what still waits.
    void recover(const Workspace& workspace);
    void applied(const Workspace& workspace, const Delta& delta);
    /// Once a second, with everything on disk that was decided: begins what is due.
    void second(const Workspace& workspace, Instant now);

private:
    struct Attempt {
        IncidentId incident;
        QString channel;
        QByteArray input;
        Instant queuedAt = 0;
        Instant dueAt = 0;
        quint32 attempts = 0;
        bool busy = false;
    };

    void look(const Incident& incident);
    void send(Seq message, Attempt& attempt);
    void post(Seq message, const QByteArray& body);
    void answered(Seq message, int status, const QByteArray& body, const QString& trouble);
    void judged(Seq message, bool sent, int status, const QString& answer);

    JqWorker& m_worker;
    Record m_record;
    QNetworkAccessManager m_network;
    std::map<QString, Channel> m_channels;
    std::set<IncidentId> m_incidents; ///< with messages that wait
    std::map<Seq, Attempt> m_waiting;
    Instant m_now = 0;
};

/// A status of 400 to 499 that will not be another one later.
bool refusedForGood(int status);

/// What a channel's body program reads. The journal is in the dedup_key, so that two servers never share one.
QByteArray messageJson(const MessageInfo& message, const Incident& incident, const QByteArray& journalId);

} // namespace quarterdeck
