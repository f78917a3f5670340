// SPDX-License-Identifier: GPL-3.0-or-later
// The rules again over what this console holds, in the pool.

#include "app/connectors/policyfile.h"
#include "app/console/consoledesk.h"

#include <QtConcurrent>

namespace quarterdeck {

namespace {

constexpr int readChunk = 500;

} // namespace

void ConsoleDesk::cancelBacktest()
{
    if (m_backtestOver)
        m_backtestOver->store(true);
    m_backtestOver.reset();
}

void ConsoleDesk::backtest(const QString& changed, std::function<void(quint64 read, quint64 of)> progress,
    std::function<void(Result<BacktestPair::Answer>)> done)
{
    cancelBacktest();
    const auto file = readPolicies(changed.toUtf8(), tr("the changed rules"));
    if (!file) {
        done(file.error());
        return;
    }
    const auto levers = leversOf(file->parameters);
    if (!levers) {
        done(levers.error());
        return;
    }
    std::optional<PoliciesLoaded> policies; // none given: those of the journal
    if (!file->policies.policies.empty())
        policies = file->policies;
    const auto over = std::make_shared<std::atomic<bool>>(false);
    m_backtestOver = over;
    // Told to this thread alone; an answer that nobody waits for any more is dropped here, where it was cancelled.
    const auto tell = [this, over, progress = std::move(progress)](quint64 read, quint64 of) {
        QMetaObject::invokeMethod(
            this,
            [over, progress, read, of] {
                if (!over->load())
                    progress(read, of);
            },
            Qt::QueuedConnection);
    };
    const auto finish = [this, over, done = std::move(done)](Result<BacktestPair::Answer> answer) {
        QMetaObject::invokeMethod(
            this,
            [over, done, answer = std::move(answer)] {
                if (!over->load())
                    done(answer);
            },
            Qt::QueuedConnection);
    };
    // A run that is cancelled looks up every chunk: the next one waits for that at most.
    m_backtest.waitForFinished();
    m_backtest = QtConcurrent::run([tell, finish, over, levers = *levers, policies, folder = m_config.entriesFolder,
                                       fixed = m_fixed, last = m_workspace.head().seq] {
        BacktestPair pair(levers, policies);
        std::unique_ptr<JournalReader> reader;
        if (fixed.empty()) {
            auto opened = JournalReader::open(folder);
            if (!opened)
                return finish(opened.error());
            reader = std::move(opened).value();
        }
        for (Seq from = 1; from <= last && !over->load();) {
            std::vector<StoredEntry> chunk = fixed;
            if (reader) {
                auto read = reader->read(from, readChunk);
                if (!read)
                    return finish(read.error());
                chunk = std::move(read).value();
            }
            if (chunk.empty())
                break;
            for (const auto& stored : chunk) {
                const auto entry = decodeEntry(stored);
                if (!entry)
                    return finish(entry.error());
                if (entry->seq > last || over->load())
                    break;
                pair.apply(*entry);
            }
            from = chunk.back().seq + 1;
            tell(qMin<quint64>(from - 1, last), last);
        }
        if (!over->load())
            finish(pair.answer());
    });
}

} // namespace quarterdeck
