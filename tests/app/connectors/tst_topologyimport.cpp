// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/connectors/topologyfile.h"
#include "app/connectors/topologyimport.h"

#include <QTemporaryDir>
#include <QTest>

using namespace quarterdeck;

namespace {

/// "name@owner*>a,b" for each, sorted by name; * where customers see it.
QString shown(const std::vector<ServiceNode>& services)
{
    QStringList all;
    for (const auto& s : services) {
        QStringList needs(s.dependsOn.begin(), s.dependsOn.end());
        all += s.name + u'@' + s.owner + (s.customerFacing ? QStringLiteral("*") : QString()) + u'>'
            + needs.join(u',');
    }
    all.sort();
    return all.join(u' ');
}

QString shown(const Result<TopologyImport>& read)
{
    return read ? shown(read->services) : read.error().sentence;
}

Result<TopologyImport> import(const char* format, const QByteArray& text)
{
    return importTopology(QString::fromLatin1(format), text, QStringLiteral("file"));
}

} // namespace

class TestTopologyImport : public QObject {
    Q_OBJECT

private slots:

    void backstage_documents()
    {
        const QByteArray text =
            "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: checkout\nspec:\n  type: "
            "service\n"
            "  owner: group:default/shop\n  dependsOn: [component:payments, 'resource:default/orders-db']\n"
            "  consumesApis: [ledger-api]\n"
            "---\nkind: Component\nmetadata: {name: ledger}\nspec: {owner: team-money, providesApis: "
            "[ledger-api]}\n"
            "---\nkind: Group\nmetadata: {name: shop}\n"
            "---\nkind: Component\nmetadata: {name: broken\n"
            "---\nkind: Resource\nmetadata: {name: orders-db, namespace: default}\n"
            "---\nkind: Component\nmetadata: {name: twin, namespace: other}\nspec: {owner: user:other/ada}\n";
        const auto read = import("backstage", text);
        QCOMPARE(shown(read),
            QStringLiteral("checkout@shop>payments,orders-db,ledger ledger@team-money> orders-db@> "
                           "other/twin@other/ada>"));
        QCOMPARE(read->refused.size(), 1);
        QVERIFY2(read->refused[0].contains(QStringLiteral("begins at line 18 was left out")),
            qPrintable(read->refused[0]));
    }

    void backstage_answers_of_the_api()
    {
        // Relations win over the spec, whose references are short.
        const auto read = import("backstage",
            "{\"items\":[{\"kind\":\"Component\",\"metadata\":{\"name\":\"a\",\"namespace\":\"default\"},"
            "\"spec\":{\"owner\":\"old\",\"dependsOn\":[\"component:gone\"]},"
            "\"relations\":[{\"type\":\"ownedBy\",\"targetRef\":\"group:default/"
            "new\"},{\"type\":\"dependsOn\",\"targetRef\":\"component:default/b\"},"
            "{\"type\":\"partOf\",\"targetRef\":\"system:default/s\"}]}]}");
        QCOMPARE(shown(read), QStringLiteral("a@new>b"));
        QVERIFY(!import("backstage", "{\"items\":[]}").ok());
        QVERIFY(!import("backstage", "{\"items\":").ok());
    }

    void csv_of_services_and_of_edges()
    {
        const auto read = import("csv",
            "Name,Team,Customer Facing,Depends on\r\ncheckout,\"Shop, \"\"core\"\"\",yes,payments; "
            "orders-db\r\n"
            "payments,money,,\r\nbad\x01name,x,,\r\na,b,c,d,e\r\n");
        QCOMPARE(shown(read), QStringLiteral("checkout@Shop, \"core\"*>payments,orders-db payments@money>"));
        QCOMPARE(read->refused.size(), 2);
        QVERIFY2(read->refused[1].contains(QStringLiteral("line 5")), qPrintable(read->refused[1]));
        QCOMPARE(shown(import("csv", "from,to\na,b\na,c\na,a\n")), QStringLiteral("a@>b,c b@> c@>"));
        QVERIFY(shown(import("csv", "what,ever\n1,2\n")).contains(QStringLiteral("columns")));
    }

    void servicenow_items_and_relations()
    {
        const auto read = import("servicenow",
            "{\"cmdb_ci\":[{\"sys_id\":\"1\",\"name\":\"checkout\",\"support_group\":{\"display_value\":"
            "\"Shop\",\"value\":\"g\"}},"
            "{\"sys_id\":\"2\",\"name\":\"db01\",\"owned_by\":\"Ada\"}],"
            "\"cmdb_rel_ci\":[{\"parent\":{\"value\":\"1\",\"display_value\":\"checkout\"},\"child\":{"
            "\"value\":\"2\",\"display_value\":\"db01\"},\"type\":{\"display_value\":\"Depends on::Used "
            "by\"}},"
            "{\"parent\":{\"value\":\"2\"},\"child\":{\"value\":\"1\"},\"type\":{\"display_value\":"
            "\"Contains::Contained by\"}},"
            "{\"parent\":\"1\",\"child\":\"9\",\"type\":\"Uses::Used by\"}]}");
        QCOMPARE(shown(read), QStringLiteral("checkout@Shop>db01 db01@Ada>"));
        QCOMPARE(read->refused.size(), 1);
    }

    void edges_of_traces()
    {
        QCOMPARE(shown(import("traces",
                     "{\"data\":[{\"parent\":\"frontend\",\"child\":\"checkout\",\"callCount\":7},{"
                     "\"parent\":\"x\"}]}")),
            QStringLiteral("checkout@> frontend@>checkout"));
        QCOMPARE(shown(import("traces",
                     "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":["
                     "{\"metric\":{\"client\":\"user\",\"server\":\"frontend\"},\"value\":[1,\"2\"]},{"
                     "\"metric\":{\"client\":\"frontend\",\"server\":\"checkout\"},\"value\":[1,\"2\"]}]}}")),
            QStringLiteral("checkout@> frontend@>checkout"));
    }

    void a_merge_keeps_what_people_wrote_and_reads_back()
    {
        const auto own = import("yaml",
            "services:\n  - name: a\n    owner: me\n    customer_facing: true\n    depends_on: [b]\n");
        QCOMPARE(shown(own), QStringLiteral("a@me*>b"));
        const auto traces = import("traces",
            "{\"data\":[{\"parent\":\"a\",\"child\":\"c \\\"q\\\" # "
            "x\"},{\"parent\":\"a\",\"child\":\"b\"}]}");
        const auto merged = mergeTopology(own->services, traces->services);
        QTemporaryDir dir;
        QFile file(dir.filePath(QStringLiteral("topology.yaml")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(writeTopology(merged));
        file.close();
        const auto back = readTopology(file.fileName());
        QVERIFY2(back.ok(), back ? "" : qPrintable(back.error().sentence));
        QCOMPARE(shown(back->services), shown(merged));
        QCOMPARE(shown(merged), QStringLiteral("a@me*>b,c \"q\" # x b@> c \"q\" # x@>"));
    }

    void names_that_the_file_could_not_hold_are_refused()
    {
        for (const QByteArray& name :
            { QByteArray("a: *b"), QByteArray("x: &y"), QByteArray("n").repeated(201) }) {
            const auto read = import("traces", "{\"data\":[{\"parent\":\"" + name + "\",\"child\":\"ok\"}]}");
            QCOMPARE(shown(read), QStringLiteral("ok@>"));
            QVERIFY(!read->refused.isEmpty());
        }
        QVERIFY(shown(import("dot", "a -> b"))
                    .contains(QStringLiteral("backstage, yaml, csv, servicenow and traces")));
    }
};

QTEST_APPLESS_MAIN(TestTopologyImport)
#include "tst_topologyimport.moc"
