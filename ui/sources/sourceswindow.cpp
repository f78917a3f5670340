// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sources/sourceswindow.h"

#include "ui/common/button.h"
#include "ui/common/desk.h"
#include "ui/common/messagestrip.h"
#include "ui/sources/connectpage.h"
#include "ui/sources/qualitypage.h"
#include "ui/sources/trialpage.h"

#include <QBoxLayout>
#include <QShortcut>
#include <QStackedWidget>
#include <QTimer>

namespace quarterdeck {

namespace {
constexpr int qualityEveryTicks = 5;
}

SourcesWindow::SourcesWindow(Desk& desk, QWidget* parent)
    : QWidget(parent, Qt::Window)
    , m_pages(new QStackedWidget)
    , m_message(new MessageStrip)
    , m_connect(new ConnectPage(desk))
    , m_quality(new QualityPage(desk))
    , m_trial(new TrialPage(desk))
    , m_second(new QTimer(this))
{
    setObjectName(QStringLiteral("sourcesWindow"));
    setWindowTitle(tr("Connect my alerts · Quarterdeck"));
    resize(1080, 760);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 7, 0, 0);
    column->setSpacing(4);
    auto* tabs = new QHBoxLayout;
    tabs->setContentsMargins(14, 0, 14, 0);
    tabs->setSpacing(2);
    const QStringList words {tr("Connect my alerts"), tr("Quality"), tr("Try-out")};
    const std::array<QWidget*, 3> pages {m_connect, m_quality, m_trial};
    for (int i = 0; i < words.size(); ++i) {
        auto* tab = new Button(words[i], QString::number(i + 1));
        tab->setLook(Button::Look::Tab);
        tab->setCheckable(true);
        connect(tab, &QPushButton::clicked, this, [this, i] { open(static_cast<Page>(i)); });
        tabs->addWidget(tab);
        m_tabs.push_back(tab);
        m_pages->addWidget(pages[static_cast<size_t>(i)]);
    }
    tabs->addStretch(1);
    column->addLayout(tabs);
    column->addWidget(m_message);
    column->addWidget(m_pages, 1);
    m_second->setInterval(1000);
    connect(m_second, &QTimer::timeout, this, &SourcesWindow::tick);
    connect(m_connect, &ConnectPage::said, this, &SourcesWindow::say);
    connect(m_quality, &QualityPage::said, this, &SourcesWindow::say);
    connect(m_trial, &TrialPage::said, this, &SourcesWindow::say);
    connect(m_quality, &QualityPage::trialWanted, this, [this](quint64 id) {
        open(TryOut);
        m_trial->openRequest(id);
    });
    addKeys();
}

void SourcesWindow::addKeys()
{
    // Single letters: a line that is typed into takes them before they get here.
    const auto key = [this](const QKeySequence& keys, auto call) {
        connect(new QShortcut(keys, this), &QShortcut::activated, this, call);
    };
    for (int i = 0; i < 3; ++i)
        key(QKeySequence(static_cast<int>(Qt::Key_1) + i), [this, i] { open(static_cast<Page>(i)); });
    const auto on = [this](Page wanted, auto call) {
        return [this, wanted, call] {
            if (page() == wanted)
                call();
        };
    };
    key(QKeySequence(QKeySequence::Find), on(Connect, [this] { m_connect->focusFind(); }));
    key(QKeySequence(Qt::Key_C), on(Connect, [this] { m_connect->copyTemplate(); }));
    key(QKeySequence(Qt::Key_T), on(Connect, [this] { m_connect->test(); }));
    key(QKeySequence(Qt::Key_A), on(Connect, [this] { m_connect->addSource(); }));
    key(QKeySequence(Qt::Key_W), on(Connect, [this] { m_connect->copyWatchdog(); }));
    key(QKeySequence(Qt::Key_O), on(Quality, [this] { m_quality->openChosen(); }));
    key(QKeySequence(Qt::Key_R), on(Quality, [this] { m_quality->readAgain(); }));
    key(QKeySequence(QKeySequence::Save), on(TryOut, [this] { m_trial->save(); }));
    key(QKeySequence(Qt::CTRL | Qt::Key_Return), on(TryOut, [this] { m_trial->run(); }));
    key(QKeySequence(Qt::Key_Escape), [this] { close(); });
}

SourcesWindow::Page SourcesWindow::page() const
{
    return static_cast<Page>(m_pages->currentIndex());
}

void SourcesWindow::open(Page page)
{
    for (size_t i = 0; i < m_tabs.size(); ++i)
        m_tabs[i]->setChecked(static_cast<int>(i) == page);
    m_pages->setCurrentIndex(page);
    m_message->clear();
    show();
    raise();
    activateWindow();
    if (page == Connect)
        m_connect->refresh();
    else if (page == Quality)
        m_quality->refresh();
    m_pages->currentWidget()->setFocus(Qt::OtherFocusReason);
}

void SourcesWindow::say(const QString& sentence, bool problem)
{
    if (sentence.isEmpty())
        m_message->clear();
    else
        m_message->say(sentence, problem ? MessageStrip::Tone::Problem : MessageStrip::Tone::Note);
}

void SourcesWindow::tick()
{
    ++m_ticks;
    if (page() == Connect)
        m_connect->tick();
    else if (page() == Quality && m_ticks % qualityEveryTicks == 0)
        m_quality->refresh(false);
}

void SourcesWindow::showEvent(QShowEvent* event)
{
    m_second->start();
    QWidget::showEvent(event);
}

void SourcesWindow::hideEvent(QHideEvent* event)
{
    m_second->stop();
    QWidget::hideEvent(event);
}

} // namespace quarterdeck
