// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/storage/journalreader.h"
#include "app/storage/sqlite.h"
#include "app/storage/verify.h"
#include "tests/app/storage/support.h"

#include <QDir>
#include <QFile>
#include <QProcess>

#include <unistd.h>

using namespace quarterdeck;

class TestSqliteJournal : public QObject {
    Q_OBJECT

private slots:
    void keepsEntriesOverReopen();
    void holdsItsSettings();
    void keepsASecondProgramOut();
    void refusesANewerFormatUntouched();
    void refusesAnotherProgramsDatabase();
    void refusesWithoutItsKey();
    void signsHeads();
    void redactionLeavesNoTextAnywhere();
    void redactionByFactIsOneTransaction();
    void keepsTheLastTwoSnapshots();
    void refusesForeignSnapshots();
    void readersReadWhileItWrites();
    void readsACopyThatCannotBeWritten();
    void triggersGuardEntries();
    void meta();
};

void TestSqliteJournal::keepsEntriesOverReopen()
{
    Bench b;
    QVERIFY(b.open());
    QVERIFY(b.fill(200));
    const Head head = b.journal->head();
    QCOMPARE(head.seq, Seq(201));
    const auto before = b.journal->read(1, 1000);
    b.close();
    QVERIFY(b.open());
    QCOMPARE(b.journal->state().mode, JournalMode::Open);
    QCOMPARE(b.journal->head(), head);
    const auto after = b.journal->read(1, 1000);
    QVERIFY(before.ok() && after.ok());
    QCOMPARE(*after, *before);
    QVERIFY(b.append(line(QStringLiteral("again"))).ok());
    QCOMPARE(b.journal->head().seq, Seq(202));
}

void TestSqliteJournal::holdsItsSettings()
{
    QTemporaryDir dir;
    auto db = Database::open(dir.filePath(QStringLiteral("a.db")), Database::Access::ReadWrite);
    QVERIFY(db.ok());
    QD_VERIFY(db.value()->makeDurable());
    QCOMPARE(db.value()->number("PRAGMA synchronous"), 2);
    QCOMPARE(db.value()->number("PRAGMA cell_size_check"), 1);
    QCOMPARE(db.value()->number("PRAGMA trusted_schema", 1), 0);
    QCOMPARE(db.value()->number("PRAGMA wal_autocheckpoint", -1), 0);
    // A database in memory cannot have a WAL: refused, not shrugged off.
    auto memory = Database::open(QStringLiteral(":memory:"), Database::Access::ReadWrite);
    QVERIFY(memory.ok());
    QCOMPARE(memory.value()->makeDurable().error().code, QStringLiteral("journal.not-durable"));
}

void TestSqliteJournal::keepsASecondProgramOut()
{
    Bench b;
    QVERIFY(b.open());
    const auto second = SqliteJournal::open(b.options);
    QVERIFY(!second.ok());
    QCOMPARE(second.error().code, QStringLiteral("journal.locked"));
    QVERIFY2(second.error().sentence.contains(QString::number(QCoreApplication::applicationPid())),
        qPrintable(second.error().sentence));
    b.close();
    QVERIFY(b.open());
}

void TestSqliteJournal::refusesANewerFormatUntouched()
{
    Bench b;
    QVERIFY(b.open());
    QVERIFY(b.fill(3));
    b.close();
    {
        auto db = Database::open(b.database(), Database::Access::ReadWrite);
        QCOMPARE(db.value()->run("PRAGMA user_version=2"), 0);
    }
    const auto content = [&] {
        QFile file(b.database());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    const QByteArray before = content();
    QVERIFY(!b.open());
    QCOMPARE(b.lastError.code, QStringLiteral("journal.newer"));
    QVERIFY(!before.isEmpty());
    QCOMPARE(content(), before);
}

void TestSqliteJournal::refusesAnotherProgramsDatabase()
{
    Bench b;
    QDir().mkpath(b.folder());
    {
        auto db = Database::open(b.database(), Database::Access::ReadWrite);
        QCOMPARE(db.value()->run("PRAGMA application_id=7; CREATE TABLE theirs(x)"), 0);
    }
    QVERIFY(!b.open());
    QCOMPARE(b.lastError.code, QStringLiteral("journal.unreadable"));
    QFile::remove(b.database());
    QFile file(b.database());
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(8192, 'x'));
    file.close();
    QVERIFY(!b.open());
    QCOMPARE(b.lastError.code, QStringLiteral("journal.damaged"));
}

void TestSqliteJournal::refusesWithoutItsKey()
{
    Bench b;
    QVERIFY(b.open());
    QVERIFY(b.fill(1));
    b.close();
    const QString key = b.folder() + QStringLiteral("/head.key");
    for (const auto& name : {key, b.database()})
        QCOMPARE(QFile(name).permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    QVERIFY(QFile::rename(key, key + QStringLiteral(".away")));
    QVERIFY(!b.open());
    QCOMPARE(b.lastError.code, QStringLiteral("journal.no-key"));
    QFile other(key);
    QVERIFY(other.open(QIODevice::WriteOnly));
    other.write(QByteArray(32, 'k'));
    other.close();
    QVERIFY(!b.open());
    QCOMPARE(b.lastError.code, QStringLiteral("journal.wrong-key"));
}

void TestSqliteJournal::signsHeads()
{
    Bench b;
    QVERIFY(b.open());
    QVERIFY(b.fill(300));
    const QByteArray key = b.journal->publicKey();
    b.close();
    QVERIFY(b.signedHeads.size() >= 3);
    for (const auto& head : b.signedHeads)
        QVERIFY(verifyHead(key, head));
    QVERIFY(b.open());
    const auto latest = b.journal->latestHead();
    QVERIFY(latest.has_value());
    QCOMPARE(latest->head, b.journal->head()); // signed at the end, too
    auto forged = *latest;
    forged.head.seq -= 1;
    QVERIFY(!verifyHead(key, forged));
    forged = *latest;
    forged.at += 1;
    QVERIFY(!verifyHead(key, forged));
}

void TestSqliteJournal::redactionLeavesNoTextAnywhere()
{
    Bench b;
    QVERIFY(b.open());
    QVERIFY(b.fill(3));
    const QString secret = QStringLiteral("the password is swordfish-77");
    const auto entry = b.append(line(secret));
    QVERIFY(entry.ok());
    QD_VERIFY(b.wait([&](auto done) { b.journal->saveSnapshot(b.journal->head(), [&] { return secret.toUtf8(); }, done); }));
    QVERIFY(b.journal->loadSnapshot().has_value());
    QD_VERIFY(b.journal->redact(entry->seq));
    QVERIFY(!b.journal->loadSnapshot().has_value());
    const auto read = b.journal->read(entry->seq, 1);
    QVERIFY(read.ok() && read->front().redacted && read->front().part.isEmpty());
    QD_VERIFY(checkEntry(read->front(), entry->seq, read->front().previous));
    QCOMPARE(b.journal->redact(99).error().code, QStringLiteral("journal.no-such-entry"));
    b.close();
    for (const auto& name : QDir(b.folder()).entryList(QDir::Files)) {
        QFile file(b.folder() + QLatin1Char('/') + name);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY2(!file.readAll().contains("swordfish-77"), qPrintable(name));
    }
    // Deleted without an entry that says so: verify names it.
    const auto report = verifyJournal(b.folder());
    QVERIFY(report.ok());
    QVERIFY(!report->ok);
    QCOMPARE(report->firstBad, entry->seq);
}

void TestSqliteJournal::redactionByFactIsOneTransaction()
{
    Bench b;
    QVERIFY(b.open());
    QVERIFY(b.fill(5));
    PartRedacted fact;
    fact.seq = 3;
    fact.reason = QStringLiteral("a name");
    QVERIFY(b.append({1, QStringLiteral("ada"), {}, {fact}}).ok());
    QVERIFY(b.journal->read(3, 1)->front().redacted);
    const auto report = verifyJournal(b.folder());
    QVERIFY(report.ok());
    QVERIFY2(report->ok, qPrintable(report->sentence));
    QCOMPARE(report->redactions, quint64(1));
}

void TestSqliteJournal::keepsTheLastTwoSnapshots()
{
    Bench b;
    QVERIFY(b.open());
    QVERIFY(b.fill(1));
    for (int i = 0; i < 4; ++i) {
        QVERIFY(b.fill(2));
        QD_VERIFY(b.wait([&](auto done) {
            b.journal->saveSnapshot(b.journal->head(), [i] { return QByteArray::number(i); }, done);
        }));
    }
    QCOMPARE(snapshotFiles(b.folder()).size(), size_t(2));
    QCOMPARE(b.journal->loadSnapshot()->bytes, QByteArray("3"));
    QFile newest(QStringLiteral("%1/snapshot-%2").arg(b.folder()).arg(b.journal->head().seq));
    QVERIFY(newest.open(QIODevice::ReadWrite));
    newest.seek(newest.size() - 1);
    newest.write("X");
    newest.close();
    QCOMPARE(b.journal->loadSnapshot()->bytes, QByteArray("2"));
    b.close();
    QVERIFY(b.open());
    QCOMPARE(b.journal->loadSnapshot()->bytes, QByteArray("2"));
}

void TestSqliteJournal::refusesForeignSnapshots()
{
    Bench b;
    QVERIFY(b.open());
    QVERIFY(b.fill(3));
    QD_VERIFY(writeSnapshotFile(b.folder(), {{2, QByteArray(32, 'h')}, "elsewhere"}));
    QD_VERIFY(writeSnapshotFile(b.folder(), {{9, QByteArray(32, 'h')}, "future"}));
    QVERIFY(!b.journal->loadSnapshot().has_value());
}

void TestSqliteJournal::readersReadWhileItWrites()
{
    Bench b;
    QVERIFY(b.open());
    QVERIFY(b.fill(1));
    std::atomic<bool> stop {false};
    std::atomic<int> broken {0};
    std::vector<std::thread> readers;
    for (int i = 0; i < 2; ++i)
        readers.emplace_back([&] {
            while (!stop) {
                // Opens and closes a reader each time: none of them may checkpoint or disturb.
                const auto reader = JournalReader::open(b.folder());
                const auto entries = reader ? reader.value()->read(1, 5000) : Result<std::vector<StoredEntry>>(reader.error());
                if (!entries || entries->empty()) {
                    ++broken;
                    continue;
                }
                QByteArray previous = zeroHash();
                Seq seq = 0;
                for (const auto& e : *entries) {
                    if (!checkEntry(e, ++seq, previous).ok())
                        ++broken;
                    previous = e.hash;
                }
            }
        });
    for (int i = 0; i < 40; ++i)
        QVERIFY(b.fill(50));
    stop = true;
    for (auto& r : readers)
        r.join();
    QCOMPARE(broken.load(), 0);
    const auto report = verifyJournal(b.folder());
    QVERIFY2(report->ok, qPrintable(report->sentence));
    QCOMPARE(report->entries, Seq(2002));
}

void TestSqliteJournal::readsACopyThatCannotBeWritten()
{
    if (getuid() != 0)
        QSKIP("only root can be somebody else");
    Bench b;
    QVERIFY(b.open());
    QVERIFY(b.fill(20));
    b.close();
    QVERIFY(QFile::setPermissions(b.database(), QFile::ReadOwner | QFile::ReadGroup | QFile::ReadOther));
    const auto search = QFile::ExeOwner | QFile::ExeGroup | QFile::ExeOther | QFile::ReadOwner | QFile::ReadOther;
    QVERIFY(QFile::setPermissions(b.folder(), search) && QFile::setPermissions(b.dir.path(), search));
    QProcess nobody;
    nobody.setChildProcessModifier([] {
        if (setgid(65534) != 0 || setuid(65534) != 0)
            _exit(9);
    });
    nobody.start(QStringLiteral(QD_BIN_DIR "/journal_writer"), {QStringLiteral("read"), b.folder()});
    QVERIFY(nobody.waitForFinished());
    QCOMPARE(nobody.readAllStandardOutput(), QByteArray("21\n"));
    QVERIFY(QFile::setPermissions(b.dir.path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
}

void TestSqliteJournal::triggersGuardEntries()
{
    Bench b;
    QVERIFY(b.open());
    QVERIFY(b.fill(2));
    b.close();
    auto db = Database::open(b.database(), Database::Access::ReadWrite);
    QVERIFY(db.value()->run("DELETE FROM entries WHERE seq=1") != 0);
    QVERIFY(db.value()->run("UPDATE entries SET body=x'00' WHERE seq=1") != 0);
    QVERIFY(db.value()->run("INSERT OR REPLACE INTO entries VALUES(1,x'',x'',x'')") != 0);
}

void TestSqliteJournal::meta()
{
    Bench b;
    QVERIFY(b.open());
    QCOMPARE(*b.journal->meta("nothing"), QByteArray());
    QD_VERIFY(b.wait([&](auto done) { b.journal->setMeta("name", QByteArray("a\0b", 3), done); }));
    QCOMPARE(*b.journal->meta("name"), QByteArray("a\0b", 3));
}

QTEST_GUILESS_MAIN(TestSqliteJournal)
#include "tst_sqlitejournal.moc"
