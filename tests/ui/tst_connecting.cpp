// SPDX-License-Identifier: GPL-3.0-or-later
// Connecting a system from the window: keys alone, refusals said, the numbers of the server and of the alerts.
#include "tests/ui/sourceteller.h"
#include "tests/ui/window.h"
#include "ui/common/actionbook.h"
#include "ui/common/plainlabel.h"
#include "ui/common/theme.h"
#include "ui/shell/mainwindow.h"
#include "ui/sources/contextpanel.h"
#include "ui/sources/sourceswindow.h"
#include "ui/sources/truststrip.h"

#include <QApplication>
#include <QAbstractButton>
#include <QAbstractScrollArea>
#include <QClipboard>
#include <QDesktopServices>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableWidget>
#include <QTest>

using namespace quarterdeck;

namespace {

template <class T>
T* named(QWidget& in, const char* name)
{
    return in.findChild<T*>(QString::fromLatin1(name));
}

QString words(QWidget& in)
{
    QStringList all;
    for (const auto* label : in.findChildren<PlainLabel*>()) {
        if (label->isVisible())
            all << label->text();
    }
    return all.join(QLatin1Char('\n'));
}

QString cell(const QTableWidget* table, int row, int column)
{
    const auto* item = table->item(row, column);
    return item ? item->text() : QString();
}

} // namespace

class TestSources : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void reachedFromTheEmptyWindow();
    void templateIsCopiedByOneKey();
    void aTypedSecretIsSentOnceAndForgotten();
    void testSaysVersionCountAndSkew();
    void heardAndPreviewComeFromTheAlerts();
    void onlyAnAdministratorSeesTokens();
    void qualityCountsWhatIsMissing();
    void quarantinedIsOpenedMendedAndSaved();
    void mistakesAreMarkedWhereTheyStand();
    void linksOpenByAnExplicitActAlone();
    void panelsSayWhatWhenAndFromWhere();
    void everythingHasAName();
    void aScreenOfServicesAndNoMore();

public slots:
    void opened(const QUrl& url) { m_opened << url.toString(); }

private:
    QStringList m_opened;
    std::unique_ptr<MemoryDesk> m_desk;
    std::unique_ptr<MainWindow> m_window;
    SourcesWindow* m_sources = nullptr;
    QStringList m_asked;
};

void TestSources::initTestCase()
{
    applyTheme(*qApp, Scheme::Dark);
}

void TestSources::init()
{
    m_asked.clear();
    m_desk = std::make_unique<MemoryDesk>();
    fillDesk(*m_desk);
    m_desk->setTeller(teller(true, &m_asked));
    m_window = std::make_unique<MainWindow>(*m_desk);
    m_window->show();
    m_sources = &m_window->sourcesWindow();
}

void TestSources::cleanup()
{
    m_window.reset();
    m_desk.reset();
}

void TestSources::reachedFromTheEmptyWindow()
{
    QVERIFY(!named<QWidget>(m_window->trust(), "connectAlerts")->isVisible());
    MemoryDesk empty;
    MainWindow first(empty);
    first.show();
    auto* offer = named<QPushButton>(first.trust(), "connectAlerts");
    QVERIFY(offer->isVisible());
    offer->click();
    QVERIFY(first.sourcesWindow().isVisible());
    QCOMPARE(first.sourcesWindow().page(), SourcesWindow::Connect);
    // There is no server: it says so instead of showing an empty list as if that were all.
    QVERIFY(words(first.sourcesWindow()).contains(QStringLiteral("no server")));
    QVERIFY(m_window->actions().find(QStringLiteral("sources.connect")));
    QCOMPARE(ActionBook::keyText(m_window->actions().find(QStringLiteral("sources.connect"))->action), QStringLiteral("F7"));
}

void TestSources::aTypedSecretIsSentOnceAndForgotten()
{
    m_window->actions().trigger(QStringLiteral("sources.connect"));
    auto* list = named<QListWidget>(*m_sources, "systems");
    auto* source = named<QLineEdit>(*m_sources, "sourceName");
    auto* address = named<QLineEdit>(*m_sources, "systemUrl");
    auto* secret = named<QLineEdit>(*m_sources, "systemSecret");
    auto* add = named<QPushButton>(*m_sources, "addSource");
    list->setCurrentRow(0); // Alertmanager, of which one source is there: nothing to add
    source->setText(QStringLiteral("Alertmanager"));
    QVERIFY(!add->isEnabled() && !secret->isEnabled());
    source->setText(QStringLiteral("am-2"));
    QVERIFY(add->isEnabled() && address->isEnabled());
    QCOMPARE(secret->echoMode(), QLineEdit::Password);
    secret->setText(QStringLiteral("hush"));
    m_asked.clear();
    add->click(); // refused: said, and the secret is gone all the same
    QVERIFY(words(*m_sources).contains(QStringLiteral("Where is it to be asked?")));
    QVERIFY(secret->text().isEmpty());
    secret->setText(QStringLiteral("hush"));
    address->setText(QStringLiteral("https://am.example"));
    add->click();
    QVERIFY(secret->text().isEmpty());
    QVERIFY(words(*m_sources).contains(QStringLiteral("source/am-2")));
    QVERIFY(!words(*m_sources).contains(QStringLiteral("hush")));
    QCOMPARE(m_asked.filter(QStringLiteral("hush")).size(), 2);
    QVERIFY(m_asked.filter(QStringLiteral("hush")).last().contains(QStringLiteral("https://am.example")));
    // A system that only sends has no address to type.
    list->setCurrentRow(1);
    QVERIFY(!address->isEnabled() && secret->isEnabled());
}

void TestSources::templateIsCopiedByOneKey()
{
    m_window->actions().trigger(QStringLiteral("sources.connect"));
    QVERIFY(m_sources->isVisible());
    QVERIFY(!m_sources->isModal());
    auto* find = named<QLineEdit>(*m_sources, "findSystem");
    auto* list = named<QListWidget>(*m_sources, "systems");
    QCOMPARE(list->count(), 3);
    QTest::keyClicks(find, QStringLiteral("dat"));
    QCOMPARE(list->count(), 1);
    auto* text = named<QPlainTextEdit>(*m_sources, "senderTemplate");
    QVERIFY(text->toPlainText().contains(QStringLiteral("http://127.0.0.1:9400/v1/in/datadog")));
    QApplication::clipboard()->clear();
    QVERIFY(QTest::qWaitForWindowActive(m_sources));
    // A letter in a line is a letter; elsewhere it is the key.
    find->setFocus();
    QTest::keyClick(find, Qt::Key_C);
    QVERIFY(QApplication::clipboard()->text().isEmpty());
    find->setText(QStringLiteral("dat"));
    QTest::keyClick(find, Qt::Key_Return);
    QTRY_VERIFY(list->hasFocus());
    QTest::keyClick(list, Qt::Key_C);
    QTRY_COMPARE(QApplication::clipboard()->text(),
        QStringLiteral("URL: http://127.0.0.1:9400/v1/in/datadog\nHeader: Authorization: Bearer secret\n"));
    QCOMPARE(text->toPlainText(), QApplication::clipboard()->text());
    auto* source = named<QLineEdit>(*m_sources, "sourceName");
    source->setText(QStringLiteral("dd-eu"));
    QTest::keyClick(source, Qt::Key_Return);
    QVERIFY(text->toPlainText().contains(QStringLiteral("/v1/in/dd-eu")));
    auto* url = named<QLineEdit>(*m_sources, "serverUrl");
    url->setText(QStringLiteral("https://deck.example.org"));
    QTest::keyClick(url, Qt::Key_Return);
    QVERIFY(text->toPlainText().startsWith(QStringLiteral("URL: https://deck.example.org/")));
    list->setFocus();
    QTest::keyClick(list, Qt::Key_W);
    QTRY_COMPARE(QApplication::clipboard()->text(), QStringLiteral("alert: Watchdog\n"));
    QTest::keyClick(list, Qt::Key_Escape);
    QTRY_VERIFY(!m_sources->isVisible());
}

void TestSources::testSaysVersionCountAndSkew()
{
    m_sources->open(SourcesWindow::Connect);
    QCOMPARE(named<QLineEdit>(*m_sources, "sourceName")->text(), QStringLiteral("Alertmanager"));
    named<QPushButton>(*m_sources, "testSource")->click();
    QVERIFY(m_asked.last().startsWith(QStringLiteral("test")));
    const QString said = words(*m_sources);
    for (const auto* part : {"0.25.0", "7 signal", "-2 s"})
        QVERIFY2(said.contains(QLatin1String(part)), qPrintable(said));
    // One that sends is not asked: what was heard of it is shown.
    named<QListWidget>(*m_sources, "systems")->setCurrentRow(1);
    named<QPushButton>(*m_sources, "testSource")->click();
    QVERIFY(!m_asked.last().startsWith(QStringLiteral("test")));
    QVERIFY(words(*m_sources).contains(QStringLiteral("sends to us")));
}

void TestSources::heardAndPreviewComeFromTheAlerts()
{
    FeedPulse pulse = m_desk->pulse();
    pulse.sources.clear();
    SourcePulse heard;
    heard.source = {2};
    heard.state = SourceState::Live;
    heard.lastSignalAt = m_desk->now() - 3000;
    heard.accepted = 12;
    pulse.sources.push_back(heard);
    m_desk->tellPulse(pulse, 0);
    m_sources->open(SourcesWindow::Connect);
    auto* services = named<QTableWidget>(*m_sources, "namedServices");
    QTRY_VERIFY(services->rowCount() >= 3); // counted beside the hand
    const QString said = words(*m_sources);
    QVERIFY2(said.contains(QStringLiteral("heard 12 requests")) && said.contains(QStringLiteral("3 s ago")), qPrintable(said));
    QCOMPARE(cell(services, 0, 0), QStringLiteral("monitoring"));
    QCOMPARE(cell(services, 0, 1), QStringLiteral("26"));
    QVERIFY(said.contains(QStringLiteral("26 low")));
    QVERIFY(said.contains(QStringLiteral("not on the map")));
    // Old news is not shown as fresh.
    m_desk->tellPulse(pulse, 60'000);
    named<QPushButton>(*m_sources, "testSource")->click();
    named<QListWidget>(*m_sources, "systems")->setCurrentRow(1);
    named<QListWidget>(*m_sources, "systems")->setCurrentRow(0);
    QVERIFY(words(*m_sources).contains(QStringLiteral("the server says nothing")));
}

void TestSources::onlyAnAdministratorSeesTokens()
{
    m_desk->setTeller(teller(false));
    m_sources->open(SourcesWindow::Connect);
    QVERIFY(named<QPlainTextEdit>(*m_sources, "senderTemplate")->toPlainText().isEmpty());
    QVERIFY(!named<QWidget>(*m_sources, "copyTemplate")->isEnabled());
    QVERIFY(words(*m_sources).contains(QStringLiteral("administrator")));
    m_sources->open(SourcesWindow::Quality);
    QVERIFY(words(*m_sources).contains(QStringLiteral("administrator")));
    QTRY_VERIFY(named<QTableWidget>(*m_sources, "quality")->rowCount() > 0);
}

void TestSources::qualityCountsWhatIsMissing()
{
    AlertRaised bare;
    bare.alert = {m_desk->workspace().alertCount() + 1};
    bare.source = {3};
    bare.key = 99'999;
    m_desk->put(QStringLiteral("server"), {bare});
    m_sources->open(SourcesWindow::Quality);
    const auto* table = named<QTableWidget>(*m_sources, "quality");
    QTRY_VERIFY(table->rowCount() > 0);
    int row = -1;
    for (int i = 0; i < table->rowCount(); ++i) {
        if (cell(table, i, 0) == QStringLiteral("Datadog"))
            row = i;
    }
    QVERIFY(row >= 0);
    QStringList found;
    for (int column = 1; column < table->columnCount(); ++column)
        found << cell(table, row, column);
    QCOMPARE(found, (QStringList {QStringLiteral("1"), QStringLiteral("1"), QStringLiteral("0"), QStringLiteral("1"),
                        QStringLiteral("1"), QStringLiteral("0"), QStringLiteral("2")}));
    QCOMPARE(cell(table, table->rowCount() - 1, 0), QStringLiteral("never heard"));
    QCOMPARE(cell(table, table->rowCount() - 1, 7), QStringLiteral("1"));
}

void TestSources::quarantinedIsOpenedMendedAndSaved()
{
    int tried = 0;
    m_desk->setTrial([&tried](const MappingTrial& trial) {
        ++tried;
        TrialResult r;
        if (trial.text.contains(QStringLiteral("right")))
            r.count = 1;
        else
            r.problems.push_back({TrialProblem::Where::Result, 0, 0, QStringLiteral("“title” is no text")});
        return r;
    });
    m_sources->open(SourcesWindow::Quality);
    const auto* list = named<QListWidget>(*m_sources, "quarantine");
    QCOMPARE(list->count(), 1);
    QVERIFY(!list->item(0)->text().contains(QChar(0x202e)));
    QVERIFY(QTest::qWaitForWindowActive(m_sources));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_O);
    QTRY_COMPARE(m_sources->page(), SourcesWindow::TryOut);
    QCOMPARE(named<QPlainTextEdit>(*m_sources, "payload")->toPlainText(), QStringLiteral("{\"n\":7}"));
    QVERIFY(words(*m_sources).contains(QStringLiteral("1 thing(s) wrong")));
    auto* mapping = named<QPlainTextEdit>(*m_sources, "mapping");
    const int before = tried;
    mapping->appendPlainText(QStringLiteral("# right"));
    QTRY_COMPARE(tried, before + 1); // by itself, soon after the last key
    QVERIFY(words(*m_sources).contains(QStringLiteral("nothing wrong")));
    QTest::keyClick(m_sources, Qt::Key_S, Qt::ControlModifier);
    QTRY_VERIFY(m_asked.last().startsWith(QStringLiteral("save")));
    QVERIFY(m_asked.last().contains(QStringLiteral("\"datadog\"")) && m_asked.last().contains(QStringLiteral("# right")));
}

void TestSources::mistakesAreMarkedWhereTheyStand()
{
    m_desk->setTrial([](const MappingTrial&) {
        return TrialResult {{}, 0,
            {{TrialProblem::Where::Connector, 2, 3, QString::fromUtf8(hostileReason)}, {TrialProblem::Where::Payload, 1, 4, QStringLiteral("no")}}};
    });
    m_sources->open(SourcesWindow::TryOut);
    QVERIFY(QTest::qWaitForWindowActive(m_sources));
    auto* mapping = named<QPlainTextEdit>(*m_sources, "mapping");
    auto* payload = named<QPlainTextEdit>(*m_sources, "payload");
    payload->setPlainText(QStringLiteral("{\"n\" 7}"));
    mapping->setPlainText(QStringLiteral("connector: x\nversion: 1\n"));
    auto* problems = named<QListWidget>(*m_sources, "problems");
    QTRY_COMPARE(problems->count(), 2);
    QCOMPARE(mapping->extraSelections().size(), 1);
    QCOMPARE(mapping->extraSelections().first().cursor.blockNumber(), 1);
    QCOMPARE(payload->extraSelections().size(), 1);
    QVERIFY(problems->item(0)->text().startsWith(QStringLiteral("connector, line 2, column 3: <b>no")));
    problems->setCurrentRow(0);
    emit problems->itemActivated(problems->item(0));
    QCOMPARE(mapping->textCursor().blockNumber(), 1);
    QCOMPARE(mapping->textCursor().positionInBlock(), 2);
    // What is not right is not saved.
    QTest::keyClick(m_sources, Qt::Key_S, Qt::ControlModifier);
    QTRY_VERIFY(words(*m_sources).contains(QStringLiteral("not right yet")));
    QVERIFY(m_asked.filter(QStringLiteral("save")).isEmpty());
}

void TestSources::linksOpenByAnExplicitActAlone()
{
    m_opened.clear();
    QDesktopServices::setUrlHandler(QStringLiteral("https"), this, "opened");
    m_window->chooseIncident({1});
    m_window->actions().trigger(QStringLiteral("sources.context"));
    auto* window = m_window->findChild<QWidget*>(QStringLiteral("contextWindow"));
    auto* list = named<QListWidget>(*window, "contextLinks");
    QStringList addresses;
    for (int i = 0; i < list->count(); ++i)
        addresses << list->item(i)->data(Qt::UserRole).toString();
    QVERIFY2(addresses.contains(QStringLiteral("https://grafana.example/explore?a=1")), qPrintable(addresses.join(QLatin1Char(' '))));
    for (const auto& address : addresses)
        QVERIFY2(address.startsWith(QLatin1String("http")), qPrintable(address));
    list->setCurrentRow(static_cast<int>(addresses.indexOf(QStringLiteral("https://grafana.example/explore?a=1"))));
    QVERIFY(words(*window).contains(QStringLiteral("https://grafana.example/explore?a=1"))); // read before it is opened
    QVERIFY(m_opened.isEmpty());
    QTest::keyClick(list, Qt::Key_Return);
    QCOMPARE(m_opened, QStringList {QStringLiteral("https://grafana.example/explore?a=1")});
    QDesktopServices::unsetUrlHandler(QStringLiteral("https"));
}

void TestSources::panelsSayWhatWhenAndFromWhere()
{
    m_window->chooseIncident({1});
    m_window->actions().trigger(QStringLiteral("sources.context"));
    auto* window = m_window->findChild<QWidget*>(QStringLiteral("contextWindow"));
    const auto panels = window->findChildren<ContextPanel*>();
    QCOMPARE(panels.size(), 3);
    const QString said = words(*window);
    for (const char* wanted : {"rate(errors{service=\"checkout\"}[5m])", "prom.example:9090", "2 more are not shown", "it answered 502", "asked"})
        QVERIFY2(said.contains(QString::fromUtf8(wanted)), qPrintable(said));
    const auto* rows = panels[1]->findChild<QListWidget*>();
    QCOMPARE(rows->count(), 1);
    QVERIFY(rows->item(0)->text().contains(QStringLiteral("<img src=x>")) && !rows->item(0)->text().contains(QChar(0x202e)));
    QVERIFY(!panels[2]->findChild<QListWidget*>()->isVisible());
    // Pinned: what was asked and what it gave, as text.
    panels[0]->findChild<QPushButton*>(QStringLiteral("panelPin"))->click();
    QVERIFY(!m_desk->asked().empty());
    const auto* kept = get_if<Attach>(&m_desk->asked().back());
    QVERIFY(kept && kept->what == AttachmentKind::Query && kept->mediaType == QStringLiteral("text/plain"));
    QVERIFY(kept->bytes.contains("rate(errors") && kept->bytes.contains("2023-11-14T22:") && kept->bytes.contains("3.2"));
    QVERIFY(!panels[2]->findChild<QPushButton*>(QStringLiteral("panelPin"))->isEnabled());
    panels[0]->findChild<QPushButton*>(QStringLiteral("panelCopy"))->click();
    QVERIFY(QApplication::clipboard()->text().startsWith(QStringLiteral("sum by (code)")));
    // Opened again for the same incident: asked again, and no panel is there twice.
    m_window->actions().trigger(QStringLiteral("sources.context"));
    QCOMPARE(window->findChildren<ContextPanel*>().size(), 3);
}

void TestSources::everythingHasAName()
{
    for (const auto page : {SourcesWindow::Connect, SourcesWindow::Quality, SourcesWindow::TryOut}) {
        m_sources->open(page);
        for (const auto* child : m_sources->findChildren<QWidget*>()) {
            if (child->focusPolicy() == Qt::NoFocus || !child->isVisible() || child->focusProxy()
                || child->objectName().startsWith(QLatin1String("qt_"))
                || qobject_cast<QAbstractScrollArea*>(child->parentWidget()))
                continue; // viewports and headers belong to their view
            const auto* button = qobject_cast<const QAbstractButton*>(child);
            QVERIFY2((button && !button->text().isEmpty()) || !child->accessibleName().isEmpty(), child->metaObject()->className());
        }
    }
}

void TestSources::aScreenOfServicesAndNoMore()
{
    std::vector<Fact> many;
    quint32 alert = m_desk->workspace().alertCount();
    for (int i = 0; i < 5000; ++i) {
        AlertRaised f;
        f.alert = {++alert};
        f.source = {2};
        f.key = alert;
        f.service = QStringLiteral("service-%1").arg(i % 40);
        many.emplace_back(f);
    }
    m_desk->put(QStringLiteral("server"), many);
    m_sources->open(SourcesWindow::Connect);
    const auto* services = named<QTableWidget>(*m_sources, "namedServices");
    QTRY_COMPARE(services->rowCount(), 12); // never one row a service: a screen, and how many more there are
    QVERIFY(words(*m_sources).contains(QStringLiteral("most named services")));
}

QTEST_MAIN(TestSources)
#include "tst_connecting.moc"
