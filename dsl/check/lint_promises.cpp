// What was done is said when there is a receipt for it, and that a person takes over when one does: nowhere before.
#include <re2/re2.h>

#include <algorithm>
#include <set>
#include <string>

#include "dsl/check/checking.hpp"
#include "dsl/check/said.hpp"

namespace handrail::dsl {

namespace {

constexpr std::string_view done =
    "(?:refunded|reimbursed|cancelled|canceled|sent|issued|processed|credited|charged|paid|changed|updated|reset|removed|deleted|upgraded|downgraded|replaced|"
    "shipped|booked|rebooked|scheduled|rescheduled|applied|approved|closed|returned|extended|renewed|activated|deactivated|blocked|unblocked|unlocked|submitted|ordered)";

class Claims {
 public:
  // The words that claim something, as they stand in `text` in small letters.
  [[nodiscard]] std::optional<std::string> in(const SaidText& said) const {
    const std::string text = plain(said.words.text);
    if (auto found = first(text, own_)) return found;
    if (!said.refusal)                     // a refusal may tell what is the case: "this order has been cancelled already"
      if (auto found = first(text, passive_)) return found;
    return said.handed_off ? std::nullopt : first(text, transfer_);
  }

 private:
  // Small letters, one kind of apostrophe.
  static std::string plain(std::string_view text) {
    std::string out = fold_case(text);
    for (const std::string_view quote : {"\u2019", "\u2018", "\u02bc"})
      for (std::size_t at = out.find(quote); at != std::string::npos; at = out.find(quote, at)) out.replace(at, quote.size(), "'");
    return out;
  }

  // The first match that its sentence does not put off ("once your refund has been sent") or deny ("nothing has been charged").
  [[nodiscard]] std::optional<std::string> first(const std::string& text, const RE2& claim) const {
    re2::StringPiece found;
    for (std::size_t at = 0; claim.Match(text, at, text.size(), RE2::UNANCHORED, &found, 1); at = static_cast<std::size_t>(found.end() - text.data())) {
      const std::string before(text, 0, static_cast<std::size_t>(found.begin() - text.data()));
      const std::size_t sentence = before.find_last_of(".!?;:");
      if (!RE2::PartialMatch(sentence == std::string::npos ? before : before.substr(sentence + 1), put_off_)) return std::string(found);
    }
    return std::nullopt;
  }

  const std::string verb_{done};
  const RE2 own_{"\\b(?:i|we)(?: have|'ve)(?: just| now| already| also)* " + verb_ + "\\b|"
                "\\bi(?: just| already)? (?:refunded|cancelled|canceled|reimbursed)\\b|\\bi\\b[^.!?]*\\band have(?: just| now)? " +
                 verb_ + "\\b"};
  const RE2 passive_{"\\b(?:has|have)(?: just| now| already)* been(?: \\w+ly)? " + verb_ +
                    "\\b|\\b(?:refund|replacement|money|credit)(?: \\w+){0,2} is(?: now| already)? on its way\\b"};
  const RE2 transfer_{"\\b(?:i am|i'm|we are|we're)(?: now)? (?:transferring|connecting|forwarding) you\\b|\\btransferring you to\\b|\\byou are(?: now)? being transferred\\b|"
                      "\\b(?:i|we)(?: have|'ve)(?: just| now)? (?:transferred|connected|forwarded) you\\b"};
  const RE2 put_off_{"\\b(?:once|when|whenever|until|after|before|if|whether|unless|as soon as|nothing|none|no|not|never|cannot|in case)\\b|n't\\b"};
};

}  // namespace

void lint_promises(Checking& checking) {
  const Claims claims;
  std::set<std::uint32_t> told;   // a wording is that of its text wherever it stands
  each_said(checking.symbols, [&](const SaidText& said) {
    if (said.receipt || (said.reworded && told.contains(said.words.span.begin))) return;
    const auto claim = claims.in(said);
    if (!claim) return;
    if (said.reworded) told.insert(said.words.span.begin);
    checking.report.warning("P0422", said.words.span, "these words claim an action before its receipt: \"" + printable(*claim) + "\"")
        .help(said.of_a_tool ? "say what will happen here, and what was done in `say when done`" : "say what happens next, and what was done in a tool's `say when done`");
  });
}

}  // namespace handrail::dsl
