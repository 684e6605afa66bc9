#include <algorithm>

#include "tests/reference/reference.hpp"

namespace handrail::reference {

using namespace dsl;

namespace {

template <class Wanted, class Visit>
void each_block(const Tree& tree, Visit visit) {
  for (const Block& block : tree.blocks)
    if (const auto* found = std::get_if<Wanted>(&block)) visit(*found);
}

// From lax to strict; what a person looks at before it goes out is stricter than what goes out by itself.
int strictness(const Decision& made) {
  const std::map<std::string, int> order{{"answer", 0}, {"act", 0}, {"draft", 1}, {"act, reviewed", 1},
                                         {"ask", 2}, {"verify", 2}, {"offer a person", 3}, {"hand off", 4}, {"refuse", 5}};
  return order.at(made.kind);
}

struct Deciding {
  const Tree& tree;
  const Facts& facts;
  const IntentBlock* intent = nullptr;     // none: `other`, which the text does not declare

  std::string word(const std::optional<Name> IntentBlock::* of, const char* otherwise) const {
    return intent != nullptr && intent->*of ? (intent->*of)->text : otherwise;
  }
  // What may go out by itself, or after a person's look; a workflow is what an intent with one does.
  Decision sure(bool reviewed) const {
    if (intent == nullptr || !intent->workflow) return {reviewed ? "draft" : "answer", "", {}};
    return {reviewed ? "act, reviewed" : "act", "", {}};
  }
  Decision by(const ActionNode& action) const {
    switch (action.word) {
      case ActionWord::answer: return sure(false);
      case ActionWord::draft: return sure(true);
      case ActionWord::ask: case ActionWord::ask_for: return {"ask", "", {}};
      case ActionWord::verify: return {"verify", "", {}};
      case ActionWord::offer_person: return {"offer a person", "", {}};
      case ActionWord::refuse: return {"refuse", "", {}};
      case ActionWord::hand_off: case ActionWord::none: break;
    }
    return {"hand off", action.queue ? action.queue->text : "", {}};
  }

  // An intent's row beats its risk's; a confidence that is not known reaches nothing.
  Decision by_band() const {
    const std::string risk = word(&IntentBlock::risk, "low") + " risk";
    const std::string own = intent != nullptr ? intent->name.text : "other";
    const BandRow *of_risk = nullptr, *of_intent = nullptr;
    each_block<ConfidenceBlock>(tree, [&](const ConfidenceBlock& block) {
      for (const BandRow& row : block.rows) {
        if (row.subject.text == risk) of_risk = &row;
        if (row.subject.text == own) of_intent = &row;
      }
    });
    const BandRow& row = of_intent != nullptr ? *of_intent : *of_risk;
    const auto reaches = [&](const std::optional<Expression>& share) {
      return share && compare(Comparison::at_least, named("confidence", facts), literal(*share)) == Truth::yes;
    };
    if (reaches(row.send_at)) return sure(false);
    return reaches(row.check_at) ? sure(true) : by(row.below);
  }
  // The first row that matches; one that cannot be decided matches only if it leads to a person. The last one matches always.
  Decision by_table(const TableBlock& table) const {
    for (const TableBlock::Row& row : table.rows) {
      std::vector<Truth> cells;
      for (const auto& cell : row.cells) cells.push_back(cell ? truth_of(*cell, facts) : Truth::yes);
      const Decision made = by(row.then.action);
      const bool person = made.kind == "hand off" || made.kind == "offer a person";
      const Truth matches = all_of(cells);
      if (active(row.active, facts.now) && (matches == Truth::yes || (matches == Truth::unknown && person))) return made;
    }
    return {"answer", "", {}};
  }
  Decision by_class() const {
    const std::string request_class = word(&IntentBlock::request_class, "answerable");
    if (request_class == "unsafe") return {"refuse", "", {}};
    if (request_class == "needs human") return {"hand off", word(&IntentBlock::queue, ""), {}};
    Decision made = by_band();
    each_block<TableBlock>(tree, [&](const TableBlock& table) {   // where a table and a band disagree, the stricter stands
      if (Decision other = by_table(table); strictness(other) > strictness(made)) made = other;
    });
    const bool verified = field_of(named("customer", facts), "verified") == Value(true);
    if (request_class == "needs account" && !verified && strictness(made) < 2) return {"verify", "", {}};
    return made;
  }

  // The first route that matches, else the intent's queue, else the last route.
  std::string route() const {
    std::string queue, last;
    each_block<RouteBlock>(tree, [&](const RouteBlock& block) {
      for (const RouteRow& row : block.rows)
        if (queue.empty() && row.when && active(row.active, facts.now) && truth_of(*row.when, facts) == Truth::yes) queue = row.queue.text;
      last = block.rows.back().queue.text;
    });
    return !queue.empty() ? queue : word(&IntentBlock::queue, last.c_str());
  }

  // `if customer.plan is unknown`: by its path.
  Value fact(const std::string& path) const {
    const std::size_t dot = path.rfind('.');
    return dot == std::string::npos ? named(path, facts) : field_of(fact(path.substr(0, dot)), path.substr(dot + 1));
  }
  static std::ptrdiff_t urgency(const TriggerBlock& trigger) {
    const std::vector<std::string> rising{"low", "medium", "high", "immediate"};
    return std::ranges::find(rising, trigger.urgency ? trigger.urgency->text : "medium") - rising.begin();
  }
  // A trigger beats a class, a class beats the bands and the tables. All that fire are recorded; the most urgent wins, the first of equals. One that
  // cannot be decided is recorded as such, and does what it says about the fact that is missing, unless another fires.
  Decision decide() const {
    std::vector<std::pair<std::string, bool>> fired;
    const TriggerBlock* winner = nullptr;
    const ActionNode* if_unknown = nullptr;
    each_block<TriggerBlock>(tree, [&](const TriggerBlock& trigger) {
      const Truth fires = active(trigger.active, facts.now) ? holds(trigger.when, trigger.unless, facts) : Truth::no;
      if (fires == Truth::no) return;
      fired.emplace_back(trigger.name.text, fires == Truth::unknown);
      if (fires == Truth::yes && (winner == nullptr || urgency(trigger) > urgency(*winner))) winner = &trigger;
      for (const auto& clause : trigger.if_unknown)
        if (fires == Truth::unknown && if_unknown == nullptr && fact(clause.fact.text).unknown()) if_unknown = &clause.action;
    });
    Decision made = winner != nullptr ? by(*winner->then) : if_unknown != nullptr ? by(*if_unknown) : by_class();
    if (made.kind == "hand off" && made.queue.empty()) made.queue = route();
    made.triggers = fired;
    return made;
  }
};

}  // namespace

Decision decide(const Tree& tree, Facts facts) {
  add_lists(tree, facts);
  const IntentBlock* intent = nullptr;
  each_block<IntentBlock>(tree, [&](const IntentBlock& block) {
    if (named("intent", facts) == Value(block.name.text)) intent = &block;
  });
  facts.names["risk"] = intent != nullptr && intent->risk ? intent->risk->text : "low";
  facts.names["class"] = intent != nullptr && intent->request_class ? intent->request_class->text : "answerable";
  facts.names["topic"] = intent != nullptr && intent->topic ? Value(intent->topic->text) : Value(Absent{});
  return Deciding{tree, facts, intent}.decide();
}

}  // namespace handrail::reference
