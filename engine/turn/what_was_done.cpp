#include "engine/turn/what_was_done.hpp"

#include <algorithm>
#include <array>

#include "engine/base/text.hpp"
#include "engine/domain/in_words.hpp"
#include "engine/meaning/how_it_stands.hpp"
#include "engine/meaning/matter.hpp"
#include "engine/sentences/said_of.hpp"
#include "engine/sentences/speech.hpp"
#include "engine/turn/manner.hpp"
#include "engine/turn/offered_person.hpp"

namespace handrail {
namespace {

constexpr std::string_view told_again = "It is done, and this is how it stands: ";

// Of our words the line that has the receipt's reference: that is what was said of it. What we are was said with it, and is not said again.
std::string told_with(const LiveBundle& live, const ConversationState& state, const std::string& receipt) {
  for (auto line = state.recent.rbegin(); line != state.recent.rend(); ++line) {
    if (line->by != Speaker::bot || !line->carries_receipt) continue;
    for (std::string_view part : split(line->text, '\n')) {
      if (part.find(receipt) == std::string_view::npos) continue;
      if (const std::size_t again = part.rfind(told_again); again != std::string_view::npos) part.remove_prefix(again + told_again.size());
      for (const std::string& notice : {worded(live, state, dsl::own::ai_notice), std::string(dsl::own::ai_notice)})
        if (part.starts_with(notice)) part = trim(part.substr(notice.size()));
      return std::string(part);
    }
  }
  return "";
}

// "Actually make it 8", right behind our word that it is done: another value for what was done, and nothing that says what else it would be for.
bool corrects_what_was_done(const ConversationState& state) {
  constexpr std::array heads{"actually", "sorry", "no", "wait", "oh", "please", "instead", "rather", "but", "and", "could", "can", "you", "i", "meant", "mean", "want", "would", "like"};
  constexpr std::array small{"make", "change", "take", "put", "set", "it", "that", "them", "to", "into", "only", "just", "the", "a", "be", "should", "is", "was", "instead", "rather", "please", "better", "for"};
  const auto said = std::ranges::find_if(state.recent.rbegin(), state.recent.rend(), [](const SpokenLine& line) { return line.by != Speaker::customer; });
  if (said == state.recent.rend() || !said->carries_receipt || state.turn->text.find('?') != std::string::npos) return false;
  const std::vector<std::string_view> all = words(state.turn->text);
  const auto among = [](const auto& list, std::string_view word) { return std::ranges::find(list, lower_ascii(word)) != list.end(); };
  bool corrects = false;
  std::size_t values = 0;
  for (const std::string_view word : all) {
    const auto at = static_cast<std::uint32_t>(word.data() - state.turn->text.data());
    const bool is_named = std::ranges::any_of(state.turn->reading->named, [&](const EntityClaim& one) { return at >= one.begin && at < one.end; });
    if (is_named || word.find_first_of("0123456789") != std::string_view::npos) ++values;
    else if (among(heads, word) || among(small, word)) corrects = corrects || among(std::array{"make", "change", "actually", "instead", "rather", "meant", "mean"}, word);
    else if (values == 0 || !content_words(word).empty()) return false;
  }
  return corrects && values > 0;
}

}  // namespace

std::optional<Words> done_already(const LiveBundle& live, const ConversationState& state, const Decision& decision, std::string_view offer) {
  if (!state.turn || !state.turn->reading || state.receipts.empty() || state.run) return std::nullopt;
  const Receipt& last = state.receipts.back();
  const std::vector<SaidClause> clauses = clauses_of(state.turn->text, matter_of_call(live, last.tool));
  const bool takes_it_back = refuses(clauses) && has_clause(clauses, ClauseAct::refuses);
  const bool leaves = decision.ask_key == "what is missing" && does(*state.turn->reading, speech::drop_wish);
  if (corrects_what_was_done(state))
    return Words{.text = "That is done already: " + in_words(last.tool) + " (" + last.id + "), so I cannot change it here; nothing else has been done. " + std::string(offer), .asked = "offer a person"};
  if (!stops_what_was_done(state) && !leaves && !takes_it_back && !has_clause(clauses, ClauseAct::denies)) return std::nullopt;
  return Words{.text = "That is done already: " + in_words(last.tool) + " (" + last.id + "). I cannot take it back here. " + std::string(offer), .asked = "offer a person"};
}

std::optional<Words> taken_back_too_late(const LiveBundle& live, const ConversationState& state, const Decision& decision, std::string_view offer) {
  const auto said = std::ranges::find_if(state.recent.rbegin(), state.recent.rend(), [](const SpokenLine& line) { return line.by != Speaker::customer; });
  if (said == state.recent.rend() || !said->carries_receipt || state.receipts.empty() || !state.turn || !state.turn->reading) return std::nullopt;
  const auto workflow = live.program().find_workflow(decision.workflow);
  const Receipt& last = state.receipts.back();
  const auto is_its = [&](std::uint32_t tool) { return live.program().tools[tool].name == last.tool; };
  if (!workflow || std::ranges::none_of(live.program().workflows[*workflow].tools, is_its)) return std::nullopt;
  const auto is_told = [&](const EntityClaim& one) { return one.value.text() && said->text.find(*one.value.text()) != std::string::npos; };
  const bool of_another = std::ranges::any_of(state.turn->reading->named, [&](const EntityClaim& one) { return kind_named(one.value) == NamedKind::thing && !is_told(one); });
  return of_another ? std::nullopt : done_already(live, state, decision, offer);
}

std::optional<Words> told_by_receipt(const LiveBundle& live, const ConversationState& state) {
  if (!state.turn || !state.turn->reading || state.run) return std::nullopt;
  const auto& acts = state.turn->reading->acts;
  const auto act = std::ranges::find(acts, stands_by_receipt_act, &SpeechAct::act);
  const auto receipt = act == acts.end() ? state.receipts.end() : std::ranges::find(state.receipts, act->what, &Receipt::id);
  if (receipt == state.receipts.end()) return std::nullopt;
  const std::string told = told_with(live, state, receipt->id);
  const std::string words = told.empty() ? in_words(receipt->tool) + " (" + receipt->id + ")." : told;
  return Words{.text = std::string(told_again) + words, .receipts = {*receipt}, .kept = {words}};
}

}  // namespace handrail
