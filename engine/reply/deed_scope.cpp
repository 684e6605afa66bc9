#include "engine/reply/deed_scope.hpp"

#include <algorithm>
#include <array>

#include "engine/base/text.hpp"
#include "engine/reply/clauses.hpp"

namespace handrail::reply {
namespace {

constexpr std::size_t headline_words = 6;   // "Refund for order W1001 processed today"

template <std::size_t N>
bool one_of(const std::array<std::string_view, N>& words, std::string_view word) { return std::find(words.begin(), words.end(), word) != words.end(); }

// Its clause, and those that go on with it: "… W1001 and W1003".
struct Reach { std::size_t begin = 0, end = 0; };

Reach reach_of(const Sentence& sentence, std::string_view text, const Met& met) {
  const std::vector<Clause> clauses = clauses_of(sentence, text);
  Reach reach{clause_at(clauses, met.begin).begin, clause_at(clauses, met.end - 1).end};
  for (const Clause& clause : clauses) {
    const bool own_subject = clause.begin + 1 < clause.end && one_of<6>({"i", "we", "you", "it", "they", "is"}, sentence.words[clause.begin + 1].text);
    if (clause.begin == reach.end && !own_subject && (clause.opener == "and" || clause.opener == "or" || (clause.opener.empty() && clause.end - clause.begin == 1)))
      reach.end = clause.end;
  }
  return reach;
}

const Deed* deed_said(const std::string& word) {
  for (const Deed& deed : lists().deeds)
    if (deed.kind != "any" && (deed.done.count(word) || deed.doing.count(word))) return &deed;
  return nullptr;
}

std::vector<Figure> figures_of(const Checking& checking, const Receipt& receipt) {
  for (const Unit& unit : checking.units())
    if (unit.from == Unit::From::receipt && &checking.evidence.receipts[unit.index] == &receipt) return unit.figures;
  return {};
}

bool names(const std::vector<Figure>& figures, const Figure& figure) {
  return std::any_of(figures.begin(), figures.end(), [&](const Figure& one) { return says(one, figure); });
}

// Records that receipts name, but for their own numbers.
bool name_a_record(const Checking& checking, const std::vector<const Receipt*>& receipts) {
  return std::any_of(receipts.begin(), receipts.end(), [&](const Receipt* receipt) {
    const std::string own = lower_ascii(receipt->id);
    const auto figures = figures_of(checking, *receipt);
    return std::any_of(figures.begin(), figures.end(), [&](const Figure& one) { return one.kind == Figure::Kind::id && lower_ascii(one.value) != own; });
  });
}

// How often it is claimed to have been done: "twice", "both bookings", "all your flights", "two refunds".
std::size_t times_claimed(const Sentence& sentence, const Reach& reach) {
  for (std::size_t i = reach.begin; i < reach.end; ++i) {
    const std::string& word = sentence.words[i].text;
    const std::string_view next = i + 1 < reach.end ? std::string_view(sentence.words[i + 1].text) : std::string_view();
    if (word == "twice" || word == "both") return 2;
    if (word == "thrice") return 3;
    if ((word == "all" && one_of<5>({"your", "of", "the", "our", "these"}, next)) || (word == "every" && next != "time")) return 2;
    const bool counted = one_of<6>({"times", "refunds", "reimbursements", "cancellations", "replacements", "bookings"}, next);
    static constexpr std::array<std::string_view, 5> numbers{"two", "three", "four", "five", "six"};
    if (const auto at = std::find(numbers.begin(), numbers.end(), word); counted && at != numbers.end()) return static_cast<std::size_t>(at - numbers.begin()) + 2;
    if (counted && word.size() == 1 && word[0] >= '2' && word[0] <= '9') return static_cast<std::size_t>(word[0] - '0');
  }
  return 1;
}

// "… and the shipping as well", "another refund": something was done before it.
bool adds(const Sentence& sentence, const Reach& reach) {
  for (std::size_t i = reach.begin; i < reach.end; ++i) {
    const std::string& word = sentence.words[i].text;
    const bool last = i + 1 == reach.end;
    if (word == "also" || word == "another" || (word == "too" && last) || (word == "second" && i > reach.begin) ||
        (word == "well" && i > reach.begin && sentence.words[i - 1].text == "as" &&
        (last || sentence.words[i + 1].text != "as"))) return true;
  }
  return false;
}

}  // namespace

std::string beyond_receipts(const Checking& checking, const Sentence& sentence, const Met& met, const std::set<std::string>& kinds, const Vouching& vouching) {
  const Reach reach = reach_of(sentence, checking.draft.text, met);
  bool record_named = false;
  for (const Figure& figure : figures_in(sentence, checking.draft.text)) {
    if (figure.word < reach.begin || figure.word >= reach.end || (figure.kind != Figure::Kind::id && figure.kind != Figure::Kind::money)) continue;
    std::string kind = kinds.size() == 1 ? *kinds.begin() : "";
    for (std::size_t i = reach.begin; i < figure.word; ++i)   // of "refunded W1001 and cancelled W1003" each is of its own verb
      if (const Deed* deed = deed_said(sentence.words[i].text); deed && kinds.contains(deed->kind)) kind = deed->kind;
    const std::vector<const Receipt*> receipts = vouching(kind);
    const auto tells = [&](const Receipt* receipt) { return names(figures_of(checking, *receipt), figure); };
    if (std::any_of(receipts.begin(), receipts.end(), tells)) {
      record_named |= figure.kind == Figure::Kind::id;
      continue;
    }
    const bool tell_any = figure.kind == Figure::Kind::id ? name_a_record(checking, receipts) : std::any_of(receipts.begin(), receipts.end(), [&](const Receipt* receipt) {
      const auto figures = figures_of(checking, *receipt);
      return std::any_of(figures.begin(), figures.end(), [](const Figure& one) { return one.kind == Figure::Kind::money; });
    });
    if (tell_any) return "a receipt of this conversation that is of `" + checking.draft.text.substr(figure.begin, figure.end - figure.begin) + "`";
  }
  const std::size_t times = times_claimed(sentence, reach);
  for (const std::string& kind : kinds)
    if (!record_named && vouching(kind).size() < times) return std::to_string(times) + " receipts of this conversation";
  if (adds(sentence, reach) && checking.evidence.receipts.size() < 2) return "a receipt of this conversation for what is added";
  return "";
}

bool told_by_letter(const Sentence& sentence, const Met& met) {
  for (std::size_t i = met.begin; i + 1 < std::min(sentence.words.size(), met.end + 2); ++i) {
    const std::string& next = sentence.words[i + 1].text;
    if ((sentence.words[i].text == "by" || sentence.words[i].text == "via") && one_of<8>({"email", "e-mail", "mail", "text", "sms", "letter", "post", "e"}, next)) return true;
  }
  return false;
}

bool says_it_arrived(const Checking& checking) {
  static constexpr std::array<std::string_view, 4> words{"landed", "settled", "cleared", "posted"};   // a parcel arrives as well
  return std::any_of(checking.units().begin(), checking.units().end(), [&](const Unit& unit) {
    if (unit.from != Unit::From::fact && unit.from != Unit::From::receipt) return false;
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
      const std::string text(word);
      return std::binary_search(unit.stems.begin(), unit.stems.end(), meaning_of({.text = text, .stem = stem_of(text)}));
    });
  });
}

std::vector<Met> headlines_in(const Sentence& sentence, std::string_view text) {
  std::vector<Met> found;
  const auto done = [&](std::size_t i) {
    return std::any_of(lists().deeds.begin(), lists().deeds.end(), [&](const Deed& deed) { return deed.done.count(sentence.words[i].text) > 0; });
  };
  const auto close = [&](std::size_t begin, std::size_t end) {
    while (end > begin + 1 && one_of<8>({"today", "successfully", "now", "already", "requested", "as", "you", "for"}, sentence.words[end - 1].text)) --end;
    if (end - begin < 2 || end - begin > headline_words || !done(end - 1)) return;
    for (std::size_t i = begin; i + 1 < end; ++i) {
      const Word& word = sentence.words[i];
      if (auxiliary(word.text) || negates(word) || condition(word.text) ||
          one_of<12>({"i", "we", "you", "be", "been", "being", "get", "got", "or", "that", "which", "to"}, word.text))
        return;
    }
    const Word& thing = sentence.words[end - 2];   // "the fee waived" and not "only opened"
    const bool record = std::any_of(thing.text.begin(), thing.text.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (has_content(thing) || record || one_of<4>({"order", "request", "case", "account"}, thing.text)) found.push_back({0, begin, end});
  };
  std::size_t begin = 0;
  for (std::size_t i = 1; i <= sentence.words.size(); ++i) {
    if (i < sentence.words.size() && !parted_at(sentence, text, i)) continue;
    const bool goes_on = i - begin <= 3 && i + 1 <= sentence.words.size() && text.substr(sentence.words[i - 1].end, 1) == ":";   // "Refund: done"
    if (goes_on) continue;
    close(begin, i);
    begin = i;
  }
  return found;
}

}  // namespace handrail::reply
