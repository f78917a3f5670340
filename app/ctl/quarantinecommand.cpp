// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/arguments.h"
#include "app/ctl/ctl.h"
#include "app/storage/journalreader.h"
#include "models/domain/text.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

#include <cstdio>

namespace quarterdeck {

namespace {

    constexpr int chunkSize = 200;

    int list(const Arguments& a)
    {
        const auto reader = JournalReader::open(a.value("data"));
        if (!reader)
            return complain(reader.error(), 1);
        quint64 after = 0;
        qint64 count = 0;
        for (;;) {
            const auto chunk = (*reader)->quarantinedEvidence(chunkSize, after);
            if (!chunk)
                return complain(chunk.error(), 1);
            if (chunk->empty())
                break;
            for (const auto& stored : *chunk) {
                after = stored.id;
                ++count;
                if (a.has("json"))
                    std::puts(
                        QJsonDocument(QJsonObject { { QStringLiteral("id"), static_cast<qint64>(stored.id) },
                                          { QStringLiteral("source"), stored.record.source },
                                          { QStringLiteral("received_at"), toIso(stored.record.receivedAt) },
                                          { QStringLiteral("bytes"), stored.record.body.size() },
                                          { QStringLiteral("reason"), stored.reason } })
                            .toJson(QJsonDocument::Compact)
                            .constData());
                else
                    print(QStringLiteral("%1  %2  %3, %4 bytes: %5")
                              .arg(stored.id)
                              .arg(toIso(stored.record.receivedAt), stored.record.source)
                              .arg(stored.record.body.size())
                              .arg(stored.reason));
            }
        }
        if (!a.has("json"))
            print(QStringLiteral("%1 requests are in quarantine").arg(count));
        return 0;
    }

    /// Only the running server writes the journal; it looks for this file every second, and at its start.
    int remap(const Arguments& a)
    {
        const QString folder = a.value("data");
        if (!QFileInfo(folder).isDir())
            return complain(error("data.none", QStringLiteral("There is no folder %1.").arg(folder)), 2);
        QFile request(folder + QStringLiteral("/quarantine.remap"));
        if (!request.open(QIODevice::WriteOnly))
            return complain(error("data.unwritable",
                                QStringLiteral("%1 cannot be written: %2.")
                                    .arg(request.fileName(), request.errorString())),
                1);
        print(QStringLiteral(
            "The server of %1 was asked to read its quarantine again; `quarantine list` shows what stays.")
                  .arg(folder));
        return 0;
    }

} // namespace

int quarantineCommand(const QStringList& arguments)
{
    const Arguments a(arguments, { "data" }, { "json" });
    if (const auto bad = a.problem({ "data" }))
        return complain(*bad, 2);
    const QString what = a.words().value(0);
    if (what == QLatin1String("list"))
        return list(a);
    if (what == QLatin1String("remap"))
        return remap(a);
    return complain(error("usage", QStringLiteral("quarantine takes list or remap; see --help.")), 2);
}

} // namespace quarterdeck
