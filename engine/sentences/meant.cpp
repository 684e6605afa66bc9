#include "engine/sentences/meant.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "engine/base/text.hpp"
#include "engine/sentences/said_of.hpp"
#include "engine/sentences/shares.hpp"
#include "engine/sentences/told_first.hpp"
#include "engine/sentences/wished_sums.hpp"

namespace handrail {
namespace {

// Between two things of one kind: the second is meant.
constexpr std::array<std::string_view, 24> corrections{
    "i mean", "i meant", "meant to say", "meant to write", "sorry", "no wait", "wait no", "wait", "oops", "correction", "make that", "scratch that", "rather", "actually",
    "should be", "should have been", "typo", "wrong number", "my mistake", "my bad", "not that", "it's really", "only", "just want",
};
constexpr std::size_t either_or_reach = 4;    // "or maybe it was"

// Words with one blank between them and around.
std::string spelled(std::string_view text) {
  std::string all = " ";
  for (const std::string_view word : words(text)) all += fold_case(word) + " ";
  return all;
}

template <class Table>
bool says_one_of(const std::string& spelled_words, const Table& phrases) {
  return std::any_of(phrases.begin(), phrases.end(), [&](std::string_view phrase) { return spelled_words.find(" " + std::string(phrase) + " ") != std::string::npos; });
}

// "Pro? No, enterprise", "the first one, no, the second": between the two stands a no by itself, as an answer to the first.
bool answers_no(std::string_view between) {
  constexpr std::array<std::string_view, 4> noes{"no", "nope", "nah", "nay"};
  constexpr std::array<std::string_view, 16> beside{"hm", "hmm", "oh", "well", "uh", "um", "wait", "sorry", "no", "the", "to", "for", "on", "at", "please", "my"};
  constexpr std::string_view marks = ".,;:!?-\u2026";
  const std::vector<std::string_view> all = words(between);
  const auto place = [&](std::string_view word) { return static_cast<std::size_t>(word.data() - between.data()); };
  const auto marked = [&](std::size_t from, std::size_t to) { return between.substr(from, to - from).find_first_of(marks) != std::string_view::npos; };
  for (std::size_t at = 0; at < all.size(); ++at) {
    if (std::ranges::find(noes, fold_case(all[at])) == noes.end()) continue;
    const std::size_t before = at == 0 ? 0 : place(all[at - 1]) + all[at - 1].size(), behind = place(all[at]) + all[at].size();
    const bool asked = between.substr(0, place(all[at])).find('?') != std::string_view::npos;
    const bool small = std::all_of(all.begin() + static_cast<std::ptrdiff_t>(at), all.end(), [&](std::string_view word) {
      return std::ranges::find(beside, fold_case(word)) != beside.end() || std::ranges::find(noes, fold_case(word)) != noes.end();
    });
    if (small && marked(before, place(all[at])) && (asked || marked(behind, between.size())) && between.substr(behind).find('?') == std::string_view::npos) return true;
  }
  return false;
}

// "15 EUR, no 10 EUR": nothing but the sum stands behind the no.
bool stands_behind_a_no(std::string_view text, std::size_t from, const EntityClaim& claim) {
  const std::string_view between = text.substr(from, claim.begin - from);
  const std::vector<std::string_view> before = words(between), behind = words(text.substr(claim.end, text.find_first_of(".,;!?\n", claim.end) - claim.end));
  if (before.empty() || (fold_case(before.back()) != "no" && fold_case(before.back()) != "nope")) return false;
  const auto place = static_cast<std::size_t>(before.back().data() - between.data());
  const bool marked = between.substr(0, place).find_first_of(".,;!-") != std::string_view::npos;
  constexpr std::array<std::string_view, 7> following{"please", "back", "of", "for", "from", "then", "instead"};   // "no 10 EUR fee" is no sum
  return marked && (behind.empty() || std::ranges::find(following, fold_case(behind.front())) != following.end());
}

// "W1001 or W1002": the customer does not say which.
bool either_or(const std::string& text, const EntityClaim& a, const EntityClaim& b) {
  const EntityClaim &first = a.begin < b.begin ? a : b, &second = a.begin < b.begin ? b : a;
  if (first.end > second.begin || second.end > text.size() || canonical(a.value) == canonical(b.value)) return false;
  const std::vector<std::string_view> between = words(std::string_view(text).substr(first.end, second.begin - first.end));
  return !between.empty() && between.size() <= either_or_reach && std::any_of(between.begin(), between.end(), [](std::string_view word) { return fold_case(word) == "or"; });
}

// "Sorry, not W1002 but W1001": nothing but the name stands under the negation, so that what was said of it before is taken back as well.
bool is_turned_down(std::string_view text, const EntityClaim& claim) {
  constexpr std::array<std::string_view, 5> labels{"the", "my", "order", "number", "for"};
  std::vector<std::string_view> before = words(text.substr(0, claim.begin));
  while (!before.empty() && std::ranges::find(labels, fold_case(before.back())) != labels.end()) before.pop_back();
  if (before.empty() || fold_case(before.back()) != "not") return false;
  const std::string_view rest = text.substr(claim.end);
  const std::vector<std::string_view> behind = words(rest.substr(0, rest.find_first_of(".;!?\n")));
  return behind.empty() || fold_case(behind.front()) == "but" || rest.starts_with(",");
}

// "I'd like $10 back", "please refund $10": the clause asks for it now. "I paid $29", "it was $29", "of the $29" do not.
bool is_asked_for(std::string_view text, const EntityClaim& claim) {
  constexpr std::array<std::string_view, 23> asking{"want", "like", "need", "refund", "give", "return", "get", "reimburse", "repay", "send", "transfer", "back", "credit",
                                                    "deduct", "pay", "make", "take", "claim", "request", "only", "just", "expect", "prefer"};
  constexpr std::array<std::string_view, 26> telling{"paid", "cost", "costs", "charged", "took", "taken", "was", "were", "gave", "given", "got", "billed", "debited",
                                                     "refunded", "asked", "received", "spent", "bought", "is", "sent", "promised", "said", "returned", "deducted", "owed",
                                                     "had"};
  constexpr std::array<std::string_view, 6> of_the_whole{"the", "my", "those", "these", "your", "this"};
  if (claim.begin >= claim.end || claim.end > text.size()) return false;
  std::size_t from = 0, to = text.size();   // of the clause: between marks that end one, "and", "but", "so" and "then"
  constexpr std::array<std::string_view, 5> joints{"and", "but", "so", "then", "now"};
  const auto is_mark = [&](std::size_t at) {
    const bool in_figures = at + 1 < text.size() && at > 0 && text[at - 1] >= '0' && text[at - 1] <= '9' && text[at + 1] >= '0' && text[at + 1] <= '9';
    return std::string_view(".,;:!?\n").find(text[at]) != std::string_view::npos && !in_figures;
  };
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!is_mark(at)) continue;
    if (at < claim.begin) from = at + 1;
    else if (at >= claim.end && to == text.size()) to = at;
  }
  for (const std::string_view word : words(text)) {
    const auto at = static_cast<std::size_t>(word.data() - text.data());
    if (std::ranges::find(joints, fold_case(word)) == joints.end()) continue;
    if (at >= from && at < claim.begin) from = at;
    else if (at >= claim.end && at < to) to = at;
  }
  std::vector<std::string_view> before = words(text.substr(from, claim.begin - from));
  const auto says = [&](const auto& list) {
    return std::ranges::any_of(words(text.substr(from, to - from)), [&](std::string_view word) { return std::ranges::find(list, fold_case(word)) != list.end(); });
  };
  while (!before.empty() && std::ranges::find(of_the_whole, fold_case(before.back())) != of_the_whole.end()) before.pop_back();
  if (!before.empty() && (fold_case(before.back()) == "of" || fold_case(before.back()) == "from")) return false;
  return says(asking) && !says(telling);
}

// Of several plans or days the one that is asked for (of sums, wished_sums.hpp); where that is none, or more than one, they stay as they are.
void keep_what_is_asked_for(std::string_view text, std::vector<EntityClaim>& claims) {
  const auto same = [](const EntityClaim& a, const EntityClaim& b) { return a.entity == b.entity && canonical(a.value) == canonical(b.value); };
  std::vector<EntityClaim> asked;
  std::vector<std::string> unclear;
  for (const EntityClaim& one : claims) {
    if (is_sum(one) || kind_named(one.value) != NamedKind::value || !is_asked_for(text, one)) continue;
    const auto another = std::ranges::find_if(asked, [&](const EntityClaim& other) { return other.entity == one.entity && !same(other, one); });
    if (another != asked.end()) unclear.push_back(one.entity);
    asked.push_back(one);
  }
  for (const EntityClaim& it : asked)
    if (std::ranges::find(unclear, it.entity) == unclear.end())
      std::erase_if(claims, [&](const EntityClaim& one) { return one.entity == it.entity && !same(one, it) && !is_taken_off(text, one.begin, one.end); });
}

// Of a row that is only told of, what is said behind it says which is meant.
std::vector<EntityClaim> without_what_is_told_first(const std::string& text, const std::vector<EntityClaim>& claims) {
  const auto told = told_first(text, claims);
  if (!told || told->goes_on) return claims;
  const std::string& entity = told->row.front().entity;
  const EntityClaim* by_place = meant_of(*told, text);
  const bool named_behind = std::ranges::any_of(claims, [&](const EntityClaim& one) { return one.entity == entity && one.begin >= told->to; });
  if ((by_place == nullptr) != named_behind) return claims;   // neither, or both
  std::vector<EntityClaim> left = claims;
  std::erase_if(left, [&](const EntityClaim& one) { return one.entity == entity && one.begin < told->to && !(by_place && canonical(one.value) == canonical(by_place->value)); });
  return left;
}

}  // namespace

std::vector<EntityClaim> meant(const std::string& text, const std::vector<EntityClaim>& all) {
  const std::vector<EntityClaim> claims = with_sums_wished(text, without_what_is_told_first(text, all));
  struct Placed { EntityClaim claim; bool out = false; };
  std::vector<Placed> placed;
  for (const EntityClaim& claim : claims) {
    const auto same_kind = [&](const Placed& one) { return one.claim.entity == claim.entity; };
    const auto earlier = std::find_if(placed.rbegin(), placed.rend(), same_kind);
    const std::size_t from = earlier == placed.rend() ? 0 : earlier->claim.end;
    if (from > claim.begin || claim.begin > text.size()) {   // places that do not belong to this text say nothing
      placed.push_back({claim});
      continue;
    }
    const bool out = said_of(text, claim.begin, claim.end, kind_named(claim.value)) == SaidOf::excluded;
    const std::string_view between = std::string_view(text).substr(from, claim.begin - from);
    if (!out && from > 0 && (says_one_of(spelled(between), corrections) || answers_no(between) || (is_sum(claim) && stands_behind_a_no(text, from, claim))))
      for (Placed& one : placed) one.out = one.out || same_kind(one);
    if (out && is_turned_down(text, claim))
      for (Placed& one : placed) one.out = one.out || (same_kind(one) && canonical(one.claim.value) == canonical(claim.value));
    placed.push_back({claim, out});
  }
  std::vector<EntityClaim> kept;
  const auto left_open = [&](const EntityClaim& claim) {
    return std::any_of(placed.begin(), placed.end(), [&](const Placed& other) { return !other.out && other.claim.entity == claim.entity && either_or(text, claim, other.claim); });
  };
  for (const Placed& one : placed) {
    if (!one.out && left_open(one.claim)) continue;
    const bool another = std::any_of(placed.begin(), placed.end(), [&](const Placed& other) { return !other.out && other.claim.entity == one.claim.entity; });
    if (!one.out || !another) kept.push_back(one.claim);
  }
  keep_what_is_asked_for(text, kept);
  return kept;
}

}  // namespace handrail
