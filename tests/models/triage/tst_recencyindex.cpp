// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/triage/recencyindex.h"

#include <QRandomGenerator>
#include <QTest>

#include <map>

using namespace quarterdeck;

class tst_RecencyIndex : public QObject {
    Q_OBJECT

private slots:

    /// Clocks that jump, alerts that come, go and move: the answers are those of a sorted list.
    void asASortedListWouldAnswer()
    {
        RecencyIndex index;
        std::map<quint32, Instant> filed;
        QRandomGenerator random(5);
        const auto key = RecencyIndex::key(RecencyIndex::Kind::All, 0);
        const std::vector<RecencyIndex::Key> keys { key };
        for (int i = 0; i < 60'000; ++i) {
            const quint32 alert = 1 + random.bounded(12'000U);
            if (random.bounded(10) < 8) {
                const Instant at = random.bounded(2) ? i : random.bounded(1'000'000);
                index.file({ alert }, at, keys);
                filed[alert] = at;
            } else {
                index.unfile({ alert });
                filed.erase(alert);
            }
            if (i % 997 != 0)
                continue;
            std::vector<std::pair<Instant, quint32>> order;
            for (const auto& [id, at] : filed)
                order.emplace_back(at, id);
            std::sort(order.rbegin(), order.rend());
            const size_t most = i % 2 ? 64 : 5'000;
            std::vector<AlertId> answer;
            index.latest(key, int(most), answer);
            QCOMPARE(answer.size(), qMin(most, order.size()));
            for (size_t k = 0; k < answer.size(); ++k)
                QCOMPARE(answer[k].value, order[k].second);
        }
        QCOMPARE(index.count(), quint32(filed.size()));
        QVERIFY(filed.size() > 5'000);
    }
};

QTEST_GUILESS_MAIN(tst_RecencyIndex)
#include "tst_recencyindex.moc"
