#include "engine/reply/unwrap.hpp"

#include <algorithm>
#include <optional>

#include "engine/base/json_io.hpp"
#include "engine/base/one_of.hpp"
#include "engine/base/text.hpp"

namespace handrail::reply {
namespace {

constexpr std::size_t wrappings_max = 6;      // one within another
constexpr std::size_t label_words_max = 8;    // "Sure, here is the final reply to the customer:"

bool names_a_text(std::string_view word) {
  return one_of<10>({"reply", "draft", "response", "answer", "message", "text", "email", "content", "body", "output"}, word);
}

bool belongs_to_a_label(std::string_view word) {
  return names_a_text(word) || one_of<28>({"here", "here's", "is", "the", "a", "an", "my", "our", "your", "this", "final", "revised", "corrected", "suggested", "proposed",
                                           "new", "to", "for", "customer", "sure", "okay", "ok", "certainly", "of", "course", "below", "as", "requested"}, word);
}

std::optional<std::string> without_fence(std::string_view text) {
  if (!text.starts_with("```") || !text.ends_with("```") || text.size() < 6) return std::nullopt;
  const std::size_t line = text.find('\n');
  if (line == std::string_view::npos || line >= text.size() - 3) return std::nullopt;
  const std::string_view inside = text.substr(line + 1, text.size() - line - 4);
  if (inside.find("```") != std::string_view::npos) return std::nullopt;
  return std::string(trim(inside));
}

// How surely a member's name says that it is the reply; beside a "reply", a "message" may be a note to the desk. 0: not at all.
int rank_of(std::string_view name) {
  if (name == "reply") return 3;
  if (name == "response" || name == "answer") return 2;
  return names_a_text(name) ? 1 : 0;
}

// The one text of an object, or the one whose name says most surely that it is the reply; of two alike neither.
std::optional<std::string> of_a_record(std::string_view text) {
  if (!text.starts_with("{") || !text.ends_with("}")) return std::nullopt;
  const auto json = parse_json(text);
  const auto* members = json ? json->members() : nullptr;
  if (!members) return std::nullopt;
  const std::string* best = nullptr;
  int rank = 0;
  bool alike = false;
  for (const auto& member : *members)
    if (const std::string* value = member.second.text()) {
      const int own = rank_of(lower_ascii(member.first));
      alike = own == rank ? best != nullptr : alike && own < rank;
      if (own < rank) continue;
      best = value;
      rank = own;
    }
  if (!best || alike || (rank == 0 && members->size() != 1)) return std::nullopt;
  return std::string(trim(*best));
}

std::optional<std::string> without_label(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || text.substr(0, colon).find('\n') != std::string_view::npos) return std::nullopt;
  std::string label;
  for (const char c : text.substr(0, colon)) label += std::string_view("*_#,!.").find(c) == std::string_view::npos ? c : ' ';
  std::size_t count = 0;
  bool names_it = false, names_other = false, of_somebody = false, question = false;
  std::string_view before;
  const std::string spelled = lower_ascii(label);
  for (const std::string_view raw : split(spelled, ' ')) {
    const std::string_view word = trim(raw);
    if (word.empty()) continue;
    if (!belongs_to_a_label(word)) return std::nullopt;
    // "Your email: …", "Is this your new email: …?" speak to the customer of theirs; "Here is your draft: …" speaks to the desk.
    of_somebody |= word == "your" || word == "this";
    question |= word == "is" && (before.empty() || rank_of(before) == 0) && before != "here" && before != "this" && before != "below";
    names_it |= rank_of(word) > 1 || word == "draft" || word == "output";
    names_other |= names_a_text(word);
    before = word;
    ++count;
  }
  const bool names = names_it || (names_other && !of_somebody);
  if (!names || count > label_words_max || (question && of_somebody)) return std::nullopt;
  std::string_view rest = text.substr(colon + 1);
  while (rest.starts_with("*") || rest.starts_with("_")) rest.remove_prefix(1);   // "**Draft:**"
  rest = trim(rest);
  if (rest.empty() || (rest.front() >= 'a' && rest.front() <= 'z')) return std::nullopt;   // "The answer to your message is: no."
  if (rest.substr(0, rest.find_first_of(" \n")).find('@') != std::string_view::npos) return std::nullopt;   // an address, and no sentence
  return std::string(rest);
}

std::optional<std::string> without_quotes(std::string_view text) {
  if (text.size() < 2 || text.front() != '"' || text.back() != '"') return std::nullopt;
  const std::string_view inside = text.substr(1, text.size() - 2);
  if (inside.find('"') != std::string_view::npos) return std::nullopt;
  return std::string(trim(inside));
}

}  // namespace

std::string unwrapped(std::string_view answer) {
  std::string text(trim(answer));
  for (std::size_t i = 0; i < wrappings_max; ++i) {
    std::optional<std::string> inside = without_fence(text);
    if (!inside) inside = of_a_record(text);
    if (!inside) inside = without_label(text);
    if (!inside) inside = without_quotes(text);
    if (!inside) break;
    text = std::move(*inside);
  }
  return text;
}

bool is_a_record(std::string_view text) {
  text = trim(text);
  const bool braced = (text.starts_with("{") && text.ends_with("}")) || (text.starts_with("[") && text.ends_with("]"));
  const auto json = braced ? parse_json(text) : parse_json("");
  return json && (json->is_object() || json->items() != nullptr);
}

}  // namespace handrail::reply
