// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/review/reviewpage.h"

#include "models/domain/text.h"
#include "models/state/metrics.h"
#include "ui/common/button.h"
#include "ui/common/messagestrip.h"
#include "ui/common/plainlabel.h"
#include "ui/common/timetext.h"
#include "ui/common/words.h"
#include "ui/review/drafttext.h"
#include "ui/review/phasebar.h"

#include <QBoxLayout>
#include <QDir>
#include <QFileInfo>
#include <QGridLayout>
#include <QLineEdit>
#include <QScrollArea>
#include <QTimer>

namespace quarterdeck {

namespace {

constexpr int soonMs = 1000; // the draft is for reading: once a second is often enough
constexpr int sideWidth = 300;

const char* extensionOf(const QString& format)
{
    return format == QLatin1String("markdown") ? "md" : format == QLatin1String("html") ? "html" : "json";
}

} // namespace

ReviewPage::ReviewPage(Desk& desk, QWidget* parent)
    : QWidget(parent)
    , m_desk(desk)
    , m_draft(new DraftText)
    , m_soon(new QTimer(this))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(14, 10, 14, 10);
    row->setSpacing(16);
    auto* column = new QVBoxLayout;
    column->setSpacing(4);
    column->addWidget(new PlainLabel(tr("Postmortem draft · from the journal, for people to finish"), PlainLabel::Role::Heading));
    column->addWidget(m_draft, 1);
    m_entry = new PlainLabel(tr("A line's entry: click it, or Enter on the line"), PlainLabel::Role::Dim);
    m_entry->setPixels(12);
    m_entry->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    column->addWidget(m_entry);
    row->addLayout(column, 1);
    row->addWidget(makeSide());
    setFocusProxy(m_draft);

    m_soon->setSingleShot(true);
    m_soon->setInterval(soonMs);
    connect(m_soon, &QTimer::timeout, this, &ReviewPage::refresh);
    connect(m_draft, &DraftText::entryActivated, this, &ReviewPage::showEntry);
    connect(&m_desk, &Desk::applied, this, [this](const Delta& delta) {
        if (delta.incidents.contains(m_incident) || delta.rebuild)
            soon();
    });
    connect(&m_desk, &Desk::replaced, this, &ReviewPage::soon);
    refresh();
}

QWidget* ReviewPage::makeSide()
{
    auto* side = new QWidget;
    side->setFixedWidth(sideWidth);
    auto* outer = new QVBoxLayout(side);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(8);
    outer->addWidget(makeExport());

    auto* inner = new QWidget;
    auto* column = new QVBoxLayout(inner);
    column->setContentsMargins(0, 0, 6, 0);
    column->setSpacing(6);
    column->addWidget(new PlainLabel(tr("Phases"), PlainLabel::Role::Heading));
    m_phases = new PhaseBar;
    column->addWidget(m_phases);
    column->addSpacing(8);
    column->addWidget(new PlainLabel(tr("Figures of this one incident"), PlainLabel::Role::Heading));
    m_figures = new QGridLayout;
    m_figures->setHorizontalSpacing(10);
    m_figures->setVerticalSpacing(0);
    m_figures->setColumnStretch(0, 1);
    column->addLayout(m_figures);
    column->addStretch(1);
    auto* scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setAccessibleName(tr("Phases and figures"));
    scroll->setWidget(inner);
    outer->addWidget(scroll, 1);
    return side;
}

QWidget* ReviewPage::makeExport()
{
    auto* box = new QWidget;
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    auto* head = new PlainLabel(tr("Export to"), PlainLabel::Role::Heading);
    column->addWidget(head);
    m_file = new QLineEdit(QDir::homePath());
    m_file->setAccessibleName(tr("Folder or file to export to"));
    m_file->setPlaceholderText(tr("Folder or file"));
    head->setBuddy(m_file);
    column->addWidget(m_file);
    auto* row = new QHBoxLayout;
    row->setSpacing(6);
    const std::pair<QString, QString> formats[] = {{QStringLiteral("markdown"), tr("Markdown")},
        {QStringLiteral("html"), tr("HTML")}, {QStringLiteral("json"), tr("JSON")}};
    for (const auto& [format, word] : formats) {
        auto* b = new Button(word);
        b->setAccessibleName(tr("Export as %1").arg(word));
        connect(b, &QPushButton::clicked, this, [this, f = format] { exportAs(f); });
        row->addWidget(b);
        m_buttons.push_back(b);
    }
    row->addStretch(1);
    column->addLayout(row);
    m_message = new MessageStrip;
    column->addWidget(m_message);
    return box;
}

void ReviewPage::setIncident(IncidentId incident)
{
    if (incident == m_incident)
        return;
    m_incident = incident;
    m_message->clear();
    m_entry->setText(tr("A line's entry: click it, or Enter on the line"));
    refresh();
}

void ReviewPage::soon()
{
    m_dirty = true;
    if (isVisible() && !m_soon->isActive())
        m_soon->start();
}

void ReviewPage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (m_dirty)
        refresh();
}

void ReviewPage::refresh()
{
    m_dirty = false;
    const auto* incident = m_desk.workspace().incident(m_incident);
    for (auto* b : m_buttons)
        b->setEnabled(incident);
    if (!incident) {
        m_draft->setDraft(tr("No incident is chosen."));
        m_phases->setSpans({}, 0);
        return;
    }
    m_draft->setDraft(m_desk.draft(m_incident));
    m_phases->setSpans(phaseSpans(*incident), m_desk.now());
    fillFigures(*incident);
}

void ReviewPage::fillFigures(const Incident& incident)
{
    while (auto* item = m_figures->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    int row = 0;
    for (const auto& m : incidentMetrics(m_desk.workspace(), incident)) {
        m_figures->addWidget(new PlainLabel(m.name), row, 0);
        auto* value = new PlainLabel(m.known() ? inWords(m.ms()) : QStringLiteral("–"), PlainLabel::Role::Strong);
        value->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        m_figures->addWidget(value, row++, 1);
        QString words = m.definition + QStringLiteral(". ") + tr("Clock: %1.").arg(m.clock);
        if (!m.known())
            words += QChar(u' ') + tr("Not known: %1.").arg(m.missing);
        auto* definition = new PlainLabel(words, PlainLabel::Role::Faint);
        definition->setPixels(11);
        definition->setWraps(true);
        definition->setText(words);
        m_figures->addWidget(definition, row, 0, 1, 2);
        m_figures->setRowMinimumHeight(++row, 8);
        ++row;
    }
}

void ReviewPage::showEntry(quint64 seq)
{
    QString words = tr("Entry %1").arg(seq);
    if (const auto* incident = m_desk.workspace().incident(m_incident)) {
        for (const auto& line : incident->log) {
            if (line.seq != seq)
                continue;
            words += QStringLiteral(" · %1 %2 %3").arg(clockText(line.recordedAt), personWord(line.actor), line.text);
            break;
        }
    }
    m_entry->setText(words);
    emit entryActivated(seq);
}

QString ReviewPage::fileFor(const QString& format) const
{
    QString path = m_file->text().trimmed();
    if (path.isEmpty())
        path = QDir::homePath();
    if (QFileInfo(path).isDir())
        return QStringLiteral("%1/incident-%2-postmortem.%3")
            .arg(QDir(path).absolutePath())
            .arg(m_incident.value)
            .arg(QLatin1String(extensionOf(format)));
    return path;
}

void ReviewPage::exportAs(const QString& format)
{
    const QString file = fileFor(format);
    const auto done = m_desk.exportDraft(m_incident, format, file);
    if (done)
        m_message->say(tr("Written to %1").arg(file), MessageStrip::Tone::Note);
    else
        m_message->say(sentenceOf(done.error()), MessageStrip::Tone::Problem);
}

} // namespace quarterdeck
