// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/console.h"

#include "app/client/ownserver.h"
#include "app/client/session.h"
#include "app/clock/resourcefolder.h"
#include "app/clock/wallclock.h"
#include "app/console/consoledesk.h"
#include "app/exporters/archive.h"
#include "ui/common/language.h"
#include "ui/common/theme.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/shots.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QLocale>
#include <QScreen>
#include <QFileInfo>
#include <QFile>
#include <QStandardPaths>
#include <QThread>
#include <QTimer>

#include <cstdio>
#include <sys/prctl.h>

namespace quarterdeck {

namespace {

constexpr int roomyWidth = 1500;
constexpr int roomyHeight = 850;

struct ConsoleOptions {
    QUrl connectTo;
    QByteArray token;
    QString data;
    QString openFile;
    QString shots;
    QString person;
    QString theme;
    QString language;
    QString caFile;
    double seconds = 0;
    QStringList serverArguments;
};

int complain(const QString& sentence)
{
    std::fprintf(stderr, "quarterdeck: %s\n", qUtf8Printable(visible(sentence)));
    return 2;
}

Result<QByteArray> readToken(const QString& file)
{
    QFile f(file);
    if (!f.open(QIODevice::ReadOnly))
        return error("token.unreadable", QStringLiteral("%1 cannot be read: %2").arg(file, f.errorString()));
    const auto words = f.readLine(4096).simplified().split(' ');
    return words.last(); // the token alone, or a line of a token file
}

Result<ConsoleOptions> parse(const QApplication& app)
{
    QCommandLineParser p;
    p.setApplicationDescription(QStringLiteral("Quarterdeck, the command post for an outage. Without --connect it "
                                               "starts a server of its own on this machine."));
    p.addHelpOption();
    p.addVersionOption();
    const auto option = [&](const char* name, const char* text, const char* value) {
        p.addOption({QString::fromLatin1(name), QString::fromLatin1(text), QString::fromLatin1(value)});
    };
    option("connect", "A server to join, ws:// or wss://HOST:PORT.", "URL");
    option("token-file", "A file with your token, for --connect.", "F");
    option("ca", "Authority to trust for wss://, PEM.", "F");
    option("data", "Folder of the journal, or of the local copy of a server’s.", "DIR");
    option("open", "An exported incident to read.", "FILE");
    option("person", "Your name, for a server of your own.", "NAME");
    option("theme", "light or dark; otherwise as the system.", "THEME");
    option("language", "en or es; otherwise as the system, and English where that is neither.", "L");
    option("seconds", "Close after that many seconds.", "N");
    option("shots", "Save a picture of every view there before closing.", "DIR");
    option("topology", "Service map for a server of your own.", "F");
    option("variables", "Values for runbooks, for a server of your own.", "F");
    option("sources", "Configured sources, for a server of your own.", "F");
    p.addOption({QStringLiteral("drill"), QStringLiteral("A server of your own is an exercise: nothing is executed.")});
    p.process(app);
    ConsoleOptions o;
    o.openFile = p.value(QStringLiteral("open"));
    o.shots = p.value(QStringLiteral("shots"));
    o.seconds = p.value(QStringLiteral("seconds")).toDouble();
    o.theme = p.value(QStringLiteral("theme"));
    // The person's own choice of language, read once at the start and only for words: no fold ever sees a locale.
    const auto language = languageOf(p.value(QStringLiteral("language")), QLocale::system().uiLanguages());
    if (!language)
        return language.error();
    o.language = *language;
    o.caFile = p.value(QStringLiteral("ca"));
    o.person = p.value(QStringLiteral("person"));
    if (o.person.isEmpty())
        o.person = qEnvironmentVariable("USER", QStringLiteral("commander"));
    o.data = p.value(QStringLiteral("data"));
    if (p.isSet(QStringLiteral("connect"))) {
        o.connectTo = QUrl(p.value(QStringLiteral("connect")));
        if (!o.connectTo.isValid() || !o.connectTo.scheme().startsWith(QLatin1String("ws")))
            return error("usage", QStringLiteral("--connect takes ws://HOST:PORT or wss://HOST:PORT."));
        if (o.connectTo.path().isEmpty() || o.connectTo.path() == QLatin1String("/"))
            o.connectTo.setPath(QStringLiteral("/v1/wire"));
        const auto token = readToken(p.value(QStringLiteral("token-file")));
        if (!token)
            return token.error();
        o.token = *token;
    }
    if (o.data.isEmpty())
        o.data = QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation)
            + (o.connectTo.isEmpty() ? QStringLiteral("/own") : QStringLiteral("/") + o.connectTo.host());
    for (const auto* name : {"topology", "variables", "sources"}) {
        if (p.isSet(QString::fromLatin1(name)))
            o.serverArguments << QStringLiteral("--%1").arg(QLatin1String(name)) << p.value(QString::fromLatin1(name));
    }
    if (p.isSet(QStringLiteral("drill")))
        o.serverArguments << QStringLiteral("--drill");
    return o;
}

Scheme schemeOf(const QString& name)
{
    return name == QLatin1String("dark") ? Scheme::Dark : name == QLatin1String("light") ? Scheme::Light : Scheme::System;
}

/// Pictures and an end, for whoever looks without a display.
void closeAfter(const ConsoleOptions& options, MainWindow& window)
{
    if (options.seconds <= 0)
        return;
    QTimer::singleShot(static_cast<int>(options.seconds * 1000), &window, [&window, shots = options.shots] {
        if (!shots.isEmpty() && QDir().mkpath(shots))
            saveShots(window, shots);
        QCoreApplication::quit();
    });
}

/// Templates of status updates: ours, and in their place those beside the journal.
QStringList templateFolders(const QString& data)
{
    QStringList folders;
    if (const auto ours = resourceFolder(QStringLiteral("templates")); !ours.isEmpty())
        folders << ours;
    if (!data.isEmpty())
        folders << data + QStringLiteral("/templates");
    return folders;
}

/// Little glass is filled; on more, the window has room around it.
void present(MainWindow& window)
{
    const QSize room = window.screen()->availableSize();
    if (room.width() < roomyWidth || room.height() < roomyHeight)
        window.showMaximized();
    else
        window.show();
}

int runReadOnly(const ConsoleOptions& options, const WallClock& clock)
{
    QFile f(options.openFile);
    if (!f.open(QIODevice::ReadOnly))
        return complain(QStringLiteral("%1 cannot be read: %2").arg(options.openFile, f.errorString()));
    const auto archive = readArchive(f.readAll());
    if (!archive)
        return complain(archive.error().sentence);
    const auto folded = entriesToFold(*archive);
    if (!folded)
        return complain(folded.error().sentence);
    const QString name = QFileInfo(options.openFile).fileName();
    ConsoleDesk desk({{}, name, templateFolders({})}, clock);
    MainWindow window(desk);
    desk.openReadOnly(archive->entries, *folded, archive->head, name);
    present(window);
    closeAfter(options, window);
    return QApplication::exec();
}

} // namespace

int consoleMain(int argc, char** argv)
{
    prctl(PR_SET_DUMPABLE, 0); // the token must not be in a core file
    QApplication app(argc, argv);
    QApplication::setApplicationName(QStringLiteral("quarterdeck"));
    QApplication::setApplicationDisplayName(QStringLiteral("Quarterdeck"));
    QApplication::setApplicationVersion(QStringLiteral(QD_VERSION));
    const auto options = parse(app);
    if (!options)
        return complain(options.error().sentence);
    applyTheme(app, schemeOf(options->theme));
    if (!applyLanguage(app, options->language))
        return complain(QStringLiteral("The words of language %1 are not in this program.").arg(options->language));
    const WallClock clock;
    if (!options->openFile.isEmpty())
        return runReadOnly(*options, clock);

    const bool own = options->connectTo.isEmpty();
    if (!QDir().mkpath(options->data))
        return complain(QStringLiteral("The folder %1 cannot be made.").arg(options->data));

    const QString folder = own ? options->data + QStringLiteral("/console") : options->data;
    QDir().mkpath(folder);
    const auto keeper = std::make_shared<StateKeeper>(folder);
    ConsoleDesk desk({options->data, own ? QObject::tr("this machine") : options->connectTo.host(),
                         templateFolders(options->data), keeper},
        clock);
    MainWindow window(desk);

    SessionConfig config;
    config.url = options->connectTo;
    config.token = options->token;
    config.caFile = options->caFile;
    config.folder = folder;
    config.keeper = keeper;
    config.besideFolder = own ? options->data : QString();
    auto* session = new Session(config);
    QThread thread;
    thread.setObjectName(QStringLiteral("session"));
    session->moveToThread(&thread);
    QObject::connect(&thread, &QThread::finished, session, &QObject::deleteLater);
    desk.use(*session);
    QObject::connect(&thread, &QThread::started, session, &Session::start);

    OwnServer server({options->data, options->person, options->serverArguments});
    if (own) {
        QObject::connect(&server, &OwnServer::ready, session, &Session::setUrl);
        QObject::connect(&server, &OwnServer::failed, &desk, &ConsoleDesk::serverProblem);
        QObject::connect(session, &Session::linkLost, &server, &OwnServer::check);
        QObject::connect(&window, &MainWindow::closeDecided, &server, [&server](bool keepListening) {
            if (!keepListening)
                server.stop();
        });
        server.start();
    }
    thread.start();
    window.setAsksOnClose(own && options->seconds <= 0);
    present(window);
    closeAfter(*options, window);
    const int code = QApplication::exec();
    thread.quit();
    thread.wait();
    return code;
}

} // namespace quarterdeck
