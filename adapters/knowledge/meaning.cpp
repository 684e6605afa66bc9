#include "adapters/knowledge/meaning.hpp"

#include <algorithm>

#include "adapters/knowledge/filling.hpp"
#include "engine/base/limits.hpp"

namespace handrail::knowledge {

namespace {

constexpr std::size_t questions_kept = 1'000;       // of one index: a search often comes twice, for what is quoted and for what informs
constexpr Duration pause_first = seconds(5), pause_most = minutes(2);
constexpr Duration first_most = minutes(60);        // what a command waits for; a large bundle at a slow model takes half of it

}  // namespace

std::vector<Meant::Near> Meant::nearest(const Admitted& admitted, std::size_t most) const {
  std::vector<Near> all;
  all.reserve(similarities_.size());
  for (std::size_t i = 0; i < similarities_.size(); ++i)
    if (admitted(static_cast<std::int64_t>(i) + 1)) all.push_back({static_cast<std::int64_t>(i) + 1, similarities_[i]});
  const auto nearer = [](const Near& a, const Near& b) { return a.similarity != b.similarity ? a.similarity > b.similarity : a.number < b.number; };
  const std::size_t wanted = std::min(most, all.size());
  std::partial_sort(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(wanted), all.end(), nearer);
  all.resize(wanted);
  return all;
}

Meaning::Meaning(MeaningOptions options, std::string file, std::shared_ptr<Connections> connections, std::size_t passages)
    : options_(std::move(options)), file_(std::move(file)), connections_(std::move(connections)), passages_(passages) {}

Result<void> Meaning::fill() {
  HANDRAIL_TRY(auto file, VectorFile::open(file_, options_.embedder->space()));
  Filling filling(options_, std::move(file), *connections_, passages_);
  HANDRAIL_TRY(auto vectors, filling.passages());
  HANDRAIL_TRY(const Scale scale, filling.scale(vectors));
  auto ready = std::make_shared<const Ready>(Ready{std::move(vectors), scale});
  const std::lock_guard lock(mutex_);
  ready_ = std::move(ready);
  return {};
}

std::shared_ptr<const std::vector<float>> Meaning::vector_of(const std::string& question, EmbeddingAccount* account) const {
  {
    const std::lock_guard lock(mutex_);
    if (const auto known = asked_.find(question); known != asked_.end()) return known->second;
  }
  auto vectors = options_.embedder->embed({question}, EmbeddingOf::question, account);   // a failure is told where the model is asked
  if (!vectors || vectors->size() != 1) return nullptr;
  auto vector = std::make_shared<const std::vector<float>>(std::move(vectors->front()));
  const std::lock_guard lock(mutex_);
  if (asked_.size() >= questions_kept) asked_.clear();
  asked_.emplace(question, vector);
  return vector;
}

std::optional<Meant> Meaning::ask(const std::function<std::string()>& question, EmbeddingAccount* account) const {
  std::shared_ptr<const Ready> ready;
  {
    const std::lock_guard lock(mutex_);
    ready = ready_;
  }
  if (!ready || ready->vectors.passages() == 0) return std::nullopt;
  const auto vector = vector_of(question(), account);
  if (!vector || vector->size() != ready->vectors.dimensions()) return std::nullopt;
  return Meant(ready->vectors.similarities(*vector), ready->scale);
}

void start_filling(const std::shared_ptr<Meaning>& meaning) {
  Waiting& waiting = *meaning->options().waiting;
  const bool first = meaning->options().filled == MeaningOptions::Filled::first;
  const std::shared_ptr<Wait> done = first ? waiting.prepare() : nullptr;
  waiting.start(0, [weak = std::weak_ptr(meaning), &waiting, done, first] {
    std::string last;   // what was told
    for (Duration pause = pause_first; const auto meant = weak.lock(); pause = {std::min(pause.ms * 2, pause_most.ms)}) {
      const Result<void> filled = meant->fill();
      if (!filled && filled.error().code != ErrorCode::cancelled && filled.error().message != last)
        meant->options().told("the articles have no vectors yet, and are found by words alone: " + (last = filled.error().message));
      const bool hopeless = !filled && (filled.error().code == ErrorCode::cancelled || filled.error().code == ErrorCode::limit);
      if (filled || first || hopeless || !waiting.sleep(pause)) break;
    }
    if (done) done->wake();
  });
  if (done) (void)done->park(first_most);
}

}  // namespace handrail::knowledge
