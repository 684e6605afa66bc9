#include "engine/turn/customer_answers.hpp"

#include <algorithm>
#include <utility>

#include "engine/base/text.hpp"
#include "engine/domain/in_words.hpp"
#include "engine/journal/set_aside.hpp"
#include "engine/meaning/choices.hpp"
#include "engine/meaning/free_words.hpp"
#include "engine/meaning/matter.hpp"
#include "engine/meaning/wishes.hpp"
#include "engine/policy/turn_rules.hpp"
#include "engine/sentences/all_is_well.hpp"
#include "engine/sentences/asked_back.hpp"
#include "engine/sentences/clear_yes.hpp"
#include "engine/sentences/excuse.hpp"
#include "engine/sentences/listed_choice.hpp"
#include "engine/sentences/mere_tale.hpp"
#include "engine/sentences/negated_part.hpp"
#include "engine/sentences/no_free_words.hpp"
#include "engine/sentences/no_turned_round.hpp"
#include "engine/sentences/said_of.hpp"
#include "engine/sentences/shares.hpp"
#include "engine/sentences/speech.hpp"
#include "engine/sentences/yes_with_a_reproach.hpp"
#include "engine/turn/asking_again.hpp"
#include "engine/turn/corrections.hpp"
#include "engine/turn/framing.hpp"
#include "engine/turn/in_place_of_words.hpp"
#include "engine/turn/in_run.hpp"
#include "engine/turn/left_of_it.hpp"
#include "engine/turn/rests_on.hpp"
#include "engine/turn/several_runs.hpp"
#include "engine/turn/taken_off.hpp"
#include "engine/turn/why_they_want_it.hpp"
#include "engine/turn/wish_left.hpp"

namespace handrail {
namespace {

using Kind = CustomersAnswer::Kind;

constexpr std::size_t bare_no_words = 4;
constexpr Decimal another_matter_from = {700'000};   // surely read as another intent than the one under way
constexpr Decimal no_answer_from = {850'000};        // so surely that it is none where any words, or the order alone, would be an answer
bool has(const std::vector<std::string>& list, std::string_view word) { return std::find(list.begin(), list.end(), word) != list.end(); }

class Answering {
 public:
  Answering(const LiveBundle& live, const ConversationState& state, const event::MessageRead& reading, const Decision& by_itself)
      : in_(live, state, reading), live_(live), state_(state), run_(*state.run), reading_(reading), by_itself_(by_itself), text_(in_.text), word_count_(words(text_).size()),
        list_(listed_in(run_.waits_question)) {}

  // The table of customer_answers.hpp: what it is to several runs, and then row by row.
  CustomersAnswer answer() const {
    if (picks_what_to_leave() && means_all(text_)) return {Kind::leaves_all, "", ""};
    if (const Run* left = other_run_left()) return {Kind::leaves_other, left->id.text, ""};
    CustomersAnswer of_this = to_this_run();
    if (of_this.kind == Kind::none && picks_what_to_leave() && names(run_)) return {Kind::leave, "", ""};
    if (of_this.kind == Kind::leave && run_.taken_up && waits_for_others(run_) && !names(run_)) return {Kind::which_run, "", ""};
    // What was spoken of last is something else: a correction of that changes nothing of what waits.
    if ((of_this.kind == Kind::correction || of_this.kind == Kind::which) && run_.taken_up && waits_for_others(run_) && !names(run_)) return {};
    const bool wishes = (of_this.kind == Kind::another_wish || of_this.kind == Kind::new_matter) && reading_.further.empty();
    const bool begins = wishes && by_itself_.kind == DecisionKind::act;
    if (begins && (set_aside_for(live_, state_, by_itself_.workflow) || may_be_set_aside(state_))) return {Kind::beside, "", ""};
    return wishes && waits_for_others(run_) ? CustomersAnswer{Kind::another_wish, "", ""} : of_this;
  }

  CustomersAnswer to_this_run() const {
    if (!was_asked(state_)) return before_it_was_asked();
    if (!reading_.further.empty()) return beside_a_wish();
    if (is_just_what_was_asked_for() && !leaves() && !declines_it()) return {.kind = Kind::fact, .fact = "", .why = "", .is_part = true};
    if (const Listed* one = one_of_the_list()) return {Kind::fact, "", "", one->value};
    if (is_just_a_yes()) return {Kind::yes, "", ""};
    if (word_count_ == 0 && reading_.signals.empty()) return {};   // "?": it is asked again
    if (asks_another_matter() && !wishes_for_another_object()) return read_by_itself();
    if (const HeldUp* wish = wish_left()) return {Kind::drops_wish, wish->turn.reading->intent, ""};
    if (run_.waits_for != "answer" && in_.names_another_object() && tells_that_all_is_well(text_)) return {};   // whatever it is like, nothing is wished for it
    if (wishes_for_another_object()) return {is_meant_instead() ? Kind::new_matter : Kind::another_wish, "", ""};
    CustomersAnswer taken;
    if (run_.waits_for == "answer") taken = to_a_question();
    else if (run_.waits_for == "confirmation") taken = to_a_yes_or_no();
    else taken = while_it_waits();
    return taken.kind == Kind::none && !in_.only_leaves_out() && !is_a_yes_and_more() && !only_tells() && !only_names_its_own() ? read_by_itself() : taken;
  }

  // "Yes, my husband ordered it": what a yes comes with ends nothing, where it neither asks nor wishes anything by its name. It is asked again.
  bool is_a_yes_and_more() const {
    const bool asks_something = does(reading_, speech::ask) || does(reading_, speech::ask_in_part) || text_.find('?') != std::string::npos;
    return run_.waits_for == "confirmation" && begins_with_yes(text_) && !asks_something &&
           (by_itself_.kind != DecisionKind::hand_off || is_yes_with_a_reproach(text_)) && by_itself_.kind != DecisionKind::refuse &&
           !wishes_by_name(live_.program(), reading_, text_);
  }

  // "The machine is dead", at a yes or no or while a colleague looks: it asks nothing and wishes nothing, whatever it is like.
  bool only_tells() const {
    const bool waits = run_.waits_for == "confirmation" || run_.waits_for == "approval";
    return waits && by_itself_.kind == DecisionKind::answer && !by_itself_.closes && std::ranges::all_of(in_.clauses, [&](const SaidClause& one) {
      return one.act == ClauseAct::courtesy || (one.act == ClauseAct::says && is_mere_tale(one.text, in_.matter.values));
    });
  }

  // "It's W1001", where all of it is about W1001: what is known is said again, and it is asked again.
  bool only_names_its_own() const {
    const bool asked = run_.waits_for == "confirmation" || run_.waits_for == "answer";
    const bool several = !values_named(state_, run_.waits_name).empty() && !does(reading_, speech::ask);   // "I have W1001 and W1003": which of them is asked
    return asked && (several || (in_.names_own_object() && only_frames_a_value(in_))) && !only_asks(text_);
  }

  // "Not to my card": apart from what was asked it means nothing.
  bool is_part_of_an_answer() const {
    const bool turns_a_part_round = std::ranges::any_of(in_.clauses, [](const SaidClause& one) { return !negated_part(one.text).empty(); });
    return turns_a_part_round && (run_.waits_for == "confirmation" || run_.waits_for == "answer") && std::ranges::all_of(in_.clauses, [](const SaidClause& one) {
      return !negated_part(one.text).empty() || one.act == ClauseAct::no || one.act == ClauseAct::agrees || one.act == ClauseAct::courtesy || one.act == ClauseAct::refuses;
    });
  }

  // Beside a no: a clause that is neither that nor why.
  bool says_more() const {
    return !to_which_run() && std::any_of(in_.clauses.begin(), in_.clauses.end(), [](const SaidClause& one) {
      return (one.act == ClauseAct::says || one.act == ClauseAct::restricts || one.act == ClauseAct::asks || one.act == ClauseAct::condition) && !content_words(one.text).empty();
    });
  }

 private:
  // --- several runs -----------------------------------------------------------------------------------------------------------------------

  bool to_which_run() const { return state_.episode.waits_for_customer && !state_.episode.asked.empty() && state_.episode.asked.back() == asks_which_run; }
  bool names(const Run& run) const { return names_run(in_, run); }
  // To that question a name, or "both", is enough: not where it asks, keeps or denies ("keep both", "that's all", "is the refund done?").
  bool picks_what_to_leave() const {
    const bool asks = does(reading_, speech::ask) || only_asks(text_);
    return to_which_run() && !has(reading_.signals, "says_no") && !does(reading_, speech::keep_going) && !asks && !keeps_or_denies(text_);
  }

  // "Stop the refund", where the refund waits and something else is spoken of: read as it would be if that were spoken of. To the question which one is meant its name is enough.
  const Run* other_run_left() const {
    if (does(reading_, speech::keep_going)) return nullptr;
    for (auto one = state_.aside.rbegin(); one != state_.aside.rend(); ++one) {
      if (!one->run || !names(*one->run) || (names(run_) && !to_which_run())) continue;
      if (picks_what_to_leave()) return &*one->run;
      ConversationState as_if = state_;
      take_up(as_if, {one->run->id, "", false});
      if (waits_for_others(*as_if.run) && Answering(live_, as_if, reading_, by_itself_).to_this_run().kind == Kind::leave) return &*one->run;
    }
    return nullptr;
  }

  // --- what is open -----------------------------------------------------------------------------------------------------------------------

  // A draft with the question waits for its review: what would be done can be declined and corrected already, and not agreed to. What the draft asks for by the name of an
  // entity may be said already.
  CustomersAnswer before_it_was_asked() const {
    if (auto corrected = corrected_fact(in_, true)) return *corrected;
    if (const HeldUp* wish = wish_left()) return {Kind::drops_wish, wish->turn.reading->intent, ""};
    if (declines_it() || leaves() || does(reading_, speech::change_mind)) return {Kind::leave, "", ""};
    const bool said_already = run_.waits_for == "answer" && reading_.claims.count(run_.waits_name) != 0 && !asks_about_what_was_asked() && !asks_another_matter();
    return said_already ? CustomersAnswer{Kind::fact, "", ""} : read_by_itself();   // nobody is to be asked for it any more
  }

  // "Yes, and cancel W1003": the wish was taken out of the message, and what is left is the answer. A yes beside a wish is asked for once more.
  CustomersAnswer beside_a_wish() const {
    if (auto corrected = corrected_fact(in_, true)) return *corrected;
    if (refuses(in_.clauses) || leaves()) return {run_.waits_for == "confirmation" ? Kind::no : Kind::leave, "", ""};
    if (run_.waits_for == "answer" && trim(text_).empty() && !in_.names_another_object(reading_.further.front().named)) return {Kind::leave, "", ""};   // "cancel it instead"
    const bool is_given = run_.waits_for == "answer" && reading_.claims.count(run_.waits_name) != 0;
    return {is_given ? Kind::fact : Kind::another_wish, "", ""};
  }

  CustomersAnswer to_a_question() const {
    const bool typed = std::ranges::any_of(live_.program().entities, [&](const dsl::Entity& entity) { return entity.name == run_.waits_name; });
    if (auto corrected = corrected_fact(in_, !typed)) return *corrected;
    if (typed && !list_.empty() && means_none(text_)) return {Kind::leave, "", ""};   // "neither of them"
    if (typed && only_tells_of_what_was_asked(in_)) return leaves() || does(reading_, speech::change_mind) ? CustomersAnswer{Kind::leave, "", ""} : CustomersAnswer{};
    if (reading_.claims.count(run_.waits_name) && !asks_about_what_was_asked()) return says_another_wish(true) ? CustomersAnswer{} : CustomersAnswer{Kind::fact, "", ""};
    if ((leaves() || declines_it()) && (typed || (!offered_by_the_question() && !is_why_in_so_many_words(in_)))) return {Kind::leave, "", ""};
    if (!typed && only_leaves_out_a_sum(in_)) return {};   // noted, and no reason
    if (!typed && crossed(state_)) return {};   // any words would do, and these were for something else
    if (auto instead = typed || offered_by_the_question() ? std::nullopt : in_place_of_words(in_)) return *instead;
    if (only_asks(text_)) return {};   // they ask back: that is answered, and the question comes again
    if (!typed && only_names_its_own()) return {};   // no reason, nor any other words that are asked for
    if (!typed && says_another_matter()) return by_itself_.kind == DecisionKind::act ? CustomersAnswer{Kind::another_wish, "", ""} : CustomersAnswer{};
    if (!typed) return digresses() || says_another_wish(false) ? CustomersAnswer{} : CustomersAnswer{Kind::fact, "", ""};
    if (auto amount = amount_in_figures(in_)) return {Kind::fact, "", "", std::move(*amount)};
    if (auto value = values_named(state_, run_.waits_name).empty() ? choice_said(live_.program(), run_, text_) : std::nullopt) return {Kind::fact, "", "", Json(std::move(*value))};
    return has(reading_.signals, "says_no") && !has(reading_.signals, "says_yes") && !crossed(state_) ? CustomersAnswer{Kind::leave, "", ""} : CustomersAnswer{};
  }

  CustomersAnswer to_a_yes_or_no() const {
    const bool to_an_offer = !state_.episode.offered_by.empty() && has(reading_.signals, "says_no");   // "no" to a person, not to the call
    if (auto corrected = corrected_fact(in_, false)) return *corrected;
    if (to_an_offer) return {};
    if (crossed(state_)) return leaves() || declines_it() ? CustomersAnswer{Kind::no, "", ""} : CustomersAnswer{};
    if (auto added = added_free_words(in_)) return *added;
    if (clear_yes() || (is_yes_to_its_part(in_) && !may_be_about_signing_in() && !in_.asked_which())) return {Kind::yes, "", ""};
    const FreeWords which = surely_wishes_another() ? FreeWords::fitting : FreeWords::any;
    if (auto corrected = corrected_free_words(in_, which); corrected && !takes_it_all_back()) return *corrected;
    if (auto corrected = corrected_part(in_)) return *corrected;
    if (says_no_and_yes(text_) || !says_no_to_it()) return {};
    if (only_asks_for_a_moment()) return {Kind::moment, "", ""};
    const bool goes_over = says_more() && does(reading_, speech::in_its_place) && by_itself_.kind == DecisionKind::act && surely_wishes_another();
    return {goes_over ? Kind::new_matter : Kind::no, "", ""};   // "forget it, I want another plan instead"
  }

  CustomersAnswer while_it_waits() const {
    if (run_.waits_for != "approval" && run_.waits_for != "time") return {};
    if (auto corrected = corrected_fact(in_, true)) return *corrected;
    const bool to_a_colleague = run_.waits_for == "approval" && (does(reading_, speech::in_its_place) || has(reading_.signals, "says_no"));
    if (auto corrected = to_a_colleague ? corrected_free_words(in_) : std::nullopt; corrected && !takes_it_all_back()) return *corrected;
    return withdraws() ? CustomersAnswer{Kind::leave, "", ""} : CustomersAnswer{};
  }

  // What is none of these is what it would be if nothing waited; what a colleague is deciding on is not thrown away for the next wish.
  CustomersAnswer read_by_itself() const {
    const Decision& decision = by_itself_;
    if (decision.intent.empty() || decision.intent == "other" || only_asks_whether_it_was_done()) return {};
    const bool waits_for_colleague = run_.waits_for == "approval";
    if (decision.kind == DecisionKind::act && !list_.empty() && calls_a_thing(text_) && !wishes_by_name(live_.program(), reading_, text_)) return {};
    if (decision.kind == DecisionKind::act && decision.workflow != run_.workflow && !wishes_another_thing()) return {};   // a guess ends nothing
    const bool only_looks_up = only_asks(text_) && deeds_done_for(live_.program(), live_.program().intents[*live_.program().find_intent(decision.intent)]).empty();
    if (decision.kind == DecisionKind::act && decision.workflow != run_.workflow)
      return {waits_for_colleague || only_looks_up ? Kind::another_wish : Kind::new_matter, "", ""};   // a question ends nothing
    if (decision.kind == DecisionKind::act) return {waits_for_colleague && in_.claims_another_value() ? Kind::another_wish : Kind::none, "", ""};
    // One that needs the sign-in is noted, and they are told how it goes on: what waits here is not ended for it.
    if (decision.kind == DecisionKind::ask && wishes_another_thing()) return {Kind::another_wish, "", ""};
    const bool needs_human = decision.kind == DecisionKind::hand_off && decision.request_class == "needs human";
    const bool answered = decision.kind == DecisionKind::answer || decision.kind == DecisionKind::refuse || needs_human;
    return {answered ? Kind::digression : Kind::none, "", ""};
  }

  // --- another matter ---------------------------------------------------------------------------------------------------------------------

  // "Sorry, one more thing: when will W1006 arrive": a question that is surely read as another intent corrects nothing and answers nothing. One that this run's
  // own workflow would serve is about the run.
  bool asks_another_matter() const {
    if (!does(reading_, speech::ask_in_part)) return false;
    const auto found = live_.program().find_intent(reading_.intent);
    if (!found || reading_.intent == "other") return false;
    const dsl::Intent& intent = live_.program().intents[*found];
    if (intent.request_class == dsl::RequestClass::unsafe || intent.request_class == dsl::RequestClass::needs_human) return false;
    if (carries(live_, run_.workflow, intent)) return false;
    const auto& send_at = band_of(live_.program(), intent).send_at;
    return send_at && reading_.confidence >= *send_at;
  }

  // Where any words are an answer, only a question that is surely about something else is none.
  bool digresses() const {
    if (by_itself_.intent == "other" || by_itself_.intent.empty()) return false;
    if (by_itself_.kind == DecisionKind::refuse) return true;
    if (const auto found = live_.program().find_intent(by_itself_.intent); found && carries(live_, run_.workflow, live_.program().intents[*found])) return false;
    return by_itself_.kind == DecisionKind::answer && !by_itself_.closes && does(reading_, speech::ask);
  }

  // The workflow that the message by itself would begin, once the customer has signed in where that is lacking; empty: none, or not surely.
  std::string wished_workflow() const {
    const auto found = live_.program().find_intent(by_itself_.intent);
    const bool begins = by_itself_.kind == DecisionKind::act || (by_itself_.kind == DecisionKind::ask && by_itself_.ask_key == "verify");
    if (!found || by_itself_.intent == "other" || !begins || reading_.confidence < another_matter_from) return "";
    const auto& workflow = live_.program().intents[*found].workflow;
    return workflow ? live_.program().workflows[*workflow].name : "";
  }

  bool wishes_another_thing() const {
    const std::string workflow = wished_workflow();
    return !workflow.empty() && workflow != run_.workflow;
  }

  // "I want to change my subscription instead": no other words for what was asked before.
  bool surely_wishes_another() const {
    event::MessageRead wish = reading_;
    wish.signals.clear();
    return wishes_another_thing() && (reading_.confidence >= no_answer_from || wishes_by_name(live_.program(), wish, text_));
  }

  bool wishes_for_another_object() const {
    if (!in_.names_another_object() || only_asks_whether_it_was_done()) return false;
    event::MessageRead wish = reading_;
    wish.signals.clear();   // "no, cancel W1003" wishes it by name
    const bool by_name = wishes_by_name(live_.program(), wish, text_), in_its_place = does(reading_, speech::in_its_place);
    // "Refund W1003", while a colleague looks at W1002's: one more, where nothing says that it is meant in its place.
    const bool one_more = by_name && waits_for_others(run_) && wished_workflow() == run_.workflow && !in_its_place && !has(reading_.signals, "says_no");
    if (only_frames_a_value(in_) && !in_.adds() && !one_more && !(by_name && wishes_another_thing())) return false;   // "it should have been W1001"
    if (in_its_place && !by_name && !does(reading_, speech::ask_in_part) && words_beside_what_is_named(in_).size() <= 1) return false;   // "wrong order! W1001"
    return one_more || (wishes_another_thing() && !words_beside_what_is_named(in_).empty()) || (does(reading_, speech::beside_it) && !wished_workflow().empty());
  }

  // "Did you refund W1001?" asks about the deed that is under way, of another thing, and wishes nothing.
  bool only_asks_whether_it_was_done() const {
    const auto workflow = live_.program().find_workflow(wished_workflow());
    if (!workflow || wished_workflow() != run_.workflow) return false;
    const auto& tools = live_.program().workflows[*workflow].tools;
    if (std::ranges::none_of(tools, [&](std::uint32_t tool) { return live_.program().tools[tool].effect != dsl::Effect::reads; })) return false;
    const auto is_named = [&](const EntityClaim& claim) { return in_.is_object(claim); };
    return std::ranges::any_of(reading_.named, is_named) && std::ranges::all_of(reading_.named, [&](const EntityClaim& claim) {
      return !in_.is_object(claim) || said_of(state_.turn->text, claim.begin, claim.end, kind_named(claim.value)) == SaidOf::asked;
    });
  }

  bool is_meant_instead() const {
    const bool asked = run_.waits_for == "answer" || run_.waits_for == "confirmation";
    return asked && does(reading_, speech::in_its_place) && !does(reading_, speech::beside_it);
  }

  // Surely another wish, and no answer in other words: it names an object, and says more than which one.
  bool says_another_wish(bool asked_for_it) const {
    if (!wishes_another_thing() || reading_.confidence < no_answer_from || by_itself_.kind != DecisionKind::act || by_itself_.review) return false;
    const auto is_named = [&](const EntityClaim& claim) { return in_.is_object(claim); };
    return std::any_of(reading_.named.begin(), reading_.named.end(), is_named) && (!asked_for_it || !words_beside_what_is_named(in_).empty());
  }

  // "I want to delete my account" is no reason for a refund: surely another matter, and in that matter's own words.
  bool says_another_matter() const {
    const bool for_a_person = by_itself_.kind == DecisionKind::hand_off && by_itself_.request_class == "needs human";
    if (reading_.confidence < no_answer_from || (!wishes_another_thing() && !for_a_person) || by_itself_.review) return false;
    std::vector<std::string> own = own_matter(live_, run_);
    own.insert(own.end(), in_.matter.things.begin(), in_.matter.things.end());   // "I ordered the wrong size": the thing is no matter's own word
    return speaks_of(telling_words(text_), matter_of_intent(live_, by_itself_.intent), own);
  }

  // "How fast is the max plan?", where a plan was asked for. A number that is asked about may be the answer: "is it W1002?".
  bool asks_about_what_was_asked() const {
    const bool is_thing = std::ranges::any_of(reading_.named, [&](const EntityClaim& one) { return one.entity == run_.waits_name && kind_named(one.value) == NamedKind::thing; });
    return !is_thing && only_asks(text_);
  }

  // What was asked for, and no more than what it is called: "INV-1000", "it is invoice INV-1000", where an invoice was asked for. Whatever its words are read as, it answers.
  bool is_just_what_was_asked_for() const {
    if (run_.waits_for != "answer" || !was_asked(state_) || reading_.claims.count(run_.waits_name) == 0 || only_asks(text_)) return false;
    const std::vector<std::string> called = content_words(in_words(run_.waits_name) + " " + run_.waits_question);
    return std::ranges::all_of(words_beside_what_is_named(in_), [&](const std::string& word) {
      return std::ranges::any_of(called, [&](const std::string& one) { return same_stem(one, word); });
    });
  }

  // "The backpack", "the second one": of what the question lists. Who names what is done to it wishes for that.
  const Listed* one_of_the_list() const {
    const auto is_deed = [&](const std::string& word) { return std::ranges::any_of(in_.matter.deeds, [&](const std::string& deed) { return same_stem(deed, word); }); };
    const bool declines_deed = declines_it() && std::ranges::any_of(content_words(text_), is_deed);
    if (run_.waits_for != "answer" || list_.empty() || reading_.claims.count(run_.waits_name) != 0 || only_asks(text_) || leaves() || declines_deed) return nullptr;
    const Listed* one = chosen(list_, text_, !crossed(state_));
    return one && wishes_another_thing() && wishes_by_name(live_.program(), reading_, text_) ? nullptr : one;
  }

  // --- leaving ----------------------------------------------------------------------------------------------------------------------------

  // A tool's own name is no taking back: "cancel" to a workflow that cancels orders is what it does.
  bool named_for(std::string_view word) const {
    if (run_.waits_name.find(word) != std::string::npos || run_.workflow.find(word) != std::string::npos) return true;
    const auto index = live_.program().find_workflow(run_.workflow);
    const auto is_of_it = [&](std::uint32_t tool) { return live_.program().tools[tool].name.find(word) != std::string::npos; };
    return index && std::ranges::any_of(live_.program().workflows[*index].tools, is_of_it);
  }

  bool leaves() const {
    return std::ranges::any_of(reading_.acts, [&](const SpeechAct& one) { return one.act == speech::leave && !named_for(one.what.substr(0, one.what.find(' '))); });
  }

  // What the run does is not to be done, in so many words; a mere no says less, and to a question for any words it may be the answer.
  bool declines_it() const { return has_clause(in_.clauses, ClauseAct::refuses) && refuses(in_.clauses); }

  // "Don't downgrade me": whatever the word is, right behind the question it is what was asked.
  bool declines_a_deed_of_one_word() const {
    const bool agrees = has_clause(in_.clauses, ClauseAct::agrees) || has_clause(in_.clauses, ClauseAct::condition);
    return !agrees && std::any_of(in_.clauses.begin(), in_.clauses.end(), [](const SaidClause& one) { return one.act == ClauseAct::restricts &&
        content_words(one.text).size() == 1 && negated_part(one.text).empty() && !share_said(one.text); });
  }

  // What the question itself offers to say ("\"I changed my mind\" is a fine answer") is an answer.
  bool offered_by_the_question() const {
    const std::vector<std::string> asked = content_words(run_.waits_question);
    return std::any_of(in_.clauses.begin(), in_.clauses.end(), [&](const SaidClause& one) {
      const std::vector<std::string> said = content_words(one.text);
      return one.act == ClauseAct::refuses && !said.empty() && std::all_of(said.begin(), said.end(), [&](const std::string& word) { return has(asked, word); });
    });
  }

  // Where the call is named for the word, it is what the call does.
  bool says_word_of(std::string_view act) const {
    return std::ranges::any_of(reading_.acts, [&](const SpeechAct& one) { return one.act == act && run_.waits_name.find(one.what) == std::string::npos; });
  }

  bool withdraws() const {
    if (declines_it() || (run_.waits_for != "time" && has_clause(in_.clauses, ClauseAct::denies))) return true;
    if (does(reading_, speech::keep_going) || has_clause(in_.clauses, ClauseAct::excludes)) return false;
    if (leaves() || does(reading_, speech::change_mind)) return true;
    if (has(reading_.signals, "says_no") && word_count_ <= bare_no_words) return !run_.taken_up && !to_which_run();   // it is to what was asked of another matter
    // "Cancel my subscription" while a refund waits: a wish of its own, and no taking back.
    return says_word_of(speech::take_back) && (!wishes_another_thing() || in_.names_own_object() || speaks_of(telling_words(text_), own_matter(live_, run_),
        matter_of_intent(live_, by_itself_.intent)));
  }

  const HeldUp* wish_left() const {
    const bool asked = run_.waits_for == "answer" || run_.waits_for == "confirmation";
    return left_of_held_up(in_, does(reading_, speech::leave) || (!asked && withdraws()));
  }

  // --- yes --------------------------------------------------------------------------------------------------------------------------------

  // The question was asked by itself, once the customer had signed in: "ok" may be their answer to "please sign in", which came before.
  bool may_be_about_signing_in() const {
    const auto& asked = state_.episode.asked;
    const bool before = asked.size() >= 2 && (asked[asked.size() - 2] == "verify" || asked[asked.size() - 2] == "sign in again");
    return before && does(reading_, speech::say_signed_in);
  }

  // Whatever its words are read as, in the light of the messages before it.
  bool is_just_a_yes() const {
    const bool is_asked = run_.waits_for == "confirmation" && state_.episode.offered_by.empty() && !crossed(state_) && !in_.asked_which();
    const auto behind_no = behind_a_turned_no(text_);
    if (!is_asked || may_be_about_signing_in()) return false;
    return behind_no ? clear_yes_to(*behind_no, "", Json::object()) : !has(reading_.signals, "says_no") && clear_yes_to(text_, "", Json::object());
  }

  // A yes to a call speaks of nothing that the call does not: whoever adds another order, amount, day or wish is asked again. Why they want it may be said.
  bool clear_yes() const {
    if ((has(reading_.signals, "says_no") && !in_.only_excludes()) || may_be_about_signing_in() || in_.asked_which() || names_another_than_it_rests_on(in_)) return false;
    if (in_.orders_what_waits()) return true;
    const std::string reasoned = without_reasons(without_excuse(in_.without_what_is_excluded(), in_.matter), takes_away(run_.waits_name)),
                      telling = without_tales(in_, reasoned), said = in_.with_its_values_as_that(telling);
    const bool gives_reasons = words(telling).size() < word_count_;
    if (telling.size() < reasoned.size() && in_.names_what_the_call_has_not()) return false;
    const bool says_yes = has(reading_.signals, "says_yes") || clear_yes_to(said, "", Json::object());   // "that would be great, yes"
    if (!gives_reasons && (!says_yes || says_word_of(speech::take_back) || says_word_of(speech::hesitate))) return false;
    if (gives_reasons && takes_back_or_hesitates(said)) return false;
    const bool in_its_own_words =
        gives_reasons && does(reading_, speech::unwanted) && clear_yes_to("yes " + said, run_.waits_name, run_.waits_arguments) && names_what_takes_away(said);
    if (!in_its_own_words && !clear_yes_to(said, run_.waits_name, run_.waits_arguments)) return false;
    if (clear_yes_to(said, "", Json::object())) return true;   // nothing but a yes: whatever else it was read as comes from the messages before it
    if (reading_.intent != "other" && reading_.intent != state_.episode.last_intent && reading_.confidence >= another_matter_from) return false;
    const auto is_its_own = [&](const auto& claim) { const Json* argument = run_.waits_arguments.find(claim.first); return !argument || same_value(*argument, claim.second); };
    return std::ranges::all_of(reading_.claims, is_its_own);
  }

  bool takes_back_or_hesitates(const std::string& said) const {
    const auto is_one = [&](const SpeechAct& one) { return (one.act == speech::take_back || one.act == speech::hesitate) && run_.waits_name.find(one.what) == std::string::npos; };
    return std::ranges::any_of(acts_of(said), is_one);
  }

  // --- no ---------------------------------------------------------------------------------------------------------------------------------

  // "I don't want it any more" is no taking back of a call that takes it away: beside a no, nobody knows which of the two is meant.
  bool says_no_to_it() const {
    if (declines_it() || has_clause(in_.clauses, ClauseAct::denies) || declines_a_deed_of_one_word()) return true;
    if (in_.only_excludes()) return false;
    const bool of_the_thing = does(reading_, speech::unwanted) && takes_away(run_.waits_name);
    if (of_the_thing || begins_with_yes(text_)) return false;
    const bool plain = !has(reading_.signals, "says_yes") && !does(reading_, speech::ask), unsaid = plain && does(reading_, speech::change_mind);
    // "cancel the refund"
    const bool cancels_it = plain && !wishes_another_thing() && says_word_of(speech::take_back) && speaks_of(telling_words(text_), own_matter(live_, run_), {});
    return has(reading_.signals, "says_no") || leaves() || unsaid || refuses(in_.clauses) || cancels_it;
  }
  bool only_asks_for_a_moment() const {   // "hold on"
    const bool says_no = has_clause(in_.clauses, ClauseAct::no) || has_clause(in_.clauses, ClauseAct::refuses) || has_clause(in_.clauses, ClauseAct::denies);
    return !says_no && !takes_it_all_back() && no_free_words(text_, {}) == NoFreeWords::moment;
  }
  bool takes_it_all_back() const { return leaves() || does(reading_, speech::change_mind) || says_word_of(speech::take_back); }

  const InRun in_;
  const LiveBundle& live_;
  const ConversationState& state_;
  const Run& run_;
  const event::MessageRead& reading_;
  const Decision& by_itself_;
  const std::string& text_;
  std::size_t word_count_;
  std::vector<Listed> list_;
};

}  // namespace

CustomersAnswer customers_answer(const LiveBundle& live, const ConversationState& state, const event::MessageRead& reading, const Decision& by_itself) {
  if (!state.run || state.run->waits_for.empty()) return {};
  const Answering answering(live, state, reading, by_itself);
  CustomersAnswer answer = answering.answer();
  answer.says_more = answering.says_more();
  const bool is_yes = answer.kind == Kind::none && state.run->waits_for == "confirmation" && state.turn && is_yes_with_a_reproach(state.turn->text);
  answer.is_part = answer.is_part || is_yes || answering.is_part_of_an_answer();
  return answer;
}

}  // namespace handrail
