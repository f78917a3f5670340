// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/alerts/alertspage.h"
#include "ui/command/evidenceactions.h"
#include "ui/alerts/foldedpane.h"
#include "ui/command/incidentactions.h"
#include "ui/common/actionbook.h"
#include "ui/common/timetext.h"
#include "ui/common/words.h"
#include "ui/incidents/historypanel.h"
#include "ui/incidents/incidentspanel.h"
#include "ui/metrics/ratechart.h"
#include "ui/scribe/logpanel.h"
#include "ui/shell/centre.h"
#include "ui/shell/commandpalette.h"
#include "ui/shell/layouts.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/notifier.h"
#include "ui/shell/overlays.h"
#include "ui/shell/shortcutsheet.h"
#include "ui/sources/contextwindow.h"
#include "ui/sources/sourceswindow.h"
#include "ui/sources/truststrip.h"
#include "ui/wall/wallview.h"

#include <QCloseEvent>
#include <QDragEnterEvent>
#include <QListView>
#include <QMenu>
#include <QMimeData>
#include <QPainter>
#include <QSplitter>
#include <QScrollArea>
#include <QTableView>

namespace quarterdeck {

void MainWindow::addViewActions()
{
    const QString category = tr("View");
    const auto perspective = [&](const QString& id, const QString& words, Qt::Key key, Perspective to) {
        m_book->add(id, category, words, QKeySequence(Qt::CTRL | key), [this, to] { setPerspective(to); });
    };
    perspective(QStringLiteral("view.command"), tr("Perspective: Command"), Qt::Key_1, Perspective::Command);
    perspective(QStringLiteral("view.scribe"), tr("Perspective: Scribe"), Qt::Key_2, Perspective::Scribe);
    perspective(QStringLiteral("view.review"), tr("Perspective: Review"), Qt::Key_3, Perspective::Review);
    for (int page = 0; page < m_centre->count(); ++page) {
        m_book->add(QStringLiteral("view.page%1").arg(page + 1), category, m_centre->word(page),
            QKeySequence(page < 9 ? static_cast<int>(Qt::Key_1) + page : static_cast<int>(Qt::Key_0)), [this, page] { showPage(page); });
    }
    m_book->add(QStringLiteral("view.filter"), category, tr("Filter the alerts"),
        QKeySequence(QKeySequence::Find), [this] {
            showPage(AlertListPage);
            m_alerts->focusFilter();
        });
    m_book->add(QStringLiteral("view.alertTable"), category, tr("Go to the alert table"),
        QKeySequence(Qt::CTRL | Qt::Key_T), [this] {
            showPage(AlertListPage);
            m_alerts->table()->setFocus(Qt::ShortcutFocusReason);
        });
    m_book->add(QStringLiteral("view.folded"), category, tr("What is folded as background"),
        QKeySequence(Qt::Key_F), [this] {
            showPage(AlertListPage);
            m_alerts->folded().toggle();
        });
    m_book->add(QStringLiteral("view.before"), category, tr("What was like this before"),
        QKeySequence(Qt::Key_L), [this] {
            setPerspective(Perspective::Command);
            m_sides->ensureWidgetVisible(m_before);
            m_before->focusFirst();
        });
    m_book->add(QStringLiteral("view.warnings"), category, tr("Early warnings"), QKeySequence(Qt::Key_Y),
        [this] {
            showPage(RatePage);
            m_rate->focusWarnings();
        });
    m_book->add(QStringLiteral("view.backtest"), category, tr("Back-test other rules"), {}, [this] {
        showPage(RatePage);
        m_rate->toggleBacktest();
    });
    m_book->add(QStringLiteral("view.urgency"), category, tr("Most urgent first, or by severity"),
        QKeySequence(Qt::Key_Q), [this] { say(m_left->toggleUrgency(), false); });
    m_book->add(QStringLiteral("view.incidents"), category, tr("Go to the incidents"),
        QKeySequence(Qt::CTRL | Qt::Key_E), [this] { m_left->list()->setFocus(Qt::ShortcutFocusReason); });
    m_book->add(QStringLiteral("view.next"), category, tr("Next incident"),
        QKeySequence(Qt::CTRL | Qt::Key_Down), [this] { m_left->step(1); });
    m_book->add(QStringLiteral("view.previous"), category, tr("Previous incident"),
        QKeySequence(Qt::CTRL | Qt::Key_Up), [this] { m_left->step(-1); });
    m_book->add(QStringLiteral("view.sources"), category, tr("Show or hide the numbers of the sources"),
        QKeySequence(Qt::Key_F8), [this] { m_trust->toggleDetails(); });
    const QString sources = tr("Sources");
    m_book->add(QStringLiteral("sources.connect"), sources, tr("Connect my alerts"), QKeySequence(Qt::Key_F7),
        [this] { m_sources->open(SourcesWindow::Connect); });
    m_book->add(QStringLiteral("sources.context"), sources, tr("What other systems show of this incident"),
        QKeySequence(Qt::Key_F6), [this] { m_context->open(m_incident); });
    m_book->add(QStringLiteral("sources.quality"), sources, tr("Quality of what the sources send"), {},
        [this] { m_sources->open(SourcesWindow::Quality); });
    m_book->add(QStringLiteral("sources.tryOut"), sources, tr("Try a payload and its mapping"), {},
        [this] { m_sources->open(SourcesWindow::TryOut); });
}

void MainWindow::addWindowActions()
{
    const QString log = tr("Log");
    auto* line = m_book->add(QStringLiteral("log.line"), log, tr("Write a line"), {}, [this] {
        if (m_perspective == Perspective::Review)
            setPerspective(Perspective::Command);
        m_log->focusLine();
    });
    line->setShortcuts({ QKeySequence(Qt::CTRL | Qt::Key_L), QKeySequence(Qt::Key_Slash) });
    m_book->add(QStringLiteral("log.correct"), log, tr("Correct the chosen line"), {},
        [this] { m_log->correctChosen(); });
    const QString window = tr("Window");
    m_book->add(QStringLiteral("view.palette"), window, tr("Search or do anything"),
        QKeySequence(Qt::CTRL | Qt::Key_K), [this] { m_palette->open(); });
    m_book->add(QStringLiteral("view.keys"), window, tr("Show the keys"),
        QKeySequence(Qt::CTRL | Qt::Key_Slash), [this] { m_sheet->toggle(); });
    m_book->add(QStringLiteral("view.zone"), window, tr("UTC or local time"), {}, [this] {
        setShowsLocalTime(!showsLocalTime());
        m_log->refreshTimes();
        refresh();
        tick();
        for (auto* child : findChildren<QWidget*>())
            child->update();
    });
    m_book->add(QStringLiteral("view.theme"), window, tr("Light or dark"), QKeySequence(Qt::Key_F9),
        [this] { setScheme(colorsOf(palette()).dark ? Scheme::Light : Scheme::Dark); });
    m_book->add(QStringLiteral("view.mute"), window, tr("Sound of what must not be missed: on or off"), {}, [this] {
        m_notifier->setMuted(!m_notifier->isMuted());
        say(m_notifier->isMuted() ? tr("The sound is off. What must not be missed is still shown on the desktop.")
                                  : tr("The sound is on."),
            false);
    });
    m_book->add(QStringLiteral("window.close"), window, tr("Close the window"),
        QKeySequence(Qt::CTRL | Qt::Key_Q), [this] { close(); });
}

void MainWindow::addLayoutActions()
{
    const QString category = tr("Layout");
    m_book->add(QStringLiteral("view.wall"), category, tr("Wall view, readable from three metres"), QKeySequence(Qt::Key_F11), [this] { m_wall->toggle(); });
    for (int slot = 1; slot <= layoutSlots; ++slot) {
        const auto digit = static_cast<Qt::Key>(Qt::Key_0 + slot);
        m_book->add(QStringLiteral("layout.%1").arg(slot), category, tr("Layout %1").arg(slot), QKeySequence(Qt::ALT | digit),
            [this, slot] {
                const auto layout = savedLayout(slot);
                setPerspective(static_cast<Perspective>(qBound(0, layout->perspective, static_cast<int>(Perspective::Review))));
                m_centre->show(qBound(0, layout->page, m_centre->count() - 1));
                m_middleByHand = m_middle->restoreState(layout->middle);
                m_columns->restoreState(layout->columns);
            },
            [slot] { return savedLayout(slot) ? QString() : tr("Nothing is saved as layout %1 yet: Ctrl Alt %1 saves it.").arg(slot); });
        m_book->add(QStringLiteral("layout.save%1").arg(slot), category, tr("Save this as layout %1").arg(slot),
            QKeySequence(Qt::CTRL | Qt::ALT | digit), [this, slot] {
                saveLayout(slot, { static_cast<int>(m_perspective), m_centre->shown(), m_middle->saveState(), m_columns->saveState() });
                say(tr("Saved; Alt %1 brings it back.").arg(slot), false);
            });
    }
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    if (event->mimeData()->hasUrls() || event->mimeData()->hasImage())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event)
{
    const auto urls = event->mimeData()->urls();
    if (!urls.isEmpty() && urls.front().isLocalFile())
        m_evidence->attachFile(urls.front().toLocalFile());
    else if (event->mimeData()->hasImage())
        m_evidence->attachPicture(qvariant_cast<QImage>(event->mimeData()->imageData()), AttachmentKind::Picture,
            tr("picture-%1.png").arg(clockText(m_desk.now())));
    else
        say(tr("That is no file of this machine and no picture; nothing was attached."), true);
}

void MainWindow::showMenu(const QPoint& at, const QString& prefix)
{
    QMenu menu(this);
    for (const auto& item : m_book->items()) {
        if (!item.id.startsWith(prefix))
            continue;
        const QString why = item.whyNot ? item.whyNot() : QString();
        auto* entry = menu.addAction(item.action->text());
        entry->setEnabled(why.isEmpty());
        connect(entry, &QAction::triggered, this, [this, id = item.id] { m_book->trigger(id); });
    }
    menu.exec(at);
}

void MainWindow::showSeverities(const QPoint& at)
{
    QMenu menu(this);
    for (int sev = 1; sev <= 5; ++sev) {
        auto* entry = menu.addAction(QStringLiteral("%1 %2").arg(glyphOf(sev)).arg(sevWord(sev)));
        connect(entry, &QAction::triggered, this, [this, sev] { m_acts->setSeverity(sev); });
    }
    menu.exec(at);
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (!m_asksOnClose || m_closing) {
        event->accept();
        return;
    }
    event->ignore();
    m_question->ask();
}

void MainWindow::paintEvent(QPaintEvent*)
{
    // The thin lines between the parts are the window itself, showing through the gaps.
    QPainter p(this);
    p.fillRect(rect(), colorsOf(palette()).line);
}

} // namespace quarterdeck
