// SPDX-License-Identifier: GPL-3.0-or-later
// Reliability row S-7: hostile text in every field; it is shown as text, everywhere.

#include "models/domain/text.h"
#include "tests/ui/window.h"
#include "ui/common/plainlabel.h"
#include "ui/common/theme.h"
#include "ui/shell/centre.h"
#include "ui/shell/mainwindow.h"

#include <QAbstractItemModel>
#include <QAbstractItemView>
#include <QApplication>
#include <QLabel>
#include <QPushButton>
#include <QTest>
#include <QTextEdit>

using namespace quarterdeck;

namespace {

std::vector<QString> payloads()
{
    std::vector<QString> out;
    const QStringList shapes {QStringLiteral("<b>bold %1</b>"),
        QStringLiteral("<img src=/dev/zero width=%1>"), QStringLiteral("<img src='file:///etc/passwd#%1'>"),
        QStringLiteral("<a href=\"http://203.0.113.1/%1\">x</a>"),
        QStringLiteral("<script>alert(%1)</script>"), QStringLiteral("&amp;&lt;%1&gt; & done"),
        QStringLiteral("line\nbreak\r%1\t"), QStringLiteral("\u202egnp.exe%1"),
        QStringLiteral("zero\u200bwidth%1"), QStringLiteral("\x1b[31mred%1"),
        QStringLiteral("<style>*{display:none}</style>%1"), QStringLiteral("\\\\server\\share\\%1"),
        QStringLiteral("<p style='background:url(http://203.0.113.1/%1)'>"), QStringLiteral("%1 ﷽﷽﷽ é̷̢"),
        QStringLiteral("<qt><h1>%1"), QStringLiteral("<!DOCTYPE html><img src=x onerror=%1>")};
    for (int i = 0; out.size() < 240; ++i)
        out.push_back(QString(shapes[i % shapes.size()]).replace(QLatin1String("%1"), QString::number(i)));
    return out;
}

/// Every text of every fact that people and machines can fill.
void fillHostile(MemoryDesk& desk, const std::vector<QString>& texts)
{
    size_t next = 0;
    const auto text = [&] { return texts[next++ % texts.size()]; };
    TopologyLoaded map;
    map.hash = QByteArray(32, 't');
    map.services = {{text(), text(), true, {}}, {QStringLiteral("svc"), text(), true, {text()}}};
    RunbookLoaded book = Outage::runbook("restart-service", "x", "low", true);
    book.title = text();
    book.description = text();
    SourceAdded source;
    source.source = {1};
    source.name = text();
    SignalsRefused refused;
    refused.source = {1};
    refused.sentence = text();
    desk.put(text(), {source, refused, map, book});
    for (quint32 i = 1; i <= 60; ++i) {
        AlertRaised f;
        f.alert = {i};
        f.source = {1};
        f.key = i;
        f.severity = static_cast<Severity>(i % 6);
        f.startedAt = desk.now() - i * 1000;
        f.name = text();
        f.service = i % 3 ? text() : QStringLiteral("svc");
        f.resource = text();
        f.environment = text();
        f.title = text();
        f.description = text();
        f.labels = {{Text(text()), Text(text())}};
        f.annotations = {{Text(text()), Text(text())}};
        f.links = {Text(text()), Text(QStringLiteral("javascript:alert(1)")),
            Text(QStringLiteral("https://example/?q=<b>%1").arg(i))};
        std::vector<Fact> facts {f};
        const quint32 incident = 1 + i % 4;
        if (i <= 4) {
            IncidentOpened opened;
            opened.incident = {incident};
            opened.severity = static_cast<quint8>(incident);
            opened.title = text();
            opened.impact = text();
            opened.observedAt = desk.now() - 60'000;
            facts.emplace_back(opened);
        }
        AlertAttached a;
        a.alert = {i};
        a.incident = {incident};
        a.terms = {{text(), 1, Text(text())}};
        facts.emplace_back(a);
        desk.put(text(), facts);
    }
    const IncidentId id {1};
    const CommandId by(16, 'c');
    desk.put(text(),
        {IncidentAccepted {id, 1}, CommandTaken {id, text()}, ImpactSet {id, Text(text()), desk.now()},
            RoleAssigned {id, text(), Text(text())},
            RoleAssigned {id, QStringLiteral("scribe"), Text(text())},
            HandOverOffered {id, text(), text(), Text(text())}},
        by);
    std::vector<Fact> facts;
    for (quint32 n = 1; n <= 30; ++n)
        facts.emplace_back(LineLogged {id, {n}, static_cast<LineKind>(n % 6), desk.now(), desk.now(),
            {n > 1 ? n - 1 : 0}, Text(text()), Text(text())});
    for (quint32 n = 1; n <= 6; ++n)
        facts.emplace_back(TaskAssigned {id, {n}, Text(text()), 60'000, desk.now(), Text(text())});
    SuspectsRanked ranked;
    ranked.incident = id;
    for (int n = 0; n < 4; ++n)
        ranked.suspects.push_back(
            {Text(text()), Text(text()), {}, 1, {{text(), 1, Text(text())}}, {{text(), 1, Text(text())}}});
    facts.emplace_back(ranked);
    ChangeRecorded change;
    change.change = {1};
    change.at = desk.now() - 90'000;
    change.type = text();
    change.service = QStringLiteral("svc");
    change.version = text();
    change.title = text();
    facts.emplace_back(change);
    MergeProposed merge;
    merge.proposal = {1};
    merge.from = {2};
    merge.into = id;
    merge.terms = {{text(), 1, Text(text())}};
    facts.emplace_back(merge);
    desk.put(text(), facts, by + 'x');
    desk.setDraft(text() + QLatin1Char('\n') + text());
}

/// Labels that might read markup: whatever is not forced to plain text.
std::vector<const QLabel*> suspicious()
{
    std::vector<const QLabel*> out;
    for (const QWidget* widget : QApplication::allWidgets()) {
        const auto* label = qobject_cast<const QLabel*>(widget);
        if (label && label->textFormat() != Qt::PlainText)
            out.push_back(label);
    }
    return out;
}

} // namespace

class TestPlainText : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void everyViewShowsTextAsText();
    void theWalkFindsAPlainQLabel();
};

void TestPlainText::initTestCase()
{
    applyTheme(*qApp, Scheme::Dark);
}

void TestPlainText::everyViewShowsTextAsText()
{
    const auto texts = payloads();
    QVERIFY(texts.size() >= 200);
    MemoryDesk desk;
    desk.setNow(Outage::noon);
    fillHostile(desk, texts);
    MainWindow window(desk);
    window.show();
    FeedPulse pulse;
    pulse.at = desk.now();
    pulse.trouble = texts[1];
    desk.tellPulse(pulse);
    emit desk.refused(texts[2], texts[3]);
    window.chooseIncident({1});
    for (int page = 0; page < window.centre().count(); ++page) {
        window.showPage(page);
        QTest::qWait(30);
    }
    window.setPerspective(Perspective::Review);
    window.tick();
    QTest::qWait(30);
    QCOMPARE(suspicious().size(), size_t(0));
    int labels = 0;
    int cells = 0;
    // Shown text equals its own visible form: nothing invisible is left in it.
    for (const QWidget* widget : QApplication::allWidgets()) {
        if (const auto* label = qobject_cast<const QLabel*>(widget)) {
            QVERIFY2(qobject_cast<const PlainLabel*>(label), "a label that is no PlainLabel");
            QCOMPARE(label->text(), visibleLines(label->text()));
            ++labels;
        }
        if (const auto* button = qobject_cast<const QPushButton*>(widget)) {
            QCOMPARE(button->accessibleName(), visible(button->accessibleName()));
            QVERIFY2(button->shortcut().isEmpty(), qPrintable(button->text()));
        }
        if (const auto* edit = qobject_cast<const QTextEdit*>(widget))
            QVERIFY2(!edit->acceptRichText(), qPrintable(edit->objectName()));
        const auto* view = qobject_cast<const QAbstractItemView*>(widget);
        if (!view || !view->model())
            continue;
        for (int row = 0; row < qMin(200, view->model()->rowCount()); ++row) {
            for (int column = 0; column < view->model()->columnCount(); ++column) {
                const QString cell = view->model()->index(row, column).data().toString();
                if (view->objectName() != QLatin1String("log"))
                    QCOMPARE(cell, visible(cell));
                ++cells;
            }
        }
    }
    QVERIFY(labels > 40);
    QVERIFY(cells > 200);
    // The title is the very payload, made visible.
    const auto* title = window.findChild<PlainLabel*>(QStringLiteral("incidentTitle"));
    QCOMPARE(title->text(), visible(desk.workspace().incident(IncidentId {1})->title));
}

void TestPlainText::theWalkFindsAPlainQLabel()
{
    const auto before = suspicious().size();
    QLabel careless(QStringLiteral("<img src=/dev/zero>"));
    QCOMPARE(suspicious().size(), before + 1);
}

QTEST_MAIN(TestPlainText)
#include "tst_plaintext.moc"
