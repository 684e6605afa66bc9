#include "engine/turn/offered_person.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "engine/base/text.hpp"
#include "engine/meaning/asked.hpp"
#include "engine/sentences/clauses.hpp"
#include "engine/sentences/needs_nobody.hpp"
#include "engine/sentences/said_of.hpp"
#include "engine/sentences/speech.hpp"

namespace handrail {
namespace {

constexpr std::size_t words_most = 16;
constexpr std::size_t stop_words_most = 8;
constexpr std::array offering{"just say so.", "you would hear"};
constexpr std::array agreeing{"yes", "yeah", "yep", "yup", "sure", "ok", "okay", "please", "fine", "great", "good", "alright", "absolutely", "definitely", "agreed", "perfect"};
constexpr std::array wishing{"let", "like", "want", "ask", "have", "get", "pass", "send", "bring", "would", "i'd", "can", "could", "should", "may", "them"};
// What the offer is made of, whoever it names.
constexpr std::array of_the_offer{"look", "looks", "looking", "take", "takes", "check", "handle", "review", "see", "team", "person", "somebody", "someone", "colleague",
                                  "colleagues", "human", "agent", "they", "them", "over"};
constexpr std::array whoever{"team", "person", "somebody", "someone", "colleague", "colleagues", "human", "agent", "they", "them"};
constexpr std::array between{"it", "that", "this", "at", "into", "to", "the", "my", "your", "a", "me", "us", "on", "for", "of", "about", "and", "then", "just", "so", "do", "go",
                             "ahead", "i", "be", "is", "thanks", "thank", "you", "now", "if", "well", "please", "nice", "oh", "hi", "order", "one", "issue", "case", "will",
                             "there"};
constexpr std::array negating{"no", "not", "nope", "nah", "never", "nobody", "none", "without", "dont", "neither", "cannot", "cant", "wont", "rather", "stop"};
constexpr std::array stopping{"no", "nope", "stop", "wait", "cancel", "don't", "dont", "hold", "halt", "abort", "forget"};

template <class List>
bool among(const List& list, std::string_view word) { return std::find(list.begin(), list.end(), word) != list.end(); }

std::vector<std::string> words_in(std::string_view text) {
  std::string low = lower_ascii(text);
  for (std::size_t at = 0; (at = low.find("\u2019", at)) != std::string::npos;) low.replace(at, 3, "'");   // as phones write it
  std::vector<std::string> all;
  for (const std::string_view word : words(low)) all.emplace_back(word);
  return all;
}

// The sentence that offered a person since the customer's last message, in lower case; empty: none.
std::string offer_made(const ConversationState& state) {
  bool said = false;
  for (auto line = state.recent.rbegin(); line != state.recent.rend(); ++line) {
    if (line->by == Speaker::customer && said) return "";
    if (line->by == Speaker::customer) continue;   // the messages that are read now
    said = true;
    const std::string low = lower_ascii(line->text);
    for (const char* const offer : offering) {
      const std::size_t at = low.find(offer);
      if (at == std::string::npos) continue;
      const std::size_t before = low.find_last_of(".!\n", at);
      const std::size_t from = before == std::string::npos ? 0 : before + 1;
      return low.substr(from, at + std::string_view(offer).size() - from);
    }
  }
  return "";
}

bool is_of_a_queue(const dsl::Program& program, const std::string& word) {
  if (word.size() < 3) return false;
  return std::ranges::any_of(program.queues, [&](const dsl::Queue& queue) {
    const std::vector<std::string> title = words_in(queue.title + " " + queue.name);
    return std::ranges::find(title, word) != title.end() && !among(between, word);
  });
}

// "Let me look", "ok, I will check", "I'll take a look first": whoever writes it looks themselves. "Yes please, I will check my mail" takes the offer all the same.
bool look_themselves(const std::vector<std::string>& said) {
  constexpr std::array plain_yes{"yes", "yeah", "yep", "yup", "please", "absolutely", "definitely"};
  if (std::ranges::any_of(said, [&](const std::string& word) { return among(plain_yes, word); })) return false;
  constexpr std::array own{"i", "we", "i'll", "we'll", "i'd", "we'd", "i'm", "we're", "i've", "we've", "lemme"};
  constexpr std::array leading{"will", "can", "could", "would", "shall", "should", "may", "might", "must", "just", "first", "quickly", "then", "like", "want", "need", "to",
                               "go", "going",
                               "gonna", "am", "are", "have", "take", "get", "a", "an", "quick", "another", "better", "rather", "try", "and", "myself", "had", "got"};
  constexpr std::array looking{"look", "looking", "check", "checking", "see", "looked"};
  for (std::size_t at = 0; at < said.size(); ++at) {
    const bool lets = (said[at] == "let" || said[at] == "lets") && at + 1 < said.size() && (said[at + 1] == "me" || said[at + 1] == "us");
    if (!lets && !among(own, said[at])) continue;
    std::size_t verb = lets ? at + 2 : at + 1;
    while (verb < said.size() && among(leading, said[verb])) ++verb;
    if (verb < said.size() && among(looking, said[verb])) return true;
  }
  return false;
}

}  // namespace

bool takes_offered_person(const LiveBundle& live, const ConversationState& state) {
  if (!state.turn || !state.turn->reading || state.owner != Ownership::bot || crossed(state) || offer_made(state).empty()) return false;
  if (state.run && state.run->waits_for != "answer" && state.run->waits_for != "confirmation") return false;
  const std::string& text = state.turn->text;
  const std::vector<std::string> said = words_in(text);
  if (said.empty() || said.size() > words_most || text.find('?') != std::string::npos) return false;
  if (std::ranges::any_of(said, [](const std::string& word) { return among(negating, word) || word.ends_with("n't"); })) return false;
  std::vector<std::string> spoken_of;
  for (const SpokenLine& line : state.recent)
    if (line.by == Speaker::customer && line.message != state.turn->message)
      for (std::string& word : words_in(line.text)) spoken_of.push_back(std::move(word));
  bool agrees = false, names_them = false, about_the_offer = false;
  for (const std::string& word : said) {
    agrees = agrees || among(agreeing, word) || among(wishing, word);
    const bool of_queue = is_of_a_queue(live.program(), word);
    names_them = names_them || of_queue || among(whoever, word);
    about_the_offer = about_the_offer || of_queue || among(of_the_offer, word);
    const bool of_matter = std::ranges::any_of(spoken_of, [&](const std::string& one) { return one.size() > 3 && same_stem(one, word); });
    if (!of_queue && !of_matter && !among(agreeing, word) && !among(wishing, word) && !among(of_the_offer, word) && !among(between, word)) return false;
  }
  return agrees && about_the_offer && (names_them || (!state.run && !look_themselves(said)));
}

bool looks_themselves(const LiveBundle& live, const ConversationState& state) {
  if (!state.turn || state.run || state.owner != Ownership::bot || (state.episode.offered_by.empty() && offer_made(state).empty())) return false;
  const std::vector<std::string> said = words_in(state.turn->text);
  // Where they look, and when; any other word is of a matter of its own ("let me see my invoice").
  constexpr std::array where{"myself", "ourselves", "first", "again", "now", "later", "back", "mail", "mails", "email", "emails", "e", "inbox", "spam", "folder", "letter",
                             "post", "come",
                             "soon", "tomorrow", "today", "tonight", "home", "moment", "minute", "sec", "second", "need", "no", "not", "that's", "all", "right", "ok", "okay",
                             "hm", "ah",
                             "i'll", "we'll", "i'd", "i'm", "let", "lets", "lemme", "we", "us", "quickly", "quick", "another", "an", "want", "like", "would", "can", "could",
                             "should",
                             "look", "looking", "looked", "check", "checking", "see", "take", "have", "get", "going", "gonna", "better", "rather", "try", "write", "thing",
                             "got", "by"};
  const auto is_of_it = [&](const std::string& word) {
    return (among(where, word) || among(between, word) || among(agreeing, word)) && !among(whoever, word) && !is_of_a_queue(live.program(), word);
  };
  return said.size() <= words_most && state.turn->text.find('?') == std::string::npos && look_themselves(said) && std::ranges::all_of(said, is_of_it);
}

// The "no" of a noun: nothing parts the two, and what it is said of was spoken of before.
bool says_what_is_lacking(const ConversationState& state) {
  if (!state.turn) return false;
  constexpr std::array pointing{"it", "that", "this", "them", "me", "you", "i", "we", "your", "my", "the"};
  const std::string& text = state.turn->text;
  const std::vector<std::string_view> said = words(text);
  if (said.size() < 2 || lower_ascii(said.front()) != "no" || said.size() > words_most) return false;
  const auto behind = static_cast<std::size_t>(said.front().data() - text.data()) + said.front().size(), next = static_cast<std::size_t>(said[1].data() - text.data());
  if (!trim(std::string_view(text).substr(behind, next - behind)).empty() || content_words(said[1]).empty()) return false;
  if (std::any_of(said.begin() + 1, said.end(), [&](std::string_view word) { return among(pointing, lower_ascii(word)) || among(stopping, lower_ascii(word)); })) return false;
  const std::string of = lower_ascii(said[1]);
  return std::ranges::any_of(state.recent, [&](const SpokenLine& line) {
    return line.by == Speaker::customer && line.message != state.turn->message &&
           std::ranges::any_of(content_words(line.text), [&](const std::string& word) { return same_stem(word, of); });
  });
}

std::string offered_queue(const LiveBundle& live, const ConversationState& state) {
  const std::string offer = offer_made(state);
  std::string found;
  for (const dsl::Queue& queue : live.program().queues) {
    if (queue.title.empty() || offer.find(lower_ascii(queue.title)) == std::string::npos) continue;
    if (!found.empty()) return "";
    found = queue.name;
  }
  return found;
}

bool said_twice_already(const ConversationState& state, const std::string& text) {
  std::size_t times = 0;
  for (auto line = state.recent.rbegin(); line != state.recent.rend() && times < 2; ++line) {
    if (line->by == Speaker::customer) continue;
    if (line->by != Speaker::bot || line->text.find(text) == std::string::npos) return false;
    ++times;
  }
  return times == 2 && !text.empty();
}

bool stops_what_was_done(const ConversationState& state) {
  if (!state.turn || !state.turn->reading || state.run || state.receipts.empty() || !crossed(state)) return false;
  const auto last = std::find_if(state.recent.rbegin(), state.recent.rend(), [](const SpokenLine& line) { return line.by != Speaker::customer; });
  if (last == state.recent.rend() || !last->carries_receipt) return false;
  const event::MessageRead& read = *state.turn->reading;
  const std::string& text = state.turn->text;
  const std::vector<std::string> said = words_in(text);
  const auto is_thing = [](const EntityClaim& one) { return kind_named(one.value) == NamedKind::thing; };
  if (said.empty() || text.find('?') != std::string::npos || does(read, speech::keep_going) || std::ranges::any_of(read.named, is_thing)) return false;
  if (said.size() > 1 && said.front() == "no" && (said[1] == "thanks" || said[1] == "thank")) return false;
  const bool leaves = does(read, speech::leave) || does(read, speech::drop_wish) || does(read, speech::change_mind);
  return leaves || (said.size() <= stop_words_most && among(stopping, said.front()));
}

}  // namespace handrail
