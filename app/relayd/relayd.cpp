// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/relayd/relayd.h"

#include "app/clock/resourcefolder.h"
#include "app/clock/wallclock.h"
#include "app/connectors/jqworkermain.h"
#include "app/relay/relay.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>
#include <QSocketNotifier>

#include <csignal>
#include <cstdio>
#include <cstring>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

namespace quarterdeck {

namespace {

constexpr rlim_t wantedFiles = 4096;
int stopPipe[2] = {-1, -1};

void askToStop(int)
{
    const char byte = 1;
    [[maybe_unused]] const auto n = write(stopPipe[0], &byte, 1);
}

void say(const QString& line)
{
    std::fprintf(stderr, "quarterdeck-relay: %s\n", qUtf8Printable(visible(line)));
}

struct Options {
    RelayConfig config;
    QString tokenFile;
    bool untilStdinEnds = false;
};

Result<Options> parse(const QCoreApplication& app)
{
    QCommandLineParser p;
    p.setApplicationDescription(QStringLiteral("The server of Quarterdeck: takes alerts in, keeps the journal, serves "
                                               "consoles. Prints “listening on ADDR:PORT” once it serves."));
    p.addHelpOption();
    p.addVersionOption();
    const auto option = [&](const char* name, const char* text, const char* value, const QString& standard = {}) {
        p.addOption({QString::fromLatin1(name), QString::fromLatin1(text), QString::fromLatin1(value), standard});
    };
    option("data", "Folder of the journal; made when missing.", "DIR");
    option("listen", "Address and port; port 0 takes any free one.", "ADDR:PORT", QStringLiteral("127.0.0.1:9400"));
    option("token-file", "Lines “NAME CLASSES TOKEN”; “-” reads them from standard input, up to an empty line.", "F");
    option("tls-cert", "Certificate chain, PEM.", "F");
    option("tls-key", "Its key, PEM.", "F");
    p.addOption({QStringLiteral("insecure"), QStringLiteral("Serve plain text beyond this machine; every console shows it.")});
    p.addOption({QStringLiteral("drill"), QStringLiteral("A new journal is an exercise: actions are rehearsed, not executed.")});
    option("topology", "Service map, YAML (default DIR/topology.yaml).", "F");
    option("policies", "Which groups become incidents by themselves, YAML (default DIR/policies.yaml).", "F");
    option("sources", "Configured sources, YAML (default DIR/sources.yaml).", "F");
    option("channels", "Ways out for pages and status updates, YAML (default DIR/channels.yaml).", "F");
    option("variables", "Values for runbooks, YAML (default DIR/variables.yaml).", "F");
    option("connectors", "Another folder of connectors; may be repeated.", "DIR");
    option("runbooks", "Another folder of runbooks; may be repeated.", "DIR");
    option("checklists", "Another folder of checklists; may be repeated.", "DIR");
    p.addOption({QStringLiteral("with-parent"), QStringLiteral("Stop when standard input ends.")});
    p.process(app);

    Options out;
    auto& c = out.config;
    c.data = p.value(QStringLiteral("data"));
    if (c.data.isEmpty())
        return error("usage", QStringLiteral("--data DIR is missing; see --help."));
    const QString listen = p.value(QStringLiteral("listen"));
    const auto colon = listen.lastIndexOf(QLatin1Char(':'));
    bool number = false;
    const uint port = colon < 0 ? 0 : listen.mid(colon + 1).toUInt(&number);
    if (!number || port > 65535)
        return error("usage", QStringLiteral("--listen takes ADDR:PORT, not “%1”.").arg(listen));
    c.address = listen.left(colon);
    if (c.address.startsWith(QLatin1Char('[')) && c.address.endsWith(QLatin1Char(']')))
        c.address = c.address.mid(1, c.address.size() - 2);
    c.port = static_cast<quint16>(port);
    c.certFile = p.value(QStringLiteral("tls-cert"));
    c.keyFile = p.value(QStringLiteral("tls-key"));
    c.insecure = p.isSet(QStringLiteral("insecure"));
    c.drill = p.isSet(QStringLiteral("drill"));
    const auto fileOr = [&](const char* name, const char* standard) {
        const QString given = p.value(QString::fromLatin1(name));
        const QString usual = c.data + QLatin1String(standard);
        return !given.isEmpty() ? given : QFile::exists(usual) ? usual : QString();
    };
    // It may come later: `topology import` makes one beside a running server.
    c.topologyFile = p.isSet(QStringLiteral("topology")) ? p.value(QStringLiteral("topology")) : c.data + QStringLiteral("/topology.yaml");
    c.policiesFile = fileOr("policies", "/policies.yaml");
    // Likewise: a source that is added in the window makes it.
    c.sourcesFile = p.isSet(QStringLiteral("sources")) ? p.value(QStringLiteral("sources")) : c.data + QStringLiteral("/sources.yaml");
    c.channelsFile = fileOr("channels", "/channels.yaml");
    c.variablesFile = fileOr("variables", "/variables.yaml");
    const auto folders = [&](const char* name) {
        QStringList list;
        if (const auto ours = resourceFolder(QString::fromLatin1(name)); !ours.isEmpty())
            list << ours;
        const QString own = c.data + QLatin1Char('/') + QLatin1String(name);
        // The folder of connectors is made by the relay: a file that is dropped there counts at once.
        if (QFile::exists(own) || own.endsWith(QLatin1String("/connectors")))
            list << own;
        return list + p.values(QString::fromLatin1(name));
    };
    c.connectorFolders = folders("connectors");
    c.runbookFolders = folders("runbooks");
    c.checklistFolders = folders("checklists");
    out.tokenFile = p.value(QStringLiteral("token-file"));
    if (out.tokenFile.isEmpty())
        return error("usage", QStringLiteral("--token-file F is missing: without tokens nobody could send or look."));
    out.untilStdinEnds = p.isSet(QStringLiteral("with-parent"));
    return out;
}

Result<Tokens> readTokens(const QString& file)
{
    QByteArray text;
    if (file == QLatin1String("-")) {
        // Unbuffered: what comes after the empty line is the parent's.
        QByteArray line;
        char c = 0;
        while (read(STDIN_FILENO, &c, 1) == 1) {
            line.append(c);
            if (c != '\n')
                continue;
            if (line == "\n")
                break;
            text += std::exchange(line, {});
        }
    } else {
        QFile f(file);
        if (!f.open(QIODevice::ReadOnly))
            return error("tokens.unreadable",
                QStringLiteral("The token file %1 cannot be read: %2.").arg(file, f.errorString()));
        text = f.readAll();
    }
    auto tokens = Tokens::parse(text, file);
    std::memset(text.data(), 0, static_cast<size_t>(text.size()));
    return tokens;
}

/// 512 connections, their sockets' buffers and the database's files: the usual 1,024 are too close.
void raiseFileLimit()
{
    rlimit limit {};
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < wantedFiles) {
        limit.rlim_cur = limit.rlim_max == RLIM_INFINITY ? wantedFiles : std::min<rlim_t>(wantedFiles, limit.rlim_max);
        setrlimit(RLIMIT_NOFILE, &limit);
    }
}

/// Where a console of this machine finds its server again.
Outcome tellListening(const QString& data, const QString& address, quint16 port)
{
    QSaveFile f(data + QStringLiteral("/listening"));
    const QJsonObject o {{QStringLiteral("address"), address}, {QStringLiteral("port"), port},
        {QStringLiteral("pid"), QCoreApplication::applicationPid()}};
    if (!f.open(QIODevice::WriteOnly) || f.write(QJsonDocument(o).toJson(QJsonDocument::Compact)) < 0 || !f.commit())
        return error("relay.listening", QStringLiteral("%1 cannot be written: %2").arg(f.fileName(), f.errorString()));
    return Done {};
}

/// A signal wakes the event loop, which then closes in order.
std::unique_ptr<QSocketNotifier> stopOnSignals(QCoreApplication& app)
{
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, stopPipe) != 0)
        return nullptr;
    auto notifier = std::make_unique<QSocketNotifier>(stopPipe[1], QSocketNotifier::Read);
    QObject::connect(notifier.get(), &QSocketNotifier::activated, &app, [&app] { app.quit(); });
    struct sigaction action = {};
    action.sa_handler = askToStop;
    sigaction(SIGTERM, &action, nullptr);
    sigaction(SIGINT, &action, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
    return notifier;
}

} // namespace

int relayMain(int argc, char** argv)
{
    if (argc > 1 && std::strcmp(argv[1], "--jq-worker") == 0)
        return runJqWorker();
    raiseFileLimit();
    prctl(PR_SET_DUMPABLE, 0); // tokens and keys must not be in a core file
    QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("quarterdeck-relay"));
    QCoreApplication::setApplicationVersion(QStringLiteral(QD_VERSION));
    auto options = parse(app);
    if (!options) {
        say(options.error().sentence);
        return 2;
    }
    auto tokens = readTokens(options->tokenFile);
    if (!tokens) {
        say(tokens.error().sentence);
        return 2;
    }
    options->config.tokens = std::move(tokens).value();
    options->config.tokenFile = options->tokenFile;
    const auto stop = stopOnSignals(app);
    std::unique_ptr<QSocketNotifier> parent;
    if (options->untilStdinEnds) {
        parent = std::make_unique<QSocketNotifier>(STDIN_FILENO, QSocketNotifier::Read);
        QObject::connect(parent.get(), &QSocketNotifier::activated, &app, [&app] {
            char rest[256];
            if (read(STDIN_FILENO, rest, sizeof rest) <= 0)
                app.quit();
        });
    }
    const WallClock clock;
    const QString address = options->config.address;
    const QString data = options->config.data;
    Relay relay(std::move(options->config), clock);
    QObject::connect(&relay, &Relay::said, say);
    const auto port = relay.start();
    for (const auto& warning : relay.warnings())
        say(warning);
    if (!port) {
        say(port.error().sentence);
        return 1;
    }
    if (const auto told = tellListening(data, address, *port); !told)
        say(told.error().sentence);
    const bool six = address.contains(QLatin1Char(':'));
    std::printf(six ? "listening on [%s]:%u\n" : "listening on %s:%u\n", qUtf8Printable(address), *port);
    std::fflush(stdout);
    return QCoreApplication::exec();
}

} // namespace quarterdeck
