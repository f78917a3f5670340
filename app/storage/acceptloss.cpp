// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/storage/journalopen.h"
#include "app/storage/schema.h"

#include <sqlite3.h>

namespace quarterdeck {

Result<AcceptedLoss> acceptLoss(const QString& folder, const QString& reason, Instant now)
{
    const JournalFiles files {folder};
    if (auto prepared = prepareFolder(folder); !prepared)
        return prepared.error();
    auto lock = FileLock::take(files.lock(), "journal");
    if (!lock)
        return lock.error();
    JournalOptions options;
    options.folder = folder;
    auto start = openForWriting(options);
    if (!start)
        return start.error();
    const JournalState state = start->state;
    if (state.mode == JournalMode::Open)
        return error("journal.nothing-lost",
            QStringLiteral("Nothing is missing from %1: it ends with entry %2, as it should.")
                .arg(folder)
                .arg(start->head.seq),
            {folder});
    const auto witnessed = HeadWitness::read(files.witness());
    const bool lost = !witnessed || witnessed->head.seq > start->head.seq
        || witnessed->evidence > start->evidence.lastId;
    if (!lost)
        return state.reason; // a broken chain is not a lost tail: nothing here can mend it
    AcceptedLoss loss;
    loss.reason = reason;
    loss.at = now;
    if (!witnessed) {
        loss.lostFrom = start->head.seq + 1; // and nobody knows to where
    } else {
        if (witnessed->head.seq > start->head.seq) {
            loss.lostFrom = start->head.seq + 1;
            loss.lostTo = witnessed->head.seq;
        }
        if (witnessed->evidence > start->evidence.lastId)
            loss.lostEvidence = witnessed->evidence - start->evidence.lastId;
    }
    // The journal first: a cut between the two leaves a lost tail that can be accepted again.
    if (rows::setMeta(*start->db, rows::k_acceptedLoss, rows::toBytes(loss)) != SQLITE_DONE)
        return start->db->lastError("journal.unreadable", QStringLiteral("The loss cannot be noted"));
    // Ids go on behind the lost ones: an entry elsewhere may still name them.
    rows::EvidenceTip tip = start->evidence;
    tip.lastId = witnessed ? qMax(tip.lastId, witnessed->evidence) : tip.lastId;
    if (rows::setEvidenceTip(*start->db, tip) != SQLITE_DONE)
        return start->db->lastError("journal.unreadable", QStringLiteral("The loss cannot be noted"));
    auto witness = HeadWitness::open(files.witness(), true);
    if (!witness)
        return witness.error();
    if (witness->write({start->head, tip.lastId}) != 0)
        return error("journal.no-witness",
            QStringLiteral("%1 cannot be written; the loss is not accepted.").arg(files.witness()), {files.witness()});
    return loss;
}

} // namespace quarterdeck
