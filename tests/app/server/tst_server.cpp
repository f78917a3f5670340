// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/server/server.h"

#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QSslCertificate>
#include <QSslSocket>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>
#include <QWebSocket>

#include <atomic>
#include <mutex>
#include <thread>

using namespace quarterdeck;
using namespace std::chrono_literals;

namespace {

/// A server on a free port and what its handlers have seen. Echoes bodies and, once told the word, messages.
class Echo {
public:
    explicit Echo(Server::Config config = {})
    {
        Server::Handlers h;
        h.admit = [this](const RequestHead& head) -> std::optional<HttpReply> {
            ++admitted;
            if (head.path() == "/locked")
                return refusalReply(401, QStringLiteral("The token is missing."));
            return {};
        };
        h.request = [this](RequestHead head, QByteArray body, Server::Respond respond) {
            if (onRequest)
                return onRequest(std::move(head), std::move(body), std::move(respond));
            HttpReply reply;
            reply.body = head.method + ' ' + head.target + ' ' + body;
            respond(std::move(reply));
        };
        h.admitSocket = [](const RequestHead& head) -> std::optional<HttpReply> {
            if (head.path() != "/v1/wire")
                return refusalReply(404, QStringLiteral("There is no WebSocket here."));
            return {};
        };
        h.opened = [this](SocketId id, const RequestHead&) { last = id; };
        h.message = [this](SocketId id, QByteArray message) {
            if (message == "ready")
                server->markReady(id);
            server->send(id, std::move(message));
        };
        h.closed = [this](SocketId) { ++closed; };
        h.drained = [this](SocketId) { ++drained; };
        h.refused = [this](const Refusal& refusal) {
            const std::lock_guard lock(mutex);
            refusals.append(refusal.sentence);
        };
        server = std::make_unique<Server>(std::move(config), std::move(h));
        auto started = server->start();
        port = started ? *started : quint16(0);
        sentence = started ? QString() : started.error().sentence;
    }

    QUrl url(const char* scheme = "ws") const
    {
        return QUrl(QStringLiteral("%1://127.0.0.1:%2/v1/wire").arg(QString::fromLatin1(scheme)).arg(port));
    }

    std::function<void(RequestHead, QByteArray, Server::Respond)> onRequest;
    std::atomic<SocketId> last = 0;
    std::atomic<int> admitted = 0, closed = 0, drained = 0;
    std::mutex mutex;
    QStringList refusals;
    quint16 port = 0;
    QString sentence;
    std::unique_ptr<Server> server; // last: its thread ends before what it writes to
};

Server::Config with(const std::function<void(ServerLimits&)>& change)
{
    Server::Config config;
    change(config.limits);
    return config;
}

QByteArray post(const QByteArray& body, const QByteArray& fields = {})
{
    return "POST /in HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + QByteArray::number(body.size())
        + "\r\n" + fields + "\r\n" + body;
}

/// One reply, read to its Content-Length.
QByteArray reply(QTcpSocket& socket)
{
    QByteArray data;
    for (;;) {
        const auto head = data.indexOf("\r\n\r\n");
        const auto at = data.indexOf("Content-Length: ");
        if (head >= 0 && at >= 0) {
            const auto length = data.mid(at + 16, data.indexOf("\r\n", at) - at - 16).toLongLong();
            if (data.size() >= head + 4 + length)
                return data;
        }
        if (socket.bytesAvailable() == 0 && !socket.waitForReadyRead(10000))
            return data;
        data += socket.read(1);
    }
}

QByteArray bodyOf(const QByteArray& reply)
{
    return reply.mid(reply.indexOf("\r\n\r\n") + 4);
}

/// Resident memory of this process in KiB.
qint64 residentKiB()
{
    QFile file(QStringLiteral("/proc/self/status"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray text = file.readAll();
    const auto at = text.indexOf("VmRSS:");
    return text.mid(at + 6, text.indexOf("kB", at) - at - 6).trimmed().toLongLong();
}

/// A WebSocket client that collects what comes.
class Client {
public:
    explicit Client(const QUrl& url)
    {
        QObject::connect(&socket, &QWebSocket::binaryMessageReceived, &socket,
            [this](const QByteArray& m) { messages.append(m); });
        socket.open(url);
    }

    bool connected()
    {
        return QTest::qWaitFor([this] { return socket.state() == QAbstractSocket::ConnectedState; }, 10000);
    }

    bool gone()
    {
        return QTest::qWaitFor([this] { return socket.state() == QAbstractSocket::UnconnectedState; }, 15000);
    }

    bool has(qsizetype n)
    {
        return QTest::qWaitFor([&] { return messages.size() >= n; }, 15000);
    }

    QWebSocket socket;
    QList<QByteArray> messages;
};

} // namespace

class TestServer : public QObject {
    Q_OBJECT

private slots:
    void answersRequests();
    void answersFromAnotherThread();
    void answersAfterTheServerIsGone();
    void keepsConnectionsAliveUpToALimit();
    void refusesAtTheHead();
    void refusesForeignHosts();
    void saysWhyItCannotListen();
    void givesUpDrippersAndSilentHandlers();
    void echoesMessages();
    void closesWithoutAHello();
    void closesWithTheCodeAndReasonGiven();
    void refusesTextMessages();
    void dropsASlowReader();
    void tellsWhenTheOutboxHasDrained();
    void stopsInGoodManners();
    void dropsTheOldestStrangerAtTheCap();
    void speaksTls();
};

void TestServer::answersRequests()
{
    Echo echo;
    QVERIFY2(echo.port != 0, qPrintable(echo.sentence));
    QTcpSocket client;
    client.connectToHost(QStringLiteral("127.0.0.1"), echo.port);
    client.write(post("hello"));
    const QByteArray got = reply(client);
    QVERIFY2(got.startsWith("HTTP/1.1 200 OK\r\n"), got.constData());
    QCOMPARE(bodyOf(got), QByteArray("POST /in hello"));
}

void TestServer::answersFromAnotherThread()
{
    Echo echo;
    std::thread worker;
    echo.onRequest = [&](const RequestHead&, const QByteArray& body, const Server::Respond& respond) {
        if (worker.joinable())
            worker.join();
        worker = std::thread([=] {
            HttpReply reply;
            reply.status = 503;
            reply.body = body + body;
            reply.headers.emplace_back("Retry-After", "7\r\nX-Injected: 1");
            respond(reply);
            respond(reply); // the second is nobody's
        });
    };
    QTcpSocket client;
    client.connectToHost(QStringLiteral("127.0.0.1"), echo.port);
    for (int i = 0; i < 20; ++i) {
        client.write(post(QByteArray::number(i)));
        const QByteArray got = reply(client);
        QVERIFY(got.startsWith("HTTP/1.1 503 "));
        QVERIFY(got.contains("\r\nRetry-After: 7X-Injected: 1\r\n"));
        QCOMPARE(bodyOf(got), QByteArray::number(i) + QByteArray::number(i));
    }
    echo.server->stop();
    worker.join();
}

void TestServer::answersAfterTheServerIsGone()
{
    Server::Respond late;
    std::atomic<bool> asked = false;
    {
        Echo echo;
        echo.onRequest = [&](const RequestHead&, const QByteArray&, Server::Respond respond) {
            late = std::move(respond);
            asked = true;
        };
        QTcpSocket client;
        client.connectToHost(QStringLiteral("127.0.0.1"), echo.port);
        client.write(post("x"));
        QVERIFY(client.waitForBytesWritten());
        QTRY_VERIFY(asked);
    }
    late(HttpReply());
}

void TestServer::keepsConnectionsAliveUpToALimit()
{
    Echo echo(with([](ServerLimits& l) { l.requests = 3; }));
    QTcpSocket client;
    client.connectToHost(QStringLiteral("127.0.0.1"), echo.port);
    client.write(post("a") + post("b") + post("c") + post("d"));
    QCOMPARE(bodyOf(reply(client)), QByteArray("POST /in a"));
    QCOMPARE(bodyOf(reply(client)), QByteArray("POST /in b"));
    const QByteArray third = reply(client);
    QVERIFY(third.contains("Connection: close"));
    QTRY_COMPARE(client.state(), QAbstractSocket::UnconnectedState);
}

void TestServer::refusesAtTheHead()
{
    Echo echo;
    for (const auto& [raw, status] : std::vector<std::pair<QByteArray, QByteArray>> {
             { "GET /locked HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n", "401" },
             { "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999\r\n\r\n", "413" },
             { "DELETE / HTTP/1.1\r\nHost: localhost\r\n\r\n", "405" },
             { "GET /v1/none HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: x, Upgrade\r\n"
               "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
                 "404" },
             { "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Encoding: gzip\r\n\r\n", "415" } }) {
        QTcpSocket client;
        client.connectToHost(QStringLiteral("127.0.0.1"), echo.port);
        client.write(raw);
        const QByteArray got = reply(client);
        QVERIFY2(got.startsWith("HTTP/1.1 " + status), got.constData());
        QVERIFY2(bodyOf(got).startsWith("{\"error\":\""), got.constData());
        QTRY_COMPARE(client.state(), QAbstractSocket::UnconnectedState);
    }
}

void TestServer::refusesForeignHosts()
{
    Server::Config config;
    config.allowedHosts = { "relay.example" };
    Echo echo(config);
    for (const auto& [host, good] : std::vector<std::pair<QByteArray, bool>> { { "localhost", true },
             { "LOCALHOST:1", true }, { "127.0.0.1:8080", true }, { "[::1]", true }, { "[::1]:80", true },
             { "relay.example", true }, { "evil.example", false }, { "localhost.evil.example", false },
             { "localhost:", false }, { "::1", false } }) {
        QTcpSocket client;
        client.connectToHost(QStringLiteral("127.0.0.1"), echo.port);
        client.write("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
        QVERIFY2(reply(client).startsWith(good ? "HTTP/1.1 200" : "HTTP/1.1 421"), host.constData());
    }
}

void TestServer::saysWhyItCannotListen()
{
    Echo first;
    Server::Config config;
    config.port = first.port;
    QVERIFY(Echo(config).sentence.contains(QStringLiteral("Another program already listens")));
    config.port = 0;
    config.address = QStringLiteral("example.org");
    QVERIFY(Echo(config).sentence.contains(QStringLiteral("not a numeric address")));
    config.address = QStringLiteral("127.0.0.1");
    config.certFile = QStringLiteral("/nonexistent.pem");
    QVERIFY(Echo(config).sentence.contains(QStringLiteral("/nonexistent.pem")));
}

void TestServer::givesUpDrippersAndSilentHandlers()
{
    Echo echo(with([](ServerLimits& l) {
        l.headWithin = l.bodyWithin = l.replyWithin = 400ms;
        l.idleWithin = 60s;
    }));
    std::vector<Server::Respond> never;
    echo.onRequest = [&](const RequestHead& head, const QByteArray&, Server::Respond respond) {
        if (head.target == "/in")
            never.push_back(std::move(respond)); // elsewhere it is dropped, which must answer too
    };
    const QByteArray openBody = "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n";
    for (const auto& [first, status] :
        std::vector<std::pair<QByteArray, QByteArray>> { { "GET / HT", "408" }, { openBody, "408" },
            { post("x"), "503" }, { "GET /dropped HTTP/1.1\r\nHost: localhost\r\n\r\n", "500" } }) {
        QTcpSocket client;
        client.connectToHost(QStringLiteral("127.0.0.1"), echo.port);
        client.write(first);
        QVERIFY2(reply(client).startsWith("HTTP/1.1 " + status), first.constData());
    }
    QTcpSocket silent;
    silent.connectToHost(QStringLiteral("127.0.0.1"), echo.port);
    QVERIFY(silent.waitForConnected());
    QTRY_COMPARE(silent.state(), QAbstractSocket::UnconnectedState);
    echo.server->stop();
}

void TestServer::echoesMessages()
{
    Echo echo;
    Client client(echo.url());
    QVERIFY(client.connected());
    client.socket.sendBinaryMessage("ready");
    QVERIFY(client.has(1));
    QRandomGenerator random(7);
    for (const qsizetype size : { 0, 1, 125, 126, 65535, 65536, 524289, 1024 * 1024 }) {
        QString text;
        while (text.toUtf8().size() < size && text.size() < 4096)
            text += QChar(char16_t(0x4e00 + random.bounded(0x5000)));
        QByteArray message = text.toUtf8();
        while (message.size() < size)
            message += message.isEmpty() ? QByteArray("x") : message;
        message.truncate(size);
        client.messages.clear();
        client.socket.sendBinaryMessage(message);
        QVERIFY2(client.has(1), qPrintable(QString::number(size)));
        QVERIFY(client.messages.front() == message);
    }
    client.socket.close();
    QVERIFY(client.gone());
    QTRY_COMPARE(echo.closed.load(), 1);
}

void TestServer::closesWithoutAHello()
{
    Echo echo(with([](ServerLimits& l) { l.helloWithin = 300ms; }));
    Client mute(echo.url());
    QVERIFY(mute.connected());
    QVERIFY(mute.gone());
    QCOMPARE(int(mute.socket.closeCode()), 1008);
    QTRY_COMPARE(echo.closed.load(), 1);

    Client polite(echo.url());
    QVERIFY(polite.connected());
    polite.socket.sendBinaryMessage("ready");
    QVERIFY(polite.has(1));
    Client another(echo.url()); // its end shows that more than the deadline has passed
    QVERIFY(another.connected());
    QVERIFY(another.gone());
    QCOMPARE(polite.socket.state(), QAbstractSocket::ConnectedState);
}

void TestServer::closesWithTheCodeAndReasonGiven()
{
    Echo echo;
    Client client(echo.url());
    QVERIFY(client.connected());
    QTRY_VERIFY(echo.last != 0);
    echo.server->send(echo.last, "first");
    QVERIFY(client.has(1));
    echo.server->close(echo.last, 4001, "the token was revoked");
    QVERIFY(client.gone());
    QCOMPARE(int(client.socket.closeCode()), 4001);
    QCOMPARE(client.socket.closeReason(), QStringLiteral("the token was revoked"));
    QTRY_COMPARE(echo.closed.load(), 1);
    QCOMPARE(echo.server->queued(echo.last), 0);
    echo.server->send(echo.last, "to nobody");
}

void TestServer::refusesTextMessages()
{
    Echo echo;
    Client client(echo.url());
    QVERIFY(client.connected());
    client.socket.sendTextMessage(QStringLiteral("ready"));
    QVERIFY(client.gone());
    QCOMPARE(int(client.socket.closeCode()), 1003);
}

/// A raw client that upgrades and then reads nothing.
static bool upgradeAndStopReading(QTcpSocket& client, const Echo& echo)
{
    client.setReadBufferSize(4096);
    client.connectToHost(QStringLiteral("127.0.0.1"), echo.port);
    client.write("GET /v1/wire HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                 "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
    return client.waitForReadyRead(10000) && client.readAll().startsWith("HTTP/1.1 101");
}

void TestServer::dropsASlowReader()
{
    Echo echo;
    QTcpSocket slow;
    QVERIFY(upgradeAndStopReading(slow, echo));
    QTRY_VERIFY(echo.last != 0);
    echo.server->markReady(echo.last);
    const qint64 before = residentKiB();
    qint64 most = 0;
    for (int i = 0; i < 400; ++i) { // 200 MiB
        echo.server->send(echo.last, QByteArray(512 * 1024, char(i)));
        most = std::max(most, echo.server->queued(echo.last));
    }
    QVERIFY2(most <= 9 * 1024 * 1024, qPrintable(QString::number(most)));
    QTRY_COMPARE(echo.closed.load(), 1);
#ifdef __SANITIZE_ADDRESS__
    const qint64 grown = 0; // freed frames stay in the sanitizer's quarantine
    Q_UNUSED(before)
#else
    const qint64 grown = residentKiB() - before;
#endif
    QVERIFY2(grown < 64 * 1024, qPrintable(QString::number(grown)));

    // A stall that stays below the hard limit ends too.
    Echo patient(with([](ServerLimits& l) { l.stalled = 300ms; }));
    QTcpSocket stuck;
    QVERIFY(upgradeAndStopReading(stuck, patient));
    QTRY_VERIFY(patient.last != 0);
    patient.server->markReady(patient.last);
    for (int i = 0; i < 15; ++i)
        patient.server->send(patient.last, QByteArray(512 * 1024, 'x'));
    QTRY_COMPARE_WITH_TIMEOUT(patient.closed.load(), 1, 15000);
}

void TestServer::tellsWhenTheOutboxHasDrained()
{
    Echo echo(with([](ServerLimits& l) { l.outboxSoft = 64 * 1024; }));
    Client client(echo.url());
    QVERIFY(client.connected());
    QTRY_VERIFY(echo.last != 0);
    for (int i = 0; i < 12; ++i)
        echo.server->send(echo.last, QByteArray(512 * 1024, 'x'));
    QVERIFY(client.has(12));
    QTRY_COMPARE(echo.drained.load() > 0, true);
    QTRY_COMPARE(echo.server->queued(echo.last), 0);
}

void TestServer::stopsInGoodManners()
{
    Echo echo;
    Client client(echo.url());
    QVERIFY(client.connected());
    client.socket.sendBinaryMessage("ready");
    QVERIFY(client.has(1));
    std::thread stopper([&] { echo.server->stop(); }); // the client needs this thread to answer the close
    const bool gone = client.gone();
    stopper.join();
    QVERIFY(gone);
    QCOMPARE(int(client.socket.closeCode()), 1001);
    QCOMPARE(echo.closed.load(), 1);
}

void TestServer::dropsTheOldestStrangerAtTheCap()
{
    Echo echo(with([](ServerLimits& l) {
        l.perLoopback = 4;
        l.headWithin = 600s;
    }));
    std::vector<std::unique_ptr<QTcpSocket>> strangers;
    for (int i = 0; i < 8; ++i) {
        strangers.push_back(std::make_unique<QTcpSocket>());
        strangers.back()->connectToHost(QStringLiteral("127.0.0.1"), echo.port);
        QVERIFY(strangers.back()->waitForConnected());
    }
    QTcpSocket honest;
    honest.connectToHost(QStringLiteral("127.0.0.1"), echo.port);
    honest.write(post("hello"));
    QCOMPARE(bodyOf(reply(honest)), QByteArray("POST /in hello"));
    for (size_t i = 0; i < 5; ++i)
        QTRY_COMPARE(strangers[i]->state(), QAbstractSocket::UnconnectedState);
    QCOMPARE(strangers[7]->state(), QAbstractSocket::ConnectedState);
}

void TestServer::speaksTls()
{
    QTemporaryDir dir;
    Server::Config config;
    config.certFile = dir.filePath(QStringLiteral("cert.pem"));
    config.keyFile = dir.filePath(QStringLiteral("key.pem"));
    QProcess openssl;
    openssl.start(QStringLiteral("openssl"),
        { QStringLiteral("req"), QStringLiteral("-x509"), QStringLiteral("-newkey"), QStringLiteral("ec"),
            QStringLiteral("-pkeyopt"), QStringLiteral("ec_paramgen_curve:prime256v1"),
            QStringLiteral("-nodes"), QStringLiteral("-subj"), QStringLiteral("/CN=localhost"),
            QStringLiteral("-addext"), QStringLiteral("subjectAltName=DNS:localhost,IP:127.0.0.1"),
            QStringLiteral("-days"), QStringLiteral("2"), QStringLiteral("-out"), config.certFile,
            QStringLiteral("-keyout"), config.keyFile });
    QVERIFY(openssl.waitForFinished());
    QCOMPARE(openssl.exitCode(), 0);
    Echo echo(config);
    QVERIFY2(echo.port != 0, qPrintable(echo.sentence));
    QSslConfiguration trust = QSslConfiguration::defaultConfiguration();
    trust.setCaCertificates(QSslCertificate::fromPath(config.certFile));

    QSslSocket client;
    client.setSslConfiguration(trust);
    client.connectToHostEncrypted(QStringLiteral("localhost"), echo.port);
    QVERIFY2(client.waitForEncrypted(10000), qPrintable(client.errorString()));
    client.write(post(QByteArray(3'000'000, 'x')));
    QCOMPARE(bodyOf(reply(client)).size(), qsizetype(3'000'009));

    Client socket { QUrl() };
    socket.socket.setSslConfiguration(trust);
    socket.socket.open(echo.url("wss"));
    QVERIFY(socket.connected());
    const QByteArray big(1024 * 1024, 'y');
    socket.socket.sendBinaryMessage("ready");
    socket.socket.sendBinaryMessage(big);
    QVERIFY(socket.has(2));
    QVERIFY(socket.messages.back() == big);
    echo.server->close(echo.last, 4002, "bye");
    QVERIFY(socket.gone());
    QCOMPARE(int(socket.socket.closeCode()), 4002);

    QProcess old; // the security level is lowered so that the client does offer TLS 1.1
    old.start(QStringLiteral("openssl"),
        { QStringLiteral("s_client"), QStringLiteral("-tls1_1"), QStringLiteral("-cipher"),
            QStringLiteral("ALL:@SECLEVEL=0"), QStringLiteral("-connect"),
            QStringLiteral("127.0.0.1:%1").arg(echo.port) });
    old.closeWriteChannel();
    QVERIFY(old.waitForFinished());
    QVERIFY(old.exitCode() != 0);

    QTcpSocket plain;
    plain.connectToHost(QStringLiteral("127.0.0.1"), echo.port);
    plain.write(post("x"));
    QVERIFY(plain.waitForConnected());
    QTRY_COMPARE(plain.state(), QAbstractSocket::UnconnectedState);
    const std::lock_guard lock(echo.mutex);
    QVERIFY(echo.refusals.join(QLatin1Char(' ')).contains(QStringLiteral("TLS handshake failed")));
}

QTEST_GUILESS_MAIN(TestServer)
#include "tst_server.moc"
