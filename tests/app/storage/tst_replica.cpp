// SPDX-License-Identifier: GPL-3.0-or-later
// A console's local files: its copy of the journal, and its outbox.
#include "app/storage/outbox.h"
#include "app/storage/replicastore.h"
#include "app/storage/sqlite.h"
#include "tests/app/storage/support.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRandomGenerator>

using namespace quarterdeck;

namespace {

std::unique_ptr<ReplicaStore> openReplica(const QString& folder)
{
    auto opened = ReplicaStore::open(folder);
    if (!opened)
        qWarning("%s", qPrintable(opened.error().sentence));
    return opened ? std::move(opened).value() : nullptr;
}

std::unique_ptr<Outbox> openOutbox(const QString& folder)
{
    auto opened = Outbox::open(folder);
    if (!opened)
        qWarning("%s", qPrintable(opened.error().sentence));
    return opened ? std::move(opened).value() : nullptr;
}

void flip(const QString& name, qint64 at)
{
    QFile file(name);
    if (!file.open(QIODevice::ReadWrite))
        return;
    file.seek(at);
    const QByteArray was = file.peek(1);
    file.write(QByteArray(1, static_cast<char>(was[0] ^ 0x10)));
}

} // namespace

class TestReplica : public QObject {
    Q_OBJECT

private slots:
    void init();
    void keepsWhatItWasSent();
    void refusesGapsAndForgeries();
    void redactsByEntry();
    void noticesARelayThatWasRolledBack();
    void noticesAnotherHistory();
    void refusesForeignSignatures();
    void startsOverAndKeepsTheOldCopy();
    void rebuildsADamagedCopy();
    void survivesEveryFlip();
    void outboxKeepsOrderAndRefusals();
    void outboxSurvivesKill();
    void outboxKeepsASecondConsoleOut();
    void outboxSendsNothingDamaged();

private:
    std::vector<StoredEntry> m_entries;
    std::vector<SignedHead> m_heads;
    QByteArray m_key;
    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<ReplicaStore> m_replica;
};

void TestReplica::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    if (m_entries.empty()) {
        Bench b;
        QVERIFY(b.open());
        for (int i = 0; i < 10; ++i)
            QVERIFY(b.fill(30));
        m_key = b.journal->publicKey();
        m_entries = *b.journal->read(1, 1000);
        b.close();
        m_heads = b.signedHeads;
        QVERIFY(m_heads.size() >= 3);
    }
    m_replica = openReplica(m_dir->path());
    QVERIFY(m_replica);
}

void TestReplica::keepsWhatItWasSent()
{
    QVERIFY(m_replica->problem().isEmpty());
    const std::vector<StoredEntry> first(m_entries.begin(), m_entries.begin() + 100);
    const std::vector<StoredEntry> overlapping(m_entries.begin() + 90, m_entries.end());
    QD_VERIFY(m_replica->append(first));
    QD_VERIFY(m_replica->append(overlapping));
    QD_VERIFY(m_replica->append({}));
    QD_VERIFY(m_replica->sawHead(m_heads.back(), m_key));
    QD_VERIFY(m_replica->setMeta("journalId", "abc"));
    m_replica.reset();
    m_replica = openReplica(m_dir->path());
    QCOMPARE(*m_replica->read(1, 1000), m_entries);
    QCOMPARE(m_replica->head().hash, m_entries.back().hash);
    QCOMPARE(m_replica->lastSeenHead(), std::optional(m_heads.back()));
    QCOMPARE(m_replica->meta("journalId"), QByteArray("abc"));
}

void TestReplica::refusesGapsAndForgeries()
{
    QCOMPARE(m_replica->append({m_entries[1]}).error().code, QStringLiteral("journal.broken-chain"));
    auto forged = m_entries[0];
    forged.body[5] = static_cast<char>(forged.body[5] ^ 1);
    QCOMPARE(m_replica->append({forged}).error().code, QStringLiteral("journal.broken-chain"));
    // All or nothing.
    QVERIFY(!m_replica->append({m_entries[0], m_entries[1], m_entries[3]}).ok());
    QCOMPARE(m_replica->head(), Head {});
    QD_VERIFY(m_replica->append({m_entries[0]}));
}

void TestReplica::redactsByEntry()
{
    QD_VERIFY(m_replica->append(m_entries));
    PartRedacted fact;
    fact.seq = 7;
    const auto redaction = encodeEntry(
        {1, QStringLiteral("ada"), {}, {fact}}, m_entries.size() + 1, m_entries.back().hash, QByteArray(saltSize, 's'));
    const QByteArray text = m_entries[6].part;
    QD_VERIFY(m_replica->append({redaction}));
    QVERIFY(m_replica->read(7, 1)->front().redacted);
    QD_VERIFY(m_replica->redact(8));
    QVERIFY(m_replica->read(8, 1)->front().part.isEmpty());
    m_replica.reset();
    for (const auto& name : QDir(m_dir->path()).entryList(QDir::Files)) {
        QFile file(m_dir->filePath(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains(m_entries[6].salt));
    }
    // A redacted entry comes without its part from the start, too.
    QTemporaryDir other;
    const auto late = openReplica(other.path());
    auto entries = m_entries;
    entries[6].part.clear();
    entries[6].salt.clear();
    entries[6].redacted = true;
    QD_VERIFY(late->append(entries));
    QVERIFY(late->read(7, 1)->front().redacted);
}

void TestReplica::noticesARelayThatWasRolledBack()
{
    QD_VERIFY(m_replica->append(m_entries));
    for (const auto& head : m_heads)
        QD_VERIFY(m_replica->sawHead(head, m_key));
    const auto older = m_replica->sawHead(m_heads.front(), m_key);
    QCOMPARE(older.error().code, QStringLiteral("replica.rollback"));
    m_replica.reset();
    m_replica = openReplica(m_dir->path()); // remembered
    QCOMPARE(m_replica->sawHead(m_heads.front(), m_key).error().code, QStringLiteral("replica.rollback"));
    // The relay went on from its older copy: its next entry follows another one than ours.
    const auto other = encodeEntry(line(QStringLiteral("after the restore")), m_entries.size(), m_entries[m_entries.size() - 2].hash,
        QByteArray(saltSize, 's'));
    QCOMPARE(m_replica->append({other}).error().code, QStringLiteral("replica.rollback"));
    const auto next = encodeEntry(line(QStringLiteral("and on")), m_entries.size() + 1, other.hash, QByteArray(saltSize, 's'));
    QCOMPARE(m_replica->append({next}).error().code, QStringLiteral("replica.rollback"));
    QCOMPARE(m_replica->head().hash, m_entries.back().hash);
}

void TestReplica::noticesAnotherHistory()
{
    // A head was seen before its entries came; then come others.
    const auto& head = m_heads[1];
    QD_VERIFY(m_replica->sawHead(head, m_key));
    const size_t at = head.head.seq - 1;
    QVERIFY(at > 0);
    QD_VERIFY(m_replica->append({m_entries.begin(), m_entries.begin() + static_cast<long>(at)}));
    const auto other = encodeEntry(
        line(QStringLiteral("another")), head.head.seq, m_entries[at - 1].hash, QByteArray(saltSize, 's'));
    QCOMPARE(m_replica->append({other}).error().code, QStringLiteral("replica.rollback"));
    QD_VERIFY(m_replica->append({m_entries[at]}));
}

void TestReplica::refusesForeignSignatures()
{
    const auto key = HeadKey::open(m_dir->filePath(QStringLiteral("other.key")), true);
    const auto foreign = key->sign(m_heads.back().head, 5);
    QCOMPARE(m_replica->sawHead(foreign, m_key).error().code, QStringLiteral("replica.bad-signature"));
    QVERIFY(!m_replica->lastSeenHead());
    QD_VERIFY(m_replica->sawHead(foreign, {}));
}

void TestReplica::startsOverAndKeepsTheOldCopy()
{
    QD_VERIFY(m_replica->append(m_entries));
    QD_VERIFY(m_replica->sawHead(m_heads.back(), m_key));
    QD_VERIFY(m_replica->startOver());
    QCOMPARE(m_replica->head(), Head {});
    QVERIFY(!m_replica->lastSeenHead());
    QD_VERIFY(m_replica->append({m_entries[0]}));
    const auto aside = QDir(m_dir->path()).entryList({QStringLiteral("replica.db.aside-*")}, QDir::Files);
    QVERIFY(!aside.isEmpty());
    const auto old = Database::open(m_dir->filePath(QStringLiteral("replica.db.aside-1")), Database::Access::ReadOnly);
    QVERIFY(old.ok());
    QCOMPARE(old.value()->number("SELECT count(*) FROM entries"), static_cast<qint64>(m_entries.size()));
}

void TestReplica::rebuildsADamagedCopy()
{
    QD_VERIFY(m_replica->append(m_entries));
    QD_VERIFY(m_replica->sawHead(m_heads.back(), m_key));
    m_replica.reset();
    QFile file(m_dir->filePath(QStringLiteral("replica.db")));
    QVERIFY(file.open(QIODevice::ReadWrite));
    file.write("no database any more");
    file.close();
    m_replica = openReplica(m_dir->path());
    QVERIFY(m_replica);
    QVERIFY(m_replica->problem().contains(QStringLiteral("aside-1")));
    QCOMPARE(m_replica->head(), Head {});
    // It has not forgotten what the relay signed.
    QCOMPARE(m_replica->sawHead(m_heads.front(), m_key).error().code, QStringLiteral("replica.rollback"));
    QD_VERIFY(m_replica->append(m_entries));
}

/// Whatever a disk does to the copy: it opens, or is rebuilt, and what it gives out fits the chain.
void TestReplica::survivesEveryFlip()
{
    QD_VERIFY(m_replica->append({m_entries.begin(), m_entries.begin() + 60}));
    m_replica.reset();
    QFile file(m_dir->filePath(QStringLiteral("replica.db")));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray honest = file.readAll();
    file.close();
    QRandomGenerator random(5);
    int rebuilt = 0;
    for (int i = 0; i < 60; ++i) {
        QTemporaryDir work;
        const QString name = work.filePath(QStringLiteral("replica.db"));
        QFile::copy(file.fileName(), name);
        flip(name, random.bounded(static_cast<int>(honest.size())));
        const auto replica = openReplica(work.path());
        QVERIFY(replica);
        rebuilt += replica->problem().isEmpty() ? 0 : 1;
        const auto entries = replica->read(1, 1000);
        QVERIFY(entries.ok());
        for (size_t k = 0; k < entries->size(); ++k)
            QCOMPARE(entries->at(k), m_entries[k]);
        // A flip may leave the copy shorter or stop it from growing; then it is fetched again.
        if (!replica->append(m_entries).ok())
            QVERIFY(replica->startOver().ok() && replica->append(m_entries).ok());
        QCOMPARE(*replica->read(1, 1000), m_entries);
    }
    QVERIFY(rebuilt > 10);
}

void TestReplica::outboxKeepsOrderAndRefusals()
{
    auto outbox = openOutbox(m_dir->path());
    const auto one = outbox->add("one", QStringLiteral("ada"), 1);
    const auto two = outbox->add("two", QStringLiteral("ada"), 2);
    const auto three = outbox->add(QByteArray("th\0ree", 6), QStringLiteral("bob"), 3);
    QVERIFY(one.ok() && two.ok() && three.ok());
    QD_VERIFY(outbox->refuse(*two, QStringLiteral("Ada already commands this incident.")));
    QD_VERIFY(outbox->remove(*one));
    QD_VERIFY(outbox->remove(99));
    outbox.reset();
    outbox = openOutbox(m_dir->path());
    const auto items = outbox->list();
    QVERIFY(items.ok());
    const std::vector<OutboxItem> wanted {
        {*two, "two", QStringLiteral("ada"), 2, QStringLiteral("Ada already commands this incident.")},
        {*three, QByteArray("th\0ree", 6), QStringLiteral("bob"), 3, {}}};
    QCOMPARE(*items, wanted);
    QD_VERIFY(outbox->remove(*three));
    QVERIFY(*outbox->add("four", QStringLiteral("ada"), 4) > *three); // ids are not used again
}

/// What was shown as saved is there after kill -9 at any moment.
void TestReplica::outboxSurvivesKill()
{
    QRandomGenerator random(11);
    quint64 saved = 0;
    for (int round = 0; round < 10; ++round) {
        QProcess child;
        child.start(QStringLiteral(QD_BIN_DIR "/journal_writer"), {QStringLiteral("outbox"), m_dir->path()});
        QVERIFY(child.waitForStarted());
        const int wanted = 1 + random.bounded(40);
        QByteArray said;
        while (said.count('\n') < wanted) {
            QVERIFY(child.waitForReadyRead(30'000));
            said += child.readAllStandardOutput();
        }
        child.kill();
        QVERIFY(child.waitForFinished());
        said += child.readAllStandardOutput();
        said.truncate(said.lastIndexOf('\n') + 1);
        const auto lines = said.trimmed().split('\n');
        saved = qMax(saved, lines.back().toULongLong());
        const auto outbox = openOutbox(m_dir->path());
        QVERIFY(outbox && outbox->problem().isEmpty());
        const auto items = outbox->list();
        QVERIFY(items.ok() && items->size() >= saved);
        for (size_t i = 0; i < items->size(); ++i) {
            QCOMPARE(items->at(i).id, quint64(i + 1));
            QCOMPARE(items->at(i).command, "command " + QByteArray::number(items->at(i).madeAt));
        }
    }
}

void TestReplica::outboxKeepsASecondConsoleOut()
{
    auto outbox = openOutbox(m_dir->path());
    const auto second = Outbox::open(m_dir->path());
    QVERIFY(!second.ok());
    QCOMPARE(second.error().code, QStringLiteral("outbox.locked"));
}

void TestReplica::outboxSendsNothingDamaged()
{
    auto outbox = openOutbox(m_dir->path());
    QVERIFY(outbox->add("restart checkout", QStringLiteral("ada"), 1).ok());
    outbox.reset();
    QFile file(m_dir->filePath(QStringLiteral("outbox.db")));
    QVERIFY(file.open(QIODevice::ReadWrite));
    const QByteArray all = file.readAll();
    const auto at = all.indexOf("restart checkout");
    QVERIFY(at > 0);
    file.seek(at);
    file.write("destroy checkout");
    file.close();
    outbox = openOutbox(m_dir->path());
    QVERIFY(!outbox->list()->front().refused.isEmpty());
    outbox.reset();
    QVERIFY(file.open(QIODevice::ReadWrite));
    file.write("no database any more");
    file.close();
    outbox = openOutbox(m_dir->path());
    QVERIFY(outbox->problem().contains(QStringLiteral("aside-1")));
    QVERIFY(outbox->add("again", QStringLiteral("ada"), 2).ok());
    QVERIFY(QFile::exists(m_dir->filePath(QStringLiteral("outbox.db.aside-1"))));
}

QTEST_GUILESS_MAIN(TestReplica)
#include "tst_replica.moc"
