// SPDX-License-Identifier: GPL-3.0-or-later
#include "story.h"

#include <QRandomGenerator>
#include <QTest>

using namespace quarterdeck;

namespace {

QString s(const char* text)
{
    return QString::fromUtf8(text);
}

/// One random act: alerts fire and clear, people accept, resolve, dismiss, merge, pin and take out.
void act(Story& story, QRandomGenerator& random, double second)
{
    const auto any = [&](int below) { return static_cast<int>(random.bounded(below)); };
    const quint32 incidents = story.workspace.lastIncident();
    const IncidentId incident {incidents ? 1 + static_cast<quint32>(any(static_cast<int>(incidents))) : 0};
    const quint32 alerts = story.workspace.alertCount();
    const AlertId alert {alerts ? 1 + static_cast<quint32>(any(static_cast<int>(alerts))) : 0};
    const auto* about = story.workspace.incident(incident);
    const QString line = s("%1 %2Alert%3 s%4 node%5:9100");
    switch (about ? any(14) : 0) {
    case 1:
        return story.command(second, {IncidentAccepted {incident, 2}});
    case 2:
        return story.command(second, {PhaseSet {incident, about->phase, Phase::Resolved, {}}});
    case 3:
        return story.command(second, {IncidentDismissed {incident, {}}});
    case 4:
        return story.command(second, {IncidentReopened {incident, Phase::Triage, {}}});
    case 5:
        return story.command(
            second, {AlertDetached {alert, story.workspace.alert(alert).incident, any(2) == 0}});
    case 6:
        return story.facts(second, {AlertSuppressed {alert, any(2) == 0, {}}});
    case 7:
        return story.facts(second, {AlertLost {alert, Story::start, {}}});
    case 8: {
        AlertAttached moved;
        moved.alert = alert;
        moved.incident = incident;
        moved.from = story.workspace.alert(alert).incident;
        moved.byPerson = moved.pinned = true;
        return story.command(second, {moved});
    }
    case 9: {
        const auto* into = story.workspace.incident(story.workspace.alert(alert).incident);
        if (into && into != about)
            story.command(second,
                {IncidentMerged {incident, into->id, {about->alerts.begin(), about->alerts.end()}, {}, {}}});
        return;
    }
    default:
        const QString what = any(3) == 0 ? s("clear ") : QString();
        story.tell(qPrintable(line.arg(second).arg(what).arg(any(4)).arg(any(7)).arg(any(5))));
    }
}

} // namespace

/// Random histories: the kept indexes answer as rebuilt ones do, and the same input makes the same bytes.
class tst_TriageHistory : public QObject {
    Q_OBJECT

private slots:
    void incrementalEqualsRebuilt_data();
    void incrementalEqualsRebuilt();
    void sameInputSameOutput();
};

void tst_TriageHistory::incrementalEqualsRebuilt_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 12; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

void tst_TriageHistory::incrementalEqualsRebuilt()
{
    QFETCH(quint32, seed);
    QRandomGenerator random(seed);
    Story story;
    story.topology(s("s0 > s1; s1 > s2, s3; s2 > s0; s4 > s3; s5"));
    double second = 0;
    for (int step = 0; step < 150; ++step) {
        second += static_cast<double>(random.bounded(12));
        if (step == 75)
            story.topology(s("s0 > s5; s5 > s4; s6 > s0"));
        act(story, random, second + step * 0.001);
        Triage rebuilt;
        rebuilt.rebuild(story.workspace);
        for (quint32 i = 1; i <= story.workspace.alertCount(); ++i) {
            const auto kept = story.triage.place(story.workspace, AlertId {i});
            const auto again = rebuilt.place(story.workspace, AlertId {i});
            QVERIFY2(kept == again, qPrintable(s("alert %1 after step %2").arg(i).arg(step)));
        }
    }
    QVERIFY(story.workspace.incidents().size() > 3);
}

void tst_TriageHistory::sameInputSameOutput()
{
    QByteArray first;
    for (int run = 0; run < 2; ++run) {
        QRandomGenerator random(99);
        Story story;
        story.topology(s("s0 > s1; s1 > s2, s3; s2 > s0; s4 > s3; s5"));
        for (int step = 0; step < 200; ++step)
            act(story, random, step * 3);
        const auto bytes = story.workspace.toBytes();
        if (run == 0)
            first = bytes;
        QCOMPARE(bytes, first);
    }
}

QTEST_APPLESS_MAIN(tst_TriageHistory)
#include "tst_triagehistory.moc"
