// The declared facts of the context, out of JSON text and straight into the slots of a scope: what is asked many times a second is not first made into Json,
// then into roots, then bound. Only the plain form is read here: one object of declared names with texts, numbers, yes and no or null, each name once, no
// escapes. Everything else is left to the careful way (parse_json, the roots, bind), which says what is wrong; what is read here, it reads the same.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "dsl/program/bind.hpp"
#include "dsl/program/program.hpp"

namespace handrail::dsl {

class FactsReader {
 public:
  // Both stay as long as the reader does. Made once; reading allocates for long texts alone.
  FactsReader(const Program& program, const Scope& scope);

  // Sets every slot that a field of the context leads to (an optional one that is not there is Absent, any other Unknown) and leaves the others as they are.
  // False: not in the plain form, or wrong; what the slots hold then means nothing.
  [[nodiscard]] bool read(std::string_view text, Frame& frame);

 private:
  struct Wanted {
    const Field* field = nullptr;
    std::string quoted;                  // as a key in JSON
    Currency currency;                   // of an amount without one
    std::vector<std::uint32_t> slots;    // its own, and those below it
    bool whole = true;                   // no slot is below it: a value has one place at most
    std::uint64_t seen_in = 0;           // the reading that it was last there
  };
  struct Cursor;

  Wanted* take_name(Cursor& cursor, std::size_t next);
  bool take_value(Cursor& cursor, const Wanted& wanted, Frame& frame);
  [[nodiscard]] std::optional<Value> number_of(const Wanted& wanted, std::string_view literal) const;
  [[nodiscard]] std::optional<Value> text_of(const Wanted& wanted, std::string_view text) const;
  void put_everywhere(const Wanted& wanted, const Value& value, Frame& frame) const;

  const Program& program_;
  std::size_t slots_ = 0;
  std::vector<Wanted> wanted_;           // as declared: the order in which they mostly come
  std::unordered_map<std::string_view, std::size_t> by_name_;
  Value spare_;                          // takes what no slot asks for
  std::uint64_t reading_ = 0;
};

}  // namespace handrail::dsl
