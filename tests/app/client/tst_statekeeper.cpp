// SPDX-License-Identifier: GPL-3.0-or-later
// What a console keeps of its state is a cache: whole or not there, and never older than a text that was taken away.
#include "app/client/statekeeper.h"
#include "app/storage/snapshot.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace quarterdeck;

namespace {

/// A state after `entries` entries with one alert each.
Workspace stateOf(quint32 entries)
{
    Workspace out;
    for (quint32 n = 1; n <= entries; ++n) {
        Entry entry;
        entry.seq = n;
        entry.recordedAt = 1'700'000'000'000 + n;
        AlertRaised raised;
        raised.alert = {n};
        raised.key = n;
        raised.name = Text(QStringLiteral("Alert %1").arg(n % 7));
        entry.facts = {raised};
        out.apply(entry);
        out.setHeadHash(QByteArray(32, static_cast<char>('a' + n % 26)));
    }
    return out;
}

} // namespace

class TestStateKeeper : public QObject {
    Q_OBJECT

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void whatIsKeptComesBack()
    {
        const auto state = stateOf(10'000); // several blocks of rows
        {
            StateKeeper keeper(m_folder->path());
            QVERIFY(!keeper.load());
            keeper.keep(state, keeper.era());
        }
        auto back = StateKeeper(m_folder->path()).load();
        QVERIFY(back.has_value());
        QCOMPARE(back->toBytes(), state.toBytes());
        QCOMPARE(back->alertByKey(9'999).value, 9'999U);
    }

    void theNewestIsKeptAndTheOneBeforeItWhereThatIsDamaged()
    {
        for (const quint32 entries : {10U, 20U, 30U}) {
            StateKeeper keeper(m_folder->path());
            keeper.keep(stateOf(entries), keeper.era());
        }
        StateKeeper keeper(m_folder->path());
        QCOMPARE(keeper.load()->head().seq, Seq(30));
        QFile newest(m_folder->filePath(QStringLiteral("snapshot-30")));
        QVERIFY(newest.open(QIODevice::ReadWrite) && newest.seek(200));
        newest.write("damage");
        newest.close();
        QCOMPARE(keeper.load()->head().seq, Seq(20));
    }

    void nothingOfBeforeComesBack()
    {
        StateKeeper keeper(m_folder->path());
        const auto before = keeper.era();
        const auto state = stateOf(5'000);
        keeper.keep(state, before);
        const auto now = keeper.forget(); // while that is being written, or before, or after
        QVERIFY(now != before);
        QVERIFY(snapshotFiles(m_folder->path()).empty());
        keeper.keep(state, before);
        QVERIFY(keeper.forget() != now); // nothing is being written any more when this returns
        QVERIFY(snapshotFiles(m_folder->path()).empty());
        keeper.keep(state, keeper.era()); // the control: what was folded since may be kept
        QTRY_COMPARE(snapshotFiles(m_folder->path()).size(), size_t(1));
    }

    void aFolderThatCannotBeWrittenCostsOnlyTime()
    {
        StateKeeper keeper(m_folder->filePath(QStringLiteral("not/there")));
        keeper.keep(stateOf(3), keeper.era());
        keeper.forget();
        QVERIFY(!keeper.load());
    }

    /// A copy stays what it was while its owner goes on, and can be written down on another thread meanwhile.
    void aCopyIsASecondState()
    {
        auto state = stateOf(9'000);
        const auto bytes = state.toBytes();
        const auto copy = state;
        QByteArray written;
        std::thread other([&copy, &written] { written = copy.toBytes(); });
        for (quint32 n = 1; n <= 9'000; n += 10) {
            Entry entry;
            entry.seq = state.head().seq + 1;
            entry.recordedAt = 1'700'000'100'000;
            entry.facts = {AlertCleared {{n}, entry.recordedAt, ClearedHow::Resolved, 0}};
            state.apply(entry);
        }
        other.join();
        QCOMPARE(written, bytes);
        QCOMPARE(copy.toBytes(), bytes);
        QVERIFY(state.toBytes() != bytes);
        QCOMPARE(state.alert({11}).status, AlertStatus::Resolved);
        QCOMPARE(copy.alert({11}).status, AlertStatus::Firing);
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestStateKeeper)
#include "tst_statekeeper.moc"
