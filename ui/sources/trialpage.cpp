// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sources/trialpage.h"

#include "models/domain/text.h"
#include "ui/common/button.h"
#include "ui/common/plainlabel.h"
#include "ui/common/theme.h"
#include "ui/common/words.h"

#include <QBoxLayout>
#include <QFontDatabase>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPointer>
#include <QSplitter>
#include <QTextBlock>
#include <QTimer>

namespace quarterdeck {

namespace {

constexpr int soonMs = 400; // after the last key

QPlainTextEdit* editor(const QString& name, const QString& accessible)
{
    auto* edit = new QPlainTextEdit;
    edit->setObjectName(name);
    edit->setAccessibleName(accessible);
    edit->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    edit->setLineWrapMode(QPlainTextEdit::NoWrap);
    edit->setTabChangesFocus(true);
    return edit;
}

QWidget* titled(const QString& title, QWidget* what)
{
    auto* box = new QWidget;
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(3);
    column->addWidget(new PlainLabel(title, PlainLabel::Role::Heading));
    column->addWidget(what, 1);
    return box;
}

} // namespace

TrialPage::TrialPage(Desk& desk, QWidget* parent)
    : QWidget(parent)
    , m_desk(desk)
    , m_name(new QLineEdit)
    , m_payload(editor(QStringLiteral("payload"), tr("Payload")))
    , m_mapping(editor(QStringLiteral("mapping"), tr("Connector, as YAML")))
    , m_result(editor(QStringLiteral("signals"), tr("What it becomes")))
    , m_problems(new QListWidget)
    , m_words(new PlainLabel({}, PlainLabel::Role::Strong))
    , m_save(new Button(tr("Save at the server"), QStringLiteral("Ctrl S")))
    , m_soon(new QTimer(this))
{
    m_name->setObjectName(QStringLiteral("connectorName"));
    m_name->setAccessibleName(tr("Name of the connector"));
    m_name->setFixedWidth(180);
    m_result->setReadOnly(true);
    m_problems->setObjectName(QStringLiteral("problems"));
    m_problems->setAccessibleName(tr("What is wrong"));
    m_problems->setWordWrap(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(14, 10, 14, 12);
    column->setSpacing(6);
    auto* head = new QHBoxLayout;
    head->addWidget(new PlainLabel(tr("Connector"), PlainLabel::Role::Dim));
    head->addWidget(m_name);
    auto* take = new Button(tr("Open it"));
    head->addWidget(take);
    head->addWidget(m_save);
    head->addWidget(m_words, 1);
    column->addLayout(head);
    auto* above = new QSplitter(Qt::Horizontal);
    above->addWidget(titled(tr("Payload: a body, or a request with its headers"), m_payload));
    above->addWidget(titled(tr("Connector"), m_mapping));
    auto* below = new QSplitter(Qt::Horizontal);
    below->addWidget(titled(tr("What it becomes"), m_result));
    below->addWidget(titled(tr("What is wrong · Enter goes there"), m_problems));
    auto* all = new QSplitter(Qt::Vertical);
    for (auto* split : {above, below, all})
        split->setChildrenCollapsible(false);
    all->addWidget(above);
    all->addWidget(below);
    all->setStretchFactor(0, 3);
    all->setStretchFactor(1, 2);
    column->addWidget(all, 1);
    m_soon->setSingleShot(true);
    m_soon->setInterval(soonMs);
    connect(m_soon, &QTimer::timeout, this, &TrialPage::run);
    for (auto* edit : {m_payload, m_mapping})
        connect(edit, &QPlainTextEdit::textChanged, m_soon, qOverload<>(&QTimer::start));
    connect(m_name, &QLineEdit::returnPressed, this, [this] { openConnector(m_name->text().trimmed()); });
    connect(take, &QPushButton::clicked, this, [this] { openConnector(m_name->text().trimmed()); });
    connect(m_save, &QPushButton::clicked, this, &TrialPage::save);
    connect(m_problems, &QListWidget::itemActivated, this, [this] { goTo(m_problems->currentRow()); });
    connect(m_problems, &QListWidget::itemClicked, this, [this] { goTo(m_problems->currentRow()); });
    setFocusProxy(m_payload);
}

void TrialPage::openRequest(quint64 id)
{
    m_desk.inquire(QStringLiteral("payload"), {{QStringLiteral("id"), static_cast<qint64>(id)}},
        [this, here = QPointer(this)](const Result<QJsonObject>& answer) {
            if (!here)
                return;
            if (!answer) {
                emit said(sentenceOf(answer.error()), true);
                return;
            }
            m_payload->setPlainText(answer->value(QStringLiteral("request")).toString());
            openConnector(answer->value(QStringLiteral("connector")).toString());
        });
}

void TrialPage::openConnector(const QString& name)
{
    m_name->setText(name);
    m_desk.inquire(QStringLiteral("connector"), {{QStringLiteral("name"), name}},
        [this, here = QPointer(this)](const Result<QJsonObject>& answer) {
            if (!here)
                return;
            if (!answer) {
                emit said(sentenceOf(answer.error()), true);
                return;
            }
            m_mapping->setPlainText(answer->value(QStringLiteral("text")).toString());
            if (!answer->value(QStringLiteral("own")).toBool())
                emit said(tr("This is the one that came with Quarterdeck; saved, your copy stands in its place."), false);
            run();
        });
}

void TrialPage::run()
{
    m_soon->stop();
    if (m_mapping->toPlainText().isEmpty())
        return;
    const QString name = m_name->text().trimmed();
    m_words->setText(tr("Reading …"));
    m_desk.tryMapping({name, m_mapping->toPlainText(), m_payload->toPlainText().toUtf8()},
        [this, here = QPointer(this), mine = ++m_asked](const TrialResult& result) {
            if (here && mine == m_asked)
                showResult(result);
        });
}

void TrialPage::showResult(const TrialResult& result)
{
    m_found = result.problems;
    m_result->setPlainText(visibleLines(result.text));
    m_problems->clear();
    for (const auto& p : result.problems) {
        const QString where = p.where == TrialProblem::Where::Payload ? tr("payload")
            : p.where == TrialProblem::Where::Connector              ? tr("connector")
                                                                     : tr("result");
        const QString place = p.line == 0 ? where
            : p.column == 0               ? tr("%1, line %2").arg(where).arg(p.line)
                                          : tr("%1, line %2, column %3").arg(where).arg(p.line).arg(p.column);
        new QListWidgetItem(visible(QStringLiteral("%1: %2").arg(place, p.sentence), 600), m_problems);
    }
    mark(m_payload, m_found, static_cast<int>(TrialProblem::Where::Payload));
    mark(m_mapping, m_found, static_cast<int>(TrialProblem::Where::Connector));
    m_words->setText(result.problems.empty()
            ? tr("✓ %n signal(s), nothing wrong", nullptr, result.count)
            : tr("✕ %n thing(s) wrong", nullptr, static_cast<int>(result.problems.size())));
    m_words->setRole(result.problems.empty() ? PlainLabel::Role::Strong : PlainLabel::Role::Loud);
}

void TrialPage::mark(QPlainTextEdit* edit, const std::vector<TrialProblem>& problems, int where)
{
    QList<QTextEdit::ExtraSelection> marks;
    for (const auto& p : problems) {
        if (static_cast<int>(p.where) != where || p.line < 1)
            continue;
        QTextEdit::ExtraSelection line;
        line.cursor = QTextCursor(edit->document()->findBlockByNumber(p.line - 1));
        line.format.setBackground(colorsOf(palette()).loudFill());
        line.format.setProperty(QTextFormat::FullWidthSelection, true);
        marks << line;
    }
    edit->setExtraSelections(marks);
}

void TrialPage::goTo(int row)
{
    if (row < 0 || row >= static_cast<int>(m_found.size()))
        return;
    const auto& p = m_found[static_cast<size_t>(row)];
    if (p.line < 1)
        return;
    auto* edit = p.where == TrialProblem::Where::Payload ? m_payload : m_mapping;
    const auto block = edit->document()->findBlockByNumber(p.line - 1);
    QTextCursor cursor(block);
    cursor.setPosition(block.position() + qBound(0, p.column - 1, qMax(0, block.length() - 1)));
    edit->setTextCursor(cursor);
    edit->setFocus(Qt::OtherFocusReason);
}

void TrialPage::save()
{
    if (!m_found.empty() && m_found.front().where == TrialProblem::Where::Connector) {
        emit said(tr("It is not saved: the connector is not right yet."), true);
        return;
    }
    const QString name = m_name->text().trimmed();
    m_desk.inquire(QStringLiteral("save"), {{QStringLiteral("name"), name}, {QStringLiteral("text"), m_mapping->toPlainText()}},
        [this, here = QPointer(this), name](const Result<QJsonObject>& answer) {
            if (here)
                emit said(answer ? tr("“%1” is saved at the server. It counts within seconds, and what it could not read before is "
                                      "read again.")
                                       .arg(name)
                                 : sentenceOf(answer.error()),
                    !answer);
        });
}

} // namespace quarterdeck
