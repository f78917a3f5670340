// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace quarterdeck {

/// The end of an output that may never end: what went wrong stands there.
class OutputKeeper {
public:
    static constexpr qsizetype most = 1024 * 1024;
    static constexpr qsizetype shown = 4096;

    void add(QByteArrayView bytes);

    QByteArray kept() const { return m_bytes.right(most); }

    qint64 total() const { return m_total; }

    /// The last 4 KiB as text: bytes that are no UTF-8 as ⟨FF⟩, control characters as ⟨U+001B⟩.
    QString tail() const;

private:
    QByteArray m_bytes;
    qint64 m_total = 0;
};

} // namespace quarterdeck
