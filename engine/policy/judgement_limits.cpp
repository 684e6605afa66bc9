// How the limits of a call stand: what was used of each, by which calls, and when that leaves the window.
#include <algorithm>

#include "engine/policy/judgement.hpp"

namespace handrail {

std::vector<Judgement::Asking> Judgement::limits_to_ask_above() const {
  std::vector<Asking> asking;
  for (const dsl::Limit& limit : tool_.limits) {
    if (!limit.above_approve_by || !active(limit.rule) || takes_nothing(limit)) continue;
    const auto key = key_of(limit);
    asking.push_back({&limit, key ? used_so_far(limit, *key) : std::nullopt, standing(limit).over != Truth::no});
  }
  return asking;
}

bool Judgement::shared(const dsl::Limit& limit) const {
  if (limit.per_customer || limit.per_conversation) return false;
  return std::ranges::all_of(limit.per, [&](dsl::ExpressionId term) {
    const dsl::Node& node = program_.nodes[term];
    return node.op == dsl::NodeOp::slot && tool_.scope.slots[node.a].type.kind == dsl::TypeKind::enumeration;
  });
}

std::int64_t Judgement::takes(const dsl::Limit& limit) const {
  if (!limit.amount) return 1;
  const auto* amount = argument(*limit.amount).as<Money>();
  return amount ? amount->minor : 0;
}

std::optional<Instant> Judgement::free_again(const dsl::Limit& limit) const {
  const auto key = key_of(limit);
  const auto* money = limit.ceiling.as<Money>();
  const auto* asked = limit.amount ? argument(*limit.amount).as<Money>() : nullptr;
  if (!limit.window || !key || (limit.amount && !asked)) return std::nullopt;
  std::vector<std::pair<Instant, std::int64_t>> leaving;
  std::int64_t sum = limit.amount ? asked->minor : 1;
  for (const UsedBudget& used : call_.used) {
    if (used.limit != limit.id || used.key != *key || used.at + *limit.window <= call_.now) continue;
    const auto amount = amount_used(limit, used);
    if (!amount || __builtin_add_overflow(sum, *amount, &sum)) return std::nullopt;
    leaving.emplace_back(used.at + *limit.window, *amount);
  }
  std::ranges::sort(leaving);
  const std::int64_t most = money ? money->minor : *limit.ceiling.as<std::int64_t>();
  for (const auto& [at, amount] : leaving)
    if ((sum -= amount) <= most) return at;
  return std::nullopt;   // this call alone is more than the limit
}

std::vector<Judgement::Told> Judgement::limits_told() const {
  std::vector<Told> told;
  for (const dsl::Limit& limit : tool_.limits) {
    if (!active(limit.rule)) continue;
    Told one{&limit, std::nullopt, {}, standing(limit).over == Truth::yes ? free_again(limit) : std::nullopt};
    if (const auto key = key_of(limit)) {
      one.used = used_so_far(limit, *key);
      for (const UsedBudget& used : call_.used) {
        if (used.limit != limit.id || used.key != *key || (limit.window && used.at + *limit.window <= call_.now)) continue;
        const std::int64_t amount = amount_used(limit, used).value_or(0);
        if (amount > 0) one.uses.push_back({used.at, amount, used.conversation});
      }
      std::ranges::stable_sort(one.uses, {}, &Use::at);
    }
    told.push_back(std::move(one));
  }
  return told;
}

}  // namespace handrail
