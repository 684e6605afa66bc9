// What turns a mood around or up: negation before a phrase, capitals and exclamation marks.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "adapters/reading/phrases.hpp"
#include "adapters/reading/tokens.hpp"

namespace handrail::reading {

// Whether a negation stands shortly before token `first`, in the same sentence.
[[nodiscard]] bool negated(const std::vector<Token>& tokens, std::size_t first);
// Whether the word before token `first` makes it weigh more: "extremely disappointed".
[[nodiscard]] bool intensified(const std::vector<Token>& tokens, std::size_t first);
// Whether the feeling at tokens `first` to `last` is another's, and not about the desk: "my boss is furious with me", but not "my wife is furious with you".
[[nodiscard]] bool of_another(const std::vector<Token>& tokens, std::size_t first, std::size_t last);
// "!!!", with question marks among them or not.
[[nodiscard]] bool exclaims(std::string_view text);
// "!!!", or a word of capitals: whatever the message says, it says it louder.
[[nodiscard]] bool emphatic(std::string_view text, const std::vector<Token>& tokens);
// The first words of a message that is mostly capitals, and whose capitals are chosen: its writer wrote small letters before, or it complains (of what is still
// missing, of nobody answering, with an exclamation mark). Else nullopt: a key that is locked explains them, and says nothing of a mood.
[[nodiscard]] std::optional<Span> shouted(std::string_view text, const std::vector<Token>& tokens, const std::vector<std::string>& before);

}  // namespace handrail::reading
