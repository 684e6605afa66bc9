#include "engine/domain/gate.hpp"

#include "engine/base/json_reader.hpp"
#include "engine/base/limits.hpp"

namespace handrail {
namespace {

constexpr std::size_t entries_max = 1000;   // of each list on a gate line

template <class Read>
void read_list(JsonReader& line, std::string_view key, std::vector<JsonIssue>& issues, Read&& read) {
  const Json* list = line.optional_array(key, entries_max);
  if (!list) return;
  for (std::size_t i = 0; i < list->items()->size(); ++i) {
    JsonReader entry((*list->items())[i], line.at(key) + "/" + std::to_string(i));
    read(entry);
    for (JsonIssue& issue : entry.finish()) issues.push_back(std::move(issue));
  }
}

Json object_or_empty(const Json* json) { return json ? *json : Json::object(); }

LookedUp read_lookup(JsonReader& entry) {
  LookedUp lookup;
  lookup.tool = entry.required_text("tool");
  lookup.arguments = object_or_empty(entry.optional_object("arguments"));
  const Json* result = entry.any("result");
  if (auto error = entry.optional_text("error", {.bytes_max = limits::message_bytes})) {
    lookup.error = *error;
    if (result) entry.issue(entry.at("result"), "a look-up has either a result or an error");
  } else if (result) {
    lookup.result = *result;
  } else {
    entry.issue(entry.at("result"), "missing: a look-up has a result (null: no such record) or an error");
  }
  lookup.at = entry.required_time("at");
  return lookup;
}

GivenApproval read_approval(JsonReader& entry) {
  GivenApproval approval;
  approval.by = entry.required_text("by");
  approval.role = entry.required_text("role");
  approval.tool = entry.required_text("tool");
  approval.arguments = object_or_empty(entry.optional_object("arguments"));
  approval.facts_hash = entry.required_text("facts_hash");
  approval.bundle = BundleHash(entry.required_text("bundle"));
  approval.at = entry.required_time("at");
  return approval;
}

}  // namespace

GateCall read_gate_call(const Json& json, std::vector<JsonIssue>& issues) {
  GateCall call;
  JsonReader line(json);
  call.tool = line.required_text("tool", {.bytes_min = 1, .bytes_max = limits::id_bytes});
  call.arguments = object_or_empty(line.required_object("arguments"));
  call.now = line.required_time("now");
  call.conversation = line.optional_text("conversation").value_or("");
  call.customer = object_or_empty(line.optional_object("customer"));
  call.context = object_or_empty(line.optional_object("context"));
  read_list(line, "lookups", issues, [&](JsonReader& entry) { call.lookups.push_back(read_lookup(entry)); });
  read_list(line, "confirmed", issues, [&](JsonReader& entry) {
    Confirmed yes;
    yes.tool = entry.required_text("tool");
    yes.arguments = object_or_empty(entry.optional_object("arguments"));
    yes.at = entry.required_time("at");
    call.confirmed.push_back(std::move(yes));
  });
  read_list(line, "approvals", issues, [&](JsonReader& entry) { call.approvals.push_back(read_approval(entry)); });
  read_list(line, "used", issues, [&](JsonReader& entry) {
    UsedBudget used;
    used.limit = entry.required_text("limit");
    used.key = entry.optional_text("key").value_or("");
    if (const Json* amount = entry.any("amount")) used.amount = *amount;
    used.at = entry.required_time("at");
    used.conversation = entry.optional_text("conversation").value_or("");
    call.used.push_back(std::move(used));
  });
  read_list(line, "schema_issues", issues, [&](JsonReader& entry) {
    SchemaIssue issue;
    issue.pointer = entry.required_text("pointer", {.bytes_min = 0});
    issue.message = entry.required_text("message", {.bytes_min = 1});
    call.schema_issues.push_back(std::move(issue));
  });
  call.tone = line.optional_text("tone").value_or("");
  call.written_in = line.optional_text("written_in").value_or("");
  if (const Json* review = line.optional_object("review")) {
    JsonReader entry(*review, line.at("review"));
    call.review = UnderReview{entry.required_text("rule", {.bytes_min = 1}), entry.optional_text("at").value_or(""), entry.optional_bool("settled", false)};
    for (JsonIssue& issue : entry.finish()) issues.push_back(std::move(issue));
  }
  for (JsonIssue& issue : line.finish()) issues.push_back(std::move(issue));
  return call;
}

Json to_json(const LookedUp& lookup) {
  Json json = Json::object({{"tool", lookup.tool}, {"arguments", lookup.arguments}});
  if (lookup.result) json.set("result", *lookup.result);
  else json.set("error", lookup.error.empty() ? "failed" : lookup.error);
  json.set("at", format_time(lookup.at));
  return json;
}

Json to_json(const GateCall& call) {
  Json json = Json::object({{"tool", call.tool}, {"arguments", call.arguments}, {"now", format_time(call.now)}});
  if (!call.conversation.empty()) json.set("conversation", call.conversation);
  json.set("customer", call.customer.is_null() ? Json::object() : call.customer);
  if (!call.context.is_null()) json.set("context", call.context);
  const auto list = [&](std::string_view key, const auto& entries) {
    if (entries.empty()) return;
    Json items = Json::array();
    for (const auto& entry : entries) items.push(to_json(entry));
    json.set(key, std::move(items));
  };
  list("lookups", call.lookups);
  list("confirmed", call.confirmed);
  list("approvals", call.approvals);
  list("used", call.used);
  if (!call.schema_issues.empty()) {
    Json issues = Json::array();
    for (const SchemaIssue& issue : call.schema_issues) issues.push(Json::object({{"pointer", issue.pointer}, {"message", issue.message}}));
    json.set("schema_issues", std::move(issues));
  }
  if (!call.tone.empty()) json.set("tone", call.tone);
  if (!call.written_in.empty()) json.set("written_in", call.written_in);
  if (call.review) json.set("review", to_json(*call.review));
  return json;
}

Json to_json(const Verdict& verdict) {
  Json json = Json::object({{"verdict", word_of(verdict.kind)}, {"clause", word_of(verdict.clause)}, {"rule", verdict.rule}, {"at", verdict.at}});
  if (!verdict.because.empty()) json.set("because", verdict.because);
  if (verdict.approve) {
    Json approve = Json::object({{"role", verdict.approve->role}});
    if (verdict.approve->within) approve.set("within", format_duration(*verdict.approve->within));
    approve.set("facts_hash", verdict.approve->facts_hash);
    approve.set("bundle", verdict.approve->bundle.text);
    json.set("approve", std::move(approve));
  }
  Json remedies = Json::array();
  for (const Remedy& remedy : verdict.remedy) {
    Json entry = Json::object({{"kind", word_of(remedy.kind)}, {"what", remedy.what}});
    if (!remedy.say.empty()) entry.set("say", remedy.say);
    remedies.push(std::move(entry));
  }
  json.set("remedy", std::move(remedies));
  Json unknown = Json::array();
  for (const std::string& fact : verdict.unknown) unknown.push(fact);
  json.set("unknown", std::move(unknown));
  return json;
}

}  // namespace handrail
