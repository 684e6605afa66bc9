// `handrail chat`: a conversation in the terminal, on the real engine and a data folder of its own.
#include <unistd.h>

#include <iostream>

#include "engine/app/commands.hpp"
#include "engine/app/wire.hpp"
#include "engine/base/text.hpp"
#include "engine/timers/timers.hpp"

namespace handrail {
namespace {

void print_answer(const Json& body, std::ostream& out) {
  const Json& reply = body["reply"];
  if (reply["text"].text()) out << "\n" << *reply["text"].text() << "\n";
  if (const auto* next = body["followed_by"].items())
    for (const Json& said : *next) out << "\n" << said.text_or("text") << "\n";
  const Json& decision = body["decision"];
  out << "  [" << decision.text_or("kind", "no decision");
  if (!decision.text_or("intent").empty()) out << ", " << decision.text_or("intent");
  if (!decision.text_or("at").empty()) out << ", " << decision.text_or("at");
  out << "; " << body.text_or("state") << "]\n\n" << std::flush;
}

}  // namespace

int chat(const ChatOptions& options, std::istream& in, std::ostream& out) {
  const auto told = [](const std::string& text) { std::cerr << "handrail: " << text << "\n"; };
  auto settings = read_settings(options.bundle);
  if (!settings) {
    told(settings.error().message);
    return 2;
  }
  settings->data = options.data.value_or(settings->data + "/chat");
  settings->threads = 1;
  auto built = build_house(std::move(*settings), told);
  if (!built) {
    told(built.error().message);
    return 2;
  }
  House& house = **built;
  const Principal terminal{PrincipalKind::channel, "terminal", true, false, {}, false};
  OpenRequest request;
  if (!options.customer.empty()) request.customer = {CustomerId(options.customer), true, "the terminal's word"};
  const auto opened = house.engine->open(terminal, request);
  if (!opened) {
    told(opened.error().message);
    return 2;
  }
  const ConversationId conversation(opened->text_or("id"));
  const bool person = isatty(0) != 0;
  if (person) out << "Write as a customer; an empty line or end of input ends it.\n\n";
  std::string line;
  while (out << (person ? "> " : "") << std::flush, std::getline(in, line)) {
    if (trim(line).empty()) {
      if (person) break;
      continue;
    }
    const auto answer = house.engine->message(terminal, conversation, {{}, line, {}});
    if (!answer) told(answer.error().message);
    else print_answer(answer->body, out);
  }
  return 0;
}

}  // namespace handrail
