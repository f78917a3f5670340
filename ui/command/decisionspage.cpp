// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/command/decisionspage.h"

#include "ui/command/attachmentwindow.h"
#include "ui/common/desk.h"
#include "ui/common/timetext.h"
#include "ui/common/words.h"

#include <QFileDialog>
#include <QRegularExpression>
#include <QSaveFile>

namespace quarterdeck {

namespace {

    QString outcomeWord(Worked worked)
    {
        switch (worked) {
        case Worked::Yes:
            return DecisionsPage::tr("✓ it worked");
        case Worked::No:
            return DecisionsPage::tr("✕ it did not work");
        case Worked::Unclear:
            break;
        }
        return DecisionsPage::tr("? unclear whether it worked");
    }

    QString beliefWord(Belief belief)
    {
        switch (belief) {
        case Belief::Proposed:
            return DecisionsPage::tr("○ proposed");
        case Belief::Testing:
            return DecisionsPage::tr("◐ testing");
        case Belief::Supported:
            return DecisionsPage::tr("● supported");
        case Belief::Refuted:
            break;
        }
        return DecisionsPage::tr("✕ refuted");
    }

    QString stateOf(const PollInfo& p, Instant now)
    {
        if (p.state == PollState::Withdrawn)
            return DecisionsPage::tr("withdrawn %1").arg(minuteText(p.closedAt))
                + (p.reason.isEmpty() ? QString() : QStringLiteral(": ") + p.reason);
        if (p.state == PollState::Open)
            return now >= p.until ? DecisionsPage::tr("⚠ the countdown is over: proceed or withdraw")
                                  : DecisionsPage::tr("%1 left for objections").arg(countdownText(p.until - now));
        if (p.outcomeAt)
            return outcomeWord(p.worked) + (p.outcome.isEmpty() ? QString() : QStringLiteral(": ") + p.outcome);
        const QString at = DecisionsPage::tr("decided %1").arg(minuteText(p.closedAt));
        if (!p.boxMs)
            return at;
        const qint64 left = p.closedAt + p.boxMs - now;
        return left < 0 ? DecisionsPage::tr("⚠ overdue %1").arg(countdownText(-left))
                        : DecisionsPage::tr("%1 · %2 left").arg(at, countdownText(left));
    }

    bool isLoud(const PollInfo& p, Instant now)
    {
        if (p.state == PollState::Open)
            return now >= p.until || !p.objections.empty();
        return p.state == PollState::Decided && p.boxMs && !p.outcomeAt && now > p.closedAt + p.boxMs;
    }

    void addPollRows(std::vector<BoardRow>& rows, const PollInfo& p, Instant now)
    {
        const QString id = QStringLiteral("poll:%1").arg(p.poll.value);
        const bool past = p.state == PollState::Withdrawn || p.outcomeAt;
        rows.push_back({ id, p.owner.isEmpty() ? personWord(p.proposedBy) : personWord(p.owner), p.text, stateOf(p, now),
            isLoud(p, now) ? BoardRow::Tone::Loud : past ? BoardRow::Tone::Dim : BoardRow::Tone::Plain, 0 });
        int n = 0;
        for (const auto& o : p.objections)
            rows.push_back({ QStringLiteral("%1/%2").arg(id).arg(++n), personWord(o.by), o.reason,
                DecisionsPage::tr("✕ objects %1").arg(minuteText(o.at)),
                p.state == PollState::Open ? BoardRow::Tone::Loud : BoardRow::Tone::Dim, 1 });
        if (p.state == PollState::Open && !p.agreed.empty()) {
            QStringList names;
            for (const auto& who : p.agreed)
                names << personWord(who);
            rows.push_back({ id + QStringLiteral("/agreed"), {}, DecisionsPage::tr("no objection: %1").arg(names.join(QStringLiteral(", "))),
                {}, BoardRow::Tone::Dim, 1 });
        }
    }

    void addHypothesisRows(std::vector<BoardRow>& rows, const Workspace& w, const HypothesisInfo& h, Instant now)
    {
        const QString id = QStringLiteral("hypothesis:%1").arg(h.line.value);
        QString state = QStringLiteral("%1 · %2").arg(beliefWord(h.belief), ageText(now - (h.since ? h.since : h.at)));
        if (!h.reason.isEmpty())
            state += QStringLiteral(": ") + h.reason;
        rows.push_back({ id, personWord(h.by), h.text, state,
            h.belief == Belief::Refuted ? BoardRow::Tone::Dim : BoardRow::Tone::Plain, 0 });
        int n = 0;
        for (const auto& e : h.evidence) {
            QString words = e.text;
            if (e.alert && w.hasAlert(e.alert)) {
                const QString alert = QStringLiteral("%1 · %2").arg(w.name(w.alert(e.alert).name), w.name(w.alert(e.alert).service));
                words = words.isEmpty() ? alert : QStringLiteral("%1 (%2)").arg(words, alert);
            }
            rows.push_back({ QStringLiteral("%1/%2").arg(id).arg(++n), e.supports ? DecisionsPage::tr("+ for") : DecisionsPage::tr("− against"),
                words, QStringLiteral("%1 %2").arg(personWord(e.by), minuteText(e.at)), BoardRow::Tone::Dim, 1 });
        }
    }

    QString keptWord(AttachmentKind what)
    {
        switch (what) {
        case AttachmentKind::Picture:
            return DecisionsPage::tr("picture");
        case AttachmentKind::Request:
            return DecisionsPage::tr("as it was sent");
        case AttachmentKind::Chart:
            return DecisionsPage::tr("chart");
        case AttachmentKind::Query:
            return DecisionsPage::tr("query");
        case AttachmentKind::File:
            break;
        }
        return DecisionsPage::tr("file");
    }

    void addEvidenceRows(std::vector<BoardRow>& rows, const Incident& i)
    {
        if (i.attachments.empty())
            return;
        rows.push_back({ QStringLiteral("evidence"), {}, DecisionsPage::tr("Evidence that was kept; Enter opens it"), {},
            BoardRow::Tone::Heading, 0 });
        for (auto a = i.attachments.rbegin(); a != i.attachments.rend(); ++a)
            rows.push_back({ QStringLiteral("attachment:%1").arg(a->seq), keptWord(a->what),
                a->note.isEmpty() ? a->name : QStringLiteral("%1: %2").arg(a->name, a->note),
                DecisionsPage::tr("%1 %2 · %3 KiB · %4…").arg(personWord(a->by), minuteText(a->at))
                    .arg((a->size + 1023) / 1024).arg(a->sha256.left(8)),
                BoardRow::Tone::Plain, 0 });
    }

} // namespace

const PollInfo* openPoll(const Incident& incident)
{
    for (const auto& p : incident.polls) {
        if (p.state == PollState::Open)
            return &p;
    }
    return nullptr;
}

DecisionsPage::DecisionsPage(Desk& desk, ActionBook& book, EditorPanel& editor, QWidget* parent)
    : BoardPage(desk, book, editor, tr("Decisions and hypotheses"),
          tr("Nothing has been proposed. “Any strong objections?” begins with O, a hypothesis with h in the scribe line."),
          parent)
{
    m_view->setObjectName(QStringLiteral("decisions"));
    addPolls();
    addHypotheses();
    addEvidence();
}

int DecisionsPage::openCount() const
{
    const auto* i = incident();
    if (!i)
        return 0;
    return static_cast<int>(std::count_if(i->polls.begin(), i->polls.end(), [](const PollInfo& p) { return p.state == PollState::Open; })
        + std::count_if(i->hypotheses.begin(), i->hypotheses.end(),
            [](const HypothesisInfo& h) { return h.belief != Belief::Refuted && h.belief != Belief::Supported; }));
}

std::vector<BoardRow> DecisionsPage::rowsOf(const Incident& i, Instant now) const
{
    std::vector<BoardRow> rows;
    if (!i.polls.empty()) {
        rows.push_back({ QStringLiteral("decisions"), {}, tr("Decisions"), {}, BoardRow::Tone::Heading, 0 });
        for (auto p = i.polls.rbegin(); p != i.polls.rend(); ++p)
            addPollRows(rows, *p, now);
    }
    if (!i.hypotheses.empty()) {
        rows.push_back({ QStringLiteral("hypotheses"), {}, tr("Hypotheses"), {}, BoardRow::Tone::Heading, 0 });
        std::vector<const HypothesisInfo*> sorted;
        for (const auto& h : i.hypotheses)
            sorted.push_back(&h);
        const auto rank = [](Belief b) { return b == Belief::Supported ? 0 : b == Belief::Testing ? 1 : b == Belief::Proposed ? 2 : 3; };
        std::stable_sort(sorted.begin(), sorted.end(),
            [&](const auto* a, const auto* b) { return rank(a->belief) < rank(b->belief); });
        for (const auto* h : sorted)
            addHypothesisRows(rows, m_desk.workspace(), *h, now);
    }
    addEvidenceRows(rows, i);
    return rows;
}

void DecisionsPage::activated()
{
    if (kept()) {
        emit wanted(QStringLiteral("evidence.show"));
        return;
    }
    if (hypothesis())
        emit wanted(QStringLiteral("hypothesis.for"));
    else if (decided())
        emit wanted(QStringLiteral("decision.outcome"));
}

void DecisionsPage::addPolls()
{
    const QString category = tr("Decisions");
    addAct(QStringLiteral("decision.propose"), category, tr("Propose…"), QKeySequence(Qt::Key_O), [this] { propose(); },
        [this] {
            const auto* i = incident();
            return i && openPoll(*i) ? tr("One proposal at a time: proceed with it (G), object (X) or withdraw it (Z).") : noOpen();
        });
    const auto poll = [this] { return noPoll(); };
    addAct(QStringLiteral("decision.object"), category, tr("Object…"), QKeySequence(Qt::Key_X),
        [this] {
            const auto* p = openPoll(*incident());
            openForm({ tr("Object: %1").arg(p->text), tr("An objection has a name and a reason; both go into the record."),
                { { QStringLiteral("reason"), tr("Because"), EditorField::Kind::Line, {}, tr("the replica lags by an hour"), {} },
                    { QStringLiteral("by"), tr("Who"), EditorField::Kind::Line, {}, tr("empty: you; a name for what was said by voice"), {} } },
                tr("Object"), [r = ref(), id = p->poll](const EditorValues& v) -> Result<CommandBody> {
                    if (v.at(QStringLiteral("reason")).isEmpty())
                        return error("editor.reason", tr("Say what speaks against it."));
                    return CommandBody { RaiseObjection { r, id, withoutAt(v.at(QStringLiteral("by"))), v.at(QStringLiteral("reason")) } };
                } });
        },
        poll, false); // the strip of the proposal has its buttons
    addAct(QStringLiteral("decision.agree"), category, tr("No objection"), QKeySequence(Qt::Key_N),
        [this] { emit commandMade(SayNoObjection { ref(), openPoll(*incident())->poll, {} }); }, poll, false);
    addAct(QStringLiteral("decision.proceed"), category, tr("Proceed"), QKeySequence(Qt::Key_G),
        [this] { emit commandMade(TakeDecision { ref(), openPoll(*incident())->poll, {}, {}, 0 }); }, poll, false);
    addAct(QStringLiteral("decision.withdraw"), category, tr("Withdraw"), QKeySequence(Qt::Key_Z),
        [this] { emit commandMade(WithdrawPoll { ref(), openPoll(*incident())->poll, {} }); }, poll);
    addAct(QStringLiteral("decision.outcome"), category, tr("Outcome…"), QKeySequence(Qt::Key_W), [this] { noteOutcome(); },
        [this] { return decided() ? QString() : tr("No decision waits for its outcome."); });
}

void DecisionsPage::addHypotheses()
{
    const QString category = tr("Hypotheses");
    const auto chosen = [this] { return noHypothesis(); };
    addAct(QStringLiteral("hypothesis.test"), category, tr("Testing"), {}, [this] { move(Belief::Testing); }, chosen);
    addAct(QStringLiteral("hypothesis.support"), category, tr("Supported"), {}, [this] { move(Belief::Supported); }, chosen);
    addAct(QStringLiteral("hypothesis.refute"), category, tr("Refuted…"), {}, [this] { move(Belief::Refuted); }, chosen);
    addAct(QStringLiteral("hypothesis.for"), category, tr("For…"), {}, [this] { evidence(true); }, chosen);
    addAct(QStringLiteral("hypothesis.against"), category, tr("Against…"), {}, [this] { evidence(false); }, chosen);
}

void DecisionsPage::propose()
{
    openForm({ tr("The proposal is …"), tr("Any strong objections? Silence until the countdown ends is consent."),
        { { QStringLiteral("text"), tr("What"), EditorField::Kind::Line, {}, tr("fail over to the replica"), {} },
            { QStringLiteral("owner"), tr("Who does it"), EditorField::Kind::Line, {}, tr("empty: not said yet"), {} },
            { QStringLiteral("box"), tr("Minutes for it"), EditorField::Kind::Line, {}, tr("empty: no time box"), {} },
            { QStringLiteral("by"), tr("Proposed by"), EditorField::Kind::Line, {}, tr("empty: you"), {} } },
        tr("Any strong objections?"), [r = ref()](const EditorValues& v) -> Result<CommandBody> {
            if (v.at(QStringLiteral("text")).isEmpty())
                return error("editor.proposal", tr("Say what is proposed."));
            const auto box = typedMinutes(v.at(QStringLiteral("box")), true);
            if (!box)
                return box.error();
            return CommandBody { ProposeDecision { r, withoutAt(v.at(QStringLiteral("by"))), withoutAt(v.at(QStringLiteral("owner"))),
                *box, 0, v.at(QStringLiteral("text")) } };
        } });
}

void DecisionsPage::noteOutcome()
{
    const auto* p = decided();
    openForm({ tr("Outcome of: %1").arg(p->text), {},
        { { QStringLiteral("worked"), tr("It"), EditorField::Kind::Choice, QStringLiteral("1"), {},
              { { QStringLiteral("1"), tr("worked") }, { QStringLiteral("2"), tr("did not work") },
                  { QStringLiteral("0"), tr("is unclear") } } },
            { QStringLiteral("words"), tr("What was seen"), EditorField::Kind::Line, {}, tr("errors fell within a minute"), {} } },
        tr("Note the outcome"), [r = ref(), id = p->poll](const EditorValues& v) -> Result<CommandBody> {
            return CommandBody { NoteOutcome { r, id, static_cast<Worked>(v.at(QStringLiteral("worked")).toInt()), v.at(QStringLiteral("words")) } };
        } });
}

void DecisionsPage::move(Belief to)
{
    if (to != Belief::Refuted) {
        emit commandMade(MoveHypothesis { ref(), hypothesis(), to, {} });
        return;
    }
    const auto* h = incident()->hypothesis(hypothesis());
    openForm({ tr("Refuted: %1").arg(h->text), {},
        { { QStringLiteral("reason"), tr("Because"), EditorField::Kind::Line, {}, tr("the old version fails as well"), {} } },
        tr("Refute"), [r = ref(), line = h->line](const EditorValues& v) -> Result<CommandBody> {
            if (v.at(QStringLiteral("reason")).isEmpty())
                return error("editor.reason", tr("Say why: it is the one thing that a reviewer asks a year later."));
            return CommandBody { MoveHypothesis { r, line, Belief::Refuted, v.at(QStringLiteral("reason")) } };
        } });
}

void DecisionsPage::evidence(bool supports)
{
    const auto* h = incident()->hypothesis(hypothesis());
    openForm({ supports ? tr("Speaks for: %1").arg(h->text) : tr("Speaks against: %1").arg(h->text), {},
        { { QStringLiteral("text"), tr("What"), EditorField::Kind::Line, {}, tr("only hosts with the new version fail"), {} } },
        supports ? tr("For") : tr("Against"), [r = ref(), line = h->line, supports](const EditorValues& v) -> Result<CommandBody> {
            if (v.at(QStringLiteral("text")).isEmpty())
                return error("editor.evidence", tr("Say what speaks for or against it."));
            return CommandBody { AddEvidence { r, line, supports, {}, 0, v.at(QStringLiteral("text")) } };
        } });
}

void DecisionsPage::addEvidence()
{
    const QString category = tr("Evidence");
    const auto chosen = [this] {
        return kept() ? QString() : tr("Choose what was kept in the list of decisions first (7).");
    };
    addAct(QStringLiteral("evidence.show"), category, tr("Open what was kept"), {},
        [this] {
            const auto bytes = m_desk.attachment(kept()->seq);
            if (bytes)
                showAttachment(*kept(), *bytes, this);
            else
                emit said(bytes.error().sentence, true);
        },
        chosen, false);
    addAct(QStringLiteral("evidence.save"), category, tr("Save what was kept…"), {}, [this] { saveKept(); }, chosen, false);
}

const AttachmentInfo* DecisionsPage::kept() const
{
    const auto* i = incident();
    const Seq seq = chosenNumber(QStringLiteral("attachment:"));
    if (!i || !seq)
        return nullptr;
    const auto it = std::find_if(
        i->attachments.begin(), i->attachments.end(), [seq](const AttachmentInfo& a) { return a.seq == seq; });
    return it == i->attachments.end() ? nullptr : &*it;
}

void DecisionsPage::saveKept()
{
    const auto bytes = m_desk.attachment(kept()->seq);
    if (!bytes) {
        emit said(bytes.error().sentence, true);
        return;
    }
    auto* dialog = new QFileDialog(this, tr("Save what was kept"));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setModal(false);
    static const QRegularExpression unsafe(QStringLiteral("[^A-Za-z0-9._-]"));
    dialog->selectFile(QString(kept()->name).replace(unsafe, QStringLiteral("_")));
    connect(dialog, &QFileDialog::fileSelected, this, [this, bytes = *bytes](const QString& name) {
        QSaveFile file(name);
        const bool done = file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit();
        emit said(done ? tr("Saved to %1.").arg(name) : tr("%1 could not be written: %2").arg(name, file.errorString()), !done);
    });
    dialog->show();
}

QString DecisionsPage::noPoll() const
{
    const auto* i = incident();
    if (i && !openPoll(*i))
        return tr("Nothing is proposed; O proposes something.");
    return i ? QString() : noOpen();
}

QString DecisionsPage::noHypothesis() const
{
    const auto* i = incident();
    if (i && i->hypotheses.empty())
        return tr("There is no hypothesis yet; in the scribe line: h text.");
    if (i && !hypothesis())
        return tr("Choose a hypothesis in the list of decisions first (7).");
    return i ? QString() : noOpen();
}

const PollInfo* DecisionsPage::decided() const
{
    const auto* i = incident();
    if (!i)
        return nullptr;
    const PollInfo* last = nullptr;
    for (const auto& p : i->polls) {
        if (p.state != PollState::Decided)
            continue;
        if (p.poll.value == chosenNumber(QStringLiteral("poll:")))
            return &p;
        if (!p.outcomeAt)
            last = &p;
    }
    return last;
}

LineId DecisionsPage::hypothesis() const
{
    const quint64 chosen = chosenNumber(QStringLiteral("hypothesis:"));
    if (chosen)
        return { static_cast<quint32>(chosen) };
    const auto* i = incident();
    // Of one there is nothing to choose.
    return i && i->hypotheses.size() == 1 ? i->hypotheses.front().line : LineId {};
}

} // namespace quarterdeck
