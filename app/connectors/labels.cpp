// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/connectors/labels.h"

#include <QCryptographicHash>
#include <QtEndian>

#include <algorithm>

namespace quarterdeck {

namespace {

void appendLengthPrefixed(QByteArray& out, const QByteArray& bytes)
{
    std::array<char, 4> length {};
    qToLittleEndian(static_cast<quint32>(bytes.size()), length.data());
    out.append(length.data(), 4).append(bytes);
}

} // namespace

QString normalise(Labels& labels)
{
    std::erase_if(labels, [](const auto& label) { return label.second.isEmpty(); });
    std::sort(labels.begin(), labels.end());
    const auto twice = std::adjacent_find(
        labels.begin(), labels.end(), [](const auto& a, const auto& b) { return a.first == b.first; });
    return twice == labels.end() ? QString() : twice->first;
}

QString labelsKey(const Labels& labels)
{
    QByteArray bytes;
    bytes.reserve(1024);
    for (const auto& [name, value] : labels) {
        appendLengthPrefixed(bytes, name.toUtf8());
        appendLengthPrefixed(bytes, value.toUtf8());
    }
    const QByteArray hash = QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
    return QString::fromLatin1(hash.first(16).toHex());
}

QString firstOf(const Labels& labels, std::initializer_list<QLatin1StringView> names)
{
    for (const QLatin1StringView name : names) {
        const auto found = std::find_if(
            labels.begin(), labels.end(), [name](const auto& label) { return label.first == name; });
        if (found != labels.end())
            return found->second;
    }
    return {};
}

bool isWebLink(QStringView link)
{
    return link.startsWith(QLatin1StringView("http://"), Qt::CaseInsensitive)
        || link.startsWith(QLatin1StringView("https://"), Qt::CaseInsensitive);
}

namespace {

qsizetype utf8Bytes(const QString& text)
{
    qsizetype out = 0;
    for (const QChar c : text) // half of a surrogate pair is two of its four bytes
        out += c < QChar(0x80) ? 1 : c < QChar(0x800) || c.isSurrogate() ? 2 : 3;
    return out;
}

} // namespace

qsizetype textBytes(const Signal& s)
{
    qsizetype out = 0;
    for (const auto* text : {&s.id, &s.dedupKey, &s.name, &s.title, &s.description, &s.service, &s.resource, &s.environment,
             &s.version})
        out += utf8Bytes(*text);
    for (const auto* pairs : {&s.labels, &s.annotations}) {
        for (const auto& [name, value] : *pairs)
            out += utf8Bytes(name) + utf8Bytes(value);
    }
    for (const auto& link : s.links)
        out += utf8Bytes(link);
    return out;
}

QString tooLarge(const Signal& signal)
{
    const qsizetype size = textBytes(signal);
    if (size <= SignalLimits::textBytes)
        return {};
    return QStringLiteral("all of its texts together have %1 KiB; at most %2 are taken")
        .arg((size + 1023) / 1024)
        .arg(SignalLimits::textBytes / 1024);
}

QString labelsAsTitle(const Labels& labels)
{
    constexpr qsizetype k_longest = 200;
    QString text;
    for (const auto& [name, value] : labels) {
        text += (text.isEmpty() ? QStringLiteral("{") : QStringLiteral(", ")) + name + QStringLiteral("=\"")
            + value.left(k_longest) + QChar(u'"');
        if (text.size() > k_longest)
            return text.left(k_longest) + QStringLiteral("…}");
    }
    return text + QChar(u'}');
}

} // namespace quarterdeck
