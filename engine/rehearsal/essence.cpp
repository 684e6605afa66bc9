#include "engine/rehearsal/essence.hpp"

#include <algorithm>
#include <map>
#include <regex>

#include "engine/base/assert.hpp"
#include "engine/rehearsal/told.hpp"

namespace handrail {
namespace {

// "appr_7" as "appr_a", by first appearance.
class Renaming {
 public:
  std::string operator()(const std::string& text) {
    static const std::regex numbered("\\b(appr|call|run|hand|look|msg)_[0-9]+");
    std::string out, rest = text;
    for (std::smatch found; std::regex_search(rest, found, numbered); rest = found.suffix()) {
      const std::string name = found[0];
      if (!names_.count(name)) names_[name] = found[1].str() + "_" + std::string(1, static_cast<char>('a' + names_.size() % 26)) + std::to_string(names_.size() / 26);
      out += found.prefix().str() + names_[name];
    }
    return out + rest;
  }

 private:
  std::map<std::string, std::string> names_;
};

}  // namespace

std::vector<std::string> essence(Rehearsal& desk, const std::vector<ConversationId>& conversations) {
  static const std::vector<std::string> kept = {"reply_sent",      "handoff_made",     "handoff_moved",    "handoff_claimed", "handoff_returned",
                                                "handoff_resolved", "approval_requested", "approval_decided", "episode_closed",  "episode_opened", "customer_confirmed"};
  std::vector<std::string> lines;
  Renaming rename;
  for (const ConversationId& conversation : conversations) {
    const auto events = desk.store().events(conversation, 0, 100'000);
    HANDRAIL_ASSERT(events, "the memory can be read");
    for (const StoredEvent& stored : *events) {
      if (std::find(kept.begin(), kept.end(), stored.kind) == kept.end()) continue;
      const auto event = decode_event(stored.kind, stored.body);
      HANDRAIL_ASSERT(event, "what was stored can be read");
      for (const std::string& line : told(*event)) lines.push_back(conversation.text + " " + rename(line));
      if (const auto* sent = std::get_if<event::ReplySent>(&*event)) lines.push_back(conversation.text + " by " + rename(sent->rule) + " at " + sent->at);
    }
  }
  return lines;
}

std::vector<std::string> effects(Rehearsal& desk) {
  const dsl::Program& program = desk.bundles.current()->program();
  std::vector<std::string> lines;
  for (const ScriptedTools::Effect& effect : desk.tools.effects()) {
    const auto tool = program.find_tool(effect.tool);
    if (tool && program.tools[*tool].effect != dsl::Effect::reads) lines.push_back(effect.tool + " " + effect.arguments);
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

}  // namespace handrail
