// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/triage/signalrules.h"

#include "models/state/pages.h"
#include "models/state/silences.h"
#include "models/triage/decidetriage.h"

#include <QCryptographicHash>

namespace quarterdeck {

namespace {

/// A promise is kept a little longer than it says: the renewal may be on its way.
constexpr qint64 promiseSlackMs = 2000;
constexpr qint64 askAgainMs = 1000;
constexpr qint64 sayAgainMs = 600'000;
constexpr int reviewedAtOnce = 100'000; ///< alerts looked at: some ten milliseconds
constexpr int changedAtOnce = 256; ///< facts: an entry has 256 KiB

std::vector<std::pair<Text, Text>> texts(const Labels& labels)
{
    std::vector<std::pair<Text, Text>> out;
    out.reserve(labels.size());
    for (const auto& [name, value] : labels)
        out.emplace_back(name, value);
    return out;
}

std::vector<Text> texts(const std::vector<QString>& strings)
{
    return {strings.begin(), strings.end()};
}

} // namespace

quint64 SignalRules::keyOf(SourceId source, const QString& dedupKey)
{
    QCryptographicHash h(QCryptographicHash::Sha256);
    h.addData(QByteArray::number(source.value));
    h.addData(QByteArrayView("\n", 1));
    h.addData(dedupKey.toUtf8());
    const QByteArray digest = h.result();
    quint64 key = 0;
    for (int i = 0; i < 8; ++i)
        key = (key << 8) | static_cast<quint8>(digest[i]);
    return key;
}

void SignalRules::rebuild(const Workspace& workspace, Instant now)
{
    m_triage.rebuild(workspace);
    m_background.rebuild(workspace);
    m_review = workspace.silences().empty() && workspace.kindPins().empty() ? 0 : 1;
    m_flaps.rebuild(workspace, now);
    m_seen.clear();
    m_pulse.clear();
    m_dirty.clear();
    m_settled = {};
    m_promises = {};
    for (quint32 i = 1; i <= workspace.alertCount(); ++i) {
        const auto& row = workspace.alert({i});
        if (row.status == AlertStatus::Firing && row.promisedUntil)
            m_promises.push({row.promisedUntil, {i}});
    }
    for (const auto& [id, incident] : workspace.incidents()) {
        if (incident.open())
            m_dirty.insert(id);
    }
}

void SignalRules::applied(const Workspace& workspace, const Delta& delta)
{
    m_triage.applied(workspace, delta);
    m_background.applied(workspace, delta);
    if (delta.silences || delta.kindPins)
        m_review = 1;
    for (const auto id : delta.incidents) {
        const auto* i = workspace.incident(id);
        if (i && i->open())
            m_dirty.insert(id);
    }
    if (delta.changes || delta.topology || delta.policies) {
        for (const auto& [id, incident] : workspace.incidents()) {
            if (incident.open())
                m_dirty.insert(id);
        }
    }
}

void SignalRules::promise(AlertId id, Instant until)
{
    if (until)
        m_promises.push({until, id});
}

Instant SignalRules::promisedUntil(const Workspace& workspace, AlertId id) const
{
    return qMax(workspace.alert(id).promisedUntil, m_seen.value(id).promisedUntil);
}

Instant SignalRules::lastHeard(const Workspace& workspace, AlertId id) const
{
    return qMax(workspace.alert(id).lastSeen, m_seen.value(id).lastSeen);
}

bool SignalRules::heardSince(const Workspace& workspace, quint64 key, Instant at) const
{
    const AlertId known = workspace.alertByKey(key);
    return known && lastHeard(workspace, known) > at;
}

/// Taken by somebody there is an answer; that it was raised, or closed in the end, says nothing about who comes.
void SignalRules::answered(Applying& applying, const Signal& signal)
{
    const auto page = pageOf(applying.workspace(), signal.dedupKey);
    if (!page || signal.status != SignalStatus::Acknowledged)
        return;
    PersonAnswered answer;
    answer.incident = page->incident;
    answer.person = Text(page->to);
    for (const auto& [name, value] : signal.labels) {
        if (name == QLatin1String("person"))
            answer.person = Text(value);
    }
    answer.presence = Presence::Present;
    answer.words = Text(signal.description);
    const auto& people = applying.workspace().incident(page->incident)->people;
    const auto known = people.find(answer.person.s);
    if (known == people.end() || known->second.presence != Presence::Present) // a webhook may come twice
        applying.add(answer);
}

void SignalRules::apply(Applying& applying, SourceId source, const Signal& signal, quint64 evidence)
{
    if (signal.kind == SignalKind::Change) {
        change(applying, source, signal, evidence);
        return;
    }
    if (signal.kind == SignalKind::Info) {
        said(applying, source, signal, evidence);
        return;
    }
    if (signal.kind == SignalKind::Page) {
        answered(applying, signal);
        return;
    }
    if (signal.kind != SignalKind::Alert || signal.status == SignalStatus::Info)
        return; // counted by whoever received it; says nothing about an alert
    const quint64 key = keyOf(source, signal.dedupKey);
    auto& w = applying.workspace();
    const AlertId known = w.alertByKey(key);
    if (signal.status == SignalStatus::Resolved) {
        if (known && w.alert(known).status != AlertStatus::Resolved) {
            applying.add(AlertCleared {known, signal.endedAt, ClearedHow::Resolved, evidence});
            turned(applying, known);
        }
        return; // a resolve of what never fired, or that came again, is no news
    }
    if (!known)
        raise(applying, source, signal, key, evidence);
    else
        heardAgain(applying, known, signal, evidence);
}

/// Once, and again after a while: a sender repeats it with every request.
void SignalRules::said(Applying& applying, SourceId source, const Signal& signal, quint64 evidence)
{
    const auto& sources = applying.workspace().sources();
    if (source.value == 0 || source.value > sources.size() || signal.title.isEmpty())
        return;
    const auto& before = sources[source.value - 1];
    if (before.said == signal.title && applying.now() - before.saidAt < sayAgainMs)
        return;
    applying.add(SourceSaid {source, signal.severity, signal.title, signal.description,
        signal.links.empty() ? Text() : Text(signal.links.front()), signal.startedAt, evidence});
}

void SignalRules::raise(
    Applying& applying, SourceId source, const Signal& signal, quint64 key, quint64 evidence)
{
    AlertRaised fact;
    fact.alert = {applying.workspace().alertCount() + 1};
    fact.source = source;
    fact.key = key;
    fact.severity = signal.severity;
    fact.startedAt = signal.startedAt;
    fact.promisedUntil = signal.endedAt;
    fact.name = signal.name;
    fact.service = signal.service;
    fact.resource = signal.resource;
    fact.environment = signal.environment;
    fact.title = signal.title;
    fact.description = signal.description;
    fact.dedupKey = signal.dedupKey;
    fact.labels = texts(signal.labels);
    fact.annotations = texts(signal.annotations);
    fact.links = texts(signal.links);
    fact.evidence = evidence;
    const AlertId id = fact.alert;
    applying.add(std::move(fact));
    promise(id, signal.endedAt);
    mark(applying, id, signal);
    silence(applying, id, &signal.labels);
    turned(applying, id);
    decideAlert(applying, m_triage, m_background, id);
}

void SignalRules::heardAgain(Applying& applying, AlertId id, const Signal& signal, quint64 evidence)
{
    auto& w = applying.workspace();
    const auto row = w.alert(id); // a copy: facts change the original
    promise(id, signal.endedAt);
    if (row.status == AlertStatus::Resolved) {
        // The second of a pair of Alertmanagers, or a late retry, repeats an occurrence that has ended:
        // it started before the end that we know, so it is not a new one.
        if (!row.endedByAbsence && signal.startedAt && row.endedAt && signal.startedAt < row.endedAt)
            return;
        applying.add(AlertRaisedAgain {id, signal.severity, signal.startedAt, signal.endedAt, signal.title, evidence});
        m_seen.remove(id);
        mark(applying, id, signal);
        silence(applying, id, &signal.labels);
        turned(applying, id);
        decideAlert(applying, m_triage, m_background, id);
        return;
    }
    if (row.status == AlertStatus::Unknown || row.severity != signal.severity) {
        applying.add(AlertChanged {id, signal.severity, signal.endedAt, signal.title});
        mark(applying, id, signal);
        shown(applying, id, row.suppressed, signal);
        return;
    }
    mark(applying, id, signal);
    shown(applying, id, row.suppressed, signal);
    for (auto* seen : {&m_seen[id], &m_pulse[id]}) {
        seen->alert = id;
        ++seen->times;
        seen->lastSeen = applying.now();
        seen->promisedUntil = qMax(seen->promisedUntil, signal.endedAt);
    }
}

void SignalRules::mark(Applying& applying, AlertId id, const Signal& signal)
{
    const auto& row = applying.workspace().alert(id);
    const bool wantSuppressed = signal.status == SignalStatus::Suppressed;
    if (wantSuppressed && !row.suppressed)
        applying.add(AlertSuppressed {id, true, QStringLiteral("suppressed by its source")});
    else if (!wantSuppressed && row.suppressed && row.suppressedBySource)
        applying.add(AlertSuppressed {id, false, QStringLiteral("no longer suppressed by its source")});
    if (signal.status == SignalStatus::Acknowledged && !row.acknowledged)
        applying.add(AlertAcknowledged {id, true});
}

/// Its labels are at hand only now; and what its source hid until now was in no incident.
void SignalRules::shown(Applying& applying, AlertId id, bool wasSuppressed, const Signal& signal)
{
    const auto& w = applying.workspace();
    silence(applying, id, &signal.labels);
    const auto* incident = w.incident(w.alert(id).incident);
    if (wasSuppressed && !w.alert(id).suppressed && (!incident || !incident->open()))
        decideTriage(applying, m_triage, id);
}

void SignalRules::silence(Applying& applying, AlertId id, const Labels* labels)
{
    const auto& w = applying.workspace();
    const auto& row = w.alert(id);
    if (w.silences().empty() || (row.suppressed && !row.suppressedBySource))
        return;
    if (const auto by = silenceOf(w, row, labels))
        applying.add(AlertSuppressed {id, true, silenceWords(w, w.silences()[by.value - 1]), by});
}

void SignalRules::review(Applying& applying)
{
    const auto& w = applying.workspace();
    for (const auto& s : w.silences()) {
        if (s.active() && s.until <= applying.now()) {
            applying.add(SilenceEnded {s.id, QStringLiteral("its time was over")});
            m_review = 1;
        }
    }
    const auto before = applying.facts().size();
    for (int looked = 0; m_review && looked < reviewedAtOnce && applying.facts().size() - before < changedAtOnce;
         ++looked) {
        if (m_review > w.alertCount()) {
            m_review = 0;
            return;
        }
        const AlertId id {m_review++};
        const auto row = w.alert(id); // a copy: facts change the original
        bool returns = false;
        if (row.silence && !w.silences()[row.silence.value - 1].active()) {
            applying.add(AlertSuppressed {
                id, false, QStringLiteral("silence %1 has ended").arg(row.silence.value), row.silence});
            returns = true;
        }
        if (row.status != AlertStatus::Firing)
            continue;
        silence(applying, id); // another one may hide it
        if (row.folded) {
            const auto pin = w.kindPins().find(kindOf(row));
            if (pin != w.kindPins().end() && pin->second.pin == KindPin::Show) {
                applying.add(AlertFolded {id, false, 0, QStringLiteral("shown because %1 said so").arg(pin->second.person)});
                returns = true;
            }
        }
        const auto* incident = w.incident(row.incident);
        if (returns && (!incident || !incident->open()))
            decideTriage(applying, m_triage, id);
    }
}

void SignalRules::turned(Applying& applying, AlertId id)
{
    if (const auto flapping = m_flaps.turned(id, applying.now()))
        applying.add(*flapping);
}

void SignalRules::change(Applying& applying, SourceId source, const Signal& signal, quint64 evidence)
{
    const auto& known = applying.workspace().changes();
    const Instant at = signal.startedAt ? signal.startedAt : applying.now();
    constexpr size_t lookBack = 500;
    for (size_t i = known.size() > lookBack ? known.size() - lookBack : 0; i < known.size(); ++i) {
        const auto& c = known[i];
        if (c.at == at && c.type == signal.name && c.service == signal.service && c.version == signal.version)
            return; // delivered twice
    }
    ChangeRecorded fact;
    fact.change = {static_cast<quint32>(known.size()) + 1};
    fact.source = source;
    fact.at = at;
    fact.type = signal.name;
    fact.service = signal.service;
    fact.version = signal.version;
    fact.environment = signal.environment;
    fact.title = signal.title;
    fact.links = texts(signal.links);
    fact.evidence = evidence;
    applying.add(std::move(fact));
}

void SignalRules::sweep(Applying& applying, const ProvenLive& provenLive, int limit)
{
    auto& w = applying.workspace();
    while (!m_promises.empty() && limit > 0 && m_promises.top().until + promiseSlackMs < applying.now()) {
        const AlertId id = m_promises.top().alert;
        m_promises.pop();
        if (!w.hasAlert(id))
            continue;
        const auto& row = w.alert(id);
        const Instant until = promisedUntil(w, id);
        if (row.status != AlertStatus::Firing || until + promiseSlackMs >= applying.now())
            continue; // cleared, or renewed since
        const Proof proof = provenLive(row.source, lastHeard(w, id), until);
        if (proof == Proof::NotYet) {
            // Its source may have died right after the last heartbeat: the next one, or its absence, tells.
            m_promises.push({applying.now() - promiseSlackMs + askAgainMs, id});
            continue;
        }
        --limit;
        if (proof == Proof::Live) {
            applying.add(AlertCleared {id, until, ClearedHow::Absent, 0});
            turned(applying, id);
        } else {
            applying.add(AlertLost {id, until, QStringLiteral("its source was not proven live when it fell silent")});
        }
    }
}

void SignalRules::sourceLost(Applying& applying, SourceId source, Instant since, const QString& reason)
{
    auto& w = applying.workspace();
    for (quint32 i = 1; i <= w.alertCount(); ++i) {
        const auto& row = w.alert({i});
        if (row.source == source && row.status == AlertStatus::Firing)
            applying.add(AlertLost {{i}, since, reason});
    }
}

void SignalRules::missingFrom(
    Applying& applying, SourceId source, const QSet<AlertId>& present, const ProvenLive& provenLive)
{
    auto& w = applying.workspace();
    for (quint32 i = 1; i <= w.alertCount(); ++i) {
        const AlertId id {i};
        const auto& row = w.alert(id);
        if (row.source != source || row.status == AlertStatus::Resolved || present.contains(id))
            continue;
        if (provenLive(source, lastHeard(w, id), lastHeard(w, id)) == Proof::Live) {
            applying.add(AlertCleared {id, applying.now(), ClearedHow::Absent, 0});
            turned(applying, id);
        } else if (row.status == AlertStatus::Firing) {
            applying.add(AlertLost {
                id, applying.now(), QStringLiteral("missing from its source, which was not live throughout")});
        }
    }
}

void SignalRules::summarise(Applying& applying)
{
    if (m_seen.isEmpty())
        return;
    AlertsSeen fact;
    for (const auto& seen : std::as_const(m_seen))
        fact.alerts.push_back(seen);
    std::sort(fact.alerts.begin(), fact.alerts.end(),
        [](const AlertSeen& a, const AlertSeen& b) { return a.alert < b.alert; });
    m_seen.clear();
    applying.add(std::move(fact));
}

std::vector<AlertSeen> SignalRules::takeSeen()
{
    std::vector<AlertSeen> out(m_pulse.cbegin(), m_pulse.cend());
    m_pulse.clear();
    return out;
}

void SignalRules::settle(Applying& applying)
{
    for (auto& calm : m_flaps.settle(applying.now()))
        applying.add(std::move(calm));
    review(applying);
    if (!m_dirty.empty())
        settleTriage(applying, m_triage, m_dirty, m_settled);
    endCalmGroups(applying);
}

} // namespace quarterdeck
