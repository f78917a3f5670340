// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/situationwords.h"

#include "models/domain/text.h"
#include "models/state/experts.h"
#include "models/state/onset.h"
#include "models/state/relapse.h"
#include "models/state/runsight.h"
#include "models/state/silences.h"
#include "ui/common/timetext.h"
#include "ui/common/words.h"
#include "ui/incidents/situation.h"

namespace quarterdeck {

namespace {

    constexpr size_t k_onsets = 3;
    constexpr size_t k_teams = 2;
    constexpr size_t k_named = 3;
    constexpr qint64 k_minuteMs = 60'000;

    QString signedFigure(int n)
    {
        return n > 0 ? QStringLiteral("+%1").arg(n) : QString::number(n);
    }

    QString alertName(const Workspace& w, AlertId id)
    {
        const auto& row = w.alert(id);
        return visible(QStringLiteral("%1 %2").arg(w.name(row.name), w.name(row.resource ? row.resource : row.service)).trimmed(), 60);
    }

    QString moreWords(size_t all, size_t named)
    {
        return all > named ? SituationWords::tr(" and %n more", nullptr, static_cast<int>(all - named)) : QString();
    }

    QString silenceWords(const SilenceInfo& silence)
    {
        return SituationWords::tr("%1 until %2").arg(personWord(visible(silence.owner, 40)), minuteText(silence.until));
    }

} // namespace

QString SituationWords::onset(const Workspace& w, const Incident& incident)
{
    const auto order = onsetOrder(w, incident, k_onsets);
    QStringList words;
    for (size_t n = 1; n < order.size(); ++n)
        words << QStringLiteral("%1 +%2").arg(visible(QStringLiteral("%1 %2").arg(order[n].name, order[n].where).trimmed(), 50),
            inWords(order[n].at - order[0].at));
    return words.isEmpty() ? QString() : tr("then %1").arg(words.join(QStringLiteral(", ")));
}

QString SituationWords::trend(const Incident& incident, Instant now, qint64 quietMs)
{
    const int minute = firingChange(incident, now, k_minuteMs);
    const int five = firingChange(incident, now, 5 * k_minuteMs);
    if (!minute && !five)
        return tr("flat for %1").arg(ageText(quietMs));
    if (!minute)
        return tr("flat in the last minute, %1 in 5 min").arg(signedFigure(five));
    return tr("%1, %2 in the last minute, %3 in 5 min").arg(trendWord(minute), signedFigure(minute), signedFigure(five));
}

QString SituationWords::hidden(const Workspace& w, const Incident& incident)
{
    QStringList words;
    for (const auto& by : hiddenBy(w, incident)) {
        if (by.silence) {
            const auto& silence = w.silences()[by.silence.value - 1];
            const QString why = silence.reason.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(visible(silence.reason, 40));
            words << tr("%1 by %2").arg(QString::number(by.alerts), silenceWords(silence)) + why;
        } else if (by.source) {
            words << tr("%1 by their source").arg(by.alerts);
        } else {
            words << (by.person.isEmpty() ? tr("%1 by hand").arg(by.alerts)
                                          : tr("%1 by %2").arg(QString::number(by.alerts), personWord(visible(by.person, 40))));
        }
    }
    return words.join(QStringLiteral(", "));
}

QString SituationWords::experts(const Workspace& w, const Incident& incident, Instant now)
{
    // By team: who is called answers for all of its services.
    std::vector<std::pair<QString, QStringList>> none;
    QStringList called;
    for (const auto& need : expertNeeds(w, incident, now)) {
        const QString service = visible(need.service, 40);
        const QString team = need.team.isEmpty() ? tr("no owner known") : visible(need.team, 40);
        if (need.presence == Presence::Missing)
            called << tr("%1 (%2, no answer for %3)").arg(service, team, ageText(now - need.since));
        else if (need.presence == Presence::Paged)
            called << tr("%1 (%2, %3)").arg(service, team, ageText(now - need.since));
        else if (const auto it = std::find_if(none.begin(), none.end(), [&](const auto& one) { return one.first == team; }); it != none.end())
            it->second << service;
        else
            none.emplace_back(team, QStringList { service });
    }
    QStringList out;
    if (!none.empty()) {
        QStringList words;
        size_t more = 0;
        for (const auto& [team, services] : none) {
            if (static_cast<size_t>(words.size()) < k_teams)
                words << tr("%1 (%2)").arg(services.join(QStringLiteral(", ")), team);
            else
                more += static_cast<size_t>(services.size());
        }
        out << tr("needs an expert, nobody here: %1").arg(words.join(QStringLiteral(", "))) + moreWords(more, 0);
    }
    if (!called.isEmpty())
        out << tr("paged: %1").arg(called.join(QStringLiteral(", ")));
    return out.join(QStringLiteral("; "));
}

QString SituationWords::action(const Workspace& w, const Incident& incident)
{
    const auto* run = lastActionOf(w, incident);
    if (!run)
        return {};
    const auto sight = runSight(w, incident, *run);
    QString words = QStringLiteral("%1, %2: ").arg(visible(run->title, 60), minuteText(sight.since))
        + tr("%1 of %2 that should clear have cleared").arg(sight.cleared).arg(sight.toClear.size());
    const size_t news = sight.fresh.size() + sight.back.size();
    if (!news)
        return words + tr("; nothing new since");
    QStringList names;
    for (const auto id : sight.fresh) {
        if (static_cast<size_t>(names.size()) == k_named - 1)
            break;
        names << alertName(w, id);
    }
    if (!sight.fresh.empty())
        words += tr("; %1 new since: %2").arg(QString::number(sight.fresh.size()), names.join(QStringLiteral(", ")))
            + moreWords(sight.fresh.size(), static_cast<size_t>(names.size()));
    if (!sight.back.empty())
        words += tr("; %1 back").arg(sight.back.size());
    return words;
}

QString SituationWords::groups(const Workspace& w, Instant now)
{
    const auto g = firingGroups(w, now, 5 * k_minuteMs);
    const int change = g.now - g.before;
    QString words = tr("%n groups fire", nullptr, g.now);
    if (change < 0)
        words += tr(", %1 fewer than 5 min ago").arg(-change);
    else if (change > 0)
        words += tr(", %1 more than 5 min ago").arg(change);
    else
        words += tr(", as many as 5 min ago");
    return g.flapping ? words + tr("; %n only flap", nullptr, g.flapping) : words;
}

QString SituationWords::relapse(const Workspace& w, const Incident& incident)
{
    const auto found = relapseSilences(w, incident);
    if (found.empty())
        return tr("no silence would hide a relapse");
    QStringList words;
    for (const auto id : found) {
        if (static_cast<size_t>(words.size()) == k_named - 1)
            break;
        const auto& silence = w.silences()[id.value - 1];
        words << tr("%1 by %2").arg(visible(inWords(silence.matchers), 60), silenceWords(silence));
    }
    return tr("⚠ a silence would hide a relapse: %1").arg(words.join(QStringLiteral(", ")))
        + moreWords(found.size(), static_cast<size_t>(words.size()));
}

} // namespace quarterdeck
