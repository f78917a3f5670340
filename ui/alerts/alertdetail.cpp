// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/alerts/alertdetail.h"

#include "models/domain/text.h"
#include "ui/alerts/alertdelegate.h"
#include "ui/common/button.h"
#include "ui/common/desk.h"
#include "ui/common/history.h"
#include "ui/common/plainlabel.h"
#include "ui/common/timetext.h"
#include "ui/common/words.h"

#include <QClipboard>
#include <QGridLayout>
#include <QGuiApplication>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QUrl>

namespace quarterdeck {

namespace {

    constexpr size_t k_links = 3;

    bool isWebLink(const QString& link)
    {
        const QUrl url(link, QUrl::StrictMode);
        return url.isValid()
            && (url.scheme() == QLatin1String("http") || url.scheme() == QLatin1String("https"));
    }

    /// Scroll and selection of an open detail survive live updates: only what differs is set.
    void mend(QPlainTextEdit& edit, const QString& text)
    {
        const QString was = edit.toPlainText();
        if (text == was)
            return;
        const auto front = std::mismatch(was.begin(), was.end(), text.begin(), text.end());
        const auto back = std::mismatch(std::make_reverse_iterator(was.end()), std::make_reverse_iterator(front.first),
            std::make_reverse_iterator(text.end()), std::make_reverse_iterator(front.second));
        const int at = edit.verticalScrollBar()->value();
        QTextCursor cursor(edit.document());
        cursor.setPosition(static_cast<int>(front.first - was.begin()));
        cursor.setPosition(static_cast<int>(back.first.base() - was.begin()), QTextCursor::KeepAnchor);
        cursor.insertText(text.mid(front.second - text.begin(), back.second.base() - front.second));
        edit.verticalScrollBar()->setValue(at);
    }

    QString indented(const Labels& pairs)
    {
        QString out;
        for (const auto& [name, value] : pairs)
            out += QStringLiteral("  %1 = %2\n").arg(visible(name, 200), visibleLines(value, 4000));
        return out;
    }

} // namespace

AlertDetail::AlertDetail(const Desk& desk, const History& history, QWidget* parent)
    : QFrame(parent)
    , m_desk(desk)
    , m_history(history)
    , m_title(new PlainLabel({}, PlainLabel::Role::Strong))
    , m_state(new PlainLabel({}, PlainLabel::Role::Dim))
    , m_text(new QPlainTextEdit)
    , m_linkRows(new QVBoxLayout)
{
    setObjectName(QStringLiteral("alertDetail"));
    m_title->setWraps(true);
    m_state->setPixels(12);
    m_text->setReadOnly(true);
    m_text->setUndoRedoEnabled(false);
    m_text->setTabChangesFocus(true);
    m_text->setAccessibleName(tr("Details of the alert"));
    m_text->setObjectName(QStringLiteral("alertText"));
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(10, 6, 10, 6);
    column->setSpacing(4);
    column->addWidget(m_title);
    column->addWidget(m_state);
    column->addWidget(m_text, 1);
    column->addLayout(m_linkRows);
    auto* acts = new QVBoxLayout;
    acts->setSpacing(4);
    auto* first = new QHBoxLayout; // what is done to nearly every alert
    auto* second = new QHBoxLayout;
    for (auto* row : {first, second}) {
        row->setSpacing(4);
        acts->addLayout(row);
    }
    const std::vector<std::array<QString, 3>> words { { QStringLiteral("alerts.acknowledge"),
                                                          tr("Acknowledge"), QStringLiteral("K") },
        { QStringLiteral("alerts.suppress"), tr("Suppress…"), {} },
        { QStringLiteral("alerts.pin"), tr("Pin"), QStringLiteral("P") },
        { QStringLiteral("alerts.move"), tr("Move…"), QStringLiteral("M") },
        { QStringLiteral("alerts.split"), tr("Split…"), QStringLiteral("S") } };
    for (size_t i = 0; i < words.size(); ++i) {
        auto* button = new Button(words[i][1], words[i][2]);
        connect(button, &QPushButton::clicked, this, [this, id = words[i][0]] { emit wanted(id); });
        (i < 2 ? first : second)->addWidget(button);
        m_acts.push_back(button);
    }
    first->addStretch(1);
    second->addStretch(1);
    column->addLayout(acts);
    refresh();
}

void AlertDetail::setAlert(AlertId id)
{
    if (id == m_alert)
        return;
    m_alert = id;
    refresh();
    m_text->verticalScrollBar()->setValue(0);
}

void AlertDetail::refresh()
{
    const bool any = m_desk.workspace().hasAlert(m_alert);
    for (auto* button : m_acts)
        button->setEnabled(any);
    if (!any) {
        m_title->setText(tr("No alert is selected."));
        m_state->setText({});
        m_text->setPlainText({});
        showLinks({});
        return;
    }
    const auto& row = m_desk.workspace().alert(m_alert);
    m_title->setText(AlertDelegate::cellText(m_desk, m_history, m_alert, AlertListModel::TitleColumn));
    m_state->setText(
        QStringLiteral("%1 %2 · %3 · %4")
            .arg(glyphOf(rankOf(row.severity)))
            .arg(severityWord(row.severity), statusWord(row), tr("since %1").arg(clockText(row.startedAt))));
    mend(*m_text, describe());
    showLinks(m_desk.text(m_alert).links);
}

QString AlertDetail::describe() const
{
    const auto& w = m_desk.workspace();
    const auto& row = w.alert(m_alert);
    const auto text = m_desk.text(m_alert);
    QString out;
    if (!text.description.isEmpty())
        out += visibleLines(text.description, 8000) + QStringLiteral("\n\n");
    out += tr("Service %1 · resource %2 · environment %3\n")
               .arg(visible(text.service, 200), visible(text.resource, 200), visible(text.environment, 200));
    out += tr("Heard %1×, occurrences: %2, first %3, last %4\n")
               .arg(row.count)
               .arg(row.occurrences)
               .arg(clockText(row.firstStartedAt), clockText(row.lastSeen));
    if (row.source && row.source.value <= w.sources().size())
        out += tr("Source %1\n").arg(visible(w.sources()[row.source.value - 1].name, 100));
    if (const QString seen = m_history.seenWords(m_alert); !seen.isEmpty())
        out += tr("How often: %1").arg(seen) + QLatin1Char('\n');
    if (row.folded) {
        const auto line = w.foldedLines().find(kindOf(row));
        out += tr("Folded as background%1; F shows what is folded")
                   .arg(line == w.foldedLines().end() ? QString()
                                                      : QStringLiteral(": ") + visible(line->second.reason, 300))
            + QLatin1Char('\n');
    }
    out += QLatin1Char('\n') + tr("Why it is here") + QLatin1Char('\n');
    const auto why = m_desk.why(m_alert);
    if (!why) {
        out += QStringLiteral("  ") + tr("It belongs to no incident.") + QLatin1Char('\n');
    } else {
        if (why->byPerson)
            out += QStringLiteral("  ") + tr("A person put it here.") + QLatin1Char('\n');
        if (w.hasAlert(why->because))
            out += QStringLiteral("  ")
                + tr("Linked to %1")
                      .arg(AlertDelegate::cellText(m_desk, m_history, why->because, AlertListModel::TitleColumn))
                + QLatin1Char('\n');
        for (const auto& term : why->terms)
            out += QStringLiteral("  %1: %2\n").arg(visible(term.name, 60), visible(term.words.s, 300));
        if (why->terms.empty() && !why->byPerson)
            out += QStringLiteral("  ") + tr("It is the first of its group.") + QLatin1Char('\n');
    }
    if (!text.labels.empty())
        out += QLatin1Char('\n') + tr("Labels") + QLatin1Char('\n') + indented(text.labels);
    if (!text.annotations.empty())
        out += QLatin1Char('\n') + tr("Annotations") + QLatin1Char('\n') + indented(text.annotations);
    return out;
}

void AlertDetail::showLinks(const std::vector<QString>& links)
{
    std::vector<QString> shown;
    for (const auto& link : links) {
        if (isWebLink(link) && shown.size() < k_links)
            shown.push_back(link);
    }
    while (m_links.size() < shown.size()) {
        auto* button = new Button({});
        button->setLook(Button::Look::Text);
        const size_t at = m_links.size();
        connect(button, &QPushButton::clicked, this,
            [this, at] { QGuiApplication::clipboard()->setText(m_links[at]->property("link").toString()); });
        m_linkRows->addWidget(button);
        m_links.push_back(button);
    }
    for (size_t i = 0; i < m_links.size(); ++i) {
        m_links[i]->setVisible(i < shown.size());
        if (i >= shown.size())
            continue;
        m_links[i]->setProperty("link", shown[i]);
        m_links[i]->setWord(tr("Copy %1").arg(shown[i]));
    }
}

} // namespace quarterdeck
