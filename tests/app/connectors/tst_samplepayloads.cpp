// SPDX-License-Identifier: GPL-3.0-or-later
// The sample payloads of other projects are not part of this one. Where they lie beside it, every file
// of a system that a connector is named after must map.
#include "app/connectors/connectorloader.h"
#include "app/connectors/mapper.h"
#include "tests/app/connectors/workermain.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace quarterdeck;

namespace {

constexpr Instant k_now = 1'795'442'822'250;
const QString k_samples = QStringLiteral(QD_SOURCE_DIR "/../shared/payloads/");

QString kindAndStatus(const Signal& signal)
{
    static constexpr const char* kinds[] = {"alert", "change", "heartbeat", "info"};
    static constexpr const char* statuses[] = {"firing", "acknowledged", "resolved", "suppressed", "info"};
    return QString::fromLatin1(kinds[static_cast<int>(signal.kind)]) + QChar(u' ')
        + QString::fromLatin1(statuses[static_cast<int>(signal.status)]);
}

} // namespace

class TestSamplePayloads : public QObject {
    Q_OBJECT

private slots:

    void initTestCase()
    {
        if (!QDir(k_samples).exists())
            QSKIP("the sample payloads are not here");
        const Result<Connectors> all =
            Connectors::load({QStringLiteral(QD_SOURCE_DIR "/resources/connectors")});
        QVERIFY(all.ok());
        m_connectors = *all;
    }

    void files_data()
    {
        QTest::addColumn<QString>("connector");
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("first"); // kind and status of the first signal
        QTest::addColumn<int>("count");
        const auto row = [](const char* connector, const char* file, const char* first, int count = 1) {
            QTest::newRow(file) << QString::fromLatin1(connector) << QString::fromLatin1(file)
                                << QString::fromLatin1(first) << count;
        };
        row("alertmanager", "v3_legacy_numeric_groupkey_odd.json", "alert firing");
        row("alertmanager", "v4_firing.json", "alert firing");
        row("alertmanager", "v4_group_of_two_firing.json", "alert firing", 2);
        row("alertmanager", "v4_resolved.json", "alert resolved");
        row("cloudevents", "binary_mode_http_request.txt", "alert firing");
        row("cloudevents", "cdevents_change_merged.json", "change info");
        row("cloudevents", "cdevents_environment_modified.json", "change info");
        row("cloudevents", "cdevents_incident_detected.json", "alert firing");
        row("cloudevents", "cdevents_incident_resolved.json", "alert resolved");
        row("cloudevents", "cdevents_pipelinerun_finished.json", "change info");
        row("cloudevents", "cdevents_service_deployed.json", "change info");
        row("cloudevents", "cdevents_service_rolledback.json", "change info");
        row("cloudevents", "cdevents_service_upgraded.json", "change info");
        row("cloudevents", "cdevents_ticket_closed.json", "info info");
        row("loki", "ruler_post_api_v2_alerts.json", "alert firing", 6);
    }

    void files()
    {
        QFETCH(QString, connector);
        QFETCH(QString, file);
        QFETCH(QString, first);
        QFETCH(int, count);
        const Result<Signals> mapped = mapSample(connector, file);
        QVERIFY2(mapped.ok(), mapped ? "" : qPrintable(mapped.error().sentence));
        QCOMPARE(static_cast<int>(mapped->size()), count);
        QCOMPARE(kindAndStatus(mapped->front()), first);
        for (const Signal& signal : *mapped)
            QVERIFY(!signal.dedupKey.isEmpty() && !signal.title.isEmpty());
    }

    void pairs_share_a_key()
    {
        const auto key = [this](const char* connector, const char* file) {
            const Result<Signals> mapped =
                mapSample(QString::fromLatin1(connector), QString::fromLatin1(file));
            return mapped ? mapped->front().dedupKey : mapped.error().sentence;
        };
        QCOMPARE(key("alertmanager", "v4_resolved.json"), key("alertmanager", "v4_group_of_two_firing.json"));
        QCOMPARE(key("cloudevents", "cdevents_incident_resolved.json"),
            key("cloudevents", "cdevents_incident_detected.json"));
    }

    void no_file_is_forgotten()
    {
        for (const char* connector : {"alertmanager", "cloudevents", "loki"}) {
            const QDir folder(k_samples + QString::fromLatin1(connector));
            for (const QString& name : folder.entryList(QDir::Files)) {
                const Result<Signals> mapped = mapSample(QString::fromLatin1(connector), name);
                QVERIFY2(mapped.ok() && !mapped->empty(), qPrintable(name));
            }
        }
    }

private:
    Result<Signals> mapSample(const QString& connector, const QString& name)
    {
        QFile file(k_samples + connector + QChar(u'/') + name);
        if (!file.open(QIODevice::ReadOnly))
            return error("sample", QStringLiteral("%1 cannot be read").arg(name));
        return m_mapper.mapFile(*m_connectors.find(connector), file.readAll(), {}, k_now);
    }

    JqWorker m_worker;
    Mapper m_mapper {m_worker};
    Connectors m_connectors;
};

QD_TEST_MAIN_WITH_WORKER(TestSamplePayloads)
#include "tst_samplepayloads.moc"
