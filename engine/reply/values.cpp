#include "engine/reply/values.hpp"

#include <algorithm>
#include <cctype>

#include "engine/base/text.hpp"

namespace handrail::reply {
namespace {

bool part_of_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || static_cast<unsigned char>(c) >= 0x80; }

bool whole_words(std::string_view text, std::size_t begin, std::size_t end) {
  const bool opens = begin == 0 || !part_of_word(text[begin - 1]) || !part_of_word(text[begin]);
  return opens && (end == text.size() || !part_of_word(text[end]) || !part_of_word(text[end - 1]));
}

bool within_a_sentence(std::string_view text, std::size_t begin) {
  const std::string_view before = trim(text.substr(0, begin));
  if (before.empty() || text[begin - 1] == '\n') return false;
  return std::string_view(".!?").find(before.back()) == std::string_view::npos;
}

bool several_words(std::string_view value) { return value.find(' ') != std::string_view::npos; }

}  // namespace

void add_texts(const Json& record, std::vector<std::string>& values) {
  if (const std::string* text = record.text()) {
    if (const std::string_view told = trim(*text); !told.empty()) values.emplace_back(told);
  } else if (const auto* items = record.items()) {
    for (const Json& item : *items) add_texts(item, values);
  } else if (const auto* members = record.members()) {
    for (const auto& member : *members) add_texts(member.second, values);
  }
}

std::vector<Span> values_in(std::string_view text, const std::vector<std::string>& values, Stands stands) {
  std::vector<Span> found;
  for (const std::string& value : values)
    for (std::size_t at = value.empty() ? std::string_view::npos : text.find(value); at != std::string_view::npos; at = text.find(value, at + value.size()))
      if (whole_words(text, at, at + value.size()) && ((stands == Stands::anywhere && several_words(value)) || within_a_sentence(text, at)))
        found.push_back({at, at + value.size()});
  std::ranges::sort(found, {}, &Span::begin);
  std::vector<Span> apart;
  for (const Span& one : found) {
    if (apart.empty() || one.begin >= apart.back().end) apart.push_back(one);
    else apart.back().end = std::max(apart.back().end, one.end);
  }
  return apart;
}

bool lies_within(const std::vector<Span>& spans, std::size_t begin, std::size_t end) {
  return std::ranges::any_of(spans, [&](const Span& one) { return one.begin <= begin && end <= one.end; });
}

bool overlaps(const std::vector<Span>& spans, std::size_t begin, std::size_t end) {
  return std::ranges::any_of(spans, [&](const Span& one) { return one.begin < end && begin < one.end; });
}

}  // namespace handrail::reply
