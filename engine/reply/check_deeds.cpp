// Claimed deeds need receipts, and a hand-over needs somebody who takes over.
#include <algorithm>
#include <array>
#include <set>

#include "engine/base/text.hpp"
#include "engine/reply/checking.hpp"
#include "engine/reply/clauses.hpp"
#include "engine/reply/deed_scope.hpp"
#include "engine/reply/money_moved.hpp"

namespace handrail::reply {
namespace {

constexpr std::array conditions{"if", "once", "when", "whenever", "after", "until", "unless", "before", "whether"};
constexpr std::array relatives{"that", "which", "who", "whose"};
constexpr std::size_t negation_words = 3;

bool is_article(const std::string& word) {
  static constexpr std::array articles{"your", "the", "a", "an", "our"};
  return std::find(articles.begin(), articles.end(), word) != articles.end();
}

bool of_speaker(std::string_view word) { return word == "i" || word == "we"; }

// "If the item we sent is broken": what every customer is sent. "If the new one we sent arrives" tells of a deed.
bool sent_to_anybody(const Sentence& sentence, const std::vector<Clause>& clauses, const Clause& clause) {
  constexpr std::size_t head_words = 4;
  static constexpr std::array new_ones{"new", "second", "another", "other", "first", "extra", "replacement"};
  if (!clause.relative || clause.begin == 0 || sentence.words[clause.begin].text != "we") return false;
  if (clause_at(clauses, clause.begin - 1).stance != Clause::Stance::supposed) return false;
  for (std::size_t i = clause.begin - std::min(clause.begin, head_words); i < clause.begin; ++i) {
    const std::string& word = sentence.words[i].text;
    if (std::find(new_ones.begin(), new_ones.end(), word) != new_ones.end() || word.starts_with('$')) return false;
    for (const Deed& deed : lists().deeds)
      if (deed.nouns.count(word)) return false;
  }
  return true;
}

// "Your plan is closed if …", "the fee is waived when …": what happens in general. "Has been closed" does not.
bool happens_under_a_condition(const Sentence& sentence, const std::vector<Clause>& clauses, const Met& met) {
  bool present = false;
  for (std::size_t i = met.begin; i < met.end; ++i) {
    const std::string& word = sentence.words[i].text;
    if (of_speaker(word) || word == "been" || word == "was" || word == "were" || word == "now" || word == "already") return false;
    present |= word == "is" || word == "are";
  }
  return present && std::any_of(clauses.begin(), clauses.end(), [&](const Clause& clause) {
    return clause.begin > met.begin && clause.stance == Clause::Stance::supposed && condition(clause.opener);
  });
}

// "If your order has been cancelled …", "items that were sent …", "nothing has been changed", "was it refunded?": no deed is claimed. Only its own clause says so: what
// is taken for granted within a question, a courtesy or a condition is claimed.
bool only_speaks_of_it(const Checking& checking, const Sentence& sentence, const Met& met) {
  const std::vector<Clause> clauses = clauses_of(sentence, checking.draft.text);
  const Clause& clause = clause_at(clauses, met.begin);
  const bool by_speaker = of_speaker(sentence.words[met.begin].text);
  if (by_speaker && !sentence.asks && clause.begin == 0 && sentence.words.front().text == "what" && met.begin == 1) return false;   // "What we have done is cancel it"
  if (clause.stance != Clause::Stance::told || sent_to_anybody(sentence, clauses, clause) || happens_under_a_condition(sentence, clauses, met)) return true;
  // "Once we have it, the money is on its way."
  static constexpr std::array<std::string_view, 5> reasons{"since", "because", "as", "now", "like"};
  const bool own_reason = std::find(reasons.begin(), reasons.end(), clause.opener) != reasons.end();
  if (!by_speaker && !own_reason && clause.begin > 0 && clauses.front().stance == Clause::Stance::supposed) return true;
  // "Order W4001 was paid in USD": how it was paid for.
  const std::string_view behind = met.end < sentence.words.size() ? std::string_view(sentence.words[met.end].text) : std::string_view();
  static constexpr std::array<std::string_view, 5> how{"in", "by", "with", "via", "using"};
  if (!by_speaker && sentence.words[met.end - 1].text == "paid" && std::find(how.begin(), how.end(), behind) != how.end()) return true;
  // "an invoice that was issued before"
  for (std::size_t i = met.begin + 1; i + 1 < met.end; ++i)
    if (std::find(relatives.begin(), relatives.end(), sentence.words[i].text) != relatives.end() && auxiliary(sentence.words[i + 1].text)) return true;
  const std::size_t from = std::max(clause.begin, met.begin - std::min(met.begin, negation_words));
  for (std::size_t i = from; i < met.end; ++i) {
    const bool answers = i == 0 && sentence.words[i].text == "no" && clause.end == 1;   // "No, …"
    if (negates(sentence.words[i]) && !answers) return true;
  }
  return false;
}

// "\"I changed my mind\" is a fine answer": a script shows the customer what to write. A model's quotation marks excuse nothing.
bool stands_in_quotes(const Checking& checking, const Sentence& sentence, const Met& met) {
  if (checking.draft.author != Author::script) return false;
  const std::string_view text = checking.draft.text;
  const std::size_t begin = sentence.words[met.begin].begin, end = sentence.words[met.end - 1].end;
  constexpr std::string_view opens = "\u201C", closes = "\u201D";
  if (const std::size_t open = text.substr(0, begin).rfind(opens); open != std::string_view::npos) {
    const std::size_t close = text.find(closes, open);
    if (close != std::string_view::npos && close >= end) return true;
  }
  const bool opened = std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(begin), '"') % 2 == 1;
  return opened && text.find('"', end) != std::string_view::npos && text.substr(begin, end - begin).find('"') == std::string_view::npos;
}

const Deed* deed_called(std::string_view kind) {
  for (const Deed& deed : lists().deeds)
    if (deed.kind == kind) return &deed;
  return nullptr;
}

// Where the verb of the phrase begins, behind what it is said of: "booking" in "Your booking has been moved" is no deed.
std::size_t verb_of(const Sentence& sentence, const Met& met) {
  static constexpr std::array auxiliaries{"was", "were", "is", "are", "has", "have", "had", "got"};
  if (!is_article(sentence.words[met.begin].text)) return met.begin;
  for (std::size_t i = met.begin; i < met.end; ++i)
    if (std::find(auxiliaries.begin(), auxiliaries.end(), sentence.words[i].text) != auxiliaries.end()) return i;
  return met.begin;
}

// What kinds of deeds the words claim: by the verbs, and where these say nothing by the nouns beside them. Empty: any.
std::set<std::string> kinds_of(const Sentence& sentence, const Met& met) {
  std::set<std::string> by_verb, by_noun;
  for (std::size_t i = verb_of(sentence, met); i < sentence.words.size(); ++i)
    for (const Deed& deed : lists().deeds) {
      const std::string& word = sentence.words[i].text;
      const bool joined = i < met.end || (i > 0 && sentence.words[i - 1].text == "and");   // "I refunded it and sent a new one"
      if (joined && deed.kind != "any" && (deed.done.count(word) || deed.doing.count(word) || (i < met.end && deed.plain.count(word)))) by_verb.insert(deed.kind);
    }
  if (!by_verb.empty()) return by_verb;
  for (const Word& word : sentence.words)
    for (const Deed& deed : lists().deeds)
      if (deed.nouns.count(word.text)) by_noun.insert(deed.kind);
  const auto of_change = [](const Word& word) { return word.text == "plan" || word.text == "tier" || word.text == "membership"; };
  if (by_noun.empty() && std::any_of(sentence.words.begin() + static_cast<std::ptrdiff_t>(met.begin), sentence.words.begin() + static_cast<std::ptrdiff_t>(met.end), of_change))
    return {"change"};   // "Your plan is now Enterprise"
  if (by_noun.size() > 1) return {*by_noun.begin()};   // "the label for your return": one noun names the deed
  return by_noun;
}

// "unlock_account" locks nothing: "un" turns the rest of its word round.
bool names(const std::string& tool, const std::string& word) {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  const auto large = [](char c) { return c >= 'A' && c <= 'Z'; };
  const std::string name = lower_ascii(tool);
  for (std::size_t at = name.find(word); at != std::string::npos; at = name.find(word, at + 1)) {
    std::size_t begin = at;   // of the word of the name: behind a mark, or at a capital ("unlockAccount")
    while (begin > 0 && letter(tool[begin - 1]) && !(large(tool[begin]) && !large(tool[begin - 1]))) --begin;
    if (begin == at || !std::string_view(name).substr(begin).starts_with("un")) return true;
  }
  return false;
}

bool vouches(const Receipt& receipt, const std::string& kind) {
  const Deed* deed = deed_called(kind);
  return deed && std::any_of(deed->vouching.begin(), deed->vouching.end(), [&](const std::string& word) { return names(receipt.tool, word); });
}

// "I have upgraded you to express delivery" beside the receipt of an address that was changed: most deeds have one kind of thing, a change has any.
bool of_the_same_thing(const Checking& checking, const Sentence& sentence, const Met& met, const std::string& kind, const Receipt& receipt) {
  constexpr std::size_t words_min = 2;   // one may be another word for it
  if (kind != "change" || checking.draft.author != Author::model) return true;
  std::size_t named = 0;
  for (std::size_t i = verb_of(sentence, met) + 1; i < sentence.words.size(); ++i) {
    const Word& word = sentence.words[i];
    const std::size_t before = sentence.words[i - 1].end;
    const bool parted = word.begin > before && std::string_view(checking.draft.text).substr(before, word.begin - before).find_first_of(",;:") != std::string_view::npos;
    if (i > met.end && (parted || word.text == "and" || word.text == "but")) break;
    const bool verb = std::any_of(lists().deeds.begin(), lists().deeds.end(), [&](const Deed& deed) { return deed.done.count(word.text) || deed.doing.count(word.text); });
    if (verb || !has_content(word)) continue;
    ++named;
    for (const Unit& unit : checking.units())
      if (unit.from == Unit::From::receipt && &checking.evidence.receipts[unit.index] == &receipt &&
          std::binary_search(unit.stems.begin(), unit.stems.end(), meaning_of(word))) return true;
  }
  return named < words_min;
}

bool moves_money(const Checking& checking, const Receipt& receipt) {
  const auto& tools = checking.evidence.moving_money;
  return std::find(tools.begin(), tools.end(), receipt.tool) != tools.end();
}

// A tool of the desk's own whose name says nothing of any kind ("pay_out", "auszahlen"): its script may word what it did.
bool says_no_kind(const Receipt& receipt) {
  const std::string name = lower_ascii(receipt.tool);
  return std::none_of(lists().deeds.begin(), lists().deeds.end(), [&](const Deed& deed) {
    return std::any_of(deed.vouching.begin(), deed.vouching.end(), [&](const std::string& word) { return name.find(word) != std::string::npos; });
  });
}

Word as_word(std::string text) { return {.text = text, .stem = stem_of(text)}; }

template <std::size_t count> bool says_one_of(const Unit& unit, const std::array<const char*, count>& words) {
  return std::any_of(words.begin(), words.end(), [&](const char* word) { return std::binary_search(unit.stems.begin(), unit.stems.end(), meaning_of(as_word(word))); });
}

// "Your order is on its way": what was read must speak of the way that it is on; none of these words says anything by itself.
bool a_fact_says_on_its_way(const Checking& checking) {
  return std::any_of(checking.units().begin(), checking.units().end(), [](const Unit& unit) {
    if (unit.from != Unit::From::fact && unit.from != Unit::From::receipt) return false;
    static constexpr std::array words{"shipped", "dispatched", "transit", "way", "sent", "delivery", "departed"};
    return says_one_of(unit, words);
  });
}

// "You are verified now": what was read of somebody says how they are, not that a model has just done it.
bool just_now(const Sentence& sentence, const Met& met) {
  return sentence.words[met.begin].text == "you" &&
      std::any_of(sentence.words.begin(), sentence.words.end(), [](const Word& word) { return word.text == "now" || word.text == "just" || word.text == "been"; });
}

// "Call 555-0100 and help is on its way", "Press the button: we are on our way": what comes of it when the customer asks for it.
bool comes_when_called(const Checking& checking, const Sentence& sentence, const Met& met) {
  static constexpr std::array calls{"call", "ring", "phone", "dial", "text", "press", "push", "message", "contact", "pull"};
  const std::vector<Clause> clauses = clauses_of(sentence, checking.draft.text);
  return std::any_of(clauses.begin(), clauses.end(), [&](const Clause& clause) {
    std::size_t first = clause.begin;
    while (first < clause.end && (sentence.words[first].text == clause.opener || sentence.words[first].text == "please" || sentence.words[first].text == "just")) ++first;
    return clause.begin < met.begin && first < clause.end && std::find(calls.begin(), calls.end(), sentence.words[first].text) != calls.end();
  });
}

// "Help is on its way", "we are coming to you now": only a receipt of what sends or orders somebody says so, or a record of what is under way by itself.
bool nobody_set_out(const Checking& checking, const Sentence& sentence, const Met& met) {
  if (only_speaks_of_it(checking, sentence, met) || comes_when_called(checking, sentence, met)) return false;
  const bool sent = std::any_of(checking.evidence.receipts.begin(), checking.evidence.receipts.end(), [](const Receipt& receipt) {
    return says_no_kind(receipt) || vouches(receipt, "send") || vouches(receipt, "replace") || vouches(receipt, "open") || vouches(receipt, "refund") || vouches(receipt, "pay");
  });
  return !sent && (of_speaker(sentence.words[met.begin].text) || !a_fact_says_on_its_way(checking));
}

// A fact that says the same word: "cancelled" of an order that was looked up.
bool a_fact_says_so(const Checking& checking, const Sentence& sentence, const Met& met) {
  if (sentence.words[met.begin].text == "i" || sentence.words[met.begin].text == "we") return false;
  if (checking.draft.author == Author::model && just_now(sentence, met)) return false;
  if (a_fact_tells_the_amount(checking, sentence, met) || a_record_is_of_it(checking, sentence, met)) return true;
  bool names_deed = false;
  for (std::size_t i = met.begin; i < met.end; ++i) {
    const Word& word = sentence.words[i];
    const bool deed = std::any_of(lists().deeds.begin(), lists().deeds.end(), [&](const Deed& one) { return one.done.count(word.text) > 0; });
    if (!deed && !(word.text.ends_with("ed") && has_content(word))) continue;
    names_deed = true;
    for (const Unit& unit : checking.units())
      if (unit.from == Unit::From::fact && std::binary_search(unit.stems.begin(), unit.stems.end(), meaning_of(word))) return true;
  }
  if (!names_deed && std::none_of(sentence.words.begin(), sentence.words.end(), has_content)) return a_fact_says_on_its_way(checking);
  return !names_deed && checking.backing().of({.sentence = sentence, .text = checking.draft.text, .account = true}).holds;   // "Your plan is now Pro"
}

// What an article says happens in general is its own matter; that something has been done for the reader it cannot know.
bool told_in_general(const Sentence& sentence, const Met& met) {
  bool of_reader = false, in_perfect = false, conditional = false;
  for (std::size_t i = 0; i < sentence.words.size(); ++i) {
    const std::string& word = sentence.words[i].text;
    of_reader |= word == "your" || word == "you";
    in_perfect |= i >= met.begin && i < met.end && (word == "been" || word == "have" || word == "way");
    conditional |= std::find(conditions.begin(), conditions.end(), word) != conditions.end() || word == "may" || word == "can" || word == "says" || word == "means";
  }
  return !of_reader || !in_perfect || conditional || sentence.asks;
}

// "Your photos are saved on our servers" of anybody's; "are now saved", "is on its way" tell of one day.
bool told_in_the_present(const Sentence& sentence, const Met& met) {
  static constexpr std::array<std::string_view, 10> of_a_day{"i", "have", "has", "been", "was", "were", "now", "just", "already", "way"};
  return !of_speaker(sentence.words[met.begin].text) && std::none_of(sentence.words.begin(), sentence.words.end(), [&](const Word& word) {
    return std::find(of_a_day.begin(), of_a_day.end(), word.text) != of_a_day.end();
  });
}

// Whether nothing in the phrase is a verb of a known deed: "we have brought back", "your data is safe".
bool names_no_deed(const Sentence& sentence, const Met& met) {
  return std::none_of(sentence.words.begin() + static_cast<std::ptrdiff_t>(met.begin), sentence.words.begin() + static_cast<std::ptrdiff_t>(met.end), [](const Word& word) {
    return std::any_of(lists().deeds.begin(), lists().deeds.end(), [&](const Deed& deed) { return deed.done.count(word.text) > 0 || deed.doing.count(word.text) > 0; });
  });
}

// What an article that the customer may read tells in the same words, the phrase among them: "We have closed our shop in Berlin for good."
bool an_article_has_the_words(const Checking& checking, const Sentence& sentence, const Met& met, std::size_t percent_min) {
  const auto stems = [](const Sentence& one) {
    std::set<std::uint64_t> found;
    for (const Word& word : one.words)
      if (has_content(word)) found.insert(meaning_of(word));
    return found;
  };
  const auto same = [](const Word& a, const Word& b) { return a.text == b.text; };
  const auto first = sentence.words.begin() + static_cast<std::ptrdiff_t>(met.begin), behind = sentence.words.begin() + static_cast<std::ptrdiff_t>(met.end);
  const std::set<std::uint64_t> mine = stems(sentence);
  for (const Passage& passage : checking.evidence.passages) {
    if (passage.audience == Audience::internal || speaks_to_the_model(passage.text)) continue;
    for (const Sentence& told : read_text(passage.text).sentences) {
      if (std::search(told.words.begin(), told.words.end(), first, behind, same) == told.words.end()) continue;
      const std::set<std::uint64_t> theirs = stems(told);
      const auto shared = static_cast<std::size_t>(std::count_if(mine.begin(), mine.end(), [&](std::uint64_t stem) { return theirs.contains(stem); }));
      if (100 * shared >= percent_min * std::max(mine.size(), theirs.size())) return true;
    }
  }
  return false;
}

// An article may say what happens to refunds; it cannot say that this one happened.
bool an_article_says_so(const Checking& checking, const Sentence& sentence, const Met& met) {
  constexpr std::size_t same_percent = 90;
  if (std::count_if(sentence.words.begin(), sentence.words.end(), has_content) < 2) return false;   // "All done.", "Refunded!"
  const bool of_this_customer = std::any_of(sentence.words.begin(), sentence.words.end(), [](const Word& word) {
    return word.text == "your" || word.text == "i" || word.text == "you";
  });
  const bool by_speaker_now = of_speaker(sentence.words[met.begin].text) &&   // "we have paid back half of it" is no rule
      std::any_of(sentence.words.begin() + static_cast<std::ptrdiff_t>(met.begin), sentence.words.begin() + static_cast<std::ptrdiff_t>(met.end),
                  [](const Word& word) { return word.text == "have" || word.text == "just"; });
  const bool how_it_is = met.section == sections().state && names_no_deed(sentence, met) && kinds_of(sentence, met).empty() && told_in_the_present(sentence, met);
  if (checking.evidence.passages.empty() || (of_this_customer && !how_it_is)) return false;
  if ((by_speaker_now || how_it_is) && !an_article_has_the_words(checking, sentence, met, of_this_customer ? 100 : same_percent)) return false;
  return checking.backing().of({.sentence = sentence, .text = checking.draft.text}).holds;
}

bool tells_of_money(const Sentence& sentence) {
  const Deed* money = deed_called("refund");
  return std::any_of(sentence.words.begin(), sentence.words.end(), [&](const Word& word) { return word.text.starts_with('$') || (money && money->nouns.count(word.text) > 0); });
}

// "I have credited 50 points": what is given back is counted, and is no money.
bool counts_other_things(const Sentence& sentence, std::string_view text) {
  const std::vector<Figure> figures = figures_in(sentence, text);
  return !tells_of_money(sentence) && std::any_of(figures.begin(), figures.end(), [](const Figure& figure) { return figure.kind == Figure::Kind::number; }) &&
      std::none_of(figures.begin(), figures.end(), [](const Figure& figure) { return figure.kind == Figure::Kind::money; });
}

// Whether the receipt proves such a deed to a script: by its tool's name, by what the tool does with money, or, of a name that says nothing, by any deed but that one.
bool vouches_to_a_script(const Checking& checking, const Sentence& sentence, const Receipt& receipt, const std::string& kind) {
  if (vouches(receipt, kind)) return true;
  const bool of_money = (kind == "refund" || kind == "pay") && !counts_other_things(sentence, checking.draft.text);
  return of_money ? moves_money(checking, receipt) : says_no_kind(receipt);
}

// "We have sent your refund" of a script that tells what a tool did: the desk words its deeds as it likes, but for money given back.
bool words_its_own(const Checking& checking, const Sentence& sentence, std::set<std::string>& kinds) {
  if (checking.draft.author != Author::script || !checking.evidence.reports_receipt) return false;
  const Deed* money = deed_called("refund");
  const bool of_money = kinds.count("refund") > 0 ||
      (money && std::any_of(sentence.words.begin(), sentence.words.end(), [&](const Word& word) { return money->nouns.count(word.text) > 0; }));
  if (of_money) kinds = {"refund"};
  return !of_money;
}

// "Your payment has been …", "the payment went through", "I have paid you …" say what was done, as "that is done" does not.
bool says_what_was_done(const Sentence& sentence, const Met& met) {
  const std::string& first = sentence.words[met.begin].text;
  if (of_speaker(first) || (is_article(first) && met.end - met.begin > 2)) return true;
  return std::any_of(sentence.words.begin() + static_cast<std::ptrdiff_t>(met.begin), sentence.words.begin() + static_cast<std::ptrdiff_t>(met.end), [](const Word& word) {
    const bool verb = std::any_of(lists().deeds.begin(), lists().deeds.end(), [&](const Deed& deed) { return deed.done.count(word.text) > 0 || deed.doing.count(word.text) > 0; });
    return !verb && (word.text.starts_with('$') || has_content(word));
  });
}

std::string wanted(const std::set<std::string>& kinds) {
  if (kinds.empty()) return "a receipt of this conversation";
  return "a receipt of this conversation for: " + join({kinds.begin(), kinds.end()}, ", ");
}

// "Would you like me to transfer you?" hands nobody over.
bool offers(const Sentence& sentence) {
  static constexpr std::array words{"would", "shall", "should", "do", "may", "can", "could", "want", "like", "if"};
  return sentence.asks &&
      std::any_of(sentence.words.begin(), sentence.words.end(), [](const Word& word) { return std::find(words.begin(), words.end(), word.text) != words.end(); });
}

// "Our team answers within a day": an article, or a text of the desk, that says so itself.
bool desk_announces(const Checking& checking, const Sentence& sentence) {
  static constexpr std::array contacts{"contact", "call", "phone", "ring", "text", "reach", "touch", "follow", "email", "mail", "message", "write", "reply", "respond",
                                       "answer", "handle", "investigate", "look", "review", "take", "pick", "sort", "confirm", "check", "help", "assist", "hear"};
  static constexpr std::array people{"we", "team", "specialist", "agent", "colleague", "people", "person", "staff", "support", "department", "expert", "someone"};
  if (!checking.backing().of({.sentence = sentence, .text = checking.draft.text, .promise = true, .also = {}}).holds) return false;
  return std::any_of(checking.units().begin(), checking.units().end(), [&](const Unit& unit) {
    const bool told = unit.from == Unit::From::passage || unit.from == Unit::From::policy;
    return told && says_one_of(unit, contacts) && says_one_of(unit, people);
  });
}

// "Our team will look at it when you write to us": whenever that is.
bool later_if_at_all(const Sentence& sentence) {
  return std::any_of(sentence.words.begin(), sentence.words.end(), [](const Word& word) { return std::find(conditions.begin(), conditions.end(), word.text) != conditions.end(); });
}

// Somebody takes it up: said as done, or as what they will do. What will be done may be what a tool has arranged, or what an article says of everybody.
bool announces_nobody(const Checking& checking, const Sentence& sentence, const Met& met) {
  if (met.section == sections().transfer) return true;
  if (met.section != sections().team_promise || !checking.evidence.receipts.empty() || later_if_at_all(sentence)) return false;
  return !desk_announces(checking, sentence);
}

}  // namespace

// The phrases of a sentence that tell of deeds; one of a verb that names no known deed only where no other phrase says more of it.
static std::vector<Met> deeds_told(const Checking& checking, std::size_t i) {
  std::vector<Met> told;
  for (const Met& met : checking.met[i]) {
    const auto says_more = [&](const Met& one) {
      return one.begin == met.begin && (one.section == sections().deed || one.section == sections().state || one.section == sections().transfer);
    };
    const bool state = met.section == sections().state &&
        (checking.draft.author == Author::model || (checking.draft.author == Author::script && tells_of_money(checking.read.sentences[i])));
    if (met.section == sections().deed || met.section == sections().arrival || met.section == sections().underway || state) told.push_back(met);
    else if (met.section == sections().other_deed &&
             std::none_of(checking.met[i].begin(), checking.met[i].end(), says_more)) told.push_back(met);
  }
  return told;
}

static void check_money_of_scripts(Checking& checking);

namespace {

// "The code that we've sent you", which an article says of it in these words: what the thing is, and no news.
bool names_it_as_an_article(const Checking& checking, const Sentence& sentence, const Met& met) {
  if (met.begin < 2 || std::find(relatives.begin(), relatives.end(), sentence.words[met.begin - 1].text) == relatives.end()) return false;
  const auto first = sentence.words.begin() + static_cast<std::ptrdiff_t>(met.begin) - 2, last = sentence.words.begin() + static_cast<std::ptrdiff_t>(met.end);
  return std::any_of(checking.units().begin(), checking.units().end(), [&](const Unit& unit) {
    return std::search(unit.parts.begin(), unit.parts.end(), first, last, [](const Part& part, const Word& word) { return part.text == word.text; }) != unit.parts.end();
  });
}

}  // namespace

void check_deeds(Checking& checking) {
  for (std::size_t i = 0; i < checking.read.sentences.size(); ++i) {
    const Sentence& sentence = checking.read.sentences[i];
    std::vector<Met> told = deeds_told(checking, i);
    const std::size_t phrases = told.size();
    if (checking.draft.author == Author::model)
      for (const Met& met : headlines_in(sentence, checking.draft.text)) told.push_back({sections().deed, met.begin, met.end});
    for (std::size_t which = 0; which < told.size(); ++which) {
      const Met& met = told[which];
      if (met.section == sections().arrival && checking.draft.author == Author::model) {
        if (only_speaks_of_it(checking, sentence, met) || says_it_arrived(checking)) continue;
        checking.find(FindingKind::unbacked_deed, sentence, met.begin, met.end, "a fact that says that it has arrived");
        break;
      }
      if (met.section == sections().underway) {
        if (checking.draft.author != Author::model || !nobody_set_out(checking, sentence, met)) continue;
        checking.find(FindingKind::unbacked_deed, sentence, met.begin, met.end, wanted({"send"}));
        break;
      }
      const bool of_known_verb = met.section == sections().deed || met.section == sections().state;
      if ((!of_known_verb && met.section != sections().other_deed) || only_speaks_of_it(checking, sentence, met) || stands_in_quotes(checking, sentence, met)) continue;
      if (checking.draft.author == Author::passage && told_in_general(sentence, met)) continue;
      if (names_it_as_an_article(checking, sentence, met)) continue;
      std::set<std::string> kinds = kinds_of(sentence, met);
      if (checking.draft.author == Author::passage && kinds.empty() && names_no_deed(sentence, met)) continue;
      const bool by_script = checking.draft.author == Author::script;
      if (words_its_own(checking, sentence, kinds)) {
        std::string beyond = record_beyond_receipts(checking, sentence, met);
        if (beyond.empty()) beyond = amount_beyond_receipts(checking, sentence, met);
        if (beyond.empty()) continue;
        checking.find(FindingKind::unbacked_deed, sentence, met.begin, met.end, beyond);
        break;
      }
      const bool says_no_more = kinds.empty() && !(of_known_verb && says_what_was_done(sentence, met));   // "That is done"
      if (says_no_more && by_script) continue;
      if (checking.draft.author == Author::model && told_by_letter(sentence, met)) kinds.insert("send");
      const auto vouching = [&](const std::string& kind) {
        std::vector<const Receipt*> receipts;
        for (const Receipt& receipt : checking.evidence.receipts)
          if (kind.empty() || (by_script ? vouches_to_a_script(checking, sentence, receipt, kind)
                                         : vouches(receipt, kind) && of_the_same_thing(checking, sentence, met, kind, receipt))) receipts.push_back(&receipt);
        return receipts;
      };
      const std::set<std::string> asked = kinds.empty() ? std::set<std::string>{""} : kinds;
      const bool backed = std::all_of(asked.begin(), asked.end(), [&](const std::string& kind) { return !vouching(kind).empty(); });
      if (backed && (by_script || checking.draft.author == Author::model)) {
        // Money that was looked up is of any order.
        if (const std::string beyond = beyond_receipts(checking, sentence, met, asked, vouching);
            !beyond.empty() && (by_script || asked.contains("refund") || !a_fact_says_so(checking, sentence, met))) {
          checking.find(FindingKind::unbacked_deed, sentence, met.begin, met.end, beyond);
          break;
        }
      }
      const bool headline = which >= phrases;   // what an article says of everybody has a verb
      if (backed || a_fact_says_so(checking, sentence, met) || (!headline && an_article_says_so(checking, sentence, met))) continue;
      checking.find(FindingKind::unbacked_deed, sentence, met.begin, met.end, wanted(kinds));
      break;   // one of a sentence is enough to mend it
    }
  }
  check_money_of_scripts(checking);
}

// A script that was told of no deed at all, and says that money was moved.
static void check_money_of_scripts(Checking& checking) {
  if (checking.draft.author != Author::script || !checking.evidence.receipts.empty() || !checking.out.findings.empty()) return;
  for (const Sentence& sentence : checking.read.sentences) {
    const auto met = money_told_as_moved(sentence, checking.draft.text);
    if (!met || stands_in_quotes(checking, sentence, *met) || a_fact_tells_the_amount(checking, sentence, *met)) continue;
    return checking.find(FindingKind::unbacked_deed, sentence, met->begin, met->end, wanted({"refund"}));
  }
}

void check_transfers(Checking& checking) {
  if (checking.evidence.handed_over) return;
  for (std::size_t i = 0; i < checking.read.sentences.size(); ++i) {
    const Sentence& sentence = checking.read.sentences[i];
    for (const Met& met : checking.met[i]) {
      if (!announces_nobody(checking, sentence, met) || only_speaks_of_it(checking, sentence, met) || stands_in_quotes(checking, sentence, met) || offers(sentence)) continue;
      checking.find(FindingKind::unbacked_transfer, sentence, met.begin, met.end, "a handoff, or an approval that somebody looks at");
      break;
    }
  }
}

}  // namespace handrail::reply
