// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/journal/memoryjournal.h"
#include "ui/common/desk.h"

namespace quarterdeck {

/// A Desk over a journal in memory: entries are put in by the test, and what the window asks goes to the
/// test's handler, or is remembered.
class MemoryDesk : public Desk {
    Q_OBJECT

public:
    using Handler = std::function<Result<Seq>(const CommandBody&)>;

    explicit MemoryDesk(QObject* parent = nullptr);

    /// Appends one entry, folds it, and tells the views.
    Seq put(const QString& actor, std::vector<Fact> facts, const CommandId& command = {});
    Seq putAt(Instant at, const QString& actor, std::vector<Fact> facts, const CommandId& command = {});

    void setHandler(Handler handler) { m_handler = std::move(handler); }

    const std::vector<CommandBody>& asked() const { return m_asked; }

    void setNow(Instant now) { m_now = now; }

    void tellPulse(FeedPulse pulse, qint64 ageMs = 0);
    void tellLink(LinkStatus link);
    void tellPending(std::vector<PendingCommand> pending);

    void setDraft(QString draft) { m_draft = std::move(draft); }

    /// Folds all again into a fresh workspace and swaps it in.
    void replaceAll();

    const Workspace& workspace() const override { return *m_workspace; }

    const LinkStatus& link() const override { return m_link; }

    const FeedPulse& pulse() const override { return m_pulse; }

    qint64 pulseAge() const override { return m_pulseAge; }

    const std::vector<PendingCommand>& pending() const override { return m_pending; }

    Instant now() const override { return m_now; }

    void ask(CommandBody body, Answer answer = {}) override;
    AlertText text(AlertId alert) const override;
    std::optional<AlertAttached> why(AlertId alert) const override;
    Result<QByteArray> attachment(Seq entry) const override;
    Outcome exportDraft(IncidentId incident, const QString& format, const QString& file) override;
    QString draft(IncidentId incident) const override;
    QStringList briefTemplates() const override { return {QStringLiteral("internal.en")}; }
    void brief(IncidentId, const QString& name, const QString&, std::function<void(Result<QString>)> done) override
    {
        done(name + QStringLiteral(": as it is now\n"));
    }

    using Teller = std::function<Result<QJsonObject>(const QString& topic, const QJsonObject& about)>;
    /// What the server answers; without one there is none.
    void setTeller(Teller teller) { m_teller = std::move(teller); }
    void setTrial(std::function<TrialResult(const MappingTrial&)> trial) { m_trial = std::move(trial); }
    void inquire(
        const QString& topic, const QJsonObject& about, std::function<void(Result<QJsonObject>)> told) override
    {
        if (m_teller)
            told(m_teller(topic, about));
        else
            Desk::inquire(topic, about, std::move(told));
    }
    void tryMapping(const MappingTrial& trial, std::function<void(TrialResult)> done) override
    {
        done(m_trial ? m_trial(trial) : TrialResult {});
    }

private:
    std::optional<Entry> entry(Seq seq) const;

    MemoryJournal m_journal;
    std::unique_ptr<Workspace> m_workspace;
    LinkStatus m_link;
    FeedPulse m_pulse;
    qint64 m_pulseAge = 0;
    std::vector<PendingCommand> m_pending;
    Instant m_now = 0;
    Handler m_handler;
    std::vector<CommandBody> m_asked;
    QString m_draft;
    Teller m_teller;
    std::function<TrialResult(const MappingTrial&)> m_trial;
};

} // namespace quarterdeck
