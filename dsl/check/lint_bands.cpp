// Bands of confidence: one for every risk, and never more freedom for less confidence.
#include <algorithm>
#include <array>

#include "dsl/check/checking.hpp"

namespace handrail::dsl {

namespace {

struct Missing { std::string_view subject, row; };
constexpr std::array<Missing, 3> risks{{
    {"low risk", "low risk | send at 75% | a person checks at 40% | below that ask once, then hand off"},
    {"medium risk", "medium risk | send at 80% | a person checks at 55% | below that ask once, then hand off"},
    {"high risk", "high risk | send at 90% | a person checks at 75% | below that hand off"},
}};

bool used(const Checking& checking, std::string_view subject) {
  if (subject == "low risk" && !checking.symbols.intents.find(built_in_other)) return true;   // the risk of `other`
  return std::ranges::any_of(checking.symbols.intents, [&](const IntentBlock* intent) { return intent->risk && intent->risk->text + " risk" == subject; });
}

void check_row(Checking& checking, const BandRow& row) {
  const auto* send = row.send_at ? literal_as<Decimal>(*row.send_at) : nullptr;
  const auto* check = row.check_at ? literal_as<Decimal>(*row.check_at) : nullptr;
  if (send != nullptr && check != nullptr && *check >= *send)
    checking.report.error("P0409", row.check_at->span, "a person checks nothing here: what is that sure is sent").label(row.send_at->span, "sent from here on")
        .help("write a lower percentage after `a person checks at`");
  if (row.send_answered && row.check_answered)
    checking.report.error("P0409", *row.check_answered, "a person checks nothing here: what an article answers is sent").label(*row.send_answered, "sent whatever the confidence")
        .help("take out one of the two");
  if (row.below.word == ActionWord::answer)
    checking.report.error("P0409", row.below.span, "the least sure reply has the most freedom").help("write `ask once, then hand off`, `offer a person` or `hand off`");
}

// What is riskier is never sent at a lower confidence than what is less so.
void check_order(Checking& checking, const ConfidenceBlock& block) {
  const BandRow* safer = nullptr;
  for (const Missing& risk : risks) {
    const auto row = std::ranges::find_if(block.rows, [&](const BandRow& one) { return one.subject.text == risk.subject; });
    const auto* send = row == block.rows.end() || !row->send_at ? nullptr : literal_as<Decimal>(*row->send_at);
    if (send == nullptr) continue;
    const auto* lower = safer == nullptr ? nullptr : literal_as<Decimal>(*safer->send_at);
    if (lower != nullptr && *send < *lower)
      checking.report.warning("P0409", row->send_at->span, backticked(std::string(risk.subject)) + " is sent at less confidence than " + backticked(safer->subject.text))
          .label(safer->send_at->span, "less is at stake here").help("write " + backticked("send at " + format_decimal(Decimal{lower->millionths * 100}) + "%") + " or more");
    else safer = &*row;
  }
}

}  // namespace

void lint_bands(Checking& checking) {
  const ConfidenceBlock* block = checking.symbols.confidence;
  for (const Missing& risk : risks) {
    const bool there = block != nullptr && std::ranges::any_of(block->rows, [&](const BandRow& row) { return row.subject.text == risk.subject; });
    if (there || !used(checking, risk.subject)) continue;
    checking.report.error("P0404", block != nullptr ? block->span : checking.start(), "nothing says how sure a reply to " + backticked(risk.subject) + " must be")
        .help(std::string(block != nullptr ? "add the row " : "add under `confidence` the row ") + backticked(risk.row));
  }
  if (block == nullptr) return;
  for (const BandRow& row : block->rows) check_row(checking, row);
  check_order(checking, *block);
}

}  // namespace handrail::dsl
