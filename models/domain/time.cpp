// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/time.h"

#include <array>
#include <cstdlib>

namespace quarterdeck {

namespace {

constexpr qint64 k_dayMs = 86'400'000;

// Days since 1970-01-01 of a proleptic Gregorian date, and back. Years are counted from March, so that
// the leap day is the last of its year and every month starts at a fixed day.
constexpr qint64 daysFromCivil(qint64 year, int month, int day)
{
    year -= month <= 2 ? 1 : 0;
    const qint64 era = (year >= 0 ? year : year - 399) / 400;
    const qint64 yearOfEra = year - era * 400;
    const qint64 dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    const qint64 dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * 146'097 + dayOfEra - 719'468;
}

struct Civil {
    qint64 year;
    int month;
    int day;
};

constexpr Civil civilFromDays(qint64 days)
{
    days += 719'468;
    const qint64 era = (days >= 0 ? days : days - 146'096) / 146'097;
    const qint64 dayOfEra = days - era * 146'097;
    const qint64 yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36'524 - dayOfEra / 146'096) / 365;
    const qint64 dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    const int shifted = static_cast<int>((5 * dayOfYear + 2) / 153);
    const int day = static_cast<int>(dayOfYear) - (153 * shifted + 2) / 5 + 1;
    const int month = shifted < 10 ? shifted + 3 : shifted - 9;
    return {yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day};
}

static_assert(daysFromCivil(1970, 1, 1) == 0);
static_assert(daysFromCivil(2000, 2, 29) == 11'016);
static_assert(civilFromDays(11'016).day == 29);

bool isLeap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int daysInMonth(int year, int month)
{
    constexpr std::array<int, 12> days {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && isLeap(year) ? 29 : days[static_cast<std::size_t>(month - 1)];
}

/// Reads fixed-width decimals and single characters off the front of a text.
class Cursor {
public:
    explicit Cursor(QStringView text)
        : m_text(text)
    {
    }

    bool digits(int count, int& value)
    {
        if (m_at + count > m_text.size())
            return false;
        value = 0;
        for (int i = 0; i < count; ++i) {
            const char16_t c = m_text[m_at + i].unicode();
            if (c < u'0' || c > u'9')
                return false;
            value = value * 10 + (c - u'0');
        }
        m_at += count;
        return true;
    }

    bool take(char16_t c)
    {
        if (m_at >= m_text.size() || m_text[m_at].unicode() != c)
            return false;
        ++m_at;
        return true;
    }

    bool atEnd() const { return m_at == m_text.size(); }

private:
    QStringView m_text;
    qsizetype m_at = 0;
};

bool readFraction(Cursor& cursor, int& milliseconds)
{
    int digit = 0;
    int weight = 100;
    bool any = false;
    while (cursor.digits(1, digit)) {
        milliseconds += digit * weight;
        weight /= 10;
        any = true;
    }
    return any;
}

bool readOffset(Cursor& cursor, int& minutes)
{
    if (cursor.take(u'Z') || cursor.take(u'z'))
        return true;
    const bool ahead = cursor.take(u'+');
    if (!ahead && !cursor.take(u'-'))
        return false;
    int hour = 0;
    int minute = 0;
    if (!cursor.digits(2, hour) || !cursor.take(u':') || !cursor.digits(2, minute) || hour > 23
        || minute > 59)
        return false;
    minutes = (ahead ? 1 : -1) * (hour * 60 + minute);
    return true;
}

} // namespace

QString toIso(Instant at)
{
    qint64 days = at / k_dayMs;
    qint64 rest = at % k_dayMs;
    if (rest < 0) {
        rest += k_dayMs;
        --days;
    }
    const Civil date = civilFromDays(days);
    QString text(24, QChar(u'0'));
    const auto put = [&text](qsizetype at_, int width, qint64 value) {
        for (qsizetype i = at_ + width - 1; i >= at_; --i, value /= 10)
            text[i] = QChar(static_cast<char16_t>(u'0' + value % 10));
    };
    if (date.year < 0 || date.year > 9999)
        return QString::number(date.year) + QStringLiteral("-??");
    put(0, 4, date.year);
    put(5, 2, date.month);
    put(8, 2, date.day);
    put(11, 2, rest / 3'600'000);
    put(14, 2, rest / 60'000 % 60);
    put(17, 2, rest / 1000 % 60);
    put(20, 3, rest % 1000);
    text[4] = text[7] = QChar(u'-');
    text[10] = QChar(u'T');
    text[13] = text[16] = QChar(u':');
    text[19] = QChar(u'.');
    text[23] = QChar(u'Z');
    return text;
}

std::optional<Instant> fromIso(QStringView text)
{
    constexpr qsizetype k_longest = 64; // nothing but fractional digits can be that long
    if (text.size() > k_longest)
        return std::nullopt;
    Cursor cursor(text);
    int year = 0;
    int month = 0;
    int day = 0;
    int hour = 0;
    int minute = 0;
    int second = 0;
    int milliseconds = 0;
    int offset = 0;
    if (!cursor.digits(4, year) || !cursor.take(u'-') || !cursor.digits(2, month) || !cursor.take(u'-')
        || !cursor.digits(2, day))
        return std::nullopt;
    if (!cursor.take(u'T') && !cursor.take(u't') && !cursor.take(u' '))
        return std::nullopt;
    if (!cursor.digits(2, hour) || !cursor.take(u':') || !cursor.digits(2, minute) || !cursor.take(u':')
        || !cursor.digits(2, second))
        return std::nullopt;
    if (cursor.take(u'.') && !readFraction(cursor, milliseconds))
        return std::nullopt;
    if (!readOffset(cursor, offset) || !cursor.atEnd())
        return std::nullopt;
    // 60 is a leap second: it is the first second of the next minute
    if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month) || hour > 23
        || minute > 59 || second > 60)
        return std::nullopt;
    if (year == 1)
        return 0;
    const qint64 minutes = daysFromCivil(year, month, day) * 1440 + hour * 60 + minute - offset;
    return (minutes * 60 + second) * 1000 + milliseconds;
}

QString inWords(qint64 milliseconds)
{
    struct Unit {
        qint64 seconds;
        char16_t letter;
    };

    constexpr std::array<Unit, 4> units {Unit {86'400, u'd'}, {3600, u'h'}, {60, u'm'}, {1, u's'}};
    const qint64 seconds = std::llabs(milliseconds / 1000);
    const QString sign = milliseconds <= -1000 ? QStringLiteral("-") : QString();
    std::size_t i = 0;
    while (i + 1 < units.size() && seconds < units[i].seconds)
        ++i;
    QString words = sign + QString::number(seconds / units[i].seconds) + QChar(u' ') + QChar(units[i].letter);
    if (i + 1 == units.size())
        return words;
    const qint64 rest = seconds % units[i].seconds / units[i + 1].seconds;
    if (rest > 0)
        words += QChar(u' ') + QString::number(rest) + QChar(u' ') + QChar(units[i + 1].letter);
    return words;
}

} // namespace quarterdeck
