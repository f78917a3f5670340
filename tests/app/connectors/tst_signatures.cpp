// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/connectors/signatures.h"

#include <QMessageAuthenticationCode>
#include <QTest>

using namespace quarterdeck;

namespace {

constexpr Instant k_now = 1'795'442'822'250;
const QByteArray k_secret = "It's a Secret to Everybody";

QByteArray hmac(const QByteArray& message, const QByteArray& key = k_secret)
{
    return QMessageAuthenticationCode::hash(message, key, QCryptographicHash::Sha256);
}

QString answer(const VerifyRule& rule, const RawRequest& request, const QByteArray& secret = k_secret)
{
    const Outcome outcome = verifyRequest(rule, request, secret, k_now);
    return outcome ? QStringLiteral("ok") : outcome.error().code;
}

VerifyRule rule(const HmacRule& hmac)
{
    return {hmac, {}};
}

} // namespace

class TestSignatures : public QObject {
    Q_OBJECT

private slots:

    void githubs_documented_example()
    {
        HmacRule hub;
        hub.header = "x-hub-signature-256";
        hub.prefix = "sha256=";
        RawRequest request {{{"X-Hub-Signature-256",
                                "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"}},
            "Hello, World!"};
        QCOMPARE(answer(rule(hub), request), QStringLiteral("ok"));
        request.body += ' ';
        QCOMPARE(answer(rule(hub), request), QStringLiteral("signature.wrong"));
        request.headers.clear();
        QCOMPARE(answer(rule(hub), request), QStringLiteral("signature.missing"));
        QCOMPARE(answer(rule(hub), request, {}), QStringLiteral("signature.secret"));
    }

    void any_of_several_may_match()
    {
        HmacRule pagerDuty;
        pagerDuty.header = "x-pagerduty-signature";
        pagerDuty.prefix = "v1=";
        pagerDuty.separator = ",";
        const QByteArray good = "v1=" + hmac("body").toHex();
        QCOMPARE(answer(rule(pagerDuty), {{{"X-PagerDuty-Signature", "v1=00," + good}}, "body"}),
            QStringLiteral("ok"));
        QCOMPARE(answer(rule(pagerDuty),
                     {{{"X-PagerDuty-Signature", good.toUpper().replace("V1", "v1")}}, "body"}),
            QStringLiteral("ok"));
        QCOMPARE(answer(rule(pagerDuty), {{{"X-PagerDuty-Signature", "v1=00,v2=" + good.sliced(3)}}, "body"}),
            QStringLiteral("signature.wrong"));
        const QByteArray many = QByteArray("v1=0,").repeated(1000) + good;
        QCOMPARE(answer(rule(pagerDuty), {{{"X-PagerDuty-Signature", many}}, "body"}),
            QStringLiteral("signature.wrong"));
    }

    void standard_webhooks_with_window()
    {
        HmacRule standard;
        standard.header = "webhook-signature";
        standard.base64 = true;
        standard.prefix = "v1,";
        standard.separator = " ";
        standard.timestampHeader = "webhook-timestamp";
        standard.keyBase64 = true;
        standard.keyPrefix = "whsec_";
        standard.parts = {{SignedPart::Kind::Header, "webhook-id"}, {SignedPart::Kind::Text, "."},
            {SignedPart::Kind::Timestamp, {}}, {SignedPart::Kind::Text, "."}, {SignedPart::Kind::Body, {}}};
        const QByteArray key = "0123456789abcdef0123456789abcdef";
        const QByteArray secret = "whsec_" + key.toBase64();
        const auto request = [&key](qint64 at, const QByteArray& body) {
            const QByteArray time = QByteArray::number(at);
            const QByteArray good = hmac("msg_1." + time + '.' + body, key).toBase64();
            return RawRequest {{{"Webhook-Id", "msg_1"}, {"Webhook-Timestamp", time},
                                   {"Webhook-Signature", "v1,AAAA v1," + good}},
                body};
        };
        QCOMPARE(answer(rule(standard), request(1'795'442'822, "{}"), secret), QStringLiteral("ok"));
        QCOMPARE(answer(rule(standard), request(1'795'442'822 - 300, "{}"), secret), QStringLiteral("ok"));
        QCOMPARE(answer(rule(standard), request(1'795'442'822 - 301, "{}"), secret),
            QStringLiteral("signature.late"));
        QCOMPARE(answer(rule(standard), request(1'795'442'822 + 301, "{}"), secret),
            QStringLiteral("signature.late"));
        QCOMPARE(answer(rule(standard), request(-5, "{}"), secret), QStringLiteral("signature.late"));
        RawRequest later = request(1'795'442'822 - 200, "{}");
        later.headers[1].second = "1795442822"; // moved into the window, but then no longer what was signed
        QCOMPARE(answer(rule(standard), later, secret), QStringLiteral("signature.wrong"));
        later.headers[1].second = "soon";
        QCOMPARE(answer(rule(standard), later, secret), QStringLiteral("signature.missing"));
        QCOMPARE(answer(rule(standard), later, "whsec_!!"), QStringLiteral("signature.secret"));
    }

    void one_of_several_ways_is_enough()
    {
        HmacRule signature;
        signature.header = "x-signature";
        const std::vector<VerifyRule> ways {{std::nullopt, "x-token"}, rule(signature)};
        const auto any = [&](const RawRequest& request) {
            const auto found = verifyAny(ways, request, k_secret, k_now);
            return found ? QString::number(*found - ways.data()) : found.error().code + u' ' + found.error().sentence;
        };
        QCOMPARE(any({{{"X-Token", k_secret}}, "b"}), QStringLiteral("0"));
        QCOMPARE(any({{{"X-Signature", hmac("b").toHex()}}, "b"}), QStringLiteral("1"));
        QVERIFY(any({{}, "b"}).startsWith(QStringLiteral("signature.")));
        // Of a request that tried one way, that way's words.
        QVERIFY(any({{{"X-Signature", "00"}}, "b"}).contains(QStringLiteral("does not fit")));
        QVERIFY(any({{{"X-Token", "guess"}}, "b"}).contains(QStringLiteral("x-token")));
        QCOMPARE(verifyAny({}, {{}, "b"}, k_secret, k_now).error().code, QStringLiteral("signature.no-rule"));
    }

    void token_header()
    {
        const VerifyRule gitlab {std::nullopt, "x-gitlab-token"};
        QCOMPARE(answer(gitlab, {{{"X-Gitlab-Token", k_secret}}, "{}"}), QStringLiteral("ok"));
        QCOMPARE(answer(gitlab, {{{"X-Gitlab-Token", "guess"}}, "{}"}), QStringLiteral("signature.wrong"));
        QCOMPARE(answer(gitlab, {{}, "{}"}), QStringLiteral("signature.wrong"));
        QCOMPARE(answer(gitlab, {{}, "{}"}, {}), QStringLiteral("signature.wrong"));
    }
};

QTEST_APPLESS_MAIN(TestSignatures)
#include "tst_signatures.moc"
