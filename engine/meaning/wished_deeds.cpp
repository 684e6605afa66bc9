#include "engine/meaning/wished_deeds.hpp"

#include <algorithm>
#include <array>

#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"
#include "engine/meaning/wishes.hpp"
#include "engine/sentences/clauses.hpp"
#include "engine/sentences/clear_yes.hpp"
#include "engine/sentences/deed_told.hpp"
#include "engine/sentences/speech.hpp"
#include "engine/sentences/spelled_out.hpp"
#include "engine/sentences/verb_forms.hpp"

namespace handrail {
namespace {

using Said = std::vector<std::string>;

constexpr std::size_t examples_read = 400;
constexpr std::array heads{"hi", "hello", "hey", "please", "ok", "okay", "so", "and", "just", "kindly", "now", "again", "also"};
constexpr std::array wanting{"want", "need", "like", "wish", "love", "trying", "try", "going", "able", "how", "where", "have", "help", "possible", "way"};
constexpr std::array modals{"can", "could", "would", "will", "may", "might", "shall"};
constexpr std::array doers{"i", "you", "we", "someone", "somebody", "u"};
constexpr std::array articles{"a", "an", "my", "the", "our", "this", "some"};
// What a verb is said of, or a part of the verb: "refund it", "pay out", "enter my reading".
constexpr std::array behind_a_verb{"my", "the", "a", "an", "this", "that", "it", "me", "us", "our", "them", "these", "those", "out", "back", "up", "off", "in", "for", "to", "on",
                                   "another", "one", "two", "both", "all", "order"};
// Say little without what they are said of.
constexpr std::array light{"get", "give", "have", "make", "do", "take", "send", "put", "let", "go", "tell", "see", "be", "use", "ask", "know", "set", "keep", "find", "show",
                           "want", "need", "come", "try", "help", "talk", "speak", "start", "begin", "bring", "write", "say", "add", "check", "look", "happen", "work", "is", "are",
                           "pay", "buy", "order", "request", "process", "issue", "receive", "submit", "create", "handle", "leave", "not"};

template <class List>
bool among(const List& list, std::string_view word) { return std::find(list.begin(), list.end(), word) != list.end(); }

bool has_digit(std::string_view word) { return word.find_first_of("0123456789") != std::string_view::npos; }

// A verb of an example, with what it is said of there.
struct WishedVerb {
  std::string verb;
  Said of;
  std::string particle = {};
};

Said content_behind(const Said& said, std::size_t from) {
  return from < said.size() ? content_words(join(Said(said.begin() + static_cast<std::ptrdiff_t>(from), said.end()), " ")) : Said{};
}

WishedVerb verb_at(const Said& said, std::size_t at) {
  constexpr std::array particles{"up", "off", "down", "in", "out", "back", "on", "aside", "away", "over"};
  constexpr std::size_t within = 6;   // "put a hold on", "set the cookbook aside"
  WishedVerb wished{said[at], content_behind(said, at + 1)};
  for (std::size_t next = at + 1; next < said.size() && next <= at + within && wished.particle.empty(); ++next)
    if (among(particles, said[next])) wished.particle = said[next];
  if (at + 1 < said.size() && said[at + 1] == "me") wished.of.emplace_back("me");
  return wished;
}

// The verb that an example wishes for: the first word of "pay out my credit", what stands behind "want to", "can you", "please".
WishedVerb wished_in(const std::string& example) {
  const Said said = spelled_out(example);
  std::size_t at = 0;
  while (at < said.size() && among(heads, said[at])) ++at;
  if (at >= said.size()) return {};
  if (among(modals, said[at]) && at + 2 < said.size() && among(doers, said[at + 1])) {
    at += 2;
    if (said[at] == "please" || said[at] == "just") ++at;
    return at < said.size() ? verb_at(said, at) : WishedVerb{};
  }
  for (std::size_t i = at; i + 1 < said.size(); ++i) {
    if (said[i] == "not" || said[i] == "never" || said[i] == "no") break;   // "I don't want to be a member any more" does not wish to be one
    if (!among(wanting, said[i])) continue;
    for (std::size_t to = i + 1; to + 1 < said.size() && to <= i + 3; ++to)
      if (said[to] == "to") return verb_at(said, to + 1);
    if (said[i] != "how" && said[i] != "where" && among(articles, said[i + 1])) {   // "I want my money back"
      WishedVerb wished = verb_at(said, i);
      wished.verb = "get";
      return wished;
    }
  }
  const bool is_order = at + 1 < said.size() && !among(articles, said[at]) && !among(doers, said[at]);
  // "Reserve three seats", "refund B2001 please"; "order B2001 has arrived" tells.
  const auto is_a_few = [](const std::string& word) {
    constexpr std::array numbers{"two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve"};
    constexpr std::size_t figures_max = 2;
    return among(numbers, word) || (word.size() <= figures_max && std::ranges::all_of(word, [](char c) { return c >= '0' && c <= '9'; }));
  };
  constexpr std::array behind_a_number{"please", "to", "for", "from", "now", "and", "today"};
  const bool of_a_number = is_order && has_digit(said[at + 1]) && (at + 2 >= said.size() || among(behind_a_number, said[at + 2]));
  const bool of_a_few = is_order && is_a_few(said[at + 1]) && at + 2 < said.size() && said[at + 2].size() > 3 && said[at + 2].ends_with("s");
  const auto for_me = std::adjacent_find(said.begin(), said.end(), [](const std::string& a, const std::string& b) { return a == "for" && (b == "me" || b == "us"); });
  constexpr std::array no_verbs{"how", "what", "where", "when", "why", "who", "which", "is", "are", "there", "any", "money", "no", "not", "one", "two"};
  if (is_order && (of_a_number || of_a_few) && !among(no_verbs, said[at])) return verb_at(said, at);
  if (is_order && (among(behind_a_verb, said[at + 1]) || (for_me != said.end() && !among(no_verbs, said[at])))) return verb_at(said, at);   // "book pilates for me"
  return {};
}

bool is_one(const Said& words, const std::string& word) {
  return std::ranges::any_of(words, [&](const std::string& one) { return same_stem(one, word); });
}

Said wished_verbs(const dsl::Intent& intent, const Said& said) {
  Said found;
  for (std::size_t i = 0; i < intent.examples.size() && i < examples_read; ++i) {
    WishedVerb wished = wished_in(intent.examples[i]);
    if (wished.verb.size() < 3 || among(found, wished.verb) || among(wanting, wished.verb)) continue;
    const bool says_little = among(light, wished.verb);
    if (says_little && std::ranges::none_of(said, [&](const std::string& word) { return is_one(wished.of, word); })) continue;
    if (wished.verb == "get") found.insert(found.end(), {"give", "send", "receive"});   // what they want to get is given
    found.push_back(std::move(wished.verb));
  }
  return found;
}

// "You already paid me back": of what moves money, whatever the examples call it.
void add_paying(const dsl::Program& program, const dsl::Intent& intent, Said& deeds) {
  const auto moves_money = [&](std::uint32_t tool) { return program.tools[tool].effect == dsl::Effect::moves_money; };
  if (!std::ranges::any_of(program.workflows[*intent.workflow].tools, moves_money)) return;
  for (const char* verb : {"pay", "transfer", "reimburse"})
    if (!among(deeds, verb)) deeds.emplace_back(verb);
}

bool tells_their_own(std::string_view text, const Said& deeds) {
  return std::ranges::any_of(clauses_of(text, {}), [&](const SaidClause& one) { return deed_told(one.text, deeds) == DeedTold::done_by_them; });
}

// "I lost my umbrella", of what reports losses: what customers tell in an example that they did is no deed of the desk's, and what they write for.
void leave_what_they_write_for(const dsl::Intent& intent, std::string_view text, Said& deeds) {
  if (!tells_their_own(text.substr(0, limits::classified_bytes), deeds)) return;
  std::erase_if(deeds, [&](const std::string& deed) {
    const std::size_t count = std::min(intent.examples.size(), examples_read);
    return std::any_of(intent.examples.begin(), intent.examples.begin() + static_cast<std::ptrdiff_t>(count),
                       [&](const std::string& example) { return tells_their_own(example, {deed}); });
  });
}

// Only what is past, or asked about as past, is told by the verbs of the examples.
bool speaks_of_the_past(std::string_view text) {
  constexpr std::array asking{"did", "have", "has", "was", "were", "had"};
  const Said said = spelled_out(text);
  return std::ranges::any_of(said, [&](const std::string& word) { return among(asking, word) || is_past_form(word); });
}

}  // namespace

std::vector<std::string> deeds_spoken_of(const dsl::Program& program, const dsl::Intent& intent, std::string_view text) {
  Said deeds = deeds_done_for(program, intent);
  if (deeds.empty() || !speaks_of_the_past(text)) return deeds;
  add_paying(program, intent, deeds);
  for (std::string& verb : wished_verbs(intent, content_words(text)))
    if (!among(deeds, verb)) deeds.push_back(std::move(verb));
  leave_what_they_write_for(intent, text, deeds);
  return deeds;
}

bool is_an_example_of(const dsl::Intent& intent, std::string_view text) {
  const auto without_heads = [](std::string_view one) {
    Said said = spelled_out(one);
    const auto first = std::ranges::find_if(said, [](const std::string& word) { return !among(heads, word); });
    said.erase(said.begin(), first);
    return said;
  };
  const Said said = without_heads(text.substr(0, limits::classified_bytes));
  const std::size_t count = std::min(intent.examples.size(), examples_read);
  return said.size() > 1 && std::any_of(intent.examples.begin(), intent.examples.begin() + static_cast<std::ptrdiff_t>(count),
                                        [&](const std::string& example) { return without_heads(example) == said; });
}

std::string verb_wished_for(std::string_view text) {
  std::string verb;
  for (const SaidClause& one : clauses_of(text, {}))
    if (verb.empty()) verb = wished_in(std::string(one.text)).verb;
  return among(light, verb) && verb != "keep" ? "" : verb;
}

std::vector<std::string> verbs_taught(const dsl::Program& program, const dsl::Intent& intent, std::string_view text) {
  const Said said = content_words(text);
  Said verbs = verbs_for(program, intent, text);
  for (std::size_t i = 0; i < intent.examples.size() && i < examples_read; ++i) {
    const Said example = spelled_out(intent.examples[i]);
    std::size_t at = 0;
    while (at < example.size() && among(heads, example[at])) ++at;
    if (at + 1 >= example.size() || among(verbs, example[at])) continue;
    const Said of = content_behind(example, at + 1);
    if (!among(light, example[at]) || std::ranges::any_of(said, [&](const std::string& word) { return is_one(of, word); })) verbs.push_back(example[at]);
  }
  if (intent.workflow)
    for (const std::uint32_t tool : program.workflows[*intent.workflow].tools)
      if (program.tools[tool].effect != dsl::Effect::reads) verbs.emplace_back(split(program.tools[tool].name, '_').front());
  return verbs;
}

std::vector<std::string> verbs_for(const dsl::Program& program, const dsl::Intent& intent, std::string_view text) {
  Said verbs = wished_verbs(intent, content_words(text));
  if (!intent.workflow) return verbs;
  for (const std::uint32_t tool : program.workflows[*intent.workflow].tools) {
    if (program.tools[tool].effect == dsl::Effect::reads) continue;
    const std::vector<std::string_view> name = split(program.tools[tool].name, '_');
    if (!among(light, name.front())) verbs.emplace_back(name.front());
  }
  return verbs;
}

SpokenDeed spoken_deed(const dsl::Program& program, const dsl::Intent& intent) {
  SpokenDeed deed;
  const auto add = [&](WishedVerb wished) {
    if (wished.verb.size() < 3 || among(wanting, wished.verb)) return;
    DeedVerb verb{wished.verb, std::move(wished.particle), std::move(wished.of), among(light, wished.verb)};
    const auto is_it = [&](const DeedVerb& one) { return one.verb == verb.verb && one.particle == verb.particle && (!verb.says_little || one.of == verb.of); };
    if (std::ranges::none_of(deed.verbs, is_it)) deed.verbs.push_back(std::move(verb));
  };
  for (std::size_t i = 0; i < intent.examples.size() && i < examples_read; ++i) {
    add(wished_in(intent.examples[i]));
    for (std::string& word : content_words(intent.examples[i]))
      if (!among(light, word) && !among(deed.things, word)) deed.things.push_back(std::move(word));
  }
  deed.takes_away = takes_away(intent.name) || std::ranges::any_of(deed.verbs, [](const DeedVerb& one) { return takes_away(one.verb); });
  if (!intent.workflow) {
    add({std::string(split(intent.name, '_').front()), {}, {}});   // "end" of `end_membership`
    return deed;
  }
  for (const std::uint32_t index : program.workflows[*intent.workflow].tools) {
    const dsl::Tool& tool = program.tools[index];
    if (tool.effect == dsl::Effect::reads) continue;
    deed.takes_away = deed.takes_away || tool.effect == dsl::Effect::moves_money || takes_away(tool.name);
    const std::string verb(split(tool.name, '_').front());
    if (!among(light, verb)) add({verb, {}, {}});
  }
  deed.for_oneself = !deed.takes_away;
  return deed;
}

}  // namespace handrail
