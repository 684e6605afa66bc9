#include "adapters/reading/urgency.hpp"

#include <algorithm>
#include <array>

#include "adapters/reading/lexicon.hpp"
#include "adapters/reading/moods.hpp"
#include "adapters/reading/pattern.hpp"

namespace handrail::reading {

namespace {

enum Group : std::uint32_t { immediate, high, when, medium, none, groups };   // when: a time alone

constexpr std::array<std::string_view, 4> words_of_urgency{"immediate", "high", "high", "medium"};

// "three weeks ago" and "took 2 hours" tell of the past: a deadline has a word that looks ahead.
constexpr std::string_view number = R"((?:\d{1,3}|an?|one|two|three|four|five|ten|fifteen|twenty|thirty|half an|a few|a couple of|the next few|the next))";

const PhraseFinder& finder() {
  static const PhraseFinder made = [] {
    PhraseFinder building;
    for (const std::string_view phrase : lexicon::lines(lexicon::urgency_immediate)) building.add(phrase, immediate);
    for (const std::string_view phrase : lexicon::lines(lexicon::urgency_high)) building.add(phrase, high);
    for (const std::string_view phrase : lexicon::lines(lexicon::urgency_when)) building.add(phrase, when);
    for (const std::string_view phrase : lexicon::lines(lexicon::urgency_medium)) building.add(phrase, medium);
    for (const std::string_view phrase : lexicon::lines(lexicon::urgency_none)) building.add(phrase, none);
    building.finish();
    return building;
  }();
  return made;
}

struct Deadline { Group group; Pattern pattern; };

const std::vector<Deadline>& deadlines() {
  static const std::vector<Deadline> made = [] {
    const std::string ahead = "\\b(?:in|within|for) (?:less than |about |the )?" + std::string(number);
    std::vector<Deadline> all;
    all.push_back({immediate, Pattern::of_the_house(ahead + R"( ?(?:min|mins|minutes?|seconds?)\b)")});
    all.push_back({immediate, Pattern::of_the_house(R"(\bwithin (?:the|an|one) hour\b)")});
    all.push_back({high, Pattern::of_the_house(ahead + R"( ?(?:h|hrs?|hours?)\b)")});
    all.push_back({high, Pattern::of_the_house(R"(\b(?:by|before|until|no later than) (?:\d{1,2}(?::\d\d)? ?(?:am|pm|o'?clock)\b|\d{1,2}:\d\d\b|tonight\b|lunch\b|tomorrow\b))")});
    all.push_back({medium, Pattern::of_the_house(R"(\b(?:in|within) (?:less than |about |the )?(?:\d|two|three|four|five|a few|a couple of|the next few) ?days\b)")});
    all.push_back({medium, Pattern::of_the_house(R"(\b(?:by|before|no later than) (?:the )?(?:\d{1,2}(?:st|nd|rd|th)|mon|tues|wednes|thurs|fri|satur|sun)(?:day)?\b)")});
    return all;
  }();
  return made;
}

struct Hit { Group group; Span span; };

std::vector<Hit> all_hits(std::string_view text, const std::vector<Token>& tokens) {
  std::vector<Hit> hits;
  std::vector<Span> spared;
  for (const PhraseMatch& match : finder().find(tokens)) {
    const Span span{tokens[match.first].begin, tokens[match.last].end};
    if (match.group == none) spared.push_back(span);
    else if (!negated(tokens, match.first)) hits.push_back({static_cast<Group>(match.group), span});
  }
  for (const Deadline& deadline : deadlines())
    for (const PatternMatch& match : deadline.pattern.find(text)) hits.push_back({deadline.group, match.span});
  std::erase_if(hits, [&](const Hit& hit) { return std::any_of(spared.begin(), spared.end(), [&](const Span& span) { return span.overlaps(hit.span); }); });
  return hits;
}

}  // namespace

Hurry hurry_of(std::string_view text, const std::vector<Token>& tokens, Times times) {
  std::vector<Hit> hits = all_hits(text, tokens);
  if (times == Times::pass_over) std::erase_if(hits, [](const Hit& hit) { return hit.group == when; });
  const auto most = std::min_element(hits.begin(), hits.end(), [](const Hit& a, const Hit& b) { return a.group != b.group ? a.group < b.group : a.span.begin < b.span.begin; });
  if (most == hits.end()) return {};
  const bool louder = (most->group == high || most->group == when) && exclaims(text);
  return {std::string(words_of_urgency[louder ? immediate : most->group]), std::string(text.substr(most->span.begin, most->span.end - most->span.begin)), most->group == when};
}

}  // namespace handrail::reading
