// SPDX-License-Identifier: GPL-3.0-or-later
// What a commander asks in the first thirty minutes stands in the window, minute by minute, without a click.

#include "models/items/alertlistmodel.h"
#include "models/state/situationdocument.h"
#include "tests/ui/window.h"
#include "ui/alerts/alertspage.h"
#include "ui/common/actionbook.h"
#include "ui/common/theme.h"
#include "ui/shell/mainwindow.h"

#include <QApplication>
#include <QListView>
#include <QListWidget>
#include <QTableView>
#include <QTest>

using namespace quarterdeck;

namespace {

QString q(const char* s) { return QString::fromUtf8(s); }

constexpr qint64 minute = Outage::minute;

} // namespace

class TestMinutes : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { applyTheme(*qApp, Scheme::Dark); }

    void init()
    {
        m_desk = std::make_unique<MemoryDesk>();
        fillDesk(*m_desk);
        m_window = std::make_unique<MainWindow>(*m_desk);
        m_window->resize(1366, 768);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        m_window->chooseIncident({ 1 });
    }

    void cleanup()
    {
        m_window.reset();
        m_desk.reset();
    }

    void whatFiredAndHowItGrows();
    void whoIsNeeded();
    void whatTheActionShouldClear();
    void lastUses();
    void whatChangedSinceTheUpdate();
    void handsOffAndWatch();
    void beforeClosing();
    void aCustomersReportIsCounted();
    void anOfferCarriesTheMap();

private:
    QString shown(const char* part)
    {
        QStringList all;
        for (const auto* label : m_window->findChild<QWidget*>(q(part))->findChildren<PlainLabel*>()) {
            if (label->isVisible())
                all << label->text();
        }
        return all.join(QLatin1Char('\n'));
    }

    void raise(const char* name, const char* service)
    {
        AlertRaised f;
        f.alert = { m_desk->workspace().alertCount() + 1 };
        f.source = { 1 };
        f.key = f.alert.value;
        f.severity = Severity::High;
        f.startedAt = m_desk->now() - 30'000;
        f.name = q(name);
        f.service = q(service);
        f.resource = q(service) + q("-1");
        AlertAttached a;
        a.alert = f.alert;
        a.incident = { 1 };
        m_desk->put(q("rules"), { f, a });
        m_window->chooseIncident({ 1 }); // as the next refresh does
    }

    void put(std::vector<Fact> facts)
    {
        m_desk->put(q("kestrel"), std::move(facts), QByteArray::number(++m_commands).rightJustified(16, 'm'));
        m_window->chooseIncident({ 1 });
        m_window->tick();
    }

    std::unique_ptr<MemoryDesk> m_desk;
    std::unique_ptr<MainWindow> m_window;
    int m_commands = 0;
};

void TestMinutes::whatFiredAndHowItGrows()
{
    const QString before = shown("situation");
    QVERIFY2(before.contains(q("RedisDown cache-1, 14:02:44\nthen CartErrors cart-0 +16 s, CheckoutErrorRate pod-0 +31 s")), qPrintable(before));
    QVERIFY2(before.contains(q("17 firing, flat for 15 m")), qPrintable(before));
    raise("PaymentsSlow", "payments");
    QVERIFY2(shown("situation").contains(q("18 firing, growing, +1 in the last minute, +1 in 5 min")), qPrintable(shown("situation")));
}

void TestMinutes::whoIsNeeded()
{
    QVERIFY2(shown("situation").contains(q("needs an expert, nobody here: redis (team-data), cart, checkout (team-checkout) and 2 more")),
        qPrintable(shown("situation")));
    put({ PersonPaged { { 1 }, Text(q("team-data")), Text(q("phone")) } });
    QVERIFY2(shown("situation").contains(q("; paged: redis (team-data, ")), qPrintable(shown("situation")));
    put({ PersonAnswered { { 1 }, Text(q("team-data")), Presence::Present, {} } });
    QVERIFY2(!shown("situation").contains(q("team-data")), qPrintable(shown("situation")));
    std::vector<Fact> all;
    for (const char* team : { "team-checkout", "team-search", "team-web" })
        all.emplace_back(PersonAnswered { { 1 }, Text(q(team)), Presence::Present, {} });
    put(all);
    QVERIFY2(shown("situation").contains(q("somebody is here for each service that is hit")), qPrintable(shown("situation")));
}

void TestMinutes::whatTheActionShouldClear()
{
    QVERIFY2(shown("situation").contains(q("Restart a service, 14:13: 0 of 17 that should clear have cleared; nothing new since")),
        qPrintable(shown("situation")));
    m_desk->put(q("rules"), { AlertCleared { { 1 }, m_desk->now(), ClearedHow::Resolved, 0 } });
    raise("PaymentsSlow", "payments");
    QVERIFY2(shown("situation").contains(q("1 of 17 that should clear have cleared; 1 new since: PaymentsSlow payments-1")),
        qPrintable(shown("situation")));
    // And it is marked in the list; the older ones are not.
    m_window->showPage(MainWindow::AlertListPage);
    m_window->alerts().filterBy(q("PaymentsSlow"));
    auto* model = m_window->alerts().model();
    QTRY_COMPARE(model->rowCount(), 1);
    QVERIFY(model->index(0, AlertListModel::TitleColumn).data().toString().startsWith(q("new since the action · ")));
    m_window->alerts().filterBy(q("RedisDown"));
    QTRY_COMPARE(model->index(0, AlertListModel::ResourceColumn).data().toString(), q("cache-1"));
    QVERIFY(!model->index(0, AlertListModel::TitleColumn).data().toString().contains(q("new since")));
}

void TestMinutes::lastUses()
{
    m_window->showPage(MainWindow::ActionPage);
    auto* list = m_window->findChild<QListWidget*>(q("runbooks"));
    const auto words = [&](int row) { return list->item(row)->data(Qt::AccessibleTextRole).toString(); };
    QVERIFY2(words(0).contains(q("last used 2026-11-23 14:13, post-check")), qPrintable(words(0)));
    QVERIFY2(words(1).endsWith(q("never used")), qPrintable(words(1)));
    PostCheckEnded ended;
    ended.run = { 1 };
    ended.verdict = Verdict::Verified;
    put({ ended });
    QTRY_VERIFY2(words(0).endsWith(q("last used 2026-11-23 14:13, ✓ verified")), qPrintable(words(0)));
}

void TestMinutes::whatChangedSinceTheUpdate()
{
    m_window->actions().trigger(q("update.write"));
    auto* since = m_window->findChild<PlainLabel*>(q("sinceUpdate"));
    QVERIFY(since->isVisible());
    put({ StatusPosted { { 1 }, Audience::Internal, m_desk->workspace().head().seq, {}, Text(q("as it is")) } });
    QVERIFY2(since->text().endsWith(q(": nothing")), qPrintable(since->text()));
    m_desk->setNow(m_desk->now() + minute);
    raise("PaymentsSlow", "payments");
    put({ SeveritySet { { 1 }, 1, 2, Text(q("fewer")) } });
    QVERIFY2(since->text().contains(q("1 alerts fired, 1 lines in the log")), qPrintable(since->text()));
    QVERIFY2(since->text().contains(q("@kestrel ")), qPrintable(since->text()));
}

void TestMinutes::handsOffAndWatch()
{
    QVERIFY(!shown("situation").contains(q("relapse")));
    put({ PhaseSet { { 1 }, Phase::Investigating, Phase::Monitoring, {} } });
    QVERIFY2(shown("situation").contains(q("no silence would hide a relapse")), qPrintable(shown("situation")));
    QVERIFY2(shown("situation").contains(q(" sources live")), qPrintable(shown("situation")));
    QVERIFY2(shown("situation").contains(q(" groups fire, ")), qPrintable(shown("situation")));
    SilenceSet silence;
    silence.silence = { 1 };
    silence.matchers = { { q("service"), q("cart") } };
    silence.owner = q("wren");
    silence.until = m_desk->now() + 60 * minute;
    put({ silence });
    QVERIFY2(shown("situation").contains(q("⚠ a silence would hide a relapse: service=cart by @wren until ")), qPrintable(shown("situation")));
    QTRY_VERIFY2(cutLabel(*m_window->findChild<QWidget*>(q("situation"))).isEmpty(),
        qPrintable(cutLabel(*m_window->findChild<QWidget*>(q("situation")))));
}

void TestMinutes::beforeClosing()
{
    ChecklistLoaded list;
    list.checklist = q("closing");
    list.title = Text(q("Before closing"));
    list.phase = Phase::Resolved;
    for (const char* id : { "last-update", "silences", "verified", "todos", "people", "review", "own" })
        list.items.push_back({ q(id), Text(q(id)) });
    m_desk->put({}, { list });
    m_window->showPage(MainWindow::CheckPage);
    m_window->tick();
    const auto* model = m_window->findChild<QListView*>(q("checklists"))->model();
    QStringList rows;
    for (int i = 1; i < model->rowCount(); ++i)
        rows << model->index(i, 0).data().toString();
    QCOMPARE(rows.size(), 7);
    QVERIFY2(rows[0].startsWith(q("☐ last-update, the last one 6 m ago")), qPrintable(rows[0]));
    QCOMPARE(rows[1], q("☐ silences, 0 silences match, 1 alerts are suppressed"));
    QCOMPARE(rows[2], q("☐ verified, 1 not verified: Restart a service"));
    QCOMPARE(rows[3], q("☐ todos, 1 open, 0 without an owner"));
    QCOMPARE(rows[4], q("☐ people, 0 present, 0 awaited"));
    QCOMPARE(rows[5], q("☐ review, no open task names it"));
    QCOMPARE(rows[6], q("☐ own")); // of an item of somebody's own nothing is made up
}

void TestMinutes::aCustomersReportIsCounted()
{
    const qint64 before = customerReports(*m_desk->workspace().incident(IncidentId { 1 }));
    m_window->actions().trigger(q("incident.report"));
    auto* field = m_window->findChild<QWidget*>(q("editor_text"));
    QTest::keyClicks(field, q("cannot pay by card"));
    QTest::keyClick(field, Qt::Key_Return);
    const auto* line = get_if<LogLine>(&m_desk->asked().back());
    QVERIFY(line && line->kind == LineKind::Report);
    QCOMPARE(line->text, q("cannot pay by card"));
    for (const quint32 n : { 1U, 2U }) {
        LineLogged logged;
        logged.incident = { 1 };
        logged.line = { 900 + n };
        logged.lineKind = LineKind::Report;
        logged.text = Text(line->text);
        put({ logged });
        QVERIFY2(shown("situation").contains(q("· %1 customer report").arg(before + n)), qPrintable(shown("situation")));
    }
}

/// Whoever takes over sees the map as it was at the offer.
void TestMinutes::anOfferCarriesTheMap()
{
    m_window->actions().trigger(q("command.offer"));
    auto* field = m_window->findChild<QWidget*>(q("editor_to"));
    QVERIFY(field);
    QTest::keyClicks(field, q("wren"));
    const size_t before = m_desk->asked().size();
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(m_desk->asked().size(), before + 2);
    const auto* map = get_if<Attach>(&m_desk->asked()[before]);
    const auto* offer = get_if<OfferHandOver>(&m_desk->asked()[before + 1]);
    QVERIFY(map && offer);
    const auto picture = QImage::fromData(map->bytes, "PNG");
    QVERIFY2(picture.width() > 300 && picture.height() > 200, "the map is no picture");
    QCOMPARE(offer->to, q("wren"));
    QVERIFY2(offer->briefing.contains(map->name), qPrintable(offer->briefing));
}

QTEST_MAIN(TestMinutes)
#include "tst_minutes.moc"
