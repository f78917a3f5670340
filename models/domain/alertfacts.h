// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Facts of what was heard: alerts, changes, and what is folded, silenced or accepted by rule. The rules of facts.h
// hold here, too.

#include "models/domain/factkinds.h"
#include "models/domain/fields.h"
#include "models/domain/ids.h"
#include "models/domain/signal.h"
#include "models/domain/text.h"
#include "models/domain/time.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace quarterdeck {

struct AlertRaised {
    static constexpr FactKind kind = FactKind::AlertRaised;
    AlertId alert;
    SourceId source;
    quint64 key = 0; ///< first 8 bytes of SHA-256 over source and dedup key
    Severity severity = Severity::Unknown;
    Instant startedAt = 0; ///< as the source says
    Instant promisedUntil = 0; ///< the source promises to renew it until then; 0: no promise
    Text name;
    Text service;
    Text resource;
    Text environment;
    Text title;
    Text description;
    Text dedupKey;
    std::vector<std::pair<Text, Text>> labels;
    std::vector<std::pair<Text, Text>> annotations;
    std::vector<Text> links;
    quint64 evidence = 0; ///< id of the raw request
    QD_FIELDS(alert, source, key, severity, startedAt, promisedUntil, name, service, resource, environment, title,
        description, dedupKey, labels, annotations, links, evidence)
};

/// A known alert fires again after it was cleared: a new occurrence.
struct AlertRaisedAgain {
    static constexpr FactKind kind = FactKind::AlertRaisedAgain;
    AlertId alert;
    Severity severity = Severity::Unknown;
    Instant startedAt = 0;
    Instant promisedUntil = 0;
    Text title;
    quint64 evidence = 0;
    QD_FIELDS(alert, severity, startedAt, promisedUntil, title, evidence)
};

enum class ClearedHow : quint8 {
    Resolved, ///< the source said so
    Absent ///< missing from a complete answer of a source that was proven live throughout
};

struct AlertCleared {
    static constexpr FactKind kind = FactKind::AlertCleared;
    AlertId alert;
    Instant endedAt = 0;
    ClearedHow how = ClearedHow::Resolved;
    quint64 evidence = 0;
    QD_FIELDS(alert, endedAt, how, evidence)
};

/// Neither firing nor cleared can be said: it is unknown since then.
struct AlertLost {
    static constexpr FactKind kind = FactKind::AlertLost;
    AlertId alert;
    Instant since = 0;
    Text reason;
    QD_FIELDS(alert, since, reason)
};

/// Heard again after it was unknown, or with another severity or title.
struct AlertChanged {
    static constexpr FactKind kind = FactKind::AlertChanged;
    AlertId alert;
    Severity severity = Severity::Unknown;
    Instant promisedUntil = 0;
    Text title;
    QD_FIELDS(alert, severity, promisedUntil, title)
};

struct AlertSeen {
    AlertId alert;
    quint32 times = 0; ///< since the last summary
    Instant lastSeen = 0;
    Instant promisedUntil = 0;
    bool operator==(const AlertSeen&) const = default;
    QD_FIELDS(alert, times, lastSeen, promisedUntil)
};

/// The summary of refires, at most every 10 s.
struct AlertsSeen {
    static constexpr FactKind kind = FactKind::AlertsSeen;
    std::vector<AlertSeen> alerts;
    QD_FIELDS(alerts)
};

struct AlertFlapping {
    static constexpr FactKind kind = FactKind::AlertFlapping;
    AlertId alert;
    bool flapping = false;
    quint32 turns = 0; ///< state changes in the window
    qint64 windowMs = 0;
    QD_FIELDS(alert, flapping, turns, windowMs)
};

struct AlertAcknowledged {
    static constexpr FactKind kind = FactKind::AlertAcknowledged;
    AlertId alert;
    bool acknowledged = true;
    QD_FIELDS(alert, acknowledged)
};

struct AlertSuppressed {
    static constexpr FactKind kind = FactKind::AlertSuppressed;
    AlertId alert;
    bool suppressed = true;
    Text reason;
    SilenceId silence {}; ///< the one that hides it, or that hid it
    QD_FIELDS(alert, suppressed, reason, silence)
};

struct ChangeRecorded {
    static constexpr FactKind kind = FactKind::ChangeRecorded;
    ChangeId change;
    SourceId source;
    Instant at = 0;
    Text type; ///< "service.deployed"
    Text service;
    Text version;
    Text environment;
    Text title;
    std::vector<Text> links;
    quint64 evidence = 0;
    QD_FIELDS(change, source, at, type, service, version, environment, title, links, evidence)
};

/// Background that is in no incident, or no longer background. Attaching it to an incident ends it, too.
struct AlertFolded {
    static constexpr FactKind kind = FactKind::AlertFolded;
    AlertId alert;
    bool folded = true;
    double bits = 0; ///< how surprising it was
    Text reason;
    QD_FIELDS(alert, folded, bits, reason)
};

/// A person's word on all further alerts of a name on a resource (on a service where none is named).
struct KindPinned {
    static constexpr FactKind kind = FactKind::KindPinned;
    Text name;
    Text resource;
    KindPin pin = KindPin::ByRate;
    Text reason;
    QD_FIELDS(name, resource, pin, reason)
};

/// What an alert has to have.
struct Matcher {
    QString field; ///< name, service, resource, source or severity, or "labels.TEAM" for the label TEAM
    QString value;
    MatchHow how {};
    bool operator==(const Matcher&) const = default;
    QD_FIELDS(field, value, how)
};

/// A number that is known already: it was changed where it was set.
struct SilenceSet {
    static constexpr FactKind kind = FactKind::SilenceSet;
    SilenceId silence;
    std::vector<Matcher> matchers; ///< all of them
    QString owner;
    Text reason;
    Instant until = 0;
    SourceId source {}; ///< where it was set; none: here
    QString remote {}; ///< its id there
    QD_FIELDS(silence, matchers, owner, reason, until, source, remote)
};

struct SilenceEnded {
    static constexpr FactKind kind = FactKind::SilenceEnded;
    SilenceId silence;
    Text reason;
    QD_FIELDS(silence, reason)
};

/// A source is to be told of a silence, or that it has ended: on disk before it is tried.
struct SilenceQueued {
    static constexpr FactKind kind = FactKind::SilenceQueued;
    SilenceId silence;
    SourceId source;
    bool end = false;
    QD_FIELDS(silence, source, end)
};

/// What became of an attempt, or of several: the first failure, the last attempt and an end are told.
struct SilenceAnswered {
    static constexpr FactKind kind = FactKind::SilenceAnswered;
    SilenceId silence;
    SourceId source;
    bool end = false; ///< as it was queued
    bool taken = false;
    bool givenUp = false; ///< it will not be tried again
    quint32 attempts = 0;
    qint32 status = 0; ///< of HTTP; 0: none came
    QString remote; ///< its id there
    Text answer; ///< what the other side said, or why nothing came
    QD_FIELDS(silence, source, end, taken, givenUp, attempts, status, remote, answer)
};

/// Which groups in Triage become incidents by themselves. Every condition that is given must hold.
struct AcceptancePolicy {
    QString policy; ///< its id
    Severity atLeast = Severity::Unknown; ///< of the worst alert
    quint32 alerts = 0; ///< at least so many firing
    quint32 services = 0; ///< at least so many hit
    bool customerFacing = false; ///< one of these is
    std::vector<QString> of; ///< one of these is hit; `*` as in Matcher; empty: any
    quint8 severity = 0; ///< SEV of what is accepted; 0: as proposed
    bool operator==(const AcceptancePolicy&) const = default;
    QD_FIELDS(policy, atLeast, alerts, services, customerFacing, of, severity)
};

struct PoliciesLoaded {
    static constexpr FactKind kind = FactKind::PoliciesLoaded;
    QByteArray hash; ///< SHA-256 of the file
    Text file;
    std::vector<AcceptancePolicy> policies; ///< the first that holds counts
    QD_FIELDS(hash, file, policies)
};

} // namespace quarterdeck
