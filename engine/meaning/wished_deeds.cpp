#include "engine/meaning/wished_deeds.hpp"

#include <algorithm>
#include <array>

#include "engine/base/text.hpp"
#include "engine/meaning/wishes.hpp"
#include "engine/sentences/clauses.hpp"
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

// A verb of an example, with what it is said of there.
struct WishedVerb {
  std::string verb;
  Said of;
};

Said content_behind(const Said& said, std::size_t from) {
  return from < said.size() ? content_words(join(Said(said.begin() + static_cast<std::ptrdiff_t>(from), said.end()), " ")) : Said{};
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
    return at < said.size() ? WishedVerb{said[at], content_behind(said, at + 1)} : WishedVerb{};
  }
  for (std::size_t i = at; i + 1 < said.size(); ++i) {
    if (!among(wanting, said[i])) continue;
    for (std::size_t to = i + 1; to + 1 < said.size() && to <= i + 3; ++to)
      if (said[to] == "to") return {said[to + 1], content_behind(said, to + 2)};
    if (said[i] != "how" && said[i] != "where" && among(articles, said[i + 1])) return {"get", content_behind(said, i + 1)};   // "I want my money back"
  }
  if (at + 1 < said.size() && among(behind_a_verb, said[at + 1]) && !among(articles, said[at]) && !among(doers, said[at])) return {said[at], content_behind(said, at + 1)};
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
  return deeds;
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

}  // namespace handrail
