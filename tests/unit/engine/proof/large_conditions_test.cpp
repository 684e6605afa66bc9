// Conditions of a thousand parts: what is found in small ones is found in them, in few of the solver's steps; what is not asked is said.
#include <algorithm>
#include <functional>

#include "dsl/prove/prove.hpp"
#include "engine/proof/proof.hpp"
#include "tests/catch.hpp"
#include "tests/unit/engine/policy/policy_support.hpp"

using namespace handrail;

namespace {

const bool skip = !dsl::solver_built_in();
constexpr std::size_t many = 1'000;
constexpr std::uint64_t few_steps = 30'000'000;   // for all questions: some seconds of a check whose whole budget is minutes

struct Found {
  std::string codes;
  std::vector<std::string> left_alone;
  bool enough = true;
};

Found found_in(const std::string& fields, const std::string& rules, const std::string& parameters = "") {
  const std::string last = "  otherwise deny because \"no\" then hand off to support\n";
  const auto bundle = bundle_of("record order\n  id text\n" + fields + "tool find(order_id: text) gives order\n  reads\n  allow\n" +
                                "tool pay(order_id: text, amount: money" + parameters + ")\n  moves money\n  let order is find(order_id)\n" + rules + last +
                                "  after a crash stop and ask a person\n  if it fails hand off to support because \"It failed\"\n");
  std::uint64_t left = few_steps;
  const BundleProof proof = prove_bundle(*bundle->program, {.left = &left});
  Found found{"", proof.left_alone, proof.beyond_budget == 0};
  for (const auto& one : proof.diagnostics) found.codes += (found.codes.empty() ? "" : " ") + one.code;
  return found;
}

std::string of_each(std::size_t count, const std::string& joint, const std::function<std::string(std::size_t)>& part) {
  std::string all;
  for (std::size_t i = 0; i < count; ++i) all += (i == 0 ? "" : "\n      " + joint + " ") + part(i);
  return all;
}
std::string fields(std::size_t count) {
  std::string all;
  for (std::size_t i = 0; i < count; ++i) all += "  f" + std::to_string(i) + " whole number\n";
  return all;
}
std::string of_its_own(std::size_t i) { return "order.f" + std::to_string(i) + " is " + std::to_string(i); }

}  // namespace

TEST_CASE("of a thousand parts of an `and` or an `or` each is seen to be needed, and the one that is not is told") {
  if (skip) return;
  for (const std::string joint : {"and", "or"}) {
    const std::string whole = of_each(many, joint, of_its_own);
    const Found plain = found_in(fields(many), "  allow when " + whole + "\n");
    CHECK(plain.codes == "");
    CHECK(plain.left_alone.empty());
    CHECK(plain.enough);
    const Found with_more = found_in(fields(many), "  allow when " + whole + " " + joint + (joint == "and" ? " order.f7 is over 3\n" : " (order.f7 is 7 and order.f8 is 9)\n"));
    CHECK(with_more.codes == "P0707");
    CHECK(with_more.left_alone.empty());
    CHECK(with_more.enough);
  }
}

TEST_CASE("of a thousand parts that ask about one fact each is tried against the others") {
  if (skip) return;
  const auto number = [](const std::string& is, std::size_t i) { return "order.n is " + is + std::to_string(2 * i); };
  CHECK(found_in("  n whole number\n", "  allow when " + of_each(many, "or", [&](std::size_t i) { return number("", i); }) + "\n").codes == "");
  CHECK(found_in("  n whole number\n", "  allow when " + of_each(many, "and", [&](std::size_t i) { return number("not ", i); }) + "\n").codes == "");
  CHECK(found_in("  n whole number\n", "  allow when " + of_each(many, "or", [&](std::size_t i) { return number("", i % (many - 1)); }) + "\n").codes == "P0707");
  CHECK(found_in("  n text\n", "  allow when " + of_each(many, "or", [](std::size_t i) { return "order.n contains \"x" + std::to_string(i) + "y\""; }) + "\n").codes == "");
}

TEST_CASE("a contradiction among a thousand parts, a part of a nested one, and an `unless` that lifts nothing are told") {
  if (skip) return;
  CHECK(found_in(fields(many), "  allow when " + of_each(many, "and", of_its_own) + " and order.f7 is over 30\n").codes == "P0702");
  const auto pair = [](std::size_t i) { return "(" + of_its_own(2 * i) + " and " + of_its_own(2 * i + 1) + (i == 11 ? " and order.f23 is over 2" : "") + ")"; };
  CHECK(found_in(fields(many), "  allow when " + of_each(many / 2, "or", pair) + "\n").codes == "P0707");
  CHECK(found_in(fields(many), "  allow when " + of_each(many / 2, "and", of_its_own) + "\n    unless order.f3 is over 9\n").codes == "P0707");
}

TEST_CASE("a thousand needs, a list of a thousand words and one of a thousand parameters are checked") {
  if (skip) return;
  std::string needs;
  for (std::size_t i = 0; i < many; ++i) needs += "  needs " + of_its_own(i) + " otherwise offer a person\n";
  CHECK(found_in(fields(many), needs + "  allow\n").codes == "");
  CHECK(found_in(fields(many), needs + "  needs order.f9 is over 3 otherwise offer a person\n  allow\n").codes == "P0708");
  std::string words, parameters, names;
  for (std::size_t i = 0; i < many; ++i) {
    words += (i == 0 ? "\"x" : ", \"x") + std::to_string(i) + "\"";
    parameters += ", p" + std::to_string(i) + ": optional text";
    names += (i == 0 ? "p" : ", p") + std::to_string(i);
  }
  CHECK(found_in("  n text\n", "  allow when order.n is in [" + words + "]\n").codes == "");
  const std::string given = of_each(many, "or", [](std::size_t i) { return "p" + std::to_string(i) + " is \"x\""; });
  const Found one_of = found_in("", "  one of " + names + "\n  allow when " + given + "\n", parameters);
  CHECK(one_of.codes == "");
  CHECK(one_of.enough);
}

TEST_CASE("parts that cannot be tried are asked about up to a limit, and of the others it is said how many they are") {
  if (skip) return;
  const auto found = [](std::size_t count) {
    const auto of_two = [](std::size_t i) { return "order.f" + std::to_string(2 * i) + " is over order.f" + std::to_string(2 * i + 1); };
    return found_in(fields(2 * count), "  allow when " + of_each(count, "and", of_two) + "\n");
  };
  CHECK(found(limits::proof_condition_parts).left_alone.empty());
  const Found over = found(limits::proof_condition_parts + 1);
  REQUIRE(over.left_alone.size() == 1);
  CHECK(over.left_alone[0].find("of the 101 parts of this condition, 1 was not asked about") != std::string::npos);
}
