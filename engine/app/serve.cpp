// `handrail serve`: the endpoint, the timers and the watch on the bundle, until a signal asks to end.
#include <sys/resource.h>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <iostream>
#include <memory>
#include <mutex>

#include "adapters/server/server.hpp"
#include "engine/app/commands.hpp"
#include "engine/app/publish_requests.hpp"
#include "engine/app/settings_watch.hpp"
#include "engine/app/store_watch.hpp"
#include "engine/app/tool_services.hpp"
#include "engine/app/typed.hpp"
#include "engine/app/wire.hpp"
#include "engine/masking/masking.hpp"
#include "engine/timers/recovery.hpp"
#include "engine/timers/timers.hpp"

namespace handrail {
namespace {

constexpr Duration timers_every = milliseconds(250);
constexpr Duration keys_every = seconds(1);
constexpr Duration settings_every = seconds(1);
constexpr Duration store_every = milliseconds(500);
constexpr rlim_t open_files = 2 * limits::connections;   // what a node is given: half of it for who asks, half for whom we ask
constexpr Duration open_turns_every = seconds(2);   // what a full disk broke off goes on this soon after there is room

using Told = std::function<void(const std::string&)>;

// Whole texts on stderr, one after the other, from any thread.
Told on_stderr() {
  const auto mutex = std::make_shared<std::mutex>();
  return [mutex](const std::string& text) {
    const std::lock_guard lock(*mutex);
    std::cerr << "handrail: " << text << (text.empty() || text.back() != '\n' ? "\n" : "") << std::flush;
  };
}

// A service's own words, an error, what a script was doing: any of them may name a customer.
Told masked(Told told) {
  return [told = std::move(told)](const std::string& text) { told(mask(text, {.digits = 0}).text); };
}

sigset_t ending_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  return signals;
}

// As many open files as the system lets us have, up to what a node is planned for: each connection, in and out, is one.
void open_files_wanted(const std::function<void(const std::string&)>& told) {
  rlimit files{};
  if (::getrlimit(RLIMIT_NOFILE, &files) != 0 || files.rlim_cur >= open_files) return;
  files.rlim_cur = std::min<rlim_t>(files.rlim_max, open_files);
  if (::setrlimit(RLIMIT_NOFILE, &files) != 0 || files.rlim_cur < open_files)
    told("may open " + std::to_string(files.rlim_cur) + " files; with " + std::to_string(open_files) + " (ulimit -n) it serves as many connections as it is made for");
}

void watch_keys(House& house, const std::function<void(const std::string&)>& told) {
  std::string last;
  while (!house.waiting->draining() && house.waiting->sleep(keys_every)) {
    const auto refreshed = house.keys->refresh();
    const std::string problem = refreshed ? "" : refreshed.error().message;
    if (problem != last && !problem.empty()) told(problem + "; the keys read before stay");
    last = problem;
  }
}

using LastTrouble = std::shared_ptr<std::atomic<std::int64_t>>;   // when the store was seen not to take anything, in milliseconds

// One that could not be written to is asked whether it still is so, also where nobody writes.
void watch_store(House& house, const LastTrouble& last, const Told& told) {
  StoreWatch watch(house.settings.data);
  while (!house.waiting->draining() && house.waiting->sleep(store_every)) {
    if (!house.store->trouble().empty()) {
      *last = house.clock.now().ms;
      (void)house.store->health();
    }
    if (const auto line = watch.look(house.store->trouble(), house.clock.now())) told(*line);
  }
}

// Whether the operator hears that from `watch_store` already: of what it broke off a little before it was well, too.
bool is_the_stores(const House& house, const LastTrouble& last, const Error& error) {
  constexpr Duration told_late = seconds(5);
  return error.code == ErrorCode::unavailable && (!house.store->trouble().empty() || house.clock.now() < Instant{*last} + told_late);
}

void watch_settings(House& house, SettingsWatch& settings, const std::function<void(const std::string&)>& told) {
  while (!house.waiting->draining() && house.waiting->sleep(settings_every))
    if (const std::string edit = settings.look(); !edit.empty()) told(edit);
}

RecoveryWatch recovery_of(House& house, const LastTrouble& last, const std::function<void(const std::string&)>& told) {
  return {.engine = *house.engine,
          .store = *house.store,
          .lanes = *house.lanes,
          .clock = house.clock,
          .waiting = *house.waiting,
          .every = open_turns_every,
          .found = [told](std::size_t turns) { if (turns > 0) told("carries on " + std::to_string(turns) + " turns that were under way"); },
          .failed = [told, &house, last](const ConversationId& conversation, const Error& error) {
            if (!is_the_stores(house, last, error)) told("conversation " + conversation.text + " waits: " + error.message);
          }};
}

void say_where(const House& house, std::uint16_t port, const ServeOptions& options) {
  const std::string at = "http://" + house.settings.host + ":" + std::to_string(port);
  std::cout << "handrail " << program_version << " serves " << house.settings.bundle << " (version " << house.bundles->current()->bundle->hash.text.substr(0, 12) << ")\n"
            << "  chat page  " << at << "/\n  API        " << at << "/openapi.yaml\n  readiness  " << at << "/readyz\n";
  const std::string where = typed_word(house.settings.bundle) + data_option(options.data);
  if (house.keys->list().empty()) std::cout << "  nobody has a key yet: handrail key add " << where << " --name shop-web --kind channel --vouches\n";
  std::cout << std::flush;
}

}  // namespace

int serve(const ServeOptions& options) {
  const Told plain = on_stderr(), told = masked(plain);
  const auto watched = std::make_shared<SettingsWatch>(options.bundle);
  auto settings = read_settings(options.bundle);
  if (!settings) {
    told(settings.error().message);
    return 2;
  }
  if (options.host) settings->host = *options.host;
  if (options.port) settings->port = *options.port;
  if (options.data) settings->data = *options.data;
  const sigset_t signals = ending_signals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);   // before any thread starts: only sigwait below takes them
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);                   // a file-size limit is a full disk: an error, not an end

  open_files_wanted(told);

  auto built = build_house(std::move(*settings), told, BrokenBundle::leaves_the_last, plain);
  if (!built) {
    told(built.error().message);
    return 2;
  }
  House& house = **built;
  const auto misnamed = [&house] {
    std::vector<std::string> declared;
    for (const dsl::Tool& tool : house.bundles->current()->program().tools) declared.push_back(tool.name);
    return undeclared_tools(house.settings.services, declared);
  };
  for (const std::string& one : misnamed()) told(one);
  house.bundles->also([&house, tools = house.tools.get(), watched, misnamed] {
    Json problems = tools->problems();
    const bool all_heard = problems.items()->empty();   // else it is told of the service
    const auto add = [&](const std::string& what) { problems.push(Json::object({{"message", what}})); };
    if (all_heard && !house.settings.services.empty()) tell_missing_tools(house.bundles->current()->program(), *tools, add);
    for (const std::string& one : misnamed()) problems.push(Json::object({{"message", one}}));
    const Json edited = watched->problems();
    for (const Json& problem : *edited.items()) problems.push(problem);
    return problems;
  });
  const auto last_trouble = std::make_shared<std::atomic<std::int64_t>>(0);
  house.waiting->start(0, [&house, told, last_trouble] { watch_open_turns(recovery_of(house, last_trouble, told)); });
  auto server = Server::start(*house.waiting, *house.engine, *house.keys,
                              {.host = house.settings.host, .port = house.settings.port, .version = std::string(program_version), .report = told});
  if (!server) {
    told(server.error().message);
    return 2;
  }
  house.waiting->start(0, [&house, told, last_trouble] {
    watch_timers(*house.engine, *house.store, house.clock, *house.waiting, timers_every,
                 [told, &house, last_trouble](const DueTimer& timer, const Error& error) {
                   if (!is_the_stores(house, last_trouble, error)) told("timer `" + timer.id + "` of " + timer.conversation.text + ": " + error.message);
                 });
  });
  house.waiting->start(0, [&house, told] { watch_keys(house, told); });
  house.waiting->start(0, [&house, plain, last_trouble] { watch_store(house, last_trouble, plain); });
  house.waiting->start(0, [&house, watched, told] { watch_settings(house, *watched, told); });
  house.waiting->start(0, [&house] { house.tools->keep_asking(); });
  house.waiting->start(0, [&house, told] { watch_publish_requests(house, told); });
  house.bundles->watch();
  say_where(house, (*server)->port(), options);

  int signal = 0;
  sigwait(&signals, &signal);
  told("ending: what runs is finished first");
  (*server)->stop();
  house.drain();
  return 0;
}

}  // namespace handrail
