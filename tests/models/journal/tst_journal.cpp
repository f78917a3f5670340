// SPDX-License-Identifier: GPL-3.0-or-later
// The contract of models/journal/journal.h, held by every implementation.
#include "app/storage/sqlitejournal.h"
#include "models/journal/memoryjournal.h"
#include "tests/app/storage/support.h"

using namespace quarterdeck;

class TestJournal : public QObject {
    Q_OBJECT

private slots:
    void init();
    void startsEmpty_data() { implementations(); }
    void startsEmpty();
    void chainsInOrder_data() { implementations(); }
    void chainsInOrder();
    void readsPieces_data() { implementations(); }
    void readsPieces();
    void redacts_data() { implementations(); }
    void redacts();
    void keepsWhatItCannotRead_data() { implementations(); }
    void keepsWhatItCannotRead();
    void takesEntriesWithoutFacts_data() { implementations(); }
    void takesEntriesWithoutFacts();

private:
    void implementations();
    std::vector<StoredEntry> append(std::vector<Draft> drafts);

    std::unique_ptr<Bench> m_bench;
    std::unique_ptr<MemoryJournal> m_memory;
    Journal* m_journal = nullptr;
};

void TestJournal::implementations()
{
    QTest::addColumn<bool>("sqlite");
    QTest::newRow("memory") << false;
    QTest::newRow("sqlite") << true;
}

void TestJournal::init()
{
    QFETCH(bool, sqlite);
    m_bench = std::make_unique<Bench>();
    m_memory = std::make_unique<MemoryJournal>();
    m_journal = m_memory.get();
    if (sqlite) {
        QVERIFY(m_bench->open());
        m_journal = m_bench->journal.get();
    }
}

std::vector<StoredEntry> TestJournal::append(std::vector<Draft> drafts)
{
    std::vector<StoredEntry> out;
    const size_t wanted = drafts.size();
    for (auto& draft : drafts)
        m_journal->append(std::move(draft), [&](const Result<StoredEntry>& r) {
            if (r)
                out.push_back(*r);
        });
    if (m_bench->journal)
        m_bench->inbox.runUntil([&] { return out.size() == wanted; });
    return out;
}

void TestJournal::startsEmpty()
{
    QCOMPARE(m_journal->head(), Head {});
    QVERIFY(m_journal->read(1, 10)->empty());
    QVERIFY(m_journal->read(0, 10)->empty());
}

void TestJournal::chainsInOrder()
{
    std::vector<Draft> drafts;
    for (int i = 0; i < 150; ++i)
        drafts.push_back(line(QString::number(i), 1000 + i));
    const auto stored = append(drafts);
    QCOMPARE(stored.size(), size_t(150));
    QByteArray previous = zeroHash();
    Seq seq = 0;
    for (const auto& entry : stored) {
        QD_VERIFY(checkEntry(entry, ++seq, previous));
        const auto decoded = decodeEntry(entry);
        QVERIFY(decoded.ok());
        QCOMPARE(decoded->recordedAt, 999 + static_cast<Instant>(seq));
        QCOMPARE(get<LineLogged>(decoded->facts.front()).text.s, QString::number(seq - 1));
        previous = entry.hash;
    }
    QCOMPARE(m_journal->head(), (Head {150, previous}));
    QCOMPARE(*m_journal->read(1, 1000), stored);
    QVERIFY(stored[0].salt != stored[1].salt);
}

void TestJournal::readsPieces()
{
    std::vector<Draft> drafts(20, line(QStringLiteral("x")));
    const auto stored = append(drafts);
    QCOMPARE(m_journal->read(5, 3)->size(), size_t(3));
    QCOMPARE(m_journal->read(5, 3)->front(), stored[4]);
    QCOMPARE(m_journal->read(19, 10)->size(), size_t(2));
    QVERIFY(m_journal->read(21, 10)->empty());
    QVERIFY(m_journal->read(1, 0)->empty());
}

void TestJournal::redacts()
{
    const auto stored = append({line(QStringLiteral("one")), line(QStringLiteral("secret")), line(QStringLiteral("three"))});
    QD_VERIFY(m_journal->redact(2));
    QD_VERIFY(m_journal->redact(2));
    const auto read = m_journal->read(1, 10);
    QCOMPARE(read->at(0), stored[0]);
    QCOMPARE(read->at(2), stored[2]);
    const auto& gone = read->at(1);
    QVERIFY(gone.redacted && gone.part.isEmpty() && gone.salt.isEmpty());
    QCOMPARE(gone.hash, stored[1].hash);
    QD_VERIFY(checkEntry(gone, 2, stored[0].hash));
    QCOMPARE(get<LineLogged>(decodeEntry(gone)->facts.front()).text.s, redactedText());
    for (const Seq none : {Seq(0), Seq(4)})
        QCOMPARE(m_journal->redact(none).error().code, QStringLiteral("journal.no-such-entry"));
}

void TestJournal::keepsWhatItCannotRead()
{
    const auto stored = append({{1, QStringLiteral("server"), {}, {UnknownFact {999, "future"}}}});
    QCOMPARE(m_journal->read(1, 1)->front(), stored.front());
    QCOMPARE(get<UnknownFact>(decodeEntry(stored.front())->facts.front()).payload, QByteArray("future"));
}

void TestJournal::takesEntriesWithoutFacts()
{
    const auto stored = append({{1, {}, {}, {}}});
    QVERIFY(stored.front().part.isEmpty() && stored.front().salt.isEmpty());
    QCOMPARE(m_journal->read(1, 1)->front(), stored.front());
    QVERIFY(decodeEntry(stored.front())->facts.empty());
}

QTEST_GUILESS_MAIN(TestJournal)
#include "tst_journal.moc"
