// `handrail explain`: the page of a code, or the list of all of them.
#include <iostream>

#include "dsl/source/codes.hpp"
#include "dsl/source/pages.hpp"
#include "engine/app/commands.hpp"
#include "engine/base/text.hpp"

namespace handrail {

int explain(const std::string& code, std::ostream& out) {
  if (code.empty()) {
    for (const dsl::CodeLine& line : dsl::codes()) out << line.code << "  " << line.summary << "\n";
    return 0;
  }
  std::string wanted(trim(code));
  if (!wanted.empty() && wanted.front() == 'p') wanted.front() = 'P';
  if (const std::string_view page = dsl::page_of(wanted); !page.empty()) {
    out << page;
    return 0;
  }
  std::vector<std::string> known;
  for (const dsl::CodeLine& line : dsl::codes()) known.emplace_back(line.code);
  std::cerr << "handrail: there is no code `" << printable(code) << "`";
  if (const auto near = nearest(wanted, known)) std::cerr << "; did you mean `" << *near << "`?";
  std::cerr << "\nhandrail: `handrail explain` lists all codes\n";
  return 2;
}

}  // namespace handrail
