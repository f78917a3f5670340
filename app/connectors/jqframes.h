// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What goes through the pipes between a JqWorker and its process. All numbers are 32 bits, little endian.
//
//   frame     length of the rest, body
//   request   id, flags (1: compile only), program, names, values, input
//   response  id, status (0: results, 1: jq could not compile, 2: jq gave an error, 3: too much), text
//   ready     a response with id 0, once, before anything is asked: a request's time begins when its worker can take it
//
// where program ... text are each a length and so many bytes. `names` are the variables of the program,
// separated by commas, and `values` a JSON object with their values; `input` is one JSON text. The text
// of a response is a JSON array of the program's results, or a sentence of jq.
//
// Both ends are the same executable, so there is no version. Values travel apart from the program so
// that the compiled program can be kept: jq 1.6 compiles its own built-ins anew each time (tens of ms).

#include <QByteArray>
#include <QByteArrayView>
#include <QtEndian>

#include <array>

namespace quarterdeck {

struct JqFrames {
    static constexpr quint32 longestRequest = 96U << 20;
    static constexpr quint32 longestResponse = 32U << 20;
    static constexpr quint32 compileOnly = 1;

    enum Status : quint32 { Results = 0, NotCompiled = 1, Failed = 2, TooMuch = 3 };

    static void putNumber(QByteArray& out, quint32 value)
    {
        std::array<char, 4> bytes {};
        qToLittleEndian(value, bytes.data());
        out.append(bytes.data(), 4);
    }

    static void putBytes(QByteArray& out, QByteArrayView bytes)
    {
        putNumber(out, static_cast<quint32>(bytes.size()));
        out.append(bytes);
    }

    /// Numbers and bytes off the front of `in`; what is missing reads as 0 and as empty.
    static quint32 number(QByteArrayView& in)
    {
        if (in.size() < 4)
            return 0;
        const auto value = qFromLittleEndian<quint32>(in.data());
        in = in.sliced(4);
        return value;
    }

    static QByteArrayView bytes(QByteArrayView& in)
    {
        const qsizetype length = qMin(static_cast<qsizetype>(number(in)), in.size());
        const QByteArrayView result = in.first(length);
        in = in.sliced(length);
        return result;
    }
};

} // namespace quarterdeck
