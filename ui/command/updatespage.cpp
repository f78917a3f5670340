// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/command/updatespage.h"

#include "models/domain/text.h"
#include "models/state/sincepost.h"
#include "ui/common/actionbook.h"
#include "ui/common/button.h"
#include "ui/common/desk.h"
#include "ui/common/messagestrip.h"
#include "ui/common/plainlabel.h"
#include "ui/common/timetext.h"
#include "ui/common/words.h"

#include <QClipboard>
#include <QComboBox>
#include <QFileDialog>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QPointer>
#include <QSaveFile>

namespace quarterdeck {

namespace {

    constexpr char k_clipboard[] = "clipboard";
    constexpr size_t k_linesShown = 3;
    constexpr qint64 k_nextUpdateMs = 30 * 60'000;

    QString templateWord(const QString& name)
    {
        if (name == QLatin1String("internal"))
            return UpdatesPage::tr("Internal update");
        if (name == QLatin1String("customer"))
            return UpdatesPage::tr("Customer update (public)");
        if (name == QLatin1String("executive"))
            return UpdatesPage::tr("Executives");
        if (name == QLatin1String("qa-product"))
            return UpdatesPage::tr("QA and product");
        if (name == QLatin1String("brief"))
            return UpdatesPage::tr("Join brief");
        return name;
    }

} // namespace

UpdatesPage::UpdatesPage(Desk& desk, ActionBook& book, QWidget* parent)
    : QWidget(parent)
    , m_desk(desk)
    , m_template(new QComboBox)
    , m_language(new QComboBox)
    , m_where(new QComboBox)
    , m_text(new QPlainTextEdit)
    , m_past(new PlainLabel({}, PlainLabel::Role::Dim))
    , m_since(new PlainLabel)
    , m_message(new MessageStrip)
{
    QStringList names { QStringLiteral("internal"), QStringLiteral("customer"), QStringLiteral("executive"),
        QStringLiteral("qa-product"), QStringLiteral("brief") };
    QStringList languages;
    for (const QString& file : desk.briefTemplates()) {
        const QString name = file.section(QLatin1Char('.'), 0, 0);
        const QString language = file.section(QLatin1Char('.'), 1);
        if (!names.contains(name))
            names << name;
        if (!languages.contains(language))
            languages << language;
    }
    for (const QString& name : names)
        m_template->addItem(plainCaption(templateWord(name)), name);
    for (const QString& language : languages)
        m_language->addItem(plainCaption(language), language);
    m_template->setAccessibleName(tr("Kind of update"));
    m_template->setObjectName(QStringLiteral("updateTemplate"));
    m_language->setAccessibleName(tr("Language of the update"));
    m_where->setAccessibleName(tr("Where the update goes"));
    m_where->setObjectName(QStringLiteral("updateWhere"));
    listChannels();
    connect(&desk, &Desk::applied, this, [this](const Delta& delta) {
        if (delta.channels)
            listChannels();
    });
    connect(&desk, &Desk::replaced, this, &UpdatesPage::listChannels);
    m_text->setAccessibleName(tr("Text of the update"));
    m_text->setObjectName(QStringLiteral("updateText"));
    m_text->setPlaceholderText(tr("Write it from the state with U."));
    m_text->setTabChangesFocus(true);
    m_past->setWraps(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(14, 2, 14, 8);
    column->setSpacing(6);
    auto* row = new QHBoxLayout;
    row->addWidget(m_template);
    row->addWidget(m_language);
    row->addWidget(m_where);
    row->addWidget(m_past, 1);
    column->addLayout(row);
    m_since->setWraps(true);
    m_since->setObjectName(QStringLiteral("sinceUpdate"));
    column->addWidget(m_since);
    column->addWidget(m_text, 1);
    column->addWidget(m_message);
    addActs(book);
    auto* acts = new QHBoxLayout;
    for (auto* button : m_buttons)
        acts->addWidget(button);
    acts->addStretch(1);
    column->addLayout(acts);
    connect(m_template, &QComboBox::activated, this, [this] { write(); });
    connect(m_language, &QComboBox::activated, this, [this] { write(); });
}

void UpdatesPage::listChannels()
{
    const QVariant chosen = m_where->currentData();
    m_where->clear();
    m_where->addItem(tr("Copy it"), QLatin1String(k_clipboard));
    for (const auto& [name, channel] : m_desk.workspace().channels()) {
        if (channel.posts)
            m_where->addItem(plainCaption(tr("Send it through %1").arg(channel.title)), name);
    }
    m_where->setCurrentIndex(qMax(0, m_where->findData(chosen)));
    m_where->setVisible(m_where->count() > 1);
}

void UpdatesPage::addActs(ActionBook& book)
{
    const auto add = [&](const QString& id, const QString& words, const QKeySequence& key, std::function<void()> run,
                         std::function<QString()> whyNot) {
        auto* action = book.add(id, tr("Status updates"), words, key, std::move(run), std::move(whyNot));
        auto* button = new Button(words, ActionBook::keyText(action));
        button->setObjectName(id);
        connect(button, &QPushButton::clicked, this, [this, id] { emit wanted(id); });
        m_buttons.push_back(button);
    };
    const auto text = [this] { return noText(); };
    add(QStringLiteral("update.write"), tr("Write it anew"), QKeySequence(Qt::Key_U), [this] { write(); },
        [this] { return m_desk.workspace().incident(m_incident) ? QString() : tr("No incident is chosen."); });
    add(QStringLiteral("update.post"), tr("Post it"), QKeySequence(Qt::CTRL | Qt::Key_Return),
        [this] { post(); }, text);
    add(QStringLiteral("update.draft"), tr("Make it a draft"), {}, [this] { draft(); }, text);
    add(QStringLiteral("update.save"), tr("Save…"), {}, [this] { save(); }, text);
    add(QStringLiteral("update.next"), tr("Next in 30 min"), {},
        [this] {
            emit commandMade(SetNextUpdate { { m_incident, {} }, isPublic() ? Audience::Public : Audience::Internal,
                k_nextUpdateMs, k_nextUpdateMs });
        },
        [this] {
            const auto* i = m_desk.workspace().incident(m_incident);
            return i && i->open() ? QString() : tr("No open incident is chosen.");
        });
}

void UpdatesPage::setIncident(IncidentId id)
{
    if (id == m_incident)
        return;
    m_incident = id;
    ++m_asked;
    m_text->clear(); // a text about another incident must not go out for this one
    m_message->clear();
    refresh();
}

void UpdatesPage::refresh()
{
    const auto* i = m_desk.workspace().incident(m_incident);
    if (!i) {
        m_past->setText({});
        m_since->setText({});
        return;
    }
    QStringList words;
    for (const auto& pending : m_desk.pending()) {
        if (holds_alternative<PostStatus>(pending.command.body)) {
            words << tr("⚠ An update waits to be sent.");
            break;
        }
    }
    if (i->publicDraft)
        words << tr("A public draft of %1 waits for the commander.").arg(personWord(i->publicDraft->by));
    for (const auto& message : i->messages) {
        if (message.what == MessageKind::Status && !message.sent)
            words << (message.givenUp ? tr("✕ An update could not be sent through %1: %2").arg(message.channel, message.answer)
                                      : tr("⚠ An update waits to be sent through %1 since %2.").arg(message.channel, ageText(m_desk.now() - message.at)));
    }
    if (i->posts.empty())
        words << tr("None was posted yet.");
    else
        words << tr("%n posted; the last %1 by %2.", nullptr, static_cast<int>(i->posts.size()))
                     .arg(agoText(m_desk.now() - i->posts.back().at), personWord(i->posts.back().by));
    m_past->setText(words.join(QLatin1Char(' ')));
    m_since->setText(sinceWords(*i));
}

QString UpdatesPage::sinceWords(const Incident& i) const
{
    const auto since = sincePost(i);
    QStringList counts;
    if (since.raised)
        counts << tr("%n alerts fired", nullptr, static_cast<int>(since.raised));
    if (since.cleared)
        counts << tr("%n cleared", nullptr, static_cast<int>(since.cleared));
    if (!since.lines.empty())
        counts << tr("%n lines in the log", nullptr, static_cast<int>(since.lines.size()));
    QString words = since.at ? tr("Changed since the update of %1: ").arg(minuteText(since.at)) : tr("Changed so far, none was posted: ");
    words += counts.isEmpty() ? tr("nothing") : counts.join(QStringLiteral(", "));
    // The newest ones: the text below has them all.
    for (size_t n = since.lines.size() - qMin(since.lines.size(), k_linesShown); n < since.lines.size(); ++n) {
        const auto& line = since.lines[n];
        words += QStringLiteral("\n%1 %2 %3").arg(minuteText(line.observedAt), personWord(line.saidBy.isEmpty() ? line.actor : line.saidBy),
            visible(line.text, 110));
    }
    return words;
}

void UpdatesPage::write(const QString& name)
{
    if (!name.isEmpty())
        m_template->setCurrentIndex(qMax(0, m_template->findData(name)));
    const auto* i = m_desk.workspace().incident(m_incident);
    if (!i)
        return;
    emit opened();
    if (isPublic() && i->publicDraft && i->commander == m_desk.link().person) {
        m_text->setPlainText(i->publicDraft->text);
        m_upTo = i->publicDraft->upTo;
        m_message->say(tr("The draft of %1: read it, and post it.").arg(personWord(i->publicDraft->by)), MessageStrip::Tone::Note);
        return;
    }
    const Seq upTo = m_desk.workspace().head().seq;
    m_desk.brief(m_incident, m_template->currentData().toString(), m_language->currentData().toString(),
        [self = QPointer(this), asked = ++m_asked, upTo](const Result<QString>& text) {
            if (!self || asked != self->m_asked)
                return;
            if (!text) {
                self->m_message->say(text.error().sentence, MessageStrip::Tone::Problem);
                return;
            }
            self->m_message->clear();
            self->m_upTo = upTo;
            self->m_text->setPlainText(visibleLines(*text));
        });
}

void UpdatesPage::post()
{
    const auto* i = m_desk.workspace().incident(m_incident);
    if (isPublic() && i && !i->commander.isEmpty() && i->commander != m_desk.link().person) {
        m_message->say(tr("What the public reads is posted by the commander; make it a draft."), MessageStrip::Tone::Problem);
        return;
    }
    const QString channel = m_where->currentData().toString();
    const bool copies = channel == QLatin1String(k_clipboard);
    if (copies)
        QGuiApplication::clipboard()->setText(m_text->toPlainText());
    emit commandMade(PostStatus { { m_incident, {} }, isPublic() ? Audience::Public : Audience::Internal, m_upTo, channel,
        m_text->toPlainText().trimmed() });
    m_message->say(copies ? tr("Copied; paste it where it is read. It is noted as posted.")
                          : tr("It is on its way through %1; what came of it is above and in the log.").arg(channel),
        MessageStrip::Tone::Note);
}

void UpdatesPage::draft()
{
    emit commandMade(DraftStatus { { m_incident, {} }, m_upTo, m_text->toPlainText().trimmed() });
}

void UpdatesPage::save()
{
    auto* dialog = new QFileDialog(this, tr("Save the update"), QString(), tr("Text (*.txt)"));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("txt"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& name) {
        QSaveFile file(name);
        const QByteArray bytes = m_text->toPlainText().toUtf8();
        if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit())
            m_message->say(tr("Saved to %1.").arg(name), MessageStrip::Tone::Note);
        else
            m_message->say(tr("%1 could not be written: %2").arg(name, file.errorString()), MessageStrip::Tone::Problem);
    });
    dialog->open();
}

bool UpdatesPage::isPublic() const
{
    return m_template->currentData().toString() == QLatin1String("customer");
}

QString UpdatesPage::noText() const
{
    if (!m_desk.workspace().incident(m_incident))
        return tr("No incident is chosen.");
    return m_text->toPlainText().trimmed().isEmpty() ? tr("There is no text yet; U writes one from the state.") : QString();
}

} // namespace quarterdeck
