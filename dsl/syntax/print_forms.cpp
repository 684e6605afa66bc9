#include "dsl/syntax/print_forms.hpp"

#include <algorithm>
#include <array>

namespace handrail::dsl {

namespace {

struct Form {
  std::string_view block, words;   // the clause's first words
  int group = 0, rank = 0;
};
// The longest form that a clause begins with is its own. Group 1 is the block's main column.
constexpr std::array<Form, 76> forms{{
    {"tool", "reads", 1, 1}, {"tool", "writes", 1, 1}, {"tool", "moves", 1, 1}, {"tool", "verifies", 1, 2}, {"tool", "let", 1, 3}, {"tool", "one of", 1, 4},
    {"tool", "at least one of", 0, 4}, {"tool", "needs", 1, 5}, {"tool", "deny", 1, 6}, {"tool", "limit", 1, 7}, {"tool", "approve", 1, 8}, {"tool", "allow", 1, 9},
    {"tool", "otherwise", 1, 10}, {"tool", "after a crash", 2, 11}, {"tool", "if it fails", 2, 12}, {"tool", "say to confirm", 3, 13}, {"tool", "say when waiting", 3, 13},
    {"tool", "say when done", 3, 13}, {"tool", "example", 1, 14},
    {"intent", "topic", 1, 1}, {"intent", "means", 1, 2}, {"intent", "examples", 1, 3}, {"intent", "examples from", 0, 3}, {"intent", "class", 1, 5}, {"intent", "risk", 1, 6},
    {"intent", "ask for", 1, 7}, {"intent", "tools", 1, 8}, {"intent", "workflow", 1, 9}, {"intent", "queue", 1, 10}, {"intent", "knowledge", 1, 11}, {"intent", "say", 1, 12},
    {"trigger", "from", 1, 1}, {"trigger", "until", 1, 1}, {"trigger", "when", 1, 2}, {"trigger", "unless", 1, 3}, {"trigger", "if", 0, 4}, {"trigger", "urgency", 1, 5},
    {"trigger", "then", 1, 6}, {"trigger", "say", 1, 7}, {"trigger", "because", 1, 8},
    {"queue", "name", 1, 1}, {"queue", "open", 1, 2}, {"queue", "promise", 1, 3}, {"queue", "say", 1, 4}, {"queue", "packet", 1, 5}, {"queue", "while waiting", 2, 6},
    {"queue", "if nobody comes", 2, 7},
    {"conversation", "resolved", 1, 0}, {"conversation", "abandoned", 1, 0}, {"conversation", "keep", 1, 0}, {"conversation", "read", 1, 0},
    {"signal", "phrases", 1, 0}, {"signal", "phrases from", 0, 0}, {"signal", "patterns", 1, 0}, {"signal", "patterns from", 0, 0}, {"signal", "but not", 0, 0},
    {"signal", "but not from", 0, 0}, {"signal", "examples", 1, 0}, {"signal", "examples from", 0, 0},
    {"entity", "matches", 1, 0}, {"entity", "one of", 1, 0}, {"entity", "also", 1, 0},
    {"workflow", "takes", 1, 1}, {"workflow", "tools", 1, 2}, {"list", "items", 1, 0}, {"list", "items from", 0, 0},
    {"customer", "", 1, 0}, {"context", "", 1, 0}, {"record", "", 1, 0}, {"confidence", "say", 1, 2}, {"route", "to", 4, 0},
    {"goals", "", 4, 0}, {"include", "without", 0, 0}, {"rollout", "a", 0, 1}, {"rollout", "only", 0, 2}, {"wording", "", 1, 0},
}};

std::size_t count_words(std::string_view words) { return words.empty() ? 0 : 1 + static_cast<std::size_t>(std::count(words.begin(), words.end(), ' ')); }

bool begins_with(const PrintWords& clause, std::string_view words) {
  for (std::size_t i = 0; !words.empty(); ++i) {
    const std::size_t length = std::min(words.find(' '), words.size());
    if (i == clause.size() || clause[i].text != words.substr(0, length)) return false;
    words.remove_prefix(std::min(length + 1, words.size()));
  }
  return true;
}

// A goal's value begins where its comparison does.
std::size_t goal_words(const PrintWords& clause) {
  for (std::size_t i = 1; i < clause.size(); ++i)
    if (clause[i].text == "over" || clause[i].text == "under" || (clause[i].text == "at" && i + 1 < clause.size())) return i;
  return 0;
}

}  // namespace

BlockPlaces places_of(std::string_view block_word) {
  if (block_word == "confidence") return {true, 0};
  if (block_word == "table") return {true, 0};
  constexpr std::array<std::string_view, 7> eleven{"intent", "trigger", "signal", "queue", "entity", "conversation", "workflow"};
  return {false, std::find(eleven.begin(), eleven.end(), block_word) != eleven.end() ? std::size_t{11} : std::size_t{0}};
}

ClausePlace place_of(std::string_view block_word, const PrintWords& clause) {
  const Form* best = nullptr;
  for (const Form& form : forms)
    if (form.block == block_word && begins_with(clause, form.words) && (!best || form.words.size() > best->words.size())) best = &form;
  if (!best) return {};
  std::size_t words = std::max<std::size_t>(count_words(best->words), 1);
  if (block_word == "route" && best->words == "to") words = 2;
  if (block_word == "goals") words = goal_words(clause);
  if (block_word == "wording" && clause.size() == 3) words = 2;   // `de formal "…"`
  if (best->group == 0 || words > clause.size()) words = 0;
  return {words, best->group, best->rank};
}

}  // namespace handrail::dsl
