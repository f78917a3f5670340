// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/values.h"

#include "models/domain/text.h"

#include <QJsonArray>
#include <QRegularExpression>

namespace quarterdeck {

namespace {

constexpr qsizetype k_longestValue = 256;

bool isPrintable(const QString& value)
{
    for (const uint c : value.toUcs4()) {
        const QChar::Category category = QChar::category(c);
        const bool other = category >= QChar::Other_Control && category <= QChar::Other_NotAssigned;
        if (other || category == QChar::Separator_Line || category == QChar::Separator_Paragraph)
            return false;
    }
    return QString::fromUtf8(value.toUtf8()) == value;
}

/// Undefined for what is left out.
QJsonValue exact(const QJsonValue& value)
{
    if (value.isString()) {
        const QString text = value.toString();
        const bool same =
            !text.contains(QChar(QChar::ByteOrderMark)) && QString::fromUtf8(text.toUtf8()) == text;
        return same ? value : QJsonValue(QJsonValue::Undefined);
    }
    if (value.isObject())
        return exactTexts(value.toObject());
    if (!value.isArray())
        return value;
    QJsonArray array;
    for (const QJsonValue item : value.toArray()) {
        if (const QJsonValue kept = exact(item); !kept.isUndefined())
            array.append(kept);
    }
    return array;
}

} // namespace

Outcome checkParameter(const RunbookParameter& parameter, const QString& value)
{
    const auto refused = [&](const QString& what) {
        return error("run.parameter",
            QStringLiteral("the value for “%1” %2: “%3”.").arg(parameter.name, what, visible(value, 64)));
    };
    if (value.isEmpty())
        return error("run.parameter", QStringLiteral("the value for “%1” is empty.").arg(parameter.name));
    if (value.size() > k_longestValue)
        return refused(QStringLiteral("is longer than %1 characters").arg(k_longestValue));
    if (!isPrintable(value))
        return refused(QStringLiteral("has characters that cannot be seen"));
    if (value.startsWith(QChar(u'-')) && !parameter.leadingDash)
        return refused(QStringLiteral("begins with “-” and would be read as an option"));
    const QRegularExpression pattern(QRegularExpression::anchoredPattern(parameter.pattern));
    if (!pattern.match(value).hasMatch())
        return refused(QStringLiteral("does not have the form that the runbook asks for (%1)")
                           .arg(visible(parameter.pattern, 100)));
    return Done {};
}

QJsonObject exactTexts(const QJsonObject& object)
{
    QJsonObject out;
    for (auto member = object.begin(); member != object.end(); ++member) {
        if (const QJsonValue kept = exact(member.value()); !kept.isUndefined())
            out.insert(member.key(), kept);
    }
    return out;
}

} // namespace quarterdeck
