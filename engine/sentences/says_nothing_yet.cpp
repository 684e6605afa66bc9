#include "engine/sentences/says_nothing_yet.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "engine/base/text.hpp"
#include "engine/sentences/asked_back.hpp"
#include "engine/sentences/spelled_out.hpp"

namespace handrail {
namespace {

constexpr std::size_t words_max = 16;   // a longer one has a matter somewhere

constexpr std::array greeting{"hi", "hello", "hallo", "helo", "hullo", "hey", "heya", "hiya", "howdy", "yo", "greetings", "good", "morning", "afternoon", "evening", "day",
                              "night", "dear", "sir", "madam", "ma'am", "team", "folks", "everyone", "everybody", "guys", "bot", "chatbot", "assistant", "friend", "mate",
                              "buddy", "again", "welcome", "sup", "ello", "gday", "g'day"};
constexpr std::array of_how_they_are{"doing", "going", "been", "nice", "lovely", "great", "pleased", "pleasure", "glad", "meet", "hope", "hoping", "well", "fine", "ok",
                                     "okay", "week", "weekend", "today", "things", "everything", "life", "up", "find", "wonderful", "happy"};
constexpr std::array of_attention{"anyone", "anybody", "someone", "somebody", "there", "here", "around", "hear", "listening", "online", "available", "awake", "on", "test",
                                  "testing", "ping", "knock", "live", "working", "chat", "reply", "respond", "read", "reading", "see", "seeing", "line"};
constexpr std::array of_asking{"help", "assist", "assistance", "support", "question", "questions", "quick", "quickly", "short", "small", "little", "simple", "problem",
                               "problems", "issue", "issues", "ask", "asking", "tell", "favour", "favor", "hand", "advice", "info", "information", "need", "needed",
                               "want", "wanted", "like", "liked", "wondering", "wonder", "wondered", "looking", "look", "trying", "try", "tried", "know", "understand",
                               "request", "inquiry", "enquiry", "query", "matter", "thing", "something", "anything", "bother", "disturb", "think", "guess", "suppose",
                               "wish", "love", "able", "possible", "possibly"};
constexpr std::array filling{"um", "uh", "erm", "er", "err", "eh", "hm", "hmm", "hmmm", "mm", "ah", "aha", "oh", "so", "well", "right", "alright", "anyway", "listen",
                             "sorry", "excuse", "pardon", "please", "just", "actually", "basically", "really", "maybe", "perhaps", "also", "wait", "moment", "sec",
                             "second", "minute", "hold", "hang", "still", "now", "then", "ok", "okay"};
constexpr std::array of_grammar{"i", "me", "my", "mine", "we", "us", "our", "you", "your", "u", "ya", "he", "she", "his", "her", "a", "an", "the", "some", "any", "and",
                                "or", "but", "because", "since", "if", "while", "as", "of", "for", "from", "to", "in", "into", "at", "by", "with", "about", "regarding",
                                "concerning", "be", "am", "is", "are", "was", "were", "being", "do", "does", "did", "have", "has", "had", "having", "can", "could", "will",
                                "would", "shall", "should", "may", "might", "must", "let", "get", "got", "getting", "give", "make", "there", "one", "bit"};
// May be about what was said before.
constexpr std::array pointing_back{"it", "this", "that", "these", "those", "they", "them", "what", "when", "where", "which", "who", "whom", "why", "how", "one", "again"};

template <class List>
bool among(const List& list, const std::string& word) { return std::ranges::find(list, word) != list.end(); }

// "How are you doing", "how is it going", "what's up": it points to nothing.
bool asks_how_we_are(const std::vector<std::string>& said, std::size_t at) {
  if (said[at] == "what" && at + 2 < said.size() && said[at + 1] == "is") return said[at + 2] == "up" || said[at + 2] == "new";
  if (said[at] != "how" || at + 1 >= said.size()) return false;
  constexpr std::array verbs{"are", "is", "have", "do", "r"};
  return among(verbs, said[at + 1]) && std::all_of(said.begin() + static_cast<std::ptrdiff_t>(at) + 2, said.end(), [](const std::string& word) {
    constexpr std::array whoever{"you", "u", "ya", "we", "i", "it", "your", "all", "and", "there", "my", "dear"};
    return among(whoever, word) || among(of_how_they_are, word) || among(greeting, word);
  });
}

}  // namespace

bool says_nothing_yet(std::string_view text, bool something_was_said) {
  if (asks_what_we_are(text)) return false;
  const std::vector<std::string> said = spelled_out(text);
  if (said.size() > words_max) return false;
  bool points_back = false;
  for (std::size_t at = 0; at < said.size(); ++at) {
    if (asks_how_we_are(said, at)) return !(points_back && something_was_said);
    const std::string& word = said[at];
    points_back = points_back || among(pointing_back, word);
    const bool known = among(greeting, word) || among(of_how_they_are, word) || among(of_attention, word) || among(of_asking, word) || among(filling, word) ||
                       among(of_grammar, word) || among(pointing_back, word);
    if (!known) return false;
  }
  return !(points_back && something_was_said);
}

}  // namespace handrail
