#include "adapters/sqlite/writer.hpp"

#include <future>
#include <thread>
#include <vector>

#include "adapters/waiting/fibers.hpp"
#include "adapters/waiting/threads.hpp"
#include "tests/catch.hpp"
#include "tests/unit/adapters/sqlite/folder.hpp"
#include "tests/unit/adapters/waiting/countdown.hpp"

using namespace handrail;
using namespace handrail::sqlite;

namespace {

Database with_table(const std::string& path) {
  auto database = Database::open(path, Durability::full).value();
  REQUIRE(database.execute("CREATE TABLE IF NOT EXISTS t (a INTEGER PRIMARY KEY, text TEXT)"));
  return database;
}

// Which threads the pieces of one strand ran on: three, one after the other.
std::vector<bool> ran_on_own_thread(const OnOwnThread& when) {
  const TestFolder folder;
  ThreadWaiting waiting;
  Writer writer(with_table(folder.file("x.db")), waiting, when);
  std::vector<bool> own;
  for (int i = 0; i < 3; ++i) {
    const auto me = std::this_thread::get_id();
    REQUIRE(writer.submit([&, me](Database& database) {
      own.push_back(std::this_thread::get_id() == me);
      return database.execute("INSERT INTO t VALUES (" + std::to_string(i) + ", '')");
    }));
  }
  CHECK(writer.figures().commits == 3);
  return own;
}

std::int64_t count(const std::string& path) {
  auto database = Database::open_read_only(path).value();
  auto select = database.prepare("SELECT count(*) FROM t").value();
  REQUIRE(select.step().value());
  return select.integer(0);
}

// Holds the writer at its first piece, so that what is submitted meanwhile becomes one group.
struct Gate {
  std::promise<void> entered, opened;
  Writer::Work work() {
    return [this](Database&) -> Result<void> {
      entered.set_value();
      opened.get_future().wait();
      return {};
    };
  }
};

Writer::Work insert(int key) {
  return [key](Database& database) { return database.execute("INSERT INTO t VALUES (" + std::to_string(key) + ", '')"); };
}

// Submits all at once behind a gate; results in order.
std::vector<Result<void>> submit_together(Writer& writer, const std::vector<Writer::Work>& works) {
  Gate gate;
  std::vector<Result<void>> results(works.size());
  std::vector<std::thread> threads;
  threads.emplace_back([&] { (void)writer.submit(gate.work()); });
  gate.entered.get_future().wait();
  for (std::size_t i = 0; i < works.size(); ++i) threads.emplace_back([&, i] { results[i] = writer.submit(works[i]); });
  while (writer.waiting_pieces() < works.size()) std::this_thread::yield();
  gate.opened.set_value();
  for (auto& thread : threads) thread.join();
  return results;
}

}  // namespace

TEST_CASE("what is submitted while a commit is under way becomes one commit") {
  const TestFolder folder;
  ThreadWaiting waiting;
  Writer writer(with_table(folder.file("x.db")), waiting);
  std::vector<Writer::Work> works;
  for (int i = 0; i < 20; ++i) works.push_back(insert(i));
  for (const auto& result : submit_together(writer, works)) CHECK(result.has_value());
  CHECK(writer.figures().pieces == 21);
  CHECK(writer.figures().commits == 2);
  CHECK(count(folder.file("x.db")) == 20);
}

TEST_CASE("a failing piece undoes itself alone") {
  const TestFolder folder;
  ThreadWaiting waiting;
  Writer writer(with_table(folder.file("x.db")), waiting);
  const auto half = [](Database& database) -> Result<void> {
    HANDRAIL_TRY_VOID(database.execute("INSERT INTO t VALUES (100, '')"));
    return fail(ErrorCode::limit, "over the budget");
  };
  const auto results = submit_together(writer, {insert(1), half, insert(2), insert(1)});
  CHECK(results[0].has_value() != results[3].has_value());   // whichever of the two came second
  CHECK(results[1].error() == Error{ErrorCode::limit, "over the budget"});
  CHECK(results[2].has_value());
  CHECK(writer.figures().commits == 2);
  CHECK(count(folder.file("x.db")) == 2);
}

TEST_CASE("a piece that comes alone and fails undoes itself, says why, and does not put the log in doubt") {
  const TestFolder folder;
  ThreadWaiting waiting;
  Writer writer(with_table(folder.file("x.db")), waiting);
  REQUIRE(writer.submit(insert(1)));
  const auto half = [](Database& database) -> Result<void> {
    HANDRAIL_TRY_VOID(database.execute("INSERT INTO t VALUES (100, '')"));
    return fail(ErrorCode::limit, "over the budget");
  };
  for (int i = 0; i < 3; ++i) CHECK(writer.submit(half).error() == Error{ErrorCode::limit, "over the budget"});
  CHECK(writer.submit(insert(1)).error().code == ErrorCode::conflict);
  CHECK(count(folder.file("x.db")) == 1);
  CHECK(writer.submit(insert(2)).has_value());
  const auto given_up = writer.submit([](Database& database) -> Result<void> {
    (void)database.execute("ROLLBACK");
    return {};
  });
  REQUIRE_FALSE(given_up.has_value());
  CHECK(given_up.error().code == ErrorCode::unavailable);
  CHECK(writer.submit(insert(3)).has_value());
  CHECK(count(folder.file("x.db")) == 3);
}

TEST_CASE("what a piece throws reaches the strand that submitted it, and nobody else") {
  const TestFolder folder;
  ThreadWaiting waiting;
  Writer writer(with_table(folder.file("x.db")), waiting);
  CHECK_THROWS_AS(writer.submit([](Database& database) -> Result<void> {
    (void)database.execute("INSERT INTO t VALUES (9, '')");
    throw std::logic_error("bug");
  }),
                  std::logic_error);
  CHECK(writer.submit(insert(1)).has_value());
  CHECK(count(folder.file("x.db")) == 1);
}

TEST_CASE("a full disk fails the piece and leaves everything consistent; with room again the writer goes on") {
  const TestFolder folder;
  ThreadWaiting waiting;
  auto database = with_table(folder.file("x.db"));
  REQUIRE(database.execute("PRAGMA max_page_count = 20"));
  Writer writer(std::move(database), waiting);
  REQUIRE(writer.submit(insert(1)));
  const auto big = [](Database& inside) { return inside.execute("INSERT INTO t VALUES (2, hex(zeroblob(200000)))"); };
  const auto full = writer.submit(big);
  REQUIRE_FALSE(full.has_value());
  CHECK(full.error().code == ErrorCode::unavailable);
  CHECK(writer.submit(insert(3)).has_value());
  CHECK(count(folder.file("x.db")) == 2);
  // This pragma works inside a transaction too.
  REQUIRE(writer.submit([](Database& inside) { return inside.execute("PRAGMA max_page_count = 1000"); }));
  CHECK(writer.submit(big).has_value());
  CHECK(count(folder.file("x.db")) == 3);
}

TEST_CASE("a transaction that SQLite gives up fails everybody in the group, and stores nothing of it") {
  const TestFolder folder;
  ThreadWaiting waiting;
  Writer writer(with_table(folder.file("x.db")), waiting);
  const auto give_up = [](Database& database) -> Result<void> {
    (void)database.execute("ROLLBACK");
    return fail(ErrorCode::unavailable, "the disk is gone");
  };
  for (const auto& result : submit_together(writer, {insert(1), give_up, insert(2)})) {
    REQUIRE_FALSE(result.has_value());
    CHECK(result.error().code == ErrorCode::unavailable);
  }
  CHECK(count(folder.file("x.db")) == 0);
  CHECK(writer.submit(insert(1)).has_value());
}

TEST_CASE("many fibers share few commits") {
  const TestFolder folder;
  FiberWaiting waiting(2);
  Writer writer(with_table(folder.file("x.db")), waiting);
  std::atomic<int> stored = 0;
  Countdown done(1000);
  for (int i = 0; i < 1000; ++i) {
    waiting.start(static_cast<std::size_t>(i) % 2, [&, i] {
      if (writer.submit(insert(i))) ++stored;
      done.one();
    });
  }
  done.wait();
  CHECK(stored == 1000);
  CHECK(count(folder.file("x.db")) == 1000);
  CHECK(writer.figures().commits < 500);
}

TEST_CASE("a commit under way while the process drains is waited for, and its answer is the truth") {
  const TestFolder folder;
  FiberWaiting waiting(1);
  Writer writer(with_table(folder.file("x.db")), waiting);
  Gate gate;
  Result<void> result = fail(ErrorCode::invalid, "never ran");
  waiting.start(0, [&] {
    result = writer.submit([&](Database& database) -> Result<void> {
      gate.entered.set_value();
      gate.opened.get_future().wait();
      return database.execute("INSERT INTO t VALUES (1, '')");
    });
  });
  gate.entered.get_future().wait();
  std::thread draining([&] { waiting.drain(); });
  while (!waiting.draining()) std::this_thread::yield();
  gate.opened.set_value();
  draining.join();
  CHECK(result.has_value());
  CHECK(count(folder.file("x.db")) == 1);
}

TEST_CASE("a strand that may block its thread commits by itself, once the log has begun anew and while commits are quick") {
  const auto yes = [] { return true; };
  CHECK(ran_on_own_thread({yes, hours(1)}) == std::vector{false, true, true});
  CHECK(ran_on_own_thread({yes, Duration{}}) == std::vector{false, false, false});
  CHECK(ran_on_own_thread({[] { return false; }, hours(1)}) == std::vector{false, false, false});
  CHECK(ran_on_own_thread({}) == std::vector{false, false, false});
}

TEST_CASE("what is submitted while a strand commits by itself is the writer's thread's next group") {
  const TestFolder folder;
  ThreadWaiting waiting;
  Writer writer(with_table(folder.file("x.db")), waiting, {[] { return true; }, hours(1)});
  REQUIRE(writer.submit(insert(100)));
  const auto results = submit_together(writer, {insert(1), insert(1), insert(2)});
  CHECK(results[0].has_value() != results[1].has_value());
  CHECK(results[2].has_value());
  CHECK(writer.figures().pieces == 5);
  CHECK(writer.figures().commits == 3);
  CHECK(count(folder.file("x.db")) == 3);
}

TEST_CASE("of a commit by itself a strand gets the failure, or what its piece threw, and nothing is stored") {
  const TestFolder folder;
  ThreadWaiting waiting;
  Writer writer(with_table(folder.file("x.db")), waiting, {[] { return true; }, hours(1)});
  REQUIRE(writer.submit(insert(1)));
  CHECK(writer.submit(insert(1)).error().code == ErrorCode::conflict);
  CHECK_THROWS_AS(writer.submit([](Database& database) -> Result<void> {
    (void)database.execute("INSERT INTO t VALUES (9, '')");
    throw std::logic_error("bug");
  }),
                  std::logic_error);
  const auto given_up = writer.submit([](Database& database) -> Result<void> {
    (void)database.execute("ROLLBACK");
    return {};
  });
  CHECK(given_up.error().code == ErrorCode::unavailable);
  CHECK(count(folder.file("x.db")) == 1);
  CHECK(writer.submit(insert(2)).has_value());   // on the writer's thread, which begins the log anew
  CHECK(writer.submit(insert(3)).has_value());
  CHECK(count(folder.file("x.db")) == 3);
}

TEST_CASE("a writer that goes while a strand commits by itself waits for it") {
  const TestFolder folder;
  ThreadWaiting waiting;
  auto writer = std::make_unique<Writer>(with_table(folder.file("x.db")), waiting, OnOwnThread{[] { return true; }, hours(1)});
  REQUIRE(writer->submit(insert(1)));
  std::promise<void> entered;
  std::thread strand([&, to = writer.get()] {
    (void)to->submit([&](Database& database) -> Result<void> {
      entered.set_value();
      for (int i = 10; i < 200; ++i) HANDRAIL_TRY_VOID(database.execute("INSERT INTO t VALUES (" + std::to_string(i) + ", '')"));
      return {};
    });
  });
  entered.get_future().wait();
  writer.reset();
  CHECK(count(folder.file("x.db")) == 191);
  strand.join();
}
