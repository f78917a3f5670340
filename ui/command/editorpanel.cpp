// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/command/editorpanel.h"

#include "ui/common/button.h"
#include "ui/common/desk.h"
#include "ui/common/messagestrip.h"
#include "ui/common/plainlabel.h"
#include "ui/common/words.h"

#include <QComboBox>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPointer>

namespace quarterdeck {

EditorPanel::EditorPanel(Desk& desk, QWidget* parent)
    : QFrame(parent)
    , m_desk(desk)
    , m_title(new PlainLabel({}, PlainLabel::Role::Strong))
    , m_note(new PlainLabel({}, PlainLabel::Role::Dim))
    , m_grid(new QGridLayout)
    , m_do(new Button({}, QStringLiteral("↵")))
    , m_cancel(new Button(tr("Cancel"), QStringLiteral("Esc")))
    , m_message(new MessageStrip)
{
    setObjectName(QStringLiteral("editor"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(14, 8, 14, 8);
    column->setSpacing(6);
    m_note->setWraps(true);
    m_do->setLook(Button::Look::Accent);
    m_do->setObjectName(QStringLiteral("editorDo"));
    m_cancel->setObjectName(QStringLiteral("editorCancel"));
    column->addWidget(m_title);
    column->addWidget(m_note);
    column->addLayout(m_grid);
    column->addWidget(m_message);
    auto* row = new QHBoxLayout;
    row->addWidget(m_do);
    row->addWidget(m_cancel);
    row->addStretch(1);
    column->addLayout(row);
    connect(m_do, &QPushButton::clicked, this, &EditorPanel::submit);
    connect(m_cancel, &QPushButton::clicked, this, &EditorPanel::close);
    hide();
}

void EditorPanel::open(EditorForm form)
{
    m_form = std::move(form);
    ++m_opened;
    m_message->clear();
    m_title->setText(m_form.title);
    m_note->setText(m_form.note);
    m_note->setVisible(!m_form.note.isEmpty());
    m_do->setWord(m_form.verb);
    m_widgets.clear();
    delete m_fields;
    m_fields = new QWidget;
    auto* grid = new QGridLayout(m_fields);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(1, 1);
    int row = 0;
    for (const auto& field : m_form.fields) {
        auto* label = new PlainLabel(field.label, PlainLabel::Role::Dim);
        auto* widget = makeField(field);
        label->setBuddy(widget);
        widget->setAccessibleName(field.label);
        widget->setObjectName(QStringLiteral("editor_") + field.id);
        widget->installEventFilter(this);
        grid->addWidget(
            label, row, 0, field.kind == EditorField::Kind::Lines ? Qt::AlignTop : Qt::AlignVCenter);
        grid->addWidget(widget, row++, 1);
        m_widgets.push_back(widget);
    }
    m_grid->addWidget(m_fields, 0, 0);
    // Tab goes through the fields, then to the verb.
    for (size_t i = 0; i + 1 < m_widgets.size(); ++i)
        setTabOrder(m_widgets[i], m_widgets[i + 1]);
    if (!m_widgets.empty())
        setTabOrder(m_widgets.back(), m_do);
    setTabOrder(m_do, m_cancel);
    show();
    (m_widgets.empty() ? static_cast<QWidget*>(m_do) : m_widgets.front())->setFocus(Qt::ShortcutFocusReason);
}

QWidget* EditorPanel::makeField(const EditorField& field)
{
    switch (field.kind) {
    case EditorField::Kind::Line: {
        auto* edit = new QLineEdit(field.value);
        edit->setPlaceholderText(field.placeholder);
        edit->setMaxLength(500);
        connect(edit, &QLineEdit::returnPressed, this, &EditorPanel::submit);
        return edit;
    }
    case EditorField::Kind::Lines: {
        auto* edit = new QPlainTextEdit(field.value);
        edit->setPlaceholderText(field.placeholder);
        edit->setTabChangesFocus(true);
        edit->setFixedHeight(112);
        return edit;
    }
    case EditorField::Kind::Choice: {
        auto* box = new QComboBox;
        for (const auto& [value, words] : field.choices)
            box->addItem(words, value);
        box->setCurrentIndex(qMax(0, box->findData(field.value)));
        box->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
        return box;
    }
    }
    return new QWidget;
}

QString EditorPanel::valueOf(const EditorField& field, const QWidget* widget) const
{
    switch (field.kind) {
    case EditorField::Kind::Line:
        return static_cast<const QLineEdit*>(widget)->text().trimmed();
    case EditorField::Kind::Lines:
        return static_cast<const QPlainTextEdit*>(widget)->toPlainText().trimmed();
    case EditorField::Kind::Choice:
        return static_cast<const QComboBox*>(widget)->currentData().toString();
    }
    return {};
}

void EditorPanel::submit()
{
    EditorValues values;
    for (size_t i = 0; i < m_widgets.size(); ++i)
        values[m_form.fields[i].id] = valueOf(m_form.fields[i], m_widgets[i]);
    auto body = m_form.make(values);
    if (!body) {
        m_message->say(body.error().sentence, MessageStrip::Tone::Problem);
        return;
    }
    m_desk.ask(std::move(*body),
        [self = QPointer(this), opened = m_opened, done = m_form.done](const Result<Seq>& answer) {
            if (!self || self->m_opened != opened)
                return;
            if (!answer && !isWaiting(answer.error())) {
                self->show();
                self->m_message->say(sentenceOf(answer.error()), MessageStrip::Tone::Problem);
                return;
            }
            if (answer && done)
                done(*answer);
            self->close();
        });
}

void EditorPanel::close()
{
    if (!isVisible())
        return;
    ++m_opened;
    hide();
    emit closed();
}

void EditorPanel::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape) {
        close();
        return;
    }
    QFrame::keyPressEvent(event);
}

bool EditorPanel::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Escape) {
            close();
            return true;
        }
        if ((key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter)
            && key->modifiers() == Qt::ControlModifier) {
            submit();
            return true;
        }
    }
    return QFrame::eventFilter(watched, event);
}

QString withoutAt(const QString& person)
{
    return person.startsWith(QLatin1Char('@')) ? person.mid(1) : person;
}

Result<qint64> typedMinutes(const QString& typed, bool mayBeEmpty, int most)
{
    if (typed.isEmpty() && mayBeEmpty)
        return 0;
    bool ok = false;
    const int minutes = typed.toInt(&ok);
    if (ok && minutes >= (mayBeEmpty ? 0 : 1) && minutes <= most)
        return minutes * 60'000LL;
    return error("editor.minutes",
        mayBeEmpty ? EditorPanel::tr("Minutes is a number from 1 to %1, or empty.").arg(most)
                   : EditorPanel::tr("Minutes is a number from 1 to %1.").arg(most));
}

} // namespace quarterdeck
