#include "adapters/sqlite/store.hpp"

#include <sys/resource.h>

#include <csignal>
#include <future>
#include <thread>

#include "adapters/sqlite/store_view.hpp"
#include "adapters/waiting/fibers.hpp"
#include "adapters/waiting/threads.hpp"
#include "tests/contracts/store_contract.hpp"
#include "tests/unit/adapters/sqlite/folder.hpp"
#include "tests/unit/adapters/waiting/countdown.hpp"

using namespace handrail;
using contracts::batch_of;
using contracts::code_of;

namespace {

std::unique_ptr<SqliteStore> open(const std::string& path, Waiting& waiting) { return SqliteStore::open(path, waiting).value(); }

void copy(const TestFolder& folder, const std::string& from, const std::string& to) {
  // Without the -shm file: it is memory, and a machine that lost power does not have it.
  for (const char* part : {"", "-wal"}) std::filesystem::copy_file(folder.file(from + part), folder.file(to + part));
}

// While it lives, no file of this process grows past `bytes`: writing there fails like a broken disk.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t bytes) {
    previous_handler_ = std::signal(SIGXFSZ, SIG_IGN);
    ::getrlimit(RLIMIT_FSIZE, &previous_);
    rlimit limit = previous_;
    limit.rlim_cur = bytes;
    HANDRAIL_ASSERT(::setrlimit(RLIMIT_FSIZE, &limit) == 0, "no limit on file sizes");
  }
  FileSizeLimit(const FileSizeLimit&) = delete;
  FileSizeLimit& operator=(const FileSizeLimit&) = delete;
  ~FileSizeLimit() {
    ::setrlimit(RLIMIT_FSIZE, &previous_);
    std::signal(SIGXFSZ, previous_handler_);
  }

 private:
  rlimit previous_{};
  void (*previous_handler_)(int) = nullptr;
};

// A store of commits of one event each, as it stood when each event had a row and the row of the conversation moved with each commit.
constexpr std::string_view as_version_4 = R"sql(
    CREATE TABLE events (number INTEGER PRIMARY KEY, conversation INTEGER NOT NULL REFERENCES conversations (number), seq INTEGER NOT NULL, at INTEGER NOT NULL,
                         kind TEXT NOT NULL, body TEXT NOT NULL, hash TEXT NOT NULL) STRICT;
    CREATE UNIQUE INDEX events_of_conversation ON events (conversation, seq);
    INSERT INTO events SELECT number, conversation, last_seq, last_at, 'noted', substr(events, instr(events, '{')), hash FROM commits;
    ALTER TABLE conversations ADD COLUMN last_at INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE conversations ADD COLUMN turn_open INTEGER NOT NULL DEFAULT 0;
    UPDATE conversations SET (seq, hash, last_at) = (SELECT last_seq, hash, last_at FROM commits c WHERE c.conversation = conversations.number ORDER BY last_seq DESC LIMIT 1);
    UPDATE conversations SET turn_open = 1 WHERE number IN (SELECT conversation FROM open_turns);
    CREATE INDEX conversations_with_open_turn ON conversations (id) WHERE turn_open = 1;
    DROP TABLE commits;
    DROP TABLE open_turns;
    PRAGMA user_version = 4)sql";

}  // namespace

TEST_CASE("a store that was not closed is whole when it is opened again") {
  const TestFolder folder;
  ThreadWaiting waiting;
  const auto store = open(folder.file("live.db"), waiting);
  auto batch = batch_of("conv_1", 0, 4);
  batch.message = "m_1";
  batch.turn_open = true;
  const auto head = store->append(batch).value();
  copy(folder, "live.db", "crashed.db");
  const auto reopened = open(folder.file("crashed.db"), waiting);
  CHECK(reopened->head(ConversationId("conv_1")).value().hash == head.hash);
  CHECK(reopened->verify(ConversationId("conv_1")).has_value());
  CHECK(reopened->open_turns().value().size() == 1);
  auto again = batch_of("conv_1", 4);
  again.message = "m_1";
  CHECK(code_of(reopened->append(again)) == ErrorCode::conflict);
}

TEST_CASE("a commit that was torn off by the crash is not there, and what came before it is") {
  const TestFolder folder;
  ThreadWaiting waiting;
  const auto store = open(folder.file("live.db"), waiting);
  REQUIRE(store->append(batch_of("conv_1", 0)));
  REQUIRE(store->append(batch_of("conv_1", 1)));
  copy(folder, "live.db", "crashed.db");
  const auto log = folder.file("crashed.db-wal");
  std::filesystem::resize_file(log, std::filesystem::file_size(log) - 1);
  const auto reopened = open(folder.file("crashed.db"), waiting);
  CHECK(reopened->head(ConversationId("conv_1")).value().seq == 1);
  CHECK(reopened->verify(ConversationId("conv_1")).has_value());
  CHECK(reopened->append(batch_of("conv_1", 1)).has_value());
}

TEST_CASE("a disk that takes no more answers unavailable, stores nothing, and is used again when it has room") {
  const TestFolder folder;
  ThreadWaiting waiting;
  const auto store = open(folder.file("store.db"), waiting);
  REQUIRE(store->append(batch_of("conv_1", 0)));
  auto big = batch_of("conv_1", 1);
  big.events[0].body = "\"" + std::string(1u << 20, 'x') + "\"";
  {
    const FileSizeLimit limit(std::filesystem::file_size(folder.file("store.db-wal")) + 100'000);
    const auto refused = store->append(big);
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().code == ErrorCode::unavailable);
    CHECK(store->head(ConversationId("conv_1")).value().seq == 1);
    CHECK(store->verify(ConversationId("conv_1")).has_value());
  }
  CHECK(store->health().has_value());
  CHECK(store->append(big).has_value());
  CHECK(store->verify(ConversationId("conv_1")).has_value());
}

TEST_CASE("health says so when nothing can be written") {
  const TestFolder folder;
  ThreadWaiting waiting;
  const auto store = open(folder.file("store.db"), waiting);
  REQUIRE(store->health());
  const FileSizeLimit limit(1);
  const auto health = store->health();
  REQUIRE_FALSE(health.has_value());
  CHECK(health.error().code == ErrorCode::unavailable);
}

TEST_CASE("an event that was taken away from the end is missed") {
  const TestFolder folder;
  ThreadWaiting waiting;
  const auto store = open(folder.file("store.db"), waiting);
  REQUIRE(store->append(batch_of("conv_1", 0, 2)));
  REQUIRE(store->append(batch_of("conv_1", 2)));
  auto under_way = batch_of("conv_1", 3);
  under_way.turn_open = true;
  REQUIRE(store->append(under_way));
  REQUIRE(store->verify(ConversationId("conv_1")));
  auto database = sqlite::Database::open(folder.file("store.db"), sqlite::Durability::full).value();
  REQUIRE(database.execute("DELETE FROM commits WHERE last_seq > 2"));
  const auto found = store->verify(ConversationId("conv_1"));
  CHECK(code_of(found) == ErrorCode::corrupt);
  CHECK_THAT(found.error().message, Catch::Contains("event 3 "));
  REQUIRE(database.execute("DELETE FROM commits"));
  CHECK(code_of(store->verify(ConversationId("conv_1"))) == ErrorCode::corrupt);
}

TEST_CASE("a commit that cannot be read is told, and nothing of it is taken") {
  const TestFolder folder;
  ThreadWaiting waiting;
  const auto store = open(folder.file("store.db"), waiting);
  REQUIRE(store->append(batch_of("conv_1", 0, 2)));
  const std::string damage = GENERATE(as<std::string>(), "substr(events, 1, length(events) - 1)", "events || 'x'", "events || char(10)", "''", "replace(events, ' ', '')",
                                      "replace(events, '5 noted', '9223372036854775807 noted')", "replace(events, '5 noted', '-5 noted')", "events || char(10) || events");
  INFO(damage);
  auto database = sqlite::Database::open(folder.file("store.db"), sqlite::Durability::full).value();
  REQUIRE(database.execute("UPDATE commits SET events = " + damage));
  CHECK(code_of(store->events(ConversationId("conv_1"), 0, 100)) == ErrorCode::corrupt);
  CHECK(code_of(store->verify(ConversationId("conv_1"))) == ErrorCode::corrupt);
}

TEST_CASE("where a commit was given up the next one begins where the store stands, and not where it would have stood") {
  const TestFolder folder;
  ThreadWaiting waiting;
  const bool own_thread = GENERATE(false, true);
  const auto store = SqliteStore::open(folder.file("store.db"), waiting, {[&] { return own_thread; }, hours(1)}).value();
  REQUIRE(store->append(batch_of("conv_1", 0, 2)));
  SECTION("the disk was full") {
    auto big = batch_of("conv_1", 2);
    big.events[0].body = "\"" + std::string(1u << 20, 'x') + "\"";
    const FileSizeLimit limit(std::filesystem::file_size(folder.file("store.db-wal")) + 100'000);
    REQUIRE_FALSE(store->append(big));
    REQUIRE_FALSE(store->append(big));
  }
  SECTION("a budget was spent") {
    auto spends = batch_of("conv_1", 2, 3);
    spends.turn_open = true;
    spends.customer = "c_1";
    spends.reserve = {{"process_refund#1", "c_1", "call_1", 6000, "USD", contracts::noon, std::nullopt, 100}};
    REQUIRE(code_of(store->append(spends)) == ErrorCode::limit);
    auto opens = batch_of("conv_2", 0);
    opens.reserve = spends.reserve;
    REQUIRE(code_of(store->append(opens)) == ErrorCode::limit);
    REQUIRE(store->append(batch_of("conv_2", 0)));
  }
  CHECK(code_of(store->append(batch_of("conv_1", 3))) == ErrorCode::conflict);
  REQUIRE(store->append(batch_of("conv_1", 2, 2)));
  CHECK(store->open_turns().value().empty());
  CHECK(store->verify(ConversationId("conv_1")).has_value());
  CHECK(store->head(ConversationId("conv_1")).value().seq == 4);
}

TEST_CASE("a store whose events stand each in a row of its own, by conversation, is read, and goes on with a row for a commit") {
  const TestFolder folder;
  ThreadWaiting waiting;
  for (std::uint64_t seq = 0; seq < 3; ++seq) {
    auto batch = batch_of("conv_1", seq);
    batch.customer = "c_1";
    batch.turn_open = seq < 2;
    batch.events[0].body = "{\"t\":\"\xc3\xa9\"}";
    REQUIRE(open(folder.file("store.db"), waiting)->append(batch));
  }
  auto begun = batch_of("conv_2", 0);
  begun.turn_open = true;
  REQUIRE(open(folder.file("store.db"), waiting)->append(begun));
  const auto written = open(folder.file("store.db"), waiting)->events(ConversationId("conv_1"), 0, 100).value();
  {
    auto database = sqlite::Database::open(folder.file("store.db"), sqlite::Durability::full).value();
    REQUIRE(database.execute(as_version_4));
    REQUIRE(database.execute(R"sql(
      CREATE TABLE earlier (conversation INTEGER NOT NULL, seq INTEGER NOT NULL, at INTEGER NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL, hash TEXT NOT NULL,
                            PRIMARY KEY (conversation, seq)) STRICT, WITHOUT ROWID;
      INSERT INTO earlier SELECT conversation, seq, at, kind, body, hash FROM events;
      DROP TABLE events;
      ALTER TABLE earlier RENAME TO events;
      DROP TABLE arrivals;
      ALTER TABLE reservations DROP COLUMN conversation;
      PRAGMA user_version = 1)sql"));
  }
  CHECK_THAT(StoreView::open(folder.file("store.db")).error().message, Catch::Contains("`handrail serve`"));
  const auto store = open(folder.file("store.db"), waiting);
  const auto read = store->events(ConversationId("conv_1"), 0, 100).value();
  REQUIRE(read.size() == written.size());
  for (std::size_t i = 0; i < read.size(); ++i) CHECK((read[i].seq == written[i].seq && read[i].body == written[i].body && read[i].hash == written[i].hash));
  CHECK(store->open_turns().value() == std::vector{ConversationId("conv_2")});
  const auto rows = store->conversations_of("c_1", 10).value();
  REQUIRE(rows.size() == 1);
  CHECK((rows[0].id.text == "conv_1" && rows[0].seq == 3 && rows[0].opened_at == contracts::noon && rows[0].last_at == contracts::noon + milliseconds(2)));
  CHECK(store->verify(ConversationId("conv_1")));
  REQUIRE(store->append(batch_of("conv_1", 3, 2)));
  CHECK(store->verify(ConversationId("conv_1")));
  CHECK(store->verify(ConversationId("conv_2")));
}

TEST_CASE("what a budget had given before the store kept whose call it was still counts, and is nobody's") {
  const TestFolder folder;
  ThreadWaiting waiting;
  const auto spend = [&](SqliteStore& store, const std::string& conversation, const std::string& call) {
    auto batch = batch_of(conversation, 0);
    batch.reserve = {{"process_refund#1", "c_1", call, 6000, "USD", contracts::noon, std::nullopt, 10000}};
    return store.append(batch);
  };
  REQUIRE(spend(*open(folder.file("store.db"), waiting), "conv_1", "call_1"));
  {
    auto database = sqlite::Database::open(folder.file("store.db"), sqlite::Durability::full).value();
    REQUIRE(database.execute(as_version_4));
    REQUIRE(database.execute("ALTER TABLE reservations DROP COLUMN conversation; PRAGMA user_version = 3"));
  }
  const auto store = open(folder.file("store.db"), waiting);
  CHECK(code_of(spend(*store, "conv_2", "call_2")) == ErrorCode::limit);
  auto batch = batch_of("conv_3", 0);
  batch.reserve = {{"process_refund#1", "c_1", "call_3", 4000, "USD", contracts::noon, std::nullopt, 10000}};
  REQUIRE(store->append(batch));
  const auto used = store->used("process_refund#1", "c_1", std::nullopt).value();
  REQUIRE(used.size() == 2);
  CHECK((used[0].call == "call_1" && used[0].conversation.empty() && used[0].amount == 6000));
  CHECK((used[1].call == "call_3" && used[1].conversation.text == "conv_3"));
}

TEST_CASE("a store needs a file, and says what is wrong with the one it was given") {
  const TestFolder folder;
  ThreadWaiting waiting;
  CHECK(SqliteStore::open(":memory:", waiting).error().code == ErrorCode::invalid);
  CHECK(SqliteStore::open("", waiting).error().code == ErrorCode::invalid);
  CHECK(SqliteStore::open(folder.file("no/such/folder/x.db"), waiting).error().code == ErrorCode::unavailable);
  auto database = sqlite::Database::open(folder.file("newer.db"), sqlite::Durability::full).value();
  REQUIRE(database.execute("PRAGMA user_version = 1000"));
  const auto newer = SqliteStore::open(folder.file("newer.db"), waiting);
  CHECK(newer.error().code == ErrorCode::corrupt);
}

TEST_CASE("turns of many conversations on fibers share commits, and every chain holds") {
  const TestFolder folder;
  FiberWaiting waiting(2);
  const auto store = open(folder.file("store.db"), waiting);
  constexpr int conversations = 200, turns = 5;
  std::atomic<int> failures = 0;
  Countdown done(conversations);
  for (int i = 0; i < conversations; ++i) {
    waiting.start(static_cast<std::size_t>(i) % 2, [&, i] {
      for (int turn = 0; turn < turns; ++turn) {
        if (!store->append(batch_of("conv_" + std::to_string(i), static_cast<std::uint64_t>(turn)))) ++failures;
      }
      if (!store->verify(ConversationId("conv_" + std::to_string(i)))) ++failures;
      done.one();
    });
  }
  done.wait();
  CHECK(failures == 0);
  CHECK(store->figures().pieces == conversations * turns);
  CHECK(store->figures().commits < conversations * turns / 2);
  CHECK(store->conversations(std::nullopt, 1000).value().size() == conversations);
  waiting.drain();
}
