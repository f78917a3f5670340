// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exporters/archive.h"
#include "app/exporters/safewrite.h"

#include "models/state/timeline.h"
#include "tests/models/state/outage.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <thread>

using namespace quarterdeck;

namespace {

Archive archiveOf(const Outage& o)
{
    Archive a;
    a.incident = o.incident;
    a.journalId = o.workspace.journal().journalId;
    a.publicKey = o.workspace.journal().publicKey;
    a.head = {o.stored.back().seq, o.stored.back().hash};
    a.signature = QByteArray(64, 'g');
    a.exportedAt = Outage::noon;
    a.program = QStringLiteral("Quarterdeck 0.1.0");
    for (size_t i = 0; i < o.stored.size(); ++i) {
        if (belongsToArchive(o.workspace, *o.workspace.incident(o.incident), o.entries[i]))
            a.entries.push_back(o.stored[i]);
    }
    return a;
}

/// With alerts of nobody before, between and after.
Outage mixedOutage()
{
    Outage o;
    o.opening();
    const auto stray = [&](int i) {
        o.alert(i * 1000, QStringLiteral("Stray%1").arg(i), QStringLiteral("backup"), QStringLiteral("b"), Severity::Low, false);
    };
    stray(1);
    stray(2);
    o.alert(10'000, QStringLiteral("RedisDown"), QStringLiteral("redis"), QStringLiteral("cache-1"), Severity::Critical);
    stray(12);
    o.alert(20'000, QStringLiteral("CartErrors"), QStringLiteral("cart"), QStringLiteral("c"), Severity::High);
    o.line(30'000, QStringLiteral("wren"), LineKind::Decision, QStringLiteral("restart redis"));
    o.say(31'000, QStringLiteral("swift"), {o.request()});
    stray(40);
    return o;
}

} // namespace

class TestArchive : public QObject {
    Q_OBJECT

private slots:
    void itReadsBackAndChecks()
    {
        const Outage o = mixedOutage();
        const auto archive = archiveOf(o);
        QVERIFY(archive.entries.size() < o.stored.size());
        const auto back = readArchive(writeArchive(archive));
        QVERIFY2(back.ok(), back.ok() ? "" : qPrintable(back.error().sentence));
        QCOMPARE(*back, archive);
        const auto check = checkArchive(*back);
        QVERIFY2(check.ok(), check.ok() ? "" : qPrintable(check.error().sentence));
        QCOMPARE(check->entries, archive.entries.size());
        QVERIFY(check->gaps > 0 && check->links > 0);
        QVERIFY(!check->endsAtHead && !check->signatureChecked);
    }

    void itOpensAsTheIncidentThatItWas()
    {
        const Outage o = mixedOutage();
        const auto entries = entriesToFold(archiveOf(o));
        QVERIFY(entries.ok());
        Workspace w;
        for (const auto& entry : *entries)
            w.apply(entry);
        const auto* there = w.incident(o.incident);
        QVERIFY(there);
        Incident expected = *o.workspace.incident(o.incident);
        QCOMPARE(there->alerts, expected.alerts);
        QCOMPARE(there->log, expected.log);
        QCOMPARE(there->steps, expected.steps);
        QCOMPARE(there->runs, expected.runs);
        QCOMPARE(w.firingCount(), 2U);
        for (const auto id : there->alerts)
            QCOMPARE(w.name(w.alert(id).name), o.workspace.name(o.workspace.alert(id).name));
        QCOMPARE(buildTimeline(w, *there), buildTimeline(o.workspace, expected));
    }

    void everyChangedByteIsNoticed()
    {
        const Outage o = mixedOutage();
        const auto archive = archiveOf(o);
        const QByteArray good = writeArchive(archive);
        for (qsizetype i = 0; i < good.size(); i += 7) {
            QByteArray bad = good;
            bad[i] = static_cast<char>(bad[i] ^ 0x20);
            const auto read = readArchive(bad);
            QVERIFY2(!read.ok() || !checkArchive(*read).ok(), qPrintable(QString::number(i)));
        }
        for (qsizetype n = 0; n < good.size(); n += 11)
            QVERIFY(!readArchive(good.first(n)).ok());
    }

    void aForgedEntryIsNoticedEvenWithAGoodChecksum()
    {
        const Outage o = mixedOutage();
        for (size_t i = 0; i < archiveOf(o).entries.size(); ++i) {
            auto body = archiveOf(o);
            body.entries[i].body[body.entries[i].body.size() - 1] ^= 1;
            QVERIFY(!checkArchive(*readArchive(writeArchive(body))).ok());
            auto part = archiveOf(o);
            if (!part.entries[i].part.isEmpty()) {
                part.entries[i].part[part.entries[i].part.size() - 1] ^= 1;
                QVERIFY(!checkArchive(part).ok());
            }
            auto link = archiveOf(o);
            if (i > 0 && link.entries[i].seq == link.entries[i - 1].seq + 1) {
                link.entries[i].previous[0] ^= 1;
                link.entries[i].hash = entryHash(link.entries[i].seq, link.entries[i].previous, link.entries[i].body);
                QVERIFY(!checkArchive(link).ok());
            }
        }
        auto order = archiveOf(o);
        std::swap(order.entries[1], order.entries[2]);
        QVERIFY(!checkArchive(order).ok());
    }

    void aSignatureIsCheckedWhereSomebodyCan()
    {
        const auto archive = archiveOf(mixedOutage());
        QVERIFY(checkArchive(archive, [](const Archive&) { return true; })->signatureChecked);
        QVERIFY(!checkArchive(archive, [](const Archive&) { return false; }).ok());
    }

    void aNewerOneSaysSo()
    {
        QByteArray bytes = writeArchive(archiveOf(mixedOutage()));
        bytes[21] = 2;
        const auto read = readArchive(bytes);
        QVERIFY(!read.ok());
        QCOMPARE(read.error().code, QStringLiteral("archive.newer"));
    }

    void aFileIsWrittenWholeOrNot()
    {
        QTemporaryDir dir;
        const QString path = dir.filePath(QStringLiteral("incident-1-postmortem.md"));
        QVERIFY(safeWrite(path, "one").ok());
        QVERIFY(safeWrite(path, "two").ok());
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("two"));
        QCOMPARE(QDir(dir.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot).size(), 1);
    }

    void badNamesAreRefused_data()
    {
        QTest::addColumn<QString>("name");
        for (const auto* name : {"", ".", "..", "con", "NUL.md", "com1.txt", "a/../b:c", "x.", "x ", "a?b", "a\nb", "tab\tx"})
            QTest::newRow(name) << QString::fromLatin1(name);
        QTest::newRow("nul byte") << (QStringLiteral("a") + QChar(0) + QStringLiteral("b"));
        QTest::newRow("long") << QString(300, QChar(u'a'));
    }

    void badNamesAreRefused()
    {
        QFETCH(QString, name);
        QTemporaryDir dir;
        const auto done = safeWrite(dir.path() + QChar(u'/') + name, "x");
        QVERIFY(!done.ok());
        QVERIFY(!done.error().sentence.isEmpty());
        QVERIFY(QDir(dir.path()).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot));
    }

    void aLinkIsNotFollowed()
    {
        QTemporaryDir dir;
        QTemporaryDir outside;
        const QString target = outside.filePath(QStringLiteral("secret"));
        QFile secret(target);
        QVERIFY(secret.open(QIODevice::WriteOnly));
        secret.write("keep");
        secret.close();
        const QString path = dir.filePath(QStringLiteral("a.md"));
        QVERIFY(QFile::link(target, path));
        QVERIFY(!safeWrite(path, "overwritten").ok());
        QVERIFY(secret.open(QIODevice::ReadOnly));
        QCOMPARE(secret.readAll(), QByteArray("keep"));
        QVERIFY(!safeWrite(dir.path(), "x").ok()); // a folder stands there
        QVERIFY(!safeWrite(dir.filePath(QStringLiteral("none/a.md")), "x").ok());
    }

    // A link that comes and goes while files are written: nothing ever lands behind it.
    void noRaceLeadsOutside()
    {
        QTemporaryDir dir;
        QTemporaryDir outside;
        const QString target = outside.filePath(QStringLiteral("secret"));
        QFile secret(target);
        QVERIFY(secret.open(QIODevice::WriteOnly));
        secret.write("keep");
        secret.close();
        const QString path = dir.filePath(QStringLiteral("a.md"));
        std::atomic<bool> stop = false;
        std::thread swapper([&] {
            while (!stop) {
                QFile::remove(path);
                QFile::link(target, path);
            }
        });
        for (int i = 0; i < 300; ++i)
            (void)safeWrite(path, "overwritten");
        stop = true;
        swapper.join();
        QVERIFY(secret.open(QIODevice::ReadOnly));
        QCOMPARE(secret.readAll(), QByteArray("keep"));
        QCOMPARE(QDir(outside.path()).entryList(QDir::Files).size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestArchive)
#include "tst_archive.moc"
