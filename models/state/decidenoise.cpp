// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/state/decider.h"
#include "models/state/silences.h"

namespace quarterdeck {

namespace {
    constexpr size_t matchersMost = 20;
}

Facts Decider::operator()(const PinKind& c) const
{
    if (auto bad = badText(c.name, QStringLiteral("The alert’s name"), true))
        return *bad;
    if (auto bad = badText(c.reason, QStringLiteral("The reason"), c.pin == KindPin::Fold))
        return *bad;
    return std::vector<Fact> { KindPinned { c.name, c.resource, c.pin, c.reason } };
}

Facts Decider::operator()(const SetSilence& c) const
{
    if (auto bad = badText(c.reason, QStringLiteral("The reason"), true))
        return *bad;
    const auto matchers = parseMatchers(inWords(c.matchers));
    if (!matchers)
        return matchers.error();
    if (*matchers != c.matchers || c.matchers.size() > matchersMost)
        return error("silence.matchers",
            QStringLiteral("At most %1 matchers, and no comma or space around their values.")
                .arg(matchersMost));
    if (std::all_of(c.matchers.begin(), c.matchers.end(), [](const Matcher& m) { return holds(m, {}); }))
        return error("silence.everything",
            QStringLiteral("This would hide every alert. Name something that is to be hidden."));
    if (c.forMs <= 0 || c.forMs > silenceMostMs)
        return error("silence.duration",
            QStringLiteral("A silence lasts at most %1; what is never wanted belongs out of its source.")
                .arg(inWords(silenceMostMs)));
    SilenceSet fact;
    fact.silence = { static_cast<quint32>(w.silences().size()) + 1 };
    fact.matchers = c.matchers;
    fact.owner = asker.person;
    fact.reason = c.reason;
    fact.until = now + c.forMs;
    return std::vector<Fact> { fact };
}

Facts Decider::operator()(const EndSilence& c) const
{
    if (c.silence.value == 0 || c.silence.value > w.silences().size())
        return error("silence.unknown", QStringLiteral("There is no silence %1.").arg(c.silence.value));
    if (!w.silences()[c.silence.value - 1].active())
        return error("silence.ended", QStringLiteral("Silence %1 has ended already.").arg(c.silence.value));
    return std::vector<Fact> { SilenceEnded {
        c.silence, c.reason.isEmpty() ? QStringLiteral("ended by %1").arg(asker.person) : c.reason } };
}

} // namespace quarterdeck
