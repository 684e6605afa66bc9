// `handrail backtest`: what an edit would have changed of the recorded past.
#include <iostream>
#include <thread>

#include "engine/app/bundle_in.hpp"
#include "engine/app/commands.hpp"
#include "engine/app/progress_bar.hpp"
#include "engine/app/store_history.hpp"
#include "engine/insight/backtest.hpp"

namespace handrail {

int backtest_command(const BacktestCommand& options, std::ostream& out) {
  const auto before = bundle_in(options.before), after = before ? bundle_in(options.after) : nullptr;
  if (!before || !after) return 2;
  auto bar = std::make_unique<ProgressBar>("judging again");
  BacktestOptions how;
  how.threads = options.threads ? options.threads : std::max(1u, std::thread::hardware_concurrency());
  how.look_at = options.look_at;
  how.progress = [&](std::size_t done, std::size_t all) { bar->show(done, all); };
  const auto result = backtest(*before, *after, store_history(options.history), how);
  bar.reset();
  if (!result) {
    std::cerr << "handrail: " << result.error().message << "\n";
    return 2;
  }
  if (options.json) out << dump_pretty(backtest_json(*result)) << "\n";
  else out << backtest_pretty(*result, colour_wanted(1));
  return result->changed > 0 || !result->not_judged.empty() ? 1 : 0;
}

}  // namespace handrail
