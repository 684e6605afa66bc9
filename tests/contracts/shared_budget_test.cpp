// A budget of two tools, taken by a hundred calls at once over the store that serves: to the last cent that fits, never above, and the same after a restart.
#include <barrier>
#include <memory>
#include <thread>
#include <vector>

#include "adapters/sqlite/store.hpp"
#include "adapters/waiting/threads.hpp"
#include "engine/policy/gate.hpp"
#include "tests/catch.hpp"
#include "tests/unit/adapters/sqlite/folder.hpp"
#include "tests/unit/engine/policy/policy_support.hpp"

using namespace handrail;

namespace {

constexpr std::size_t at_once = 100;
constexpr Instant noon{1'767'614'400'000};

const std::string two_tools =
    "budget goodwill\n  at most $60 per customer in 30 days\n"
    "tool credit(amount: money)\n  moves money\n  limit amount to budget goodwill, otherwise say \"Enough.\" then offer a person\n"
    "  allow\n  otherwise deny say \"No.\" then offer a person\n  after a crash send again with the same key\n"
    "tool waive(fee: money)\n  moves money\n  limit fee to budget goodwill, otherwise say \"Enough.\" then offer a person\n"
    "  allow\n  otherwise deny say \"No.\" then offer a person\n  after a crash send again with the same key\n";

// What the engine stores when it sends such a call: the call's reservations in the batch of its decision.
Batch sending(const dsl::Program& program, std::size_t number) {
  const bool credit = number % 2 == 0;
  GateCall call;
  call.tool = credit ? "credit" : "waive";
  call.arguments = Json::object({{credit ? "amount" : "fee", credit ? "$7.77" : "$1.11"}});
  call.now = noon;
  call.customer = Json::object({{"id", "c_1"}, {"verified", true}});
  Batch batch;
  batch.conversation = ConversationId("conv_" + std::to_string(number));
  batch.events.push_back({noon, "noted", "{}"});
  batch.state = "{}";
  for (const BudgetUse& use : budget_use(program, program.tools[*program.find_tool(call.tool)], call))
    batch.reserve.push_back({use.limit, use.key, "call_" + std::to_string(number), use.amount, use.currency, noon, noon - *use.window, use.ceiling});
  return batch;
}

std::int64_t used(Store& store) {
  std::int64_t sum = 0;
  for (const Used& one : store.used("budget goodwill", "c_1", std::nullopt).value()) sum += one.amount;
  return sum;
}

}  // namespace

TEST_CASE("a hundred calls of two tools at once use their budget up to what fits and never above") {
  const auto bundle = bundle_of(two_tools);
  const TestFolder folder;
  ThreadWaiting waiting;
  auto store = SqliteStore::open(folder.file("store.db"), waiting).value();
  std::vector<char> stored(at_once);
  std::barrier start(at_once);
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < at_once; ++i)
    threads.emplace_back([&, i] {
      Batch batch = sending(*bundle->program, i);
      start.arrive_and_wait();
      stored[i] = store->append(std::move(batch)).has_value();
    });
  for (std::thread& thread : threads) thread.join();
  std::int64_t sum = 0;
  std::size_t credits = 0, waived = 0;
  for (std::size_t i = 0; i < at_once; ++i)
    if (stored[i]) {
      sum += i % 2 == 0 ? 777 : 111;
      ++(i % 2 == 0 ? credits : waived);
    }
  CHECK(used(*store) == sum);
  CHECK(sum <= 6000);
  // Whoever was refused did not fit: of those that remain, the smallest is above what is left.
  CHECK((waived == at_once / 2 ? credits == at_once / 2 || sum > 6000 - 777 : sum > 6000 - 111));
  store.reset();
  store = SqliteStore::open(folder.file("store.db"), waiting).value();
  CHECK(used(*store) == sum);
  CHECK_FALSE(store->append(sending(*bundle->program, waived == at_once / 2 ? at_once : at_once + 1)).has_value());
  // One that failed gives its part back to both tools.
  std::size_t failed = 0;
  while (!stored[failed]) ++failed;
  Batch release;
  release.conversation = ConversationId("conv_" + std::to_string(failed));
  release.expected_seq = 1;
  release.events.push_back({noon, "noted", "{}"});
  release.state = "{}";
  release.release.push_back("call_" + std::to_string(failed));
  REQUIRE(store->append(std::move(release)));
  CHECK(used(*store) == sum - (failed % 2 == 0 ? 777 : 111));
  CHECK(store->append(sending(*bundle->program, at_once + 1)).has_value());
}
