// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/alerts/foldedpane.h"

#include "models/domain/text.h"
#include "ui/common/actionbook.h"
#include "ui/common/button.h"
#include "ui/common/desk.h"
#include "ui/common/paint.h"
#include "ui/common/plainlabel.h"
#include "ui/common/timetext.h"
#include "ui/common/words.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QListView>
#include <QStyledItemDelegate>

#include <set>

namespace quarterdeck {

namespace {

    constexpr int k_line = 24;
    constexpr int k_rowsShown = 6;

    struct Cells {
        QString name, resource, count, when, why;
    };

    Cells cellsOf(const Desk& desk, const AlertKind& kind)
    {
        const auto& w = desk.workspace();
        const auto line = w.foldedLines().find(kind);
        if (line == w.foldedLines().end())
            return {};
        Cells out;
        const bool others = kind == AlertKind {};
        out.name = others ? FoldedPane::tr("all other kinds") : visible(w.name(kind.name), 100);
        out.resource = others ? QString() : visible(w.name(kind.resource), 100);
        out.count = FoldedPane::tr("%1 now · %2×").arg(line->second.alerts).arg(line->second.times);
        out.when = FoldedPane::tr("last %1, first %2")
                       .arg(agoText(desk.now() - line->second.last), dayAndClockText(line->second.first).left(10));
        out.why = visible(line->second.reason, 300);
        const auto pin = w.kindPins().find(kind);
        if (pin != w.kindPins().end())
            out.why = pin->second.pin == KindPin::Show
                ? FoldedPane::tr("shown from now on: %1 said so").arg(personWord(pin->second.person))
                : FoldedPane::tr("folded: %1 said so, %2")
                      .arg(personWord(pin->second.person), visible(pin->second.reason, 200));
        return out;
    }

    class FoldedDelegate : public QStyledItemDelegate {
    public:
        FoldedDelegate(const Desk& desk, const FoldedModel* model, QObject* parent)
            : QStyledItemDelegate(parent)
            , m_desk(desk)
            , m_model(model)
        {
        }

        QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return { 100, k_line }; }

        void paint(QPainter* p, const QStyleOptionViewItem& option, const QModelIndex& index) const override
        {
            const auto cells = cellsOf(m_desk, m_model->rows()[static_cast<size_t>(index.row())]);
            const Colors& c = colorsOf(option.palette);
            p->save();
            if (option.state & QStyle::State_Selected)
                p->fillRect(option.rect, c.accentFill);
            const QRect box = option.rect.adjusted(14, 0, -14, 0);
            int x = box.left();
            const auto cell = [&](const QString& text, int share, const QFont& font, const QColor& ink) {
                const int width = box.width() * share / 100;
                p->setFont(font);
                p->setPen(ink);
                drawFigures(*p, QRect(x, box.top(), width - 10, box.height()), Qt::AlignVCenter,
                    elidedFigures(font, text, width - 10));
                x += width;
            };
            cell(cells.name, 20, textFont(12, QFont::DemiBold), c.text);
            cell(cells.resource, 13, textFont(12), c.text);
            cell(cells.count, 13, textFont(12), c.text);
            cell(cells.when, 26, textFont(12), c.dim);
            cell(cells.why, 28, textFont(12), c.dim);
            p->restore();
        }

    private:
        const Desk& m_desk;
        const FoldedModel* m_model;
    };

} // namespace

FoldedModel::FoldedModel(const Desk& desk, QObject* parent)
    : KeyedList(parent)
    , m_desk(desk)
{
}

std::vector<AlertKind> FoldedModel::wanted() const
{
    const auto& w = m_desk.workspace();
    std::vector<std::tuple<qint64, qint64, AlertKind>> order;
    order.reserve(w.foldedLines().size());
    for (const auto& [kind, line] : w.foldedLines())
        order.emplace_back(-qint64(line.alerts), -qint64(line.times), kind);
    const size_t most = qMin(order.size(), rowsMost);
    std::partial_sort(order.begin(), order.begin() + qptrdiff(most), order.end());
    std::vector<AlertKind> out;
    for (size_t i = 0; i < most; ++i)
        out.push_back(std::get<AlertKind>(order[i]));
    return out;
}

void FoldedModel::sort()
{
    sync(wanted());
}

void FoldedModel::refresh()
{
    std::vector<AlertKind> keep = rows();
    std::erase_if(
        keep, [&](const AlertKind& kind) { return !m_desk.workspace().foldedLines().contains(kind); });
    const std::set<AlertKind> there(keep.begin(), keep.end());
    for (const auto& kind : wanted()) {
        if (keep.size() < rowsMost && !there.contains(kind))
            keep.push_back(kind);
    }
    sync(keep);
    for (int i = 0; i < rowCount(); ++i)
        touch(i);
}

const FoldedLine* FoldedModel::lineAt(int row) const
{
    if (row < 0 || row >= rowCount())
        return nullptr;
    const auto line = m_desk.workspace().foldedLines().find(rows()[static_cast<size_t>(row)]);
    return line == m_desk.workspace().foldedLines().end() ? nullptr : &line->second;
}

QString FoldedModel::textAt(int row) const
{
    const auto c = cellsOf(m_desk, rows()[static_cast<size_t>(row)]);
    return QStringList { c.name, c.resource, c.count, c.when, c.why }.join(QStringLiteral(", "));
}

QVariant FoldedModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    if (role == Qt::DisplayRole || role == Qt::AccessibleTextRole)
        return textAt(index.row());
    if (role == Qt::ToolTipRole)
        return plainToolTip(textAt(index.row()));
    return {};
}

FoldedPane::FoldedPane(Desk& desk, ActionBook& book, QWidget* parent)
    : QWidget(parent)
    , m_desk(desk)
    , m_model(new FoldedModel(desk, this))
    , m_list(new QWidget)
    , m_view(new QListView)
    , m_summary(new Button({}, QStringLiteral("F")))
    , m_show(new Button(tr("Show this kind"), QStringLiteral("J")))
    , m_why(new PlainLabel({}, PlainLabel::Role::Dim))
{
    m_summary->setLook(Button::Look::Text);
    m_summary->setObjectName(QStringLiteral("folded"));
    m_view->setModel(m_model);
    m_view->setObjectName(QStringLiteral("foldedLines"));
    m_view->setAccessibleName(tr("Folded as background"));
    m_view->setItemDelegate(new FoldedDelegate(desk, m_model, this));
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->installEventFilter(this);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 2);
    column->setSpacing(2);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(10, 0, 14, 0);
    head->addWidget(m_summary);
    head->addStretch(1);
    column->addLayout(head);
    auto* rows = new QVBoxLayout(m_list);
    rows->setContentsMargins(0, 0, 0, 4);
    rows->setSpacing(4);
    rows->addWidget(m_view);
    auto* acts = new QHBoxLayout;
    acts->setContentsMargins(14, 0, 14, 0);
    auto* alerts = new Button(tr("Its alerts"), QStringLiteral("Return"));
    acts->addWidget(m_show);
    acts->addWidget(alerts);
    m_why->setPixels(12);
    acts->addWidget(m_why, 1);
    rows->addLayout(acts);
    column->addWidget(m_list);
    m_list->hide();
    addActs(book);
    connect(m_summary, &QPushButton::clicked, this, &FoldedPane::toggle);
    connect(m_show, &QPushButton::clicked, &book, [&book] { book.trigger(QStringLiteral("alerts.showKind")); });
    connect(alerts, &QPushButton::clicked, this, &FoldedPane::showAlerts);
    connect(m_view, &QListView::doubleClicked, this, &FoldedPane::showAlerts);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, &FoldedPane::count);
    connect(&desk, &Desk::applied, this, [this](const Delta& delta) {
        m_dirty = m_dirty || delta.foldedLines || delta.kindPins;
    });
    connect(&desk, &Desk::replaced, this, [this] {
        m_dirty = true;
        m_model->sort();
    });
    count();
}

void FoldedPane::addActs(ActionBook& book)
{
    book.add(
        QStringLiteral("alerts.showKind"), tr("Alerts"), tr("Show the chosen background kind"),
        QKeySequence(Qt::Key_J),
        [this] {
            const auto& w = m_desk.workspace();
            const AlertKind kind = chosen();
            const bool shown = w.kindPins().contains(kind);
            emit commandMade(PinKind { w.name(kind.name), w.name(kind.resource),
                shown ? KindPin::ByRate : KindPin::Show, {} });
        },
        [this] { return noKind(); });
}

QString FoldedPane::noKind() const
{
    if (m_desk.link().readOnly)
        return tr("This is an exported incident: it can be read and not changed.");
    if (!isOpen() || !m_view->currentIndex().isValid())
        return tr("No kind of background is chosen; F shows what is folded.");
    if (chosen() == AlertKind {})
        return tr("These are many kinds in one line; choose one of the others.");
    return {};
}

AlertKind FoldedPane::chosen() const
{
    const int row = m_view->currentIndex().row();
    return m_view->currentIndex().isValid() && row < m_model->rowCount()
        ? m_model->rows()[static_cast<size_t>(row)]
        : AlertKind {};
}

bool FoldedPane::isOpen() const
{
    return !m_list->isHidden();
}

void FoldedPane::toggle()
{
    if (isOpen()) {
        m_list->hide();
        emit closed();
        return;
    }
    m_model->sort();
    // As tall as it needs to be when it is opened; it does not grow under the hand.
    m_view->setFixedHeight(k_line * qBound(1, m_model->rowCount(), k_rowsShown) + 2);
    m_list->show();
    if (m_model->rowCount() > 0 && !m_view->currentIndex().isValid())
        m_view->setCurrentIndex(m_model->index(0));
    m_view->setFocus(Qt::ShortcutFocusReason);
    count();
}

void FoldedPane::showAlerts()
{
    const AlertKind kind = chosen();
    if (kind == AlertKind {})
        return;
    const auto& w = m_desk.workspace();
    const auto quoted = [](QString text) {
        text.remove(QLatin1Char('"'));
        return QLatin1Char('"') + text + QLatin1Char('"');
    };
    emit alertsWanted(QStringLiteral("is:folded %1 %2").arg(quoted(w.name(kind.name)), quoted(w.name(kind.resource))));
}

void FoldedPane::tick()
{
    if (!isVisible())
        return;
    if (m_dirty) {
        m_dirty = false;
        if (isOpen())
            m_model->refresh();
        count();
    } else if (isOpen()) {
        m_view->viewport()->update();
    }
}

void FoldedPane::count()
{
    const auto& lines = m_desk.workspace().foldedLines();
    quint64 alerts = 0;
    quint64 times = 0;
    int kinds = 0;
    for (const auto& [kind, line] : lines) {
        alerts += line.alerts;
        times += line.times;
        kinds += line.alerts > 0 ? 1 : 0;
    }
    const QString ofKinds = kinds == 1 ? tr("1 kind") : tr("%1 kinds").arg(kinds);
    const QString ofAlerts = alerts == 1 ? tr("1 alert") : tr("%1 alerts").arg(alerts);
    m_summary->setWord(lines.empty() ? tr("Folded as background: nothing so far")
                                     : tr("Folded as background: %1, %2 now · %3× in all").arg(ofKinds, ofAlerts).arg(times));
    m_summary->setAccessibleName(m_summary->word());
    m_summary->setToolTip(plainToolTip(
        tr("What comes and goes all the time is kept out of the incidents. It is counted here, with its reason, "
           "and can be shown again. F opens and closes the list.")));
    const AlertKind kind = chosen();
    m_show->setEnabled(kind != AlertKind {});
    m_show->setWord(
        m_desk.workspace().kindPins().contains(kind) ? tr("By its rate again") : tr("Show this kind"));
    m_why->setText(lines.empty() ? tr("Nothing is folded: every alert that fires is shown.")
            : kind == AlertKind {} ? QString()
                                   : cellsOf(m_desk, kind).why);
}

bool FoldedPane::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_view && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Escape) {
            toggle();
            return true;
        }
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            showAlerts();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace quarterdeck
