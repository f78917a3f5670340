// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The one binary encoding of Quarterdeck: journal entries, wire messages and snapshots are written with
// it, from the field lists of fields.h.
//
//   unsigned, enum, Id   LEB128 varint            bool      one byte, 0 or 1
//   signed               zigzag, then varint      double    8 bytes, IEEE 754, little endian
//   QString              varint length, UTF-8     QByteArray varint length, bytes
//   Text                 varint index into the entry's part (0: empty, n: string n-1)
//   vector, map          varint count, elements   struct    varint byte length, fields in list order
//
// Why not CBOR: QCborValue builds a tree and was measured slower than JSON here, and a self-describing
// format would let two writers encode one entry in two ways, which a hashed format must not allow.
// A struct carries its length so that a reader of an older list can skip members added later, and a
// reader of a newer list finds the end and leaves the rest at its defaults.
// Every length is checked against what is left before anything is allocated.

#include "models/domain/fields.h"
#include "models/domain/ids.h"
#include "models/domain/text.h"

#include <QByteArray>
#include <QHash>
#include <QMap>
#include <QString>

#include <bit>
#include <concepts>
#include <map>
#include <optional>
#include <set>
#include <type_traits>
#include <utility>
#include <vector>

namespace quarterdeck {

/// Writes values in the encoding above. Texts go to `texts` when one is given, else inline as QString.
class ByteWriter {
public:
    explicit ByteWriter(std::vector<QString>* texts = nullptr)
        : m_texts(texts)
    {
    }

    const QByteArray& bytes() const { return m_bytes; }
    QByteArray take() { return std::move(m_bytes); }

    void varint(quint64 value)
    {
        while (value >= 0x80) {
            m_bytes.append(static_cast<char>((value & 0x7f) | 0x80));
            value >>= 7;
        }
        m_bytes.append(static_cast<char>(value));
    }

    void raw(QByteArrayView bytes) { m_bytes.append(bytes); }

    template <class T>
    void operator()(const char*, const T& value)
    {
        write(value);
    }

    template <class T>
    void write(const T& value)
    {
        if constexpr (std::is_same_v<T, bool>) {
            m_bytes.append(value ? '\1' : '\0');
        } else if constexpr (std::is_enum_v<T>) {
            varint(static_cast<quint64>(value));
        } else if constexpr (std::unsigned_integral<T>) {
            varint(value);
        } else if constexpr (std::signed_integral<T>) {
            const auto wide = static_cast<qint64>(value);
            varint((static_cast<quint64>(wide) << 1) ^ static_cast<quint64>(wide >> 63));
        } else if constexpr (std::is_same_v<T, double>) {
            auto bits = std::bit_cast<quint64>(value);
            for (int i = 0; i < 8; ++i, bits >>= 8)
                m_bytes.append(static_cast<char>(bits & 0xff));
        } else {
            writeWide(value);
        }
    }

private:
    void string(const QString& s)
    {
        const QByteArray utf8 = s.toUtf8();
        varint(static_cast<quint64>(utf8.size()));
        m_bytes.append(utf8);
    }

    void writeWide(const QString& s) { string(s); }

    void writeWide(const QByteArray& b)
    {
        varint(static_cast<quint64>(b.size()));
        m_bytes.append(b);
    }

    void writeWide(const Text& text)
    {
        if (!m_texts) {
            string(text.s);
        } else if (text.s.isEmpty()) {
            varint(0);
        } else {
            m_texts->push_back(text.s);
            varint(m_texts->size());
        }
    }

    template <class Tag>
    void writeWide(const Id<Tag>& id)
    {
        varint(id.value);
    }

    template <class A, class B>
    void writeWide(const std::pair<A, B>& p)
    {
        write(p.first);
        write(p.second);
    }

    template <class T>
    void writeWide(const std::optional<T>& v)
    {
        write(v.has_value());
        if (v)
            write(*v);
    }

    template <class T>
    void writeWide(const std::vector<T>& v)
    {
        varint(v.size());
        for (const auto& e : v)
            write(static_cast<const T&>(e));
    }

    template <class T>
    void writeWide(const std::set<T>& v)
    {
        varint(v.size());
        for (const auto& e : v)
            write(e);
    }

    template <class K, class V>
    void writeWide(const std::map<K, V>& m)
    {
        varint(m.size());
        for (const auto& [k, v] : m) {
            write(k);
            write(v);
        }
    }

    template <HasFields T>
    void writeWide(const T& value)
    {
        ByteWriter inner(m_texts);
        T::visitFields(value, inner);
        varint(static_cast<quint64>(inner.m_bytes.size()));
        m_bytes.append(inner.m_bytes);
    }

    QByteArray m_bytes;
    std::vector<QString>* m_texts;
};

/// Reads what ByteWriter wrote. Never throws and never reads past the end: the first thing that does not
/// fit sets failed(), and everything after it reads as its default.
class ByteReader {
public:
    /// `texts`: the entry's part, or null for inline texts. `redacted`: the part is gone.
    explicit ByteReader(QByteArrayView bytes, const std::vector<QString>* texts = nullptr, bool redacted = false)
        : m_bytes(bytes)
        , m_texts(texts)
        , m_redacted(redacted)
    {
    }

    bool failed() const { return m_failed; }
    bool atEnd() const { return m_bytes.isEmpty(); }
    void fail() { m_failed = true; }
    QByteArrayView rest() const { return m_bytes; }

    quint64 varint()
    {
        quint64 value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (m_bytes.isEmpty())
                break;
            const auto byte = static_cast<quint8>(m_bytes.front());
            m_bytes = m_bytes.sliced(1);
            value |= static_cast<quint64>(byte & 0x7f) << shift;
            if (!(byte & 0x80))
                return value;
        }
        m_failed = true;
        return 0;
    }

    QByteArrayView raw(quint64 length)
    {
        if (length > static_cast<quint64>(m_bytes.size())) {
            m_failed = true;
            m_bytes = {};
            return {};
        }
        const auto out = m_bytes.first(static_cast<qsizetype>(length));
        m_bytes = m_bytes.sliced(static_cast<qsizetype>(length));
        return out;
    }

    template <class T>
    void operator()(const char*, T& value)
    {
        if (!m_failed && !atEnd())
            read(value);
    }

    template <class T>
    void read(T& value)
    {
        if constexpr (std::is_same_v<T, bool>) {
            const auto b = raw(1);
            value = !b.isEmpty() && b.front() != '\0';
        } else if constexpr (std::is_enum_v<T>) {
            value = static_cast<T>(varint());
        } else if constexpr (std::unsigned_integral<T>) {
            value = static_cast<T>(varint());
        } else if constexpr (std::signed_integral<T>) {
            const quint64 z = varint();
            value = static_cast<T>(static_cast<qint64>(z >> 1) ^ -static_cast<qint64>(z & 1));
        } else if constexpr (std::is_same_v<T, double>) {
            const auto b = raw(8);
            quint64 bits = 0;
            for (qsizetype i = b.size(); i-- > 0;)
                bits = (bits << 8) | static_cast<quint8>(b[i]);
            value = std::bit_cast<double>(bits);
        } else {
            readWide(value);
        }
    }

private:
    QString string()
    {
        // fromUtf8 takes a leading U+FEFF for a byte order mark and drops it; here it is somebody's text.
        const auto bytes = raw(varint());
        const bool mark = bytes.startsWith(QByteArrayView("\xEF\xBB\xBF"));
        return (mark ? QString(QChar(u'\uFEFF')) : QString()) + QString::fromUtf8(mark ? bytes.sliced(3) : bytes);
    }

    void readWide(QString& s) { s = string(); }
    void readWide(QByteArray& b) { b = raw(varint()).toByteArray(); }

    void readWide(Text& text)
    {
        if (!m_texts && !m_redacted) {
            text.s = string();
            return;
        }
        const quint64 index = varint();
        if (index == 0)
            text.s.clear();
        else if (m_redacted)
            text.s = redactedText();
        else if (index <= m_texts->size())
            text.s = (*m_texts)[index - 1];
        else
            m_failed = true;
    }

    template <class Tag>
    void readWide(Id<Tag>& id)
    {
        id.value = static_cast<quint32>(varint());
    }

    template <class A, class B>
    void readWide(std::pair<A, B>& p)
    {
        read(p.first);
        read(p.second);
    }

    template <class T>
    void readWide(std::optional<T>& v)
    {
        bool there = false;
        read(there);
        v.reset();
        if (there && !m_failed) {
            v.emplace();
            read(*v);
        }
    }

    template <class T>
    void readWide(std::vector<T>& v)
    {
        v.clear();
        // A count is a promise of a foreign file: storage grows with what is really there.
        for (quint64 left = varint(); left > 0 && !m_failed && !atEnd(); --left) {
            T element {};
            read(element);
            v.push_back(std::move(element));
        }
    }

    template <class T>
    void readWide(std::set<T>& v)
    {
        v.clear();
        for (quint64 left = varint(); left > 0 && !m_failed && !atEnd(); --left) {
            T element {};
            read(element);
            v.insert(std::move(element));
        }
    }

    template <class K, class V>
    void readWide(std::map<K, V>& m)
    {
        m.clear();
        for (quint64 left = varint(); left > 0 && !m_failed && !atEnd(); --left) {
            K key {};
            read(key);
            read(m[key]);
        }
    }

    template <HasFields T>
    void readWide(T& value)
    {
        ByteReader inner(raw(varint()), m_texts, m_redacted);
        T::visitFields(value, inner);
        m_failed = m_failed || inner.m_failed;
    }

    QByteArrayView m_bytes;
    const std::vector<QString>* m_texts;
    bool m_redacted;
    bool m_failed = false;
};

} // namespace quarterdeck
