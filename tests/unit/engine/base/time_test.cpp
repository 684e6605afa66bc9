#include "engine/base/time.hpp"

#include <limits>
#include <tuple>

#include "tests/catch.hpp"

using namespace handrail;

namespace {

std::string again(std::string_view text) {
  const Result<Instant> time = parse_time(text);
  return time ? format_time(*time) : "refused";
}

std::string span_again(std::string_view text) {
  const Result<Duration> span = parse_duration(text);
  return span ? format_duration(*span) : std::string(to_text(span.error().code));
}

}  // namespace

TEST_CASE("a time is milliseconds since 1970 in UTC") {
  CHECK(parse_time("1970-01-01T00:00:00Z")->ms == 0);
  CHECK(parse_time("2026-11-21T09:30:00Z")->ms == 1'795'253'400'000);
  CHECK(parse_time("1969-12-31T23:59:59.999Z")->ms == -1);
  CHECK(parse_time("2026-11-21")->ms == parse_time("2026-11-21T00:00:00Z")->ms);
}

TEST_CASE("a time is written in UTC, with a fraction only where there is one") {
  for (const auto& [text, written] : {std::tuple{"2026-11-21T09:30:00Z", "2026-11-21T09:30:00Z"},
                                      {"2026-11-21T09:30:00.250Z", "2026-11-21T09:30:00.250Z"},
                                      {"2026-11-21T09:30:00.5z", "2026-11-21T09:30:00.500Z"},
                                      {"2026-11-21t09:30:00.000999Z", "2026-11-21T09:30:00Z"},
                                      {"2026-11-21 00:30:00+01:00", "2026-11-20T23:30:00Z"},
                                      {"2026-12-31T23:30:00-00:45", "2027-01-01T00:15:00Z"},
                                      {"2024-02-29T00:00:00Z", "2024-02-29T00:00:00Z"},
                                      {"2000-02-29", "2000-02-29T00:00:00Z"},
                                      {"0000-01-01T00:00:00Z", "0000-01-01T00:00:00Z"},
                                      {"9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z"},
                                      {"2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z"},
                                      {"2017-01-01T08:59:60.5+09:00", "2017-01-01T00:00:00.500Z"}}) {
    CHECK(again(text) == written);
  }
}

TEST_CASE("what is no time is refused") {
  for (const char* text : {"", "now", "2026", "2026-11", "2026-1-1", "2026-13-01", "2026-00-10", "2026-11-31", "2026-02-29", "1900-02-29", "2026-11-00", "20261121",
                           "2026-11-21T", "2026-11-21T09:30Z", "2026-11-21T24:00:00Z", "2026-11-21T09:60:00Z", "2026-11-21T09:30:61Z", "2026-11-21T09:30:60Z",
                           "2026-11-21T09:30:00", "2026-11-21T09:30:00.Z", "2026-11-21T09:30:00+1:00", "2026-11-21T09:30:00+24:00", "2026-11-21T09:30:00+01:60",
                           "2026-11-21T09:30:00Zjunk", " 2026-11-21", "2026-11-21 ", "-026-11-21", "2026-11-21T09:30:00+0100", "2026-11-21T-1:30:00Z"}) {
    INFO(text);
    CHECK(again(text) == "refused");
  }
  CHECK(parse_time("2026-11-21T09:30:00").error().message ==
        "`2026-11-21T09:30:00` is not a time: its zone is missing, end it with `Z` or an offset like `+01:00`");
  CHECK(parse_time("2026-02-30").error().message == "`2026-02-30` is not a time: there is no such day");
}

TEST_CASE("every day of four centuries goes round") {
  const Instant first = *parse_time("1900-01-01");
  const Instant last = *parse_time("2300-01-01");
  std::string before;
  bool all = true;
  for (Instant t = first; t < last; t = t + days(1)) {
    const std::string written = format_time(t);
    all = all && parse_time(written) == t && written > before;
    before = written;
  }
  CHECK(all);
}

TEST_CASE("the ends of the number line are written without a crash") {
  CHECK(format_time({std::numeric_limits<std::int64_t>::max()}) == "292278994-08-17T07:12:55.807Z");
  CHECK_FALSE(format_time({std::numeric_limits<std::int64_t>::min()}).empty());
}

TEST_CASE("a span of time is written in the largest unit that divides it") {
  CHECK(format_duration(minutes(10)) == "10 minutes");
  CHECK(format_duration(hours(1)) == "1 hour");
  CHECK(format_duration(hours(48)) == "2 days");
  CHECK(format_duration(minutes(90)) == "90 minutes");
  CHECK(format_duration(milliseconds(500)) == "500 ms");
  CHECK(format_duration(milliseconds(1500)) == "1500 ms");
  CHECK(format_duration(days(-1)) == "-1 day");
  CHECK(format_duration({}) == "0 seconds");
}

TEST_CASE("a span of time is read as it is written, and in short") {
  for (const auto& [text, written] : {std::tuple{"10 minutes", "10 minutes"}, {"1 hour", "1 hour"}, {"90 days", "90 days"}, {"500 ms", "500 ms"}, {"10m", "10 minutes"},
                                      {"4h", "4 hours"}, {"48h", "2 days"}, {"90d", "90 days"}, {"30s", "30 seconds"}, {"0s", "0 seconds"}, {"-5 minutes", "-5 minutes"}}) {
    CHECK(span_again(text) == written);
  }
  for (const char* text : {"", "10", "minutes", "10  minutes", "1.5 hours", "10 parsecs", "10 minutess", "10ss", "1 hour ", " 1 hour", "+1 hour"}) {
    INFO(text);
    CHECK(span_again(text) == "invalid");
  }
  CHECK(span_again("106751991167 days") == "106751991167 days");
  CHECK(span_again("106751991168 days") == "limit");
  CHECK(span_again("99999999999999999999 ms") == "limit");
}
