// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/connectors/timeformats.h"

#include "models/domain/text.h"

#include <QDateTime>
#include <QJsonObject>
#include <QTimeZone>

#include <array>
#include <optional>

namespace quarterdeck {

namespace {

constexpr qsizetype k_longest = 64;

struct EpochUnit {
    const char16_t* name;
    int digits; ///< of the unit after the second
};

constexpr std::array<EpochUnit, 4> k_epochs {
    {{u"epoch_s", 0}, {u"epoch_ms", 3}, {u"epoch_us", 6}, {u"epoch_ns", 9}}};

struct Fields {
    int year = 1970;
    int month = 1;
    int day = 1;
    int hour = 0;
    int minute = 0;
    int second = 0;
    int milliseconds = 0;
    std::optional<int> offset; ///< seconds
};

Error refused(const QString& text, const QString& why)
{
    return error("time.refused", QStringLiteral("the time “%1” %2").arg(visible(text, 64), why), {text, why});
}

const EpochUnit* epochUnit(QStringView format)
{
    for (const EpochUnit& unit : k_epochs) {
        if (format == QStringView(unit.name))
            return &unit;
    }
    return nullptr;
}

bool readDigits(QStringView text, qsizetype& at, int count, int& value)
{
    if (at + count > text.size())
        return false;
    value = 0;
    for (const qsizetype end = at + count; at < end; ++at) {
        if (text[at] < QChar(u'0') || text[at] > QChar(u'9'))
            return false;
        value = value * 10 + (text[at].unicode() - u'0');
    }
    return true;
}

bool readFraction(QStringView text, qsizetype& at, int& milliseconds)
{
    const qsizetype begin = at;
    int digit = 0;
    for (int weight = 100; readDigits(text, at, 1, digit); weight /= 10)
        milliseconds += digit * weight;
    return at > begin;
}

/// Z, UTC, GMT, +02:00, +0200, +02
std::optional<int> readZone(QStringView text, qsizetype& at)
{
    for (const QStringView name : {QStringView(u"UTC"), QStringView(u"GMT"), QStringView(u"Z")}) {
        if (text.sliced(at).startsWith(name)) {
            at += name.size();
            return 0;
        }
    }
    if (at >= text.size() || (text[at] != QChar(u'+') && text[at] != QChar(u'-')))
        return std::nullopt;
    const int sign = text[at] == QChar(u'-') ? -1 : 1;
    int hours = 0;
    int minutes = 0;
    if (!readDigits(text, ++at, 2, hours))
        return std::nullopt;
    if (at < text.size() && text[at] == QChar(u':'))
        ++at;
    if (at < text.size() && !readDigits(text, at, 2, minutes))
        return std::nullopt;
    return hours < 24 && minutes < 60 ? std::optional(sign * (hours * 3600 + minutes * 60)) : std::nullopt;
}

bool isAt(QStringView pattern, qsizetype at, const char16_t* word)
{
    return pattern.sliced(at).startsWith(QStringView(word));
}

/// Reads `text` by `pattern`; false if they differ.
bool readPattern(QStringView text, QStringView pattern, Fields& out)
{
    struct Part {
        const char16_t* word;
        int Fields::*field;
    };

    static constexpr std::array<Part, 6> parts {{{u"yyyy", &Fields::year}, {u"MM", &Fields::month},
        {u"dd", &Fields::day}, {u"HH", &Fields::hour}, {u"mm", &Fields::minute}, {u"ss", &Fields::second}}};
    qsizetype at = 0;
    for (qsizetype p = 0; p < pattern.size();) {
        const Part* part = nullptr;
        for (const Part& candidate : parts) {
            if (isAt(pattern, p, candidate.word))
                part = &candidate;
        }
        if (part) {
            const auto width = static_cast<int>(QStringView(part->word).size());
            if (!readDigits(text, at, width, out.*(part->field)))
                return false;
            p += width;
            continue;
        }
        if (isAt(pattern, p, u"S")) {
            if (!readFraction(text, at, out.milliseconds))
                return false;
            while (p < pattern.size() && pattern[p] == QChar(u'S'))
                ++p;
            continue;
        }
        if (isAt(pattern, p, u"z")) {
            out.offset = readZone(text, at);
            if (!out.offset)
                return false;
        } else if (at >= text.size() || text[at++] != pattern[p]) {
            return false;
        }
        ++p;
    }
    return at == text.size();
}

std::optional<Instant> instantOf(const Fields& fields, const QTimeZone& zone)
{
    if (fields.year <= 1)
        return 0;
    const QDate date(fields.year, fields.month, fields.day);
    const QTime time(fields.hour, fields.minute, fields.second, fields.milliseconds);
    if (!date.isValid() || !time.isValid())
        return std::nullopt;
    if (fields.offset)
        return QDateTime(date, time, Qt::UTC).toMSecsSinceEpoch() - *fields.offset * 1000LL;
    const QDateTime local(date, time, zone);
    return local.isValid() ? std::optional(local.toMSecsSinceEpoch()) : std::nullopt;
}

std::optional<QTimeZone> zoneOf(const QString& name)
{
    qsizetype at = 0;
    if (const std::optional<int> offset = readZone(name, at); offset && at == name.size())
        return *offset == 0 ? QTimeZone::utc() : QTimeZone(*offset);
    const QTimeZone zone(name.toUtf8());
    return zone.isValid() ? std::optional(zone) : std::nullopt;
}

Result<Instant> readEpoch(const QString& text, const EpochUnit& unit)
{
    // Decimal digits and not a double: nanoseconds need all 19 of them.
    const bool negative = text.startsWith(QChar(u'-'));
    const QString digits = negative ? text.sliced(1) : text;
    QString whole = digits.section(QChar(u'.'), 0, 0);
    QString fraction = digits.section(QChar(u'.'), 1);
    if (unit.digits > 0) {
        fraction = whole.right(unit.digits).rightJustified(unit.digits, QChar(u'0'));
        whole.chop(unit.digits);
    }
    int ms = 0;
    qsizetype at = 0;
    if (!fraction.isEmpty() && (!readFraction(fraction, at, ms) || at < fraction.size()))
        return refused(text, QStringLiteral("is no number of the format %1").arg(QStringView(unit.name)));
    bool ok = false;
    const qint64 seconds = whole.isEmpty() && unit.digits > 0 ? (ok = true, 0) : whole.toLongLong(&ok);
    if (!ok || seconds < 0 || seconds > 253'402'300'799)
        return refused(text, QStringLiteral("is no number of the format %1").arg(QStringView(unit.name)));
    return (negative ? -1 : 1) * (seconds * 1000 + ms);
}

Result<Instant> readAny(const QString& text)
{
    if (const std::optional<Instant> at = fromIso(text))
        return *at;
    for (const char16_t* pattern : {u"yyyy-MM-ddTHH:mm:ssz", u"yyyy-MM-ddTHH:mm:ss.Sz",
             u"yyyy-MM-dd HH:mm:ss z", u"yyyy-MM-dd HH:mm:ssz", u"yyyy-MM-dd HH:mm:ss.S z"}) {
        Fields fields;
        if (readPattern(text, QStringView(pattern), fields)) {
            if (const std::optional<Instant> at = instantOf(fields, QTimeZone::utc()))
                return *at;
        }
    }
    return refused(text, QStringLiteral("is none of RFC 3339; other forms need a format"));
}

} // namespace

Outcome checkTimeFormat(const TimeFormat& format)
{
    if (!format.zone.isEmpty() && !zoneOf(format.zone))
        return error("time.refused", QStringLiteral("“%1” is no time zone").arg(visible(format.zone, 64)));
    const bool named =
        format.format.isEmpty() || format.format == QStringLiteral("rfc3339") || epochUnit(format.format);
    if (named)
        return Done {};
    if (!format.format.contains(QStringLiteral("yyyy")) || !format.format.contains(QStringLiteral("dd")))
        return error("time.refused",
            QStringLiteral(
                "“%1” is no time format: rfc3339, epoch_s, epoch_ms, epoch_us, epoch_ns or a pattern "
                "such as yyyy-MM-dd HH:mm:ss")
                .arg(visible(format.format, 64)));
    if (format.zone.isEmpty() && !format.format.contains(QChar(u'z')))
        return error("time.refused",
            QStringLiteral("the time format “%1” has no z and so needs a zone")
                .arg(visible(format.format, 64)));
    return Done {};
}

Result<Instant> readTime(const QString& text, const TimeFormat& format)
{
    if (text.isEmpty())
        return 0;
    if (text.size() > k_longest)
        return refused(text, QStringLiteral("is longer than a time can be"));
    if (const Outcome known = checkTimeFormat(format); !known)
        return known.error();
    if (format.format.isEmpty() || format.format == QStringLiteral("rfc3339"))
        return readAny(text);
    if (const EpochUnit* unit = epochUnit(format.format))
        return readEpoch(text, *unit);
    Fields fields;
    if (!readPattern(text, format.format, fields))
        return refused(text, QStringLiteral("is not written as %1").arg(format.format));
    const std::optional<QTimeZone> zone = format.zone.isEmpty() ? QTimeZone::utc() : zoneOf(format.zone);
    if (const std::optional<Instant> at = instantOf(fields, zone.value_or(QTimeZone::utc())))
        return *at;
    return refused(text, QStringLiteral("does not exist"));
}

Result<Instant> readTime(const QJsonValue& value, const TimeFormat& usual)
{
    TimeFormat format = usual;
    QJsonValue text = value;
    if (value.isObject()) {
        const QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it) {
            const bool known = it.key() == QStringLiteral("text")
                || ((it.key() == QStringLiteral("format") || it.key() == QStringLiteral("zone"))
                    && it->isString());
            if (!known)
                return error("time.refused",
                    QStringLiteral("a time is {text, format, zone}; “%1” does not belong there "
                                   "or is no text")
                        .arg(visible(it.key(), 64)));
        }
        text = object.value(QStringLiteral("text"));
        format.format = object.value(QStringLiteral("format")).toString(format.format);
        format.zone = object.value(QStringLiteral("zone")).toString(format.zone);
    }
    if (text.isNull() || text.isUndefined())
        return 0;
    if (text.isString())
        return readTime(text.toString(), format);
    if (!text.isDouble())
        return error("time.refused", QStringLiteral("a time is a text or a number, and this is neither"));
    const double number = text.toDouble();
    const QString digits = number == static_cast<double>(text.toInteger()) ? QString::number(text.toInteger())
                                                                           : QString::number(number, 'f', 6);
    if (!epochUnit(format.format))
        return refused(digits,
            QStringLiteral("is a number and needs the format epoch_s, epoch_ms, epoch_us or epoch_ns"));
    return readTime(digits, format);
}

} // namespace quarterdeck
