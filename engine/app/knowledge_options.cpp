#include "engine/app/knowledge_options.hpp"

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>

#include "engine/app/knowledge_commands.hpp"

namespace handrail {
namespace {

void add_format(CLI::App& command, bool& json) {
  command.add_option_function<std::string>("--format", [&json](const std::string& format) { json = format == "json"; }, "pretty or json")->check(CLI::IsMember({"pretty", "json"}));
}

void add_search(CLI::App& knowledge, int& code) {
  const auto options = std::make_shared<KnowledgeSearchOptions>();
  CLI::App* command = knowledge.add_subcommand("search", "what a question finds, and why; exit 0 something a customer is told, 1 nothing, 2 could not run");
  command->add_option("bundle", options->bundle, "the bundle's folder")->required();
  command->add_option("question", options->question, "what a customer asks")->required();
  command->add_option("--intent", options->intent, "search where the answers of this intent are searched");
  command->add_option("--category", options->categories, "search in this category; may stand several times");
  command->add_option("--passages", options->passages, "at most so many (default 5)")->check(CLI::Range(1, 50));
  command->add_option("--today", options->today, "the day by which reviews are old (default: now)");
  add_format(*command, options->json);
  command->callback([options, &code] { code = knowledge_search(*options, std::cout); });
}

void add_stale(CLI::App& knowledge, int& code) {
  const auto options = std::make_shared<KnowledgeStaleOptions>();
  CLI::App* command = knowledge.add_subcommand("stale", "the articles to review, and those behind what a person refused, edited or judged wrong; exit 0 none, 1 some, 2 could not run");
  command->add_option("bundle", options->bundle, "the bundle's folder")->required();
  command->add_option("--today", options->today, "the day by which reviews are old (default: now)");
  command->add_option("--data", options->data, "data folder with the journals (default: as handrail.toml says, else BUNDLE/.handrail)");
  add_format(*command, options->json);
  command->callback([options, &code] { code = knowledge_stale(*options, std::cout); });
}

void add_gaps(CLI::App& knowledge, int& code) {
  const auto options = std::make_shared<KnowledgeGapsOptions>();
  CLI::App* command = knowledge.add_subcommand("gaps", "what customers asked and no article answered, alike questions together; exit 0 nothing, 1 some, 2 could not run");
  command->add_option("bundle", options->bundle, "the bundle's folder")->required();
  command->add_option("--data", options->data, "data folder with the journals; only read, also while a server runs on it (default: as handrail.toml says)");
  command->add_option("--days", options->days, "only what was asked in the last so many days")->check(CLI::Range(1, 36'500));
  command->add_option("--groups", options->groups, "at most so many (default 20)")->check(CLI::Range(1, 100'000));
  add_format(*command, options->json);
  command->callback([options, &code] { code = knowledge_gaps(*options, std::cout); });
}

void add_import(CLI::App& knowledge, int& code) {
  const auto options = std::make_shared<KnowledgeImportOptions>();
  CLI::App* command = knowledge.add_subcommand("import", "HTML, Markdown, folders of them, or JSON lines as knowledge files; exit 0 all, 1 some not, 2 could not run");
  command->add_option("bundle", options->bundle, "the bundle's folder")->required();
  command->add_option("from", options->from, "files (*.html, *.md, *.jsonl) and folders")->required();
  command->add_option("--into", options->into, "a folder below BUNDLE/knowledge");
  for (const char* key : {"category", "audience", "priority", "source", "reviewed", "review", "language"})
    command->add_option_function<std::string>("--" + std::string(key), [options, key](const std::string& value) { options->settings.emplace_back(key, value); },
                                              "for articles that do not say it themselves, as in their front matter");
  command->add_flag("--force", options->force, "write over articles that are there and say something else");
  add_format(*command, options->json);
  command->callback([options, &code] { code = knowledge_import(*options, std::cout); });
}

}  // namespace

void add_knowledge_commands(CLI::App& app, int& code) {
  CLI::App* knowledge = app.add_subcommand("knowledge", "the articles of a bundle: what they answer, what is old, what is missing, and more of them");
  knowledge->require_subcommand(1);
  add_search(*knowledge, code);
  add_stale(*knowledge, code);
  add_gaps(*knowledge, code);
  add_import(*knowledge, code);
}

}  // namespace handrail
