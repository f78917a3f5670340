// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/command/checklistpage.h"

#include "models/state/closing.h"
#include "ui/common/desk.h"
#include "ui/common/timetext.h"
#include "ui/common/words.h"

namespace quarterdeck {

namespace {
    /// The list that is worked through while the incident is in `phase`: before closing, that of Resolved.
    bool isNow(const ChecklistInfo& list, Phase phase)
    {
        return list.phase == phase || (phase == Phase::Triage && list.phase == Phase::Investigating)
            || (phase == Phase::Monitoring && list.phase == Phase::Resolved);
    }

    /// What is known of an item of a closing checklist, by the ids that the shipped one explains; of others nothing.
    QString closingWords(const QString& item, const ClosingFacts& f, Instant now)
    {
        if (item == QLatin1String("last-update"))
            return f.lastPostAt ? ChecklistPage::tr("the last one %1").arg(agoText(now - f.lastPostAt)) : ChecklistPage::tr("none was posted");
        if (item == QLatin1String("silences"))
            return f.silences || f.suppressed ? ChecklistPage::tr("%n silences match", nullptr, static_cast<int>(f.silences))
                    + ChecklistPage::tr(", %n alerts are suppressed", nullptr, static_cast<int>(f.suppressed))
                                              : ChecklistPage::tr("none here");
        if (item == QLatin1String("verified")) {
            const auto count = static_cast<int>(f.unverified.size());
            return count ? ChecklistPage::tr("%n not verified: ", nullptr, count) + QStringList(f.unverified.begin(), f.unverified.end()).join(QStringLiteral(", "))
                         : ChecklistPage::tr("all are");
        }
        if (item == QLatin1String("todos"))
            return f.openTasks ? ChecklistPage::tr("%n open", nullptr, static_cast<int>(f.openTasks)) + ChecklistPage::tr(", %n without an owner", nullptr, static_cast<int>(f.unowned))
                               : ChecklistPage::tr("none is open");
        if (item == QLatin1String("people"))
            return ChecklistPage::tr("%n present", nullptr, static_cast<int>(f.present)) + ChecklistPage::tr(", %n awaited", nullptr, static_cast<int>(f.awaited));
        if (item == QLatin1String("review")) {
            if (!f.reviewTask)
                return ChecklistPage::tr("no open task names it");
            return (f.reviewOwner.isEmpty() ? ChecklistPage::tr("nobody yet") : personWord(f.reviewOwner))
                + (f.reviewDue ? ChecklistPage::tr(", due %1").arg(dayAndMinuteText(f.reviewDue)) : ChecklistPage::tr(", no due time"));
        }
        return {};
    }
}

ChecklistPage::ChecklistPage(Desk& desk, ActionBook& book, EditorPanel& editor, QWidget* parent)
    : BoardPage(desk, book, editor, tr("Checklists"),
          tr("No checklist is loaded. Files in the folder checklists beside the journal are."), parent)
{
    m_view->setObjectName(QStringLiteral("checklists"));
    const QString category = tr("Checklists");
    addAct(QStringLiteral("checklist.tick"), category, tr("Tick or untick"), {},
        [this] {
            const auto [list, id] = item();
            emit commandMade(TickItem { ref(), list, id, !isTicked(), false, {} });
        },
        [this] { return noItem(); });
    addAct(QStringLiteral("checklist.waive"), category, tr("Leave out…"), {},
        [this] {
            openForm({ tr("Leave it out"), tr("It is not done, and that is known."),
                { { QStringLiteral("reason"), tr("Because"), EditorField::Kind::Line, {}, tr("nobody outside is hit"), {} } },
                tr("Leave out"), [r = ref(), which = item()](const EditorValues& v) -> Result<CommandBody> {
                    if (v.at(QStringLiteral("reason")).isEmpty())
                        return error("editor.reason", tr("Say why it is left out."));
                    return CommandBody { TickItem { r, which.first, which.second, true, true, v.at(QStringLiteral("reason")) } };
                } });
        },
        [this] { return isTicked() ? tr("It is ticked.") : noItem(); });
}

int ChecklistPage::openCount() const
{
    const auto* i = incident();
    if (!i || !i->open())
        return 0;
    int open = 0;
    for (const auto& [id, list] : m_desk.workspace().checklists()) {
        if (isNow(list, i->phase))
            open += static_cast<int>(untickedItems(list, *i).size());
    }
    return open;
}

std::vector<BoardRow> ChecklistPage::rowsOf(const Incident& i, Instant now) const
{
    const auto known = closingFacts(m_desk.workspace(), i, now);
    std::vector<const ChecklistInfo*> lists;
    for (const auto& [id, list] : m_desk.workspace().checklists())
        lists.push_back(&list);
    std::stable_sort(lists.begin(), lists.end(), [&](const auto* a, const auto* b) {
        // Before closing, that list first: what is watched stands in the situation as well.
        const auto rank = [&](const ChecklistInfo& list) {
            const bool current = isNow(list, i.phase);
            return std::tuple(!current, !(current && list.phase == Phase::Resolved), list.phase);
        };
        return rank(*a) < rank(*b);
    });
    std::vector<BoardRow> rows;
    for (const auto* list : lists) {
        const auto open = untickedItems(*list, i).size();
        rows.push_back({ QStringLiteral("list:") + list->id, {},
            tr("%1 · %2 · %3 of %4 done").arg(list->title, phaseWord(list->phase)).arg(list->items.size() - open).arg(list->items.size()), {},
            BoardRow::Tone::Heading, 0 });
        for (const auto& [id, words] : list->items) {
            const QString key = list->id + QLatin1Char('/') + id;
            const auto tick = i.ticks.find(key);
            BoardRow row { QStringLiteral("item:") + key, {}, QStringLiteral("☐ ") + words, {}, BoardRow::Tone::Plain, 0 };
            if (tick != i.ticks.end()) {
                const auto& t = tick->second;
                row.text = (t.waived ? QStringLiteral("— ") : QStringLiteral("☑ ")) + words;
                row.tone = BoardRow::Tone::Dim;
                row.state = t.waived ? tr("left out by %1 %2: %3").arg(personWord(t.by), minuteText(t.at), t.reason)
                                     : QStringLiteral("%1 %2").arg(personWord(t.by), minuteText(t.at));
            } else if (list->phase == Phase::Resolved) {
                row.state = closingWords(id, known, now);
            }
            rows.push_back(row);
        }
    }
    return rows;
}

void ChecklistPage::activated()
{
    emit wanted(QStringLiteral("checklist.tick"));
}

std::pair<QString, QString> ChecklistPage::item() const
{
    const QString id = chosenId();
    if (!id.startsWith(QLatin1String("item:")))
        return {};
    return { id.mid(5).section(QLatin1Char('/'), 0, 0), id.section(QLatin1Char('/'), 1) };
}

bool ChecklistPage::isTicked() const
{
    const auto* i = incident();
    const auto [list, id] = item();
    return i && i->ticks.contains(list + QLatin1Char('/') + id);
}

QString ChecklistPage::noItem() const
{
    if (!incident())
        return noOpen();
    return item().first.isEmpty() ? tr("Choose an item of a checklist first (8).") : QString();
}

} // namespace quarterdeck
