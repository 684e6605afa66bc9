// Sentences that say something about the account, promise something or claim something about the product: each needs a source that says so.
#include <algorithm>
#include <array>

#include "engine/base/text.hpp"
#include "engine/reply/answers.hpp"
#include "engine/reply/checking.hpp"
#include "engine/reply/courtesies.hpp"
#include "engine/reply/deed_scope.hpp"
#include "engine/reply/granted.hpp"
#include "engine/reply/links.hpp"
#include "engine/reply/own_state.hpp"
#include "engine/reply/reckoned.hpp"
#include "engine/reply/taken_up.hpp"

namespace handrail::reply {
namespace {

constexpr std::size_t courtesy_words = 2;   // with content that nothing knows, in a sentence that claims nothing

bool negative(const Sentence& sentence) { return std::any_of(sentence.words.begin(), sentence.words.end(), negates); }

// "The refund": what is only there once it was done.
bool names_a_deed(const Word& word) {
  return std::any_of(lists().deeds.begin(), lists().deeds.end(), [&](const Deed& deed) { return deed.nouns.count(word.text) > 0; });
}

// "Your replaced order", as if it were: that the customer asked for it backs nothing.
bool theirs_as_done(const Sentence& sentence, std::size_t i) {
  const auto regrets = [](const Word& word) { return word.text == "sorry" || word.text == "apologies" || word.text == "apologise" || word.text == "apologize"; };
  if (i == 0 || sentence.words[i - 1].text != "your" || std::any_of(sentence.words.begin(), sentence.words.end(), regrets)) return false;
  return std::any_of(lists().deeds.begin(), lists().deeds.end(), [&](const Deed& deed) { return deed.done.count(sentence.words[i].text) > 0; });
}

// What is said beside the courtesy: nothing that is not known or was not said by the customer.
bool only_courtesy(const Checking& checking, const Sentence& sentence) {
  std::size_t unknown = 0;
  for (const Word& word : sentence.words) {
    if (theirs_as_done(sentence, static_cast<std::size_t>(&word - sentence.words.data()))) return false;
    const bool deed = names_a_deed(word), strong = (lists().strong.count(word.text) > 0 || deed) && !negative(sentence);
    if (!has_content(word) && !strong) continue;
    const std::uint64_t stem = meaning_of(word);
    const bool known = std::any_of(checking.units().begin(), checking.units().end(), [&](const Unit& unit) {
      return !(deed && unit.from == Unit::From::passage) && std::binary_search(unit.stems.begin(), unit.stems.end(), stem);   // an article knows of no refund that was made
    });
    if (known) continue;
    unknown += strong ? courtesy_words : 1;
  }
  for (const Figure& figure : figures_in(sentence, checking.draft.text))
    if (!checking.backing().known(figure, true) && figure.kind != Figure::Kind::number) unknown += courtesy_words + 1;
  return unknown <= courtesy_words;
}

std::string needs(FindingKind kind, const std::string& lacks) {
  const std::string nothing = lacks.empty() ? "" : "; nothing says `" + lacks + "`";
  switch (kind) {
    case FindingKind::unbacked_fact: return "a fact read in this conversation that says so" + nothing;
    case FindingKind::unbacked_promise: return "a text of the policy, a cited passage or a receipt that promises it" + nothing;
    default: return "a cited passage that says so" + nothing;
  }
}

// "Did you know that …?" tells.
bool asks_only(const Sentence& sentence) {
  if (!sentence.asks) return false;
  const auto& words = sentence.words;
  const bool tells = words.size() > 3 && (words[0].text == "did" || words[0].text == "have") && words[1].text == "you" && (words[2].text == "know" || words[2].text == "heard");
  return !tells;
}

struct Said {
  bool account = false, promise = false, free = false, echo = false, deed = false, yes = false, lets_off = false;
};

// "I will explain the steps", "I can help you with that": words are all that is promised.
bool only_offers_words(const Sentence& sentence) {
  static constexpr std::array words{"explain", "help", "walk", "answer", "show", "try", "glad", "happy"};
  for (std::size_t i = 1; i < sentence.words.size(); ++i) {
    const std::string& before = sentence.words[i - 1].text;
    const bool auxiliary = before == "will" || before == "can" || before == "would" || before == "be" || before == "gladly";
    if (auxiliary && std::find(words.begin(), words.end(), sentence.words[i].text) != words.end()) return true;
  }
  return false;
}

// "You are welcome to pay by cheque", "feel free to bring your dog": what may be done is a rule, but for speaking with us.
bool permits(const Sentence& sentence, const Met& met) {
  static constexpr std::array speaking{"ask", "write", "reply", "contact", "reach", "call", "let", "tell", "message", "share", "send", "say", "come", "get", "provide", "give",
                                       "mention", "describe", "add", "check", "look", "read", "browse", "visit", "talk", "speak", "return", "try"};
  if (met.end + 1 >= sentence.words.size() || sentence.words[met.end].text != "to") return false;
  const std::string& last = sentence.words[met.end - 1].text;
  const std::string& verb = sentence.words[met.end + 1].text;
  return (last == "welcome" || last == "free") && std::find(speaking.begin(), speaking.end(), verb) == speaking.end();
}

bool courteous(const Checking& checking, std::size_t i) {
  const auto& met = checking.met[i];
  const auto& words = checking.read.sentences[i].words;
  const auto hedges = [&](const Met& one) { return one.end == words.size() ? false : words[one.end - 1].text == "afraid"; };   // "…, I'm afraid, but you can …" claims all the same
  return std::any_of(met.begin(), met.end(), [&](const Met& one) { return one.section == sections().free && !hedges(one) && !permits(checking.read.sentences[i], one); });
}

Said said_by(const Checking& checking, std::size_t i) {
  const Sentence& sentence = checking.read.sentences[i];
  static constexpr std::array conditional{"if", "once", "when", "whenever", "after", "until", "unless"};
  Said said;
  said.account = checking.meets(i, sections().account) && std::find(conditional.begin(), conditional.end(), sentence.words.front().text) == conditional.end();
  said.promise = checking.meets(i, sections().promise) || (checking.meets(i, sections().team_promise) && !checking.evidence.handed_over);
  said.free = courteous(checking, i);
  said.promise = said.promise && !(said.free && only_offers_words(sentence));
  said.echo = checking.meets(i, sections().echo);
  said.deed = (checking.meets(i, sections().deed) && !checking.evidence.receipts.empty()) || (checking.meets(i, sections().transfer) && checking.evidence.handed_over);
  said.yes = answers_yes(sentence) && !checking.evidence.question.empty();
  if (const auto verdict = verdict_in(sentence, checking.draft.text)) {
    said.free = said.free && !verdict->reassures;
    said.lets_off = verdict->lets_off;
    said.yes |= verdict->alone && !checking.evidence.question.empty();
  }
  return said;
}

// A deed without a receipt is told once.
bool found_already(const Checking& checking, const Sentence& sentence) {
  return std::any_of(checking.out.findings.begin(), checking.out.findings.end(), [&](const Finding& finding) {
    const bool deed = finding.kind == FindingKind::unbacked_deed || finding.kind == FindingKind::unbacked_transfer;
    return deed && finding.begin >= sentence.begin && finding.end <= sentence.end;
  });
}

// What is told with a deed must be the receipt's; that it was done is asked by check_deeds.
bool deed_tells_what_is_known(const Checking& checking, const Sentence& sentence) {
  const auto of_receipts = [](const Unit& unit) {
    return unit.from == Unit::From::receipt && std::any_of(unit.figures.begin(), unit.figures.end(), [](const Figure& figure) { return figure.kind == Figure::Kind::money; });
  };
  const bool amounts = std::any_of(checking.units().begin(), checking.units().end(), of_receipts);
  for (const Figure& figure : figures_in(sentence, checking.draft.text)) {
    const bool money = amounts && figure.kind == Figure::Kind::money;
    const bool known = !money ? checking.backing().known(figure, figure.kind == Figure::Kind::id)
                              : std::any_of(checking.units().begin(), checking.units().end(), [&](const Unit& unit) {
                                  return unit.from == Unit::From::receipt &&
                                      std::any_of(unit.figures.begin(), unit.figures.end(), [&](const Figure& source) { return says(source, figure); });
                                });
    if (!known && !(money && is_sum_of_receipts(checking, sentence, figure))) return false;
  }
  return true;
}

bool one_of_conditions(std::string_view word) {
  static constexpr std::array<std::string_view, 6> words{"after", "once", "when", "until", "before", "if"};
  return std::find(words.begin(), words.end(), word) != words.end();
}

Support support_of(const Checking& checking, const Sentence& sentence, const Said& said) {
  Asked asked{.sentence = sentence, .text = checking.draft.text, .account = said.account, .promise = said.promise, .also = {}};
  if (said.yes) asked.also = question_of(checking);
  Support support = checking.backing().of(asked);
  // "Your refund goes to the card that you paid with": what an article says of every customer's it says of this one's, but for the state that it is in.
  const auto begins_condition = [](const Word& word) { return one_of_conditions(word.text); };
  const auto condition = std::find_if(sentence.words.begin(), sentence.words.end(), begins_condition);   // "… after we have confirmed it": no state of now
  const bool of_state = std::any_of(sentence.words.begin(), condition, [](const Word& word) { return lists().state.count(word.text) > 0; });
  if (support.holds || !said.account || of_state) return support;
  asked.account = false;
  return checking.backing().of(asked);
}

// Beside courtesies, what the customer said themselves and what follows from figures that the draft tells, nothing else may be said that is not backed.
bool rest_holds(const Checking& checking, const Sentence& sentence, const Said& said, std::size_t i, Support& support) {
  using Without = std::optional<Sentence> (*)(const Checking&, const Sentence&, std::size_t);
  static constexpr std::array<Without, 2> leaving_out{without_what_is_reckoned, without_what_was_taken_up};
  const auto meets = [&](std::size_t section) { return checking.meets(i, section); };
  const Sections& all = sections();
  const bool of_a_deed = meets(all.deed) || meets(all.state) || meets(all.other_deed) || meets(all.arrival) || meets(all.underway) || meets(all.transfer) || meets(all.intent);
  Sentence rest = said.deed ? sentence : without_courtesies(sentence, checking.draft.text, checking.units());
  bool less = rest.words.size() < sentence.words.size();
  if (rest.words.empty()) return !of_a_deed && !said.promise && !said.account;
  const auto holds = [&] {
    if (!less) return false;
    Support of_rest = support_of(checking, rest, said);
    if (of_rest.holds) support = std::move(of_rest);
    return support.holds;
  };
  if (holds()) return true;
  for (const Without without : leaving_out) {
    if (of_a_deed || (said.promise && without == without_what_is_reckoned)) break;
    auto left = without(checking, rest, i);
    if (!left) continue;
    rest = std::move(*left);
    less = true;
    if (rest.words.empty() || holds()) return true;
  }
  return false;
}

// A figure that is none of a source's, and does not go with those that are. Empty: each does.
std::string turned_figure(const Checking& checking, const Sentence& sentence, std::size_t i) {
  if (lies_on_the_wrong_side(checking, sentence, i)) return "the bound beside it says the opposite";
  return reckons_wrong(checking, sentence, i) ? "the amounts in front of it make another one" : "";
}

// "I'll refund it right away": an article on refunds says nothing of this one. A receipt does, and what the desk itself promises.
bool intends_without_proof(const Checking& checking, const Sentence& sentence, std::size_t i) {
  static constexpr std::array conditional{"if", "once", "when", "after", "unless"};
  if (!checking.meets(i, sections().intent) || negative(sentence)) return false;
  if (std::find(conditional.begin(), conditional.end(), sentence.words.front().text) != conditional.end()) return false;
  std::vector<Unit> own;
  for (const Unit& unit : checking.units())
    if (unit.from == Unit::From::policy || unit.from == Unit::From::receipt) own.push_back(unit);
  return !Backing(own).of({.sentence = sentence, .text = checking.draft.text, .promise = true, .also = {}}).holds;
}

// Without the words of a link that is an article's own address: where to read on is no claim.
Sentence without_article_links(const Checking& checking, Sentence sentence) {
  for (const Link& link : links_in(checking.draft.text)) {
    std::string_view address = std::string_view(checking.draft.text).substr(link.begin, link.end - link.begin);
    while (!address.empty() && (address.back() == '.' || address.back() == ',' || address.back() == '/')) address.remove_suffix(1);
    const bool own = std::any_of(checking.evidence.passages.begin(), checking.evidence.passages.end(), [&](const Passage& passage) {
      std::string_view url = passage.url;
      while (url.ends_with('/')) url.remove_suffix(1);
      return !url.empty() && url == address;
    });
    if (own) std::erase_if(sentence.words, [&](const Word& word) { return word.begin >= link.begin && word.end <= link.end; });
  }
  return sentence;
}

// Without the name behind a greeting that the customer gave: calling them by it claims nothing.
Sentence without_greeted_name(const Checking& checking, Sentence sentence) {
  static constexpr std::array greetings{"hi", "hello", "hey", "dear", "thanks", "welcome"};
  if (sentence.words.empty() || std::find(greetings.begin(), greetings.end(), sentence.words.front().text) == greetings.end()) return sentence;
  const auto said = [&](const Word& word) {
    return std::any_of(checking.evidence.customer_said.begin(), checking.evidence.customer_said.end(), [&](const std::string& text) {
      const auto all = words(text);
      return std::any_of(all.begin(), all.end(), [&](std::string_view one) { return fold_case(one) == word.text; });
    });
  };
  std::size_t end = 1;
  while (end < sentence.words.size() && sentence.words[end].capital && said(sentence.words[end])) ++end;
  sentence.words.erase(sentence.words.begin() + 1, sentence.words.begin() + static_cast<std::ptrdiff_t>(end));
  return sentence;
}

// A promise of which nothing says what it is of: "We'll make it right."
bool promises_anything(const Checking& checking, const Sentence& sentence, const Said& said) {
  constexpr std::size_t words_min = 4;   // "I will.", "We'll see."
  return said.promise && !said.free && !negative(sentence) && sentence.words.size() >= words_min && checking.evidence.receipts.empty() && !checking.evidence.handed_over &&
      figures_in(sentence, checking.draft.text).empty() && std::none_of(sentence.words.begin(), sentence.words.end(), has_content);
}

// What a courtesy or a question says beside itself, or takes for granted within it, is asked for as any other claim.
bool granted_is_backed(Checking& checking, const Sentence& sentence, std::size_t i, std::set<std::size_t>& passages) {
  for (const Sentence& granted : granted_in(sentence, checking.draft.text, checking.met[i])) {
    if (!sentence.asks && negative(granted)) continue;   // "I'm sorry, …, and it can't be split": a refusal promises nothing
    Support support = support_of(checking, granted, {});
    if (support.holds || rest_holds(checking, granted, {}, i, support)) {
      passages.insert(support.passages.begin(), support.passages.end());
      continue;
    }
    const FindingKind kind = support.contradicts ? FindingKind::contradiction : FindingKind::unbacked_claim;
    checking.find(kind, granted.begin, granted.end, support.contradicts ? "the source says the opposite" : needs(kind, support.lacks));
    return false;
  }
  return true;
}

// What the customer said themselves is no news to them: "As you have a year contract, …".
bool said_by_the_customer(const Checking& checking, const Sentence& told) {
  std::size_t content = 0, known = 0;
  for (const Word& word : told.words) {
    if (!has_content(word)) continue;
    ++content;
    known += std::any_of(checking.units().begin(), checking.units().end(), [&](const Unit& unit) {
      return unit.from == Unit::From::said && std::binary_search(unit.stems.begin(), unit.stems.end(), meaning_of(word));
    });
  }
  return known == content;
}

// The first clause that tells of this customer what nothing that was read of them says.
std::optional<Sentence> unread_of_the_customer(const Checking& checking, const Sentence& sentence) {
  for (const Sentence& told : told_of_the_customer(sentence, checking.draft.text)) {
    const bool holds = checking.backing().of({.sentence = told, .text = checking.draft.text, .account = true, .also = {}}).holds;
    if (!holds && !said_by_the_customer(checking, told)) return told;
  }
  return std::nullopt;
}

// An offer in a question is of what there is: its price, its code, what is free in it.
void check_offer(Checking& checking, const Sentence& sentence) {
  const auto lacking = offered_in(sentence, checking.draft.text, checking.units());
  if (lacking) checking.find(FindingKind::unbacked_claim, sentence.begin, sentence.end, needs(FindingKind::unbacked_claim, *lacking));
}

// The sentence of an article that this one repeats: where it says enough to stand by itself, answers no question by a word, tells no state of this customer and announces no deed.
const Unit* repeated_claim(const Checking& checking, std::size_t i) {
  constexpr std::size_t content_min = 3;
  const Sentence& sentence = checking.read.sentences[i];
  const auto of_state = [](const Word& word) { return lists().state.count(word.text) > 0; };
  if (answers_yes(sentence) || checking.meets(i, sections().intent)) return nullptr;
  if (checking.meets(i, sections().account) && std::any_of(sentence.words.begin(), sentence.words.end(), of_state)) return nullptr;
  const bool says_enough = std::count_if(sentence.words.begin(), sentence.words.end(), has_content) >= static_cast<std::ptrdiff_t>(content_min);
  if (!says_enough && figures_in(sentence, checking.draft.text).empty()) return nullptr;
  const Unit* source = checking.repeats(sentence);
  return source && !unread_of_the_customer(checking, sentence) ? source : nullptr;
}

}  // namespace

void check_claims(Checking& checking) {
  std::set<std::size_t> passages;
  for (std::size_t i = 0; i < checking.read.sentences.size(); ++i) {
    const Sentence sentence = without_greeted_name(checking, without_article_links(checking, checking.read.sentences[i]));
    if (sentence.words.empty() || found_already(checking, sentence)) continue;
    if (const Unit* source = repeated_claim(checking, i)) {   // backed by what it repeats, whatever the searches for twists would make of it
      passages.insert(source->index);
      continue;
    }
    if (asks_only(sentence)) {
      if (granted_is_backed(checking, sentence, i, passages)) check_offer(checking, sentence);
      continue;
    }
    if (const std::string needs = turned_figure(checking, sentence, i); !needs.empty()) {
      checking.find(FindingKind::contradiction, sentence.begin, sentence.end, needs);
      continue;
    }
    if (intends_without_proof(checking, sentence, i)) {
      checking.find(FindingKind::unbacked_promise, sentence.begin, sentence.end, needs(FindingKind::unbacked_promise, ""));
      continue;
    }
    const Said said = said_by(checking, i);
    const bool claims_nothing = said.echo || (said.free && !said.yes && ((!said.account && !said.promise) || negative(sentence)));
    if (claims_nothing && only_courtesy(checking, sentence)) {
      // "…, so that is no problem"
      if (granted_is_backed(checking, sentence, i, passages) && !negative(sentence) && !said.echo && support_of(checking, sentence, said).contradicts)
        checking.find(FindingKind::contradiction, sentence.begin, sentence.end, "the source says the opposite");
      continue;
    }
    if (said.deed && deed_tells_what_is_known(checking, sentence)) continue;
    if (const auto told = unread_of_the_customer(checking, sentence)) {
      checking.find(FindingKind::unbacked_fact, told->begin, told->end, needs(FindingKind::unbacked_fact, ""));
      continue;
    }
    Support support = support_of(checking, sentence, said);
    if (said.yes && support.holds) {
      if (std::string figure = granted_figure(checking); !figure.empty()) support = {.lacks = std::move(figure)};
      else if (!asked_of_one_source(checking) || denied_by_its_source(checking) != said.lets_off)
        support = {.lacks = checking.draft.text.substr(sentence.begin, sentence.end - sentence.begin)};
    } else if (said.yes) {
      support.holds = !said.lets_off && goes_on_with_what_was_asked(checking, i);
    }
    if (!support.holds && !said.yes) support.holds = rest_holds(checking, sentence, said, i, support);
    if (support.holds && promises_anything(checking, sentence, said)) {
      checking.find(FindingKind::unbacked_promise, sentence.begin, sentence.end, needs(FindingKind::unbacked_promise, ""));
      continue;
    }
    if (support.holds) {
      passages.insert(support.passages.begin(), support.passages.end());
      continue;
    }
    const FindingKind kind = support.contradicts ? FindingKind::contradiction
                             : said.promise      ? FindingKind::unbacked_promise
                             : said.account      ? FindingKind::unbacked_fact
                                                 : FindingKind::unbacked_claim;
    checking.find(kind, sentence.begin, sentence.end, support.contradicts ? "the source says the opposite" : needs(kind, support.lacks));
  }
  for (const std::size_t passage : passages) {
    const std::string& id = checking.evidence.passages[passage].id;
    const auto& cites = checking.draft.cites;
    if (std::find(cites.begin(), cites.end(), id) == cites.end()) checking.find(FindingKind::uncited, 0, 0, "a citation of " + id);
  }
  checking.out.passages.assign(passages.begin(), passages.end());
}

}  // namespace handrail::reply
