// `handrail model ask`: one question to the models of handrail.toml, to see that they answer, how fast and what it costs.
#include <algorithm>
#include <iostream>

#include "engine/app/commands.hpp"
#include "engine/app/model_settings.hpp"
#include "engine/app/settings.hpp"
#include "engine/base/text.hpp"

namespace handrail {
namespace {

constexpr std::string_view how_to_configure =
    "no model is configured: name one in handrail.toml, and use it\n\n"
    "  [models.main]\n  api = \"anthropic\"               # or \"openai\", or \"compatible\" with a `url` (vLLM, llama.cpp, Ollama)\n"
    "  model = \"…\"                     # the provider's name for it\n  key_env = \"ANTHROPIC_API_KEY\"   # or key_file = \"…\"\n\n"
    "  [model]\n  use = [\"main\"]";

// What a model writes moves no cursor and paints nothing.
std::string for_terminal(std::string_view text) {
  std::string shown;
  for (std::size_t begin = 0;; ++begin) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = text.substr(begin, end - begin);
    shown += printable(line, 6 * line.size() + 1);
    if (end == text.size()) return shown;
    shown += '\n';
    begin = end;
  }
}

std::string in_dollars(std::uint64_t micro) {
  std::string fraction = std::to_string(micro % 1'000'000);
  fraction.insert(0, 6 - fraction.size(), '0');
  return std::to_string(micro / 1'000'000) + "." + fraction + " USD";
}

void show_figures(const ModelAnswer& answer, Duration took, std::ostream& out) {
  if (answer.stop == ModelStop::cut_short) out << "\n(cut short: the bound on its length was reached)";
  if (answer.stop == ModelStop::refused) out << "\n(the model or its provider would not say more)";
  for (const ProposedCall& call : answer.calls) out << "\nproposes  " << printable(call.tool) << " " << printable(dump(call.arguments), 2000);
  const ModelUse& use = answer.use;
  out << "\n\nmodel     " << answer.model << "\ntokens    " << use.input_tokens << " in, " << use.output_tokens << " out\ncost      "
      << (use.cost_micro_usd > 0                          ? in_dollars(use.cost_micro_usd)
          : use.input_tokens + use.output_tokens == 0 ? "not known: the provider did not say what was used"
                                                      : "not counted: [models.NAME] has no `prices`") << "\nrequests  " << use.requests
      << "\ntime      " << format_duration(took) << "\n";
}

// One strand asks; the thread that calls waits for it.
Result<ModelAnswer> ask_on_strand(FiberWaiting& waiting, llm::ModelChain& chain, const ModelRequest& request, std::ostream& out) {
  Result<ModelAnswer> answer = fail(ErrorCode::timeout, "nobody answered in time");
  const std::shared_ptr<Wait> done = waiting.prepare();
  waiting.start(0, [&] {
    answer = chain.ask(request, [&](std::string_view piece) { out << (piece.empty() ? "\n(it broke off; from the beginning:)\n" : for_terminal(piece)) << std::flush; });
    done->wake();
  });
  (void)done->park({request.deadline.ms + 1000});   // the chain keeps the deadline; whatever it says is there when the strands are drained
  chain.stop();
  waiting.drain();
  return answer;
}

int could_not(const std::string& what, int code) {
  std::cerr << "handrail: " << what << "\n";
  return code;
}

}  // namespace

int model_ask(const ModelAskOptions& options, std::ostream& out) {
  const auto settings = read_settings(options.bundle);
  if (!settings) return could_not(settings.error().message, 2);
  if (settings->models.empty()) return could_not(std::string(how_to_configure), 2);
  FiberWaiting waiting(1);
  const llm::SteadyClock clock;
  const llm::Surroundings surroundings{waiting, clock, llm::real_chance(), [](const std::string& told) { std::cerr << "handrail: " << told << "\n"; }};
  const auto chain = make_model_chain(waiting, surroundings, settings->models);
  if (!chain) return could_not(chain.error().message, 2);

  ModelRequest request;
  request.turns.push_back({ModelTurn::By::customer, options.question, {}, ""});
  request.output_tokens_max = options.tokens;
  request.deadline = options.deadline;
  request.purpose = "ask";
  const Instant began = clock.now();
  const auto answer = ask_on_strand(waiting, **chain, request, out);
  if (!answer) return could_not(answer.error().message, 1);
  show_figures(*answer, clock.now() - began, out);
  return 0;
}

}  // namespace handrail
