#include "workflows/runtime/check_calls.hpp"

#include <algorithm>

#include "engine/base/text.hpp"
#include "engine/base/time.hpp"
#include "workflows/runtime/desk_functions.hpp"

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

const ScriptTool* CallCheck::find_tool(const std::string& name) const {
  const auto found = std::find_if(around_.tools.begin(), around_.tools.end(), [&](const ScriptTool& tool) { return tool.name == name; });
  return found == around_.tools.end() || !found->known ? nullptr : &*found;
}

void CallCheck::one(const ScriptTool& tool, const ScriptTool::Parameter& parameter, const Argument& argument) const {
  const std::string is_one = literal(argument);
  const std::string wants = is_one.empty() || is_one == "a table" ? "" : wanted(parameter.wants, is_one);
  if (!wants.empty()) report_(argument.begin, "`" + tool.name + "` takes " + wants + " as its `" + parameter.name + "`, and this is " + is_one, mend(parameter.wants));
}

void CallCheck::named(const ScriptTool& tool, const Argument& table) const {
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
}

void CallCheck::tool_call(std::size_t name) const {
  const ScriptTool* tool = find_tool(words_[name].text);
  const auto given = tool ? arguments(name + 1) : std::nullopt;
  if (!given) return;
  if (given->size() == 1 && literal(given->front()) == "a table" && (tool->parameters.size() != 1 || fields(given->front()))) return named(*tool, given->front());
  const std::size_t certain = given->size() - (may_be_several(*given) ? 1 : 0);
  if (certain > tool->parameters.size())
    return report_(name, "`" + tool->name + "` takes " + counted(tool->parameters.size()) + ", and is given " + std::to_string(given->size()), "");
  for (std::size_t i = 0; i < given->size() && i < tool->parameters.size(); ++i) one(*tool, tool->parameters[i], (*given)[i]);
}

void CallCheck::desk_call(std::size_t name) const {
  const auto& functions = desk_functions();
  const auto function = std::find_if(functions.begin(), functions.end(), [&](const DeskFunction& one) { return one.name == words_[name].text; });
  const bool called = is(name + 1, "(") || is(name + 1, "{") || (name + 1 < words_.size() && words_[name + 1].kind == Kind::text);
  const auto given = function == functions.end() || !called ? std::nullopt : arguments(name + 1);
  if (!given) return;
  const std::string desk = "`desk." + std::string(function->name) + "`";
  const auto required = static_cast<std::size_t>(std::count_if(function->parameters.begin(), function->parameters.end(), required_of));
  if (given->size() - (may_be_several(*given) ? 1 : 0) > function->parameters.size())
    return report_(name, desk + " takes " + counted(function->parameters.size()) + ", and is given " + std::to_string(given->size()), "");
  if (given->size() < required && !may_be_several(*given))
    return report_(name, desk + " needs its `" + std::string(function->parameters[given->size()].name) + "`", "workflows/README.md lists what it takes");
  for (std::size_t i = 0; i < given->size() && i < function->parameters.size(); ++i) {
    const DeskParameter& parameter = function->parameters[i];
    const std::string is_one = literal((*given)[i]);
    const std::string& text = words_[(*given)[i].begin].text;
    const std::string its = " as its `" + std::string(parameter.name) + "`, and this is ";
    if (parameter.value == DeskValue::text && (is_one == "a table" || is_one == "true or false")) report_((*given)[i].begin, desk + " takes a text" + its + is_one, "");
    if (parameter.value == DeskValue::object && !is_one.empty() && is_one != "a table")
      report_((*given)[i].begin, desk + " takes a table of named arguments" + its + is_one, "");
    if (parameter.value == DeskValue::duration && (is_one == "a number" || (is_one == "a text" && text != "[[" && !parse_duration(text))))
      report_((*given)[i].begin, desk + " takes a duration" + its + "`" + printable(text, 40) + "`", "write one like \"30 minutes\", \"4 hours\" or \"2 days\"");
    const bool queue = parameter.name == "queue" && is_one == "a text" && around_.queues && text != "[[";
    if (queue && std::find(around_.queues->begin(), around_.queues->end(), text) == around_.queues->end()) {
      const auto meant = nearest(text, *around_.queues);
      report_((*given)[i].begin, "the policy has no queue `" + printable(text, 40) + "`", meant ? "did you mean `" + *meant + "`?" : "");
    }
  }
  const bool with_tool = function->parameters.size() > 1 && function->parameters[0].name == "tool" && given->size() > 1;
  const ScriptTool* tool = with_tool && literal((*given)[0]) == "a text" ? find_tool(words_[(*given)[0].begin].text) : nullptr;
  if (tool && literal((*given)[1]) == "a table") named(*tool, (*given)[1]);
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
