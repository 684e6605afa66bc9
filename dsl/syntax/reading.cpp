#include "dsl/syntax/reading.hpp"

#include <array>

namespace handrail::dsl {

std::optional<PartView> PartView::find(Part part) const {
  for (std::uint32_t at = index_ + 1; at < entry().next; at = (*parts_)[at].next)
    if ((*parts_)[at].part == part) return PartView(text_, *parts_, at);
  return std::nullopt;
}

std::vector<PartView> PartView::all(Part part) const {
  std::vector<PartView> found;
  for (std::uint32_t at = index_ + 1; at < entry().next; at = (*parts_)[at].next)
    if ((*parts_)[at].part == part) found.emplace_back(text_, *parts_, at);
  return found;
}

std::vector<PartView> PartView::between(std::string_view text, const PartList& parts, std::uint32_t from, std::uint32_t to) {
  std::vector<PartView> found;
  for (std::uint32_t at = from; at < to; at = parts[at].next) found.emplace_back(text, parts, at);
  return found;
}

std::size_t Reading::begin_part(Part part, const char* at) {
  const auto place = static_cast<std::uint32_t>(at - text_.data());
  if (parts_.size() >= limits::statement_parts && !too_many_) {
    furthest_ = place;
    too_many_ = true;
  }
  if (!too_many_) parts_.push_back({part, place, 0, 0});
  return parts_.size() - 1;
}

void Reading::end_part(std::size_t index, const char* at) {
  auto end = static_cast<std::uint32_t>(at - text_.data());
  PartEntry& entry = parts_[index];
  if (end > entry.begin && text_[end - 1] == ' ') --end;
  entry.end = end;
  entry.next = static_cast<std::uint32_t>(parts_.size());
}

void Reading::missing(const char* at, std::string_view what, bool literal) {
  const bool hidden = at == quiet_at;
  if (too_deep_ || too_many_ || (hidden && !literal)) return;
  const auto place = static_cast<std::size_t>(at - text_.data());
  if (place < furthest_) return;
  if (place > furthest_) fitting_.clear();
  furthest_ = place;
  if (what.empty()) return;
  for (Fitting& known : fitting_) {
    if (known.what.data() != what.data()) continue;
    known.hidden = known.hidden && hidden;
    return;
  }
  fitting_.push_back({what, literal, hidden});
}

bool Reading::deeper(const char* at) {
  if (too_deep_) return false;
  if (depth_ < limits::expression_depth) {
    ++depth_;
    return true;
  }
  furthest_ = static_cast<std::size_t>(at - text_.data());
  too_deep_ = true;
  return false;
}

namespace grammar {

namespace {

// The words that hold clauses together: a path does not begin with one, so that a forgotten condition is not read as a name.
constexpr std::array<std::string_view, 17> reserved{"and",     "or",   "not",  "is",   "in",    "has",  "when", "unless", "otherwise",
                                                    "because", "then", "from", "until", "above", "with", "per",  "gives"};

std::size_t name_length(const Input& in) {
  const char* at = in.current();
  if (at == in.end() || !is_small(*at)) return 0;
  while (at != in.end() && (is_small(*at) || is_digit(*at) || *at == '_')) ++at;
  return at != in.end() && is_word(*at) ? 0 : static_cast<std::size_t>(at - in.current());
}

}  // namespace

bool match_words(Input& in, Reading& reading, std::string_view words) {
  const char* at = in.current();
  const char* const end = in.end();
  while (!words.empty()) {
    const std::size_t length = std::min(words.find(' '), words.size());
    const bool here = static_cast<std::size_t>(end - at) >= length && std::string_view(at, length) == words.substr(0, length) &&
                      (at + length == end || !is_word(at[length]));
    if (!here) {
      reading.missing(at, words, true);
      return false;
    }
    at += length;
    if (at != end && *at == ' ') ++at;
    words.remove_prefix(std::min(length + 1, words.size()));
  }
  in.bump(static_cast<std::size_t>(at - in.current()));
  return true;
}

bool match_symbol(Input& in, Reading& reading, std::string_view symbol) {
  if (in.size() < symbol.size() || std::string_view(in.current(), symbol.size()) != symbol) {
    reading.missing(in.current(), symbol, true);
    return false;
  }
  in.bump(symbol.size());
  skip_blank(in);
  return true;
}

bool match_name(Input& in, Reading& reading, bool may_be_reserved) {
  const std::size_t length = name_length(in);
  if (length == 0 || (!may_be_reserved && std::find(reserved.begin(), reserved.end(), std::string_view(in.current(), length)) != reserved.end())) {
    reading.missing(in.current(), "a name", false);
    return false;
  }
  in.bump(length);
  skip_blank(in);
  return true;
}

bool match_text(Input& in, Reading& reading) {
  const char* at = in.current();
  if (at == in.end() || *at != '"') {
    reading.missing(at, "a quoted text", false);
    return false;
  }
  for (++at; at != in.end() && *at != '"'; ++at)
    if (*at == '\\' && at + 1 != in.end()) ++at;
  if (at == in.end()) return false;  // the layout pass lets no open quote through
  in.bump(static_cast<std::size_t>(at + 1 - in.current()));
  skip_blank(in);
  return true;
}

}  // namespace grammar
}  // namespace handrail::dsl
