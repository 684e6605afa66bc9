// The check before sending: whether a reply says only what it may. Every reply goes through it, whoever wrote it. It asks no model and reads no clock: the
// same words on the same evidence get the same findings. The list of what is asked is the table `checks` in check_reply.cpp, and each finding says where it
// stands and what would back it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/json_io.hpp"
#include "engine/reply/evidence.hpp"

namespace handrail::reply {

// Who wrote it, from the least trusted to the most.
enum class Author {
  model,     // everything is asked
  script,    // the desk's own words around facts: deeds, hand-overs, other people's data, secrets, links
  passage,   // quoted word for word: other people's data, secrets, instructions to a model, links, deeds told as done for this customer
  person,    // a colleague, in their own name: that it is a text, and where its links lead
};

struct Draft {
  std::string text;
  Author author = Author::model;
  std::vector<std::string> cites;      // passages' ids, as the author names them
};

struct ReplyLimits {
  std::size_t words_max = 150;         // 0: none
  bool unless_step_by_step = true;
  std::size_t apologies_max = 1;
  bool end_with_next_action = false;
  std::string tone;                    // "formal", "friendly", "plain", "warm"; empty: none
  std::vector<std::string> link_hosts; // and what is below them; empty: those of the desk's own texts and articles
};

enum class FindingKind {
  unbacked_fact,       // of the account
  unbacked_deed, unbacked_transfer, unbacked_promise, unbacked_claim,
  contradiction,       // the source says the opposite
  anothers_data, card_number, secret, asks_for_secret, link, leak, denies_ai, disguised, blank, impolite,
  escalate,            // "ESCALATE_NEEDED: reason": honoured
  nothing,             // no words at all
  // what can be mended without a model, and stops nothing:
  uncited, too_long, apologies, no_next_action, tone,
};

struct Finding {
  FindingKind kind = FindingKind::unbacked_claim;
  std::size_t begin = 0, end = 0;      // bytes of the draft
  std::string text;                    // what stands there
  std::string needs;                   // what would back or mend it
  std::string nearest;                 // of a claim: the sentence of an article or of the desk that is nearest to it, word for word; empty: none is near
  [[nodiscard]] bool stops() const { return kind < FindingKind::uncited; }
};

struct Checked {
  std::vector<Finding> findings;       // by place
  std::vector<std::size_t> passages;   // of the evidence, that back what is said: what the reply cites
  std::string escalate;                // the reason behind ESCALATE_NEEDED; empty with none
  [[nodiscard]] bool may_go() const;
};

[[nodiscard]] Checked check_reply(const Draft& draft, const Evidence& evidence, const ReplyLimits& limits);

}  // namespace handrail::reply

namespace handrail {

template <> struct EnumWords<reply::FindingKind> {
  static constexpr std::string_view words[] = {"unbacked fact", "unbacked deed", "unbacked transfer", "unbacked promise", "unbacked claim", "contradiction", "another's data",
                                               "card number", "secret", "asks for a secret", "link", "leak", "denies being an AI", "disguised", "blank", "impolite",
                                               "escalate", "nothing", "uncited", "too long", "apologies", "no next action", "tone"};
};

}  // namespace handrail
