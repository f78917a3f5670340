// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/result.h"
#include "models/journal/journal.h"

#include <QByteArray>
#include <QString>

namespace quarterdeck {

/// A head that the relay vouches for: kept by consoles, printed in updates and exports. A chain alone
/// cannot show a cut tail or a whole rewrite; two signed heads that disagree can.
///
/// Signed (Ed25519, detached) are these 67 bytes:
///   "quarterdeck head 1\n" · seq (8 bytes, big endian) · hash (32) · at (8, big endian, ms since 1970)
struct SignedHead {
    Head head;
    Instant at = 0;
    QByteArray signature; ///< 64 bytes

    bool operator==(const SignedHead&) const = default;
    QD_FIELDS(head, at, signature)
};

/// What is signed.
QByteArray headMessage(const Head& head, Instant at);

/// Whether the owner of `publicKey` (32 bytes) signed this head.
bool verifyHead(const QByteArray& publicKey, const SignedHead& signedHead);

/// The key that signs heads: DIR/head.key, 32 bytes of seed, mode 0600.
class HeadKey {
public:
    /// Reads the key; makes one when there is none and `mayCreate`.
    static Result<HeadKey> open(const QString& file, bool mayCreate);

    const QByteArray& publicKey() const { return m_publicKey; }
    SignedHead sign(const Head& head, Instant at) const;

private:
    QByteArray m_publicKey;
    QByteArray m_secretKey;
};

} // namespace quarterdeck
