// What the checks of a reply share while one is being checked: it, read into sentences; what it may rest on; what was found.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/reply/check_reply.hpp"
#include "engine/reply/lists.hpp"
#include "engine/reply/support.hpp"

namespace handrail::reply {

struct Checking {
  Checking(const Draft& the_draft, const Evidence& the_evidence, const ReplyLimits& the_limits);

  const Draft& draft;
  const Evidence& evidence;
  const ReplyLimits& limits;
  ReadText read;
  std::vector<std::vector<Met>> met;   // of each sentence: the phrases in it
  Checked out;

  // Read when a check first asks: most replies of the desk's own never need them.
  [[nodiscard]] const std::vector<Unit>& units() const;
  [[nodiscard]] Backing backing() const { return Backing(units()); }

  // The sentence of an article that this one repeats word for word; nullptr: none, or it only goes on from the one before it.
  [[nodiscard]] const Unit* repeats(const Sentence& sentence) const;

  void find(FindingKind kind, std::size_t begin, std::size_t end, std::string needs);
  // Of words of a sentence.
  void find(FindingKind kind, const Sentence& sentence, std::size_t first, std::size_t behind, std::string needs);
  [[nodiscard]] bool meets(std::size_t sentence, std::size_t section) const;

 private:
  void add_bare(const Sentence& sentence, std::vector<Met>& known) const;
  mutable std::optional<std::vector<Unit>> units_;
};

// The sections of lexicon/claims.txt.
struct Sections {
  std::size_t deed, state, other_deed, arrival, underway, transfer, intent, team_promise, promise, account;
  std::size_t free, echo, next, apology, human, rude, casual, asks_secret, leak, whose;
};
[[nodiscard]] const Sections& sections();

void check_words_at_all(Checking& checking);
void check_controls(Checking& checking);
void check_escalation(Checking& checking);
void check_disguise(Checking& checking);
void check_blanks(Checking& checking);
void check_cards_and_secrets(Checking& checking);
void check_secrets_asked_for(Checking& checking);
void check_others_data(Checking& checking);
void check_links(Checking& checking);
void check_humanity(Checking& checking);
void check_leaks(Checking& checking);
void check_background(Checking& checking);
void check_deeds(Checking& checking);
void check_transfers(Checking& checking);
void check_claims(Checking& checking);
void check_manners(Checking& checking);

// Beside each claim that stops the draft, what the sources say nearest to it: whoever mends it has the words that may be said.
void name_nearest(Checking& checking);

}  // namespace handrail::reply
