// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/commands.h"
#include "models/domain/pulse.h"
#include "models/domain/result.h"
#include "models/state/workspace.h"
#include "models/triage/backtest.h"

#include <QJsonObject>
#include <QObject>
#include <QStringList>

#include <functional>
#include <set>

namespace quarterdeck {

/// What the console knows of its server right now.
struct LinkStatus {
    bool connected = false;
    bool everConnected = false;
    QString person; ///< who this console speaks for
    std::set<Permission> permissions;
    QString server; ///< "this machine" or host:port
    Instant since = 0; ///< of the present state
    qint64 roundTripMs = -1;
    quint64 behind = 0; ///< entries that are known to exist and are not on screen yet
    QString problem; ///< why there is no link, in a sentence
    bool readOnly = false; ///< an exported incident: nothing can be asked
};

/// A command that waits to be sent, or was sent and is not answered.
struct PendingCommand {
    Command command;
    QString author;
};

/// All texts of one alert, read from its entry.
struct AlertText {
    QString name, service, resource, environment, title, description;
    Labels labels, annotations;
    std::vector<QString> links;
};

/// A payload and the connector that is to read it, as texts that somebody edits.
struct MappingTrial {
    QString connector; ///< its name
    QString text; ///< its YAML
    QByteArray payload; ///< a body, or a request with its headers
};

/// What is wrong with a trial, and where it stands.
struct TrialProblem {
    enum class Where : quint8 { Connector, Payload, Result };
    Where where = Where::Result;
    int line = 0; ///< from 1; 0: not at a place
    int column = 0; ///< from 1; 0: somewhere in the line
    QString sentence;
};

struct TrialResult {
    QString text; ///< the signals as JSON, one after the other
    int count = 0;
    std::vector<TrialProblem> problems; ///< empty: every word of it is right
};

/// What a view may know and ask: the state, the link, and one way to act. Implemented by the console over
/// its session and by tests over a Workspace in memory. Lives on the GUI thread.
class Desk : public QObject {
    Q_OBJECT

public:
    using Answer = std::function<void(Result<Seq>)>; ///< on the GUI thread; an Error is for the screen

    using QObject::QObject;

    virtual const Workspace& workspace() const = 0;
    virtual const LinkStatus& link() const = 0;
    virtual const FeedPulse& pulse() const = 0; ///< may be old: compare pulseAge()
    virtual qint64 pulseAge() const = 0; ///< ms since the last pulse came in
    virtual const std::vector<PendingCommand>& pending() const = 0;
    virtual Instant now() const = 0; ///< the server's clock as far as it is known

    /// Asks for it. Observations and claims made without a link wait in the outbox and `answer` comes
    /// with code "outbox.waiting"; live commands are refused at once.
    virtual void ask(CommandBody body, Answer answer = {}) = 0;

    /// Texts by row, from the local copy: at most a few dozen microseconds.
    virtual AlertText text(AlertId alert) const = 0;
    /// Why the alert is where it is: the AlertAttached fact; nothing for an alert on its own.
    virtual std::optional<AlertAttached> why(AlertId alert) const = 0;

    /// The bytes of an attachment, by the entry that holds them. Errors: those of attachedBytes().
    virtual Result<QByteArray> attachment(Seq entry) const = 0;

    /// Writes the postmortem draft of an incident ("markdown", "html", "json") to a file.
    virtual Outcome exportDraft(IncidentId incident, const QString& format, const QString& file) = 0;
    /// The draft as Markdown, for the Review perspective.
    virtual QString draft(IncidentId incident) const = 0;

    /// Names and languages of the templates of status updates, "internal.en" …
    virtual QStringList briefTemplates() const = 0;
    /// Fills one of them with the incident as it is now; `done` comes once, on the GUI thread.
    virtual void brief(IncidentId incident, const QString& name, const QString& language,
        std::function<void(Result<QString>)> done) = 0;

    /// Asks the server for what no entry holds; `told` comes once, on the GUI thread. Most topics are an administrator's.
    virtual void inquire(const QString& topic, const QJsonObject& about, std::function<void(Result<QJsonObject>)> told)
    {
        Q_UNUSED(topic)
        Q_UNUSED(about)
        told(error("inquiry.none", QStringLiteral("There is no server to ask.")));
    }

    /// Reads and runs a connector over a payload, in the worker process; `done` comes once, on the GUI thread.
    virtual void tryMapping(const MappingTrial& trial, std::function<void(TrialResult)> done)
    {
        Q_UNUSED(trial)
        done({});
    }
    /// Runs the rules over this console's journal as they stand and with changed parameters and policies, given as in
    /// policies.yaml; of two questions only the later is answered. `progress`: entries read and all; `done` comes once,
    /// unless cancelled. Both on the GUI thread.
    virtual void backtest(const QString& changed, std::function<void(quint64 read, quint64 of)> progress,
        std::function<void(Result<BacktestPair::Answer>)> done)
    {
        Q_UNUSED(changed)
        Q_UNUSED(progress)
        done(error("backtest.none", tr("There is no journal here to test with.")));
    }

    virtual void cancelBacktest() { }

signals:
    void applied(const quarterdeck::Delta& delta); ///< after the workspace changed
    void replaced(); ///< a new workspace was swapped in: the only reset
    void linkChanged();
    void pulsed();
    void pendingChanged();
    void refused(const QString& what, const QString& sentence); ///< a claim that came too late, an error
};

} // namespace quarterdeck
