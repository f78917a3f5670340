// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/mainwindow.h"

#include "ui/alerts/alertspage.h"
#include "ui/command/commandstrip.h"
#include "ui/command/checklistpage.h"
#include "ui/command/decisionspage.h"
#include "ui/command/evidenceactions.h"
#include "ui/command/incidentactions.h"
#include "ui/command/peoplepage.h"
#include "ui/command/pollstrip.h"
#include "ui/command/taskspage.h"
#include "ui/command/updatespage.h"
#include "ui/common/actionbook.h"
#include "ui/common/history.h"
#include "ui/common/messagestrip.h"
#include "ui/common/timetext.h"
#include "ui/common/watchbook.h"
#include "ui/common/words.h"
#include "ui/incidents/clockstrip.h"
#include "ui/incidents/historypanel.h"
#include "ui/incidents/incidentheader.h"
#include "ui/incidents/incidentspanel.h"
#include "ui/incidents/situation.h"
#include "ui/incidents/situationpanel.h"
#include "ui/incidents/suspectspanel.h"
#include "ui/metrics/ratechart.h"
#include "ui/review/reviewpage.h"
#include "ui/runbooks/actionsview.h"
#include "ui/scribe/logpanel.h"
#include "ui/shell/centre.h"
#include "ui/shell/commandpalette.h"
#include "ui/shell/notifier.h"
#include "ui/shell/overlays.h"
#include "ui/shell/shortcutsheet.h"
#include "ui/sources/contextwindow.h"
#include "ui/sources/sourceswindow.h"
#include "ui/sources/truststrip.h"
#include "ui/timeline/timelineview.h"
#include "ui/topology/topologyview.h"
#include "ui/wall/wallview.h"

#include <QApplication>
#include <QScrollArea>
#include <QSplitter>
#include <QTimer>
#include <QVBoxLayout>

namespace quarterdeck {

namespace {
    constexpr int k_refreshMs = 100; // a burst of entries is one refresh
    constexpr qint64 k_situationTicks = 3;
}

MainWindow::MainWindow(Desk& desk, QWidget* parent)
    : QMainWindow(parent)
    , m_desk(desk)
{
    setObjectName(QStringLiteral("mainWindow"));
    setWindowTitle(QStringLiteral("Quarterdeck"));
    resize(1366, 768);
    makeParts();
    place();
    wireFeatures();
    wireDesk();
    addViewActions();
    addWindowActions();
    addLayoutActions();
    setAcceptDrops(true);
    setPerspective(Perspective::Command);
    chooseFirst();
    tick();
    m_second->start();
}

void MainWindow::makeParts()
{
    m_book = new ActionBook(this);
    m_history = new History(m_desk, this);
    m_watches = new WatchBook(m_desk, this);
    m_before = new HistoryPanel(m_desk, *m_history);
    m_top = new TopBar(m_desk);
    m_banner = new Banner;
    m_question = new CloseQuestion;
    m_left = new IncidentsPanel(m_desk, *m_history);
    m_header = new IncidentHeader(m_desk, *m_history);
    m_clock = new ClockStrip(m_desk);
    m_command = new CommandStrip(m_desk);
    m_editor = new EditorPanel(m_desk);
    m_message = new MessageStrip;
    m_situation = new SituationPanel(m_desk);
    m_suspects = new SuspectsPanel(m_desk, *m_watches);
    m_centre = new Centre;
    m_timeline = new TimelineView(m_desk);
    m_topology = new TopologyView(m_desk);
    m_alerts = new AlertsPage(m_desk, *m_book, *m_history);
    m_tasks = new TasksPage(m_desk, *m_book);
    m_runs = new ActionsView(m_desk);
    m_rate = new RateChart(m_desk, *m_watches);
    m_notifier = new Notifier(m_desk, this);
    m_poll = new PollStrip(m_desk);
    m_decisions = new DecisionsPage(m_desk, *m_book, *m_editor);
    m_checks = new ChecklistPage(m_desk, *m_book, *m_editor);
    m_people = new PeoplePage(m_desk, *m_book, *m_editor);
    m_updates = new UpdatesPage(m_desk, *m_book);
    m_review = new ReviewPage(m_desk);
    m_log = new LogPanel(m_desk);
    m_trust = new TrustStrip(m_desk);
    m_sources = new SourcesWindow(m_desk, this);
    m_context = new ContextWindow(m_desk, this);
    m_acts = new IncidentActions(*m_book, m_desk, *m_editor, this);
    m_evidence = new EvidenceActions(*m_book, m_desk, *m_editor, this);
    m_evidence->setChart([this] { return m_rate->grab().toImage(); });
    m_wall = new WallView(m_desk, this);
    m_soon = new QTimer(this);
    m_soon->setSingleShot(true);
    m_soon->setInterval(k_refreshMs);
    m_second = new QTimer(this);
    m_second->setInterval(1000);
}

void MainWindow::place()
{
    auto* all = new QWidget;
    auto* rows = new QVBoxLayout(all);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    auto* body = new QHBoxLayout;
    body->setSpacing(1);
    auto* right = new QVBoxLayout;
    right->setSpacing(1);
    m_left->setFixedWidth(236);
    body->addWidget(m_left);
    for (QWidget* strip :
        { static_cast<QWidget*>(m_header), static_cast<QWidget*>(m_clock), static_cast<QWidget*>(m_command),
            static_cast<QWidget*>(m_poll), static_cast<QWidget*>(m_editor), static_cast<QWidget*>(m_message) })
        right->addWidget(strip);
    m_middle = placeMiddle();
    m_columns = new QSplitter(Qt::Horizontal);
    m_columns->setHandleWidth(1);
    m_columns->setChildrenCollapsible(false);
    m_columns->addWidget(m_middle);
    m_columns->addWidget(m_log);
    m_columns->setStretchFactor(0, 1);
    m_columns->setSizes({ 814, 316 });
    m_log->setMinimumWidth(260);
    m_review->setAutoFillBackground(true);
    right->addWidget(m_columns, 1);
    right->addWidget(m_review, 1);
    body->addLayout(right, 1);
    rows->addWidget(m_top);
    rows->addWidget(m_banner);
    rows->addWidget(m_question);
    rows->addLayout(body, 1);
    rows->addWidget(m_trust);
    rows->setSpacing(1);
    setCentralWidget(all);
    m_palette = new CommandPalette(*m_book, m_desk, this);
    m_sheet = new ShortcutSheet(*m_book, this);
    m_watermark = new Watermark(this);
}

QSplitter* MainWindow::placeMiddle()
{
    auto* top = new QWidget;
    auto* rows = new QVBoxLayout(top);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(1);
    auto* sides = new QHBoxLayout;
    rows->addLayout(sides);
    rows->addWidget(m_before, 1);
    sides->setContentsMargins(0, 0, 0, 0);
    sides->setSpacing(1);
    sides->addWidget(m_situation, 4); // more words, of fewer lines
    sides->addWidget(m_suspects, 3);
    auto* scroll = new QScrollArea;
    scroll->setWidget(top);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setAccessibleName(tr("Situation and suspects"));
    scroll->setMinimumHeight(150);
    const std::array<std::pair<QString, QWidget*>, 10> pages { { { tr("Timeline"), m_timeline },
        { tr("Topology"), m_topology }, { tr("Alerts"), m_alerts }, { tr("Tasks"), m_tasks },
        { tr("Actions"), m_runs }, { tr("Rate"), m_rate }, { tr("Decisions"), m_decisions },
        { tr("Checks"), m_checks }, { tr("People"), m_people }, { tr("Updates"), m_updates } } };
    for (const auto& [word, page] : pages)
        m_centre->add(word, page);
    m_centre->setMinimumHeight(180);
    m_sides = scroll;
    auto* split = new QSplitter(Qt::Vertical);
    split->setHandleWidth(1);
    split->setChildrenCollapsible(false);
    split->addWidget(scroll);
    split->addWidget(m_centre);
    split->setStretchFactor(1, 1);
    split->setSizes({ 232, 376 });
    connect(split, &QSplitter::splitterMoved, this, [this] { m_middleByHand = true; });
    return split;
}

/// What is read at minute 0 is not scrolled away, unless somebody wants it smaller. It only ever grows: nothing may
/// move under a hand because a line has become shorter.
void MainWindow::fitSituation()
{
    if (m_middleByHand)
        return;
    const auto sizes = m_middle->sizes();
    const int wanted = qMax(m_situation->heightForWidth(m_situation->width()), m_situation->minimumSizeHint().height());
    const int room = (sizes[0] + sizes[1]) * 49 / 100; // the timeline and the alerts below are minute 0 as well
    const int height = qMin(wanted, room);
    if (height > sizes[0])
        m_middle->setSizes({ height, sizes[0] + sizes[1] - height });
}

std::array<BoardPage*, 3> MainWindow::boards() const
{
    return { m_decisions, m_checks, m_people };
}

void MainWindow::wireFeatures()
{
    connect(m_top, &TopBar::perspectiveWanted, this, &MainWindow::setPerspective);
    connect(m_top, &TopBar::paletteWanted, this, [this] { m_palette->open(); });
    connect(m_top, &TopBar::zoneWanted, this, [this] { m_book->trigger(QStringLiteral("view.zone")); });
    connect(m_top, &TopBar::themeWanted, this, [this] { m_book->trigger(QStringLiteral("view.theme")); });
    connect(m_left, &IncidentsPanel::chosen, this, &MainWindow::chooseIncident);
    connect(m_left, &IncidentsPanel::declareWanted, this,
        [this] { m_book->trigger(QStringLiteral("incident.declare")); });
    connect(m_left, &IncidentsPanel::menuWanted, this,
        [this](const QPoint& at) { showMenu(at, QStringLiteral("incident.")); });
    connect(m_header, &IncidentHeader::severityWanted, this, &MainWindow::showSeverities);
    connect(m_header, &IncidentHeader::phaseWanted, m_acts, &IncidentActions::setPhase);
    connect(m_header, &IncidentHeader::rolesWanted, this,
        [this] { m_book->trigger(QStringLiteral("role.assign")); });
    connect(m_header, &IncidentHeader::commandWanted, this,
        [this] { m_book->trigger(QStringLiteral("command.take")); });
    connect(m_header, &IncidentHeader::acceptWanted, this,
        [this] { m_book->trigger(QStringLiteral("incident.accept")); });
    connect(m_command, &CommandStrip::wanted, m_book, &ActionBook::trigger);
    connect(m_situation, &SituationPanel::impactWanted, this,
        [this] { m_book->trigger(QStringLiteral("incident.impact")); });
    connect(m_suspects, &SuspectsPanel::actionWanted, this, &MainWindow::prepareRun);
    connect(m_suspects, &SuspectsPanel::confirmWanted, this, [this](const QString& label, bool confirmed) {
        m_acts->ask(ConfirmSuspect { { m_incident, {} }, label, confirmed });
    });
    connect(m_suspects, &SuspectsPanel::proposalDecided, this, [this](ProposalId proposal, bool accept) {
        m_acts->ask(DecideProposal { proposal, accept });
    });
    connect(m_alerts, &AlertsPage::selectionChanged, this,
        [this] {
            m_acts->setSelection(m_alerts->selected());
            m_evidence->setSelection(m_alerts->selected());
        });
    connect(m_alerts, &AlertsPage::commandMade, m_acts, &IncidentActions::ask);
    connect(m_rate, &RateChart::alertChosen, this,
        [this](AlertId alert) { m_acts->setSelection(alert ? std::vector { alert } : std::vector<AlertId>()); });
    connect(m_rate, &RateChart::alertWanted, this, [this](AlertId alert) {
        showPage(AlertListPage);
        m_alerts->showAlert(alert);
    });
    connect(m_watches, &WatchBook::changed, this,
        [this] { m_centre->setCount(RatePage, static_cast<int>(m_watches->warnings().size())); });
    connect(m_before, &HistoryPanel::incidentWanted, this, &MainWindow::chooseIncident);
    connect(m_history, &History::grew, this, [this] {
        m_situation->setBefore(m_before->summary());
        m_header->refresh();
        m_left->update();
    });
    connect(m_alerts, &AlertsPage::wanted, m_book, &ActionBook::trigger);
    connect(m_alerts, &AlertsPage::menuWanted, this,
        [this](const QPoint& at) { showMenu(at, QStringLiteral("alerts.")); });
    connect(m_tasks, &TasksPage::wanted, m_book, &ActionBook::trigger);
    connect(m_tasks, &TasksPage::commandMade, m_acts, &IncidentActions::ask);
    connect(m_poll, &PollStrip::wanted, m_book, &ActionBook::trigger);
    for (auto* board : boards()) {
        connect(board, &BoardPage::wanted, m_book, &ActionBook::trigger);
        connect(board, &BoardPage::commandMade, m_acts, &IncidentActions::ask);
        connect(board, &BoardPage::said, this, &MainWindow::say);
    }
    connect(m_updates, &UpdatesPage::wanted, m_book, &ActionBook::trigger);
    connect(m_updates, &UpdatesPage::opened, this, [this] { showPage(UpdatePage); });
    connect(m_updates, &UpdatesPage::commandMade, m_acts, &IncidentActions::ask);
    connect(m_trust, &TrustStrip::connectWanted, this,
        [this] { m_book->trigger(QStringLiteral("sources.connect")); });
    connect(m_palette, &CommandPalette::incidentWanted, this, &MainWindow::chooseIncident);
    connect(m_palette, &CommandPalette::filterWanted, this, [this](const QString& text) {
        showPage(AlertListPage);
        m_alerts->filterBy(text);
    });
    connect(m_book, &ActionBook::refused, this, [this](const QString& why) { say(why, true); });
    connect(m_acts, &IncidentActions::said, this, &MainWindow::say);
    connect(m_evidence, &EvidenceActions::said, this, &MainWindow::say);
    connect(m_log, &LogPanel::picturePasted, m_evidence,
        [this](const QImage& picture) { m_evidence->attachPicture(picture, AttachmentKind::Picture, tr("picture-%1.png").arg(clockText(m_desk.now()))); });
    connect(m_acts, &IncidentActions::declared, this, [this](Seq seq) {
        m_declared = seq;
        changed({});
    });
    m_acts->setBriefing([this](IncidentId id) {
        const auto* i = m_desk.workspace().incident(id);
        return i ? briefingOf(m_desk.workspace(), *i, m_desk.now()) : QString();
    });
    m_acts->setMap([this] { return EvidenceActions::packed(m_topology->grab().toImage()); });
    connect(m_question, &CloseQuestion::decided, this, [this](bool keep) {
        m_closing = true;
        emit closeDecided(keep);
        close();
    });
}

void MainWindow::wireDesk()
{
    connect(&m_desk, &Desk::applied, this, &MainWindow::changed);
    connect(&m_desk, &Desk::replaced, this, [this] {
        chooseFirst();
        refresh();
    });
    connect(&m_desk, &Desk::linkChanged, this, &MainWindow::tick);
    connect(&m_desk, &Desk::pendingChanged, this, &MainWindow::refresh);
    connect(&m_desk, &Desk::refused, this, [this](const QString& what, const QString& sentence) {
        say(what.isEmpty() ? sentence : QStringLiteral("%1: %2").arg(what, sentence), true);
    });
    connect(m_soon, &QTimer::timeout, this, &MainWindow::refresh);
    connect(m_second, &QTimer::timeout, this, &MainWindow::tick);
}

void MainWindow::prepareRun(const QString& runbook, AlertId alert)
{
    showPage(ActionPage);
    m_acts->ask(PrepareRun { { m_incident, {} }, alert, runbook, {} });
}

void MainWindow::changed(const Delta& delta)
{
    if (m_declared) {
        for (const auto& [id, incident] : m_desk.workspace().incidents()) {
            if (incident.openedSeq == m_declared) {
                m_declared = 0;
                chooseIncident(id);
                break;
            }
        }
    }
    if (!m_incident)
        chooseFirst();
    if (delta.incidents.contains(m_incident) || delta.changes || delta.proposals || delta.topology
        || delta.runbooks) {
        if (!m_soon->isActive())
            m_soon->start();
    }
}

void MainWindow::chooseFirst()
{
    if (m_desk.workspace().incident(m_incident)) {
        m_left->choose(m_incident);
        return;
    }
    const Incident* best = nullptr;
    for (const auto& [id, incident] : m_desk.workspace().incidents()) {
        const auto rank = [](const Incident& i) {
            return std::tuple(!i.open(), !i.accepted(), i.severity, -qint64(i.id.value));
        };
        if (!best || rank(incident) < rank(*best))
            best = &incident;
    }
    chooseIncident(best ? best->id : IncidentId {});
}

void MainWindow::chooseIncident(IncidentId id)
{
    if (id != m_incident)
        m_editor->close(); // what is typed in it is about the other one
    m_incident = id;
    m_left->choose(id);
    m_acts->setIncident(id);
    m_evidence->setIncident(id);
    m_wall->setIncident(id);
    m_header->setIncident(id);
    m_clock->setIncident(id);
    m_command->setIncident(id);
    m_situation->setIncident(id);
    m_suspects->setIncident(id);
    m_before->setIncident(id);
    m_situation->setBefore(m_before->summary());
    m_timeline->setIncident(id);
    m_topology->setIncident(id);
    m_alerts->setIncident(id);
    m_tasks->setIncident(id);
    m_poll->setIncident(id);
    for (auto* board : boards())
        board->setIncident(id);
    m_updates->setIncident(id);
    m_runs->setIncident(id);
    m_review->setIncident(id);
    m_log->setIncident(id);
    refresh();
}

void MainWindow::refresh()
{
    m_header->refresh();
    m_clock->refresh();
    m_command->refresh();
    m_situation->refresh();
    m_suspects->refresh();
    const auto* i = m_desk.workspace().incident(m_incident);
    m_centre->setCount(AlertListPage, i ? static_cast<int>(i->alerts.size()) : 0);
    m_centre->setCount(TaskListPage, m_tasks->openCount());
    m_centre->setCount(DecisionPage, m_decisions->openCount());
    m_centre->setCount(CheckPage, m_checks->openCount());
    m_centre->setCount(PersonPage, m_people->awaitedCount());
    m_poll->refresh();
    m_updates->refresh();
    fitSituation();
}

void MainWindow::tick()
{
    const QString calm = TrustStrip::calmWords(m_desk);
    m_top->tick();
    m_left->tick(calm);
    m_header->refresh();
    m_clock->refresh();
    m_command->refresh();
    if (++m_ticks % k_situationTicks == 0) {
        m_situation->refresh();
        m_before->refresh();
        m_situation->setBefore(m_before->summary());
    }
    m_situation->tick();
    fitSituation();
    m_alerts->tick(calm);
    m_tasks->tick();
    m_poll->refresh();
    m_updates->refresh();
    for (auto* board : boards()) {
        if (board->isVisible())
            board->refresh();
    }
    m_trust->tick();
    const auto [feed, feedIsFine] = TrustStrip::feedWords(m_desk);
    m_wall->tick(feed, feedIsFine);
    m_situation->setFeed(feed);
    m_notifier->tick();
    m_banner->setWords(bannerWords());
    const bool drill = m_desk.workspace().journal().drill;
    m_watermark->setVisible(drill);
    setWindowTitle(drill ? tr("DRILL · Quarterdeck") : QStringLiteral("Quarterdeck"));
}

QString MainWindow::bannerWords() const
{
    const auto& pulse = m_desk.pulse();
    QStringList words;
    if (!pulse.trouble.isEmpty())
        words << tr("⚠ Nothing is being recorded: %1").arg(pulse.trouble);
    if (pulse.insecure)
        words << tr("⚠ This server can be reached from other machines without encryption. Anybody on the way "
                    "can read and change what is sent.");
    return words.join(QLatin1Char('\n'));
}

void MainWindow::say(const QString& sentence, bool problem)
{
    if (!sentence.isEmpty())
        m_message->say(sentence, problem ? MessageStrip::Tone::Problem : MessageStrip::Tone::Note);
}

void MainWindow::showPage(int page)
{
    if (m_perspective != Perspective::Command)
        setPerspective(Perspective::Command);
    m_centre->show(page);
}

void MainWindow::setPerspective(Perspective perspective)
{
    m_perspective = perspective;
    m_top->setPerspective(perspective);
    m_middle->setVisible(perspective == Perspective::Command);
    m_columns->setVisible(perspective != Perspective::Review);
    m_clock->setVisible(perspective != Perspective::Review);
    m_review->setVisible(perspective == Perspective::Review);
    if (perspective == Perspective::Scribe)
        m_log->focusLine();
}

void MainWindow::setScheme(Scheme scheme)
{
    m_scheme = scheme;
    applyTheme(*qApp, scheme);
    emit schemeChanged(scheme);
}

} // namespace quarterdeck
