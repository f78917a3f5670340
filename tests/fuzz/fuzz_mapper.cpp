// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of a mapping around jq: the first byte chooses which. jq itself is in its own process. Whatever
// is refused is refused with a sentence that a person can be shown: one line, an end, nothing that is
// invisible.
#include "app/connectors/cloudevents.h"
#include "app/connectors/connectorloader.h"
#include "app/connectors/decode.h"
#include "app/connectors/jqguard.h"
#include "app/connectors/rawrequest.h"
#include "app/connectors/signaljson.h"
#include "app/connectors/snssignature.h"
#include "app/connectors/topologyimport.h"
#include "models/domain/text.h"

#include <QJsonDocument>

#include <cstdio>
#include <cstdlib>

using namespace quarterdeck;

namespace {

void check(const QString& sentence)
{
    const bool shown = visible(sentence, 100'000) == sentence && !sentence.contains(QLatin1Char('\n'));
    if (!shown || sentence.size() < 20 || sentence.size() > 2000
        || !sentence.trimmed().endsWith(QLatin1Char('.'))) {
        std::fprintf(stderr, "a sentence that cannot be shown: %s\n", qUtf8Printable(visible(sentence)));
        std::abort();
    }
}

template <class T> void check(const Result<T>& result)
{
    if (!result)
        check(result.error().sentence);
}

void results(const QByteArray& text)
{
    const Result<Signals> all =
        toSignals(QJsonDocument::fromJson(text).array(), { {}, 1'795'442'822'250, text.size() % 2 == 0 });
    check(all);
    if (!all)
        return;
    for (const QString& sentence : all->refused)
        check(sentence);
    for (const Signal& signal : *all) {
        if (signal.dedupKey.isEmpty() || toJsonLine(signal, QStringLiteral("fuzz")).contains('\n'))
            std::abort();
    }
}

void request(const QByteArray& text)
{
    const RawRequest parsed = readRequestFile(text);
    (void)headersAsJson(parsed);
    check(formAsJson(parsed.body));
    check(cloudEventsAsJson(parsed, {}));
    check(readSnsMessage(parsed.body));
}

void decoded(const QByteArray& text)
{
    ReceiveRule rule;
    rule.decode = Decode::JsonLines;
    rule.decodeIn = { QStringLiteral(".[].Message"), QStringLiteral(".[].records[].info") };
    const Result<QByteArray> json = decodePayload(rule, { {}, text });
    check(json);
    // What was let in is JSON, also after its texts were opened.
    if (json && QJsonDocument::fromJson(*json).isNull())
        std::abort();
}

void topology(const QByteArray& text)
{
    for (const char* format : { "backstage", "yaml", "csv", "servicenow", "traces" }) {
        const auto read = importTopology(QString::fromLatin1(format), text, QStringLiteral("file"));
        check(read);
        if (!read)
            continue;
        for (const QString& sentence : read->refused)
            check(sentence);
        const auto back =
            importTopology(QStringLiteral("yaml"), writeTopology(read->services), QStringLiteral("file"));
        if (!back || back->services.size() < read->services.size())
            std::abort();
    }
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
        check(readConnector(text, QStringLiteral("x.yaml")));
        break;
    case 'd':
        decoded(text);
        break;
    case 'o':
        topology(text);
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
