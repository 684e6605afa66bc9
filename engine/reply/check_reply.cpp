#include "engine/reply/check_reply.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "engine/reply/bounds.hpp"
#include "engine/reply/checking.hpp"

namespace handrail::reply {
namespace {

struct Check {
  void (*run)(Checking& checking);
  Author asked_of;   // of this author and of all who are trusted less
};

// What is asked of a reply, in order.
constexpr std::array checks{
    Check{check_words_at_all, Author::person},      // something to read
    Check{check_controls, Author::person},          // what makes it read otherwise than it is written
    Check{check_escalation, Author::model},         // "I can't answer from this" is an answer
    Check{check_disguise, Author::script},          // letters that pose as others
    Check{check_blanks, Author::script},            // "[your name]", "{order.total}"
    Check{check_cards_and_secrets, Author::passage},
    Check{check_secrets_asked_for, Author::script},
    Check{check_others_data, Author::script},
    Check{check_links, Author::person},
    Check{check_humanity, Author::script},
    Check{check_leaks, Author::model},              // of the prompt, and of who speaks to whom
    Check{check_background, Author::script},        // what is written for colleagues
    Check{check_deeds, Author::passage},            // a receipt for each
    Check{check_transfers, Author::script},
    Check{check_claims, Author::model},             // facts, promises, product claims, and what they contradict
    Check{check_manners, Author::model},            // length, apologies, tone, next action
};

}  // namespace

bool Checked::may_go() const {
  return std::none_of(findings.begin(), findings.end(), [](const Finding& finding) { return finding.stops(); });
}

Checked check_reply(const Draft& draft, const Evidence& evidence, const ReplyLimits& limits) {
  Checking checking(draft, evidence, limits);
  for (const Check& check : checks)
    if (draft.author <= check.asked_of) check.run(checking);
  Checked& out = checking.out;
  std::stable_sort(out.findings.begin(), out.findings.end(), [](const Finding& a, const Finding& b) { return a.begin < b.begin; });
  if (out.findings.size() > bounds::findings) out.findings.resize(bounds::findings);
  if (draft.author == Author::model) name_nearest(checking);
  return std::move(out);
}

}  // namespace handrail::reply
