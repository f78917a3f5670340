// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/result.h"

#include <QByteArray>
#include <QString>

#include <memory>
#include <optional>
#include <string_view>
#include <unordered_map>

struct sqlite3;
struct sqlite3_stmt;

// SQLite's C interface, with values for errors. Not QtSql: its driver hides the pragmas, the result codes
// and the checkpoint that the journal must own, and halves the rate of small rows.

namespace quarterdeck {

/// One use of a prepared statement: binds in order, steps, reads columns, and resets at the end.
class Statement {
public:
    explicit Statement(sqlite3_stmt* stmt)
        : m_stmt(stmt)
    {
    }

    Statement(Statement&& other) noexcept
        : m_stmt(std::exchange(other.m_stmt, nullptr))
        , m_bound(other.m_bound)
    {
    }

    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;
    ~Statement();

    Statement& bind(qint64 value);
    Statement& bind(const QByteArray& bytes); ///< must live until the last step
    Statement& bindText(const QString& text);

    /// SQLITE_ROW, SQLITE_DONE or an error's extended code.
    int step();
    /// Ready for the next row of values.
    void reset();

    qint64 number(int column) const;
    QByteArray bytes(int column) const;
    QString text(int column) const;
    bool isNull(int column) const;

private:
    sqlite3_stmt* m_stmt;
    int m_bound = 0;
};

/// One connection; one thread at a time.
class Database {
public:
    enum class Access { ReadWrite, ReadOnly };

    /// Opens with what every connection needs: no mmap, cell checks, an untrusted schema, no checkpoint of
    /// its own. A read-only connection never writes or checkpoints; when not even the shared memory can be
    /// had (a copy on a read-only disk), it opens the file as immutable.
    static Result<std::unique_ptr<Database>> open(const QString& file, Access access, const QByteArray& vfs = {});
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    /// WAL and synchronous=FULL, read back; refuses to go on without. Durability hangs on these two.
    Outcome makeDurable();

    /// A cached statement; null when it does not compile.
    std::optional<Statement> prepare(std::string_view sql);
    /// One or several statements without results.
    int run(const char* sql);
    /// The first column of the first row, or `fallback`.
    qint64 number(std::string_view sql, qint64 fallback = 0);

    int lastCode() const; ///< extended
    int systemError() const;
    QString lastMessage() const;
    /// A sentence of the last error, for `code`.
    Error lastError(const char* code, const QString& what) const;

    void keepWalOnClose();
    sqlite3* handle() const { return m_db; }
    const QString& file() const { return m_file; }

private:
    Database() = default;

    sqlite3* m_db = nullptr;
    QString m_file;
    std::unordered_map<std::string_view, sqlite3_stmt*> m_statements; ///< by literals, which live on
};

} // namespace quarterdeck
