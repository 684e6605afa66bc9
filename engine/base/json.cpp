#include "engine/base/json.hpp"

#include <algorithm>
#include <iterator>

#include <nlohmann/json.hpp>

#include "engine/base/json_number.hpp"
#include "engine/base/json_scan.hpp"
#include "engine/base/text.hpp"

namespace handrail {

namespace {

// Walks the text for the parser and counts how far it has read: the parser's events carry no position, and numbers no text.
class CountingCursor {
 public:
  using iterator_category = std::forward_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  CountingCursor() = default;
  CountingCursor(const char* at, std::size_t* read) : at_(at), read_(read) {}
  reference operator*() const { return *at_; }
  CountingCursor& operator++() {
    ++at_;
    ++*read_;
    return *this;
  }
  CountingCursor operator++(int) {
    CountingCursor before = *this;
    ++*this;
    return before;
  }
  bool operator==(const CountingCursor& other) const { return at_ == other.at_; }

 private:
  const char* at_ = nullptr;
  std::size_t* read_ = nullptr;
};

// "line 1, column 9": both from one, columns in characters.
std::string place(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, offset);
  const std::size_t line_start = before.rfind('\n') + 1;  // 0 where there is no line break: npos + 1
  const auto lines = std::count(before.begin(), before.end(), '\n');
  return "line " + std::to_string(lines + 1) + ", column " + std::to_string(utf8_length(before.substr(line_start)) + 1);
}

bool of_number(char c) { return (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E'; }

// Receives the parser's events and builds the value. The first thing wrong ends the parse.
class Builder {
 public:
  Builder(std::string_view text, int depth_max, const std::size_t& read) : text_(text), depth_max_(depth_max), read_(read) {}

  bool null() { return add(Json()); }
  bool boolean(bool yes) { return add(Json(yes)); }
  bool number_integer(std::int64_t) { return add_number(); }
  bool number_unsigned(std::uint64_t) { return add_number(); }
  bool number_float(double, const std::string&) { return add_number(); }
  bool string(std::string& text) { return add(Json(std::move(text))); }
  bool binary(nlohmann::json::binary_t&) { return refuse(ErrorCode::invalid, read_, "binary data"); }
  bool start_object(std::size_t) { return open(Json::Object{}); }
  bool start_array(std::size_t) { return open(Json::Array{}); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }
  bool key(std::string& name);
  bool parse_error(std::size_t position, const std::string& last_token, const nlohmann::detail::exception& problem);

  Json take_root() { return std::move(root_); }
  Error take_error() { return std::move(error_); }

 private:
  struct Level {
    std::variant<Json::Object, Json::Array> container;
    std::string key;   // of the member whose value comes next
    KeysSeen seen;
  };

  bool refuse(ErrorCode code, std::size_t offset, const std::string& what) {
    error_ = {code, place(text_, offset) + ": " + what};
    return false;
  }
  bool add(Json value);
  bool add_number();
  bool open(std::variant<Json::Object, Json::Array> container);
  bool close();
  [[nodiscard]] std::size_t start_of_key() const;

  std::string_view text_;
  int depth_max_;
  const std::size_t& read_;  // bytes that the parser has consumed
  std::vector<Level> levels_;
  Json root_;
  Error error_;
};

bool Builder::add(Json value) {
  if (levels_.empty()) {
    root_ = std::move(value);
    return true;
  }
  Level& level = levels_.back();
  if (auto* object = std::get_if<Json::Object>(&level.container)) {
    object->emplace_back(std::move(level.key), std::move(value));
  } else {
    std::get<Json::Array>(level.container).push_back(std::move(value));
  }
  return true;
}

// The parser has read one byte past the number, unless the text ends with it.
bool Builder::add_number() {
  std::size_t end = read_;
  if (end > 0 && !of_number(text_[end - 1])) --end;
  std::size_t begin = end;
  while (begin > 0 && of_number(text_[begin - 1])) --begin;
  const std::string_view literal = text_.substr(begin, end - begin);
  if (!exact_number(literal)) return refuse(ErrorCode::invalid, begin, "`" + printable(literal) + "` is no number that can be kept");
  return add(Json(Json::Number{std::string(literal)}));
}

bool Builder::open(std::variant<Json::Object, Json::Array> container) {
  if (levels_.size() >= static_cast<std::size_t>(depth_max_)) {
    return refuse(ErrorCode::limit, read_ - 1, "nested deeper than " + std::to_string(depth_max_) + " levels");
  }
  levels_.push_back({std::move(container), {}, {}});
  return true;
}

bool Builder::close() {
  std::variant<Json::Object, Json::Array> container = std::move(levels_.back().container);
  levels_.pop_back();
  if (auto* object = std::get_if<Json::Object>(&container)) return add(Json(std::move(*object)));
  return add(Json(std::move(std::get<Json::Array>(container))));
}

bool Builder::key(std::string& name) {
  Level& level = levels_.back();
  if (level.seen.before(name, std::get<Json::Object>(level.container))) {
    return refuse(ErrorCode::invalid, start_of_key(), "duplicate key `" + printable(name) + "`");
  }
  level.key = std::move(name);
  return true;
}

// The last byte read is the key's closing quote; its opening one is the nearest before it that no odd run of backslashes escapes.
std::size_t Builder::start_of_key() const {
  for (std::size_t at = read_ - 1; at-- > 0;) {
    if (text_[at] != '"') continue;
    std::size_t backslashes = 0;
    while (backslashes < at && text_[at - 1 - backslashes] == '\\') ++backslashes;
    if (backslashes % 2 == 0) return at;
  }
  return 0;
}

// The parser's sentence ends with what matters: "… - unexpected '}'; expected string literal", then perhaps the raw bytes last read.
bool Builder::parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception& problem) {
  const std::size_t offset = std::min(position > 0 ? position - 1 : 0, text_.size());
  if (dynamic_cast<const nlohmann::detail::parse_error*>(&problem) == nullptr) {
    return refuse(ErrorCode::invalid, offset, "the number that ends here is too large");
  }
  const std::string_view sentence = problem.what();
  if (trim(text_).empty()) return refuse(ErrorCode::invalid, offset, "there is no JSON here");
  const std::size_t dash = sentence.find(" - ");
  std::string_view what = dash == std::string_view::npos ? sentence : sentence.substr(dash + 3);
  what = what.substr(0, what.find("; last read"));
  return refuse(ErrorCode::invalid, offset, printable(what, 200));
}

}  // namespace

Result<Json> parse_json(std::string_view text, JsonLimits limits) {
  if (text.size() > limits.bytes_max) {
    return fail(ErrorCode::limit, "the text has " + std::to_string(text.size()) + " bytes, at most " + std::to_string(limits.bytes_max) + " are read");
  }
  // The parser takes a NUL byte for the end of the text, and would not see what follows.
  if (const std::size_t nul = text.find('\0'); nul != std::string_view::npos) {
    return fail(ErrorCode::invalid, place(text, nul) + ": a NUL byte");
  }
  if (auto scanned = scan_json(text, limits.depth_max)) return std::move(*scanned);
  return read_json_carefully(text, limits.depth_max);
}

Result<Json> read_json_carefully(std::string_view text, int depth_max) {
  std::size_t read = 0;
  Builder builder(text, depth_max, read);
  const CountingCursor first(text.data(), &read);
  const CountingCursor last(text.data() + text.size(), &read);
  if (!nlohmann::json::sax_parse(first, last, &builder)) return fail(builder.take_error());
  return builder.take_root();
}

}  // namespace handrail
