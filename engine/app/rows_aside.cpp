#include "engine/app/rows_aside.hpp"

#include <filesystem>

#include "engine/base/limits.hpp"
#include "engine/past/read_row.hpp"

namespace handrail {
namespace {

constexpr std::size_t rows_at_once = 5'000;   // in one transaction

void take_over(PastConversation& whole, PastConversation part) {
  const auto first = [](std::string& mine, std::string& other) {
    if (mine.empty()) mine = std::move(other);
  };
  const auto last = [](std::string& mine, std::string& other) {
    if (!other.empty()) mine = std::move(other);
  };
  whole.id = part.id;
  if (whole.line == 0) whole.line = part.line;
  const bool of_another = !whole.customer.empty() && !part.customer.empty() && whole.customer != part.customer;
  if (of_another && whole.of_another == 0) whole.of_another = part.line;
  first(whole.customer, part.customer);
  first(whole.intent, part.intent);
  last(whole.resolution, part.resolution);
  last(whole.sentiment, part.sentiment);
  whole.verified = whole.verified || part.verified;
  if (whole.tags.empty()) whole.tags = std::move(part.tags);
  for (PastMessage& message : part.messages) whole.messages.push_back(std::move(message));
}

void remove(const std::string& path) {
  std::error_code error;
  for (const char* ending : {"", "-wal", "-shm"}) std::filesystem::remove(path + ending, error);
}

}  // namespace

Result<RowsAside> RowsAside::make(const std::string& path) {
  remove(path);   // of an import that was interrupted
  HANDRAIL_TRY(auto database, sqlite::Database::open(path, sqlite::Durability::normal));
  HANDRAIL_TRY_VOID(database.execute("CREATE TABLE rows (n INTEGER PRIMARY KEY, conversation TEXT NOT NULL, body TEXT NOT NULL) STRICT"));
  return RowsAside(path, std::move(database));
}

RowsAside::~RowsAside() {
  if (!path_.empty()) remove(path_);
}

Result<void> RowsAside::add(const PastConversation& part) {
  waiting_.emplace_back(part.id, dump(to_json(part)));
  return waiting_.size() < rows_at_once ? Result<void>() : flush();
}

Result<void> RowsAside::flush() {
  const auto written = database_.transaction([&]() -> Result<void> {
    HANDRAIL_TRY(auto insert, database_.kept("INSERT INTO rows (conversation, body) VALUES (?1, ?2)"));
    for (const auto& [conversation, body] : waiting_) HANDRAIL_TRY_VOID(insert->bind(1, conversation).bind(2, body).run());
    return {};
  });
  waiting_.clear();
  return written;
}

Result<void> RowsAside::each(const std::function<Result<void>(PastConversation whole, std::size_t done, std::size_t all)>& take) {
  HANDRAIL_TRY_VOID(flush());
  HANDRAIL_TRY_VOID(database_.execute("CREATE INDEX rows_of ON rows (conversation, n)"));
  HANDRAIL_TRY_VOID(database_.execute("CREATE TABLE firsts AS SELECT MIN(n) AS n, conversation, COUNT(*) AS parts FROM rows GROUP BY conversation"));
  HANDRAIL_TRY_VOID(database_.execute("CREATE UNIQUE INDEX firsts_in_order ON firsts (n)"));
  std::size_t all = 0, done = 0;
  {
    HANDRAIL_TRY(auto count, database_.prepare("SELECT COUNT(*) FROM firsts"));
    HANDRAIL_TRY(const bool row, count.step());
    all = row ? static_cast<std::size_t>(count.integer(0)) : 0;
  }
  HANDRAIL_TRY(auto conversations, database_.prepare("SELECT conversation, parts FROM firsts ORDER BY n"));
  HANDRAIL_TRY(auto parts, database_.prepare("SELECT body FROM rows WHERE conversation = ?1 ORDER BY n LIMIT ?2"));
  for (;;) {
    HANDRAIL_TRY(const bool more, conversations.step());
    if (!more) return {};
    PastConversation whole;
    parts.bind(1, conversations.text(0)).bind(2, limits::import_messages + 1);
    for (;;) {
      HANDRAIL_TRY(const bool part, parts.step());
      if (!part) break;
      HANDRAIL_TRY(const Json json, parse_json(parts.text(0), {.bytes_max = 2 * limits::import_row_bytes, .depth_max = 2 * static_cast<int>(limits::json_depth)}));
      take_over(whole, past_conversation(json));
    }
    whole.rows = static_cast<std::size_t>(conversations.integer(1));
    HANDRAIL_TRY_VOID(take(std::move(whole), ++done, all));
  }
}

}  // namespace handrail
