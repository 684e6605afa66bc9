// A history that is made up here: what a backtest adds up by itself, and what it says that it cannot judge.
#include "engine/insight/backtest.hpp"

#include <array>
#include <numeric>

#include "engine/base/assert.hpp"
#include "engine/journal/event.hpp"
#include "engine/policy/decide.hpp"
#include "engine/policy/with_yes.hpp"
#include "tests/catch.hpp"
#include "tests/desk/small_desk.hpp"

using namespace handrail;

namespace {

std::shared_ptr<const Bundle> bundle(const std::string& pay, const std::string& more = "") {
  const BundleResult result = make_bundle({{"test.policy", R"(
currency USD
intent refund_request
  means "The customer wants money back"
  examples "refund please"
  class answerable
  risk low
)" + more + R"(
tool pay(order_id: text, amount: money)
  moves      money
  needs      customer is verified
)" + pay + R"(
  allow
  otherwise  deny because "No." then offer a person
  after a crash  stop and ask a person
)"}, small_desk()});
  HANDRAIL_ASSERT(result.bundle, dsl::render_pretty(result.sources, result.diagnostics, false));
  return result.bundle;
}

constexpr std::int64_t day = 86'400'000;

// Each conversation is one customer's, and a day after the one before.
class MadeUp {
 public:
  std::int64_t days_apart = 1;
  explicit MadeUp(std::shared_ptr<const Bundle> recorded) : recorded_(std::move(recorded)) {}

  MadeUp& talk(const std::string& id, const std::string& channel, const std::string& customer) {
    now_ = now_ + Duration{days_apart * day};
    id_ = id, customer_ = customer;
    add(event::ConversationOpened{channel, CustomerId(customer), true, "signed in", Json::object(), recorded_->hash});
    add(event::EpisodeOpened{1, false, recorded_->hash});
    return *this;
  }
  MadeUp& message(const std::string& intent) {
    add(event::MessageReceived{MessageId("m" + std::to_string(events_[id_].size())), "please", Json()});
    add(event::MessageRead{{}, {}, {}, intent, Decimal{950'000}, "test"});
    TurnFacts facts;
    facts.now = now_;
    facts.customer = Json::object({{"id", customer_}, {"verified", true}});
    facts.intent = intent;
    facts.confidence = Decimal{950'000};
    Decision decision = decide(*recorded_->program, facts);
    add(event::TurnDecided{std::move(facts), std::move(decision)});
    return *this;
  }
  // `agreed`: the customer said yes to it before. `instead`: a verdict that the gate did not give.
  MadeUp& paid(const std::string& amount, bool agreed = false, const Json& instead = {}) {
    GateCall call;
    call.tool = "pay";
    call.arguments = Json::object({{"order_id", "W1"}, {"amount", Json::object({{"amount", amount}, {"currency", "USD"}})}});
    call.now = now_;
    call.conversation = id_;
    call.customer = Json::object({{"id", customer_}, {"verified", true}});
    const CallId number("call_" + std::to_string(events_[id_].size()));
    if (agreed) call.confirmed.push_back({call.tool, call.arguments, now_});
    const Verdict verdict = judge(*recorded_->program, recorded_->hash, call);
    const auto with_yes = with_the_yes(*recorded_->program, recorded_->hash, call, verdict);
    add(event::CallJudged{number, to_json(call), instead.is_null() ? to_json(verdict) : instead, with_yes ? to_json(*with_yes) : Json()});
    if (verdict.kind != VerdictKind::allow || id_.rfind("past_", 0) == 0) return *this;
    add(event::CallDispatched{number, "pay", call.arguments});
    add(event::CallSettled{number, "pay", "completed", Json::object(), "", ""});
    return *this;
  }

  MadeUp& placed(std::size_t place) {
    add(event::Remembered{"past", Json::object({{"place", static_cast<std::int64_t>(place)}})});
    return *this;
  }
  MadeUp& handed_off() {
    event::HandoffMade made;
    made.queue = "support";
    add(std::move(made));
    return *this;
  }
  MadeUp& asked(const std::string& amount) {
    event::ApprovalRequested asked;
    asked.what = "call";
    asked.role = "lead";
    asked.tool = "pay";
    asked.arguments = Json::object({{"order_id", "W1"}, {"amount", Json::object({{"amount", amount}, {"currency", "USD"}})}});
    add(std::move(asked));
    return *this;
  }
  MadeUp& refused() {
    event::ApprovalDecided decided;
    decided.verdict = "refused";
    add(std::move(decided));
    return *this;
  }

  [[nodiscard]] Backtest judged(const Bundle& before, const Bundle& after) const {
    const auto result = backtest(before, after, [this]() -> Result<std::unique_ptr<History>> { return std::make_unique<View>(*this); });
    HANDRAIL_ASSERT(result, "the memory can be read");
    return *result;
  }

 private:
  class View : public History {
   public:
    explicit View(const MadeUp& made) : made_(made) {}
    Result<std::vector<ConversationId>> conversations() override {
      std::vector<ConversationId> ids;
      for (const auto& [id, events] : made_.events_) ids.emplace_back(id);
      return ids;
    }
    Result<std::vector<StoredEvent>> events(const ConversationId& id) override { return made_.events_.at(id.text); }
    Result<std::vector<BundleHash>> versions() override { return std::vector{made_.recorded_->hash}; }
    Result<std::optional<std::string>> bundle(const BundleHash&) override { return std::optional(to_text(*made_.recorded_)); }

   private:
    const MadeUp& made_;
  };

  void add(Event event) {
    auto& events = events_[id_];
    events.push_back({events.size() + 1, now_, std::string(kind_of(event)), encode(event), ""});
  }

  std::shared_ptr<const Bundle> recorded_;
  std::map<std::string, std::vector<StoredEvent>> events_;
  std::string id_, customer_;
  Instant now_{30 * day};
};

std::size_t outcome(const Backtest& result, const std::string& what) {
  const auto found = result.outcomes.find(what);
  return found == result.outcomes.end() ? 0 : found->second.second;
}

const char* most = "  limit      amount to $100 per customer in 30 days, otherwise say \"No more.\" then offer a person";
const char* counted = "  deny       when count of pay per customer in 30 days is at least 2\n             because \"Twice.\" then offer a person";

}  // namespace

TEST_CASE("imported calls are added up under the limits of both policies, each customer's by themselves") {
  const auto free = bundle(""), limited = bundle(most);
  MadeUp history(free);
  for (const char* id : {"past_1", "past_2", "past_3"}) history.talk(id, "import", "ada").message("refund_request").paid("45.00");
  history.talk("past_4", "import", "bob").message("refund_request").paid("45.00");
  const Backtest result = history.judged(*free, *limited);
  CHECK(result.imported_calls == 4);
  CHECK(result.changed == 1);
  REQUIRE(result.look_at.size() == 1);
  CHECK(result.look_at[0].conversation == "past_3");
  CHECK(result.look_at[0].amount == "$45.00");
  CHECK(history.judged(*limited, *limited).changed == 0);
  CHECK(outcome(history.judged(*limited, *limited), "call: deny") == 1);
}

TEST_CASE("imported calls of one moment count for each other in the order of their file") {
  const auto free = bundle(""), limited = bundle(most);
  MadeUp history(free);
  history.days_apart = 0;
  std::size_t place = 3;
  for (const char* id : {"past_1", "past_2", "past_3"}) history.talk(id, "import", "ada").message("refund_request").paid("45.00").placed(place--);
  const Backtest result = history.judged(*free, *limited);
  CHECK(result.changed == 1);
  REQUIRE(result.look_at.size() == 1);
  CHECK(result.look_at[0].conversation == "past_1");
}

TEST_CASE("a call that was refused before anybody was asked for the customer's yes is judged behind it, as it was then") {
  const std::string yes = "  needs      the customer's yes to this payment\n  say to confirm \"Pay {amount}?\"\n";
  const auto once = bundle(yes + most), often = bundle(yes), never = bundle(yes + "  deny       when amount is over $1 because \"Never.\" then offer a person\n");
  MadeUp history(once);
  history.talk("first", "web", "ada").message("refund_request").paid("45.00").paid("45.00", true);
  history.talk("second", "web", "ada").message("refund_request").paid("145.00");
  history.talk("third", "web", "eve").message("refund_request").paid("20.00");
  const Backtest same = history.judged(*once, *once);
  CHECK(same.changed == 0);
  CHECK(same.not_reproduced_by_before == 0);
  CHECK(outcome(same, "call: confirm") == 2);
  CHECK(outcome(same, "call: allow") == 1);
  CHECK(outcome(same, "call: deny") == 1);
  const Backtest looser = history.judged(*once, *often);
  REQUIRE(looser.look_at.size() == 1);
  CHECK(looser.look_at[0].conversation == "second");
  CHECK(looser.look_at[0].change.before == "deny, offer a person");
  CHECK(looser.look_at[0].change.after == "deny, confirm");
  CHECK(looser.money.at({"deny", "confirm"}).at("USD").minor == 14'500);
  const Backtest stricter = history.judged(*once, *never);
  CHECK(stricter.changed == 2);
  CHECK(stricter.money.at({"allow", "deny"}).at("USD").minor == 4'500);     // the yes came: told where it was judged with it
  CHECK(stricter.money.at({"confirm", "deny"}).at("USD").minor == 2'000);   // it never came
  CHECK(stricter.other_rule == 1);
}

TEST_CASE("a judgement that the bundle before would not make again is counted, with its conversation") {
  const auto recorded = bundle("");
  MadeUp history(recorded);
  history.talk("odd", "web", "ada").message("refund_request").paid("45.00", false, Json::object({{"verdict", "deny"}, {"rule", "deny when gone"}}));
  const Backtest result = history.judged(*recorded, *recorded);
  CHECK(result.not_reproduced_by_before == 1);
  CHECK(result.not_reproduced == std::vector<std::string>{"odd"});
}

TEST_CASE("what conditions count of earlier calls is added up for imported calls, and for a policy that counts what the record's did not") {
  const auto free = bundle(""), counting = bundle(counted);
  for (const char* channel : {"import", "web"}) {
    INFO(channel);
    MadeUp history(free);
    const std::string prefix = std::string(channel) == "import" ? "past_" : "talk_";
    for (const char* id : {"1", "2", "3", "4"}) history.talk(prefix + id, channel, "ada").message("refund_request").paid("5.00");
    history.talk(prefix + "5", channel, "bob").message("refund_request").paid("5.00");
    const Backtest result = history.judged(*free, *counting);
    CHECK(result.changed == 2);
    CHECK(outcome(result, "call: deny") == 2);
    CHECK(result.not_known.empty());
    CHECK(result.not_reproduced_by_before == 0);
  }
}

TEST_CASE("what a trigger counts of earlier calls is added up for messages") {
  const auto free = bundle(""), counting = bundle("", R"(trigger "Often paid"
  when count of pay per customer in 30 days is at least 2
  urgency high
  then hand off)");
  for (const char* channel : {"import", "web"}) {
    INFO(channel);
    MadeUp history(free);
    const std::string prefix = std::string(channel) == "import" ? "past_" : "talk_";
    for (const char* id : {"1", "2"}) history.talk(prefix + id, channel, "ada").message("refund_request").paid("5.00");
    history.talk(prefix + "3", channel, "ada").message("refund_request");
    history.talk(prefix + "4", channel, "bob").message("refund_request");
    const Backtest result = history.judged(*free, *counting);
    CHECK(result.changed == 1);
    REQUIRE(result.look_at.size() == 1);
    CHECK(result.look_at[0].conversation == prefix + "3");
    CHECK(result.look_at[0].change.after_rule == "Often paid");
  }
}

TEST_CASE("an intent that one of the two policies does not have is counted as not judged, and nowhere else") {
  const auto two = bundle("", R"(intent praise
  means "The customer is happy"
  examples "well done"
  class answerable
  risk low)"),
             one = bundle("");
  MadeUp history(two);
  history.talk("a", "web", "ada").message("praise").message("refund_request");
  history.talk("b", "web", "bob").message("praise");
  const Backtest gone = history.judged(*two, *one);
  CHECK(gone.not_judged == std::map<std::string, std::size_t>{{"the intent `praise` is not in the bundle after", 2}});
  CHECK(gone.messages == 3);
  CHECK(gone.changed == 0);
  CHECK(outcome(gone, "answer") == 1);
  CHECK(history.judged(*one, *two).not_judged == std::map<std::string, std::size_t>{{"the intent `praise` is not in the bundle before", 2}});
  CHECK(history.judged(*one, *one).not_judged == std::map<std::string, std::size_t>{{"the intent `praise` is not in either bundle", 2}});
  CHECK(history.judged(*two, *two).not_judged.empty());
  CHECK(backtest_pretty(gone, false).find("the intent `praise` is not in the bundle after") != std::string::npos);
}

TEST_CASE("a fact that no line of an export says, and for which both policies deny a call, is told") {
  const auto looks = bundle("  let        order is find(order_id)\n  needs      order.status is \"open\"  otherwise say \"It is closed.\" then offer a person",
                            "record order\n  status  text\ntool find(order_id: text) gives order\n  reads\n  allow");
  MadeUp history(looks);
  history.talk("past_1", "import", "ada").message("refund_request").paid("5.00");
  history.talk("past_2", "import", "bob").message("refund_request").paid("5.00");
  const Backtest result = history.judged(*looks, *looks);
  CHECK(result.imported_lacks == std::map<std::string, std::size_t>{{"`order.status` of `pay`", 2}});
  CHECK(backtest_pretty(result, false).find("Both deny 2 imported calls because no line of the export says `order.status` of `pay`") != std::string::npos);
}

TEST_CASE("the load holds every real handoff once, whatever led there, and an approval once however often its call was judged") {
  const auto asking = bundle("  approve    by lead when amount is over $50", "role lead"), wanting = bundle("", R"(trigger "Often"
  when intent is refund_request
  urgency high
  then hand off)");
  const auto total = [](const std::array<std::size_t, hours_of_a_week>& hours) { return std::accumulate(hours.begin(), hours.end(), std::size_t{0}); };
  MadeUp history(asking);
  history.talk("in_vain", "web", "ada").message("refund_request").handed_off();
  history.talk("refused", "web", "bob").message("refund_request").paid("60.00").paid("60.00").asked("60.00").refused().handed_off();
  history.talk("asked_again", "web", "cem").message("refund_request").paid("60.00").asked("60.00").refused().paid("60.00").asked("60.00").paid("70.00").asked("70.00");
  history.talk("said_no", "web", "dan").message("refund_request").paid("60.00");
  const Backtest same = history.judged(*asking, *asking);
  REQUIRE(same.queues.contains("support"));
  CHECK(total(same.queues.at("support").before) == 2);
  CHECK(total(same.queues.at("support").after) == 2);
  REQUIRE(same.roles.contains("approval by lead"));
  CHECK(total(same.roles.at("approval by lead").before) == 4);
  MadeUp handed(wanting);
  handed.talk("wish", "web", "ada").message("refund_request").handed_off();
  CHECK(total(handed.judged(*wanting, *wanting).queues.at("support").before) == 1);
}
