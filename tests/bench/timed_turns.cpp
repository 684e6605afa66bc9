#include "tests/bench/timed_turns.hpp"

#include <array>
#include <map>

#include "tests/bench/figures.hpp"

namespace handrail::bench {
namespace {

enum class Step { reading, look_up, search, model, reads, commits };
constexpr std::array step_names{"reading: signals, entities, intent", "look-up of the customer in the shop", "knowledge: search", "the model", "the store, read",
                                "commits: SQL, hash chain, the writer's thread, the disk"};

// What the turn that runs has spent; one strand at a time.
class Times {
 public:
  template <class Work>
  auto spent_in(Step step, Work work) {
    struct Until {
      double& sum;
      Stopwatch::time_point start = Stopwatch::now();
      ~Until() { sum += seconds_since(start); }
    } const until{seconds[static_cast<std::size_t>(step)]};
    return work();
  }
  std::array<double, step_names.size()> seconds{};
};

class TimedClassifier final : public Classifier {
 public:
  TimedClassifier(const Classifier& of, Times& times) : of_(of), times_(times) {}
  [[nodiscard]] Reading read(std::string_view text, const std::vector<std::string>& before) const override {
    return times_.spent_in(Step::reading, [&] { return of_.read(text, before); });
  }
  [[nodiscard]] Reading read_signals(std::string_view text, const std::vector<std::string>& before) const override {
    return times_.spent_in(Step::reading, [&] { return of_.read_signals(text, before); });
  }

 private:
  const Classifier& of_;
  Times& times_;
};

class TimedKnowledge final : public KnowledgeBase {
 public:
  TimedKnowledge(const KnowledgeBase& of, Times& times) : of_(of), times_(times) {}
  Result<std::vector<Passage>> search(const KnowledgeQuery& query) const override {
    return times_.spent_in(Step::search, [&] { return of_.search(query); });
  }

 private:
  const KnowledgeBase& of_;
  Times& times_;
};

class TimedTools final : public ToolProvider {
 public:
  TimedTools(ToolProvider& of, Times& times) : of_(of), times_(times) {}
  [[nodiscard]] std::vector<std::string> tools() const override { return of_.tools(); }
  [[nodiscard]] Json schema(const std::string& tool) const override { return of_.schema(tool); }
  ToolResponse call(const ToolRequest& request) override {
    return times_.spent_in(Step::look_up, [&] { return of_.call(request); });
  }

 private:
  ToolProvider& of_;
  Times& times_;
};

class TimedModel final : public LanguageModel {
 public:
  TimedModel(LanguageModel& of, Times& times) : of_(of), times_(times) {}
  Result<ModelAnswer> ask(const ModelRequest& request, const std::function<void(std::string_view)>& on_text) override {
    return times_.spent_in(Step::model, [&] { return of_.ask(request, on_text); });
  }

 private:
  LanguageModel& of_;
  Times& times_;
};

class TimedStore final : public Store {
 public:
  TimedStore(Store& of, Times& times) : of_(of), times_(times) {}

  template <class Work>
  auto read(Work work) { return times_.spent_in(Step::reads, std::move(work)); }

  Result<Head> head(const ConversationId& id) override { return read([&] { return of_.head(id); }); }
  Result<std::vector<StoredEvent>> events(const ConversationId& id, std::uint64_t after, std::size_t limit) override {
    return read([&] { return of_.events(id, after, limit); });
  }
  Result<Head> append(Batch batch) override {
    return times_.spent_in(Step::commits, [&] { return of_.append(std::move(batch)); });
  }
  Result<void> arrive(const Arrival& arrival) override {
    return times_.spent_in(Step::commits, [&] { return of_.arrive(arrival); });
  }
  Result<std::vector<Arrival>> arrivals(const ConversationId& id) override { return read([&] { return of_.arrivals(id); }); }
  Result<bool> received(const ConversationId& id, const std::string& message) override { return read([&] { return of_.received(id, message); }); }
  Result<std::vector<ConversationId>> open_turns() override { return of_.open_turns(); }
  Result<std::vector<DueTimer>> due_timers(Instant now, std::size_t limit) override { return of_.due_timers(now, limit); }
  Result<std::vector<Item>> items(const ItemFilter& filter) override { return read([&] { return of_.items(filter); }); }
  Result<std::optional<Item>> item(const std::string& kind, const std::string& id) override { return read([&] { return of_.item(kind, id); }); }
  Result<std::vector<Used>> used(const std::string& limit, const std::string& key, std::optional<Instant> since) override {
    return read([&] { return of_.used(limit, key, since); });
  }
  Result<std::vector<ConversationRow>> conversations(const std::optional<ConversationId>& after, std::size_t limit) override { return of_.conversations(after, limit); }
  Result<std::vector<ConversationRow>> conversations_of(const std::string& whose, std::size_t limit) override {
    return read([&] { return of_.conversations_of(whose, limit); });
  }
  Result<void> put_bundle(const BundleHash& hash, const std::string& body) override { return of_.put_bundle(hash, body); }
  Result<std::optional<std::string>> bundle(const BundleHash& hash) override { return of_.bundle(hash); }
  Result<void> verify(const ConversationId& id) override { return of_.verify(id); }
  Result<void> health() override { return of_.health(); }

 private:
  Store& of_;
  Times& times_;
};

class OneVersion final : public Bundles {
 public:
  explicit OneVersion(std::shared_ptr<const LiveBundle> live) : live_(std::move(live)) {}
  [[nodiscard]] std::shared_ptr<const LiveBundle> current() const override { return live_; }
  Result<std::shared_ptr<const LiveBundle>> pinned(const BundleHash&) override { return live_; }
  [[nodiscard]] Json problems() const override { return Json::array(); }

 private:
  std::shared_ptr<const LiveBundle> live_;
};

std::shared_ptr<const LiveBundle> timed(const LiveBundle& live, Times& times) {
  auto made = std::make_shared<LiveBundle>(live);
  made->classifier = std::make_shared<TimedClassifier>(*live.classifier, times);
  made->knowledge = std::make_shared<TimedKnowledge>(*live.knowledge, times);
  return made;
}

}  // namespace

Split timed_turns(Desk& desk, const std::string& name, std::size_t turns, std::string_view wanted) {
  House& house = *desk.house;
  const auto live = house.bundles->current();
  Times times;
  TimedStore store(*house.store, times);
  Lanes lanes(*house.waiting);
  Journal journal(store, lanes, house.clock);
  TimedTools tools(*house.tools, times);
  std::optional<TimedModel> model;
  if (house.model) model.emplace(*house.model, times);
  OneVersion bundles(timed(*live, times));
  Seams seams{journal, house.clock, house.ids, tools, house.workflows, bundles, house.notices.get(), model ? &*model : nullptr};
  Engine engine(seams);

  std::vector<std::vector<double>> samples(step_names.size() + 2);
  desk.on_strand([&] {
    for (std::size_t i = 0; i < turns; ++i) {
      const std::string id = name + "-" + std::to_string(i);
      (void)must(engine.open(desk.channel, desk.opening(id)));
      times.seconds = {};
      const auto start = Stopwatch::now();
      const TurnAnswer answer = must(engine.message(desk.channel, ConversationId(id), {MessageId("m1"), questions().front(), {}}));
      const double whole = seconds_since(start);
      if (answer.body["reply"].text_or("text").find(wanted) == std::string::npos) give_up("an answer without `" + std::string(wanted) + "`: " + dump(answer.body));
      double rest = whole;
      for (std::size_t step = 0; step < step_names.size(); ++step) {
        samples[step].push_back(times.seconds[step] * 1e3);
        rest -= times.seconds[step];
      }
      samples[step_names.size()].push_back(rest * 1e3);
      samples[step_names.size() + 1].push_back(whole * 1e3);
    }
  });
  Split split;
  for (std::size_t step = 0; step < step_names.size(); ++step) split.emplace_back(step_names[step], median(samples[step]));
  split.emplace_back("the rest: state, facts, decision, prompt, checks, record, view", median(samples[step_names.size()]));
  split.emplace_back("whole turn", median(samples.back()));
  return split;
}

}  // namespace handrail::bench
