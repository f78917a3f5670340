// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sources/contextwindow.h"

#include "models/domain/text.h"
#include "models/domain/weblink.h"
#include "ui/common/button.h"
#include "ui/common/desk.h"
#include "ui/common/messagestrip.h"
#include "ui/common/plainlabel.h"
#include "ui/common/words.h"
#include "ui/sources/contextpanel.h"

#include <QApplication>
#include <QBoxLayout>
#include <QClipboard>
#include <QDesktopServices>
#include <QJsonArray>
#include <QListWidget>
#include <QPointer>
#include <QScrollArea>
#include <QShortcut>
#include <QTimer>
#include <QUrl>

namespace quarterdeck {

namespace {

constexpr int alertsRead = 30; // each is an entry read from the local copy

} // namespace

ContextWindow::ContextWindow(Desk& desk, QWidget* parent)
    : QWidget(parent, Qt::Window)
    , m_desk(desk)
    , m_title(new PlainLabel({}, PlainLabel::Role::Title))
    , m_list(new QListWidget)
    , m_address(new PlainLabel({}, PlainLabel::Role::Text))
    , m_message(new MessageStrip)
    , m_area(new QScrollArea)
    , m_column(new QVBoxLayout)
    , m_second(new QTimer(this))
{
    setObjectName(QStringLiteral("contextWindow"));
    setWindowTitle(tr("What other systems show · Quarterdeck"));
    resize(760, 680);
    m_list->setAccessibleName(tr("Links of this incident"));
    m_list->setObjectName(QStringLiteral("contextLinks"));
    m_address->setWraps(true);
    m_address->setObjectName(QStringLiteral("contextAddress"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(14, 10, 14, 12);
    column->addWidget(m_title);
    column->addWidget(m_message);
    column->addWidget(m_list, 1);
    column->addWidget(m_address);
    auto* row = new QHBoxLayout;
    auto* openIt = new Button(tr("Open in the browser"), QStringLiteral("Enter"));
    auto* copyIt = new Button(tr("Copy the address"), QStringLiteral("C"));
    openIt->setLook(Button::Look::Accent);
    row->addWidget(openIt);
    row->addWidget(copyIt);
    row->addStretch(1);
    column->addLayout(row);
    m_list->setMaximumHeight(150);
    auto* inside = new QWidget;
    inside->setLayout(m_column);
    m_column->setContentsMargins(0, 0, 8, 0);
    m_column->addStretch(1);
    m_area->setWidget(inside);
    m_area->setWidgetResizable(true);
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_area->setAccessibleName(tr("What the systems answer"));
    m_area->hide();
    column->addWidget(m_area, 3);
    m_second->setInterval(1000);
    connect(m_second, &QTimer::timeout, this, [this] {
        for (auto* panel : m_panels)
            panel->tick();
    });
    connect(m_list, &QListWidget::currentRowChanged, this, [this] {
        const auto* item = m_list->currentItem();
        m_address->setText(item ? item->data(Qt::UserRole).toString() : QString());
    });
    connect(m_list, &QListWidget::itemActivated, this, &ContextWindow::openChosen);
    connect(openIt, &QPushButton::clicked, this, &ContextWindow::openChosen);
    connect(copyIt, &QPushButton::clicked, this, &ContextWindow::copyChosen);
    connect(new QShortcut(QKeySequence(Qt::Key_C), this), &QShortcut::activated, this, &ContextWindow::copyChosen);
    connect(new QShortcut(QKeySequence(Qt::Key_Escape), this), &QShortcut::activated, this, &QWidget::close);
    setFocusProxy(m_list);
}

void ContextWindow::add(const QString& title, const QString& url)
{
    if (!mayBeOpened(url))
        return;
    for (int i = 0; i < m_list->count(); ++i) {
        if (m_list->item(i)->data(Qt::UserRole).toString() == url)
            return;
    }
    auto* item = new QListWidgetItem(visible(tr("%1 — %2").arg(title, QUrl(url).host()), 200), m_list);
    item->setData(Qt::UserRole, url);
    if (m_list->count() == 1)
        m_list->setCurrentRow(0);
}

void ContextWindow::open(IncidentId id)
{
    m_incident = id;
    m_list->clear();
    m_address->setText({});
    m_message->clear();
    for (auto* panel : std::exchange(m_panels, {}))
        delete panel;
    m_area->hide();
    const auto* incident = m_desk.workspace().incident(id);
    m_title->setText(incident ? incident->title : tr("No incident is chosen"));
    show();
    raise();
    activateWindow();
    m_list->setFocus(Qt::OtherFocusReason);
    if (!incident)
        return;
    std::vector<QString> others;
    int read = 0;
    for (const auto alert : incident->alerts) {
        if (++read > alertsRead)
            break;
        const auto text = m_desk.text(alert);
        for (const auto& [name, value] : text.annotations) {
            if (name == QLatin1String("runbook_url") || name == QLatin1String("runbook"))
                add(tr("Runbook of %1").arg(text.name), value);
            else if (name == QLatin1String("dashboard_url") || name == QLatin1String("dashboard"))
                others.push_back(value);
        }
        others.insert(others.end(), text.links.begin(), text.links.end());
    }
    askPanels();
    m_desk.inquire(QStringLiteral("context"), {{QStringLiteral("incident"), static_cast<qint64>(id.value)}},
        [this, here = QPointer(this), id, others](const Result<QJsonObject>& answer) {
            if (!here || id != m_incident)
                return;
            if (!answer)
                m_message->say(sentenceOf(answer.error()), MessageStrip::Tone::Problem);
            else
                for (const auto& value : answer->value(QStringLiteral("links")).toArray()) {
                    const auto link = value.toObject();
                    add(link.value(QStringLiteral("title")).toString(), link.value(QStringLiteral("url")).toString());
                }
            for (const auto& url : others)
                add(tr("From an alert"), url);
            if (m_list->count() == 0 && answer)
                m_message->say(tr("No system has a link for this incident: sources.yaml names their addresses as "
                                  "settings of the source."),
                    MessageStrip::Tone::Note);
        });
}

void ContextWindow::askPanels()
{
    m_desk.inquire(QStringLiteral("panels"), {}, [this, here = QPointer(this), id = m_incident](const Result<QJsonObject>& answer) {
        // An older server has none; the links tell what is wrong otherwise.
        if (!here || id != m_incident || !answer)
            return;
        for (const auto& what : answer->value(QStringLiteral("panels")).toArray()) {
            auto* panel = new ContextPanel(m_desk, id, what.toObject());
            m_column->insertWidget(m_column->count() - 1, panel);
            m_panels.push_back(panel);
            connect(panel, &ContextPanel::said, this, [this](const QString& sentence, bool problem) {
                m_message->say(sentence, problem ? MessageStrip::Tone::Problem : MessageStrip::Tone::Note);
            });
            panel->askAgain();
        }
        m_area->setVisible(!m_panels.empty());
    });
}

void ContextWindow::showEvent(QShowEvent* event)
{
    m_second->start();
    QWidget::showEvent(event);
}

void ContextWindow::hideEvent(QHideEvent* event)
{
    m_second->stop();
    QWidget::hideEvent(event);
}

void ContextWindow::openChosen()
{
    const auto* item = m_list->currentItem();
    const QString url = item ? item->data(Qt::UserRole).toString() : QString();
    if (mayBeOpened(url) && !QDesktopServices::openUrl(QUrl(url, QUrl::StrictMode)))
        m_message->say(tr("No browser could be started. Copy the address instead."), MessageStrip::Tone::Problem);
}

void ContextWindow::copyChosen()
{
    if (const auto* item = m_list->currentItem())
        QApplication::clipboard()->setText(item->data(Qt::UserRole).toString());
}

} // namespace quarterdeck
