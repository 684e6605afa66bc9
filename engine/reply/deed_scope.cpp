#include "engine/reply/deed_scope.hpp"

#include <algorithm>
#include <array>
#include <iterator>

#include "engine/base/one_of.hpp"
#include "engine/base/text.hpp"
#include "engine/reply/clauses.hpp"

namespace handrail::reply {
namespace {

constexpr std::size_t headline_words = 6;   // "Refund for order W1001 processed today"

const Deed* deed_said(const std::string& word) {
  for (const Deed& deed : lists().deeds)
    if (deed.kind != "any" && (deed.done.count(word) || deed.doing.count(word))) return &deed;
  return nullptr;
}

bool verb_in(const Sentence& sentence, const Clause& clause) {
  for (std::size_t i = clause.begin; i < clause.end; ++i)
    if (auxiliary(sentence.words[i].text) || deed_said(sentence.words[i].text)) return true;
  return false;
}

bool behind_a_colon(const Sentence& sentence, std::string_view text, const Clause& clause) {
  if (clause.begin == 0) return false;
  const std::size_t before = sentence.words[clause.begin - 1].end, here = sentence.words[clause.begin].begin;
  return here > before && here <= text.size() && text.substr(before, here - before).find(':') != std::string_view::npos;
}

// Its clause, and those that go on with it: "… W1001 and W1003", "…: $40 for W1001, $20 for W1003".
struct Reach { std::size_t begin = 0, end = 0; };

Reach reach_of(const Sentence& sentence, std::string_view text, const Met& met) {
  const std::vector<Clause> clauses = clauses_of(sentence, text);
  Reach reach{clause_at(clauses, met.begin).begin, clause_at(clauses, met.end - 1).end};
  for (bool listed = false; const Clause& clause : clauses) {
    if (clause.begin == reach.end && !verb_in(sentence, clause) && (listed || behind_a_colon(sentence, text, clause))) {
      reach.end = clause.end;
      listed = true;
    }
    const bool own_subject = clause.begin + 1 < clause.end && one_of<6>({"i", "we", "you", "it", "they", "is"}, sentence.words[clause.begin + 1].text);
    if (clause.begin == reach.end && !own_subject && (clause.opener == "and" || clause.opener == "or" || (clause.opener.empty() && clause.end - clause.begin == 1)))
      reach.end = clause.end;
  }
  return reach;
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

// "W1001" and "W1003" are of one kind, "W1001" and "RC-77" of two.
std::string shape_of(std::string_view id) {
  std::string shape;
  for (const char c : id)
    if (const char kind = c >= '0' && c <= '9' ? '0' : c; kind != '0' || shape.empty() || shape.back() != '0') shape += kind;
  return shape;
}

bool name_one_like(const Checking& checking, const std::vector<const Receipt*>& receipts, const Figure& figure) {
  return std::any_of(receipts.begin(), receipts.end(), [&](const Receipt* receipt) {
    const std::string own = lower_ascii(receipt->id);
    const auto figures = figures_of(checking, *receipt);
    return std::any_of(figures.begin(), figures.end(), [&](const Figure& one) {
      return one.kind == Figure::Kind::id && lower_ascii(one.value) != own && shape_of(one.value) == shape_of(figure.value);
    });
  });
}

bool is_money(const Figure& figure) { return figure.kind == Figure::Kind::money; }

// All that they are of together, where one sentence tells of several: "I have refunded $60 in all".
bool add_up_to(const Checking& checking, const std::vector<const Receipt*>& receipts, const Figure& figure) {
  const auto in_cents = [](const std::string& value) -> std::int64_t {
    const std::size_t point = std::min(value.find('.'), value.size());
    std::string cents = point < value.size() ? value.substr(point + 1) : "";
    if (point > 12 || cents.size() > 3) return -1;
    cents.resize(3, '0');
    return std::stoll(value.substr(0, point)) * 1000 + std::stoll(cents);
  };
  std::int64_t sum = 0;
  for (const Receipt* receipt : receipts) {
    const auto figures = figures_of(checking, *receipt);
    const auto amount = std::find_if(figures.begin(), figures.end(), is_money);
    if (amount == figures.end() || amount->currency != figure.currency || in_cents(amount->value) < 0) return false;
    sum += in_cents(amount->value);
  }
  return receipts.size() > 1 && sum == in_cents(figure.value);
}

// "$40 of the $129": the whole that the deed's amount is a part of.
bool is_whole_of_a_part(const Sentence& sentence, std::string_view text, const Figure& figure) {
  const auto& words = sentence.words;
  std::size_t before = figure.word;
  if (before > 0 && one_of<4>({"the", "your", "a", "an"}, words[before - 1].text)) --before;
  if (before < 2 || !one_of<2>({"of", "from"}, words[before - 1].text)) return false;
  const auto figures = figures_in(sentence, text);
  return std::any_of(figures.begin(), figures.end(), [&](const Figure& part) { return is_money(part) && part.word + part.words + 1 == before; });
}

// What an amount is told with: "$40 for W1001 and $20 for W1003", "for W1001 and W1003 $60 in all".
struct Share {
  std::vector<Figure> records;
  bool alone = true;    // one amount for all of these records
  bool each = false;    // "$20 for each of them"
};

class Sharing {
 public:
  Sharing(const Sentence& sentence, std::string_view text, const Reach& reach) : sentence_(sentence), clauses_(clauses_of(sentence, text)) {
    const Reach wide = widened(reach);
    std::vector<std::size_t> parts(clauses_.size(), 0);   // "refunded W1001" and "cancelled W1003": each verb has its own
    bool has_verb = false;
    std::size_t part = 0;
    for (std::size_t i = 0; i < clauses_.size(); ++i) {
      if (clauses_[i].begin < wide.begin || clauses_[i].begin >= wide.end) continue;
      part += has_verb && verb_in(sentence, clauses_[i]) ? 1 : 0;
      has_verb |= verb_in(sentence, clauses_[i]);
      parts[i] = part;
    }
    for (const Figure& figure : figures_in(sentence, text)) {
      if (figure.word < wide.begin || figure.word >= wide.end || (figure.kind != Figure::Kind::id && !is_money(figure))) continue;
      if (is_money(figure) && is_whole_of_a_part(sentence, text, figure)) continue;
      const auto clause = static_cast<std::size_t>(&clause_at(clauses_, figure.word) - clauses_.data());
      told_.push_back({figure, clause, parts[clause]});
    }
  }

  [[nodiscard]] Share of(const Figure& amount) const {
    const auto at = std::find_if(told_.begin(), told_.end(), [&](const Told& one) { return one.figure.word == amount.word; });
    if (at == told_.end()) return {};
    std::vector<Told> part;
    std::copy_if(told_.begin(), told_.end(), std::back_inserter(part), [&](const Told& one) { return one.part == at->part; });
    const bool only = std::count_if(part.begin(), part.end(), of_money) == 1;
    Share share = std::all_of(part.begin(), part.end(), of_money) ? of_the_part_before(*at) : within(part, *at);
    for (const Told& one : part)
      if (one.clause == at->clause || only) share.each |= says_in(one.clause, {"each", "apiece", "every"});
    if (!only && says_in(at->clause, {"all", "total", "altogether"})) share.records.clear();   // "$40 for W1001 and $20 for W1003, $60 in all"
    return share;
  }

 private:
  struct Told { Figure figure; std::size_t clause = 0, part = 0; };
  static bool of_money(const Told& told) { return is_money(told.figure); }

  [[nodiscard]] bool says_in(std::size_t clause, const std::array<std::string_view, 3>& words) const {
    for (std::size_t i = clauses_[clause].begin; i < clauses_[clause].end; ++i)
      if (one_of(words, sentence_.words[i].text)) return true;
    return false;
  }

  // "For order W1001, …", "…, for W1001 and W1003".
  [[nodiscard]] Reach widened(Reach reach) const {
    const auto of_what = [&](const Clause& clause) {
      return one_of<8>({"for", "on", "regarding", "re", "concerning", "order", "orders", "booking"}, sentence_.words[clause.begin].text);
    };
    for (bool on = false; const Clause& clause : clauses_)
      if (clause.begin == reach.end && !verb_in(sentence_, clause) && (of_what(clause) || on)) {
        reach.end = clause.end;
        on = true;
      }
    std::size_t begin = reach.begin;
    for (std::size_t i = clauses_.size(); i-- > 1;) {
      const Clause &here = clauses_[i], &before = clauses_[i - 1];
      if (here.begin != begin) continue;
      const bool listed = here.opener == "and" && before.opener != "and";   // "W1001 and W1003 have been refunded"
      if (verb_in(sentence_, before) || (!of_what(before) && before.opener != "and" && !listed)) break;
      begin = before.begin;
      if (of_what(before) || listed) reach.begin = begin;
    }
    return reach;
  }

  // "W1001 was cancelled and $40 refunded".
  [[nodiscard]] Share of_the_part_before(const Told& amount) const {
    Share share;
    for (const Told& one : told_) {
      if (one.part + 1 != amount.part) continue;
      if (of_money(one)) return {};
      share.records.push_back(one.figure);
    }
    return share;
  }

  [[nodiscard]] static Share within(const std::vector<Told>& part, const Told& amount) {
    const auto here = static_cast<std::size_t>(std::find_if(part.begin(), part.end(), [&](const Told& one) { return one.figure.word == amount.figure.word; }) - part.begin());
    std::size_t begin = here, end = here + 1;   // of the amounts and records told together
    const bool amounts_first = of_money(part.front());
    if (amounts_first != of_money(part.back())) {
      const auto parts_at = [&](std::size_t i) { return of_money(part[i]) == amounts_first && of_money(part[i - 1]) != amounts_first; };
      while (begin > 0 && !parts_at(begin)) --begin;
      while (end < part.size() && !parts_at(end)) ++end;
    } else {
      while (begin > 0 && part[begin - 1].clause == amount.clause) --begin;
      while (end < part.size() && part[end].clause == amount.clause) ++end;
      if (std::all_of(part.begin() + static_cast<std::ptrdiff_t>(begin), part.begin() + static_cast<std::ptrdiff_t>(end), of_money))
        while (end < part.size() && (of_money(part[end - 1]) || !of_money(part[end]))) ++end;
    }
    Share share;
    std::size_t amounts = 0, nth = 0;
    for (std::size_t i = begin; i < end; ++i) {
      nth += of_money(part[i]) && i < here ? 1 : 0;
      amounts += of_money(part[i]) ? 1 : 0;
      if (!of_money(part[i])) share.records.push_back(part[i].figure);
    }
    share.alone = amounts == 1;
    if (amounts > 1 && amounts == share.records.size()) return {{share.records[nth]}, true, false};   // "$40 and $20 for W1001 and W1003"
    return share;
  }

  const Sentence& sentence_;
  std::vector<Clause> clauses_;
  std::vector<Told> told_;
};

bool tells_money(const Checking& checking, const Receipt* receipt) {
  const auto figures = figures_of(checking, *receipt);
  return std::any_of(figures.begin(), figures.end(), is_money);
}

// Whether the receipts of the records that the amount is told with are of that amount.
bool amount_told(const Checking& checking, const std::vector<const Receipt*>& receipts, const Figure& amount, const Share& share) {
  const auto tells = [&](const Receipt* receipt) { return names(figures_of(checking, *receipt), amount); };
  const auto names_it = [&](const Receipt* receipt) { return [&, figures = figures_of(checking, *receipt)](const Figure& record) { return names(figures, record); }; };
  std::vector<const Receipt*> pool;
  const auto& records = share.records;
  for (const Receipt* receipt : receipts)
    if (std::all_of(records.begin(), records.end(), names_it(receipt))) pool.push_back(receipt);
  const bool of_all = !pool.empty();
  if (!of_all)
    for (const Receipt* receipt : receipts)
      if (std::any_of(records.begin(), records.end(), names_it(receipt)) && tells_money(checking, receipt)) pool.push_back(receipt);
  if (pool.empty()) {
    if (std::any_of(records.begin(), records.end(), [&](const Figure& record) { return name_one_like(checking, receipts, record); })) {
      return std::any_of(receipts.begin(), receipts.end(), [&](const Receipt* receipt) { return tells(receipt) && !name_a_record(checking, {receipt}); });
    }
    pool = receipts;
  } else if (!records.empty()) {
    for (const Receipt* receipt : receipts)   // of no record: it may be of any
      if (tells(receipt) && !name_a_record(checking, {receipt})) return true;
  }
  if (!share.each && add_up_to(checking, pool, amount)) return true;
  if (!share.each && (of_all || !share.alone || records.size() < 2)) return std::any_of(pool.begin(), pool.end(), tells);
  return std::any_of(pool.begin(), pool.end(), tells) &&
         std::all_of(pool.begin(), pool.end(), [&](const Receipt* receipt) { return tells(receipt) || !tells_money(checking, receipt); });
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

std::string record_beyond_receipts(const Checking& checking, const Sentence& sentence, const Met& met) {
  const Reach reach = reach_of(sentence, checking.draft.text, met);
  std::vector<const Receipt*> all;
  for (const Receipt& receipt : checking.evidence.receipts) all.push_back(&receipt);
  for (const Figure& figure : figures_in(sentence, checking.draft.text)) {
    if (figure.word < reach.begin || figure.word >= reach.end || figure.kind != Figure::Kind::id) continue;
    const auto tells = [&](const Receipt* receipt) { return names(figures_of(checking, *receipt), figure); };
    if (std::none_of(all.begin(), all.end(), tells) && name_one_like(checking, all, figure))
      return "a receipt of this conversation that is of `" + checking.draft.text.substr(figure.begin, figure.end - figure.begin) + "`";
  }
  return "";
}

std::string amount_beyond_receipts(const Checking& checking, const Sentence& sentence, const Met& met) {
  const Reach reach = reach_of(sentence, checking.draft.text, met);
  const auto& receipts = checking.evidence.receipts;
  const bool tell_any = std::any_of(receipts.begin(), receipts.end(), [&](const Receipt& receipt) { return tells_money(checking, &receipt); });
  for (const Figure& figure : figures_in(sentence, checking.draft.text)) {
    if (figure.word < reach.begin || figure.word >= reach.end || !is_money(figure) || !tell_any) continue;
    if (!checking.backing().known(figure, false) && !is_sum_of_receipts(checking, sentence, figure))
      return "a receipt of this conversation that is of `" + checking.draft.text.substr(figure.begin, figure.end - figure.begin) + "`";
  }
  return "";
}

std::string beyond_receipts(const Checking& checking, const Sentence& sentence, const Met& met, const std::set<std::string>& kinds, const Vouching& vouching) {
  const Reach reach = reach_of(sentence, checking.draft.text, met);
  const Sharing sharing(sentence, checking.draft.text, reach);
  bool record_named = false;
  std::vector<Figure> figures = figures_in(sentence, checking.draft.text);
  std::stable_partition(figures.begin(), figures.end(), [](const Figure& figure) { return !is_money(figure); });   // a wrong record before its amount
  for (const Figure& figure : figures) {
    if (figure.word < reach.begin || figure.word >= reach.end || (figure.kind != Figure::Kind::id && figure.kind != Figure::Kind::money)) continue;
    std::string kind = kinds.size() == 1 ? *kinds.begin() : "";
    for (std::size_t i = reach.begin; i < figure.word; ++i)   // of "refunded W1001 and cancelled W1003" each is of its own verb
      if (const Deed* deed = deed_said(sentence.words[i].text); deed && kinds.contains(deed->kind)) kind = deed->kind;
    const std::vector<const Receipt*> receipts = vouching(kind);
    const auto tells = [&](const Receipt* receipt) { return names(figures_of(checking, *receipt), figure); };
    if (is_money(figure) ? amount_told(checking, receipts, figure, sharing.of(figure)) : std::any_of(receipts.begin(), receipts.end(), tells)) {
      record_named |= figure.kind == Figure::Kind::id;
      continue;
    }
    const bool by_script = checking.draft.author == Author::script;
    const bool tell_any = figure.kind == Figure::Kind::id ? (by_script ? name_one_like(checking, receipts, figure) : name_a_record(checking, receipts))
                                                          : std::any_of(receipts.begin(), receipts.end(), [&](const Receipt* receipt) { return tells_money(checking, receipt); });
    const bool known = is_money(figure) && checking.backing().known(figure, false);
    if (known && is_whole_of_a_part(sentence, checking.draft.text, figure)) continue;
    // Of receipts that tell no amount, what was read tells it: "the deposit of $80".
    if (tell_any || (by_script && is_money(figure) && !known))
      return "a receipt of this conversation that is of `" + checking.draft.text.substr(figure.begin, figure.end - figure.begin) + "`";
  }
  const bool of_money = kinds.contains("refund") || kinds.contains("pay");
  if (checking.draft.author == Author::script && !of_money) return "";   // how often and what beside it, the desk says in words of its own
  const std::size_t times = times_claimed(sentence, reach);
  for (const std::string& kind : kinds)
    if (!record_named && vouching(kind).size() < times) return std::to_string(times) + " receipts of this conversation";
  if (checking.draft.author != Author::script && adds(sentence, reach) && checking.evidence.receipts.size() < 2) return "a receipt of this conversation for what is added";
  return "";
}

bool is_sum_of_receipts(const Checking& checking, const Sentence& sentence, const Figure& amount) {
  const auto in_all = [](const Word& word) { return one_of<6>({"all", "total", "altogether", "together", "both", "sum"}, word.text); };
  if (std::none_of(sentence.words.begin(), sentence.words.end(), in_all)) return false;
  std::vector<Figure> records = figures_in(sentence, checking.draft.text);
  std::erase_if(records, [](const Figure& figure) { return figure.kind != Figure::Kind::id; });
  std::vector<const Receipt*> receipts;
  for (const Receipt& receipt : checking.evidence.receipts) {
    const auto figures = figures_of(checking, receipt);
    const bool named = records.empty() || std::any_of(records.begin(), records.end(), [&](const Figure& record) { return names(figures, record); });
    if (named && tells_money(checking, &receipt)) receipts.push_back(&receipt);
  }
  return (records.empty() || records.size() == receipts.size()) && add_up_to(checking, receipts, amount);
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

bool a_record_is_of_it(const Checking& checking, const Sentence& sentence, const Met& met) {
  static constexpr std::array<std::string_view, 4> states{"confirmed", "booked", "scheduled", "reserved"};
  static constexpr std::array<std::string_view, 5> deeds{"booked", "registered", "scheduled", "reserved", "enrolled"};
  const auto begin = sentence.words.begin() + static_cast<std::ptrdiff_t>(met.begin), end = sentence.words.begin() + static_cast<std::ptrdiff_t>(met.end);
  if (begin->text != "you" || std::none_of(begin, end, [](const Word& word) { return one_of(deeds, word.text); })) return false;
  const std::vector<Figure> figures = figures_in(sentence, checking.draft.text);
  const auto of_a_moment = [](const Figure& figure) { return figure.kind == Figure::Kind::date || figure.kind == Figure::Kind::clock; };
  const auto in_figure = [&](const Word& word) {
    return std::any_of(figures.begin(), figures.end(), [&](const Figure& one) { return word.begin >= one.begin && word.end <= one.end; });
  };
  if (std::none_of(figures.begin(), figures.end(), of_a_moment)) return false;
  return std::any_of(checking.units().begin(), checking.units().end(), [&](const Unit& unit) {
    const auto has = [&](const Word& word) { return std::binary_search(unit.stems.begin(), unit.stems.end(), meaning_of(word)); };
    const bool stands = std::any_of(states.begin(), states.end(), [&](std::string_view state) { return has({.text = std::string(state), .stem = stem_of(state)}); });
    const bool moments = std::all_of(figures.begin(), figures.end(), [&](const Figure& moment) {
      return !of_a_moment(moment) || std::any_of(unit.figures.begin(), unit.figures.end(), [&](const Figure& source) { return says(source, moment); });
    });
    const auto told = [&](const Word& word) { return !has_content(word) || in_figure(word) || has(word); };
    return unit.from == Unit::From::fact && stands && moments && std::all_of(end, sentence.words.end(), told);
  });
}

}  // namespace handrail::reply
