#include "tests/contracts/store_contract.hpp"

#include "adapters/sqlite/store.hpp"
#include "adapters/waiting/threads.hpp"
#include "tests/fakes/memory_store.hpp"
#include "tests/unit/adapters/sqlite/folder.hpp"

using namespace handrail;

namespace {

struct SqliteWorld {
  static constexpr bool several_nodes = false;
  TestFolder folder;
  ThreadWaiting waiting;

  std::unique_ptr<Store> open() { return SqliteStore::open(folder.file("store.db"), waiting).value(); }
  void damage(const ConversationId& conversation, std::uint64_t seq) {
    auto database = sqlite::Database::open(folder.file("store.db"), sqlite::Durability::full).value();
    auto change = database.prepare(R"sql(
        UPDATE commits SET events = replace(events, '{"n":' || ?1 || '}', '{"m":' || ?1 || '}')
        WHERE events LIKE '%{"n":' || ?1 || '}%' AND conversation = (SELECT number FROM conversations WHERE id = ?2))sql").value();
    REQUIRE(change.bind(1, seq).bind(2, conversation.text).run());
    REQUIRE(database.changes() == 1);
  }
};

// Commits are made by the strands themselves, where they may be.
struct OwnThreadWorld : SqliteWorld {
  std::unique_ptr<Store> open() { return SqliteStore::open(folder.file("store.db"), waiting, {[] { return true; }, hours(1)}).value(); }
};

struct MemoryWorld {
  static constexpr bool several_nodes = false;
  std::shared_ptr<MemoryStore::Disk> disk = std::make_shared<MemoryStore::Disk>();

  std::unique_ptr<Store> open() { return std::make_unique<MemoryStore>(disk); }
  void damage(const ConversationId& conversation, std::uint64_t seq) { disk->conversations.at(conversation).events.at(seq - 1).body += " "; }
};

}  // namespace

TEST_CASE("the SQLite store keeps the contract of a store") { contracts::store_contract<SqliteWorld>(); }
TEST_CASE("the SQLite store keeps the contract of a store where strands commit by themselves") { contracts::store_contract<OwnThreadWorld>(); }
TEST_CASE("the store in memory keeps the contract of a store") { contracts::store_contract<MemoryWorld>(); }
