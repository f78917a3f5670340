// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of the views over a plausible outage: gallery2 DIR. Not a test; for eyes.

#include "app/exporters/draftexport.h"
#include "tests/ui2/storydesk.h"
#include "ui/common/theme.h"
#include "ui/common/watchbook.h"
#include "ui/metrics/ratechart.h"
#include "ui/review/reviewpage.h"
#include "ui/runbooks/actionsview.h"
#include "ui/timeline/timelinecanvas.h"
#include "ui/timeline/timelineview.h"
#include "ui/topology/topologycanvas.h"
#include "ui/topology/topologyview.h"

#include <QApplication>
#include <QDir>
#include <QTest>

using namespace quarterdeck;

namespace {

QString folder;
QString theme;

void shoot(QWidget& widget, const QString& name, QSize size)
{
    widget.resize(size);
    widget.show();
    QTest::qWait(180);
    const QString scale = QString::fromLocal8Bit(qgetenv("QT_SCALE_FACTOR"));
    widget.grab().save(QStringLiteral("%1/%2-%3%4.png").arg(folder, name, theme, scale == QLatin1String("2") ? QStringLiteral("@2") : QString()));
    widget.hide();
}

void timeline(StoryDesk& desk, const QString& name)
{
    TimelineView view(desk);
    view.setIncident(desk.outage.incident);
    shoot(view, name, {786, 330});
    view.canvas()->setFocusItem(6);
    view.canvas()->setFocus();
    shoot(view, name + QStringLiteral("-focus-large"), {1300, 560});
    view.showList(true);
    shoot(view, name + QStringLiteral("-list"), {786, 330});
}

void topology(StoryDesk& desk, const QString& name)
{
    TopologyView view(desk);
    view.setIncident(desk.outage.incident);
    shoot(view, name, {786, 330});
    view.canvas()->select(view.canvas()->scene().layout.find(QStringLiteral("redis")));
    shoot(view, name + QStringLiteral("-blast-large"), {1300, 560});
}

void rate(StoryDesk& desk, const QString& name)
{
    const WatchBook watches(desk);
    RateChart chart(desk, watches);
    shoot(chart, name, {420, 180});
    shoot(chart, name + QStringLiteral("-large"), {786, 300});
}

void actions(StoryDesk& desk, const QString& name)
{
    ActionsView view(desk);
    view.setIncident(desk.outage.incident);
    shoot(view, name, {786, 330});
    view.showRun(RunId {1});
    shoot(view, name + QStringLiteral("-run"), {786, 330});
    auto request = desk.outage.request(RunMode::Rehearse);
    desk.outage.say(20 * Outage::minute, QStringLiteral("kestrel"), {request});
    view.showRun(request.run);
    shoot(view, name + QStringLiteral("-prepared"), {786, 330});
    shoot(view, name + QStringLiteral("-prepared-large"), {1100, 560});
    RunEnded lost {request.run, RunEnd::Unknown, QStringLiteral("the runner stopped between start and end")};
    desk.outage.say(21 * Outage::minute, QStringLiteral("server"), {lost}, false);
    view.showRun(request.run);
    shoot(view, name + QStringLiteral("-unknown"), {786, 330});
}

void review(StoryDesk& desk, const QString& name)
{
    const auto& o = desk.outage;
    const auto draft = buildPostmortem(o.workspace, o.entries, *o.workspace.incident(o.incident), o.workspace.head());
    desk.draftText = QString::fromUtf8(exportDraft(draft, DraftFormat::Markdown));
    ReviewPage page(desk);
    page.setIncident(o.incident);
    shoot(page, name, {786, 420});
    shoot(page, name + QStringLiteral("-large"), {1130, 700});
}

} // namespace

int main(int argc, char** argv)
{
    QApplication app(argc, argv);
    folder = argc > 1 ? QString::fromLocal8Bit(argv[1]) : QStringLiteral("/tmp/gallery2");
    QDir().mkpath(folder);
    for (const bool dark : {true, false}) {
        theme = dark ? QStringLiteral("dark") : QStringLiteral("light");
        applyTheme(app, dark ? Scheme::Dark : Scheme::Light);
        StoryDesk desk;
        desk.outage.untilPostCheck();
        timeline(desk, QStringLiteral("timeline"));
        topology(desk, QStringLiteral("topology"));
        rate(desk, QStringLiteral("rate"));
        AlertLost lost;
        lost.since = Outage::noon + 18 * Outage::minute;
        std::vector<Fact> facts;
        for (const quint32 id : {10U, 11U, 12U, 13U}) {
            lost.alert = AlertId {id};
            facts.emplace_back(lost);
        }
        desk.outage.say(19 * Outage::minute, QStringLiteral("rules"), facts, false);
        actions(desk, QStringLiteral("actions"));
        timeline(desk, QStringLiteral("timeline-unknown"));
        topology(desk, QStringLiteral("topology-unknown"));
        StoryDesk ended;
        ended.outage.untilPostCheck();
        ended.outage.recovery();
        ended.clock = Outage::noon + 50 * Outage::minute;
        timeline(ended, QStringLiteral("timeline-ended"));
        review(ended, QStringLiteral("review"));
        StoryDesk empty;
        rate(empty, QStringLiteral("rate-empty"));
        topology(empty, QStringLiteral("topology-empty"));
    }
    return 0;
}
