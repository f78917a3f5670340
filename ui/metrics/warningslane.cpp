// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/metrics/warningslane.h"

#include "models/domain/text.h"
#include "ui/common/desk.h"
#include "ui/common/paint.h"
#include "ui/common/plainlabel.h"
#include "ui/common/timetext.h"
#include "ui/common/watchbook.h"
#include "ui/common/words.h"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QListView>
#include <QStyledItemDelegate>

#include <algorithm>

namespace quarterdeck {

namespace {

    constexpr int k_row = 44;
    constexpr int k_rowsShown = 4;
    constexpr int k_plotWidth = 130;

    struct Said {
        QString what, where, title, when;
    };

    Said saidOf(const Desk& desk, const WatchBook& watches, AlertId id)
    {
        const auto& w = desk.workspace();
        const auto found = watches.firing().find(id);
        if (found == watches.firing().end() || !w.hasAlert(id))
            return {};
        const auto& row = w.alert(id);
        const auto& warning = found->second.warning;
        Said out;
        out.what = QStringLiteral("%1 · %2").arg(severityWord(row.severity), visible(w.name(row.name), 100));
        out.where = visible(w.name(row.service ? row.service : row.resource), 80);
        out.title = found->second.title;
        if (warning.sort == EarlyWarning::Sort::Threshold && warning.reachesAt)
            out.when = warning.reachesAt > desk.now()
                ? WarningsLane::tr("reaches it in about %1").arg(ageText(warning.reachesAt - desk.now()))
                : WarningsLane::tr("was to reach it %1").arg(agoText(desk.now() - warning.reachesAt));
        else
            out.when = WarningsLane::tr("for %1").arg(ageText(desk.now() - row.startedAt));
        if (const auto* incident = w.incident(row.incident); incident && incident->open())
            out.when += WarningsLane::tr(" · in triage: %1").arg(incident->id.value);
        // An alert that fires again has the texts of its first time: what is drawn says of when it is.
        const Instant drawn = warning.points.empty() ? row.firstStartedAt : warning.points.back().first;
        out.when += WarningsLane::tr(" · as of %1").arg(clockText(drawn));
        return out;
    }

    /// The line with its usual band and its threshold: all three in one scale.
    void drawSeries(QPainter& p, const QRectF& box, const EarlyWarning& w, const Colors& c)
    {
        if (w.points.size() < 2)
            return;
        double low = w.points.front().second;
        double high = low;
        const auto take = [&](double value) {
            low = std::min(low, value);
            high = std::max(high, value);
        };
        for (const auto& [at, value] : w.points)
            take(value);
        if (w.usual) {
            take(w.usual->first);
            take(w.usual->second);
        }
        if (w.threshold)
            take(*w.threshold);
        if (!(high > low))
            high = low + 1;
        const auto y = [&](double value) { return box.bottom() - box.height() * (value - low) / (high - low); };
        p.save();
        p.setRenderHint(QPainter::Antialiasing);
        if (w.usual)
            p.fillRect(QRectF(QPointF(box.left(), y(w.usual->second)), QPointF(box.right(), y(w.usual->first))), c.line);
        if (w.threshold) {
            p.setPen(QPen(c.dim, 1, Qt::DashLine));
            p.drawLine(QPointF(box.left(), y(*w.threshold)), QPointF(box.right(), y(*w.threshold)));
        }
        QPolygonF line;
        for (size_t i = 0; i < w.points.size(); ++i)
            line << QPointF(box.left() + box.width() * double(i) / double(w.points.size() - 1), y(w.points[i].second));
        p.setPen(QPen(c.text, 1.3));
        p.drawPolyline(line);
        p.restore();
    }

} // namespace

/// Warnings by their alerts.
class WarningsModel : public KeyedList<AlertId> {
public:
    WarningsModel(const Desk& desk, const WatchBook& watches, QObject* parent)
        : KeyedList(parent)
        , m_desk(desk)
        , m_watches(watches)
    {
    }

    void refresh()
    {
        sync(m_watches.warnings());
        for (int i = 0; i < rowCount(); ++i)
            touch(i);
    }

    QVariant data(const QModelIndex& index, int role) const override
    {
        if (!index.isValid() || index.row() >= rowCount()
            || (role != Qt::DisplayRole && role != Qt::AccessibleTextRole && role != Qt::ToolTipRole))
            return {};
        const auto s = saidOf(m_desk, m_watches, rows()[static_cast<size_t>(index.row())]);
        const QString all = QStringList { s.what, s.where, s.title, s.when }.join(QStringLiteral(", "));
        return role == Qt::ToolTipRole ? plainToolTip(all) : all;
    }

private:
    const Desk& m_desk;
    const WatchBook& m_watches;
};

namespace {

    class WarningsDelegate : public QStyledItemDelegate {
    public:
        WarningsDelegate(const Desk& desk, const WatchBook& watches, const WarningsModel* model, QObject* parent)
            : QStyledItemDelegate(parent)
            , m_desk(desk)
            , m_watches(watches)
            , m_model(model)
        {
        }

        QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return { 100, k_row }; }

        void paint(QPainter* p, const QStyleOptionViewItem& option, const QModelIndex& index) const override
        {
            const AlertId id = m_model->rows()[static_cast<size_t>(index.row())];
            const auto found = m_watches.firing().find(id);
            if (found == m_watches.firing().end())
                return;
            const Colors& c = colorsOf(option.palette);
            const auto s = saidOf(m_desk, m_watches, id);
            p->save();
            if (option.state & QStyle::State_Selected)
                p->fillRect(option.rect, c.accentFill);
            const QRect box = option.rect.adjusted(4, 2, -6, -2);
            const int rank = rankOf(m_desk.workspace().alert(id).severity);
            drawSeverityGlyph(*p, QRectF(box.left(), box.top() + 5, 10, 10), rank, c.severity[static_cast<size_t>(rank)]);
            drawSeries(*p, QRectF(box.right() - k_plotWidth, box.top() + 4, k_plotWidth, box.height() - 8),
                found->second.warning, c);
            const QRect text(box.left() + 16, box.top(), box.width() - k_plotWidth - 32, 20);
            p->setFont(textFont(12, QFont::DemiBold));
            p->setPen(c.text);
            const QString lead = s.where.isEmpty() ? s.what : QStringLiteral("%1 · %2").arg(s.what, s.where);
            const int half = text.width() * 55 / 100;
            p->drawText(QRect(text.left(), text.top(), half, 20), Qt::AlignVCenter,
                p->fontMetrics().elidedText(lead, Qt::ElideRight, half - 8));
            p->setFont(textFont(12));
            p->setPen(c.dim);
            drawFigures(*p, QRect(text.left() + half, text.top(), text.width() - half, 20),
                Qt::AlignRight | Qt::AlignVCenter, elidedFigures(p->font(), s.when, text.width() - half));
            p->setPen(c.text);
            p->drawText(text.translated(0, 19), Qt::AlignVCenter,
                p->fontMetrics().elidedText(s.title, Qt::ElideRight, text.width()));
            p->restore();
        }

    private:
        const Desk& m_desk;
        const WatchBook& m_watches;
        const WarningsModel* m_model;
    };

} // namespace

WarningsLane::WarningsLane(Desk& desk, const WatchBook& watches, QWidget* parent)
    : QWidget(parent)
    , m_desk(desk)
    , m_watches(watches)
    , m_model(new WarningsModel(desk, watches, this))
    , m_view(new QListView)
    , m_heading(new PlainLabel({}, PlainLabel::Role::Heading))
    , m_empty(new PlainLabel({}, PlainLabel::Role::Dim))
{
    m_view->setObjectName(QStringLiteral("warnings"));
    m_view->setAccessibleName(tr("Early warnings"));
    m_view->setModel(m_model);
    m_view->setItemDelegate(new WarningsDelegate(desk, watches, m_model, this));
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->installEventFilter(this);
    m_empty->setWraps(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 2, 0, 6);
    column->setSpacing(3);
    column->addWidget(m_heading);
    column->addWidget(m_empty);
    column->addWidget(m_view);
    connect(&watches, &WatchBook::changed, this, &WarningsLane::refresh);
    connect(m_view, &QListView::doubleClicked, this, [this] { emit wanted(current()); });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, [this] { emit chosen(current()); });
    refresh();
}

AlertId WarningsLane::current() const
{
    const auto index = m_view->currentIndex();
    return index.isValid() && index.row() < m_model->rowCount() ? m_model->rows()[static_cast<size_t>(index.row())]
                                                                 : AlertId {};
}

void WarningsLane::refresh()
{
    m_model->refresh();
    const int count = m_model->rowCount();
    m_view->setVisible(count > 0);
    m_view->setFixedHeight(k_row * qBound(1, count, k_rowsShown) + 4);
    m_empty->setVisible(count == 0);
    m_heading->setText(count ? tr("Early warnings · %1 in no accepted incident · Y").arg(count) : tr("Early warnings · Y"));
    m_empty->setText(m_watches.firing().empty()
            ? (m_watches.everSeen()
                      ? tr("No watched series warns now.")
                      : tr("No watched series has warned so far. Which queries are watched, for what threshold and "
                           "which error budget, stands in sources.yaml."))
            : tr("Every watched series that warns is in an accepted incident."));
}

void WarningsLane::tick()
{
    m_view->viewport()->update();
}

void WarningsLane::focusList()
{
    if (m_model->rowCount() > 0 && !m_view->currentIndex().isValid())
        m_view->setCurrentIndex(m_model->index(0));
    m_view->setFocus(Qt::ShortcutFocusReason);
}

bool WarningsLane::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_view && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if ((key == Qt::Key_Return || key == Qt::Key_Enter) && current()) {
            emit wanted(current());
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace quarterdeck
