// The parts of a statement that the grammar tells apart, in the order of the text, and a view that walks them. What the tree is built from.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace handrail::dsl {

enum class Part : std::uint8_t {
  name, text, word,
  // expressions
  any_of, all_of, negation, comparison, chained, paren,
  op, not_equal_word, in_list, list_item, text_test, does_not, known, unknown, within_last, ago, running,
  quantifier, count_of, sum_of, term, condition, sum_rest, product_rest, path, reference, look_up, argument, index, member, pairs, second,
  duplicates, used_window, within_next,
  money, percent, duration, number, time, yes_no, text_literal,
  // types, calls, actions
  type, optional_word, list_of, map_of, enumeration, currency, named, field, call,
  action, once, afterwards, say, because, then, outcome,
  from_period, until_period,
  // clauses
  when, unless, otherwise, within, per, window, above, role, ceiling, fact, asks, looked_up, customers_yes, gives,
  send_at, send_answered, check_at, check_answered, below, subject, but_not, days, clock, closed_on, open_hours, every, files, flag, cell,
};

struct PartEntry {
  Part part = Part::name;
  std::uint32_t begin = 0, end = 0;  // of the statement's text, without the blank after it
  std::uint32_t next = 0;            // index of the first entry that is not inside
};
using PartList = std::vector<PartEntry>;

// One part and what is inside it.
class PartView {
 public:
  PartView(std::string_view text, const PartList& parts, std::uint32_t index) : text_(text), parts_(&parts), index_(index) {}

  [[nodiscard]] Part part() const { return entry().part; }
  [[nodiscard]] std::string_view text() const { return text_.substr(entry().begin, entry().end - entry().begin); }
  [[nodiscard]] std::uint32_t begin() const { return entry().begin; }
  [[nodiscard]] std::uint32_t end() const { return entry().end; }
  [[nodiscard]] std::vector<PartView> inside() const { return between(text_, *parts_, index_ + 1, entry().next); }
  [[nodiscard]] std::optional<PartView> find(Part part) const;  // the first one directly inside
  [[nodiscard]] std::vector<PartView> all(Part part) const;

  // The outermost parts of a whole statement.
  [[nodiscard]] static std::vector<PartView> between(std::string_view text, const PartList& parts, std::uint32_t from, std::uint32_t to);

 private:
  [[nodiscard]] const PartEntry& entry() const { return (*parts_)[index_]; }
  std::string_view text_;
  const PartList* parts_;
  std::uint32_t index_;
};

}  // namespace handrail::dsl
