// The only SQLite API in the house: a connection, a statement, a transaction, as owners. Others (the store, the knowledge index, the sandbox shop) stand on it.
// A connection belongs to one thread at a time.
#pragma once

#include <concepts>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "engine/base/result.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace handrail::sqlite {

enum class Durability {
  full,    // synchronous=FULL: a commit survives the machine
  normal,  // synchronous=NORMAL: a commit survives the process; for caches and indexes that can be built again
};

class Statement {
 public:
  Statement() = default;
  Statement(Statement&&) noexcept;
  Statement& operator=(Statement&&) noexcept;
  ~Statement();
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;
  // Parameters count from 1. Text is copied. What cannot be bound (text over SQLite's limit) fails the next step.
  Statement& bind(int parameter, std::int64_t value);
  Statement& bind(int parameter, double value);
  Statement& bind(int parameter, std::string_view value);
  template <std::integral T>
  Statement& bind(int parameter, T value) { return bind(parameter, static_cast<std::int64_t>(value)); }
  Statement& bind(int parameter, const char* value) { return bind(parameter, std::string_view(value)); }
  // Text that is not copied: it stays where it is for all steps until the parameter is bound anew.
  Statement& lend(int parameter, std::string_view value);
  Statement& bind_bytes(int parameter, std::string_view bytes);   // as a blob; copied
  Statement& bind_null(int parameter);
  Statement& bind_pointer(int parameter, void* value, const char* type);   // for a function that takes one of this type; `type` lives for ever
  Statement& bind(int parameter, const std::optional<std::int64_t>& value);
  // true: a row is there; false: done. After done or an error the statement is reset and can be bound again.
  Result<bool> step();
  Result<void> run();      // steps to the end, ignoring rows
  void reset();
  // Columns count from 0; text is valid until the next step.
  [[nodiscard]] std::int64_t integer(int column) const;
  [[nodiscard]] double real(int column) const;
  [[nodiscard]] std::string_view text(int column) const;
  [[nodiscard]] std::string_view bytes(int column) const;   // of a blob; valid until the next step
  [[nodiscard]] bool is_null(int column) const;

 private:
  friend class Database;
  explicit Statement(sqlite3_stmt* handle) : handle_(handle) {}
  sqlite3_stmt* handle_ = nullptr;
  Statement& bound(int result);
  int bind_failure_ = 0;   // the first result code other than ok since the last reset
};

// A statement that the connection keeps; given back, reset, at the end of the scope.
class KeptStatement {
 public:
  explicit KeptStatement(Statement& statement) : statement_(&statement) {}
  KeptStatement(KeptStatement&& other) noexcept : statement_(std::exchange(other.statement_, nullptr)) {}
  KeptStatement& operator=(KeptStatement&&) = delete;
  ~KeptStatement() { if (statement_) statement_->reset(); }
  Statement* operator->() const { return statement_; }
  Statement& operator*() const { return *statement_; }

 private:
  Statement* statement_;
};

class Database {
 public:
  // `path` may be ":memory:". Creates the file; WAL; foreign keys on; busy timeout 5 s; trusted_schema off; defensive mode on.
  static Result<Database> open(const std::string& path, Durability durability);
  static Result<Database> open_read_only(const std::string& path);
  Database(Database&&) noexcept;
  Database& operator=(Database&&) noexcept;
  ~Database();

  // Errors: unavailable for full disk, i/o, busy; corrupt for a damaged file; conflict for a broken constraint; invalid for wrong SQL.
  Result<Statement> prepare(std::string_view sql);
  // Prepared at the first use of this text and kept with the connection; one use at a time. For fixed texts only.
  Result<KeptStatement> kept(std::string_view sql);
  Result<void> execute(std::string_view sql);                      // one or more statements without parameters
  Result<void> transaction(const std::function<Result<void>()>& body);   // BEGIN IMMEDIATE … COMMIT, or ROLLBACK on error
  Result<void> savepoint(const std::function<Result<void>()>& body);     // inside a transaction: this part, or nothing of it
  Result<void> snapshot(const std::function<Result<void>()>& body);      // several reads that see one state; writes nothing
  [[nodiscard]] std::int64_t last_insert_id() const;
  [[nodiscard]] std::int64_t changes() const;
  // False as well when SQLite gave the transaction up by itself, as it may after a full disk or an i/o error.
  [[nodiscard]] bool in_transaction() const;

 private:
  explicit Database(sqlite3* handle) : handle_(handle) {}
  sqlite3* handle_ = nullptr;
  Result<void> command(std::string_view sql);   // a kept statement without parameters
  // Fixed texts of one connection are few and seldom of one length: the whole text is compared, and need not be hashed as well.
  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return text.size() * 31 + static_cast<unsigned char>(text.empty() ? 0 : text[text.size() / 2]); }
  };
  std::unordered_map<std::string, Statement, TextHash, std::equal_to<>> kept_;
};

// Numbered steps, each run once, in order, in one transaction; the number is kept in PRAGMA user_version. A file from a newer program is refused
// with corrupt and a sentence that says so.
struct Migration { int number; std::string_view sql; };
Result<void> migrate(Database& database, std::initializer_list<Migration> migrations);

}  // namespace handrail::sqlite
