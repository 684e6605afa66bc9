// Telephone numbers, told from all the other numbers that people write: by their shape (a country's code, a trunk zero, the groups of an area), and where the shape may be
// another thing's, by the words around them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace handrail {

class Phones {
 public:
  // `called`: what the text is called (number_names.hpp). `others`: numbers that are known to be something else's; one of them is a phone only where a word says so.
  // All must outlive this.
  Phones(const std::string& text, std::string_view called, const std::vector<std::string>& others) : text_(text), called_(called), others_(others) {}

  // Of the number that begins at `at`: where it ends, how far it was read, and whether it is a phone's.
  struct Read {
    bool phone = false;
    std::size_t end = 0;
    std::size_t code_end = 0;   // where it ends if letters stand in front of it: a telephone number may follow ("W1001 555-123-4567")
  };
  [[nodiscard]] Read at(std::size_t at) const;

  // The end of a date that begins there, in figures; 0: none does.
  [[nodiscard]] std::size_t date_end(std::size_t at) const;

 private:
  struct Number {
    std::string digits;
    std::vector<std::size_t> groups;   // how many digits each has
    std::string marks;                 // what parts them, one letter each; 'w': a mark beyond ASCII
    std::size_t end = 0;
    bool plus = false;
  };
  [[nodiscard]] Number number_at(std::size_t at) const;
  [[nodiscard]] std::size_t slashed_end(std::size_t at) const;
  [[nodiscard]] std::size_t pairs_at(std::size_t at) const;
  [[nodiscard]] bool another_trunk_number(std::size_t at, const Number& so_far) const;
  [[nodiscard]] bool behind_a_code(std::size_t at) const;
  [[nodiscard]] std::size_t first_group_end(std::size_t at) const;
  [[nodiscard]] bool known_as_other(const Number& number) const;
  [[nodiscard]] bool by_shape(std::size_t at, const Number& number) const;

  const std::string& text_;
  std::string_view called_;
  const std::vector<std::string>& others_;
};

}  // namespace handrail
