#include "engine/insight/one_conversation.hpp"

#include <algorithm>
#include <limits>
#include <set>
#include <utility>

#include "engine/base/json_io.hpp"
#include "engine/base/text.hpp"
#include "engine/policy/opening.hpp"

namespace handrail {
namespace {

constexpr std::size_t examples_kept = 3;
constexpr std::int64_t weight_of_a_person = 1'000'000'000'000;   // a conversation that no longer reaches a person comes before any amount

const dsl::Queue* queue_named(const dsl::Program& program, const std::string& name) {
  for (const dsl::Queue& queue : program.queues)
    if (queue.name == name) return &queue;
  return nullptr;
}

std::size_t hour_at(const dsl::Program& program, const std::string& queue, Instant at) {
  const dsl::Queue* found = queue_named(program, queue);
  return hour_of_week(found ? *found : dsl::Queue{}, at);
}

bool to_a_person(const Made& made) { return made.kind == "hand off" || made.kind == "approve" || made.kind == "draft" || !made.queue.empty(); }

class Adding {
 public:
  Adding(Backtest& sum, const std::string& conversation, const Comparing& comparing) : sum_(sum), conversation_(conversation), comparing_(comparing) {}

  void point(const RecordedPoint& point, const dsl::Program& recorded) {
    const Made before = made_again(point, recorded, comparing_.before), after = made_again(point, recorded, comparing_.after);
    const bool is_call = std::holds_alternative<RecordedCall>(point.what);
    ++(is_call ? sum_.calls : sum_.messages);
    if (!sum_.first_at || point.at < *sum_.first_at) sum_.first_at = point.at;
    if (!sum_.last_at || point.at > *sum_.last_at) sum_.last_at = point.at;
    if (cannot_be_judged(before, after)) return;
    reproduced(point, before);
    if (diverged_) {
      ++sum_.off_record;
      if (before.outcome != after.outcome) ++sum_.off_record_changed;
      ++divergence_.after_it;
      return;
    }
    count(is_call, point, before, after);
    not_known(point, before, after);
    if (before.outcome != after.outcome) diverge(point, before, after);
    else if (before.rule != after.rule) ++sum_.other_rule;
    else if (before.words != after.words) ++sum_.other_words;
  }

  // A handoff that no decision counted so far stands for: both policies would have come to it, as far as the conversation is the same.
  void handoff(const RecordedHandoff& made) {
    const bool counted = counted_.before.queue || counted_.after.queue;
    counted_.before.queue = counted_.after.queue = false;
    if (diverged_ || counted) return;
    ++sum_.queues[made.queue].before[hour_at(*comparing_.before.bundle->program, made.queue, made.at)];
    ++sum_.queues[made.queue].after[hour_at(*comparing_.after.bundle->program, made.queue, made.at)];
  }
  // What is asked for from here on is asked anew.
  void approval_decided() { counted_.before.approvals.clear(), counted_.after.approvals.clear(); }

  void end() {
    if (diverged_) sum_.look_at.push_back(std::move(divergence_));
  }

 private:
  bool cannot_be_judged(const Made& before, const Made& after) {
    if (before.no_intent.empty() && after.no_intent.empty()) return false;
    const std::string& intent = after.no_intent.empty() ? before.no_intent : after.no_intent;
    const std::string which = before.no_intent.empty() ? "the bundle after" : after.no_intent.empty() ? "the bundle before" : "either bundle";
    ++sum_.not_judged["the intent `" + intent + "` is not in " + which];
    return true;
  }

  void reproduced(const RecordedPoint& point, const Made& before) {
    if (const auto* call = std::get_if<RecordedCall>(&point.what); call && call->imported) ++sum_.imported_calls;
    const bool by_before = point.bundle == comparing_.before.bundle->hash;
    ++(by_before ? sum_.by_before : sum_.by_others);
    if (const auto* call = std::get_if<RecordedCall>(&point.what); call && call->imported) return;   // it was recorded without budgets
    if (const auto* message = std::get_if<RecordedMessage>(&point.what); message && message->imported && !comparing_.before.bundle->program->meters.empty()) return;
    const Made recorded = as_recorded(point);
    if (recorded.on_record == before.on_record) return;
    ++(by_before ? sum_.not_reproduced_by_before : sum_.not_reproduced_by_others);
    auto& list = sum_.not_reproduced;
    if (list.size() < examples_kept && (list.empty() || list.back() != conversation_)) list.push_back(conversation_);
  }

  void count(bool is_call, const RecordedPoint& point, const Made& before, const Made& after) {
    const std::string prefix = is_call ? "call: " : "";
    ++sum_.outcomes[prefix + before.kind].first;
    ++sum_.outcomes[prefix + after.kind].second;
    const auto* call = std::get_if<RecordedCall>(&point.what);
    const bool once = !call || !call->imported;   // calls of an export are judged each for itself
    const auto load = [&](const Made& made, const Bundle& bundle, auto hours, Counted& counted) {
      if (!made.queue.empty() && !(once && std::exchange(counted.queue, true))) ++(sum_.queues[made.queue].*hours)[hour_at(*bundle.program, made.queue, point.at)];
      const bool for_nothing = call && call->never_asked && made.role == call->role;
      const auto asked_before = [&] { return !counted.approvals.insert(made.role + " " + call->call.tool + " " + canonical(call->call.arguments)).second; };
      const bool asked = for_nothing || (once && call && !made.role.empty() && asked_before());
      if (!made.role.empty() && !asked) ++(sum_.roles["approval by " + made.role].*hours)[hour_at(*bundle.program, "", point.at)];
      if (made.kind == "draft") ++(sum_.roles["review of a reply"].*hours)[hour_at(*bundle.program, "", point.at)];
    };
    load(before, *comparing_.before.bundle, &LoadOf::before, counted_.before);
    load(after, *comparing_.after.bundle, &LoadOf::after, counted_.after);
  }

  void not_known(const RecordedPoint& point, const Made& before, const Made& after) {
    for (const std::string& fact : after.unknown)
      if (std::find(before.unknown.begin(), before.unknown.end(), fact) == before.unknown.end()) ++sum_.not_known[fact];
    const auto* message = std::get_if<RecordedMessage>(&point.what);
    const auto* call = std::get_if<RecordedCall>(&point.what);
    if (call && call->imported && before.kind == "deny" && after.kind == "deny")
      for (const std::string& fact : after.unknown)
        if (std::find(before.unknown.begin(), before.unknown.end(), fact) != before.unknown.end()) ++sum_.imported_lacks[fact];
    if (message)
      for (const std::string& reading : comparing_.new_readings) ++sum_.not_known[reading];
    const Json& customer = message ? message->facts.customer : std::get<RecordedCall>(point.what).call.customer;
    for (const std::string& field : comparing_.new_customer_facts)
      if (!customer.find(field)) ++sum_.not_known["`customer." + field + "`"];
  }

  void diverge(const RecordedPoint& point, const Made& before, const Made& after) {
    diverged_ = true;
    ++sum_.changed;
    const auto* call = std::get_if<RecordedCall>(&point.what);
    const ChangeKey key{call ? "calls of " + call->call.tool : "messages", before.outcome, before.rule, before.at, after.outcome, after.rule, after.at};
    ChangeGroup& group = sum_.groups[key];
    ++group.count;
    if (group.examples.size() < examples_kept) group.examples.push_back(conversation_);
    divergence_ = {conversation_, point.seq, point.at, point.words, key, "", 0, 0};
    if (to_a_person(before) && !to_a_person(after)) divergence_.weight = weight_of_a_person;
    if (!call) return;
    // What waited for the customer's yes, and had it: the money went the way of the call that had it.
    const std::string& kind = before.kind == "confirm" && !call->became.empty() ? call->became : before.kind;
    if (kind != after.kind) money(*call, kind, after.kind, group);
  }

  void money(const RecordedCall& call, const std::string& before, const std::string& after, ChangeGroup& group) {
    const dsl::Program& old = *comparing_.before.bundle->program;
    const auto index = old.find_tool(call.call.tool);
    if (!index || old.tools[*index].effect != dsl::Effect::moves_money) return;
    const auto amount = amount_of(call, old);
    const std::string currency = amount ? std::string(amount->currency.code()) : "";
    add_money(group.money[currency], amount);
    add_money(sum_.money[{before, after}][currency], amount);
    if (!amount) return;
    divergence_.amount = format_money(*amount);
    divergence_.weight += std::min<std::int64_t>(std::abs(amount->minor), weight_of_a_person - 1);
  }

  static void add_money(MoneyChange& change, const std::optional<Money>& amount) {
    ++change.calls;
    if (amount && __builtin_add_overflow(change.minor, amount->minor, &change.minor)) change.minor = INT64_MAX;
  }

  Backtest& sum_;
  const std::string& conversation_;
  const Comparing& comparing_;
  // What the load holds already: a call is judged before the customer's yes and behind it, and a refused one leads to one handoff.
  struct Counted { bool queue = false; std::set<std::string> approvals; };
  struct { Counted before, after; } counted_;
  bool diverged_ = false;
  Divergence divergence_;
};

template <class List, class Name> std::vector<std::string> names(const List& list, Name name) {
  std::vector<std::string> all;
  for (const auto& one : list) all.push_back(name(one));
  return all;
}

std::vector<std::string> only_in_second(const std::vector<std::string>& first, const std::vector<std::string>& second) {
  std::vector<std::string> only;
  for (const std::string& name : second)
    if (std::find(first.begin(), first.end(), name) == first.end()) only.push_back(name);
  return only;
}

void keep_weightiest(std::vector<Divergence>& all, std::size_t count) {
  std::stable_sort(all.begin(), all.end(), [](const Divergence& a, const Divergence& b) { return a.weight > b.weight; });
  if (all.size() > count) all.resize(count);
}

}  // namespace

Comparing comparing(const Bundle& before, const Bundle& after) {
  Comparing made{{&before, nullptr}, {&after, nullptr}, {}, {}};
  const dsl::Program &a = *before.program, &b = *after.program;
  const auto named = [](const auto& one) { return one.name; };
  made.new_customer_facts = only_in_second(names(a.customer.fields, named), names(b.customer.fields, named));
  for (const std::string& signal : only_in_second(names(a.signals, named), names(b.signals, named))) made.new_readings.push_back("the signal `" + signal + "`");
  for (const std::string& entity : only_in_second(names(a.entities, named), names(b.entities, named))) made.new_readings.push_back("the entity `" + entity + "`");
  for (const std::string& intent : only_in_second(names(a.intents, named), names(b.intents, named))) made.new_readings.push_back("the intent `" + intent + "`");
  return made;
}

void add_conversation(Backtest& sum, const std::string& conversation, const RecordedJudgements& recorded, const Comparing& comparing,
                      const std::function<const dsl::Program&(const BundleHash&)>& policy_of) {
  ++sum.conversations;
  sum.unreadable += recorded.unreadable;
  Adding adding(sum, conversation, comparing);
  auto handoff = recorded.handoffs.begin();
  auto decided = recorded.approvals_decided.begin();
  const auto until = [&](std::uint64_t seq) {
    for (; handoff != recorded.handoffs.end() && handoff->seq < seq; ++handoff) adding.handoff(*handoff);
    for (; decided != recorded.approvals_decided.end() && *decided < seq; ++decided) adding.approval_decided();
  };
  for (const RecordedPoint& point : recorded.points) {
    until(point.seq);
    adding.point(point, policy_of(point.bundle));
  }
  until(std::numeric_limits<std::uint64_t>::max());
  adding.end();
}

void merge(Backtest& sum, Backtest later, std::size_t look_at) {
  const auto plus = [](auto& mine, const auto& other) { mine += other; };
  plus(sum.conversations, later.conversations), plus(sum.messages, later.messages), plus(sum.calls, later.calls);
  plus(sum.by_before, later.by_before), plus(sum.by_others, later.by_others);
  plus(sum.not_reproduced_by_before, later.not_reproduced_by_before), plus(sum.not_reproduced_by_others, later.not_reproduced_by_others);
  plus(sum.changed, later.changed), plus(sum.other_rule, later.other_rule), plus(sum.other_words, later.other_words);
  plus(sum.off_record, later.off_record), plus(sum.off_record_changed, later.off_record_changed), plus(sum.unreadable, later.unreadable);
  if (later.first_at && (!sum.first_at || *later.first_at < *sum.first_at)) sum.first_at = later.first_at;
  if (later.last_at && (!sum.last_at || *later.last_at > *sum.last_at)) sum.last_at = later.last_at;
  const auto some_more = [](std::vector<std::string>& mine, const std::vector<std::string>& other) {
    for (const std::string& one : other)
      if (mine.size() < examples_kept) mine.push_back(one);
  };
  some_more(sum.not_reproduced, later.not_reproduced);
  for (const auto& [outcome, counts] : later.outcomes) {
    sum.outcomes[outcome].first += counts.first;
    sum.outcomes[outcome].second += counts.second;
  }
  const auto add_money = [](std::map<std::string, MoneyChange>& mine, const std::map<std::string, MoneyChange>& other) {
    for (const auto& [currency, change] : other) {
      mine[currency].calls += change.calls;
      if (__builtin_add_overflow(mine[currency].minor, change.minor, &mine[currency].minor)) mine[currency].minor = INT64_MAX;
    }
  };
  for (const auto& [key, group] : later.groups) {
    ChangeGroup& mine = sum.groups[key];
    mine.count += group.count;
    add_money(mine.money, group.money);
    some_more(mine.examples, group.examples);
  }
  for (const auto& [way, by_currency] : later.money) add_money(sum.money[way], by_currency);
  const auto add_load = [](std::map<std::string, LoadOf>& mine, const std::map<std::string, LoadOf>& other) {
    for (const auto& [name, load] : other)
      for (std::size_t hour = 0; hour < hours_of_a_week; ++hour) {
        mine[name].before[hour] += load.before[hour];
        mine[name].after[hour] += load.after[hour];
      }
  };
  add_load(sum.queues, later.queues);
  add_load(sum.roles, later.roles);
  for (const auto& [fact, count] : later.not_known) sum.not_known[fact] += count;
  for (const auto& [why, count] : later.not_judged) sum.not_judged[why] += count;
  for (const auto& [fact, count] : later.imported_lacks) sum.imported_lacks[fact] += count;
  plus(sum.imported_calls, later.imported_calls);
  std::move(later.look_at.begin(), later.look_at.end(), std::back_inserter(sum.look_at));
  keep_weightiest(sum.look_at, look_at);
}

}  // namespace handrail
