// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/state/postmortem.h"

namespace quarterdeck {

/// Writes the sections of a draft. Spread over draughtsman*.cpp: what happened, and what people did about it.
class Draughtsman {
public:
    Draughtsman(const Workspace& workspace, const std::vector<Entry>& entries, const Incident& incident);
    std::vector<DraftSection> sections();

private:
    DraftLine line(const QString& text, Seq seq, Instant observedAt = 0, Instant recordedAt = 0) const;
    /// Which entry last said what the head of the draft repeats.
    void note(const Entry& entry, const Fact& fact);
    static RunId runOf(const Fact& fact);
    QString alertName(AlertId id) const;
    DraftSection summary() const;
    DraftSection impact() const;
    DraftSection timeline() const;
    /// One line for what one entry says of alerts, however many there are.
    void addAlertTurns(DraftSection& s, const Entry& entry) const;
    DraftSection phases() const;
    Seq lastCleared() const;
    DraftSection alerts() const;
    DraftSection people() const;
    DraftSection decisions() const;
    void addPoll(DraftSection& s, const PollInfo& poll) const;
    DraftSection hypotheses() const;
    DraftSection evidence() const;
    DraftSection actions() const;
    static QString resultOf(const Run& run);
    DraftSection suspects() const;
    static DraftSection contributing();
    DraftSection todos() const;
    DraftSection links() const;

    const Workspace& w;
    const std::vector<Entry>& m_entries;
    const Incident& i;
    std::set<Seq> m_redacted;
    std::map<RunId, Seq> m_runSeq;
    std::map<AlertId, Seq> m_clearedSeq;
    Seq m_titleSeq = 0;
    Seq m_severitySeq = 0;
    Seq m_impactSeq = 0;
};

} // namespace quarterdeck
