// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/wire/messages.h"

namespace quarterdeck {

namespace {

bool decodeKnown(quint64 number, ByteReader& reader, Message& out)
{
    bool known = false;
    Message::eachType([&]<class M>() {
        if constexpr (!std::is_same_v<M, UnknownMessage>) {
            if (M::number != number)
                return;
            M message;
            reader.read(message);
            out = std::move(message);
            known = true;
        }
    });
    return known;
}

} // namespace

Result<Message> decodeMessage(QByteArrayView frame)
{
    ByteReader r(frame);
    const quint64 number = r.varint();
    Message out;
    if (r.failed() || number == 0 || number > 0xffff)
        return error("wire.no-message", QStringLiteral("A frame came that is no message of Quarterdeck's."));
    if (decodeKnown(number, r, out) && r.failed())
        return error("wire.damaged", QStringLiteral("Message %1 is damaged.").arg(number));
    return out;
}

} // namespace quarterdeck
