// SPDX-License-Identifier: GPL-3.0-or-later
#include "story.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace quarterdeck;

namespace {

QString s(const char* text)
{
    return QString::fromUtf8(text);
}

std::vector<QJsonObject> readLines(const QString& path)
{
    std::vector<QJsonObject> out;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return out;
    while (!file.atEnd())
        out.push_back(QJsonDocument::fromJson(file.readLine()).object());
    return out;
}

QString folder()
{
    return qEnvironmentVariable("QD_CAPTURED", s(QD_SOURCE_DIR) + s("/../shared/lab/captured"));
}

Severity severityOf(const QString& text)
{
    if (text == s("critical"))
        return Severity::Critical;
    return text == s("warning") ? Severity::Warning : Severity::Unknown;
}

} // namespace

/// A real outage, as Prometheus pushed it: redis, postgres, a bad release, a flapping target, and a cascade.
class tst_Outage : public QObject {
    Q_OBJECT

    std::vector<QJsonObject> m_pushes;
    std::vector<QJsonObject> m_faults;
    double m_ready = 0;

    void push(Story& story, Applying& applying, const QJsonArray& alerts)
    {
        for (const auto& value : alerts) {
            const auto alert = value.toObject();
            const auto labels = alert[s("labels")].toObject();
            const auto text = [&](const char* name) { return labels[s(name)].toString(); };
            const QString key = QString::fromUtf8(QJsonDocument(labels).toJson(QJsonDocument::Compact));
            const Instant endsAt = fromIso(alert[s("endsAt")].toString()).value_or(0);
            const Instant startsAt = fromIso(alert[s("startsAt")].toString()).value_or(0);
            if (endsAt && endsAt <= applying.now())
                story.clear(applying, key, endsAt);
            else
                story.fire(applying, key, text("alertname"), text("service"), text("instance"),
                    severityOf(text("severity")), startsAt);
        }
    }

    /// Plays everything up to `until` seconds after ready.
    void play(Story& story, double from, double until, bool withChanges)
    {
        size_t fault = 0;
        for (const auto& body : m_pushes) {
            const double at = body[s("t")].toDouble();
            Applying applying(story.workspace, static_cast<Instant>(at * 1000), s("rules"));
            for (; fault < m_faults.size() && m_faults[fault][s("t")].toDouble() <= at; ++fault) {
                const auto& f = m_faults[fault];
                const auto event = f[s("event")].toString();
                const double when = f[s("t")].toDouble();
                if (withChanges && (event == s("deploy") || event == s("rollback")) && when >= m_ready + from)
                    story.change(applying, f[s("name")].toString(), f[s("version")].toString(),
                        static_cast<Instant>(when * 1000));
            }
            if (at < m_ready + from || at > m_ready + until
                || body[s("path")].toString() != s("/api/v2/alerts"))
                continue;
            push(story, applying, body[s("body")].toArray());
            settleTriage(applying, story.triage);
            story.triage.applied(story.workspace, applying.finish());
        }
    }

    static void print(const Story& story)
    {
        for (const auto& group : story.groups())
            qInfo("%s", qPrintable(group));
        for (const auto& [id, incident] : story.workspace.incidents())
            qInfo("incident %u suspects\n%s", id.value, qPrintable(story.reasons(id)));
    }

private slots:
    void initTestCase()
    {
        m_pushes = readLines(folder() + s("/outage.jsonl"));
        m_faults = readLines(folder() + s("/outage-faults.jsonl"));
        if (m_pushes.empty() || m_faults.empty())
            QSKIP("The recorded outage (outage.jsonl and outage-faults.jsonl) is not on this machine.");
        m_ready = m_faults.front()[s("t")].toDouble();
    }

    void theWholeOutage()
    {
        Story story;
        story.labTopology();
        play(story, 0, 1000, true);
        print(story);
        const auto groups =
            std::count_if(story.workspace.incidents().begin(), story.workspace.incidents().end(),
                [](const auto& entry) { return entry.second.phase != Phase::Merged; });
        QVERIFY2(groups <= 5 + 2, qPrintable(story.groups().join(QChar(u'\n')))); // five faults
    }

    void withoutAFeedOfChanges()
    {
        Story story;
        story.labTopology();
        play(story, 0, 1000, false);
        for (const auto& group : story.groups())
            qInfo("%s", qPrintable(group));
        QVERIFY(story.groups().size() <= 5 + 2);
    }

    void redisIsSuspectedOfItsFault()
    {
        Story story;
        story.labTopology();
        play(story, 0, 59, true);
        QCOMPARE(story.groups().size(), 1);
        QCOMPARE(story.suspects(IncidentId {1}).value(0), s("redis"));
    }

    void postgresIsSuspectedOfItsFault()
    {
        Story story;
        story.labTopology();
        play(story, 0, 124, true);
        QCOMPARE(story.groups().size(), 2);
        QCOMPARE(story.suspects(IncidentId {2}).value(0), s("postgres"));
    }

    void theBadReleaseIsSuspectedOfItsFault()
    {
        Story story;
        story.labTopology();
        play(story, 0, 159, true);
        QCOMPARE(story.groups().size(), 3);
        QCOMPARE(story.suspects(IncidentId {3}).value(0), s("checkout v2"));
        QCOMPARE(story.suspects(IncidentId {2}).value(0), s("postgres"));
    }

    void theFlappingTargetStaysApart()
    {
        Story story;
        story.labTopology();
        play(story, 0, 295, true);
        QCOMPARE(story.groups().size(), 4);
        const auto* flapping = story.workspace.incident(IncidentId {4});
        QCOMPARE(flapping->title, s("InstanceDown on edge-cache"));
    }

    void bothCausesOfTheCascadeAreSuspects()
    {
        Story story; // the last fault alone, as on a fresh machine
        story.labTopology();
        play(story, 295, 345, false);
        print(story);
        auto top = story.suspects(IncidentId {1}).mid(0, 2);
        top.sort();
        QCOMPARE(top, QStringList({s("postgres"), s("redis")}));
        QVERIFY(story.groups().size() <= 2); // and the host's own exporter
    }
};

QTEST_APPLESS_MAIN(tst_Outage)
#include "tst_outage.moc"
