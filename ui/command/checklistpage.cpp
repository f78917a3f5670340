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

std::vector<BoardRow> ChecklistPage::rowsOf(const Incident& i, Instant) const
{
    std::vector<const ChecklistInfo*> lists;
    for (const auto& [id, list] : m_desk.workspace().checklists())
        lists.push_back(&list);
    std::stable_sort(lists.begin(), lists.end(), [&](const auto* a, const auto* b) {
        return std::tuple(!isNow(*a, i.phase), a->phase) < std::tuple(!isNow(*b, i.phase), b->phase);
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
