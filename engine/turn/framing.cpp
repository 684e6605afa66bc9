#include "engine/turn/framing.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "engine/base/text.hpp"
#include "engine/sentences/clauses.hpp"
#include "engine/sentences/clear_yes.hpp"
#include "engine/sentences/said_of.hpp"
#include "engine/sentences/on_condition.hpp"
#include "engine/sentences/speech.hpp"

namespace handrail {
namespace {

// Around a value they say that it is the one: "make it $100", "$100 is enough".
constexpr std::array framing{"make", "only", "just", "enough", "should", "instead", "rather", "meant", "mean", "take", "most", "amount", "total", "give", "pay", "lower",
                             "reduce", "correct", "right", "change", "be", "would", "suffice", "do", "get", "wanted", "wrong", "back", "dollars", "dollar", "bucks", "euros",
                             "euro", "sum", "much", "said", "it's", "usd", "eur", "refund", "request", "must", "set", "up", "go", "down", "than", "less", "actually", "sorry",
                             "oops", "typo", "mistake", "correction", "read", "have", "been", "but", "wait", "gave", "wrote", "typed", "better", "prefer", "nope", "on", "need",
                             "ones",
                             "them",
                             "those", "these", "pieces", "piece"};

bool has_digit(std::string_view text) { return text.find_first_of("0123456789") != std::string_view::npos; }

template <class List>
bool among(const List& list, std::string_view word) { return std::find(list.begin(), list.end(), word) != list.end(); }

}  // namespace

bool is_framing(const Matter& matter, const std::string& word) {
  const auto is_it = [&](const std::string& one) { return same_stem(one, word); };
  return among(framing, word) || std::any_of(matter.deeds.begin(), matter.deeds.end(), is_it);
}

bool is_framing(const InRun& in, const std::string& word) { return is_framing(in.matter, word); }

bool only_frames_a_value(const Matter& matter, const std::string& text, const std::vector<EntityClaim>& named) {
  const std::vector<std::string> said = content_words(text);
  const auto is_thing = [&](const std::string& word) { return std::ranges::any_of(matter.things, [&](const std::string& one) { return same_stem(one, word); }); };
  return std::all_of(said.begin(), said.end(), [&](const std::string& word) {
    const auto of_a_value = [&](const EntityClaim& claim) {
      if (claim.end > text.size() || claim.begin >= claim.end) return false;
      return lower_ascii(std::string_view(text).substr(claim.begin, claim.end - claim.begin)).find(word) != std::string::npos;
    };
    return has_digit(word) || is_framing(matter, word) || is_thing(word) || std::any_of(named.begin(), named.end(), of_a_value);
  });
}

// Beside what is under way "order W1003" may be what another wish is for: "please cancel order W1003".
bool only_frames_a_value(const InRun& in) {
  Matter own = in.matter;
  own.things.clear();
  return only_frames_a_value(own, in.text, in.reading.named);
}

// The text with blanks for the yes that it begins with, whose values stand where they stood.
static std::string behind_the_yes(const std::string& text) {
  const std::size_t bytes = bytes_of_leading_yes(text);
  return bytes == 0 ? text : blanked(text, 0, bytes);
}

// "Yes, 3 seats": of a count, what it counts is no other thing.
static bool only_frames_behind_a_yes(const InRun& in, const Json& value) {
  Matter own = in.matter;
  if (!value.integer()) own.things.clear();
  return only_frames_a_value(own, behind_the_yes(in.text), in.reading.named);
}

bool is_chosen_behind_a_yes(const InRun& in) {
  constexpr std::array telling{"it's", "is", "was", "because", "since", "are", "were", "it", "i'm", "am", "has", "had"};
  const std::string rest = behind_the_yes(in.text);
  if (std::ranges::any_of(words(rest), [&](std::string_view word) { return among(telling, lower_ascii(word)); })) return false;
  return begins_with_yes(in.text) && only_frames_behind_a_yes(in, Json());
}

bool puts_forward(const InRun& in, const std::string& fact, const Json& value) {
  if (!in.state.turn) return true;
  const std::string& text = in.state.turn->text;
  bool placed = false, forward = false;
  for (const EntityClaim& claim : in.reading.named) {
    if (claim.entity != fact || canonical(claim.value) != canonical(value) || claim.begin >= claim.end) continue;
    placed = true;
    forward = forward || said_of(text, claim.begin, claim.end, kind_named(claim.value)) == SaidOf::named;
  }
  return (!placed || forward) && (!begins_with_yes(in.text) || only_frames_a_value(in) || only_frames_behind_a_yes(in, value));
}

}  // namespace handrail
