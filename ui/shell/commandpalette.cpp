// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/commandpalette.h"

#include "models/domain/text.h"
#include "ui/common/actionbook.h"
#include "ui/common/desk.h"
#include "ui/common/paint.h"
#include "ui/common/plainlabel.h"
#include "ui/common/words.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace quarterdeck {

namespace {

    class PaletteDelegate : public QStyledItemDelegate {
    public:
        PaletteDelegate(const PaletteModel* model, QObject* parent)
            : QStyledItemDelegate(parent)
            , m_model(model)
        {
        }

        QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return { 100, 26 }; }

        void paint(QPainter* p, const QStyleOptionViewItem& option, const QModelIndex& index) const override
        {
            const auto* item = m_model->itemAt(index.row());
            if (!item)
                return;
            const Colors& c = colorsOf(option.palette);
            p->save();
            if (option.state & QStyle::State_Selected)
                p->fillRect(option.rect, c.accentFill);
            const QRect box = option.rect.adjusted(12, 0, -12, 0);
            p->setFont(textFont(12));
            p->setPen(c.dim);
            p->drawText(QRect(box.left(), box.top(), 84, box.height()), Qt::AlignVCenter, item->category);
            p->drawText(box, Qt::AlignVCenter | Qt::AlignRight, item->key);
            const int keyWidth = p->fontMetrics().horizontalAdvance(item->key) + 12;
            const QRect words(box.left() + 92, box.top(), box.width() - 92 - keyWidth, box.height());
            p->setFont(textFont());
            p->setPen(item->whyNot.isEmpty() ? c.text : c.faint);
            const QString text = item->whyNot.isEmpty()
                ? item->words
                : QStringLiteral("%1 — %2").arg(item->words, item->whyNot);
            p->drawText(words, Qt::AlignVCenter,
                p->fontMetrics().elidedText(visible(text, 300), Qt::ElideRight, words.width()));
            p->restore();
        }

    private:
        const PaletteModel* m_model;
    };

} // namespace

std::vector<PaletteItem> paletteItems(const ActionBook& book, const Desk& desk, const QString& typed)
{
    const auto words = typed.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    const auto matches = [&](const QString& text) {
        return std::all_of(words.begin(), words.end(),
            [&](const QString& w) { return text.contains(w, Qt::CaseInsensitive); });
    };
    std::vector<PaletteItem> can;
    std::vector<PaletteItem> cannot;
    for (const auto& item : book.items()) {
        const QString text = item.action->text();
        if (!matches(item.category + QLatin1Char(' ') + text))
            continue;
        PaletteItem out { item.category, text, ActionBook::keyText(item.action),
            item.whyNot ? item.whyNot() : QString(), item.id, {}, {} };
        (out.whyNot.isEmpty() ? can : cannot).push_back(std::move(out));
    }
    if (!words.isEmpty()) {
        for (const auto& [id, incident] : desk.workspace().incidents()) {
            if (matches(QStringLiteral("%1 %2").arg(id.value).arg(incident.title)))
                can.push_back({ CommandPalette::tr("Go to"),
                    QStringLiteral("%1 %2").arg(id.value).arg(incident.title), {}, {}, {}, id, {} });
        }
        can.push_back({ CommandPalette::tr("Alerts"),
            CommandPalette::tr("Filter the alerts by “%1”").arg(typed.trimmed()), {}, {}, {}, {},
            typed.trimmed() });
    }
    can.insert(can.end(), cannot.begin(), cannot.end());
    return can;
}

void PaletteModel::setItems(std::vector<PaletteItem> items)
{
    beginResetModel();
    m_items = std::move(items);
    endResetModel();
}

const PaletteItem* PaletteModel::itemAt(int row) const
{
    return row >= 0 && row < rowCount() ? &m_items[static_cast<size_t>(row)] : nullptr;
}

int PaletteModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_items.size());
}

QVariant PaletteModel::data(const QModelIndex& index, int role) const
{
    const auto* item = itemAt(index.row());
    if (!item || (role != Qt::DisplayRole && role != Qt::AccessibleTextRole))
        return {};
    QString text = QStringLiteral("%1: %2").arg(item->category, item->words);
    if (!item->key.isEmpty())
        text += QStringLiteral(", %1").arg(item->key);
    if (!item->whyNot.isEmpty())
        text += QStringLiteral(", %1").arg(item->whyNot);
    return visible(text, 400);
}

CommandPalette::CommandPalette(ActionBook& book, const Desk& desk, QWidget* parent)
    : QFrame(parent)
    , m_book(book)
    , m_desk(desk)
    , m_field(new QLineEdit)
    , m_list(new QListView)
    , m_model(new PaletteModel(this))
{
    setObjectName(QStringLiteral("commandPalette"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(10, 10, 10, 8);
    column->setSpacing(6);
    m_field->setPlaceholderText(tr("Search or do anything"));
    m_field->setAccessibleName(tr("Search or do anything"));
    m_field->setObjectName(QStringLiteral("paletteField"));
    m_field->setMinimumHeight(30);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new PaletteDelegate(m_model, this));
    m_list->setAccessibleName(tr("What can be done"));
    m_list->setUniformItemSizes(true);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    column->addWidget(m_field);
    column->addWidget(m_list, 1);
    m_field->installEventFilter(this);
    connect(m_field, &QLineEdit::textChanged, this, &CommandPalette::search);
    connect(m_list, &QListView::clicked, this, &CommandPalette::run);
    hide();
}

void CommandPalette::open()
{
    m_before = QApplication::focusWidget();
    const int wide = qMin(620, parentWidget()->width() - 40);
    setGeometry((parentWidget()->width() - wide) / 2, 40, wide, qMin(420, parentWidget()->height() - 120));
    m_field->clear();
    search();
    show();
    raise();
    m_field->setFocus(Qt::ShortcutFocusReason);
}

void CommandPalette::close()
{
    if (!isVisible())
        return;
    hide();
    if (m_before)
        m_before->setFocus(Qt::OtherFocusReason);
}

void CommandPalette::search()
{
    m_model->setItems(paletteItems(m_book, m_desk, m_field->text()));
    if (m_model->rowCount() > 0)
        m_list->setCurrentIndex(m_model->index(0));
}

void CommandPalette::step(int by)
{
    const int row = qBound(0, m_list->currentIndex().row() + by, m_model->rowCount() - 1);
    m_list->setCurrentIndex(m_model->index(row));
}

void CommandPalette::run()
{
    const auto* at = m_model->itemAt(m_list->currentIndex().row());
    if (!at)
        return;
    const PaletteItem item = *at;
    close();
    if (!item.action.isEmpty())
        m_book.trigger(item.action);
    else if (item.incident)
        emit incidentWanted(item.incident);
    else
        emit filterWanted(item.filter);
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_field)
        return QFrame::eventFilter(watched, event);
    if (event->type() == QEvent::FocusOut
        && static_cast<QFocusEvent*>(event)->reason() == Qt::MouseFocusReason) {
        hide();
        return false;
    }
    if (event->type() != QEvent::KeyPress)
        return false;
    switch (static_cast<QKeyEvent*>(event)->key()) {
    case Qt::Key_Escape:
        close();
        return true;
    case Qt::Key_Down:
        step(1);
        return true;
    case Qt::Key_Up:
        step(-1);
        return true;
    case Qt::Key_PageDown:
        step(10);
        return true;
    case Qt::Key_PageUp:
        step(-10);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        run();
        return true;
    default:
        return false;
    }
}

void CommandPalette::paintEvent(QPaintEvent*)
{
    QPainter p(this);
    const Colors& c = colorsOf(palette());
    p.setRenderHint(QPainter::Antialiasing);
    p.setPen(c.border);
    p.setBrush(c.raised);
    p.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
}

} // namespace quarterdeck
