// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sources/truststrip.h"

#include "ui/common/button.h"
#include "ui/common/desk.h"
#include "ui/common/paint.h"
#include "ui/common/timetext.h"
#include "ui/common/words.h"
#include "ui/sources/sourcetable.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QVBoxLayout>

namespace quarterdeck {

namespace {

    constexpr qint64 k_pulseLateMs = 3000;
    constexpr size_t k_chips = 6;

    QString number(quint64 n)
    {
        return QLocale(QLocale::English).toString(n);
    }

} // namespace

void SourceChip::setDoubtful(bool doubtful)
{
    if (doubtful == m_doubtful)
        return;
    m_doubtful = doubtful;
    setRole(doubtful ? Role::Text : Role::Dim);
    update();
}

void SourceChip::paintEvent(QPaintEvent* event)
{
    if (m_doubtful) {
        const Colors& c = colorsOf(palette());
        QPainter painter(this);
        drawHatch(painter, rect(), c);
        // The words keep a ground of their own: stripes under letters are hard to read.
        const QRect words = contentsRect().adjusted(0, 3, 0, -3);
        painter.fillRect(QRect(words.left() - 2, words.top(),
                             qMin(words.width() + 4, figuresWidth(font(), text()) + 5), words.height()),
            c.pane);
    }
    PlainLabel::paintEvent(event);
}

TrustStrip::TrustStrip(Desk& desk, QWidget* parent)
    : QFrame(parent)
    , m_desk(desk)
    , m_details(new Button(tr("Sources")))
    , m_chips(new QHBoxLayout)
    , m_none(new PlainLabel({}, PlainLabel::Role::Loud))
    , m_connect(new Button(tr("Connect my alerts"), QStringLiteral("F7")))
    , m_totals(new SourceChip({}, PlainLabel::Role::Dim))
    , m_table(new SourceTable(desk))
{
    setObjectName(QStringLiteral("trust"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_table->hide();
    column->addWidget(m_table);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(6, 2, 12, 2);
    row->setSpacing(10);
    m_details->setLook(Button::Look::Quiet);
    m_details->setCheckable(true);
    m_details->setObjectName(QStringLiteral("sources"));
    m_details->setToolTip(plainToolTip(tr("Gaps, reconnects, clock skew and counts of every source")));
    m_none->setPixels(12);
    m_totals->setPixels(12);
    m_totals->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_totals->setContentsMargins(6, 0, 6, 0);
    m_chips->setSpacing(8);
    row->addWidget(m_details);
    row->addWidget(m_none);
    m_connect->setObjectName(QStringLiteral("connectAlerts"));
    row->addWidget(m_connect);
    row->addLayout(m_chips);
    row->addStretch(1);
    row->addWidget(m_totals);
    column->addLayout(row);
    connect(m_connect, &QPushButton::clicked, this, &TrustStrip::connectWanted);
    connect(m_details, &QPushButton::toggled, m_table, &QWidget::setVisible);
    connect(&desk, &Desk::pulsed, this, &TrustStrip::tick);
    connect(&desk, &Desk::replaced, this, &TrustStrip::tick);
    tick();
}

void TrustStrip::toggleDetails()
{
    m_details->toggle();
}

void TrustStrip::tick()
{
    showSources();
    showTotals();
    if (m_table->isVisible())
        m_table->refresh();
}

void TrustStrip::showSources()
{
    auto rows = sourceRows(m_desk);
    // What cannot be believed comes first; the order among equals is the server's and does not jump.
    std::stable_sort(rows.begin(), rows.end(), [](const SourceRow& a, const SourceRow& b) {
        return (a.state != SourceState::Live) > (b.state != SourceState::Live);
    });
    const size_t shown = qMin(rows.size(), k_chips);
    while (m_sources.size() < shown + 1) {
        auto* chip = new SourceChip({}, PlainLabel::Role::Dim);
        chip->setPixels(12);
        chip->setContentsMargins(6, 0, 6, 0);
        m_chips->addWidget(chip);
        m_sources.push_back(chip);
    }
    m_none->setVisible(rows.empty());
    m_connect->setVisible(rows.empty() && !m_desk.link().readOnly);
    if (rows.empty())
        m_none->setText(m_desk.link().everConnected || m_desk.link().readOnly
                ? tr("No source connected: production's state is unknown.")
                : tr("Not connected yet: production's state is unknown."));
    const bool old = m_desk.pulseAge() > k_pulseLateMs;
    for (size_t i = 0; i < m_sources.size(); ++i) {
        auto* chip = m_sources[i];
        chip->setVisible(i < shown || (i == shown && rows.size() > shown));
        if (i == shown) {
            chip->setText(tr("+ %n more", nullptr, static_cast<int>(rows.size() - shown)));
            chip->setDoubtful(old);
        }
        if (i >= shown)
            continue;
        chip->setText(sourceWords(rows[i], m_desk.now(), old));
        chip->setDoubtful(old || rows[i].state != SourceState::Live);
    }
}

void TrustStrip::showTotals()
{
    const auto& pulse = m_desk.pulse();
    const bool old = m_desk.pulseAge() > k_pulseLateMs;
    QString words;
    if (pulse.at) {
        qint64 skew = 0;
        for (const auto& source : pulse.sources)
            skew = qMax(skew, qAbs(source.skewMs));
        words = tr("skew ≤ %1 s · received %2 = accepted %3 + refused %4 · head %5 %6…")
                    .arg(static_cast<double>(skew) / 1000.0, 0, 'f', 1)
                    .arg(number(pulse.received), number(pulse.accepted), number(pulse.refused),
                        number(pulse.head), QString::fromLatin1(pulse.headHash.toHex().left(4)));
        if (pulse.quarantined)
            words = tr("%1 not understood yet · ").arg(number(pulse.quarantined)) + words;
        if (old)
            words = tr("as of %1 · ").arg(clockText(pulse.at)) + words;
    } else {
        words = m_desk.link().readOnly ? tr("an exported incident, read only")
                                       : tr("no word from the server yet");
    }
    m_totals->setText(words);
    m_totals->setDoubtful(old && !m_desk.link().readOnly);
}

bool TrustStrip::linkIsLost(const Desk& desk)
{
    return !desk.link().connected && !desk.link().readOnly;
}

QString TrustStrip::linkWords(const Desk& desk)
{
    const auto& link = desk.link();
    if (link.readOnly)
        return tr("read only");
    if (link.connected) {
        const QString ms = link.roundTripMs >= 0 ? tr("server %1 ms").arg(link.roundTripMs) : tr("server");
        return link.behind ? tr("%1, %2 behind").arg(ms, number(link.behind)) : ms;
    }
    QString words = link.everConnected
        ? tr("NO LINK since %1, showing what was known").arg(minuteText(link.since))
        : tr("NO LINK yet");
    const auto waiting = static_cast<int>(desk.pending().size());
    if (waiting)
        words += tr("; %n waiting to send", nullptr, waiting);
    return words;
}

std::pair<QString, bool> TrustStrip::feedWords(const Desk& desk)
{
    const auto rows = sourceRows(desk);
    if (rows.empty())
        return { tr("No source connected: production's state is unknown."), false };
    if (linkIsLost(desk) || desk.pulseAge() > k_pulseLateMs)
        return { tr("⚠ No link to the server: what is shown may not be true any more."), false };
    Instant oldest = desk.now();
    QStringList bad;
    for (const auto& row : rows) {
        oldest = qMin(oldest, row.lastSignalAt);
        if (row.state != SourceState::Live)
            bad << QStringLiteral("%1 %2").arg(row.name, stateWord(row.state));
    }
    if (bad.isEmpty())
        return { tr("● %1 of %1 sources live, oldest signal %2").arg(rows.size()).arg(ageText(desk.now() - oldest)), true };
    return { tr("⚠ %1; %2 of %3 sources live").arg(bad.join(QStringLiteral(", "))).arg(rows.size() - static_cast<size_t>(bad.size())).arg(rows.size()),
        false };
}

QString TrustStrip::calmWords(const Desk& desk)
{
    const auto rows = sourceRows(desk);
    if (rows.empty())
        return tr("No source connected: production's state is unknown.");
    Instant oldest = desk.now();
    for (const auto& row : rows) {
        if (row.state != SourceState::Live || desk.pulseAge() > k_pulseLateMs || linkIsLost(desk))
            return tr("Unknown: last signal %1.").arg(minuteText(row.lastSignalAt));
        oldest = qMin(oldest, row.lastSignalAt);
    }
    return tr("No firing alerts; %1 of %1 sources live, oldest signal %2.")
        .arg(rows.size())
        .arg(ageText(desk.now() - oldest));
}

} // namespace quarterdeck
