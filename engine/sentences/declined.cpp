#include "engine/sentences/declined.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "engine/base/text.hpp"
#include "engine/sentences/speech.hpp"
#include "engine/sentences/spelled_out.hpp"

namespace handrail {
namespace {

constexpr std::array heads{"please", "just", "only", "instead", "but", "and", "so", "then", "rather", "now", "also", "kindly", "ok"};
// Begin a clause that tells or goes on with what is declined.
constexpr std::array of_tales{"the", "my", "it", "it's", "its", "this", "that", "they", "he", "she", "we", "i", "i'm", "i've", "you", "there", "because", "since", "as", "if",
                              "when",
                              "yet", "not", "no", "keep", "leave", "thanks", "thank", "until", "unless", "before", "without", "at", "for", "to", "in", "on", "of", "a", "an",
                              "any", "anymore", "more", "today", "again", "how", "what", "where", "why", "who", "which", "can", "could", "do", "does", "did", "is", "are", "will",
                              "would", "may"};
constexpr std::array wanting{"i want", "i would like", "i'd like", "i need", "i'd prefer", "i would prefer", "i would rather", "i'd rather", "can you", "could you", "we want",
                             "we need", "please"};

template <class List>
bool among(const List& list, std::string_view word) { return std::find(list.begin(), list.end(), word) != list.end(); }

}  // namespace

std::string what_is_declined(std::string_view text) {
  std::string left = blanked_where_it_declines(text), declined(text);
  for (std::size_t at = 0; at < declined.size(); ++at)
    if (left[at] == declined[at]) declined[at] = ' ';
  return declined;
}

bool wishes_in_words(std::string_view text) {
  if (text.find('?') != std::string_view::npos) return false;
  std::string low = lower_ascii(text), said = " ";
  for (std::size_t at = 0; (at = low.find("\u2019", at)) != std::string::npos;) low.replace(at, 3, "'");   // as phones write it
  std::vector<std::string_view> all = words(low);
  for (const std::string_view word : all) said += std::string(word) + " ";
  std::vector<std::string> telling = telling_words(text);
  std::erase_if(telling, [](const std::string& word) { return word == "still" || word == "instead"; });
  if (all.size() < 2 || telling.empty()) return false;
  if (std::ranges::any_of(wanting, [&](const char* phrase) { return said.find(" " + std::string(phrase) + " ") != std::string::npos; })) return true;
  while (!all.empty() && among(heads, all.front())) all.erase(all.begin());
  return all.size() >= 2 && !among(of_tales, all.front());
}

std::vector<NotToBeDone> verbs_not_to_be_done(std::string_view text) {
  constexpr std::array heads{"please", "so", "and", "but", "just", "ok", "okay", "no", "then", "now", "well", "actually", "really", "kindly", "said", "again", "hi",
                             "hello", "hey", "or", "also", "oh", "wait", "sorry", "yes", "absolutely", "definitely"};
  constexpr std::array whoever{"you", "anyone", "anybody", "them", "somebody", "someone", "u", "us", "to", "be"};
  constexpr std::array between{"ever", "please", "go", "ahead", "and", "even", "yet", "now"};
  const auto among = [](const auto& list, const std::string& word) { return std::ranges::find(list, word) != list.end(); };
  constexpr std::array saying_how{"to", "on", "at", "before", "until", "via", "with", "after", "by", "from", "without"};
  std::vector<NotToBeDone> found;
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t begin = from;
    const std::size_t end = std::min(text.find_first_of(".,;:!?\n", from), text.size());
    const bool asks = end < text.size() && text[end] == '?';
    const std::vector<std::string> said = spelled_out(text.substr(from, end - from));
    from = end + 1;
    for (std::size_t at = 0; at < said.size() && !asks; ++at) {
      const bool ordered = at == 0 || among(heads, said[at - 1]);
      const auto says = [&](std::size_t place, std::string_view word) { return place < said.size() && said[place] == word; };
      std::size_t verb = said.size();
      if (says(at, "do") && says(at + 1, "not") && (says(at + 2, "want") || says(at + 2, "wish") || says(at + 2, "need"))) {   // "I do not want you to book it"
        verb = at + 3;
        bool to = false;
        for (; verb < said.size() && among(whoever, said[verb]); ++verb) to = to || said[verb] == "to";
        if (!to) verb = said.size();
      } else if (ordered && says(at, "do") && says(at + 1, "not")) {
        verb = at + 2;
      } else if (ordered && says(at, "never")) {
        verb = at + 1;
      } else if (ordered && says(at, "stop") && at + 1 < said.size() && said[at + 1].ends_with("ing")) {
        verb = at + 1;
      }
      while (verb < said.size() && among(between, said[verb])) ++verb;
      if (verb >= said.size()) continue;
      const std::string_view clause = text.substr(begin, end - begin);
      const bool says_how = std::any_of(said.begin() + static_cast<std::ptrdiff_t>(verb) + 1, said.end(), [&](const std::string& word) { return among(saying_how, word); });
      const bool stands_alone = content_words(text.substr(0, begin)).empty() && content_words(text.substr(end)).empty();
      found.push_back({said[verb], clause, says_how && !stands_alone});
    }
  }
  return found;
}

}  // namespace handrail
