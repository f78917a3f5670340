// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/result.h"
#include "models/domain/time.h"

#include <QByteArray>
#include <QString>

#include <memory>
#include <vector>

namespace quarterdeck {

struct OutboxItem {
    quint64 id = 0;
    QByteArray command; ///< encoded, with its CommandId
    QString author;
    Instant madeAt = 0;
    QString refused; ///< the relay's sentence; empty: still to be sent

    bool operator==(const OutboxItem&) const = default;
};

/// Commands made on a console and not yet answered by the relay: FOLDER/outbox.db. Shown as saved means
/// that add() returned. Synchronous, one thread.
class Outbox {
public:
    /// A damaged file is moved aside (see problem()), never deleted. Errors: "outbox.newer",
    /// "outbox.unwritable", "outbox.locked" (another console of this person).
    static Result<std::unique_ptr<Outbox>> open(const QString& folder);
    ~Outbox();
    Outbox(const Outbox&) = delete;
    Outbox& operator=(const Outbox&) = delete;

    const QString& problem() const;

    Result<quint64> add(const QByteArray& command, const QString& author, Instant madeAt);
    /// In the order of add(), refused ones among them.
    Result<std::vector<OutboxItem>> list() const;
    Outcome remove(quint64 id);
    /// What was removed is in no byte of the file and its log when this returns: the text of a line may have been redacted.
    void wipe(); ///< answered, or dismissed by a person
    Outcome refuse(quint64 id, const QString& sentence); ///< kept until it is removed

private:
    Outbox();
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace quarterdeck
