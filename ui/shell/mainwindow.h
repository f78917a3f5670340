// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/desk.h"
#include "ui/common/theme.h"
#include "ui/shell/topbar.h"

#include <QMainWindow>

class QBoxLayout;
class QMenu;
class QScrollArea;
class QSplitter;
class QTimer;

namespace quarterdeck {

class ActionBook;
class ActionsView;
class AlertsPage;
class Banner;
class Centre;
class ClockStrip;
class BoardPage;
class CloseQuestion;
class CommandPalette;
class CommandStrip;
class ContextWindow;
class EditorPanel;
class EvidenceActions;
class IncidentActions;
class History;
class HistoryPanel;
class IncidentHeader;
class IncidentsPanel;
class LogPanel;
class MessageStrip;
class ChecklistPage;
class DecisionsPage;
class Notifier;
class PeoplePage;
class PollStrip;
class RateChart;
class UpdatesPage;
class ReviewPage;
class ShortcutSheet;
class SituationPanel;
class SourcesWindow;
class SuspectsPanel;
class TasksPage;
class TimelineView;
class TopologyView;
class TrustStrip;
class WallView;
class WatchBook;
class Watermark;

/// The window: it places the features and passes wishes between them. It knows none of their rules.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    enum Page { TimelinePage, TopologyPage, AlertListPage, TaskListPage, ActionPage, RatePage, DecisionPage,
        CheckPage, PersonPage, UpdatePage };

    explicit MainWindow(Desk& desk, QWidget* parent = nullptr);

    void setPerspective(Perspective perspective);

    Perspective perspective() const { return m_perspective; }

    void showPage(int page);
    void chooseIncident(IncidentId id);

    IncidentId incident() const { return m_incident; }

    void setScheme(Scheme scheme);

    Scheme scheme() const { return m_scheme; }

    /// Closing asks whether the server keeps listening, and then emits closeDecided().
    void setAsksOnClose(bool asks) { m_asksOnClose = asks; }

    void say(const QString& sentence, bool problem);

    ActionBook& actions() { return *m_book; }

    Centre& centre() { return *m_centre; }

    AlertsPage& alerts() { return *m_alerts; }

    History& history() { return *m_history; }

    LogPanel& log() { return *m_log; }

    CommandPalette& commandPalette() { return *m_palette; }

    TrustStrip& trust() { return *m_trust; }

    SourcesWindow& sourcesWindow() { return *m_sources; }

public slots:
    void tick(); ///< once a second: ages

signals:
    void closeDecided(bool keepListening);
    void schemeChanged(quarterdeck::Scheme scheme);

protected:
    void closeEvent(QCloseEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void makeParts();
    void place();
    QSplitter* placeMiddle();
    void fitSituation();
    std::array<BoardPage*, 3> boards() const;
    void wireFeatures();
    void wireDesk();
    void addViewActions();
    void addWindowActions();
    void addLayoutActions();
    void prepareRun(const QString& runbook, AlertId alert);
    void changed(const Delta& delta);
    void refresh();
    void chooseFirst();
    void showMenu(const QPoint& at, const QString& prefix);
    void showSeverities(const QPoint& at);
    QString bannerWords() const;

    Desk& m_desk;
    IncidentId m_incident;
    Seq m_declared = 0; ///< its entry has been accepted and is not here yet
    Perspective m_perspective = Perspective::Command;
    Scheme m_scheme = Scheme::System;
    bool m_asksOnClose = false;
    bool m_closing = false;
    qint64 m_ticks = 0;

    ActionBook* m_book = nullptr;
    History* m_history = nullptr;
    HistoryPanel* m_before = nullptr;
    WatchBook* m_watches = nullptr;
    TopBar* m_top = nullptr;
    Banner* m_banner = nullptr;
    CloseQuestion* m_question = nullptr;
    IncidentsPanel* m_left = nullptr;
    IncidentHeader* m_header = nullptr;
    ClockStrip* m_clock = nullptr;
    CommandStrip* m_command = nullptr;
    EditorPanel* m_editor = nullptr;
    MessageStrip* m_message = nullptr;
    SituationPanel* m_situation = nullptr;
    SuspectsPanel* m_suspects = nullptr;
    Centre* m_centre = nullptr;
    TimelineView* m_timeline = nullptr;
    TopologyView* m_topology = nullptr;
    AlertsPage* m_alerts = nullptr;
    TasksPage* m_tasks = nullptr;
    ActionsView* m_runs = nullptr;
    RateChart* m_rate = nullptr;
    Notifier* m_notifier = nullptr;
    PollStrip* m_poll = nullptr;
    DecisionsPage* m_decisions = nullptr;
    ChecklistPage* m_checks = nullptr;
    PeoplePage* m_people = nullptr;
    UpdatesPage* m_updates = nullptr;
    ReviewPage* m_review = nullptr;
    LogPanel* m_log = nullptr;
    TrustStrip* m_trust = nullptr;
    SourcesWindow* m_sources = nullptr;
    ContextWindow* m_context = nullptr;
    QSplitter* m_middle = nullptr;
    QScrollArea* m_sides = nullptr; ///< situation and suspects
    bool m_middleByHand = false;
    QSplitter* m_columns = nullptr;
    CommandPalette* m_palette = nullptr;
    ShortcutSheet* m_sheet = nullptr;
    Watermark* m_watermark = nullptr;
    IncidentActions* m_acts = nullptr;
    EvidenceActions* m_evidence = nullptr;
    WallView* m_wall = nullptr;
    QTimer* m_soon = nullptr;
    QTimer* m_second = nullptr;
};

} // namespace quarterdeck
