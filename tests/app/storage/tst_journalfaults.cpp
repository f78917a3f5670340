// SPDX-License-Identifier: GPL-3.0-or-later
// Disks that fail: rows, sampled.
#include "app/storage/journalopen.h"
#include "app/storage/verify.h"
#include "tests/app/storage/faultvfs.h"
#include "tests/app/storage/support.h"

#include <QFile>

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/mount.h>
#include <unistd.h>

using namespace quarterdeck;

namespace {

/// Appends until something fails or `count` are acknowledged; what was acknowledged.
struct Ledger {
    std::vector<StoredEntry> acknowledged;
    std::vector<Error> refused;
    int answered = 0;
};

void pour(Bench& b, int count, Ledger& ledger)
{
    const int before = ledger.answered;
    for (int i = 0; i < count; ++i)
        b.journal->append(line(QStringLiteral("entry %1 with some text in it").arg(i)), [&](Result<StoredEntry> r) {
            ++ledger.answered;
            if (r)
                ledger.acknowledged.push_back(std::move(r).value());
            else
                ledger.refused.push_back(r.error());
        });
    b.inbox.runUntil([&] { return ledger.answered == before + count; });
}

/// Everything that was acknowledged is there, byte for byte, and the journal is whole.
QString missing(Bench& b, const Ledger& ledger)
{
    for (const auto& entry : ledger.acknowledged) {
        const auto found = b.journal->read(entry.seq, 1);
        if (!found || found->empty() || !(found->front() == entry))
            return QStringLiteral("entry %1 was acknowledged and is not there").arg(entry.seq);
    }
    const auto report = verifyJournal(b.folder());
    return !report ? report.error().sentence : report->ok ? QString() : report->sentence;
}

} // namespace

class TestJournalFaults : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { registerFaultVfs(); }
    void ioErrorIsFinalUntilReopened_data();
    void ioErrorIsFinalUntilReopened();
    void controlSqliteCarriesOnAfterAnError();
    void fullDiskRefusesAndResumes_data();
    void fullDiskRefusesAndResumes();
    void realFullDisk();
    void appendsMadeBeforeTheNewsAreRefused();
    void damagedWitnessSlotLeavesTheOther();
};

void TestJournalFaults::ioErrorIsFinalUntilReopened_data()
{
    QTest::addColumn<int>("op");
    QTest::addColumn<int>("after");
    QTest::addColumn<int>("code");
    QTest::addColumn<bool>("torn");
    for (int after = 0; after < 30; ++after) {
        QTest::addRow("write %d", after) << 0 << after * 3 << SQLITE_IOERR_WRITE << (after % 2 == 0);
        QTest::addRow("sync %d", after) << 1 << after << SQLITE_IOERR_FSYNC << false;
    }
    QTest::addRow("corrupt") << 0 << 5 << SQLITE_CORRUPT << false;
    QTest::addRow("read-only disk") << 0 << 5 << SQLITE_READONLY << false;
}

void TestJournalFaults::ioErrorIsFinalUntilReopened()
{
    QFETCH(int, op);
    QFETCH(int, after);
    QFETCH(int, code);
    QFETCH(bool, torn);
    Bench b;
    b.options.vfs = "fault";
    QVERIFY(b.open());
    QVERIFY(b.fill(20));
    Ledger ledger;
    faults().arm(static_cast<Faults::Op>(op), after, code, false, torn);
    for (int i = 0; i < 100 && ledger.refused.empty(); ++i)
        pour(b, 3, ledger);
    QCOMPARE(faults().struck.load(), 1);
    QCOMPARE(ledger.refused.front().code, QStringLiteral("journal.failed"));
    QCOMPARE(b.journal->state().mode, JournalMode::Failed);
    // The disk is well again, and still nothing is accepted: what it forgot, it does not say.
    const size_t acknowledged = ledger.acknowledged.size();
    pour(b, 5, ledger);
    QCOMPARE(ledger.acknowledged.size(), acknowledged);
    b.close();
    QVERIFY(b.open());
    QCOMPARE(b.journal->state().mode, JournalMode::Open);
    QCOMPARE(missing(b, ledger), QString());
    QVERIFY(b.append(line(QStringLiteral("after"))).ok());
}

/// The guard is ours: SQLite itself goes on after a failed sync, so the injection is no empty threat.
void TestJournalFaults::controlSqliteCarriesOnAfterAnError()
{
    QTemporaryDir dir;
    auto db = Database::open(dir.filePath(QStringLiteral("a.db")), Database::Access::ReadWrite, "fault");
    QVERIFY(db.ok());
    QD_VERIFY(db.value()->makeDurable());
    QCOMPARE(db.value()->run("CREATE TABLE t(x)"), SQLITE_OK);
    faults().arm(Faults::Op::Sync, 0, SQLITE_IOERR_FSYNC, false);
    QVERIFY(db.value()->run("INSERT INTO t VALUES(1)") != SQLITE_OK);
    QCOMPARE(faults().struck.load(), 1);
    QCOMPARE(db.value()->run("INSERT INTO t VALUES(2)"), SQLITE_OK);
    QCOMPARE(db.value()->number("SELECT count(*) FROM t WHERE x = 1"), 0);
}

void TestJournalFaults::fullDiskRefusesAndResumes_data()
{
    QTest::addColumn<int>("after");
    for (const int after : {0, 1, 2, 5, 9, 14})
        QTest::addRow("write %d", after) << after;
}

void TestJournalFaults::fullDiskRefusesAndResumes()
{
    QFETCH(int, after);
    Bench b;
    b.options.vfs = "fault";
    QVERIFY(b.open());
    QVERIFY(b.fill(20));
    Ledger ledger;
    faults().arm(Faults::Op::Write, after, SQLITE_FULL, true);
    for (int i = 0; i < 100 && ledger.refused.empty(); ++i)
        pour(b, 3, ledger);
    QCOMPARE(ledger.refused.front().code, QStringLiteral("journal.full"));
    QCOMPARE(b.journal->state().mode, JournalMode::Full);
    pour(b, 5, ledger);
    QCOMPARE(ledger.refused.back().code, QStringLiteral("journal.full"));
    faults().armed = false;
    QVERIFY(b.inbox.runUntil([&] { return b.journal->state().mode == JournalMode::Open && b.states.size() >= 2; }));
    QCOMPARE(b.states.front().mode, JournalMode::Full);
    QCOMPARE(b.states.back(), JournalState {});
    const size_t refused = ledger.refused.size();
    pour(b, 5, ledger);
    QCOMPARE(ledger.refused.size(), refused);
    QCOMPARE(missing(b, ledger), QString());
    QVERIFY(QFile::exists(b.folder() + QStringLiteral("/ballast")));
    b.close();
    QVERIFY(b.open());
    QCOMPARE(missing(b, ledger), QString());
}

void TestJournalFaults::realFullDisk()
{
    QTemporaryDir mountPoint;
    const QByteArray at = QFile::encodeName(mountPoint.path());
    if (mount("tmpfs", at.constData(), "tmpfs", 0, "size=8m,mode=0700") != 0)
        QSKIP("a small tmpfs can only be mounted as root");
    {
        Bench b;
        b.options.folder = mountPoint.path() + QStringLiteral("/data");
        QVERIFY(b.open());
        Ledger ledger;
        const QString text(4000, QLatin1Char('t'));
        for (int i = 0; i < 5000 && ledger.refused.empty(); ++i) {
            b.journal->append(line(text + QString::number(i)), [&](Result<StoredEntry> r) {
                ++ledger.answered;
                r ? ledger.acknowledged.push_back(std::move(r).value()) : ledger.refused.push_back(r.error());
            });
            QVERIFY(b.inbox.runUntil([&] { return ledger.answered == i + 1; }));
        }
        QVERIFY(!ledger.refused.empty());
        QCOMPARE(ledger.refused.front().code, QStringLiteral("journal.full"));
        QVERIFY(ledger.acknowledged.size() > 100);
        // Room again: by itself.
        QCOMPARE(mount("tmpfs", at.constData(), "tmpfs", MS_REMOUNT, "size=32m"), 0);
        QVERIFY(b.inbox.runUntil([&] { return b.journal->state().mode == JournalMode::Open; }));
        pour(b, 10, ledger);
        QCOMPARE(missing(b, ledger), QString());
        b.close();
        QVERIFY(b.open());
        QCOMPARE(b.journal->state().mode, JournalMode::Open);
        QCOMPARE(missing(b, ledger), QString());
    }
    umount2(at.constData(), MNT_DETACH);
}

/// Entries that were decided upon refused ones must not slip in when the disk recovers in between.
void TestJournalFaults::appendsMadeBeforeTheNewsAreRefused()
{
    Bench b;
    b.options.vfs = "fault";
    QVERIFY(b.open());
    QVERIFY(b.fill(5));
    const Head before = b.journal->head();
    faults().arm(Faults::Op::Write, 0, SQLITE_FULL, false); // once: the disk is well right after
    Ledger ledger;
    const auto answer = [&](const Result<StoredEntry>& r) {
        ++ledger.answered;
        r ? ledger.acknowledged.push_back(*r) : ledger.refused.push_back(r.error());
    };
    b.journal->append(line(QStringLiteral("fails")), answer);
    // Not told yet: no closure is run until the journal has resumed.
    QTRY_COMPARE(b.journal->state().mode, JournalMode::Full);
    QTRY_COMPARE(b.journal->state().mode, JournalMode::Open);
    b.journal->append(line(QStringLiteral("built on what failed")), answer);
    b.journal->append(line(QStringLiteral("built on that")), answer);
    QTRY_COMPARE(b.journal->pending(), size_t(0));
    QVERIFY(b.inbox.runUntil([&] { return ledger.answered == 3; }));
    QCOMPARE(ledger.refused.size(), size_t(3));
    QCOMPARE(b.journal->head(), before);
    QVERIFY(b.append(line(QStringLiteral("decided anew"))).ok());
    QCOMPARE(b.journal->head().seq, before.seq + 1);
}

void TestJournalFaults::damagedWitnessSlotLeavesTheOther()
{
    Bench b;
    QVERIFY(b.open());
    for (int i = 0; i < 5; ++i)
        QVERIFY(b.append(line(QStringLiteral("x"))).ok());
    b.close();
    const JournalFiles files {b.folder()};
    const auto newest = HeadWitness::read(files.witness());
    QCOMPARE(newest->head.seq, Seq(5));
    for (const qint64 at : {0, 4096}) {
        QFile file(files.witness());
        QVERIFY(file.open(QIODevice::ReadWrite));
        file.seek(at + 30);
        const QByteArray was = file.peek(1);
        file.write(QByteArray(1, static_cast<char>(was[0] ^ 1)));
        file.close();
        const auto left = HeadWitness::read(files.witness());
        QVERIFY(left.has_value());
        QVERIFY(left->head.seq >= 4);
        QVERIFY(file.open(QIODevice::ReadWrite));
        file.seek(at + 30);
        file.write(was);
        file.close();
    }
    QCOMPARE(HeadWitness::read(files.witness()), newest);
}

QTEST_GUILESS_MAIN(TestJournalFaults)
#include "tst_journalfaults.moc"
