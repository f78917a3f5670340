// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wall/wallview.h"

#include "models/domain/text.h"
#include "models/state/commandclock.h"
#include "ui/common/desk.h"
#include "ui/common/paint.h"
#include "ui/common/theme.h"
#include "ui/common/timetext.h"
#include "ui/common/words.h"

#include <QGuiApplication>
#include <QKeyEvent>
#include <QPainter>
#include <QScreen>

namespace quarterdeck {

namespace {

    constexpr int k_rows = 26; ///< the smallest letter is a row high
    constexpr size_t k_clocks = 4;
    constexpr size_t k_others = 3;
    constexpr double k_thicker = 3;
    constexpr int k_curvePoints = 60;
    constexpr qint64 k_curveMs = 3'600'000;

    QString commanderWords(const Incident& i, Instant now)
    {
        if (i.commander.isEmpty())
            return i.major() && i.open() ? WallView::tr("NO COMMANDER") : WallView::tr("no commander");
        return WallView::tr("%1 · Incident Commander · %2").arg(personWord(i.commander), ageText(now - i.commandSince));
    }

    QString firingWords(const Incident& i)
    {
        return i.unknown ? WallView::tr("%1 firing · %2 unknown").arg(i.firing).arg(i.unknown) : WallView::tr("%1 firing").arg(i.firing);
    }

    QString clockWords(const DueItem& item)
    {
        return item.overdue ? WallView::tr("⚠ −%1").arg(countdownText(-item.leftMs)) : countdownText(item.leftMs);
    }

    /// How many fired at the end of each minute of the last hour.
    std::vector<int> curveOf(const Incident& i, Instant now)
    {
        std::vector<int> out(k_curvePoints, 0);
        auto steps = i.steps;
        std::stable_sort(steps.begin(), steps.end(), [](const FiringStep& a, const FiringStep& b) { return a.at < b.at; });
        int firing = 0;
        size_t next = 0;
        for (int point = 0; point < k_curvePoints; ++point) {
            const Instant until = now - k_curveMs + (point + 1) * (k_curveMs / k_curvePoints);
            for (; next < steps.size() && steps[next].at <= until; ++next)
                firing += steps[next].delta;
            out[static_cast<size_t>(point)] = qMax(0, firing);
        }
        return out;
    }

} // namespace

WallView::WallView(Desk& desk, QWidget* parent)
    : QWidget(parent, Qt::Window)
    , m_desk(desk)
{
    setObjectName(QStringLiteral("wall"));
    setWindowTitle(tr("Quarterdeck: wall view"));
    setMinimumSize(640, 360);
}

void WallView::setIncident(IncidentId id)
{
    m_incident = id;
    update();
}

void WallView::tick(const QString& trust, bool calm)
{
    m_trust = trust;
    m_calm = calm;
    if (!isVisible())
        return;
    setAccessibleName(words());
    update();
}

void WallView::toggle()
{
    if (isVisible()) {
        hide();
        return;
    }
    // Beside the commander's own screen where there is another one.
    const auto screens = QGuiApplication::screens();
    for (auto* screen : screens) {
        if (parentWidget() && screen != parentWidget()->screen()) {
            setGeometry(screen->geometry());
            showFullScreen();
            return;
        }
    }
    show();
}

std::vector<const Incident*> WallView::others() const
{
    std::vector<const Incident*> out;
    for (const auto id : m_desk.workspace().worked()) {
        if (id != m_incident)
            out.push_back(m_desk.workspace().incident(id));
    }
    std::stable_sort(out.begin(), out.end(), [](const auto* a, const auto* b) { return a->severity < b->severity; });
    return out;
}

QString WallView::words() const
{
    const auto* i = m_desk.workspace().incident(m_incident);
    if (!i)
        return QStringList { tr("No incident is chosen."), m_trust }.join(QLatin1Char('\n'));
    const Instant now = m_desk.now();
    QStringList out { QStringLiteral("%1 · %2").arg(sevWord(i->severity), visible(i->title, 200)), commanderWords(*i, now), phaseWord(i->phase),
        ageText(now - i->observedAt), firingWords(*i) };
    for (const auto& item : dueItems(m_desk.workspace(), *i, now)) {
        if (item.kind != DueKind::Age)
            out << visible(item.what, 120) + QStringLiteral(" · ") + clockWords(item);
    }
    out << m_trust;
    return out.join(QLatin1Char('\n'));
}

void WallView::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape || event->key() == Qt::Key_F11)
        hide();
    else
        QWidget::keyPressEvent(event);
}

void WallView::paintEvent(QPaintEvent*)
{
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    const auto& colors = colorsOf(palette());
    p.fillRect(rect(), colors.canvas);
    const int row = height() / k_rows;
    const QRect inner = rect().adjusted(row, row, -row, -row);
    const QRect bottom(inner.left(), inner.bottom() - 4 * row, inner.width(), 4 * row);
    if (const auto* i = m_desk.workspace().incident(m_incident)) {
        paintIncident(p, inner.adjusted(0, 0, 0, -4 * row), *i);
    } else {
        p.setFont(textFont(2 * row, QFont::DemiBold));
        p.setPen(colors.text);
        p.drawText(inner, Qt::AlignCenter, tr("No incident is chosen."));
    }
    paintBottom(p, bottom);
}

void WallView::paintIncident(QPainter& p, const QRect& box, const Incident& i)
{
    const auto& colors = colorsOf(palette());
    const Instant now = m_desk.now();
    const int row = height() / k_rows;
    const auto line = [&](int top, int rows, const QFont& font, const QColor& color, const QString& words, int width) {
        p.setFont(font);
        p.setPen(color);
        const QRect where(box.left(), box.top() + top * row, width, rows * row);
        p.drawText(where, Qt::AlignLeft | Qt::AlignVCenter, p.fontMetrics().elidedText(visible(words, 300), Qt::ElideRight, where.width()));
    };
    const QFont chip = textFont(row * 7 / 5, QFont::DemiBold);
    const int chipWidth = drawSeverityChip(&p, box.topLeft(), 2 * row, i.severity, sevWord(i.severity), chip, colors);
    p.setFont(textFont(row * 7 / 5));
    p.setPen(colors.dim);
    p.drawText(QRect(box.left() + chipWidth + row, box.top(), box.width() / 2, 2 * row), Qt::AlignLeft | Qt::AlignVCenter,
        QStringLiteral("● %1").arg(phaseWord(i.phase)));
    const QFont figure = textFont(row * 2, QFont::DemiBold);
    p.setFont(figure);
    p.setPen(colors.text);
    const QString age = countdownText(now - i.observedAt);
    const int ageWidth = figuresWidth(figure, age);
    drawFigures(p, QRect(box.right() - ageWidth, box.top(), ageWidth, row * 5 / 2), Qt::AlignRight | Qt::AlignVCenter, age);
    p.setFont(textFont(row));
    p.setPen(colors.dim);
    p.drawText(QRect(box.left(), box.top(), box.width() - ageWidth - row / 2, row * 5 / 2), Qt::AlignRight | Qt::AlignVCenter,
        tr("since %1").arg(minuteText(i.observedAt)));
    line(3, 3, textFont(row * 9 / 4, QFont::DemiBold), colors.text, i.title, box.width());
    const bool none = i.commander.isEmpty() && i.major() && i.open();
    line(6, 2, textFont(row * 3 / 2, none ? QFont::Bold : QFont::DemiBold), none ? colors.loud() : colors.text,
        none ? QStringLiteral("⚠ ") + commanderWords(i, now) : commanderWords(i, now), box.width());
    if (!i.impact.isEmpty())
        line(8, 2, textFont(row * 6 / 5), colors.dim, i.impact, box.width());
    const int half = box.width() / 2 - row;
    const int top = box.top() + 11 * row;
    paintClocks(p, QRect(box.left(), top, half, box.bottom() - top), i);
    paintFiring(p, QRect(box.left() + half + 2 * row, top, half, box.bottom() - top), i);
}

void WallView::paintClocks(QPainter& p, const QRect& box, const Incident& i)
{
    const auto& colors = colorsOf(palette());
    const int row = height() / k_rows;
    auto items = dueItems(m_desk.workspace(), i, m_desk.now());
    std::erase_if(items, [](const DueItem& item) { return item.kind == DueKind::Age; });
    items.resize(qMin(items.size(), k_clocks));
    const QFont figure = textFont(row * 3 / 2, QFont::DemiBold);
    int width = 0;
    for (const auto& item : items)
        width = qMax(width, figuresWidth(figure, clockWords(item)) + row);
    int top = box.top();
    for (const auto& item : items) {
        p.setFont(figure);
        p.setPen(item.overdue ? colors.loud() : colors.text);
        drawFigures(p, QRect(box.left(), top, width, 2 * row), Qt::AlignLeft | Qt::AlignVCenter, clockWords(item));
        p.setFont(textFont(row * 6 / 5));
        p.setPen(colors.dim);
        const QRect what(box.left() + width, top, box.width() - width, 2 * row);
        p.drawText(what, Qt::AlignLeft | Qt::AlignVCenter, p.fontMetrics().elidedText(visible(item.what, 200), Qt::ElideRight, what.width()));
        top += row * 9 / 4;
    }
}

void WallView::paintFiring(QPainter& p, const QRect& box, const Incident& i)
{
    const auto& colors = colorsOf(palette());
    const int row = height() / k_rows;
    p.setFont(textFont(row * 3 / 2, QFont::DemiBold));
    p.setPen(colors.text);
    p.drawText(QRect(box.left(), box.top(), box.width(), 2 * row), Qt::AlignLeft | Qt::AlignVCenter, firingWords(i));
    p.save(); // the same line as everywhere, as thick as three metres ask for
    p.translate(box.left(), box.top() + 2.5 * row);
    p.scale(k_thicker, k_thicker);
    drawSparkline(p, QRectF(0, 0, box.width() / k_thicker, qMax(row, box.height() - 5 * row) / k_thicker), curveOf(i, m_desk.now()),
        colors.severity[static_cast<size_t>(i.severity <= 5 ? i.severity : 0)]);
    p.restore();
    p.setFont(textFont(row));
    p.setPen(colors.dim);
    p.drawText(QRect(box.left(), box.bottom() - 2 * row, box.width(), row * 3 / 2), Qt::AlignLeft | Qt::AlignVCenter, tr("firing, the last hour"));
}

void WallView::paintBottom(QPainter& p, const QRect& box)
{
    const auto& colors = colorsOf(palette());
    const int row = height() / k_rows;
    p.fillRect(QRect(box.left(), box.top() - 1, box.width(), 1), colors.line);
    p.setFont(textFont(row * 6 / 5, QFont::DemiBold));
    p.setPen(colors.dim);
    const QString time = QStringLiteral("%1 %2").arg(clockText(m_desk.now()), zoneText());
    const int timeWidth = figuresWidth(p.font(), time) + row;
    drawFigures(p, QRect(box.right() - timeWidth, box.top() + row / 2, timeWidth, row * 3 / 2), Qt::AlignRight | Qt::AlignVCenter, time);
    p.setPen(m_calm ? colors.dim : colors.loud());
    const QRect trust(box.left(), box.top() + row / 2, box.width() - timeWidth - row, row * 3 / 2);
    p.drawText(trust, Qt::AlignLeft | Qt::AlignVCenter, p.fontMetrics().elidedText(visible(m_trust, 300), Qt::ElideRight, trust.width()));
    QStringList words;
    const auto rest = others();
    for (size_t n = 0; n < rest.size() && n < k_others; ++n)
        words << QStringLiteral("%1 %2 %3").arg(glyphOf(rest[n]->severity)).arg(sevWord(rest[n]->severity), visible(rest[n]->title, 60));
    if (rest.size() > k_others)
        words << tr("and %n more", nullptr, static_cast<int>(rest.size() - k_others));
    if (words.isEmpty())
        return;
    p.setFont(textFont(row));
    p.setPen(colors.dim);
    const QRect also(box.left(), box.top() + row * 9 / 4, box.width(), row * 3 / 2);
    p.drawText(also, Qt::AlignLeft | Qt::AlignVCenter,
        p.fontMetrics().elidedText(tr("Also open: %1").arg(words.join(QStringLiteral(" · "))), Qt::ElideRight, also.width()));
}

} // namespace quarterdeck
