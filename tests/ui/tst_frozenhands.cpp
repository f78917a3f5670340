// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/alertlistmodel.h"
#include "models/items/incidentlistmodel.h"
#include "tests/ui/window.h"
#include "ui/alerts/alertspage.h"
#include "ui/common/actionbook.h"
#include "ui/common/button.h"
#include "ui/common/theme.h"
#include "ui/scribe/logpanel.h"
#include "ui/shell/mainwindow.h"

#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QTableView>
#include <QTest>

using namespace quarterdeck;

// Nothing moves under a hand: what is chosen, scrolled to, open or half typed stays as it is while the desk tells
// a thousand updates a second (of its own clock, however long that takes here).

namespace {

constexpr int k_batches = 320;
constexpr int k_batch = 20; ///< updates in one entry, 20 ms apart

template <class T> T* named(QWidget& window, const char* name)
{
    return window.findChild<T*>(QString::fromLatin1(name));
}

/// The storm: new alerts of all severities, some in new incidents; others change, clear and come back.
class Feed {
public:
    explicit Feed(MemoryDesk& desk)
        : m_desk(desk)
        , m_alert(desk.workspace().alertCount())
        , m_incident(static_cast<quint32>(desk.workspace().incidents().rbegin()->first.value))
    {
    }

    int raised = 0;
    int critical = 0;
    int updates = 0;

    void batch(IncidentId into)
    {
        m_desk.setNow(m_desk.now() + 20);
        std::vector<Fact> facts;
        for (int i = 0; i < k_batch; ++i, ++updates) {
            if (updates % 4 == 0)
                raise(facts, into);
            else
                change(facts);
        }
        if (updates % 200 == 0)
            open(facts);
        m_desk.put(QStringLiteral("rules"), facts);
        if (updates % 500 == 0) {
            LineLogged line;
            line.incident = into;
            line.line = {900'000U + static_cast<quint32>(updates)};
            line.observedAt = line.madeAt = m_desk.now() - (updates % 1000 == 0 ? 600'000 : 0); // some back-dated
            line.text = Text(QStringLiteral("heard at update %1").arg(updates));
            m_desk.put(QStringLiteral("wren"), {line});
        }
    }

private:
    void raise(std::vector<Fact>& facts, IncidentId into)
    {
        AlertRaised f;
        f.alert = {++m_alert};
        f.source = {1};
        f.key = m_alert;
        f.severity = static_cast<Severity>(raised % 5 + 1);
        f.startedAt = m_desk.now();
        f.name = QStringLiteral("Storm%1").arg(m_alert % 30);
        f.service = QStringLiteral("cart");
        f.resource = QStringLiteral("pod-%1").arg(m_alert);
        f.title = QStringLiteral("Storm on pod %1").arg(m_alert);
        for (int i = 0; i < 40; ++i)
            f.labels.emplace_back(QStringLiteral("label%1").arg(i), QStringLiteral("value"));
        facts.emplace_back(f);
        if (raised % 3 == 0) {
            AlertAttached a;
            a.alert = f.alert;
            a.incident = into;
            facts.emplace_back(a);
        }
        ++raised;
        critical += f.severity == Severity::Critical;
    }

    void change(std::vector<Fact>& facts)
    {
        // The alerts that were there at the start are hit as well: those under the hand.
        const AlertId id {static_cast<quint32>(updates) * 7U % m_alert + 1};
        const auto& row = m_desk.workspace().hasAlert(id) ? m_desk.workspace().alert(id) : AlertRow {};
        if (!m_desk.workspace().hasAlert(id)) {
            return;
        }
        if (updates % 4 == 1) {
            facts.emplace_back(AlertsSeen {{{id, 3, m_desk.now(), 0}}});
        } else if (updates % 4 == 2 && row.status == AlertStatus::Firing) {
            facts.emplace_back(AlertCleared {id, m_desk.now(), ClearedHow::Resolved, 0});
        } else if (row.status == AlertStatus::Resolved) {
            AlertRaisedAgain again;
            again.alert = id;
            again.severity = row.severity;
            again.startedAt = m_desk.now();
            facts.emplace_back(again);
        } else {
            AlertChanged changed;
            changed.alert = id;
            changed.severity = row.severity == Severity::Critical ? Severity::Warning : Severity::High;
            facts.emplace_back(changed);
        }
    }

    void open(std::vector<Fact>& facts)
    {
        IncidentOpened opened;
        opened.incident = {++m_incident};
        opened.severity = static_cast<quint8>(m_incident % 4 + 1);
        opened.title = QStringLiteral("Group %1").arg(m_incident);
        opened.observedAt = m_desk.now();
        facts.emplace_back(opened);
    }

    MemoryDesk& m_desk;
    quint32 m_alert;
    quint32 m_incident;
};

} // namespace

class TestFrozenHands : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void alertsUnderTheHand();
    void theLogThatIsRead();
    void incidentsUnderTheHand();
    void theFormThatIsHalfFilled();
    void withoutAHandTheRowsMove();

private:
    /// Tells all updates; after each entry `still` must hold. A sentence where it does not.
    void storm(Feed& feed, const std::function<QString()>& still);

    std::unique_ptr<MemoryDesk> m_desk;
    std::unique_ptr<MainWindow> m_window;
};

void TestFrozenHands::initTestCase()
{
    applyTheme(*qApp, Scheme::Dark);
}

void TestFrozenHands::init()
{
    m_desk = std::make_unique<MemoryDesk>();
    fillDesk(*m_desk);
    m_window = std::make_unique<MainWindow>(*m_desk);
    m_window->resize(1366, 768);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    m_window->chooseIncident({1});
    QTest::qWait(20);
}

void TestFrozenHands::cleanup()
{
    m_window.reset();
    m_desk.reset();
}

void TestFrozenHands::storm(Feed& feed, const std::function<QString()>& still)
{
    for (int i = 0; i < k_batches; ++i) {
        feed.batch({1});
        if (i % 50 == 0)
            m_window->tick();
        QCoreApplication::processEvents();
        const QString moved = still();
        QVERIFY2(moved.isEmpty(), qPrintable(QStringLiteral("after %1 updates: %2").arg(feed.updates).arg(moved)));
    }
    QVERIFY(feed.updates >= 5'000);
}

void TestFrozenHands::alertsUnderTheHand()
{
    // More rows than fit, so that there is something to scroll.
    Feed feed(*m_desk);
    for (int i = 0; i < 20; ++i)
        feed.batch({1});
    m_window->showPage(MainWindow::AlertListPage);
    m_window->alerts().filterBy({});
    auto* table = m_window->alerts().table();
    QTRY_VERIFY(!m_window->alerts().model()->busy() && m_window->alerts().model()->rowCount() > 100);
    table->verticalScrollBar()->setValue(24 * 30 + 7);
    const int row = table->rowAt(table->viewport()->height() / 2);
    table->selectRow(row);
    QCoreApplication::processEvents();
    const AlertId chosen = m_window->alerts().selected().front();
    const int y = table->rowViewportPosition(row);
    const int scrolled = table->verticalScrollBar()->value();
    const int rows = m_window->alerts().model()->rowCount();
    const auto order = m_window->alerts().model()->rows();
    auto* text = named<QPlainTextEdit>(*m_window, "alertText");
    QVERIFY(text->isVisible() && text->toPlainText().contains(QStringLiteral("Service")));
    text->setTextCursor(text->document()->find(QStringLiteral("Labels")));
    const QString marked = text->textCursor().selectedText();
    QVERIFY(!marked.isEmpty());
    text->verticalScrollBar()->setValue(text->verticalScrollBar()->maximum() / 2);
    const int read = text->verticalScrollBar()->value();
    QVERIFY(read > 0);
    auto* line = m_window->log().line();
    m_window->log().focusLine();
    QTest::keyClicks(line, QStringLiteral("d we fail over to the replica"));
    line->setSelection(2, 7);

    const int before = feed.raised;
    const int criticalBefore = feed.critical;
    auto* badge = named<Button>(*m_window, "waitingAlerts");
    int waited = 0;
    storm(feed, [&]() -> QString {
        const int now = table->rowViewportPosition(m_window->alerts().model()->rowOf(chosen));
        if (now != y)
            return QStringLiteral("the chosen alert is at %1 instead of %2").arg(now).arg(y);
        if (m_window->alerts().model()->alertAt(table->rowAt(y + 2)) != chosen)
            return QStringLiteral("another alert is under the pointer");
        if (m_window->alerts().selected() != std::vector<AlertId> {chosen})
            return QStringLiteral("another alert is chosen");
        if (table->verticalScrollBar()->value() != scrolled || m_window->alerts().model()->rowCount() != rows)
            return QStringLiteral("the rows were scrolled, or grew");
        if (!text->isVisible() || text->verticalScrollBar()->value() != read
            || text->textCursor().selectedText() != marked)
            return QStringLiteral("the open detail is at %1 instead of %2, “%3” is marked")
                .arg(text->verticalScrollBar()->value()).arg(read).arg(text->textCursor().selectedText());
        if (QApplication::focusWidget() != line || line->text() != QLatin1String("d we fail over to the replica")
            || line->selectedText() != QLatin1String("we fail"))
            return QStringLiteral("the scribe line is not as it was left");
        if (m_window->alerts().model()->waiting() < waited)
            return QStringLiteral("what waits became less");
        waited = m_window->alerts().model()->waiting();
        return {};
    });
    QCOMPARE(m_window->alerts().model()->rows(), order);
    QCOMPARE(waited, feed.raised - before); // all that is new waits, and nothing else
    QVERIFY(badge->isVisible());
    QVERIFY2(badge->word().startsWith(QStringLiteral("+%1 · ").arg(waited)), qPrintable(badge->word()));
    QVERIFY(m_window->alerts().model()->waitingCritical() > 0);
    QVERIFY(m_window->alerts().model()->waitingCritical() <= feed.critical - criticalBefore);
    // The critical ones have a place that needs no scrolling: the newest three, whatever is held.
    const auto lane = m_window->alerts().model()->lane(3);
    QCOMPARE(lane.size(), size_t {3});
    for (size_t i = 0; i < 3; ++i) {
        auto* button = named<Button>(*m_window, qPrintable(QStringLiteral("critical%1").arg(i + 1)));
        QVERIFY(button->isVisible());
        QCOMPARE(button->property("alert").toUInt(), lane[i].value);
    }
    QVERIFY(lane.front().value > order.size()); // it came while the rows were held
    QTest::mouseClick(badge, Qt::LeftButton);
    QTRY_COMPARE(m_window->alerts().model()->rowCount(), rows + waited);
    QVERIFY(!badge->isVisible());
}

void TestFrozenHands::theLogThatIsRead()
{
    Feed feed(*m_desk);
    std::vector<Fact> lines;
    for (quint32 i = 0; i < 120; ++i) {
        LineLogged line;
        line.incident = {1};
        line.line = {500'000 + i};
        line.observedAt = line.madeAt = m_desk->now() - 400'000 + i;
        line.text = Text(QStringLiteral("line %1").arg(i));
        lines.emplace_back(line);
    }
    m_desk->put(QStringLiteral("wren"), lines);
    QTest::qWait(50);
    auto* log = named<QListView>(*m_window, "log");
    QTRY_VERIFY(log->verticalScrollBar()->maximum() > 1000);
    log->verticalScrollBar()->setValue(log->verticalScrollBar()->maximum() / 2);
    QCoreApplication::processEvents();
    const QPoint eye(20, log->viewport()->height() / 2);
    const QPersistentModelIndex read = log->indexAt(eye);
    QVERIFY(read.isValid());
    const QString words = read.data().toString();
    const int y = log->visualRect(read).top();
    storm(feed, [&]() -> QString {
        QCoreApplication::processEvents(); // the list lays itself out a turn later
        const int now = log->visualRect(read).top();
        if (now != y)
            return QStringLiteral("the line that is read is at %1 instead of %2").arg(now).arg(y);
        if (log->indexAt(eye).data().toString() != words)
            return QStringLiteral("another line is under the eye");
        return {};
    });
    // Another's line that waits or is answered scrolls nothing either.
    PendingCommand waiting = m_desk->pending().front();
    waiting.command.id = QByteArray(16, 'q');
    m_desk->tellPending({m_desk->pending().front(), waiting});
    m_desk->tellPending({});
    QTest::qWait(20);
    QCOMPARE(log->visualRect(read).top(), y);
    // Who reads the end goes on reading the end.
    log->scrollToBottom();
    feed.batch({1});
    LineLogged last;
    last.incident = {1};
    last.line = {999'999};
    last.observedAt = last.madeAt = m_desk->now() + 1;
    last.text = Text(QStringLiteral("the newest"));
    m_desk->put(QStringLiteral("wren"), {last});
    const auto newest = log->model()->match(
        log->model()->index(0, 0), Qt::DisplayRole, QStringLiteral("the newest"), 1, Qt::MatchContains);
    QCOMPARE(newest.size(), 1);
    QTRY_VERIFY(log->viewport()->rect().contains(log->visualRect(newest.front()).adjusted(0, 0, -20, 0)));
}

void TestFrozenHands::incidentsUnderTheHand()
{
    Feed feed(*m_desk);
    auto* list = named<QListView>(*m_window, "incidents");
    auto* model = qobject_cast<IncidentListModel*>(list->model());
    const int row = model->rowOfIncident({4});
    const QRect box = list->visualRect(model->index(row));
    const auto shown = model->rows();
    storm(feed, [&]() -> QString {
        // The pointer trembles over a group, about to press it.
        QTest::mouseMove(list->viewport(), box.center() + QPoint(feed.updates / k_batch % 2, 0));
        QCoreApplication::processEvents();
        if (model->incidentAt(list->indexAt(box.center()).row()) != IncidentId {4})
            return QStringLiteral("another incident is under the pointer");
        if (model->incidentAt(list->currentIndex().row()) != IncidentId {1} || m_window->incident().value != 1)
            return QStringLiteral("another incident is chosen");
        return {};
    });
    QVERIFY(model->rows() == shown);
    auto* badge = named<Button>(*m_window, "waitingIncidents");
    QVERIFY(badge->isVisible());
    QVERIFY2(badge->word().startsWith(QStringLiteral("+32 · 16 major")), qPrintable(badge->word()));
    QTest::mouseClick(badge, Qt::LeftButton);
    QCOMPARE(model->rowCount(), static_cast<int>(shown.size()) + 32);
    QVERIFY(!badge->isVisible());
    QCOMPARE(m_window->incident().value, 1U);
    // The hand is gone: nothing is held back.
    m_desk->setNow(m_desk->now() + 3000);
    m_window->tick();
    for (int i = 0; i < 10; ++i)
        feed.batch({1});
    QCOMPARE(model->rowCount(), static_cast<int>(shown.size()) + 33);
}

void TestFrozenHands::theFormThatIsHalfFilled()
{
    Feed feed(*m_desk);
    named<QWidget>(*m_window, "incidents")->setFocus();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_D, Qt::ControlModifier);
    auto* title = qobject_cast<QLineEdit*>(QApplication::focusWidget());
    QVERIFY(title && title->objectName() == QLatin1String("editor_title"));
    QTest::keyClicks(title, QStringLiteral("Logins fai"));
    title->setCursorPosition(3);
    auto* choice = m_window->findChild<QComboBox*>(); // the severity, moved away from what it began with
    for (auto* box : named<QWidget>(*m_window, "editor")->findChildren<QComboBox*>())
        choice = box;
    if (choice)
        choice->setCurrentIndex(choice->count() - 1);
    auto* button = named<Button>(*m_window, "editorDo");
    const QPoint place = button->mapTo(m_window.get(), QPoint());
    storm(feed, [&]() -> QString {
        if (QApplication::focusWidget() != title || title->text() != QLatin1String("Logins fai")
            || title->cursorPosition() != 3)
            return QStringLiteral("the half-typed title is not as it was left");
        if (choice && choice->currentIndex() != choice->count() - 1)
            return QStringLiteral("the choice went back");
        if (!button->isVisible() || button->mapTo(m_window.get(), QPoint()) != place)
            return QStringLiteral("the button moved");
        return {};
    });
    QTest::keyClick(title, Qt::Key_End);
    QTest::keyClicks(title, QStringLiteral("l"));
    QTest::keyClick(title, Qt::Key_Return);
    const auto* declared = get_if<Declare>(&m_desk->asked().back());
    QVERIFY(declared);
    QCOMPARE(declared->title, QStringLiteral("Logins fail"));
}

void TestFrozenHands::withoutAHandTheRowsMove()
{
    // The control: were the page to hold nothing, the checks above would see it.
    Feed feed(*m_desk);
    for (int i = 0; i < 20; ++i)
        feed.batch({1});
    m_window->showPage(MainWindow::AlertListPage);
    m_window->alerts().filterBy({});
    auto* model = m_window->alerts().model();
    QTRY_VERIFY(!model->busy() && model->rowCount() > 100);
    const AlertId fourth = model->alertAt(3);
    for (int i = 0; i < 10; ++i)
        feed.batch({1});
    QTRY_VERIFY(!model->busy());
    QVERIFY(model->alertAt(3) != fourth);
    QCOMPARE(model->waiting(), 0);
}

QTEST_MAIN(TestFrozenHands)
#include "tst_frozenhands.moc"
