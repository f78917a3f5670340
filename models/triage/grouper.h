// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/state/workspace.h"
#include "models/triage/linkscore.h"
#include "models/triage/parameters.h"
#include "models/triage/recencyindex.h"
#include "models/triage/servicegraph.h"

#include <optional>
#include <span>

namespace quarterdeck {

/// A second incident that an alert links to firmly.
struct Bridge {
    IncidentId other;
    AlertId because;
    double score = 0;
    std::vector<Term> terms;
    bool operator==(const Bridge&) const = default;
};

/// Where an alert belongs, and why.
struct Placement {
    IncidentId incident; ///< none: open a new one
    AlertId because; ///< the alert that it is linked to
    double score = 0;
    std::vector<Term> terms;
    std::optional<Bridge> bridge;
    bool proposeOnly = false; ///< a person has touched one side of the bridge, or it is accepted
    bool operator==(const Placement&) const = default;
};

/// Finds the incident of an alert. Keeps inverted indexes over the alerts of open incidents (by service,
/// name, resource, host and rare words) and the service map; both follow from the state alone, so that
/// rebuild() gives the very answers of the indexes that were kept up. One thread owns it; no clock.
class Triage {
public:
    explicit Triage(const triage::Levers& levers = {})
        : m_levers(levers)
    {
    }

    void rebuild(const Workspace& workspace);
    void applied(const Workspace& workspace, const Delta& delta);
    /// One alert that changed within an entry which is not finished yet.
    void sync(const Workspace& workspace, AlertId alert);

    /// Reads indexes only: at most triage::candidatesMost alerts are compared.
    Placement place(const Workspace& workspace, AlertId alert);

    ServiceGraph& graph() { return m_graph; }
    /// Candidates that were scored so far: the work that placements did, for tests and the bench.
    quint64 evaluations() const { return m_evaluations; }

private:
    struct Candidate {
        AlertId alert;
        IncidentId incident;
        LinkFacts facts;
        LinkScore score;
    };

    /// What is worked out once per distinct name, service or resource.
    struct NameFacts {
        quint32 tokensFrom = 0; ///< its tokens' hashes in m_tokens
        quint32 host = 0; ///< hash of the host; 0: none
        int node = -1; ///< on the service map
        quint8 tokenCount = 0;
        bool loaded = false;
    };

    /// What one placement works with.
    struct Asked {
        AlertId alert;
        const AlertRow* row = nullptr;
        int lastMinute = 0; ///< alerts within burstWindowMs of its onset
        Instant ownChangeAt = 0; ///< latest change on its service shortly before it; 0: none
        QString ownChange; ///< "checkout v2"
    };

    void load(const Workspace& workspace, NameIndex name);
    const NameFacts& facts(NameIndex name) const { return m_names[name]; }
    std::span<const quint32> tokens(NameIndex name) const;
    void loadTopology(const Workspace& workspace);
    void learnNew(const Workspace& workspace);
    void keysOf(const AlertRow& row);
    double rarityOf(RecencyIndex::Kind kind, quint32 value) const;

    void gather(const Workspace& workspace, Asked& asked);
    void gatherNeighbours(const Workspace& workspace, const AlertRow& row);
    void gatherRecent(const Workspace& workspace, Asked& asked);
    void gatherByTokens(const AlertRow& row);
    void take(RecencyIndex::Kind kind, quint32 value, int most);
    void findOwnChange(const Workspace& workspace, Asked& asked) const;

    LinkFacts compare(const Workspace& workspace, const Asked& asked, const AlertRow& other);
    double sharedText(const AlertRow& a, const AlertRow& b) const;
    std::vector<Term> words(const Workspace& workspace, const Asked& asked, const Candidate& best) const;

    triage::Levers m_levers;
    RecencyIndex m_index;
    ServiceGraph m_graph;
    Shards<quint32> m_counts; ///< alerts ever raised with a key: tells what is rare
    quint32 m_learned = 0; ///< alerts up to this number are in m_counts
    std::vector<bool> m_open; ///< by IncidentId value: was open when it was last looked at
    std::vector<NameFacts> m_names; ///< by NameIndex
    std::vector<quint32> m_tokens;
    quint64 m_evaluations = 0;

    // Kept between placements only to spare their allocation.
    std::vector<RecencyIndex::Key> m_keys;
    std::vector<AlertId> m_found;
    std::vector<AlertId> m_recent;
    std::vector<Candidate> m_candidates;
};

} // namespace quarterdeck
