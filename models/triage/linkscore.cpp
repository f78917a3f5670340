// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/triage/linkscore.h"

#include "models/triage/parameters.h"

#include <cmath>

namespace quarterdeck {

namespace {

double timeShare(const LinkFacts& f)
{
    const auto apart = static_cast<double>(std::llabs(f.apartMs));
    const double busy = 1 + f.alertsOfLastMinute / triage::burstHalving;
    const double tau = qMax(triage::burstTauLeastMs, triage::burstTauMs / busy);
    return triage::timeBurst * std::exp(-apart / tau)
        + triage::timeSession * std::exp(-apart / triage::sessionTauMs);
}

bool wrongOrder(const LinkFacts& f)
{
    if (f.upstream == f.downstream)
        return false;
    return f.upstream ? f.apartMs > triage::wrongOrderMs : f.apartMs < -triage::wrongOrderMs;
}

double topologyShare(const LinkFacts& f)
{
    if (f.sameService)
        return f.serviceOnMap ? triage::sameService : 0;
    if (f.hops < 1)
        return f.bothOnMap ? triage::noPath : 0;
    const double near = f.hops == 1 ? triage::oneHop : (f.hops == 2 ? triage::twoHops : triage::threeHops);
    return wrongOrder(f) ? near * triage::wrongOrderFactor : near;
}

double labelShare(const LinkFacts& f)
{
    double sum = 0;
    if (f.sameService && !f.serviceOnMap)
        sum += triage::sameService * qMax(triage::serviceRarityLeast, f.serviceRarity);
    if (f.sameName)
        sum += triage::sameName * f.nameRarity;
    if (f.sameResource)
        sum += triage::sameResource * f.resourceRarity;
    else if (f.sameHost)
        sum += triage::sameHost * f.hostRarity;
    return qMin(sum, triage::labelsMost);
}

double clearedShare(const LinkFacts& f)
{
    if (f.clearedMs < 0)
        return 0;
    const auto cleared = static_cast<double>(f.clearedMs);
    return triage::clearedAtOnce * qMin(1.0, cleared / static_cast<double>(triage::clearedAtOnceMs))
        + triage::clearedLong * qMin(1.0, cleared / static_cast<double>(triage::clearedLongMs));
}

QString togetherWords(const LinkFacts& f)
{
    const auto counted = [](double n) { return QString::number(qMax(1, qRound(n))); };
    QStringList words;
    if (f.seen.together > 0)
        words << QStringLiteral("seen together in %1 of %2").arg(counted(f.seen.together), counted(f.seen.rarer));
    const QString times = counted(std::abs(f.seen.people));
    if (f.seen.people > 0)
        words << QStringLiteral("put together by people (%1 ×)").arg(times);
    else if (f.seen.people < 0)
        words << QStringLiteral("put apart by people (%1 ×)").arg(times);
    return words.join(QStringLiteral(", "));
}

QString timeWords(const LinkFacts& f)
{
    if (std::llabs(f.apartMs) < 1000)
        return QStringLiteral("within the same second");
    return f.apartMs > 0 ? QStringLiteral("%1 after").arg(inWords(f.apartMs))
                         : QStringLiteral("%1 before").arg(inWords(-f.apartMs));
}

QString topologyWords(const LinkFacts& f, const LinkNames& n)
{
    if (f.sameService)
        return QStringLiteral("same service %1").arg(visible(n.service, 100));
    const QString other = visible(n.otherService, 100);
    if (f.hops < 1)
        return QStringLiteral("no path of %1 hops between %2 and %3")
            .arg(triage::mostHops)
            .arg(visible(n.service, 100), other);
    const QString hops = f.hops == 1 ? QStringLiteral("1 hop") : QStringLiteral("%1 hops").arg(f.hops);
    if (f.upstream && f.downstream)
        return QStringLiteral("%1 from %2, in a cycle").arg(hops, other);
    const QString words =
        f.upstream ? QStringLiteral("%1 upstream of %2") : QStringLiteral("%1 downstream of %2");
    return words.arg(hops, other)
        + (wrongOrder(f) ? QStringLiteral(", though what is needed fired later") : QString());
}

QString labelWords(const LinkFacts& f, const LinkNames& n)
{
    QStringList same;
    if (f.sameService && !f.serviceOnMap)
        same << QStringLiteral("same service %1").arg(visible(n.service, 100));
    if (f.sameName)
        same << QStringLiteral("same alert name %1").arg(visible(n.name, 100));
    if (f.sameResource)
        same << QStringLiteral("same resource %1").arg(visible(n.resource, 100));
    else if (f.sameHost)
        same << QStringLiteral("same host %1").arg(visible(n.host, 100));
    return same.join(QStringLiteral(", "));
}

} // namespace

bool LinkScore::links(double threshold) const
{
    return evidence() >= triage::minimumEvidence && total() >= threshold;
}

double rarity(quint32 with, quint32 all)
{
    const double share = with / (all + triage::rarityPrior);
    return share <= 0 ? 1 : qBound(0.0, -std::log2(share) / 2, 1.0);
}

double learnedLift(const PairSeen& seen)
{
    const double acts = triage::pairPeople * seen.people;
    if (acts < 0) // whatever rules did before
        return acts / (triage::pairPrior - acts);
    const double share = (seen.together + acts) / (seen.rarer + acts + triage::pairPrior);
    const double chance = seen.commoner / (seen.incidents + triage::pairOthers);
    return qMax(0.0, (share - chance) / (1 - chance));
}

LinkScore linkScore(const LinkFacts& facts)
{
    LinkScore score;
    score.time = timeShare(facts);
    score.topology = topologyShare(facts);
    score.labels = labelShare(facts);
    score.text = triage::textMost * facts.text;
    const double lift = learnedLift(facts.seen);
    score.together = (lift < 0 ? triage::apart : triage::together) * lift;
    score.cleared = clearedShare(facts);
    if (facts.ownChangeMs >= 0 && !facts.sameService)
        score.change = triage::ownChange;
    return score;
}

std::vector<Term> inWords(const LinkFacts& facts, const LinkScore& score, const LinkNames& names)
{
    std::vector<Term> terms;
    const auto add = [&](const QString& name, double value, const QString& words) {
        if (value != 0)
            terms.push_back({name, std::round(value * 100) / 100, words});
    };
    add(QStringLiteral("time"), score.time, timeWords(facts));
    add(QStringLiteral("topology"), score.topology, topologyWords(facts, names));
    add(QStringLiteral("labels"), score.labels, labelWords(facts, names));
    QStringList shared;
    for (const auto& token : names.sharedTokens)
        shared << visible(token, 60);
    add(QStringLiteral("text"), score.text,
        QStringLiteral("both say %1").arg(shared.join(QStringLiteral(", "))));
    add(QStringLiteral("together"), score.together, togetherWords(facts));
    add(QStringLiteral("cleared"), score.cleared,
        QStringLiteral("the other had cleared %1 before").arg(inWords(facts.clearedMs)));
    add(QStringLiteral("change"), score.change,
        QStringLiteral("%1 came %2 before it, a cause of its own")
            .arg(names.change, inWords(facts.ownChangeMs)));
    return terms;
}

} // namespace quarterdeck
