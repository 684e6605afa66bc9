// A coverage as people read it, a table and the list of what is never tried, and as JSON.
#include <algorithm>

#include "engine/cases/coverage.hpp"

namespace handrail {
namespace {

std::string padded(std::string text, std::size_t width) { return text + std::string(width > text.size() ? width - text.size() : 0, ' '); }
std::string right(std::string text, std::size_t width) { return std::string(width > text.size() ? width - text.size() : 0, ' ') + text; }
std::string of(std::size_t some, std::size_t all) { return right(std::to_string(some), 4) + " of " + right(std::to_string(all), 4); }

std::string shortened(const std::string& text) { return text.size() <= 100 ? text : text.substr(0, 97) + "..."; }

std::string never(const Untried& one) {
  if (one.leaf.empty()) return one.kind == "class" || one.kind == "band" ? "never asked" : one.kind == "route" || one.kind == "table row" ? "never taken" : "never decides";
  return "never " + std::string(word_of(one.point));
}

Json to_json(const CoverageSum& sum) {
  return Json::object({{"part", sum.part}, {"rules", std::int64_t(sum.rules)}, {"rules_tried", std::int64_t(sum.rules_tried)}, {"answers", std::int64_t(sum.answers)},
                       {"answers_seen", std::int64_t(sum.answers_seen)}, {"percent", std::int64_t(percent(sum))}});
}

}  // namespace

std::string to_text(const Coverage& coverage) {
  const auto sums = coverage.sums();
  std::size_t width = 4;
  for (const CoverageSum& sum : sums) width = std::max(width, sum.part.size());
  std::string text = "\n" + padded("part", width) + "   rules tried  answers seen  covered\n";
  for (const CoverageSum& sum : sums)
    text += padded(sum.part, width) + "  " + of(sum.rules_tried, sum.rules) + "  " + of(sum.answers_seen, sum.answers) + "  " + right(std::to_string(percent(sum)), 5) + " %\n";
  const auto untried = coverage.untried();
  if (untried.empty()) return text + "\neverything was tried\n";
  text += "\nnever tried:\n";
  for (const Untried& one : untried)
    text += "  " + one.at + "  " + one.part + ", " + one.kind + ": " + never(one) + ": " + shortened(one.leaf.empty() ? one.rule : one.leaf) + "\n";
  return text;
}

Json to_json(const Coverage& coverage) {
  Json parts = Json::array(), rules = Json::array(), untried = Json::array();
  for (const CoverageSum& sum : coverage.sums()) parts.push(to_json(sum));
  for (const CoveredRule& rule : coverage.rules()) {
    Json leaves = Json::array();
    for (const CoveredLeaf& leaf : rule.leaves) {
      Json one = Json::object({{"text", leaf.text}, {"at", leaf.at}, {"yes", leaf.yes}, {"no", leaf.no}});
      if (leaf.may_be_unknown) one.set("unknown", leaf.unknown);
      leaves.push(std::move(one));
    }
    rules.push(Json::object({{"part", rule.part}, {"kind", rule.kind}, {"rule", rule.rule}, {"at", rule.at}, {"tried", rule.tried}, {"leaves", std::move(leaves)}}));
  }
  for (const Untried& one : coverage.untried())
    untried.push(Json::object({{"part", one.part}, {"kind", one.kind}, {"rule", one.rule}, {"at", one.at}, {"leaf", one.leaf}, {"never", word_of(one.point)}}));
  return Json::object({{"percent", std::int64_t(percent(coverage.sums().back()))}, {"parts", std::move(parts)}, {"rules", std::move(rules)}, {"untried", std::move(untried)}});
}

}  // namespace handrail
