#include "engine/meaning/free_words.hpp"

#include <algorithm>

#include "engine/base/text.hpp"

namespace handrail {
namespace {

constexpr std::size_t telling_bytes = 4;   // a shorter piece may stand in anything

// `said` in lower case.
bool is_in(const Json& arguments, const std::string& said) {
  if (const std::string* text = arguments.text()) {
    const std::string low = lower_ascii(*text);
    const bool holds_it = low.size() >= telling_bytes && said.find(low) != std::string::npos, is_held = said.size() >= telling_bytes && low.find(said) != std::string::npos;
    return !low.empty() && (low == said || holds_it || is_held);
  }
  if (const Json::Object* members = arguments.members())
    return std::any_of(members->begin(), members->end(), [&](const auto& member) { return is_in(member.second, said); });
  const Json::Array* items = arguments.items();
  return items && std::any_of(items->begin(), items->end(), [&](const Json& item) { return is_in(item, said); });
}

}  // namespace

std::vector<const RecordedStep*> free_words_in_call(const dsl::Program& program, const Run& run) {
  std::vector<const RecordedStep*> found;
  for (auto step = run.steps.rbegin(); step != run.steps.rend(); ++step) {
    const std::string* text = step->result.text();
    const bool typed = std::any_of(program.entities.begin(), program.entities.end(), [&](const dsl::Entity& entity) { return entity.name == step->asked; });
    if (step->asked.empty() || step->refused || typed || !text || text->empty()) continue;
    const std::string said = lower_ascii(*text);
    if (!is_in(run.waits_arguments, said)) continue;
    const bool said_later = std::any_of(found.begin(), found.end(), [&](const RecordedStep* later) { return lower_ascii(*later->result.text()).find(said) != std::string::npos; });
    if (!said_later) found.push_back(&*step);
  }
  return found;
}

}  // namespace handrail
