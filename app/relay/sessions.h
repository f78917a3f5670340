// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/relay/identity.h"
#include "app/relay/recorder.h"
#include "app/server/server.h"
#include "app/wire/messages.h"
#include "models/state/decide.h"

#include <QJsonObject>
#include <QObject>

#include <deque>
#include <map>

namespace quarterdeck {

/// The consoles: who they are, how far they have been sent, what they ask. Each gets the entries after its
/// own last one as its credit allows, out of a ring of recent entries or from the disk; a slow one only
/// falls behind. Lives on the relay's thread; the server's handlers are queued to it.
class Sessions : public QObject {
    Q_OBJECT

public:
    /// A command that only the relay's other parts can decide (PrepareRun); true: it will be answered later.
    using Elsewhere = std::function<bool(const Command&, const Asker&, std::function<void(Result<Seq>)>)>;

    /// Answers a console's question; the callback comes once.
    using Inquired = std::function<void(
        const QString& topic, const QJsonObject& about, const Identity&, std::function<void(Result<QJsonObject>)>)>;

    Sessions(Recorder& recorder, const Tokens& tokens, Elsewhere elsewhere, QObject* parent = nullptr);

    void serve(Server& server) { m_server = &server; }
    void setInquired(Inquired inquired) { m_inquired = std::move(inquired); }

    // Queued from the io thread.
    void opened(SocketId id, const QString& peer);
    void received(SocketId id, const QByteArray& frame);
    void closed(SocketId id);
    void drained(SocketId id);

    void stored(const StoredEntry& entry);
    void pulse(const Pulse& pulse);
    void headSigned(const SignedHead& head);
    void partGone(Seq seq);

    std::vector<QString> people() const;

signals:
    void accepted(const quarterdeck::Command& command, quarterdeck::Seq seq);

private:
    struct Session {
        QString peer;
        Identity identity;
        bool welcomed = false;
        Seq next = 0; ///< the next entry to send
        Seq began = 0; ///< the first entry of this connection: what went before it is not known
        std::set<Seq> heldBack; ///< of this connection: sent without their texts
        qint64 credit = 0;
        int atOnce = 1; ///< entries to read: about two messages of as large ones as were just sent
    };

    void hello(SocketId id, Session& session, const Hello& hello);
    void submit(SocketId id, Session& session, const QByteArray& bytes);
    void inquire(SocketId id, const Session& session, const Inquiry& inquiry);
    void answer(SocketId id, const CommandId& command, const Result<Seq>& result);
    void pump(SocketId id, Session& session);
    /// In front of an entry that says who may read an incident: its texts, or that they are to be forgotten.
    void tellAccess(SocketId id, Session& session, Seq seq);
    Result<std::vector<StoredEntry>> entriesFrom(Seq from, int limit) const;
    void bye(SocketId id, const char* code, const QString& sentence);

    template <class M>
    void send(SocketId id, const M& message)
    {
        if (m_server)
            m_server->send(id, encodeMessage(message));
    }

    Recorder& m_recorder;
    const Tokens& m_tokens;
    Elsewhere m_elsewhere;
    Inquired m_inquired;
    Server* m_server = nullptr;
    std::map<SocketId, Session> m_sessions;
    std::deque<StoredEntry> m_ring;
};

} // namespace quarterdeck
