#include "engine/policy/cases.hpp"

#include <algorithm>

#include "dsl/program/decode.hpp"
#include "engine/base/text.hpp"
#include "engine/policy/explain.hpp"

namespace handrail {
namespace {

// The line up to a `#` that stands outside quotes.
std::string_view without_comment(std::string_view line) {
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '"' && (i == 0 || line[i - 1] != '\\')) quoted = !quoted;
    if (line[i] == '#' && !quoted) return line.substr(0, i);
  }
  return line;
}

std::string unquoted(std::string_view text) {
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"') text = text.substr(1, text.size() - 2);
  return std::string(text);
}

bool is_number(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789.-") == std::string_view::npos && parse_decimal(text);
}

// A literal of the language as the JSON that `decode` reads by the fact's type; none where it is none.
std::optional<Json> literal(std::string_view text) {
  if (text == "yes" || text == "no") return Json(text == "yes");
  if (text == "none" || text == "unknown") return Json();
  if (!text.empty() && (text.front() == '[' || text.front() == '{')) {
    auto json = parse_json(text);
    return json ? std::optional(std::move(*json)) : std::nullopt;
  }
  if (is_number(text)) return Json(Json::Number{std::string(text)});
  return Json(unquoted(text));
}

class CaseReading {
 public:
  CaseReading(const Bundle& bundle, Cases& cases) : program_(*bundle.program), cases_(cases) {}

  void file(const dsl::SourceFile& file) {
    std::size_t number = 0;
    open_ = false;
    for (const std::string_view whole : split(file.text, '\n')) {
      at_ = file.path + ":" + std::to_string(++number);
      const std::string_view line = trim(without_comment(whole));
      if (!line.empty()) read(line);
    }
    finish();
  }

 private:
  void problem(std::string message) {
    if (cases_.problems.size() < limits::diagnostics) cases_.problems.push_back({at_, std::move(message)});
    broken_ = true;
  }

  void finish() {
    if (!open_) return;
    open_ = false;
    at_ = now_.at;
    if (now_.gives.empty()) problem("the case has no `gives`: say what must come out, `gives allow` or `gives hand off to support`");
    else if (!about_ && !unreadable_) problem("the case is about nothing: write `call process_refund` or `message`");
    if (!broken_) cases_.cases.push_back(std::move(now_));
  }

  void begin(std::string_view name) {
    finish();
    now_ = Case{.name = unquoted(name), .at = at_, .situation = {}, .gives = {}, .gives_at = {}, .asks = {}};
    broken_ = about_ = unreadable_ = false;
    open_ = true;
    Situation& situation = now_.situation;
    const Json customer = Json::object({{"id", "an example"}, {"verified", true}});
    situation.call.now = situation.turn.now = *parse_time("2026-01-05T10:00:00Z");
    situation.call.arguments = situation.call.context = situation.turn.context = Json::object();
    situation.call.customer = situation.turn.customer = customer;
    situation.options.assume_rest = true;
    situation.turn.confidence = Decimal{1'000'000};
  }

  void read(std::string_view line) {
    const std::size_t blank = std::min(line.find_first_of(" \t"), line.size());
    const std::string_view word = line.substr(0, blank);
    std::string_view rest = trim(line.substr(blank));
    if (word == "case") return begin(rest);
    if (!open_) return problem("a fact outside a case: begin with `case \"what it shows\"`");
    if (word == "call") return call(rest);
    if (word == "message") {
      now_.situation.is_call = false;
      about_ = true;
      return;
    }
    if (word == "gives") return gives(rest);
    if (word == "at") return void(now_.gives_at = unquoted(rest));
    if (word == "now") return time(rest);
    if (unreadable_) return;
    if (line == "nothing assumed") {
      now_.situation.options.assume_rest = false;
      now_.situation.call.customer = now_.situation.turn.customer = Json::object();
      return;
    }
    if (line == "not confirmed") return void(now_.situation.options.confirmed = false);
    if (line == "confirmed") return confirmed();
    if (line == "not looked up") return void(now_.situation.options.looked_up = false);
    if (!about_) return problem("say first what the case is about: `call process_refund` or `message`");
    if (word == "signals") return signals(rest);
    if (rest.starts_with("is ")) rest = trim(rest.substr(3));
    fact(std::string(word), rest);
  }

  void call(std::string_view name) {
    now_.situation.call.tool = std::string(name);
    if (program_.find_tool(name)) return void(about_ = true);
    unreadable_ = true;   // what follows is about a tool that is not there: one finding says it all
    std::vector<std::string> names;
    for (const dsl::Tool& tool : program_.tools) names.push_back(tool.name);
    const auto meant = nearest(name, names);
    problem("`" + printable(name) + "` is no tool of the policy" + (meant ? "; did you mean `" + *meant + "`?" : ""));
  }

  void gives(std::string_view rest) {
    const std::size_t comma = rest.find(", ask ");
    now_.gives = std::string(trim(rest.substr(0, comma)));
    if (comma != std::string_view::npos) now_.asks = std::string(trim(rest.substr(comma + 6)));
  }

  void time(std::string_view rest) {
    const auto now = parse_time(rest);
    if (!now) return problem(now.error().message);
    now_.situation.call.now = now_.situation.turn.now = *now;
  }

  void confirmed() { now_.situation.call.confirmed.push_back({now_.situation.call.tool, now_.situation.call.arguments, now_.situation.call.now}); }

  void signals(std::string_view rest) {
    for (const std::string_view name : split(rest, ','))
      if (!put_fact(program_, now_.situation, std::string(trim(name)), Json(true))) problem("`" + printable(trim(name)) + "` is no signal of the policy");
  }

  void fact(const std::string& path, std::string_view text) {
    const auto value = literal(text);
    if (text.empty() || !value) return problem("`" + printable(path) + "` has no value that can be read");
    if (!known(path)) {
      const auto meant = nearest(path, paths());
      return problem("there is no fact `" + printable(path) + "` here" + (meant ? "; did you mean `" + *meant + "`?" : ""));
    }
    const dsl::Type* type = type_of(path);
    std::vector<JsonIssue> issues;
    if (type != nullptr && !value->is_null()) (void)dsl::decode(program_, *type, *value, "", issues);
    if (!issues.empty()) return problem("`" + path + "` " + issues.front().message);
    (void)put_fact(program_, now_.situation, path, *value);
  }

  const std::vector<dsl::Slot>& slots() const {
    return now_.situation.is_call ? program_.tools[*program_.find_tool(now_.situation.call.tool)].scope.slots : program_.turn_scope.slots;
  }

  std::vector<std::string> paths() const {
    std::vector<std::string> all;
    for (const dsl::Slot& slot : slots()) {
      std::string path;
      for (const std::string& part : slot.path) path += (path.empty() ? "" : ".") + part;
      all.push_back(std::move(path));
    }
    if (now_.situation.is_call)
      for (const dsl::Field& field : program_.tools[*program_.find_tool(now_.situation.call.tool)].parameters) all.push_back(field.name);
    return all;
  }

  const dsl::Type* type_of(const std::string& path) const {
    for (const dsl::Slot& slot : slots()) {
      std::string text;
      for (const std::string& part : slot.path) text += (text.empty() ? "" : ".") + part;
      if (text == path) return &slot.type;
    }
    if (!now_.situation.is_call) return nullptr;
    const dsl::Field* field = dsl::find_field(program_.tools[*program_.find_tool(now_.situation.call.tool)].parameters, path);
    return field == nullptr ? nullptr : &field->type;
  }

  bool known(const std::string& path) const {
    if (type_of(path) != nullptr) return true;
    if (path == "customer.id" || path == "customer.verified") return true;
    if (path.rfind("customer.", 0) == 0) return dsl::find_field(program_.customer.fields, path.substr(9)) != nullptr;
    Situation probe = now_.situation;
    return path.find('.') == std::string::npos && put_fact(program_, probe, path, Json());
  }

  const dsl::Program& program_;
  Cases& cases_;
  Case now_;
  std::string at_;
  bool open_ = false, broken_ = false, about_ = false, unreadable_ = false;
};

bool fits(const std::string& wanted, const std::string& came) {
  return came == wanted || (came.size() > wanted.size() && came.rfind(wanted, 0) == 0 && came[wanted.size()] == ' ');
}

}  // namespace

Cases read_cases(const Bundle& bundle) {
  Cases cases;
  CaseReading reading(bundle, cases);
  for (const dsl::SourceFile& file : bundle.files)
    if (file.path.ends_with(".case")) reading.file(file);
  return cases;
}

CaseResult run_case(const Bundle& bundle, const Case& wanted) {
  const Judged outcome = outcome_of(*bundle.program, bundle.hash, wanted.situation);
  CaseResult result{.expected = wanted.gives, .came = outcome.text, .rule = outcome.rule, .at = outcome.at};
  result.holds = fits(wanted.gives, outcome.text);
  if (result.holds && !wanted.asks.empty()) {
    result.expected += ", ask " + wanted.asks;
    const Verdict verdict = judge(*bundle.program, bundle.hash, wanted.situation.call, wanted.situation.options);
    result.holds = wanted.situation.is_call && std::any_of(verdict.remedy.begin(), verdict.remedy.end(), [&](const Remedy& remedy) {
      return remedy.kind == RemedyKind::ask && remedy.what == wanted.asks;
    });
  }
  if (result.holds && !wanted.gives_at.empty()) {
    result.expected += " at " + wanted.gives_at;
    result.holds = outcome.at == wanted.gives_at || outcome.rule.find(wanted.gives_at) != std::string::npos;
  }
  return result;
}

}  // namespace handrail
