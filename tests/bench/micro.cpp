// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/micro.h"

#include "models/state/workspace.h"
#include "tests/bench/figures.h"

#include <QCryptographicHash>

namespace quarterdeck {

namespace {

    AlertRaised raised(quint32 number, Instant at)
    {
        AlertRaised f;
        const QString service = QStringLiteral("svc-%1").arg(number % 500, 3, 10, QLatin1Char('0'));
        const QString host = QStringLiteral("host-%1").arg(number);
        f.alert = { number };
        f.source = { 1 };
        f.key = quint64(number) * 0x9e3779b97f4a7c15ULL;
        f.severity = number % 7 ? Severity::Warning : Severity::Critical;
        f.startedAt = at;
        f.promisedUntil = at + 3'600'000;
        f.name = QStringLiteral("HighErrorRate");
        f.service = service;
        f.resource = host;
        f.environment = QStringLiteral("production");
        f.title = QStringLiteral("HighErrorRate of %1 on %2").arg(service, host);
        f.description = QStringLiteral(
            "The value of %1 has been above its threshold for five minutes; measured %2 against "
            "250. Look at the saturation of what it depends on first.")
                            .arg(service)
                            .arg(number);
        f.dedupKey = service + host;
        f.labels = { { QStringLiteral("instance"), host },
            { QStringLiteral("region"), QStringLiteral("eu-central-1") },
            { QStringLiteral("service"), service },
            { QStringLiteral("team"), QStringLiteral("team-%1").arg(number % 23) } };
        f.annotations = { { QStringLiteral("summary"), f.title.s } };
        f.links = { QStringLiteral("https://prometheus.example/graph?g0.expr=errors") };
        return f;
    }

    std::vector<Draft> drafts(int entries, int factsEach)
    {
        std::vector<Draft> out;
        quint32 number = 0;
        const Instant start = 1'700'000'000'000;
        SourceAdded source { { 1 }, QStringLiteral("bench"), QStringLiteral("prometheus"), 0 };
        out.push_back({ start, QStringLiteral("server"), {}, { source } });
        for (int i = 0; i < entries; ++i) {
            Draft d { start + i, QStringLiteral("rules"), {}, {} };
            for (int k = 0; k < factsEach; ++k)
                d.facts.push_back(raised(++number, start + i));
            out.push_back(std::move(d));
        }
        return out;
    }

    struct Coded {
        std::vector<StoredEntry> entries;
        qsizetype bytes = 0;
        double encodeMs = 0;
    };

    Coded encoded(int entries, int factsEach)
    {
        const auto all = drafts(entries, factsEach);
        Coded out;
        out.entries.reserve(all.size());
        QByteArray previous = zeroHash();
        const QByteArray salt(saltSize, 's');
        const auto start = SteadyClock::now();
        for (const auto& draft : all) {
            out.entries.push_back(encodeEntry(draft, out.entries.size() + 1, previous, salt));
            previous = out.entries.back().hash;
        }
        out.encodeMs = msSince(start);
        for (const auto& e : out.entries)
            out.bytes += e.body.size() + e.part.size();
        return out;
    }

    double hashMs(const std::vector<StoredEntry>& entries)
    {
        const auto start = SteadyClock::now();
        for (const auto& e : entries) {
            QCryptographicHash h(QCryptographicHash::Sha256);
            h.addData(e.body);
            h.addData(e.part);
            if (h.result().isEmpty())
                return 0;
        }
        return msSince(start);
    }

} // namespace

QJsonObject runCodec(int entries, int factsEach)
{
    const auto coded = encoded(entries, factsEach);
    const double hash = hashMs(coded.entries);
    const auto start = SteadyClock::now();
    size_t facts = 0;
    for (const auto& e : coded.entries) {
        const auto decoded = decodeEntry(e);
        facts += decoded ? decoded->facts.size() : 0;
    }
    const double decode = msSince(start);
    const auto count = static_cast<double>(coded.entries.size());
    return { { QStringLiteral("entries"), static_cast<qint64>(coded.entries.size()) },
        { QStringLiteral("facts"), static_cast<qint64>(facts) },
        { QStringLiteral("bytes"), static_cast<qint64>(coded.bytes) },
        { QStringLiteral("encode_per_s"), count * 1000 / coded.encodeMs },
        { QStringLiteral("encode_ratio"), coded.encodeMs / hash },
        { QStringLiteral("decode_per_s"), count * 1000 / decode },
        { QStringLiteral("decode_ratio"), decode / hash },
        { QStringLiteral("sha256_mb_per_s"), static_cast<double>(coded.bytes) / 1048.576 / hash } };
}

QJsonObject runFold(int entries, int factsEach)
{
    const auto coded = encoded(entries, factsEach);
    std::vector<Entry> decoded;
    decoded.reserve(coded.entries.size());
    const auto began = SteadyClock::now();
    for (const auto& e : coded.entries) {
        if (auto entry = decodeEntry(e))
            decoded.push_back(std::move(entry).value());
    }
    const double decode = msSince(began);
    Workspace w;
    const auto start = SteadyClock::now();
    for (const auto& entry : decoded)
        w.apply(entry);
    const double fold = msSince(start);
    const auto saved = SteadyClock::now();
    const QByteArray snapshot = w.toBytes();
    const double save = msSince(saved);
    const auto loading = SteadyClock::now();
    const bool same = Workspace::fromBytes(snapshot).ok();
    const double load = msSince(loading);
    return { { QStringLiteral("entries"), static_cast<qint64>(decoded.size()) },
        { QStringLiteral("alerts"), static_cast<qint64>(w.alertCount()) },
        { QStringLiteral("fold_per_s"), static_cast<double>(decoded.size()) * 1000 / fold },
        { QStringLiteral("alerts_per_s"), static_cast<double>(w.alertCount()) * 1000 / fold },
        { QStringLiteral("fold_ratio"), fold / decode },
        { QStringLiteral("snapshot_mb"), static_cast<double>(snapshot.size()) / 1048576 },
        { QStringLiteral("snapshot_save_ms"), save }, { QStringLiteral("snapshot_load_ms"), load },
        { QStringLiteral("snapshot_whole"), same } };
}

} // namespace quarterdeck
