#include "engine/sentences/clear_yes.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "engine/base/text.hpp"
#include "engine/sentences/speech.hpp"

namespace handrail {
namespace {

using Tokens = std::vector<std::string>;

constexpr std::size_t read_at_most = 400;   // bytes; a yes is shorter, and the work stays small whatever is sent

// Each of them is a yes by itself, or agrees beside one.
constexpr std::array confirming{
    "yes", "yess", "yea", "yeah", "yep", "yup", "ye", "y", "aye", "ok", "okay", "okey", "k", "sure", "sure thing", "for sure", "alright", "all right",
    "correct", "right", "exactly", "indeed", "absolutely", "definitely", "certainly", "of course", "perfect", "fine", "fine by me", "fine with me",
    "that's fine", "that is fine", "that's fine by me", "that's fine with me", "that's right", "that is right", "that's correct", "that is correct",
    "that's perfect", "that is perfect", "that's good", "that's great", "it's fine", "it's correct", "that's ok", "that is ok", "that's okay", "that is okay",
    "that works", "that works for me", "works for me", "that would be great", "that would be good", "that would be fine", "that would be perfect",
    "that would be lovely", "sounds good", "sounds great", "sounds perfect", "sounds fine", "sounds right", "that sounds good", "that sounds great",
    "that sounds perfect", "that sounds fine", "looks good", "looks right", "looks correct", "that looks good", "that looks right", "that looks correct",
    "all good", "go ahead", "go on", "go on then", "go for it", "do it", "do that", "do so", "please do", "proceed", "continue", "let's proceed", "let's go", "let's do it",
    "let's do that", "let's do this", "let's go ahead", "confirm", "confirmed", "i confirm", "i do confirm", "i can confirm", "i agree", "i do agree", "agree",
    "agreed", "i accept", "accept", "accepted", "i approve", "approved", "i am sure", "i'm sure", "i do", "it is", "i'd like that", "i would like that",
    "i want that", "i want it", "i want this", "you may", "you can", "you may proceed", "you can proceed", "by all means", "why not", "affirmative", "\xF0\x9F\x91\x8D",
    "\xF0\x9F\x91\x8C", "\xE2\x9C\x85",
};

// Say nothing about the call that it does not say itself.
constexpr std::array beside_it{
    "please", "pls", "plz", "kindly", "thanks", "thank you", "thank you so much", "thank you very much", "thanks a lot", "thanks so much", "many thanks", "thx", "ty",
    "cheers", "much appreciated", "great", "good", "nice", "cool", "awesome", "excellent", "wonderful", "lovely", "super", "amazing", "hi", "hi there", "hello",
    "hello there", "hey", "hey there", "sir", "madam", "ma'am", "mate", "buddy", "oh", "so", "then", "and", "just", "lol",
    "now", "right now", "right away", "immediately", "asap", "as soon as possible", "i'd like to", "i would like to",
    "i want to", "i want you to", "i'd like you to", "i would like you to", "i want", "i'd like", "i would like", "you can", "you may", "process", "carry out",
    "the", "it", "that", "this", "ones", "in", "my", "me", "a", "an", "of", "for", "to", "with", "on", "have a nice day", "have a good day", "have a great day", "i said",
    "i already said",
    // Politeness of other languages; a yes in them is none that was asked for.
    "por favor", "gracias", "muchas gracias", "merci", "merci beaucoup", "s'il vous pla\u00EEt", "s'il vous plait", "svp", "danke", "bitte", "danke sch\u00F6n", "vielen dank",
    "grazie", "grazie mille", "per favore", "obrigado", "obrigada", "tak", "tack",
};

// An interjection that turns the word behind it round, or may: "yeah right". Whoever agrees says more than that, or is asked again.
constexpr std::array of_two_meanings{"yeah right", "yea right", "ya right", "yep right", "oh right", "oh sure", "oh great", "oh perfect", "oh fine", "oh wonderful",
                                     "oh lovely", "oh nice", "oh brilliant", "yeah sure", "sure right", "as if", "fine whatever", "ok whatever", "yeah whatever",
                                     "sure whatever", "yeah yeah", "ha ha", "haha yeah"};

// Begin a reason, up to the end of the sentence.
constexpr std::array giving_reasons{"because", "cause", "cuz", "coz", "since", "as"};
constexpr std::array clause_begins{"i", "i'm", "i've", "it", "it's", "its", "my", "we", "we've", "they", "the", "this", "that", "he", "she", "there", "of", "somebody", "someone"};
// In a reason they make it a condition, or take it back.
constexpr std::array no_mere_reason{"other", "another", "different", "wrong", "half", "part", "but", "if", "only", "unless", "instead", "not", "no", "until", "except", "wait",
                                    "however", "maybe", "and", "then", "also", "don't", "dont",
                                    // they speak of what is to be, and not of why
                                    "can", "could", "would", "should", "will", "might", "may", "want", "wants", "need", "needs", "keep"};
constexpr std::array taking_away{"cancel", "end", "stop", "terminate", "close", "delete", "remove", "refund", "return", "unsubscribe", "void", "revoke", "erase", "cancellation",
                                 "deletion"};

// Marks that end up as nothing, and those that stand for another spelling.
constexpr std::array<std::pair<std::string_view, std::string_view>, 28> marks{{
    {"\u2019", "'"}, {"\u2018", "'"}, {"\u201C", " "}, {"\u201D", " "}, {"\u2026", " "}, {"\u2013", " "}, {"\u2014", " "}, {"\u00A0", " "},
    {"\u200D", ""}, {"\uFE0F", ""}, {"\U0001F3FB", ""}, {"\U0001F3FC", ""}, {"\U0001F3FD", ""}, {"\U0001F3FE", ""}, {"\U0001F3FF", ""},
    {"\U0001F64F", " "}, {"\U0001F60A", " "}, {"\U0001F642", " "}, {"\U0001F600", " "}, {"\U0001F603", " "}, {"\U0001F604", " "}, {"\U0001F601", " "},
    {"\U0001F389", " "}, {"\u2764", " "}, {"\u2714", " "}, {"\u20AC", " eur "}, {"\u00A3", " gbp "}, {"\U0001F64C", " "},
}};
constexpr std::array emoji_words{"\U0001F44D", "\U0001F44C", "\u2705"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || is_digit(c) || c == '\'' || c == '_' || c == '@' || static_cast<unsigned char>(c) >= 0x80; }

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) text.replace(at, from.size(), to);
}

// "$1,048.50 for w-1001" is "$", "1048.50", "for", "w-1001". A sign before a number and a percent sign are words: they change what the number says.
Tokens tokens_in(std::string_view text) {
  std::string low = lower_ascii(text);
  for (const auto& [mark, instead] : marks) replace_all(low, mark, instead);
  for (const std::string_view emoji : emoji_words) replace_all(low, emoji, " " + std::string(emoji) + " ");
  Tokens found;
  std::string word;
  const auto end_word = [&] {
    if (!word.empty()) found.push_back(std::exchange(word, ""));
  };
  for (std::size_t i = 0; i < low.size(); ++i) {
    const char c = low[i], next = i + 1 < low.size() ? low[i + 1] : ' ';
    const bool inside = !word.empty() && is_letter(next);
    if (is_letter(c)) word += c;
    else if (c == ',' && inside && is_digit(word.back()) && is_digit(next)) continue;
    else if (inside && ((c == '.' && is_digit(word.back()) && is_digit(next)) || (c == '-' && (is_digit(word.back()) || is_digit(next))))) word += c;
    else {
      end_word();
      if (c == '$' || c == '%' || ((c == '-' || c == '+') && is_digit(next)) || c == '?') found.emplace_back(1, c);
    }
  }
  end_word();
  return found;
}

// "48", "48.0" and "48.00" are one number.
std::string one_spelling(std::string word) {
  if (word.find('.') == std::string::npos || !std::all_of(word.begin(), word.end(), [](char c) { return is_digit(c) || c == '.'; })) return word;
  word.erase(word.find_last_not_of('0') + 1);
  if (word.back() == '.') word.pop_back();
  return word;
}

class Left {
 public:
  explicit Left(Tokens tokens) : tokens_(std::move(tokens)) {
    for (std::string& token : tokens_) token = one_spelling(std::move(token));
  }

  bool empty() const { return tokens_.empty(); }

  // Takes the phrase away wherever it stands; false where it stands nowhere. A gap stays in its place, so that no phrase is made of two halves.
  bool take(const Tokens& phrase) {
    if (phrase.empty()) return false;
    bool taken = false;
    for (auto at = tokens_.begin(); (at = std::search(at, tokens_.end(), phrase.begin(), phrase.end())) != tokens_.end(); taken = true) {
      *at = "";
      at = tokens_.erase(at + 1, at + static_cast<std::ptrdiff_t>(phrase.size()));
    }
    return taken;
  }

  void close_gaps() { std::erase(tokens_, ""); }

  bool take_value(const Json& value) {
    if (const Json::Array* items = value.items()) return take_list(*items);
    if (const std::string amount = value.text_or("amount"); !amount.empty()) {
      if (!take({one_spelling(amount)})) return false;
      take_currency(lower_ascii(value.text_or("currency")));
      return true;
    }
    if (value.members()) return false;
    const std::string* text = value.text();
    return take(Left(tokens_in(text ? *text : dump(value))).tokens_);
  }

 private:
  void take_currency(const std::string& currency) {
    take({currency});
    if (currency.ends_with("d")) take({"$"}), take({"dollars"}), take({"dollar"});
    if (currency == "eur") take({"euros"}), take({"euro"});
    if (currency == "gbp") take({"pounds"}), take({"pound"});
  }

  // Of a list all are named, or none: some of them would be another call.
  bool take_list(const Json::Array& items) {
    const Left before = *this;
    if (std::all_of(items.begin(), items.end(), [&](const Json& item) { return take_value(item); })) return true;
    *this = before;
    return false;
  }

  Tokens tokens_;
};

// The longest phrases first: "that is right" before "that".
template <class List>
std::vector<Tokens> phrases_of(const List& list) {
  std::vector<Tokens> made;
  for (const char* phrase : list) made.push_back(tokens_in(phrase));
  std::stable_sort(made.begin(), made.end(), [](const Tokens& a, const Tokens& b) { return a.size() > b.size(); });
  return made;
}

Tokens words_of_name(std::string_view name) {
  Tokens found;
  for (const std::string_view word : split(name, '_')) found.push_back(lower_ascii(word));
  return found;
}

// "Correct it": to be changed. "Correct, it is" and "that is correct" say that it is right.
bool tells_to_correct(std::string_view text) {
  constexpr std::array objects{"it", "this", "them", "my", "the"}, before{"is", "that's", "it's", "all", "looks"};
  const std::vector<std::string_view> all = handrail::words(text);
  for (std::size_t at = 0; at + 1 < all.size(); ++at) {
    if (lower_ascii(all[at]) != "correct" || std::ranges::count(objects, lower_ascii(all[at + 1])) == 0) continue;
    const bool says_right = at > 0 && std::ranges::count(before, lower_ascii(all[at - 1])) != 0;
    const auto end = static_cast<std::size_t>(all[at].data() - text.data()) + all[at].size(), next = static_cast<std::size_t>(all[at + 1].data() - text.data());
    if (!says_right && trim(text.substr(end, next - end)).empty()) return true;
  }
  return false;
}

}  // namespace

bool clear_yes_to(std::string_view text, std::string_view tool, const Json& arguments) {
  static const std::vector<Tokens> yes = phrases_of(confirming), small = phrases_of(beside_it), ambiguous = phrases_of(of_two_meanings);
  if (text.size() > read_at_most || tells_to_correct(text)) return false;
  const Json::Object* listed = arguments.members();
  const bool has_a_call = !tool.empty() || (listed && !listed->empty());
  if (has_a_call && clear_yes_to(text, "", Json::object())) return true;   // whatever the call's own words are: its reason may be "yes"
  Left left(tokens_in(text));
  bool confirmed = false;
  if (const Json::Object* members = arguments.members())
    for (const auto& [name, value] : *members) left.take_value(value);
  for (const Tokens& phrase : ambiguous) left.take(phrase);
  // Phrases of several words, of either kind, before single ones: "i would like to" is none of "i would like that".
  for (const bool several : {true, false}) {
    for (const Tokens& phrase : yes)
      if (several == (phrase.size() > 1) && left.take(phrase)) confirmed = true;
    for (const Tokens& phrase : small)
      if (several == (phrase.size() > 1)) left.take(phrase);
  }
  for (const std::string& word : words_of_name(tool)) left.take({word});
  if (const Json::Object* members = arguments.members())
    for (const auto& [name, value] : *members)
      for (const std::string& word : words_of_name(name)) left.take({word});
  left.close_gaps();
  return confirmed && left.empty();
}

std::string without_reasons(std::string_view text, bool takes_away) {
  std::string left = takes_away ? without_what_is_unwanted(text) : std::string(text);
  const std::vector<std::string_view> all = handrail::words(left);
  const auto is_one_of = [](const auto& list, std::string_view word) { return std::find(list.begin(), list.end(), lower_ascii(word)) != list.end(); };
  for (std::size_t i = 1; i < all.size(); ++i) {
    if (!is_one_of(giving_reasons, all[i])) continue;
    const auto from = static_cast<std::size_t>(all[i].data() - left.data());
    const std::string_view reason = std::string_view(left).substr(from, left.find_first_of(".;?!\n", from) - from);
    const std::vector<std::string_view> said = handrail::words(reason);
    const bool mere = reason.find('?') == std::string_view::npos && std::none_of(said.begin(), said.end(), [&](std::string_view word) { return is_one_of(no_mere_reason, word); });
    const bool begins_a_clause = said.size() == 1 || is_one_of(clause_begins, said[1]);   // "as soon as possible" and "as agreed" are no reasons
    if (!mere || !begins_a_clause) continue;
    left.erase(from, reason.size());
    break;
  }
  return left;
}

bool begins_with_yes(std::string_view text) {
  const Tokens tokens = tokens_in(text.substr(0, std::min(text.size(), read_at_most)));
  const std::vector<Tokens> yes = phrases_of(confirming);
  return std::any_of(yes.begin(), yes.end(), [&](const Tokens& phrase) {
    const bool turned_round = tokens.size() > phrase.size() && tokens[phrase.size()] == "not";   // "absolutely not"
    return phrase.size() <= tokens.size() && !turned_round && std::equal(phrase.begin(), phrase.end(), tokens.begin());
  });
}

std::size_t bytes_of_leading_yes(std::string_view text) {
  static const std::vector<Tokens> yes = phrases_of(confirming);
  constexpr std::array between{"please", "pls", "thanks", "thank", "you", "and", "so", "great", "good"};
  if (!begins_with_yes(text)) return 0;
  const std::vector<std::string_view> said = handrail::words(text.substr(0, std::min(text.size(), read_at_most)));
  const auto stands_at = [&](const Tokens& phrase, std::size_t at) {
    if (at + phrase.size() > said.size()) return false;
    const auto first = said.begin() + static_cast<std::ptrdiff_t>(at);
    return std::equal(phrase.begin(), phrase.end(), first, [](const std::string& one, std::string_view word) { return one == lower_ascii(word); });
  };
  std::size_t bytes = 0;
  for (std::size_t at = 0; at < said.size();) {
    const auto phrase = std::ranges::find_if(yes, [&](const Tokens& one) { return stands_at(one, at); });
    const bool is_between = phrase == yes.end() && at > 0 && std::ranges::count(between, lower_ascii(said[at])) != 0;
    if (phrase == yes.end() && !is_between) break;
    at += is_between ? 1 : phrase->size();
    bytes = static_cast<std::size_t>(said[at - 1].data() - text.data()) + said[at - 1].size();
  }
  return bytes;
}

bool takes_away(std::string_view tool) {
  const Tokens named = words_of_name(tool);
  return std::any_of(named.begin(), named.end(), [](const std::string& word) { return std::find(taking_away.begin(), taking_away.end(), word) != taking_away.end(); });
}

bool names_what_takes_away(std::string_view text) { return std::ranges::any_of(content_words(text), [](const std::string& word) { return takes_away(word); }); }

}  // namespace handrail
