// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of a mapping around jq: the first byte chooses which. jq itself is in its own process.
#include "app/connectors/cloudevents.h"
#include "app/connectors/connectorloader.h"
#include "app/connectors/jqguard.h"
#include "app/connectors/rawrequest.h"
#include "app/connectors/signaljson.h"

#include <QJsonDocument>

#include <cstdlib>

using namespace quarterdeck;

namespace {

void results(const QByteArray& text)
{
    const Result<Signals> all = toSignals(QJsonDocument::fromJson(text).array());
    if (!all)
        return;
    for (const Signal& signal : *all) {
        if (signal.dedupKey.isEmpty() || toJsonLine(signal, QStringLiteral("fuzz")).contains('\n'))
            std::abort();
    }
}

void request(const QByteArray& text)
{
    const RawRequest parsed = readRequestFile(text);
    (void)headersAsJson(parsed);
    (void)formAsJson(parsed.body);
    (void)cloudEventsAsJson(parsed, {});
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size == 0)
        return 0;
    const QByteArray text(reinterpret_cast<const char*>(data + 1), static_cast<qsizetype>(size - 1));
    switch (data[0]) {
    case 'r':
        request(text);
        break;
    case 's':
        results(text);
        break;
    case 'y':
        (void)readConnector(text, QStringLiteral("x.yaml"));
        break;
    case 't':
        (void)readTime(QString::fromUtf8(text));
        (void)fromIso(QString::fromUtf8(text));
        break;
    default:
        (void)checkJqProgram(QString::fromUtf8(text));
    }
    return 0;
}
