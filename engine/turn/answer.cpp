#include "engine/turn/answer.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_set>
#include <utility>

#include "engine/base/limits.hpp"
#include "engine/base/one_of.hpp"
#include "engine/base/text.hpp"
#include "engine/domain/in_words.hpp"
#include "engine/domain/questions.hpp"
#include "engine/policy/freshness.hpp"
#include "engine/reply/private_passages.hpp"
#include "engine/reply/reading.hpp"
#include "engine/reply/tokens.hpp"
#include "engine/sentences/question_beside.hpp"
#include "engine/sentences/speech.hpp"
#include "engine/turn/draft_sources.hpp"
#include "engine/turn/evidence.hpp"
#include "engine/turn/model_budget.hpp"

namespace handrail {
namespace {

constexpr std::size_t background_among = 6;  // of so many of the best, those that are internal inform a draft
constexpr std::size_t trouble_bytes = 300;
constexpr std::size_t besides_sentences = 2;   // of another passage, beside the best one
constexpr std::size_t named_bytes = 120;   // of a question that is named in the reply
const std::string sentence_apart = ". ";
constexpr std::size_t whole_question_words = 4;
constexpr std::size_t follow_up_words = 6;   // a shorter question that finds nothing by itself is read together with the one before it

bool of_this_turn(const ConversationState& state, const MessageId& message) {
  if (!state.turn) return false;
  return message == state.turn->message || std::find(state.turn->earlier.begin(), state.turn->earlier.end(), message) != state.turn->earlier.end();
}

bool of_this_message(const ConversationState& state, const std::string& matter) { return state.turn && state.turn->text.find(matter) != std::string::npos; }

// What the message before was about: the question that was asked last, or else what is under way.
std::string said_before(const ConversationState& state) {
  const std::string matter = state.run ? state.run->matter_words : "";
  for (auto line = state.recent.rbegin(); line != state.recent.rend(); ++line)
    if (line->by == Speaker::customer && !of_this_turn(state, line->message)) return matter.empty() || !questions_asked(line->text, 1).empty() ? line->text : matter;
  return matter;
}

// "How long does that take?", "what does it cost", "is it free": nothing but a pronoun says what is asked about, and a word at most stands behind it. The question,
// without what stands around it.
std::optional<std::string> asks_of_what_was_named(const std::string& text) {
  constexpr std::array<std::string_view, 7> pronouns = {"it", "that", "this", "they", "them", "those", "these"};
  const std::vector<AskedQuestion> asked = questions_asked(text, 2);
  if (asked.size() != 1 || !asked[0].points_back) return std::nullopt;
  const auto all = words(asked[0].text);
  for (std::size_t i = all.size() - std::min<std::size_t>(all.size(), 2); i < all.size(); ++i)
    if (one_of(pronouns, fold_case(all[i]))) return asked[0].text;
  return std::nullopt;
}

// "How old is your shop?" names what it asks about, and goes on with nothing.
bool stands_by_itself(const std::string& text) {
  constexpr std::array<std::string_view, 18> asking = {"how", "when", "where", "who", "why", "which", "what",  "is", "are",
                                                       "do",  "does", "did",   "can", "could", "will", "would", "has", "have"};
  constexpr std::array<std::string_view, 4> left_open = {"about", "if", "for", "with"};
  constexpr std::array<std::string_view, 5> joining = {"and", "also", "so", "but", "or"};
  const auto all = words(text);
  if (all.size() < whole_question_words || one_of(joining, fold_case(all[0]))) return false;
  if (!one_of(asking, fold_case(all[0])) || one_of(left_open, fold_case(all[1]))) return false;
  // "Is that so?", "are you still there?": nothing is named.
  constexpr std::array<std::string_view, 12> naming_nothing = {"you", "i", "we", "there", "here", "still", "so", "really", "sure", "ok", "it", "right"};
  const std::vector<AskedQuestion> asked = questions_asked(text, 2);
  if (asked.size() != 1 || asked[0].points_back) return false;
  return std::any_of(all.begin(), all.end(), [&](std::string_view word) { return !one_of(asking, fold_case(word)) && !one_of(naming_nothing, fold_case(word)); });
}

// A short question that finds nothing by itself ("and by express?") is read together with the one before it.
std::string with_question_before(const ConversationState& state, const std::string& text, const std::string& between) {
  if (words(text).size() >= follow_up_words) return "";
  const std::string before = said_before(state);
  return before.empty() ? "" : before + between + text;
}

constexpr std::array<std::string_view, 6> of_a_person = {"name", "first_name", "last_name", "email", "phone", "birthday"};
constexpr std::array<std::string_view, 3> where_they_live = {"address", "ship_to", "bill_to"};
constexpr std::array<std::string_view, 4> many_live_there = {"country", "region", "state", "city"};   // what may be asked about

void own_words(const Json& record, bool address, std::unordered_set<std::string>& own) {
  const auto* members = record.members();
  if (!members) return;
  for (const auto& [key, value] : *members) {
    const bool lives = address || one_of(where_they_live, key);
    if (value.members()) own_words(value, lives, own);
    else if (value.text() && !one_of(many_live_there, key) && (lives || one_of(of_a_person, key)))
      for (const std::string_view word : words(*value.text())) own.insert(fold_case(word));
  }
}

// The question without the customer's own name, e-mail address and street: they say who asks, and no article has them.
std::string without_own_words(const LiveBundle& live, const ConversationState& state, const std::string& text) {
  if (!state.customer.verified) return text;
  std::unordered_set<std::string> own;
  for (const reply::Fact& fact : evidence_of(live, state).facts)
    if (!fact.of_another) own_words(fact.result, false, own);
  std::string left;
  std::size_t end = 0;
  for (const std::string_view word : words(text)) {
    const auto begin = static_cast<std::size_t>(word.data() - text.data());
    left += text.substr(end, begin - end);
    end = begin + word.size();
    if (!own.contains(fold_case(word))) left += word;
  }
  return left + text.substr(end);
}

// Whether a question that finds nothing by itself may go on with the one of the message before.
enum class Before { counts, does_not };

// In the intent's own categories first; where they hold nothing, in all: the customer's question may be of another matter than the one that it is likest to.
Result<std::vector<Passage>> own_categories_first(const LiveBundle& live, const ConversationState& state, KnowledgeQuery query, const CountVector& count) {
  if (query.categories.empty()) return search_knowledge(live, state, std::move(query), count);
  HANDRAIL_TRY(auto found, search_knowledge(live, state, query, count));
  if (!found.empty()) return found;
  query.categories.clear();
  return search_knowledge(live, state, std::move(query), count);
}

Result<std::vector<Passage>> search(const LiveBundle& live, const ConversationState& state, const std::string& text, KnowledgeQuery query, Before before,
                                    const CountVector& count) {
  query.text = without_own_words(live, state, text);
  if (const auto asked = before == Before::counts ? asks_of_what_was_named(text) : std::nullopt)
    if (const std::string whole = with_question_before(state, *asked, sentence_apart); !whole.empty()) {
      KnowledgeQuery of_both = query;
      of_both.text = without_own_words(live, state, whole);
      of_both.categories.clear();   // what was named may be of another intent than "what does it cost?"
      HANDRAIL_TRY(auto found, search_knowledge(live, state, std::move(of_both), count));
      if (!found.empty()) return found;
    }
  auto passages = own_categories_first(live, state, query, count);
  if (before == Before::does_not || stands_by_itself(text)) return passages;
  if (const std::string whole = with_question_before(state, text, " "); passages && passages->empty() && !whole.empty()) {
    query.text = without_own_words(live, state, whole);
    passages = search_knowledge(live, state, std::move(query), count);   // that it goes on with it is a guess: no further one is made of where
  }
  return passages;
}

bool holds(const std::vector<std::string>& words, const std::string& word) { return std::find(words.begin(), words.end(), word) != words.end(); }

Result<std::vector<Passage>> quotable(const LiveBundle& live, Result<std::vector<Passage>> found) {
  if (found) std::erase_if(*found, [&](const Passage& one) { return !reply::why_never_quoted(one.text, one.url, live.program().reply.link_hosts).empty(); });
  return found;
}

// One of several questions. Of which of them the message's intent is nobody knows: all articles are asked.
Result<std::vector<Passage>> passages_for_one(const LiveBundle& live, const ConversationState& state, const std::string& text, const CountVector& count) {
  if (!live.knowledge) return std::vector<Passage>{};
  KnowledgeQuery query{.reviewed_since = quotable_since(live.program().reply, state.last_at)};
  return quotable(live, search(live, state, text, std::move(query), Before::does_not, count));
}

// What the best passage leaves open of the question and another one speaks of: its sentences with a word that the best has not, beside one of the question that both
// have. "Is shipping to Brazil free" is answered by what shipping costs, and by the sentence that names Brazil.
std::string said_besides(const Passage& best, const Passage& other, const std::string& said_elsewhere) {
  std::vector<std::string> missing, shared;
  for (const std::string& word : other.parts.matched) (holds(best.parts.matched, word) ? shared : missing).push_back(reply::stem_of(fold_case(word)));
  if (missing.empty() || shared.empty()) return "";
  std::string said;
  std::size_t sentences = 0;
  bool goes_along = false;   // "We ship to Canada. That takes 6 to 10 days": what points back to a sentence that is said is said with it
  for (const reply::Sentence& sentence : reply::read_text(other.text).sentences) {
    const std::string_view text = trim(std::string_view(other.text).substr(sentence.begin, sentence.end - sentence.begin));
    if (std::exchange(goes_along, false) && points_back(text)) {
      said += " " + std::string(text);
      goes_along = true;
      continue;
    }
    const auto has_one_of = [&](const std::vector<std::string>& stems) {
      return std::any_of(sentence.words.begin(), sentence.words.end(), [&](const reply::Word& word) { return holds(stems, word.stem); });
    };
    if (!has_one_of(missing) || !has_one_of(shared)) continue;
    if (points_back(text)) continue;   // here it would be said of the best one's matter
    if (best.text.find(text) != std::string::npos || said_elsewhere.find(text) != std::string::npos) continue;   // passages overlap
    if (++sentences > besides_sentences) break;
    said += (said.empty() ? "" : " ") + std::string(text);
    goes_along = true;
  }
  return said;
}

// The questions of a text that asks several; none: it asks one.
Result<std::vector<AnsweredQuestion>> each_by_itself(const LiveBundle& live, const ConversationState& state, const std::string& text, const CountVector& count) {
  const std::vector<AskedQuestion> asked = questions_asked(text, questions_apart + 1);
  std::vector<AnsweredQuestion> answers;
  if (asked.size() < 2) return answers;
  std::string matter;   // what a question that points back goes on with
  bool matter_found = false;
  for (std::size_t i = 0; i < std::min(asked.size(), questions_apart); ++i) {
    const bool goes_on = i > 0 && asked[i].points_back;
    HANDRAIL_TRY(auto found, passages_for_one(live, state, goes_on ? matter + " " + asked[i].text : asked[i].text, count));
    if (goes_on && found.empty() && !matter_found) continue;   // nothing is known of what it is about, which is said already
    if (!goes_on) matter = asked[i].text, matter_found = !found.empty();
    answers.push_back({asked[i].text, std::move(found)});
  }
  if (asked.size() > questions_apart) answers.push_back({"", {}, true});
  answer_each_once(answers);
  return answers;
}

// "How long is it?" and "Who pays?", as the customer wrote them, where a reply may say that.
std::string named(const LiveBundle& live, const ConversationState& state, const std::vector<const AnsweredQuestion*>& questions) {
  std::vector<std::string> all;
  for (const AnsweredQuestion* one : questions) {
    if (one->not_looked_for) {
      all.emplace_back("the rest of what you asked");
      continue;
    }
    const std::string said = "\"" + printable(trim(one->asked), named_bytes) + "\"";
    const bool may_say = !one->asked.empty() && reply::why_never_quoted(one->asked, "", live.program().reply.link_hosts).empty();   // no links or addresses of others
    if (!may_say || !check_words(live, state, {.text = said}).may_go()) return "some of what you asked";
    all.push_back(said);
  }
  std::string text;
  for (std::size_t i = 0; i < all.size(); ++i) text += (i == 0 ? "" : i + 1 == all.size() ? " and " : ", ") + all[i];
  return text;
}

}  // namespace

CountVector counted_in(ConversationLog& log) {
  return [&log](const EmbeddingAccount& account) {
    log.record(event::VectorAsked{account.model, printable(account.trouble, trouble_bytes), static_cast<std::int64_t>(account.used.input_tokens),
                                  static_cast<std::int64_t>(account.used.cost_micro_usd), account.used.requests});
  };
}

Result<std::vector<Passage>> search_knowledge(const LiveBundle& live, const ConversationState& state, KnowledgeQuery query, const CountVector& count) {
  EmbeddingAccount account;
  const ModelRoom room = room_for_model(live.program().reply, state, reply::tokens_of(query.text));
  account.cost_micro_usd_max = room.cost_micro_usd_max;
  if (room.trouble.empty()) query.for_model = [&live, &state, text = query.text] { return veil_over(live, state, evidence_of(live, state).facts).cover(text); };
  query.vector = &account;
  auto passages = live.knowledge->search(query);
  if (count && (account.used.requests > 0 || !account.trouble.empty())) count(account);
  return passages;
}

std::string source_of(const Passage& passage) {
  std::string source = passage.title + (passage.heading.empty() || passage.heading == passage.title ? "" : ", " + passage.heading);
  return passage.url.empty() ? source : source + " (" + passage.url + ")";
}

Result<std::vector<Passage>> passages_for(const LiveBundle& live, const ConversationState& state, const std::string& text, const std::string& intent,
                                          const CountVector& count) {
  if (!live.knowledge) return std::vector<Passage>{};
  KnowledgeQuery query{.reviewed_since = quotable_since(live.program().reply, state.last_at)};
  if (const auto at = live.program().find_intent(intent)) query.categories = live.program().intents[*at].knowledge;
  return quotable(live, search(live, state, text, std::move(query), Before::counts, count));
}

std::vector<Passage> background_for(const LiveBundle& live, const ConversationState& state, const std::string& intent, const CountVector& count) {
  if (!live.knowledge || !state.turn) return {};
  KnowledgeQuery query{.passages_max = background_among, .quotable_only = false};
  if (const auto at = live.program().find_intent(intent)) query.categories = live.program().intents[*at].knowledge;
  auto found = search(live, state, state.turn->text, std::move(query), Before::counts, count);
  if (!found) return {};
  std::erase_if(*found, [](const Passage& passage) { return passage.audience != Audience::internal; });
  return std::move(*found);
}

void answer_each_once(std::vector<AnsweredQuestion>& answers) {
  std::vector<AnsweredQuestion> each;
  for (AnsweredQuestion& one : answers) {
    const auto same = [&](const AnsweredQuestion& other) {
      return one.found.empty() ? !one.not_looked_for && other.found.empty() && !other.not_looked_for && fold_case(other.asked) == fold_case(one.asked)
                               : !other.found.empty() && other.found.front().id == one.found.front().id;
    };
    if (std::none_of(each.begin(), each.end(), same)) each.push_back(std::move(one));
  }
  answers = std::move(each);
}

Result<std::vector<AnsweredQuestion>> answers_for(const LiveBundle& live, const ConversationState& state, const std::string& text, const std::string& intent,
                                                  const CountVector& count) {
  HANDRAIL_TRY(auto answers, each_by_itself(live, state, text, count));
  if (std::any_of(answers.begin(), answers.end(), [](const AnsweredQuestion& one) { return !one.found.empty(); })) return answers;
  HANDRAIL_TRY(auto found, passages_for(live, state, text, intent, count));
  return std::vector<AnsweredQuestion>{{"", std::move(found)}};
}

Result<std::vector<AnsweredQuestion>> answers_apart(const LiveBundle& live, const ConversationState& state, const std::string& part, const CountVector& count) {
  // "Yes, and how long does it take?" is asked of what is done, and answered by nothing that is said of another thing.
  if (const std::string& matter = state.run ? state.run->matter_words : state.episode.matter_words; !matter.empty() && !of_this_message(state, matter))
    if (const auto asked = asks_of_what_was_named(part)) {
      HANDRAIL_TRY(auto found, passages_for_one(live, state, matter + sentence_apart + *asked, count));
      return std::vector<AnsweredQuestion>{{part, std::move(found)}};
    }
  HANDRAIL_TRY(auto answers, each_by_itself(live, state, part, count));
  if (!answers.empty()) return answers;
  HANDRAIL_TRY(auto found, passages_for_one(live, state, part, count));
  return std::vector<AnsweredQuestion>{{part, std::move(found)}};
}

std::vector<Passage> all_found(const std::vector<AnsweredQuestion>& answers) {
  std::vector<Passage> all;
  for (std::size_t place = 0; all.size() < limits::passages; ++place) {
    bool any = false;
    for (const AnsweredQuestion& one : answers) {
      if (place >= one.found.size()) continue;
      any = true;
      const auto known = [&](const Passage& passage) { return passage.id == one.found[place].id; };
      if (all.size() < limits::passages && std::none_of(all.begin(), all.end(), known)) all.push_back(one.found[place]);
    }
    if (!any) break;
  }
  return all;
}

std::string nothing_on(const LiveBundle& live, const ConversationState& state, const std::vector<AnsweredQuestion>& answers) {
  std::vector<const AnsweredQuestion*> without;
  for (const AnsweredQuestion& one : answers)
    if (one.found.empty() && !one.not_looked_for) without.push_back(&one);
  if (without.empty()) return "";
  return "On " + named(live, state, without) +
         " I have found nothing in our help pages, and I would rather not guess. If you need it answered, just ask for a person.";
}

std::optional<Words> quoted_each(const LiveBundle& live, const ConversationState& state, const std::vector<AnsweredQuestion>& answers, const std::string& around) {
  const std::string unanswered = nothing_on(live, state, answers);
  std::vector<const AnsweredQuestion*> kept, left;   // `left`: the last of them first
  for (const AnsweredQuestion& one : answers) {
    if (!one.found.empty()) kept.push_back(&one);
    else if (one.not_looked_for) left.push_back(&one);
  }
  if (kept.empty()) return std::nullopt;
  for (;; kept.pop_back()) {
    Words all;
    std::vector<std::string> sources;
    for (const AnsweredQuestion* one : kept) {
      std::string elsewhere;   // each passage is said once, whichever questions found it
      for (const AnsweredQuestion* other : kept)
        if (other != one) elsewhere += other->found.front().text + "\n";
      if (all.text.find(one->found.front().text) != std::string::npos) continue;
      const std::optional<Words> words = quoted(one->found, elsewhere);
      all.text += (all.text.empty() ? "" : "\n\n") + words->text;
      all.citations.insert(all.citations.end(), words->citations.begin(), words->citations.end());
      sources.insert(sources.end(), words->kept.begin(), words->kept.end());
    }
    if (!unanswered.empty()) all.kept.push_back(unanswered);
    if (!left.empty()) all.kept.push_back("There was no room here for " + named(live, state, {left.rbegin(), left.rend()}) + ": just ask again.");
    for (const std::string& said : all.kept) all.text += "\n\n" + said;   // what is not answered is always said
    all.kept.insert(all.kept.end(), sources.begin(), sources.end());
    if (kept.size() == 1 || goes_out_whole(live.program().reply, all.text + " " + around)) return all;
    left.push_back(kept.back());
  }
}

std::optional<Words> quoted(const std::vector<Passage>& found, const std::string& said_elsewhere) {
  if (found.empty()) return std::nullopt;
  const Passage& best = found.front();
  Words answer;
  answer.citations.push_back({best.id, best.title, best.url});
  for (auto other = found.begin() + 1; other != found.end(); ++other) {
    const std::string besides = said_besides(best, *other, said_elsewhere);
    if (besides.empty()) continue;
    answer.kept.push_back("Sources: " + source_of(best) + "; " + source_of(*other));
    answer.text = best.text + "\n\n" + besides + "\n\n" + answer.kept.back();
    answer.citations.push_back({other->id, other->title, other->url});
    return answer;
  }
  answer.kept.push_back("Source: " + source_of(best));
  answer.text = best.text + "\n\n" + answer.kept.back();
  return answer;
}

std::string with_matter_pointed_at(const std::string& question, const std::string& intent) {
  constexpr std::array asking{"how", "long", "much", "many", "soon", "when", "what", "where", "take", "takes", "cost", "costs", "start", "starts", "begin", "happen", "happens", "work",
                              "works", "last", "lasts", "fast", "quick", "quickly", "arrive", "come", "get", "yes", "ok", "okay", "thanks", "please"};
  const auto names = [&](const std::string& word) { return std::find(asking.begin(), asking.end(), word) == asking.end(); };
  const bool points_back = goes_on_with_what_was_said(question) && std::ranges::none_of(telling_words(question), names);
  return points_back && !intent.empty() && intent != "other" ? question + " " + in_words(intent) : question;
}

Result<std::optional<Words>> answer_from_knowledge(const LiveBundle& live, const ConversationState& state, const std::string& text,
                                                   const std::string& intent, const CountVector& count) {
  HANDRAIL_TRY(const auto answers, answers_for(live, state, text, intent, count));
  return quoted_each(live, state, answers);
}

}  // namespace handrail
