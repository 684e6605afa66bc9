#include "engine/masking/keys.hpp"

#include <algorithm>
#include <array>

#include "engine/base/text.hpp"
#include "engine/masking/marks.hpp"
#include "engine/masking/texts.hpp"

namespace handrail {
namespace {

using namespace marks;

constexpr std::size_t rest_mixed = 8;      // behind the beginning of a key, with a digit among them
constexpr std::size_t rest_plain = 16;     // without one
constexpr std::size_t random_min = 32;     // characters: what is shorter is a reference as often as a secret
constexpr std::size_t random_max = 8192;
constexpr std::size_t changes_in = 6;      // of so many characters one is of another sort than the one before it: "5f4dcc3b", and not "returns2026"
constexpr std::size_t login_max = 256;     // bytes of "anna:secret"

bool in_key(char c) { return in_word(c) || std::string_view("-_.+/=~").find(c) != std::string_view::npos; }
bool in_run(char c) { return digit(c) || letter(c) || std::string_view("-_+/=").find(c) != std::string_view::npos; }
bool hexadecimal(char c) { return digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

std::size_t rest_end(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && in_key(text[end])) ++end;
  while (end > at && (text[end - 1] == '.' || text[end - 1] == '/')) --end;   // the end of a sentence
  return end;
}

// Whether any key begins with it: most words do not, and are asked no further.
bool begins_a_key(char c) {
  static const std::array<bool, 256> known = [] {
    std::array<bool, 256> made{};
    for (const std::string_view beginning : key_beginnings()) made[static_cast<unsigned char>(beginning.front())] = true;
    return made;
  }();
  return known[static_cast<unsigned char>(c)];
}

// 8-4-4-4-12
bool names_a_record(std::string_view run) {
  if (run.size() != 36) return false;
  for (std::size_t i = 0; i < run.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (dash ? run[i] != '-' : !hexadecimal(run[i])) return false;
  }
  return true;
}

// How often a small letter, a capital and a figure follow on another; a capital letter in front of a word is no change.
std::size_t changes(std::string_view run) {
  enum class Sort { none, small, large, figure };
  Sort before = Sort::none;
  std::size_t count = 0;
  for (const char c : run) {
    const Sort sort = digit(c) ? Sort::figure : c >= 'a' && c <= 'z' ? Sort::small : letter(c) ? Sort::large : Sort::none;
    if (sort == Sort::none) continue;
    if (before != Sort::none && sort != before && !(before == Sort::large && sort == Sort::small)) ++count;
    before = sort;
  }
  return count;
}

}  // namespace

const std::vector<std::string_view>& key_beginnings() {
  static const std::vector<std::string_view> read = [] {
    std::vector<std::string_view> made;
    for (const std::string_view line : split(masking_texts::key_beginnings, '\n'))
      if (!line.empty() && !line.starts_with("#")) made.push_back(line);
    return made;
  }();
  return read;
}

std::size_t key_end_at(std::string_view text, std::size_t at) {
  if (at >= text.size() || !begins_a_key(text[at])) return 0;
  for (const std::string_view beginning : key_beginnings()) {
    if (beginning == "Bearer" || beginning.starts_with("-----") || !text.substr(at).starts_with(beginning)) continue;
    const std::size_t rest = at + beginning.size(), end = rest_end(text, rest);
    const std::string_view behind = text.substr(rest, end - rest);
    const bool mixed = std::ranges::any_of(behind, digit), marked = !in_word(beginning.back());
    if ((mixed && behind.size() >= rest_mixed) || (marked && behind.size() >= rest_plain)) return end;
  }
  return 0;
}

std::size_t random_end_at(std::string_view text, std::size_t at) {
  if (at > 0 && (in_run(text[at - 1]) || text[at - 1] == '.') && text[at - 1] != '=') return 0;   // "key=5f4dcc…" begins one
  std::size_t end = at;
  while (end < text.size() && end - at < random_max && in_run(text[end])) ++end;
  const std::string_view run = text.substr(at, end - at);
  if (run.size() < random_min || names_a_record(run)) return 0;
  const bool figures = std::ranges::any_of(run, digit), letters = std::ranges::any_of(run, letter);
  return figures && letters && changes(run) * changes_in >= run.size() ? end : 0;
}

PasswordPlace password_in_address_at(std::string_view text, std::size_t at) {
  if (!text.substr(at).starts_with("://")) return {};
  const std::size_t from = at + 3;
  std::size_t colon = 0;
  for (std::size_t i = from; i < text.size() && i - from < login_max; ++i) {
    if (text[i] == ' ' || text[i] == '\n' || text[i] == '\t' || (text[i] == '/' && colon == 0)) return {};
    if (text[i] == ':' && colon == 0) colon = i;
    if (text[i] == '@') return colon > 0 && i > colon + 1 ? PasswordPlace{colon + 1, i} : PasswordPlace{};
  }
  return {};
}

}  // namespace handrail
