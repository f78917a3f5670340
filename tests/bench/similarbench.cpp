// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/similarbench.h"

#include "models/triage/similar.h"
#include "tests/bench/alertlog.h"
#include "tests/bench/figures.h"

#include <QFile>
#include <QFileInfo>

namespace quarterdeck {

namespace {

    constexpr size_t ranksKept = 50;

    struct Known {
        qsizetype file = 0;
        quint32 incident = 0;
    };

    QJsonObject failed(const QString& sentence)
    {
        return { { QStringLiteral("error"), sentence } };
    }

} // namespace

QJsonObject runSimilar(const QStringList& files, const QString& out)
{
    SimilarIncidents memory;
    std::vector<Known> known;
    for (qsizetype f = 0; f < files.size(); ++f) {
        const auto log = AlertLog::read(files[f]);
        if (!log)
            return failed(log.error().sentence);
        NoiseEngine engine;
        TextNumbers hosts;
        TextNumbers kinds;
        for (const auto& row : log.value().rows())
            engine.add(row.at, hosts.of(row.host), kinds.of(row.kind));
        engine.settle(INT64_MAX);
        std::vector<quint64> tokens;
        for (const auto& text : kinds.texts())
            tokens.push_back(tokenOf(text));
        auto signatures = signaturesOf(engine, tokens);
        for (quint32 i = 1; i < signatures.size(); ++i) {
            if (signatures[i].tokens.empty())
                continue;
            memory.add(std::move(signatures[i]));
            known.push_back({ f, i });
        }
    }
    QByteArray text("file,incident,rank,other_file,other_incident,score\n");
    const auto name = [&](const Known& k) { return QFileInfo(files[k.file]).fileName().toUtf8(); };
    Times times;
    for (quint32 i = 0; i < memory.count(); ++i) {
        const auto start = SteadyClock::now();
        const auto hits = memory.nearest(memory.signature(i), ranksKept,
            [&](quint32 other) { return known[other].file != known[i].file; });
        times.add(msSince(start));
        int rank = 0;
        for (const auto& hit : hits) {
            const auto& other = known[hit.incident];
            text += name(known[i]) + ',' + QByteArray::number(known[i].incident) + ','
                + QByteArray::number(++rank) + ',' + name(other) + ',' + QByteArray::number(other.incident)
                + ',' + QByteArray::number(hit.score, 'f', 4) + '\n';
        }
    }
    QFile file(out);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        return failed(QStringLiteral("%1 cannot be written").arg(out));
    return { { QStringLiteral("incidents"), qint64(memory.count()) },
        { QStringLiteral("question_p50_us"), times.at(0.5) * 1000 },
        { QStringLiteral("question_p99_us"), times.at(0.99) * 1000 } };
}

} // namespace quarterdeck
