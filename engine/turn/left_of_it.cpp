#include "engine/turn/left_of_it.hpp"

#include <algorithm>
#include <array>

#include "engine/base/text.hpp"
#include "engine/meaning/free_words.hpp"
#include "engine/sentences/clear_yes.hpp"
#include "engine/sentences/mere_tale.hpp"
#include "engine/sentences/speech.hpp"
#include "engine/turn/corrections.hpp"

namespace handrail {
namespace {

// Say no more about an order than that it is one.
constexpr std::array naming{"order", "booking", "parcel", "package", "id", "number", "code", "reference", "there", "here", "sure", "think", "was", "should", "be", "its", "it's"};

}  // namespace

std::vector<std::string> words_beside_what_is_named(const InRun& in) {
  std::vector<std::string> left = content_words(in.text), own;
  for (const EntityClaim& claim : in.reading.named) {   // "INV-1000" is two words, as it is written and as it is read
    if (!in.is_object(claim)) continue;
    for (std::string& word : content_words(shown_value(claim.value))) own.push_back(std::move(word));
    const bool placed = claim.begin < claim.end && claim.end <= in.state.turn->text.size();
    for (std::string& word : content_words(placed ? std::string_view(in.state.turn->text).substr(claim.begin, claim.end - claim.begin) : "")) own.push_back(std::move(word));
  }
  std::erase_if(left, [&](const std::string& word) { return std::ranges::find(own, word) != own.end() || std::find(naming.begin(), naming.end(), word) != naming.end(); });
  return left;
}

std::string without_tales(const InRun& in, const std::string& said) {
  const auto lists = [&](const RecordedStep* step) { return lower_ascii(in.run.waits_question).find(lower_ascii(trim(*step->result.text()))) != std::string::npos; };
  if (!begins_with_yes(said) || std::ranges::any_of(free_words_in_call(in.live.program(), in.run), lists)) return said;
  std::string left;
  for (const SaidClause& one : clauses_of(said, in.matter)) {
    const bool tells = !left.empty() && (one.act == ClauseAct::says || one.act == ClauseAct::reason || one.act == ClauseAct::asks);
    if (!tells || !is_mere_tale(one.text, in.matter.values)) left += one.text;
  }
  return left;
}

}  // namespace handrail
