// The command line: names, options and help; the work is in commands.hpp.
#include <CLI/CLI.hpp>

#include <iostream>

#include "engine/app/commands.hpp"
#include "engine/app/knowledge_options.hpp"
#include "engine/base/text.hpp"

namespace {

using namespace handrail;

struct KeyArguments { std::string kind; KeyOptions add; std::string name; };

void add_key_commands(CLI::App& app, KeyArguments& arguments, int& code) {
  CLI::App* key = app.add_subcommand("key", "who may speak to the endpoint: channels, people, services");
  key->require_subcommand(1);
  CLI::App* add = key->add_subcommand("add", "make a key and print it, once");
  CLI::App* list = key->add_subcommand("list", "the names that have a key");
  CLI::App* remove = key->add_subcommand("remove", "take a key away");
  for (CLI::App* command : {add, list, remove}) {
    command->add_option("bundle", arguments.add.bundle, "the bundle's folder")->required();
    command->add_option("--data", arguments.add.data, "data folder (default: as handrail.toml says, else BUNDLE/.handrail)");
  }
  add->add_option("--name", arguments.add.principal.name, "who it is; stands in the journal")->required();
  add->add_option("--kind", arguments.kind, "channel, person or service")->required()->check(CLI::IsMember({"channel", "person", "service"}));
  add->add_flag("--vouches", arguments.add.principal.vouches, "channel: may say who the customer is");
  add->add_flag("--agent", arguments.add.principal.agent, "person: takes handoffs and reviews drafts");
  add->add_option("--role", arguments.add.principal.roles, "person: a role of the policy; may stand several times");
  add->add_flag("--gate", arguments.add.principal.gate, "may ask POST /v1/gate");
  remove->add_option("--name", arguments.name, "whose key")->required();
  add->callback([&] {
    arguments.add.principal.kind = arguments.kind == "channel" ? PrincipalKind::channel : arguments.kind == "person" ? PrincipalKind::person : PrincipalKind::service;
    code = key_add(arguments.add, std::cout);
  });
  list->callback([&] { code = key_list(arguments.add.bundle, arguments.add.data, std::cout); });
  remove->callback([&] { code = key_remove(arguments.add.bundle, arguments.add.data, arguments.name, std::cout); });
}

void add_model_commands(CLI::App& app, ModelAskOptions& asking, int& code) {
  CLI::App* model = app.add_subcommand("model", "the language models of handrail.toml");
  model->require_subcommand(1);
  CLI::App* ask = model->add_subcommand("ask", "ask them one question: the answer as it comes, and what it took; exit 0 answered, 1 none did, 2 could not run");
  ask->add_option("question", asking.question, "what to ask")->required()->check(CLI::Validator([](std::string& text) {
    return text.find_first_not_of(" \t\r\n") == std::string::npos ? std::string("is empty") : std::string();
  }, ""));
  ask->add_option("--bundle", asking.bundle, "the bundle's folder, whose handrail.toml names them (default: this folder)");
  ask->add_option("--tokens", asking.tokens, "how long the answer may be (default 1024)")->check(CLI::Range(1u, 1'000'000u));
  ask->add_option_function<int>("--within", [&](int in_seconds) { asking.deadline = seconds(in_seconds); }, "seconds for all of it, every attempt and model (default 60)")
      ->check(CLI::Range(1, 600));
  ask->callback([&] { code = model_ask(asking, std::cout); });
}

void add_store_commands(CLI::App& app, StoreCheckOptions& checking, int& code) {
  CLI::App* store = app.add_subcommand("store", "what a data folder keeps: conversations and the versions of the bundle that they began with");
  store->require_subcommand(1);
  CLI::App* check = store->add_subcommand("check", "whether it holds together, also while it is served; exit 0 it does, 1 faults, 2 could not run");
  check->add_option("bundle", checking.bundle, "the bundle's folder")->required();
  check->add_option("--data", checking.data, "data folder (default: as handrail.toml says, else BUNDLE/.handrail)");
  check->add_option_function<std::string>("--format", [&](const std::string& format) { checking.json = format == "json"; }, "pretty or json")
      ->check(CLI::IsMember({"pretty", "json"}));
  check->callback([&] { code = store_check(checking, std::cout); });
}

}  // namespace

// `handrail chek`, `handrail key ad`: what is wrong with the words before the first that is no command's name, or "".
static std::string command_nobody_knows(CLI::App& app, int argc, char** argv) {
  CLI::App* within = &app;
  for (int i = 1; i < argc && argv[i][0] != '-'; ++i) {
    std::vector<std::string> names;
    CLI::App* next = nullptr;
    for (CLI::App* command : within->get_subcommands([](const CLI::App*) { return true; })) {
      names.push_back(command->get_name());
      if (names.back() == argv[i]) next = command;
    }
    if (names.empty()) return "";
    const auto meant = next == nullptr ? nearest(argv[i], names) : std::nullopt;
    if (next == nullptr) return "there is no command `" + printable(argv[i]) + "`" + (meant ? "; did you mean `" + *meant + "`?" : "; there are " + english_list(names));
    within = next;
  }
  return "";
}

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  CLI::App app("handrail: the support desk's policy compiler");
  app.set_version_flag("--version", "handrail " + std::string(program_version));
  app.require_subcommand(1);
  int code = 0;
  std::string bundle, explained;
  CheckOptions checking;
  bool as_json = false;
  ServeOptions serving;
  ChatOptions chatting;
  KeyArguments keys;

  CLI::App* init_command = app.add_subcommand("init", "a new desk in a folder: a policy on the standard library, articles, cases, and a shop to try it on");
  init_command->add_option("folder", bundle, "the folder; it is made, or is empty")->required();
  init_command->callback([&] { code = init(bundle, std::cout); });

  CLI::App* serve_command = app.add_subcommand("serve", "run live conversations by a bundle, over HTTP");
  serve_command->add_option("bundle", serving.bundle, "the bundle's folder")->required();
  serve_command->add_option("--host", serving.host, "address to listen on (default 127.0.0.1)");
  serve_command->add_option("--port", serving.port, "port (default 8080; 0: any free one)")->check(CLI::Range(0, 65535));
  serve_command->add_option("--data", serving.data, "data folder: store, keys, caches (default BUNDLE/.handrail)");
  serve_command->callback([&] { code = serve(serving); });

  CLI::App* chat_command = app.add_subcommand("chat", "talk to a bundle in the terminal");
  chat_command->add_option("bundle", chatting.bundle, "the bundle's folder")->required();
  chat_command->add_option("--customer", chatting.customer, "speak as this verified customer");
  chat_command->add_option("--data", chatting.data, "data folder (default BUNDLE/.handrail/chat)");
  chat_command->callback([&] { code = chat(chatting, std::cin, std::cout); });

  CLI::App* check_command = app.add_subcommand("check", "find mistakes; exit 0 clean, 1 findings, 2 could not run");
  check_command->add_option("bundle", checking.bundle, "the bundle's folder")->required();
  check_command->add_option("--format", checking.format, "pretty, json, sarif or github")->check(CLI::IsMember({"pretty", "json", "sarif", "github"}));
  check_command->add_option("--today", checking.today, "the date by which rules are over (default: now)");
  check_command->add_flag("!--no-proof", checking.proof, "do not ask the solver for hidden rules and guarantees");
  check_command->add_flag("--gaps", checking.gaps, "also show what no rule decides: what is left to `otherwise` and to the last rows");
  check_command->add_option("--proof-budget", checking.proof_budget, "the solver's steps for one question")->check(CLI::Range(1, 2'000'000'000));
  check_command->callback([&] { code = check(checking, std::cout); });

  CLI::App* explain_command = app.add_subcommand("explain", "the page of a code: what to avoid, what to write instead, and why");
  explain_command->add_option("code", explained, "a code, like P0312; without one, the list of all");
  explain_command->callback([&] { code = explain(explained, std::cout); });

  CLI::App* facts_command = app.add_subcommand("facts", "every fact and signal that the policy may name, with an example value");
  facts_command->add_option("bundle", bundle, "the bundle's folder")->required();
  facts_command->add_flag("--json", as_json, "as JSON");
  facts_command->callback([&] { code = facts(bundle, as_json, std::cout); });

  ReadyOptions being_ready;
  std::string ready_format = "pretty";
  CLI::App* ready_sub = app.add_subcommand("ready", "what is there and what is missing before customers write; exit 0 ready, 1 something is missing, 2 could not run");
  ready_sub->add_option("bundle", being_ready.bundle, "the bundle's folder")->required();
  ready_sub->add_option("--data", being_ready.data, "data folder with the keys and the store (default BUNDLE/.handrail)");
  ready_sub->add_option("--days", being_ready.days, "where the store is there: days of figures by category (default 30)")->check(CLI::Range(1, 3660));
  ready_sub->add_option("--format", ready_format, "pretty or json")->check(CLI::IsMember({"pretty", "json"}));
  ready_sub->callback([&] {
    being_ready.json = ready_format == "json";
    code = ready_command(being_ready, std::cout);
  });

  FmtOptions formatting;
  CLI::App* fmt_command = app.add_subcommand("fmt", "write policy and case files in their one form; exit 0 done, 1 not formatted or not readable, 2 could not run");
  fmt_command->add_option("paths", formatting.paths, "files, folders (every .policy and .case below), or - for standard input, a policy");
  fmt_command->add_flag("--check", formatting.check, "change nothing; say which files are not formatted");
  fmt_command->add_flag("--stdin", formatting.from_stdin, "from standard input to standard output");
  fmt_command->callback([&] { code = fmt(formatting, std::cin, std::cout); });

  DiffOptions differing;
  std::string diff_format = "pretty";
  CLI::App* diff_command = app.add_subcommand("diff", "what an edit means: decisions that change, or that none does; exit 0 none, 1 some or not proven, 2 could not run");
  diff_command->add_option("old", differing.before, "the bundle's folder before the edit")->required();
  diff_command->add_option("new", differing.after, "the bundle's folder after it")->required();
  diff_command->add_option("--format", diff_format, "pretty or json")->check(CLI::IsMember({"pretty", "json"}));
  diff_command->add_option("--today", differing.today, "the date by which rules are over (default: now)");
  diff_command->add_option("--proof-budget", differing.proof_budget, "the solver's steps for one question")->check(CLI::Range(1, 2'000'000'000));
  diff_command->callback([&] {
    differing.json = diff_format == "json";
    code = diff(differing, std::cout);
  });

  BacktestCommand testing_back;
  std::string backtest_format = "pretty";
  CLI::App* backtest_sub = app.add_subcommand("backtest", "what an edit would have changed of the recorded past, without a model; exit 0 nothing, 1 something, 2 could not run");
  backtest_sub->add_option("old", testing_back.before, "the bundle's folder before the edit")->required();
  backtest_sub->add_option("new", testing_back.after, "the bundle's folder after it")->required();
  backtest_sub->add_option("--history", testing_back.history, "a data folder or its handrail.db; only read, also while a server runs on it")->required();
  backtest_sub->add_option("--format", backtest_format, "pretty or json")->check(CLI::IsMember({"pretty", "json"}));
  backtest_sub->add_option("--look-at", testing_back.look_at, "how many of the conversations to look at are told")->check(CLI::Range(0, 100'000));
  backtest_sub->add_option("--threads", testing_back.threads, "default: one per processor")->check(CLI::Range(1, 64));
  backtest_sub->callback([&] {
    testing_back.json = backtest_format == "json";
    code = backtest_command(testing_back, std::cout);
  });

  ImportOptions importing;
  CLI::App* import_command = app.add_subcommand("import", "bring something in from another system");
  import_command->require_subcommand(1);
  CLI::App* history_command = import_command->add_subcommand(
      "history", "a desk's past (CSV or JSON lines), masked, as journals that `backtest` and `why` read; exit 0 all of it, 1 some rows not, 2 could not run");
  history_command->add_option("file", importing.file, "the export: *.csv with a header, or JSON lines")->required();
  history_command->add_option("--mapping", importing.mapping, "a TOML file that says which column is what")->required();
  history_command->add_option("--bundle", importing.bundle, "the bundle that reads the messages and would have decided")->required();
  history_command->add_option("--data", importing.data, "the data folder that gets them; of no running server (default: as the bundle's handrail.toml says)");
  history_command->callback([&] { code = import_history(importing, std::cout); });

  add_knowledge_commands(app, code);

  CLI::App* gate_command = app.add_subcommand("gate", "judge tool calls: JSON lines in, verdict lines out; calls nothing");
  gate_command->add_option("bundle", bundle, "the bundle's folder")->required();
  gate_command->callback([&] { code = gate(bundle, std::cin, std::cout); });

  CLI::App* classify_command = app.add_subcommand("classify", "read messages: JSON lines in, intents and signals out");
  classify_command->add_option("bundle", bundle, "the bundle's folder")->required();
  classify_command->callback([&] { code = classify(bundle, std::cin, std::cout); });

  TestOptions testing;
  std::string test_format = "pretty";
  int coverage_at_least = -1;
  CLI::App* test_command = app.add_subcommand(
      "test", "run the examples, the *.case files and the *.turn transcripts of a bundle; exit 0 all hold, 1 not, 2 one cannot be read, or could not run");
  test_command->add_option("bundle", testing.bundle, "the bundle's folder")->required();
  test_command->add_flag("--coverage", testing.coverage, "which rules were tried, which answers of their conditions were seen, and what never was");
  test_command->add_option("--coverage-at-least", coverage_at_least, "percent; below it the exit code is 1")->transform(CLI::Validator([](std::string& text) {
    if (!text.empty() && text.back() == '%') text.pop_back();
    return std::string();
  }, "PERCENT"))->check(CLI::Range(0, 100));
  CLI::Option* generating =
      test_command->add_option("--generate", testing.generate, "write cases made from the rules into this folder: each rule, and both sides of each boundary");
  test_command->add_flag("--force", testing.force, "with --generate: over files of the same names")->needs(generating);
  test_command->add_flag("--update", testing.update, "write into the transcripts what happened where it is not what they say, to be read as a draft");
  test_command->add_option("--format", test_format, "pretty, json or junit")->check(CLI::IsMember({"pretty", "json", "junit"}));
  test_command->callback([&] {
    testing.json = test_format == "json";
    testing.junit = test_format == "junit";
    if (coverage_at_least >= 0) testing.coverage_at_least = static_cast<std::size_t>(coverage_at_least);
    code = test_bundle(testing, std::cout);
  });

  WhyOptions asking;
  CLI::App* why_command = app.add_subcommand("why", "which rule won, which lost and where, and what would have turned it: of JSON lines, or of a recorded conversation");
  why_command->add_option("bundle", asking.bundle, "the bundle's folder; not needed with --data");
  why_command->add_option("--data", asking.data, "data folder of a server, running or not (default: as the bundle's handrail.toml says)");
  why_command->add_option("--conversation", asking.conversation, "what was recorded of this conversation");
  why_command->add_option("--turn", asking.turn, "one turn of it, from 1 (default: the list of all)");
  why_command->add_option("--call", asking.call, "one call of the turn, from 1");
  why_command->add_flag("--json", asking.json, "as JSON lines");
  why_command->add_flag("--as-turn", asking.as_turn, "the recorded conversation as a transcript (*.turn) for `handrail test`: a draft, to be read");
  why_command->callback([&] { code = why(asking, std::cin, std::cout); });

  PublishOptions publishing;
  CLI::App* publish_app = app.add_subcommand(
      "publish", "moves the conversations under way that are safe to this version of the bundle; exit 0 none diverges, 1 some do and keep theirs, 2 could not run");
  publish_app->add_option("bundle", publishing.bundle, "the bundle's folder")->required();
  publish_app->add_option("--data", publishing.data, "data folder, of a running server or not (default: as the bundle's handrail.toml says)");
  publish_app->add_flag("--dry-run", publishing.dry_run, "replays every live journal and says which would diverge, where and why; changes nothing");
  publish_app->add_flag("--json", publishing.json, "as JSON");
  publish_app->callback([&] { code = publish_command(publishing, std::cout); });

  add_key_commands(app, keys, code);
  ModelAskOptions model_asking;
  add_model_commands(app, model_asking, code);
  StoreCheckOptions store_checking;
  add_store_commands(app, store_checking, code);
  if (const std::string unknown = command_nobody_knows(app, argc, argv); !unknown.empty()) {
    std::cerr << "handrail: " << unknown << "\nRun with --help for more information.\n";
    return 2;
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const int shown = app.exit(error);
    return shown == 0 ? 0 : 2;
  }
  return code;
}
