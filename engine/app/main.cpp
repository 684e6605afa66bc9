// The command line: names, options and help; the work is in commands.hpp.
#include <CLI/CLI.hpp>

#include <iostream>

#include "engine/app/commands.hpp"

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

}  // namespace

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  CLI::App app("handrail: the support desk's policy compiler");
  app.set_version_flag("--version", "handrail " + std::string(program_version));
  app.require_subcommand(1);
  int code = 0;
  std::string bundle, format = "pretty";
  bool as_json = false;
  ServeOptions serving;
  ChatOptions chatting;
  KeyArguments keys;

  CLI::App* serve_command = app.add_subcommand("serve", "run live conversations by a bundle, over HTTP");
  serve_command->add_option("bundle", serving.bundle, "the bundle's folder")->required();
  serve_command->add_option("--host", serving.host, "address to listen on (default 127.0.0.1)");
  serve_command->add_option("--port", serving.port, "port (default 8080; 0: any free one)");
  serve_command->add_option("--data", serving.data, "data folder: store, keys, caches (default BUNDLE/.handrail)");
  serve_command->callback([&] { code = serve(serving); });

  CLI::App* chat_command = app.add_subcommand("chat", "talk to a bundle in the terminal");
  chat_command->add_option("bundle", chatting.bundle, "the bundle's folder")->required();
  chat_command->add_option("--customer", chatting.customer, "speak as this verified customer");
  chat_command->add_option("--data", chatting.data, "data folder (default BUNDLE/.handrail/chat)");
  chat_command->callback([&] { code = chat(chatting, std::cin, std::cout); });

  CLI::App* check_command = app.add_subcommand("check", "find mistakes; exit 0 clean, 1 findings, 2 could not run");
  check_command->add_option("bundle", bundle, "the bundle's folder")->required();
  check_command->add_option("--format", format, "pretty or json")->check(CLI::IsMember({"pretty", "json"}));
  check_command->callback([&] { code = check(bundle, format, std::cout); });

  CLI::App* facts_command = app.add_subcommand("facts", "every fact and signal that the policy may name, with an example value");
  facts_command->add_option("bundle", bundle, "the bundle's folder")->required();
  facts_command->add_flag("--json", as_json, "as JSON");
  facts_command->callback([&] { code = facts(bundle, as_json, std::cout); });

  CLI::App* gate_command = app.add_subcommand("gate", "judge tool calls: JSON lines in, verdict lines out; calls nothing");
  gate_command->add_option("bundle", bundle, "the bundle's folder")->required();
  gate_command->callback([&] { code = gate(bundle, std::cin, std::cout); });

  CLI::App* classify_command = app.add_subcommand("classify", "read messages: JSON lines in, intents and signals out");
  classify_command->add_option("bundle", bundle, "the bundle's folder")->required();
  classify_command->callback([&] { code = classify(bundle, std::cin, std::cout); });

  add_key_commands(app, keys, code);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const int shown = app.exit(error);
    return shown == 0 ? 0 : 2;
  }
  return code;
}
