// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/client/session.h"

#include "app/storage/journalreader.h"

#include <QDateTime>
#include <QFile>
#include <QRandomGenerator>
#include <QSslConfiguration>
#include <QSslCertificate>

namespace quarterdeck {

namespace {

constexpr int firstRetryMs = 250;
constexpr int lastRetryMs = 5000;
constexpr int pingMs = 1000;
constexpr int resendEveryPings = 5;
constexpr int silenceMs = 3500; ///< pulses come every second: three missing is a lost link
constexpr quint64 firstCredit = 8 << 20;
constexpr int readChunk = 1000;

} // namespace

Session::Session(SessionConfig config, QObject* parent)
    : QObject(parent)
    , m_config(std::move(config))
    , m_retry(this)
    , m_ping(this)
    , m_silence(this)
{
    m_retry.setSingleShot(true);
    m_silence.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &Session::openLink);
    connect(&m_ping, &QTimer::timeout, this, &Session::ping);
    connect(&m_silence, &QTimer::timeout, this, [this] {
        if (m_socket)
            m_socket->abort();
    });
}

Session::~Session() = default;

void Session::start()
{
    openCopy();
    tellWaiting();
    openLink();
}

void Session::setUrl(const QUrl& url, const QByteArray& token)
{
    m_config.url = url;
    m_config.token = token;
    m_failures = 0;
    if (!m_socket || m_socket->state() == QAbstractSocket::UnconnectedState)
        openLink();
}

void Session::openCopy()
{
    auto outbox = Outbox::open(m_config.folder);
    if (outbox)
        m_outbox = std::move(outbox).value();
    else
        emit problem(outbox.error().sentence);
    if (m_outbox && !m_outbox->problem().isEmpty())
        emit problem(m_outbox->problem());
    if (!m_config.besideFolder.isEmpty()) {
        restore();
        return; // the server's own journal is right here
    }
    auto copy = ReplicaStore::open(m_config.folder);
    if (!copy) {
        emit problem(copy.error().sentence);
        return;
    }
    m_copy = std::move(copy).value();
    if (!m_copy->problem().isEmpty())
        emit problem(m_copy->problem());
    m_journalId = m_copy->meta("journalId");
    m_publicKey = m_copy->meta("publicKey");
    m_person = QString::fromUtf8(m_copy->meta("person"));
    restore();
    deliverCopy();
}

/// Only a state that stands in the journal that is here: it may have been replaced since.
void Session::restore()
{
    auto state = m_config.keeper ? m_config.keeper->load() : std::nullopt;
    if (!state)
        return;
    const Head head = state->head();
    std::optional<StoredEntry> here;
    if (m_copy) {
        if (auto found = m_copy->read(head.seq, 1); found && !found->empty())
            here = found->front();
    } else if (const auto reader = JournalReader::open(m_config.besideFolder)) {
        if (auto found = (*reader)->entry(head.seq))
            here = *found;
    }
    if (!here || here->hash != head.hash) {
        forget();
        return;
    }
    m_have = head;
    m_journalId = state->journal().journalId;
    m_publicKey = state->journal().publicKey;
    emit restored(std::make_shared<Workspace>(std::move(*state)));
}

StateKeeper::Era Session::forget()
{
    if (m_outbox)
        m_outbox->wipe();
    return m_config.keeper ? m_config.keeper->forget() : 0;
}

void Session::deliverCopy()
{
    for (Seq from = m_have.seq + 1;;) {
        const auto chunk = m_copy->read(from, readChunk);
        if (!chunk || chunk->empty())
            break;
        from = chunk->back().seq + 1;
        deliver(*chunk, m_copy->head().seq);
    }
}

void Session::refold()
{
    emit startOver({}, forget());
    m_have = {};
    if (!m_copy) {
        if (m_socket)
            m_socket->close(); // and catch up from the first entry
        return;
    }
    deliverCopy();
}

void Session::applyTrust()
{
    if (m_config.caFile.isEmpty())
        return;
    auto ssl = QSslConfiguration::defaultConfiguration();
    auto trusted = ssl.caCertificates();
    trusted += QSslCertificate::fromPath(m_config.caFile);
    ssl.setCaCertificates(trusted);
    m_socket->setSslConfiguration(ssl);
}

void Session::openLink()
{
    if (m_config.url.isEmpty())
        return;
    m_welcomed = false;
    m_goodbye.clear();
    m_socket = std::make_unique<QWebSocket>();
    m_socket->setMaxAllowedIncomingFrameSize(static_cast<quint64>(maxFrame));
    m_socket->setMaxAllowedIncomingMessageSize(static_cast<quint64>(maxFrame));
    m_socket->setOutgoingFrameSize(static_cast<quint64>(maxFrame));
    applyTrust();
    connect(m_socket.get(), &QWebSocket::connected, this, &Session::opened);
    connect(m_socket.get(), &QWebSocket::disconnected, this, &Session::lost, Qt::QueuedConnection);
    connect(m_socket.get(), qOverload<QAbstractSocket::SocketError>(&QWebSocket::error), this, [this] {
        if (m_socket && m_socket->state() == QAbstractSocket::UnconnectedState)
            QMetaObject::invokeMethod(this, &Session::lost, Qt::QueuedConnection);
    });
    connect(m_socket.get(), &QWebSocket::binaryMessageReceived, this, &Session::frame);
    // A dead way is given up soon and tried again; a slow one gets more time at each attempt, since being let in takes
    // two round trips: up to 28 s, for 5 s each way.
    m_silence.start(silenceMs << qMin(m_failures, 3));
    m_socket->open(m_config.url);
}

void Session::opened()
{
    Hello hello;
    hello.token = m_config.token;
    hello.journalId = m_journalId;
    hello.have = m_have;
    hello.program = QStringLiteral("quarterdeck %1").arg(QLatin1String(QD_VERSION));
    send(hello);
}

void Session::lost()
{
    if (!m_socket)
        return;
    const QString why = !m_goodbye.isEmpty() ? m_goodbye
        : m_socket->closeReason().isEmpty()  ? m_socket->errorString()
                                             : m_socket->closeReason();
    m_socket.release()->deleteLater();
    m_ping.stop();
    m_silence.stop();
    m_welcomed = false;
    for (const auto& id : std::exchange(m_live, {}))
        emit answered(id, 0,
            error("link.lost", QStringLiteral("The link broke before the server answered; look whether it was done.")));
    for (const auto id : std::exchange(m_inquiries, {}))
        emit told(id, {}, error("link.lost", QStringLiteral("The link broke before the server answered.")));
    emit linkLost(why);
    const int wait = qMin(lastRetryMs, firstRetryMs << qMin(m_failures, 5));
    ++m_failures;
    m_retry.start(wait + static_cast<int>(QRandomGenerator::global()->bounded(wait / 4 + 1)));
}

void Session::frame(const QByteArray& bytes)
{
    m_silence.start(silenceMs);
    const auto message = decodeMessage(bytes);
    if (!message) {
        emit problem(message.error().sentence);
        m_socket->close();
        return;
    }
    if (const auto* m = get_if<Welcome>(&*message))
        on(*m);
    else if (const auto* e = get_if<Entries>(&*message))
        on(*e);
    else if (const auto* a = get_if<Accepted>(&*message))
        on(*a);
    else if (const auto* r = get_if<Refused>(&*message))
        on(*r);
    else if (const auto* p = get_if<Pulse>(&*message))
        emit pulse(p->feed);
    else if (const auto* h = get_if<HeadSigned>(&*message))
        on(*h);
    else if (const auto* g = get_if<Goodbye>(&*message))
        m_goodbye = g->sentence;
    else if (const auto* t = get_if<Told>(&*message)) {
        if (std::erase(m_inquiries, t->id))
            emit told(t->id, t->what, Error {t->code, t->sentence, {}});
    } else if (const auto* pong = get_if<Pong>(&*message))
        emit roundTrip(QDateTime::currentMSecsSinceEpoch() - pong->sentAt, pong->now);
    else if (const auto* gone = get_if<PartGone>(&*message))
        on(*gone);
    else if (const auto* given = get_if<PartGiven>(&*message))
        on(*given);
}

void Session::on(const PartGone& m)
{
    forget(); // first: a kill must not leave the text in what is kept
    if (m_copy)
        if (const auto done = m_copy->redact(m.seq); !done)
            emit problem(done.error().sentence);
    m_textsChanged = m_textsChanged || m.membersOnly;
    emit partChanged(m.seq);
}

void Session::on(const PartGiven& m)
{
    forget();
    if (m_copy)
        if (const auto done = m_copy->give(m.seq, m.salt, m.part); !done)
            emit problem(done.error().sentence);
    m_textsChanged = true;
    emit partChanged(m.seq);
}

void Session::on(const Welcome& m)
{
    if (m.startOver) {
        emit problem(m.why);
        if (m_copy) {
            if (const auto done = m_copy->startOver(); !done) {
                emit problem(done.error().sentence);
                return;
            }
        }
        m_have = {};
        emit startOver(m.why, forget());
    }
    m_welcomed = true;
    m_failures = 0;
    m_journalId = m.journalId;
    m_person = m.person;
    if (m_copy) {
        for (const auto& [key, value] : {std::pair<QByteArray, QByteArray>("journalId", m.journalId),
                 std::pair<QByteArray, QByteArray>("person", m.person.toUtf8())}) {
            if (const auto done = m_copy->setMeta(key, value); !done)
                emit problem(done.error().sentence);
        }
    }
    emit welcomed(m.person, m.permissions, m.now);
    send(Credit {firstCredit});
    m_ping.start(pingMs);
    ping();
    sendWaiting();
}

void Session::on(const Entries& m)
{
    if (m.entries.empty())
        return;
    if (m_copy) {
        if (const auto done = m_copy->append(m.entries); !done) {
            emit problem(done.error().sentence);
            m_goodbye = done.error().sentence;
            m_socket->close();
            return;
        }
    } else {
        Head at = m_have;
        for (const auto& stored : m.entries) {
            if (const auto ok = checkEntry(stored, at.seq + 1, at.hash); !ok) {
                emit problem(ok.error().sentence);
                m_socket->close();
                return;
            }
            at = {stored.seq, stored.hash};
        }
    }
    if (std::exchange(m_textsChanged, false))
        refold(); // out of the copy, or by catching up from the first entry
    else
        deliver(m.entries, m.head.seq);
}

void Session::deliver(const std::vector<StoredEntry>& stored, Seq serverHead)
{
    std::vector<ReadyEntry> ready;
    ready.reserve(stored.size());
    quint64 bytes = 0;
    for (const auto& s : stored) {
        auto entry = decodeEntry(s);
        if (!entry) {
            emit problem(entry.error().sentence);
            return;
        }
        if (const auto* opened = entry->facts.empty() ? nullptr : get_if<JournalOpened>(&entry->facts.front())) {
            m_publicKey = opened->publicKey;
            if (m_copy)
                if (const auto done = m_copy->setMeta("publicKey", m_publicKey); !done)
                    emit problem(done.error().sentence);
        }
        bytes += static_cast<quint64>(s.body.size() + s.part.size() + 160);
        ready.push_back({std::move(entry).value(), s.hash});
    }
    m_have = {stored.back().seq, stored.back().hash};
    emit entries(ready, serverHead > m_have.seq ? serverHead - m_have.seq : 0, bytes);
}

void Session::granted(quint64 bytes)
{
    if (m_socket && m_welcomed)
        send(Credit {bytes});
}

void Session::on(const HeadSigned& m)
{
    if (!m_copy)
        return;
    const SignedHead head {m.head, m.at, m.signature};
    if (const auto seen = m_copy->sawHead(head, m_publicKey); !seen)
        emit problem(seen.error().sentence);
}

void Session::submit(const Command& command)
{
    const bool live = classOf(command.body) == CommandClass::Live;
    if (live && !m_welcomed) {
        emit answered(command.id, 0,
            error("link.none", QStringLiteral("There is no link to the server. Actions are never started later by "
                                              "themselves; try again when it is back.")));
        return;
    }
    const QByteArray bytes = encodeCommand(command);
    if (live) {
        m_live.push_back(command.id);
        send(Submit {bytes});
        return;
    }
    if (!m_outbox) {
        emit answered(command.id, 0, error("outbox.unwritable", QStringLiteral("Nothing can be saved on this machine.")));
        return;
    }
    if (const auto added = m_outbox->add(bytes, m_person, command.madeAt); !added) {
        emit answered(command.id, 0, added.error());
        return;
    }
    tellWaiting();
    if (m_welcomed)
        send(Submit {bytes});
    else
        emit answered(command.id, 0, error("outbox.waiting", QStringLiteral("Waiting to send.")));
}

void Session::inquire(quint64 id, const QString& topic, const QByteArray& about)
{
    if (!m_welcomed) {
        emit told(id, {}, error("link.none", QStringLiteral("There is no link to the server, so it cannot be asked.")));
        return;
    }
    m_inquiries.push_back(id);
    send(Inquiry {id, topic, about});
}

void Session::sendWaiting()
{
    if (!m_outbox)
        return;
    const auto items = m_outbox->list();
    if (!items)
        return;
    for (const auto& item : *items) {
        if (!item.refused.isEmpty())
            continue;
        auto command = decodeCommand(item.command);
        if (!command)
            continue;
        command->offline = true;
        send(Submit {encodeCommand(*command)});
    }
}

void Session::tellWaiting()
{
    std::vector<Waiting> out;
    if (m_outbox) {
        if (const auto items = m_outbox->list()) {
            for (const auto& item : *items) {
                if (item.refused.isEmpty())
                    out.push_back({item.command, item.author});
            }
        }
    }
    emit waiting(out);
}

void Session::on(const Accepted& m)
{
    std::erase(m_live, m.command);
    dismiss(m.command);
    emit answered(m.command, m.seq, {});
}

void Session::on(const Refused& m)
{
    std::erase(m_live, m.command);
    if (m.retry) {
        emit answered(m.command, 0, error("outbox.waiting", m.sentence));
        return; // it stays, and is sent again with the next link or when the server writes again
    }
    dismiss(m.command);
    emit answered(m.command, 0, {m.code, m.sentence, {}});
}

void Session::dismiss(const QByteArray& commandId)
{
    if (!m_outbox)
        return;
    const auto items = m_outbox->list();
    if (!items)
        return;
    for (const auto& item : *items) {
        const auto command = decodeCommand(item.command);
        if (command && command->id == commandId) {
            if (const auto done = m_outbox->remove(item.id); !done)
                emit problem(done.error().sentence);
        }
    }
    tellWaiting();
}

void Session::ping()
{
    if (!m_socket || !m_welcomed)
        return;
    send(Ping {QDateTime::currentMSecsSinceEpoch()});
    // What a server with a full disk has put off is asked again; sending twice is safe.
    if (++m_pings % resendEveryPings == 0)
        sendWaiting();
}

} // namespace quarterdeck
