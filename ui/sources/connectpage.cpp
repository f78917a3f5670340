// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sources/connectpage.h"

#include "models/domain/text.h"
#include "ui/common/button.h"
#include "ui/common/desk.h"
#include "ui/common/plainlabel.h"
#include "ui/common/timetext.h"
#include "ui/common/words.h"
#include "ui/sources/sourcetable.h"

#include <QApplication>
#include <QBoxLayout>
#include <QClipboard>
#include <QFontDatabase>
#include <QFutureWatcher>
#include <QGridLayout>
#include <QHeaderView>
#include <QJsonArray>
#include <QPointer>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QTableWidget>
#include <QtConcurrentRun>

namespace quarterdeck {

namespace {

constexpr int listWidth = 210;
constexpr int previewEveryTicks = 3; // a pass over all alerts: some ms for a million
constexpr int pulseLateMs = 3000;

PlainLabel* wrapped(PlainLabel::Role role)
{
    auto* label = new PlainLabel({}, role);
    label->setWraps(true);
    return label;
}

} // namespace

ConnectPage::ConnectPage(Desk& desk, QWidget* parent)
    : QWidget(parent)
    , m_desk(desk)
    , m_find(new QLineEdit)
    , m_list(new QListWidget)
    , m_title(new PlainLabel({}, PlainLabel::Role::Title))
    , m_source(new QLineEdit)
    , m_url(new QLineEdit)
    , m_address(new QLineEdit)
    , m_user(new QLineEdit)
    , m_secret(new QLineEdit)
    , m_add(new Button(tr("Add this source"), QStringLiteral("A")))
    , m_template(new QPlainTextEdit)
    , m_yaml(wrapped(PlainLabel::Role::Dim))
    , m_copy(new Button(tr("Copy the configuration"), QStringLiteral("C")))
    , m_test(new Button(tr("Test"), QStringLiteral("T")))
    , m_watchdog(new Button(tr("Copy a Watchdog rule"), QStringLiteral("W")))
    , m_heard(wrapped(PlainLabel::Role::Strong))
    , m_tested(wrapped(PlainLabel::Role::Text))
    , m_unmapped(wrapped(PlainLabel::Role::Text))
    , m_services(new QTableWidget(0, 4))
    , m_severities(wrapped(PlainLabel::Role::Text))
{
    m_find->setPlaceholderText(tr("Find a system: Ctrl F"));
    m_find->setAccessibleName(tr("Find a system"));
    m_find->setObjectName(QStringLiteral("findSystem"));
    m_list->setAccessibleName(tr("Systems"));
    m_list->setObjectName(QStringLiteral("systems"));
    m_source->setAccessibleName(tr("Name of the source"));
    m_source->setObjectName(QStringLiteral("sourceName"));
    m_url->setAccessibleName(tr("This server's address as the system sees it"));
    m_url->setObjectName(QStringLiteral("serverUrl"));
    m_address->setAccessibleName(tr("Address where the system is asked"));
    m_address->setObjectName(QStringLiteral("systemUrl"));
    m_address->setPlaceholderText(tr("https://…, empty: it sends to us"));
    m_user->setAccessibleName(tr("Name to ask it with"));
    m_user->setObjectName(QStringLiteral("systemUser"));
    m_user->setPlaceholderText(tr("empty: the secret is a token"));
    m_secret->setAccessibleName(tr("Its secret"));
    m_secret->setObjectName(QStringLiteral("systemSecret"));
    m_secret->setEchoMode(QLineEdit::Password);
    m_secret->setPlaceholderText(tr("kept in the server's keychain, in no file"));
    m_add->setObjectName(QStringLiteral("addSource"));
    m_template->setReadOnly(true);
    m_template->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_template->setAccessibleName(tr("What is configured at the system"));
    m_template->setObjectName(QStringLiteral("senderTemplate"));
    m_template->setTabChangesFocus(true);
    m_services->setAccessibleName(tr("Services that its alerts name"));
    m_services->setObjectName(QStringLiteral("namedServices"));
    m_services->setHorizontalHeaderLabels({tr("Service"), tr("Alerts"), tr("On the map"), tr("Owner")});
    m_services->verticalHeader()->hide();
    m_services->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_services->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_services->setShowGrid(false);
    m_services->setTabKeyNavigation(false);
    m_services->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_services->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_services->setMinimumHeight(110);
    m_copy->setLook(Button::Look::Accent);
    m_copy->setObjectName(QStringLiteral("copyTemplate"));
    m_test->setObjectName(QStringLiteral("testSource"));

    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(14, 10, 14, 12);
    row->setSpacing(14);
    auto* left = new QVBoxLayout;
    left->addWidget(m_find);
    left->addWidget(m_list, 1);
    m_find->setFixedWidth(listWidth);
    m_list->setFixedWidth(listWidth);
    row->addLayout(left);
    auto* right = new QVBoxLayout;
    right->setSpacing(6);
    right->addWidget(m_title);
    auto* form = new QGridLayout;
    form->addWidget(new PlainLabel(tr("Name of the source"), PlainLabel::Role::Dim), 0, 0);
    form->addWidget(m_source, 0, 1);
    form->addWidget(new PlainLabel(tr("Our address, as it sees us"), PlainLabel::Role::Dim), 0, 2);
    form->addWidget(m_url, 0, 3);
    form->addWidget(new PlainLabel(tr("Its address"), PlainLabel::Role::Dim), 1, 0);
    form->addWidget(m_address, 1, 1);
    form->addWidget(new PlainLabel(tr("Name"), PlainLabel::Role::Dim), 1, 2);
    form->addWidget(m_user, 1, 3);
    form->addWidget(new PlainLabel(tr("Its secret"), PlainLabel::Role::Dim), 2, 0);
    form->addWidget(m_secret, 2, 1);
    form->addWidget(m_add, 2, 3, Qt::AlignLeft);
    form->setColumnStretch(1, 1);
    form->setColumnStretch(3, 2);
    right->addLayout(form);
    right->addWidget(m_template, 3);
    right->addWidget(m_yaml);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_copy);
    buttons->addWidget(m_test);
    buttons->addWidget(m_watchdog);
    buttons->addStretch(1);
    right->addLayout(buttons);
    right->addWidget(m_heard);
    right->addWidget(m_tested);
    right->addWidget(new PlainLabel(tr("What its alerts become"), PlainLabel::Role::Heading));
    right->addWidget(m_unmapped);
    right->addWidget(m_services, 2);
    right->addWidget(m_severities);
    row->addLayout(right, 1);

    connect(m_find, &QLineEdit::textChanged, this, &ConnectPage::fill);
    connect(m_find, &QLineEdit::returnPressed, m_list, [this] { m_list->setFocus(); });
    connect(m_list, &QListWidget::currentRowChanged, this, &ConnectPage::choose);
    connect(m_source, &QLineEdit::editingFinished, this, &ConnectPage::askSetup);
    connect(m_url, &QLineEdit::editingFinished, this, &ConnectPage::askSetup);
    connect(m_copy, &QPushButton::clicked, this, &ConnectPage::copyTemplate);
    connect(m_test, &QPushButton::clicked, this, &ConnectPage::test);
    connect(m_watchdog, &QPushButton::clicked, this, &ConnectPage::copyWatchdog);
    connect(m_add, &QPushButton::clicked, this, &ConnectPage::addSource);
    connect(m_source, &QLineEdit::textChanged, this, &ConnectPage::showForm);
    setFocusProxy(m_list);
}

void ConnectPage::focusFind()
{
    m_find->setFocus(Qt::ShortcutFocusReason);
    m_find->selectAll();
}

void ConnectPage::refresh()
{
    m_desk.inquire(QStringLiteral("connectors"), {}, [this, here = QPointer(this)](const Result<QJsonObject>& answer) {
        if (!here)
            return;
        if (!answer) {
            emit said(sentenceOf(answer.error()), true);
            return;
        }
        m_known = *answer;
        fill();
        showForm();
    });
}

void ConnectPage::fill()
{
    const QString wanted = m_find->text();
    const QString chosen = m_connector;
    m_list->blockSignals(true);
    m_list->clear();
    int at = -1;
    for (const auto& value : m_known.value(QStringLiteral("connectors")).toArray()) {
        const auto one = value.toObject();
        const QString name = one.value(QStringLiteral("name")).toString();
        const QString title = one.value(QStringLiteral("title")).toString();
        if (!title.contains(wanted, Qt::CaseInsensitive) && !name.contains(wanted, Qt::CaseInsensitive))
            continue;
        auto* item = new QListWidgetItem(visible(title, 80), m_list);
        item->setData(Qt::UserRole, name);
        if (name == chosen)
            at = m_list->count() - 1;
    }
    m_list->blockSignals(false);
    m_list->setCurrentRow(at < 0 && m_list->count() ? 0 : at);
}

void ConnectPage::choose()
{
    const auto* item = m_list->currentItem();
    if (!item)
        return;
    const QString name = item->data(Qt::UserRole).toString();
    if (name != m_connector) {
        m_connector = name;
        m_title->setText(item->text());
        QString known;
        for (const auto& value : m_known.value(QStringLiteral("sources")).toArray()) {
            if (value.toObject().value(QStringLiteral("connector")).toString() == name)
                known = value.toObject().value(QStringLiteral("name")).toString();
        }
        m_source->setText(known.isEmpty() ? name : known);
        m_tested->setText({});
        for (auto* line : {m_address, m_user, m_secret})
            line->clear();
        showForm();
    }
    askSetup();
    showHeard();
    showPreview();
}

void ConnectPage::askSetup()
{
    if (m_connector.isEmpty())
        return;
    const QJsonObject about {{QStringLiteral("connector"), m_connector}, {QStringLiteral("source"), m_source->text().trimmed()},
        {QStringLiteral("url"), m_url->text().trimmed()}};
    m_desk.inquire(QStringLiteral("setup"), about,
        [this, here = QPointer(this), mine = ++m_asked](const Result<QJsonObject>& answer) {
            if (!here || mine != m_asked)
                return;
            m_copy->setEnabled(answer.ok());
            m_watchdog->setEnabled(answer.ok());
            if (!answer) {
                m_text.clear();
                m_template->setPlainText({});
                m_yaml->setText({});
                emit said(sentenceOf(answer.error()), true);
                return;
            }
            m_text = answer->value(QStringLiteral("text")).toString();
            m_template->setPlainText(visibleLines(m_text));
            m_rule = answer->value(QStringLiteral("watchdog")).toString();
            if (m_url->text().isEmpty())
                m_url->setText(answer->value(QStringLiteral("url")).toString());
            const QString yaml = answer->value(QStringLiteral("sources_yaml")).toString();
            QStringList notes;
            if (!yaml.isEmpty())
                notes << tr("The server's sources.yaml needs this as well: %1").arg(yaml.simplified());
            if (!answer->value(QStringLiteral("token_known")).toBool())
                notes << tr("The server does not know its tokens in clear: put a sender's token where the words in "
                            "capitals stand.");
            m_yaml->setText(notes.join(QLatin1Char('\n')));
            m_yaml->setVisible(!notes.isEmpty());
            emit said({}, false);
        });
}

QString ConnectPage::source() const
{
    return m_source->text().trimmed();
}

bool ConnectPage::isConfigured() const
{
    for (const auto& value : m_known.value(QStringLiteral("sources")).toArray()) {
        if (value.toObject().value(QStringLiteral("name")).toString() == source())
            return true;
    }
    return false;
}

void ConnectPage::showForm()
{
    bool polls = false;
    for (const auto& value : m_known.value(QStringLiteral("connectors")).toArray()) {
        const auto one = value.toObject();
        if (one.value(QStringLiteral("name")).toString() == m_connector)
            polls = one.value(QStringLiteral("polls")).toBool();
    }
    const bool there = isConfigured();
    m_address->setEnabled(polls && !there);
    m_user->setEnabled(polls && !there);
    m_secret->setEnabled(!there);
    m_add->setEnabled(!there);
}

void ConnectPage::addSource()
{
    if (!m_add->isEnabled() || m_connector.isEmpty())
        return;
    const QJsonObject about {{QStringLiteral("connector"), m_connector}, {QStringLiteral("name"), source()},
        {QStringLiteral("url"), m_address->text().trimmed()}, {QStringLiteral("user"), m_user->text().trimmed()},
        {QStringLiteral("secret"), m_secret->text()}};
    m_secret->clear(); // whatever comes of it: it is typed again or not at all
    m_add->setEnabled(false);
    m_desk.inquire(QStringLiteral("source"), about, [this, here = QPointer(this)](const Result<QJsonObject>& answer) {
        if (!here)
            return;
        if (!answer) {
            showForm();
            emit said(sentenceOf(answer.error()), true);
            return;
        }
        const QString kept = answer->value(QStringLiteral("keychain")).toString();
        m_tested->setText(kept.isEmpty()
                ? tr("Added to the server's sources; it counts within seconds.")
                : tr("Added to the server's sources; it counts within seconds. Its secret is in the server's keychain as “%1”.").arg(kept));
        refresh();
    });
}

bool ConnectPage::isPolled() const
{
    for (const auto& value : m_known.value(QStringLiteral("sources")).toArray()) {
        const auto one = value.toObject();
        if (one.value(QStringLiteral("name")).toString() == source())
            return one.value(QStringLiteral("polled")).toBool();
    }
    return false;
}

void ConnectPage::copyTemplate()
{
    if (m_text.isEmpty())
        return;
    QApplication::clipboard()->setText(m_text);
    emit said(tr("Copied, with the token in it: paste it at the system and nowhere else."), false);
}

void ConnectPage::copyWatchdog()
{
    if (m_rule.isEmpty())
        return;
    QApplication::clipboard()->setText(m_rule);
    emit said(tr("Copied: a rule for Prometheus and its relatives that always fires, so that silence means a broken feed."),
        false);
}

void ConnectPage::test()
{
    if (!isPolled()) {
        showHeard();
        m_tested->setText(tr("This system sends to us. Let it send a test now; what is heard shows above within a second."));
        return;
    }
    m_tested->setText(tr("Asking %1 …").arg(source()));
    m_desk.inquire(QStringLiteral("test"), {{QStringLiteral("source"), source()}},
        [this, here = QPointer(this)](const Result<QJsonObject>& answer) {
            if (!here)
                return;
            const QString problem = answer ? answer->value(QStringLiteral("problem")).toString() : sentenceOf(answer.error());
            if (!problem.isEmpty()) {
                m_tested->setText(tr("It cannot be asked: %1").arg(problem));
                return;
            }
            const QString version = answer->value(QStringLiteral("version")).toString();
            m_tested->setText(tr("It answers: %1, %n signal(s), its clock %2 s off ours.", nullptr,
                answer->value(QStringLiteral("count")).toInt())
                                  .arg(version.isEmpty() ? tr("no version given") : tr("version %1").arg(version))
                                  .arg(static_cast<double>(answer->value(QStringLiteral("skew_ms")).toInteger()) / 1000.0, 0, 'f', 0));
        });
}

void ConnectPage::showHeard()
{
    const QString name = source();
    for (const auto& row : sourceRows(m_desk)) {
        if (row.name != name)
            continue;
        if (m_desk.pulseAge() > pulseLateMs || m_desk.pulseAge() < 0)
            m_heard->setText(tr("“%1”: the server says nothing, last heard %2").arg(name, clockText(row.lastSignalAt)));
        else if (row.lastSignalAt == 0)
            m_heard->setText(tr("“%1”: nothing heard yet").arg(name));
        else
            m_heard->setText(tr("“%1”: heard %2 requests since the server started, last %3 · %4 %5%6")
                                 .arg(name)
                                 .arg(row.pulse.accepted)
                                 .arg(agoText(m_desk.now() - row.lastSignalAt))
                                 .arg(stateGlyph(row.state))
                                 .arg(stateWord(row.state),
                                     row.pulse.refused ? tr(" · %1 refused: %2").arg(row.pulse.refused).arg(row.reason) : QString()));
        return;
    }
    m_heard->setText(tr("“%1”: nothing heard yet").arg(name));
}

void ConnectPage::showPreview()
{
    const auto& w = m_desk.workspace();
    m_previewHead = w.head().seq;
    m_previewSource = source();
    // In the pool, over a copy that costs nothing: a pass over a million alerts would hold up the hand.
    auto* counted = new QFutureWatcher<SourcePreview>(this);
    connect(counted, &QFutureWatcherBase::finished, this, [this, counted, of = m_previewSource] {
        if (of == m_previewSource)
            fillPreview(counted->result());
        counted->deleteLater();
    });
    counted->setFuture(
        QtConcurrent::run([w, id = w.sourceByName(m_previewSource)] { return id ? sourcePreview(w, id) : SourcePreview(); }));
}

void ConnectPage::fillPreview(const SourcePreview& preview)
{
    quint32 unmapped = 0, unnamed = 0, all = 0;
    m_services->setRowCount(static_cast<int>(preview.services.size()));
    for (int i = 0; i < m_services->rowCount(); ++i) {
        const auto& service = preview.services[static_cast<size_t>(i)];
        all += service.alerts;
        (service.name.isEmpty() ? unnamed : unmapped) += service.onMap ? 0 : service.alerts;
        const QStringList cells {service.name.isEmpty() ? tr("— names none —") : visible(service.name, 100),
            QString::number(service.alerts), service.onMap ? tr("yes") : tr("no"), visible(service.owner, 60)};
        for (int column = 0; column < cells.size(); ++column)
            m_services->setItem(i, column, new QTableWidgetItem(cells[column]));
    }
    m_unmapped->setText(all == 0 ? tr("No alert of it yet.")
            : preview.otherServices
            ? tr("Of its most named services, %1 alerts name one that is not on the map, %2 name none.").arg(unmapped).arg(unnamed)
            : tr("Of %1 alerts, %2 name a service that is not on the map, %3 name none.").arg(all).arg(unmapped).arg(unnamed));
    QStringList severities;
    for (const auto s : {Severity::Critical, Severity::High, Severity::Warning, Severity::Low, Severity::Info, Severity::Unknown}) {
        if (const auto n = preview.severities[static_cast<size_t>(s)])
            severities << QStringLiteral("%1 %2 %3").arg(glyphOf(rankOf(s))).arg(n).arg(severityWord(s));
    }
    m_severities->setText(severities.isEmpty() ? QString() : tr("Severity: %1").arg(severities.join(QStringLiteral(" · "))));
}

void ConnectPage::tick()
{
    if (m_connector.isEmpty())
        return;
    showHeard();
    const bool changed = m_previewHead != m_desk.workspace().head().seq || m_previewSource != source();
    if (changed && m_ticks++ % previewEveryTicks == 0)
        showPreview();
}

} // namespace quarterdeck
