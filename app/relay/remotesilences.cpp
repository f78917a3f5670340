// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/relay/remotesilences.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace quarterdeck {

namespace {

constexpr qsizetype nameMost = 200;
constexpr qsizetype commentMost = 20'000; ///< with our mark at its end
constexpr qsizetype valueMost = 2000;
constexpr qsizetype matchersMost = 50;
constexpr qint64 earlierMs = 1000; ///< an end so much before what we know is somebody's act
const QString labelsDot = QStringLiteral("labels.");

/// What a label there is called here, and back. Only the name is the same thing on both sides; the others are what
/// resources/connectors/alertmanager.yaml files them by first.
const std::vector<std::pair<QString, QString>> fieldLabels {{QStringLiteral("name"), QStringLiteral("alertname")},
    {QStringLiteral("service"), QStringLiteral("service")}, {QStringLiteral("resource"), QStringLiteral("instance")},
    {QStringLiteral("severity"), QStringLiteral("severity")}};

QString mark(const Workspace& w, SilenceId silence)
{
    return QStringLiteral("[quarterdeck %1/%2]")
        .arg(QString::fromLatin1(w.journal().journalId.toHex().left(12)), QString::number(silence.value));
}

/// The number of our own silence, 0 for one of others.
quint32 ownNumber(const Workspace& w, const QString& comment)
{
    const auto at = comment.lastIndexOf(QStringLiteral("[quarterdeck "));
    if (at < 0 || !comment.endsWith(u']'))
        return 0;
    const quint32 number = QStringView(comment).sliced(at).chopped(1).toString().section(u'/', -1).toUInt();
    const bool ours = number >= 1 && number <= w.silences().size() && comment.endsWith(mark(w, {number}));
    return ours && !w.silences()[number - 1].source ? number : 0;
}

QString nameOf(const Workspace& w, SourceId source)
{
    return source.value >= 1 && source.value <= w.sources().size() ? w.sources()[source.value - 1].name : QString();
}

std::optional<Matcher> readMatcher(const QJsonObject& o)
{
    const QString label = o[QStringLiteral("name")].toString();
    const bool regex = o[QStringLiteral("isRegex")].toBool();
    const bool equal = o[QStringLiteral("isEqual")].toBool(true);
    Matcher m {label == QLatin1String("alertname") ? QStringLiteral("name") : labelsDot + label,
        o[QStringLiteral("value")].toString(), MatchHow::Equal};
    if (regex)
        m.how = equal ? MatchHow::Regex : MatchHow::NotRegex;
    else if (!equal)
        m.how = MatchHow::NotEqual;
    else if (!m.value.contains(u'*') && !m.value.startsWith(u'"') && !m.value.isEmpty())
        m.how = MatchHow::Like; // the same, in fewer signs
    if (label.isEmpty() || label.size() > nameMost || m.value.size() > valueMost)
        return std::nullopt;
    return m;
}

std::optional<RemoteSilence> readOne(const QJsonObject& o)
{
    RemoteSilence out;
    out.id = o[QStringLiteral("id")].toString();
    const auto until = fromIso(o[QStringLiteral("endsAt")].toString());
    const auto matchers = o[QStringLiteral("matchers")].toArray();
    if (out.id.isEmpty() || out.id.size() > nameMost || !until || matchers.isEmpty() || matchers.size() > matchersMost)
        return std::nullopt;
    const QString state = o[QStringLiteral("status")].toObject()[QStringLiteral("state")].toString();
    if (state == QLatin1String("active"))
        out.state = RemoteSilence::State::Active;
    else if (state == QLatin1String("pending"))
        out.state = RemoteSilence::State::Pending;
    else if (state != QLatin1String("expired"))
        return std::nullopt;
    out.by = visible(o[QStringLiteral("createdBy")].toString().trimmed(), nameMost);
    out.comment = visible(o[QStringLiteral("comment")].toString().trimmed(), commentMost);
    out.until = *until;
    for (const auto& each : matchers) {
        auto m = readMatcher(each.toObject());
        if (!m)
            return std::nullopt; // with one matcher less it would hide more
        out.matchers.push_back(std::move(*m));
    }
    return out;
}

/// What is known of our own silence there.
void hearOwn(Applying& applying, SourceId source, SilenceId id, const RemoteSilence& there)
{
    const auto& w = applying.workspace();
    const SilenceInfo silence = w.silences()[id.value - 1]; // a copy: facts change the original
    const auto* copy = silence.copyAt(source);
    const bool over = there.state == RemoteSilence::State::Expired;
    if (!over && (!copy || (copy->waits() && !copy->end))) { // written, and its answer was lost
        if (!copy)
            applying.add(SilenceQueued {id, source, false});
        applying.add(SilenceAnswered {id, source, false, true, false, copy ? copy->attempts : 0, 200, there.id,
            QStringLiteral("found there")});
    }
    if (!over || !copy || copy->remote != there.id)
        return;
    if (copy->end && copy->waits())
        applying.add(SilenceAnswered {id, source, true, true, false, copy->attempts, 200, there.id,
            QStringLiteral("it has ended there")});
    else if (!copy->end && silence.active() && there.until + earlierMs < silence.until)
        applying.add(SilenceEnded {id, QStringLiteral("ended at %1").arg(visible(nameOf(w, source), nameMost))});
}

void hearTheirs(Applying& applying, SourceId source, const RemoteSilence& there, const SilenceInfo* known)
{
    const auto& w = applying.workspace();
    if (there.state == RemoteSilence::State::Pending)
        return;
    if (there.state == RemoteSilence::State::Expired) {
        if (known && known->active())
            applying.add(SilenceEnded {known->id, QStringLiteral("ended at %1").arg(visible(nameOf(w, source), nameMost))});
        if (const auto* copy = known ? known->copyAt(source) : nullptr; copy && copy->end && copy->waits())
            applying.add(SilenceAnswered {known->id, source, true, true, false, copy->attempts, 200, there.id,
                QStringLiteral("it has ended there")});
        return;
    }
    if (there.until <= applying.now() || (known && known->endedHere))
        return;
    SilenceSet fact;
    fact.silence = known ? known->id : SilenceId {static_cast<quint32>(w.silences().size()) + 1};
    fact.matchers = there.matchers;
    fact.owner = there.by.isEmpty() ? QStringLiteral("(nobody named)") : there.by;
    fact.reason = there.comment.isEmpty() ? QStringLiteral("(no reason given)") : there.comment;
    fact.until = there.until;
    fact.source = source;
    fact.remote = there.id;
    const bool same = known && known->active() && known->matchers == fact.matchers && known->owner == fact.owner
        && known->reason == fact.reason.s && known->until == fact.until;
    if (!same)
        applying.add(std::move(fact));
}

bool toSet(const SilenceInfo& s, SourceId source)
{
    return !s.source && s.active() && !s.copyAt(source);
}

bool toEnd(const SilenceInfo& s, SourceId source)
{
    if (!s.endedHere || s.endedAt >= s.until)
        return false;
    const auto* copy = s.copyAt(source);
    return copy ? copy->taken && !copy->end : s.source == source;
}

/// Set, and ended before it could be written.
bool tooLate(const SilenceInfo& s, SourceId source)
{
    const auto* copy = s.copyAt(source);
    return copy && copy->waits() && !copy->end && !s.active();
}

/// Go's regular expressions refuse an escape that is none: only what has a meaning is escaped.
QString escaped(const QString& text)
{
    static const QString signs = QStringLiteral("\\.+*?()|[]{}^$");
    QString out;
    for (const QChar c : text) {
        if (signs.contains(c))
            out += u'\\';
        out += c;
    }
    return out;
}

} // namespace

Result<std::vector<RemoteSilence>> readRemoteSilences(const QByteArray& body)
{
    QJsonParseError problem;
    const auto document = QJsonDocument::fromJson(body, &problem);
    if (!document.isArray())
        return error("silences.answer",
            QStringLiteral("its silences are no JSON array (%1)").arg(problem.errorString()));
    std::vector<RemoteSilence> out;
    for (const auto& each : document.array()) {
        if (auto one = readOne(each.toObject()))
            out.push_back(std::move(*one));
    }
    return out;
}

void hearSilences(Applying& applying, SourceId source, const std::vector<RemoteSilence>& there)
{
    const auto& w = applying.workspace();
    std::map<QString, SilenceId> known;
    std::set<quint32> missing; // written, and not in the answer
    size_t active = 0;
    for (const auto& s : w.silences()) {
        if (s.source == source) {
            known[s.remote] = s.id;
            active += s.active() ? 1 : 0;
        }
        const auto* copy = s.copyAt(source);
        if (!s.source && s.active() && copy && copy->taken && !copy->end)
            missing.insert(s.id.value);
    }
    for (const auto& one : there) {
        if (const auto own = ownNumber(w, one.comment)) {
            const auto* copy = w.silences()[own - 1].copyAt(source);
            if (copy && copy->remote == one.id)
                missing.erase(own);
            hearOwn(applying, source, {own}, one);
            continue;
        }
        const auto it = known.find(one.id);
        if (it == known.end()) {
            if (one.state != RemoteSilence::State::Active || active >= remoteSilencesMost)
                continue;
            ++active;
        }
        std::optional<SilenceInfo> before; // a copy: facts change the original
        if (it != known.end())
            before = w.silences()[it->second.value - 1];
        hearTheirs(applying, source, one, before ? &*before : nullptr);
    }
    for (const auto number : missing) {
        if (w.silences()[number - 1].active())
            applying.add(SilenceQueued {{number}, source, false});
    }
}

bool silencesToQueue(const Workspace& workspace, SourceId source)
{
    return std::any_of(workspace.silences().begin(), workspace.silences().end(), [&](const SilenceInfo& s) {
        return toSet(s, source) || toEnd(s, source) || tooLate(s, source);
    });
}

void queueSilences(Applying& applying, SourceId source)
{
    const auto& w = applying.workspace();
    for (size_t i = 0; i < w.silences().size(); ++i) {
        const SilenceInfo s = w.silences()[i];
        if (toSet(s, source))
            applying.add(SilenceQueued {s.id, source, false});
        else if (toEnd(s, source))
            applying.add(SilenceQueued {s.id, source, true});
        else if (tooLate(s, source))
            applying.add(SilenceAnswered {s.id, source, false, false, true, s.copyAt(source)->attempts, 0, {},
                QStringLiteral("it had ended before it was written")});
    }
}

Result<QByteArray> silenceBody(const Workspace& workspace, const SilenceInfo& silence, SourceId source, Instant now)
{
    QJsonArray matchers;
    for (const auto& m : silence.matchers) {
        if (m.field == QLatin1String("source")) {
            if (m.how != MatchHow::Like || m.value != nameOf(workspace, source))
                return error("silence.unwritable", QStringLiteral("it is about another source"));
            continue; // over there it is all of it
        }
        QString label = m.field.startsWith(labelsDot) ? m.field.mid(labelsDot.size()) : QString();
        for (const auto& [field, name] : fieldLabels) {
            if (m.field == field)
                label = name;
        }
        QString value = m.value;
        const bool stars = m.how == MatchHow::Like && value.contains(u'*');
        if (stars) {
            QStringList parts;
            for (const auto& part : value.split(u'*'))
                parts << escaped(part);
            value = parts.join(QStringLiteral(".*"));
        }
        matchers.append(QJsonObject {{QStringLiteral("name"), label}, {QStringLiteral("value"), value},
            {QStringLiteral("isRegex"), stars || m.how == MatchHow::Regex || m.how == MatchHow::NotRegex},
            {QStringLiteral("isEqual"), m.how != MatchHow::NotEqual && m.how != MatchHow::NotRegex}});
    }
    if (matchers.isEmpty())
        return error("silence.unwritable", QStringLiteral("it names no label"));
    const QJsonObject body {{QStringLiteral("matchers"), matchers}, {QStringLiteral("startsAt"), toIso(now)},
        {QStringLiteral("endsAt"), toIso(silence.until)}, {QStringLiteral("createdBy"), silence.owner},
        {QStringLiteral("comment"), silence.reason + QChar(u' ') + mark(workspace, silence.id)}};
    return QJsonDocument(body).toJson(QJsonDocument::Compact);
}

} // namespace quarterdeck
