#include "engine/sentences/wished_sums.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string>

#include "engine/base/money.hpp"
#include "engine/base/text.hpp"
#include "engine/sentences/said_of.hpp"
#include "engine/sentences/shares.hpp"
#include "engine/sentences/spelled_out.hpp"
#include "engine/sentences/verb_forms.hpp"

namespace handrail {
namespace {

constexpr std::array joints{"but", "because", "since", "though", "although", "however", "so", "then", "and", "or", "yet", "while", "whereas", "otherwise", "when", "if", "which"};
constexpr std::array heads{"no", "nope", "yes", "yeah", "ok", "okay", "well", "oh", "please", "kindly", "just", "actually", "sorry", "wait", "hi", "hello", "thanks", "now", "also",
                           "and", "but", "so", "then", "rather", "therefore", "only", "ah", "or"};
constexpr std::array labels{"the", "my", "our", "your", "a", "an", "this", "that", "these", "those", "his", "her", "their", "its", "whole", "full", "other", "another", "total", "of", "what"};
constexpr std::array wishing{"want", "need", "like", "wish", "prefer", "demand", "expect", "claim", "request", "require", "deserve", "please", "kindly", "let", "ask", "asking", "hope",
                             "hoping", "expecting", "wanting", "requesting", "demanding", "claiming", "owe", "owes", "owed", "make", "mean", "meant", "due", "entitled"};
constexpr std::array modal{"can", "could", "may", "might", "would", "will", "should", "must", "shall"};
constexpr std::array contented{"enough", "fine", "ok", "okay", "good", "suffice", "fair", "right", "do", "back", "missing", "outstanding"};
constexpr std::array being{"is", "was", "are", "were", "am", "be", "been", "being"};
constexpr std::array telling{"cost", "costs", "say", "says", "show", "shows", "charge", "charges", "pays", "read", "reads", "states", "came", "comes", "takes", "asks", "between", "has", "have"};
constexpr std::array people{"i", "we", "you", "he", "she", "it", "they", "that", "this", "there", "everybody", "everyone", "somebody", "someone", "nobody", "others"};
constexpr std::array determiners{"the", "my", "our", "your", "a", "an", "this", "that", "these", "those", "his", "her", "their", "its"};
// Of "it is 10", "the amount is 10" it is the sum that is spoken of, and of nothing with a name of its own.
constexpr std::array the_sum_itself{"it", "that", "this", "the", "my", "what", "all", "amount", "sum", "refund", "answer", "i", "we", "correct", "right", "one"};
constexpr std::array begin_no_request{"for", "of", "on", "in", "at", "from", "by", "with", "about", "last", "next", "before", "after", "until", "per", "how", "what",
                                      "where", "why", "who", "whose", "did", "do", "does", "here", "not", "never", "thank", "instead", "to", "as", "once", "twice",
                                      "yesterday", "today", "all", "every", "each", "both", "half", "maybe", "perhaps", "back", "too", "more", "less", "total", "around",
                                      "roughly", "me", "us"};
constexpr std::array of_a_whole{"of", "off", "from", "on", "for", "with", "in", "against", "under", "over", "above", "below", "than", "per", "to"};
constexpr std::array before_a_figure{"the", "other", "another", "only", "just", "about", "roughly", "around", "me", "us", "back", "exactly", "of", "for", "least", "remaining", "missing"};
constexpr std::array behind_a_figure{"back", "please", "of", "from", "out", "for", "off", "now", "instead", "only", "in", "to", "then", "refunded", "returned", "paid", "transferred",
                                     "reimbursed", "credited", "again", "would", "is", "will", "as", "on", "too", "immediately", "today", "i", "we", "you", "that"};

constexpr std::size_t figures_most = 16;   // of a message that are read as sums; one more wished sum than that is no clearer

template <class List>
bool among(const List& list, std::string_view word) { return std::find(list.begin(), list.end(), word) != list.end(); }

bool has_digit(std::string_view word) { return word.find_first_of("0123456789") != std::string_view::npos; }
bool is_figure(std::string_view text, std::size_t at) { return at < text.size() && text[at] >= '0' && text[at] <= '9'; }

enum class Mark { none, within, ends_sentence };

Mark mark_at(std::string_view text, std::size_t at) {
  if (std::string_view(".;!?\n").find(text[at]) != std::string_view::npos) return is_figure(text, at - 1) && is_figure(text, at + 1) ? Mark::none : Mark::ends_sentence;
  if (text[at] == ',' || text[at] == ':' || text[at] == '(' || text[at] == ')') return is_figure(text, at - 1) && is_figure(text, at + 1) ? Mark::none : Mark::within;
  if (text[at] == '-') return at > 0 && text[at - 1] == ' ' && at + 1 < text.size() && text[at + 1] == ' ' ? Mark::within : Mark::none;
  return text.substr(at).starts_with("\u2014") || text.substr(at).starts_with("\u2013") ? Mark::within : Mark::none;
}

struct Word {
  std::string low;
  std::size_t begin = 0, end = 0;
  std::size_t clause = 0, sentence = 0;
  bool is_sum = false;      // a sum with its currency, in one piece
  bool is_figure = false;   // digits alone
};

enum class Said { told, beside, wished };

class Sums {
 public:
  Sums(std::string_view text, const std::vector<EntityClaim>& sums) : text_(text) {
    std::size_t clause = 0, sentence = 0, last = 0;
    for (const std::string_view word : words(text)) {
      const auto begin = static_cast<std::size_t>(word.data() - text.data());
      const auto of_it = [&](const EntityClaim& one) { return begin < one.end && begin + word.size() > one.begin; };
      const auto sum = std::find_if(sums.begin(), sums.end(), of_it);
      const std::size_t from = sum == sums.end() ? begin : std::min<std::size_t>(begin, sum->begin);
      if (!said_.empty() && sum != sums.end() && said_.back().is_sum && said_.back().end >= begin + word.size()) continue;
      for (std::size_t at = last; at < from; ++at) {
        const Mark mark = mark_at(text, at);
        if (mark != Mark::none) ++clause;
        if (mark == Mark::ends_sentence) ++sentence;
      }
      last = begin + word.size();
      if (sum != sums.end()) {
        last = std::max<std::size_t>(last, sum->end);
        said_.push_back({"", sum->begin, last, clause, sentence, true, false});
        continue;
      }
      const std::string low = lower_ascii(word);
      if (among(joints, low)) ++clause;
      const bool figure = low.find_first_not_of("0123456789") == std::string::npos;
      for (std::string& one : spelled_out(word)) said_.push_back({std::move(one), begin, last, clause, sentence, false, figure});
    }
    how_.resize(said_.size(), Said::beside);
    for (std::size_t at = 0, before = said_.size(); at < said_.size(); ++at) {
      if (!said_[at].is_sum && !said_[at].is_figure) continue;
      how_[at] = said_at(at, before < said_.size() && said_[before].sentence == said_[at].sentence ? how_[before] : Said::beside);
      before = at;
    }
  }

  // Of the sum that begins there.
  Said said(std::size_t begin) const {
    const auto at = place_of(begin);
    return at ? how_[*at] : Said::beside;
  }

  // The figures alone that are wished for: "refund me 10", "give me back the 10".
  std::vector<std::pair<std::size_t, std::size_t>> figures_wished() const {
    std::vector<std::pair<std::size_t, std::size_t>> found;
    for (std::size_t at = 0; at < said_.size() && found.size() < figures_most; ++at) {
      if (!said_[at].is_figure) continue;
      std::size_t end = said_[at].end;   // "12.50" is two runs of digits
      std::size_t last = at;
      const bool goes_on = at + 1 < said_.size() && said_[at + 1].is_figure && said_[at + 1].begin == end + 1;
      if (goes_on && std::string_view(".,").find(text_[end]) != std::string_view::npos) end = said_[++last].end;
      if (stands_for_a_sum(at, last) && how_[at] == Said::wished) found.emplace_back(said_[at].begin, end);
      at = last;
    }
    return found;
  }

 private:
  std::optional<std::size_t> place_of(std::size_t begin) const {
    for (std::size_t at = 0; at < said_.size(); ++at)
      if (said_[at].begin == begin && (said_[at].is_sum || said_[at].is_figure)) return at;
    return std::nullopt;
  }
  std::size_t clause_begin(std::size_t at) const {
    while (at > 0 && said_[at - 1].clause == said_[at].clause) --at;
    return at;
  }
  std::size_t clause_end(std::size_t at) const {
    while (at + 1 < said_.size() && said_[at + 1].clause == said_[at].clause) ++at;
    return at + 1;
  }
  std::size_t behind_heads(std::size_t from, std::size_t to) const {
    while (from < to && among(heads, said_[from].low)) ++from;
    return from;
  }

  bool stands_for_a_sum(std::size_t at, std::size_t last) const {
    const std::size_t begin = said_[at].begin, end = said_[last].end;
    const bool joined_before = begin > 0 && std::string_view("#/-.:%+*").find(text_[begin - 1]) != std::string_view::npos;
    const bool joined_behind = end < text_.size() && std::string_view("%/-:*").find(text_[end]) != std::string_view::npos;
    if (joined_before || joined_behind || at == 0 || said_[at - 1].clause != said_[at].clause) return false;
    const std::string& before = said_[at - 1].low;
    const bool is_led = among(before_a_figure, before) || among(wishing, before) || at - 1 == behind_heads(clause_begin(at), at) || before == "get" || before == "have";
    const bool goes_on = last + 1 < said_.size() && said_[last + 1].clause == said_[at].clause;
    return is_led && (!goes_on || among(behind_a_figure, said_[last + 1].low));
  }

  // "10 EUR of the 29 EUR", "10 EUR for the 29 EUR class": what another sum of the clause is a part of, or is for.
  bool is_the_whole_of_another(std::size_t at, std::size_t from) const {
    std::size_t before = at;
    while (before > from && among(labels, said_[before - 1].low) && said_[before - 1].low != "of") --before;
    if (before == from || !among(of_a_whole, said_[before - 1].low)) return false;
    const bool of_a_noun = at + 1 < clause_end(at) && !among(behind_a_figure, said_[at + 1].low);
    if (said_[before - 1].low == "for" && !of_a_noun) return false;
    for (std::size_t earlier = from; earlier + 1 < before; ++earlier)
      if (said_[earlier].is_sum || said_[earlier].is_figure) return true;
    for (std::size_t later = at + 1; said_[before - 1].low == "of" && later < clause_end(at); ++later)   // "of the $29 I want $10 back"
      if (said_[later].is_sum || said_[later].is_figure) return true;
    return false;
  }

  // "I want 10 EUR back", "let me be paid 10 EUR": the nearest word before it that says what is with it.
  std::optional<Said> governed(std::size_t at, std::size_t from) const {
    for (std::size_t word = at; word-- > from;) {
      const std::string& low = said_[word].low;
      const std::string before = word > from ? said_[word - 1].low : "";
      if (among(wishing, low) && !(low == "owed" && before != "am" && before != "are")) return Said::wished;
      if (is_past_form(low) && !among(being, low)) {
        const bool to_be_done = before == "be" || before == "get" || before == "getting" || before == "being";
        const bool as_a_label = among(labels, before) || low == "back";
        if (!to_be_done && !as_a_label) return Said::told;
        continue;
      }
      if (has_to(word)) return Said::wished;
      if (among(modal, low)) {
        const bool is_of_it = word + 1 < at && (said_[word + 1].low == "be" || said_[word + 1].low == "have") && of_being(word, from) == Said::told;
        return is_of_it ? Said::told : Said::wished;   // "the fee should be 19 EUR"
      }
      if (among(being, low) && low != "be" && low != "being") return of_being(word, from);
      if (low.ends_with("ing") && among(being, before)) return Said::told;   // "I am paying 59 a month"
      if (is_told_by(word, from)) return Said::told;
    }
    return std::nullopt;
  }

  bool has_to(std::size_t word) const { return (said_[word].low == "has" || said_[word].low == "have") && word + 1 < said_.size() && said_[word + 1].low == "to"; }

  // "It says 40 EUR", "I have 50 EUR"; not "charge 10 EUR", "can I have 10 EUR".
  bool is_told_by(std::size_t word, std::size_t from) const {
    const std::string& low = said_[word].low;
    if (!among(telling, low) || word == behind_heads(from, word)) return false;
    const bool is_wished = std::any_of(said_.begin() + static_cast<std::ptrdiff_t>(from), said_.begin() + static_cast<std::ptrdiff_t>(word),
                                       [](const Word& one) { return among(modal, one.low) || among(wishing, one.low); });
    return !is_wished || (low != "have" && low != "charge");
  }

  // "The amount is 10", "what I want is 10"; not "my fee is 29".
  Said of_being(std::size_t word, std::size_t from) const {
    bool itself = true;
    for (std::size_t at = behind_heads(from, word); at < word; ++at) {
      if (among(wishing, said_[at].low)) return Said::wished;
      itself = itself && among(the_sum_itself, said_[at].low);
    }
    return itself ? Said::beside : Said::told;
  }

  // "Refund 10 EUR", "kindly transfer 14": the clause begins with a verb.
  bool is_requested(std::size_t at, std::size_t from) const {
    const std::size_t first = behind_heads(from, at);
    if (first >= at || said_[first].is_sum || has_digit(said_[first].low)) return false;
    const std::string& low = said_[first].low;
    return !among(people, low) && !among(determiners, low) && !among(begin_no_request, low) && !among(being, low) && !among(joints, low) && !is_past_form(low) &&
           !low.ends_with("ing") && !low.ends_with("ly");
  }

  // "A haircut costs 30": it has a subject, and no word of wishing.
  bool is_stated(std::size_t at, std::size_t from) const {
    const std::size_t first = behind_heads(from, at);
    if (first >= at) return false;
    std::size_t until = at;
    while (until > first && among(labels, said_[until - 1].low)) --until;
    if (among(people, said_[first].low)) return until > first + 1;
    return among(determiners, said_[first].low) && until > first + 2 && said_[until].low != "of" && said_[until - 1].low != "for";
  }

  // "10 EUR back", "10 EUR should be paid back", "10 EUR were taken".
  std::optional<Said> said_behind(std::size_t at) const {
    for (std::size_t word = at + 1; word < clause_end(at); ++word) {
      const std::string& low = said_[word].low;
      if (among(wishing, low) || among(modal, low) || among(contented, low) || has_to(word)) return Said::wished;
      if (among(being, low)) {
        for (std::size_t rest = word + 1; rest < clause_end(at); ++rest)
          if (among(wishing, said_[rest].low) || among(contented, said_[rest].low)) return Said::wished;
        return Said::told;
      }
      if (is_past_form(low)) return Said::told;
      if (said_[word].is_sum) return std::nullopt;
    }
    return std::nullopt;
  }

  // Without words of its own it is said as the one before it in the sentence: "20 EUR, no 12 EUR", "14 EUR and 9 EUR".
  Said said_at(std::size_t at, Said before) const {
    const std::size_t from = clause_begin(at);
    if (is_the_whole_of_another(at, from)) return Said::told;
    if (const bool is_taken = at + 2 < clause_end(at) && among(std::array{"was", "were"}, said_[at + 1].low) && is_past_form(said_[at + 2].low); is_taken) return Said::told;
    if (const auto said = governed(at, from)) return *said;
    if (is_requested(at, from)) return Said::wished;
    if (is_stated(at, from)) return Said::told;
    const auto said = said_behind(at);
    return said ? *said : before;
  }

  std::string_view text_;
  std::vector<Word> said_;
  std::vector<Said> how_;   // of the sums and figures among them
};

std::size_t values_among(const std::vector<EntityClaim>& sums) {
  std::set<std::string> values;
  for (const EntityClaim& one : sums) values.insert(canonical(one.value));
  return values.size();
}

// Those of one kind that count: what is left out or taken off by its words ("not 29 EUR", "keep 8 EUR") is another's to see.
std::vector<EntityClaim> wished_of_a_kind(std::string_view text, const Sums& said, std::vector<EntityClaim> sums) {
  const auto is_out = [&](const EntityClaim& one) {
    return said_of(text, one.begin, one.end, NamedKind::value) == SaidOf::excluded || is_taken_off(text, one.begin, one.end);
  };
  std::vector<EntityClaim> named, wished, beside, out;
  for (const EntityClaim& one : sums)
    if (is_out(one)) out.push_back(one);
    else named.push_back(one);
  for (const EntityClaim& one : named) {
    const Said how = said.said(one.begin);
    if (how == Said::wished) wished.push_back(one);
    else if (how == Said::beside) beside.push_back(one);
  }
  std::vector<EntityClaim> left = !wished.empty() ? wished : beside;
  if (left.empty()) return {};
  left.insert(left.end(), out.begin(), out.end());
  return left;
}

}  // namespace

bool is_sum(const EntityClaim& claim) { return !claim.value.text_or("amount").empty() && !claim.value.text_or("currency").empty(); }

std::vector<EntityClaim> with_sums_wished(std::string_view text, std::vector<EntityClaim> claims) {
  std::vector<EntityClaim> sums;
  std::set<std::string> kinds;
  for (const EntityClaim& one : claims)
    if (is_sum(one) && one.begin < one.end && one.end <= text.size()) sums.push_back(one), kinds.insert(one.entity);
  if (sums.empty()) return claims;
  const Sums said(text, sums);
  std::vector<EntityClaim> figures;
  const auto currency = Currency::parse(sums.front().value.text_or("currency"));
  for (const auto& [begin, end] : currency ? said.figures_wished() : std::vector<std::pair<std::size_t, std::size_t>>{}) {
    const auto is_part_of = [&](const EntityClaim& one) { return begin < one.end && end > one.begin && !one.value.integer(); };
    std::string written(text.substr(begin, end - begin));
    std::ranges::replace(written, ',', '.');
    const auto money = parse_money(written, *currency);
    if (!money || std::ranges::any_of(claims, is_part_of)) continue;
    for (const std::string& kind : kinds)
      figures.push_back({kind, std::string(text.substr(begin, end - begin)), Json::object({{"amount", format_amount(*money)}, {"currency", money->currency.code()}}),
                         static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
  }
  sums.insert(sums.end(), figures.begin(), figures.end());
  std::vector<EntityClaim> kept = std::move(claims);
  for (const std::string& kind : kinds) {
    std::vector<EntityClaim> of_kind;
    std::ranges::copy_if(sums, std::back_inserter(of_kind), [&](const EntityClaim& one) { return one.entity == kind; });
    if (values_among(of_kind) < 2) continue;
    std::erase_if(kept, [&](const EntityClaim& one) { return one.entity == kind && is_sum(one) && one.begin < one.end && one.end <= text.size(); });
    const std::vector<EntityClaim> left = wished_of_a_kind(text, said, std::move(of_kind));
    kept.insert(kept.end(), left.begin(), left.end());
  }
  std::ranges::stable_sort(kept, {}, &EntityClaim::begin);
  return kept;
}

}  // namespace handrail
