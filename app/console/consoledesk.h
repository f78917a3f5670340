// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/client/session.h"
#include "app/connectors/jqworker.h"
#include "app/storage/journalreader.h"
#include "ui/common/desk.h"

#include <QCache>
#include <QElapsedTimer>
#include <QFuture>
#include <QTimer>

#include <atomic>
#include <deque>

namespace quarterdeck {

/// The Desk over a session: folds entries on the GUI thread, at most 4 ms a frame, and says how far behind
/// it is. A long gap is folded in the pool and swapped in.
class ConsoleDesk : public Desk {
    Q_OBJECT

public:
    struct Config {
        QString entriesFolder; ///< where texts are read by row: the server's own folder or the local copy
        QString server; ///< "this machine", or the host
        QStringList templates {}; ///< folders with templates of status updates; of one name the later counts
        std::shared_ptr<StateKeeper> keeper {}; ///< the session's
        quint64 keptEvery = 20'000; ///< facts, about a third of a second to fold
    };

    ConsoleDesk(Config config, const Clock& clock, QObject* parent = nullptr);
    ~ConsoleDesk() override;

    /// Connects both ways; the session lives on its own thread.
    void use(Session& session);

    const Workspace& workspace() const override { return m_workspace; }
    const LinkStatus& link() const override { return m_link; }
    const FeedPulse& pulse() const override { return m_pulse; }
    qint64 pulseAge() const override;
    const std::vector<PendingCommand>& pending() const override { return m_pending; }
    Instant now() const override;
    void ask(CommandBody body, Answer answer) override;
    AlertText text(AlertId alert) const override;
    std::optional<AlertAttached> why(AlertId alert) const override;
    Result<QByteArray> attachment(Seq entry) const override;
    Outcome exportDraft(IncidentId incident, const QString& format, const QString& file) override;
    QString draft(IncidentId incident) const override;
    QStringList briefTemplates() const override;
    void brief(IncidentId incident, const QString& name, const QString& language,
        std::function<void(Result<QString>)> done) override;

    void inquire(
        const QString& topic, const QJsonObject& about, std::function<void(Result<QJsonObject>)> told) override;
    void tryMapping(const MappingTrial& trial, std::function<void(TrialResult)> done) override;
    void backtest(const QString& changed, std::function<void(quint64 read, quint64 of)> progress,
        std::function<void(Result<BacktestPair::Answer>)> done) override;
    void cancelBacktest() override;

    /// An exported incident: entries from a file, nothing to ask.
    void openReadOnly(const std::vector<StoredEntry>& entries, const std::vector<Entry>& folded, const Head& head,
        const QString& name);
    void serverProblem(const QString& sentence);

signals:
    void submitting(const quarterdeck::Command& command);
    void inquiring(quint64 id, const QString& topic, const QByteArray& about);
    void granting(quint64 bytes);
    void refolding();

private:
    void received(const std::vector<ReadyEntry>& entries, quint64 behind, quint64 bytes);
    void fold();
    void foldInPool();
    void keepIfDue(quint64 facts);
    void tellBehind();
    void showCaughtUp();
    void answered(const QByteArray& id, Seq seq, const Error& e);
    void lost(const QString& why);
    void welcomed(const QString& person, const std::vector<Permission>& permissions, qint64 serverNow);
    std::vector<Entry> entriesOf(const Incident& incident) const;
    std::optional<Entry> entry(Seq seq) const;

    Config m_config;
    const Clock& m_clock;
    Workspace m_workspace;
    LinkStatus m_link;
    FeedPulse m_pulse;
    qint64 m_pulseAt = -1; ///< monotonic
    qint64 m_serverAhead = 0; ///< the server's clock minus ours
    std::vector<PendingCommand> m_pending;
    std::map<QByteArray, Answer> m_answers;
    std::deque<ReadyEntry> m_queue;
    quint64 m_queuedBytes = 0;
    quint64 m_behind = 0;
    QTimer m_frame;
    QTimer m_lull; ///< nothing more comes although the server has more: what is here is shown
    QElapsedTimer m_toldBehind;
    bool m_unshown = false; ///< folded while far behind: the views have not heard of it
    QFuture<void> m_pool;
    bool m_folding = false;
    quint64 m_unkept = 0; ///< facts folded since the state was last kept
    StateKeeper::Era m_era = 0;
    int m_epoch = 0; ///< goes up with every start-over: what the pool folds before it is void
    mutable std::unique_ptr<JournalReader> m_reader;
    mutable QCache<Seq, Entry> m_cache;
    JqWorker& worker();
    std::map<quint64, std::function<void(Result<QJsonObject>)>> m_inquiries;
    quint64 m_lastInquiry = 0;
    std::unique_ptr<JqWorker> m_worker; ///< made when a template is first filled or a mapping tried
    std::vector<StoredEntry> m_fixed; ///< of an exported incident
    std::shared_ptr<std::atomic<bool>> m_backtestOver; ///< set: nobody waits for the answer any more
    QFuture<void> m_backtest;
};

} // namespace quarterdeck
