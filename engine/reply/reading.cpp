#include "engine/reply/reading.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "engine/base/text.hpp"
#include "engine/base/utf8.hpp"
#include "engine/base/visible.hpp"
#include "engine/reply/german.hpp"
#include "engine/reply/lists.hpp"

namespace handrail::reply {
namespace {

bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80; }
bool digit(char c) { return c >= '0' && c <= '9'; }

constexpr std::pair<char32_t, char> look_alikes[] = {
    {0x430, 'a'}, {0x435, 'e'}, {0x43E, 'o'}, {0x440, 'p'}, {0x441, 'c'}, {0x443, 'y'}, {0x445, 'x'}, {0x456, 'i'}, {0x458, 'j'}, {0x455, 's'}, {0x4BB, 'h'}, {0x501, 'd'},
    {0x51B, 'q'}, {0x51D, 'w'}, {0x4CF, 'l'}, {0x410, 'A'}, {0x412, 'B'}, {0x415, 'E'}, {0x41A, 'K'}, {0x41C, 'M'}, {0x41D, 'H'}, {0x41E, 'O'}, {0x420, 'P'}, {0x421, 'C'},
    {0x422, 'T'}, {0x425, 'X'}, {0x406, 'I'}, {0x408, 'J'}, {0x405, 'S'}, {0x3BF, 'o'}, {0x3B1, 'a'}, {0x3BD, 'v'}, {0x3C1, 'p'}, {0x3B9, 'i'}, {0x3BA, 'k'}, {0x3C5, 'u'},
    {0x391, 'A'}, {0x392, 'B'}, {0x395, 'E'}, {0x397, 'H'}, {0x399, 'I'}, {0x39A, 'K'}, {0x39C, 'M'}, {0x39D, 'N'}, {0x39F, 'O'}, {0x3A1, 'P'}, {0x3A4, 'T'}, {0x3A7, 'X'},
    {0x131, 'i'}, {0x261, 'g'}, {0x2113, 'l'}, {0x1C0, 'l'}};

// The ASCII letter, digit or mark that a reader takes this for, else 0. Typographic quotes, dashes and spaces are no disguise.
char taken_for(char32_t c) {
  if (c >= 0xFF01 && c <= 0xFF5E) return static_cast<char>('!' + (c - 0xFF01));
  if (c >= 0x1D400 && c <= 0x1D6A3) return static_cast<char>((c - 0x1D400) % 52 < 26 ? 'A' + (c - 0x1D400) % 52 : 'a' + (c - 0x1D400) % 52 - 26);
  if (c >= 0x1D7CE && c <= 0x1D7FF) return static_cast<char>('0' + (c - 0x1D7CE) % 10);
  if (c >= 0x24B6 && c <= 0x24E9) return static_cast<char>(c < 0x24D0 ? 'A' + (c - 0x24B6) : 'a' + (c - 0x24D0));
  if (c >= 0x660 && c <= 0x669) return static_cast<char>('0' + (c - 0x660));
  if (c >= 0x6F0 && c <= 0x6F9) return static_cast<char>('0' + (c - 0x6F0));
  for (const auto& [like, plain] : look_alikes)
    if (like == c) return plain;
  return 0;
}

char plain_mark(char32_t c) {
  if (c == 0x2018 || c == 0x2019 || c == 0x2BC || c == 0xB4) return '\'';
  if (c == 0x201C || c == 0x201D || c == 0x201E || c == 0xAB || c == 0xBB) return '"';
  if (c == 0x2010 || c == 0x2011 || c == 0x2012 || c == 0x2013 || c == 0x2014 || c == 0x2212) return '-';
  if (c == 0xA0 || c == 0x202F || c == 0x3000 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == '\t' || c == '\r') return ' ';
  return c == 0x2022 || c == 0xB7 ? '-' : 0;
}

void make_plain(std::string_view text, ReadText& read) {
  const auto inside_word = [&] { return !read.plain.empty() && (letter(read.plain.back()) || digit(read.plain.back())); };
  for (std::size_t at = 0; at < text.size();) {
    const auto point = decode_utf8(text, at);
    const std::size_t bytes = std::max<std::size_t>(1, point.bytes);
    const bool next_is_letter = at + bytes < text.size() && (letter(text[at + bytes]) || digit(text[at + bytes]));
    if (invisible(point.value)) {
      if (inside_word() && next_is_letter) read.disguised.push_back({at, at + bytes});
    } else if (const char mark = plain_mark(point.value)) {
      read.plain += mark;
      read.origin.push_back(at);
    } else if (const char like = taken_for(point.value)) {
      // A Greek or Cyrillic word is one; a letter of it among Latin ones is a disguise.
      const auto latin = [](char other) { return letter(other) && static_cast<unsigned char>(other) < 0x80; };
      const bool among_latin = (!read.plain.empty() && latin(read.plain.back()) && at > 0 && latin(text[at - 1])) || (at + bytes < text.size() && latin(text[at + bytes]));
      if (among_latin || point.value >= 0xFF01 || point.value >= 0x1D400) read.disguised.push_back({at, at + bytes});
      read.plain += like;
      read.origin.push_back(at);
    } else if (point.value == '*' || point.value == '`' || point.value == '~' || (point.value == '_' && !(inside_word() && next_is_letter))) {
      // emphasis of Markdown: not a word, and parts none
    } else {
      for (std::size_t i = 0; i < bytes; ++i) {
        read.plain += text[at + i];
        read.origin.push_back(at + i);
      }
    }
    at += bytes;
  }
  read.origin.push_back(text.size());
}

struct Short { std::string_view end, whole; };
constexpr std::array short_forms{Short{"n't", "not"}, Short{"'ve", "have"}, Short{"'re", "are"}, Short{"'ll", "will"}, Short{"'m", "am"}, Short{"'d", "would"}};

class Reader {
 public:
  enum class Tongue { english, german, german_record };
  Reader(ReadText& read, std::string_view written, Tongue tongue) : read_(read), text_(read.plain), written_(written), tongue_(tongue) {}

  void run() {
    std::size_t at = 0;
    begin_line(at);
    while (at < text_.size()) {
      const char c = text_[at];
      if (c == '\n') {
        end_sentence(at);
        begin_line(++at);
      } else if (ends_here(at)) {
        sentence_.asks = c == '?';
        while (at + 1 < text_.size() && std::string_view(".!?\"')").find(text_[at + 1]) != std::string_view::npos) sentence_.asks |= text_[++at] == '?';
        end_sentence(++at);
      } else if (letter(c) || digit(c) || c == '$' || c == '#') {
        at = word(at);
      } else {
        ++at;
      }
    }
    end_sentence(at);
  }

 private:
  // "- ", "1. ", "## " at the start of a line.
  void begin_line(std::size_t& at) {
    while (at < text_.size() && text_[at] == ' ') ++at;
    std::size_t mark = at;
    while (mark < text_.size() && (text_[mark] == '#' || text_[mark] == '>')) ++mark;
    if (mark == at && mark < text_.size() && (text_[mark] == '-' || text_[mark] == '+')) ++mark;
    if (mark == at) {
      while (mark < text_.size() && digit(text_[mark]) && mark - at < 3) ++mark;
      if (mark > at && mark < text_.size() && (text_[mark] == '.' || text_[mark] == ')')) ++mark;
      else mark = at;
    }
    if (mark == at || mark >= text_.size() || text_[mark] != ' ') return;
    sentence_.item = true;
    at = mark + 1;
  }

  // A full stop ends a sentence; that of an abbreviation, a number or a host does not.
  bool ends_here(std::size_t at) const {
    const char c = text_[at];
    if (c == '!' || c == '?') return at + 1 >= text_.size() || !letter(text_[at + 1]);
    if (c == ';') return true;
    if (c != '.') return false;
    if (at + 1 < text_.size() && (letter(text_[at + 1]) || digit(text_[at + 1]) || text_[at + 1] == '/')) return false;
    if (sentence_.words.empty()) return true;
    const std::string& last = sentence_.words.back().text;
    if (tongue_ == Tongue::german && (shortened_in_german(last) || goes_on_behind_ordinal(last, at + 1))) return false;
    return !(last.size() == 1 && last != "i" && !digit(last[0])) && last != "mr" && last != "mrs" && last != "ms" && last != "dr" && last != "e.g" &&
        last != "i.e" && last != "approx" && last != "st";
  }

  // "Am 17. Juli", "am 17.07. und": a German number with a stop is a first, second or third.
  [[nodiscard]] bool goes_on_behind_ordinal(const std::string& last, std::size_t at) const {
    constexpr std::size_t date_bytes = 5;   // "17.07"
    if (last.size() > date_bytes || !std::all_of(last.begin(), last.end(), [](char c) { return digit(c) || c == '.'; })) return false;
    while (at < text_.size() && text_[at] == ' ') ++at;
    std::size_t end = at;
    while (end < text_.size() && letter(text_[end])) ++end;
    return end > at && ((text_[at] >= 'a' && text_[at] <= 'z') || !month_in_german(std::string_view(text_).substr(at, end - at)).empty());
  }

  // "Refund processed Is there anything else?": a question that begins in capitals where no mark ends what stands in front of it. Titles are in capitals throughout.
  bool question_begins(std::size_t begin, std::size_t end) const {
    static constexpr std::array<std::string_view, 17> auxiliaries{"Is", "Are", "Do", "Does", "Did", "Would", "Can", "Could",
                                                                  "Shall", "May", "Have", "Has", "Should", "Will", "Was", "Were", "Let"};
    static constexpr std::array<std::string_view, 12> subjects{"there", "I", "you", "it", "this", "that", "the", "we", "your", "us", "me", "they"};
    if (sentence_.words.empty() || sentence_.words.back().capital || begin == 0 || text_[begin - 1] != ' ') return false;
    if (std::find(auxiliaries.begin(), auxiliaries.end(), std::string_view(text_).substr(begin, end - begin)) == auxiliaries.end()) return false;
    std::size_t next = end;
    while (next < text_.size() && text_[next] == ' ') ++next;
    std::size_t behind = next;
    while (behind < text_.size() && letter(text_[behind])) ++behind;
    return std::find(subjects.begin(), subjects.end(), std::string_view(text_).substr(next, behind - next)) != subjects.end();
  }

  std::size_t word(std::size_t at) {
    std::size_t end = at + 1;
    const auto joins = [&](std::size_t i) {
      const char c = text_[i];
      if (letter(c) || digit(c)) return true;
      const bool more = i + 1 < text_.size() && (letter(text_[i + 1]) || digit(text_[i + 1]));
      if (!more) return false;
      if (c == '\'' || c == '_' || c == '@') return true;
      if (c == '.') return !(digit(text_[i - 1]) && letter(text_[i + 1]) && text_[i + 1] >= 'A' && text_[i + 1] <= 'Z');
      if (c == '-' && at > 1 && text_[at - 1] == ':' && digit(text_[at - 2])) return false;   // "9:00-18:00"
      return (c == ',' || c == '-') && digit(text_[i - 1]) && digit(text_[i + 1]) ? true : c == '-' && (digit(text_[i - 1]) || digit(text_[i + 1]));
    };
    while (end < text_.size() && joins(end)) ++end;
    if (question_begins(at, end)) {
      const bool item = sentence_.item;
      end_sentence(at);
      sentence_.item = item;
    }
    add(at, end);
    return end;
  }

  void add(std::size_t begin, std::size_t end) {
    std::string spelled = fold_case(std::string_view(text_).substr(begin, end - begin));
    const bool capital = text_[begin] >= 'A' && text_[begin] <= 'Z';
    if (spelled == "can't" || spelled == "cannot") return push("can", begin, end, capital), push("not", begin, end, false);
    if (spelled == "won't") return push("will", begin, end, capital), push("not", begin, end, false);
    if (spelled == "let's") return push("let", begin, end, capital), push("us", begin, end, false);
    for (const Short& form : short_forms)
      if (spelled.size() > form.end.size() && spelled.ends_with(form.end)) {
        push(spelled.substr(0, spelled.size() - form.end.size()), begin, end, capital);
        return push(std::string(form.whole), begin, end, false);
      }
    if (spelled.ends_with("'s")) {
      const std::string owner = spelled.substr(0, spelled.size() - 2);
      push(owner, begin, end, capital);
      static constexpr std::array is{"it", "that", "there", "he", "she", "here", "what", "where", "who", "everything"};
      return push(std::find(is.begin(), is.end(), owner) != is.end() ? "is" : "'s", begin, end, false);
    }
    push(std::move(spelled), begin, end, capital);
  }

  void push(std::string text, std::size_t begin, std::size_t end, bool capital) {
    std::string stem = stem_of(text);
    const bool hyphened = (begin > 1 && text_[begin - 1] == '-' && letter(text_[begin - 2])) || (end + 1 < text_.size() && text_[end] == '-' && letter(text_[end + 1]));
    sentence_.words.push_back({std::move(text), std::move(stem), read_.origin[begin], read_.origin[end], capital, hyphened});
  }

  void end_sentence(std::size_t at) {
    if (!sentence_.words.empty()) {
      const std::size_t begin = sentence_.words.front().begin, end = sentence_.words.back().end;
      put_into_english(begin, end);
      if (sentence_.words.empty()) return reset();
      lists().wordings.mark(sentence_.words);
      sentence_.begin = begin;
      sentence_.end = std::max(end, read_.origin[std::min(at, read_.origin.size() - 1)]);
      read_.sentences.push_back(std::move(sentence_));
    }
    reset();
  }
  void reset() { sentence_ = {}; }

  void put_into_english(std::size_t begin, std::size_t end) {
    if (tongue_ == Tongue::german_record) put_record_into_english(sentence_.words, written_);
    else if (tongue_ == Tongue::german && language_of(written_.substr(begin, end - begin)) != Language::english)
      reply::put_into_english(sentence_.words, written_, sentence_.asks);
  }

  ReadText& read_;
  const std::string& text_;
  std::string_view written_;
  Tongue tongue_;
  Sentence sentence_;
};

bool vowel(char c) { return std::string_view("aeiouy").find(c) != std::string_view::npos; }

}  // namespace

std::string stem_of(std::string_view word) {
  std::string stem(word);
  const auto cut = [&](std::string_view end, std::size_t keep) {
    if (stem.size() < end.size() + keep || !stem.ends_with(end)) return false;
    stem.resize(stem.size() - end.size());
    return true;
  };
  if (stem.empty() || !(stem[0] >= 'a' && stem[0] <= 'z') || std::any_of(stem.begin(), stem.end(), digit)) return stem;
  if (cut("ies", 2)) stem += 'y';
  else if (stem.ends_with("sses")) cut("es", 2);
  else if (!stem.ends_with("ss") && !stem.ends_with("us") && !stem.ends_with("is")) cut("s", 3);
  const bool shortened = cut("ing", 3) || cut("ed", 3);
  if (shortened && stem.size() > 3 && stem.back() == stem[stem.size() - 2] && !vowel(stem.back()) &&
      std::string_view("lsz").find(stem.back()) == std::string_view::npos) stem.pop_back();
  if (!cut("ably", 4) && !cut("able", 4) && !cut("ible", 4) && !cut("ation", 4) && !cut("ment", 4)) {
    cut("ly", 4);
    (void)(cut("ion", 4) || cut("er", 4));   // "quarter", "quarterly"
  }
  while (stem.size() > 3 && stem.back() == 'e') stem.pop_back();
  if (stem.size() > 4 && stem.ends_with("ll")) stem.pop_back();
  return stem;
}

ReadText read_text(std::string_view text, Language around) {
  ReadText read;
  make_plain(text, read);
  const Language own = language_of(read.plain);
  const bool german = own == Language::german || (own == Language::undecided && around == Language::german);
  Reader(read, text, german ? Reader::Tongue::german : Reader::Tongue::english).run();
  return read;
}

ReadText read_german_record(std::string_view text) {
  ReadText read;
  make_plain(text, read);
  Reader(read, text, Reader::Tongue::german_record).run();
  return read;
}

}  // namespace handrail::reply
