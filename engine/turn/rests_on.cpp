#include "engine/turn/rests_on.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

#include "engine/base/text.hpp"
#include "engine/journal/step_arguments.hpp"
#include "engine/meaning/asked.hpp"
#include "engine/sentences/on_condition.hpp"
#include "engine/sentences/said_of.hpp"
#include "engine/sentences/speech.hpp"
#include "engine/turn/framing.hpp"

namespace handrail {
namespace {

constexpr std::size_t telling_bytes = 4;   // a shorter value stands in it as a whole word or number alone

// As it stands in the arguments of a step.
std::string as_written(const Json& value) {
  if (const std::string amount = value.text_or("amount"); !amount.empty()) return amount;
  if (value.number()) return value.number()->literal;
  if (!value.text()) return "";
  std::string quoted = canonical(value);   // with the escapes that it has there
  return lower_ascii(printable(std::string_view(quoted).substr(1, quoted.size() - 2), step_arguments_bytes));
}

bool stands_in(const std::string& arguments, const std::string& value) {
  const auto inner = [&](std::size_t at) { return at < arguments.size() && std::isalnum(static_cast<unsigned char>(arguments[at])); };
  for (std::size_t at = 0; (at = arguments.find(value, at)) != std::string::npos; ++at)
    if (value.size() >= telling_bytes || (!(at > 0 && inner(at - 1)) && !inner(at + value.size()))) return true;
  return false;
}

// What is said or kept in between changes nothing of what comes of the run.
bool is_made_with_values(const RecordedStep& step) {
  constexpr std::array made{"call", "try", "ask", "search"};
  return std::ranges::find(made, step.name) != made.end();
}

const Json* known_to_run(const ConversationState& state, const std::string& fact) {
  if (const Json* used = used_by_run(state, fact)) return used;
  for (auto step = state.run->steps.rbegin(); step != state.run->steps.rend(); ++step) {
    const Json* claims = step->name == "facts" ? step->result.find("claims") : nullptr;
    if (claims) return claims->find(fact);
  }
  return nullptr;
}

}  // namespace

const Json* rests_on(const ConversationState& state, const std::string& fact) {
  if (!state.run || (state.run->waits_for != "confirmation" && state.run->waits_for != "approval")) return nullptr;
  const Json* known = known_to_run(state, fact);
  const std::string value = known && !known->is_null() ? as_written(*known) : "";
  if (value.empty() || (kind_named(*known) == NamedKind::thing && state.run->waits_arguments.find(fact))) return nullptr;
  const auto has_it = [&](const RecordedStep& step) {   // the first bytes are kept: what stands behind them may be it
    const bool cut = step.arguments.size() + telling_bytes > step_arguments_bytes;
    return is_made_with_values(step) && step.asked != fact && (cut || stands_in(lower_ascii(step.arguments), value));
  };
  return std::ranges::any_of(state.run->steps, has_it) ? known : nullptr;
}

// Whether it is another value than the call rests on, said in the answer and not left out.
static bool is_another_than_it_rests_on(const InRun& in, const EntityClaim& one) {
  const std::string& whole = in.state.turn->text;
  const Json* known = rests_on(in.state, one.entity);
  if (!known || same_value(*known, one.value) || one.begin >= one.end || one.end > whole.size()) return false;
  const bool of_the_answer = in.text.find(whole.substr(one.begin, one.end - one.begin)) != std::string::npos;   // and of no question beside it
  return of_the_answer && said_of(whole, one.begin, one.end, kind_named(one.value)) != SaidOf::excluded;
}

bool names_another_than_it_rests_on(const InRun& in) {
  return in.state.turn && std::ranges::any_of(in.reading.named, [&](const EntityClaim& one) { return is_another_than_it_rests_on(in, one); });
}

bool is_meant_while_looked_at(const InRun& in) {
  if (in.run.waits_for != "approval" || !in.state.turn || does(in.reading, speech::ask)) return false;
  const auto is_another = [&](const EntityClaim& one) {   // a word may say why, and an object's number by itself says little
    const Json* own = in.own_value(one.entity);
    const bool is_word = one.value.text() && one.value.text()->find_first_of("0123456789") == std::string::npos;
    return own && !is_word && !same_value(*own, one.value);
  };
  const auto is_value = [](const EntityClaim& one) { return kind_named(one.value) == NamedKind::value; };
  const auto rested_on = [&](const EntityClaim& one) { return is_value(one) && is_another_than_it_rests_on(in, one); };
  if (std::ranges::any_of(in.reading.named, rested_on)) return wants_it_different(in.state) || only_frames_a_value(in);
  return std::ranges::any_of(in.reading.named, [&](const EntityClaim& one) { return is_value(one) && is_another(one); }) && only_frames_a_value(in);
}

bool orders_a_change(const InRun& in) {
  constexpr std::array changing{"change", "make", "set", "switch", "move"};
  if (!in.state.turn || !only_frames_a_value(in)) return false;
  std::string beside = in.state.turn->text;
  for (const EntityClaim& one : in.reading.named)
    if (one.begin < one.end && one.end <= beside.size()) beside = blanked(std::move(beside), one.begin, one.end);
  return std::ranges::any_of(content_words(beside), [&](const std::string& word) { return std::ranges::find(changing, word) != changing.end(); });
}

}  // namespace handrail
