// Random opening hours and moments, many of them beside a change of the clocks: the compiled queue is open and promises as the reference says.
#include <iostream>

#include "dsl/program/compile.hpp"
#include "dsl/syntax/parse.hpp"
#include "engine/policy/opening.hpp"
#include "tests/catch.hpp"
#include "tests/reference/hours.hpp"
#include "tests/reference/random_policy.hpp"
#include "tests/reference/said.hpp"
#include "tests/reference/tree_parts.hpp"
#include "tests/unit/dsl/compile_support.hpp"

using namespace handrail;
using namespace handrail::reference;

namespace {

struct RandomHours { std::string text, holidays; Days closed; };

std::string clock_time(std::int64_t minute) {
  const auto two = [](std::int64_t n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  return two(minute / 60) + ":" + two(minute % 60);
}

// Ranges of one day do not overlap: those of a line begin where the last one has ended.
RandomHours random_hours(Random& random) {
  static const std::vector<std::string> zones{"Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC", "Africa/Cairo", "Pacific/Auckland"};
  const std::vector<std::string> days = random.one_of<std::vector<std::string>>({{"mon to fri"}, {"mon to sun"}, {"mon to thu", "sat to sun"}, {"sun"}, {"fri", "sun"}});
  RandomHours made;
  std::string ranges;
  for (const std::string& day : days) {
    const auto from = static_cast<std::int64_t>(random.below(24)) * 30, to = from + 30 + static_cast<std::int64_t>(random.below(24)) * 30;
    ranges += (ranges.empty() ? "" : ", ") + day + " " + clock_time(from) + " to " + clock_time(std::min<std::int64_t>(to, 1440));
    if (to + 60 < 1440 && random.once_in(3)) ranges += ", " + day + " " + clock_time(to + 30) + " to " + clock_time(1440);
  }
  for (std::size_t i = random.below(4); i > 0; --i) made.closed.insert(random.one_of<std::string>({"2026-03-29", "2026-10-25", "2026-11-01", "2026-12-25", "2026-03-30"}));
  for (const std::string& day : made.closed) made.holidays += day + "\n";
  made.text = "queue support\n  name \"Our team\"\n  open " + ranges + " \"" + random.one_of(zones) + "\"" + (made.closed.empty() ? "" : ", closed on \"holidays.txt\"") +
              "\n  promise within " + std::to_string(1 + random.below(20)) + random.one_of<std::string>({" open hours", " open hours", " hours"}) +
              "\n  say \"{queue.name} will answer {queue.promise}.\"\n";
  return made;
}

// Within two days of a change of the clocks, as a rule, to the millisecond.
Instant random_moment(Random& random) {
  const std::string about = random.one_of<std::string>({"2026-03-29T01:00:00Z", "2026-10-25T01:00:00Z", "2026-03-08T07:00:00Z", "2026-11-01T06:00:00Z", "2026-04-04T15:00:00Z",
                                                        "2026-10-03T15:30:00Z", "2026-04-23T22:00:00Z", "2026-10-29T21:00:00Z", "2026-09-26T14:00:00Z", "2026-12-24T12:00:00Z"});
  const Instant moment = *parse_time(about) - hours(48) + minutes(static_cast<std::int64_t>(random.below(96 * 60)));
  return random.once_in(2) ? moment : moment + Duration{static_cast<std::int64_t>(random.below(60'000))};
}

}  // namespace

TEST_CASE("a queue is open, and promises, as the reference says, on random hours around changes of the clocks") {
  const std::uint64_t seed = parameter("HANDRAIL_SEED", 20261121), count = parameter("HANDRAIL_COUNT", 1000) / 5;
  std::cout << "seed " << seed << ", " << count << " queues with 5 moments each" << std::endl;
  std::size_t open = 0, shut = 0;
  for (std::uint64_t i = 0; i < count; ++i) {
    Random random(seed + i);
    const RandomHours hours = random_hours(random);
    std::vector<dsl::SourceFile> files{{"random.policy", hours.text}, {"zz_whole.policy", dsl::what_else_is_needed(hours.text)}};
    if (!hours.holidays.empty()) files.push_back({"holidays.txt", hours.holidays});
    const dsl::Compiled compiled = dsl::compile(files);
    INFO("seed " << seed + i << "\n" << hours.text << hours.holidays);
    if (!compiled.program) FAIL(dsl::render_pretty(compiled.sources, compiled.diagnostics, false));
    dsl::Diagnostics again;
    const dsl::Tree tree = dsl::parse(compiled.sources, again);
    const auto* said = block<dsl::QueueBlock>(tree, "support");
    REQUIRE(said != nullptr);
    const dsl::Queue& queue = compiled.program->queues[*compiled.program->find_queue("support")];
    for (int j = 0; j < 5; ++j) {
      const Instant at = random_moment(random);
      INFO(format_time(at));
      CHECK(handrail::open_at(queue, at) == reference::open_at(*said, hours.closed, at));
      CHECK(format_time(handrail::promised_at(queue, at)) == format_time(reference::promised_at(*said, hours.closed, at)));
      ++(handrail::open_at(queue, at) ? open : shut);
    }
  }
  CHECK(((open > 0 && shut > 0) || count < 20));
}
