#include "engine/meaning/things_in_a_row.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "engine/base/text.hpp"
#include "engine/sentences/bound_said.hpp"
#include "engine/sentences/clauses.hpp"
#include "engine/sentences/said_of.hpp"
#include "engine/sentences/speech.hpp"

namespace handrail {
namespace {

// Between things in a row stand a mark or "and", what they are called, and what leads to them.
constexpr std::array in_a_row{"and", "also", "order", "orders", "number", "numbers", "plus", "as", "well", "booking", "bookings", "the", "my", "then", "both", "another", "a", "an", "one"};
constexpr std::array leading{"to", "by", "with", "on", "for", "at", "of", "in", "into", "is", "reads", "says", "each", "apiece"};
constexpr std::array of_why{"why", "reason", "cause", "wrong", "matter", "problem", "issue"};

template <class List>
bool among(const List& list, std::string_view word) { return std::find(list.begin(), list.end(), word) != list.end(); }

bool takes(const dsl::Workflow& workflow, const std::string& name) { return among(workflow.takes, name); }

class Row {
 public:
  Row(const dsl::Workflow& workflow, std::string_view text, const dsl::Entity& of, const std::vector<EntityClaim>& named) : text_(text) {
    for (const EntityClaim& claim : named) {
      if (claim.begin >= claim.end || claim.end > text.size()) continue;
      const bool is_known = std::ranges::any_of(things_, [&](const EntityClaim& one) { return canonical(one.value) == canonical(claim.value); });
      const bool is_one = !is_number(of) || kind_named(claim.value) == NamedKind::thing;
      if (claim.entity == of.name && claim.value.text() && is_one && !is_known) things_.push_back(claim);
      if (claim.entity != of.name && takes(workflow, claim.entity)) beside_.push_back(claim);
    }
    const auto by_place = [](const EntityClaim& a, const EntityClaim& b) { return a.begin < b.begin; };
    std::ranges::stable_sort(things_, by_place);
    std::ranges::stable_sort(beside_, by_place);
    for (const EntityClaim& one : beside_) add_words_of(one.entity);
    add_words_of(of.name);
    if (!things_.empty())   // "book yoga and book pilates"
      for (std::string& word : content_words(text.substr(0, things_.front().begin))) called_.push_back(std::move(word));
  }

  std::vector<ThingInRow> read(bool asks) const {
    std::vector<ThingInRow> row;
    for (const EntityClaim& thing : things_) {
      const SaidOf said = said_of(text_, thing.begin, thing.end, kind_named(thing.value));
      if (bound_said(text_, thing.begin, thing.end)) return {};   // "between Friday and Sunday"
      if (said != SaidOf::named && !(asks && said == SaidOf::asked)) return {};
      if (!row.empty() && !joins(row.back().thing, thing)) return {};
      row.push_back({thing, {}});
    }
    if (row.size() < 2) return {};
    give_each_its_own(row);
    return row;
  }

 private:
  void add_words_of(const std::string& name) {
    for (const std::string_view word : split(name, '_')) called_.emplace_back(word);
  }

  bool joins(const EntityClaim& first, const EntityClaim& second) const {
    if (first.end > second.begin) return false;
    std::string between(text_.substr(first.end, second.begin - first.end));
    bool has_own = false;
    for (const EntityClaim& one : beside_) {
      if (one.begin < first.end || one.end > second.begin) continue;
      std::fill(between.begin() + (one.begin - first.end), between.begin() + (one.end - first.end), ' ');
      has_own = true;
    }
    if (between.find_first_of(".;!?") != std::string::npos) return false;
    const std::vector<std::string_view> all = words(between);
    const auto is_of_a_row = [&](std::string_view word) {
      const std::string low = lower_ascii(word);
      const bool leads = has_own && among(leading, low);
      return among(in_a_row, low) || leads || std::ranges::any_of(called_, [&](const std::string& name) { return name == low || name + "s" == low || same_stem(name, low); });
    };
    const bool marked = between.find_first_of(",&+\n") != std::string::npos || !all.empty();
    return marked && std::ranges::all_of(all, is_of_a_row);
  }

  // As many of one kind as there are things, one beside each, are each one's own; one that stands between two is the one's before it.
  void give_each_its_own(std::vector<ThingInRow>& row) const {
    std::vector<std::string> kinds;
    for (const EntityClaim& one : beside_)
      if (!among(kinds, one.entity)) kinds.push_back(one.entity);
    for (const std::string& kind : kinds) {
      std::vector<EntityClaim> of_it;
      std::ranges::copy_if(beside_, std::back_inserter(of_it), [&](const EntityClaim& one) { return one.entity == kind; });
      const auto stands = [&](bool behind) {
        for (std::size_t i = 0; i < row.size(); ++i) {
          const std::size_t from = behind ? row[i].thing.end : i == 0 ? 0 : row[i - 1].thing.end;
          const std::size_t to = !behind ? row[i].thing.begin : i + 1 < row.size() ? row[i + 1].thing.begin : text_.size();
          if (of_it[i].begin < from || of_it[i].end > to) return false;
        }
        return true;
      };
      const bool each_one = of_it.size() == row.size() && (stands(true) || stands(false));
      for (std::size_t i = 0; i < row.size() && each_one; ++i) row[i].own.push_back(of_it[i]);
      if (each_one) continue;
      for (std::size_t i = 0; i + 1 < row.size(); ++i)
        for (const EntityClaim& one : of_it)
          if (one.begin >= row[i].thing.end && one.end <= row[i + 1].thing.begin) row[i].own.push_back(one);
    }
  }

  std::string_view text_;
  std::vector<EntityClaim> things_, beside_;
  std::vector<std::string> called_;
};

}  // namespace

bool is_number(const dsl::Entity& entity) {
  return std::ranges::any_of(entity.patterns, [](const std::string& pattern) { return pattern.find("0-9") != std::string::npos || pattern.find("\\d") != std::string::npos; });
}

bool is_thing_of(const dsl::Program& program, const dsl::Workflow& workflow, const dsl::Entity& entity) {
  if (!takes(workflow, entity.name) || entity.type.kind != dsl::TypeKind::text) return false;
  if (is_number(entity)) return true;
  const auto is_written_in_one = [](const std::string& pattern) { return pattern.find(' ') == std::string::npos && pattern.find("\\s") == std::string::npos; };   // no "4 weeks"
  const auto takes_a_number = [&](const dsl::Entity& one) {
    return one.type.kind == dsl::TypeKind::text && is_number(one) && takes(workflow, one.name) && std::ranges::all_of(one.patterns, is_written_in_one);
  };
  if (std::ranges::any_of(program.entities, takes_a_number)) return false;
  for (const std::string_view word : split(entity.name, '_'))
    if (among(of_why, word)) return false;
  return std::ranges::any_of(workflow.tools, [&](std::uint32_t tool) {
    return program.tools[tool].effect != dsl::Effect::reads && dsl::find_field(program.tools[tool].parameters, entity.name);
  });
}

std::vector<ThingInRow> things_in_a_row(const dsl::Program& program, const dsl::Workflow& workflow, std::string_view text, const std::vector<EntityClaim>& named, bool asks) {
  std::vector<ThingInRow> row;
  for (const dsl::Entity& entity : program.entities) {
    if (!is_thing_of(program, workflow, entity)) continue;
    std::vector<ThingInRow> of_it = Row(workflow, text, entity, named).read(asks);
    if (of_it.empty()) continue;
    if (!row.empty()) return {};   // two kinds of things in rows: nobody knows which belong together
    row = std::move(of_it);
  }
  return row;
}

}  // namespace handrail
