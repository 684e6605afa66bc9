#include "engine/domain/quoted.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "engine/base/text.hpp"

namespace handrail {
namespace {

constexpr std::size_t header_lines_min = 2;
constexpr std::size_t quoted_bytes_max = 2000;      // a quotation mark without its other half quotes nothing
constexpr std::size_t words_before = 6, words_behind = 5;
constexpr std::array separators{"original message", "forwarded message", "begin forwarded message", "ursprüngliche nachricht", "weitergeleitete nachricht", "message d'origine",
                                "message transféré", "mensaje original", "mensaje reenviado", "messaggio originale", "mensagem original"};
constexpr std::array headers{"from", "sent", "date", "to", "cc", "subject", "reply-to", "von", "gesendet", "datum", "an", "betreff", "de", "envoyé", "objet", "à",
                             "enviado", "para", "asunto"};
constexpr std::array senders{"from", "von", "de"};
constexpr std::array attributing{"wrote:", "schrieb:", "a écrit :", "a écrit:", "escribió:", "ha scritto:", "escreveu:"};
constexpr std::array saying{"said", "says", "saying", "say", "told", "tells", "wrote", "writes", "written", "read", "reads", "reading", "states", "stated",
                            "stating", "answered", "answers", "replied", "replies", "reply", "claims", "claimed", "promised", "promises", "mentions", "mentioned",
                            "quote", "quoting", "quoted", "announces", "announced", "explained", "insisted", "mail", "email", "message", "letter", "sms", "page",
                            "website", "sign", "label", "sticker", "notice", "newsletter", "chatbot"};
constexpr std::array mine{"i", "we", "i'm", "i've", "i'd", "i'll", "let", "me", "my"};
constexpr std::array between{"have", "had", "just", "already", "also", "only", "clearly", "then", "would", "am", "still"};

template <class List>
bool among(const List& list, std::string_view word) { return std::find(list.begin(), list.end(), word) != list.end(); }

struct Line { std::size_t from = 0, to = 0; };   // without its break

std::vector<Line> lines_of(std::string_view text) {
  std::vector<Line> lines;
  std::size_t from = 0;
  for (std::size_t at = 0; at <= text.size(); ++at)
    if (at == text.size() || text[at] == '\n') lines.push_back({from, at}), from = at + 1;
  return lines;
}

void blank(std::string& text, std::size_t from, std::size_t to) {
  for (std::size_t at = from; at < std::min(to, text.size()); ++at)
    if (text[at] != '\n') text[at] = ' ';
}

std::string_view in(std::string_view text, const Line& line) { return trim(text.substr(line.from, line.to - line.from)); }

bool is_quoted_line(std::string_view line) { return line.starts_with('>'); }

// "-----Original Message-----", "Begin forwarded message:".
bool separates(std::string_view line) {
  std::string low = fold_case(line);
  const std::size_t first = low.find_first_not_of("-_=* "), last = low.find_last_not_of("-_=* :");
  if (first == std::string::npos || last < first) return false;
  low = low.substr(first, last + 1 - first);
  const bool drawn = line.starts_with('-') || line.starts_with('_') || line.starts_with('=') || line.ends_with(':') || line.starts_with('*');
  return drawn && among(separators, low);
}

std::string header_of(std::string_view line) {
  while (line.starts_with('*')) line.remove_prefix(1);
  const std::size_t colon = line.find(':');
  std::string name = colon == std::string_view::npos ? "" : fold_case(line.substr(0, colon));
  while (name.ends_with('*') || name.ends_with(' ')) name.pop_back();
  return among(headers, name) ? name : "";
}

// The header lines of a mail: its sender, and another one. At the head of a message they may be its own, "From: Ada", unless they are as many as a mail's.
bool begins_a_mail(std::string_view text, const std::vector<Line>& lines, std::size_t at, bool at_the_head) {
  bool sender = false;
  std::size_t count = 0;
  for (std::size_t i = at; i < lines.size() && i < at + 8; ++i) {
    const std::string name = header_of(in(text, lines[i]));
    if (name.empty()) break;
    sender = sender || among(senders, name);
    ++count;
  }
  return sender && count >= header_lines_min + (at_the_head ? 1 : 0) && !header_of(in(text, lines[at])).empty();
}

// "On Mon, Nov 20, Shop wrote:", which a mail program may break into two lines.
std::optional<std::size_t> attribution_ends(std::string_view text, const std::vector<Line>& lines, std::size_t at) {
  const auto attributes = [](std::string_view line) { return std::ranges::any_of(attributing, [&](const char* one) { return fold_case(line).ends_with(one); }); };
  const std::string_view line = in(text, lines[at]);
  constexpr std::array opening{"on ", "am ", "le ", "el ", "il ", "em "};
  const std::string low = fold_case(line);
  if (std::ranges::none_of(opening, [&](const char* one) { return low.starts_with(one); }) || low.find_first_of("0123456789") == std::string::npos) return std::nullopt;
  if (attributes(line)) return at;
  return at + 1 < lines.size() && attributes(in(text, lines[at + 1])) ? std::optional(at + 1) : std::nullopt;
}

void blank_mails(std::string& text) {
  const std::vector<Line> lines = lines_of(text);
  const std::string whole = text;
  bool own_words_before = false;
  for (std::size_t at = 0; at < lines.size(); ++at) {
    const std::string_view line = in(whole, lines[at]);
    if (is_quoted_line(line)) {
      blank(text, lines[at].from, lines[at].to);
      continue;
    }
    if (const auto end = attribution_ends(whole, lines, at)) {
      std::size_t next = *end + 1;
      while (next < lines.size() && in(whole, lines[next]).empty()) ++next;
      const bool by_signs = next < lines.size() && is_quoted_line(in(whole, lines[next]));
      blank(text, lines[at].from, by_signs ? lines[*end].to : text.size());
      if (!by_signs) return;
      at = *end;
      continue;
    }
    if (separates(line) || begins_a_mail(whole, lines, at, !own_words_before)) return blank(text, lines[at].from, text.size());
    own_words_before = own_words_before || !line.empty();
  }
}

// Whether a word of saying among these has somebody else for its subject.
bool says_it(const std::vector<std::string_view>& said) {
  for (std::size_t at = 0; at < said.size(); ++at) {
    if (!among(saying, fold_case(said[at]))) continue;
    std::size_t subject = at;
    while (subject > 0 && among(between, fold_case(said[subject - 1]))) --subject;
    if (subject == 0 || !among(mine, fold_case(said[subject - 1]))) return true;
  }
  return false;
}

std::size_t sentence_begin(std::string_view text, std::size_t at) {
  const std::size_t mark = at == 0 ? std::string_view::npos : text.find_last_of(".!?\n", at - 1);
  return mark == std::string_view::npos ? 0 : mark + 1;
}

void blank_quotations(std::string& text) {
  struct Marks { std::string_view open, close; };
  constexpr std::array<Marks, 4> marks{{{"\u201C", "\u201D"}, {"\"", "\""}, {"\u00AB", "\u00BB"}, {"\u201E", "\u201C"}}};
  for (const Marks& mark : marks) {
    for (std::size_t at = text.find(mark.open); at != std::string::npos; at = text.find(mark.open, at)) {
      const std::size_t inside = at + mark.open.size(), end = text.find(mark.close, inside);
      const bool opens = at == 0 || std::string_view(" \n\t([:,").find(text[at - 1]) != std::string_view::npos;   // 27" is a measure
      if (end == std::string::npos) break;
      if (!opens || end - inside > quoted_bytes_max || text.substr(inside, end - inside).find("\n\n") != std::string::npos) {
        at = inside;
        continue;
      }
      const std::string_view whole = text;
      std::vector<std::string_view> before = words(whole.substr(sentence_begin(whole, at), at - sentence_begin(whole, at)));
      if (before.size() > words_before) before.erase(before.begin(), before.end() - static_cast<std::ptrdiff_t>(words_before));
      const std::size_t behind_from = end + mark.close.size(), stop = std::min(whole.find_first_of(".!?\n", behind_from), whole.size());
      std::vector<std::string_view> behind = words(whole.substr(behind_from, stop - behind_from));
      if (behind.size() > words_behind) behind.resize(words_behind);
      if (says_it(before) || says_it(behind)) blank(text, at, behind_from);
      at = behind_from;
    }
  }
}

}  // namespace

std::string without_what_is_quoted(std::string text) {
  blank_mails(text);
  blank_quotations(text);
  return text;
}

}  // namespace handrail
