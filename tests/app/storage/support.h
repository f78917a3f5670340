// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/storage/sqlitejournal.h"

#include <QTemporaryDir>
#include <QTest>

#include <condition_variable>
#include <deque>
#include <mutex>

namespace quarterdeck {

/// Closures of the writer's thread, run on the test's.
class Inbox {
public:
    Executor executor()
    {
        return [this](std::function<void()> closure) {
            const std::lock_guard lock(m_mutex);
            m_closures.push_back(std::move(closure));
            m_filled.notify_one();
        };
    }

    /// Runs closures until `done` says so; false after half a minute without one.
    template <class Done>
    bool runUntil(Done done)
    {
        while (!done()) {
            std::function<void()> next;
            {
                std::unique_lock lock(m_mutex);
                if (!m_filled.wait_for(lock, std::chrono::seconds(30), [this] { return !m_closures.empty(); }))
                    return false;
                next = std::move(m_closures.front());
                m_closures.pop_front();
            }
            next();
        }
        return true;
    }

    void runAll()
    {
        const std::lock_guard lock(m_mutex);
        for (; !m_closures.empty(); m_closures.pop_front())
            m_closures.front()();
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_filled;
    std::deque<std::function<void()>> m_closures;
};

inline Draft line(const QString& text, Instant at = 1'700'000'000'000)
{
    LineLogged fact;
    fact.incident.value = 1;
    fact.line.value = 1;
    fact.observedAt = at;
    fact.text = text;
    return {at, QStringLiteral("ada"), QByteArray(16, 'c'), {fact}};
}

inline Draft opened(const QByteArray& publicKey)
{
    JournalOpened fact;
    fact.journalId = QByteArray(16, 'j');
    fact.publicKey = publicKey;
    fact.program = QStringLiteral("test");
    return {1'700'000'000'000, QStringLiteral("server"), {}, {fact}};
}

/// A journal in a folder of its own, its callbacks on the test's thread.
struct Bench {
    QTemporaryDir dir;
    Inbox inbox;
    std::unique_ptr<SqliteJournal> journal;
    Error lastError;
    std::vector<JournalState> states;
    std::vector<SignedHead> signedHeads;
    JournalOptions options;

    Bench()
    {
        options.folder = dir.path() + QStringLiteral("/data");
        options.executor = inbox.executor();
        options.ballastBytes = 1 << 20;
        options.stateChanged = [this](const JournalState& s) { states.push_back(s); };
        options.headSigned = [this](const SignedHead& h) { signedHeads.push_back(h); };
    }

    ~Bench() { journal.reset(); }

    QString folder() const { return options.folder; }
    QString database() const { return folder() + QStringLiteral("/journal.db"); }

    bool open()
    {
        auto result = SqliteJournal::open(options);
        if (!result) {
            lastError = result.error();
            return false;
        }
        journal = std::move(result).value();
        return true;
    }

    void close()
    {
        journal.reset();
        inbox.runAll();
    }

    Result<StoredEntry> append(Draft draft, std::vector<EvidenceMark> marks = {})
    {
        std::optional<Result<StoredEntry>> out;
        journal->append(std::move(draft), std::move(marks), [&](Result<StoredEntry> r) { out = std::move(r); });
        if (!inbox.runUntil([&] { return out.has_value(); }))
            return error("test.timeout", QStringLiteral("no answer"));
        return *out;
    }

    Result<quint64> put(EvidenceRecord record)
    {
        std::optional<Result<quint64>> out;
        journal->putEvidence(std::move(record), [&](Result<quint64> r) { out = std::move(r); });
        if (!inbox.runUntil([&] { return out.has_value(); }))
            return error("test.timeout", QStringLiteral("no answer"));
        return *out;
    }

    template <class Call>
    Outcome wait(Call call)
    {
        std::optional<Outcome> out;
        call([&](Outcome r) { out = std::move(r); });
        if (!inbox.runUntil([&] { return out.has_value(); }))
            return error("test.timeout", QStringLiteral("no answer"));
        return *out;
    }

    /// An honest journal: JournalOpened and `lines` lines, batched as they come.
    bool fill(int lines)
    {
        int answered = 0;
        bool good = true;
        const auto done = [&](const Result<StoredEntry>& r) {
            ++answered;
            good = good && r.ok();
        };
        if (journal->head().seq == 0) {
            journal->append(opened(journal->publicKey()), done);
            if (!inbox.runUntil([&] { return answered == 1; }))
                return false;
            answered = 0;
        }
        for (int i = 0; i < lines; ++i)
            journal->append(line(QStringLiteral("line %1 of the log").arg(i)), done);
        return inbox.runUntil([&] { return answered == lines; }) && good;
    }
};

#define QD_VERIFY(outcome)                                                                              \
    do {                                                                                                \
        const auto& qdOutcome = (outcome);                                                              \
        QVERIFY2(qdOutcome.ok(), qdOutcome.ok() ? "" : qPrintable(qdOutcome.error().sentence));         \
    } while (false)

} // namespace quarterdeck
