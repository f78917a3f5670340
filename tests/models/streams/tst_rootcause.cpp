// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/streams/parameters.h"
#include "models/streams/rootcause.h"

#include <QElapsedTimer>
#include <QTest>

#include <cmath>
#include <limits>
#include <map>

using namespace quarterdeck;

namespace {

constexpr double k_nan = std::numeric_limits<double>::quiet_NaN();

/// A hand-written system: 100 requests an interval everywhere, 10 ms of its own per node.
struct System {
    CallGraph graph;
    std::map<std::string, int> ids;
    std::vector<CallSeries> quiet;
    std::vector<CallSeries> window;

    int id(const std::string& name)
    {
        const auto [it, isNew] = ids.emplace(name, static_cast<int>(graph.names.size()));
        if (isNew) {
            graph.names.push_back(QString::fromStdString(name));
            graph.callees.emplace_back();
            quiet.push_back(steady(60));
            window.push_back(steady(5));
        }
        return it->second;
    }

    static CallSeries steady(int rows)
    {
        CallSeries series;
        for (int i = 0; i < rows; ++i) {
            series.requests.push_back(100);
            series.latency.push_back(0.100 + 0.002 * (i % 5)); // a little unrest
            series.availability.push_back(1);
        }
        return series;
    }

    System& calls(const std::string& from, const std::string& to)
    {
        const int target = id(to);
        graph.callees[static_cast<size_t>(id(from))].push_back(target);
        return *this;
    }

    CallSeries& at(const std::string& name) { return window[static_cast<size_t>(id(name))]; }

    System& slower(const std::string& name, double seconds)
    {
        for (double& latency : at(name).latency)
            latency += seconds;
        return *this;
    }

    System& failing(const std::string& name, double share)
    {
        for (double& availability : at(name).availability)
            availability -= share;
        return *this;
    }

    CallCauses ranked(const std::string& symptom, ExcessKind kind = ExcessKind::Waiting)
    {
        std::vector<CallUsual> usual;
        for (const auto& series : quiet)
            usual.push_back(usualOf(series, kind));
        return rankCallCauses(graph, usual, window, id(symptom), kind);
    }

    QString first(const CallCauses& causes) const
    {
        return causes.named ? graph.names[static_cast<size_t>(causes.causes[0].node)] : QString();
    }
};

System shop()
{
    System s;
    s.calls("web", "cart").calls("web", "search").calls("cart", "db").calls("search", "db");
    return s;
}

QString said(const CallCause& cause)
{
    QStringList out;
    for (const auto& term : cause.terms)
        out << term.words.s;
    return out.join(u'\n');
}

} // namespace

class tst_RootCause : public QObject {
    Q_OBJECT

private slots:

    void nothingIsWrong()
    {
        auto s = shop();
        const auto causes = s.ranked("web");
        QVERIFY(!causes.named);
        QVERIFY(!causes.why.isEmpty());
        QVERIFY(!s.ranked("web", ExcessKind::Failures).named);
    }

    void theDeepestThatAddsIt()
    {
        auto s = shop().slower("db", 0.4).slower("cart", 0.4).slower("search", 0.01).slower("web", 0.4);
        const auto causes = s.ranked("web");
        QCOMPARE(s.first(causes), QStringLiteral("db"));
        QVERIFY2(
            said(causes.causes[0]).contains(QLatin1String("By itself it added 40 s of the 40 s seen at web")),
            qPrintable(said(causes.causes[0])));
    }

    void aMiddleNodeThatAddsMoreThanWhatItCalls()
    {
        auto s = shop().slower("db", 0.1).slower("cart", 0.5).slower("web", 0.5);
        const auto causes = s.ranked("web");
        QCOMPARE(s.first(causes), QStringLiteral("cart"));
        QCOMPARE(std::lround(causes.causes[0].own), 40L);
        QVERIFY(said(causes.causes[0]).contains(QLatin1String("taken off for what it calls: 10 s of db")));
    }

    void failures()
    {
        auto s = shop().failing("search", 0.1).failing("web", 0.1).slower("db", 2);
        const auto causes = s.ranked("web", ExcessKind::Failures);
        QCOMPARE(s.first(causes), QStringLiteral("search"));
        QVERIFY(said(causes.causes[0]).contains(QLatin1String("failed requests")));
    }

    void amountsNotLikelihoods()
    {
        // search is off by more of its noise, but with three requests it cannot be what web waits for.
        auto s = shop().slower("cart", 0.3).slower("web", 0.3).slower("search", 5);
        for (auto* series : { &s.quiet[static_cast<size_t>(s.id("search"))], &s.at("search") })
            std::fill(series->requests.begin(), series->requests.end(), 3.0);
        const auto causes = s.ranked("web");
        QCOMPARE(s.first(causes), QStringLiteral("cart"));
    }

    void callsThroughNodesThatAreNotMeasured()
    {
        System s;
        s.calls("web", "proxy").calls("proxy", "pay");
        s.slower("web", 0.4).slower("pay", 0.4);
        s.window[static_cast<size_t>(s.id("proxy"))] = {};
        s.quiet[static_cast<size_t>(s.id("proxy"))] = {};
        const auto causes = s.ranked("web");
        QCOMPARE(s.first(causes), QStringLiteral("pay"));
        QCOMPARE(std::lround(causes.causes[1].own), 0L); // web: explained through the proxy
    }

    void aCallThatIsNewIsItsCallersDoing()
    {
        System s;
        s.calls("web", "status").calls("status", "mistyped table");
        s.failing("web", 0.2).failing("status", 0.2).failing("mistyped table", 1);
        s.at("mistyped table").requests.assign(5, 20);
        s.quiet[static_cast<size_t>(s.id("mistyped table"))] = {};
        const auto causes = s.ranked("web", ExcessKind::Failures);
        QCOMPARE(s.first(causes), QStringLiteral("status"));
        QVERIFY(said(causes.causes[0]).contains(QLatin1String("not called in quiet times")));
    }

    void cyclesDoNotExplainThemselves()
    {
        System s;
        s.calls("a", "b").calls("b", "c").calls("c", "a").calls("c", "c");
        s.slower("a", 0.2).slower("b", 0.2).slower("c", 0.5);
        const auto causes = s.ranked("a");
        QCOMPARE(s.first(causes), QStringLiteral("c"));
        QVERIFY(causes.causes[0].own > 49);
    }

    void rowsWithoutMeasurements()
    {
        auto s = shop().slower("db", 0.4).slower("cart", 0.4).slower("web", 0.4);
        s.at("db").latency[1] = k_nan;
        s.at("db").latency[3] = std::numeric_limits<double>::infinity();
        s.at("cart").requests[2] = k_nan;
        const auto causes = s.ranked("web");
        QCOMPARE(s.first(causes), QStringLiteral("db"));
        QCOMPARE(std::lround(causes.causes[0].excess), 40L);
    }

    void shortAndMissingRows()
    {
        auto s = shop().slower("db", 0.4).slower("web", 0.4);
        s.at("search") = {};
        s.at("cart").latency.resize(1);
        QCOMPARE(s.first(s.ranked("web")), QStringLiteral("db"));
        s.at("web") = {};
        QVERIFY(!s.ranked("web").named);
    }

    void hugeValues()
    {
        auto s = shop().slower("db", 1e300).slower("web", 1e300);
        const auto causes = s.ranked("web"); // whatever it says, it ends and names no NaN
        for (const auto& cause : causes.causes)
            QVERIFY(!std::isnan(cause.own));
        s.at("db").latency.assign(5, 1.7e308);
        s.at("web").latency.assign(5, 1.7e308);
        QVERIFY(s.ranked("web").causes.size() <= streams::causesMost);
    }

    void whatDoesNotFit()
    {
        auto s = shop();
        QVERIFY(!rankCallCauses(s.graph, {}, s.window, 0, ExcessKind::Waiting).why.isEmpty());
        const std::vector<CallUsual> usual(4);
        QVERIFY(!rankCallCauses(s.graph, usual, s.window, -1, ExcessKind::Waiting).why.isEmpty());
        QVERIFY(!rankCallCauses(s.graph, usual, s.window, 4, ExcessKind::Waiting).why.isEmpty());
        QVERIFY(!rankCallCauses(s.graph, usual, s.window, 0, ExcessKind::Waiting).named);
        QVERIFY(!rankCallCauses({}, {}, {}, 0, ExcessKind::Waiting).named);
        s.graph.callees[0].push_back(99); // an edge to nowhere
        s.graph.callees[0].push_back(-7);
        s.slower("db", 0.4).slower("web", 0.4);
        QCOMPARE(s.first(s.ranked("web")), QStringLiteral("db"));
    }

    void sameInputSameOrder()
    {
        System s;
        for (const auto* leaf : { "zeta", "alpha", "mid" })
            s.calls("web", leaf).slower(leaf, 0.2);
        s.slower("web", 0.6);
        const auto one = s.ranked("web");
        QCOMPARE(s.first(one), QStringLiteral("alpha")); // a tie goes by name
        const auto two = s.ranked("web");
        QCOMPARE(one.causes.size(), two.causes.size());
        for (size_t i = 0; i < one.causes.size(); ++i) {
            QCOMPARE(one.causes[i].node, two.causes[i].node);
            QCOMPARE(said(one.causes[i]), said(two.causes[i]));
        }
    }

    void largeGraphsEnd_data()
    {
        QTest::addColumn<bool>("clique");
        QTest::addColumn<bool>("allOff");
        QTest::newRow("chain, all off") << false << true;
        QTest::newRow("chain, every tenth off") << false << false;
        QTest::newRow("clique, all off") << true << true;
        QTest::newRow("clique, every tenth off") << true << false;
    }

    void largeGraphsEnd()
    {
        QFETCH(bool, clique);
        QFETCH(bool, allOff);
        constexpr int nodes = 1000;
        CallGraph graph;
        graph.callees.resize(nodes);
        std::vector<CallSeries> window;
        for (int i = 0; i < nodes; ++i) {
            graph.names.push_back(QString::number(i));
            for (int j = 0; j < nodes; ++j) {
                if (clique ? j != i : j == i + 1)
                    graph.callees[static_cast<size_t>(i)].push_back(j);
            }
            const bool off = allOff || i % 10 == 0;
            window.push_back({ std::vector<double>(5, 100), std::vector<double>(5, off ? 0.3 : 0.1), {} });
        }
        const std::vector<CallUsual> usual(nodes, { true, 0.1, 0.5 });
        QElapsedTimer timer;
        timer.start();
        const auto causes = rankCallCauses(graph, usual, window, 0, ExcessKind::Waiting);
        // Far above what it takes (about 20 ms), far below what unbounded work would.
        QVERIFY2(timer.elapsed() < 2000, qPrintable(QString::number(timer.elapsed())));
        QVERIFY(causes.named);
        if (!clique)
            QCOMPARE(causes.causes[0].node, allOff ? nodes - 1 : nodes - 10);
    }
};

QTEST_APPLESS_MAIN(tst_RootCause)
#include "tst_rootcause.moc"
