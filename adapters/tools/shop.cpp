#include "adapters/tools/shop.hpp"

#include <algorithm>
#include <mutex>
#include <optional>

#include "adapters/sqlite/writer.hpp"
#include "adapters/tools/data_set.hpp"
#include "adapters/tools/rows.hpp"
#include "adapters/tools/schema.hpp"
#include "adapters/tools/tool.hpp"
#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"

namespace handrail {

namespace {

using tools::Done;
using tools::Tool;
using tools::Visit;

ToolResponse failed(std::string error) { return {.outcome = CallOutcome::failed, .error = std::move(error)}; }
ToolResponse unknown(std::string error) { return {.outcome = CallOutcome::unknown, .error = std::move(error)}; }

// Optional arguments that are not there may be written as null.
Json without_nulls(const Json& arguments) {
  Json kept = Json::object();
  for (const Json::Member& member : *arguments.members()) {
    if (!member.second.is_null()) kept.set(member.first, member.second);
  }
  return kept;
}

// What a key did the first time, or nothing when it is new. Fails with conflict when it is used with another tool or other arguments.
Result<std::optional<Done>> remembered(sqlite::Database& database, const std::string& key, std::string_view tool, const std::string& arguments) {
  HANDRAIL_TRY(sqlite::Statement row, tools::ask(database, "SELECT tool, arguments, result, receipt FROM acts WHERE key = ?1", key));
  HANDRAIL_TRY(const bool found, row.step());
  if (!found) return std::nullopt;
  if (row.text(0) != tool || row.text(1) != arguments) return fail(ErrorCode::conflict, "the key was used with other arguments");
  HANDRAIL_TRY(Json result, tools::stored_json(row.text(2)));
  return Done{std::move(result), std::string(row.text(3))};
}

Result<Done> act_once(const Tool& tool, Visit& visit, const std::string& key) {
  const std::string arguments = canonical(visit.arguments);
  HANDRAIL_TRY(std::optional<Done> before, remembered(visit.database, key, tool.name, arguments));
  if (before) return std::move(*before);
  HANDRAIL_TRY(Done done, tool.act(visit));
  HANDRAIL_TRY_VOID(tools::change(visit.database, "INSERT INTO acts (key, tool, arguments, result, receipt, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)", key,
                                  tool.name, arguments, dump(done.result), done.receipt, visit.now));
  return done;
}

// While it lives, the statements of a reading connection see one state of the file.
class Snapshot {
 public:
  explicit Snapshot(sqlite::Database& database) : database_(database), begun_(database.execute("BEGIN")) {}
  ~Snapshot() {
    if (begun_) (void)database_.execute("ROLLBACK");
  }
  Snapshot(const Snapshot&) = delete;
  Snapshot& operator=(const Snapshot&) = delete;
  [[nodiscard]] const Result<void>& begun() const { return begun_; }

 private:
  sqlite::Database& database_;
  Result<void> begun_;
};

}  // namespace

struct SandboxShop::State {
  State(sqlite::Database write_to, sqlite::Database read_from, Waiting& waiting, Clock& clock, IdSource& ids)
      : waiting(waiting), clock(clock), ids(ids), readable(std::move(read_from)), writer(std::move(write_to), waiting) {}

  ToolResponse look(const Tool& tool, const Json& arguments, const ToolRequest& request);
  ToolResponse act(const Tool& tool, const Json& arguments, const ToolRequest& request);
  std::optional<Fault> next_fault(const std::string& tool);

  Waiting& waiting;
  Clock& clock;
  IdSource& ids;
  std::mutex reading;          // held for the microseconds of one look-up, never while parked
  sqlite::Database readable;
  std::mutex setting_faults;
  std::vector<Fault> faults;
  sqlite::Writer writer;
};

SandboxShop::SandboxShop(std::unique_ptr<State> state) : state_(std::move(state)) {}
SandboxShop::~SandboxShop() = default;

Result<std::unique_ptr<SandboxShop>> SandboxShop::open(const std::string& path, Waiting& waiting, Clock& clock, IdSource& ids) {
  if (path.empty() || path == ":memory:") return fail(ErrorCode::invalid, "the sandbox shop needs a file, since its readers have a connection of their own");
  HANDRAIL_TRY(sqlite::Database database, sqlite::Database::open(path, sqlite::Durability::full));
  HANDRAIL_TRY_VOID(tools::prepare_schema(database));
  HANDRAIL_TRY(sqlite::Database readable, sqlite::Database::open_read_only(path));
  return std::unique_ptr<SandboxShop>(new SandboxShop(std::make_unique<State>(std::move(database), std::move(readable), waiting, clock, ids)));
}

Result<SandboxShop::Loaded> SandboxShop::load(const Json& data_set) {
  HANDRAIL_TRY(tools::DataSet read, tools::read_data_set(data_set, state_->clock.now()));
  // Shared with the writer's thread, which may still hold the work after a wait that was cut short.
  struct Shared {
    tools::DataSet data;
    bool replaced = false;
  };
  const auto shared = std::make_shared<Shared>(Shared{std::move(read)});
  const Result<void> stored = state_->writer.submit([shared](sqlite::Database& database) -> Result<void> {
    HANDRAIL_TRY(const std::int64_t known, tools::ask_number(database, "SELECT count(*) FROM data_set WHERE hash = ?1", shared->data.hash));
    if (known) return {};
    HANDRAIL_TRY_VOID(tools::clear_data(database));
    HANDRAIL_TRY_VOID(tools::store_data_set(database, shared->data));
    shared->replaced = true;
    return {};
  });
  if (!stored) return fail(stored.error());
  const tools::DataSet& data = shared->data;
  return Loaded{shared->replaced, data.customers.size(), data.products.size(), data.orders.size()};
}

std::vector<std::string> SandboxShop::tools() const {
  std::vector<std::string> names;
  for (const Tool& tool : tools::all_tools()) names.emplace_back(tool.name);
  return names;
}

Json SandboxShop::schema(const std::string& tool) const {
  const std::string_view published = tools::schema_of(tool);
  return published.empty() ? Json() : parse_json(published).value_or(Json());
}

void SandboxShop::set_faults(std::vector<Fault> faults) {
  const std::lock_guard lock(state_->setting_faults);
  state_->faults = std::move(faults);
}

std::optional<Fault> SandboxShop::State::next_fault(const std::string& tool) {
  const std::lock_guard lock(setting_faults);
  for (Fault& fault : faults) {
    if (fault.times == 0 || (!fault.tool.empty() && fault.tool != tool)) continue;
    --fault.times;
    return fault;
  }
  return std::nullopt;
}

ToolResponse SandboxShop::State::look(const Tool& tool, const Json& arguments, const ToolRequest& request) {
  const Instant now = clock.now();
  const std::lock_guard lock(reading);
  Visit visit{readable, arguments, now, request.customer, ids};
  const Snapshot snapshot(readable);
  if (!snapshot.begun()) return failed(snapshot.begun().error().message);
  Result<Json> result = tool.look(visit);
  if (!result) return failed(result.error().message);
  return {.outcome = CallOutcome::completed, .result = std::move(*result)};
}

ToolResponse SandboxShop::State::act(const Tool& tool, const Json& arguments, const ToolRequest& request) {
  if (request.key.empty() || request.key.size() > limits::id_bytes) {
    return failed("a tool that writes needs an idempotency key of 1 to " + std::to_string(limits::id_bytes) + " bytes");
  }
  // Shared with the writer's thread, which may still hold the work after a wait that was cut short.
  struct Shared {
    Json arguments;
    std::string key, customer;
    Done done;
  };
  const auto shared = std::make_shared<Shared>(Shared{arguments, request.key, request.customer, {}});
  const Result<void> committed = writer.submit([shared, &tool, now = clock.now(), &ids = ids](sqlite::Database& database) -> Result<void> {
    Visit visit{database, shared->arguments, now, shared->customer, ids};
    HANDRAIL_TRY(shared->done, act_once(tool, visit, shared->key));
    return {};
  });
  if (committed) return {.outcome = CallOutcome::completed, .result = std::move(shared->done.result), .receipt = std::move(shared->done.receipt)};
  const Error& error = committed.error();
  if (error.code == ErrorCode::timeout || error.code == ErrorCode::cancelled) return unknown("the shop was not heard to the end: " + error.message);
  if (error.code == ErrorCode::unavailable) return unknown("the shop could not make sure of what it wrote: " + error.message);
  return failed(error.message);
}

ToolResponse SandboxShop::call(const ToolRequest& request) {
  const std::span<const Tool> all = tools::all_tools();
  const auto tool = std::find_if(all.begin(), all.end(), [&](const Tool& t) { return t.name == request.tool; });
  if (tool == all.end()) return failed("the sandbox shop has no tool `" + printable(request.tool) + "`");
  if (!request.arguments.is_object()) return failed("the arguments do not fit: expected an object, got " + std::string(request.arguments.kind()));
  const Json arguments = without_nulls(request.arguments);
  if (dump(arguments).size() > limits::tool_arguments_bytes) {
    return failed("the arguments have more than " + std::to_string(limits::tool_arguments_bytes) + " bytes");
  }
  const std::optional<Fault> fault = state_->next_fault(request.tool);
  if (fault && fault->kind == Fault::Kind::fail) return failed("the shop refused (a fault set for practice)");
  if (fault && fault->kind == Fault::Kind::unknown_before_effect) return unknown("the connection to the shop broke (a fault set for practice)");
  if (fault && fault->kind == Fault::Kind::slow) {
    const Result<void> slept = state_->waiting.sleep(std::min(fault->delay, request.deadline));
    if (!slept) return failed("nothing was done: " + slept.error().message);
  }
  ToolResponse response = tool->look ? state_->look(*tool, arguments, request) : state_->act(*tool, arguments, request);
  if (fault && fault->kind == Fault::Kind::unknown_after_effect) return unknown("the connection to the shop broke (a fault set for practice)");
  if (fault && fault->kind == Fault::Kind::slow && fault->delay > request.deadline) return unknown("the shop answered after the deadline");
  return response;
}

}  // namespace handrail
