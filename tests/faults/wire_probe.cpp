// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/clock/wallclock.h"
#include "app/connectors/jqworkermain.h"
#include "tests/faults/probedesk.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QSocketNotifier>
#include <QThread>
#include <QTimer>

#include <cstdio>
#include <cstring>
#include <unistd.h>

// A console without a window, for tests: the same Session and ConsoleDesk, spoken to by lines on standard
// input, telling what happens as JSON lines on standard output. See ProbeDesk for both.

using namespace quarterdeck;

namespace {

struct ProbeOptions {
    SessionConfig session;
    ProbeDesk::Shows shows;
    double seconds = 0;
    QStringList first; ///< commands to begin with
};

ProbeOptions parse(const QCoreApplication& app)
{
    QCommandLineParser p;
    p.setApplicationDescription(
        QStringLiteral("A console without a window. Reads commands from standard input: %1")
            .arg(ProbeDesk::commands()));
    p.addHelpOption();
    const auto option = [&](const char* name, const char* text, const char* value) {
        p.addOption({ QString::fromLatin1(name), QString::fromLatin1(text), QString::fromLatin1(value) });
    };
    option("url", "ws:// or wss://HOST:PORT of the server.", "URL");
    option("token", "A person's token.", "T");
    option("data", "Folder of the local copy and the outbox; needed.", "DIR");
    option("ca", "Authority to trust, PEM.", "F");
    option("seconds", "End after that long.", "N");
    option("until", "head=N: end once entry N has been folded.", "CONDITION");
    option("submit-note", "Log a note, “INCIDENT TEXT”.", "NOTE");
    p.addOption({ QStringLiteral("pulses"), QStringLiteral("Print every pulse.") });
    p.addOption({ QStringLiteral("alerts"), QStringLiteral("Print every alert that is new or changed.") });
    p.process(app);
    ProbeOptions out;
    out.session.url = QUrl(p.value(QStringLiteral("url")));
    if (out.session.url.path().isEmpty() || out.session.url.path() == QLatin1String("/"))
        out.session.url.setPath(QStringLiteral("/v1/wire"));
    out.session.token = p.value(QStringLiteral("token")).toUtf8();
    out.session.folder = p.value(QStringLiteral("data"));
    out.session.caFile = p.value(QStringLiteral("ca"));
    out.seconds = p.value(QStringLiteral("seconds")).toDouble();
    out.shows = { p.isSet(QStringLiteral("pulses")), p.isSet(QStringLiteral("alerts")),
        p.value(QStringLiteral("until")).section(QLatin1Char('='), 1).toULongLong() };
    if (p.isSet(QStringLiteral("submit-note")))
        out.first << QStringLiteral("note ") + p.value(QStringLiteral("submit-note"));
    return out;
}

/// Whole lines of standard input, to the desk; its end is “quit”.
class Lines : public QObject {
public:
    explicit Lines(ProbeDesk& desk)
        : m_notifier(STDIN_FILENO, QSocketNotifier::Read)
        , m_desk(desk)
    {
        connect(&m_notifier, &QSocketNotifier::activated, this, [this] { read(); });
    }

private:
    void read()
    {
        char chunk[4096];
        const auto n = ::read(STDIN_FILENO, chunk, sizeof chunk);
        if (n <= 0) {
            m_notifier.setEnabled(false);
            return;
        }
        m_bytes.append(chunk, n);
        for (auto end = m_bytes.indexOf('\n'); end >= 0; end = m_bytes.indexOf('\n')) {
            const auto line = QString::fromUtf8(m_bytes.first(end));
            m_bytes.remove(0, end + 1);
            m_desk.command(line);
        }
    }

    QSocketNotifier m_notifier;
    ProbeDesk& m_desk;
    QByteArray m_bytes;
};

} // namespace

int main(int argc, char** argv)
{
    if (argc > 1 && std::strcmp(argv[1], "--jq-worker") == 0)
        return runJqWorker();
    QCoreApplication app(argc, argv);
    auto options = parse(app);
    if (options.session.folder.isEmpty()) {
        std::fputs("--data is missing\n", stderr);
        return 2;
    }
    const WallClock clock;
    const auto keeper = std::make_shared<StateKeeper>(options.session.folder);
    options.session.keeper = keeper;
    ConsoleDesk desk({ options.session.folder, options.session.url.host(), {}, keeper, 1 },
        clock); // kept as often as can be
    ProbeDesk probe(desk, options.shows);
    auto* session = new Session(options.session);
    QThread thread;
    session->moveToThread(&thread);
    QObject::connect(&thread, &QThread::finished, session, &QObject::deleteLater);
    QObject::connect(&thread, &QThread::started, session, &Session::start);
    desk.use(*session);
    probe.listen(*session);
    Lines lines(probe);
    thread.start();
    for (const auto& line : options.first)
        probe.command(line);
    if (options.seconds > 0)
        QTimer::singleShot(static_cast<int>(options.seconds * 1000), &app, &QCoreApplication::quit);
    const int code = QCoreApplication::exec();
    thread.quit();
    thread.wait();
    return code;
}
