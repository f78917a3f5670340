// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/client/statekeeper.h"
#include "app/storage/outbox.h"
#include "app/storage/replicastore.h"
#include "app/wire/messages.h"

#include <QObject>
#include <QTimer>
#include <QUrl>
#include <QWebSocket>

#include <memory>

namespace quarterdeck {

/// An entry as a console folds it: decoded off the GUI thread, with its place in the chain.
struct ReadyEntry {
    Entry entry;
    QByteArray hash;
};

struct SessionConfig {
    QUrl url; ///< ws:// or wss://; may come later, from a server that is just starting
    QByteArray token;
    QString folder; ///< of the local copy and of what waits to be sent
    QString besideFolder; ///< the server's own journal on this machine: read instead of copied
    QString caFile; ///< PEM of the authority to trust, besides the system's
    std::shared_ptr<StateKeeper> keeper {}; ///< where the folded state is kept; null: every start folds from the first entry
    QByteArray pinned; ///< SHA-256 of the server's certificate, if somebody checked it
};

/// What waits or was sent, as the screen shows it.
struct Waiting {
    QByteArray command;
    QString author;
};

/// One console's conversation with its server: the link with its back-off, the local copy, and the
/// outbox. Lives on a thread of its own; everything crosses by queued signal. A command is in the outbox
/// (on disk) before submitted() comes, so that what the screen shows as saved survives a kill.
class Session : public QObject {
    Q_OBJECT

public:
    explicit Session(SessionConfig config, QObject* parent = nullptr);
    ~Session() override;

    /// On the session's thread: opens the copy, tells what it holds, connects.
    void start();
    void setUrl(const QUrl& url, const QByteArray& token);
    /// A command to be sent; live ones are refused without a link.
    void submit(const quarterdeck::Command& command);
    /// The GUI has folded this much: more may come.
    void granted(quint64 bytes);
    /// Sends everything from the first entry again: a text was redacted.
    void refold();
    /// Asks the server for what no entry holds; told() comes once, also when the link breaks.
    void inquire(quint64 id, const QString& topic, const QByteArray& about);
    /// Dismisses a refused line.
    void dismiss(const QByteArray& commandId);

signals:
    /// In order, without gaps. `behind`: how many more the server has.
    void entries(const std::vector<quarterdeck::ReadyEntry>& entries, quint64 behind, quint64 bytes);
    /// What was kept of an earlier start; entries() go on from there.
    void restored(const std::shared_ptr<quarterdeck::Workspace>& state);
    /// The copy is of another journal or was rolled back, or its texts changed: everything folded so far is void.
    void startOver(const QString& why, quarterdeck::StateKeeper::Era era);
    void welcomed(const QString& person, const std::vector<quarterdeck::Permission>& permissions, qint64 serverNow);
    void linkLost(const QString& why);
    void roundTrip(qint64 ms, qint64 serverNow);
    void pulse(const quarterdeck::FeedPulse& pulse);
    void answered(const QByteArray& commandId, quarterdeck::Seq seq, const quarterdeck::Error& error);
    void told(quint64 id, const QByteArray& what, const quarterdeck::Error& error);
    void waiting(const std::vector<quarterdeck::Waiting>& items);
    /// The texts of an entry came or went.
    void partChanged(quarterdeck::Seq seq);
    /// Something that a person must know: a damaged copy, a server that was rolled back.
    void problem(const QString& sentence);

private:
    void openCopy();
    void restore();
    void deliverCopy();
    StateKeeper::Era forget();
    void openLink();
    void opened();
    void lost();
    void frame(const QByteArray& bytes);
    void on(const Welcome& m);
    void on(const Entries& m);
    void on(const Accepted& m);
    void on(const Refused& m);
    void on(const HeadSigned& m);
    void on(const PartGone& m);
    void on(const PartGiven& m);
    void deliver(const std::vector<StoredEntry>& stored, Seq serverHead);
    void sendWaiting();
    void tellWaiting();
    void ping();
    void applyTrust();

    template <class M>
    void send(const M& message)
    {
        m_socket->sendBinaryMessage(encodeMessage(message));
    }

    SessionConfig m_config;
    std::unique_ptr<QWebSocket> m_socket;
    std::unique_ptr<ReplicaStore> m_copy;
    std::unique_ptr<Outbox> m_outbox;
    QTimer m_retry;
    QTimer m_ping;
    QTimer m_silence;
    Head m_have;
    QByteArray m_journalId;
    QByteArray m_publicKey;
    QString m_person; ///< as last welcomed; remembered so that offline lines carry their author
    QString m_goodbye;
    int m_failures = 0;
    int m_pings = 0;
    bool m_welcomed = false;
    bool m_textsChanged = false; ///< somebody was let in or put out: fold again with the entry that says so
    std::vector<quint64> m_inquiries; ///< not answered yet
    std::vector<QByteArray> m_live; ///< ids of live commands in flight: unknown when the link breaks
};

} // namespace quarterdeck

Q_DECLARE_METATYPE(quarterdeck::Error)
