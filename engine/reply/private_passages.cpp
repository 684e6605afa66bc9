#include "engine/reply/private_passages.hpp"

#include <algorithm>
#include <array>

#include "engine/base/text.hpp"
#include "engine/language/language.hpp"
#include "engine/masking/given_names.hpp"
#include "engine/masking/named_others.hpp"
#include "engine/masking/personal_data.hpp"
#include "engine/masking/self_told.hpp"
#include "engine/reply/links.hpp"
#include "engine/reply/lists.hpp"
#include "engine/reply/phrases.hpp"
#include "engine/reply/reading.hpp"
#include "engine/reply/texts.hpp"

namespace handrail::reply {
namespace {

constexpr std::size_t shortened_letters = 3;   // "Mrs. Lopez" is no end of a sentence
constexpr std::size_t label_words = 2;         // of a line that is a name and its label: "Name: John Miller"

constexpr std::size_t words_between = 3;       // a name and what is told of it: "Jonas Weber, our guest, has …"
constexpr std::array<std::string_view, 6> done_to_somebody = {"refunded", "charged", "credited", "reimbursed", "debited", "owe"};

constexpr std::array<std::string_view, 6> titles_of_anybody = {"mr", "mrs", "ms", "miss", "herr", "frau"};
// Behind a given name these make a place or a business of it: "Victoria Station", "Madison Office".
constexpr std::array<std::string_view, 41> no_surnames = {"station", "office", "offices", "store", "shop", "branch", "street", "st", "road", "avenue", "square", "park", "lane", "house", "hotel", "hall", "centre", "center", "desk",
                                                          "service", "services", "support", "team", "sales", "bank", "airport", "hospital", "clinic", "school", "college", "university", "studio", "studios", "group", "gmbh",
                                                          "ltd", "inc", "llc", "phone", "call", "customer"};

// Providers where people, and no companies, have their mailboxes.
constexpr std::array<std::string_view, 16> mailbox_providers = {"gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "yahoo.com", "icloud.com", "me.com",
                                                                "aol.com", "gmx.de", "gmx.net", "gmx.com", "web.de", "proton.me", "protonmail.com", "mail.ru"};

std::vector<std::string_view> sentences_of(std::string_view text) {
  std::vector<std::string_view> sentences;
  std::size_t from = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool line = text[at] == '\n';
    const bool stop = (text[at] == '.' || text[at] == '!' || text[at] == '?') && at + 1 < text.size() && text[at + 1] == ' ';
    if (!line && !stop) continue;
    const std::size_t blank = text.find_last_of(" \n", at == 0 ? 0 : at - 1), word = blank == std::string_view::npos ? 0 : blank + 1;
    const bool shortened = text[at] == '.' && at - word <= shortened_letters;
    if (stop && shortened) continue;
    sentences.push_back(text.substr(from, at + 1 - from));
    from = at + 1;
  }
  sentences.push_back(text.substr(std::min(from, text.size())));
  return sentences;
}

bool at_home(std::string_view host, const std::vector<std::string>& own_hosts) {
  return std::any_of(own_hosts.begin(), own_hosts.end(), [&](const std::string& own) { return below(host, own) || below(own, host); });
}

// A given name with what stands behind it: one word alone may be a month or a thing ("a Mac", "until April") in a text about things.
std::string full_name_in(const std::string& sentence, std::string_view language) {
  std::vector<PersonalData> names = names_of_others_in(sentence, language);
  const std::vector<PersonalData> told = names_told_in(sentence, language);
  names.insert(names.end(), told.begin(), told.end());
  std::sort(names.begin(), names.end(), [](const PersonalData& a, const PersonalData& b) { return a.begin < b.begin; });
  for (std::size_t i = 0; i + 1 < names.size(); ++i)
    if (names[i + 1].begin == names[i].end + 1 && sentence[names[i].end] == ' ') return sentence.substr(names[i].begin, names[i + 1].end - names[i].begin);
  return "";
}

bool capital(std::string_view word) {
  return word.size() > 1 && ((word[0] >= 'A' && word[0] <= 'Z') || static_cast<unsigned char>(word[0]) >= 0xC3) &&
         std::any_of(word.begin() + 1, word.end(), [](char c) { return c < 'A' || c > 'Z'; });
}

// Beside what reaches somebody, a given name that is a word as well tells a person where a surname stands behind it ("John Miller"), and so does a title.
std::string name_beside_data(const std::string& sentence, std::string_view language, const std::vector<PersonalData>& data) {
  if (std::string full = full_name_in(sentence, language); !full.empty()) return full;
  const std::vector<std::string_view> all = words(sentence);
  for (std::size_t i = 0; i + 1 < all.size(); ++i) {
    const std::string_view next = all[i + 1];
    const std::string_view gap(all[i].data() + all[i].size(), static_cast<std::size_t>(next.data() - all[i].data()) - all[i].size());
    const std::string folded = fold_case(all[i]), behind = fold_case(next);
    const bool titled = std::find(titles_of_anybody.begin(), titles_of_anybody.end(), folded) != titles_of_anybody.end();
    if (!capital(all[i]) || !capital(next) || (gap != " " && !(titled && gap == ". "))) continue;
    const auto place = static_cast<std::size_t>(next.data() - sentence.data());
    const auto holds = [&](const PersonalData& one) { return one.begin <= place && place < one.end; };
    if (std::any_of(data.begin(), data.end(), holds)) continue;   // "12 Mill Lane"
    const bool thing = std::find(no_surnames.begin(), no_surnames.end(), behind) != no_surnames.end();
    if (!thing && (titled || given_name(folded, language) != GivenName::no)) return std::string(all[i].data(), next.data() + next.size());
  }
  return "";
}

// Whether the line is a name and no sentence about it.
bool only_a_name(std::string_view line, const std::string& name) { return !name.empty() && words(line).size() <= words(name).size() + label_words; }

// "anna at gmail dot com"
std::string with_plain_marks(std::string_view mail) {
  std::string plain;
  for (const std::string_view word : words(mail)) {
    const std::string low = lower_ascii(word);
    const std::size_t gap = plain.empty() ? 0 : static_cast<std::size_t>(word.data() - mail.data());
    if (low == "at" || low == "dot" || low == "punkt") plain += low == "at" ? "@" : ".";
    else plain += (gap > 0 && mail[gap - 1] == '.' ? "." : "") + low;
  }
  return plain;
}

const Phrases& details() {
  static const Phrases read(texts::private_details);
  return read;
}

// What a sentence about a person tells of their health or their payments: of them, and not of those whom they help; whoever has a title of medicine tells of patients.
void add_details(std::string_view part, const std::string& name, std::vector<PrivateSpot>& spots) {
  const std::size_t named = part.find(name), behind = named + name.size();
  if (named == std::string_view::npos) return;
  const std::vector<std::string_view> before = words(part.substr(0, named));
  const std::string in_front = before.empty() ? std::string() : lower_ascii(before.back());
  if (in_front == "dr" || in_front == "prof" || in_front == "doctor") return;
  if (std::find(done_to_somebody.begin(), done_to_somebody.end(), in_front) != done_to_somebody.end()) {
    const auto from = static_cast<std::size_t>(before.back().data() - part.data());
    spots.push_back({"payment", std::string(part.substr(from, behind - from)), true});
    return;
  }
  const ReadText read = read_text(part);
  for (const Sentence& sentence : read.sentences) {
    for (const Met& met : details().in(sentence)) {
      const std::string& first = sentence.words[met.begin].text;
      const bool theirs = first == "his" || first == "her" || first == "their";
      const std::size_t at = sentence.words[met.begin].begin;
      if (!theirs && (at < behind || words(part.substr(behind, at - behind)).size() > words_between)) continue;
      const std::size_t begin = sentence.words[met.begin].begin, end = sentence.words[met.end - 1].end;
      spots.push_back({met.section == details().section("health") ? "health" : "payment", std::string(part.substr(begin, end - begin)), true});
      return;
    }
  }
}

// Whether it is somebody's, and not the desk's or a business's.
bool of_a_person(const PersonalData& found, std::string_view sentence, bool named, const std::vector<std::string>& own_hosts) {
  const std::string said(sentence.substr(found.begin, found.end - found.begin));
  if (found.kind == "card" || (found.kind == "identity number" && !identity_numbers_in(said).empty())) return true;   // one that only a word tells may be the desk's, for taxes
  if (found.kind != "e-mail") return named;
  const std::string mail = said.find('@') == std::string::npos ? with_plain_marks(said) : lower_ascii(said);
  const std::string host = mail.substr(std::min(mail.rfind('@') + 1, mail.size()));
  if (at_home(host, own_hosts)) return false;
  return named || std::find(mailbox_providers.begin(), mailbox_providers.end(), host) != mailbox_providers.end();
}

}  // namespace

std::vector<PrivateSpot> private_spots_in(std::string_view text, const std::vector<std::string>& own_hosts, std::string_view language) {
  std::vector<PrivateSpot> spots;
  const std::string own = language_of(text);
  if (!own.empty()) language = own;
  std::string line_before;   // a name that stands in a line of its own
  for (const std::string_view part : sentences_of(text)) {
    const std::string sentence(part);
    const std::vector<PersonalData> data = personal_data_in(sentence);
    const std::string full = full_name_in(sentence, language), name = name_beside_data(sentence, language, data);
    if (!full.empty() || (!name.empty() && !data.empty())) spots.push_back({"name", full.empty() ? name : full, false});
    const bool named = !name.empty() || !line_before.empty();
    for (const PersonalData& found : data)
      if (of_a_person(found, sentence, named, own_hosts)) spots.push_back({found.kind, sentence.substr(found.begin, found.end - found.begin), true});
    if (!name.empty()) add_details(part, name, spots);
    const bool goes_on = !line_before.empty() && !trim(part).empty() && name.empty() && !data.empty();   // "John Miller", then a phone, then a street
    if (!goes_on) line_before = part.ends_with('\n') && only_a_name(part, name) ? name : "";
  }
  return spots;
}

std::string spot_in_words(const PrivateSpot& spot) {
  if (spot.kind == "name") return "a person's name";
  if (spot.kind == "e-mail") return "somebody's e-mail address";
  if (spot.kind == "phone") return "somebody's phone number";
  if (spot.kind == "card") return "a card number";
  if (spot.kind == "iban") return "somebody's bank account";
  if (spot.kind == "health") return "a detail of somebody's health";
  if (spot.kind == "payment") return "a detail of somebody's payments";
  if (spot.kind == "birth date") return "somebody's date of birth";
  return spot.kind == "identity number" ? "an identity number" : "somebody's " + spot.kind;
}

// "If someone asks for your PIN, say no" tells a reader what to do with what is theirs, and not what to answer a third; "answer all questions in the form" as well; and
// "when customers write, we answer" tells what the desk does.
static bool to_a_reader(const Sentence& sentence, const Met& met) {
  static constexpr std::array<std::string_view, 8> papers = {"form", "questionnaire", "survey", "exam", "quiz", "test", "application", "checklist"};
  static constexpr std::array<std::string_view, 7> desk = {"we", "he", "she", "team", "will", "can", "staff"};
  const auto has = [](const auto& list, const Word& word) { return std::find(list.begin(), list.end(), word.text) != list.end(); };
  if (std::any_of(sentence.words.begin(), sentence.words.end(), [&](const Word& word) { return has(papers, word); })) return true;
  const std::size_t last = std::max(met.begin, met.end - std::min<std::size_t>(met.end, 3));
  const auto end = sentence.words.begin() + static_cast<std::ptrdiff_t>(met.end);
  if (std::any_of(sentence.words.begin() + static_cast<std::ptrdiff_t>(last), end, [&](const Word& word) { return has(desk, word); })) return true;
  return std::any_of(sentence.words.begin() + static_cast<std::ptrdiff_t>(met.begin), sentence.words.begin() + static_cast<std::ptrdiff_t>(met.end),
                     [](const Word& word) { return word.text == "you" || word.text == "your" || word.text == "yours" || word.text == "yourself"; });
}

std::string said_to_the_model(std::string_view text, Audience audience) {
  const Phrases& claims = lists().claims;
  static const std::size_t order = claims.section("order"), of_asker = claims.section("order_of_asker");
  const ReadText read = read_text(text);
  for (const Sentence& sentence : read.sentences)
    for (const Met& met : claims.in(sentence)) {
      const bool told_whom = met.section == of_asker && audience == Audience::everyone && !to_a_reader(sentence, met);
      if (met.section == order || told_whom) return std::string(text.substr(sentence.begin, sentence.end - sentence.begin));
    }
  const std::string low = lower_ascii(read.plain);
  for (const std::string_view mark : {"<|", "<system", "</system", "[system", "[inst", "system:",
                                      "system note:", "system notice:", "system instruction:", "system instructions:", "system directive:",
                                      "system override:", "system command:", "assistant:", "### instruction"})
    if (const std::size_t at = low.find(mark); at != std::string::npos) return std::string(text.substr(read.origin[at], mark.size()));
  return "";
}

std::string why_never_quoted(std::string_view text, std::string_view url, const std::vector<std::string>& own_hosts) {
  if (!said_to_the_model(text).empty()) return "it speaks to the assistant";
  for (const PrivateSpot& spot : private_spots_in(text, hosts_with(url, own_hosts)))
    if (spot.kept_back) return "it has " + spot_in_words(spot);
  return "";
}

std::vector<std::string> hosts_with(std::string_view url, std::vector<std::string> own_hosts) {
  for (const Link& link : links_in(url)) own_hosts.push_back(link.host);
  return own_hosts;
}

}  // namespace handrail::reply
