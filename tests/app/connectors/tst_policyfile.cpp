// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/connectors/policyfile.h"

#include <QTest>

using namespace quarterdeck;

namespace {

QString refusal(const QByteArray& text)
{
    const auto read = readPolicies(text, QStringLiteral("p.yaml"));
    return read ? QStringLiteral("taken") : read.error().sentence;
}

} // namespace

class TestPolicyFile : public QObject {
    Q_OBJECT

private slots:

    void everyConditionIsRead()
    {
        const auto read = readPolicies(
            "parameters:\n  link_threshold: 0.6\n  calm_minutes: 20\npolicies:\n"
            "  - id: customers\n    at_least: critical\n    alerts: 2\n    services: 3\n"
            "    customer_facing: true\n    of: [checkout, \"pay*\"]\n    severity: 1\n  - id: rest\n",
            QStringLiteral("/etc/p.yaml"));
        QVERIFY2(read, read ? "" : qPrintable(read.error().sentence));
        QCOMPARE(read->policies.file.s, QStringLiteral("p.yaml"));
        QCOMPARE(read->policies.hash.size(), 32);
        const AcceptancePolicy expected { QStringLiteral("customers"), Severity::Critical, 2, 3, true,
            { QStringLiteral("checkout"), QStringLiteral("pay*") }, 1 };
        QCOMPARE(read->policies.policies.size(), size_t(2));
        QCOMPARE(read->policies.policies[0], expected);
        const std::map<QString, double> parameters { { QStringLiteral("calm_minutes"), 20 },
            { QStringLiteral("link_threshold"), 0.6 } };
        QCOMPARE(read->parameters, parameters);
    }

    void whatIsWrongIsNamedWithItsLine_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const char* name, const char* text, const char* sentence) {
            QTest::newRow(name) << QByteArray(text) << QString::fromUtf8(sentence);
        };
        row("no id", "policies:\n  - alerts: 2\n", "p.yaml:2: a policy has an id of its own.");
        row("twice", "policies:\n  - id: a\n  - id: a\n", "p.yaml:3: a policy has an id of its own.");
        row("unknown", "policies:\n  - id: a\n    colour: red\n", "p.yaml:3: “colour” is no condition.");
        row("severity", "policies:\n  - id: a\n    severity: 6\n",
            "p.yaml:3: severity is a number from 1 to 5.");
        row("at_least", "policies:\n  - id: a\n    at_least: bad\n",
            "p.yaml:3: at_least is info, low, warning, high or critical.");
        row("of", "policies:\n  - id: a\n    of: []\n", "p.yaml:3: of is a list of services.");
        row("parameter", "parameters:\n  bias: 1\n",
            "p.yaml:2: “bias” is no parameter, or its value no number.");
        row("not a number", "parameters:\n  steady_bits: nan\n",
            "p.yaml:2: “steady_bits” is no parameter, or its value no number.");
    }

    void whatIsWrongIsNamedWithItsLine()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const QString, sentence);
        QCOMPARE(refusal(text), sentence);
    }

    void hostileFiles()
    {
        QVERIFY(refusal("a: &x 1\nb: *x\n") != QStringLiteral("taken"));
        QVERIFY(refusal("- 1\n") != QStringLiteral("taken"));
        QVERIFY(refusal("policies: 1\n") != QStringLiteral("taken"));
        QByteArray many("policies:\n");
        for (int i = 0; i < 101; ++i)
            many += "  - id: p" + QByteArray::number(i) + "\n";
        QVERIFY(refusal(many) != QStringLiteral("taken"));
        QCOMPARE(readPolicies(QStringLiteral("/nowhere/p.yaml")).error().code,
            QStringLiteral("policies.unreadable"));
    }
};

QTEST_GUILESS_MAIN(TestPolicyFile)
#include "tst_policyfile.moc"
