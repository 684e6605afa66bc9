#include "engine/reply/granted.hpp"

#include <algorithm>

#include "engine/base/one_of.hpp"
#include "engine/reply/checking.hpp"
#include "engine/reply/clauses.hpp"

namespace handrail::reply {
namespace {

constexpr std::size_t head_words = 3;      // in front of ", which": what it is said of
constexpr std::size_t content_min = 2;     // of a clause that says something without figures: "Thanks, Ada, …" does not

Sentence part_of(const Sentence& sentence, std::size_t begin, std::size_t end) {
  Sentence part;
  part.words.assign(sentence.words.begin() + static_cast<std::ptrdiff_t>(begin), sentence.words.begin() + static_cast<std::ptrdiff_t>(end));
  part.begin = part.words.front().begin;
  part.end = part.words.back().end;
  return part;
}

std::size_t content_of(const Sentence& sentence, std::size_t begin, std::size_t end) {
  const auto first = sentence.words.begin();
  return static_cast<std::size_t>(std::count_if(first + static_cast<std::ptrdiff_t>(begin), first + static_cast<std::ptrdiff_t>(end), has_content));
}

// "As you can see", "…, which you mentioned": the customer's own matter.
bool of_customer(const Sentence& sentence, const Clause& clause) {
  for (std::size_t i = clause.begin; i < std::min(clause.end, clause.begin + 3); ++i)
    if (sentence.words[i].text == "you") return i + 1 == clause.end || !one_of<7>({"can", "could", "may", "must", "will", "get", "pay"}, sentence.words[i + 1].text);
  return false;
}

bool meets(const std::vector<Met>& met, const Clause& clause) {
  const Sections& all = sections();
  return std::any_of(met.begin(), met.end(), [&](const Met& one) {
    const bool courtesy = one.section == all.free || one.section == all.echo || one.section == all.apology || one.section == all.next;
    return courtesy && one.begin < clause.end && one.end > clause.begin;
  });
}

bool money_or_code(const Figure& figure) {
  return figure.kind == Figure::Kind::money || figure.kind == Figure::Kind::percent || figure.kind == Figure::Kind::id;
}

bool says_both(const std::vector<Unit>& units, const Word& one, const Word& other) {
  return std::any_of(units.begin(), units.end(), [&](const Unit& unit) {
    return std::binary_search(unit.stems.begin(), unit.stems.end(), meaning_of(one)) && std::binary_search(unit.stems.begin(), unit.stems.end(), meaning_of(other));
  });
}

}  // namespace

std::vector<Sentence> granted_in(const Sentence& sentence, std::string_view text, const std::vector<Met>& met) {
  std::vector<Sentence> granted;
  for (const Clause& clause : clauses_of(sentence, text)) {
    if (clause.stance != Clause::Stance::told || of_customer(sentence, clause) || meets(met, clause)) continue;
    const bool adds = clause.relative && clause.parted;   // "…, which costs $2"
    const bool reason = one_of<6>({"since", "because", "as", "like", "now", "but"}, clause.opener);
    if (clause.relative && !clause.parted) continue;      // of deeds, and said of the customer's own things
    if (!adds && !reason && !clause.opener.empty() && clause.opener != "and") continue;
    if (!adds && !reason && clause.begin > 0 && !clause.parted) continue;
    const std::size_t content = content_of(sentence, clause.begin, clause.end);
    const auto figures = figures_in(part_of(sentence, clause.begin, clause.end), text);
    if (adds) {
      granted.push_back(part_of(sentence, clause.begin - std::min(clause.begin, head_words), clause.end));
    } else if (reason && content == 0 && figures.empty() && clause.begin > 0) {
      granted.push_back(part_of(sentence, 0, clause.end));   // "…, as everybody here can": of what is asked
    } else if (reason ? content > 0 || !figures.empty() : content >= content_min || (content > 0 && !figures.empty())) {
      granted.push_back(part_of(sentence, clause.begin, clause.end));
    }
  }
  return granted;
}

std::optional<std::string> offered_in(const Sentence& question, std::string_view text, const std::vector<Unit>& units) {
  const Backing backing(units);
  for (const Figure& figure : figures_in(question, text))
    if (money_or_code(figure) && !backing.known(figure, true)) return std::string(text.substr(figure.begin, figure.end - figure.begin));
  const auto& words = question.words;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (!one_of<6>({"free", "complimentary", "gratis", "unlimited", "lifetime", "bonus"}, words[i].text)) continue;
    if (i > 0 && (words[i - 1].text == "feel" || words[i - 1].text == "you" || words[i - 1].text == "are")) continue;   // "are you free on Monday"
    // Of what stands behind it, else of all that is offered.
    const bool has_thing = i + 1 < words.size() && has_content(words[i + 1]);
    const bool known = has_thing ? says_both(units, words[i], words[i + 1]) : std::any_of(words.begin(), words.end(), [&](const Word& other) {
      return &other != &words[i] && has_content(other) && says_both(units, words[i], other);
    });
    if (!known) return words[i].text + (has_thing ? " " + words[i + 1].text : "");
  }
  return std::nullopt;
}

}  // namespace handrail::reply
