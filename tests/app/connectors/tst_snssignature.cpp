// SPDX-License-Identifier: GPL-3.0-or-later
// Messages as Amazon SNS signs them, with a key and a certificate of the test's own. Nothing goes out: what
// would be fetched is given by the test, which counts what was asked for.
#include "app/connectors/snssignature.h"
#include "app/relay/snsgate.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

using namespace quarterdeck;

namespace {

const QString k_certificate =
    QStringLiteral("https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-abc.pem");

struct Signer {
    EVP_PKEY* key = EVP_RSA_gen(2048);
    QByteArray pem;
    Instant validAt = 0;

    Signer()
    {
        X509* certificate = X509_new();
        ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
        X509_gmtime_adj(X509_getm_notBefore(certificate), -3600);
        X509_gmtime_adj(X509_getm_notAfter(certificate), 3600);
        validAt = static_cast<Instant>(std::time(nullptr)) * 1000;
        X509_set_pubkey(certificate, key);
        X509_sign(certificate, key, EVP_sha256());
        BIO* memory = BIO_new(BIO_s_mem());
        PEM_write_bio_X509(memory, certificate);
        char* bytes = nullptr;
        const long length = BIO_get_mem_data(memory, &bytes);
        pem = QByteArray(bytes, length);
        BIO_free(memory);
        X509_free(certificate);
    }

    ~Signer() { EVP_PKEY_free(key); }

    QByteArray sign(const QByteArray& text, bool sha256) const
    {
        EVP_MD_CTX* context = EVP_MD_CTX_new();
        EVP_DigestSignInit(context, nullptr, sha256 ? EVP_sha256() : EVP_sha1(), nullptr, key);
        size_t length = 0;
        EVP_DigestSign(context, nullptr, &length, reinterpret_cast<const unsigned char*>(text.constData()),
            static_cast<size_t>(text.size()));
        QByteArray out(static_cast<qsizetype>(length), '\0');
        EVP_DigestSign(context, reinterpret_cast<unsigned char*>(out.data()), &length,
            reinterpret_cast<const unsigned char*>(text.constData()), static_cast<size_t>(text.size()));
        EVP_MD_CTX_free(context);
        return out;
    }
};

QJsonObject envelope(const QString& type)
{
    QJsonObject out { { QStringLiteral("Type"), type },
        { QStringLiteral("MessageId"), QStringLiteral("m-1") },
        { QStringLiteral("TopicArn"), QStringLiteral("arn:aws:sns:eu-central-1:123456789012:alarms") },
        { QStringLiteral("Message"), QStringLiteral("{\"AlarmName\":\"x\"}\nsecond line") },
        { QStringLiteral("Timestamp"), QStringLiteral("2026-11-23T14:00:00.000Z") },
        { QStringLiteral("SigningCertURL"), k_certificate } };
    if (type != QLatin1String("Notification")) {
        out.insert(QStringLiteral("Token"), QStringLiteral("2336412f37"));
        out.insert(QStringLiteral("SubscribeURL"),
            QStringLiteral(
                "https://sns.eu-central-1.amazonaws.com/?Action=ConfirmSubscription&Token=2336412f37"));
    }
    return out;
}

/// Written down here once more, by the documentation and not by the code under test.
QByteArray canonical(const QJsonObject& o)
{
    QByteArray text;
    const bool notification = o.value(QStringLiteral("Type")).toString() == QLatin1String("Notification");
    const QStringList names = notification
        ? QStringList { QStringLiteral("Message"), QStringLiteral("MessageId"), QStringLiteral("Subject"),
              QStringLiteral("Timestamp"), QStringLiteral("TopicArn"), QStringLiteral("Type") }
        : QStringList { QStringLiteral("Message"), QStringLiteral("MessageId"),
              QStringLiteral("SubscribeURL"), QStringLiteral("Timestamp"), QStringLiteral("Token"),
              QStringLiteral("TopicArn"), QStringLiteral("Type") };
    for (const QString& name : names) {
        if (o.contains(name))
            text += name.toUtf8() + '\n' + o.value(name).toString().toUtf8() + '\n';
    }
    return text;
}

QByteArray body(QJsonObject o, const Signer& signer, const QString& version)
{
    o.insert(QStringLiteral("SignatureVersion"), version);
    o.insert(QStringLiteral("Signature"),
        QString::fromLatin1(signer.sign(canonical(o), version == QLatin1String("2")).toBase64()));
    return QJsonDocument(o).toJson();
}

} // namespace

class TestSnsSignature : public QObject {
    Q_OBJECT

private slots:

    void signed_messages_verify_in_both_versions()
    {
        for (const auto& version : { QStringLiteral("1"), QStringLiteral("2") }) {
            for (const auto& type :
                { QStringLiteral("Notification"), QStringLiteral("SubscriptionConfirmation"),
                    QStringLiteral("UnsubscribeConfirmation") }) {
                QJsonObject o = envelope(type);
                const QByteArray plain = body(o, m_signer, version);
                QCOMPARE(verify(plain), QStringLiteral("ok"));
                QCOMPARE(verify(QByteArray(plain).replace("123456789012", "123456789013")),
                    QStringLiteral("signature.wrong"));
                QCOMPARE(verify(QByteArray(plain).replace("second line", "third line")),
                    QStringLiteral("signature.wrong"));
                const QString other =
                    version == QLatin1String("1") ? QStringLiteral("\"2\"") : QStringLiteral("\"1\"");
                QCOMPARE(verify(QByteArray(plain).replace("\"SignatureVersion\": \"" + version.toUtf8() + '"',
                             "\"SignatureVersion\": " + other.toUtf8())),
                    QStringLiteral("signature.wrong"));
                const Signer stranger;
                QCOMPARE(verify(body(o, stranger, version)), QStringLiteral("signature.wrong"));
            }
            QJsonObject titled = envelope(QStringLiteral("Notification"));
            titled.insert(QStringLiteral("Subject"), QStringLiteral("ALARM: x"));
            const QByteArray with = body(titled, m_signer, version);
            QCOMPARE(verify(with), QStringLiteral("ok"));
            QCOMPARE(
                verify(QByteArray(with).replace("ALARM: x", "ALARM: y")), QStringLiteral("signature.wrong"));
        }
    }

    void a_certificate_counts_while_it_is_valid()
    {
        const auto message =
            **readSnsMessage(body(envelope(QStringLiteral("Notification")), m_signer, QStringLiteral("2")));
        QVERIFY(verifySns(message, m_signer.pem, m_signer.validAt).ok());
        for (const Instant at : { m_signer.validAt - 7'200'000, m_signer.validAt + 7'200'000 })
            QCOMPARE(verifySns(message, m_signer.pem, at).error().code, QStringLiteral("sns.certificate"));
        QCOMPARE(verifySns(message, "no certificate", m_signer.validAt).error().code,
            QStringLiteral("sns.certificate"));
        QCOMPARE(verifySns(message, {}, m_signer.validAt).error().code, QStringLiteral("sns.certificate"));
    }

    void only_addresses_of_sns_are_visited_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<bool>("good");
        int row = 0;
        const auto add = [&row](const char* url, bool good) {
            QTest::addRow("%d", ++row) << QString::fromUtf8(url) << good;
        };
        add("https://sns.us-east-1.amazonaws.com/x.pem", true);
        add("https://sns.cn-north-1.amazonaws.com.cn/x.pem", true);
        add("https://sns.us-gov-west-1.amazonaws.com:443/x.pem", true);
        add("http://sns.us-east-1.amazonaws.com/x.pem", false);
        add("https://sns.us-east-1.amazonaws.com:8443/x.pem", false);
        add("https://sns.us-east-1.amazonaws.com.evil.example/x.pem", false);
        add("https://evil.example/sns.us-east-1.amazonaws.com/x.pem", false);
        add("https://sns.us-east-1.amazonaws.com@evil.example/x.pem", false);
        add("https://user@sns.us-east-1.amazonaws.com/x.pem", false);
        add("https://evil-sns.us-east-1.amazonaws.com/x.pem", false);
        add("https://sns.us-east-1.s3.amazonaws.com/x.pem", false);
        add("https://bucket.s3.amazonaws.com/x.pem", false);
        add("https://sns.us-east-1.amazonaws.com.com/x.pem", false);
        add("https://sns.us-east-1.amazonaws.com\\@evil.example/x.pem", false);
        add("https://sns.us-east-1.amazonaws.com%2eevil.example/x.pem", false);
        add("https://169.254.169.254/latest/meta-data", false);
        add("https://sns..amazonaws.com/x.pem", false);
        add("file:///etc/passwd", false);
        add("//sns.us-east-1.amazonaws.com/x.pem", false);
        add("", false);
    }

    void only_addresses_of_sns_are_visited()
    {
        QFETCH(QString, url);
        QFETCH(bool, good);
        QCOMPARE(isSnsUrl(QUrl(url, QUrl::StrictMode)), good);
        for (const auto& member : { QStringLiteral("SigningCertURL"), QStringLiteral("SubscribeURL") }) {
            QJsonObject o = envelope(QStringLiteral("SubscriptionConfirmation"));
            o.insert(member, url);
            const auto read = readSnsMessage(body(o, m_signer, QStringLiteral("2")));
            QCOMPARE(read.ok() && *read, good);
        }
        // The gate itself, asked by somebody who forgot to look.
        SnsMessage message;
        message.certificate = message.subscribe = QUrl(url, QUrl::StrictMode);
        int visits = 0;
        SnsGate gate([&visits](const QUrl&, const SnsGate::Fetched& done) {
            ++visits;
            done(QByteArray());
        });
        gate.verify(message, m_signer.validAt, [](const Outcome&) {});
        gate.confirm(message, [](const Outcome&) {});
        QCOMPARE(visits, good ? 2 : 0);
    }

    void certificates_that_verified_are_kept()
    {
        int visits = 0;
        QByteArray gives = "nonsense";
        SnsGate gate([&](const QUrl& url, const SnsGate::Fetched& done) {
            ++visits;
            QCOMPARE(url.toString(), k_certificate);
            done(gives);
        });
        const auto message =
            **readSnsMessage(body(envelope(QStringLiteral("Notification")), m_signer, QStringLiteral("1")));
        QString code;
        const auto ask = [&] {
            gate.verify(message, m_signer.validAt,
                [&code](const Outcome& o) { code = o ? QStringLiteral("ok") : o.error().code; });
            return code;
        };
        QCOMPARE(ask(), QStringLiteral("sns.certificate"));
        gives = m_signer.pem;
        QCOMPARE(ask(), QStringLiteral("ok"));
        QCOMPARE(ask(), QStringLiteral("ok"));
        QCOMPARE(visits, 2);
    }

    void a_topic_that_cannot_be_asked_is_no_forgery()
    {
        SnsGate gate([](const QUrl&, const SnsGate::Fetched& done) {
            done(error("sns.unreachable", QStringLiteral("away")));
        });
        const auto message = **readSnsMessage(
            body(envelope(QStringLiteral("SubscriptionConfirmation")), m_signer, QStringLiteral("2")));
        QString code;
        gate.verify(
            message, m_signer.validAt, [&code](const Outcome& o) { code = o ? QString() : o.error().code; });
        QCOMPARE(code, QStringLiteral("sns.unreachable"));
    }

    void what_is_no_envelope_is_left_alone()
    {
        for (const char* text : { "", "[]", "{}", "{\"Type\":7}", "{\"AlarmName\":\"x\"}", "no JSON" }) {
            const auto read = readSnsMessage(text);
            QVERIFY2(read.ok() && !*read, text);
        }
        QCOMPARE(readSnsMessage("{\"Type\":\"Notification\",\"Message\":\"x\"}").error().code,
            QStringLiteral("sns.refused"));
        QJsonObject o = envelope(QStringLiteral("Notification"));
        QCOMPARE(readSnsMessage(body(o, m_signer, QStringLiteral("3"))).error().code,
            QStringLiteral("sns.refused"));
    }

private:
    QString verify(const QByteArray& text) const
    {
        const auto message = readSnsMessage(text);
        if (!message || !*message)
            return message ? QStringLiteral("none") : message.error().code;
        const Outcome outcome = verifySns(**message, m_signer.pem, m_signer.validAt);
        return outcome ? QStringLiteral("ok") : outcome.error().code;
    }

    Signer m_signer;
};

QTEST_GUILESS_MAIN(TestSnsSignature)
#include "tst_snssignature.moc"
