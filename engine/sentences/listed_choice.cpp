#include "engine/sentences/listed_choice.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"
#include "engine/sentences/clauses.hpp"
#include "engine/sentences/mere_tale.hpp"
#include "engine/sentences/speech.hpp"
#include "engine/sentences/spelled_out.hpp"

namespace handrail {
namespace {

using Tokens = std::vector<std::string>;

constexpr std::size_t lines_max = 20;        // more are no list to choose from by a word
constexpr std::size_t telling_letters = 3;
constexpr std::size_t led_within = 3;        // "to my old gift card"
constexpr std::array turning_down{"not", "neither", "nor", "except"};
constexpr std::array between_not_and_name{"the", "my", "that", "this", "our", "a", "an", "it", "about", "for", "of", "either", "or", "and", "mean", "meant", "old", "new"};
// "The lamp is not the one", "not it", "not what I meant": behind the name it may turn the thing down, or tell what is the matter with it.
constexpr std::array of_no_verb{"the", "it", "that", "this", "what", "my", "right", "correct"};
constexpr std::array correcting{"no", "sorry", "wait", "actually", "rather", "scratch", "oops", "mean", "meant", "correction"};
// "To my gift card", "with the card": of the way, and not of the thing.
constexpr std::array leading_elsewhere{"to", "with", "by", "via", "into", "onto", "using", "in", "on", "through"};
constexpr std::array others{"other", "others"};
constexpr std::array places{"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"};
constexpr std::array counted{"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"};
constexpr std::array short_places{"1st", "2nd", "3rd", "4th", "5th", "6th", "7th", "8th", "9th", "10th"};
constexpr std::array last_of_all{"last", "latter", "bottom", "lowest"};
constexpr std::array first_of_all{"former", "top"};
constexpr std::array beside_a_figure{"please", "thanks", "thank", "you", "ok", "okay", "yes", "oh", "hi", "it", "is", "i", "mean",
                                     "meant", "number", "no", "option", "the", "that"};
constexpr std::array several{"them", "these", "those"};
constexpr std::array beside_a_place{"the",  "one",  "please", "it",   "is",   "i",  "mean", "meant", "want", "number", "no", "option", "of",     "them",  "that", "would",
                                    "be",   "item", "on",     "your", "list", "line", "from", "at",  "my",   "ok",     "okay", "yes",  "oh",     "hi",    "thanks", "you",
                                    "thank", "for", "this",   "order", "entry", "choice", "think", "was", "take"};

template <class List>
bool among(const List& list, std::string_view word) { return std::find(list.begin(), list.end(), word) != list.end(); }

template <class List>
std::optional<std::size_t> place_in(const List& list, std::string_view word) {
  const auto found = std::find(list.begin(), list.end(), word);
  return found == list.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - list.begin()));
}

bool is_number(std::string_view word) { return !word.empty() && word.size() <= 2 && word.find_first_not_of("0123456789") == std::string_view::npos; }

bool is_called_number(const Tokens& said, std::size_t at) { return at > 0 && (said[at - 1] == "number" || said[at - 1] == "no" || said[at - 1] == "option"); }

// "Both", "2 of them", "all of these": more than one is meant.
bool counts_several(const Tokens& said) {
  for (std::size_t i = 0; i < said.size(); ++i) {
    if (said[i] == "both") return true;
    if (said[i] != "of" || i == 0 || i + 1 >= said.size() || !among(several, said[i + 1])) continue;
    if (said[i - 1] == "all" || (is_number(said[i - 1]) && !is_called_number(said, i - 1)) || place_in(counted, said[i - 1]).value_or(0) > 0) return true;
  }
  return false;
}

// "The second one", "2", "number two", "the last one": only that. A bare figure beside other words is a count ("I want 2").
// "The last one" is the latest order, and nobody knows whether it stands last.
std::optional<std::size_t> by_place(const Tokens& said, std::size_t size) {
  const bool stands_alone = std::ranges::all_of(said, [](const std::string& word) { return is_number(word) || among(beside_a_figure, word); });
  std::optional<std::size_t> found;
  for (std::size_t i = 0; i < said.size(); ++i) {
    const std::string& word = said[i];
    std::optional<std::size_t> place = place_in(places, word);
    if (!place) place = place_in(short_places, word);
    const bool called = is_called_number(said, i);
    if (!place && (said.size() == 1 || called)) place = place_in(counted, word);
    if (!place && is_number(word) && !called && !stands_alone) return std::nullopt;
    if (!place && is_number(word)) place = static_cast<std::size_t>(std::stoul(word)) - 1;
    if (!place && among(first_of_all, word)) place = 0;
    const bool latest = word == "last" && (i + 1 == said.size() || (said[i + 1] != "of" && said[i + 1] != "line"));
    if (!place && among(last_of_all, word) && !latest) place = size - 1;
    if (!place && !among(beside_a_place, word)) return std::nullopt;
    if (place && found && *found != *place) return std::nullopt;
    if (place) found = place;
  }
  return found && *found < size ? found : std::nullopt;
}

// "1001", "it is #1001": the figures that one value alone ends with. Fewer than three, or beside other words, may be anything.
std::optional<std::size_t> by_last_figures(const Tokens& said, const std::vector<Listed>& list) {
  constexpr std::size_t figures_min = 3;
  std::optional<std::size_t> found;
  for (const std::string& word : said) {
    const bool is_figures = word.size() >= figures_min && word.find_first_not_of("0123456789") == std::string::npos;
    if (!is_figures && !among(beside_a_place, word)) return std::nullopt;
    if (!is_figures) continue;
    const auto ends = [&](const Listed& one) { return one.value.text() && one.value.text()->ends_with(word); };
    if (found || std::ranges::count_if(list, ends) != 1) return std::nullopt;
    found = static_cast<std::size_t>(std::ranges::find_if(list, ends) - list.begin());
  }
  return found;
}

// "Lamp" and "lamps": what a thing is called is said whole, and "back" is no backpack.
bool same_name(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  return a == b || (b.starts_with(a) && (b.substr(a.size()) == "s" || b.substr(a.size()) == "es"));
}

// Whether the word is led to by "to", "with" and the like.
bool is_led_elsewhere(const Tokens& said, std::size_t at) {
  for (std::size_t back = 1; back <= led_within && back <= at; ++back)
    if (among(leading_elsewhere, said[at - back])) return back == at || said[at - back - 1] != "one";   // "the one with the mouse"
  return false;
}

// The line of "number 3" or "the second one" somewhere in what else is said.
std::optional<std::size_t> place_beside(const Tokens& said) {
  for (std::size_t i = 0; i < said.size(); ++i) {
    if (is_called_number(said, i) && is_number(said[i])) return static_cast<std::size_t>(std::stoul(said[i])) - 1;
    if (is_called_number(said, i))
      if (const auto place = place_in(counted, said[i])) return place;
    if (i + 1 < said.size() && said[i + 1] == "one")
      if (const auto place = place_in(places, said[i])) return place;
  }
  return std::nullopt;
}

// A thing is chosen where every name that was said is its own. It is turned down only where the negation stands at its name ("not the lamp"): "the headphones do not
// work" tells of the headphones, and may well be why they are the ones. Two things that are told of choose neither: nobody knows which is the one that is fine.
class Choosing {
 public:
  explicit Choosing(const std::vector<Listed>& list) : list_(list), may_be_(list.size(), true), out_(list.size(), false) {}

  void hear(const Tokens& said, bool tells) {
    if (std::ranges::any_of(said, [](const std::string& word) { return among(correcting, word); })) again_ = true;
    other_ = other_ || std::ranges::any_of(said, [](const std::string& word) { return among(others, word); });
    std::vector<std::vector<bool>> named(said.size());   // by word, whose name it is; empty: nobody's
    for (std::size_t i = 0; i < said.size(); ++i)
      if (said[i].size() >= telling_letters && !is_led_elsewhere(said, i)) named[i] = named_by(said[i]);
    bool hit = false;
    for (std::size_t i = 0; i < said.size(); ++i) {
      if (named[i].empty()) continue;
      const bool turned_down = is_turned_down(said, named, i);
      if (!turned_down && again_ && !hit && !tells) start_again();   // "the lamp, no, the backpack"
      if (!turned_down) hit = any_ = true;
      for (std::size_t one = 0; one < list_.size(); ++one) {
        if (turned_down) out_[one] = out_[one] || named[i][one];
        else may_be_[one] = may_be_[one] && named[i][one];
      }
    }
    if (hit) again_ = false;
    in_doubt_ = in_doubt_ || (hit && is_perhaps_turned_down(said));
  }

  std::optional<std::size_t> found() const {
    if (in_doubt_) return std::nullopt;
    std::optional<std::size_t> only;
    for (std::size_t one = 0; one < list_.size(); ++one) {
      if (out_[one] || !may_be_[one]) continue;
      if (only) return std::nullopt;
      only = one;
    }
    return any_ || (other_ && std::ranges::count(out_, true) > 0) ? only : std::nullopt;
  }

 private:
  std::vector<bool> named_by(const std::string& word) const {
    std::vector<bool> names(list_.size(), false);
    bool any = false;
    for (std::size_t one = 0; one < list_.size(); ++one)
      if (std::ranges::any_of(list_[one].words, [&](const std::string& own) { return same_name(own, word); })) names[one] = any = true;
    return any ? names : std::vector<bool>{};
  }

  // Between the negation and the name stands nothing but small words and other names.
  static bool is_turned_down(const Tokens& said, const std::vector<std::vector<bool>>& named, std::size_t at) {
    while (at-- > 0) {
      if (among(turning_down, said[at])) return true;
      if (named[at].empty() && !among(between_not_and_name, said[at])) return false;
    }
    return false;
  }

  static bool is_perhaps_turned_down(const Tokens& said) {
    for (std::size_t i = 0; i < said.size(); ++i)
      if (said[i] == "wrong" || (said[i] == "not" && i + 1 < said.size() && among(of_no_verb, said[i + 1]))) return true;
    return false;
  }

  void start_again() {
    may_be_.assign(list_.size(), true);
    in_doubt_ = false;
  }

  const std::vector<Listed>& list_;
  std::vector<bool> may_be_;   // per line, whether every name that was said is one of it
  std::vector<bool> out_;
  bool any_ = false, again_ = false, other_ = false, in_doubt_ = false;
};

}  // namespace

// What is told behind "no", "sorry", "actually".
static std::string words_without_heads(const Tokens& said) {
  std::string left;
  bool begun = false;
  for (const std::string& word : said) {
    begun = begun || !(among(correcting, word) || word == "i" || word == "oh");
    if (begun) left += (left.empty() ? "" : " ") + word;
  }
  return left;
}

// The value of a line of a list; empty: it is none.
static std::string_view value_of(std::string_view line) {
  line = trim(line);
  const std::size_t colon = line.find(": ");
  if (!line.starts_with("- ") || colon == std::string_view::npos) return "";
  const std::string_view value = line.substr(2, colon - 2);
  return value.find(' ') == std::string_view::npos ? value : "";
}

std::vector<Listed> listed_in(std::string_view question) {
  std::vector<Listed> found;
  for (const std::string_view line : split(question, '\n')) {
    const std::string_view value = value_of(line);
    if (value.empty()) continue;
    const std::string_view name = trim(line.substr(line.find(": ") + 2));
    found.push_back({Json(std::string(value)), content_words(name), std::string(name)});
  }
  return found.size() > lines_max || found.size() < 2 ? std::vector<Listed>{} : found;
}

bool holds_several(const Listed& one) { return one.name.find(", ") != std::string::npos; }

bool is_called_whole(const Listed& one, std::string_view text, const std::vector<std::string>& things) {
  constexpr std::array wholes{"order", "parcel", "package", "delivery", "purchase"};
  const Tokens said = spelled_out(text.substr(0, limits::classified_bytes));
  for (std::size_t i = 0; i + 1 < said.size(); ++i) {
    const bool is_name = said[i].size() >= telling_letters && std::ranges::any_of(one.words, [&](const std::string& own) { return same_name(own, said[i]); });
    if (is_name && (among(wholes, said[i + 1]) || among(things, said[i + 1]))) return true;
  }
  return false;
}

bool says_each(std::string_view text) {
  constexpr std::array each{"all", "everything", "each", "every", "both"};
  return std::ranges::any_of(spelled_out(text.substr(0, limits::classified_bytes)), [&](const std::string& word) { return among(each, word); });
}

static bool means_each(const std::vector<Listed>& list, std::string_view text) {
  constexpr std::array each{"all", "everything", "each", "every"};
  constexpr std::array around{"of", "them", "these", "those", "the", "my", "please", "orders", "order", "one", "ones", "yes", "ok", "i", "mean", "meant", "want", "it", "is", "thanks", "two",
                              "three", "four", "five", "both", "for", "would", "like", "do", "take", "thank", "you"};
  bool says = false;
  const Tokens said = spelled_out(text.substr(0, limits::classified_bytes));
  for (const std::string& word : said) {
    if (among(each, word) || word == "both") says = true;
    else if (!among(around, word)) return false;
    if (const auto count = place_in(counted, word); count && word != "one" && *count + 1 != list.size()) return false;
    if (word == "both" && list.size() != 2) return false;
  }
  return says && list.size() > 1 && text.find('?') == std::string_view::npos;
}

// The pieces between marks and "and" that name something.
static std::vector<std::string_view> pieces_in_a_row(std::string_view text) {
  constexpr std::array joining{"and", "plus", "also", "then"};
  std::vector<std::string_view> pieces;
  std::size_t from = 0, before = 0;
  const auto end_at = [&](std::size_t at, std::size_t next) {
    if (!words(text.substr(from, at - from)).empty()) pieces.push_back(text.substr(from, at - from));
    from = next;
  };
  for (const std::string_view word : words(text)) {
    const auto at = static_cast<std::size_t>(word.data() - text.data());
    const bool marked = text.substr(before, at - before).find_first_of(",;&+\n") != std::string_view::npos;
    const bool joins = among(joining, lower_ascii(word));
    if (joins || marked) end_at(before, joins ? at + word.size() : at);
    before = at + word.size();
  }
  end_at(text.size(), text.size());
  return pieces;
}

// Says which line it is, and nothing of how it is with it.
static bool only_names(const Listed& one, std::string_view piece) {
  return std::ranges::all_of(content_words(piece), [&](const std::string& word) {
    const bool of_its_name = std::ranges::any_of(one.words, [&](const std::string& own) { return same_name(own, word); });
    return of_its_name || among(beside_a_place, word) || among(places, word) || among(short_places, word) || among(counted, word) || among(last_of_all, word) ||
           among(first_of_all, word) || is_number(word) || (one.value.text() && lower_ascii(*one.value.text()) == word);
  });
}

std::vector<const Listed*> all_chosen(const std::vector<Listed>& list, std::string_view text) {
  text = text.substr(0, limits::classified_bytes);
  std::vector<const Listed*> found;
  if (means_each(list, text))
    for (const Listed& one : list) found.push_back(&one);
  if (!found.empty() || list.size() < 2 || text.find('?') != std::string_view::npos) return found;
  for (const std::string& word : spelled_out(text))
    if (among(turning_down, word) || among(correcting, word) || word == "or" || word == "but") return {};
  for (const std::string_view piece : pieces_in_a_row(text)) {
    const auto is_named = [&](const Listed& each) { return each.value.text() && lower_ascii(trim(piece)) == lower_ascii(*each.value.text()); };
    const auto by_value = std::ranges::find_if(list, is_named);
    const Listed* one = by_value != list.end() ? &*by_value : chosen(list, piece, true);
    if (!one && content_words(piece).empty()) continue;   // "yes please"
    if (!one || !only_names(*one, piece) || std::ranges::find(found, one) != found.end()) return {};
    found.push_back(one);
  }
  return found.size() > 1 ? found : std::vector<const Listed*>{};
}

bool means_none(std::string_view text) {
  constexpr std::array around{"of", "them", "these", "those", "the", "my", "any", "either", "please", "thanks", "thank", "you", "no", "two", "orders", "ones", "sorry", "actually", "it", "is"};
  const Tokens said = spelled_out(text.substr(0, limits::classified_bytes));
  const auto says_none = [](const std::string& word) { return word == "neither" || word == "none"; };
  return std::ranges::any_of(said, says_none) && std::ranges::all_of(said, [&](const std::string& word) { return says_none(word) || among(around, word); });
}

// Before anybody has seen the list, "portable charger" is no portable speaker. Of an order of several things each word may be one's.
static bool is_surely(const Listed& one, const Tokens& said) {
  if (holds_several(one)) return true;
  const auto noun = std::find_if(one.words.rbegin(), one.words.rend(), [](const std::string& word) {
    return word.size() >= telling_letters && word.find_first_of("0123456789") == std::string::npos;
  });
  return noun != one.words.rend() && std::ranges::any_of(said, [&](const std::string& word) { return same_name(*noun, word); });
}

const Listed* chosen(const std::vector<Listed>& list, std::string_view text, bool seen) {
  text = text.substr(0, limits::classified_bytes);
  if (list.empty()) return nullptr;
  const Tokens said = spelled_out(text);
  if (counts_several(said)) return nullptr;
  Choosing choosing(list);
  for (const SaidClause& clause : clauses_of(text, {})) {
    const Tokens words = spelled_out(clause.text);
    choosing.hear(words, is_mere_tale(words_without_heads(words), {}));
  }
  std::optional<std::size_t> found = choosing.found();
  if (found && !seen && !is_surely(list[*found], said)) return nullptr;
  if (!found && seen) found = by_place(said, list.size());
  if (!found && seen) found = by_last_figures(said, list);
  if (found && seen && place_beside(said).value_or(*found) != *found) return nullptr;   // "number 3, and the kettle"
  return found ? &list[*found] : nullptr;
}

bool calls_a_thing(std::string_view text) {
  constexpr std::array leading{"the", "my", "this", "that", "one"};
  const std::vector<std::string_view> said = words(text);
  return !said.empty() && among(leading, lower_ascii(said.front())) && text.find('?') == std::string_view::npos;
}

std::string only_listed(const std::string& question, const std::vector<std::string>& values) {
  std::string left;
  for (const std::string_view line : split(question, '\n')) {
    const std::string_view value = value_of(line);
    if (value.empty() || among(values, value)) left += (left.empty() ? "" : "\n") + std::string(line);
  }
  return values.empty() || listed_in(left).size() < 2 ? question : left;
}

}  // namespace handrail
