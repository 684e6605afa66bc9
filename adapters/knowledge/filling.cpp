#include "adapters/knowledge/filling.hpp"

#include <algorithm>
#include <string_view>

#include "adapters/knowledge/texts.hpp"
#include "engine/base/hash.hpp"

namespace handrail::knowledge {

namespace {

constexpr std::size_t rows_at_once = 500;      // read before others on the loop have their turn
constexpr std::size_t passages_for_pauses = 5'000;   // from so many on, comparing a question with all of them takes a millisecond

std::string titled(std::string_view title, std::string_view heading) {
  return heading.empty() || heading == title ? std::string(title) : std::string(title) + ": " + std::string(heading);
}

std::string hash_of(const std::string& text, EmbeddingOf of) { return sha256(of == EmbeddingOf::question ? "question\n" + text : text); }

// What nobody's articles answer.
std::vector<std::string> unanswerable() {
  std::vector<std::string> questions;
  for (std::string_view left = texts::unanswerable; !left.empty();) {
    const std::string_view line = left.substr(0, left.find('\n'));
    left.remove_prefix(std::min(line.size() + 1, left.size()));
    if (!line.empty() && line.front() != '#') questions.emplace_back(line);
  }
  return questions;
}

}  // namespace

// Reads, and gives the connection back before anybody waits.
Result<std::vector<Filling::Place>> Filling::read_from(std::int64_t number) {
  HANDRAIL_TRY(auto lent, connections_.borrow());
  HANDRAIL_TRY(auto rows, lent->database.kept("select number, title, heading, body from passages where number >= ?1 order by number limit ?2"));
  rows->bind(1, number).bind(2, rows_at_once);
  std::vector<Place> places;
  for (;;) {
    HANDRAIL_TRY(const bool row, rows->step());
    if (!row) return places;
    const std::string title(rows->text(1)), heading(rows->text(2));
    Place place{rows->integer(0), titled(title, heading) + "\n" + std::string(rows->text(3)), heading.empty() ? title : heading, ""};
    place.hash = sha256(place.heading + "\n" + place.text);
    places.push_back(std::move(place));
  }
}

Result<void> Filling::set(std::int64_t number, SharedVector vector) {
  if (!vectors_) {
    if (!vectors_fit(passages_, vector->size()))
      return fail(ErrorCode::limit, std::to_string(passages_) + " vectors of " + std::to_string(vector->size()) +
                                        " numbers are more than fit: a model with fewer `dimensions` may");
    vectors_.emplace(passages_, vector->size());
    dimensions_ = vector->size();
  }
  if (vector->size() != dimensions_)
    return fail(ErrorCode::unavailable, "its vectors have now " + std::to_string(vector->size()) + " numbers, and had " + std::to_string(dimensions_));
  vectors_->set(number, std::move(vector));
  ++done_;
  return {};
}

// Of the size that the others have: a model that gives another one now is asked again.
Result<std::optional<std::vector<float>>> Filling::kept(const std::string& text, EmbeddingOf of) {
  HANDRAIL_TRY(auto vector, file_.find(hash_of(text, of)));
  if (vector && !fits(*vector)) vector.reset();
  return vector;
}

Result<void> Filling::ask_waiting(EmbeddingOf of) {
  if (waiting_.empty()) return {};
  HANDRAIL_TRY(auto vectors, options_.embedder->embed(waiting_, of));
  std::vector<std::pair<std::string, std::vector<float>>> got;
  for (std::size_t i = 0; i < waiting_.size(); ++i) got.emplace_back(hash_of(waiting_[i], of), std::move(vectors[i]));
  waiting_.clear();
  return file_.keep(got);
}

Result<void> Filling::ask_for(const std::string& text, EmbeddingOf of) {
  HANDRAIL_TRY(const auto there, kept(text, of));
  if (there || std::find(waiting_.begin(), waiting_.end(), text) != waiting_.end()) return {};
  waiting_.push_back(text);
  return waiting_.size() < options_.embedder->batch() ? Result<void>() : ask_waiting(of);
}

// One vector for both: a question's product with the middle of two vectors is the middle of its products with them.
Result<void> Filling::combine(const Place& place) {
  HANDRAIL_TRY(auto whole, file_.find(hash_of(place.text, EmbeddingOf::passage)));
  HANDRAIL_TRY(const auto heading, file_.find(hash_of(place.heading, EmbeddingOf::passage)));
  if (!whole || !heading || whole->size() != heading->size()) return fail(ErrorCode::unavailable, "it gave vectors of several sizes, or none");
  for (std::size_t i = 0; i < whole->size(); ++i) (*whole)[i] = ((*whole)[i] + (*heading)[i]) / 2;
  return set(place.number, options_.pool->hold(place.hash, std::move(*whole)));
}

Result<void> Filling::take(const std::vector<Place>& places) {
  std::vector<const Place*> incomplete;
  for (const Place& place : places) {
    if (auto held = options_.pool->held(place.hash); held && fits(*held)) {
      HANDRAIL_TRY_VOID(set(place.number, std::move(held)));
      continue;
    }
    HANDRAIL_TRY_VOID(ask_for(place.text, EmbeddingOf::passage));
    HANDRAIL_TRY_VOID(ask_for(place.heading, EmbeddingOf::passage));
    incomplete.push_back(&place);
  }
  HANDRAIL_TRY_VOID(ask_waiting(EmbeddingOf::passage));
  for (const Place* place : incomplete) HANDRAIL_TRY_VOID(combine(*place));
  return {};
}

Result<Vectors> Filling::passages() {
  for (std::size_t next = 1; next <= passages_;) {
    HANDRAIL_TRY(const auto places, read_from(static_cast<std::int64_t>(next)));
    if (places.empty()) return fail(ErrorCode::corrupt, "the knowledge index has lost a passage");
    HANDRAIL_TRY_VOID(take(places));
    next += places.size();
    options_.on_progress(done_, passages_);
    if (next <= passages_) HANDRAIL_TRY_VOID(options_.waiting->sleep(milliseconds(1)));
  }
  options_.on_progress(done_, passages_);
  HANDRAIL_TRY_VOID(file_.tidy());
  return vectors_ ? std::move(*vectors_) : Vectors(0, 0);
}

Result<Scale> Filling::scale(const Vectors& vectors) {
  if (vectors.passages() == 0) return Scale();
  const std::vector<std::string> questions = unanswerable();
  for (const std::string& question : questions) HANDRAIL_TRY_VOID(ask_for(question, EmbeddingOf::question));
  HANDRAIL_TRY_VOID(ask_waiting(EmbeddingOf::question));
  std::vector<float> nearest;
  for (const std::string& question : questions) {
    HANDRAIL_TRY(const auto vector, kept(question, EmbeddingOf::question));
    if (!vector) continue;
    const std::vector<float> all = vectors.similarities(*vector);
    nearest.push_back(*std::max_element(all.begin(), all.end()));
    if (all.size() > passages_for_pauses) HANDRAIL_TRY_VOID(options_.waiting->sleep(milliseconds(1)));
  }
  return scale_of(nearest, vectors.squares());   // of the middle of two vectors of length 1: its product with either of them
}

}  // namespace handrail::knowledge
