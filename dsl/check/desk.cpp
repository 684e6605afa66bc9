// The desk around the assistant: roles, queues, routes, workflows and the rules of a reply.
#include <algorithm>
#include <array>

#include "dsl/check/builtins.hpp"
#include "dsl/check/checking.hpp"
#include "dsl/check/days.hpp"
#include "dsl/check/files.hpp"
#include "dsl/check/manner.hpp"
#include "dsl/check/zones.hpp"
#include "engine/base/limits.hpp"

namespace handrail::dsl {

namespace {

// Every line that is no date, where it stands in the file.
void check_closed_on(Checking& checking, const Text& name) {
  const auto file = checking.file_named(name, "the dates");
  if (!file) return;
  std::size_t wrong = 0;
  for (const Item& item : items_of(*file, checking.sources.file(*file).text)) {
    const std::string date(trim(std::string_view(item.text).substr(0, item.text.find('#'))));
    if (date.size() == 10 && parse_time(date)) continue;
    if (++wrong > limits::diagnostics) break;   // no more are shown
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

// Each range ends after it begins, and no two of one day overlap: whoever reads the second would think that it changes the first.
void check_ranges(Checking& checking, const OpeningHours& open) {
  constexpr std::array<std::string_view, 7> names{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
  for (auto range = open.ranges.begin(); range != open.ranges.end(); ++range) {
    if (range->to_minute <= range->from_minute) {
      checking.report.error("P0417", range->span, "the queue closes before it opens").help("write the later time after `to`; a night is two ranges: `fri 22:00 to 24:00, sat 00:00 to 06:00`");
      continue;
    }
    const std::array<bool, 7> days = days_of(*range);
    for (auto earlier = open.ranges.begin(); earlier != range; ++earlier) {
      const std::array<bool, 7> before = days_of(*earlier);
      std::size_t both = 0;
      while (both < days.size() && !(days[both] && before[both])) ++both;
      if (both == days.size() || earlier->to_minute <= range->from_minute || range->to_minute <= earlier->from_minute) continue;
      checking.report.error("P0319", range->span, "the hours of " + std::string(names[both]) + " overlap").label(earlier->span, "open here already")
          .help("name each day once, or let the second range begin where the first has ended: `mon to fri 09:00 to 12:00, mon to fri 13:00 to 18:00`");
      break;
    }
  }
}

void check_queue(Checking& checking, const QueueBlock& queue) {
  if (queue.open) {
    check_zone(checking, queue.open->zone);
    check_ranges(checking, *queue.open);
    if (queue.open->closed_on) check_closed_on(checking, *queue.open->closed_on);
  }
  checking.duration(queue.promise, "promise within");
  checking.words(queue.say, checking.turn());
  checking.words(queue.while_waiting, checking.turn());
  checking.duration(queue.while_waiting_every, "at most once per");
  std::vector<std::string> also = packet_words();
  for (const Field& field : checking.symbols.customer.fields) also.push_back(field.name);
  for (const Field& field : checking.symbols.recent) also.push_back(field.name);
  for (const std::string& signal : checking.symbols.signals.names()) also.push_back(signal);
  for (const Name& name : queue.packet) checking.askable(name, "P0216", also);
  if (queue.if_nobody_comes) checking.action(*queue.if_nobody_comes, checking.turn());
}

bool is_host(std::string_view host) {
  const auto fits = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.'; };
  return host.find('.') != std::string_view::npos && std::ranges::all_of(host, fits) && host.front() != '.' && host.back() != '.' && host.find("..") == std::string_view::npos;
}

void check_model_cost(Checking& checking, const std::optional<Expression>& cost) {
  const Money* money = cost ? literal_as<Money>(*cost) : nullptr;
  if (money == nullptr) return;
  if (money->currency.code() != "USD")
    checking.report.error("P0312", cost->span, "what models cost is counted in " + backticked("USD") + ", and this is " + backticked(money->currency.code()))
        .help("write the amount in US dollars, like `$0.50`");
  else if (money->minor <= 0)
    checking.report.error("P0314", cost->span, "`models use at most` takes a cent or more").help("write an amount like `$0.50`, or leave [model] out of handrail.toml to use none");
}

// What models may see and use up, and where links may lead.
void check_models(Checking& checking, const ReplyRulesBlock& rules) {
  for (const Text& host : rules.link_hosts)
    if (!is_host(host.text))
      checking.report.error("P0313", host.span,
          backticked(printable(host.text)) + " is not the name of a host").help("write only the host, in small letters, like " + backticked("\"help.example.com\""));
  std::vector<std::string> kinds = {"name", "email", "phone", "address"};
  for (const EntityBlock* entity : checking.symbols.entities) kinds.push_back(entity->name.text);
  if (rules.masked.size() == 1) kinds.push_back("nothing");
  for (const Name& kind : rules.masked) checking.one_of(kind, kinds, "kind of personal data");
  for (const auto* limit : {&rules.model_per_turn, &rules.model_per_conversation}) {
    checking.whole_number(limit->tokens, "models use at most", 1);
    check_model_cost(checking, limit->cost);
  }
}

void check_reply_rules(Checking& checking) {
  const ReplyRulesBlock* rules = checking.symbols.reply_rules;
  if (rules == nullptr) return;
  checking.whole_number(rules->words_max, "at most … words", 1);
  checking.whole_number(rules->apologies_max, "apologise at most", 0);
  for (const auto& [word, when] : rules->tones) {
    checking.one_of(word, tone_words(), "tone");
    checking.condition(when, checking.turn());
  }
  for (const auto& one : rules->beginnings) {
    checking.words(one.words, checking.turn());
    checking.condition(one.when, checking.turn());
  }
  checking.duration(rules->warn_days, "not reviewed for");
  checking.duration(rules->refuse_days, "not reviewed for");
  checking.duration(rules->review_within, "review drafts within");
  check_models(checking, *rules);
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
