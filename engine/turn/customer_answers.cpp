#include "engine/turn/customer_answers.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "engine/base/text.hpp"
#include "engine/turn/clear_yes.hpp"
#include "engine/policy/turn_rules.hpp"

namespace handrail {
namespace {

using Kind = CustomersAnswer::Kind;

constexpr std::size_t leaving_words = 8;           // "ok, forget it then, it is not that important"
constexpr std::size_t bare_no_words = 4;
constexpr Decimal another_matter_from = {700'000}; // surely read as another intent than the one under way

// Words that take a yes back; a tool that is named for one ("cancel order") is meant by it.
constexpr std::array taking_back{"cancel", "forget", "leave",   "keep", "stop",   "wait",     "don't", "dont", "not",
                                 "never",  "no",     "nope",    "instead", "but", "rather", "withdraw", "nevermind"};
// Said right after "please sign in", these may be about the signing in as well as about the call: "ok, done".
constexpr std::array acknowledging{"ok",   "okay", "okey",  "k",     "done", "alright", "all",  "right", "fine", "sure", "good", "great", "perfect", "correct", "cool",
                                   "nice", "that", "that's", "is",   "it",   "it's",    "now",  "so",    "then", "just", "hi",   "hello", "hey",     "thanks",  "thank",
                                   "you",  "thx",  "ty",     "cheers", "please"};
constexpr std::array signed_in{"signed in", "logged in", "log in now", "sign in now", "signed into", "logged into"};
// What leaves the whole matter, as phrases of whole words.
constexpr std::array leaving{"forget it", "forget about it", "forget that", "never mind", "nevermind", "leave it", "drop it", "let it be",
                             "don't bother", "dont bother", "do not bother", "no longer", "not any more", "not anymore",
                             "cancel that", "cancel this", "cancel it", "stop that", "stop this", "stop it", "not now", "maybe later", "another time"};
// What follows such a phrase where it is none: "leave it at the door", "drop it off".
constexpr std::array no_leaving_before{"at", "with", "in", "on", "off", "by", "to", "near", "outside", "there", "behind"};
constexpr std::array leaving_alone{"cancel", "stop", "abort", "quit"};   // the whole message, but for a please
// What takes back a call that a colleague is looking at; of these a question is none.
constexpr std::array withdrawing{"cancel", "forget", "withdraw", "keep", "stop", "nevermind", "revoke"};
constexpr std::array withdrawing_phrases{"don't want", "dont want", "do not want", "don't do", "do not do",
                                         "dont do", "changed my mind", "take it back", "take that back"};
constexpr std::array not_withdrawing{"don't cancel", "dont cancel", "do not cancel", "not cancel", "don't stop", "dont stop", "do not stop",
                                     "keep me posted", "keep me updated", "keep going", "keep waiting", "no problem", "no worries", "no rush", "no hurry"};
// Said with another value: it stands in the place of the first ("no, order W1002"), or beside it ("W1002 too").
constexpr std::array in_its_place{"no",      "not",        "sorry",  "mean", "meant", "actually", "instead", "wrong",
                                  "correct", "correction", "rather", "oops", "typo",  "mistake",  "wasn't",  "isn't"};
constexpr std::array beside_it{"also", "too", "both", "another", "plus", "additionally", "as well"};
constexpr std::array question_words{"how", "what", "when", "where", "why", "who", "which", "can", "could", "do", "does", "did", "is", "are", "will", "would", "may"};

// " no it is w1002 ": whole words can be found in it.
std::string spaced(std::string_view text) {
  std::string low = lower_ascii(text);
  for (std::size_t at = 0; (at = low.find("\u2019", at)) != std::string::npos;) low.replace(at, 3, "'");   // as phones write it
  std::string all = " ";
  for (const std::string_view word : words(low)) all += std::string(word) + " ";
  return all;
}

template <class List>
bool says_any(const std::string& spaced_text, const List& phrases) {
  return std::any_of(phrases.begin(), phrases.end(), [&](const char* phrase) { return spaced_text.find(" " + std::string(phrase) + " ") != std::string::npos; });
}

bool has(const std::vector<std::string>& list, std::string_view word) { return std::find(list.begin(), list.end(), word) != list.end(); }

std::string in_words(std::string name) {
  std::replace(name.begin(), name.end(), '_', ' ');
  return name;
}

std::string shown(const Json& value) {
  if (const std::string* text = value.text()) return *text;
  const std::string amount = value.text_or("amount");
  return amount.empty() ? dump(value) : amount + " " + value.text_or("currency");
}

bool asks_something(const std::string& text);

class Answering {
 public:
  Answering(const LiveBundle& live, const ConversationState& state, const event::MessageRead& reading, const Decision* by_intent)
      : live_(live), state_(state), run_(*state.run), reading_(reading), by_intent_(by_intent), text_(state.turn ? state.turn->text : ""), said_(spaced(text_)),
        word_count_(words(text_).size()) {}

  CustomersAnswer answer() const {
    if (!was_asked(state_) || asks_another_matter()) return {};
    const bool to_an_offer = !state_.episode.offered_by.empty() && has(reading_.signals, "says_no");   // "no" to a person, not to the call
    if (run_.waits_for == "confirmation") {
      if (auto corrected = correction(false)) return *corrected;
      if (to_an_offer) return {};
      if (clear_yes()) return {Kind::yes, "", ""};
      const bool unsaid = !has(reading_.signals, "says_yes") && !is_question(text_) && says_any(said_, withdrawing_phrases);
      return has(reading_.signals, "says_no") || leaves() || unsaid ? CustomersAnswer{Kind::no, "", ""} : CustomersAnswer{};
    }
    if (run_.waits_for == "answer") return to_a_question();
    if (run_.waits_for != "approval" && run_.waits_for != "time") return {};
    if (auto corrected = correction(true)) return *corrected;
    return withdraws() ? CustomersAnswer{Kind::leave, "", ""} : CustomersAnswer{};
  }

 private:
  CustomersAnswer to_a_question() const {
    const auto& entities = live_.program().entities;
    const bool typed = std::any_of(entities.begin(), entities.end(), [&](const dsl::Entity& entity) { return entity.name == run_.waits_name; });
    if (auto corrected = correction(!typed)) return *corrected;
    if (reading_.claims.count(run_.waits_name)) return {Kind::fact, "", ""};
    if (leaves()) return {Kind::leave, "", ""};
    if (!typed) return digresses() ? CustomersAnswer{} : CustomersAnswer{Kind::fact, "", ""};
    return has(reading_.signals, "says_no") && !has(reading_.signals, "says_yes") ? CustomersAnswer{Kind::leave, "", ""} : CustomersAnswer{};
  }

  // "Sorry, one more thing: when will W1006 arrive": a question that is surely read as another intent corrects nothing and answers nothing. One that this run's
  // own workflow would serve is about the run.
  bool asks_another_matter() const {
    if (!asks_something(text_)) return false;
    const auto found = live_.program().find_intent(reading_.intent);
    if (!found || reading_.intent == "other") return false;
    const dsl::Intent& intent = live_.program().intents[*found];
    if (intent.request_class == dsl::RequestClass::unsafe || intent.request_class == dsl::RequestClass::needs_human) return false;
    if (intent.workflow && live_.program().workflows[*intent.workflow].name == run_.workflow) return false;
    const auto& send_at = band_of(live_.program(), intent).send_at;
    return send_at && reading_.confidence >= *send_at;
  }

  // Where any words are an answer, only a question that is surely about something else is none.
  bool digresses() const {
    if (!by_intent_ || by_intent_->intent == "other" || by_intent_->intent.empty()) return false;
    if (by_intent_->kind == DecisionKind::refuse) return true;
    return by_intent_->kind == DecisionKind::answer && !by_intent_->closes && is_question(text_);
  }

  // A tool's own name is no taking back: "cancel" to a workflow that cancels orders is what it does.
  bool named_for(std::string_view word) const {
    if (run_.waits_name.find(word) != std::string::npos || run_.workflow.find(word) != std::string::npos) return true;
    const auto index = live_.program().find_workflow(run_.workflow);
    if (!index) return false;
    const auto& tools = live_.program().workflows[*index].tools;
    return std::any_of(tools.begin(), tools.end(), [&](std::uint32_t tool) { return live_.program().tools[tool].name.find(word) != std::string::npos; });
  }

  template <class List>
  bool says_one_not_named(const List& phrases) const {
    return std::any_of(phrases.begin(), phrases.end(), [&](const char* phrase) {
      const std::string_view first = std::string_view(phrase).substr(0, std::string_view(phrase).find(' '));
      const std::string whole = " " + std::string(phrase) + " ";
      const std::size_t at = said_.find(whole);
      if (at == std::string::npos || named_for(first)) return false;
      const std::string next = said_.substr(at + whole.size(), said_.find(' ', at + whole.size()) - at - whole.size());
      return std::find(no_leaving_before.begin(), no_leaving_before.end(), next) == no_leaving_before.end();
    });
  }

  bool leaves() const {
    if (word_count_ > leaving_words || is_question(text_)) return false;
    if (says_one_not_named(leaving)) return true;
    return word_count_ <= 2 && says_one_not_named(leaving_alone);
  }

  bool withdraws() const {
    if (says_any(said_, not_withdrawing)) return false;
    if (leaves() || says_any(said_, withdrawing_phrases)) return true;
    const bool bare_no = has(reading_.signals, "says_no") && word_count_ <= bare_no_words;
    const bool word = std::any_of(withdrawing.begin(), withdrawing.end(), [&](const char* one) {
      return said_.find(" " + std::string(one) + " ") != std::string::npos && run_.waits_name.find(one) == std::string::npos;
    });
    return bare_no || word;
  }

  bool takes_yes_back() const {
    return std::any_of(taking_back.begin(), taking_back.end(), [&](const char* word) {
      return said_.find(" " + std::string(word) + " ") != std::string::npos && run_.waits_name.find(word) == std::string::npos;
    });
  }

  // The question was asked by itself, once the customer had signed in: "ok" may be their answer to "please sign in", which came before.
  bool may_be_about_signing_in() const {
    const auto& asked = state_.episode.asked;
    return asked.size() >= 2 && asked[asked.size() - 2] == "verify" && may_say_signed_in(text_);
  }

  // A yes to a call speaks of nothing that the call does not: whoever adds another order, amount, day or wish is asked again.
  bool clear_yes() const {
    if (!has(reading_.signals, "says_yes") || has(reading_.signals, "says_no")) return false;
    if (may_be_about_signing_in() || takes_yes_back() || !clear_yes_to(text_, run_.waits_name, run_.waits_arguments)) return false;
    if (clear_yes_to(text_, "", Json::object())) return true;   // nothing but a yes: whatever else it was read as comes from the messages before it
    if (reading_.intent != "other" && reading_.intent != state_.episode.last_intent && reading_.confidence >= another_matter_from) return false;
    return std::all_of(reading_.claims.begin(), reading_.claims.end(), [&](const auto& claim) {
      const Json* argument = run_.waits_arguments.find(claim.first);
      return !argument || same_value(*argument, claim.second);
    });
  }

  // "#W1001" and "W1001" are one order.
  static bool same_value(const Json& known, const Json& said) {
    if (canonical(known) == canonical(said)) return true;
    return known.text() && said.text() && !said.text()->empty() && known.text()->find(*said.text()) != std::string::npos;
  }

  // Where a call waits, a fact is about it when it is one of its arguments: "no longer wanted" after "cancel" changes nothing of a cancellation.
  bool of_the_call(const std::string& fact, const Json& used) const {
    const Json::Object* arguments = run_.waits_arguments.members();
    if (!arguments || run_.waits_for == "answer") return true;
    const std::string known = lower_ascii(shown(used));
    return std::any_of(arguments->begin(), arguments->end(), [&](const auto& argument) { return argument.first == fact || lower_ascii(shown(argument.second)) == known; });
  }

  // Another value for what the run has used. `only_if_said`: the words themselves must say that it stands in the place of the first.
  std::optional<CustomersAnswer> correction(bool only_if_said) const {
    const bool said_so = has(reading_.signals, "says_no") || says_any(said_, in_its_place);
    if (says_any(said_, beside_it) || (!said_so && (only_if_said || is_question(text_)))) return std::nullopt;
    if (!live_.program().find_workflow(run_.workflow)) return std::nullopt;
    for (const auto& [fact, value] : reading_.claims) {
      if (run_.waits_for == "answer" && fact == run_.waits_name) continue;
      const Json* argument = run_.waits_arguments.find(fact);
      if (argument && same_value(*argument, value)) continue;   // the call under way is about it already
      const Json* used = used_by_run(state_, fact);
      if (used ? same_value(*used, value) || !of_the_call(fact, *used) : !argument || run_.inputs.find(fact) == nullptr) continue;
      const std::string was = used ? ", not " + shown(*used) : argument ? ", not " + shown(*argument) : "";
      return CustomersAnswer{Kind::correction, fact, in_words(fact) + " is " + shown(value) + was};
    }
    return std::nullopt;
  }

  const LiveBundle& live_;
  const ConversationState& state_;
  const Run& run_;
  const event::MessageRead& reading_;
  const Decision* by_intent_;
  std::string text_, said_;
  std::size_t word_count_;
};

// "No, where is W1003" and "one more thing: when will it come": a part of the sentence asks.
bool asks_something(const std::string& text) {
  if (is_question(text)) return true;
  for (std::size_t at = 0; (at = text.find_first_of(",:;.!-", at)) != std::string::npos; ++at)
    if (at + 1 < text.size() && is_question(text.substr(at + 1))) return true;
  return false;
}

// As a whole number or word: 48 is neither in 148 nor in 48.50.
bool holds_whole(const std::string& text, const std::string& part) {
  const auto inner = [&](std::size_t at) { return at < text.size() && std::isalnum(static_cast<unsigned char>(text[at])); };
  for (std::size_t at = 0; (at = text.find(part, at)) != std::string::npos; ++at) {
    const std::size_t end = at + part.size();
    const bool more_before = at > 0 && (inner(at - 1) || (text[at - 1] == '.' && at > 1 && inner(at - 2)));
    const bool more_after = inner(end) || (end < text.size() && text[end] == '.' && inner(end + 1));
    if (!more_before && !more_after) return true;
  }
  return false;
}

bool names_value(const std::string& text, const Json& value) {
  if (const Json::Object* members = value.members(); members && value.find("amount")) {
    std::string amount = value.text_or("amount");
    if (holds_whole(text, amount)) return true;
    return amount.size() > 3 && amount.ends_with(".00") && holds_whole(text, amount.substr(0, amount.size() - 3));
  }
  if (value.number()) return holds_whole(text, value.number()->literal);
  const std::string* id = value.text();
  const bool named = id && id->find_first_of("0123456789") != std::string::npos && id->find(' ') == std::string::npos;
  return !named || holds_whole(text, lower_ascii(*id));
}

}  // namespace

// The key of a question goes on the record with the words that asked it, and with no others.
bool was_asked(const ConversationState& state) { return !state.run || was_asked(state, *state.run); }

bool was_asked(const ConversationState& state, const Run& run) {
  std::string key = "run " + run.id.text + " ";
  if (run.waits_for == "confirmation") key += std::to_string(run.steps.size()) + " yes " + call_name(run.waits_name, run.waits_arguments);
  else if (run.waits_for != "answer") return true;
  else if (run.waits_arguments.find("again")) key = "again " + run.waits_arguments.text_or("again");
  else key += run.waits_name;
  return has(state.episode.asked, key);
}

bool names_call(const std::string& text, const Json& arguments) {
  std::string low = lower_ascii(text);
  for (std::size_t at = 1; at + 1 < low.size(); ++at)   // "1,200.00"
    if (low[at] == ',' && std::isdigit(static_cast<unsigned char>(low[at - 1])) && std::isdigit(static_cast<unsigned char>(low[at + 1]))) low.erase(at, 1);
  const Json::Object* members = arguments.members();
  return !members || std::all_of(members->begin(), members->end(), [&](const auto& argument) { return names_value(low, argument.second); });
}

bool is_question(const std::string& text) {
  const auto said = words(text);
  const std::string first = said.empty() ? "" : lower_ascii(said.front());
  return text.find('?') != std::string::npos || std::find(question_words.begin(), question_words.end(), first) != question_words.end();
}

bool may_say_signed_in(const std::string& text) {
  const std::string said = spaced(text);
  const auto all = words(said);
  const auto acknowledges = [](std::string_view word) { return std::find(acknowledging.begin(), acknowledging.end(), word) != acknowledging.end(); };
  return says_any(said, signed_in) || std::all_of(all.begin(), all.end(), acknowledges);
}

bool takes_wish_back(const std::string& text) {
  const std::string said = spaced(text);
  const std::size_t count = words(text).size();
  if (count > leaving_words || is_question(text)) return false;
  return says_any(said, leaving) || says_any(said, withdrawing_phrases) || (count <= 2 && says_any(said, leaving_alone));
}

const Json* used_by_run(const ConversationState& state, const std::string& fact) {
  if (!state.run) return nullptr;
  for (auto step = state.run->steps.rbegin(); step != state.run->steps.rend(); ++step)
    if (step->asked == fact && !step->refused && !step->result.is_null()) return &step->result;
  const Json* input = state.run->inputs.find(fact);
  return input && !input->is_null() ? input : nullptr;
}

CustomersAnswer customers_answer(const LiveBundle& live, const ConversationState& state, const event::MessageRead& reading, const Decision* by_intent) {
  return state.run ? Answering(live, state, reading, by_intent).answer() : CustomersAnswer{};
}

}  // namespace handrail
