#include "engine/turn/confirmation.hpp"

#include <algorithm>

#include "dsl/check/own_sentences.hpp"
#include "dsl/program/bind.hpp"
#include "dsl/program/decode.hpp"
#include "engine/base/text.hpp"
#include "engine/domain/in_words.hpp"
#include "engine/policy/for_people.hpp"

namespace handrail {
std::string listed_call(const LiveBundle& live, const dsl::Tool& tool, const Json& arguments) {
  std::vector<JsonIssue> ignored;
  const ValueRecord values = dsl::decode_arguments(live.program(), tool, arguments, "", ignored);
  const auto as_read = [&](const ValueField& field) {
    const dsl::Field* parameter = dsl::find_field(tool.parameters, field.name);
    return parameter ? for_people(live.program(), parameter->type, field.value) : field.value;
  };
  std::vector<std::string> parts;
  for (const ValueField& field : values.fields)
    if (!field.value.absent() && !field.value.unknown()) parts.push_back(in_words(field.name) + " " + format_value(as_read(field)));
  return in_words(tool.name) + (parts.empty() ? "" : ": " + join(parts, ", "));
}

std::string words_to_confirm(const LiveBundle& live, const dsl::Tool& tool, const GateCall& call) {
  const dsl::Roots roots = for_people(live.program(), tool, call);
  const auto nobody_knows = [&](const dsl::TemplatePiece& piece) { return !piece.path.empty() && dsl::at_path(roots, piece.path).unknown(); };
  std::string words = std::ranges::any_of(tool.say_to_confirm.pieces, nobody_knows) ? "" : dsl::render(tool.say_to_confirm, roots);
  if (!trim(words).empty()) return words;
  return "Please confirm: " + listed_call(live, tool, call.arguments) + ". " + live.program().worded(dsl::own::go_ahead, {call.tone, call.written_in});
}

YesOnRecord yes_on_record(const LiveBundle& live, const ConversationState& state, const dsl::Tool& tool, GateCall call) {
  const std::string exactly = call_name(tool.name, call.arguments);
  const bool yes = std::ranges::any_of(state.confirmed, [&](const Confirmed& one) { return call_name(one.tool, one.arguments) == exactly; });
  if (!yes) return YesOnRecord::none;
  const auto asked = state.confirmed_words.find(exactly);
  if (asked == state.confirmed_words.end()) return YesOnRecord::outdated;
  for (const dsl::Manner& manner : live.program().manners()) {   // who was asked in one language may answer in another
    call.tone = manner.tone;
    call.written_in = manner.language;
    if (words_to_confirm(live, tool, call) == asked->second) return YesOnRecord::stands;
  }
  return YesOnRecord::outdated;
}

}  // namespace handrail
