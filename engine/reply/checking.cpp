#include "engine/reply/checking.hpp"

#include <algorithm>

#include "engine/reply/bare_sentence.hpp"

namespace handrail::reply {

const Sections& sections() {
  const Phrases& all = lists().claims;
  static const Sections read{all.section("deed"), all.section("state"),
                             all.section("other_deed"), all.section("arrival"), all.section("underway"), all.section("transfer"), all.section("intent"),
                             all.section("team_promise"), all.section("promise"), all.section("account"),
                             all.section("free"), all.section("echo"), all.section("next"), all.section("apology"), all.section("human"), all.section("rude"),
                                 all.section("casual"),
                             all.section("asks_secret"), all.section("leak"), all.section("whose")};
  return read;
}

Checking::Checking(const Draft& the_draft, const Evidence& the_evidence, const ReplyLimits& the_limits)
    : draft(the_draft), evidence(the_evidence), limits(the_limits), read(read_text(the_draft.text, spoken_in(the_evidence))) {
  for (const Sentence& sentence : read.sentences) {
    met.push_back(lists().claims.in(sentence));
    add_bare(sentence, met.back());
  }
}

// What is claimed to be done is claimed whatever stands between the thing and its verb.
void Checking::add_bare(const Sentence& sentence, std::vector<Met>& known) const {
  const Sections& all = sections();
  for (const BareSentence& bare : bare_sentences(sentence, draft.text))
    for (const Met& one : lists().claims.in(bare.sentence)) {
      const bool of_a_deed = one.section == all.deed || one.section == all.state || one.section == all.arrival || one.section == all.underway;
      const Met there{one.section, bare.origin[one.begin], bare.origin[one.end - 1] + 1};
      const auto same = [&](const Met& other) { return other.section == there.section && other.begin <= there.begin && other.end >= there.end; };
      if (of_a_deed && std::none_of(known.begin(), known.end(), same)) known.push_back(there);
    }
}

const std::vector<Unit>& Checking::units() const {
  if (!units_) units_ = units_of(evidence);
  return *units_;
}

const Unit* Checking::repeats(const Sentence& sentence) const {
  if (sentence.words.empty() || takes_up(sentence)) return nullptr;
  const auto words_of = [](std::string_view text) {
    std::string spaced;
    for (const char c : text)
      if (c != ' ' && c != '\n' && c != '\t' && c != '\r') spaced += c;
      else if (!spaced.empty() && spaced.back() != ' ') spaced += ' ';
    while (!spaced.empty() && (spaced.back() == '.' || spaced.back() == '!' || spaced.back() == ' ')) spaced.pop_back();
    return spaced;
  };
  const std::string said = words_of(std::string_view(draft.text).substr(sentence.begin, sentence.end - sentence.begin));
  const auto same = std::find_if(units().begin(), units().end(), [&](const Unit& unit) { return unit.from == Unit::From::passage && words_of(unit.said) == said; });
  return same == units().end() ? nullptr : &*same;
}

void Checking::find(FindingKind kind, std::size_t begin, std::size_t end, std::string needs) {
  begin = std::min(begin, draft.text.size());
  end = std::clamp(end, begin, draft.text.size());
  out.findings.push_back({kind, begin, end, draft.text.substr(begin, end - begin), std::move(needs)});
}

void Checking::find(FindingKind kind, const Sentence& sentence, std::size_t first, std::size_t behind, std::string needs) {
  std::size_t begin = written_begin(sentence.words[first]), end = written_end(sentence.words[first]);
  for (std::size_t i = first; i < std::min(behind, sentence.words.size()); ++i) {
    begin = std::min(begin, written_begin(sentence.words[i]));
    end = std::max(end, written_end(sentence.words[i]));
  }
  find(kind, begin, end, std::move(needs));
}

bool Checking::meets(std::size_t sentence, std::size_t section) const {
  return std::any_of(met[sentence].begin(), met[sentence].end(), [&](const Met& one) { return one.section == section; });
}

}  // namespace handrail::reply
