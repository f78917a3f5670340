// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/relay/sessions.h"

#include "models/state/access.h"
#include <QJsonDocument>

namespace quarterdeck {

namespace {

constexpr size_t ringSize = 4096;
constexpr int readLimit = 256;
constexpr qsizetype chunkBytes = 256 * 1024;
constexpr qint64 queueLimit = 2 << 20; ///< below the server's own soft limit: a console that lags gets no more

qsizetype costOf(const StoredEntry& e)
{
    return e.body.size() + e.part.size() + 160;
}

} // namespace

Sessions::Sessions(Recorder& recorder, const Tokens& tokens, Elsewhere elsewhere, QObject* parent)
    : QObject(parent)
    , m_recorder(recorder)
    , m_tokens(tokens)
    , m_elsewhere(std::move(elsewhere))
{
}

void Sessions::opened(SocketId id, const QString& peer)
{
    m_sessions[id].peer = peer;
}

void Sessions::closed(SocketId id)
{
    m_sessions.erase(id);
}

void Sessions::drained(SocketId id)
{
    if (const auto it = m_sessions.find(id); it != m_sessions.end())
        pump(id, it->second);
}

void Sessions::bye(SocketId id, const char* code, const QString& sentence)
{
    send(id, Goodbye {QString::fromLatin1(code), sentence});
    if (m_server)
        m_server->close(id, 1008, sentence.toUtf8());
}

void Sessions::received(SocketId id, const QByteArray& frame)
{
    const auto it = m_sessions.find(id);
    if (it == m_sessions.end())
        return;
    auto& session = it->second;
    const auto message = decodeMessage(frame);
    if (!message) {
        bye(id, "wire.damaged", message.error().sentence);
        return;
    }
    if (const auto* m = get_if<Hello>(&*message))
        hello(id, session, *m);
    else if (!session.welcomed)
        bye(id, "wire.no-hello", QStringLiteral("The first message must be a hello with a token."));
    else if (const auto* credit = get_if<Credit>(&*message)) {
        session.credit = qMin<qint64>(session.credit + static_cast<qint64>(qMin<quint64>(credit->bytes, 64 << 20)),
            64 << 20);
        pump(id, session);
    } else if (const auto* submitted = get_if<Submit>(&*message))
        submit(id, session, submitted->command);
    else if (const auto* ping = get_if<Ping>(&*message))
        send(id, Pong {ping->sentAt, m_recorder.clock().now()});
    else if (const auto* inquiry = get_if<Inquiry>(&*message))
        inquire(id, session, *inquiry);
}

void Sessions::hello(SocketId id, Session& session, const Hello& hello)
{
    const auto identity = m_tokens.identify(hello.token);
    if (!identity) {
        bye(id, "session.token", QStringLiteral("This token is not known here. Ask whoever runs the server for one."));
        return;
    }
    if (!identity->may(Permission::Observe)) {
        bye(id, "session.send-only",
            QStringLiteral("This token is for sending alerts; it opens no console. Ask for a person’s token."));
        return;
    }
    if (hello.protocol > protocolVersion) {
        bye(id, "session.newer",
            QStringLiteral("This console speaks version %1 and the server version %2: update the server.")
                .arg(hello.protocol)
                .arg(protocolVersion));
        return;
    }
    const auto& journal = m_recorder.workspace().journal();
    const Head head = m_recorder.durable();
    Welcome welcome;
    welcome.journalId = journal.journalId;
    welcome.epoch = journal.epoch;
    welcome.person = identity->name;
    welcome.permissions.assign(identity->permissions.begin(), identity->permissions.end());
    welcome.head = head;
    welcome.now = m_recorder.clock().now();
    welcome.drill = journal.drill;
    if (hello.have.seq > 0) {
        if (hello.journalId != journal.journalId) {
            welcome.startOver = true;
            welcome.why = QStringLiteral("The server has another journal than this console’s copy.");
        } else {
            const auto mine = hello.have.seq <= head.seq ? m_recorder.journal().read(hello.have.seq, 1)
                                                         : Result<std::vector<StoredEntry>>(std::vector<StoredEntry>());
            if (!mine || mine->empty() || mine->front().hash != hello.have.hash) {
                welcome.startOver = true;
                welcome.why = hello.have.seq > head.seq
                    ? QStringLiteral("The server has lost entries that this console has seen (%1 here, %2 there): "
                                     "it was restored from a backup.")
                          .arg(hello.have.seq)
                          .arg(head.seq)
                    : QStringLiteral("The server’s history differs from what this console has seen at entry %1.")
                          .arg(hello.have.seq);
            }
        }
    }
    session.identity = *identity;
    session.welcomed = true;
    session.next = session.began = welcome.startOver ? 1 : hello.have.seq + 1;
    if (m_server)
        m_server->markReady(id);
    send(id, welcome);
    if (const auto signedHead = m_recorder.journal().latestHead())
        send(id, HeadSigned {signedHead->head, signedHead->at, signedHead->signature});
}

void Sessions::submit(SocketId id, Session& session, const QByteArray& bytes)
{
    const auto command = decodeCommand(bytes);
    if (!command) {
        send(id, Refused {bytes.left(16), QStringLiteral("command.unknown"),
                     QStringLiteral("The server does not know this command; it may be older than this console."), false});
        return;
    }
    if (const Seq seq = m_recorder.workspace().acceptedAs(command->id)) {
        // Sent twice: done once. What is still on its way to the disk is not promised; it will be asked again.
        if (seq <= m_recorder.durable().seq)
            send(id, Accepted {command->id, seq});
        return;
    }
    if (const auto refused = m_recorder.workspace().refusedAs(command->id)) {
        send(id, Refused {command->id, refused->code, refused->sentence, false});
        return;
    }
    const Asker asker {session.identity.name, session.identity.permissions};
    const auto answered = [this, id, commandId = command->id](const Result<Seq>& r) { answer(id, commandId, r); };
    if (m_elsewhere(*command, asker, answered))
        return;
    const auto facts = decide(*command, m_recorder.workspace(), asker, m_recorder.clock().now());
    if (!facts) {
        if (!command->offline) {
            answer(id, command->id, facts.error());
            return;
        }
        // The console forgets it with the answer: the refusal must be on disk before.
        m_recorder.record(
            asker.person, {},
            [&](Applying& a) { a.add(refusalFact(*command, m_recorder.workspace(), facts.error())); },
            [answered, refusal = facts.error()](const Result<Seq>& r) {
                answered(r ? Result<Seq>(refusal) : Result<Seq>(r.error()));
            });
        return;
    }
    m_recorder.record(
        asker.person, command->id,
        [&](Applying& a) {
            for (const auto& fact : *facts)
                a.add(fact);
        },
        [this, answered, accepted = *command](const Result<Seq>& r) {
            answered(r);
            if (r)
                emit this->accepted(accepted, *r);
        });
}

void Sessions::inquire(SocketId id, const Session& session, const Inquiry& inquiry)
{
    const auto told = [this, id, question = inquiry.id](const Result<QJsonObject>& r) {
        if (!m_sessions.contains(id))
            return;
        Told answer {question, r ? QJsonDocument(*r).toJson(QJsonDocument::Compact) : QByteArray(),
            r ? QString() : r.error().code, r ? QString() : r.error().sentence};
        if (answer.what.size() > maxFrame - 4096) {
            answer.what.clear();
            answer.code = QStringLiteral("inquiry.large");
            answer.sentence = QStringLiteral("The answer is too large to be sent to a console.");
        }
        send(id, answer);
    };
    if (m_inquired)
        m_inquired(inquiry.topic, QJsonDocument::fromJson(inquiry.about).object(), session.identity, told);
    else
        told(error("inquiry.unknown", QStringLiteral("This server answers no questions.")));
}

void Sessions::answer(SocketId id, const CommandId& command, const Result<Seq>& result)
{
    if (!m_sessions.contains(id))
        return; // it will ask again when it is back
    if (result) {
        send(id, Accepted {command, *result});
        return;
    }
    const bool retry = result.error().code.startsWith(QLatin1String("journal."));
    send(id, Refused {command, result.error().code, result.error().sentence, retry});
}

Result<std::vector<StoredEntry>> Sessions::entriesFrom(Seq from, int limit) const
{
    if (!m_ring.empty() && from >= m_ring.front().seq) {
        const auto skip = static_cast<std::ptrdiff_t>(from - m_ring.front().seq);
        std::vector<StoredEntry> out;
        for (auto it = m_ring.begin() + skip; it != m_ring.end() && static_cast<int>(out.size()) < limit; ++it)
            out.push_back(*it);
        return out;
    }
    return m_recorder.journal().read(from, limit);
}

void Sessions::pump(SocketId id, Session& session)
{
    const Head head = m_recorder.durable();
    while (session.welcomed && session.credit > 0 && session.next <= head.seq && m_server
        && m_server->queued(id) < queueLimit) {
        auto found = entriesFrom(session.next, session.atOnce);
        if (!found || found->empty())
            return;
        Entries message;
        message.head = head;
        qsizetype bytes = 0;
        for (auto& e : *found) {
            const bool setsAccess = !accessSetBy(m_recorder.workspace(), e.seq).empty();
            const auto cost = costOf(e);
            if (!message.entries.empty() && (bytes + cost > chunkBytes || setsAccess))
                break;
            if (setsAccess)
                tellAccess(id, session, e.seq);
            if (heldBack(m_recorder.workspace(), e, session.identity.name)) {
                e.part.clear();
                e.salt.clear();
                e.redacted = true;
                session.heldBack.insert(e.seq);
            }
            bytes += cost;
            message.entries.push_back(std::move(e));
        }
        // A storm's entries are 75 KB each: 256 of them read for a message of four would be most of the work of a start.
        const qsizetype each = bytes / static_cast<qsizetype>(message.entries.size()) + 1;
        session.atOnce = static_cast<int>(qBound(qsizetype(1), 2 * chunkBytes / each, qsizetype(readLimit)));
        session.credit -= bytes;
        session.next = message.entries.back().seq + 1;
        send(id, message);
    }
}

void Sessions::tellAccess(SocketId id, Session& session, Seq seq)
{
    for (const auto* incident : accessSetBy(m_recorder.workspace(), seq)) {
        for (const auto earlier : entriesOfTexts(*incident)) {
            if (earlier >= seq)
                break;
            const auto found = m_recorder.journal().read(earlier, 1);
            if (!found || found->empty() || found->front().part.isEmpty())
                continue;
            const auto& entry = found->front();
            const bool before = earlier < session.began;
            const bool mayNot = heldBack(m_recorder.workspace(), entry, session.identity.name);
            if (mayNot && (before || session.heldBack.insert(earlier).second))
                send(id, PartGone {earlier, true});
            else if (!mayNot && (session.heldBack.erase(earlier) > 0 || before))
                send(id, PartGiven {earlier, entry.salt, entry.part});
        }
    }
}

void Sessions::stored(const StoredEntry& entry)
{
    m_ring.push_back(entry);
    if (m_ring.size() > ringSize)
        m_ring.pop_front();
    for (auto& [id, session] : m_sessions)
        pump(id, session);
}

void Sessions::pulse(const Pulse& pulse)
{
    const auto frame = encodeMessage(pulse);
    for (const auto& [id, session] : m_sessions) {
        if (session.welcomed && m_server && m_server->queued(id) < queueLimit)
            m_server->send(id, frame);
    }
}

void Sessions::headSigned(const SignedHead& head)
{
    const auto frame = encodeMessage(HeadSigned {head.head, head.at, head.signature});
    for (const auto& [id, session] : m_sessions) {
        // A head is witnessed by those who have its entry; the others get a later one.
        if (session.welcomed && m_server && session.next > head.head.seq)
            m_server->send(id, frame);
    }
}

void Sessions::partGone(Seq seq)
{
    m_ring.clear(); // it may hold the text
    for (const auto& [id, session] : m_sessions) {
        if (session.welcomed)
            send(id, PartGone {seq});
    }
}

std::vector<QString> Sessions::people() const
{
    std::set<QString> names;
    for (const auto& [id, session] : m_sessions) {
        if (session.welcomed)
            names.insert(session.identity.name);
    }
    return {names.begin(), names.end()};
}

} // namespace quarterdeck
