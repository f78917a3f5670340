// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/keychain/keychain.h"

#include <QEventLoop>
#include <QRegularExpression>
#include <QTimer>

#include <qt6keychain/keychain.h>

#include <memory>

namespace quarterdeck {

namespace {

constexpr int answerWithinMs = 10'000;
const QString keychainService = QStringLiteral("quarterdeck");

Error absent(const QString& why)
{
    return error("keychain.absent",
        QStringLiteral("No keychain answers on this machine (%1): no secret service is on the session bus, or it is locked. "
                       "Keep the secret in a file or the environment instead: {file: PATH} or {env: NAME}.")
            .arg(why.isEmpty() ? QStringLiteral("no reason given") : why));
}

Error errorOf(const QKeychain::Job& job, const QString& name)
{
    switch (job.error()) {
    case QKeychain::EntryNotFound:
        return error("keychain.missing",
            QStringLiteral("There is nothing in the keychain as “%1”; `quarterdeckctl secret set %1` stores it.").arg(name), {name});
    case QKeychain::AccessDenied:
    case QKeychain::AccessDeniedByUser:
        return error("keychain.refused", QStringLiteral("The keychain does not give “%1” away: %2.").arg(name, job.errorString()));
    case QKeychain::NoError:
    case QKeychain::CouldNotDeleteEntry:
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
    case QKeychain::OtherError:
        break;
    }
    return absent(job.errorString());
}

} // namespace

bool Keychain::isName(const QString& name)
{
    static const QRegularExpression form(QStringLiteral("\\A[A-Za-z0-9][A-Za-z0-9._/-]{0,99}\\z"));
    return form.match(name).hasMatch();
}

template <typename Job>
void Keychain::run(Job* job, const QString& name, std::function<void(Job&)> done, std::function<void(Error)> failed)
{
    ++m_open;
    if (!isName(name)) {
        delete job;
        QMetaObject::invokeMethod(
            this,
            [this, name, failed] {
                failed(error("keychain.name",
                    QStringLiteral("“%1” is no name for a secret: letters, digits, dots, dashes and /.").arg(name.left(100))));
                answered();
            },
            Qt::QueuedConnection);
        return;
    }
    // The job deletes itself; whichever comes first answers, the other finds that it was said.
    auto said = std::make_shared<bool>(false);
    job->setKey(name);
    job->setInsecureFallback(false);
    connect(job, &QKeychain::Job::finished, this, [this, said, name, done, failed](QKeychain::Job* ended) {
        if (std::exchange(*said, true))
            return;
        if (ended->error() == QKeychain::NoError)
            done(*static_cast<Job*>(ended));
        else
            failed(errorOf(*ended, name));
        answered();
    });
    QTimer::singleShot(answerWithinMs, this, [this, said, failed] {
        if (std::exchange(*said, true))
            return;
        failed(absent(QStringLiteral("it gave no answer within %1 s").arg(answerWithinMs / 1000)));
        answered();
    });
    job->start();
}

void Keychain::answered()
{
    if (--m_open == 0)
        emit settled();
}

void Keychain::read(const QString& name, const Read& done)
{
    run<QKeychain::ReadPasswordJob>(
        new QKeychain::ReadPasswordJob(keychainService), name,
        [done](QKeychain::ReadPasswordJob& job) { done(job.textData().toUtf8()); }, [done](const Error& e) { done(e); });
}

void Keychain::write(const QString& name, const QByteArray& secret, const Told& done)
{
    auto* job = new QKeychain::WritePasswordJob(keychainService);
    job->setTextData(QString::fromUtf8(secret));
    run<QKeychain::WritePasswordJob>(
        job, name, [done](QKeychain::WritePasswordJob&) { done(Done {}); }, [done](const Error& e) { done(e); });
}

void Keychain::forget(const QString& name, const Told& done)
{
    run<QKeychain::DeletePasswordJob>(
        new QKeychain::DeletePasswordJob(keychainService), name, [done](QKeychain::DeletePasswordJob&) { done(Done {}); },
        [done](const Error& e) { done(e); });
}

void Keychain::readAll(
    const QStringList& names, const std::function<void(std::map<QString, Result<QByteArray>>)>& done)
{
    if (names.isEmpty()) {
        done({});
        return;
    }
    auto found = std::make_shared<std::map<QString, Result<QByteArray>>>();
    auto left = std::make_shared<qsizetype>(names.size());
    for (const auto& name : names)
        read(name, [name, found, left, done](const Result<QByteArray>& secret) {
            found->insert_or_assign(name, secret);
            if (--*left == 0)
                done(*found);
        });
}

void Keychain::settle()
{
    if (m_open == 0)
        return;
    QEventLoop loop;
    connect(this, &Keychain::settled, &loop, &QEventLoop::quit);
    loop.exec();
}

} // namespace quarterdeck
