#include "engine/rehearsal/expectation.hpp"

#include <algorithm>
#include <optional>
#include <string_view>

#include "engine/base/json.hpp"
#include "engine/base/money.hpp"
#include "engine/base/text.hpp"
#include "engine/rehearsal/spoken.hpp"

namespace handrail {
namespace {

constexpr std::string_view ellipsis = "…";

// The pieces between the `…` (or `...`) of a line.
std::vector<std::string> pieces_of(const std::string& written) {
  std::vector<std::string> pieces(1);
  for (std::size_t i = 0; i < written.size();) {
    const bool dots = written.compare(i, 3, "...") == 0;
    if (dots || written.compare(i, ellipsis.size(), ellipsis) == 0) {
      pieces.emplace_back();
      i += 3;
    } else {
      pieces.back() += written[i++];
    }
  }
  return pieces;
}

enum class Reach { whole, beginning };

bool ends_a_word(const std::string& text, std::size_t at) {
  return at >= text.size() || std::string_view(" ,:;(\n").find(text[at]) != std::string_view::npos;
}

// Whether `…` can be filled so that the line comes out; `beginning`: so that it begins like this, up to the end of a word.
bool fits(const std::string& written, const std::string& happened, Reach reach) {
  const auto pieces = pieces_of(written);
  if (happened.rfind(pieces.front(), 0) != 0) return false;
  std::size_t at = pieces.front().size();
  for (std::size_t i = 1; i < pieces.size(); ++i) {
    const bool last = i + 1 == pieces.size();
    if (last && reach == Reach::whole) return happened.size() >= at + pieces[i].size() && happened.compare(happened.size() - pieces[i].size(), pieces[i].size(), pieces[i]) == 0;
    const std::size_t found = happened.find(pieces[i], at);
    if (found == std::string::npos) return false;
    at = found + pieces[i].size();
  }
  return reach == Reach::whole ? at == happened.size() : pieces.back().empty() || ends_a_word(happened, at);
}

// Where the object that begins at `open` ends, one past its brace.
std::optional<std::size_t> end_of_object(const std::string& text, std::size_t open) {
  int depth = 0;
  bool quoted = false;
  for (std::size_t i = open; i < text.size(); ++i) {
    if (quoted) {
      if (text[i] == '\\') ++i;
      else if (text[i] == '"') quoted = false;
    } else if (text[i] == '"') {
      quoted = true;
    } else if (text[i] == '{') {
      ++depth;
    } else if (text[i] == '}' && --depth == 0) {
      return i + 1;
    }
  }
  return std::nullopt;
}

// `{"order_id":"W1", …}`: the ellipsis only says that there may be more.
std::optional<Json> object_in(std::string text) {
  for (const std::string_view more : {ellipsis, std::string_view("...")})
    if (const std::size_t at = text.rfind(more); at != std::string::npos && trim(std::string_view(text).substr(at + more.size())) == "}") {
      std::string head(trim(std::string_view(text).substr(0, at)));
      if (!head.empty() && head.back() == ',') head.pop_back();
      text = head + "}";
    }
  auto json = parse_json(text);
  if (!json || !json->is_object()) return std::nullopt;
  return std::move(*json);
}

// "$48.00" and {"amount":"48.00","currency":"USD"} are the same money.
bool same_money(const std::string& written, const Json& happened) {
  const auto amount = parse_money(written);
  const auto currency = Currency::parse(happened.text_or("currency"));
  const auto other = currency ? parse_money(happened.text_or("amount"), *currency) : Result<Money>(fail(currency.error()));
  return amount && other && *amount == *other;
}

bool covers(const Json& written, const Json& happened) {
  if (written.text() && happened.is_object()) return same_money(*written.text(), happened);
  if (!written.members()) return canonical(written) == canonical(happened);
  return std::all_of(written.members()->begin(), written.members()->end(), [&](const Json::Member& member) {
    const Json* found = happened.find(member.first);
    return found && covers(member.second, *found);
  });
}

bool is_said(const std::string& line) { return line.rfind("bot:", 0) == 0 || (line.rfind("person ", 0) == 0 && line.find(": ") != std::string::npos); }

std::string first_of(const std::string& line) { return line.substr(0, line.find_first_of(" :")); }

// Spaces and line breaks, however many, are one.
std::string tidied(const std::string& text) {
  std::string out;
  for (const char c : text) {
    const bool space = c == ' ' || c == '\n' || c == '\r' || c == '\t';
    if (!space) out += c;
    else if (!out.empty() && out.back() != ' ') out += ' ';
  }
  return std::string(trim(out));
}

struct Aligned { std::vector<std::optional<std::size_t>> place; };   // of each expected line in what happened

// The most lines that can be met in order.
Aligned align(const std::vector<std::string>& expected, const std::vector<std::string>& happened) {
  const std::size_t n = expected.size(), m = happened.size();
  std::vector<std::vector<std::size_t>> best(n + 1, std::vector<std::size_t>(m + 1, 0));
  std::vector<std::vector<char>> met(n, std::vector<char>(m, 0));
  for (std::size_t i = n; i-- > 0;)
    for (std::size_t j = m; j-- > 0;) {
      met[i][j] = meets(expected[i], happened[j]);
      best[i][j] = std::max({best[i + 1][j], best[i][j + 1], met[i][j] ? best[i + 1][j + 1] + 1 : 0});
    }
  Aligned aligned{std::vector<std::optional<std::size_t>>(n)};
  for (std::size_t i = 0, j = 0; i < n && j < m;) {
    if (met[i][j] && best[i][j] == best[i + 1][j + 1] + 1) aligned.place[i++] = j++;
    else if (best[i][j] == best[i][j + 1]) ++j;
    else ++i;
  }
  return aligned;
}

std::optional<std::string> negated(const std::string& line) {
  if (line.rfind("not ", 0) == 0) return line.substr(4);
  return std::nullopt;
}

// What happened between the neighbours of a missing line and is of its kind, or, where nothing is, is worth telling.
std::vector<std::string> instead_of(const std::string& missing, const std::vector<std::string>& happened, std::size_t from, std::size_t to) {
  std::vector<std::string> same;
  for (std::size_t j = from; j < to; ++j)
    if (first_of(happened[j]) == first_of(missing)) same.push_back(happened[j]);
  return same;
}

}  // namespace

bool meets(const std::string& written_raw, const std::string& happened_raw) {
  const std::string written = tidied(written_raw), happened = tidied(happened_raw);
  if (is_said(written)) return fits(written, happened, Reach::whole);
  const std::size_t open = written.find('{'), other = happened.find('{');
  const auto end = open == std::string::npos ? std::nullopt : end_of_object(written, open);
  const auto other_end = other == std::string::npos ? std::nullopt : end_of_object(happened, other);
  if (!end || !other_end) return fits(written, happened, Reach::beginning);
  const auto wanted = object_in(written.substr(open, *end - open)), came = object_in(happened.substr(other, *other_end - other));
  if (!wanted || !came) return fits(written, happened, Reach::beginning);
  const std::string tail(trim(std::string_view(written).substr(*end)));
  return fits(written.substr(0, open), happened.substr(0, other), Reach::whole) && covers(*wanted, *came) &&
         (tail.empty() || fits(tail, std::string(trim(std::string_view(happened).substr(*other_end))), Reach::beginning));
}

Comparison compare(const std::vector<std::string>& expected, const std::vector<std::string>& happened) {
  using Kind = Comparison::Line::Kind;
  std::vector<std::string> wanted;
  for (const std::string& line : expected)
    if (!negated(line)) wanted.push_back(line);
  const Aligned aligned = align(wanted, happened);
  Comparison made;
  std::vector<char> used(happened.size(), 0);
  for (const auto& place : aligned.place)
    if (place) used[*place] = 1;
  std::size_t i = 0, from = 0;
  for (const std::string& line : expected) {
    if (const auto unwanted = negated(line)) {
      const auto found = std::find_if(happened.begin(), happened.end(), [&](const std::string& one) { return meets(*unwanted, one); });
      made.lines.push_back({found == happened.end() ? Kind::met : Kind::unwanted, line});
      if (found == happened.end()) {
        made.as_it_happened.push_back(line);
        continue;
      }
      ++made.failures;
      made.lines.push_back({Kind::instead, *found});
      continue;
    }
    const auto place = aligned.place[i++];
    if (place) {
      made.lines.push_back({Kind::met, line});
      made.as_it_happened.push_back(line);
      from = *place + 1;
      continue;
    }
    ++made.failures;
    made.lines.push_back({Kind::missing, line});
    std::size_t to = happened.size();
    for (std::size_t next = i; next < wanted.size() && to == happened.size(); ++next)
      if (aligned.place[next]) to = *aligned.place[next];
    for (const std::string& other : instead_of(line, happened, from, to)) {
      const std::size_t at = static_cast<std::size_t>(std::find(happened.begin() + static_cast<std::ptrdiff_t>(from), happened.end(), other) - happened.begin());
      if (at < used.size() && used[at]) continue;
      if (at < used.size()) used[at] = 1;
      made.lines.push_back({Kind::instead, other});
      made.as_it_happened.push_back(as_written(other));
    }
  }
  return made;
}

std::vector<std::string> whole_lines(const std::vector<std::string>& lines) {
  std::vector<std::string> texts;
  for (const std::string& line : lines) {
    const std::string_view stripped = trim(line);
    if (stripped.empty()) continue;
    if (!texts.empty() && stripped.front() == '|') texts.back() += "\n" + std::string(trim(stripped.substr(1)));
    else texts.emplace_back(stripped);
  }
  return texts;
}

std::vector<std::string> file_lines(const std::vector<std::string>& texts) {
  std::vector<std::string> lines;
  for (const std::string& text : texts) {
    bool first = true;
    for (const std::string_view line : split(text, '\n')) {
      lines.push_back(first ? std::string(line) : line.empty() ? "  |" : "  | " + std::string(line));
      first = false;
    }
  }
  return lines;
}

}  // namespace handrail
