// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/storage/sqlite.h"

#include <QFile>
#include <QUrl>

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

namespace quarterdeck {

Statement::~Statement()
{
    if (m_stmt)
        reset();
}

Statement& Statement::bind(qint64 value)
{
    sqlite3_bind_int64(m_stmt, ++m_bound, value);
    return *this;
}

Statement& Statement::bind(const QByteArray& bytes)
{
    // A null pointer would bind NULL, and empty bytes are not NULL.
    sqlite3_bind_blob64(m_stmt, ++m_bound, bytes.isEmpty() ? "" : bytes.constData(),
        static_cast<sqlite3_uint64>(bytes.size()), SQLITE_STATIC);
    return *this;
}

Statement& Statement::bindText(const QString& text)
{
    const QByteArray utf8 = text.toUtf8();
    sqlite3_bind_text64(m_stmt, ++m_bound, utf8.isEmpty() ? "" : utf8.constData(),
        static_cast<sqlite3_uint64>(utf8.size()), SQLITE_TRANSIENT, SQLITE_UTF8);
    return *this;
}

int Statement::step()
{
    return sqlite3_step(m_stmt);
}

void Statement::reset()
{
    sqlite3_reset(m_stmt);
    sqlite3_clear_bindings(m_stmt);
    m_bound = 0;
}

qint64 Statement::number(int column) const
{
    return sqlite3_column_int64(m_stmt, column);
}

QByteArray Statement::bytes(int column) const
{
    const void* data = sqlite3_column_blob(m_stmt, column);
    return QByteArray(static_cast<const char*>(data), sqlite3_column_bytes(m_stmt, column));
}

QString Statement::text(int column) const
{
    const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(m_stmt, column));
    return QString::fromUtf8(data, sqlite3_column_bytes(m_stmt, column));
}

bool Statement::isNull(int column) const
{
    return sqlite3_column_type(m_stmt, column) == SQLITE_NULL;
}

namespace {

/// Damaged content is told apart from a file that just cannot be had now: only the former is replaced.
bool isDamage(int code)
{
    return (code & 0xff) == SQLITE_CORRUPT || (code & 0xff) == SQLITE_NOTADB;
}

Error cannotOpen(const QString& file, sqlite3* db, int code)
{
    return error(isDamage(code) || (db && isDamage(sqlite3_errcode(db))) ? "journal.damaged" : "journal.unreadable",
        QStringLiteral("%1 cannot be opened: %2.")
            .arg(file, QString::fromUtf8(db ? sqlite3_errmsg(db) : sqlite3_errstr(code))),
        {file});
}

sqlite3* openHandle(const QByteArray& name, int flags, const QByteArray& vfs, int& code)
{
    sqlite3* db = nullptr;
    code = sqlite3_open_v2(name.constData(), &db, flags, vfs.isEmpty() ? nullptr : vfs.constData());
    if (db)
        sqlite3_extended_result_codes(db, 1);
    return db;
}

} // namespace

Result<std::unique_ptr<Database>> Database::open(const QString& file, Access access, const QByteArray& vfs)
{
    std::unique_ptr<Database> out(new Database);
    out->m_file = file;
    const QByteArray name = QFile::encodeName(file);
    if (access == Access::ReadWrite && !file.startsWith(QLatin1Char(':'))) {
        // Readable by its owner only; WAL and shared memory take after it. Exclusively: closing a file that
        // is in use would drop this process' locks on it.
        const int fd = ::open(name.constData(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (fd >= 0)
            close(fd);
    }
    int code = SQLITE_OK;
    const int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE
        | (access == Access::ReadWrite ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY);
    out->m_db = openHandle(name, flags, vfs, code);
    if (code != SQLITE_OK)
        return cannotOpen(file, out->m_db, code);

    const auto settle = [&] {
        sqlite3_busy_timeout(out->m_db, 5000);
        sqlite3_wal_autocheckpoint(out->m_db, 0);
        sqlite3_db_config(out->m_db, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
        return out->run("PRAGMA mmap_size=0; PRAGMA cell_size_check=ON; PRAGMA trusted_schema=OFF;"
                        "PRAGMA temp_store=MEMORY; PRAGMA secure_delete=ON;");
    };
    if (access == Access::ReadWrite) {
        if (settle() != SQLITE_OK)
            return cannotOpen(file, out->m_db, SQLITE_ERROR);
        return out;
    }
    out->keepWalOnClose();
    settle();
    if (out->run("SELECT count(*) FROM sqlite_schema") == SQLITE_OK)
        return out;
    const int why = sqlite3_extended_errcode(out->m_db) & 0xff;
    if ((why != SQLITE_CANTOPEN && why != SQLITE_READONLY) || QFile(file + QStringLiteral("-wal")).size() > 0)
        return cannotOpen(file, out->m_db, why);
    sqlite3_close_v2(out->m_db);
    const QByteArray uri = QUrl::fromLocalFile(file).toEncoded() + "?immutable=1";
    out->m_db = openHandle(uri, flags | SQLITE_OPEN_URI, vfs, code);
    if (code != SQLITE_OK || settle() != SQLITE_OK || out->run("SELECT count(*) FROM sqlite_schema") != SQLITE_OK)
        return cannotOpen(file, out->m_db, code);
    return out;
}

Database::~Database()
{
    for (const auto& [sql, stmt] : m_statements)
        sqlite3_finalize(stmt);
    sqlite3_close_v2(m_db);
}

Outcome Database::makeDurable()
{
    run("PRAGMA journal_mode=WAL");
    run("PRAGMA synchronous=FULL");
    run("PRAGMA journal_size_limit=16777216");
    auto mode = prepare("PRAGMA journal_mode");
    const bool wal = mode && mode->step() == SQLITE_ROW && mode->text(0) == QStringLiteral("wal");
    mode.reset();
    constexpr qint64 k_full = 2;
    if (wal && number("PRAGMA synchronous") == k_full && number("PRAGMA mmap_size", 0) == 0
        && number("PRAGMA cell_size_check") == 1 && number("PRAGMA trusted_schema", 1) == 0)
        return Done {};
    return error("journal.not-durable",
        QStringLiteral("%1 cannot be kept safely: its database does not take the settings that survive a power "
                       "cut (%2). Use a local file system.")
            .arg(m_file, lastMessage()),
        {m_file});
}

std::optional<Statement> Database::prepare(std::string_view sql)
{
    auto& cached = m_statements[sql];
    if (!cached
        && sqlite3_prepare_v3(
               m_db, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &cached, nullptr)
            != SQLITE_OK)
        return std::nullopt;
    return Statement(cached);
}

int Database::run(const char* sql)
{
    const int code = sqlite3_exec(m_db, sql, nullptr, nullptr, nullptr);
    return code == SQLITE_OK ? code : sqlite3_extended_errcode(m_db);
}

qint64 Database::number(std::string_view sql, qint64 fallback)
{
    auto s = prepare(sql);
    return s && s->step() == SQLITE_ROW && !s->isNull(0) ? s->number(0) : fallback;
}

int Database::lastCode() const
{
    return sqlite3_extended_errcode(m_db);
}

int Database::systemError() const
{
    return sqlite3_system_errno(m_db);
}

QString Database::lastMessage() const
{
    return QString::fromUtf8(sqlite3_errmsg(m_db));
}

Error Database::lastError(const char* code, const QString& what) const
{
    const bool damaged = isDamage(lastCode()) && QByteArrayView(code).startsWith("journal.");
    return error(damaged ? "journal.damaged" : code, QStringLiteral("%1: %2 (%3, code %4).").arg(what, lastMessage(), m_file).arg(lastCode()),
        {m_file});
}

void Database::keepWalOnClose()
{
    sqlite3_db_config(m_db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
}

} // namespace quarterdeck
