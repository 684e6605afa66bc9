#include "adapters/sqlite/store_view.hpp"

#include <fstream>

#include "adapters/sqlite/store.hpp"
#include "adapters/waiting/threads.hpp"
#include "tests/contracts/store_contract.hpp"
#include "tests/unit/adapters/sqlite/folder.hpp"

using namespace handrail;
using contracts::batch_of;
using contracts::code_of;

TEST_CASE("who looks at a store does not take it over: its owner goes on writing") {
  const TestFolder folder;
  ThreadWaiting waiting;
  const auto store = SqliteStore::open(folder.file("live.db"), waiting).value();
  const auto head = store->append(batch_of("conv_1", 0, 3)).value();
  auto view = StoreView::open(folder.file("live.db"));
  REQUIRE(view);
  const auto seen = view->events(ConversationId("conv_1")).value();
  REQUIRE(seen.size() == 3);
  CHECK(seen.back().hash == head.hash);
  CHECK(store->append(batch_of("conv_1", 3)).has_value());
  CHECK(store->health().has_value());
  CHECK(view->events(ConversationId("conv_1")).value().size() == 4);
}

TEST_CASE("who looks at a store sees the bundles that conversations keep, and no conversation that is not there") {
  const TestFolder folder;
  ThreadWaiting waiting;
  {
    const auto store = SqliteStore::open(folder.file("live.db"), waiting).value();
    REQUIRE(store->put_bundle(BundleHash("abc"), "[]"));
  }
  auto view = StoreView::open(folder.file("live.db")).value();   // its owner has gone
  CHECK(view.bundle(BundleHash("abc")).value() == "[]");
  CHECK_FALSE(view.bundle(BundleHash("def")).value().has_value());
  CHECK(view.events(ConversationId("conv_9")).value().empty());
}

TEST_CASE("what is no store is refused, and nothing is made of it") {
  const TestFolder folder;
  CHECK(code_of(StoreView::open(folder.file("none.db"))) == ErrorCode::not_found);
  CHECK_FALSE(std::filesystem::exists(folder.file("none.db")));
  std::ofstream(folder.file("text.db")) << "this is not a database, but it is long enough to be read as the head of one: 1234567890";
  CHECK(code_of(StoreView::open(folder.file("text.db"))) == ErrorCode::corrupt);
  CHECK(sqlite::Database::open(folder.file("other.db"), sqlite::Durability::normal).value().execute("CREATE TABLE t (a)").has_value());
  CHECK(code_of(StoreView::open(folder.file("other.db"))) == ErrorCode::corrupt);
}
