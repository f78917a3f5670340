// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/relay/sourcebook.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace quarterdeck;

class tst_Sources : public QObject {
    Q_OBJECT

private:
    /// Of one watched query with these lines below it.
    Result<std::vector<SourceConfig>> read(const char* goals)
    {
        QFile f(m_dir.filePath(QStringLiteral("sources.yaml")));
        if (!f.open(QIODevice::WriteOnly | QIODevice::Truncate))
            return error("test", QStringLiteral("no file"));
        f.write("sources:\n  - name: Prometheus\n    connector: prometheus\n    watch:\n      url: http://127.0.0.1:9090\n"
                "      queries:\n        - name: Errors\n          query: sum(rate(errors[5m]))\n");
        f.write(goals);
        f.close();
        return readSources(f.fileName());
    }

    QTemporaryDir m_dir;

private slots:

    void silencesAreReadUnlessSaidOtherwise()
    {
        const auto use = [this](const char* connector, const char* line) {
            QFile f(m_dir.filePath(QStringLiteral("sources.yaml")));
            if (!f.open(QIODevice::WriteOnly | QIODevice::Truncate))
                return Result<SilenceUse>(error("test", QStringLiteral("no file")));
            f.write(QByteArray("sources:\n  - name: lab\n    connector: ") + connector + "\n" + line);
            f.close();
            const auto read = readSources(f.fileName());
            return read ? Result<SilenceUse>(read->front().silences) : Result<SilenceUse>(read.error());
        };
        QCOMPARE(*use("alertmanager", ""), SilenceUse::Read);
        QCOMPARE(*use("alertmanager", "    silences: read and write\n"), SilenceUse::ReadAndWrite);
        QCOMPARE(*use("alertmanager", "    silences: none\n"), SilenceUse::None);
        QCOMPARE(*use("grafana", ""), SilenceUse::None);
        QCOMPARE(use("alertmanager", "    silences: maybe\n").error().code, QStringLiteral("sources.incomplete"));
    }

    void goalsOfAWatchedQueryAreRead()
    {
        const auto sources = read("          threshold: {below: 10}\n          slo: {objective: 0.995, window_d: 7}\n");
        QVERIFY2(sources.ok(), sources ? "" : qPrintable(sources.error().sentence));
        const auto& goals = sources->front().queries.front().goals;
        QCOMPARE(goals.threshold, std::optional(10.0));
        QVERIFY(!goals.above);
        QCOMPARE(goals.objective, std::optional(Objective { 0.995, 7LL * 24 * 3'600'000 }));
        const auto month = read("          slo: {objective: 0.999}\n");
        QCOMPARE(month->front().queries.front().goals.objective, std::optional(Objective {}));
        QVERIFY(!month->front().queries.front().goals.threshold);
    }

    void whatIsNoGoalGetsASentenceWithItsLine_data()
    {
        QTest::addColumn<QByteArray>("goals");
        QTest::newRow("a bare number") << QByteArray("          threshold: 5\n");
        QTest::newRow("no number") << QByteArray("          threshold: {above: much}\n");
        QTest::newRow("neither side") << QByteArray("          threshold: {at: 5}\n");
        QTest::newRow("no finite number") << QByteArray("          threshold: {above: inf}\n");
        QTest::newRow("percent") << QByteArray("          slo: {objective: 99.9}\n");
        QTest::newRow("all of it") << QByteArray("          slo: {objective: 1}\n");
        QTest::newRow("no window") << QByteArray("          slo: {objective: 0.999, window_d: 0}\n");
        QTest::newRow("not a map") << QByteArray("          slo: 0.999\n");
    }

    void whatIsNoGoalGetsASentenceWithItsLine()
    {
        QFETCH(QByteArray, goals);
        const auto sources = read(goals.constData());
        QVERIFY(!sources.ok());
        QCOMPARE(sources.error().code, QStringLiteral("sources.incomplete"));
        QVERIFY2(sources.error().sentence.contains(QStringLiteral("line 9: ")), qPrintable(sources.error().sentence));
    }
};

QTEST_GUILESS_MAIN(tst_Sources)
#include "tst_sources.moc"
