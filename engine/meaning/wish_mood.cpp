#include "engine/meaning/wish_mood.hpp"

#include <algorithm>
#include <array>

#include "engine/base/text.hpp"
#include "engine/meaning/wished_deeds.hpp"
#include "engine/sentences/clauses.hpp"
#include "engine/sentences/clear_yes.hpp"
#include "engine/sentences/speech.hpp"
#include "engine/sentences/spelled_out.hpp"
#include "engine/sentences/verb_forms.hpp"

namespace handrail {
namespace {

bool acts(const dsl::Program& program, const dsl::Intent& intent) {
  return intent.workflow && std::ranges::any_of(program.workflows[*intent.workflow].tools, [&](std::uint32_t tool) { return program.tools[tool].effect != dsl::Effect::reads; });
}

bool is_for_people(const dsl::Intent& intent) { return intent.request_class == dsl::RequestClass::needs_human; }

// Without one of them, and without a verb of the past, a message only wishes.
bool may_be_no_wish(std::string_view text) {
  constexpr std::array small{"not", "never", "no", "stop", "quit", "cease", "avoid", "forget", "skip", "against", "refuse", "keep", "cancel", "undo", "revoke", "withdraw",
                             "release", "reverse", "end", "terminate", "annul", "retract", "give", "remove", "delete", "strike", "scratch", "cross", "exclude", "erase", "drop",
                             "off", "out", "thank", "thanks", "thx", "cheers", "grateful", "appreciate", "ty", "kudos", "already", "who", "did", "do", "why", "when", "should",
                             "might", "may", "maybe", "perhaps", "possibly", "wish", "one", "some", "someday", "sometime", "hate", "love", "like", "enjoy", "dislike", "adore",
                             "loathe", "but", "thinking", "considering", "consider", "button", "link", "page", "form", "site", "website", "app", "wants", "wishes", "plans",
                             "intends", "needs", "going"};
  bool of_theirs = false;   // "my sons want to join"
  return std::ranges::any_of(spelled_out(text), [&](const std::string& word) {
    of_theirs = of_theirs || word == "my" || word == "our";
    return (of_theirs && (word == "want" || word == "wish" || word == "plan")) ||
           std::ranges::find(small, word) != small.end() || word.starts_with("un") || word.ends_with("-up") || is_past_form(word);
  });
}

// "You need not worry": says nothing more, beside a wish that is declined.
bool says_nothing_more(std::string_view clause) {
  if (telling_words(clause).empty()) return true;
  const std::vector<SaidClause> said = clauses_of(clause, {});
  return std::ranges::all_of(said, [](const SaidClause& one) {
    return one.act == ClauseAct::courtesy || one.act == ClauseAct::keeps_going || one.act == ClauseAct::no || one.act == ClauseAct::agrees;
  });
}

bool is_wished_so(const dsl::Intent& intent, const SpokenDeed& deed, DeedMood mood) {
  constexpr std::size_t examples_read = 400;
  const std::size_t count = std::min(intent.examples.size(), examples_read);
  return std::any_of(intent.examples.begin(), intent.examples.begin() + static_cast<std::ptrdiff_t>(count),
                     [&](const std::string& example) { return mood_of(clause_moods(example, deed)) == mood; });
}

}  // namespace

DeedMood wish_mood(const dsl::Program& program, const dsl::Intent& intent, std::string_view text) {
  const bool for_people = is_for_people(intent);
  if ((!for_people && !acts(program, intent)) || !may_be_no_wish(text)) return DeedMood::not_spoken_of;
  const SpokenDeed deed = spoken_deed(program, intent);
  const std::vector<ClauseMood> clauses = clause_moods(text, deed);
  const DeedMood mood = mood_of(clauses);
  if (!wishes_for_none(mood) || is_wished_so(intent, deed, mood)) return wishes_for_none(mood) ? DeedMood::not_spoken_of : mood;
  // What goes to people goes to them whatever is told of it; only where the message is nothing but a no to it, they are left alone.
  const bool only_declines = std::ranges::all_of(clauses, [](const ClauseMood& one) { return one.mood == DeedMood::declined || says_nothing_more(one.clause); });
  return for_people && (mood != DeedMood::declined || !only_declines) ? DeedMood::not_spoken_of : mood;
}

std::vector<std::string_view> pieces_that_decline(const dsl::Program& program, const dsl::Intent& intent, std::string_view text, bool undone_too) {
  std::vector<std::string_view> found;
  if ((!is_for_people(intent) && !acts(program, intent)) || !may_be_no_wish(text)) return found;
  const SpokenDeed deed = spoken_deed(program, intent);
  for (const ClauseMood& one : clause_moods(text, deed))
    if ((one.mood == DeedMood::declined || (undone_too && one.mood == DeedMood::undone)) && !is_wished_so(intent, deed, one.mood)) found.push_back(one.clause);
  return found;
}

}  // namespace handrail
