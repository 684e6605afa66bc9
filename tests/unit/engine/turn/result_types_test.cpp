// What a script gets of a tool's answer: the values that the gate reads, row by row.
#include "engine/policy/bundle.hpp"
#include "engine/turn/result_fits.hpp"
#include "engine/turn/seams.hpp"
#include "tests/catch.hpp"
#include "tests/desk/small_desk.hpp"

using namespace handrail;

namespace {

const std::string policy = R"policy(currency EUR

record item
  price  money
  share  percent

record booking
  id      text
  total   money
  status  booked | stayed
  nights  whole number
  arrive  time
  paid    yes/no
  items   list of item
  by_name map of item
  note    optional text

tool lookup_booking(booking_id: text) gives booking
  reads
)policy";

const dsl::Program& program() {
  static const BundleResult made = [] {
    BundleResult result = make_bundle({{"desk.policy", policy}, small_desk()});
    INFO(dsl::render_pretty(result.sources, result.diagnostics, false));
    REQUIRE(result.bundle);
    return result;
  }();
  return *made.bundle->program;
}

std::string given(const std::string& answer) {
  const dsl::Tool& tool = program().tools[*program().find_tool("lookup_booking")];
  std::vector<JsonIssue> issues;
  const Json declared = as_declared(program(), *tool.gives, parse_json(answer).value(), "", issues);
  return issues.empty() ? canonical(declared) : issues_in_words(issues);
}

}  // namespace

TEST_CASE("a script gets what the gate reads, however the service wrote it") {
  struct Row { const char* answer; const char* gets; };
  const Row rows[] = {
      {R"({"total":"60 EUR"})", R"({"total":{"amount":"60.00","currency":"EUR"}})"},
      {R"({"total":"€60.00"})", R"({"total":{"amount":"60.00","currency":"EUR"}})"},
      {R"({"total":60})", R"({"total":{"amount":"60.00","currency":"EUR"}})"},
      {R"({"total":{"amount":"60","currency":"EUR"}})", R"({"total":{"amount":"60.00","currency":"EUR"}})"},
      {R"({"items":[{"price":"1 EUR","share":"75%"},{"price":null}]})", R"({"items":[{"price":{"amount":"1.00","currency":"EUR"},"share":0.75},{"price":null}]})"},
      {R"({"by_name":{"a":{"price":"2 EUR"}}})", R"({"by_name":{"a":{"price":{"amount":"2.00","currency":"EUR"}}}})"},
      {R"({"arrive":"2026-12-20T14:00:00+01:00"})", R"({"arrive":"2026-12-20T14:00:00+01:00"})"},
      {R"({"status":"stayed","paid":true,"nights":2})", R"({"nights":2,"paid":true,"status":"stayed"})"},
      {R"({"id":null,"note":null,"theirs":[1,"60 EUR"]})", R"({"id":null,"note":null,"theirs":[1,"60 EUR"]})"},
      {R"({"total":"much"})", "/total expected an amount of money: `much` is not an amount of money: write it like `100 EUR` or `$1,000.50`"},
      {R"({"id":5})", "/id expected text, got a number"},
      {R"({"status":"weird"})", R"(/status expected one of booked or stayed, got "weird")"},
      {R"({"items":[{"price":true}]})", "/items/0/price expected an amount of money, got a boolean"},
      {R"({"note":7})", "/note expected text, got a number"},
  };
  for (const Row& row : rows) {
    INFO(row.answer);
    CHECK(given(row.answer) == row.gets);
  }
}

TEST_CASE("a fact of the customer that breaks its type is left out") {
  const dsl::Tool& tool = program().tools[*program().find_tool("lookup_booking")];
  const auto& fields = program().records[tool.gives->index].fields;
  const Json facts = parse_json(R"({"id":5,"total":"60 EUR","verified":true})").value();
  CHECK(canonical(as_declared(program(), fields, facts)) == R"({"total":{"amount":"60.00","currency":"EUR"},"verified":true})");
  CHECK(canonical(as_declared(program(), fields, Json())) == "{}");
}
