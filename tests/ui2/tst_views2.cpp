// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui2/storydesk.h"
#include "ui/common/button.h"
#include "ui/common/messagestrip.h"
#include "ui/common/theme.h"
#include "ui/common/watchbook.h"
#include "ui/metrics/ratechart.h"
#include "ui/metrics/rateplot.h"
#include "ui/review/drafttext.h"
#include "ui/review/phasebar.h"
#include "ui/review/reviewpage.h"
#include "ui/runbooks/actionsview.h"
#include "ui/runbooks/runwords.h"
#include "ui/timeline/timelinecanvas.h"
#include "ui/timeline/timelineview.h"
#include "ui/topology/topologycanvas.h"
#include "ui/topology/topologyview.h"

#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTest>

using namespace quarterdeck;

namespace {

Button* button(QWidget& in, const QString& word)
{
    for (auto* b : in.findChildren<Button*>()) {
        if (b->word() == word)
            return b;
    }
    return nullptr;
}

void show(QWidget& widget, QSize size = {786, 330})
{
    widget.resize(size);
    widget.show();
    QVERIFY(QTest::qWaitForWindowExposed(&widget));
    QCoreApplication::processEvents();
}

} // namespace

class TestViews2 : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { applyTheme(*qApp, Scheme::Dark); }

    void timelineByKeysAlone()
    {
        StoryDesk desk;
        desk.outage.untilPostCheck();
        TimelineView view(desk);
        view.setIncident(desk.outage.incident);
        show(view);
        auto* canvas = view.canvas();
        canvas->setFocus();
        QSignalSpy focused(canvas, &TimelineCanvas::focusChanged);
        QSignalSpy opened(&view, &TimelineView::entryActivated);
        QTest::keyClick(canvas, Qt::Key_Right);
        QTest::keyClick(canvas, Qt::Key_Right);
        QCOMPARE(canvas->scene().focus, 1U);
        QVERIFY(canvas->accessibleDescription().contains(QStringLiteral("entry")));
        QTest::keyClick(canvas, Qt::Key_Down);
        QVERIFY(canvas->scene().items[canvas->scene().focus].lane != canvas->scene().items[1].lane);
        QTest::keyClick(canvas, Qt::Key_Return);
        QCOMPARE(opened.size(), 1);
        QCOMPARE(opened[0][0].toULongLong(), canvas->scene().items[canvas->scene().focus].seq);
        const auto span = canvas->geometryOfTime().span();
        QTest::keyClick(canvas, Qt::Key_Plus);
        QVERIFY(canvas->geometryOfTime().span() < span);
        QTest::keyClick(canvas, Qt::Key_0);
        QCOMPARE(canvas->geometryOfTime().span(), span);
        QSignalSpy brushed(&view, &TimelineView::rangeSelected);
        QTest::keyClick(canvas, Qt::Key_Right, Qt::ShiftModifier);
        QCOMPARE(brushed.size(), 1);
        QVERIFY(brushed[0][1].toLongLong() > brushed[0][0].toLongLong());
        QTest::keyClick(canvas, Qt::Key_Escape);
        QCOMPARE(canvas->scene().focus, SIZE_MAX);
        QVERIFY(!focused.isEmpty());
    }

    void nothingMovesUnderThePointer()
    {
        StoryDesk desk;
        desk.outage.untilPostCheck();
        TimelineView view(desk);
        view.setIncident(desk.outage.incident);
        show(view);
        auto* canvas = view.canvas();
        canvas->setFocusItem(5);
        const auto had = canvas->scene().items[5];
        const auto from = canvas->geometryOfTime().from();
        // A late line lands before it; the focus stays with its item, the picture where it is.
        desk.outage.line(2 * Outage::minute, QStringLiteral("wren"), LineKind::Note, QStringLiteral("late"), 18 * Outage::minute);
        Delta delta;
        delta.incidents.insert(desk.outage.incident);
        desk.tell(delta);
        QTRY_VERIFY(std::any_of(canvas->scene().items.begin(), canvas->scene().items.end(),
            [](const TimelineItem& i) { return i.text == QLatin1String("late"); }));
        QCOMPARE(canvas->scene().items[canvas->scene().focus], had);
        QCOMPARE(canvas->geometryOfTime().from(), from);
    }

    void tenThousandItemsPaintTheSameTwice()
    {
        StoryDesk desk;
        desk.outage.opening();
        for (int i = 0; i < 2000; ++i)
            desk.outage.alert(i * 500, QStringLiteral("A"), QStringLiteral("redis"), QStringLiteral("r%1").arg(i), Severity::High);
        for (int i = 0; i < 10'000; ++i)
            desk.outage.line(i * 100, QStringLiteral("wren"), static_cast<LineKind>(i % 6), QStringLiteral("line number %1").arg(i));
        TimelineView view(desk);
        view.setIncident(desk.outage.incident);
        show(view);
        QImage first(view.canvas()->size(), QImage::Format_ARGB32_Premultiplied);
        first.fill(Qt::transparent);
        QImage again = first;
        const QImage blank = first;
        view.canvas()->render(&first);
        view.canvas()->render(&again);
        QVERIFY(first != blank);
        QCOMPARE(again, first); // the same state is the same picture; how long it takes is the benchmark's
    }

    void theListSaysWhatThePictureShows()
    {
        StoryDesk desk;
        desk.outage.untilPostCheck();
        TimelineView view(desk);
        view.setIncident(desk.outage.incident);
        show(view);
        view.showList(true);
        auto* list = view.findChild<QListWidget*>();
        QCOMPARE(list->count(), static_cast<int>(view.canvas()->scene().items.size()));
        QSignalSpy opened(&view, &TimelineView::entryActivated);
        QTest::keyClick(list, Qt::Key_Return);
        QCOMPARE(opened.size(), 1);
    }

    void topologyByKeysAlone()
    {
        StoryDesk desk;
        desk.outage.untilPostCheck();
        TopologyView view(desk);
        view.setIncident(desk.outage.incident);
        show(view);
        auto* canvas = view.canvas();
        canvas->setFocus();
        const auto name = [&] { return canvas->scene().layout.nodes[canvas->selected()].name; };
        QTest::keyClick(canvas, Qt::Key_Right);
        QCOMPARE(name(), QStringLiteral("redis")); // begins where it began
        QCOMPARE(canvas->scene().facts[canvas->selected()].order, 1);
        const auto blast = canvas->blastRadius();
        QCOMPARE(std::count(blast.begin(), blast.end(), true), 4); // cart, search, checkout, web
        QTest::keyClick(canvas, Qt::Key_Left);
        QVERIFY(name() == QLatin1String("cart") || name() == QLatin1String("search"));
        QSignalSpy activated(&view, &TopologyView::serviceActivated);
        QTest::keyClick(canvas, Qt::Key_Return);
        QCOMPARE(activated.size(), 1);
        QCOMPARE(activated[0][0].toString(), name());
        QVERIFY(canvas->accessibleDescription().contains(name()));
        for (size_t i = 0; i < canvas->scene().layout.nodes.size(); ++i)
            QVERIFY(QRectF(canvas->rect()).contains(canvas->nodeBox(i)));
    }

    void aServiceOffTheMapIsStillShown()
    {
        StoryDesk desk;
        desk.outage.opening();
        desk.outage.alert(0, QStringLiteral("X"), QStringLiteral("forgotten"), QStringLiteral("r"), Severity::High);
        TopologyView view(desk);
        view.setIncident(desk.outage.incident);
        const size_t at = view.canvas()->scene().layout.find(QStringLiteral("forgotten"));
        QVERIFY(at != SIZE_MAX);
        QVERIFY(!view.canvas()->scene().facts[at].onMap);
    }

    void noMapSaysWhatThatCosts()
    {
        StoryDesk desk;
        desk.outage.alert(0, QStringLiteral("X"), QStringLiteral("s"), QStringLiteral("r"), Severity::High);
        TopologyView view(desk);
        view.setIncident(desk.outage.incident);
        QVERIFY(view.canvas()->scene().empty.contains(QStringLiteral("cannot be said")));
        QVERIFY(view.canvas()->accessibleDescription().contains(QStringLiteral("cannot be said")));
    }

    void rateHasRoundAxes_data()
    {
        QTest::addColumn<uint>("most");
        QTest::addColumn<int>("top");
        QTest::newRow("0") << 0U << 4;
        QTest::newRow("4") << 4U << 4;
        QTest::newRow("9") << 9U << 10;
        QTest::newRow("17") << 17U << 20;
        QTest::newRow("101") << 101U << 200;
        QTest::newRow("5000") << 5000U << 10000;
    }

    void rateHasRoundAxes()
    {
        QFETCH(uint, most);
        QFETCH(int, top);
        QVERIFY(niceTop(most) >= static_cast<int>(most));
        if (most != 5000)
            QCOMPARE(niceTop(most), top);
    }

    void rateSaysWhatIsTrue()
    {
        StoryDesk desk;
        const WatchBook watches(desk);
        RateChart chart(desk, watches);
        QVERIFY(chart.accessibleDescription().contains(QStringLiteral("production's state is unknown")));
        StoryDesk busy;
        busy.outage.untilPostCheck();
        const WatchBook busyWatches(busy);
        RateChart full(busy, busyWatches);
        QVERIFY(full.accessibleDescription().contains(QStringLiteral("17 firing now")));
    }

    void valuesAreShownExactly_data()
    {
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("shown");
        QTest::newRow("plain") << QStringLiteral("redis") << QStringLiteral("\"redis\"");
        QTest::newRow("space") << QStringLiteral("a b ") << QStringLiteral("\"a b \"");
        QTest::newRow("empty") << QString() << QStringLiteral("\"\"");
        QTest::newRow("quote") << QStringLiteral("a\" \"b") << QStringLiteral("\"a\\\" \\\"b\"");
        QTest::newRow("break") << QStringLiteral("a\nb") << QStringLiteral("\"a\\nb\"");
        QTest::newRow("backslash") << QStringLiteral("a\\nb") << QStringLiteral("\"a\\\\nb\"");
        QTest::newRow("bidi") << (QStringLiteral("a") + QChar(0x202e) + QStringLiteral("b")) << QStringLiteral("\"a⟨U+202E⟩b\"");
        QTest::newRow("said bidi") << QStringLiteral("a⟨U+202E⟩b") << QStringLiteral("\"a\\⟨U+202E⟩b\"");
    }

    void valuesAreShownExactly()
    {
        QFETCH(QString, value);
        QFETCH(QString, shown);
        QCOMPARE(quoted(value), shown);
    }

    void prepareShowsAndOnlyThenRuns()
    {
        StoryDesk desk;
        desk.outage.untilPostCheck();
        ActionsView view(desk);
        view.setIncident(desk.outage.incident);
        show(view);
        QCOMPARE(view.alert(), AlertId {1}); // of the first suspect's service
        auto* runbooks = view.findChildren<QListWidget*>().at(0);
        runbooks->setCurrentRow(0);
        auto* prepare = button(view, QStringLiteral("Prepare"));
        QVERIFY(prepare && prepare->isVisible());
        const QRect prepareAt(prepare->mapTo(&view, QPoint()), prepare->size());
        QTest::mouseClick(prepare, Qt::LeftButton);
        QCOMPARE(desk.asked.size(), 1U);
        const auto* asked = get_if<PrepareRun>(&desk.asked[0]);
        QVERIFY(asked);
        QCOMPARE(asked->alert, AlertId {1});

        auto request = desk.outage.request();
        request.run = RunId {2};
        desk.outage.say(20 * Outage::minute, QStringLiteral("kestrel"), {request});
        desk.answer(Seq {desk.outage.entries.size()});
        const QString text = view.findChild<QPlainTextEdit*>()->toPlainText();
        for (const auto& arg : request.steps[0].argv)
            QVERIFY2(text.contains(quoted(arg.s)), qPrintable(text));
        QVERIFY(text.contains(quoted(request.check.probeUrl.s)));
        QVERIFY(text.contains(QStringLiteral("5 m")));

        auto* start = button(view, QStringLiteral("Run exactly this"));
        QVERIFY(start && start->isVisible() && !start->isDefault() && !start->autoDefault());
        QVERIFY(!QRect(start->mapTo(&view, QPoint()), start->size()).intersects(prepareAt));
        QVERIFY(!start->hasFocus());
        QTest::mouseClick(start, Qt::LeftButton);
        const auto* run = get_if<StartRun>(&desk.asked.back());
        QVERIFY(run);
        QCOMPARE(run->run, RunId {2});
        QCOMPARE(run->resolvedHash, request.resolvedHash);
    }

    void aRefusalStandsWhereItHappened()
    {
        StoryDesk desk;
        desk.outage.untilPostCheck();
        ActionsView view(desk);
        view.setIncident(desk.outage.incident);
        show(view);
        view.findChildren<QListWidget*>().at(0)->setCurrentRow(1);
        view.prepare();
        desk.answer(error("run.not-applicable", QStringLiteral("It is not made for this alert.")));
        auto* strip = view.findChild<MessageStrip*>();
        QVERIFY(strip->isVisible());
        QCOMPARE(strip->sentence(), QStringLiteral("It is not made for this alert."));
    }

    void withoutTheServerNothingStarts()
    {
        StoryDesk desk;
        desk.outage.untilPostCheck();
        desk.outage.say(20 * Outage::minute, QStringLiteral("kestrel"), {[&] {
            auto r = desk.outage.request();
            r.run = RunId {2};
            return r;
        }()});
        ActionsView view(desk);
        view.setIncident(desk.outage.incident);
        view.showRun(RunId {2});
        show(view);
        QVERIFY(button(view, QStringLiteral("Run exactly this"))->isEnabled());
        desk.cut();
        QTRY_VERIFY(!button(view, QStringLiteral("Run exactly this"))->isEnabled());
    }

    void aRehearsalSaysSo()
    {
        StoryDesk desk;
        desk.outage.untilPostCheck();
        desk.outage.say(20 * Outage::minute, QStringLiteral("kestrel"), {desk.outage.request(RunMode::Rehearse)});
        ActionsView view(desk);
        view.setIncident(desk.outage.incident);
        view.showRun(RunId {2});
        show(view);
        bool banner = false;
        for (auto* label : view.findChildren<QLabel*>())
            banner = banner || (label->isVisible() && label->text().contains(QStringLiteral("REHEARSAL: nothing is executed")));
        QVERIFY(banner);
    }

    void statesInWords()
    {
        Run run;
        run.steps.resize(1);
        run.records.resize(1);
        QVERIFY(stateWords(run, 0).contains(QStringLiteral("planned")));
        run.state = RunState::Ended;
        run.end = RunEnd::Unknown;
        QVERIFY(stateWords(run, 0).contains(QStringLiteral("a person must find out")));
        QVERIFY(wantsPerson(run));
        run.end = RunEnd::Succeeded;
        run.checkState = CheckState::Watching;
        run.checkStartedAt = 1000;
        run.checkUntil = 301'000;
        QCOMPARE(stateWords(run, 161'000), QStringLiteral("post-check 2:40 of 5:00"));
        run.checkState = CheckState::Ended;
        run.verdict = Verdict::NotVerified;
        QVERIFY(stateWords(run, 0).contains(QStringLiteral("not verified")));
        QVERIFY(wantsPerson(run));
        run.verdict = Verdict::Verified;
        QVERIFY(!wantsPerson(run));
    }

    void theDraftIsTextAndItsEntriesOpen()
    {
        StoryDesk desk;
        desk.outage.untilPostCheck();
        desk.draftText = QStringLiteral("# T\n\n- <b>entry 9</b> said \\<i\\> (entry 12)\n- no more\n");
        ReviewPage page(desk);
        page.setIncident(desk.outage.incident);
        show(page, {900, 500});
        QCOMPARE(page.draftText()->toPlainText(), desk.draftText);
        QSignalSpy opened(&page, &ReviewPage::entryActivated);
        auto cursor = page.draftText()->textCursor();
        cursor.movePosition(QTextCursor::Start);
        cursor.movePosition(QTextCursor::Down, QTextCursor::MoveAnchor, 2);
        page.draftText()->setTextCursor(cursor);
        QTest::keyClick(page.draftText(), Qt::Key_Return);
        QCOMPARE(opened.size(), 1);
        QCOMPARE(opened[0][0].toULongLong(), 12U);
        QCOMPARE(entryOfLine(QStringLiteral("- no more")), 0U);
    }

    void exportAnswersInPlace()
    {
        StoryDesk desk;
        desk.outage.untilPostCheck();
        ReviewPage page(desk);
        page.setIncident(desk.outage.incident);
        show(page, {900, 500});
        page.findChild<QLineEdit*>()->setText(QStringLiteral("/tmp"));
        QTest::mouseClick(button(page, QStringLiteral("HTML")), Qt::LeftButton);
        QCOMPARE(desk.exportedAs, QStringLiteral("html"));
        QCOMPARE(desk.exportedTo, QStringLiteral("/tmp/incident-1-postmortem.html"));
        QVERIFY(page.findChild<MessageStrip*>()->sentence().contains(QStringLiteral("/tmp/incident-1-postmortem.html")));
        desk.exportFails = error("export.not-written", QStringLiteral("The disk is full."));
        page.exportAs(QStringLiteral("json"));
        QCOMPARE(page.findChild<MessageStrip*>()->sentence(), QStringLiteral("The disk is full."));
    }

    void phasesAsShares()
    {
        const std::vector<PhaseSpan> spans {{Phase::Triage, 0, 100, 1, {}}, {Phase::Investigating, 100, 300, 2, {}},
            {Phase::Fixing, 300, 400, 3, {}}, {Phase::Resolved, 400, 0, 4, {}}};
        const auto segments = phaseSegments(spans, 100'000);
        QCOMPARE(segments.size(), 3U);
        QCOMPARE(segments[1].from, 0.25);
        QCOMPARE(segments[1].to, 0.75);
        QVERIFY(phaseSegments({}, 5).empty());
    }

    void everyControlHasANameAndAKey()
    {
        StoryDesk desk;
        desk.outage.untilPostCheck();
        TimelineView timeline(desk);
        TopologyView topology(desk);
        ActionsView actions(desk);
        ReviewPage review(desk);
        const WatchBook rateWatches(desk);
        RateChart rate(desk, rateWatches);
        for (QWidget* view : std::initializer_list<QWidget*> {&timeline, &topology, &actions, &review, &rate}) {
            for (auto* w : view->findChildren<QWidget*>()) {
                if (w->focusPolicy() == Qt::NoFocus || w->objectName().startsWith(QLatin1String("qt_"))
                    || w->window() != view)
                    continue;
                QVERIFY2(!w->accessibleName().isEmpty(),
                    qPrintable(QStringLiteral("%1 in %2").arg(QLatin1String(w->metaObject()->className()),
                        QLatin1String(w->parentWidget()->metaObject()->className()))));
                QVERIFY2(w->focusPolicy() & Qt::TabFocus, qPrintable(w->accessibleName()));
            }
        }
    }

    void hostileTextStaysText()
    {
        StoryDesk desk;
        const QString evil = QStringLiteral("<img src=x onerror=1>&") + QChar(0x202e) + QStringLiteral("\n<b>");
        desk.outage.opening();
        desk.outage.alert(0, evil, evil, evil, Severity::High);
        desk.outage.line(1000, evil, LineKind::Decision, evil);
        auto request = desk.outage.request();
        request.title = evil;
        request.steps[0].argv.push_back(evil);
        desk.outage.say(2000, evil, {request});
        ActionsView actions(desk);
        actions.setIncident(desk.outage.incident);
        actions.showRun(RunId {1});
        TimelineView timeline(desk);
        timeline.setIncident(desk.outage.incident);
        timeline.showList(true);
        TopologyView topology(desk);
        topology.setIncident(desk.outage.incident);
        topology.showList(true);
        for (QWidget* view : std::initializer_list<QWidget*> {&actions, &timeline, &topology}) {
            show(*view);
            for (auto* label : view->findChildren<QLabel*>()) {
                QCOMPARE(label->textFormat(), Qt::PlainText);
                QVERIFY(!label->text().contains(QChar(0x202e)));
            }
            for (auto* list : view->findChildren<QListWidget*>()) {
                for (int i = 0; i < list->count(); ++i)
                    QVERIFY(!list->item(i)->text().contains(QChar(0x202e)));
            }
        }
        QVERIFY(actions.findChild<QPlainTextEdit*>()->toPlainText().contains(QStringLiteral("\\n<b>")));
    }
};

QTEST_MAIN(TestViews2)
#include "tst_views2.moc"
