// SPDX-License-Identifier: GPL-3.0-or-later
#include "story.h"

#include "models/triage/parameters.h"

#include <QElapsedTimer>
#include <QTest>

using namespace quarterdeck;

namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr int whole = 5'000; // sanitizers cost a factor; the bounds are the same
#else
constexpr int whole = 100'000;
#endif

struct Storm {
    int alerts = 0;
    std::function<QString(int)> name;
    std::function<QString(int)> service;
    std::function<QString(int)> resource;
    std::vector<ServiceNode> map;
    std::function<qint64(int)> off {}; ///< milliseconds by which the sender's clock is wrong
};

QString numbered(const char* prefix, int i)
{
    return QString::fromLatin1(prefix) + QString::number(i);
}

std::function<QString(int)> unique(const char* prefix)
{
    return [prefix](int i) { return numbered(prefix, i); };
}

std::function<QString(int)> constant(const char* text)
{
    return [text](int) { return QString::fromLatin1(text); };
}

std::function<QString(int)> among(const char* prefix, int count)
{
    return [prefix, count](int i) { return numbered(prefix, i % count); };
}

ServiceNode node(int i, std::vector<QString> needs)
{
    return {numbered("svc", i), {}, false, std::move(needs)};
}

} // namespace

class tst_TriageStorm : public QObject {
    Q_OBJECT

    static constexpr int services = 2000;
    static constexpr int returning = whole / 5;

    /// Plays the storm 1 ms apart, 200 a tick, and counts the work of every placement.
    void play(Story& story, const Storm& storm)
    {
        if (!storm.map.empty())
            story.facts(0, {TopologyLoaded {"map", {}, storm.map}});
        quint64 most = 0;
        QElapsedTimer clock;
        clock.start();
        for (int i = 0; i < storm.alerts;) {
            Applying applying(story.workspace, Story::start + i, QStringLiteral("rules"));
            for (int n = 0; n < 200 && i < storm.alerts; ++n, ++i) {
                const auto before = story.triage.evaluations();
                story.fire(applying, QString::number(i), storm.name(i), storm.service(i), storm.resource(i),
                    Severity::Critical, Story::start + i + (storm.off ? storm.off(i) : 0));
                most = qMax(most, story.triage.evaluations() - before);
            }
            story.triage.applied(story.workspace, applying.finish());
        }
        const auto ms = qMax(qint64(1), clock.elapsed());
        qInfo("%d alerts in %lld ms: %lld alerts/s, %zu incidents, at most %llu candidates each",
            storm.alerts, static_cast<long long>(ms), static_cast<long long>(storm.alerts) * 1000 / ms,
            story.workspace.incidents().size(), static_cast<unsigned long long>(most));
        QVERIFY2(most <= triage::candidatesMost, qPrintable(QString::number(most)));
    }

    /// The placing alone, without deciding and folding.
    static void printPlacements(Story& story)
    {
        QElapsedTimer clock;
        clock.start();
        for (quint32 i = 1; i <= story.workspace.alertCount(); ++i)
            (void)story.triage.place(story.workspace, AlertId {i});
        const auto ms = qMax(qint64(1), clock.elapsed());
        qInfo("%u placements: %lld placements/s", story.workspace.alertCount(),
            static_cast<long long>(story.workspace.alertCount()) * 1000 / ms);
    }

private slots:
    void oneServiceIsOneIncident()
    {
        Story story;
        play(story, {whole, among("Name", 40), constant("redis"), unique("pod-"), {}});
        QCOMPARE(story.workspace.incidents().size(), size_t(1));
        printPlacements(story);
    }

    void everythingUniqueIsNotOneIncident()
    {
        Story story;
        play(story, {whole, unique("Name"), unique("svc"), unique("res-"), {}});
        QCOMPARE(story.workspace.incidents().size(), size_t(whole));
        printPlacements(story);
    }

    void oneNameOnManyServicesIsNotOneIncident()
    {
        Story story;
        play(story, {20'000, constant("HighLatency"), among("svc", 500), unique("10.0.0."), {}});
        QCOMPARE(story.workspace.incidents().size(), size_t(500));
    }

    void chainOfServices()
    {
        Storm storm {20'000, constant("Slow"), among("svc", services), unique("r"), {}};
        for (int i = 0; i < services; ++i)
            storm.map.push_back(
                node(i, i + 1 < services ? std::vector {numbered("svc", i + 1)} : std::vector<QString> {}));
        Story story;
        play(story, storm);
    }

    void ringOfServices()
    {
        Storm storm {20'000, constant("Slow"), among("svc", services), unique("r"), {}};
        for (int i = 0; i < services; ++i)
            storm.map.push_back(node(i, {numbered("svc", (i + 1) % services)}));
        Story story;
        play(story, storm);
    }

    void cliqueOfServices()
    {
        Storm storm {10'000, constant("Slow"), among("svc", services), unique("r"), {}};
        std::vector<QString> all;
        for (int i = 0; i < services; ++i)
            all.push_back(numbered("svc", i));
        for (int i = 0; i < services; ++i)
            storm.map.push_back(node(i, all));
        Story story;
        play(story, storm);
        const auto* first = story.workspace.incident(IncidentId {1});
        QVERIFY(first);
        (void)rankSuspects(story.workspace, story.triage.graph(), *first, Story::start + 60'000); // ends
    }

    /// Hundreds of incidents on a map on which everything needs everything before it: a second's settling is
    /// bounded, and none waits for ever.
    void settlingHasABudget()
    {
        Story story;
        std::vector<ServiceNode> map;
        for (int i = 0; i < services; ++i)
            map.push_back(node(i, i + 1 < services ? std::vector {numbered("svc", i + 1)} : std::vector<QString> {}));
        story.facts(0, {TopologyLoaded {"map", {}, map}});
        constexpr int incidents = 300;
        for (int i = 0; i < incidents; ++i) {
            Applying applying(story.workspace, Story::start + i * 3'600'000LL, QStringLiteral("rules"));
            story.fire(applying, QString::number(i), numbered("Name", i), numbered("svc", i * 6), {}, Severity::Critical,
                Story::start + i * 3'600'000LL);
            story.triage.applied(story.workspace, applying.finish());
        }
        std::set<IncidentId> dirty;
        for (const auto& [id, incident] : story.workspace.incidents())
            dirty.insert(id);
        QVERIFY(dirty.size() > 200);
        IncidentId after;
        int rounds = 0;
        for (; !dirty.empty() && rounds < 1000; ++rounds) {
            const auto before = story.triage.graph().walked();
            Applying applying(story.workspace, Story::start + incidents * 3'600'000LL, QStringLiteral("rules"));
            settleTriage(applying, story.triage, dirty, after);
            story.triage.applied(story.workspace, applying.finish());
            const quint64 one = 2ULL * triage::servicesRanked * triage::edgesWalked;
            QVERIFY(story.triage.graph().walked() - before <= triage::settleWork + one);
        }
        QVERIFY(dirty.empty());
        QVERIFY2(rounds > 1, qPrintable(QString::number(rounds)));
        for (const auto& [id, incident] : story.workspace.incidents())
            QVERIFY(!incident.suspects.empty());
    }

    void clocksOffByDays()
    {
        Storm storm {20'000, constant("Slow"), among("svc", services), unique("r"), {}};
        for (int i = 0; i < services; ++i)
            storm.map.push_back(node(i, {numbered("svc", i / 2)})); // a tree, whose root needs itself
        storm.off = [](int i) { return (qint64(i) * 7'919'000) % 864'000'000 - 432'000'000; };
        Story story;
        play(story, storm);
        for (const auto& [id, incident] : story.workspace.incidents())
            (void)rankSuspects(story.workspace, story.triage.graph(), incident, Story::start + 60'000); // ends
    }

    void clearingAndReturning()
    {
        Story story;
        play(story, {returning, among("Name", 40), constant("redis"), unique("pod-"), {}});
        QElapsedTimer clock;
        clock.start();
        for (int round = 1; round <= 3; ++round) {
            const Instant at = Story::start + round * 100'000;
            Applying applying(story.workspace, at, QStringLiteral("rules"));
            for (int i = 0; i < returning; ++i) {
                story.clear(applying, QString::number(i), at);
                story.fire(applying, QString::number(i), {}, {}, {}, Severity::Critical, at + 1);
            }
            story.triage.applied(story.workspace, applying.finish());
        }
        qInfo("%d returns in %lld ms", 3 * returning, static_cast<long long>(clock.elapsed()));
        Triage rebuilt;
        rebuilt.rebuild(story.workspace);
        for (const quint32 i : {1U, 777U, static_cast<quint32>(returning)})
            QCOMPARE(story.triage.place(story.workspace, AlertId {i}),
                rebuilt.place(story.workspace, AlertId {i}));
    }
};

QTEST_APPLESS_MAIN(tst_TriageStorm)
#include "tst_triagestorm.moc"
