// What a script's names and expressions hold, as far as that can be seen without running it: `local booking = find_booking(id)` holds the tool's record, and
// `booking.total` its money; `local t = {b = find_booking(id)}` has it as `t.b`, and what `desk.try` gives as `result`; a function of the script gives what each of its
// `return`s does. A name that the script sets to anything else as well, or that could be something else, holds nobody knows what.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "workflows/runtime/check_script.hpp"
#include "workflows/source/script_words.hpp"

namespace handrail {

class ScriptTypes {
 public:
  // Both must outlive it.
  ScriptTypes(const std::vector<ScriptWord>& words, const ScriptSurroundings& around);

  // Of the expression that is exactly the words [begin, end); none where nobody can say.
  [[nodiscard]] std::optional<ScriptType> of(std::size_t begin, std::size_t end) const;

  // A field that is read at a word and that the record before it does not have.
  struct Missing { std::size_t word = 0; std::string owner, field; const ScriptRecord* record = nullptr; };
  [[nodiscard]] std::vector<Missing> missing() const;

 private:
  // A name with fields behind it: the words [begin, end), what they hold, and the first field that is not there.
  struct Chain { std::size_t end = 0; std::optional<ScriptType> type; std::optional<Missing> missing; };

  [[nodiscard]] bool is(std::size_t at, std::string_view text) const;
  [[nodiscard]] bool is_name(std::size_t at) const;            // one that stands for itself: no field, no method, no keyword
  [[nodiscard]] bool is_set(std::size_t at) const;             // `NAME =`
  [[nodiscard]] std::size_t closing(std::size_t open) const;
  [[nodiscard]] std::size_t end_of_value(std::size_t begin) const;   // of the call or chain that a statement sets a name to; `begin` where it is more than that
  [[nodiscard]] std::optional<ScriptType> called(std::size_t begin, std::size_t end) const;
  [[nodiscard]] Chain chain(std::size_t begin) const;
  void note(const std::string& name, std::optional<ScriptType> type);
  void note_names();
  void note_value(const std::string& name, std::size_t begin);
  void note_table(const std::string& name, std::size_t open);
  void note_loops();
  void note_functions();
  void forget_uncertain();
  [[nodiscard]] bool only_read(std::size_t at) const;         // the name at the word is no other name's value behind it
  [[nodiscard]] bool is_try(std::size_t at) const;
  [[nodiscard]] std::size_t end_of_function(std::size_t at) const;

  const std::vector<ScriptWord>& words_;
  const ScriptSurroundings& around_;
  std::map<std::string, std::optional<ScriptType>, std::less<>> names_;   // with fields that the script puts into tables: "t.b"; none: could be anything
  std::map<std::string, std::optional<ScriptType>, std::less<>> functions_;   // what calls of the script's own give
};

}  // namespace handrail
