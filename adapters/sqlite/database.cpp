#include "adapters/sqlite/database.hpp"

#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>
#include <mutex>

#include "engine/base/assert.hpp"
#include "engine/base/disk.hpp"
#include "engine/base/text.hpp"

namespace handrail::sqlite {

namespace {

constexpr int busy_wait_ms = 5000;   // longer than any commit, shorter than a turn

ErrorCode code_of(int result) {
  switch (result & 0xff) {
    case SQLITE_CONSTRAINT: return ErrorCode::conflict;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return ErrorCode::corrupt;
    case SQLITE_TOOBIG: return ErrorCode::limit;
    case SQLITE_AUTH: return ErrorCode::forbidden;
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_NOMEM:
    case SQLITE_PROTOCOL:
    case SQLITE_INTERRUPT: return ErrorCode::unavailable;
    default: return ErrorCode::invalid;
  }
}

// What the system said, where it is what a disk says; 0: it is something else.
int refused_by_disk(sqlite3* handle, int result) {
  const int primary = result & 0xff;
  if (primary == SQLITE_FULL) return ENOSPC;
  if (primary == SQLITE_READONLY) {   // the disk, or who may write to the file or its folder
    const char* name = handle ? sqlite3_db_filename(handle, "main") : nullptr;
    const std::string file = name ? name : "";
    const auto denied = [](const std::string& path) { return !path.empty() && ::access(path.c_str(), W_OK) != 0 && errno == EACCES; };
    return denied(file) || denied(file.substr(0, file.rfind('/') + 1)) ? EACCES : EROFS;
  }
  const int number = handle && (primary == SQLITE_IOERR || primary == SQLITE_CANTOPEN) ? sqlite3_system_errno(handle) : 0;
  return is_disk_refusal(number) ? number : 0;
}

tl::unexpected<Error> failure(sqlite3* handle, int result) {
  std::string message = std::string("sqlite: ") + sqlite3_errstr(result);
  // The connection's own sentence names the table or the column, but only when it belongs to this failure.
  if (handle && (sqlite3_errcode(handle) & 0xff) == (result & 0xff) && std::string_view(sqlite3_errmsg(handle)) != sqlite3_errstr(result)) {
    message += std::string(" (") + sqlite3_errmsg(handle) + ")";
  }
  if (const int number = refused_by_disk(handle, result)) message = disk_refusal(number) + " (" + message + ")";
  return fail(code_of(result), std::move(message));
}

Result<void> run_text(sqlite3* handle, const char* sql) {
  const int result = sqlite3_exec(handle, sql, nullptr, nullptr, nullptr);
  if (result != SQLITE_OK) return failure(handle, result);
  return {};
}

// SQLite counts its memory under one mutex for the whole process. Nobody reads the count, and with several threads at work they queue for it. Where SQLite
// was used before, it goes on counting.
void leave_memory_uncounted() {
  static std::once_flag once;
  std::call_once(once, [] { sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); });
}

Result<sqlite3*> open_handle(const std::string& path, int flags) {
  leave_memory_uncounted();
  sqlite3* handle = nullptr;
  const int result = sqlite3_open_v2(path.c_str(), &handle, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
  if (result != SQLITE_OK) {
    auto error = failure(handle, result);
    error.value().message += " opening " + printable(path, 200);
    sqlite3_close_v2(handle);
    return error;
  }
  sqlite3_busy_timeout(handle, busy_wait_ms);
  // A schema in a hostile file must not run functions of ours, and misspelt columns must not turn into texts.
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
  return handle;
}

// Ends an unfinished BEGIN or SAVEPOINT, also when an exception passes through.
class Undo {
 public:
  Undo(sqlite3* handle, const char* sql) : handle_(handle), sql_(sql) {}
  Undo(const Undo&) = delete;
  Undo& operator=(const Undo&) = delete;
  ~Undo() {
    if (!armed_ || sqlite3_get_autocommit(handle_)) return;
    // If even that fails, giving up the whole transaction is what leaves nothing half done.
    if (sqlite3_exec(handle_, sql_, nullptr, nullptr, nullptr) != SQLITE_OK) sqlite3_exec(handle_, "ROLLBACK", nullptr, nullptr, nullptr);
  }
  void disarm() { armed_ = false; }

 private:
  sqlite3* handle_;
  const char* sql_;
  bool armed_ = true;
};

}  // namespace

// --- Statement ---

Statement::Statement(Statement&& other) noexcept
    : handle_(std::exchange(other.handle_, nullptr)), bind_failure_(std::exchange(other.bind_failure_, 0)) {}

Statement& Statement::operator=(Statement&& other) noexcept {
  if (this != &other) {
    sqlite3_finalize(handle_);
    handle_ = std::exchange(other.handle_, nullptr);
    bind_failure_ = std::exchange(other.bind_failure_, 0);
  }
  return *this;
}

Statement::~Statement() { sqlite3_finalize(handle_); }

Statement& Statement::bound(int result) {
  HANDRAIL_ASSERT(result != SQLITE_RANGE && result != SQLITE_MISUSE, "a parameter that the statement does not have, or a statement under way");
  if (result != SQLITE_OK && bind_failure_ == 0) bind_failure_ = result;
  return *this;
}

Statement& Statement::bind(int parameter, std::int64_t value) { return bound(sqlite3_bind_int64(handle_, parameter, value)); }
Statement& Statement::bind(int parameter, double value) { return bound(sqlite3_bind_double(handle_, parameter, value)); }
// A null pointer would bind NULL; an empty text is a text.
Statement& Statement::bind(int parameter, std::string_view value) {
  return bound(sqlite3_bind_text64(handle_, parameter, value.data() ? value.data() : "", value.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
}
Statement& Statement::bind_bytes(int parameter, std::string_view bytes) {
  return bound(sqlite3_bind_blob64(handle_, parameter, bytes.data() ? bytes.data() : "", bytes.size(), SQLITE_TRANSIENT));
}
Statement& Statement::lend(int parameter, std::string_view value) {
  return bound(sqlite3_bind_text64(handle_, parameter, value.data() ? value.data() : "", value.size(), SQLITE_STATIC, SQLITE_UTF8));
}
Statement& Statement::bind_null(int parameter) { return bound(sqlite3_bind_null(handle_, parameter)); }
Statement& Statement::bind_pointer(int parameter, void* value, const char* type) { return bound(sqlite3_bind_pointer(handle_, parameter, value, type, nullptr)); }
Statement& Statement::bind(int parameter, const std::optional<std::int64_t>& value) {
  return value ? bind(parameter, *value) : bind_null(parameter);
}

Result<bool> Statement::step() {
  HANDRAIL_ASSERT(handle_ != nullptr, "a statement that was never prepared, or moved away");
  sqlite3* const owner = sqlite3_db_handle(handle_);
  if (bind_failure_ != 0) {
    auto error = failure(nullptr, bind_failure_);
    reset();
    return error;
  }
  const int result = sqlite3_step(handle_);
  if (result == SQLITE_ROW) return true;
  if (result == SQLITE_DONE) {
    reset();
    return false;
  }
  auto error = failure(owner, result);
  reset();
  return error;
}

Result<void> Statement::run() {
  while (true) {
    HANDRAIL_TRY(const bool row, step());
    if (!row) return {};
  }
}

void Statement::reset() {
  bind_failure_ = 0;
  if (handle_) sqlite3_reset(handle_);
}

std::int64_t Statement::integer(int column) const { return sqlite3_column_int64(handle_, column); }
double Statement::real(int column) const { return sqlite3_column_double(handle_, column); }
std::string_view Statement::bytes(int column) const {
  const auto* bytes = static_cast<const char*>(sqlite3_column_blob(handle_, column));
  return bytes ? std::string_view(bytes, static_cast<std::size_t>(sqlite3_column_bytes(handle_, column))) : std::string_view();
}
std::string_view Statement::text(int column) const {
  const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(handle_, column));
  if (!bytes) return {};
  return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(handle_, column))};
}
bool Statement::is_null(int column) const { return sqlite3_column_type(handle_, column) == SQLITE_NULL; }

// --- Database ---

Result<Database> Database::open(const std::string& path, Durability durability) {
  HANDRAIL_TRY(sqlite3* const handle, open_handle(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE));
  Database database(handle);
  HANDRAIL_TRY_VOID(database.execute("PRAGMA foreign_keys = ON"));
  {
    HANDRAIL_TRY(auto mode, database.prepare("PRAGMA journal_mode = WAL"));
    HANDRAIL_TRY(const bool row, mode.step());
    if (!row || (mode.text(0) != "wal" && mode.text(0) != "memory")) {
      return fail(ErrorCode::unavailable, "the file system under " + printable(path, 200) + " does not support write-ahead logging: use a local disk");
    }
  }
  HANDRAIL_TRY_VOID(database.execute(durability == Durability::full ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL"));
  // A page that many commits change is copied into the file once a checkpoint: 16 MB of log hold several hundred commits, and take milliseconds to read after a crash.
  HANDRAIL_TRY_VOID(database.execute("PRAGMA wal_autocheckpoint = 4000"));
  // A burst may grow the log; afterwards it gives the space back.
  HANDRAIL_TRY_VOID(database.execute("PRAGMA journal_size_limit = 67108864"));
  return database;
}

Result<Database> Database::open_read_only(const std::string& path) {
  HANDRAIL_TRY(sqlite3* const handle, open_handle(path, SQLITE_OPEN_READONLY));
  Database database(handle);
  // Opening is lazy: this is where a file that is no database says so.
  HANDRAIL_TRY_VOID(database.execute("PRAGMA schema_version"));
  return database;
}

Database::Database(Database&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)), kept_(std::move(other.kept_)) {}

Database& Database::operator=(Database&& other) noexcept {
  if (this != &other) {
    kept_.clear();
    sqlite3_close_v2(handle_);
    handle_ = std::exchange(other.handle_, nullptr);
    kept_ = std::move(other.kept_);
  }
  return *this;
}

Database::~Database() {
  kept_.clear();
  sqlite3_close_v2(handle_);
}

Result<Statement> Database::prepare(std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  const int result = sqlite3_prepare_v2(handle_, sql.data(), static_cast<int>(sql.size()), &statement, nullptr);
  if (result != SQLITE_OK) return failure(handle_, result);
  if (!statement) return fail(ErrorCode::invalid, "sqlite: an empty statement");
  return Statement(statement);
}

Result<KeptStatement> Database::kept(std::string_view sql) {
  if (const auto found = kept_.find(sql); found != kept_.end()) return KeptStatement(found->second);
  HANDRAIL_TRY(auto statement, prepare(sql));
  return KeptStatement(kept_.emplace(std::string(sql), std::move(statement)).first->second);
}

Result<void> Database::command(std::string_view sql) {
  HANDRAIL_TRY(auto statement, kept(sql));
  return statement->run();
}

Result<void> Database::execute(std::string_view sql) { return run_text(handle_, std::string(sql).c_str()); }

Result<void> Database::transaction(const std::function<Result<void>()>& body) {
  HANDRAIL_TRY_VOID(command("BEGIN IMMEDIATE"));
  Undo undo(handle_, "ROLLBACK");
  HANDRAIL_TRY_VOID(body());
  if (!in_transaction()) return fail(ErrorCode::unavailable, "sqlite gave the transaction up after an error; nothing was stored");
  HANDRAIL_TRY_VOID(command("COMMIT"));
  undo.disarm();
  return {};
}

Result<void> Database::savepoint(const std::function<Result<void>()>& body) {
  HANDRAIL_ASSERT(in_transaction(), "a savepoint outside of a transaction");
  HANDRAIL_TRY_VOID(command("SAVEPOINT piece"));
  Undo undo(handle_, "ROLLBACK TO piece; RELEASE piece");
  HANDRAIL_TRY_VOID(body());
  if (!in_transaction()) return fail(ErrorCode::unavailable, "sqlite gave the transaction up after an error; nothing was stored");
  HANDRAIL_TRY_VOID(command("RELEASE piece"));
  undo.disarm();
  return {};
}

Result<void> Database::snapshot(const std::function<Result<void>()>& body) {
  HANDRAIL_TRY_VOID(command("BEGIN DEFERRED"));
  const Undo end(handle_, "ROLLBACK");   // there is nothing to keep
  return body();
}

std::int64_t Database::last_insert_id() const { return sqlite3_last_insert_rowid(handle_); }
std::int64_t Database::changes() const { return sqlite3_changes64(handle_); }
bool Database::in_transaction() const { return sqlite3_get_autocommit(handle_) == 0; }

}  // namespace handrail::sqlite
