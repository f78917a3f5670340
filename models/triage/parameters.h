// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The one parameter set of the triage rules, each with its reason. Nothing here is tuned to one data set
// or one user; a change gets a new version string, because entries carry it.

#include "models/domain/signal.h"

#include <QString>
#include <QtGlobal>

namespace quarterdeck::triage {

inline QString ruleVersion()
{
    return QStringLiteral("triage-2");
}

// --- link score: the sum of its terms; two alerts belong together from linkThreshold on -----------------

/// Same service, or one hop within a burst, reaches it; a shared name, or time alone, does not.
inline constexpr double linkThreshold = 0.50;
/// A second incident must be linked more firmly than an alert needs to join, since a merge costs more.
inline constexpr double bridgeThreshold = 0.60;
/// Time alone never links: this much must come from topology, labels and text.
inline constexpr double minimumEvidence = 0.20;

/// Within one burst: the larger share of "time", because a cascade is seconds long.
inline constexpr double timeBurst = 0.22;
/// Within one session of trouble: rules with "for: 10m" fire long after the fault.
inline constexpr double timeSession = 0.08;
inline constexpr double sessionTauMs = 30.0 * 60'000;
/// Decay of the burst share while little happens: two usual values of "for:" apart still count.
inline constexpr double burstTauMs = 90'000;
/// In a storm coincidence means less: the decay halves with every burstHalving alerts of the last minute.
inline constexpr double burstHalving = 8;
inline constexpr double burstTauLeastMs = 10'000;
inline constexpr qint64 burstWindowMs = 60'000;

/// What the service map says. Beyond 3 hops nearly everything reaches everything.
inline constexpr double sameService = 0.45;
inline constexpr double oneHop = 0.40;
inline constexpr double twoHops = 0.28;
inline constexpr double threeHops = 0.18;
inline constexpr int mostHops = 3;
/// Causes fire before their effects; a needed service that fires this much later is doubted.
inline constexpr qint64 wrongOrderMs = 30'000;
inline constexpr double wrongOrderFactor = 0.8;
/// Both services are on the map and neither needs the other.
inline constexpr double noPath = -0.10;

/// Labels, each weighed by its rarity (1 = rare, 0 = common to everything).
inline constexpr double sameResource = 0.35;
inline constexpr double sameHost = 0.20;
inline constexpr double sameName = 0.15;
inline constexpr double labelsMost = 0.50;
/// A service that is not on the map is a label; people file by it, so it keeps half even where it is common.
inline constexpr double serviceRarityLeast = 0.5;
inline constexpr double textMost = 0.25;
/// Rarity is not known from the first few alerts: so many imagined ones without the label stand beside them.
inline constexpr double rarityPrior = 20;

/// A cleared alert is soon no neighbour any more…
inline constexpr double clearedAtOnce = -0.30;
inline constexpr qint64 clearedAtOnceMs = 30'000;
/// … and after ten minutes it is history.
inline constexpr double clearedLong = -0.30;
inline constexpr qint64 clearedLongMs = 600'000;
/// A change on the alert's own service between the other alert and this one is a cause of its own.
inline constexpr double ownChange = -0.20;
inline constexpr qint64 ownChangeMs = 120'000;

/// What incidents and people taught about two kinds of alerts (PairBook), as its share beyond chance: enough to be
/// evidence, and with a burst's time enough to link, from five to seven incidents of as many on, or from two acts of people.
inline constexpr double together = 0.35;
/// What people put apart twice is not linked by a shared service alone.
inline constexpr double apart = 0.45;
/// A person's act says as much as so many incidents.
inline constexpr double pairPeople = 3;
/// So many imagined incidents, in which they were not together, stand beside the first ones.
inline constexpr double pairPrior = 3;
/// And so many without either of them: "in every incident" means nothing while there were few.
inline constexpr double pairOthers = 20;

// --- bounded work: how many candidates one placement may look at, per way of finding them ---------------

inline constexpr int candidatesOfService = 16;
inline constexpr int candidatesOfNeighbour = 4;
inline constexpr int candidatesOfNeighbours = 64;
inline constexpr int candidatesOfName = 16;
inline constexpr int candidatesOfResource = 8;
inline constexpr int candidatesOfHost = 8;
inline constexpr int candidatesOfToken = 6;
inline constexpr int tokensLookedUp = 4;
inline constexpr int candidatesOfRecent = 64; ///< among the last alerts: near ones on the map, or seen together before
inline constexpr int candidatesMost = candidatesOfService + candidatesOfNeighbours + candidatesOfName
    + candidatesOfResource + candidatesOfHost + candidatesOfToken * tokensLookedUp + candidatesOfRecent;
inline constexpr int tokensKept = 6; ///< of a name or a resource
inline constexpr int neighboursKept = 64; ///< of a service in each direction, nearest first
inline constexpr int neighbourEdges = 256; ///< edges of the map looked at for that
inline constexpr int alertsRead = 4096; ///< of one incident, for suspects and titles
inline constexpr int servicesRanked = 24; ///< services of one incident that are compared, earliest first
inline constexpr int edgesWalked = 4096; ///< edges of the map looked at for all that one service needs
inline constexpr int changesRead = 256; ///< the latest changes, for suspects and "own change"
/// Edges walked and alerts read when incidents get their titles and suspects, some 30 ms: the rest waits for the
/// next second.
inline constexpr quint64 settleWork = 100'000;
inline constexpr int mergeMost = 2000; ///< alerts that a rule moves at once; an entry has 256 KiB

// --- groups in Triage -----------------------------------------------------------------------------------

/// A group where nothing fired for this long lets go of an alert that fires again elsewhere.
inline constexpr qint64 quietMs = 30'000;
/// A group that nobody touched and in which everything is known to have cleared ends after this long.
inline constexpr qint64 calmMs = 900'000;

// --- flapping: as Nagios and Alertmanager users know it -------------------------------------------------

inline constexpr int flapTurns = 4;
inline constexpr qint64 flapWindowMs = 300'000;

// --- suspects -------------------------------------------------------------------------------------------

/// Below it no suspect stands out.
inline constexpr double suspectThreshold = 0.40;
inline constexpr int suspectsMost = 5;
inline constexpr double suspectExplains = 0.35; ///< × the share of hit services that need it
inline constexpr double suspectOnly = 0.25; ///< the only service hit
inline constexpr double suspectOnset = 0.25; ///< fired first; decays with suspectOnsetTauMs
inline constexpr double suspectOnsetTauMs = 30'000;
inline constexpr qint64 suspectTogetherMs = 2'000; ///< scrape and evaluation order nothing finer
inline constexpr double suspectDeepest = 0.15; ///< nothing that it needs is alerting
inline constexpr double suspectNotDeepest = -0.20;
inline constexpr double suspectSevere = 0.15; ///< it carries the most severe alert
inline constexpr double suspectTarget = 0.20; ///< its scrape target does not answer
inline constexpr double suspectChange = 0.35; ///< a change before onset; decays with suspectChangeTauMs
inline constexpr double suspectChangeTauMs = 600'000;
inline constexpr qint64 suspectChangeMs = 3'600'000;
inline constexpr double suspectCommon =
    0.10; ///< silent, but every one of three or more hit services needs it
/// Trouble within an incident starts anew after so long without any firing alert of it.
inline constexpr qint64 waveGapMs = 60'000;

// --- noise: what is steady background, what is rare, and what is shown around it ------------------------
// Chosen as the middle of a plateau (see tests/bench/RESULTS.md): each may move by a quarter before the figure
// of grouping falls by more than a few points, save for the thresholds in bits.

struct Noise {
    /// Happening a thousand times within ten minutes is happening once.
    static constexpr qint64 episodeMs = 600'000;
    /// A week's rhythm is half forgotten after two and a half days: what was usual last month is not.
    static constexpr qint64 rarityHalfLifeMs = 60 * 3'600'000LL;
    /// Lifted out of the background: seen in fewer than about 3 of the 500 episodes that are remembered.
    static constexpr float rareBits = 7.25F;
    /// A little rarer than that, on a host where hardly anything unusual ever happens, is a story of its own.
    static constexpr float quietRareBits = 7.5F;
    static constexpr float quietHostBits = 5.0F;
    /// What comes by in every fourth episode says nothing about whether its host is quiet.
    static constexpr float hostNoticesBits = 2.0F;
    /// With more phases than this in a day's memory, "rare" has to mean more, bit by bit: a flood of things
    /// never seen before is itself ordinary.
    static constexpr double phasesUsual = 24;
    static constexpr qint64 phasesHalfLifeMs = 12 * 3'600'000LL;

    /// A pause this long ends a phase of rare alerts.
    static constexpr qint64 phaseGapMs = 7'000;
    /// Background this soon after a rare alert belongs to its phase.
    static constexpr qint64 joinMs = 14'000;
    /// Fragments of one action, apart by less than this, are one incident when they are alike enough:
    /// weighted Jaccard over (resource, kind), and at least one whole key in common.
    static constexpr qint64 mergeGapMs = 50'000;
    static constexpr double mergeOverlap = 0.30;
    static constexpr float mergeBits = 10.F;
    /// A long burst that stops and starts anew is two actions however alike they are; fragments are small.
    static constexpr quint32 mergeMost = 100;

    /// So many bits of distinct rare keys make a phase strong: what follows it is shown as its context…
    static constexpr float strongBits = 48.F;
    static constexpr qint64 contextMs = 50 * 60'000LL;
    /// … and an hour after something rare on a quiet host.
    static constexpr qint64 quietContextMs = 3'600'000;
    /// What led up to a strong phase; less than settleMs, since what was shown for a minute stays where it is.
    static constexpr qint64 leadUpMs = 58'000;
    static constexpr qint64 settleMs = 60'000;

    /// Of the background, at most these shares are ever shown as context, so that the noise of a large
    /// network is bounded like that of a small one. Decayed, lest a bad Monday leave nothing for Thursday.
    static constexpr double contextShare = 0.040;
    static constexpr double quietContextShare = 0.025;
    static constexpr qint64 shareHalfLifeMs = 48 * 3'600'000LL;
    /// So much background is imagined before the first.
    static constexpr double backgroundPrior = 5'000;

    /// An alert of a service, which the map can group, is folded only where it comes by in every fourth span…
    static constexpr float steadyBits = 2.0F;
    // … and one of this severity never, nor a kind that somebody worked on before.
    static constexpr Severity neverFolded = Severity::High;

    static constexpr size_t keysOfIncident = 64; ///< by which an incident is compared with others
    static constexpr size_t incidentsCompared = 40; ///< the latest
    static constexpr size_t foldedLinesMost = 65'536; ///< beyond it, alerts are counted in one line for all others
};

// --- similar past incidents -----------------------------------------------------------------------------

struct Similar {
    static constexpr float background = 0.5F; ///< of a kind that only happened to be there
    static constexpr float earlier = 0.3F; ///< of what went on before
    static constexpr qint64 earlierMs = 3'600'000;
    static constexpr quint32 earlierMost = 40; ///< incidents looked back at for that
    static constexpr size_t candidatesMost = 4'096; ///< compared for one question
};

// --- open incidents that have to do with one another -----------------------------------------------------

inline constexpr int relatedRead = 256; ///< of the latest open ones
inline constexpr int relatedAlerts = 200; ///< of each of them
inline constexpr double relatedSame = 1.0; ///< a service is hit in both, or a merge is proposed
inline constexpr double relatedHop = 0.5; ///< a service of one needs a service of the other

// --- which open incident is to be looked at first --------------------------------------------------------
// Severity is what people said and outweighs any single other term; two of those together move an incident past
// the next severity.

inline constexpr double urgentSeverity = 0.25; ///< for each step above SEV-5
inline constexpr double urgentCustomers = 0.20;
inline constexpr double urgentImpact = 0.05;
inline constexpr double urgentDownstream = 0.20; ///< the most; half of it at urgentHalfAt services
inline constexpr double urgentGrowth = 0.15; ///< the most; half of it at urgentHalfAt alerts
inline constexpr double urgentHalfAt = 4;
inline constexpr qint64 urgentGrowthMs = 300'000;
inline constexpr double urgentHistory = 0.10; ///< never seen; what is frequent counts as much less
inline constexpr double urgentCommand = 0.10;
inline constexpr double urgentCalm = -0.50;

// --- a change's figures before and after ----------------------------------------------------------------

inline constexpr qint64 changeSpanMs = 1'800'000; ///< to either side
inline constexpr int changeHeardRead = 20'000; ///< of a storm the latest: a window asks, a few ms

// --- labels: never seen, rare, frequent -----------------------------------------------------------------

/// "Never seen before" says nothing while hardly anything was: half a day has seen a batch run and a peak.
inline constexpr qint64 kindsKnownMs = 12 * 3'600'000LL;

// --- what a back-test may change ------------------------------------------------------------------------

/// The relay runs with these as they stand here.
struct Levers {
    double linkThreshold = triage::linkThreshold;
    double bridgeThreshold = triage::bridgeThreshold;
    qint64 calmMs = triage::calmMs;
    double steadyBits = Noise::steadyBits;
};

} // namespace quarterdeck::triage
