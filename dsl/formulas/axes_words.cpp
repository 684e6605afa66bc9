// Literals in the words of the policy.
#ifdef HANDRAIL_PROOF
#include <algorithm>

#include "dsl/formulas/axes.hpp"

namespace handrail::dsl {

namespace {

std::string listed(const std::vector<std::string>& words) {
  std::string all;
  for (const std::string& word : words) all += (all.empty() ? "" : ", ") + word;
  return "[" + all + "]";
}

}  // namespace

// The two bounds of one fact said once: "amount is over $100 and at most $1,000", "amount is $100".
std::string Axes::ordered_words(const Axis& axis, const std::vector<Literal>& literals) const {
  const Literal *lower = nullptr, *upper = nullptr;
  for (const Literal& literal : literals) (literal.kind == Literal::Kind::lower ? lower : upper) = &literal;
  const auto at = [&](const Literal& literal) { return axis.bounds[literal.index / 2].words; };
  const bool open_lower = lower != nullptr && lower->index % 2 == 1, open_upper = upper != nullptr && upper->index % 2 == 0;
  if (axis.date) {
    std::string words;
    if (lower != nullptr) words = "it is " + at(*lower) + " or later";
    if (upper != nullptr) words += (lower != nullptr ? " and before " : "it is before ") + at(*upper);
    return words;
  }
  if (axis.age) {
    // From one side of now only: "… ago" and "within the …" say already on which.
    const auto since = [&](const Literal* literal) { return literal == nullptr ? std::int64_t{0} : axis.bounds[literal->index / 2].order.first; };
    const auto beside_now = [&](const Literal& literal, const std::string& word) {
      const std::int64_t ms = since(&literal);
      return axis.name + " is " + word + " now" + (ms == 0 ? "" : (ms > 0 ? " - " : " + ") + at(literal));
    };
    const bool past = lower != nullptr && since(lower) >= 0, to_come = upper != nullptr && since(upper) <= 0;
    std::string words;
    if (past && to_come) return axis.name + " is now";
    if (past && since(lower) > 0) words = axis.name + (open_lower ? " is more than " : " is at least ") + at(*lower) + " ago";
    if (past && upper != nullptr && (since(lower) > 0 || !open_lower))
      return words + (words.empty() ? "" : " and ") + axis.name + (open_upper ? " is less than " + at(*upper) + " ago" : " was within the last " + at(*upper));
    if (!words.empty()) return words;
    if (to_come && since(upper) == 0 && !open_upper && lower != nullptr && !open_lower) return axis.name + " is within the next " + at(*lower);
    if (lower != nullptr) words = beside_now(*lower, open_lower ? "before" : "at most");
    if (upper != nullptr) words += (words.empty() ? "" : " and ") + beside_now(*upper, open_upper ? "after" : "at least");
    return words;
  }
  if (lower != nullptr && upper != nullptr && lower->index / 2 == upper->index / 2) return axis.name + " is " + at(*lower);
  std::string words = axis.name + " is ";
  if (lower != nullptr) words += (open_lower ? "over " : "at least ") + at(*lower);
  if (upper != nullptr) words += std::string(lower != nullptr ? " and " : "") + (open_upper ? "under " : "at most ") + at(*upper);
  return words;
}

std::string Axes::word_words(const Axis& axis, const std::vector<Literal>& literals) {
  std::vector<std::string> except, left;
  std::vector<bool> out(axis.bounds.size());
  for (const Literal& literal : literals) {
    if (literal.kind == Literal::Kind::equal) return axis.name + " is " + axis.bounds[literal.index].words;
    out[literal.index] = true;
  }
  for (std::size_t i = 0; i < out.size(); ++i) (out[i] ? except : left).push_back(axis.bounds[i].words);
  if (axis.enumerated && left.size() == 1) return axis.name + " is " + left.front();
  if (axis.enumerated && !left.empty() && left.size() < except.size()) return axis.name + " is in " + listed(left);
  return except.size() == 1 ? axis.name + " is not " + except.front() : axis.name + " is not in " + listed(except);
}

std::string Axes::words(const std::vector<Literal>& literals) const {
  std::map<std::uint32_t, std::vector<Literal>> by_axis;
  for (const Literal& literal : literals) by_axis[literal.axis].push_back(literal);
  // What two versions mean by the same words, where the one says yes and the other no: a list that has other items.
  const auto whose = [&](const Axis& axis) -> std::string {
    for (const auto& [at, ignored] : by_axis) {
      const Axis& other = axes_[at];
      if (other.kind == Kind::truth && other.encoding && axis.encoding && other.encoding != axis.encoding && other.yes == axis.yes)
        return &other > &axis ? " in the old version" : " in the new version";
    }
    return "";
  };
  // Of a count that each version reads by its own types, which of the two is meant.
  const auto in_version = [&](const Axis& axis) -> std::string {
    for (const auto& [at, ignored] : by_axis) {
      const Axis& other = axes_[at];
      const bool valued = other.kind == Kind::ordered || other.kind == Kind::state;
      if (valued && other.encoding && axis.encoding && other.encoding != axis.encoding && other.name == axis.name && !z3::eq(other.term.value, axis.term.value))
        return &other > &axis ? " in the old version" : " in the new version";
    }
    return "";
  };
  // What an entry of a map that may be missing is not.
  const auto or_none = [&](const Axis& axis) -> std::string {
    const auto there = [&](const auto& one) {
      const Axis& other = axes_[one.first];
      return other.kind == Kind::state && other.none == axis.none && one.second.front().kind == Literal::Kind::known;
    };
    return axis.none.empty() || std::ranges::any_of(by_axis, there) ? "" : " or " + axis.none;
  };
  std::vector<std::string> parts;
  for (const auto& [at, of_axis] : by_axis) {
    const Axis& axis = axes_[at];
    std::string part;
    switch (of_axis.front().kind) {
      case Literal::Kind::lower: case Literal::Kind::upper: part = ordered_words(axis, of_axis) + in_version(axis); break;
      case Literal::Kind::except: case Literal::Kind::equal: part = word_words(axis, of_axis); break;
      case Literal::Kind::yes: part = axis.yes + whose(axis); break;
      case Literal::Kind::no: part = axis.no + whose(axis) + or_none(axis); break;
      case Literal::Kind::known: part = axis.name + " is known" + (axis.to_whom.empty() ? in_version(axis) : axis.to_whom); break;
      case Literal::Kind::odd: part = axis.name + " is in another currency"; break;
      case Literal::Kind::absent: part = axis.none; break;
      case Literal::Kind::unknown:
        part = axis.kind != Kind::state ? "nobody knows whether " + axis.yes : axis.name + " is unknown" + (axis.to_whom.empty() ? in_version(axis) : axis.to_whom);
        break;
    }
    if (part.empty()) continue;                              // what goes without saying
    if (part.find(" or ") != std::string::npos && by_axis.size() > 1 && axis.kind == Kind::truth) part = "(" + part + ")";
    if (std::ranges::find(parts, part) == parts.end()) parts.push_back(std::move(part));
  }
  std::string all;
  for (const std::string& part : parts) all += (all.empty() ? "" : " and ") + part;
  return all;
}

std::vector<std::uint32_t> Axes::slots(const std::vector<Literal>& literals) const {
  std::vector<std::uint32_t> all;
  for (const Literal& literal : literals)
    for (const std::uint32_t slot : axes_[literal.axis].slots)
      if (std::ranges::find(all, slot) == all.end()) all.push_back(slot);
  std::ranges::sort(all);
  return all;
}

}  // namespace handrail::dsl
#endif
