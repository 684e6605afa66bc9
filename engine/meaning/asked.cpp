#include "engine/meaning/asked.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "engine/base/json.hpp"
#include "engine/base/money.hpp"
#include "engine/base/text.hpp"
#include "engine/journal/set_aside.hpp"
#include "engine/sentences/speech.hpp"

namespace handrail {
namespace {

// As a whole number or word: 48 is neither in 148 nor in 48.50.
bool holds_whole(const std::string& text, const std::string& part) {
  const auto inner = [&](std::size_t at) { return at < text.size() && std::isalnum(static_cast<unsigned char>(text[at])); };
  for (std::size_t at = 0; (at = text.find(part, at)) != std::string::npos; ++at) {
    const std::size_t end = at + part.size();
    const bool more_before = at > 0 && (inner(at - 1) || (text[at - 1] == '.' && at > 1 && inner(at - 2)));
    const bool more_after = inner(end) || (end < text.size() && text[end] == '.' && inner(end + 1));
    if (!more_before && !more_after) return true;
  }
  return false;
}

bool names_value(const std::string& text, const Json& value) {
  if (const Json::Object* members = value.members(); members && value.find("amount")) {
    std::string amount = value.text_or("amount");
    if (holds_whole(text, amount)) return true;
    return amount.size() > 3 && amount.ends_with(".00") && holds_whole(text, amount.substr(0, amount.size() - 3));
  }
  if (value.number()) return holds_whole(text, value.number()->literal);
  const std::string* id = value.text();
  const bool named = id && id->find_first_of("0123456789") != std::string::npos && id->find(' ') == std::string::npos;
  return !named || holds_whole(text, lower_ascii(*id));
}

}  // namespace

// The key of a question goes on the record with the words that asked it, and with no others.
bool was_asked(const ConversationState& state) { return !state.run || was_asked(state, *state.run); }

bool was_asked(const ConversationState& state, const Run& run) {
  std::string key = "run " + run.id.text + " ";
  if (run.waits_for == "confirmation") key += std::to_string(run.steps.size()) + " yes " + call_name(run.waits_name, run.waits_arguments);
  else if (run.waits_for != "answer") return true;
  else if (run.waits_arguments.find("again")) key = "again " + run.waits_arguments.text_or("again");
  else key += run.waits_name;
  return std::find(state.episode.asked.begin(), state.episode.asked.end(), key) != state.episode.asked.end();
}

bool crossed(const ConversationState& state) {
  if (!state.turn) return false;
  const Received& received = state.turn->received;
  const bool behind_last_word = state.last_word && came_before(received, *state.last_word);
  const bool asks = state.run && (state.run->waits_for == "answer" || state.run->waits_for == "confirmation");
  if (!asks) return behind_last_word;
  const bool offered_since = !state.episode.offered_by.empty() && behind_last_word;
  return offered_since || (state.run->asked && came_before(received, *state.run->asked));
}

bool names_call(const std::string& text, const Json& arguments) {
  std::string low = lower_ascii(text);
  for (std::size_t at = 1; at + 1 < low.size(); ++at)   // "1,200.00"
    if (low[at] == ',' && std::isdigit(static_cast<unsigned char>(low[at - 1])) && std::isdigit(static_cast<unsigned char>(low[at + 1]))) low.erase(at, 1);
  const Json::Object* members = arguments.members();
  return !members || std::all_of(members->begin(), members->end(), [&](const auto& argument) { return names_value(low, argument.second); });
}

const Json* used_by_run(const ConversationState& state, const std::string& fact) { return state.run ? used_by(*state.run, fact) : nullptr; }

std::string last_question(const ConversationState& state) {
  const auto last = std::find_if(state.recent.rbegin(), state.recent.rend(), [](const SpokenLine& line) { return line.by != Speaker::customer; });
  if (last == state.recent.rend()) return "";
  const std::string text(trim(last->text));
  if (!text.ends_with('?') || text.size() < 2) return "";
  const std::size_t before = text.find_last_of(".!?\n", text.size() - 2);
  return std::string(trim(before == std::string::npos ? text : text.substr(before + 1)));
}

bool wants_it_different(const ConversationState& state) {
  constexpr std::array instead{"only", "except", "unless", "but", "instead", "rather", "actually", "sorry", "mean", "meant", "wrong", "typo", "mistake", "correction"};
  const auto& turn = state.turn;
  return turn && turn->reading && std::ranges::any_of(turn->reading->acts, [&](const SpeechAct& one) {
           return (one.act == speech::in_its_place || one.act == speech::hesitate) && std::ranges::find(instead, one.what) != instead.end();
         });
}

// "You wrote of $14.00 and $9.00; this is about $48.00. ": where the message named several sums, and none of them by its words.
static std::string sums_left_open(const ConversationState& state, const std::string& name, const std::string& called) {
  std::vector<std::string> open;
  if (state.turn && state.turn->reading)
    for (const SpeechAct& one : state.turn->reading->acts)
      if (one.act == speech::left_open && one.what.starts_with(name + " ")) open.push_back(one.what.substr(name.size() + 1));
  return open.size() < 2 ? "" : "You wrote of " + english_list(open) + "; this is about " + called + ". ";
}

std::string amounts_named(const ConversationState& state, const Json& call_arguments) {
  std::string told;
  const auto money = [](const Json& value) { return parse_money(value.text_or("amount") + " " + value.text_or("currency")); };
  for (const auto& [name, argument] : *call_arguments.members()) {
    if (const auto called = money(argument)) told += sums_left_open(state, name, format_money(*called));
    const auto claim = state.claims.find(name);
    if (claim == state.claims.end() || canonical(claim->second) == canonical(argument)) continue;
    const auto named = money(claim->second), called = money(argument);
    if (!named || !called || *named == *called) continue;
    const auto is_said = [&](const std::string& line) { return line.find(format_money(*called)) != std::string::npos; };
    if (std::any_of(state.run->said.begin(), state.run->said.end(), is_said)) continue;
    told += "You wrote " + format_money(*named) + "; this is about " + format_money(*called) + ". ";
  }
  return told;
}

}  // namespace handrail
