// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/state/situationdocument.h"

#include "models/domain/typename.h"
#include "models/state/closing.h"
#include "models/state/roster.h"
#include "models/state/sincepost.h"
#include "models/state/timeline.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace quarterdeck {

namespace {

constexpr qint64 wholeMinuteMs = 60'000;

QJsonValue instant(Instant at)
{
    return at ? QJsonValue(toIso(at)) : QJsonValue();
}

/// Rounded up while it is left, down once it is overdue: 1 to 60 s left are 1, 1 to 59 s overdue are 0.
qint64 minutesLeft(Instant due, Instant now)
{
    const qint64 ms = due - now;
    return ms > 0 ? (ms + wholeMinuteMs - 1) / wholeMinuteMs : -(-ms / wholeMinuteMs);
}

qint64 minutesSince(Instant at, Instant now)
{
    return at ? qMax<qint64>(0, now - at) / wholeMinuteMs : 0;
}

QString lower(const QString& word)
{
    return word.toLower();
}

QJsonArray strings(const QStringList& list)
{
    return QJsonArray::fromStringList(list);
}

QJsonArray strings(const std::vector<QString>& list)
{
    QJsonArray out;
    for (const auto& s : list)
        out.append(s);
    return out;
}

QString workedWord(const PollInfo& poll)
{
    if (!poll.outcomeAt)
        return {};
    return poll.worked == Worked::Yes ? QStringLiteral("yes")
        : poll.worked == Worked::No   ? QStringLiteral("no")
                                      : QStringLiteral("unclear");
}

class Document {
public:
    Document(const Workspace& workspace, const Incident& incident, Instant now)
        : w(workspace)
        , i(incident)
        , m_now(now)
    {
    }

    QJsonObject make(const Head& head)
    {
        QJsonObject out;
        const auto put = [&](const char* key, const QJsonValue& value) { out.insert(QLatin1String(key), value); };
        put("format", 1);
        put("now", instant(m_now));
        put("incident",
            QJsonObject {{QStringLiteral("id"), static_cast<qint64>(i.id.value)}, {QStringLiteral("title"), i.title},
                {QStringLiteral("phase"), enumName(i.phase)}, {QStringLiteral("drill"), w.journal().drill}});
        put("severity", i.severity);
        put("ageMinutes", minutesSince(i.acceptedAt, m_now));
        put("openedAt", instant(i.openedAt));
        put("acceptedAt", instant(i.acceptedAt));
        put("resolvedAt", instant(i.resolvedAt));
        put("impact", impact());
        put("commander", i.commander);
        put("commandMinutes", minutesSince(i.commandSince, m_now));
        put("alerts", alerts());
        put("services", services());
        put("cause", cause());
        put("questions", questions());
        addTasks();
        addDecisions();
        addRuns();
        put("actions", m_actions);
        put("done", m_done);
        put("decisions", m_decisions);
        put("organisation", organisation());
        put("spans", reports());
        addPosts(out);
        put("open", strings(openMatters(w, i)));
        put("bridge",
            QJsonObject {{QStringLiteral("link"), i.bridge.link}, {QStringLiteral("phone"), i.bridge.phone},
                {QStringLiteral("pin"), i.bridge.pin}, {QStringLiteral("chat"), i.bridge.chat}});
        put("head",
            QJsonObject {{QStringLiteral("seq"), static_cast<qint64>(head.seq)},
                {QStringLiteral("hash"), QString::fromLatin1(head.hash.toHex())}});
        put("journal", QString::fromLatin1(w.journal().journalId.toHex()));
        return out;
    }

private:
    QJsonObject impact() const
    {
        return {{QStringLiteral("text"), i.impact}, {QStringLiteral("since"), instant(i.impactSince)},
            {QStringLiteral("reports"), customerReports(i)}};
    }

    QJsonObject alerts() const
    {
        qint64 suppressed = 0;
        AlertId first;
        for (const auto id : i.alerts) {
            const auto& row = w.alert(id);
            suppressed += row.suppressed ? 1 : 0;
            if (!first || row.firstStartedAt < w.alert(first).firstStartedAt)
                first = id;
        }
        QJsonObject firstOne {{QStringLiteral("name"), QString()}, {QStringLiteral("at"), QJsonValue()}};
        if (first) {
            const auto& row = w.alert(first);
            firstOne = {{QStringLiteral("name"), QStringLiteral("%1 %2").arg(w.name(row.name), w.name(row.resource)).trimmed()},
                {QStringLiteral("at"), instant(row.firstStartedAt)}};
        }
        return {{QStringLiteral("firing"), static_cast<qint64>(i.firing)},
            {QStringLiteral("unknown"), static_cast<qint64>(i.unknown)}, {QStringLiteral("suppressed"), suppressed},
            {QStringLiteral("first"), firstOne}};
    }

    QJsonObject services() const
    {
        const auto hit = servicesOf(w, i);
        const std::set<QString> known(hit.begin(), hit.end());
        QJsonArray upstream;
        for (const auto& service : servicesInvolved(w, i)) {
            if (!known.contains(service))
                upstream.append(service);
        }
        return {{QStringLiteral("hit"), strings(hit)}, {QStringLiteral("upstream"), upstream}};
    }

    QJsonObject cause() const
    {
        const auto made = [](const char* kind, const QString& text, const QStringList& reasons = {}) {
            return QJsonObject {{QStringLiteral("kind"), QLatin1String(kind)}, {QStringLiteral("text"), text},
                {QStringLiteral("reasons"), strings(reasons)}};
        };
        const auto suspect = [&](const char* kind, const Suspect& s) {
            QStringList reasons;
            for (const auto& term : s.reasonsFor)
                reasons << (term.words.s.isEmpty() ? term.name : term.words.s);
            return made(kind, s.label, reasons);
        };
        for (const auto& s : i.suspects) {
            if (s.confirmed)
                return suspect("confirmed", s);
        }
        for (const auto& [belief, kind] : {std::pair(Belief::Supported, "supported"), std::pair(Belief::Testing, "testing")}) {
            for (const auto& h : i.hypotheses) {
                if (h.belief != belief)
                    continue;
                QStringList reasons;
                for (const auto& e : h.evidence) {
                    if (e.supports && !e.text.isEmpty())
                        reasons << e.text;
                }
                return made(kind, h.text, reasons);
            }
        }
        return i.suspects.empty() ? made("unknown", {}) : suspect("suspect", i.suspects.front());
    }

    QJsonArray questions() const
    {
        QJsonArray out;
        const auto add = [&](const char* kind, const QString& text, const QString& belief, const QJsonValue& minutes,
                             const QJsonArray& objections) {
            out.append(QJsonObject {{QStringLiteral("kind"), QLatin1String(kind)}, {QStringLiteral("text"), text},
                {QStringLiteral("belief"), belief}, {QStringLiteral("minutes"), minutes},
                {QStringLiteral("objections"), objections}});
        };
        for (const auto& p : i.polls) {
            if (p.state != PollState::Open)
                continue;
            QJsonArray objections;
            for (const auto& o : p.objections)
                objections.append(QJsonObject {{QStringLiteral("by"), o.by}, {QStringLiteral("reason"), o.reason}});
            add("proposal", p.text, {}, minutesLeft(p.until, m_now), objections);
        }
        for (const auto& h : i.hypotheses) {
            if (h.belief == Belief::Proposed || h.belief == Belief::Testing)
                add("hypothesis", h.text, lower(enumName(h.belief)), {}, {});
        }
        return out;
    }

    static QJsonObject action(const char* kind, const QString& text, const QString& owner, const QString& state, Instant at,
        const QJsonValue& minutes = {})
    {
        return {{QStringLiteral("kind"), QLatin1String(kind)}, {QStringLiteral("text"), text},
            {QStringLiteral("owner"), owner}, {QStringLiteral("state"), state}, {QStringLiteral("at"), instant(at)},
            {QStringLiteral("minutes"), minutes}};
    }

    QJsonValue box(Instant from, qint64 boxMs) const
    {
        return boxMs ? QJsonValue(minutesLeft(from + boxMs, m_now)) : QJsonValue();
    }

    void addTasks()
    {
        for (const auto& t : i.tasks) {
            if (t.closedAt)
                m_done.append(action("task", t.text, t.owner, t.done ? QStringLiteral("done") : QStringLiteral("dropped"), t.closedAt));
            else
                m_actions.append(action("task", t.text, t.owner,
                    t.acknowledgedAt ? QStringLiteral("acknowledged") : QStringLiteral("open"), t.assignedAt,
                    box(t.assignedAt, t.boxMs)));
        }
    }

    void addDecisions()
    {
        for (const auto& p : i.polls) {
            if (p.state != PollState::Decided)
                continue;
            m_decisions.append(QJsonObject {{QStringLiteral("text"), p.text}, {QStringLiteral("owner"), p.owner},
                {QStringLiteral("at"), instant(p.closedAt)}, {QStringLiteral("worked"), workedWord(p)}});
            if (!p.outcomeAt)
                m_actions.append(action("decision", p.text, p.owner, QStringLiteral("decided"), p.closedAt, box(p.closedAt, p.boxMs)));
        }
        for (const auto& line : i.log) {
            if (!line.machine && line.kind == LineKind::Decision)
                m_decisions.append(QJsonObject {{QStringLiteral("text"), line.text}, {QStringLiteral("owner"), QString()},
                    {QStringLiteral("at"), instant(line.observedAt)}, {QStringLiteral("worked"), QString()}});
        }
    }

    void addRuns()
    {
        for (const auto id : i.runs) {
            const auto* run = w.run(id);
            if (!run || run->state == RunState::Refused)
                continue;
            const auto owner = run->approvedBy.isEmpty() ? run->requestedBy : run->approvedBy;
            if (run->checkState == CheckState::Ended)
                m_done.append(action("run", run->title, owner, lower(enumName(run->verdict)), run->checkEndedAt));
            else if (run->checkState == CheckState::Watching)
                m_actions.append(action("run", run->title, owner, QStringLiteral("watching"), run->checkStartedAt,
                    minutesLeft(run->checkUntil, m_now)));
            else if (run->state == RunState::Ended)
                m_done.append(action("run", run->title, owner, lower(enumName(run->end)), run->endedAt));
            else
                m_actions.append(action("run", run->title, owner, lower(enumName(run->state)), run->requestedAt));
        }
    }

    QJsonArray organisation() const
    {
        QJsonArray out;
        for (const auto& line : roster(i, m_now))
            out.append(QJsonObject {{QStringLiteral("person"), line.person}, {QStringLiteral("roles"), strings(line.roles)},
                {QStringLiteral("presence"), lower(enumName(line.presence))},
                {QStringLiteral("minutes"), line.since ? QJsonValue(minutesSince(line.since, m_now)) : QJsonValue()},
                {QStringLiteral("words"), line.words}});
        return out;
    }

    QJsonArray reports() const
    {
        QJsonArray out;
        for (const auto& span : spans(i))
            out.append(QJsonObject {{QStringLiteral("lead"), span.lead}, {QStringLiteral("reports"), strings(span.reports)},
                {QStringLiteral("tooMany"), span.tooMany}});
        return out;
    }

    void addPosts(QJsonObject& out) const
    {
        const auto audience = [](Audience a) { return lower(enumName(a)); };
        QJsonArray posts;
        for (const auto& p : i.posts)
            posts.append(QJsonObject {{QStringLiteral("audience"), audience(p.audience)}, {QStringLiteral("at"), instant(p.at)},
                {QStringLiteral("by"), p.by}, {QStringLiteral("via"), p.via}, {QStringLiteral("text"), p.text}});
        QJsonArray next;
        for (const auto& [a, update] : i.nextUpdates)
            next.append(QJsonObject {{QStringLiteral("audience"), audience(a)}, {QStringLiteral("at"), instant(update.dueAt)},
                {QStringLiteral("minutes"), minutesLeft(update.dueAt, m_now)}});
        const auto since = sincePost(i);
        QJsonArray changed;
        for (const auto& line : since.lines) {
            changed.append(QJsonObject {{QStringLiteral("at"), instant(line.observedAt)},
                {QStringLiteral("who"), line.saidBy.isEmpty() ? line.actor : line.saidBy}, {QStringLiteral("text"), line.text}});
        }
        out.insert(QStringLiteral("posts"), posts);
        out.insert(QStringLiteral("next"), next);
        out.insert(QStringLiteral("changedSince"), i.posts.empty() ? QJsonValue() : instant(since.at));
        out.insert(QStringLiteral("changed"), changed);
        out.insert(QStringLiteral("turns"),
            QJsonObject {{QStringLiteral("raised"), static_cast<qint64>(since.raised)},
                {QStringLiteral("cleared"), static_cast<qint64>(since.cleared)}});
    }

    const Workspace& w;
    const Incident& i;
    Instant m_now;
    QJsonArray m_actions;
    QJsonArray m_done;
    QJsonArray m_decisions;
};

} // namespace

QJsonObject situationDocument(const Workspace& workspace, const Incident& incident, Instant now, const Head& head)
{
    return Document(workspace, incident, now).make(head);
}

QByteArray situationJson(const Workspace& workspace, const Incident& incident, Instant now, const Head& head)
{
    return QJsonDocument(situationDocument(workspace, incident, now, head)).toJson(QJsonDocument::Compact);
}

qint64 customerReports(const Incident& incident)
{
    return std::count_if(incident.log.begin(), incident.log.end(), [](const LogLineInfo& line) {
        return !line.machine && line.kind == LineKind::Report && !line.corrects;
    });
}

} // namespace quarterdeck
