#include "engine/meaning/several_questions.hpp"

#include <algorithm>
#include <array>

#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"
#include "engine/meaning/how_it_stands.hpp"
#include "engine/meaning/wished_deeds.hpp"
#include "engine/meaning/wishes.hpp"
#include "engine/sentences/question_beside.hpp"

namespace handrail {
namespace {

constexpr Decimal surely_from = {700'000};
constexpr std::size_t pieces_max = 6;    // each is read; more are a letter
constexpr std::size_t words_min = 3;     // "and then?" hangs on what stands before it
constexpr std::array asking{"how",  "what", "when", "where", "why",   "who",  "which", "is",     "are",    "do",
                             "does", "did",  "can",  "could", "will", "would", "has",  "have",  "what's", "where's"};
constexpr std::array joining{"and", "also", "plus", "then", "but", "so", "hi", "hello", "hey"};

template <class List>
bool among(const List& list, std::string_view word) { return std::find(list.begin(), list.end(), word) != list.end(); }

struct Piece {
  std::size_t from = 0, to = 0;
  bool marked = false;
};

bool has_digit(std::string_view word) { return word.find_first_of("0123456789") != std::string_view::npos; }

// Between question marks, sentence ends, lines and the numbers of a list ("1) … 2) …"), and where "and" leads to a word that asks.
std::vector<Piece> pieces_of(std::string_view text) {
  constexpr std::array opening{"how", "what", "when", "where", "why", "who", "which"};
  std::vector<Piece> found;
  std::size_t from = 0;
  const auto end_at = [&](std::size_t to, std::size_t next, bool marked) {
    if (!words(text.substr(from, to - from)).empty()) found.push_back({from, to, marked});
    from = next;
  };
  const std::vector<std::string_view> all = words(text);
  for (std::size_t i = 1; i < all.size(); ++i) {
    const auto at = static_cast<std::size_t>(all[i].data() - text.data()), before = static_cast<std::size_t>(all[i - 1].data() - text.data()) + all[i - 1].size();
    const std::string_view between = text.substr(before, at - before);
    const std::string_view behind = text.substr(at + all[i].size());
    const bool numbers_a_point = all[i].size() == 1 && has_digit(all[i]) && (behind.starts_with(") ") || behind.starts_with(". "));
    const bool is_number_of_it = all[i - 1].size() == 1 && has_digit(all[i - 1]) && (between.starts_with(") ") || between.starts_with(". "));
    if (is_number_of_it) from = at;
    else if (numbers_a_point) end_at(at, at, false);
    else if (between.find('?') != std::string_view::npos) end_at(before + between.find('?') + 1, at, true);
    else if (between.find_first_of(".!\n") != std::string_view::npos) end_at(at, at, false);
    else if (among(joining, lower_ascii(all[i])) && i + 1 < all.size() && among(opening, lower_ascii(all[i + 1]))) end_at(at, at, false);
  }
  const bool marked = text.find('?', from) != std::string_view::npos;
  end_at(text.size(), text.size(), marked);
  return found;
}

// Without "and" and "hi" before it.
std::string_view asked_in(std::string_view piece) {
  for (const std::string_view word : words(piece))
    if (!among(joining, lower_ascii(word))) return piece.substr(static_cast<std::size_t>(word.data() - piece.data()));
  return {};
}

bool is_question(const Piece& piece, std::string_view said) {
  const std::vector<std::string_view> all = words(said);
  return all.size() >= words_min && (piece.marked || among(asking, lower_ascii(all.front())));
}

}  // namespace

QuestionsInARow questions_in_a_row(const LiveBundle& live, const std::string& text) {
  QuestionsInARow row;
  if (text.size() > limits::classified_bytes) return row;
  const std::vector<Piece> pieces = pieces_of(text);
  if (pieces.size() < 2 || pieces.size() > pieces_max) return row;
  bool others = false, before_is_beside = false;
  for (const Piece& piece : pieces) {
    const std::string said(asked_in(std::string_view(text).substr(piece.from, piece.to - piece.from)));
    const Reading read = live.classifier->read(said, {});
    const auto found = live.program().find_intent(read.intent);
    const dsl::Intent* intent = found && read.intent != "other" && read.confidence >= surely_from ? &live.program().intents[*found] : nullptr;
    if (!is_question(piece, said)) {
      others = others || (intent && !only_of_what_was_done(said, deeds_spoken_of(live.program(), *intent, said)));   // a wish; a greeting or a tale is none
      before_is_beside = false;
      continue;
    }
    const bool for_anybody = intent && !intent->workflow && intent->request_class == dsl::RequestClass::answerable;
    const bool goes_on = goes_on_with_what_was_said(said) || says_nothing_by_itself(said);
    if (intent && !for_anybody) {
      others = true;
      before_is_beside = false;
    } else if (goes_on) {
      if (before_is_beside) row.beside.back().second = piece.to;
    } else if (read.entities.empty()) {   // what is not surely anything is looked for all the same
      row.beside.emplace_back(piece.from, piece.to);
      before_is_beside = true;
      if (for_anybody && !row.read_as) row.read_as = row.beside.back();
    } else {
      before_is_beside = false;
    }
  }
  if (others) row.read_as.reset();
  else if (!row.read_as) row.beside.clear();
  return row;
}

}  // namespace handrail
