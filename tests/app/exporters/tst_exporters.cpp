// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exporters/draftexport.h"
#include "app/exporters/escape.h"

#include "tests/models/state/outage.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTest>
#include <QXmlStreamReader>

using namespace quarterdeck;

namespace {

const QStringList hostile {
    QStringLiteral("<script>alert(1)</script>"),
    QStringLiteral("\"><img src=x onerror=alert(1)>"),
    QStringLiteral("</style></title><iframe src=https://evil.example></iframe>"),
    QStringLiteral("' onmouseover='x"),
    QStringLiteral("![x](https://evil.example/p.png)"),
    QStringLiteral("[click](javascript:alert(1))"),
    QStringLiteral("<javascript:alert(1)>"),
    QStringLiteral("https://evil.example/a www.evil.example mail@evil.example"),
    QStringLiteral("`code` **bold** # heading\n\n# heading\n---\n1. list"),
    QStringLiteral("a\nb\r\nc\tdata:text/html,x"),
    QStringLiteral("&lt;script&gt; &#60;b&#62; &amp"),
    QStringLiteral("| a | b |\n|---|---|"),
    QStringLiteral("[ref]: https://evil.example"),
    QString(QChar(0x202e)) + QStringLiteral("txt.exe"),
    QString(QChar(0)) + QStringLiteral("nul"),
    QStringLiteral("]]> <!-- --> <![CDATA[ <?php"),
    QStringLiteral("%1 %2 %3 %99"),
    QStringLiteral("```\n</code>"),
    QStringLiteral("\\<b>\\\\<i>"),
};

/// An outage in which everything that a stranger can name is one of these strings.
Outage hostileOutage(const QString& s)
{
    Outage o;
    o.opening();
    o.change(-60'000, s, s, s);
    o.alert(0, s, s, s, Severity::High);
    o.line(60'000, s, LineKind::Decision, s);
    o.line(61'000, QStringLiteral("wren"), LineKind::Status, s);
    o.line(62'000, QStringLiteral("wren"), LineKind::Report, s);
    o.say(63'000, QStringLiteral("wren"),
        {ImpactSet {o.incident, Text(s), Outage::noon}, RoleAssigned {o.incident, s, Text(s)},
            IncidentRenamed {o.incident, Text(s)}});
    auto request = o.request();
    request.title = s;
    request.runbook = s;
    o.say(64'000, s, {request});
    SuspectsRanked ranked;
    ranked.incident = o.incident;
    ranked.suspects.push_back({Text(s), Text(s), {}, 1, {{s, 1, Text(s)}}, {{s, 1, Text(s)}}});
    o.say(65'000, QStringLiteral("rules"), {ranked}, false);
    return o;
}

Postmortem draftOf(const Outage& o)
{
    return buildPostmortem(o.workspace, o.entries, *o.workspace.incident(o.incident), o.workspace.head());
}

/// Reads our HTML as XML, which it is but for the void tags: an independent look at what it really contains.
struct Elements {
    QStringList names;
    QStringList attributes;
    QStringList links;
    QString error;
};

Elements parse(QByteArray html)
{
    html.replace("<!DOCTYPE html>\n", "");
    for (const char* tag : {"<meta ", "<br"}) {
        qsizetype at = 0;
        while ((at = html.indexOf(tag, at)) >= 0) {
            const qsizetype end = html.indexOf('>', at);
            html.insert(end, '/');
            at = end;
        }
    }
    Elements out;
    QXmlStreamReader reader(html);
    while (!reader.atEnd()) {
        if (reader.readNext() != QXmlStreamReader::StartElement)
            continue;
        out.names << reader.name().toString();
        for (const auto& a : reader.attributes()) {
            out.attributes << a.name().toString();
            if (a.name() == QLatin1String("href"))
                out.links << a.value().toString();
        }
    }
    if (reader.hasError())
        out.error = reader.errorString();
    return out;
}

} // namespace

class TestExporters : public QObject {
    Q_OBJECT

private slots:
    void htmlHoldsNothingActive_data() { rows(); }

    void htmlHoldsNothingActive()
    {
        QFETCH(QString, text);
        const QByteArray html = exportDraft(draftOf(hostileOutage(text)), DraftFormat::Html);
        const auto found = parse(html);
        QCOMPARE(found.error, QString());
        static const QStringList allowed {QStringLiteral("html"), QStringLiteral("head"), QStringLiteral("meta"),
            QStringLiteral("title"), QStringLiteral("style"), QStringLiteral("body"), QStringLiteral("h1"),
            QStringLiteral("h2"), QStringLiteral("p"), QStringLiteral("ul"), QStringLiteral("li"), QStringLiteral("span"),
            QStringLiteral("time"), QStringLiteral("a"), QStringLiteral("table"), QStringLiteral("tbody"),
            QStringLiteral("tr"), QStringLiteral("td"), QStringLiteral("br"), QStringLiteral("svg"), QStringLiteral("defs"),
            QStringLiteral("pattern"), QStringLiteral("path"), QStringLiteral("text"), QStringLiteral("rect"),
            QStringLiteral("circle")};
        for (const auto& name : found.names)
            QVERIFY2(allowed.contains(name), qPrintable(name));
        for (const auto& name : found.attributes) {
            QVERIFY2(!name.startsWith(QLatin1String("on")), qPrintable(name));
            QVERIFY2(name != QLatin1String("src") && name != QLatin1String("style"), qPrintable(name));
        }
        for (const auto& link : found.links)
            QVERIFY2(link.startsWith(QLatin1String("https://")) || link.startsWith(QLatin1String("http://")), qPrintable(link));
        QVERIFY(html.contains("default-src 'none'"));
        QVERIFY(!html.contains("@import") && !html.contains("url(http"));
        QVERIFY(!QString::fromUtf8(html).contains(QChar(0x202e)));
    }

    void markdownHoldsNoConstruct_data() { rows(); }

    void markdownHoldsNoConstruct()
    {
        QFETCH(QString, text);
        const QString md = markdownText(text);
        QVERIFY(!md.contains(QChar(u'\n')) && !md.contains(QChar(u'\r')));
        // Whatever stands outside of code and is not escaped must mean nothing.
        QString bare = md;
        bare.remove(QRegularExpression(QStringLiteral("(`+) [^ ]* \\1"))); // addresses, as code
        bare.remove(QRegularExpression(QStringLiteral("\\\\.")));
        for (const QChar c : QStringLiteral("<>[]`*_#|~&$\\"))
            QVERIFY2(!bare.contains(c), qPrintable(md));
        QVERIFY2(!bare.contains(QLatin1String("://")), qPrintable(md));
        QVERIFY2(!bare.contains(QLatin1String("www."), Qt::CaseInsensitive), qPrintable(md));
        static const QRegularExpression mail(QStringLiteral("[A-Za-z0-9._+-]@[A-Za-z0-9-]+\\."));
        QVERIFY2(!mail.match(bare).hasMatch(), qPrintable(md));
        static const QRegularExpression block(QStringLiteral("^([-+=]|[0-9]+[.)])"));
        QVERIFY2(!block.match(bare).hasMatch(), qPrintable(md));
    }

    void markdownKeepsOneLineForEachLine()
    {
        const auto p = draftOf(hostileOutage(QStringLiteral("x\n- y\n# z")));
        const QString md = QString::fromUtf8(exportDraft(p, DraftFormat::Markdown));
        qsizetype lines = 0;
        for (const auto& section : p.sections)
            lines += static_cast<qsizetype>(section.lines.size());
        lines += static_cast<qsizetype>(p.metrics.size());
        qsizetype found = 0;
        static const QRegularExpression entry(QStringLiteral(" \\(entry [1-9][0-9]*\\)$"));
        for (const auto& line : md.split(QChar(u'\n'))) {
            if (!line.startsWith(QLatin1String("- ")))
                continue;
            ++found;
            QVERIFY2(entry.match(line).hasMatch(), qPrintable(line));
        }
        QCOMPARE(found, lines);
    }

    void randomTextNeverGetsOut()
    {
        const QString alphabet = QStringLiteral("<>&\"'`*_[]()!#|~$\\\\:/.@w-+=1 \n\tae") + QChar(0x202e) + QChar(u'é');
        auto* random = QRandomGenerator::global();
        QRandomGenerator fixed(7);
        random = &fixed;
        for (int i = 0; i < 3000; ++i) {
            QString s;
            for (int n = random->bounded(40); n > 0; --n)
                s += alphabet[random->bounded(static_cast<int>(alphabet.size()))];
            const QString html = htmlText(s);
            for (const QChar c : QStringLiteral("<>\"'\n"))
                QVERIFY(!html.contains(c));
            QXmlStreamReader reader(QStringLiteral("<a b=\"%1\">%1</a>").arg(html));
            while (!reader.atEnd()) {
                reader.readNext();
                if (reader.isStartElement())
                    QCOMPARE(reader.name(), QStringLiteral("a"));
            }
            QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
        }
    }

    void onlyWebAddressesAreLinks_data()
    {
        QTest::addColumn<QString>("link");
        QTest::addColumn<bool>("is");
        QTest::newRow("https") << QStringLiteral("https://ci.example/run/7?x=1#y") << true;
        QTest::newRow("http") << QStringLiteral("http://grafana.local:3000/d/abc") << true;
        QTest::newRow("upper") << QStringLiteral("HTTPS://ci.example/") << true;
        QTest::newRow("javascript") << QStringLiteral("javascript:alert(1)") << false;
        QTest::newRow("data") << QStringLiteral("data:text/html,<script>") << false;
        QTest::newRow("relative") << QStringLiteral("//evil.example") << false;
        QTest::newRow("user") << QStringLiteral("https://bank.example@evil.example/") << false;
        QTest::newRow("break") << QStringLiteral("https://a.example/\n) [x](y") << false;
        QTest::newRow("quote") << QStringLiteral("https://a.example/\"onclick=\"x") << false;
        QTest::newRow("angle") << QStringLiteral("https://a.example/><script>") << false;
        QTest::newRow("file") << QStringLiteral("file:///etc/passwd") << false;
        QTest::newRow("bidi") << (QStringLiteral("https://a.example/") + QChar(0x202e) + QStringLiteral("gnp.exe")) << false;
    }

    void onlyWebAddressesAreLinks()
    {
        QFETCH(QString, link);
        QFETCH(bool, is);
        const QString out = webLink(link);
        if (is)
            QVERIFY(!out.isEmpty());
        for (const QChar c : QStringLiteral("<>\"'`() \\"))
            QVERIFY2(!out.contains(c), qPrintable(out));
        if (!is)
            QVERIFY2(out.isEmpty() || out.startsWith(QLatin1String("https://a.example/")), qPrintable(out));
    }

    void jsonIsWholeAndExact()
    {
        const QString s = hostile.join(QChar(u' '));
        const auto doc = QJsonDocument::fromJson(exportDraft(draftOf(hostileOutage(s)), DraftFormat::Json));
        QVERIFY(doc.isObject());
        QCOMPARE(doc[QStringLiteral("title")].toString(), s);
        for (const auto& section : doc[QStringLiteral("sections")].toArray()) {
            for (const auto& line : section[QStringLiteral("lines")].toArray())
                QVERIFY(line[QStringLiteral("entry")].toInt() > 0);
        }
    }

    void theSameDraftMakesTheSameBytes()
    {
        Outage o;
        o.untilPostCheck();
        o.recovery();
        for (const auto format : {DraftFormat::Markdown, DraftFormat::Html, DraftFormat::Json})
            QCOMPARE(exportDraft(draftOf(o), format), exportDraft(draftOf(o), format));
        QCOMPARE(draftFileName(IncidentId {12}, DraftFormat::Markdown), QStringLiteral("incident-12-postmortem.md"));
        QCOMPARE(draftFormat(QStringLiteral("html")), DraftFormat::Html);
        QVERIFY(!draftFormat(QStringLiteral("../html")));
        if (const auto dir = qEnvironmentVariable("QD_KEEP_EXPORTS"); !dir.isEmpty()) {
            for (const auto format : {DraftFormat::Markdown, DraftFormat::Html, DraftFormat::Json}) {
                QFile file(dir + QChar(u'/') + draftFileName(o.incident, format));
                QVERIFY(file.open(QIODevice::WriteOnly));
                file.write(exportDraft(draftOf(o), format));
            }
        }
    }

private:
    static void rows()
    {
        QTest::addColumn<QString>("text");
        for (qsizetype i = 0; i < hostile.size(); ++i)
            QTest::addRow("%d", static_cast<int>(i)) << hostile[i];
    }
};

QTEST_GUILESS_MAIN(TestExporters)
#include "tst_exporters.moc"
