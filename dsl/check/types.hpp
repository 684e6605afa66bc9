// The types of the language and the names that conditions read. The checker gives every expression a type from here; the compiled program
// keeps the same types, so that what was checked is what runs.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/money.hpp"

namespace handrail::dsl {

enum class TypeKind : std::uint8_t { text, whole_number, decimal, percent, yes_no, money, time, duration, enumeration, record, list, map };
struct Type {
  TypeKind kind = TypeKind::text;
  bool optional = false;
  std::uint32_t index = 0;       // enumeration: into Program::enumerations; record: into Program::records
  std::vector<Type> element;     // list, map: one
  Currency currency;             // money declared `in EUR`; none: the bundle's currency
  bool operator==(const Type&) const = default;
};
struct Field {
  std::string name;
  Type type;
  bool operator==(const Field&) const = default;
};
struct Enumeration { std::vector<std::string> words; };
struct RecordType { std::string name; std::vector<Field> fields; };

// "money", "list of order_item", "optional text": as the language writes it.
[[nodiscard]] std::string describe_type(const Type& type, const std::vector<Enumeration>& enumerations, const std::vector<RecordType>& records);
[[nodiscard]] const Field* find_field(const std::vector<Field>& fields, std::string_view name);

// A scope is a list of slots, each a path from a root: {"customer", "plan"}, {"order", "total"}, {"wants_person"}, {"running", "angry"}.
struct Slot {
  std::vector<std::string> path;
  Type type;
  bool always_set = false;   // built in and never unknown
};
struct Scope { std::vector<Slot> slots; };

// What a condition is made of, checked (resolved.hpp) and compiled (program.hpp) alike.
enum class NodeOp : std::uint8_t {
  constant,     // a: into Program::constants
  slot,         // a: slot of the scope
  local,        // a: depth of the bound variable (0 innermost)
  field,        // a: node, b: into Program::names
  logical_not,  // a
  logical_and,  // operands a .. a+count in Program::operands
  logical_or,
  equal, not_equal, less, at_most, more, at_least,       // a, b: nodes
  in_list,      // a: needle; operands b .. b+count
  in_value,     // a: needle, b: a list
  contains, starts_with, ends_with,                      // a, b
  matches,      // a: text, b: into Program::patterns
  is_known, is_unknown,                                  // a
  any_of, all_of, none_of, count_of,                     // a: list, b: condition on the local
  sum_of,                                                // a: list, b: term, count: the TypeKind of the term
  pairs_of,     // a, b: two lists; only as the list of a quantifier or a sum, whose two locals are then 1 (first) and 0 (second)
  has_duplicates,                                        // a: list
  look_up,      // a: tool; operands b .. b+count: its arguments, in the order of its parameters
  index_of,     // a: a map, b: its key
  add, subtract, multiply,                               // a, b
};

// A text with holes: "Your {amount} refund": pieces in order, a hole is a path.
struct TemplatePiece {
  std::string text;                 // literal when path is empty
  std::vector<std::string> path;
  bool operator==(const TemplatePiece&) const = default;
};
// How something is said: the tone that `reply rules` ask for, and the language that the customer writes in (ISO 639-1). Empty: as it is written.
struct Manner {
  std::string tone, language;
  bool operator==(const Manner&) const = default;
};
// How well words of one manner suit another: negative where they are in another tone or language. A language weighs more than a tone.
[[nodiscard]] inline int suits(const Manner& words, const Manner& wanted) {
  if ((!words.language.empty() && words.language != wanted.language) || (!words.tone.empty() && words.tone != wanted.tone)) return -1;
  return (words.language.empty() ? 0 : 2) + (words.tone.empty() ? 0 : 1);
}

struct Template {
  std::vector<TemplatePiece> pieces;
  struct Variant { Manner manner; std::vector<TemplatePiece> pieces; };
  std::vector<Variant> variants = {};    // of a `wording`
  [[nodiscard]] bool empty() const { return pieces.empty(); }
  [[nodiscard]] const std::vector<TemplatePiece>& in(const Manner& wanted) const {
    const std::vector<TemplatePiece>* best = &pieces;
    int most = 0;
    for (const Variant& one : variants)
      if (const int fits = suits(one.manner, wanted); fits > most) best = &one.pieces, most = fits;
    return *best;
  }
};

}  // namespace handrail::dsl
