// SPDX-License-Identifier: GPL-3.0-or-later
// Disks that change what they hold (R-7, sampled) and people who do (T-1, sampled), with the second
// implementation of the check beside ours.
#include "app/storage/journalopen.h"
#include "app/storage/journalreader.h"
#include "app/storage/verify.h"
#include "tests/app/storage/support.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRandomGenerator>

#include <sqlite3.h>

using namespace quarterdeck;

namespace {

QByteArray contentOf(const QString& name)
{
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void setContent(const QString& name, const QByteArray& bytes)
{
    QFile file(name);
    if (file.open(QIODevice::WriteOnly))
        file.write(bytes);
}

void copyFolder(const QString& from, const QString& to)
{
    QDir(to).removeRecursively();
    QDir().mkpath(to);
    for (const auto& name : QDir(from).entryList(QDir::Files))
        QFile::copy(from + QLatin1Char('/') + name, to + QLatin1Char('/') + name);
}

/// What a reader gets to see, however it is stored; empty when it cannot be read.
std::vector<StoredEntry> entriesOf(const QString& folder)
{
    const auto reader = JournalReader::open(folder);
    if (!reader)
        return {};
    const auto entries = reader.value()->read(1, 1'000'000);
    return entries ? *entries : std::vector<StoredEntry>();
}

bool noticedAtOpen(const QString& folder)
{
    JournalOptions options;
    options.folder = folder;
    options.ballastBytes = 4096;
    const auto journal = SqliteJournal::open(options);
    return !journal || journal.value()->state().mode != JournalMode::Open;
}

QJsonObject secondOpinion(const QString& folder)
{
    QProcess python;
    python.start(QStringLiteral("/usr/bin/python3"), {QStringLiteral(QD_SOURCE_DIR "/tests/tools/verify.py"), folder});
    python.waitForFinished(60'000);
    return QJsonDocument::fromJson(python.readAllStandardOutput()).object();
}

/// Somebody with a database shell and no scruples.
struct Shell {
    std::unique_ptr<Database> db;

    explicit Shell(const QString& folder)
    {
        db = std::move(Database::open(folder + QStringLiteral("/journal.db"), Database::Access::ReadWrite)).value();
        run("DROP TRIGGER entries_stay; DROP TRIGGER entries_stand; DROP TRIGGER entries_once");
    }

    bool run(const QString& sql) { return db->run(sql.toUtf8().constData()) == SQLITE_OK; }
    bool run(const char* sql) { return db->run(sql) == SQLITE_OK; }

    bool put(const StoredEntry& e)
    {
        return run(QStringLiteral("DELETE FROM entries WHERE seq=%1; DELETE FROM parts WHERE seq=%1").arg(e.seq))
            && run(QStringLiteral("INSERT INTO entries VALUES(%1,x'%2',x'%3',x'%4')")
                       .arg(e.seq)
                       .arg(QString::fromLatin1(e.previous.toHex()), QString::fromLatin1(e.hash.toHex()),
                           QString::fromLatin1(e.body.toHex())))
            && (e.part.isEmpty()
                || run(QStringLiteral("INSERT INTO parts VALUES(%1,x'%2',x'%3')")
                           .arg(e.seq)
                           .arg(QString::fromLatin1(e.salt.toHex()), QString::fromLatin1(e.part.toHex()))));
    }
};

StoredEntry forged(Seq seq, const QByteArray& previous, const char* text)
{
    return encodeEntry(line(QString::fromLatin1(text)), seq, previous, QByteArray(saltSize, 's'));
}

} // namespace

class TestJournalDamage : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void honestJournalsRaiseNoAlarm();
    void flippedBits_data();
    void flippedBits();
    void cutWal();
    void controlSqliteIsSilent();
    void tampering_data();
    void tampering();
    void verifyStopsWhenAsked();

private:
    void mutate(const QString& name, const QByteArray& bytes, int& changed, int& silent, int& noticed);

    QTemporaryDir m_dir;
    QString m_closed; ///< a journal that was closed well
    QString m_killed; ///< one whose relay died: its last entries are in the WAL only
    QString m_work;
    std::vector<StoredEntry> m_entries;
    std::vector<StoredEntry> m_killedEntries;
    Head m_middle; ///< a head that a console remembers
};

void TestJournalDamage::initTestCase()
{
    m_closed = m_dir.filePath(QStringLiteral("closed"));
    m_killed = m_dir.filePath(QStringLiteral("killed"));
    m_work = m_dir.filePath(QStringLiteral("work"));
    Bench b;
    QVERIFY(b.open());
    QVERIFY(b.fill(700));
    PartRedacted fact;
    fact.seq = 50;
    fact.reason = QStringLiteral("a name");
    QVERIFY(b.append({1, QStringLiteral("ada"), {}, {fact}}).ok());
    QVERIFY(b.fill(100));
    b.close();
    copyFolder(b.folder(), m_closed);
    m_entries = entriesOf(m_closed);
    QCOMPARE(m_entries.size(), size_t(802));
    m_middle = {m_entries[399].seq, m_entries[399].hash};
    // Reopened and copied while it runs, at rest: as after kill -9.
    QVERIFY(b.open());
    QVERIFY(b.fill(200));
    QVERIFY(b.journal->pending() == 0);
    copyFolder(b.folder(), m_killed);
    QFile::remove(m_killed + QStringLiteral("/journal.db-shm"));
    b.close();
    QVERIFY(QFile(m_killed + QStringLiteral("/journal.db-wal")).size() > 0);
    copyFolder(m_killed, m_work);
    m_killedEntries = entriesOf(m_work);
    QCOMPARE(m_killedEntries.size(), size_t(1002));
}

void TestJournalDamage::honestJournalsRaiseNoAlarm()
{
    for (const auto& folder : {m_closed, m_killed}) {
        copyFolder(folder, m_work);
        const auto report = verifyJournal(m_work);
        QVERIFY(report.ok());
        QVERIFY2(report->ok, qPrintable(report->sentence));
        QVERIFY(report->headsChecked >= 10);
        QCOMPARE(report->redactions, quint64(1));
        const auto second = secondOpinion(m_work);
        QVERIFY2(second.value(QStringLiteral("ok")).toBool(), QJsonDocument(second).toJson().constData());
        QCOMPARE(second.value(QStringLiteral("entries")).toInt(), static_cast<int>(report->entries));
        QCOMPARE(second.value(QStringLiteral("heads")).toInt(), static_cast<int>(report->headsChecked));
        QVERIFY(!noticedAtOpen(m_work));
    }
}

void TestJournalDamage::mutate(const QString& name, const QByteArray& bytes, int& changed, int& silent, int& noticed)
{
    const auto& honest = m_killedEntries;
    copyFolder(m_killed, m_work);
    setContent(m_work + QLatin1Char('/') + name, bytes);
    const auto report = verifyJournal(m_work);
    const bool byVerify = !report || !report->ok;
    const bool differs = entriesOf(m_work) != honest;
    const bool atOpen = noticedAtOpen(m_work);
    changed += differs ? 1 : 0;
    noticed += byVerify || atOpen ? 1 : 0;
    if (differs && !(byVerify && atOpen))
        ++silent;
}

void TestJournalDamage::flippedBits_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<int>("count");
    QTest::newRow("database") << QStringLiteral("journal.db") << 150;
    QTest::newRow("wal") << QStringLiteral("journal.db-wal") << 150;
    QTest::newRow("witness") << QStringLiteral("witness") << 60;
}

/// Each flip that changes or drops an entry must be noticed at open and by verify: the journal has no
/// snapshot, so opening it checks all of it.
void TestJournalDamage::flippedBits()
{
    QFETCH(QString, file);
    QFETCH(int, count);
    const QByteArray honest = contentOf(m_killed + QLatin1Char('/') + file);
    QRandomGenerator random(7);
    int changed = 0;
    int silent = 0;
    int noticed = 0;
    for (int i = 0; i < count; ++i) {
        QByteArray bytes = honest;
        const qsizetype limit = file == QStringLiteral("witness") ? 96 : bytes.size();
        qsizetype at = random.bounded(limit);
        if (file == QStringLiteral("witness") && i % 2 == 0)
            at += 4096;
        bytes[at] = static_cast<char>(bytes[at] ^ (1 << random.bounded(8)));
        mutate(file, bytes, changed, silent, noticed);
    }
    qInfo("%s: %d flips, %d changed or dropped an entry, %d noticed, %d silent", qPrintable(file), count, changed,
        noticed, silent);
    QCOMPARE(silent, 0);
    if (file != QStringLiteral("witness"))
        QVERIFY(changed > count / 4); // or the test would show nothing
}

void TestJournalDamage::cutWal()
{
    const QString file = QStringLiteral("journal.db-wal");
    const QByteArray honest = contentOf(m_killed + QLatin1Char('/') + file);
    int changed = 0;
    int silent = 0;
    int noticed = 0;
    int cuts = 0;
    constexpr qsizetype k_frame = 4096 + 24;
    for (qsizetype at = 32; at < honest.size(); at += k_frame, ++cuts)
        mutate(file, honest.first(at), changed, silent, noticed);
    qInfo("wal: %d cuts, %d changed or dropped an entry, %d noticed, %d silent", cuts, changed, noticed, silent);
    QCOMPARE(silent, 0);
    QVERIFY(changed > 0);
}

/// Without witness and chain nobody would know: SQLite calls the same files good.
void TestJournalDamage::controlSqliteIsSilent()
{
    copyFolder(m_killed, m_work);
    const QString file = m_work + QStringLiteral("/journal.db-wal");
    QByteArray bytes = contentOf(file);
    bytes[bytes.size() / 3] = static_cast<char>(bytes[bytes.size() / 3] ^ 4);
    setContent(file, bytes);
    const auto db = Database::open(m_work + QStringLiteral("/journal.db"), Database::Access::ReadOnly);
    QVERIFY(db.ok());
    auto s = db.value()->prepare("PRAGMA integrity_check");
    QVERIFY(s && s->step() == SQLITE_ROW);
    QCOMPARE(s->text(0), QStringLiteral("ok"));
    QVERIFY(db.value()->number("SELECT count(*) FROM entries") < 1002);
}

void TestJournalDamage::tampering_data()
{
    QTest::addColumn<int>("what");
    QTest::addColumn<Seq>("at");
    QTest::addColumn<Seq>("firstBad");
    QTest::addColumn<Seq>("upTo");
    const char* names[] = {"edit the body", "edit and rehash", "edit the text", "delete one", "delete one, close up",
        "insert one", "swap two", "delete the text", "cut the tail", "rewrite from there on",
        "another journal's entry", "another journal's entry, in place", "forge a signed head", "drop the signed heads",
        "insert and rewrite"};
    for (int what = 0; what < 15; ++what)
        for (const Seq at : {2, 65, 700}) {
            Seq first = at;
            Seq upTo = at;
            if (what == 9 || what == 14) // only a signed head can tell, and stands for up to 127 entries
                first = 0;
            if (what == 13)
                first = 1;
            QTest::addRow("%s at %d", names[what], static_cast<int>(at)) << what << at << first << upTo;
        }
}

void TestJournalDamage::tampering()
{
    QFETCH(int, what);
    QFETCH(Seq, at);
    QFETCH(Seq, firstBad);
    copyFolder(m_closed, m_work);
    StoredEntry e = m_entries[at - 1];
    const StoredEntry& before = m_entries[at - 2];
    {
        Shell shell(m_work);
        const auto shift = [&](Seq from, int by) {
            // Away first: neighbours would collide on the way.
            for (const char* table : {"entries", "parts", "redactions"})
                if (!shell.run(QStringLiteral("UPDATE %1 SET seq=-seq-(%3) WHERE seq>=%2; UPDATE %1 SET seq=-seq WHERE "
                                              "seq<0")
                                   .arg(QLatin1String(table))
                                   .arg(from)
                                   .arg(by)))
                    return false;
            return true;
        };
        bool done = false;
        switch (what) {
        case 0:
            e.body[5] = static_cast<char>(e.body[5] ^ 1);
            done = shell.put(e);
            break;
        case 1:
            e.body[5] = static_cast<char>(e.body[5] ^ 1);
            e.hash = entryHash(e.seq, e.previous, e.body);
            done = shell.put(e);
            break;
        case 2:
            e.part[e.part.size() - 1] = static_cast<char>(e.part[e.part.size() - 1] ^ 1);
            done = shell.put(e);
            break;
        case 3:
            done = shell.run(QStringLiteral("DELETE FROM entries WHERE seq=%1").arg(at));
            break;
        case 4:
            done = shell.run(QStringLiteral("DELETE FROM entries WHERE seq=%1; DELETE FROM parts WHERE seq=%1").arg(at))
                && shift(at + 1, -1);
            break;
        case 5:
            done = shift(at, 1) && shell.put(forged(at, before.hash, "inserted"));
            break;
        case 6: {
            StoredEntry other = m_entries[at + 6];
            std::swap(e.seq, other.seq);
            done = shell.put(e) && shell.put(other);
            break;
        }
        case 7:
            done = shell.run(QStringLiteral("DELETE FROM parts WHERE seq=%1; INSERT INTO redactions VALUES(%1, 1)").arg(at));
            break;
        case 8:
            done = shell.run(QStringLiteral("DELETE FROM entries WHERE seq>=%1; DELETE FROM parts WHERE seq>=%1").arg(at));
            break;
        case 9:
        case 14: {
            if (what == 14)
                done = shift(at, 1);
            StoredEntry link = forged(at, before.hash, "rewritten");
            done = shell.put(link);
            for (Seq s = at + 1; done && s <= m_entries.size() + (what == 14 ? 1 : 0); ++s) {
                StoredEntry next = m_entries[s - (what == 14 ? 2 : 1)];
                next.seq = s;
                next.previous = link.hash;
                next.hash = entryHash(next.seq, next.previous, next.body);
                done = shell.put(next);
                link = next;
            }
            break;
        }
        case 10:
            done = shell.put(forged(at, QByteArray(hashSize, 'o'), "from elsewhere"));
            break;
        case 11:
            done = shell.put(forged(at, before.hash, "from elsewhere"));
            break;
        case 12: {
            const auto key = HeadKey::open(m_dir.filePath(QStringLiteral("forger.key")), true);
            const SignedHead head = key->sign({at, e.hash}, 1);
            done = shell.run(QStringLiteral("INSERT OR REPLACE INTO heads VALUES(%1,x'%2',x'%3',1)")
                                 .arg(at)
                                 .arg(QString::fromLatin1(head.head.hash.toHex()),
                                     QString::fromLatin1(head.signature.toHex())));
            break;
        }
        case 13:
            done = shell.run("DELETE FROM heads");
            break;
        default:
            break;
        }
        QVERIFY(done);
    }
    VerifyOptions options;
    const auto report = verifyJournal(m_work, options);
    QVERIFY(report.ok());
    QVERIFY(!report->ok);
    if (firstBad != 0) {
        QVERIFY2(report->firstBad == firstBad, qPrintable(QString::number(report->firstBad) + report->sentence));
    } else {
        QVERIFY2(report->firstBad <= at && at <= report->badUpTo && report->badUpTo - report->firstBad <= 127,
            qPrintable(report->sentence));
    }
    const auto second = secondOpinion(m_work);
    QCOMPARE(second.value(QStringLiteral("ok")).toBool(true), false);
    QVERIFY2(second.value(QStringLiteral("firstBad")).toInt() == static_cast<int>(report->firstBad),
        qPrintable(second.value(QStringLiteral("sentence")).toString() + QStringLiteral(" / ") + report->sentence));
}

void TestJournalDamage::verifyStopsWhenAsked()
{
    copyFolder(m_closed, m_work);
    std::atomic<bool> cancel {false};
    const auto report = verifyJournal(
        m_work, {}, [&](Seq done, Seq) { cancel = done >= 200; }, &cancel);
    QVERIFY(report->cancelled && !report->ok);
    QVERIFY(report->entries < 802);
    // A whole journal that lacks what a console remembers: cut with everything of it, or swapped.
    VerifyOptions options;
    options.knownHeads = {m_middle};
    QVERIFY(verifyJournal(m_work, options)->ok);
    options.knownHeads = {{900, m_middle.hash}};
    QCOMPARE(verifyJournal(m_work, options)->firstBad, Seq(803));
    options.knownHeads = {{400, QByteArray(hashSize, 'x')}};
    QVERIFY(!verifyJournal(m_work, options)->ok);
    options.knownHeads.clear();
    options.publicKey = QByteArray(32, 'k');
    QCOMPARE(verifyJournal(m_work, options)->firstBad, Seq(1));
}

QTEST_GUILESS_MAIN(TestJournalDamage)
#include "tst_journaldamage.moc"
