// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/hostile.h"

#include "models/triage/signalrules.h"
#include "tests/bench/figures.h"

#include <QCoreApplication>
#include <QRandomGenerator>

#include <functional>

namespace quarterdeck {

namespace {

    constexpr Instant start = 1'800'000'000'000;
    constexpr quint32 services = 10'000;
    constexpr quint32 clique = 1'000;
    constexpr quint32 entrySize = 200;
    constexpr quint32 aSecond = 2'000; ///< alerts
    constexpr qint64 tenDays = 10LL * 24 * 3'600'000;
    constexpr int changes = 2'000;

    QString numbered(const char* prefix, quint32 i)
    {
        return QString::fromLatin1(prefix) + QString::number(i);
    }

    Signal alert(const QString& name, const QString& service, quint32 number)
    {
        Signal s;
        s.severity = Severity::Critical;
        s.name = s.title = name;
        s.service = service;
        s.resource = numbered("r", number);
        s.dedupKey = QString::number(number);
        return s;
    }

    struct Case {
        QString name;
        quint32 alerts = 0;
        std::function<Signal(quint32)> signal; ///< its start may be set
        std::function<std::vector<QString>(quint32)> needs; ///< of a service; none: no map
    };

    void play(const Case& c, QJsonObject& out)
    {
        Workspace workspace;
        SignalRules rules;
        const auto entry = [&](Instant at, const auto& decide) {
            Applying applying(workspace, at, QStringLiteral("rules"));
            decide(applying);
            rules.applied(workspace, applying.finish());
        };
        const double before = residentMb(QCoreApplication::applicationPid());
        entry(start, [&](Applying& a) {
            a.add(SourceAdded { { 1 }, QStringLiteral("bench"), {}, 0 });
            if (!c.needs)
                return;
            TopologyLoaded map;
            for (quint32 i = 0; i < services; ++i)
                map.services.push_back({ numbered("svc", i), {}, false, c.needs(i) });
            a.add(std::move(map));
        });
        Times entries;
        Times settles;
        quint64 most = 0;
        const auto begin = SteadyClock::now();
        double made = 0; // what it takes to make the signals is not measured
        for (quint32 i = 0; i < c.alerts;) {
            const Instant now = start + Instant(i) * 1'000 / aSecond;
            std::vector<Signal> signals_;
            const auto making = SteadyClock::now();
            for (quint32 n = 0; n < entrySize && i < c.alerts; ++n, ++i) {
                signals_.push_back(c.signal(i));
                if (signals_.back().startedAt == 0)
                    signals_.back().startedAt = now;
            }
            made += msSince(making);
            const auto then = SteadyClock::now();
            const quint64 evaluated = rules.evaluations();
            entry(now, [&](Applying& a) {
                for (const auto& s : signals_)
                    rules.apply(a, { 1 }, s, 0);
            });
            entries.add(msSince(then));
            most = qMax(most, (rules.evaluations() - evaluated) / signals_.size());
            if (i % aSecond == 0) {
                const auto settling = SteadyClock::now();
                entry(now, [&](Applying& a) { rules.settle(a); });
                settles.add(msSince(settling));
            }
        }
        const double seconds = (msSince(begin) - made) / 1000;
        Times one;
        QRandomGenerator random(1);
        const Instant end = start + Instant(c.alerts) * 1'000 / aSecond;
        for (int k = 0; k < changes; ++k) {
            Signal s = c.signal(random.bounded(c.alerts));
            for (const auto status : { SignalStatus::Resolved, SignalStatus::Firing }) {
                s.status = status;
                s.startedAt = s.endedAt = status == SignalStatus::Firing ? 0 : end;
                const auto then = SteadyClock::now();
                entry(end + k, [&](Applying& a) { rules.apply(a, { 1 }, s, 0); });
                one.add(msSince(then));
            }
        }
        const auto put = [&](const char* what, double value) {
            out[c.name + QChar(u'_') + QString::fromLatin1(what)] = value;
        };
        put("alerts_per_s", double(c.alerts) / seconds);
        put("entry_max_ms", entries.at(1));
        put("settle_max_ms", settles.at(1));
        put("candidates", double(most));
        put("incidents", double(workspace.incidents().size()));
        put("rss_mb", residentMb(QCoreApplication::applicationPid()) - before);
        put("change_p99_us", one.at(0.99) * 1000);
        put("change_max_us", one.at(1) * 1000);
    }

} // namespace

QJsonObject runHostile(quint32 alerts)
{
    const quint32 few = qMax(alerts / 10, 1U);
    const auto onMap = [](quint32 i) {
        return alert(QStringLiteral("Slow"), numbered("svc", i * 7'919 % services), i);
    };
    const std::vector<Case> cases {
        { QStringLiteral("common"), alerts,
            [](quint32 i) { return alert(numbered("Name", i % 40), QStringLiteral("redis"), i); }, {} },
        { QStringLiteral("unique"), alerts,
            [](quint32 i) { return alert(numbered("Name", i), numbered("svc", i), i); }, {} },
        { QStringLiteral("chain"), few, onMap,
            [](quint32 i) {
                return i + 1 < services ? std::vector { numbered("svc", i + 1) } : std::vector<QString>();
            } },
        { QStringLiteral("ring"), few, onMap,
            [](quint32 i) { return std::vector { numbered("svc", (i + 1) % services) }; } },
        { QStringLiteral("clocks"), few,
            [&](quint32 i) {
                Signal s = onMap(i);
                QRandomGenerator random(i + 1);
                s.startedAt = start - tenDays + qint64(random.bounded(20U * 86'400U)) * 1'000;
                return s;
            },
            [](quint32 i) { return std::vector { numbered("svc", i / 2) }; } },
        { QStringLiteral("cliques"), few, onMap,
            [](quint32 i) {
                static std::map<quint32, std::vector<QString>>
                    known; // shared strings: the map is the load, not they
                auto& all = known[i / clique];
                if (all.empty()) {
                    for (quint32 k = 0; k < clique; ++k)
                        all.push_back(numbered("svc", i / clique * clique + k));
                }
                return all;
            } },
    };
    QJsonObject out { { QStringLiteral("alerts"), qint64(alerts) } };
    for (const auto& c : cases)
        play(c, out);
    return out;
}

} // namespace quarterdeck
