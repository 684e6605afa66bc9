#include "engine/reply/private_passages.hpp"

#include <algorithm>
#include <array>

#include "engine/base/text.hpp"
#include "engine/language/language.hpp"
#include "engine/masking/named_others.hpp"
#include "engine/masking/personal_data.hpp"
#include "engine/masking/self_told.hpp"
#include "engine/reply/links.hpp"
#include "engine/reply/lists.hpp"
#include "engine/reply/reading.hpp"

namespace handrail::reply {
namespace {

constexpr std::size_t shortened_letters = 3;   // "Mrs. Lopez" is no end of a sentence

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
    const std::size_t word = text.find_last_of(" \n", at == 0 ? 0 : at - 1);
    const bool shortened = text[at] == '.' && word != std::string_view::npos && at - word - 1 <= shortened_letters;
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

// Whether it is somebody's, and not the desk's or a business's.
bool of_a_person(const PersonalData& found, std::string_view sentence, bool named, const std::vector<std::string>& own_hosts) {
  if (found.kind == "card" || found.kind == "identity number") return true;
  if (found.kind != "e-mail") return named;
  const std::string mail = lower_ascii(sentence.substr(found.begin, found.end - found.begin));
  const std::string host = mail.substr(std::min(mail.rfind('@') + 1, mail.size()));
  if (at_home(host, own_hosts)) return false;
  return named || std::find(mailbox_providers.begin(), mailbox_providers.end(), host) != mailbox_providers.end();
}

}  // namespace

std::vector<PrivateSpot> private_spots_in(std::string_view text, const std::vector<std::string>& own_hosts, std::string_view language) {
  std::vector<PrivateSpot> spots;
  const std::string own = language_of(text);
  if (!own.empty()) language = own;
  for (const std::string_view part : sentences_of(text)) {
    const std::string sentence(part);
    const std::string name = full_name_in(sentence, language);
    if (!name.empty()) spots.push_back({"name", name, false});
    for (const PersonalData& found : personal_data_in(sentence))
      if (of_a_person(found, sentence, !name.empty(), own_hosts)) spots.push_back({found.kind, sentence.substr(found.begin, found.end - found.begin), true});
  }
  return spots;
}

std::string spot_in_words(const PrivateSpot& spot) {
  if (spot.kind == "name") return "a person's name";
  if (spot.kind == "e-mail") return "somebody's e-mail address";
  if (spot.kind == "phone") return "somebody's phone number";
  if (spot.kind == "card") return "a card number";
  if (spot.kind == "iban") return "somebody's bank account";
  return spot.kind == "identity number" ? "an identity number" : "somebody's " + spot.kind;
}

std::string said_to_the_model(std::string_view text) {
  const Phrases& claims = lists().claims;
  static const std::size_t order = claims.section("order");
  const ReadText read = read_text(text);
  for (const Sentence& sentence : read.sentences)
    for (const Met& met : claims.in(sentence))
      if (met.section == order) return std::string(text.substr(sentence.begin, sentence.end - sentence.begin));
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
