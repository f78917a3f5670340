// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/wire/messages.h"

namespace quarterdeck {

namespace {

template <std::size_t I = 1>
bool decodeKnown(quint64 number, ByteReader& reader, Message& out)
{
    if constexpr (I >= std::variant_size_v<Message>) {
        return false;
    } else {
        using M = std::variant_alternative_t<I, Message>;
        if (M::number != number)
            return decodeKnown<I + 1>(number, reader, out);
        M message;
        reader.read(message);
        out = std::move(message);
        return true;
    }
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
