#include "engine/masking/veil.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <iterator>
#include <string_view>

#include "engine/base/text.hpp"
#include "engine/masking/masking.hpp"
#include "engine/masking/named_others.hpp"
#include "engine/masking/number_names.hpp"
#include "engine/masking/self_told.hpp"

namespace handrail {
namespace {

constexpr std::size_t value_min = 3;     // a shorter one stands in any text
constexpr std::size_t phone_run_min = 9, phone_run_max = 13;   // digits in one run: a shorter one is many things
constexpr int record_depth = 8;
constexpr std::array person_names{"first_name", "last_name", "full_name", "customer_name", "contact_name", "account_holder", "cardholder", "recipient_name", "surname", "given_name"};
constexpr std::array person_records{"customer", "recipient", "contact", "ship_to", "shipping_address", "billing_address", "address", "owner", "holder", "sender", "user", "account"};
constexpr std::array phone_keys{"phone_number", "mobile", "mobile_phone", "mobile_number", "telephone", "cell_phone"};
constexpr std::array address_parts{"street", "address", "address1", "address2", "address_line", "line1", "line2", "zip", "zip_code", "postcode", "postal_code", "street_address"};

constexpr std::array kinds_of_people{"name", "email", "phone", "address"};

template <class List>
bool among(const List& list, std::string_view word) { return std::find(list.begin(), list.end(), word) != list.end(); }

bool word_character(char c) { return std::isalnum(static_cast<unsigned char>(c)) || static_cast<unsigned char>(c) >= 0x80; }

bool hidden_for_good(std::string_view kind) { return kind == "card" || kind == "iban" || kind == "secret"; }

struct Place { std::size_t begin, end; std::string kind; };

void add_places(const std::string& folded, const std::string& value, const std::string& kind, std::vector<Place>& places) {
  const std::string wanted = fold_case(value);
  for (std::size_t at = folded.find(wanted); at != std::string::npos; at = folded.find(wanted, at + 1)) {
    const std::size_t end = at + wanted.size();
    if ((at == 0 || !word_character(folded[at - 1])) && (end == folded.size() || !word_character(folded[end]))) places.push_back({at, end, kind});
  }
}

std::string digits_of(std::string_view text) {
  std::string digits;
  std::copy_if(text.begin(), text.end(), std::back_inserter(digits), [](char c) { return c >= '0' && c <= '9'; });
  return digits;
}

// "5035550114" where "+1 503-555-0114" is known: the country's number may stand on either side alone.
void add_phones(const std::string& text, const std::vector<std::string>& phones, std::vector<Place>& places) {
  const auto digit = [&](std::size_t i) { return i < text.size() && text[i] >= '0' && text[i] <= '9'; };
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (digit(end)) ++end;
    const std::string_view run = std::string_view(text).substr(at, end - at);
    const bool fits = run.size() >= phone_run_min && run.size() <= phone_run_max;
    const auto same = [&](const std::string& phone) { return phone.size() >= phone_run_min && (phone.ends_with(run) || run.ends_with(phone)); };
    if (fits && std::any_of(phones.begin(), phones.end(), same)) places.push_back({at, end, "phone"});
    at = std::max(end, at + 1);
  }
}

}  // namespace

void Veil::know(const std::string& kind, const std::string& value) {
  if (value.size() < value_min) return;
  if (kinds_.count(kind) == 0) {
    const bool of_a_person = among(kinds_of_people, kind) || number_called({}, 0, 0, kind) == NumberCalled::phone;   // an entity `callback_number`
    if (!of_a_person) others_.push_back(value);
    return;
  }
  if (kind == "name") {
    names_.push_back(value);
    for (const std::string_view word : words(value)) as_written_.emplace(fold_case(word), std::string(word));
  } else {
    known_.emplace_back(kind, value);
  }
  if (kind == "phone") phones_.push_back(digits_of(value));
  std::stable_sort(known_.begin(), known_.end(), [](const auto& a, const auto& b) { return a.second.size() > b.second.size(); });
}

void Veil::know_record(const Json& record, bool of_a_person) {
  const auto walk = [&](const auto& self, const Json& value, const std::string& key, bool person, int depth) -> void {
    if (depth > record_depth) return;
    if (const auto* members = value.members()) {
      for (const auto& [name, member] : *members) self(self, member, name, depth == 0 ? person : among(person_records, key), depth + 1);
    } else if (const auto* items = value.items()) {
      for (const Json& item : *items) self(self, item, key, false, depth + 1);
    } else if (const std::string* text = value.text()) {
      if ((key == "name" && person) || among(person_names, key)) know("name", *text);
      else if (among(address_parts, key)) know("address", *text);
      else if (among(phone_keys, key)) know("phone", *text);
      else if (key != "name" && kinds_.count(key)) know(key, *text);   // of an item it is the product
    }
  };
  walk(walk, record, "", of_a_person, 0);
}

// A name as the records write it, however the customer did.
std::string Veil::as_known(const std::string& value) const {
  const auto written = as_written_.find(fold_case(value));
  return written == as_written_.end() ? value : written->second;
}

std::string Veil::label_for(const std::string& kind, const std::string& value) {
  auto& label = labels_[{kind, fold_case(value)}];
  if (label.empty()) {
    label = "[" + kind + " " + std::to_string(++counts_[kind]) + "]";
    if (!hidden_for_good(kind)) values_[label] = kind == "name" ? as_known(value) : value;
  }
  return label;
}

std::string Veil::cover(const std::string& text, std::string_view called) {
  std::vector<Place> places;
  if (kinds_.count("name"))
    for (const auto& names : {names_told_in(text, language_), names_of_others_in(text, language_)})
      for (const PersonalData& one : names) {
        const std::string name = text.substr(one.begin, one.end - one.begin);
        places.push_back({one.begin, one.end, "name"});
        if (!name_and_word(name)) know("name", name);
      }
  if (kinds_.count("address"))
    for (const PersonalData& one : addresses_told_in(text)) places.push_back({one.begin, one.end, "address"});
  const std::string folded = fold_case(text);
  if (folded.size() == text.size())   // the same length, letter by letter: places are the text's
    for (const auto& [kind, value] : known_) add_places(folded, value, kind, places);
  add_phones(text, phones_, places);
  for (const auto& spot : mask(text, {.digits = 0, .names = names_, .called = called, .others = others_}).spots) {
    const std::string kind = spot.what == "e-mail" ? "email" : spot.what;
    const bool by_policy = kinds_.count(kind) > 0 || (kind == "birth date" && kinds_.count("name") > 0);
    const bool in_an_id = (spot.begin > 0 && text[spot.begin - 1] == '_') || (spot.end < text.size() && text[spot.end] == '_');   // "c_ada"
    if (kind == "name" && in_an_id) continue;
    if (hidden_for_good(kind) || kind == "identity number" || by_policy) places.push_back({spot.begin, spot.end, kind});
  }
  std::stable_sort(places.begin(), places.end(), [](const Place& a, const Place& b) { return a.begin != b.begin ? a.begin < b.begin : a.end > b.end; });
  std::string out;
  std::size_t at = 0;
  for (const Place& place : places) {
    if (place.begin < at) continue;
    out.append(text, at, place.begin - at);
    out += label_for(place.kind, text.substr(place.begin, place.end - place.begin));
    at = place.end;
  }
  return out.append(text, at, std::string::npos);
}

std::string Veil::uncover(const std::string& text) const {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t close = text[at] == '[' ? text.find(']', at) : std::string::npos;
    const auto known = close == std::string::npos ? values_.end() : values_.find(text.substr(at, close + 1 - at));
    if (known == values_.end()) {
      out += text[at++];
    } else {
      out += known->second;
      at = close + 1;
    }
  }
  return out;
}

}  // namespace handrail
