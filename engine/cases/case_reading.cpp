// The *.case files as texts: one pass over the lines of each, with a finding for whatever a line says that cannot be.
#include <algorithm>
#include <map>

#include "dsl/program/decode.hpp"
#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"
#include "engine/cases/case_facts.hpp"
#include "engine/cases/case_past.hpp"
#include "engine/cases/cases.hpp"

namespace handrail {
namespace {

using dsl::Span;

constexpr std::size_t words_named = 12;   // of those that may stand in a place, in one sentence

class CaseReading {
 public:
  CaseReading(const dsl::Program& program, Cases& cases) : program_(program), cases_(cases), facts_of_(program) {}

  void file(std::uint32_t index, const dsl::SourceFile& file) {
    file_ = index;
    text_ = &file.text;
    path_ = file.path;
    names_.clear();
    open_ = broken_ = false;
    std::size_t number = 0;
    for (const std::string_view whole : split(file.text, '\n')) {
      ++number;
      line_ = trim(case_words::without_comment(whole));
      if (!line_.empty()) read(number);
    }
    finish();
  }

 private:
  Span span_of(std::string_view piece) const {
    const auto begin = static_cast<std::uint32_t>(piece.data() - text_->data());
    return {file_, begin, begin + static_cast<std::uint32_t>(piece.size())};
  }

  dsl::Diagnostic* problem(std::string code, std::string message, Span span, std::string note, std::string help) {
    broken_ = true;
    if (cases_.problems.size() >= limits::diagnostics) return nullptr;
    dsl::Diagnostic found;
    found.code = std::move(code);
    found.message = std::move(message);
    found.span = span;
    found.note = std::move(note);
    found.help = std::move(help);
    cases_.problems.push_back(std::move(found));
    return &cases_.problems.back();
  }
  void problem(std::string code, std::string message, std::string_view piece, std::string note, std::string help) {
    problem(std::move(code), std::move(message), span_of(piece), std::move(note), std::move(help));
  }

  static std::string meant(std::string_view word, const std::vector<std::string>& known, std::string otherwise) {
    const auto found = nearest(word, known);
    return found ? "did you mean `" + *found + "`?" : std::move(otherwise);
  }

  // As many as are read at a glance.
  static std::string one_of(const std::vector<std::string>& known) {
    std::vector<std::string> words;
    for (const std::string& word : known) {
      if (words.size() == words_named) return "write one of " + english_list(words, "or") + " (" + std::to_string(known.size() - words.size()) + " more)";
      words.push_back("`" + word + "`");
    }
    return "write one of " + english_list(words, "or");
  }

  void finish() {
    if (!open_) return;
    open_ = false;
    if (!about_ && !unreadable_)
      problem("P0507", "the case is about nothing", name_span_, "neither a call nor a message", "add a line `call TOOL`, or a line `message`");
    else if (now_.gives.empty() && !gave_)
      problem("P0505", "the case does not say what must come out", name_span_, "no line of it begins with `gives`", "add `gives allow`, `gives deny` or `gives hand off`");
    if (broken_) return;
    if (!now_.situation.is_call) read_signals();
    for (LookedUp& one : found_) {
      one.at = now_.situation.call.now;
      now_.situation.call.lookups.push_back(std::move(one));
    }
    for (const Entry& one : entries_)
      if (const auto key = key_of(one)) (void)put_in_entry(program_, now_.situation, {one.map, *key, one.field}, one.type, one.value);
    for (const auto& [said, line] : used_)
      use(said, line);
    for (const auto& [said, line] : looked_up_) now_.situation.options.looked_up_at[std::string(said.let)] = moment(said.when, line);
    if (!broken_) cases_.cases.push_back(std::move(now_));
  }

  void use(const case_words::SaidUse& said, std::string_view line) {
    const PutUse put = put_used(program_, now_.situation, {said.words, said.amount, moment(said.when, line), said.by_others});
    if (put == PutUse::several)
      problem("P0503", "this could count against more than one", line, said.words.empty() ? "there are several limits" : "several limits or counts have these words",
              "name the one by all of its words: `used before 2 of \"once per customer in 90 days\"`");
    if (put == PutUse::nowhere)
      problem("P0503", "there is no limit here that this could count against", line, "words of a limit, or of what is counted",
              said.by_others ? "`by others` is of a limit that counts per something" : "name it by words of it: `used before 2 of \"per customer in 90 days\"`");
  }

  // As the signals of a message that is read say it, where the case does not say so itself.
  void read_signals() {
    TurnFacts& turn = now_.situation.turn;
    const auto has = [&](std::string_view signal) { return std::ranges::find(turn.signals, signal) != turn.signals.end(); };
    if (!said_.contains("mood")) turn.mood = has("angry") ? Mood::angry : has("frustrated") ? Mood::annoyed : Mood::calm;
    if (!said_.contains("asked_before") && has("asks_again")) turn.asked_before = 1;
    for (const std::string& signal : turn.signals) turn.running.emplace(signal, 1);
  }

  void begin(std::string_view name, std::size_t number) {
    finish();
    now_ = Case{.name = case_words::unquoted(name), .at = path_ + ":" + std::to_string(number), .expected_at = {},
                .situation = blank_call(""), .gives = {}, .gives_at = {}, .asks = {}};
    broken_ = about_ = unreadable_ = gave_ = false;
    open_ = true;
    said_.clear();
    used_.clear();
    looked_up_.clear();
    found_.clear();
    entries_.clear();
    name_span_ = span_of(name.empty() ? line_ : name);
    if (name.size() < 3 || name.front() != '"' || name.back() != '"')
      return void(problem("P0507", "a case has no name", name_span_, "", "say what it shows: `case \"A refund over the limit waits\"`"));
    const auto [known, added] = names_.emplace(now_.name, name_span_);
    if (added) return;
    if (auto* found = problem("P0506", "two cases are called " + printable("`" + now_.name + "`"), name_span_, "the second one", "give one of them another name"))
      found->labels.push_back({known->second, "the first one"});
  }

  bool once(std::string_view word, std::string_view shown) {
    const auto [known, added] = said_.emplace(std::string(word), span_of(shown));
    if (added) return true;
    if (auto* found = problem("P0506", "`" + printable(word) + "` is said twice in one case", span_of(shown), "the second time", "keep the one that is meant"))
      found->labels.push_back({known->second, "the first time"});
    return false;
  }

  void read(std::size_t number) {
    const std::string_view word = case_words::fact(line_);
    std::string_view rest = trim(line_.substr(word.size()));
    if (word == "case") return begin(rest, number);
    if (!open_) {   // one finding says it of all the lines before the first case
      if (!broken_) problem("P0507", "a line stands outside of a case", line_, "", "begin with `case \"what it shows\"`");
      return;
    }
    if (word == "call" && once("call", line_)) return call(rest);
    if (word == "message" && rest.empty()) return message();
    if (word == "gives" && once("gives", line_)) return gives(rest, number);
    if (word == "at") return void(now_.gives_at = case_words::unquoted(rest));
    if (word == "now" && once("now", line_)) return time(rest);
    if (word == "call" || word == "gives" || word == "now" || unreadable_) return;
    if (line_ == "nothing assumed") return assume_nothing();
    if (line_ == "not confirmed") return void(now_.situation.options.confirmed = false);
    if (line_ == "not looked up") return void(now_.situation.options.looked_up = false);
    if (line_ == "confirmed") return confirmed();
    if (line_ == "checked by a person") return checked();
    if (!about_) return problem("P0507", "a fact stands before what the case is about", line_, "", "say first `call TOOL` or `message`");
    if (word == "signals") return signals(rest);
    if (word == "approved" && rest.starts_with("by ")) return approved(trim(rest.substr(3)));
    if (word == "used" && rest.starts_with("before")) return used(trim(rest.substr(6)));
    if (word == "looked" && rest.starts_with("up ")) return looked_up(trim(rest.substr(3)));
    if (word == "found") return found(rest);
    if (rest.starts_with("is ")) rest = trim(rest.substr(3));
    fact(word, rest);
  }

  void message() {
    about_ = true;
    const Instant now = now_.situation.turn.now;
    now_.situation = blank_message();
    if (said_.contains("now")) now_.situation.turn.now = now;
  }

  void assume_nothing() {
    now_.situation.options.assume_rest = false;
    now_.situation.call.customer = now_.situation.turn.customer = Json::object();
  }

  void call(std::string_view name) {
    now_.situation.call.tool = std::string(name);
    if (program_.find_tool(name)) return void(about_ = true);
    unreadable_ = true;   // what follows is about a tool that is not there: one finding says it all
    std::vector<std::string> names;
    for (const dsl::Tool& tool : program_.tools) names.push_back(tool.name);
    problem("P0502", "there is no tool `" + printable(name) + "`", name.empty() ? line_ : name, "the case is about a call of it",
            meant(name, names, "name a tool that the policy declares"));
  }

  void gives(std::string_view rest, std::size_t number) {
    gave_ = true;
    now_.expected_at = path_ + ":" + std::to_string(number);
    const std::size_t comma = rest.find(", ask ");
    now_.gives = std::string(trim(rest.substr(0, comma)));
    if (comma != std::string_view::npos) now_.asks = std::string(trim(rest.substr(comma + 6)));
    if (!unreadable_) check_outcome(rest.empty() ? line_ : rest);
  }

  // What a case of this kind can give at all: a misspelt outcome would otherwise only fail.
  void check_outcome(std::string_view shown) {
    std::vector<std::string> known;
    if (now_.situation.is_call) {
      known = {"allow", "deny", "approve"};
      known.push_back("approve by " + std::string(person_who_checks));
      for (const dsl::Role& role : program_.roles) known.push_back("approve by " + role.name);
    } else {
      known = {"answer", "ask", "act", "act, checked by a person", "draft", "offer a person", "hand off", "refuse", "verify", "carry on", "none"};
      for (const dsl::Queue& queue : program_.queues) known.push_back("hand off to " + queue.name);
    }
    if (std::ranges::find(known, now_.gives) != known.end()) return;
    const bool call = now_.situation.is_call;
    const char* const all = call ? "write `allow`, `deny` or `approve by ROLE`"
                                 : "write `answer`, `ask`, `act`, `draft`, `offer a person`, `hand off to QUEUE`, `refuse` or `verify`";
    problem("P0508", "nothing of this kind gives `" + printable(now_.gives) + "`", shown, call ? "expected of a call" : "expected of a message", meant(now_.gives, known, all));
  }

  void time(std::string_view rest) {
    const auto now = parse_time(rest);
    if (!now) return problem("P0504", "`" + printable(rest) + "` is no time", rest.empty() ? line_ : rest, "", "write it like `2026-12-01` or `2026-12-01T09:30:00Z`");
    now_.situation.call.now = now_.situation.turn.now = *now;
  }

  // "lead, head": who has approved the call.
  void approved(std::string_view roles) {
    if (!now_.situation.is_call) return problem("P0503", "nobody approves a message", line_, "an approval is given to a call", "take the line out");
    if (!now_.situation.options.assume_rest)
      return problem("P0503", "an approval is for exactly one call", line_, "where nothing is assumed, a case cannot say that it is this one", "take `nothing assumed` out, or this line");
    for (const std::string_view one : split(roles, ',')) {
      const std::string_view role = trim(one);
      std::vector<std::string> names;
      for (const dsl::Role& known : program_.roles) names.push_back(known.name);
      if (std::ranges::find(names, role) == names.end())
        return problem("P0503", "there is no role `" + printable(role) + "`", role.empty() ? line_ : role, "who has approved the call",
                       meant(role, names, "name a role that the policy declares"));
      now_.situation.call.approvals.push_back({.by = "somebody with the role", .role = std::string(role), .tool = now_.situation.call.tool});
    }
  }

  void confirmed() { now_.situation.call.confirmed.push_back({now_.situation.call.tool, now_.situation.call.arguments, now_.situation.call.now}); }

  // A call of a run that was begun on a reading which a person checks.
  void checked() {
    if (!now_.situation.is_call) return problem("P0503", "of a message its confidence says who checks the reply", line_, "a line of a case about a call", "write `confidence 60%`");
    now_.situation.call.review = UnderReview{"checked by a person", ""};
  }

  void signals(std::string_view rest) {
    std::vector<std::string> known;
    for (const dsl::Signal& signal : program_.signals) known.push_back(signal.name);
    for (const std::string_view piece : split(rest, ',')) {
      const std::string name(trim(piece));
      if (now_.situation.is_call || !put_fact(program_, now_.situation, name, Json(true)))
        problem("P0503", "there is no signal `" + printable(name) + "` here", name.empty() ? line_ : trim(piece), "", meant(name, known, "name a signal that the policy declares"));
    }
  }

  // `used before $250 of "per customer in 90 days", at 2026-01-01T10:00:00Z, by others`
  void used(std::string_view rest) {
    auto use = case_words::use(rest);
    if (!use)
      return problem("P0504", "what was used before cannot be read", rest.empty() ? line_ : rest, "an amount or a number; then `of` a limit, when, `by others`",
                     "write `used before 2`, or `used before $250 of \"per customer in 90 days\", 3 days ago`, or `, at 2026-01-01T10:00:00Z`");
    used_.push_back({std::move(*use), line_});
  }

  // `looked up order, 11 minutes ago`
  void looked_up(std::string_view rest) {
    if (!now_.situation.is_call) return problem("P0503", "a message looks nothing up", line_, "a look-up is made for a call", "take the line out");
    const auto said = case_words::look_up(rest);
    if (!said)
      return problem("P0504", "when it was looked up cannot be read", rest.empty() ? line_ : rest, "the name of a look-up, and when",
                     "write `looked up order, 11 minutes ago`, or `looked up order, at 2026-01-05T09:49:00Z`");
    std::vector<std::string> names;
    for (const dsl::Let& let : program_.tools[*program_.find_tool(now_.situation.call.tool)].lets) names.push_back(let.name);
    if (std::ranges::find(names, said->let) == names.end())
      return problem("P0503", "`" + now_.situation.call.tool + "` has no look-up `" + printable(said->let) + "`", said->let, "no `let` of the tool has this name",
                     meant(said->let, names, names.empty() ? "take the line out" : "name a `let` of the tool"));
    if (once("looked up " + std::string(said->let), line_)) looked_up_.push_back({*said, line_});
  }

  // When it was, once the whole case is read.
  Instant moment(const case_words::SaidWhen& when, std::string_view line) {
    const Instant now = now_.situation.is_call ? now_.situation.call.now : now_.situation.turn.now, at = when.before(now);
    if (at > now) problem("P0504", "this is later than the case itself", line, "the case is at " + format_time(now), "write a time before that, or `now` with a later one");
    return at;
  }

  // `found get_flight("HAT001", 2024-05-12) {"status": "cancelled"}`: what a condition or a `let` looks up.
  void found(std::string_view rest) {
    const std::size_t open = rest.find('('), close = case_words::end_of_arguments(rest);
    const std::string_view name = trim(rest.substr(0, open)), result = close == std::string_view::npos ? "" : trim(rest.substr(close + 1));
    if (open == std::string_view::npos || result.empty() || !now_.situation.is_call)
      return problem("P0507", "what was found cannot be read", rest.empty() ? line_ : rest, "",
                     "write `found TOOL(\"argument\") {\"field\": …}`, or `none` or `unknown` in its place, in a case about a call");
    const auto tool = program_.find_tool(name);
    if (!tool || !program_.tools[*tool].gives)
      return problem("P0502", "there is no look-up `" + printable(name) + "`", name.empty() ? rest : name, "", "name a tool that reads and gives something");
    add_found(program_.tools[*tool], rest.substr(open + 1, close - open - 1), result);
  }

  void add_found(const dsl::Tool& tool, std::string_view given, std::string_view result) {
    LookedUp made{tool.name, Json::object(), std::nullopt, "", {}};
    const auto pieces = case_words::arguments(given);
    if (pieces.size() > tool.parameters.size())
      return problem("P0504", "`" + tool.name + "` does not take that many arguments", given, "", "write one value for each of its parameters, in their order");
    std::vector<JsonIssue> issues;
    for (std::size_t i = 0; i < pieces.size() && !pieces[i].empty(); ++i) made.arguments.set(tool.parameters[i].name, case_words::literal(pieces[i]).value_or(Json()));
    (void)dsl::decode_arguments(program_, tool, made.arguments, "", issues);
    const auto value = result == "unknown" ? std::nullopt : case_words::literal(result);
    if (value && !value->is_null()) (void)dsl::decode(program_, *tool.gives, *value, "", issues);
    if (!issues.empty() || (!value && result != "unknown"))
      return problem("P0504", "what `" + tool.name + "` takes or gives is something else", line_, issues.empty() ? "not JSON" : issues.front().message,
                     "write values of its types");
    if (value) made.result = *value;
    found_.push_back(std::move(made));
  }

  void fact(std::string_view word, std::string_view text) {
    const std::string path(word);
    if (const std::size_t open = path.find('['); open != std::string::npos && !text.empty()) return entry(word, open, text);
    if (text.empty()) return problem("P0507", "`" + printable(word) + "` has no value", line_, "", "write the value behind it; `unknown` and `none` are values too");
    const auto kind = facts_of_.type_of(now_.situation, path);
    if (!kind) {
      const auto all = facts_of_.paths(now_.situation);
      return problem("P0503", "there is no fact `" + printable(word) + "` here", word, now_.situation.is_call ? "not of `" + now_.situation.call.tool + "`" : "not of a message",
                     meant(path, all, "`handrail facts` lists what may be named"));
    }
    if (path != "asked" && !once(path, word)) return;
    if (text == "unknown") return forget(path, text);
    const auto value = case_words::literal(text);
    std::vector<JsonIssue> issues;
    if (value && !value->is_null()) (void)dsl::decode(program_, *kind, *value, "", issues);
    if (!value || !issues.empty())
      return problem("P0504", "`" + path + "` is " + dsl::describe(program_, *kind) + ", and `" + printable(text) + "` is none", text,
                     issues.empty() ? "not JSON" : issues.front().message, "write a value of its type");
    if (path == "intent" && !program_.find_intent(case_words::unquoted(text))) return word_of_list(text, intents(), "no intent of the policy");
    if (path == "mood") {
      const std::vector<std::string> moods(std::begin(EnumWords<Mood>::words), std::end(EnumWords<Mood>::words));
      if (std::ranges::find(moods, case_words::unquoted(text)) == moods.end()) return word_of_list(text, moods, "no mood");
    }
    (void)put_fact(program_, now_.situation, path, *value);
  }

  // `order.paid_with[method].balance unknown`: a field of an entry, by a text or by the parameter that has its key.
  void entry(std::string_view word, std::size_t open, std::string_view text) {
    const std::size_t close = word.rfind(']');
    Entry made{std::string(word.substr(0, open)), "", "", {}, std::nullopt, word};
    if (close != std::string_view::npos && close > open) {
      made.key = std::string(trim(word.substr(open + 1, close - open - 1)));
      made.field = std::string(word.substr(close + 1));
      if (made.field.starts_with('.')) made.field.erase(0, 1);
    }
    const auto kind = made.key.empty() ? std::nullopt : facts_of_.type_of_entry(now_.situation, made.map, made.field);
    if (!kind)
      return problem("P0503", "there is no fact `" + printable(word) + "` here", word, "of a map: the map, its key in brackets, a field of the entry",
                     "write it like `order.paid_with[\"card\"].balance`, or with a parameter for the key");
    if (!once(word, word)) return;
    made.type = *kind;
    if (text != "unknown") {
      made.value = case_words::literal(text);
      std::vector<JsonIssue> issues;
      if (made.value && !made.value->is_null()) (void)dsl::decode(program_, *kind, *made.value, "", issues);
      if (!made.value || !issues.empty())
        return problem("P0504", "`" + std::string(word) + "` is " + dsl::describe(program_, *kind) + ", and `" + printable(text) + "` is none", text,
                       issues.empty() ? "not JSON" : issues.front().message, "write a value of its type");
    }
    entries_.push_back(std::move(made));
  }

  struct Entry { std::string map, key, field; dsl::Type type; std::optional<Json> value; std::string_view word; };

  std::optional<std::string> key_of(const Entry& entry) {
    if (entry.key.starts_with('"')) return case_words::unquoted(entry.key);
    const Json* said = now_.situation.is_call ? now_.situation.call.arguments.find(entry.key) : said_in_message(entry.key);
    const auto kind = facts_of_.type_of(now_.situation, entry.key);
    if (said && said->text() && kind && kind->kind == dsl::TypeKind::text) return *said->text();
    problem("P0504", "`" + printable(entry.key) + "` is no key: the case says no text for it", entry.word, "a text in quotes, or a parameter, an entity or a context field with a value",
            "write a line `" + printable(entry.key) + "  \"…\"`, or the key itself in quotes");
    return std::nullopt;
  }

  const Json* said_in_message(const std::string& name) const {
    const TurnFacts& turn = now_.situation.turn;
    if (const auto claim = turn.claims.find(name); claim != turn.claims.end()) return &claim->second;
    return turn.context.find(name);
  }

  void forget(const std::string& path, std::string_view text) {
    if (!forget_fact(program_, now_.situation, path))
      problem("P0504", "`" + path + "` is never unknown", text, "it is always set", "write a value of its type");
  }

  void word_of_list(std::string_view text, const std::vector<std::string>& known, std::string note) {
    problem("P0504", "`" + printable(text) + "` is not one of the words that may stand here", text, std::move(note),
            meant(case_words::unquoted(text), known, one_of(known)));
  }

  std::vector<std::string> intents() const {
    std::vector<std::string> names;
    for (const dsl::Intent& intent : program_.intents) names.push_back(intent.name);
    return names;
  }

  const dsl::Program& program_;
  Cases& cases_;
  CaseFacts facts_of_;
  Case now_;
  std::uint32_t file_ = 0;
  const std::string* text_ = nullptr;
  std::string path_;
  std::string_view line_;
  Span name_span_;
  bool open_ = false, broken_ = false, about_ = false, unreadable_ = false, gave_ = false;
  std::map<std::string, Span> names_, said_;
  struct Used { case_words::SaidUse said; std::string_view line; };
  std::vector<Used> used_;
  struct LookedUpBefore { case_words::SaidLookUp said; std::string_view line; };
  std::vector<LookedUpBefore> looked_up_;
  std::vector<LookedUp> found_;
  std::vector<Entry> entries_;
};

}  // namespace

Cases read_cases(const dsl::Program& program) {
  Cases cases;
  CaseReading reading(program, cases);
  for (std::uint32_t i = 0; i < program.sources.size(); ++i)
    if (program.sources.file(i).path.ends_with(".case")) reading.file(i, program.sources.file(i));
  return cases;
}

Cases read_case_text(const dsl::Program& program, const std::string& text) {
  Cases cases;
  CaseReading(program, cases).file(0, {"generated.case", text});
  return cases;
}

}  // namespace handrail
