#include "engine/policy/opening.hpp"

#include "tests/catch.hpp"
#include "tests/unit/engine/policy/policy_support.hpp"

using namespace handrail;

namespace {

// 09:00 to 18:00 in Berlin, closed on 6 January; two open hours are promised.
const dsl::Queue& queue(const std::string& promise = "2 open hours") {
  const auto bundle = bundle_of("queue desk\n  name \"Our desk\"\n  open mon to fri 09:00 to 18:00 \"Europe/Berlin\", closed on \"holidays.txt\"\n  promise within " + promise +
                                "\n  say \"{queue.name} will answer {queue.promise}.\"\n  if nobody comes hand off to support with urgency high\n");
  return bundle->program->queues[*bundle->program->find_queue("desk")];
}

Instant at(const std::string& text) { return *parse_time(text); }

}  // namespace

TEST_CASE("a promise counts open hours: over the evening, the weekend and a holiday") {
  struct Row { const char* now; const char* promised; const char* words; };
  const Row rows[] = {
      {"2026-01-05T09:00:00+01:00", "2026-01-05T11:00:00+01:00", "within 2 hours"},
      {"2026-01-05T16:00:00+01:00", "2026-01-05T18:00:00+01:00", "within 2 hours"},                                         // to the minute of closing
      {"2026-01-05T16:00:01+01:00", "2026-01-07T09:00:01+01:00", "by Wednesday 7 January, 09:00 (Europe/Berlin)"},         // 6 January is closed
      {"2026-01-05T07:30:00+01:00", "2026-01-05T11:00:00+01:00", "today by 11:00 (Europe/Berlin)"},                         // before opening
      {"2026-01-05T18:00:00+01:00", "2026-01-07T11:00:00+01:00", "by Wednesday 7 January, 11:00 (Europe/Berlin)"},         // at closing it is closed
      {"2026-01-09T17:00:00+01:00", "2026-01-12T10:00:00+01:00", "by Monday 12 January, 10:00 (Europe/Berlin)"},            // Friday to Monday
      {"2026-01-10T12:00:00+01:00", "2026-01-12T11:00:00+01:00", "by Monday 12 January, 11:00 (Europe/Berlin)"},            // Saturday
  };
  for (const Row& row : rows) {
    INFO(row.now);
    const Instant promised = promised_at(queue(), at(row.now));
    CHECK(format_time(promised) == format_time(at(row.promised)));
    CHECK(promise_words(queue(), promised, at(row.now)) == row.words);
  }
}

TEST_CASE("open hours are local: the clocks go forward and back over a weekend") {
  // Friday 27 March 2026 17:00 +01:00; on Monday it is +02:00
  CHECK(format_time(promised_at(queue(), at("2026-03-27T17:00:00+01:00"))) == format_time(at("2026-03-30T10:00:00+02:00")));
  CHECK(format_time(promised_at(queue(), at("2026-10-23T17:00:00+02:00"))) == format_time(at("2026-10-26T10:00:00+01:00")));
}

TEST_CASE("a queue is open from its first minute until before its last") {
  CHECK(!open_at(queue(), at("2026-01-05T08:59:59+01:00")));
  CHECK(open_at(queue(), at("2026-01-05T09:00:00+01:00")));
  CHECK(open_at(queue(), at("2026-01-05T17:59:59+01:00")));
  CHECK(!open_at(queue(), at("2026-01-05T18:00:00+01:00")));
  CHECK(!open_at(queue(), at("2026-01-06T12:00:00+01:00")));
  CHECK(!open_at(queue(), at("2026-01-10T12:00:00+01:00")));
}

TEST_CASE("a promise longer than a day of open hours goes on for days") {
  CHECK(format_time(promised_at(queue("20 open hours"), at("2026-01-07T09:00:00+01:00"))) == format_time(at("2026-01-09T11:00:00+01:00")));
}

TEST_CASE("a promise that does not count open hours runs around the clock") {
  CHECK(format_time(promised_at(queue("2 hours"), at("2026-01-10T23:00:00+01:00"))) == format_time(at("2026-01-11T01:00:00+01:00")));
  CHECK(promise_words(queue("2 hours"), at("2026-01-11T01:00:00+01:00"), at("2026-01-10T23:00:00+01:00")) == "within 2 hours");
}

TEST_CASE("a zone that this system does not know is read as universal time, and closes at night all the same") {
  dsl::Queue lost = queue();
  lost.open->zone = "Mars/Olympus";
  CHECK(!open_at(lost, at("2026-01-10T23:00:00Z")));   // Saturday
  CHECK(!open_at(lost, at("2026-01-12T08:59:59Z")));
  CHECK(open_at(lost, at("2026-01-12T09:00:00Z")));
  CHECK(format_time(promised_at(lost, at("2026-01-10T23:00:00Z"))) == "2026-01-12T11:00:00Z");
  CHECK(promise_words(lost, at("2026-01-12T11:00:00Z"), at("2026-01-10T23:00:00Z")) == "by Monday 12 January, 11:00 (UTC)");
  CHECK(hour_of_week(lost, at("2026-01-12T09:00:00Z")) == 9);
}

TEST_CASE("several ranges: a lunch break, and a Saturday of its own") {
  const auto bundle = bundle_of("queue desk\n  name \"Our desk\"\n  open mon to fri 09:00 to 12:00, mon to fri 13:00 to 18:00, sat 10:00 to 14:00 \"Europe/Berlin\"\n"
                                "  promise within 2 open hours\n  say \"{queue.name} will answer {queue.promise}.\"\n  if nobody comes hand off to support with urgency high\n");
  const dsl::Queue& desk = bundle->program->queues[*bundle->program->find_queue("desk")];
  CHECK(open_at(desk, at("2026-01-05T11:59:59+01:00")));
  CHECK(!open_at(desk, at("2026-01-05T12:00:00+01:00")));
  CHECK(open_at(desk, at("2026-01-05T13:00:00+01:00")));
  CHECK(open_at(desk, at("2026-01-10T10:00:00+01:00")));
  CHECK(!open_at(desk, at("2026-01-10T14:00:00+01:00")));
  CHECK(!open_at(desk, at("2026-01-11T11:00:00+01:00")));
  CHECK(format_time(promised_at(desk, at("2026-01-05T11:00:00+01:00"))) == format_time(at("2026-01-05T14:00:00+01:00")));   // over lunch
  CHECK(format_time(promised_at(desk, at("2026-01-09T17:00:00+01:00"))) == format_time(at("2026-01-10T11:00:00+01:00")));   // Friday to Saturday
  CHECK(format_time(promised_at(desk, at("2026-01-10T13:00:00+01:00"))) == format_time(at("2026-01-12T10:00:00+01:00")));   // Saturday to Monday
}
