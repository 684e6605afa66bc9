#include "engine/turn/why_they_want_it.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/text.hpp"
#include "engine/sentences/speech.hpp"

namespace handrail {
namespace {

bool asks_for_a_reason(const Run& run) {
  for (const std::string_view word : words(run.waits_question))
    if (const std::string low = lower_ascii(word); low == "why" || low == "reason" || low == "reasons") return true;
  return run.waits_name.find("reason") != std::string::npos;
}

// "No reason", "no particular reason": what was asked for, and that there is none.
bool says_there_is_none(std::string_view clause) {
  const std::vector<std::string_view> said = words(clause);
  const std::string last = said.empty() ? "" : lower_ascii(said.back());
  return said.size() >= 2 && said.size() <= 3 && lower_ascii(said.front()) == "no" && (last == "reason" || last == "reasons");
}

// "We no longer need it": what is taken away is not needed, and nothing else leaves anything.
bool leaves_by_no_longer_alone(const InRun& in) {
  return std::ranges::all_of(in.reading.acts, [](const SpeechAct& one) { return one.act != speech::leave || one.what == "no longer" || one.what.starts_with("not any"); });
}

}  // namespace

bool is_why_in_so_many_words(const InRun& in) {
  if (in.run.waits_for != "answer" || !leaves_by_no_longer_alone(in) || (does(in.reading, speech::leave) && !in.matter.takes_away)) return false;
  const bool for_a_reason = asks_for_a_reason(in.run), changed_its_mind = in.matter.takes_away && does(in.reading, speech::change_mind);
  return std::ranges::all_of(in.clauses, [&](const SaidClause& one) {
    if (one.act != ClauseAct::refuses && one.act != ClauseAct::no) return true;
    return for_a_reason && (says_there_is_none(one.text) || (changed_its_mind && one.act == ClauseAct::refuses && !one.names_deed));
  });
}

}  // namespace handrail
