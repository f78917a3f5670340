// SPDX-License-Identifier: GPL-3.0-or-later
// The inbox of requests, journals that lost something, and their copies.
#include "app/storage/verify.h"
#include "tests/app/storage/support.h"

#include <QFile>

using namespace quarterdeck;

namespace {

EvidenceRecord request(const QByteArray& body, Instant at = 1000)
{
    return {QStringLiteral("prometheus"), at, QStringLiteral("application/json"), "Host: a\r\n",
        QStringLiteral("/v2/alerts"), body};
}

} // namespace

class TestEvidenceAndLoss : public QObject {
    Q_OBJECT

private slots:
    void storesAndMapsEvidence();
    void mapsAndAppendsAsOne();
    void expiresEvidenceByAgeAndBytes();
    void lostEvidenceIsLoud();
    void lostTailIsLoudAndAccepted();
    void missingWitnessIsLoud();
    void backsUpWhileRunning();
};

void TestEvidenceAndLoss::storesAndMapsEvidence()
{
    Bench b;
    QVERIFY(b.open());
    const auto big = request(QByteArray(100'000, 'x'));
    const auto small = request("{}");
    const auto one = b.put(big);
    const auto two = b.put(small);
    const auto three = b.put(request(""));
    QVERIFY(one.ok() && two.ok() && three.ok());
    QVERIFY(b.journal->evidenceBytes() < 5000);
    QCOMPARE(b.journal->evidence(*one)->record, big);
    QCOMPARE(b.journal->evidence(*two)->record, small);
    QCOMPARE(b.journal->waitingEvidence(10)->size(), size_t(3));
    QCOMPARE(b.journal->waitingEvidence(10, *one)->front().id, *two);
    QD_VERIFY(b.wait([&](auto done) {
        b.journal->markEvidence({{*one}, EvidenceState::Quarantined, QStringLiteral("no such field"), false}, done);
    }));
    QCOMPARE(b.journal->evidence(*one)->state, EvidenceState::Quarantined);
    QCOMPARE(b.journal->evidence(*one)->reason, QStringLiteral("no such field"));
    b.close();
    QVERIFY(b.open()); // a restart resumes the inbox
    QCOMPARE(b.journal->waitingEvidence(10)->size(), size_t(2));
    QD_VERIFY(b.wait([&](auto done) { b.journal->dropEvidence({*one, *two, *three, 77}, done); }));
    QCOMPARE(b.journal->evidence(*one).error().code, QStringLiteral("journal.no-such-evidence"));
    QCOMPARE(b.journal->evidenceBytes(), 0);
    QVERIFY(*b.put(small) > *three); // an id is never given twice
}

void TestEvidenceAndLoss::mapsAndAppendsAsOne()
{
    Bench b;
    QVERIFY(b.open());
    const auto id = b.put(request("{}"));
    QVERIFY(b.append(line(QStringLiteral("mapped")), {{{*id}, EvidenceState::Mapped, {}, true}}).ok());
    QVERIFY(b.journal->waitingEvidence(10)->empty());
    QVERIFY(b.journal->evidence(*id)->keep);
}

void TestEvidenceAndLoss::expiresEvidenceByAgeAndBytes()
{
    Bench b;
    b.options.budget = {3000, 100'000};
    QVERIFY(b.open());
    std::vector<quint64> ids;
    for (int i = 0; i < 200; ++i)
        ids.push_back(*b.put(request(QByteArray::number(i).rightJustified(100, '.'), 1'000'000 + i)));
    const auto left = [&] {
        int count = 0;
        for (const quint64 id : ids)
            count += b.journal->evidence(id).ok() ? 1 : 0;
        return count;
    };
    // Waiting requests are accepted and stay, whatever they cost.
    b.journal->expireEvidence(1'000'200);
    QD_VERIFY(b.wait([&](auto done) { b.journal->setMeta("x", "y", done); }));
    QCOMPARE(left(), 200);
    QD_VERIFY(b.wait([&](auto done) { b.journal->markEvidence({{ids[0]}, EvidenceState::Mapped, {}, true}, done); }));
    QD_VERIFY(b.wait([&](auto done) { b.journal->markEvidence({ids, EvidenceState::Mapped, {}, false}, done); }));
    b.journal->expireEvidence(1'000'200);
    QTRY_VERIFY(b.journal->evidenceBytes() <= 3000);
    QVERIFY(b.journal->evidence(ids[0]).ok());
    QVERIFY(!b.journal->evidence(ids[1]).ok());
    QVERIFY(b.journal->evidence(ids[199]).ok());
    b.journal->expireEvidence(1'000'200 + 200'000); // all of it is too old
    QTRY_COMPARE(left(), 1);
    QVERIFY(b.journal->evidence(ids[0]).ok());
}

void TestEvidenceAndLoss::lostEvidenceIsLoud()
{
    Bench b;
    QVERIFY(b.open());
    QVERIFY(b.fill(2));
    QVERIFY(b.put(request("one")).ok());
    b.close();
    QVERIFY(QFile::copy(b.database(), b.database() + QStringLiteral(".old")));
    QVERIFY(b.open());
    QVERIFY(b.put(request("two")).ok());
    b.close();
    QVERIFY(QFile::remove(b.database()));
    QVERIFY(QFile::rename(b.database() + QStringLiteral(".old"), b.database()));
    QVERIFY(b.open());
    QCOMPARE(b.journal->state().reason.code, QStringLiteral("journal.lost-tail"));
    b.close();
    QVERIFY(!verifyJournal(b.folder())->ok);
    const auto loss = acceptLoss(b.folder(), QStringLiteral("known"), 1);
    QD_VERIFY(loss);
    QCOMPARE(loss->lostEvidence, quint64(1));
    QVERIFY(b.open());
    QCOMPARE(*b.put(request("three")), quint64(3));
}

void TestEvidenceAndLoss::lostTailIsLoudAndAccepted()
{
    Bench b;
    QVERIFY(b.open());
    QVERIFY(b.fill(10));
    b.close();
    QVERIFY(QFile::copy(b.database(), b.database() + QStringLiteral(".old")));
    QCOMPARE(acceptLoss(b.folder(), QStringLiteral("why not"), 1).error().code, QStringLiteral("journal.nothing-lost"));
    QVERIFY(b.open());
    QVERIFY(b.fill(5));
    QCOMPARE(acceptLoss(b.folder(), QStringLiteral("running"), 1).error().code, QStringLiteral("journal.locked"));
    b.close();
    QVERIFY(QFile::remove(b.database()));
    QVERIFY(QFile::rename(b.database() + QStringLiteral(".old"), b.database()));

    QVERIFY(b.open());
    QCOMPARE(b.journal->state().mode, JournalMode::ReadOnly);
    QCOMPARE(b.journal->state().reason.code, QStringLiteral("journal.lost-tail"));
    const QString sentence = b.journal->state().reason.sentence;
    QVERIFY2(sentence.contains(QStringLiteral("entry 16")) && sentence.contains(QStringLiteral("is 11"))
            && sentence.contains(QStringLiteral("quarterdeckctl accept-loss")),
        qPrintable(sentence));
    QCOMPARE(b.append(line(QStringLiteral("no"))).error().code, QStringLiteral("journal.lost-tail"));
    QCOMPARE(b.journal->redact(1).error().code, QStringLiteral("journal.lost-tail"));
    QCOMPARE(b.journal->read(1, 100)->size(), size_t(11));
    b.close();

    const auto loss = acceptLoss(b.folder(), QStringLiteral("restored the backup of Monday"), 5);
    QD_VERIFY(loss);
    QCOMPARE(loss->lostFrom, Seq(12));
    QCOMPARE(loss->lostTo, Seq(16));
    QVERIFY(b.open());
    QCOMPARE(b.journal->state().mode, JournalMode::Open);
    QCOMPARE(b.journal->acceptedLoss(), std::optional(*loss));
    b.close();
    QVERIFY(b.open()); // still to be said
    QCOMPARE(b.journal->acceptedLoss(), std::optional(*loss));
    EpochOpened fact;
    fact.lostFrom = loss->lostFrom;
    fact.lostTo = loss->lostTo;
    fact.reason = loss->reason;
    QVERIFY(b.append({6, QStringLiteral("server"), {}, {fact}}).ok());
    QVERIFY(!b.journal->acceptedLoss());
    b.close();
    QVERIFY(b.open());
    QVERIFY(!b.journal->acceptedLoss());
    const auto report = verifyJournal(b.folder());
    QVERIFY2(report->ok, qPrintable(report->sentence));
    QCOMPARE(report->epochs, std::vector<Seq> {12});
}

void TestEvidenceAndLoss::missingWitnessIsLoud()
{
    Bench b;
    QVERIFY(b.open());
    QVERIFY(b.fill(2));
    b.close();
    QVERIFY(QFile::remove(b.folder() + QStringLiteral("/witness")));
    QVERIFY(b.open());
    QCOMPARE(b.journal->state().reason.code, QStringLiteral("journal.no-witness"));
    b.close();
    QVERIFY(!verifyJournal(b.folder())->ok);
    QD_VERIFY(acceptLoss(b.folder(), QStringLiteral("copied without it"), 1));
    QVERIFY(b.open());
    QCOMPARE(b.journal->state().mode, JournalMode::Open);
}

void TestEvidenceAndLoss::backsUpWhileRunning()
{
    Bench b;
    QVERIFY(b.open());
    QVERIFY(b.fill(500));
    const auto id = b.put(request("{}"));
    const QString to = b.dir.filePath(QStringLiteral("backup"));
    QD_VERIFY(backupJournal(b.folder(), to));
    QCOMPARE(backupJournal(b.folder(), to).error().code, QStringLiteral("journal.not-empty"));
    const auto before = b.journal->read(1, 1000);
    QVERIFY(b.fill(10)); // goes on
    const auto report = verifyJournal(to);
    QVERIFY2(report->ok, qPrintable(report->sentence));
    Bench restored;
    restored.options.folder = to;
    QVERIFY(restored.open());
    QCOMPARE(restored.journal->state().mode, JournalMode::Open);
    QCOMPARE(restored.journal->publicKey(), b.journal->publicKey());
    QCOMPARE(*restored.journal->read(1, 1000), *before);
    QCOMPARE(restored.journal->evidence(*id)->record.body, QByteArray("{}"));
    QVERIFY(restored.append(line(QStringLiteral("on the copy"))).ok());
}

QTEST_GUILESS_MAIN(TestEvidenceAndLoss)
#include "tst_evidenceandloss.moc"
