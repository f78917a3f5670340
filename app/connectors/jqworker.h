// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// jq, in a process of its own. libjq 1.6 cannot be interrupted, aborts when memory ends, reads the
// environment and files, and was not written for input from strangers; so a program that runs for too
// long or grows too large costs one process and one refused payload, never the relay. One request is in
// the process at a time: whatever happens to the process happened because of that one.

#include "models/domain/result.h"

#include <QByteArray>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QObject>
#include <QProcess>
#include <QTimer>

#include <deque>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

namespace quarterdeck {

/// A program and where it stands, so that an error can name the place.
struct JqProgram {
    QString text;
    QString file; ///< for sentences; empty: not from a file
    int line = 1; ///< of the file, of the program's first line
    QString definitions {}; ///< in front of the program: whole lines, or empty
    int definitionsLine = 1; ///< of the file, of their first line

    bool operator==(const JqProgram&) const = default;
};

struct JqRequest {
    JqProgram program;
    QByteArray input = QByteArrayLiteral("null"); ///< one JSON text
    /// $name and its value as one JSON text; names of small letters, digits and _.
    std::vector<std::pair<QByteArray, QByteArray>> variables;
    int limitMs = 2000; ///< of real time, then the process is killed
    bool compileOnly = false; ///< answer [] if the program compiles
};

/// Runs jq programs one after the other. Not for use from several threads.
class JqWorker : public QObject {
    Q_OBJECT

public:
    using Done = std::function<void(Result<QJsonArray>)>;

    /// `program` is an executable whose main() honours "--jq-worker"; empty: the running one.
    explicit JqWorker(QString program = {}, QObject* parent = nullptr);
    ~JqWorker() override;

    /// `done` is called once, later, with the program's results in order, from the event loop (or from
    /// inside of a pump). Errors: jq.forbidden, jq.compile, jq.error, jq.time, jq.died, jq.large, jq.start.
    void run(JqRequest request, Done done);

    /// The same, waiting. For programs without an event loop; in the relay use run().
    Result<QJsonArray> runBlocking(JqRequest request);

    /// Serves requests without an event loop until `enough` says so or nothing is left to do.
    void pump(const std::function<bool()>& enough);

    /// Requests not yet answered.
    int waiting() const;

    /// How often a process was started: 1 after the first request, more after kills.
    int starts() const { return m_starts; }

    /// Of the running process, 0 if there is none.
    qint64 processId() const { return m_process ? m_process->processId() : 0; }

private:
    struct Job {
        quint32 id = 0;
        JqRequest request;
        Done done;
        QByteArray frame; ///< empty: refused before it was sent, for the reason in `refusal`
        Error refusal;
    };

    void next();
    void allow(int ms);
    bool start();
    void readAnswers();
    void answer(quint32 id, quint32 status, QByteArrayView text);
    void finish(Result<QJsonArray> result);
    void ended();
    void outOfTime();
    void drop();

    QString m_program;
    std::unique_ptr<QProcess> m_process;
    std::deque<Job> m_jobs; ///< the first one is in the process if m_busy
    bool m_busy = false;
    QByteArray m_read;
    QTimer m_deadline;
    QElapsedTimer m_since;
    int m_allowedMs = 0; ///< from m_since on: to start, then for the request
    bool m_ready = false; ///< the process has said that it can be asked
    quint32 m_lastId = 0;
    int m_starts = 0;
};

} // namespace quarterdeck
