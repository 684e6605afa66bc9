#include "engine/reply/exceptions.hpp"

#include <algorithm>
#include <vector>

#include "engine/reply/twist_ground.hpp"

namespace handrail::reply {
namespace {

constexpr std::size_t price_reach = 3;   // "at no extra cost"
constexpr std::size_t bound_reach = 2;   // words in front of a figure
constexpr std::size_t over_reach = 4;    // behind it: "are over", "days have passed"

bool excepts(std::string_view word) { return one_of<4>({"except", "excepting", "excluding", "barring"}, word); }
bool excepted(std::string_view word) { return one_of<4>({"excepted", "excluded", "exempt", "exempted"}, word); }
bool conditional(std::string_view word) { return one_of<9>({"if", "when", "whenever", "unless", "once", "provided", "only", "while", "but"}, word); }

bool denies(const std::vector<Part>& parts, std::size_t i) {
  if (i == 0 && parts[i].text == "no" && parts.size() > 1 && parts[1].parted) return false;   // "No, …" answers
  if (!one_of<7>({"not", "no", "never", "none", "cannot", "neither", "nor"}, parts[i].text) || !negates_at(parts, i)) return false;
  for (std::size_t k = i + 1; k < std::min(parts.size(), i + 1 + price_reach); ++k)
    if (one_of<6>({"charge", "charges", "cost", "costs", "fee", "fees"}, parts[k].text)) return false;
  return true;
}

struct Piece {
  std::size_t begin = 0, end = 0;
  bool excepts = false, of_a_thing = false;   // of_a_thing: by "except" or "excepted", and not on a condition
};

bool verb(std::string_view word) { return one_of<12>({"is", "are", "was", "were", "can", "may", "must", "will", "has", "have", "do", "does"}, word); }

// A sentence between its marks and the words that begin an exception.
std::vector<Piece> pieces_of(const std::vector<Part>& parts) {
  std::vector<Piece> pieces;
  bool denied = false, has_verb = false;   // so far
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const std::string& word = parts[i].text;
    const bool ends = !pieces.empty() && pieces.back().excepts && !has_verb && verb(word);   // "vehicles but not trailers | are allowed"
    if (ends) pieces.push_back({i, i});
    has_verb |= verb(word);
    if (ends) {
      pieces.back().end = i + 1;
      continue;
    }
    const std::string_view next = i + 1 < parts.size() ? std::string_view(parts[i + 1].text) : std::string_view();
    const bool denies_this = ((word == "but" || word == "and") && next == "not") || (word == "not" && i > 0 && parts[i].parted);   // "…, and not in the café"
    const bool thing = excepts(word) || (denies_this && !denied) || (word == "apart" && next == "from") || (word == "other" && next == "than");
    const bool begins = thing || word == "unless" || (word == "but" && denied);
    if (i == 0 || parts[i].parted || begins) {
      const bool goes_on = i > 0 && !pieces.empty() && pieces.back().excepts && one_of<4>({"which", "who", "that", "or"}, word);   // "except suede, which we do not take"
      pieces.push_back({i, i, begins || goes_on, thing || (goes_on && pieces.back().of_a_thing)});
    }
    pieces.back().end = i + 1;
    if (excepted(word) && pieces.size() > 1) pieces.back().excepts = pieces.back().of_a_thing = true;   // "…, worn parts excepted"
    denied |= denies(parts, i);
  }
  return pieces;
}

// What a sentence says of a thing and what it says of the exceptions to it.
struct MainAndApart {
  Words main, apart, things;
  bool no = false;
};
MainAndApart main_and_apart(const std::vector<Part>& parts) {
  MainAndApart both;
  for (const Piece& piece : pieces_of(parts))
    for (std::size_t i = piece.begin; i < piece.end; ++i) {
      if (!piece.excepts) both.no |= denies(parts, i);
      if (!parts[i].content || excepts(parts[i].text) || excepted(parts[i].text)) continue;
      (piece.excepts ? both.apart : both.main).push_back(parts[i].meaning);
      if (piece.of_a_thing) both.things.push_back(parts[i].meaning);
    }
  return both;
}

bool only(const std::vector<Part>& parts) {
  return std::any_of(parts.begin(), parts.end(), [](const Part& part) { return part.text == "only"; });
}

}  // namespace

std::optional<Exception> by_exception(const Sentence& sentence, std::string_view text, const Unit& source) {
  const auto [main, apart, things, no] = main_and_apart(source.parts);
  if (apart.empty() || main.empty()) return std::nullopt;
  const std::vector<Part> own = parts_of(sentence, text, figures_in(sentence, text));
  const MainAndApart mine = main_and_apart(own);
  if (!mine.things.empty()) {   // the sentence makes an exception itself: of the same
    if (only_here(mine.things, things, main) == 0 || only_here(mine.main, things, main) > 0) return std::nullopt;
    return Exception{mine.no == no, mine.no != no};
  }
  // "Guide dogs are the only animals that may come in", of "no animals, except guide dogs".
  const auto else_conditional = [](const Part& part) { return conditional(part.text) && part.text != "only"; };
  if (no && only(own) && !mine.no && only_here(content_of(own), things, main) > 0 && std::none_of(own.begin(), own.end(), else_conditional)) return Exception{true, false};
  // "When your dog is ill we do not keep it", of what is kept "except when your animal is ill".
  const auto on_the_same = [&](const Part& part) {
    return one_of<3>({"if", "when", "once"}, part.text) && only_here(content_of(own), things, main) > 0 &&
           std::any_of(source.parts.begin(), source.parts.end(), [](const Part& one) { return one_of<3>({"if", "when", "once"}, one.text); });
  };
  const auto speaks_of = [&](const Words& words) { return only_here(content_of(own), words, main) > 0; };
  const bool of_the_exception = speaks_of(apart);
  const bool says_no_itself = says_no(sentence, text) || std::any_of(own.begin(), own.end(), [](const Part& part) { return excepted(part.text); });
  if (std::any_of(own.begin(), own.end(), [&](const Part& part) { return (conditional(part.text) && !on_the_same(part)) || excepts(part.text); })) {
    if (of_the_exception || says_no_itself != no) return std::nullopt;
    return Exception{true, false};   // "if your child is under 14, …", of children under 14, "except for …": on a condition, and not of the exception
  }
  const bool agrees = says_no_itself == (of_the_exception ? !no : no);
  return Exception{agrees, !agrees && speaks_of(things)};
}

bool denies_what_is_past(const Sentence& sentence, std::string_view text, const Unit& source) {
  if (source.negated || !says_no(sentence, text)) return false;
  const auto words_before = [](const std::vector<Part>& parts, const Figure& figure, const auto& any_of) {
    for (std::size_t back = 1; back <= bound_reach && back <= figure.word; ++back)
      if (any_of(parts[figure.word - back].text)) return true;
    return false;
  };
  const std::vector<Figure> figures = figures_in(sentence, text);
  const std::vector<Part> own = parts_of(sentence, text, figures);
  return std::any_of(figures.begin(), figures.end(), [&](const Figure& figure) {
    bool over = false;   // "once 14 days are over"
    for (std::size_t i = figure.word + figure.words; i < std::min(own.size(), figure.word + figure.words + over_reach) && !own[i].parted; ++i)
      over |= one_of<4>({"over", "past", "passed", "gone"}, own[i].text);
    if (!over && !words_before(own, figure, [](std::string_view word) { return one_of<4>({"after", "past", "beyond", "behind"}, word); })) return false;
    return std::any_of(source.figures.begin(), source.figures.end(), [&](const Figure& other) {
      return says(other, figure) && words_before(source.parts, other, [](std::string_view word) { return one_of<5>({"for", "within", "until", "to", "till"}, word); });
    });
  });
}

}  // namespace handrail::reply
