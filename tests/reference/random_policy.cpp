#include "tests/reference/random_policy.hpp"

#include <algorithm>

namespace handrail::reference {
namespace {

// What every random policy declares.
const std::string preamble = R"(currency USD

customer
  plan       free | pro | enterprise
  credit     money
  points     whole number

context
  page       optional text
  workspace  text

role lead
  may approve up to $60

budget goodwill
  at most $50 per customer in 10 days

budget often
  at most 2 times per conversation

budget all_orders
  at most once per order_id

role head

list reasons
  items      "a", "ab"

record method
  kind       text
  balance    money

record item
  name       text
  price      money
  pieces     whole number
  final_sale yes/no

record order
  customer   text
  status     pending | processed | delivered
  total      money
  fee        money in EUR
  items      list of item
  tags       list of text
  paid_with  map of method
  note       optional text
  gift       yes/no
  rate       decimal
  share      percent
  delay      duration
  placed_at  time

tool find_order(order_id: text) gives order
  reads

tool refund(amount: money, order_id: text, pieces: whole number, reason: optional text, remark: optional text, items: list of text, tip: optional money)
)";

class Writing {
 public:
  explicit Writing(Random& random) : random_(random) {}

  std::string condition(int depth) {
    if (depth > 0 && random_.once_in(2)) {
      switch (random_.below(4)) {
        case 0: return "not (" + condition(depth - 1) + ")";
        case 1: return "(" + condition(depth - 1) + ") and (" + condition(depth - 1) + ")";
        case 2: return "(" + condition(depth - 1) + ") or (" + condition(depth - 1) + ")";
        default: return quantified(depth);
      }
    }
    return leaf();
  }

  std::string money(bool item) {
    std::vector<std::string> all{"amount", "order.total", "customer.credit", "$" + std::to_string(random_.below(90)) + ".50", "$" + std::to_string(random_.below(90)),
                                 "amount + order.total", "order.total - customer.credit", "amount * 2", "tip"};
    if (item) return random_.once_in(2) ? "item.price" : random_.one_of(all);
    all.emplace_back("sum of item.price for item in order.items");
    all.emplace_back("sum of way.balance for way in order.paid_with");
    all.emplace_back("order.paid_with[order_id].balance");
    all.emplace_back("find_order(\"b\").total");
    all.emplace_back("sum of find_order(tag).total for tag in order.tags");
    all.emplace_back("sum of refund.amount per " + window());
    all.emplace_back("sum of one.price for one, other in pairs of order.items and items");
    return random_.one_of(all);
  }

 private:
  std::string quantified(int depth) {
    const std::string which = random_.one_of<std::string>({"any", "all", "none"});
    if (random_.once_in(5)) return which + " left, right in pairs of items and order.tags has (left " + equality() + " right)";
    if (random_.once_in(5)) return which + " way in order.paid_with has (way.balance " + order() + " " + money(false) + ")";
    const bool was = in_item_;
    in_item_ = true;
    const std::string inner = condition(depth - 1);
    in_item_ = was;
    if (random_.once_in(3)) return "pieces " + order() + " count of item in order.items with (" + inner + ")";
    return which + " item in order.items has (" + inner + ")";
  }

  std::string window() { return random_.one_of<std::string>({"customer", "conversation", "customer in 10 days", "conversation in 2 hours"}); }
  std::string order() { return random_.one_of<std::string>({"<", "<=", ">", ">=", "is", "is not"}); }
  std::string equality() { return random_.one_of<std::string>({"is", "is not"}); }

  std::string text() {
    std::vector<std::string> all{"order_id", "order.customer", "reason", "page", "workspace", "order.note", "\"a\"", "\"ab\"", "customer.id", "remark"};
    if (in_item_) all.emplace_back("item.name");
    return random_.one_of(all);
  }
  std::string fact_text() {
    std::string found = text();
    while (found[0] == '"') found = text();
    return found;
  }

  std::string number() {
    std::vector<std::string> all{"pieces", "customer.points", "pieces + customer.points", "pieces * 3", "pieces - 1", "count of item in order.items", "order.rate",
                                 "count of way in order.paid_with", "count of refund per " + window(), "count of left, right in pairs of items and order.tags with left is right"};
    if (in_item_) all = {"item.pieces", "pieces", "item.pieces + 1", "order.rate"};
    return random_.one_of(all);
  }

  std::string leaf() {
    if (random_.once_in(3)) return leaf_of_lists();
    switch (random_.below(10)) {
      case 0: case 1: return amount() + " " + order() + " " + money(in_item_);
      case 2: return number() + " " + order() + " " + random_.one_of<std::string>({"1.5", "0", "1", "2", "3", "4"});
      case 3: return fact_text() + " " + equality() + " " + text();
      case 4: return fact_text() + " " + random_.one_of<std::string>({"contains", "does not contain", "starts with", "ends with"}) + " " + text();
      case 5: return fact_text() + random_.one_of<std::string>({" matches \"a+b?\"", " matches \"[ab]*\"", " does not match \"b.*\""});
      case 6: return random_.once_in(4) ? "order.share " + order() + " 50%" : "order.status " + equality() + " " + status();
      case 7: return random_.one_of<std::string>({"customer is verified", "order.gift", "order.gift is yes", "order.gift is no"});
      case 8: return fact_known() + random_.one_of<std::string>({" is known", " is unknown"});
      default: return random_.once_in(2) ? time() : in_item_ ? "item.final_sale" : "order.fee " + order() + " " + std::to_string(random_.below(30)) + " EUR";
    }
  }
  std::string leaf_of_lists() {
    switch (random_.below(6)) {
      case 0: return "order.status in [" + status() + ", " + status() + "]";
      case 1: return fact_text() + random_.one_of<std::string>({" in items", " in order.tags", " not in items", " in [\"a\", \"ab\"]", " not in [\"a\", \"b\"]", " in reasons", " not in reasons"});
      case 2: return random_.one_of<std::string>({"items", "order.tags"}) + random_.one_of<std::string>({" has duplicates", " has no duplicates"});
      case 3: return "any tag in order.tags has find_order(tag)" + random_.one_of<std::string>({".gift", ".status is pending", ".total over $20", ".note is known"});
      case 4: return "order.paid_with[" + text() + "].kind " + equality() + " " + text();
      default: return fact_text() + random_.one_of<std::string>({" in order.paid_with", " not in order.paid_with"});
    }
  }
  std::string amount() {
    std::string found = money(in_item_);
    while (found[0] == '$') found = money(in_item_);
    return found;
  }
  std::string status() { return random_.one_of<std::string>({"pending", "processed", "delivered"}); }
  std::string fact_known() {
    return random_.one_of<std::string>({"order.total", "order.note", "order.delay", "remark", "tip", "customer.plan", "page", "workspace", "order", "customer.credit"});
  }
  std::string time() {
    const std::string days = std::to_string(random_.below(40)) + " days";
    return random_.one_of<std::string>({"order.placed_at was within the last " + days, "order.placed_at is more than " + days + " ago", "order.placed_at before 2026-11-10",
                                        "now - order.placed_at over " + days, "order.placed_at + " + days + " after now",
                                        "order.placed_at is within the next " + days, "order.delay " + order() + " 2 days", "order.delay + 1 day " + order() + " " + days,
                                        "order.delay * 2 over " + days, "order.placed_at + order.delay before now",
                                        "order.total over $5 and at most $" + std::to_string(10 + random_.below(60))});
  }

  Random& random_;
  bool in_item_ = false;
};

std::string period(Random& random) {
  return random.one_of<std::string>({"", "", "", "", " from 2026-11-01", " until 2026-11-01", " from 2026-11-01 until 2026-12-24", " from 2026-12-01 until 2027-01-06"});
}

}  // namespace

std::string random_condition(Random& random, int depth) { return Writing(random).condition(depth); }

RandomPolicy random_policy(Random& random) {
  RandomPolicy policy;
  const auto condition = [&] { return random_condition(random, 2); };
  const auto unless = [&] { return random.once_in(3) ? "\n             unless " + condition() : std::string(); };
  const auto now_and_then = [&](std::size_t n, const std::string& text) { return random.once_in(n) ? text : std::string(); };
  const auto add = [&](const std::string& clause) { policy.clauses.push_back(clause); };
  const auto instead = [&] {               // what is said and offered with a "no"
    return now_and_then(3, "say \"Sorry, {amount}.\" ") + now_and_then(2, "because \"no\" ") +
           random.one_of<std::string>({"then offer a person", "then ask for pieces", "then hand off to support", "then hand off", "then verify", "then ask \"Which?\" once, then hand off"});
  };
  if (random.once_in(4)) add(random.one_of<std::string>({"one of reason, remark", "at least one of reason, remark"}));
  for (std::size_t i = random.below(3); i > 0; --i) add("needs      " + condition() + " otherwise " + instead() + period(random));
  if (random.once_in(3)) add("needs      order looked up in the last 10 minutes otherwise offer a person");
  if (random.once_in(4)) add("needs      the customer's yes to this refund");
  for (std::size_t i = random.below(3); i > 0; --i)
    add("deny       when " + condition() + unless() + period(random) + "\n             " + instead());
  for (std::size_t i = random.below(3); i > 0; --i) {
    const std::string per = random.one_of<std::string>({"customer", "conversation", "order_id", "order", "customer, order_id"});
    const std::string what = random.one_of<std::string>({"amount to $50", "tip to $50", "2 times", "once"});
    const std::string above = random.one_of<std::string>({", above that approve by lead", ", otherwise offer a person"});
    add("limit      " + what + " per " + per + now_and_then(2, " in 10 days") + above + period(random));
  }
  const std::string counted = random.one_of<std::string>({"amount", "tip"});
  for (const std::string& budget : {counted + " to budget goodwill", std::string("calls to budget often"), std::string("calls to budget all_orders")})
    if (random.once_in(6)) add("limit      " + budget + random.one_of<std::string>({", above that approve by lead", ", otherwise offer a person"}) + period(random));
  for (std::size_t i = random.below(3); i > 0; --i)
    add("approve    by " + random.one_of<std::string>({"lead", "head"}) + now_and_then(2, " within 4 hours") + ", otherwise offer a person\n             when " +
        condition() + unless() + period(random));
  for (std::size_t i = random.below(3); i > 0; --i) add("allow      when " + condition() + unless() + period(random));
  if (random.once_in(15)) add("allow" + now_and_then(2, "      unless " + condition()));
  // Calls of a tool that only reads are not counted.
  const bool asks_for_counts = std::ranges::any_of(policy.clauses, [](const std::string& clause) { return clause.find("of refund") != std::string::npos; });
  const bool reads = !asks_for_counts && random.once_in(5);
  policy.effect = reads ? "reads" : random.one_of<std::string>({"writes", "moves money"}) + "\n  after a crash  stop and ask a person";
  if (!reads || random.once_in(2)) add(random.once_in(3) ? "otherwise  allow" : "otherwise  deny " + instead());
  policy.orders_have_ids = random.once_in(2);
  return policy;
}

std::string RandomPolicy::text() const {
  const std::string order = "record order\n";
  std::string all = preamble + "  " + effect + "\n  let        order is find_order(order_id)\n";
  if (orders_have_ids) all.insert(all.find(order) + order.size(), "  id         text\n");
  for (const std::string& clause : clauses) all += "  " + clause + "\n";
  return all;
}

// --- facts ----------------------------------------------------------------------------------------------------------------------------

namespace {

Money usd(std::int64_t minor) { return {minor, *Currency::parse("USD")}; }
const Instant now = *parse_time("2026-11-21T12:00:00Z");

class Finding {
 public:
  explicit Finding(Random& random) : random_(random) {}

  // As large as a value can be, now and then: what is calculated of it is no value any more.
  std::int64_t or_huge(std::int64_t units) {
    if (!random_.once_in(12)) return units;
    return random_.one_of<std::int64_t>({INT64_MAX, INT64_MAX / 2, INT64_MAX / 3 + 1, 9'000'000'000'000'001});
  }
  Value money() { return usd(or_huge(spent())); }
  std::int64_t spent() { return static_cast<std::int64_t>(random_.below(180)) * 50; }   // by earlier calls: the store adds it up
  Value text() { return random_.one_of<std::string>({"a", "b", "ab", "ba", ""}); }
  Value texts() {
    ValueList list;
    for (std::size_t i = random_.below(4); i > 0; --i) list.push_back(text());
    return list;
  }
  Value number() { return or_huge(static_cast<std::int64_t>(random_.below(5))) * (random_.once_in(30) ? -1 : 1); }
  Value yes_no() { return random_.once_in(2); }
  Value word(const std::vector<std::string>& words) { return random_.one_of(words); }
  Value or_unknown(Value value) { return random_.once_in(8) ? Value() : value; }
  Value or_absent(Value value) { return random_.once_in(3) ? Value(Absent{}) : value; }
  Value time() { return now - Duration{static_cast<std::int64_t>(random_.below(41)) * 86'400'000}; }

  Value item() {
    ValueRecord made;
    made.set("name", or_unknown(text()));
    made.set("price", or_unknown(money()));
    made.set("pieces", or_unknown(number()));
    made.set("final_sale", or_unknown(yes_no()));
    return made;
  }
  Value order() {
    ValueRecord made, paid_with;
    ValueList items;
    for (std::size_t i = random_.below(4); i > 0; --i) items.push_back(item());
    for (const char* id : {"a", "b"}) {
      ValueRecord way;
      way.set("kind", or_unknown(text()));
      way.set("balance", or_unknown(money()));
      if (random_.once_in(2)) paid_with.set(id, way);
    }
    made.set("id", or_unknown(word({"a", "b"})));
    made.set("customer", or_unknown(text()));
    made.set("status", or_unknown(word({"pending", "processed", "delivered"})));
    made.set("total", or_unknown(money()));
    made.set("fee", or_unknown(Money{static_cast<std::int64_t>(random_.below(30)) * 100, *Currency::parse("EUR")}));
    made.set("items", or_unknown(items));
    made.set("tags", or_unknown(texts()));
    made.set("paid_with", or_unknown(paid_with));
    made.set("note", or_absent(text()));
    made.set("gift", or_unknown(yes_no()));
    made.set("share", or_unknown(Decimal{static_cast<std::int64_t>(random_.below(5)) * 250'000}));
    made.set("delay", or_unknown(days(static_cast<std::int64_t>(random_.below(30)))));
    made.set("rate", or_unknown(Decimal{static_cast<std::int64_t>(random_.below(8)) * 500'000}));
    made.set("placed_at", or_unknown(time()));
    return made;
  }
  Value customer() {
    ValueRecord made;
    const Value id = or_unknown(word({"a", "b"}));
    made.set("plan", or_unknown(word({"free", "pro", "enterprise"})));
    made.set("credit", or_unknown(money()));
    made.set("points", or_unknown(number()));
    made.set("id", id);
    made.set("verified", id.unknown() ? Value(false) : yes_no());   // nobody is verified who is nobody
    return made;
  }

 private:
  Random& random_;
};

// A call that was made before. Every limit, sum and count is drawn from the same ones: what no calls could add up to is asked of nobody.
struct Earlier {
  Value customer, conversation, order_id, amount;
  Value order;                             // what it counts as per order: the `id` of what was looked up, where orders have one
  Instant at;
};

std::vector<Earlier> earlier_calls(Random& random, Finding& find, bool orders_have_ids) {
  std::vector<Earlier> calls;
  for (std::size_t i = random.below(6); i > 0; --i) {
    const Duration ago = random.once_in(3) ? minutes(static_cast<std::int64_t>(random.below(4)) * 60) : days(static_cast<std::int64_t>(random.below(14)));
    const Value order_id = find.word({"a", "b"});
    calls.push_back({find.word({"a", "b"}), Value(random.once_in(3) ? "other" : "talk"), order_id, usd(find.spent()),
                     orders_have_ids ? find.word({"a", "b"}) : order_id, now - ago});
  }
  return calls;
}

void use_up(Facts& facts, std::size_t limit, const std::string& clause, const std::vector<Earlier>& calls) {
  const auto says = [&](const char* words) { return clause.find(words) != std::string::npos; };
  for (const Earlier& call : calls) {
    std::vector<Value> key{call.customer};
    if (says("per conversation") || says("budget often")) key = {call.conversation};
    else if (says("per order_id") || says("budget all_orders")) key = {call.order_id};
    else if (says("per order")) key = {call.order};
    if (says("per customer, order_id")) key.push_back(call.order_id);
    facts.used.push_back({limit, key, says("amount") || says("tip") ? call.amount : Value(1), call.at});
  }
}

void add_up(Facts& facts, const std::vector<Earlier>& calls) {
  const ValueRecord& customer = *facts.names["customer"].as<ValueRecord>();
  for (const std::string per : {"customer", "conversation"})
    for (const std::int64_t window : {std::int64_t{0}, std::int64_t{864'000'000}, std::int64_t{7'200'000}}) {
      if (per == "customer" && *customer.find("verified") != Value(true)) continue;   // nobody knows whose calls are counted
      std::int64_t count = 0;
      Money sum = usd(0);
      for (const Earlier& call : calls) {
        if (per == "customer" ? call.customer != *customer.find("id") : call.conversation != facts.names["conversation"]) continue;
        if (window > 0 && facts.now - call.at >= Duration{window}) continue;
        ++count;
        sum.minor += call.amount.as<Money>()->minor;
      }
      const std::string name = per + (window > 0 ? " in " + std::to_string(window) : "");
      facts.names["count refund per " + name] = count;
      facts.names["sum refund.amount per " + name] = sum;
    }
}

}  // namespace

Facts random_facts(Random& random, const RandomPolicy& policy) {
  Finding find(random);
  Facts facts;
  facts.now = now;
  facts.names["conversation"] = "talk";
  facts.names["now"] = now;
  facts.names["amount"] = random.once_in(20) ? Value() : random.once_in(30) ? Value(usd(-50)) : find.money();
  facts.names["order_id"] = random.once_in(20) ? Value() : find.word({"a", "b"});
  facts.names["pieces"] = random.once_in(30) ? Value() : find.number();
  facts.names["items"] = find.texts();
  facts.names["tip"] = find.or_absent(find.money());
  facts.names["reason"] = find.or_absent(find.text());
  facts.names["remark"] = find.or_absent(find.text());
  facts.names["customer"] = find.customer();
  facts.names["page"] = find.or_absent(find.text());
  facts.names["workspace"] = find.or_unknown(find.text());
  for (std::size_t i = random.below(4); i > 0; --i)
    facts.lookups.push_back({"find_order", {find.word({"a", "b"})}, random.once_in(10) ? Value(Absent{}) : find.or_unknown(find.order()),
                             now - minutes(static_cast<std::int64_t>(random.below(14)) - 1)});
  const std::vector<Earlier> calls = earlier_calls(random, find, policy.orders_have_ids);
  std::size_t limit = 0;
  for (const std::string& clause : policy.clauses)
    if (clause.starts_with("limit")) use_up(facts, limit++, clause, calls);
  add_up(facts, calls);
  if (random.once_in(2)) facts.yes.push_back(now - minutes(static_cast<std::int64_t>(random.below(9)) - 1));
  for (std::size_t i = random.below(3); i > 0; --i)
    facts.approvals.push_back({random.one_of<std::string>({"a", "maria", "maria"}), random.one_of<std::string>({"lead", "head"}),
                               now - hours(static_cast<std::int64_t>(random.below(8)) - 1)});
  return facts;
}

}  // namespace handrail::reference
