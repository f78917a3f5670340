// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/state/poststate.h"
#include "ui/command/board.h"

namespace quarterdeck {

struct PollInfo;

/// The proposal that waits for objections, if there is one.
const PollInfo* openPoll(const Incident& incident);

/// What was proposed, decided and came of it; and what is believed, with what speaks for and against it.
class DecisionsPage : public BoardPage {
    Q_OBJECT

public:
    DecisionsPage(Desk& desk, ActionBook& book, EditorPanel& editor, QWidget* parent = nullptr);

    int openCount() const; ///< proposals and hypotheses that are not settled

protected:
    std::vector<BoardRow> rowsOf(const Incident& incident, Instant now) const override;
    void activated() override;

private:
    void addPolls();
    void addHypotheses();
    void addEvidence();
    const AttachmentInfo* kept() const; ///< the chosen one
    void saveKept();
    void propose();
    void noteOutcome();
    void evidence(bool supports);
    void move(Belief to);
    QString noPoll() const;
    QString noHypothesis() const;
    const PollInfo* decided() const; ///< the chosen one, or the last one without an outcome
    LineId hypothesis() const;
};

} // namespace quarterdeck
