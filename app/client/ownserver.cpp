// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/client/ownserver.h"

#include "models/domain/random.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QSaveFile>

#include <csignal>

namespace quarterdeck {

namespace {

constexpr int lookEveryMs = 50;
constexpr int maxLooks = 1200; // a minute: a large journal is verified and folded first

/// Random, because whoever guesses it commands: 256 bits from the operating system.
QByteArray randomToken()
{
    return randomBytes(32).toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

bool alive(qint64 pid)
{
    return pid > 0 && ::kill(static_cast<pid_t>(pid), 0) == 0;
}

} // namespace

OwnServer::OwnServer(Config config, QObject* parent)
    : QObject(parent)
    , m_config(std::move(config))
    , m_look(this)
{
    m_look.setInterval(lookEveryMs);
    connect(&m_look, &QTimer::timeout, this, &OwnServer::look);
}

Result<QByteArray> OwnServer::makeTokens()
{
    const QString file = m_config.data + QStringLiteral("/tokens");
    QFile existing(file);
    if (existing.open(QIODevice::ReadOnly)) {
        for (const auto& line : existing.readAll().split('\n')) {
            const auto words = line.simplified().split(' ');
            if (words.size() == 3 && words[1].contains("command"))
                return words[2];
        }
    }
    const QByteArray token = randomToken();
    const QByteArray person = m_config.person.toUtf8().simplified().replace(' ', '-');
    QSaveFile out(file);
    if (!out.open(QIODevice::WriteOnly))
        return error("tokens.unwritable", QStringLiteral("%1 cannot be written: %2").arg(file, out.errorString()));
    out.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    out.write("# The person at this console, and senders on this machine.\n" + person
        + " observe,respond,command,approve,admin " + token + "\nlocal send " + randomToken() + "\n");
    if (!out.commit())
        return error("tokens.unwritable", QStringLiteral("%1 cannot be written: %2").arg(file, out.errorString()));
    return token;
}

bool OwnServer::readListening()
{
    QFile f(m_config.data + QStringLiteral("/listening"));
    if (!f.open(QIODevice::ReadOnly))
        return false;
    const auto o = QJsonDocument::fromJson(f.readAll()).object();
    const qint64 pid = o.value(QStringLiteral("pid")).toInteger();
    if (!alive(pid) || (m_spawned && pid != m_pid))
        return false;
    m_pid = pid;
    QUrl url;
    url.setScheme(QStringLiteral("ws"));
    url.setHost(o.value(QStringLiteral("address")).toString());
    url.setPort(o.value(QStringLiteral("port")).toInt());
    url.setPath(QStringLiteral("/v1/wire"));
    emit ready(url, m_token);
    return true;
}

void OwnServer::start()
{
    if (!QDir().mkpath(m_config.data)) {
        emit failed(QStringLiteral("The folder %1 cannot be made.").arg(m_config.data));
        return;
    }
    QFile::setPermissions(m_config.data, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    const auto token = makeTokens();
    if (!token) {
        emit failed(token.error().sentence);
        return;
    }
    m_token = *token;
    if (!readListening())
        spawn();
}

void OwnServer::spawn()
{
    QProcess process;
    process.setProgram(QCoreApplication::applicationDirPath() + QStringLiteral("/quarterdeck-relay"));
    process.setArguments(QStringList {QStringLiteral("--data"), m_config.data, QStringLiteral("--listen"),
                             QStringLiteral("127.0.0.1:0"), QStringLiteral("--token-file"),
                             m_config.data + QStringLiteral("/tokens")}
        + m_config.arguments);
    process.setStandardInputFile(QProcess::nullDevice());
    process.setStandardOutputFile(m_config.data + QStringLiteral("/server.log"), QIODevice::Append);
    process.setStandardErrorFile(m_config.data + QStringLiteral("/server.log"), QIODevice::Append);
    m_spawned = true;
    if (!process.startDetached(&m_pid)) {
        emit failed(QStringLiteral("The server %1 could not be started.").arg(process.program()));
        return;
    }
    m_looks = 0;
    m_look.start();
}

void OwnServer::look()
{
    if (readListening()) {
        m_look.stop();
        return;
    }
    if (alive(m_pid) && ++m_looks < maxLooks)
        return;
    m_look.stop();
    QFile log(m_config.data + QStringLiteral("/server.log"));
    QString last;
    if (log.open(QIODevice::ReadOnly))
        last = QString::fromUtf8(log.readAll().trimmed().split('\n').last());
    emit failed(QStringLiteral("The server on this machine did not start: %1").arg(last));
}

void OwnServer::check()
{
    if (!m_look.isActive() && !alive(m_pid))
        spawn();
}

void OwnServer::stop()
{
    m_look.stop();
    if (alive(m_pid))
        ::kill(static_cast<pid_t>(m_pid), SIGTERM);
    m_pid = 0;
}

} // namespace quarterdeck
