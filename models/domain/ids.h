// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/fields.h"

#include <QByteArray>
#include <QHashFunctions>
#include <QtGlobal>

#include <compare>

namespace quarterdeck {

/// A dense number given by decide(), 1 for the first; 0 means "none". Dense, so that a million alerts
/// are a vector and not a hash; one type per kind, so that none is taken for another.
template <class Tag>
struct Id {
    quint32 value = 0;

    explicit operator bool() const { return value != 0; }
    auto operator<=>(const Id&) const = default;
    friend size_t qHash(Id id, size_t seed = 0) { return ::qHash(id.value, seed); }
};

using AlertId = Id<struct AlertTag>;
using ChangeId = Id<struct ChangeTag>;
using IncidentId = Id<struct IncidentTag>;
using SourceId = Id<struct SourceTag>;
using RunId = Id<struct RunTag>;
using TaskId = Id<struct TaskTag>;
using ProposalId = Id<struct ProposalTag>;
using PollId = Id<struct PollTag>; ///< a proposal that is decided by objection
using SilenceId = Id<struct SilenceTag>;
using LineId = Id<struct LineTag>; ///< a line of an incident's log

/// Position in the journal: 1 for the first entry.
using Seq = quint64;

/// 16 random bytes made by the client; sending the same command twice is safe because of it.
using CommandId = QByteArray;

/// An incident by number, or, while the link is cut, by the command that declares it: a line typed on an
/// incident that was declared offline must not wait for its number.
struct IncidentRef {
    IncidentId id;
    CommandId declaredBy;

    bool operator==(const IncidentRef&) const = default;
    QD_FIELDS(id, declaredBy)
};

} // namespace quarterdeck
