#include "tests/bench/thirty_facts.hpp"

namespace handrail::bench {

namespace {

constexpr std::size_t file_rules = 5000;   // a file has a limit, a bundle may have many files
constexpr int numbers = 15, words = 10, flags = 5;

std::string written(const Test& test) {
  const std::string op = test.op == ">=" ? " is at least " : test.op == "<=" ? " is at most " : " is ";
  if (const auto yes = test.value.boolean()) return test.field + " is " + (*yes ? "yes" : "no");
  return test.field + op + dump(test.value);
}

}  // namespace

std::vector<Rule> rules_of(std::size_t count, std::mt19937& random) {
  std::vector<Rule> rules;
  for (std::size_t i = 0; i < count; ++i) {
    Rule rule;
    rule.push_back({"n" + std::to_string(random() % numbers), random() % 2 ? ">=" : "<=", Json(static_cast<std::int64_t>(random() % 100))});
    if (random() % 3 > 0) rule.push_back({"t" + std::to_string(random() % words), "=", Json("w" + std::to_string(random() % 20))});
    if (random() % 3 == 0) rule.push_back({"b" + std::to_string(random() % flags), "=", Json(random() % 2 == 0)});
    rules.push_back(std::move(rule));
  }
  return rules;
}

Json facts_of(std::mt19937& random) {
  Json facts = Json::object();
  for (int i = 0; i < numbers; ++i) facts.set("n" + std::to_string(i), Json(static_cast<std::int64_t>(random() % 100)));
  for (int i = 0; i < words; ++i) facts.set("t" + std::to_string(i), Json("w" + std::to_string(random() % 20)));
  for (int i = 0; i < flags; ++i) facts.set("b" + std::to_string(i), Json(random() % 2 == 0));
  return facts;
}

std::vector<dsl::SourceFile> policy_of(const std::vector<Rule>& rules) {
  std::vector<dsl::SourceFile> files{{"rules0.policy", ""}};
  std::string text = "currency USD\n\ncontext\n";
  for (int i = 0; i < numbers; ++i) text += "  n" + std::to_string(i) + "  optional whole number\n";
  for (int i = 0; i < words; ++i) text += "  t" + std::to_string(i) + "  optional text\n";
  for (int i = 0; i < flags; ++i) text += "  b" + std::to_string(i) + "  optional yes/no\n";
  text += "\nqueue support\n  name     \"Support\"\n  promise  within 4 hours\n  say      \"{queue.name} will answer {queue.promise}.\"\n\nroute\n  otherwise to support\n\n"
          "confidence\n  low risk     | send at 75% | below that hand off\n  medium risk  | send at 80% | below that hand off\n  high risk    | send at 90% | below that hand off\n\n";
  for (std::size_t i = 0; i < rules.size(); ++i) {
    if (i % file_rules == 0 && i > 0) {
      files.back().text = std::move(text);
      files.push_back({"rules" + std::to_string(files.size()) + ".policy", ""});
      text.clear();
    }
    text += "trigger \"r" + std::to_string(i) + "\"\n  when     ";
    for (std::size_t t = 0; t < rules[i].size(); ++t) text += (t ? " and " : "") + written(rules[i][t]);
    text += "\n  urgency  low\n  then     hand off to support\n\n";
  }
  files.back().text = std::move(text);
  return files;
}

}  // namespace handrail::bench
