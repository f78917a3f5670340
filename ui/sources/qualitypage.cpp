// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sources/qualitypage.h"

#include "models/domain/text.h"
#include "ui/common/button.h"
#include "ui/common/desk.h"
#include "ui/common/plainlabel.h"
#include "ui/common/timetext.h"
#include "ui/common/words.h"

#include <QBoxLayout>
#include <QFutureWatcher>
#include <QHeaderView>
#include <QJsonArray>
#include <QPointer>
#include <QListWidget>
#include <QTableWidget>
#include <QtConcurrentRun>

namespace quarterdeck {

QualityPage::QualityPage(Desk& desk, QWidget* parent)
    : QWidget(parent)
    , m_desk(desk)
    , m_table(new QTableWidget(0, 8))
    , m_words(new PlainLabel({}, PlainLabel::Role::Dim))
    , m_quarantine(new QListWidget)
    , m_open(new Button(tr("Open in the try-out"), QStringLiteral("O")))
    , m_again(new Button(tr("Read all of them again"), QStringLiteral("R")))
{
    m_table->setObjectName(QStringLiteral("quality"));
    m_table->setAccessibleName(tr("What the alerts of each source lack"));
    m_table->setHorizontalHeaderLabels({tr("Source"), tr("Alerts"), tr("No service"), tr("Not on the map"), tr("No owner"),
        tr("No severity"), tr("Refused"), tr("In quarantine")});
    m_table->verticalHeader()->hide();
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setShowGrid(false);
    m_table->setTabKeyNavigation(false);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_quarantine->setObjectName(QStringLiteral("quarantine"));
    m_quarantine->setAccessibleName(tr("Requests that could not be read"));
    m_words->setWraps(true);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(14, 10, 14, 12);
    column->setSpacing(6);
    column->addWidget(new PlainLabel(tr("What the alerts of each source lack"), PlainLabel::Role::Heading));
    column->addWidget(m_table, 3);
    column->addWidget(new PlainLabel(tr("Stored, and not read yet"), PlainLabel::Role::Heading));
    column->addWidget(m_words);
    column->addWidget(m_quarantine, 2);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_open);
    buttons->addWidget(m_again);
    buttons->addStretch(1);
    column->addLayout(buttons);
    connect(m_open, &QPushButton::clicked, this, &QualityPage::openChosen);
    connect(m_again, &QPushButton::clicked, this, &QualityPage::readAgain);
    connect(m_quarantine, &QListWidget::itemActivated, this, &QualityPage::openChosen);
    setFocusProxy(m_table);
}

void QualityPage::refresh(bool all)
{
    m_desk.inquire(QStringLiteral("quality"), {}, [this, all, here = QPointer(this)](const Result<QJsonObject>& answer) {
        if (!here)
            return;
        const auto before = m_quarantined;
        if (answer)
            m_quarantined = answer->value(QStringLiteral("quarantined")).toObject();
        else
            emit said(sentenceOf(answer.error()), true);
        count();
        if (all || before != m_quarantined)
            askQuarantine();
    });
}

void QualityPage::askQuarantine()
{
    m_desk.inquire(QStringLiteral("quarantine"), {}, [this, here = QPointer(this)](const Result<QJsonObject>& answer) {
        if (!here)
            return;
        m_open->setEnabled(answer.ok());
        m_again->setEnabled(answer.ok());
        if (answer)
            fillQuarantine(*answer);
        else
            m_words->setText(sentenceOf(answer.error()));
    });
}

/// In the pool, over a copy that costs nothing: a pass over a million alerts would hold up the hand.
void QualityPage::count()
{
    auto* counted = new QFutureWatcher<std::vector<SourceQuality>>(this);
    connect(counted, &QFutureWatcherBase::finished, this, [this, counted] {
        fill(counted->result());
        counted->deleteLater();
    });
    counted->setFuture(QtConcurrent::run([w = m_desk.workspace()] { return sourceQuality(w); }));
}

void QualityPage::fill(const std::vector<SourceQuality>& quality)
{
    const auto& w = m_desk.workspace();
    QStringList names;
    for (const auto& source : w.sources())
        names << source.name;
    // One that never sent anything that could be read is no source yet.
    for (const auto& name : m_quarantined.keys()) {
        if (!names.contains(name))
            names << name;
    }
    m_table->setRowCount(static_cast<int>(names.size()));
    for (int row = 0; row < m_table->rowCount(); ++row) {
        const auto at = static_cast<size_t>(row);
        const auto q = at < quality.size() ? quality[at] : SourceQuality {};
        const quint64 refused = at < quality.size() ? w.sources()[at].refused : 0;
        const std::array<qint64, 7> numbers {q.alerts, q.noService, q.unmapped, q.noOwner, q.noSeverity,
            static_cast<qint64>(refused), m_quarantined.value(names[row]).toInteger()};
        m_table->setItem(row, 0, new QTableWidgetItem(visible(names[row], 100)));
        for (int column = 0; column < static_cast<int>(numbers.size()); ++column)
            m_table->setItem(row, column + 1, new QTableWidgetItem(QString::number(numbers[static_cast<size_t>(column)])));
    }
}

void QualityPage::fillQuarantine(const QJsonObject& answer)
{
    const auto items = answer.value(QStringLiteral("items")).toArray();
    const auto chosen = m_quarantine->currentItem() ? m_quarantine->currentItem()->data(Qt::UserRole) : QVariant();
    m_quarantine->clear();
    for (const auto& value : items) {
        const auto one = value.toObject();
        auto* item = new QListWidgetItem(
            visible(QStringLiteral("%1  %2  %3")
                        .arg(clockText(one.value(QStringLiteral("received_at")).toInteger()),
                            one.value(QStringLiteral("source")).toString(), one.value(QStringLiteral("reason")).toString()),
                400),
            m_quarantine);
        item->setData(Qt::UserRole, one.value(QStringLiteral("id")).toInteger());
        if (item->data(Qt::UserRole) == chosen)
            m_quarantine->setCurrentItem(item);
    }
    m_words->setText(items.isEmpty() ? tr("Everything that came was read.")
            : answer.value(QStringLiteral("more")).toBool()
            ? tr("The oldest %1 requests. They are read by themselves once their connector is right.").arg(items.size())
            : tr("%n request(s). They are read by themselves once their connector is right.", nullptr,
                static_cast<int>(items.size())));
}

void QualityPage::openChosen()
{
    auto* item = m_quarantine->currentItem() ? m_quarantine->currentItem() : m_quarantine->item(0);
    if (item)
        emit trialWanted(item->data(Qt::UserRole).toULongLong());
}

void QualityPage::readAgain()
{
    m_desk.inquire(QStringLiteral("remap"), {}, [this, here = QPointer(this)](const Result<QJsonObject>& answer) {
        if (here)
            emit said(answer ? tr("The server reads its quarantine again; what stays is shown here.") : sentenceOf(answer.error()),
                !answer);
    });
}

} // namespace quarterdeck
