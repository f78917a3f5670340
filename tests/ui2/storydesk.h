// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/models/state/outage.h"
#include "ui/common/desk.h"

namespace quarterdeck {

/// A desk over an Outage: its clock stands where the test puts it, and what was asked is kept.
class StoryDesk : public Desk {
public:
    Outage outage;
    LinkStatus status;
    FeedPulse beat;
    std::vector<PendingCommand> waiting;
    std::vector<CommandBody> asked;
    std::vector<Answer> answers;
    Instant clock = Outage::noon + 20 * Outage::minute;
    QString draftText;
    QString exportedTo;
    QString exportedAs;
    std::optional<Error> exportFails;

    StoryDesk()
    {
        status.connected = status.everConnected = true;
        status.person = QStringLiteral("kestrel");
        status.server = QStringLiteral("this machine");
        status.permissions = {Permission::Observe, Permission::Respond, Permission::Command, Permission::Approve};
    }

    const Workspace& workspace() const override { return outage.workspace; }
    const LinkStatus& link() const override { return status; }
    const FeedPulse& pulse() const override { return beat; }
    qint64 pulseAge() const override { return 400; }
    const std::vector<PendingCommand>& pending() const override { return waiting; }
    Instant now() const override { return clock; }

    void ask(CommandBody body, Answer answer = {}) override
    {
        asked.push_back(std::move(body));
        answers.push_back(std::move(answer));
    }

    void answer(Result<Seq> result)
    {
        if (answers.back())
            answers.back()(std::move(result));
    }

    /// What the outage said last reaches the views.
    void tell(const Delta& delta) { emit applied(delta); }
    void cut()
    {
        status.connected = false;
        emit linkChanged();
    }

    AlertText text(AlertId id) const override
    {
        AlertText t;
        if (workspace().hasAlert(id)) {
            t.name = workspace().name(workspace().alert(id).name);
            t.service = workspace().name(workspace().alert(id).service);
            t.resource = workspace().name(workspace().alert(id).resource);
        }
        return t;
    }

    std::optional<AlertAttached> why(AlertId) const override { return {}; }

    Result<QByteArray> attachment(Seq) const override { return error("attachment.none", {}); }

    QStringList briefTemplates() const override { return {QStringLiteral("internal.en"), QStringLiteral("customer.en")}; }

    void brief(IncidentId, const QString& name, const QString& language, std::function<void(Result<QString>)> done) override
    {
        done(name + QLatin1Char(' ') + language + QStringLiteral(": as it is now\n"));
    }

    Outcome exportDraft(IncidentId, const QString& format, const QString& file) override
    {
        exportedAs = format;
        exportedTo = file;
        if (exportFails)
            return *exportFails;
        return Done {};
    }

    QString draft(IncidentId) const override { return draftText; }
};

} // namespace quarterdeck
