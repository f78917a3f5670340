// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/connectors/rawrequest.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QStringDecoder>

namespace quarterdeck {

namespace {

constexpr qsizetype k_mostFields = 1000;

bool isSecret(const QByteArray& name)
{
    return name == "authorization" || name == "proxy-authorization" || name == "cookie" || name == "apikey"
        || name.contains("token") || name.contains("secret") || name.contains("api-key");
}

Result<QString> formText(QByteArrayView raw)
{
    QByteArray bytes = raw.toByteArray();
    bytes.replace('+', ' ');
    const QByteArray decoded = percentDecoded(bytes);
    QStringDecoder utf8(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    QString text = utf8(decoded);
    if (utf8.hasError() || decoded.contains('\0'))
        return error(
            "form.refused", QStringLiteral("The form was refused: a field is not UTF-8 or has a NUL in it."));
    return text;
}

} // namespace

QByteArray RawRequest::header(QByteArrayView name) const
{
    QByteArray value;
    for (const auto& [key, text] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            value += (value.isEmpty() ? "" : ", ") + text;
    }
    return value;
}

QByteArray RawRequest::contentType() const
{
    const QByteArray value = header("content-type");
    const qsizetype end = value.indexOf(';');
    return (end < 0 ? value : value.first(end)).trimmed().toLower();
}

RawRequest readRequestFile(const QByteArray& file)
{
    static const QRegularExpression requestLine(QStringLiteral("\\A[A-Z]{3,10} \\S+ HTTP/1\\.[01]\\z"));
    RawRequest request;
    qsizetype at = file.indexOf('\n');
    if (at < 0 || at > 8192 || !requestLine.match(QString::fromLatin1(file.first(at).trimmed())).hasMatch()) {
        request.body = file;
        return request;
    }
    ++at;
    while (at < file.size()) {
        const qsizetype end = file.indexOf('\n', at);
        const QByteArray line = file.sliced(at, (end < 0 ? file.size() : end) - at).trimmed();
        at = end < 0 ? file.size() : end + 1;
        if (line.isEmpty())
            break;
        const qsizetype colon = line.indexOf(':');
        if (colon > 0)
            request.headers.emplace_back(line.first(colon).trimmed(), line.sliced(colon + 1).trimmed());
    }
    request.body = file.sliced(at);
    return request;
}

QByteArray headersAsJson(const RawRequest& request)
{
    QJsonObject object;
    for (const auto& [name, value] : request.headers) {
        const QByteArray lower = name.toLower();
        if (!isSecret(lower))
            object.insert(QString::fromLatin1(lower), QString::fromUtf8(request.header(name)));
    }
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

Result<QByteArray> formAsJson(QByteArrayView body)
{
    QJsonObject object;
    const QList<QByteArray> fields = body.toByteArray().split('&');
    if (fields.size() > k_mostFields)
        return error("form.refused",
            QStringLiteral("The form was refused: it has more than %1 fields.").arg(k_mostFields));
    for (const QByteArray& field : fields) {
        if (field.trimmed().isEmpty())
            continue;
        const qsizetype equals = field.indexOf('=');
        const Result<QString> name = formText(equals < 0 ? field : field.first(equals));
        const Result<QString> value =
            formText(equals < 0 ? QByteArray() : field.sliced(equals + 1).trimmed());
        if (!name || !value)
            return name ? value.error() : name.error();
        if (!object.contains(*name)) {
            object.insert(*name, *value);
            continue;
        }
        const QJsonValue before = object.value(*name);
        QJsonArray list = before.isArray() ? before.toArray() : QJsonArray {before};
        list.append(*value);
        object.insert(*name, list);
    }
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QByteArray percentDecoded(QByteArrayView text)
{
    return QByteArray::fromPercentEncoding(text.toByteArray());
}

} // namespace quarterdeck
