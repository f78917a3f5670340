// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/commands.h"

#include "models/domain/bytes.h"
#include "models/domain/typename.h"

namespace quarterdeck {

namespace {

template <class C, class... Of>
constexpr bool oneOf = (std::is_same_v<C, Of> || ...);

bool decodeBody(quint16 number, ByteReader& reader, CommandBody& out)
{
    bool known = false;
    CommandBody::eachType([&]<class C>() {
        if (C::number != number)
            return;
        C body;
        reader.read(body);
        out = std::move(body);
        known = true;
    });
    return known && !reader.failed();
}

} // namespace

CommandClass classOf(const CommandBody& body)
{
    return visit(
        []<class C>(const C&) {
            if constexpr (oneOf<C, PrepareRun, StartRun, CancelRun, RedactText>)
                return CommandClass::Live;
            else if constexpr (oneOf<C, Declare, LogLine, AssignTask, AcknowledgeTask, CloseTask, AcknowledgeAlerts,
                                   SetImpact, AssignRole, NoteExport, AnswerChallenge, PagePerson, NotePresence, SetBridge,
                                   NoteOutcome, AddEvidence, TickItem, PostStatus,
                                   DraftStatus, Attach, SetTeam>)
                return CommandClass::Observation;
            else
                return CommandClass::Claim;
        },
        body);
}

Permission neededFor(const CommandBody& body)
{
    return visit(
        []<class C>(const C&) {
            if constexpr (oneOf<C, RedactText>)
                return Permission::Admin;
            else if constexpr (oneOf<C, TakeCommand, ReleaseCommand, OfferHandOver, AcceptHandOver, DeclineHandOver,
                                   WithdrawHandOver, ChallengeCommand, AnswerChallenge, AssumeCommand, StartRun>)
                return Permission::Command;
            else
                return Permission::Respond;
        },
        body);
}

QString commandName(const CommandBody& body)
{
    return visit([]<class C>(const C&) { return typeName<C>(); }, body);
}

const IncidentRef* incidentOf(const CommandBody& body)
{
    return visit(
        []<class C>(const C& c) -> const IncidentRef* {
            if constexpr (requires { c.incident; })
                return &c.incident;
            else if constexpr (requires { c.into; })
                return &c.into;
            else if constexpr (requires { c.to.declaredBy; })
                return &c.to;
            else
                return nullptr;
        },
        body);
}

QByteArray encodeCommand(const Command& command)
{
    ByteWriter w;
    w.write(command.id);
    w.write(command.madeAt);
    w.write(command.restsOn);
    w.write(command.offline);
    visit(
        [&]<class C>(const C& c) {
            w.varint(C::number);
            w.write(c);
        },
        command.body);
    return w.take();
}

std::optional<Command> decodeCommand(QByteArrayView bytes)
{
    ByteReader r(bytes);
    Command out;
    r.read(out.id);
    r.read(out.madeAt);
    r.read(out.restsOn);
    r.read(out.offline);
    const auto number = static_cast<quint16>(r.varint());
    if (r.failed() || out.id.size() != 16 || !decodeBody(number, r, out.body))
        return std::nullopt;
    return out;
}

} // namespace quarterdeck
