#include "engine/turn/asked.hpp"

#include <algorithm>
#include <cctype>

#include "engine/base/text.hpp"

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

bool names_call(const std::string& text, const Json& arguments) {
  std::string low = lower_ascii(text);
  for (std::size_t at = 1; at + 1 < low.size(); ++at)   // "1,200.00"
    if (low[at] == ',' && std::isdigit(static_cast<unsigned char>(low[at - 1])) && std::isdigit(static_cast<unsigned char>(low[at + 1]))) low.erase(at, 1);
  const Json::Object* members = arguments.members();
  return !members || std::all_of(members->begin(), members->end(), [&](const auto& argument) { return names_value(low, argument.second); });
}

const Json* used_by_run(const ConversationState& state, const std::string& fact) {
  if (!state.run) return nullptr;
  for (auto step = state.run->steps.rbegin(); step != state.run->steps.rend(); ++step)
    if (step->asked == fact && !step->refused && !step->result.is_null()) return &step->result;
  const Json* input = state.run->inputs.find(fact);
  return input && !input->is_null() ? input : nullptr;
}

}  // namespace handrail
