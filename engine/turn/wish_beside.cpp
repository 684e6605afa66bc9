#include "engine/turn/wish_beside.hpp"

#include <algorithm>
#include <array>

#include "engine/base/text.hpp"
#include "engine/meaning/asked.hpp"
#include "engine/meaning/matter.hpp"
#include "engine/meaning/wishes.hpp"
#include "engine/sentences/mere_tale.hpp"
#include "engine/sentences/said_of.hpp"
#include "engine/sentences/speech.hpp"
#include "engine/sentences/spelled_out.hpp"
#include "engine/turn/framing.hpp"

namespace handrail {
namespace {

constexpr Decimal surely_from = {700'000};
constexpr Decimal surely_by_likeness = {850'000};   // without a word for what is done
constexpr Decimal as_the_run = {800'000};      // "and W1002": the same as is under way, of another thing
constexpr std::size_t cuts_tried = 8;          // each is read; a message of more clauses tells a story
constexpr std::array joining{"and", "also", "but", "so", "then", "plus", "or", "please", "could", "can", "you", "just"};
constexpr std::array going_on{"and", "or", "also", "plus", "same"};
// Beside a thing's number they say no more than that the same is wished of it: "the same goes for W1002", "W1002 as well, please".
constexpr std::array of_the_same{"what", "how", "about", "as", "well", "both", "another", "additionally", "goes", "order", "needs", "has", "problem", "issue"};

template <class List>
bool among(const List& list, std::string_view word) { return std::find(list.begin(), list.end(), word) != list.end(); }

bool has_digit(const Json& value) { return value.text() && value.text()->find_first_of("0123456789") != std::string::npos; }

class Looking {
 public:
  Looking(const LiveBundle& live, const ConversationState& state, const std::string& text, const std::vector<EntityClaim>& entities)
      : live_(live), program_(live.program()), state_(state), run_(*state.run), entities_(entities), text_(text), matter_(matter_of_run(live, state)),
        clauses_(clauses_of(text_, matter_)) {}

  std::optional<WishBeside> found() const {
    if (clauses_.empty()) return std::nullopt;
    if (auto all = the_same_of_another(0)) return all;
    if (auto all = another_way()) return all;
    for (std::size_t i = 1; i < clauses_.size() && i <= cuts_tried; ++i) {
      if (!answers(i)) continue;
      if (auto same = the_same_of_another(i)) return same;
      if (auto other = another_wish(i)) return other;
    }
    return std::nullopt;
  }

 private:
  std::size_t place_of(std::size_t clause) const { return static_cast<std::size_t>(clauses_[clause].text.data() - text_.data()); }

  // Every clause before this one is part of an answer, and one of them gives it.
  bool answers(std::size_t before) const {
    bool given = names_what_was_asked(place_of(before));
    for (std::size_t i = 0; i < before; ++i) {
      const ClauseAct act = clauses_[i].act;
      given = given || act == ClauseAct::agrees || act == ClauseAct::no || act == ClauseAct::refuses || act == ClauseAct::denies;
      const bool harmless = act == ClauseAct::courtesy || act == ClauseAct::reason || act == ClauseAct::unwanted || act == ClauseAct::agrees || act == ClauseAct::no ||
                            act == ClauseAct::refuses || act == ClauseAct::denies;
      if (!harmless && !names_what_was_asked(place_of(before))) return false;
    }
    return given;
  }

  bool declines(std::size_t before) const {
    return std::any_of(clauses_.begin(), clauses_.begin() + static_cast<std::ptrdiff_t>(before),
                       [](const SaidClause& one) { return one.act == ClauseAct::no || one.act == ClauseAct::refuses || one.act == ClauseAct::denies; });
  }

  bool names_what_was_asked(std::size_t end) const {
    return run_.waits_for == "answer" && std::any_of(entities_.begin(), entities_.end(), [&](const EntityClaim& one) { return one.entity == run_.waits_name && one.end <= end; });
  }

  // Behind "and", "could you please": the wish's own words.
  std::size_t behind_joints(std::size_t from) const {
    const std::string_view rest = std::string_view(text_).substr(from);
    for (const std::string_view word : words(rest))
      if (!among(joining, lower_ascii(word))) return static_cast<std::size_t>(word.data() - text_.data());
    return text_.size();
  }

  const dsl::Workflow* workflow_of(const Reading& reading) const {
    const auto found = program_.find_intent(reading.intent);
    if (!found || reading.intent == "other" || reading.confidence < surely_from || !program_.intents[*found].workflow) return nullptr;
    return &program_.workflows[*program_.intents[*found].workflow];
  }

  std::optional<WishBeside> another_wish(std::size_t clause) const {
    if (clauses_[clause].act != ClauseAct::says && clauses_[clause].act != ClauseAct::asks) return std::nullopt;   // "no, do not refund it" is all of it an answer
    const std::size_t from = place_of(clause), begin = behind_joints(from);
    const std::string said = text_.substr(begin);
    if (words(said).size() < 2 || is_why(clause) || names_an_answer(clause)) return std::nullopt;
    Reading reading = live_.classifier->read(said, {});
    const dsl::Workflow* workflow = workflow_of(reading);
    if (!workflow || !says_more_than_names(said, reading.entities)) return std::nullopt;
    event::MessageRead by_itself;
    by_itself.intent = reading.intent;
    by_itself.confidence = reading.confidence;
    if (names_only_what_is_left_out(from)) return std::nullopt;
    if (workflow->name == run_.workflow && only_frames_a_value(matter_, said, reading.entities)) return std::nullopt;   // "wait no, I only want $100 back"
    const bool another = workflow->name != run_.workflow || names_another(from) || declines(clause);
    const bool is_sure = reading.confidence >= surely_by_likeness || wishes_by_name(program_, by_itself, said);
    return another && is_sure ? std::optional(WishBeside{from, begin, std::move(reading)}) : std::nullopt;
  }

  // Behind a yes what only tells how things are says why: "yes, my mother bought it".
  bool is_why(std::size_t clause) const {
    const bool agreed = std::any_of(clauses_.begin(), clauses_.begin() + static_cast<std::ptrdiff_t>(clause), [](const SaidClause& one) { return one.act == ClauseAct::agrees; });
    return agreed && is_mere_tale(clauses_[clause].text, matter_.values);
  }

  // "The reason is that the net was torn": by its name it is what was asked for in free words before.
  bool names_an_answer(std::size_t clause) const {
    const std::vector<std::string> said = spelled_out(clauses_[clause].text);
    return std::ranges::any_of(run_.steps, [&](const RecordedStep& step) {
      const auto is_entity = [&](const dsl::Entity& entity) { return entity.name == step.asked; };
      if (step.asked.empty() || std::ranges::any_of(program_.entities, is_entity)) return false;
      const std::vector<std::string> name = spelled_out(step.asked);
      for (std::size_t i = 0; i + 1 < said.size(); ++i)
        if (said[i].size() > 2 && among(name, said[i]) && among(std::array{"is", "was", "should", "must"}, said[i + 1])) return true;
      return false;
    });
  }

  bool is_number(const EntityClaim& claim) const {
    const auto& all = program_.entities;
    const auto entity = std::find_if(all.begin(), all.end(), [&](const dsl::Entity& one) { return one.name == claim.entity; });
    return entity != all.end() && entity->type.kind == dsl::TypeKind::text && has_digit(claim.value);
  }

  // From there on, a thing of a kind that the run has another one of.
  bool names_another(std::size_t from) const {
    return std::any_of(entities_.begin(), entities_.end(), [&](const EntityClaim& one) {
      const Json* used = used_by_run(state_, one.entity);
      return one.begin >= from && is_number(one) && used && canonical(*used) != canonical(one.value) && !is_left_out(one);
    });
  }

  bool is_left_out(const EntityClaim& one) const { return said_of(text_, one.begin, one.end, kind_named(one.value)) == SaidOf::excluded; }

  // "And leave W1002 alone" wishes for nothing.
  bool names_only_what_is_left_out(std::size_t from) const {
    bool names = false;
    for (const EntityClaim& one : entities_) {
      if (one.begin < from || !is_number(one)) continue;
      names = true;
      if (!is_left_out(one)) return false;
    }
    return names;
  }

  // "INV" of "INV-1000".
  bool is_written_in_a_number(const std::string& word, std::size_t from) const {
    return std::ranges::any_of(entities_, [&](const EntityClaim& one) {
      if (one.begin < from || one.end > text_.size() || one.begin >= one.end || !is_number(one)) return false;
      const std::vector<std::string> written = content_words(std::string_view(text_).substr(one.begin, one.end - one.begin));
      return std::ranges::find(written, word) != written.end();
    });
  }

  // "And W1002", "what about W1002", "W1002 too": what is under way, of another thing.
  std::optional<WishBeside> the_same_of_another(std::size_t clause) const {
    const std::size_t from = place_of(clause);
    const std::vector<std::string_view> said = words(std::string_view(text_).substr(from));
    const bool opens = !said.empty() && (among(going_on, lower_ascii(said.front())) || (said.size() > 1 && lower_ascii(said[1]) == "about"));
    const std::vector<SpeechAct> acts = acts_of(text_.substr(from));
    const bool adds = std::ranges::any_of(acts, [](const SpeechAct& one) { return one.act == speech::beside_it; });   // "W1002 too"
    const bool says_the_same = std::ranges::any_of(said, [](std::string_view word) { return lower_ascii(word) == "same"; });   // "please do the same for W1002"
    const bool goes_on = opens || adds || says_the_same;
    if (!goes_on || !names_another(from) || names_what_was_asked(text_.size())) return std::nullopt;
    std::vector<std::string> left = content_words(std::string_view(text_).substr(from));
    std::erase_if(left, [&](const std::string& word) {
      const bool is_thing = std::ranges::any_of(matter_.things, [&](const std::string& one) { return same_stem(one, word); });
      return is_thing || among(going_on, word) || among(of_the_same, word) || is_written_in_a_number(word, from) || word.find_first_of("0123456789") != std::string::npos;
    });
    const auto last = program_.find_intent(state_.episode.last_intent);
    const bool of_the_run = last && carries(live_, run_.workflow, program_.intents[*last]);
    if (!left.empty() || !of_the_run) return std::nullopt;
    Reading reading = live_.classifier->read(text_.substr(from), {});
    reading.intent = program_.intents[*last].name;
    reading.confidence = as_the_run;
    return WishBeside{from, from, std::move(reading)};
  }

  // "I want to cancel it instead", where an address was asked for: the run's own workflow does that as well, and it was begun for the other.
  std::optional<WishBeside> another_way() const {
    if (run_.waits_for != "answer" || !was_asked(state_)) return std::nullopt;
    const auto words_known = [&](const auto& input) { return input.second.text() && !has_digit(input.second); };
    const Json::Object* inputs = run_.inputs.members();
    if (!inputs || std::none_of(inputs->begin(), inputs->end(), words_known)) return std::nullopt;
    const bool says_it = std::any_of(entities_.begin(), entities_.end(), [&](const EntityClaim& one) {
      const Json* input = run_.inputs.find(one.entity);
      return one.entity != run_.waits_name && input && input->is_null() && !has_digit(one.value) && one.value.text();
    });
    if (!says_it || std::any_of(clauses_.begin(), clauses_.end(), [](const SaidClause& one) { return one.act == ClauseAct::reason ||
        one.act == ClauseAct::condition; })) return std::nullopt;
    Reading reading = live_.classifier->read(text_, {});
    const dsl::Workflow* workflow = workflow_of(reading);
    if (!workflow || workflow->name != run_.workflow) return std::nullopt;
    event::MessageRead by_itself;
    by_itself.intent = reading.intent;
    by_itself.confidence = reading.confidence;
    return wishes_by_name(program_, by_itself, text_) ? std::optional(WishBeside{0, 0, std::move(reading)}) : std::nullopt;
  }

  const LiveBundle& live_;
  const dsl::Program& program_;
  const ConversationState& state_;
  const Run& run_;
  const std::vector<EntityClaim>& entities_;
  const std::string& text_;
  const Matter matter_;
  const std::vector<SaidClause> clauses_;
};

}  // namespace

std::optional<WishBeside> wish_beside(const LiveBundle& live, const ConversationState& state, const std::string& text, const std::vector<EntityClaim>& entities) {
  if (state.run->waits_for.empty()) return std::nullopt;
  return Looking(live, state, text, entities).found();
}

}  // namespace handrail
