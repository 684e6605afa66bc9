#include "workflows/runtime/script_types.hpp"

#include <algorithm>
#include <set>

namespace handrail {

namespace {

using Kind = ScriptWord::Kind;

const std::set<std::string, std::less<>> keywords{"and", "break", "do", "else", "elseif", "end", "false", "for", "function", "goto", "if", "in", "local",
                                                  "nil", "not", "or", "repeat", "return", "then", "true", "until", "while"};
// What may go on with an expression behind a call or a name, so that the whole is something else.
bool goes_on(const ScriptWord& word) {
  if (word.kind == Kind::text) return true;
  if (word.kind == Kind::name) return word.text == "and" || word.text == "or";
  return word.text != ";" && word.text != "," && word.text != ")" && word.text != "}" && word.text != "]";
}

}  // namespace

ScriptTypes::ScriptTypes(const std::vector<ScriptWord>& words, const ScriptSurroundings& around) : words_(words), around_(around) {
  note_functions();
  note_names();
  note_loops();
  forget_uncertain();
}

bool ScriptTypes::is(std::size_t at, std::string_view text) const { return at < words_.size() && words_[at].kind != Kind::text && words_[at].text == text; }

bool ScriptTypes::is_name(std::size_t at) const {
  if (at >= words_.size() || words_[at].kind != Kind::name || keywords.contains(words_[at].text)) return false;
  const bool field = at > 0 && (is(at - 1, ":") || (is(at - 1, ".") && !(at > 1 && is(at - 2, "."))));
  return !field;
}

bool ScriptTypes::is_set(std::size_t at) const { return is(at + 1, "=") && !is(at + 2, "="); }

std::size_t ScriptTypes::closing(std::size_t open) const {
  int depth = 0;
  for (std::size_t i = open; i < words_.size(); ++i) {
    if (is(i, "(") || is(i, "{") || is(i, "[")) ++depth;
    if ((is(i, ")") || is(i, "}") || is(i, "]")) && --depth == 0) return i;
  }
  return words_.size();
}

void ScriptTypes::note(const std::string& name, std::optional<ScriptType> type) {
  const auto [found, added] = names_.emplace(name, type);
  if (!added && found->second != type) found->second = std::nullopt;
}

// Every name that the script sets, with what it is set to; in the order of the text, so that what a name is made of is known before it.
void ScriptTypes::note_names() {
  bool parameters = false, loop = false;   // between `function` and `)`, between `for` and `in` or `=`
  for (std::size_t i = 0; i < words_.size(); ++i) {
    if (is(i, "function")) parameters = true;
    if (is(i, ")")) parameters = false;
    if (is(i, "for")) loop = true;
    if (is(i, "in") || is(i, "=")) loop = false;
    if (!is_name(i)) continue;
    const bool local = i > 0 && is(i - 1, "local"), listed = is(i + 1, ",") || (i > 0 && is(i - 1, ","));
    const bool in_a_table = i > 0 && (is(i - 1, "{") || (listed && is_set(i)));   // a key, or one of several that are set
    if (parameters || loop) note(words_[i].text, std::nullopt);
    else if (in_a_table && is_set(i)) continue;
    else if (local && listed) note(words_[i].text, std::nullopt);
    else if (is_set(i)) note_value(words_[i].text, i + 2);
    else if (const Chain path = chain(i); path.end > i + 1 && is_set(path.end - 1)) {
      std::string name;
      for (std::size_t word = i; word < path.end; ++word) name += words_[word].text;
      note_value(name, path.end + 1);
    }
  }
  // `a, b = …` sets both; a comma stands in a call as well, and then the name is only read.
  for (std::size_t i = 0; i + 1 < words_.size(); ++i) {
    if (!is_name(i) || !is_set(i) || i == 0 || !is(i - 1, ",")) continue;
    for (std::size_t at = i; at >= 2 && is(at - 1, ",") && is_name(at - 2); at -= 2) names_[words_[at - 2].text] = names_[words_[i].text] = std::nullopt;
  }
  for (const std::string& input : around_.inputs.value_or(std::vector<std::string>{})) names_[input] = std::nullopt;
}

void ScriptTypes::note_value(const std::string& name, std::size_t begin) {
  if (is(begin, "{")) note_table(name, begin);
  const std::size_t end = end_of_value(begin);
  if (!is_try(begin) || end == begin) return note(name, of(begin, end));
  note(name, std::nullopt);
  note(name + ".result", called(begin, end));
}

// `{b = find_booking(id), amount = b.total}`
void ScriptTypes::note_table(const std::string& name, std::size_t open) {
  const std::size_t close = closing(open);
  for (std::size_t at = open + 1; at < close; ++at) {
    if (is(at, "(") || is(at, "{") || is(at, "[")) {
      at = closing(at);
      continue;
    }
    const bool key = words_[at].kind == Kind::name && (at == open + 1 || is(at - 1, ",") || is(at - 1, ";")) && is_set(at);
    if (key) note_value(name + "." + words_[at].text, at + 2);
  }
}

bool ScriptTypes::is_try(std::size_t at) const { return is(at, "desk") && is(at + 1, ".") && is(at + 2, "try"); }

std::size_t ScriptTypes::end_of_function(std::size_t at) const {
  std::size_t depth = 0;
  for (; at < words_.size(); ++at) {
    if (is(at, "function") || is(at, "if") || is(at, "do") || is(at, "repeat")) ++depth;   // `while` and `for` have their `do`
    if ((is(at, "end") || is(at, "until")) && --depth == 0) return at;
  }
  return words_.size();
}

// `local function load() return find_booking(id) end`: what stands behind each `return`, where it needs no name of the function's own. A function that is set twice, or
// that may end without a `return`, gives nobody knows what.
void ScriptTypes::note_functions() {
  for (std::size_t i = 0; i + 2 < words_.size(); ++i) {
    if (!is(i, "function") || !is_name(i + 1) || !is(i + 2, "(")) continue;
    const std::size_t end = end_of_function(i);
    std::optional<ScriptType> given;
    bool first = true, last = false;
    for (std::size_t at = closing(i + 2) + 1; at < end; ++at) {
      if (is(at, "function")) at = end_of_function(at);
      if (!is(at, "return")) continue;
      const std::size_t value = end_of_value(at + 1);
      const auto type = value > at + 1 && !is(value, ",") ? called(at + 1, value) : std::nullopt;
      given = first || given == type ? type : std::nullopt;
      first = false;
      last = value == end;
    }
    const auto [found, added] = functions_.emplace(words_[i + 1].text, last ? given : std::nullopt);
    if (!added) found->second = std::nullopt;
  }
}

// Read, or handed to a tool or the desk, which change nothing in it.
bool ScriptTypes::only_read(std::size_t at) const {
  if (is(at + 1, ".") && !is(at + 2, ".")) return true;
  if (is(at + 1, "then") || is_set(at)) return true;
  if (at == 0 || !is(at + 1, ")")) return false;
  std::size_t open = at;
  while (open > 0 && !is(open, "(")) --open;
  if (open < 1 || closing(open) != at + 1) return false;
  const bool tool = std::ranges::find(around_.tools, words_[open - 1].text, &ScriptTool::name) != around_.tools.end();
  return tool || (open > 2 && is(open - 3, "desk"));
}

// What is in a table that another name may hold too, or that is set in two places, is nobody's to say.
void ScriptTypes::forget_uncertain() {
  std::map<std::string, std::size_t, std::less<>> set;
  std::set<std::string, std::less<>> uncertain;
  for (std::size_t i = 0; i < words_.size(); ++i) {
    if (!is_name(i)) continue;
    const bool declared = i > 0 && is(i - 1, "local") && !is_set(i);
    if (is_set(i) && ++set[words_[i].text] > 1) uncertain.insert(words_[i].text);
    if (!declared && !only_read(i)) uncertain.insert(words_[i].text);
  }
  for (auto& [name, type] : names_)
    if (const auto dot = name.find('.'); dot != std::string::npos && uncertain.contains(name.substr(0, dot))) type = std::nullopt;
}

// `for _, item in ipairs(order.items) do`: one of the records of the list.
void ScriptTypes::note_loops() {
  for (std::size_t i = 0; i + 6 < words_.size(); ++i) {
    if (!is(i, "for") || !is(i + 2, ",") || !is(i + 4, "in") || !is(i + 5, "ipairs") || !is(i + 6, "(")) continue;
    const std::string& name = words_[i + 3].text;
    const auto list = of(i + 7, closing(i + 6));
    const auto set = static_cast<std::size_t>(std::ranges::count_if(words_, [&](const ScriptWord& word) {
      const auto at = static_cast<std::size_t>(&word - words_.data());
      return word.text == name && is_name(at) && (is_set(at) || is(at - 1, "local") || is(at + 1, "in") || is(at + 1, ","));
    }));
    if (list && list->list && list->record && set == 1) names_[name] = ScriptType{.record = list->record};
  }
}

std::size_t ScriptTypes::end_of_value(std::size_t begin) const {
  std::size_t end = begin;
  while (is_name(end) || is(end, ".") || (end > begin && is(end - 1, ".") && end < words_.size() && words_[end].kind == Kind::name)) {
    if (end > begin && words_[end].kind == Kind::name && !is(end - 1, ".")) break;   // the next statement
    ++end;
  }
  if (end > begin && (is(end, "(") || is(end, "{"))) end = closing(end) + 1;
  if (end >= words_.size() || !goes_on(words_[end])) return std::min(end, words_.size());
  return begin;
}

// What a call gives: of a tool, of `desk.call("tool", …)`, of `desk.ask("entity", …)`, of `money(…)`.
std::optional<ScriptType> ScriptTypes::called(std::size_t begin, std::size_t end) const {
  const auto gives = [&](const std::string& name) -> std::optional<ScriptType> {
    const auto tool = std::ranges::find(around_.tools, name, &ScriptTool::name);
    const auto own = functions_.find(name);
    if (own != functions_.end()) return own->second;
    return tool == around_.tools.end() ? std::nullopt : tool->gives;
  };
  if ((is(begin + 1, "(") || is(begin + 1, "{")) && closing(begin + 1) + 1 == end) {
    if (is(begin, "money")) return ScriptType{.kind = ScriptType::Wants::money};
    return gives(words_[begin].text);
  }
  const bool desk = is(begin, "desk") && is(begin + 1, ".") && is(begin + 3, "(") && closing(begin + 3) + 1 == end;
  if (!desk || begin + 5 >= end || words_[begin + 4].kind != Kind::text || !(is(begin + 5, ",") || is(begin + 5, ")"))) return std::nullopt;
  if (is(begin + 2, "call") || is(begin + 2, "try")) return gives(words_[begin + 4].text);
  const auto entity = is(begin + 2, "ask") ? around_.entities.find(words_[begin + 4].text) : around_.entities.end();
  return entity == around_.entities.end() ? std::nullopt : std::optional(ScriptType{.kind = entity->second});
}

ScriptTypes::Chain ScriptTypes::chain(std::size_t begin) const {
  Chain made{begin + 1, std::nullopt, std::nullopt};
  const auto named = names_.find(words_[begin].text);
  made.type = named == names_.end() ? std::nullopt : named->second;
  std::string owner = words_[begin].text;
  while (is(made.end, ".") && made.end + 1 < words_.size() && words_[made.end + 1].kind == Kind::name) {
    const std::string& field = words_[made.end + 1].text;
    const ScriptRecord* record = made.type && made.type->record && !made.type->list ? &around_.records.at(*made.type->record) : nullptr;
    made.type = std::nullopt;
    if (record != nullptr) {
      const auto found = std::ranges::find(record->fields, field, &std::pair<std::string, ScriptType>::first);
      if (found != record->fields.end()) made.type = found->second;
      else if (!made.missing) made.missing = Missing{made.end + 1, owner, field, record};
    } else if (const auto put = names_.find(owner + "." + field); put != names_.end()) {
      made.type = put->second;
    }
    owner += "." + field;
    made.end += 2;
  }
  return made;
}

std::optional<ScriptType> ScriptTypes::of(std::size_t begin, std::size_t end) const {
  if (begin >= end || end > words_.size() || !is_name(begin)) return std::nullopt;
  const Chain whole = chain(begin);
  if (whole.end == end) return whole.type;
  return is_try(begin) ? std::nullopt : called(begin, end);   // a table of how it went
}

std::vector<ScriptTypes::Missing> ScriptTypes::missing() const {
  std::vector<Missing> found;
  std::set<std::string, std::less<>> set;   // "booking.note": what the script puts there itself
  const auto whole = [](const Missing& one) { return one.owner + "." + one.field; };
  for (std::size_t i = 0; i < words_.size(); ++i) {
    if (!is_name(i)) continue;
    const Chain read = chain(i);
    if (!read.missing) continue;
    if (is_set(read.end - 1) || (i > 0 && is(i - 1, "function"))) set.insert(whole(*read.missing));
    else found.push_back(*read.missing);
  }
  std::erase_if(found, [&](const Missing& one) { return set.contains(whole(one)); });
  return found;
}

}  // namespace handrail
