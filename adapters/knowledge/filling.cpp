#include "adapters/knowledge/filling.hpp"

#include <algorithm>

#include "engine/base/hash.hpp"

namespace handrail::knowledge {

namespace {

constexpr std::size_t rows_at_once = 500;      // read before others on the loop have their turn
constexpr std::size_t headings_most = 256;     // taken as questions
constexpr std::size_t passages_for_pauses = 5'000;   // from so many on, comparing a heading with all of them takes a millisecond

std::string titled(std::string_view title, std::string_view heading) {
  return heading.empty() || heading == title ? std::string(title) : std::string(title) + ": " + std::string(heading);
}

}  // namespace

// Reads, and gives the connection back before anybody waits.
Result<std::vector<Filling::Text>> Filling::read_from(std::int64_t number) {
  HANDRAIL_TRY(auto lent, connections_.borrow());
  HANDRAIL_TRY(auto rows, lent->database.kept("select number, path, title, heading, body from passages where number >= ?1 order by number limit ?2"));
  rows->bind(1, number).bind(2, rows_at_once);
  std::vector<Text> texts;
  for (;;) {
    HANDRAIL_TRY(const bool row, rows->step());
    if (!row) return texts;
    const std::string path(rows->text(1)), head = titled(rows->text(2), rows->text(3));
    if (headings_.empty() || headings_.back().path != path) article_.push_back(article_.empty() ? 0 : article_.back() + 1);
    else article_.push_back(article_.back());
    if (headings_.empty() || headings_.back().path != path || headings_.back().text != head) {
      headings_.push_back({path, head});
      article_of_heading_.push_back(article_.back());
    }
    Text text{rows->integer(0), "", head + "\n" + std::string(rows->text(4))};
    text.hash = sha256(text.text);
    texts.push_back(std::move(text));
  }
}

Result<void> Filling::set(std::int64_t number, SharedVector vector) {
  if (!vectors_) {
    if (!vectors_fit(passages_, vector->size()))
      return fail(ErrorCode::limit, std::to_string(passages_) + " vectors of " + std::to_string(vector->size()) +
                                        " numbers are more than fit: a model with fewer `dimensions` may");
    vectors_.emplace(passages_, vector->size());
  }
  if (vector->size() != vectors_->dimensions())
    return fail(ErrorCode::unavailable, "its vectors have now " + std::to_string(vector->size()) + " numbers, and had " + std::to_string(vectors_->dimensions()));
  vectors_->set(number, std::move(vector));
  ++done_;
  return {};
}

Result<void> Filling::ask_waiting(EmbeddingOf of) {
  if (waiting_.empty()) return {};
  std::vector<std::string> texts;
  for (const Text& text : waiting_) texts.push_back(text.text);
  HANDRAIL_TRY(auto vectors, options_.embedder->embed(texts, of));
  std::vector<std::pair<std::string, std::vector<float>>> kept;
  for (std::size_t i = 0; i < waiting_.size(); ++i) {
    if (waiting_[i].number > 0) HANDRAIL_TRY_VOID(set(waiting_[i].number, options_.pool->hold(waiting_[i].hash, vectors[i])));
    kept.emplace_back(waiting_[i].hash, std::move(vectors[i]));
  }
  waiting_.clear();
  return file_.keep(kept);
}

Result<void> Filling::take(const Text& text) {
  const auto fits = [&](const std::vector<float>& vector) { return !vectors_ || vector.size() == vectors_->dimensions(); };
  if (auto held = options_.pool->held(text.hash); held && fits(*held)) return set(text.number, std::move(held));
  HANDRAIL_TRY(auto kept, file_.find(text.hash));
  if (kept && fits(*kept)) return set(text.number, options_.pool->hold(text.hash, std::move(*kept)));
  waiting_.push_back(text);
  return waiting_.size() < options_.embedder->batch() ? Result<void>() : ask_waiting(EmbeddingOf::passage);
}

Result<Vectors> Filling::passages() {
  for (std::size_t next = 1; next <= passages_;) {
    HANDRAIL_TRY(const auto texts, read_from(static_cast<std::int64_t>(next)));
    if (texts.empty()) return fail(ErrorCode::corrupt, "the knowledge index has lost a passage");
    for (const Text& text : texts) HANDRAIL_TRY_VOID(take(text));
    next += texts.size();
    options_.on_progress(done_, passages_);
    if (next <= passages_) HANDRAIL_TRY_VOID(options_.waiting->sleep(milliseconds(1)));
  }
  HANDRAIL_TRY_VOID(ask_waiting(EmbeddingOf::passage));
  options_.on_progress(done_, passages_);
  HANDRAIL_TRY_VOID(file_.tidy());
  return vectors_ ? std::move(*vectors_) : Vectors(0, 0);
}

Result<std::vector<HeadingAsked>> Filling::headings(const Vectors& vectors) {
  const std::size_t step = std::max<std::size_t>(1, headings_.size() / headings_most);
  std::vector<std::size_t> chosen;
  for (std::size_t i = 0; i < headings_.size() && chosen.size() < headings_most; i += step) chosen.push_back(i);
  for (const std::size_t i : chosen) {
    Text text{0, sha256("question\n" + headings_[i].text), headings_[i].text};
    HANDRAIL_TRY(const auto kept, file_.find(text.hash));
    if (kept && kept->size() == vectors.dimensions()) continue;
    waiting_.push_back(std::move(text));
    if (waiting_.size() == options_.embedder->batch()) HANDRAIL_TRY_VOID(ask_waiting(EmbeddingOf::question));
  }
  HANDRAIL_TRY_VOID(ask_waiting(EmbeddingOf::question));
  std::vector<HeadingAsked> asked;
  for (const std::size_t i : chosen) {
    HANDRAIL_TRY(const auto vector, file_.find(sha256("question\n" + headings_[i].text)));
    if (!vector || vector->size() != vectors.dimensions()) continue;
    HeadingAsked heading{-1, -1};
    const std::vector<float> all = vectors.similarities(*vector);
    for (std::size_t passage = 0; passage < all.size(); ++passage) {
      float& nearest = article_[passage] == article_of_heading_[i] ? heading.own : heading.other;
      nearest = std::max(nearest, all[passage]);
    }
    if (heading.other > -1) asked.push_back(heading);
    if (all.size() > passages_for_pauses) HANDRAIL_TRY_VOID(options_.waiting->sleep(milliseconds(1)));
  }
  return asked;
}

}  // namespace handrail::knowledge
