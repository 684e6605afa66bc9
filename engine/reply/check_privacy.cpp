// What must never stand in a reply: numbers of cards and accounts, secrets, questions for secrets, other people's data, links that lead elsewhere.
#include <algorithm>
#include <cctype>
#include <set>

#include "engine/base/text.hpp"
#include "engine/masking/keys.hpp"
#include "engine/masking/masking.hpp"
#include "engine/masking/named_others.hpp"
#include "engine/reply/checking.hpp"
#include "engine/reply/links.hpp"

namespace handrail::reply {
namespace {

constexpr std::size_t secret_rest = 12;      // letters and digits behind a beginning that only secrets have
constexpr std::size_t random_run = 32;       // letters and digits in a row, mixed: nobody writes that to a customer
constexpr std::size_t known_value_min = 4;   // a shorter value of somebody else's stands in any text

bool in_secret(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '_' || c == '.' || c == '+' || c == '/' || c == '='; }

bool contains(const std::vector<std::string>& texts, std::string_view piece) {
  return std::any_of(texts.begin(), texts.end(), [&](const std::string& text) { return fold_case(text).find(piece) != std::string::npos; });
}

// All that this customer may hear, in one text each.
std::vector<std::string> known_texts(const Evidence& evidence, bool with_said) {
  std::vector<std::string> texts = evidence.policy;
  for (const Passage& passage : evidence.passages) texts.push_back(passage.text + " " + passage.title + " " + passage.heading + " " + passage.url);
  for (const Fact& fact : evidence.facts)
    if (!fact.of_another) texts.push_back(record_in_words(fact.arguments) + "; " + record_in_words(fact.result));
  for (const Receipt& receipt : evidence.receipts) texts.push_back(receipt.id + " " + receipt.text + " " + record_in_words(receipt.result));
  if (with_said) texts.insert(texts.end(), evidence.customer_said.begin(), evidence.customer_said.end());
  return texts;
}

void values_of(const Json& record, std::set<std::string>& values) {
  if (const auto* members = record.members())
    for (const auto& [key, member] : *members) values_of(member, values);
  else if (const auto* items = record.items())
    for (const Json& item : *items) values_of(item, values);
  else if (const std::string* text = record.text()) {
    if (text->size() >= known_value_min) values.insert(fold_case(*text));
  } else if (record.number() && dump(record).size() >= known_value_min) {
    values.insert(dump(record));
  }
}

bool word_begins(std::string_view text, std::size_t at) { return at == 0 || !std::isalnum(static_cast<unsigned char>(text[at - 1])); }
bool word_ends(std::string_view text, std::size_t at) { return at >= text.size() || !std::isalnum(static_cast<unsigned char>(text[at])); }

bool random_looking(std::string_view run) {
  bool lower = false, upper = false, digit = false;
  for (const char c : run) {
    lower |= c >= 'a' && c <= 'z';
    upper |= c >= 'A' && c <= 'Z';
    digit |= c >= '0' && c <= '9';
  }
  return run.size() >= random_run && digit && (lower || upper);
}

void check_values_of_others(Checking& checking) {
  std::set<std::string> values;
  for (const Fact& fact : checking.evidence.facts)
    if (fact.of_another) values_of(fact.result, values);
  if (values.empty()) return;
  const std::vector<std::string> known = known_texts(checking.evidence, true);
  const std::string said = fold_case(checking.draft.text);
  for (const std::string& value : values) {
    const std::size_t at = said.find(value);
    if (at == std::string::npos || !word_begins(said, at) || !word_ends(said, at + value.size()) || contains(known, value)) continue;
    checking.find(FindingKind::anothers_data, at, at + value.size(), "a record of this customer that has it");
  }
}

// "Hi Bob", where nothing here is called Bob.
void check_greeting(Checking& checking) {
  if (checking.read.sentences.empty()) return;
  const Sentence& first = checking.read.sentences.front();
  if (first.words.size() < 2 || !first.words[1].capital) return;
  const std::string& greeting = first.words[0].text;
  const std::string& name = first.words[1].text;
  if ((greeting != "hi" && greeting != "hello" && greeting != "dear" && greeting != "hey") || !has_content(first.words[1])) return;
  static const std::set<std::string> anybody = {"sir", "madam", "there", "everyone", "all", "valued", "friend", "thanks", "thank"};
  if (anybody.count(name) || contains(known_texts(checking.evidence, true), name)) return;
  checking.find(FindingKind::anothers_data, first, 1, 2, "a record of this customer with that name");
}

bool found_at(const Checking& checking, std::size_t begin, std::size_t end) {
  return std::any_of(checking.out.findings.begin(), checking.out.findings.end(), [&](const Finding& one) { return one.begin < end && begin < one.end; });
}

// "Bob Nguyen had the same": somebody of whom neither the customer nor any source has spoken.
void check_named_people(Checking& checking, const std::vector<std::string>& known) {
  const std::string& text = checking.draft.text;
  for (const PersonalData& name : names_of_others_in(text)) {
    const std::string said = fold_case(text.substr(name.begin, name.end - name.begin));
    const std::string before = lower_ascii(text.substr(0, name.begin));
    const bool own = before.ends_with("i am ") || before.ends_with("i'm ") || before.ends_with("my name is ") || before.ends_with("this is ");
    if (own || contains(known, said) || found_at(checking, name.begin, name.end)) continue;
    checking.find(FindingKind::anothers_data, name.begin, name.end, "a record of this customer, or a text of the desk, that has it");
    return;
  }
}

}  // namespace

void check_cards_and_secrets(Checking& checking) {
  const std::string& text = checking.draft.text;
  const auto named = [&](std::size_t begin, std::size_t end) { return contains(checking.evidence.policy, fold_case(text.substr(begin, end - begin))); };
  for (const auto& spot : mask(text, {.digits = 0, .names = {}, .secrets = false}).spots)
    if ((spot.what == "card" || spot.what == "iban") && !named(spot.begin, spot.end)) checking.find(FindingKind::card_number, spot.begin, spot.end, "nothing may: leave it out");
  for (const std::string_view start : key_beginnings())
    for (std::size_t at = text.find(start); at != std::string::npos; at = text.find(start, at + 1)) {
      std::size_t end = at + start.size();
      while (end < text.size() && (in_secret(text[end]) || (text[end] == ' ' && end == at + start.size()))) ++end;
      if (word_begins(text, at) && (end - at - start.size() >= secret_rest || start.starts_with("-----"))) checking.find(FindingKind::secret, at, end, "nothing may: leave it out");
    }
  // What a script says is the desk's, a tool's or a reference of our own; a model may have read a key anywhere.
  for (std::size_t at = 0; checking.draft.author == Author::model && at < text.size(); ++at) {
    if (!std::isalnum(static_cast<unsigned char>(text[at]))) continue;
    std::size_t end = at;
    while (end < text.size() && (std::isalnum(static_cast<unsigned char>(text[end])) || text[end] == '_' || text[end] == '-')) ++end;
    const std::string_view run = std::string_view(text).substr(at, end - at);
    if (random_looking(run) && !contains(known_texts(checking.evidence, true), fold_case(run))) checking.find(FindingKind::secret, at, end, "a fact of this customer that has it");
    at = end;
  }
  const std::string low = lower_ascii(text);
  for (const std::string_view word : {"password is ", "password: ", "passwort: ", "pin is ", "cvv is ", "cvv: ", "security code is ", "api key is ", "api key: ", "token is "})
    if (const std::size_t at = low.find(word); at != std::string::npos &&
        word_begins(low, at)) checking.find(FindingKind::secret, at, at + word.size(), "nothing may: leave it out");
}

void check_secrets_asked_for(Checking& checking) {
  for (std::size_t i = 0; i < checking.read.sentences.size(); ++i) {
    const Sentence& sentence = checking.read.sentences[i];
    for (const Met& met : checking.met[i]) {
      if (met.section != sections().asks_secret) continue;
      const bool warns = std::any_of(sentence.words.begin(), sentence.words.begin() + static_cast<std::ptrdiff_t>(met.begin), negates);
      if (!warns) checking.find(FindingKind::asks_for_secret, sentence, met.begin, met.end, "nothing may: a chat is no place for secrets");
    }
  }
}

void check_others_data(Checking& checking) {
  check_values_of_others(checking);
  if (checking.draft.author != Author::model) return;
  const std::string& text = checking.draft.text;
  const std::vector<std::string> known = known_texts(checking.evidence, true);
  for (const auto& spot : mask(text, {.digits = 0, .names = {}, .secrets = false}).spots)
    if ((spot.what == "e-mail" || spot.what == "phone" || spot.what == "identity number") && !contains(known, fold_case(text.substr(spot.begin, spot.end - spot.begin))))
      checking.find(FindingKind::anothers_data, spot.begin, spot.end, "a record of this customer, or a text of the desk, that has it");
  for (std::size_t i = 0; i < checking.read.sentences.size(); ++i)
    for (const Met& met : checking.met[i])
      if (met.section == sections().whose && !checking.backing().of({.sentence = checking.read.sentences[i], .text = text}).holds)
        checking.find(FindingKind::anothers_data, checking.read.sentences[i], met.begin, met.end, "nothing may: that is somebody else's");
  check_greeting(checking);
  check_named_people(checking, known);
}

void check_links(Checking& checking) {
  const auto& allowed = checking.limits.link_hosts;
  const Author author = checking.draft.author;
  if (allowed.empty() && (author == Author::script || author == Author::passage)) return;   // they are the desk's own texts
  std::vector<std::string> hosts = allowed.empty() ? checking.evidence.hosts : allowed;
  if (allowed.empty())
    for (const std::string& text : known_texts(checking.evidence, false))
      for (const Link& link : links_in(text)) hosts.push_back(link.host);
  for (const Link& link : links_in(checking.draft.text)) {
    const bool web = link.scheme.empty() || link.scheme == "http" || link.scheme == "https" || link.scheme == "mailto" || link.scheme == "tel";
    const bool known = link.scheme == "tel" || std::any_of(hosts.begin(), hosts.end(), [&](const std::string& host) { return below(link.host, host); });
    if (web && known && !link.strange_host) continue;
    const std::string_view needs = !allowed.empty()           ? "a host under `links only to`"
                                   : author == Author::person ? "a text or an article of the desk with a link to that host, or the host under `links only to`"
                                                              : "a text of the desk or a cited passage with a link to that host";
    checking.find(FindingKind::link, link.begin, link.end, std::string(needs));
  }
}

}  // namespace handrail::reply
