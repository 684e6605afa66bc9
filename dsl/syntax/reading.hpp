// What the grammar leaves behind: a flat list of parts in the order of the text, and how far it came. PEGTL matches and backtracks; the rules
// of this header write down the parts of a match, take them back when it fails, and remember the furthest place where a word was missing.
// Nothing is raised: a statement that does not match is reported once, where reading came furthest, with what would have fitted there.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <tao/pegtl.hpp>
#include <vector>

#include "dsl/syntax/parts.hpp"
#include "engine/base/limits.hpp"

namespace handrail::dsl {

using Input = tao::pegtl::memory_input<tao::pegtl::tracking_mode::lazy, tao::pegtl::eol::lf, const char*>;

class Reading {
 public:
  explicit Reading(std::string_view text) : text_(text) {}

  // --- parts ---
  std::size_t begin_part(Part part, const char* at);
  void end_part(std::size_t index, const char* at);
  void drop_parts(std::size_t index) { parts_.resize(index); }
  [[nodiscard]] const PartList& parts() const { return parts_; }

  // --- how far it came ---
  struct Fitting {
    std::string_view what;  // static text
    bool literal = false;   // a word or symbol of the language, else a description: "a name"
    bool hidden = false;    // a group has a name for it
  };
  // `what` would have fitted there.
  void missing(const char* at, std::string_view what, bool literal);
  [[nodiscard]] std::size_t furthest() const { return furthest_; }
  [[nodiscard]] const std::vector<Fitting>& fitting() const { return fitting_; }
  // Within a group, what is missing at its very beginning is named by the group.
  const char* quiet_at = nullptr;

  // --- limits ---
  [[nodiscard]] bool deeper(const char* at);   // false, for good, beyond limits::expression_depth
  void shallower() { --depth_; }
  [[nodiscard]] bool too_deep() const { return too_deep_; }
  [[nodiscard]] bool too_many() const { return too_many_; }   // more than limits::statement_parts

 private:
  std::string_view text_;
  PartList parts_;
  std::size_t furthest_ = 0;
  std::vector<Fitting> fitting_;
  int depth_ = 0;
  bool too_deep_ = false;
  bool too_many_ = false;
};

// --- rules ----------------------------------------------------------------------------------------------------------------------------

namespace grammar {

namespace p = tao::pegtl;

template <std::size_t N>
struct Words {
  char text[N]{};
  consteval Words(const char (&from)[N]) { std::copy_n(from, N, text); }
  [[nodiscard]] constexpr std::string_view view() const { return {text, N - 1}; }
};

inline bool is_small(char c) { return c >= 'a' && c <= 'z'; }
inline bool is_digit(char c) { return c >= '0' && c <= '9'; }
inline bool is_word(char c) { return is_small(c) || is_digit(c) || (c >= 'A' && c <= 'Z') || c == '_' || c == '\''; }

inline void skip_blank(Input& in) {
  if (!in.empty() && *in.current() == ' ') in.bump(1);
}

bool match_words(Input& in, Reading& reading, std::string_view words);
bool match_symbol(Input& in, Reading& reading, std::string_view symbol);
bool match_name(Input& in, Reading& reading, bool may_be_reserved);
bool match_text(Input& in, Reading& reading);

#define HANDRAIL_RULE_MATCH                                                                                                         \
  template <p::apply_mode A, p::rewind_mode M, template <typename...> class Action, template <typename...> class Control>           \
  [[nodiscard]] static bool match(Input& in, Reading& reading)

// One or more words, each at its boundary, and the blank after them.
template <Words W>
struct word {
  using rule_t = word;
  using subs_t = p::empty_list;
  HANDRAIL_RULE_MATCH { return match_words(in, reading, W.view()); }
};

template <Words W>
struct symbol {
  using rule_t = symbol;
  using subs_t = p::empty_list;
  HANDRAIL_RULE_MATCH { return match_symbol(in, reading, W.view()); }
};

struct any_name {   // keywords too
  using rule_t = any_name;
  using subs_t = p::empty_list;
  HANDRAIL_RULE_MATCH { return match_name(in, reading, true); }
};
struct free_name {  // not one of the words that hold a clause together
  using rule_t = free_name;
  using subs_t = p::empty_list;
  HANDRAIL_RULE_MATCH { return match_name(in, reading, false); }
};
struct any_text {   // "quoted"
  using rule_t = any_text;
  using subs_t = p::empty_list;
  HANDRAIL_RULE_MATCH { return match_text(in, reading); }
};

// The rules as one token: what is inside is not told, and the blank after it is skipped.
template <Words Label, class... R>
struct token {
  using rule_t = token;
  using subs_t = p::type_list<R...>;
  HANDRAIL_RULE_MATCH {
    auto mark = in.template mark<p::rewind_mode::required>();
    if (p::match<p::seq<R...>, A, p::rewind_mode::dontcare, Action, Control>(in, reading) && (in.empty() || !is_word(*in.current()) || !is_word(in.current()[-1]))) {
      skip_blank(in);
      return mark(true);
    }
    (void)mark(false);
    reading.missing(in.current(), Label.view(), false);
    return false;
  }
};

// Where the rules fail at their very beginning, Label names what is missing; an empty one is silent.
template <Words Label, class... R>
struct group {
  using rule_t = group;
  using subs_t = p::type_list<R...>;
  HANDRAIL_RULE_MATCH {
    const char* const outer = reading.quiet_at;
    const char* const begin = in.current();
    reading.quiet_at = begin;
    const bool matched = p::match<p::seq<R...>, A, M, Action, Control>(in, reading);
    reading.quiet_at = outer;
    if (!matched && !Label.view().empty()) reading.missing(begin, Label.view(), false);
    return matched;
  }
};

template <Part P, class... R>
struct part {
  using rule_t = part;
  using subs_t = p::type_list<R...>;
  HANDRAIL_RULE_MATCH {
    const std::size_t index = reading.begin_part(P, in.current());
    if (reading.too_many()) return false;
    const bool matched = p::match<p::seq<R...>, A, M, Action, Control>(in, reading);
    if (matched)
      reading.end_part(index, in.current());
    else
      reading.drop_parts(index);
    return matched;
  }
};

template <class... R>
struct nested {
  using rule_t = nested;
  using subs_t = p::type_list<R...>;
  HANDRAIL_RULE_MATCH {
    if (!reading.deeper(in.current())) return false;
    const bool matched = p::match<p::seq<R...>, A, M, Action, Control>(in, reading);
    reading.shallower();
    return matched;
  }
};

struct end_of_statement {
  using rule_t = end_of_statement;
  using subs_t = p::empty_list;
  HANDRAIL_RULE_MATCH {
    if (in.empty()) return true;
    reading.missing(in.current(), "", false);
    return false;
  }
};

// A rule whose grammar is compiled once, in another file.
template <bool (*Match)(Input&, Reading&)>
struct elsewhere {
  using rule_t = elsewhere;
  using subs_t = p::empty_list;
  HANDRAIL_RULE_MATCH { return Match(in, reading); }
};

template <class Rule>
bool match_rule(Input& in, Reading& reading) {
  return p::match<Rule, p::apply_mode::nothing, p::rewind_mode::required, p::nothing, p::normal>(in, reading);
}

// A whole statement, or what is left of it: `from` is where reading begins.
template <class... R>
bool read_all(std::string_view text, std::size_t from, Reading& reading) {
  Input in(text.data() + from, text.data() + text.size(), "");
  return match_rule<p::seq<R..., end_of_statement>>(in, reading);
}

// --- shorthands that every grammar file uses ---

using comma = symbol<",">;
using bar = symbol<"|">;
struct name : part<Part::name, any_name> {};
struct own_name : part<Part::name, free_name> {};
struct text : part<Part::text, any_text> {};
template <class R>
using comma_list = p::seq<R, p::star<p::seq<comma, R>>>;
template <Words W>
using word_part = part<Part::word, word<W>>;   // a word that is kept

}  // namespace grammar
}  // namespace handrail::dsl
