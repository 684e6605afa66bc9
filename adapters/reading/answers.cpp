#include "adapters/reading/answers.hpp"

#include <algorithm>

#include "adapters/reading/lexicon.hpp"
#include "adapters/reading/phrases.hpp"

namespace handrail::reading {

namespace {

enum Group : std::uint32_t { group_yes, group_no, group_not_yes, group_not_no };

using Words = std::vector<std::string_view>;

struct AnswerWords {
  Words hedges = lexicon::lines(lexicon::hedges), bots = lexicon::lines(lexicon::bots), machines = lexicon::lines(lexicon::machines);
  Words before_a_machine = lexicon::lines(lexicon::before_a_machine), talks_to = lexicon::lines(lexicon::talks_to), openers = lexicon::lines(lexicon::openers);
};

const AnswerWords& small_words() {
  static const AnswerWords all;
  return all;
}

bool among(const Words& table, std::string_view word) { return std::find(table.begin(), table.end(), word) != table.end(); }

const PhraseFinder& finder() {
  static const PhraseFinder made = [] {
    PhraseFinder building;
    for (const std::string_view phrase : lexicon::lines(lexicon::yes)) building.add(phrase, group_yes);
    for (const std::string_view phrase : lexicon::lines(lexicon::no)) building.add(phrase, group_no);
    for (const std::string_view phrase : lexicon::lines(lexicon::not_a_yes)) building.add(phrase, group_not_yes);
    for (const std::string_view phrase : lexicon::lines(lexicon::not_a_no)) building.add(phrase, group_not_no);
    building.finish();
    return building;
  }();
  return made;
}

// The longest phrase of `group` that begins at token `at`, as the token behind it; `at` where there is none.
std::size_t longest(const std::vector<PhraseMatch>& matches, Group group, std::size_t at) {
  std::size_t end = at;
  for (const PhraseMatch& match : matches) {
    if (match.group == group && match.first == at) end = std::max<std::size_t>(end, match.last + 1);
  }
  return end;
}

// Behind the answer: a condition in the same sentence, or one that opens a later sentence.
bool taken_back(std::string_view text, const std::vector<Token>& tokens, std::size_t from) {
  bool first_sentence = true;
  for (std::size_t i = from; i < tokens.size(); ++i) {
    if (tokens[i].starts_sentence) first_sentence = false;
    if ((first_sentence || tokens[i].starts_sentence) && among(small_words().hedges, tokens[i].text)) return true;
  }
  if (from == 0 || from > tokens.size()) return false;
  const std::size_t mark = text.find_first_of(".!?;", tokens[from - 1].end);
  return mark != std::string_view::npos && text[mark] == '?';
}

// In the sentence of a no that ends before `from`: the no is to a machine that answers, not to the question.
bool turns_a_bot_down(const std::vector<Token>& tokens, std::size_t from) {
  for (std::size_t i = from; i < tokens.size() && !tokens[i].starts_sentence; ++i) {
    if (among(small_words().bots, tokens[i].text)) return true;
    if (!among(small_words().machines, tokens[i].text)) continue;
    std::size_t before = i;
    while (before > from && among(small_words().before_a_machine, tokens[before - 1].text)) --before;
    const bool all = before == from && (i + 1 == tokens.size() || tokens[i + 1].starts_sentence || tokens[i + 1].text == "please");
    if (all || (before > from && among(small_words().talks_to, tokens[before - 1].text))) return true;
  }
  return false;
}

Answer answer(AnswerKind kind, std::string_view text, const std::vector<Token>& tokens, std::size_t first, std::size_t end) {
  return {kind, std::string(text.substr(tokens[first].begin, tokens[end - 1].end - tokens[first].begin))};
}

}  // namespace

Answer answer_in(std::string_view text, const std::vector<Token>& tokens) {
  const std::vector<Token> head(tokens.begin(), tokens.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(tokens.size(), 12)));
  const std::vector<PhraseMatch> matches = finder().find(head);
  for (std::size_t at = 0; at < head.size(); ++at) {
    const std::size_t yes = longest(matches, group_yes, at);
    const std::size_t no = longest(matches, group_no, at);
    const bool is_yes = yes > at && yes >= no && longest(matches, group_not_yes, at) <= yes;
    const bool is_no = no > at && no > yes && longest(matches, group_not_no, at) <= no;
    if (is_no && turns_a_bot_down(head, no)) return {};
    if (is_no) return answer(AnswerKind::no, text, tokens, at, no);
    if (is_yes && !taken_back(text, tokens, yes)) return answer(AnswerKind::yes, text, tokens, at, yes);
    if (!among(small_words().openers, head[at].text)) break;
  }
  return {};
}

}  // namespace handrail::reading
