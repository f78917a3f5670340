// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/storage/signedhead.h"

#include "app/storage/filelock.h"

#include <QFile>
#include <QtEndian>

#include <sodium.h>

namespace quarterdeck {

namespace {

const unsigned char* raw(const QByteArray& bytes)
{
    return reinterpret_cast<const unsigned char*>(bytes.constData());
}

unsigned char* raw(QByteArray& bytes)
{
    return reinterpret_cast<unsigned char*>(bytes.data());
}

} // namespace

QByteArray headMessage(const Head& head, Instant at)
{
    QByteArray out("quarterdeck head 1\n");
    char number[8];
    qToBigEndian<quint64>(head.seq, number);
    out.append(number, 8);
    out.append(head.hash);
    qToBigEndian<qint64>(at, number);
    out.append(number, 8);
    return out;
}

bool verifyHead(const QByteArray& publicKey, const SignedHead& signedHead)
{
    if (sodium_init() < 0 || publicKey.size() != crypto_sign_PUBLICKEYBYTES
        || signedHead.signature.size() != crypto_sign_BYTES || signedHead.head.hash.size() != hashSize)
        return false;
    const QByteArray message = headMessage(signedHead.head, signedHead.at);
    return crypto_sign_verify_detached(
               raw(signedHead.signature), raw(message), static_cast<quint64>(message.size()), raw(publicKey))
        == 0;
}

Result<HeadKey> HeadKey::open(const QString& file, bool mayCreate)
{
    if (sodium_init() < 0)
        return error("journal.no-key", QStringLiteral("The system gives no random numbers; no key can be made."));
    QFile in(file);
    if (!in.exists() && mayCreate) {
        QByteArray seed(crypto_sign_SEEDBYTES, '\0');
        randombytes_buf(seed.data(), static_cast<size_t>(seed.size()));
        if (auto written = writeFileDurably(file, seed); !written)
            return written.error();
    }
    QByteArray seed;
    if (in.open(QIODevice::ReadOnly))
        seed = in.read(1024);
    if (seed.size() != crypto_sign_SEEDBYTES)
        return error("journal.no-key",
            QStringLiteral("%1, the key that signs this journal's heads, is missing or damaged. Put it back from a "
                           "backup; without it no console can trust this journal.")
                .arg(file),
            {file});
    HeadKey key;
    key.m_publicKey.resize(crypto_sign_PUBLICKEYBYTES);
    key.m_secretKey.resize(crypto_sign_SECRETKEYBYTES);
    crypto_sign_seed_keypair(raw(key.m_publicKey), raw(key.m_secretKey), raw(seed));
    return key;
}

SignedHead HeadKey::sign(const Head& head, Instant at) const
{
    SignedHead out {head, at, QByteArray(crypto_sign_BYTES, '\0')};
    const QByteArray message = headMessage(head, at);
    crypto_sign_detached(
        raw(out.signature), nullptr, raw(message), static_cast<quint64>(message.size()), raw(m_secretKey));
    return out;
}

} // namespace quarterdeck
