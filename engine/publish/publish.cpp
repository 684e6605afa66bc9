#include "engine/publish/publish.hpp"

#include <algorithm>
#include <atomic>
#include <memory>
#include <mutex>
#include <tuple>

#include "engine/base/limits.hpp"
#include "engine/turn/workflow_script.hpp"

namespace handrail {
namespace {

constexpr std::size_t movers = 16;             // strands on each shard: their commits share an fsync
constexpr std::size_t before_a_pause = 16;     // conversations that one strand judges before the turns of others have their moment
constexpr std::size_t progress_every = 100;
constexpr Duration publish_wait = hours(24);   // ten million conversations at a hundred a second

// The figures, added to by many strands. The mutex is held for a few instructions, never while parked.
class Counting {
 public:
  Counting(const BundleHash& bundle, bool dry_run, const PublishProgress& progress) : progress_(progress) {
    made_.bundle = bundle;
    made_.dry_run = dry_run;
  }

  void judged(const ConversationId& conversation, const Standing& standing, bool moved) {
    std::size_t looked_at = 0;
    {
      const std::lock_guard lock(mutex_);
      looked_at = ++made_.looked_at;
      count(conversation, standing, moved);
    }
    if (progress_ && looked_at % progress_every == 0) progress_(looked_at);
  }

  void failed(const ConversationId& conversation, const Error& error) {
    const std::lock_guard lock(mutex_);
    ++made_.looked_at;
    ++made_.failures;
    if (made_.failed.size() < limits::publish_named) made_.failed.push_back(conversation.text + ": " + error.message);
  }

  Publication done() {
    const std::lock_guard lock(mutex_);
    for (auto& [key, one] : kept_) {
      Kept& kept = one.first;
      std::sort(kept.some.begin(), kept.some.end());
      made_.kept.push_back(std::move(kept));
    }
    std::stable_sort(made_.kept.begin(), made_.kept.end(), [](const Kept& a, const Kept& b) {
      return std::make_tuple(a.kind != Standing::Kind::diverges, b.conversations) < std::make_tuple(b.kind != Standing::Kind::diverges, a.conversations);
    });
    std::sort(made_.failed.begin(), made_.failed.end());
    return std::move(made_);
  }

 private:
  void count(const ConversationId& conversation, const Standing& standing, bool moved) {
    using Kind = Standing::Kind;
    if (standing.kind == Kind::over) return;
    ++made_.live;
    made_.there += standing.kind == Kind::there;
    made_.safe += standing.kind == Kind::safe;
    made_.moved += moved;
    made_.busy += standing.kind == Kind::busy;
    made_.diverge += standing.kind == Kind::diverges;
    if (standing.kind != Kind::busy && standing.kind != Kind::diverges) return;
    // What is said of a step has the customer's own words and numbers in it: one of them stands for all that stop there and wait for the same.
    const bool by_step = standing.kind == Kind::diverges && standing.step > 0;
    auto& [kept, first] = kept_[{standing.kind, standing.workflow, standing.step, by_step ? standing.awaits : standing.why}];
    if (kept.conversations++ == 0) {
      kept = {standing.kind, standing.workflow, standing.why, "", standing.step, 1, {}};
      first = conversation.text;
    } else if (kept.why != standing.why) {
      kept.example = first;
    }
    if (kept.some.size() < limits::publish_named) kept.some.push_back(conversation.text);
  }

  const PublishProgress progress_;
  std::mutex mutex_;
  Publication made_;
  std::map<std::tuple<Standing::Kind, std::string, std::int64_t, std::string>, std::pair<Kept, std::string>> kept_;   // with the first conversation of each
};

// The hash of the script that the conversation's run goes on with, or nothing.
std::string script_in(const Bundle& bundle, const ConversationState& state) {
  if (!state.run) return "";
  const auto workflow = bundle.program->find_workflow(state.run->workflow);
  return workflow ? script_hash(bundle, bundle.program->workflows[*workflow]) : "";
}

// Looked at without its lane first: most need none. What looks safe is judged again in its lane, and moved there.
void move_one(Journal& journal, WorkflowRunner& runner, const Bundle& bundle, const ConversationId& conversation, Counting& counting) {
  const auto seen = journal.look(conversation);
  if (!seen) return counting.failed(conversation, seen.error());
  if (const Standing first = standing_of(runner, bundle, **seen); first.kind != Standing::Kind::safe) return counting.judged(conversation, first, false);
  auto log = journal.open(conversation);
  if (!log) return counting.failed(conversation, log.error());
  const Standing standing = standing_of(runner, bundle, log->state());
  if (standing.kind != Standing::Kind::safe) return counting.judged(conversation, standing, false);
  log->record(event::BundleChanged{log->state().episode.bundle, bundle.hash, script_in(bundle, log->state())});
  if (const auto committed = log->commit(); !committed) return counting.failed(conversation, committed.error());
  counting.judged(conversation, standing, true);
}

// The conversations of one shard, taken one by one by its strands, which may run side by side where waiting is done by threads.
struct Share {
  std::vector<ConversationId> conversations;
  std::shared_ptr<std::atomic<std::size_t>> next = std::make_shared<std::atomic<std::size_t>>(0);
};

Result<std::vector<Share>> shares(Store& store, std::size_t shards) {
  std::vector<Share> all(shards);
  std::optional<ConversationId> after;
  for (;;) {
    HANDRAIL_TRY(const auto page, store.conversations(after, limits::page_items));
    if (page.empty()) return all;
    for (const ConversationRow& row : page) all[std::hash<ConversationId>{}(row.id) % shards].conversations.push_back(row.id);
    after = page.back().id;
  }
}

// Shared by the strands that move, and by whoever waits for them, who may give up before they end.
struct Job {
  Job(Journal& of, WorkflowRunner& with, std::shared_ptr<const Bundle> to, const PublishProgress& progress)
      : journal(of), runner(with), bundle(std::move(to)), counting(bundle->hash, false, progress) {}
  Journal& journal;
  WorkflowRunner& runner;
  std::shared_ptr<const Bundle> bundle;
  Counting counting;
  std::vector<Share> shares;
  std::atomic<std::size_t> open = 0;
  std::shared_ptr<Wait> wait;
};

void move_share(Job& job, Share& share, Waiting& waiting) {
  for (std::size_t judged = 0; !waiting.draining(); ++judged) {
    const std::size_t mine = (*share.next)++;
    if (mine >= share.conversations.size()) break;
    const ConversationId& conversation = share.conversations[mine];
    move_one(job.journal, job.runner, *job.bundle, conversation, job.counting);
    if (judged % before_a_pause == before_a_pause - 1 && !waiting.sleep(milliseconds(1))) break;
  }
  if (--job.open == 0) job.wait->wake();
}

}  // namespace

Publication rehearse_publication(const std::vector<ConversationId>& conversations, const StateOf& state_of, WorkflowRunner& runner, const Bundle& bundle,
                                 const PublishProgress& progress) {
  Counting counting(bundle.hash, true, progress);
  for (const ConversationId& conversation : conversations) {
    const auto state = state_of(conversation);
    if (state) counting.judged(conversation, standing_of(runner, bundle, *state), false);
    else counting.failed(conversation, state.error());
  }
  return counting.done();
}

Result<Publication> publish(Journal& journal, WorkflowRunner& runner, Waiting& waiting, std::shared_ptr<const Bundle> bundle, const PublishProgress& progress) {
  const auto job = std::make_shared<Job>(journal, runner, std::move(bundle), progress);
  HANDRAIL_TRY(job->shares, shares(journal.store(), waiting.shards()));
  job->open = job->shares.size() * movers;
  job->wait = waiting.prepare();
  for (std::size_t shard = 0; shard < job->shares.size(); ++shard)
    for (std::size_t mover = 0; mover < movers; ++mover)
      waiting.start(shard, [job, shard, &waiting] { move_share(*job, job->shares[shard], waiting); });
  if (!job->wait->park(publish_wait) || waiting.draining()) return fail(ErrorCode::cancelled, "the process is shutting down; what has been moved stays moved");
  return job->counting.done();
}

Json to_json(const Publication& publication) {
  Json kept = Json::array();
  for (const Kept& one : publication.kept) {
    Json conversations = Json::array();
    for (const std::string& id : one.some) conversations.push(id);
    Json reason = Json::object({{"standing", word_of(one.kind)}, {"count", one.conversations}});
    if (!one.workflow.empty()) reason.set("workflow", one.workflow);
    if (one.kind == Standing::Kind::diverges && one.step > 0) reason.set("step", one.step);
    reason.set("why", one.why);
    if (!one.example.empty()) reason.set("example", one.example);
    reason.set("conversations", std::move(conversations));
    kept.push(std::move(reason));
  }
  Json failed = Json::array();
  for (const std::string& one : publication.failed) failed.push(one);
  return Json::object({{"version", publication.bundle.text},
                       {"dry_run", publication.dry_run},
                       {"looked_at", publication.looked_at},
                       {"live", publication.live},
                       {"there", publication.there},
                       {"safe", publication.safe},
                       {"moved", publication.moved},
                       {"busy", publication.busy},
                       {"diverge", publication.diverge},
                       {"kept", std::move(kept)},
                       {"failures", publication.failures},
                       {"failed", std::move(failed)}});
}

}  // namespace handrail
