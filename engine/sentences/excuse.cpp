#include "engine/sentences/excuse.hpp"

#include <algorithm>
#include <array>

#include "engine/sentences/mere_tale.hpp"
#include "engine/sentences/spelled_out.hpp"

namespace handrail {
namespace {

constexpr std::array apologising{"sorry", "apologies", "apologise", "apologize"};

bool is_apology(const std::string& word) { return std::find(apologising.begin(), apologising.end(), word) != apologising.end(); }

// "Sorry for the late reply".
bool says_what_for(const std::vector<std::string>& said) { return said.size() > 2 && is_apology(said.front()) && (said[1] == "for" || said[1] == "about"); }

}  // namespace

std::string without_excuse(const std::string& said, const Matter& waits) {
  bool apologises = false;
  for (const SaidClause& one : clauses_of(said, waits)) {
    if (one.act == ClauseAct::agrees && apologises) return said.substr(static_cast<std::size_t>(one.text.data() - said.data()));
    const std::vector<std::string> words = spelled_out(one.text);
    apologises = apologises || std::any_of(words.begin(), words.end(), is_apology);
    const bool harmless = one.act == ClauseAct::courtesy || says_what_for(words) || is_mere_tale(one.text, waits.values);
    if (!apologises || !harmless) return said;
  }
  return said;
}

}  // namespace handrail
