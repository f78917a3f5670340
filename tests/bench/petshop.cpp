// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/petshop.h"

#include "models/streams/parameters.h"
#include "models/streams/rootcause.h"

#include <QDir>
#include <QFile>
#include <QHash>
#include <QJsonDocument>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <set>

namespace quarterdeck {

namespace {

    using Steady = std::chrono::steady_clock;
    constexpr size_t k_windowRows = 5;

    struct Scenario {
        QString name;
        CallGraph graph;
        QHash<QString, int> ids;
        std::vector<CallSeries> quiet;
        std::array<std::vector<CallUsual>, 2> usual;
    };

    struct IssueTarget {
        int node = -1;
        ExcessKind kind = ExcessKind::Waiting;
    };

    QList<QStringList> readCsv(const QString& file)
    {
        QList<QStringList> rows;
        QFile in(file);
        if (!in.open(QIODevice::ReadOnly))
            return rows;
        while (!in.atEnd())
            rows << QString::fromUtf8(in.readLine()).remove(u'\n').remove(u'\r').split(u',');
        return rows;
    }

    void readGraph(Scenario& s, const QString& file)
    {
        const auto rows = readCsv(file);
        if (rows.isEmpty())
            return;
        for (const auto& name : rows[0].mid(1)) {
            s.ids.insert(name, static_cast<int>(s.graph.names.size()));
            s.graph.names.push_back(name);
        }
        s.graph.callees.resize(s.graph.names.size());
        for (const auto& row : rows.mid(1)) {
            const int caller = s.ids.value(row.value(0), -1);
            for (qsizetype i = 1; caller >= 0 && i < row.size(); ++i) {
                if (row[i].toDouble() > 0)
                    s.graph.callees[static_cast<size_t>(caller)].push_back(static_cast<int>(i - 1));
            }
        }
    }

    /// Three header rows: node, metric, statistic; an index row without values may follow.
    std::vector<CallSeries> readMetrics(const Scenario& s, const QString& file)
    {
        std::vector<CallSeries> out(s.graph.names.size());
        const auto rows = readCsv(file);
        if (rows.size() < 4)
            return out;
        for (qsizetype column = 1; column < rows[0].size(); ++column) {
            const int node = s.ids.value(rows[0][column], -1);
            const QString metric = rows[1].value(column);
            const QString statistic = rows[2].value(column);
            if (node < 0)
                continue;
            auto& series = out[static_cast<size_t>(node)];
            std::vector<double>* to = nullptr;
            if (metric == QLatin1String("requests") && statistic == QLatin1String("Sum"))
                to = &series.requests;
            else if (metric == QLatin1String("latency") && statistic == QLatin1String("Average"))
                to = &series.latency;
            else if (metric == QLatin1String("availability") && statistic == QLatin1String("Average"))
                to = &series.availability;
            if (!to)
                continue;
            for (const auto& row : rows.mid(3)) {
                bool isRow = false;
                (void)row.value(0).toDouble(&isRow);
                if (!isRow)
                    continue;
                bool ok = false;
                const double value = row.value(column).toDouble(&ok);
                to->push_back(!ok ? std::nan("") : to == &series.availability ? value / 100 : value);
            }
        }
        return out;
    }

    std::vector<CallUsual> usualsOf(const std::vector<CallSeries>& quiet, ExcessKind kind)
    {
        std::vector<CallUsual> out;
        for (const auto& series : quiet)
            out.push_back(usualOf(series, kind));
        return out;
    }

    std::vector<CallSeries> rowsFrom(const std::vector<CallSeries>& all, size_t first, size_t count)
    {
        const auto cut = [&](const std::vector<double>& v) {
            return std::vector<double>(v.begin() + static_cast<qsizetype>(std::min(first, v.size())),
                v.begin() + static_cast<qsizetype>(std::min(first + count, v.size())));
        };
        std::vector<CallSeries> out;
        for (const auto& series : all)
            out.push_back({ cut(series.requests), cut(series.latency), cut(series.availability) });
        return out;
    }

    IssueTarget targetOf(const Scenario& s, const QString& file)
    {
        QFile in(file);
        if (!in.open(QIODevice::ReadOnly))
            return {};
        const auto target = QJsonDocument::fromJson(in.readAll())[QStringLiteral("target")];
        return { s.ids.value(target[QStringLiteral("node")].toString(), -1),
            target[QStringLiteral("metric")].toString() == QLatin1String("latency") ? ExcessKind::Waiting
                                                                                    : ExcessKind::Failures };
    }

    struct PetshopRun {
        QByteArray ranks;
        QByteArray reasons;
        std::vector<double> ms;
        int named = 0;
        int quiet = 0;
        int quietNamed = 0;

        void issues(const Scenario& s, const QDir& folder, std::set<int>& symptoms);
        void quietTimes(const Scenario& s, const std::set<int>& symptoms);
    };

    void PetshopRun::issues(const Scenario& s, const QDir& folder, std::set<int>& symptoms)
    {
        for (const auto* split : { "train", "test" }) {
            const QDir part(folder.filePath(QString::fromLatin1(split)));
            for (const auto& issue : part.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name)) {
                const auto target = targetOf(s, part.filePath(issue) + QStringLiteral("/target.json"));
                const auto window = readMetrics(s, part.filePath(issue) + QStringLiteral("/metrics.csv"));
                symptoms.insert(target.node);
                const auto start = Steady::now();
                const auto found = rankCallCauses(
                    s.graph, s.usual[static_cast<size_t>(target.kind)], window, target.node, target.kind);
                ms.push_back(std::chrono::duration<double, std::milli>(Steady::now() - start).count());
                QStringList nodes;
                for (const auto& cause : found.causes)
                    nodes << s.graph.names[static_cast<size_t>(cause.node)];
                if (!found.named)
                    nodes.clear();
                named += found.named ? 1 : 0;
                ranks += QStringList { s.name, QString::fromLatin1(split), issue, nodes.join(u'|') }
                             .join(u',')
                             .toUtf8()
                    + '\n';
                reasons += QStringLiteral("%1/%2/%3: %4\n")
                               .arg(s.name, QString::fromLatin1(split), issue, found.why)
                               .toUtf8();
                for (const auto& cause : found.causes) {
                    reasons += "  " + s.graph.names[static_cast<size_t>(cause.node)].toUtf8() + '\n';
                    for (const auto& term : cause.terms)
                        reasons += "    " + term.words.s.toUtf8() + '\n';
                }
            }
        }
    }

    /// Nothing was broken here: whatever is named is a false alarm.
    void PetshopRun::quietTimes(const Scenario& s, const std::set<int>& symptoms)
    {
        size_t rows = 0;
        for (const auto& series : s.quiet)
            rows = std::max(rows, series.requests.size());
        const size_t half = rows / 2;
        for (const ExcessKind kind : { ExcessKind::Waiting, ExcessKind::Failures }) {
            for (const size_t from : { size_t { 0 }, half }) {
                const auto usual = usualsOf(rowsFrom(s.quiet, from == 0 ? half : 0, half), kind);
                for (size_t row = from; row + k_windowRows <= from + half; row += k_windowRows) {
                    const auto window = rowsFrom(s.quiet, row, k_windowRows);
                    for (const int symptom : symptoms) {
                        ++quiet;
                        quietNamed += rankCallCauses(s.graph, usual, window, symptom, kind).named ? 1 : 0;
                    }
                }
            }
        }
    }

    /// 1,000 nodes, each slower than usual: milliseconds to rank them.
    double largeMs(bool clique)
    {
        constexpr int nodes = 1000;
        CallGraph graph;
        graph.callees.resize(nodes);
        for (int i = 0; i < nodes; ++i) {
            graph.names.push_back(QStringLiteral("node %1").arg(i));
            for (int j = 0; j < nodes; ++j) {
                if (clique ? i != j : j == i + 1)
                    graph.callees[static_cast<size_t>(i)].push_back(j);
            }
        }
        const std::vector<CallUsual> usual(nodes, { true, 0.01, 1 });
        const CallSeries slow { std::vector<double>(k_windowRows, 100),
            std::vector<double>(k_windowRows, 0.2), {} };
        const std::vector<CallSeries> window(nodes, slow);
        const auto start = Steady::now();
        const auto found = rankCallCauses(graph, usual, window, 0, ExcessKind::Waiting);
        const double ms = std::chrono::duration<double, std::milli>(Steady::now() - start).count();
        return found.causes.empty() ? -1 : ms;
    }

} // namespace

QJsonObject runPetshop(const QString& dir, const QString& ranks)
{
    PetshopRun run;
    double usualMs = 0;
    const QDir root(dir);
    for (const auto& name : root.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name)) {
        const QDir folder(root.filePath(name));
        if (!folder.exists(QStringLiteral("graph.csv")))
            continue;
        Scenario s;
        s.name = name;
        readGraph(s, folder.filePath(QStringLiteral("graph.csv")));
        s.quiet = readMetrics(s, folder.filePath(QStringLiteral("noissue/metrics.csv")));
        const auto start = Steady::now();
        s.usual = { usualsOf(s.quiet, ExcessKind::Waiting), usualsOf(s.quiet, ExcessKind::Failures) };
        usualMs += std::chrono::duration<double, std::milli>(Steady::now() - start).count();
        std::set<int> symptoms;
        run.issues(s, folder, symptoms);
        run.quietTimes(s, symptoms);
    }
    if (run.ms.empty())
        return { { QStringLiteral("error"),
            QStringLiteral("%1 has no scenario: <scenario>/graph.csv is expected").arg(dir) } };
    for (const auto& [file, bytes] :
        { std::pair(ranks, run.ranks), std::pair(ranks + QStringLiteral(".txt"), run.reasons) }) {
        QFile out(file);
        if (!out.open(QIODevice::WriteOnly) || out.write(bytes) != bytes.size())
            return { { QStringLiteral("error"), QStringLiteral("%1 cannot be written").arg(file) } };
    }
    std::sort(run.ms.begin(), run.ms.end());
    return { { QStringLiteral("cases"), static_cast<qint64>(run.ms.size()) },
        { QStringLiteral("named"), run.named }, { QStringLiteral("ms_p50"), run.ms[run.ms.size() / 2] },
        { QStringLiteral("ms_max"), run.ms.back() }, { QStringLiteral("usual_ms"), usualMs },
        { QStringLiteral("quiet_windows"), run.quiet },
        { QStringLiteral("quiet_unnamed"),
            1.0 - static_cast<double>(run.quietNamed) / std::max(1, run.quiet) },
        { QStringLiteral("chain_1000_ms"), largeMs(false) },
        { QStringLiteral("clique_1000_ms"), largeMs(true) },
        { QStringLiteral("rules"), streams::ruleVersion() } };
}

} // namespace quarterdeck
