#include "workflows/runtime/check_calls.hpp"

#include <algorithm>

#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"
#include "engine/base/time.hpp"
#include "workflows/runtime/desk_functions.hpp"
#include "workflows/runtime/written_times.hpp"

namespace handrail {

namespace {

using Kind = ScriptWord::Kind;
using Wants = ScriptTool::Wants;

bool opens(const ScriptWord& word) { return word.kind == Kind::sign && (word.text == "(" || word.text == "{" || word.text == "["); }
bool closes(const ScriptWord& word) { return word.kind == Kind::sign && (word.text == ")" || word.text == "}" || word.text == "]"); }
bool digit(char c) { return c >= '0' && c <= '9'; }

std::string counted(std::size_t n) { return std::to_string(n) + (n == 1 ? " argument" : " arguments"); }

// What a literal of the wrong type should be; empty: the literal is fine.
std::string wanted(Wants wants, const std::string& literal) {
  switch (wants) {
    case Wants::text: return literal == "a text" ? "" : "a text";
    case Wants::number: return literal == "a number" ? "" : "a number";
    case Wants::yes_no: return literal == "true or false" ? "" : "true or false";
    case Wants::money: return literal == "a text" ? "" : "money";
    case Wants::any: break;
  }
  return "";
}

// Written with a space or an underscore, as the gate reads it. A text with an escape says what it is only when the script runs.
bool is_word_of(const std::vector<std::string>& words, const std::string& text) {
  if (words.empty() || text.find('\\') != std::string::npos) return true;
  return std::any_of(words.begin(), words.end(), [&](const std::string& word) {
    return std::equal(word.begin(), word.end(), text.begin(), text.end(), [](char a, char b) { return a == b || (a == ' ' && b == '_'); });
  });
}

bool has_digit(const std::string& text) { return std::any_of(text.begin(), text.end(), digit); }

std::string called(Wants wants) {
  switch (wants) {
    case Wants::text: return "a text";
    case Wants::number: return "a number";
    case Wants::money: return "money";
    case Wants::yes_no: return "true or false";
    case Wants::any: break;
  }
  return "anything";
}

std::string mend(Wants wants) {
  switch (wants) {
    case Wants::text: return "write it between quotes";
    case Wants::money: return "write it as money(\"$12.50\") or money(\"12.50 EUR\")";
    case Wants::number: return "write it without quotes";
    case Wants::yes_no: return "write true or false";
    case Wants::any: break;
  }
  return "";
}

}  // namespace

bool CallCheck::is(std::size_t at, std::string_view text) const { return at < words_.size() && words_[at].kind != Kind::text && words_[at].text == text; }

std::size_t CallCheck::closing(std::size_t open) const {
  int depth = 0;
  for (std::size_t i = open; i < words_.size(); ++i) {
    if (opens(words_[i])) ++depth;
    if (closes(words_[i]) && --depth == 0) return i;
  }
  return words_.size();
}

std::optional<std::vector<CallCheck::Argument>> CallCheck::arguments(std::size_t open) const {
  if (open >= words_.size()) return std::nullopt;
  if (words_[open].kind == Kind::text) return std::vector<Argument>{{open, open + 1}};
  const std::size_t close = closing(open);
  if (close == words_.size()) return std::nullopt;
  if (is(open, "{")) return std::vector<Argument>{{open, close + 1}};
  std::vector<Argument> found;
  std::size_t begin = open + 1;
  int depth = 0, blocks = 0;   // a comma inside of a function belongs to it
  for (std::size_t i = open + 1; i <= close; ++i) {
    if (is(i, "function") || is(i, "if") || is(i, "do")) ++blocks;
    if (is(i, "end")) --blocks;
    const bool last = i == close;
    if (!last && (depth > 0 || blocks > 0 || !is(i, ","))) {
      if (opens(words_[i])) ++depth;
      if (closes(words_[i])) --depth;
      continue;
    }
    if (i > begin) found.push_back({begin, i});
    begin = i + 1;
  }
  return found;
}

std::optional<std::vector<CallCheck::Field>> CallCheck::fields(const Argument& table) const {
  std::vector<Field> found;
  std::size_t begin = table.begin + 1;
  int depth = 0;
  for (std::size_t i = table.begin + 1; i < table.end; ++i) {
    const bool last = i + 1 == table.end;
    if (!last && (depth > 0 || (!is(i, ",") && !is(i, ";")))) {
      if (opens(words_[i])) ++depth;
      if (closes(words_[i])) --depth;
      continue;
    }
    if (i > begin) {
      if (words_[begin].kind != Kind::name || !is(begin + 1, "=") || is(begin + 2, "=")) return std::nullopt;
      found.push_back({words_[begin].text, {begin + 2, i}});
    }
    begin = i + 1;
  }
  return found;
}

std::string CallCheck::literal(const Argument& argument) const {
  if (argument.end <= argument.begin) return "";
  const ScriptWord& first = words_[argument.begin];
  if (first.kind == Kind::sign && first.text == "{") return closing(argument.begin) + 1 == argument.end ? "a table" : "";
  const bool negative = first.kind == Kind::sign && first.text == "-" && argument.end == argument.begin + 2;
  if (argument.end != argument.begin + 1 && !negative) return "";
  const ScriptWord& word = words_[argument.end - 1];
  if (word.kind == Kind::text || word.text == "[[") return negative ? "" : "a text";
  if (word.kind == Kind::sign) return !word.text.empty() && digit(word.text.front()) ? "a number" : "";
  return word.text == "true" || word.text == "false" ? "true or false" : "";
}

bool CallCheck::may_be_several(const std::vector<Argument>& arguments) const {
  return !arguments.empty() && (is(arguments.back().end - 1, ")") || is(arguments.back().end - 1, "."));
}

bool CallCheck::names_a_table(const Argument& argument) const {
  if (argument.end - argument.begin != 1 || words_[argument.begin].kind != Kind::name) return false;
  for (std::size_t at = 0; at + 2 < words_.size(); ++at)
    if (is(at, words_[argument.begin].text) && is(at + 1, "=") && is(at + 2, "{")) return true;
  return false;
}

const ScriptTool* CallCheck::find_tool(const std::string& name) const {
  const auto found = std::find_if(around_.tools.begin(), around_.tools.end(), [&](const ScriptTool& tool) { return tool.name == name; });
  return found == around_.tools.end() || !found->known ? nullptr : &*found;
}

void CallCheck::held(const ScriptTool& tool, const ScriptTool::Parameter& parameter, const Argument& argument) const {
  const auto type = types_.of(argument.begin, argument.end);
  if (!type || type->kind == Wants::any || parameter.wants == Wants::any || type->kind == parameter.wants) return;
  std::string given, names;
  for (std::size_t i = argument.begin; i < argument.end; ++i) given += words_[i].text;
  const auto other = std::find_if(tool.parameters.begin(), tool.parameters.end(), [&](const auto& one) { return one.wants == type->kind; });
  for (const ScriptTool::Parameter& one : tool.parameters) names += (names.empty() ? "`" : ", `") + one.name + "`";
  tell_(argument.begin, "`" + tool.name + "` takes " + called(parameter.wants) + " as its `" + parameter.name + "`, and `" + printable(given, 40) + "` is " + called(type->kind),
        other == tool.parameters.end() ? "it takes " + names + ", in this order" : "its `" + other->name + "` is " + called(type->kind) + "; it takes " + names + ", in this order",
        ScriptIssue::Kind::other_value);
}

void CallCheck::one(const ScriptTool& tool, const ScriptTool::Parameter& parameter, const Argument& argument) const {
  const std::string is_one = literal(argument);
  if (is_one.empty()) return held(tool, parameter, argument);
  if (is_one == "a table") return;
  const std::string& text = words_[argument.begin].text;
  const bool read = is_one == "a text" && text != "[[";
  const std::string wants = wanted(parameter.wants, is_one);
  const std::string its = " as its `" + parameter.name + "`, and this is ";
  if (!wants.empty()) return report_(argument.begin, "`" + tool.name + "` takes " + wants + its + is_one, mend(parameter.wants));
  if (read && parameter.wants == Wants::money && !has_digit(text))
    return report_(argument.begin, "`" + tool.name + "` takes money" + its + "`" + printable(text, 40) + "`", mend(parameter.wants));
  if (!read || is_word_of(parameter.words, text)) return;
  const auto meant = nearest(text, parameter.words);
  report_(argument.begin, "`" + tool.name + "` takes " + english_list(parameter.words, "or") + its + "`" + printable(text, 40) + "`",
          meant ? "did you mean `" + *meant + "`?" : "");
}

void CallCheck::named(const ScriptTool& tool, const Argument& table, bool all) const {
  const auto found = fields(table);
  if (!found) return;
  std::vector<std::string> names;
  for (const ScriptTool::Parameter& parameter : tool.parameters) names.push_back(parameter.name);
  for (const Field& field : *found) {
    const auto parameter = std::find_if(tool.parameters.begin(), tool.parameters.end(), [&](const auto& one) { return one.name == field.name; });
    if (parameter != tool.parameters.end()) {
      one(tool, *parameter, field.value);
      continue;
    }
    const auto meant = nearest(field.name, names);
    report_(field.value.begin - 2, "`" + tool.name + "` has no parameter `" + printable(field.name, 40) + "`",
            meant ? "did you mean `" + *meant + "`?" : names.empty() ? "it takes none" : "it takes " + english_list(names));
  }
  for (const ScriptTool::Parameter& parameter : tool.parameters)
    if (all && !parameter.optional && std::none_of(found->begin(), found->end(), [&](const Field& field) { return field.name == parameter.name; }))
      return report_(table.begin, "`" + tool.name + "` needs its `" + parameter.name + "`", "a yes is to the whole call");
}

void CallCheck::tool_call(std::size_t name) const {
  const ScriptTool* tool = find_tool(words_[name].text);
  const auto given = tool ? arguments(name + 1) : std::nullopt;
  if (!given) return;
  if (given->size() == 1 && names_a_table(given->front())) return;   // its arguments by name, put together before
  if (given->size() == 1 && literal(given->front()) == "a table" && (tool->parameters.size() != 1 || fields(given->front()))) return named(*tool, given->front(), false);
  const std::size_t certain = given->size() - (may_be_several(*given) ? 1 : 0);
  if (certain > tool->parameters.size())
    return report_(name, "`" + tool->name + "` takes " + counted(tool->parameters.size()) + ", and is given " + std::to_string(given->size()), "");
  for (std::size_t i = 0; i < given->size() && i < tool->parameters.size(); ++i) one(*tool, tool->parameters[i], (*given)[i]);
  const auto lacks = std::find_if(tool->parameters.begin() + static_cast<std::ptrdiff_t>(std::min(given->size(), tool->parameters.size())), tool->parameters.end(),
                                  [](const ScriptTool::Parameter& parameter) { return !parameter.optional; });
  if (lacks == tool->parameters.end() || may_be_several(*given)) return;
  report_(name, "`" + tool->name + "` needs its `" + lacks->name + "`, and is given " + (given->empty() ? "nothing" : counted(given->size())),
          "write nil for what the customer is still to be asked");
}

void CallCheck::desk_call(std::size_t name) const {
  const auto& functions = desk_functions();
  const auto function = std::find_if(functions.begin(), functions.end(), [&](const DeskFunction& one) { return one.name == words_[name].text; });
  const bool called = is(name + 1, "(") || is(name + 1, "{") || (name + 1 < words_.size() && words_[name + 1].kind == Kind::text);
  const auto given = function == functions.end() || !called ? std::nullopt : arguments(name + 1);
  if (!given) return;
  const std::string desk = "`desk." + std::string(function->name) + "`";
  const bool several = may_be_several(*given);
  const bool with_tool = function->parameters.size() > 1 && function->parameters[0].name == "tool";
  const ScriptTool* tool = with_tool && !given->empty() && literal((*given)[0]) == "a text" ? find_tool(words_[(*given)[0].begin].text) : nullptr;
  if (given->size() - (several ? 1 : 0) > function->parameters.size())
    return report_(name, desk + " takes " + counted(function->parameters.size()) + ", and is given " + std::to_string(given->size()), "");
  const bool takes_nothing = tool && tool->parameters.empty() && given->size() == 1;   // its table of arguments would be empty
  if (given->size() < function->parameters.size() && !function->parameters[given->size()].optional && !several && !takes_nothing)
    return report_(name, desk + " needs its `" + std::string(function->parameters[given->size()].name) + "`", "workflows/README.md lists what it takes");
  for (std::size_t i = 0; i < given->size() && i < function->parameters.size(); ++i) desk_argument(desk, function->parameters[i], (*given)[i]);
  if (tool && given->size() > 1 && literal((*given)[1]) == "a table") named(*tool, (*given)[1], function->name == "confirm");
}

void CallCheck::desk_argument(const std::string& desk, const DeskParameter& parameter, const Argument& argument) const {
  const std::string is_one = literal(argument);
  if (is_one.empty()) return;
  const std::string& text = words_[argument.end - 1].text;
  const bool read = is_one == "a text" && text != "[[";
  const std::string its = " as its `" + std::string(parameter.name) + "`, and this is ";
  if (parameter.value == DeskValue::text && (is_one == "a table" || is_one == "true or false")) report_(argument.begin, desk + " takes a text" + its + is_one, "");
  if (parameter.value == DeskValue::object && is_one != "a table") report_(argument.begin, desk + " takes a table of named arguments" + its + is_one, "");
  if (parameter.value == DeskValue::duration) duration(desk, parameter, argument);
  if (parameter.name == "tool" && is_one == "a number") report_(argument.begin, desk + " takes the name of a tool" + its + is_one, "");
  if (parameter.name == "time" && (is_one == "a number" || (read && !parse_time(text))))
    report_(argument.begin, desk + " takes a time" + its + "`" + printable(text, 40) + "`", "write one like \"2026-11-21T09:30:00Z\" or \"2026-11-21\"");
  if (parameter.name == "form" && (is_one == "a number" || (read && std::find(time_forms().begin(), time_forms().end(), text) == time_forms().end())))
    report_(argument.begin, desk + " has no form `" + printable(text, 40) + "`", "there are " + english_list(time_forms()));
  const bool queue = parameter.name == "queue" && (read || is_one == "a number") && around_.queues;
  if (queue && std::find(around_.queues->begin(), around_.queues->end(), text) == around_.queues->end()) {
    const auto meant = nearest(text, *around_.queues);
    report_(argument.begin, "the policy has no queue `" + printable(text, 40) + "`", meant ? "did you mean `" + *meant + "`?" : "");
  }
}

void CallCheck::duration(const std::string& desk, const DeskParameter& parameter, const Argument& argument) const {
  const std::string is_one = literal(argument), &text = words_[argument.end - 1].text;
  if (is_one.empty() || text == "[[") return;
  const auto span = is_one == "a text" ? parse_duration(text) : fail(ErrorCode::invalid, is_one);
  if (!span) {
    const std::string shown = is_one == "a table" ? is_one : "`" + printable(text, 40) + "`";
    return report_(argument.begin, desk + " takes a duration as its `" + std::string(parameter.name) + "`, and this is " + shown,
                   "write one like \"30 minutes\", \"4 hours\" or \"2 days\"");
  }
  if (span->ms <= 0 || *span > limits::lua_wait)
    report_(argument.begin, desk + " waits for more than nothing and at most " + format_duration(limits::lua_wait) + ", and this is `" + printable(text, 40) + "`", "");
}

void CallCheck::callback(std::size_t open, const std::function<bool(std::size_t)>& takes_step) const {
  const std::size_t close = closing(open);
  std::size_t at = open;
  while (at < close && !is(at, "function")) ++at;
  for (; at < close; ++at) {
    if (!takes_step(at)) continue;
    return report_(at, "a step cannot be taken inside of a function given to table.sort or string.gsub", "take it before, and use what it gave");
  }
}

}  // namespace handrail
