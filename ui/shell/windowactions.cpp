// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/alerts/alertspage.h"
#include "ui/command/incidentactions.h"
#include "ui/common/actionbook.h"
#include "ui/common/timetext.h"
#include "ui/common/words.h"
#include "ui/incidents/incidentspanel.h"
#include "ui/scribe/logpanel.h"
#include "ui/shell/centre.h"
#include "ui/shell/commandpalette.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/notifier.h"
#include "ui/shell/overlays.h"
#include "ui/shell/shortcutsheet.h"
#include "ui/sources/contextwindow.h"
#include "ui/sources/sourceswindow.h"
#include "ui/sources/truststrip.h"

#include <QCloseEvent>
#include <QListView>
#include <QMenu>
#include <QPainter>
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
