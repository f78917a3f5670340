// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/ait.h"

#include "models/triage/surprise.h"
#include "tests/bench/baselines.h"
#include "tests/bench/figures.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <simdjson.h>

#include <algorithm>
#include <set>

namespace quarterdeck {

namespace {

    QJsonObject failed(const QString& sentence)
    {
        return { { QStringLiteral("error"), sentence } };
    }

    /// In the file's order; 0 is written as "-".
    bool write(const QString& file, const AlertLog& log, const std::vector<quint32>& incidents)
    {
        std::vector<quint32> byLine(incidents.size());
        for (size_t i = 0; i < incidents.size(); ++i)
            byLine[log.rows()[i].line] = incidents[i];
        QByteArray text;
        for (const quint32 incident : byLine)
            text += (incident ? QByteArray::number(incident) : QByteArray("-")) + '\n';
        QFile out(file);
        return out.open(QIODevice::WriteOnly) && out.write(text) == text.size() && out.flush();
    }

    qint64 distinct(const std::vector<quint32>& incidents)
    {
        std::set<quint32> seen(incidents.begin(), incidents.end());
        seen.erase(0);
        return qint64(seen.size());
    }

    /// One object a line, as a log shipper writes them.
    QByteArray asJsonLines(const AlertLog& log)
    {
        QByteArray out;
        for (const auto& row : log.rows()) {
            const auto text = [](std::string_view v) {
                return QString::fromUtf8(v.data(), qsizetype(v.size()));
            };
            const QJsonObject labels { { QStringLiteral("alertname"), text(row.name) },
                { QStringLiteral("instance"), text(row.host) }, { QStringLiteral("code"), text(row.kind) },
                { QStringLiteral("ip"), text(row.ip) } };
            out += QJsonDocument(
                       QJsonObject { { QStringLiteral("at"), row.at }, { QStringLiteral("labels"), labels } })
                       .toJson(QJsonDocument::Compact)
                + '\n';
        }
        return out;
    }

    /// Alerts a second from JSON lines to their incidents, and whether these are `expected`.
    double jsonRate(const QByteArray& lines, const std::vector<quint32>& expected, bool& same)
    {
        const simdjson::padded_string padded(lines.constData(), size_t(lines.size()));
        simdjson::ondemand::parser parser;
        NoiseEngine engine;
        TextNumbers hosts;
        TextNumbers kinds;
        const auto start = SteadyClock::now();
        simdjson::ondemand::document_stream stream;
        if (parser.iterate_many(padded, simdjson::dom::DEFAULT_BATCH_SIZE).get(stream))
            return 0;
        for (auto document : stream) {
            int64_t at = 0;
            std::string_view host;
            std::string_view kind;
            simdjson::ondemand::object labels;
            if (document["at"].get(at) || document["labels"].get_object().get(labels)
                || labels["code"].get(kind) || labels["instance"].get(host))
                return 0;
            engine.add(at, hosts.of(host), kinds.of(kind));
        }
        const double seconds = msSince(start) / 1000;
        engine.settle(INT64_MAX);
        same = engine.alerts() == expected.size();
        for (quint32 i = 0; same && i < engine.alerts(); ++i)
            same = engine.alert(i).incident == expected[i];
        return double(expected.size()) / seconds;
    }

} // namespace

QJsonObject runAit(const AitOptions& options)
{
    auto read = AlertLog::read(options.file);
    if (!read)
        return failed(read.error().sentence);
    const AlertLog log = std::move(read).value();
    const double before = residentMb(QCoreApplication::applicationPid());

    NoiseEngine engine;
    TextNumbers hosts;
    TextNumbers kinds;
    std::vector<float> micros(log.rows().size()); // written by index: measuring must not allocate
    const auto start = SteadyClock::now();
    auto last = start;
    for (size_t i = 0; i < log.rows().size(); ++i) {
        const auto& row = log.rows()[i];
        engine.add(row.at, hosts.of(row.host), kinds.of(row.kind));
        const auto now = SteadyClock::now();
        micros[i] = std::chrono::duration<float, std::micro>(now - last).count();
        last = now;
    }
    const double seconds = msSince(start) / 1000;
    engine.settle(INT64_MAX);
    const double after = residentMb(QCoreApplication::applicationPid());
    std::sort(micros.begin(), micros.end());
    const auto part = [&](double p) {
        return micros.empty() ? 0. : micros[size_t(p * double(micros.size() - 1))];
    };

    std::vector<quint32> shown(log.rows().size());
    for (quint32 i = 0; i < engine.alerts(); ++i)
        shown[i] = engine.alert(i).incident;
    if (!options.assign.isEmpty() && !write(options.assign, log, shown))
        return failed(QStringLiteral("%1 cannot be written").arg(options.assign));
    QJsonObject out { { QStringLiteral("alerts"), qint64(shown.size()) },
        { QStringLiteral("incidents"), distinct(shown) },
        { QStringLiteral("folded"), qint64(engine.foldedAlerts()) },
        { QStringLiteral("folded_lines"), qint64(engine.foldedLines().size()) },
        { QStringLiteral("alerts_per_s"), double(shown.size()) / seconds },
        { QStringLiteral("p50_us"), part(0.5) }, { QStringLiteral("p99_us"), part(0.99) },
        { QStringLiteral("max_us"), part(1) }, { QStringLiteral("engine_rss_mb"), after - before },
        { QStringLiteral("rss_mb"), after } };
    if (options.fromJson) {
        bool same = false;
        out[QStringLiteral("json_lines_per_s")] = jsonRate(asJsonLines(log), shown, same);
        out[QStringLiteral("json_same_incidents")] = same;
    }
    const std::pair<const char*, std::vector<quint32>> baselines[] = { { "label", groupedByLabels(log) },
        { "gap2", groupedByGap(log, 2'000) }, { "gap60", groupedByGap(log, 60'000) },
        { "text", groupedByText(log) } };
    for (const auto& [name, incidents] : baselines) {
        const QString called = QString::fromLatin1(name);
        out[QStringLiteral("baseline_%1_incidents").arg(called)] = distinct(incidents);
        const QString file = QStringLiteral("%1/%2.csv").arg(options.baselines, called);
        if (!options.baselines.isEmpty() && !write(file, log, incidents))
            return failed(QStringLiteral("%1 cannot be written").arg(file));
    }
    return out;
}

} // namespace quarterdeck
