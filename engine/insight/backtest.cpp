#include "engine/insight/backtest.hpp"

#include <algorithm>
#include <atomic>
#include <memory>
#include <mutex>
#include <thread>

#include "engine/base/assert.hpp"
#include "engine/insight/earlier_calls.hpp"
#include "engine/insight/one_conversation.hpp"

namespace handrail {
namespace {

constexpr std::string_view imported_conversation = "past_";   // how the id of an imported conversation begins
constexpr std::size_t conversations_at_once = 64;   // what a thread takes, and counts by itself

// The policies that the record was made by, compiled when they are first met. Safe from many threads.
class RecordedPolicies {
 public:
  RecordedPolicies(const Bundle& before, const Bundle& after) : before_(before) {
    known_[before.hash] = &before;
    known_[after.hash] = &after;
  }

  const dsl::Program& policy_of(History& history, const BundleHash& hash) {
    const std::scoped_lock lock(mutex_);
    const auto found = known_.find(hash);
    if (found != known_.end()) return *found->second->program;
    const Bundle* made = &before_;   // where nobody knows it any more: as if by the bundle before
    const auto text = history.bundle(hash);
    auto files = text && *text ? bundle_files(**text) : Result<std::vector<dsl::SourceFile>>(fail(ErrorCode::not_found, "no such bundle"));
    if (files) {
      const BundleResult result = make_bundle(std::move(*files));
      if (result.bundle) {
        kept_.push_back(result.bundle);
        made = result.bundle.get();
      }
    }
    known_[hash] = made;
    return *made->program;
  }

 private:
  const Bundle& before_;
  std::mutex mutex_;
  std::map<BundleHash, const Bundle*> known_;
  std::vector<std::shared_ptr<const Bundle>> kept_;
};

// Walks over all conversations on some threads, in pieces; each piece is handed on in the order of the list, whichever thread was first.
template <class Sum>
class Walk {
 public:
  using Visit = std::function<Result<void>(Sum& sum, History& history, const ConversationId& conversation)>;
  using Take = std::function<void(Sum piece)>;

  Walk(const HistoryOpener& open, const std::vector<ConversationId>& all, const BacktestOptions& options, Visit visit, Take take)
      : open_(open), all_(all), options_(options), visit_(std::move(visit)), take_(std::move(take)) {}

  Result<void> run() {
    const std::size_t pieces = (all_.size() + conversations_at_once - 1) / conversations_at_once;
    std::vector<std::thread> threads;
    for (std::size_t i = 1; i < std::min(options_.threads, pieces); ++i) threads.emplace_back([this] { work(); });
    work();
    for (std::thread& thread : threads) thread.join();
    if (failure_) return fail(*failure_);
    return {};
  }

 private:
  void work() {
    const auto history = open_();
    if (!history) return stop(history.error());
    for (std::size_t piece = next_++; piece * conversations_at_once < all_.size() && !stopped_; piece = next_++) {
      Sum sum{};
      const std::size_t end = std::min(all_.size(), (piece + 1) * conversations_at_once);
      for (std::size_t i = piece * conversations_at_once; i < end; ++i) {
        const auto visited = visit_(sum, **history, all_[i]);
        if (!visited) return stop(visited.error());
      }
      hand_on(piece, end - piece * conversations_at_once, std::move(sum));
    }
  }

  void hand_on(std::size_t piece, std::size_t count, Sum sum) {
    const std::scoped_lock lock(mutex_);
    waiting_.emplace(piece, std::move(sum));
    done_ += count;
    for (auto first = waiting_.begin(); first != waiting_.end() && first->first == taken_; first = waiting_.begin()) {
      take_(std::move(first->second));
      waiting_.erase(first);
      ++taken_;
    }
    if (options_.progress) options_.progress(done_, all_.size());
  }

  void stop(const Error& error) {
    const std::scoped_lock lock(mutex_);
    if (!failure_) failure_ = error;
    stopped_ = true;
  }

  const HistoryOpener& open_;
  const std::vector<ConversationId>& all_;
  const BacktestOptions& options_;
  Visit visit_;
  Take take_;
  std::atomic<std::size_t> next_{0};
  std::atomic<bool> stopped_{false};
  std::mutex mutex_;
  std::map<std::size_t, Sum> waiting_;
  std::size_t taken_ = 0, done_ = 0;
  std::optional<Error> failure_;
};

// The calls of the whole history under the limits of both policies; nothing where the record holds all that they ask.
struct Ledgers {
  std::unique_ptr<RecordOrder> order = std::make_unique<RecordOrder>();
  std::unique_ptr<Ledger> before, after;
};

Result<Ledgers> ledgers_for(const Bundle& before, const Bundle& after, const std::vector<BundleHash>& versions, RecordedPolicies& policies, const HistoryOpener& open,
                            const std::vector<ConversationId>& all, const BacktestOptions& options) {
  HANDRAIL_TRY(const auto history, open());
  const auto asks_more = [&](const Bundle& bundle) {
    return std::any_of(versions.begin(), versions.end(), [&](const BundleHash& hash) {
      const dsl::Program& recorded = policies.policy_of(*history, hash);
      return &recorded != bundle.program.get() && (!count_the_same(recorded, *bundle.program) || !asks_the_same_of_earlier_calls(recorded, *bundle.program));
    });
  };
  // An import judges each call for itself: what the others used is added up here, for both policies.
  const bool imported = std::any_of(all.begin(), all.end(), [](const ConversationId& id) { return id.text.rfind(imported_conversation, 0) == 0; });
  Ledgers made;
  for (std::size_t place = 0; place < all.size(); ++place) (*made.order)[all[place].text] = place + 1;
  if (imported || asks_more(before)) made.before = std::make_unique<Ledger>(*before.program, *made.order);
  if (imported || asks_more(after)) made.after = std::make_unique<Ledger>(*after.program, *made.order);
  if (!made.before && !made.after) return made;
  using Gathered = std::vector<RecordedJudgements>;
  BacktestOptions quietly = options;
  quietly.progress = nullptr;
  Walk<Gathered> walk(
      open, all, quietly,
      [](Gathered& sum, History& from, const ConversationId& conversation) -> Result<void> {
        HANDRAIL_TRY(const auto events, from.events(conversation));
        RecordedJudgements judged = recorded_judgements(conversation.text, events);
        judged.points.clear();
        if (!judged.completed.empty() || judged.place) sum.push_back(std::move(judged));
        return {};
      },
      [&](Gathered piece) {
        for (const RecordedJudgements& judged : piece) {
          if (judged.place) (*made.order)[judged.conversation] = *judged.place;
          for (const CompletedCall& call : judged.completed) {
            if (made.before) made.before->add(call);
            if (made.after) made.after->add(call);
          }
        }
      });
  HANDRAIL_TRY_VOID(walk.run());
  if (made.before) made.before->sort();
  if (made.after) made.after->sort();
  return made;
}

}  // namespace

Result<Backtest> backtest(const Bundle& before, const Bundle& after, const HistoryOpener& open, const BacktestOptions& options) {
  HANDRAIL_TRY(const auto history, open());
  HANDRAIL_TRY(auto all, history->conversations());
  HANDRAIL_TRY(const auto versions, history->versions());
  RecordedPolicies policies(before, after);
  HANDRAIL_TRY(const Ledgers ledgers, ledgers_for(before, after, versions, policies, open, all, options));
  std::ranges::sort(all, {}, [&](const ConversationId& id) { return std::pair(ledgers.order->at(id.text), id.text); });   // an import's, too, are told in order
  Comparing both = comparing(before, after);
  both.before.ledger = ledgers.before.get();
  both.after.ledger = ledgers.after.get();
  Backtest sum;
  sum.before = before.hash;
  sum.after = after.hash;
  Walk<Backtest> walk(
      open, all, options,
      [&](Backtest& piece, History& from, const ConversationId& conversation) -> Result<void> {
        HANDRAIL_TRY(const auto events, from.events(conversation));
        add_conversation(piece, conversation.text, recorded_judgements(conversation.text, events), both,
                         [&](const BundleHash& hash) -> const dsl::Program& { return policies.policy_of(from, hash); });
        return {};
      },
      [&](Backtest piece) { merge(sum, std::move(piece), options.look_at); });
  HANDRAIL_TRY_VOID(walk.run());
  return sum;
}

}  // namespace handrail
