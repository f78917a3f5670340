// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/topology/topologylayout.h"

#include <QRandomGenerator>
#include <QTest>

using namespace quarterdeck;

namespace {

/// "a>b c; b>c; d" : a needs b and c, b needs c, d stands alone.
std::vector<LayoutNode> read(const char* text)
{
    std::vector<LayoutNode> out;
    for (const auto& part : QString::fromLatin1(text).split(QChar(u';'), Qt::SkipEmptyParts)) {
        const auto sides = part.trimmed().split(QChar(u'>'));
        LayoutNode node {sides[0].trimmed(), {}};
        if (sides.size() > 1) {
            for (const auto& need : sides[1].split(QChar(u' '), Qt::SkipEmptyParts))
                node.needs.push_back(need);
        }
        out.push_back(node);
    }
    return out;
}

/// "a0 b1 c2"
QString columns(const TopologyLayout& layout)
{
    QStringList out;
    for (const auto& n : layout.nodes)
        out << n.name + QString::number(n.column);
    return out.join(QChar(u' '));
}

} // namespace

class TestTopologyLayout : public QObject {
    Q_OBJECT

private slots:
    void columnsFollowNeeds_data()
    {
        QTest::addColumn<QByteArray>("map");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* map, const char* expected) {
            QTest::newRow(map) << QByteArray(map) << QString::fromLatin1(expected);
        };
        row("a>b; b>c; c", "a0 b1 c2");
        row("web>shop cache; shop>redis pg; cache; redis; pg", "web0 shop1 cache1 redis2 pg2");
        row("a>b c; b>c; c; d", "a0 b1 c2 d0");
        row("a>b; b>a", "a0 b1");
        row("a>a", "a0");
        row("a>b; b>c; c>a; d>c", "a0 b1 c2 d1");
        row("a>ghost", "a0");
    }

    void columnsFollowNeeds()
    {
        QFETCH(QByteArray, map);
        QFETCH(QString, expected);
        QCOMPARE(columns(layOut(read(map.constData()))), expected);
    }

    void cyclesKeepTheirDirection()
    {
        const auto layout = layOut(read("a>b; b>c; c>a"));
        QCOMPARE(layout.edges.size(), 3U);
        int back = 0;
        for (const auto& edge : layout.edges) {
            back += edge.back ? 1 : 0;
            const auto& from = layout.nodes[edge.from].name;
            const auto& to = layout.nodes[edge.to].name;
            QVERIFY((from + to) == QLatin1String("ab") || (from + to) == QLatin1String("bc") || (from + to) == QLatin1String("ca"));
        }
        QCOMPARE(back, 1);
    }

    void nothingStandsOnAnything()
    {
        QRandomGenerator random(7);
        for (int round = 0; round < 40; ++round) {
            std::vector<LayoutNode> nodes;
            const int count = 1 + random.bounded(60);
            for (int i = 0; i < count; ++i) {
                LayoutNode n {QStringLiteral("s%1").arg(i), {}};
                for (int k = random.bounded(4); k > 0; --k)
                    n.needs.push_back(QStringLiteral("s%1").arg(random.bounded(count)));
                nodes.push_back(n);
            }
            const auto layout = layOut(nodes);
            QCOMPARE(layout.nodes.size(), nodes.size());
            for (size_t i = 0; i < nodes.size(); ++i) {
                QVERIFY(layout.nodes[i].row >= -1e-9 && layout.nodes[i].row <= layout.rows - 1 + 1e-9);
                QVERIFY(layout.nodes[i].column >= 0 && layout.nodes[i].column < layout.columns);
                for (size_t k = i + 1; k < nodes.size(); ++k) {
                    if (layout.nodes[i].column == layout.nodes[k].column)
                        QVERIFY(qAbs(layout.nodes[i].row - layout.nodes[k].row) >= 0.99);
                }
            }
            for (const auto& edge : layout.edges) {
                if (!edge.back)
                    QVERIFY(layout.nodes[edge.from].column < layout.nodes[edge.to].column);
                const auto between = static_cast<size_t>(qAbs(layout.nodes[edge.from].column - layout.nodes[edge.to].column)) - 1;
                QCOMPARE(edge.rows.size(), between);
            }
            QVERIFY(layout.nodes == layOut(nodes).nodes);
        }
    }

    void twoHundredServicesAllHaveAPlace()
    {
        QRandomGenerator random(3);
        std::vector<LayoutNode> nodes;
        for (int i = 0; i < 200; ++i) {
            LayoutNode n {QStringLiteral("s%1").arg(i), {}};
            for (int k = 0; k < 3 && i < 199; ++k)
                n.needs.push_back(QStringLiteral("s%1").arg(i + 1 + random.bounded(qMin(40, 199 - i))));
            nodes.push_back(n);
        }
        const auto layout = layOut(nodes);
        QCOMPARE(layout.nodes.size(), nodes.size());
    }

    void whatMattersIsShownFirst()
    {
        TopologyLoaded loaded;
        for (int i = 0; i < 500; ++i) {
            ServiceNode n;
            n.name = QStringLiteral("s%1").arg(i, 3, 10, QChar(u'0'));
            if (i + 1 < 500)
                n.dependsOn = {QStringLiteral("s%1").arg(i + 1, 3, 10, QChar(u'0'))};
            loaded.services.push_back(n);
        }
        size_t hidden = 0;
        const auto shown = visibleServices(Topology(loaded), {QStringLiteral("s400"), QStringLiteral("none")}, 21, &hidden);
        QCOMPARE(shown.size(), 21U);
        QCOMPARE(hidden, 479U);
        QCOMPARE(shown.front().name, QStringLiteral("s390"));
        QCOMPARE(shown.back().name, QStringLiteral("s410"));
    }
};

QTEST_APPLESS_MAIN(TestTopologyLayout)
#include "tst_topologylayout.moc"
