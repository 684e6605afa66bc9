// Which findings about names and missing clauses only follow from a statement that could not be read: what it may have declared seems to be missing.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "dsl/source/diagnostic.hpp"

namespace handrail::dsl {

class Consequences {
 public:
  // `unread`: what the layout and the grammars found.
  Consequences(const Sources& sources, const Diagnostics& unread);
  // May the finding be gone once the unread statements are mended?
  [[nodiscard]] bool may_hold(const Diagnostic& finding) const;

 private:
  void add_statement(const Sources& sources, Span place);

  bool any_ = false;
  bool everything_ = false;                  // a text that could not be read to its end
  std::vector<Span> blocks_;                 // those with a broken statement
  std::set<std::string, std::less<>> names_; // every word that a broken statement may have declared
};

}  // namespace handrail::dsl
