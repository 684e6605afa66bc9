#include "engine/turn/run_so_far.hpp"

#include "engine/base/text.hpp"

namespace handrail {
namespace {

constexpr std::size_t names_told = 12;
constexpr std::size_t message_bytes_told = 300;

std::string shape_of(const Json& result) {
  if (result.is_null()) return "nothing";
  if (const bool* yes = result.boolean()) return *yes ? "true" : "false";
  if (result.number()) return "a number";
  if (result.text()) return "a text";
  if (const Json::Array* items = result.items()) return "a list of " + std::to_string(items->size());
  const Json::Object& members = *result.members();
  if (members.empty()) return "an empty table";
  std::vector<std::string> names;
  for (const auto& [name, value] : members)
    if (names.size() < names_told) names.push_back(printable(name, 40) + (value.is_null() ? " (nothing)" : ""));
  return join(names, ", ") + (members.size() > names_told ? ", …" : "");
}

// The step that a run stands at, in words; empty where it waits for nothing.
std::string waits_for(const Run& run) {
  if (run.waits_for.empty()) return "";
  return run.waits_for + (run.waits_for == "time" || run.waits_name.empty() ? "" : " " + printable(run.waits_name));
}

}  // namespace

Json run_so_far(const Run& run, const RunTrouble* trouble) {
  Json told = Json::object({{"name", run.workflow}, {"run", run.id.text}, {"script", run.script_hash}});
  if (trouble) {
    told.set("how", trouble->how);
    told.set("why", trouble->message);
  }
  Json steps = Json::array();
  for (std::size_t i = 0; i < run.steps.size(); ++i) {
    const RecordedStep& step = run.steps[i];
    Json entry = Json::object({{"step", static_cast<std::int64_t>(i) + 1}, {"name", step.name}});
    if (!step.arguments.empty()) entry.set("with", step.arguments);
    if (step.refused) entry.set("refused", step.message);
    else if (step.name != "say" && step.name != "log") entry.set("gave", shape_of(step.result));
    steps.push(std::move(entry));
  }
  told.set("steps", std::move(steps));
  if (const std::string waits = waits_for(run); !waits.empty()) told.set("waits_for", waits);
  return told;
}

std::string run_so_far_text(const ConversationId& conversation, const Run& run, const RunTrouble& trouble) {
  const std::string place = trouble.file.empty() ? "" : trouble.file + " ";
  std::string text = "workflow `" + run.workflow + "` " + trouble.how + ": " + printable(trouble.message, message_bytes_told) + "\n  conversation " + conversation.text + ", run " +
                     run.id.text + ", script " + place + run.script_hash.substr(0, 12) + "; a person takes over. Its steps so far:";
  if (run.steps.empty()) text += " none";
  const Json told = run_so_far(run);
  for (const Json& step : *told["steps"].items()) {
    text += "\n  " + step["step"].number()->literal + ". " + step.text_or("name");
    if (const std::string with = step.text_or("with"); !with.empty()) text += " " + with;
    if (step.find("refused")) text += ": refused, " + printable(step.text_or("refused"), message_bytes_told);
    else if (step.find("gave")) text += ": gave " + step.text_or("gave");
  }
  return text;
}

}  // namespace handrail
