// The few values that an asked fact can have, where the tools of the run say so: an enumeration of a parameter of that name.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/program/program.hpp"
#include "engine/journal/state.hpp"
#include "engine/meaning/live_bundle.hpp"
#include "engine/sentences/listed_choice.hpp"

namespace handrail {

// In words ("too late"), as they are declared; of what the run waits for. Empty: it may be anything.
[[nodiscard]] std::vector<std::string> choices_of(const dsl::Program& program, const Run& run);

// The one choice that the text speaks of, word for word but for endings. Nothing where it speaks of none, of several, or turns one down.
[[nodiscard]] std::optional<std::string> choice_said(const dsl::Program& program, const Run& run, std::string_view text);

// Of what is about to be listed for this fact, the one that the open turn's message says already: by its name, or by its place in a list that one of our last messages
// had. Of several things in one line a name says little, where the run would do something to it all: there it has to be called the whole. Null: it says none.
[[nodiscard]] const Listed* chosen_before_asked(const LiveBundle& live, const ConversationState& state, const std::string& fact, const std::vector<Listed>& list);

// "Cancel the first one", where our last list has this value at another place.
[[nodiscard]] bool picks_another_of_the_list(const ConversationState& state, const std::vector<std::string>& deeds, const std::string& text, const Json& value);

// "Both", "all of them", "the first one and the lamp", to a question for things of this entity: of those that it lists, or that were spoken of. Their values in a row, as if
// they had been written ("W1003 and W1006"); of more than may wait all the same. Empty: it says nothing like that.
struct EachOfThem {
  std::string text;
  std::vector<EntityClaim> claims;
};
[[nodiscard]] std::optional<EachOfThem> each_of_them(const LiveBundle& live, const ConversationState& state, const std::string& text);

}  // namespace handrail
