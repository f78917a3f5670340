// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/command/board.h"

#include "models/domain/text.h"
#include "ui/common/actionbook.h"
#include "ui/common/button.h"
#include "ui/common/desk.h"
#include "ui/common/paint.h"
#include "ui/common/plainlabel.h"

#include <QHBoxLayout>
#include <QStyledItemDelegate>

namespace quarterdeck {

namespace {

    constexpr int k_margin = 14;
    constexpr int k_step = 18;
    constexpr int k_lead = 132;

    class BoardDelegate : public QStyledItemDelegate {
    public:
        BoardDelegate(const BoardModel* model, QObject* parent)
            : QStyledItemDelegate(parent)
            , m_model(model)
        {
        }

        QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const override
        {
            const auto* row = m_model->rowAt(index.row());
            return { 100, row && row->tone == BoardRow::Tone::Heading ? 30 : 27 };
        }

        void paint(QPainter* p, const QStyleOptionViewItem& option, const QModelIndex& index) const override
        {
            const auto* row = m_model->rowAt(index.row());
            if (!row)
                return;
            const Colors& c = colorsOf(option.palette);
            p->save();
            if (option.state & QStyle::State_Selected)
                p->fillRect(option.rect, c.accentFill);
            const QRect box = option.rect.adjusted(k_margin + row->indent * k_step, 0, -k_margin, 0);
            if (row->tone == BoardRow::Tone::Heading) {
                p->setFont(textFont(12, QFont::DemiBold));
                p->setPen(c.dim);
                p->drawText(box.adjusted(0, 8, 0, 0), Qt::AlignVCenter, visible(row->text, 200));
                p->setPen(c.line);
                p->drawLine(option.rect.left() + k_margin, option.rect.bottom(), option.rect.right() - k_margin,
                    option.rect.bottom());
                p->restore();
                return;
            }
            const bool dim = row->tone == BoardRow::Tone::Dim;
            const bool loud = row->tone == BoardRow::Tone::Loud;
            p->setFont(textFont(12));
            const QString state = visible(row->state, 240);
            const int stateWidth = qMin(figuresWidth(p->font(), state), box.width() * 45 / 100);
            const QRect right(box.right() - stateWidth, box.top(), stateWidth + 1, box.height());
            p->setPen(loud ? c.loud() : c.dim);
            drawFigures(*p, right, Qt::AlignRight | Qt::AlignVCenter, elidedFigures(p->font(), state, stateWidth));
            const int leadWidth = row->lead.isEmpty() ? 0 : k_lead;
            if (leadWidth) {
                p->setFont(textFont(13, QFont::DemiBold));
                p->setPen(loud ? c.loud() : dim ? c.dim : c.text);
                p->drawText(QRect(box.left(), box.top(), leadWidth - 8, box.height()), Qt::AlignVCenter,
                    p->fontMetrics().elidedText(visible(row->lead, 80), Qt::ElideRight, leadWidth - 8));
            }
            p->setFont(textFont());
            p->setPen(dim ? c.dim : c.text);
            const QRect text(
                box.left() + leadWidth, box.top(), right.left() - box.left() - leadWidth - 12, box.height());
            p->drawText(text, Qt::AlignVCenter,
                p->fontMetrics().elidedText(visible(row->text, 400), Qt::ElideRight, text.width()));
            p->restore();
        }

    private:
        const BoardModel* m_model;
    };

} // namespace

void BoardModel::setRows(std::vector<BoardRow> wanted)
{
    std::vector<QString> keys;
    std::map<QString, BoardRow> rows;
    for (auto& row : wanted) {
        keys.push_back(row.id);
        rows.emplace(row.id, std::move(row));
    }
    std::vector<QString> changed;
    for (const auto& [id, row] : rows) {
        const auto was = m_rows.find(id);
        if (was != m_rows.end() && was->second != row)
            changed.push_back(id);
    }
    // While rows come and go, those of before and those of after can both be asked for.
    rows.insert(m_rows.begin(), m_rows.end());
    m_rows = std::move(rows);
    sync(keys);
    std::erase_if(m_rows, [this](const auto& one) { return rowOf(one.first) < 0; });
    for (const auto& id : changed)
        touch(rowOf(id));
}

const BoardRow* BoardModel::rowAt(int row) const
{
    if (row < 0 || row >= rowCount())
        return nullptr;
    const auto it = m_rows.find(rows()[static_cast<size_t>(row)]);
    return it == m_rows.end() ? nullptr : &it->second;
}

QVariant BoardModel::data(const QModelIndex& index, int role) const
{
    const auto* row = rowAt(index.row());
    if (!row || (role != Qt::DisplayRole && role != Qt::AccessibleTextRole && role != Qt::ToolTipRole))
        return {};
    QStringList words;
    for (const QString& part : { row->lead, row->text, row->state }) {
        if (!part.isEmpty())
            words << visible(part, 400);
    }
    const QString all = words.join(QStringLiteral(", "));
    return role == Qt::ToolTipRole ? plainToolTip(all) : all;
}

Qt::ItemFlags BoardModel::flags(const QModelIndex& index) const
{
    const auto* row = rowAt(index.row());
    return row && row->tone == BoardRow::Tone::Heading ? Qt::ItemIsEnabled : KeyedList::flags(index);
}

BoardPage::BoardPage(Desk& desk, ActionBook& book, EditorPanel& editor, const QString& name,
    const QString& emptyWords, QWidget* parent)
    : QWidget(parent)
    , m_desk(desk)
    , m_view(new QListView)
    , m_book(book)
    , m_editor(editor)
    , m_model(new BoardModel(this))
    , m_empty(new PlainLabel(emptyWords, PlainLabel::Role::Dim))
    , m_acts(new QHBoxLayout)
{
    m_view->setModel(m_model);
    m_view->setAccessibleName(name);
    m_view->setItemDelegate(new BoardDelegate(m_model, this));
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_empty->setContentsMargins(k_margin, 6, k_margin, 6);
    m_empty->setWraps(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 8);
    column->setSpacing(6);
    column->addWidget(m_empty, 0, Qt::AlignTop);
    column->addWidget(m_view, 1);
    m_acts->setContentsMargins(k_margin, 0, k_margin, 0);
    m_acts->addStretch(1);
    column->addLayout(m_acts);
    connect(m_view, &QListView::activated, this, [this] { activated(); });
    // Coming here by Tab makes a row the current one without choosing it: then nobody would see which.
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this,
        [this](const QModelIndex& at) { m_view->selectionModel()->select(at, QItemSelectionModel::ClearAndSelect); });
    connect(&desk, &Desk::applied, this, [this](const Delta& delta) {
        if (delta.incidents.contains(m_incident) || delta.checklists)
            refresh();
    });
    connect(&desk, &Desk::replaced, this, &BoardPage::refresh);
}

void BoardPage::setIncident(IncidentId id)
{
    m_incident = id;
    refresh();
}

void BoardPage::refresh()
{
    const auto* i = incident();
    m_model->setRows(i ? rowsOf(*i, m_desk.now()) : std::vector<BoardRow> {});
    const bool any = m_model->rowCount() > 0;
    m_empty->setVisible(!any);
    m_view->setVisible(any);
}

void BoardPage::addAct(const QString& id, const QString& category, const QString& words, const QKeySequence& key,
    std::function<void()> run, std::function<QString()> whyNot, bool hasButton)
{
    auto* action = m_book.add(id, category, words, key, std::move(run), std::move(whyNot));
    if (!hasButton)
        return;
    auto* button = new Button(words, ActionBook::keyText(action));
    button->setObjectName(id);
    connect(button, &QPushButton::clicked, this, [this, id] { emit wanted(id); });
    m_acts->insertWidget(m_acts->count() - 1, button);
}

void BoardPage::openForm(EditorForm form)
{
    m_editor.open(std::move(form));
}

const Incident* BoardPage::incident() const
{
    return m_desk.workspace().incident(m_incident);
}

QString BoardPage::noOpen() const
{
    const auto* i = incident();
    if (!i)
        return tr("No incident is chosen.");
    return i->open() ? QString() : tr("It is closed; reopen it first.");
}

QString BoardPage::chosenId() const
{
    const auto* row = m_model->rowAt(m_view->currentIndex().row());
    return row ? row->id : QString();
}

quint64 BoardPage::chosenNumber(const QString& prefix) const
{
    const QString id = chosenId();
    // "hypothesis:7/2" is the second thing that belongs to hypothesis 7.
    return id.startsWith(prefix) ? id.mid(prefix.size()).section(QLatin1Char('/'), 0, 0).toULongLong() : 0;
}

void BoardPage::choose(const QString& id)
{
    if (const int row = m_model->rowOf(id); row >= 0)
        m_view->setCurrentIndex(m_model->index(row));
}

} // namespace quarterdeck
