// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scribe/logdelegate.h"

#include "ui/common/paint.h"
#include "ui/common/timetext.h"
#include "ui/common/words.h"

#include <QAbstractItemView>

namespace quarterdeck {

namespace {

    constexpr int k_left = 12;
    constexpr int k_time = 46;
    constexpr int k_gap = 6;
    constexpr qsizetype k_heightsMost = 20'000;
    constexpr int k_pixels = 12;
    constexpr qint64 k_lateMs = 60'000; // typed later than this after it happened: both times are shown

    /// A status update has many lines: the log shows the first, the page of the updates and the draft all of them.
    QString firstLine(const QString& text)
    {
        const QString trimmed = text.trimmed();
        const auto more = static_cast<int>(trimmed.count(QLatin1Char('\n')));
        return more == 0 ? trimmed
                         : LogDelegate::tr("%1 (and %n more lines)", nullptr, more).arg(trimmed.section(QLatin1Char('\n'), 0, 0));
    }

    template <class Add> void describe(const LogLineInfo& line, const LogModel* model, Add add)
    {
        if (line.kind == LineKind::Decision && !line.machine)
            add(LogDelegate::tr("Decision"), 1, true);
        else
            add(personWord(line.saidBy.isEmpty() ? line.actor : line.saidBy), 1, true);
        if (line.machine) {
            add(QLatin1Char(' ') + firstLine(line.text), 0, false);
        } else {
            if (line.kind != LineKind::Decision)
                add(QStringLiteral(" %1: ").arg(kindWord(line.kind)), 2, false);
            else
                add(QStringLiteral(" "), 2, false);
            add(firstLine(line.text), 1, false);
            if (line.kind == LineKind::Decision)
                add(QStringLiteral(" · %1").arg(personWord(line.saidBy.isEmpty() ? line.actor : line.saidBy)),
                    2, false);
        }
        if (!line.saidBy.isEmpty() && line.saidBy != line.actor)
            add(LogDelegate::tr(" (recorded by %1)").arg(personWord(line.actor)), 2, false);
        if (line.corrects) {
            const auto* old = model ? model->find(line.corrects) : nullptr;
            add(old ? LogDelegate::tr(" (corrects %1: %2)").arg(minuteText(old->observedAt), old->text)
                    : LogDelegate::tr(" (corrects an earlier line)"),
                2, false);
        }
        if (line.recordedAt - line.observedAt > k_lateMs)
            add(LogDelegate::tr(" (typed %1)").arg(minuteText(line.recordedAt)), 2, false);
    }

} // namespace

LogDelegate::LogDelegate(const LogModel* model, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_model(model)
{
}

QString LogDelegate::lineText(const LogLineInfo& line, const LogModel* model)
{
    QString out = minuteText(line.observedAt) + QLatin1Char(' ');
    describe(line, model, [&](const QString& text, int, bool) { out += text; });
    return out;
}

QString LogDelegate::waitingText(const WaitingLine& line)
{
    return tr("%1 %2 %3 · waiting to send").arg(minuteText(line.at), personWord(line.author), line.text);
}

TextRuns LogDelegate::runs(int row, const Colors& colors) const
{
    TextRuns out(textFont(k_pixels));
    if (const auto* waiting = m_model->waitingAt(row)) {
        QFont italic = textFont(k_pixels);
        italic.setItalic(true);
        TextRuns pending(italic);
        pending.add(personWord(waiting->author) + QLatin1Char(' ') + waiting->text, colors.faint);
        pending.add(tr(" · waiting to send"), colors.faint);
        return pending;
    }
    if (const auto* line = m_model->lineAt(row)) {
        const QColor inks[] = { colors.dim, colors.text, colors.dim };
        describe(*line, m_model,
            [&](const QString& text, int ink, bool strong) { out.add(text, inks[ink], strong); });
    }
    return out;
}

QSize LogDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const auto* view = qobject_cast<const QAbstractItemView*>(option.widget);
    const int width = view ? view->viewport()->width() : 300;
    auto text = runs(index.row(), colorsOf(option.palette));
    const auto key = std::pair(text.text(), m_model->waitingAt(index.row()) ? -width : width); // italics are wider
    auto known = m_heights.constFind(key);
    if (known == m_heights.constEnd()) {
        if (m_heights.size() >= k_heightsMost)
            m_heights.clear();
        known = m_heights.insert(key, qMax(24, text.layout(width - 2 * k_left - k_time - k_gap) + 7));
    }
    return { width, *known };
}

void LogDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Colors& c = colorsOf(option.palette);
    painter->save();
    if (option.state & QStyle::State_Selected)
        painter->fillRect(option.rect, c.accentFill);
    const auto* line = m_model->lineAt(index.row());
    const auto* waiting = m_model->waitingAt(index.row());
    const QRect box = option.rect.adjusted(k_left, 3, -k_left, -3);
    QFont font = textFont(k_pixels);
    font.setItalic(waiting != nullptr);
    painter->setFont(font);
    painter->setPen(c.faint);
    drawFigures(*painter, QRect(box.left(), box.top(), k_time, painter->fontMetrics().height()),
        Qt::AlignLeft | Qt::AlignTop,
        minuteText(line   ? line->observedAt
                : waiting ? waiting->at
                          : 0));
    auto text = runs(index.row(), c);
    text.layout(box.width() - k_time - k_gap);
    text.draw(*painter, QPointF(box.left() + k_time + k_gap, box.top()));
    painter->restore();
}

} // namespace quarterdeck
