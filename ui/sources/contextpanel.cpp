// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sources/contextpanel.h"

#include "models/domain/text.h"
#include "ui/common/button.h"
#include "ui/common/desk.h"
#include "ui/common/plainlabel.h"
#include "ui/common/theme.h"
#include "ui/common/timetext.h"
#include "ui/common/words.h"

#include <QApplication>
#include <QBoxLayout>
#include <QClipboard>
#include <QJsonArray>
#include <QListWidget>
#include <QPainter>
#include <QPointer>

#include <algorithm>
#include <limits>

namespace quarterdeck {

namespace {

constexpr int plotHeight = 120, legendLine = 16, rowsHeight = 150;
constexpr std::array<Qt::PenStyle, 4> strokes {Qt::SolidLine, Qt::DashLine, Qt::DotLine, Qt::DashDotLine};

double lastOf(const QJsonObject& series)
{
    const auto points = series.value(QStringLiteral("points")).toArray();
    return points.isEmpty() ? 0 : points.last().toArray().at(1).toDouble();
}

QString rowText(const QJsonObject& row)
{
    QString out = clockText(row.value(QStringLiteral("at")).toInteger());
    if (row.value(QStringLiteral("failed")).toBool())
        out += QStringLiteral(" · ") + ContextPanel::tr("failed");
    if (row.contains(QStringLiteral("duration_ms")))
        out += QStringLiteral(" · %1 ms").arg(row.value(QStringLiteral("duration_ms")).toDouble(), 0, 'f', 1);
    return out + QStringLiteral(" · ") + visible(row.value(QStringLiteral("text")).toString(), 1000);
}

} // namespace

SeriesPlot::SeriesPlot(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void SeriesPlot::show(const QJsonArray& series)
{
    m_series = series;
    setFixedHeight(plotHeight + legendLine * static_cast<int>(series.size()));
    QStringList words;
    for (const auto& value : series)
        words << tr("%1: last %2").arg(visible(value.toObject().value(QStringLiteral("name")).toString(), 80)).arg(lastOf(value.toObject()));
    setAccessibleDescription(words.join(QStringLiteral("; ")));
    update();
}

void SeriesPlot::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto& colors = colorsOf(palette());
    double low = std::numeric_limits<double>::max(), high = std::numeric_limits<double>::lowest();
    double from = low, to = high;
    for (const auto& value : std::as_const(m_series)) {
        for (const auto& point : value.toObject().value(QStringLiteral("points")).toArray()) {
            const auto pair = point.toArray();
            from = std::min(from, pair.at(0).toDouble());
            to = std::max(to, pair.at(0).toDouble());
            low = std::min(low, pair.at(1).toDouble());
            high = std::max(high, pair.at(1).toDouble());
        }
    }
    if (from > to)
        return;
    painter.setFont(textFont(11));
    const QRectF box(0, 6, width(), plotHeight - 28);
    painter.setPen(colors.line);
    painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5));
    const auto x = [&](double at) { return box.left() + (to > from ? (at - from) / (to - from) : 0.5) * box.width(); };
    const auto y = [&](double value) { return box.bottom() - 4 - (high > low ? (value - low) / (high - low) : 0.5) * (box.height() - 8); };
    for (qsizetype i = 0; i < m_series.size(); ++i) {
        const auto one = m_series.at(i).toObject();
        const QPen pen(i < 4 ? colors.text : colors.dim, 1.5, strokes[static_cast<size_t>(i) % strokes.size()]);
        QPolygonF line;
        for (const auto& point : one.value(QStringLiteral("points")).toArray())
            line << QPointF(x(point.toArray().at(0).toDouble()), y(point.toArray().at(1).toDouble()));
        painter.setPen(pen);
        line.size() == 1 ? painter.drawEllipse(line.first(), 2, 2) : painter.drawPolyline(line);
        const int top = plotHeight + legendLine * static_cast<int>(i);
        painter.drawLine(QPointF(2, top + legendLine / 2.0), QPointF(34, top + legendLine / 2.0));
        painter.setPen(colors.text);
        const QString name = one.value(QStringLiteral("name")).toString();
        const QString words = tr("%1: last %2").arg(visible(name.isEmpty() ? tr("no labels") : name, 200)).arg(lastOf(one));
        painter.drawText(QRectF(40, top, width() - 42, legendLine), Qt::AlignVCenter,
            painter.fontMetrics().elidedText(words, Qt::ElideRight, width() - 42));
    }
    painter.setPen(colors.dim);
    const QRectF under(0, box.bottom() + 2, width(), 18);
    painter.drawText(under, Qt::AlignLeft, clockText(static_cast<Instant>(from)));
    painter.drawText(under, Qt::AlignRight, clockText(static_cast<Instant>(to)));
    painter.drawText(under, Qt::AlignHCenter, tr("from %1 to %2").arg(low).arg(high));
}

ContextPanel::ContextPanel(Desk& desk, IncidentId incident, const QJsonObject& what, QWidget* parent)
    : QWidget(parent)
    , m_desk(desk)
    , m_incident(incident)
    , m_what(what)
    , m_age(new PlainLabel({}, PlainLabel::Role::Dim))
    , m_query(new PlainLabel({}, PlainLabel::Role::Dim))
    , m_problem(new PlainLabel({}, PlainLabel::Role::Text))
    , m_plot(new SeriesPlot)
    , m_rows(new QListWidget)
    , m_again(new Button(tr("Ask again"), {}))
    , m_copy(new Button(tr("Copy the query"), {}))
    , m_pin(new Button(tr("Pin as evidence"), {}))
{
    const QString title = visible(tr("%1 — %2").arg(what.value(QStringLiteral("title")).toString(), what.value(QStringLiteral("source")).toString()), 120);
    setObjectName(QStringLiteral("contextPanel"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 8, 0, 4);
    column->setSpacing(4);
    auto* head = new QHBoxLayout;
    head->addWidget(new PlainLabel(title, PlainLabel::Role::Heading));
    head->addStretch(1);
    head->addWidget(m_age);
    column->addLayout(head);
    m_query->setWraps(true);
    m_problem->setWraps(true);
    column->addWidget(m_query);
    column->addWidget(m_problem);
    column->addWidget(m_plot);
    column->addWidget(m_rows);
    m_plot->setAccessibleName(title);
    m_rows->setAccessibleName(title);
    m_rows->setFixedHeight(rowsHeight);
    m_rows->setTextElideMode(Qt::ElideRight);
    m_rows->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_plot->hide();
    m_rows->hide();
    m_problem->hide();
    auto* buttons = new QHBoxLayout;
    for (auto* button : {m_again, m_copy, m_pin}) {
        button->setAccessibleName(tr("%1: %2").arg(title, button->text()));
        buttons->addWidget(button);
    }
    m_again->setObjectName(QStringLiteral("panelAgain"));
    m_pin->setObjectName(QStringLiteral("panelPin"));
    m_copy->setObjectName(QStringLiteral("panelCopy"));
    m_copy->setEnabled(false);
    m_pin->setEnabled(false);
    buttons->addStretch(1);
    column->addLayout(buttons);
    connect(m_again, &QPushButton::clicked, this, &ContextPanel::askAgain);
    connect(m_copy, &QPushButton::clicked, this, &ContextPanel::copyQuery);
    connect(m_pin, &QPushButton::clicked, this, &ContextPanel::pin);
}

void ContextPanel::askAgain()
{
    if (m_asking)
        return;
    m_asking = true;
    m_again->setEnabled(false);
    tick();
    const QJsonObject about {{QStringLiteral("incident"), static_cast<qint64>(m_incident.value)},
        {QStringLiteral("source"), m_what.value(QStringLiteral("source"))}, {QStringLiteral("index"), m_what.value(QStringLiteral("index"))}};
    m_desk.inquire(QStringLiteral("panel"), about, [this, here = QPointer(this)](const Result<QJsonObject>& answer) {
        if (!here)
            return;
        m_asking = false;
        m_again->setEnabled(true);
        // What was shown before stays, with its age: it is older, not wrong.
        m_problem->setVisible(!answer);
        if (answer)
            showAnswer(*answer);
        else
            m_problem->setText(sentenceOf(answer.error()));
        tick();
    });
}

void ContextPanel::showAnswer(const QJsonObject& answer)
{
    m_answer = answer;
    m_query->setText(visible(answer.value(QStringLiteral("query")).toString(), 2000));
    const auto series = answer.value(QStringLiteral("series")).toArray();
    const auto rows = answer.value(QStringLiteral("rows")).toArray();
    m_plot->show(series);
    m_plot->setVisible(!series.isEmpty());
    m_rows->clear();
    for (const auto& row : rows)
        m_rows->addItem(rowText(row.toObject()));
    m_rows->setVisible(!rows.isEmpty());
    const auto cut = answer.value(QStringLiteral("cut")).toInt();
    if (series.isEmpty() && rows.isEmpty())
        m_problem->setText(tr("It answered, and has nothing for these services in this time."));
    else if (cut > 0)
        m_problem->setText(tr("%n more are not shown.", nullptr, cut));
    m_problem->setVisible((series.isEmpty() && rows.isEmpty()) || cut > 0);
    m_copy->setEnabled(true);
    m_pin->setEnabled(true);
}

void ContextPanel::tick()
{
    const auto at = m_answer.value(QStringLiteral("at")).toInteger();
    m_age->setText(m_asking ? tr("asking …")
            : at            ? tr("%1 · asked %2").arg(visible(m_answer.value(QStringLiteral("host")).toString(), 80), agoText(m_desk.now() - at))
                            : tr("no answer yet"));
}

QString ContextPanel::asText() const
{
    QStringList out {m_what.value(QStringLiteral("title")).toString(),
        QStringLiteral("%1 (%2), %3").arg(m_what.value(QStringLiteral("source")).toString(), m_answer.value(QStringLiteral("host")).toString(),
            toIso(m_answer.value(QStringLiteral("at")).toInteger())),
        m_answer.value(QStringLiteral("query")).toString(), {}};
    for (const auto& value : m_answer.value(QStringLiteral("rows")).toArray()) {
        const auto row = value.toObject();
        out << QStringLiteral("%1 %2%3").arg(toIso(row.value(QStringLiteral("at")).toInteger()),
            row.contains(QStringLiteral("duration_ms")) ? QStringLiteral("%1 ms ").arg(row.value(QStringLiteral("duration_ms")).toDouble()) : QString(),
            row.value(QStringLiteral("text")).toString());
    }
    for (const auto& value : m_answer.value(QStringLiteral("series")).toArray()) {
        const auto series = value.toObject();
        out << series.value(QStringLiteral("name")).toString();
        for (const auto& point : series.value(QStringLiteral("points")).toArray())
            out << QStringLiteral("  %1 %2").arg(toIso(static_cast<Instant>(point.toArray().at(0).toDouble()))).arg(point.toArray().at(1).toDouble());
    }
    return out.join(QLatin1Char('\n'));
}

void ContextPanel::copyQuery()
{
    QApplication::clipboard()->setText(m_answer.value(QStringLiteral("query")).toString());
    emit said(tr("The query is copied."), false);
}

void ContextPanel::pin()
{
    Attach attach;
    attach.incident = {m_incident, {}};
    attach.what = AttachmentKind::Query;
    attach.name = m_what.value(QStringLiteral("title")).toString();
    attach.mediaType = QStringLiteral("text/plain");
    attach.note = m_what.value(QStringLiteral("source")).toString();
    attach.bytes = asText().toUtf8();
    m_desk.ask(CommandBody {attach}, [this, here = QPointer(this)](const Result<Seq>& kept) {
        if (here)
            emit said(kept ? tr("Pinned: it stays in the log with its hash.") : sentenceOf(kept.error()), !kept);
    });
}

} // namespace quarterdeck
