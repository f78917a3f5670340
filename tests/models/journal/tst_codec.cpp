// SPDX-License-Identifier: GPL-3.0-or-later
// The entry format: what is written is read again, unchanged, today and for ever.
#include "models/domain/bytes.h"
#include "tests/models/journal/generator.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace quarterdeck;

namespace {

const QByteArray k_salt(saltSize, 's');

StoredEntry encode(std::vector<Fact> facts, Seq seq = 1)
{
    return encodeEntry({1'700'000'000'000, QStringLiteral("ada"), QByteArray(16, 'c'), std::move(facts)}, seq,
        zeroHash(), k_salt);
}

/// Encoding again what was decoded gives the same bytes: nothing was lost and nothing added.
bool sameAgain(const StoredEntry& stored)
{
    const auto decoded = decodeEntry(stored);
    if (!decoded)
        return false;
    const auto again = encodeEntry({decoded->recordedAt, decoded->actor, decoded->command, decoded->facts},
        stored.seq, stored.previous, stored.salt.isEmpty() ? k_salt : stored.salt);
    return again == stored;
}

QString corpusFile()
{
    return QStringLiteral(QD_SOURCE_DIR "/tests/models/journal/corpus/v1/entries.jsonl");
}

std::vector<QJsonObject> corpus()
{
    std::vector<QJsonObject> out;
    QFile file(corpusFile());
    if (file.open(QIODevice::ReadOnly))
        while (!file.atEnd())
            out.push_back(QJsonDocument::fromJson(file.readLine()).object());
    return out;
}

StoredEntry storedOf(const QJsonObject& o)
{
    const auto bytes = [&](const char* key) {
        return QByteArray::fromHex(o.value(QLatin1String(key)).toString().toLatin1());
    };
    StoredEntry out;
    out.seq = static_cast<Seq>(o.value(QLatin1String("seq")).toInteger());
    out.previous = bytes("previous");
    out.hash = bytes("hash");
    out.body = bytes("body");
    out.salt = bytes("salt");
    out.part = bytes("part");
    return out;
}

/// Whether today's reading has all that was written then: members may have been added since, none lost.
bool contains(const QJsonValue& now, const QJsonValue& then)
{
    if (then.isObject()) {
        const auto object = then.toObject();
        for (auto it = object.begin(); it != object.end(); ++it)
            if (!now.toObject().contains(it.key()) || !contains(now.toObject().value(it.key()), it.value()))
                return false;
        return true;
    }
    if (then.isArray()) {
        const auto was = then.toArray();
        const auto is = now.toArray();
        if (was.size() != is.size())
            return false;
        for (int i = 0; i < was.size(); ++i)
            if (!contains(is[i], was[i]))
                return false;
        return true;
    }
    return now == then;
}

/// Adds the kinds that are new. What is there was written by an earlier program and stays as it is.
void extendCorpus()
{
    std::set<QString> there;
    Seq seq = 0;
    QByteArray previous = zeroHash();
    for (const auto& o : corpus()) {
        there.insert(o.value(QStringLiteral("fact")).toString());
        seq = storedOf(o).seq;
        previous = storedOf(o).hash;
    }
    QFile file(corpusFile());
    if (!file.open(QIODevice::Append))
        qFatal("the corpus cannot be written");
    Generator generator(static_cast<quint32>(seq + 1));
    for (int round = 0; round < 3; ++round)
        everyFact(generator, [&](const Fact& fact) {
            if (there.contains(factName(fact)))
                return;
            const auto stored = encodeEntry({1'700'000'000'000, QStringLiteral("ada"), generator.bytes(), {fact}},
                ++seq, previous, k_salt);
            previous = stored.hash;
            const auto hex = [](const QByteArray& b) { return QString::fromLatin1(b.toHex()); };
            const QJsonObject o {{QStringLiteral("fact"), factName(fact)}, {QStringLiteral("seq"), static_cast<qint64>(seq)},
                {QStringLiteral("previous"), hex(stored.previous)}, {QStringLiteral("hash"), hex(stored.hash)},
                {QStringLiteral("body"), hex(stored.body)}, {QStringLiteral("salt"), hex(stored.salt)},
                {QStringLiteral("part"), hex(stored.part)}, {QStringLiteral("json"), toJson(*decodeEntry(stored))}};
            file.write(QJsonDocument(o).toJson(QJsonDocument::Compact) + '\n');
        });
}

} // namespace

class TestCodec : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void everyFactSurvives();
    void textsAreInThePartAndNowhereElse();
    void redactionLeavesTheChain();
    void readsVersionOne();
    void corpusCoversEveryFact();
    void unknownKindsKeepTheirBytes();
    void membersAddedLaterAreSkipped();
    void refusesANewerFormat();
    void mendsImpossibleSeverities();
    void noticesEveryFlippedBit();
    void damagedBytesNeverCrash();
};

void TestCodec::initTestCase()
{
    // Only for a version that is being released: what is released never changes again.
    if (qEnvironmentVariableIsSet("QD_WRITE_CORPUS"))
        extendCorpus();
}

void TestCodec::everyFactSurvives()
{
    int kinds = 0;
    for (quint32 seed = 1; seed <= 50; ++seed) {
        Generator generator(seed);
        std::vector<Fact> all;
        everyFact(generator, [&](const Fact& fact) {
            const auto stored = encode({fact}, seed);
            QVERIFY2(sameAgain(stored), qPrintable(factName(fact)));
            QVERIFY2(checkEntry(stored, seed, zeroHash()).ok(), qPrintable(factName(fact)));
            all.push_back(fact);
        });
        QVERIFY(sameAgain(encode(all, seed)));
        kinds = static_cast<int>(all.size());
    }
    QCOMPARE(kinds, static_cast<int>(Fact::size) - 1);
}

void TestCodec::textsAreInThePartAndNowhereElse()
{
    LineLogged fact;
    fact.text = QStringLiteral("swordfish");
    const auto stored = encode({fact});
    QVERIFY(stored.part.contains("swordfish"));
    QVERIFY(!stored.body.contains("swordfish"));
    auto swapped = stored;
    swapped.part.replace("swordfish", "sawedfish");
    QVERIFY(!checkEntry(swapped, 1, zeroHash()).ok());
}

void TestCodec::redactionLeavesTheChain()
{
    Generator generator(9);
    everyFact(generator, [&](const Fact& fact) {
        auto stored = encode({fact});
        if (stored.part.isEmpty())
            return;
        stored.part.clear();
        stored.salt.clear();
        QVERIFY(!checkEntry(stored, 1, zeroHash()).ok()); // missing, and nothing says so
        stored.redacted = true;
        QVERIFY(checkEntry(stored, 1, zeroHash()).ok());
        const auto decoded = decodeEntry(stored);
        QVERIFY2(decoded.ok(), qPrintable(factName(fact)));
        QVERIFY(QJsonDocument(toJson(*decoded)).toJson().contains("[redacted]"));
    });
}

void TestCodec::readsVersionOne()
{
    const auto entries = corpus();
    QVERIFY(!entries.empty());
    QByteArray previous = zeroHash();
    for (const auto& o : entries) {
        const auto stored = storedOf(o);
        const auto name = o.value(QStringLiteral("fact")).toString();
        QVERIFY2(checkEntry(stored, stored.seq, previous).ok(), qPrintable(name));
        const auto decoded = decodeEntry(stored);
        QVERIFY2(decoded.ok(), qPrintable(name));
        QVERIFY2(contains(toJson(*decoded), o.value(QStringLiteral("json"))),
            QJsonDocument(toJson(*decoded)).toJson().constData());
        QCOMPARE(factName(decoded->facts.front()), name);
        previous = stored.hash;
    }
}

void TestCodec::corpusCoversEveryFact()
{
    QSet<QString> there;
    for (const auto& o : corpus())
        there.insert(o.value(QStringLiteral("fact")).toString());
    Generator generator(1);
    everyFact(generator, [&](const Fact& fact) { QVERIFY2(there.contains(factName(fact)), qPrintable(factName(fact))); });
}

void TestCodec::unknownKindsKeepTheirBytes()
{
    const UnknownFact future {4711, QByteArray("\1\2\3 from the future", 19)};
    LineLogged known;
    known.text = QStringLiteral("beside it");
    const auto stored = encode({known, future, known});
    const auto decoded = decodeEntry(stored);
    QVERIFY(decoded.ok());
    QCOMPARE(decoded->facts.size(), size_t(3));
    const auto* kept = get_if<UnknownFact>(&decoded->facts[1]);
    QVERIFY(kept);
    QCOMPARE(kept->number, future.number);
    QCOMPARE(kept->payload, future.payload);
    QCOMPARE(get<LineLogged>(decoded->facts[2]).text.s, QStringLiteral("beside it"));
    QVERIFY(sameAgain(stored));
    QVERIFY(QJsonDocument(toJson(*decoded)).toJson().contains("Unknown4711"));
}

void TestCodec::membersAddedLaterAreSkipped()
{
    // A fact of a known kind with bytes behind its last member, and one that ends before it.
    ByteWriter longer;
    const IncidentRenamed plain {};
    IncidentRenamed::visitFields(plain, longer);
    const QByteArray fields = longer.bytes();
    const auto kind = static_cast<quint16>(FactKind::IncidentRenamed);
    const auto withMore = decodeEntry(encode({UnknownFact {kind, fields + "more"}}));
    QVERIFY(withMore.ok() && holds_alternative<IncidentRenamed>(withMore->facts.front()));
    const auto withLess = decodeEntry(encode({UnknownFact {kind, fields.first(1)}}));
    QVERIFY(withLess.ok() && holds_alternative<IncidentRenamed>(withLess->facts.front()));
}

void TestCodec::refusesANewerFormat()
{
    auto stored = encode({LineLogged {}});
    stored.body[0] = 2;
    QCOMPARE(decodeEntry(stored).error().code, QStringLiteral("journal.newer"));
}

void TestCodec::mendsImpossibleSeverities()
{
    IncidentOpened fact;
    fact.severity = 77;
    const auto decoded = decodeEntry(encode({fact}));
    QCOMPARE(get<IncidentOpened>(decoded->facts.front()).severity, quint8(3));
}

void TestCodec::noticesEveryFlippedBit()
{
    for (const auto& o : corpus()) {
        const auto stored = storedOf(o);
        for (auto member : {&StoredEntry::previous, &StoredEntry::hash, &StoredEntry::body, &StoredEntry::part}) {
            auto flipped = stored;
            for (qsizetype i = 0; i < (stored.*member).size(); i += 3) {
                (flipped.*member)[i] = static_cast<char>((stored.*member)[i] ^ (1 << (i % 8)));
                QVERIFY(!checkEntry(flipped, stored.seq, stored.previous).ok());
                (flipped.*member)[i] = (stored.*member)[i];
            }
        }
    }
}

/// Whatever the bytes are, the answer is an entry or a sentence; and an entry can be shown.
void TestCodec::damagedBytesNeverCrash()
{
    Generator generator(3);
    int refused = 0;
    const auto tryIt = [&](const StoredEntry& stored) {
        const auto decoded = decodeEntry(stored);
        if (decoded)
            toJson(*decoded);
        else
            ++refused;
        (void)checkEntry(stored, stored.seq, stored.previous).ok();
    };
    for (const auto& o : corpus()) {
        const auto stored = storedOf(o);
        for (qsizetype length = 0; length < stored.body.size(); length += 1 + stored.body.size() / 60) {
            auto cut = stored;
            cut.body.truncate(length);
            tryIt(cut);
            QVERIFY(!decodeEntry(cut).ok());
        }
        for (qsizetype length = 0; length < stored.part.size(); length += 1 + stored.part.size() / 20) {
            auto cut = stored;
            cut.part.truncate(length);
            tryIt(cut);
        }
        for (int i = 0; i < 60; ++i) {
            auto damaged = stored;
            for (int n = 1 + generator.bounded(3); n > 0; --n) {
                auto& at = i % 4 == 0 && !stored.part.isEmpty() ? damaged.part : damaged.body;
                const int where = generator.bounded(static_cast<int>(at.size()));
                at[where] = static_cast<char>(generator.bounded(256));
            }
            tryIt(damaged);
        }
    }
    for (int i = 0; i < 2000; ++i) {
        StoredEntry noise;
        noise.body = "\1" + generator.bytes() + generator.bytes() + generator.bytes();
        noise.part = generator.bytes();
        tryIt(noise);
    }
    QVERIFY(refused > 1000);
}

QTEST_GUILESS_MAIN(TestCodec)
#include "tst_codec.moc"
