// Knowledge at size: an index of 100,000 passages of 80 words made, opened and searched, half by questions of 3 to 8 ordinary words, half by pasted messages of 40.
// Words are as frequent as words are (Zipf's law over 30,000 of them, the commonest being English small words). Beside it, the plain way: FTS5 asked for any of the
// words, sorted by its bm25(). And the same questions where an embedding model that takes no time gives 384 numbers for each text: what comparing with all passages adds.
#include <array>
#include <cmath>
#include <filesystem>
#include <iostream>
#include <random>

#include "adapters/knowledge/fts5_indexer.hpp"
#include "adapters/sqlite/database.hpp"
#include "adapters/waiting/threads.hpp"
#include "engine/base/text.hpp"
#include "tests/bench/figures.hpp"

using namespace handrail;
using namespace handrail::bench;

namespace {

constexpr std::size_t passages_in_article = 5, words_in_passage = 80, vocabulary = 30'000;

// Words from a printed seed: the first are English small words, the rest are made of syllables, short ones first.
class Words {
 public:
  explicit Words(unsigned seed) : dice_(seed) {
    constexpr std::array small = {"the", "to", "and", "a", "of", "you", "is", "in", "it", "for", "on", "your", "with", "that",
                                  "this", "be", "are", "or", "can", "if", "as", "at", "we", "not", "by"};
    for (const char* word : small) words_.emplace_back(word);
    constexpr std::string_view consonants = "bdfgklmnprtv", vowels = "aeiou";
    for (std::size_t i = 0; words_.size() < vocabulary; ++i) {
      std::string word;
      for (std::size_t rest = i + 61, syllable = 0; syllable < (i < 3000 ? 2u : 3u); ++syllable, rest /= 60) word += {consonants[rest % 12], vowels[rest / 12 % 5]};
      words_.push_back(word + consonants[i / 7 % 12]);
    }
    std::vector<double> weights;
    for (std::size_t rank = 1; rank <= words_.size(); ++rank) weights.push_back(1.0 / static_cast<double>(rank));
    spread_ = std::discrete_distribution<std::size_t>(weights.begin(), weights.end());
  }
  const std::string& any() { return words_[spread_(dice_)]; }
  std::string some(std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) text += (text.empty() ? "" : " ") + any();
    return text;
  }
  std::size_t number(std::size_t least, std::size_t most) { return std::uniform_int_distribution<std::size_t>(least, most)(dice_); }

 private:
  std::mt19937 dice_;
  std::vector<std::string> words_;
  std::discrete_distribution<std::size_t> spread_;
};

std::vector<KnowledgeFile> articles(Words& words, std::size_t passages) {
  std::vector<KnowledgeFile> files;
  for (std::size_t i = 0; i < passages / passages_in_article; ++i) {
    std::string text = "# " + words.some(3) + "\n";
    for (std::size_t section = 0; section < passages_in_article; ++section) text += "## " + words.some(5) + "\n" + words.some(words_in_passage) + ".\n";
    files.push_back({"knowledge/a" + std::to_string(i) + ".md", std::move(text)});
  }
  return files;
}

std::vector<std::string> questions(Words& words, std::size_t count) {
  std::vector<std::string> all;
  for (std::size_t i = 0; i < count; ++i) all.push_back(words.some(i % 2 == 0 ? words.number(3, 8) : 40));
  return all;
}

std::string any_word_of(const std::string& question) {
  std::string match;
  for (const std::string_view word : handrail::words(question)) match += (match.empty() ? "\"" : " OR \"") + std::string(word) + "\"";
  return match;
}

// FTS5 alone, the words of the same articles in it.
class Plain {
 public:
  explicit Plain(const std::vector<KnowledgeFile>& files) : database_(must(sqlite::Database::open(":memory:", sqlite::Durability::normal))) {
    must(database_.execute("create virtual table words using fts5 (heading, body, tokenize = 'porter unicode61')"));
    must(database_.transaction([&]() -> Result<void> {
      HANDRAIL_TRY(auto insert, database_.prepare("insert into words (heading, body) values (?, ?)"));
      for (const KnowledgeFile& file : files) {
        const std::vector<std::string_view> lines = split(file.text, '\n');
        for (std::size_t i = 1; i + 1 < lines.size(); i += 2) HANDRAIL_TRY_VOID(insert.bind(1, lines[i]).bind(2, lines[i + 1]).run());
      }
      return {};
    }));
  }
  void ask(const std::string& question) {
    auto rows = must(database_.kept("select rowid from words where words match ?1 order by bm25(words, 3.0, 1.0) limit 5"));
    rows->bind(1, any_word_of(question));
    while (must(rows->step())) keep(rows->integer(0));
  }

 private:
  sqlite::Database database_;
};

// Vectors that only hang on the text, in no time.
class Instantly final : public Embedder {
 public:
  [[nodiscard]] const std::string& space() const override { return space_; }
  [[nodiscard]] std::size_t batch() const override { return 512; }
  Result<std::vector<std::vector<float>>> embed(const std::vector<std::string>& texts, EmbeddingOf, EmbeddingAccount*) override {
    constexpr std::size_t numbers = 384;
    std::vector<std::vector<float>> vectors;
    for (const std::string& text : texts) {
      std::minstd_rand dice(static_cast<unsigned>(std::hash<std::string>{}(text)));
      std::vector<float> vector(numbers);
      float square = 0;
      for (float& number : vector) {
        number = static_cast<float>(dice()) / static_cast<float>(std::minstd_rand::max()) - 0.5f;
        square += number * number;
      }
      for (float& number : vector) number /= std::sqrt(square);
      vectors.push_back(std::move(vector));
    }
    return vectors;
  }

 private:
  std::string space_ = "random";
};

template <class Ask>
std::vector<double> milliseconds_of(const std::vector<std::string>& asked, Ask ask) {
  std::vector<double> all;
  for (const std::string& question : asked) {
    const auto start = Stopwatch::now();
    ask(question);
    all.push_back(1000 * seconds_since(start));
  }
  return all;
}

std::vector<std::string> row(const std::string& name, const std::vector<double>& all) {
  std::vector<double> short_ones, pasted;
  for (std::size_t i = 0; i < all.size(); ++i) (i % 2 == 0 ? short_ones : pasted).push_back(all[i]);
  return {name, figure(median(all)), figure(median(short_ones)), figure(median(pasted)), figure(quantile(all, 0.99))};
}

}  // namespace

int main(int argc, char** argv) {
  const std::size_t passages = argc > 1 ? static_cast<std::size_t>(std::atol(argv[1])) : 100'000;
  Words words(20'26);
  const auto files = articles(words, passages);
  const std::string folder = (std::filesystem::temp_directory_path() / "handrail-bench-knowledge").string();
  std::filesystem::remove_all(folder);
  const auto making = Stopwatch::now();
  Fts5Indexer indexer(folder);
  (void)must(indexer.index("v", files));
  const double made = seconds_since(making);
  const auto opening = Stopwatch::now();
  const auto knowledge = must(indexer.index("v", files));
  const double opened = seconds_since(opening);
  std::uintmax_t bytes = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) bytes += entry.file_size();

  const auto asked = questions(words, 400);
  std::size_t found = 0;
  const auto ask = [&](const std::string& question) { found += must(knowledge->search({.text = question})).size(); };
  (void)milliseconds_of(questions(words, 40), ask);
  found = 0;
  const auto ours = milliseconds_of(asked, ask);
  Instantly embedder;
  ThreadWaiting waiting;
  indexer.find_by_meaning({.embedder = &embedder, .waiting = &waiting, .filled = knowledge::MeaningOptions::Filled::first});
  const auto filling = Stopwatch::now();
  auto by_meaning = must(indexer.index("v", files));
  const double filled = seconds_since(filling);
  const auto filling_again = Stopwatch::now();
  by_meaning = must(indexer.index("v", files));
  const double filled_again = seconds_since(filling_again);
  const auto both = milliseconds_of(asked, [&](const std::string& question) { keep(must(by_meaning->search({.text = question, .for_model = [&] { return question; }})).size()); });
  Plain plain(files);
  const std::vector<std::string> some(asked.begin(), asked.begin() + 100);
  const auto theirs = milliseconds_of(some, [&](const std::string& question) { plain.ask(question); });
  print_table(figure(static_cast<double>(passages)) + " passages of 80 words: made in " + figure(made) + " s, opened again in " + figure(1000 * opened) + " ms, " +
                  figure(static_cast<double>(bytes >> 20)) + " MiB; " + std::to_string(asked.size()) + " questions found " + std::to_string(found) + " passages;\n" +
                  "vectors of 384 numbers asked for, kept and measured in " + figure(filled) + " s, read again in " + figure(filled_again) + " s",
              {{"milliseconds a search", "median", "3 to 8 words", "40 words", "p99"}, row("knowledge", ours), row("knowledge, and by meaning", both), row("FTS5: any word, by bm25()", theirs)});
  std::filesystem::remove_all(folder);
  return 0;
}
