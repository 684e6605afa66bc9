#include "engine/turn/fact_changes.hpp"

#include <algorithm>
#include <optional>

#include "engine/base/text.hpp"

namespace handrail {
namespace {

constexpr std::size_t text_told = 60, value_told = 100;   // bytes
constexpr std::size_t before_the_difference = 20;

// Amounts, and what is used of a limit, are one thing and no record of two.
bool is_one_thing(const Json& fact) { return (fact.find("amount") && fact.find("currency")) || (fact.find("used") && fact.find("at_most")); }

std::string whole(const Json& fact) {
  if (fact.text()) return *fact.text();
  if (const Json* used = fact.find("used"); used && fact.find("at_most"))
    return (used->is_null() ? "an amount that nobody knows" : whole(*used)) + " used of " + whole(fact["at_most"]);
  if (const Json* amount = fact.find("amount"); amount && amount->text() && fact.find("currency")) return *amount->text() + " " + fact.text_or("currency");
  std::vector<std::string> parts;
  if (const auto* items = fact.items()) {
    for (const Json& item : *items) parts.push_back(whole(item));
    return "[" + join(parts, ", ") + "]";
  }
  if (!fact.members()) return canonical(fact);
  for (const auto& [key, value] : *fact.members()) parts.push_back(key + ": " + whole(value));
  return "{" + join(parts, ", ") + "}";
}

// Two that are long are shown from shortly before the place where they part.
std::pair<std::string, std::string> where_they_part(const std::string& was, const std::string& is) {
  std::size_t same = static_cast<std::size_t>(std::ranges::mismatch(was, is).in1 - was.begin());
  std::size_t from = was.size() <= text_told && is.size() <= text_told ? 0 : same > before_the_difference ? same - before_the_difference : 0;
  while (from > 0 && from < was.size() && (static_cast<unsigned char>(was[from]) & 0xc0) == 0x80) --from;
  const std::string gap = from > 0 ? "…" : "";
  const auto shown = [&](const std::string& text) { return gap + printable(std::string_view(text).substr(std::min(from, text.size())), text_told); };
  return {shown(was), shown(is)};
}

class Changes {
 public:
  std::vector<std::string> told;

  void compare(const std::string& what, const Json& was, const Json& is) {
    if (canonical(was) == canonical(is)) return;
    if (was.items() && is.items()) return lists(what, *was.items(), *is.items());
    if (was.members() && is.members() && !is_one_thing(was) && !is_one_thing(is)) return records(what, was, is);
    if (was.is_null() || is.is_null()) return say(what + " was " + fact_in_words(was) + " and is " + fact_in_words(is));
    const auto [before, now] = where_they_part(whole(was), whole(is));
    say(what + " was " + before + " and is " + now);
  }

 private:
  void say(std::string change) { told.push_back(std::move(change)); }
  void gone(const std::string& what, const Json& was) { say(what + " is gone: " + printable(whole(was), value_told)); }
  void added(const std::string& what, const Json& is) { say(what + " was added: " + printable(whole(is), value_told)); }

  void records(const std::string& what, const Json& was, const Json& is) {
    const auto place = [&](const std::string& key) { return "`" + printable(key) + "` of " + what; };
    for (const auto& [key, before] : *was.members()) {
      if (const Json* now = is.find(key)) compare(place(key), before, *now);
      else gone(place(key), before);
    }
    for (const auto& [key, now] : *is.members())
      if (!was.find(key)) added(place(key), now);
  }

  struct Entry { std::size_t number; const Json* value; std::string text; };

  static std::vector<Entry> numbered(const Json::Array& list) {
    std::vector<Entry> entries;
    for (const Json& item : list) entries.push_back({entries.size() + 1, &item, canonical(item)});
    return entries;
  }

  // The entries that the other list does not have, each as often as it stands here more than there.
  static std::vector<Entry> not_in(const std::vector<Entry>& entries, const std::vector<Entry>& others) {
    std::vector<std::string> there;
    for (const Entry& other : others) there.push_back(other.text);
    std::vector<Entry> left;
    for (const Entry& entry : entries) {
      const auto same = std::ranges::find(there, entry.text);
      if (same == there.end()) left.push_back(entry);
      else there.erase(same);
    }
    return left;
  }

  // What stands at one place in both is one entry that changed; whatever else is only in one of them came or went.
  void lists(const std::string& what, const Json::Array& was, const Json::Array& is) {
    const auto place = [&](const Entry& entry) { return "entry " + std::to_string(entry.number) + " of " + what; };
    const std::vector<Entry> before = numbered(was), now = numbered(is);
    const std::vector<Entry> left = not_in(before, now), came = not_in(now, before);
    if (left.empty() && came.empty()) return say("the entries of " + what + " are in another order");
    if (was.size() == is.size() && std::ranges::equal(left, came, {}, &Entry::number, &Entry::number)) {
      for (std::size_t i = 0; i < left.size(); ++i) compare(place(left[i]), *left[i].value, *came[i].value);
      return;
    }
    for (const Entry& entry : left) gone(place(entry), *entry.value);
    for (const Entry& entry : came) added(place(entry), *entry.value);
  }
};

}  // namespace

std::string fact_in_words(const Json& fact, bool unknown) {
  if (fact.is_null()) return unknown ? "not known" : "known not to exist";
  return printable(whole(fact), fact.text() ? text_told : value_told);
}

std::vector<std::string> fact_changes(const std::string& name, const Json& was, const Json& is) {
  Changes changes;
  changes.compare("`" + printable(name, value_told) + "`", was, is);
  return std::move(changes.told);
}

}  // namespace handrail
