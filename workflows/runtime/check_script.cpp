#include "workflows/runtime/check_script.hpp"

#include <algorithm>
#include <set>

#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"
#include "workflows/lua/state.hpp"
#include "workflows/runtime/check_calls.hpp"
#include "workflows/runtime/desk_functions.hpp"
#include "workflows/runtime/script_types.hpp"
#include "workflows/source/script_words.hpp"

namespace handrail {

namespace {

using Kind = ScriptWord::Kind;
using Names = std::vector<std::string>;

bool contains(const Names& names, const std::string& name) { return std::find(names.begin(), names.end(), name) != names.end(); }

Names desk_names() {
  Names names;
  for (const DeskFunction& function : desk_functions()) names.emplace_back(function.name);
  return names;
}

std::string did_you_mean(const std::string& word, const Names& candidates, std::string_view before = "") {
  const auto meant = nearest(word, candidates);
  return meant ? "did you mean `" + std::string(before) + *meant + "`?" : "";
}

class Check {
 public:
  Check(std::string file, std::string_view text, const ScriptSurroundings& around)
      : file_(std::move(file)), words_(script_words(text)), inputs_(around.inputs), types_(words_, around),
        calls_(words_, around, types_, [this](std::size_t at, std::string message, std::string help, ScriptIssue::Kind kind) {
          report(at, std::move(message), std::move(help), kind);
        }) {
    for (const ScriptTool& tool : around.tools) tools_.push_back(tool.name);
    note_own_names();
    for (const std::string_view other : around.others) note_names_set_by(other);
  }

  std::vector<ScriptIssue> issues() {
    for (std::size_t i = 0; i < words_.size(); ++i) {
      if (gives_callback(i)) calls_.callback(i + 1, [this](std::size_t at) { return takes_step(at); });
      if (words_[i].kind != Kind::name || is(i - 1, ".") || is(i - 1, ":")) continue;
      if (words_[i].text == "desk" && is(i + 1, ".")) {
        check_desk(i + 2);
      } else if (!own_.contains(words_[i].text)) {
        check_global(i);
        check_member(i);
        check_set(i);
        if (is_called(i) && contains(tools_, words_[i].text)) calls_.tool_call(i);
      }
    }
    check_fields();
    std::stable_sort(found_.begin(), found_.end(), [](const ScriptIssue& a, const ScriptIssue& b) { return a.line < b.line; });
    return std::move(found_);
  }

 private:
  [[nodiscard]] bool is(std::size_t i, std::string_view text) const { return i < words_.size() && words_[i].kind != Kind::text && words_[i].text == text; }

  [[nodiscard]] bool is_called(std::size_t i) const { return is(i + 1, "(") || is(i + 1, "{") || (i + 1 < words_.size() && words_[i + 1].kind == Kind::text); }

  // table.sort(…), string.gsub(…) and text:gsub(…).
  [[nodiscard]] bool gives_callback(std::size_t i) const {
    if (i < 2 || words_[i].kind != Kind::name || !is(i + 1, "(")) return false;
    return (words_[i].text == "sort" && is(i - 1, ".") && is(i - 2, "table")) || (words_[i].text == "gsub" && (is(i - 1, ".") || is(i - 1, ":")));
  }

  [[nodiscard]] bool takes_step(std::size_t i) const {
    if (words_[i].kind != Kind::name || is(i - 1, ".") || is(i - 1, ":")) return false;
    if (words_[i].text == "desk") return is(i + 1, ".") && is_called(i + 2);
    return is_called(i) && contains(tools_, words_[i].text) && !own_.contains(words_[i].text);
  }

  // Whatever stands before `=`, in a list of names, after `function` or between its parentheses.
  void note_own_names() {
    bool parameters = false;
    for (std::size_t i = 0; i < words_.size(); ++i) {
      if (words_[i].text == "function" && words_[i].kind == Kind::name) parameters = true;
      if (words_[i].kind == Kind::name) {
        const bool assigned = is(i + 1, "=") && !is(i + 2, "=");
        const bool listed = is(i + 1, ",") || is(i - 1, ",") || is(i - 1, "local") || is(i - 1, "for") || is(i - 1, "function");
        const bool own_field = is(i - 1, ".") || is(i - 1, ":");
        if ((assigned || listed || parameters) && !own_field) own_.insert(words_[i].text);
      }
      if (is(i, ")")) parameters = false;
    }
    // A comma stands between the arguments of a call, too: a tool does not become the script's own by being passed along.
    for (const std::string& absent : lua_absent_globals()) {
      if (!assigned_anywhere(absent)) own_.erase(absent);
    }
  }

  // Names are shared where they are not local: by `function NAME` and `NAME =`.
  void note_names_set_by(std::string_view other) {
    const std::vector<ScriptWord> words = script_words(other);
    const auto sign = [&](std::size_t i, std::string_view text) { return i < words.size() && words[i].kind != Kind::text && words[i].text == text; };
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (words[i].kind != Kind::name || sign(i - 1, "local") || sign(i - 1, ".") || sign(i - 1, ",") || sign(i - 1, "{")) continue;
      const bool function = sign(i - 1, "function") && sign(i + 1, "(") && !sign(i - 2, "local");
      if (function || (sign(i + 1, "=") && !sign(i + 2, "="))) own_.insert(words[i].text);
    }
  }

  [[nodiscard]] bool assigned_anywhere(const std::string& name) const {
    for (std::size_t i = 0; i < words_.size(); ++i) {
      if (words_[i].kind != Kind::name || words_[i].text != name) continue;
      if (is(i - 1, "local") || is(i - 1, "function") || is(i - 1, "for") || (is(i + 1, "=") && !is(i + 2, "="))) return true;
    }
    return false;
  }

  void check_desk(std::size_t at) {
    if (at >= words_.size() || words_[at].kind != Kind::name) return;
    static const Names names = desk_names();
    const std::string& name = words_[at].text;
    if (!contains(names, name)) return report(at, "`desk." + name + "` does not exist", did_you_mean(name, names, "desk."));
    calls_.desk_call(at);
    const bool takes_tool = name == "call" || name == "try" || name == "confirm";
    if (!takes_tool || !is(at + 1, "(") || at + 3 >= words_.size() || words_[at + 2].kind != Kind::text || is(at + 3, ".")) return;
    const std::string& tool = words_[at + 2].text;
    if (contains(tools_, tool)) return;
    const std::string meant = did_you_mean(tool, tools_);
    report(at + 2, "the workflow has no tool `" + printable(tool, 60) + "`", meant.empty() ? "add it to the `tools` of the workflow" : meant);
  }

  void check_global(std::size_t i) {
    const std::string& name = words_[i].text;
    const bool called = is_called(i);
    if (contains(lua_absent_globals(), name) && (called || is(i + 1, ".") || is(i + 1, "["))) {
      return report(i, "`" + name + "` is not available in a workflow", "workflows/README.md lists what a script can use");
    }
    if (!called || keywords().contains(name) || name == "_ENV" || contains(lua_globals(), name) || contains(tools_, name)) return;
    Names candidates = tools_;
    candidates.insert(candidates.end(), lua_globals().begin(), lua_globals().end());
    candidates.insert(candidates.end(), own_.begin(), own_.end());
    std::string help = did_you_mean(name, candidates);
    if (help.empty() && contains(desk_names(), name)) help = "write `desk." + name + "`";
    report(i, "there is no function `" + name + "`", help.empty() ? "if it is a tool, add it to the `tools` of the workflow" : help);
  }

  // string.pack, math.random: what Lua has elsewhere, or nowhere. Unless the script has put it there.
  void check_member(std::size_t i) {
    const Names* members = lua_members(words_[i].text);
    if (!members || !is(i + 1, ".") || i + 2 >= words_.size() || words_[i + 2].kind != Kind::name || contains(*members, words_[i + 2].text)) return;
    const std::string whole = words_[i].text + "." + words_[i + 2].text;
    for (std::size_t at = 0; at + 2 < words_.size(); ++at) {
      const bool same = is(at, words_[i].text) && is(at + 1, ".") && is(at + 2, words_[i + 2].text);
      if (same && ((is(at + 3, "=") && !is(at + 4, "=")) || (at > 0 && is(at - 1, "function")))) return;
    }
    const std::string meant = did_you_mean(words_[i + 2].text, *members, words_[i].text + ".");
    report(i, "`" + whole + "` is not available in a workflow", meant.empty() ? "workflows/README.md lists what a script can use" : meant);
  }

  // A name that nothing sets is nil, and nil has no fields. `..` is no field, and `::` begins or ends a label.
  void check_set(std::size_t i) {
    const std::string& name = words_[i].text;
    const bool indexed = (is(i + 1, ".") && !is(i + 2, ".")) || is(i + 1, "[") || (is(i + 1, ":") && !is(i + 2, ":") && i + 2 < words_.size() && words_[i + 2].kind == Kind::name);
    if (!inputs_ || !indexed || name == "desk" || name == "inputs" || name == "_ENV" || contains(lua_globals(), name) || contains(lua_absent_globals(), name)) return;
    if (keywords().contains(name) || contains(tools_, name) || contains(*inputs_, name) || is(i - 1, ":")) return;
    Names candidates = *inputs_;
    candidates.insert(candidates.end(), own_.begin(), own_.end());
    const std::string meant = did_you_mean(name, candidates);
    report(i, "nothing sets `" + printable(name, 60) + "`", meant.empty() ? "if it is an input, add it to what the workflow `takes`" : meant);
  }

  // A field that a record does not have is nil, and the next step does without it.
  void check_fields() {
    for (const ScriptTypes::Missing& one : types_.missing()) {
      Names fields;
      for (const auto& [name, type] : one.record->fields) fields.push_back(name);
      const std::string meant = did_you_mean(one.field, fields);
      report(one.word, "`" + one.owner + "` holds the record `" + one.record->name + "`, which has no `" + printable(one.field, 60) + "`",
             meant.empty() ? "it has " + english_list(fields) : meant, ScriptIssue::Kind::no_such_field);
    }
  }

  static const std::set<std::string, std::less<>>& keywords() {
    static const std::set<std::string, std::less<>> all{"and", "break", "do", "else", "elseif", "end", "false", "for", "function", "goto", "if", "in",
                                                        "local", "nil", "not", "or", "repeat", "return", "then", "true", "until", "while"};
    return all;
  }

  void report(std::size_t at, std::string message, std::string help, ScriptIssue::Kind kind = ScriptIssue::Kind::broken) {
    if (found_.size() < limits::diagnostics) found_.push_back({file_, words_[at].line, std::move(message), std::move(help), kind});
  }

  std::string file_;
  std::vector<ScriptWord> words_;
  std::optional<Names> inputs_;
  ScriptTypes types_;
  CallCheck calls_;
  Names tools_;
  std::set<std::string> own_;
  std::vector<ScriptIssue> found_;
};

}  // namespace

std::vector<ScriptIssue> check_script(const std::string& file, std::string_view text, const std::vector<std::string>& tools) {
  ScriptSurroundings around;
  for (const std::string& tool : tools) around.tools.push_back({tool, {}, false});
  return check_script(file, text, around);
}

std::vector<ScriptIssue> check_script(const std::string& file, std::string_view text, const ScriptSurroundings& around) {
  if (text.size() > limits::lua_script_bytes) {
    return {{file, 1, "the script is larger than " + std::to_string(limits::lua_script_bytes) + " bytes", "split the workflow in two"}};
  }
  if (!valid_utf8(text)) return {{file, 1, "the script is not UTF-8 text", "save it as UTF-8"}};
  if (const auto error = check_lua_syntax(text)) return {{file, error->line, error->message, ""}};
  return Check(file, text, around).issues();
}

std::vector<std::string> unused_tools(std::string_view text, const std::vector<std::string>& tools) {
  if (text.size() > limits::lua_script_bytes || !valid_utf8(text) || check_lua_syntax(text)) return {};   // told by check_script
  const std::vector<ScriptWord> words = script_words(text);
  const auto is = [&](std::size_t i, std::string_view sign) { return i < words.size() && words[i].kind != Kind::text && words[i].text == sign; };
  const auto fixed = [&](std::size_t i) { return i < words.size() && words[i].kind == Kind::text && !is(i + 1, "."); };
  std::set<std::string, std::less<>> said;
  for (std::size_t i = 0; i < words.size(); ++i) {
    said.insert(words[i].text);
    if (is(i, "_G") || is(i, "_ENV") || (is(i, "desk") && !is(i + 1, "."))) return {};
    if (!is(i, "desk") || (!is(i + 2, "call") && !is(i + 2, "try") && !is(i + 2, "confirm"))) continue;
    if (!fixed(i + 3) && !(is(i + 3, "(") && fixed(i + 4))) return {};
  }
  std::vector<std::string> unused;
  for (const std::string& tool : tools)
    if (!said.contains(tool)) unused.push_back(tool);
  return unused;
}

}  // namespace handrail
