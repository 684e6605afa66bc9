#include "engine/rehearsal/known_names.hpp"

#include <algorithm>
#include <vector>

#include "engine/base/text.hpp"
#include "engine/rehearsal/lines.hpp"

namespace handrail {
namespace {

using Names = std::vector<std::string>;

template <class List> Names names_of(const List& list, Names more = {}) {
  for (const auto& one : list) more.push_back(one.name);
  return more;
}

// What every reading knows, whatever the policy declares (adapters/reading/signals).
const Names signals_of_every_reading = {"angry", "asks_again", "frustrated", "injection_attempt", "personal_data", "pleased", "rising_risk", "says_no", "says_nothing_yet",
                                          "says_yes", "thanks", "says_done"};

bool open_ended(const std::string& word) { return word.empty() || word.find("…") != std::string::npos || word.find("...") != std::string::npos; }

// Empty where the name is one of them.
std::string no_such(const std::string& what, const std::string& name, const Names& known) {
  if (open_ended(name) || std::find(known.begin(), known.end(), name) != known.end()) return "";
  const auto meant = nearest(name, known);
  return "the policy has no " + what + " `" + printable(name) + "`" + (meant ? ": did you mean `" + *meant + "`?" : "");
}

std::string in_margin(const Part& part, const dsl::Program& program) {
  const std::string whole = whole_text(part);
  const auto [word, rest] = first_word(whole);
  if (word == "tool") return no_such("tool", first_word(rest).first, names_of(program.tools));
  if (word == "approver") {   // "lea approves the first send_gift": the last word before a reason or arguments
    const std::string said = rest.substr(0, std::min(rest.size(), rest.find_first_of("\"{")));
    const std::vector<std::string_view> named = words(said);
    static const Names no_tools = {"the", "reply", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"};
    return named.size() < 3 || std::ranges::count(no_tools, named.back()) != 0 ? "" : no_such("tool", std::string(named.back()), names_of(program.tools));
  }
  if (word == "person") {
    const std::string roles = first_word(rest).second;
    for (const std::string_view role : split(roles, ','))
      if (std::string problem = no_such("role", std::string(trim(role)), names_of(program.roles, {"agent"})); !problem.empty()) return problem;
    return "";
  }
  if (word.rfind("customer", 0) != 0 || whole.back() != ']') return "";
  const std::size_t open = whole.rfind("  [");
  if (open == std::string::npos) return "";
  const auto reading = reading_in(whole.substr(open + 3, whole.size() - open - 4));
  if (!reading) return "";   // told when it is played
  if (reading->names_intent)
    if (std::string problem = no_such("intent", reading->reading.intent, names_of(program.intents)); !problem.empty()) return problem;
  for (const SignalMatch& match : reading->reading.signals)
    if (std::string problem = no_such("signal", match.signal, names_of(program.signals, signals_of_every_reading)); !problem.empty()) return problem;
  return "";
}

// What is ruled out: how a line of what happens begins, and whom it names next.
std::string in_ruled_out(const std::string& line, const dsl::Program& program) {
  static const Names openings = {"bot:", "calls", "looks up", "gate:", "intent", "signal", "claim", "decides to", "trigger", "reply judged", "should have said:", "found by words alone:", "starts workflow", "step", "workflow",
                                 "customer says", "->", "asks for", "approval", "person", "cites", "hands off", "moves to", "claimed by", "handed back", "resolved by",
                                 "remembers", "timer", "episode", "outcome:", "verified", "bug:", "error:", "state:", "answered before:"};
  if (open_ended(first_word(line).first)) return "";
  const auto opening = std::find_if(openings.begin(), openings.end(), [&](const std::string& one) {
    return line == one || line.rfind(one + " ", 0) == 0 || (one.back() == ':' && line.rfind(one, 0) == 0);
  });
  if (opening == openings.end()) {
    const auto meant = nearest(first_word(line).first, openings);
    return "nothing that happens begins like `" + printable(line, 100) + "`, so that this line would always hold" + (meant ? ": did you mean `" + *meant + "`?" : "");
  }
  const std::string rest(trim(std::string_view(line).substr(opening->size())));
  const auto [first, second] = first_word(rest);
  if (*opening == "calls" || *opening == "looks up") return no_such("tool", first, names_of(program.tools));
  if (*opening == "intent") return no_such("intent", first, names_of(program.intents));
  if (*opening == "signal") return no_such("signal", first, names_of(program.signals, signals_of_every_reading));
  if (*opening != "gate:" || open_ended(first)) return "";
  const Names verdicts = {"allow", "approve", "deny"};
  if (std::find(verdicts.begin(), verdicts.end(), first) == verdicts.end()) {
    const auto meant = nearest(first, verdicts);
    return "`" + printable(first) + "` is no verdict of the gate" + (meant ? ": did you mean `" + *meant + "`?" : "; there are allow, approve and deny");
  }
  return no_such("tool", first_word(second).first, names_of(program.tools));
}

}  // namespace

std::optional<UnknownName> unknown_name_in(const Part& part, const dsl::Program& program) {
  if (part.text.empty() || part.text.front() == '#') return std::nullopt;
  if (std::string problem = in_margin(part, program); !problem.empty()) return UnknownName{part.line, part.text, std::move(problem)};
  if (part.text.rfind("show ", 0) == 0) return std::nullopt;
  int line = part.expected_line;
  for (const std::string& expected : part.expected) {
    const std::string stripped(trim(expected));
    if (stripped.rfind("not ", 0) == 0)
      if (std::string problem = in_ruled_out(std::string(trim(stripped.substr(4))), program); !problem.empty()) return UnknownName{line, stripped, std::move(problem)};
    ++line;
  }
  return std::nullopt;
}

}  // namespace handrail
