// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/state/postmortem.h"

#include "tests/models/state/outage.h"

#include <QTest>

using namespace quarterdeck;

namespace {

Postmortem draftOf(const Outage& o)
{
    std::vector<Entry> entries;
    const auto& incident = *o.workspace.incident(o.incident);
    std::copy_if(o.entries.begin(), o.entries.end(), std::back_inserter(entries),
        [&](const Entry& e) { return concerns(o.workspace, incident, e); });
    return buildPostmortem(o.workspace, entries, incident, o.workspace.head());
}

bool says(const Postmortem& p, const char* section, const QString& part)
{
    const auto* s = p.section(QString::fromLatin1(section));
    return s && std::any_of(s->lines.begin(), s->lines.end(), [&](const DraftLine& l) { return l.text.contains(part); });
}

} // namespace

class TestPostmortem : public QObject {
    Q_OBJECT

private slots:
    void everyLineResolvesToAnEntry()
    {
        Outage o;
        o.untilPostCheck();
        o.recovery();
        const auto p = draftOf(o);
        int lines = 0;
        for (const auto& section : p.sections) {
            for (const auto& line : section.lines) {
                ++lines;
                QVERIFY2(line.seq >= 1 && line.seq <= o.entries.size(), qPrintable(line.text));
            }
            QVERIFY2(!section.lines.empty() || !section.note.isEmpty() || section.id == QLatin1String("people"),
                qPrintable(section.id));
        }
        QVERIFY(lines > 80);
        for (const auto& m : p.metrics) {
            QVERIFY(!m.definition.isEmpty() && !m.clock.isEmpty());
            QVERIFY(m.fromSeq >= 1);
        }
    }

    void itTellsWhatHappened()
    {
        Outage o;
        o.untilPostCheck();
        o.recovery();
        const auto p = draftOf(o);
        QVERIFY(says(p, "summary", QStringLiteral("Checkout errors after 14:02")));
        QVERIFY(says(p, "impact", QStringLiteral("34 % of checkouts fail")));
        QVERIFY(says(p, "impact", QStringLiteral("12 reports")));
        QVERIFY(says(p, "decisions", QStringLiteral("restart redis cache-1")));
        QVERIFY(says(p, "actions", QStringLiteral("post-check verified")));
        QVERIFY(says(p, "suspects", QStringLiteral("redis — for: fired first; upstream of 16 of 17")));
        QVERIFY(says(p, "todos", QStringLiteral("drain pod-7")));
        QVERIFY(says(p, "people", QStringLiteral("kestrel takes command")));
        QVERIFY(says(p, "phases", QStringLiteral("recovered after")));
        QVERIFY(says(p, "links", QStringLiteral("cart v2.31")) || says(p, "links", QStringLiteral("flag dark-mode")));
        QVERIFY(says(p, "head", QString::fromLatin1(o.stored.back().hash.toHex())));
        QCOMPARE(p.section(QStringLiteral("contributing"))->lines.size(), 0U);
    }

    void theSameEntriesMakeTheSameDraft()
    {
        Outage a;
        a.untilPostCheck();
        a.recovery();
        Outage b;
        b.untilPostCheck();
        b.recovery();
        QCOMPARE(draftOf(a).sections, draftOf(b).sections);
    }

    void theTimelineIsInTheOrderOfWhatHappened()
    {
        Outage o;
        o.untilPostCheck();
        const auto p = draftOf(o);
        const auto& lines = p.section(QStringLiteral("timeline"))->lines;
        QVERIFY(std::is_sorted(lines.begin(), lines.end(),
            [](const DraftLine& a, const DraftLine& b) { return a.observedAt < b.observedAt; }));
        const auto late = std::find_if(lines.begin(), lines.end(),
            [](const DraftLine& l) { return l.text.contains(QLatin1String("12 reports")); });
        QVERIFY(late != lines.end());
        QVERIFY(late->recordedAt > late->observedAt);
    }

    void alertsOfOtherIncidentsStayOut()
    {
        Outage o;
        o.untilPostCheck();
        o.alert(6 * Outage::minute, QStringLiteral("DiskFull"), QStringLiteral("backup"), QStringLiteral("b"), Severity::Low,
            false);
        const auto p = draftOf(o);
        QVERIFY(!says(p, "alerts", QStringLiteral("DiskFull")));
        QVERIFY(!says(p, "timeline", QStringLiteral("DiskFull")));
    }

    void redactedTextsSaySo()
    {
        Outage o;
        o.untilPostCheck();
        // As after a redaction: the part is gone, and everything is folded again.
        Outage again;
        Seq decision = 0;
        for (auto stored : o.stored) {
            const auto whole = decodeEntry(stored);
            QVERIFY(whole.ok());
            for (const auto& fact : whole->facts) {
                if (const auto* line = get_if<LineLogged>(&fact); line && line->lineKind == LineKind::Decision)
                    decision = stored.seq;
            }
            if (stored.seq == decision) {
                stored.part.clear();
                stored.salt.clear();
                stored.redacted = true;
            }
            auto entry = decodeEntry(stored);
            QVERIFY(entry.ok());
            again.workspace.apply(*entry);
            again.entries.push_back(*entry);
        }
        const auto p = draftOf(again);
        QVERIFY(!says(p, "decisions", QStringLiteral("restart redis cache-1")));
        const auto& lines = p.section(QStringLiteral("decisions"))->lines;
        QCOMPARE(lines.size(), 1U);
        QVERIFY(lines[0].redacted);
        QVERIFY(lines[0].text.contains(redactedText()));
    }

    void figuresAreHonest()
    {
        Outage o;
        o.untilPostCheck();
        auto metrics = incidentMetrics(o.workspace, *o.workspace.incident(o.incident));
        const auto get = [&](const char* id) -> const Metric& {
            return *std::find_if(metrics.begin(), metrics.end(), [&](const Metric& m) { return m.id == QLatin1String(id); });
        };
        QCOMPARE(get("detect").ms(), 8 * Outage::second); // impact 14:02:40, opened 14:02:48
        QCOMPARE(get("command").ms(), 5 * Outage::minute + 8 * Outage::second - 168 * Outage::second);
        QVERIFY(!get("mitigate").known());
        QVERIFY(!get("recover").known());
        QVERIFY(!get("resolve").known());
        o.recovery();
        metrics = incidentMetrics(o.workspace, *o.workspace.incident(o.incident));
        QVERIFY(get("mitigate").known() && get("recover").known() && get("resolve").known());
        QCOMPARE(get("resolve").ms(), 32 * Outage::minute - 160 * Outage::second);
        QVERIFY(get("resolve").toSeq > get("mitigate").toSeq);
    }

    void anUnknownAlertHoldsRecoveryBack()
    {
        Outage o;
        o.untilPostCheck();
        AlertLost lost;
        lost.alert = AlertId {1};
        lost.since = Outage::noon + 17 * Outage::minute;
        o.say(18 * Outage::minute, QStringLiteral("rules"), {lost}, false);
        for (quint32 i = 2; i <= o.workspace.alertCount(); ++i)
            o.clear(i, 20 * Outage::minute);
        const auto services = recoveries(o.workspace, *o.workspace.incident(o.incident));
        for (const auto& s : services)
            QCOMPARE(s.to == 0, s.service == QLatin1String("redis"));
    }

    void fiveThousandAlertsAreAllInTheDraft()
    {
        Outage o;
        o.opening();
        for (int i = 0; i < 5000; ++i)
            o.alert(i * 100, QStringLiteral("A%1").arg(i % 50), QStringLiteral("s%1").arg(i % 20), QStringLiteral("r%1").arg(i),
                Severity::High);
        const auto p = draftOf(o);
        QCOMPARE(p.section(QStringLiteral("alerts"))->lines.size(), 5000U);
    }
};

QTEST_APPLESS_MAIN(TestPostmortem)
#include "tst_postmortem.moc"
