// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/result.h"
#include "models/state/namepool.h"

#include <optional>
#include <vector>

namespace quarterdeck {

/// What the filter and the order of the alert list read of a row: small, so that a million of them can be
/// copied for a worker.
struct AlertColumns {
    AlertId id;
    NameIndex name = 0;
    NameIndex service = 0;
    NameIndex resource = 0;
    IncidentId incident;
    quint32 count = 0;
    Instant startedAt = 0;
    Severity severity = Severity::Unknown;
    AlertStatus status = AlertStatus::Firing;
    bool acknowledged = false;
    bool suppressed = false;
    bool flapping = false;
    bool pinned = false;
    bool folded = false;
};

AlertColumns columnsOf(AlertId id, const AlertRow& row);

/// The filter language of the alert list:
///   redis cache-1            words, each somewhere in name, service or resource
///   service:cart  name:…  resource:…
///   severity:critical   sev>=high   sev<=low
///   status:firing | unknown | resolved
///   incident:12 | none
///   is:acknowledged | suppressed | flapping | pinned | folded
/// A minus in front turns a term round; quotes keep blanks together; all terms must hold.
class AlertFilter {
public:
    /// The error's arguments are the position and the length of what is wrong.
    static Result<AlertFilter> parse(const QString& text);

    bool isEmpty() const { return m_terms.empty(); }

    /// Names are matched once per name and not once per alert; call again after names were added.
    void prepare(const std::vector<QString>& names);
    bool matches(const AlertColumns& row) const;

private:
    enum class Field { Any, Name, Service, Resource, Severity, Status, Incident, Mark };
    enum class Compare { Equal, AtLeast, AtMost };

    struct Term {
        Field field = Field::Any;
        Compare compare = Compare::Equal;
        bool negated = false;
        QString text;
        int value = 0;
        std::vector<bool> hits; ///< by NameIndex
    };

    static std::optional<Error> parseTerm(const QString& token, qsizetype at, Term& term);
    bool holds(const Term& term, const AlertColumns& row) const;

    std::vector<Term> m_terms;
    size_t m_prepared = 0;
};

} // namespace quarterdeck
