// The desk around the assistant: roles, queues, routes, workflows and the rules of a reply.
#include <algorithm>

#include "dsl/check/builtins.hpp"
#include "dsl/check/checking.hpp"
#include "dsl/check/files.hpp"
#include "dsl/check/zones.hpp"

namespace handrail::dsl {

namespace {

// Every line that is no date, where it stands in the file.
void check_closed_on(Checking& checking, const Text& name) {
  const auto file = checking.file_named(name, "the dates");
  if (!file) return;
  for (const Item& item : items_of(*file, checking.sources.file(*file).text)) {
    const std::string date(trim(std::string_view(item.text).substr(0, item.text.find('#'))));
    if (date.size() == 10 && parse_time(date)) continue;
    checking.report.error("P0317", item.span, backticked(name.text) + " has a line that is not a date: " + backticked(printable(item.text)))
        .label(name.span, "read from here").help("write one date per line, like `2026-12-25`");
  }
}

// The zone of that name in other letters or another spelling; a city alone finds its zone too.
std::optional<std::string> zone_meant(const std::string& written) {
  const std::vector<std::string> zones = time_zones();
  const std::string small = fold_case(written);
  for (const std::string& zone : zones)
    if (const std::string folded = fold_case(zone); folded == small || folded.ends_with("/" + small)) return zone;
  return nearest(written, zones);
}

void check_zone(Checking& checking, const Text& zone) {
  if (is_time_zone(zone.text)) return;
  const auto meant = zone_meant(zone.text);
  checking.report.error("P0318", zone.span, backticked(printable(zone.text)) + " is not a time zone")
      .help(meant ? "did you mean `\"" + *meant + "\"`?" : "write one like `\"Europe/Berlin\"`, or `\"UTC\"`");
}

void check_queue(Checking& checking, const QueueBlock& queue) {
  if (queue.open) {
    check_zone(checking, queue.open->zone);
    if (queue.open->to_minute <= queue.open->from_minute)
      checking.report.error("P0417", queue.open->zone.span, "the queue closes before it opens").help("write the later time after `to`");
    if (queue.open->closed_on) check_closed_on(checking, *queue.open->closed_on);
  }
  checking.duration(queue.promise, "promise within");
  checking.words(queue.say, checking.turn());
  checking.words(queue.while_waiting, checking.turn());
  checking.duration(queue.while_waiting_every, "at most once per");
  std::vector<std::string> also = packet_words();
  for (const Field& field : checking.symbols.customer.fields) also.push_back(field.name);
  for (const std::string& signal : checking.symbols.signals.names()) also.push_back(signal);
  for (const Name& name : queue.packet) checking.askable(name, "P0216", also);
  if (queue.if_nobody_comes) checking.action(*queue.if_nobody_comes, checking.turn());
}

void check_reply_rules(Checking& checking) {
  const ReplyRulesBlock* rules = checking.symbols.reply_rules;
  if (rules == nullptr) return;
  checking.whole_number(rules->words_max, "at most … words", 1);
  checking.whole_number(rules->apologies_max, "apologise at most", 0);
  for (const auto& [word, when] : rules->tones) {
    checking.one_of(word, {"formal", "friendly", "plain", "warm"}, "tone");
    checking.condition(when, checking.turn());
  }
  checking.duration(rules->warn_days, "not reviewed for");
  checking.duration(rules->refuse_days, "not reviewed for");
}

}  // namespace

void check_desk(Checking& checking) {
  for (const RoleBlock* role : checking.symbols.roles) checking.money(role->limit, "may approve up to", {TypeKind::money});
  for (const QueueBlock* queue : checking.symbols.queues) check_queue(checking, *queue);
  if (const RouteBlock* route = checking.symbols.route)
    for (const RouteRow& row : route->rows) {
      checking.queue_named(row.queue);
      checking.condition(row.when, checking.turn());
      checking.period(row.active);
    }
  for (const WorkflowBlock* workflow : checking.symbols.workflows) {
    checking.file_named(workflow->file, "the steps");
    for (const Name& name : workflow->takes) checking.askable(name, "P0216");
    for (const Name& name : workflow->tools) checking.tool_named(name);
  }
  check_reply_rules(checking);
}

}  // namespace handrail::dsl
