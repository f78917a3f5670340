// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/outputkeeper.h"

#include "app/connectors/jsontokens.h"
#include "models/domain/text.h"

namespace quarterdeck {

void OutputKeeper::add(QByteArrayView bytes)
{
    m_total += bytes.size();
    m_bytes.append(bytes);
    if (m_bytes.size() > 2 * most) // not with every read: the rest has to move
        m_bytes = m_bytes.right(most);
}

QString OutputKeeper::tail() const
{
    QByteArrayView rest = QByteArrayView(m_bytes).last(qMin(shown, m_bytes.size()));
    // The cut may have gone through a character.
    for (int i = 0; m_bytes.size() > shown && i < 3 && (static_cast<quint8>(rest.front()) & 0xc0) == 0x80;
         ++i)
        rest = rest.sliced(1);
    QString text;
    while (!rest.isEmpty()) {
        const std::string_view view(rest.data(), static_cast<std::size_t>(qMin<qsizetype>(rest.size(), 4)));
        const qsizetype length = utf8Length(view);
        if (length > 0)
            text += visibleLines(QString::fromUtf8(rest.first(length)));
        else
            text += QStringLiteral("⟨%1⟩")
                        .arg(static_cast<uint>(static_cast<quint8>(rest.front())), 2, 16, QChar(u'0'))
                        .toUpper();
        rest = rest.sliced(qMax<qsizetype>(length, 1));
    }
    return text;
}

} // namespace quarterdeck
