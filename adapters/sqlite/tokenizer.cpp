#include "adapters/sqlite/tokenizer.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <limits>
#include <vector>

#include "engine/base/utf8.hpp"

namespace handrail::sqlite {

struct Tokenizer::Made {
  fts5_tokenizer calls{};
  Fts5Tokenizer* tokenizer = nullptr;
  Made() = default;
  Made(const Made&) = delete;
  Made& operator=(const Made&) = delete;
  ~Made() {
    if (tokenizer) calls.xDelete(tokenizer);
  }
};

Tokenizer::Tokenizer(std::unique_ptr<Made> made) : made_(std::move(made)) {}
Tokenizer::Tokenizer(Tokenizer&&) noexcept = default;
Tokenizer& Tokenizer::operator=(Tokenizer&&) noexcept = default;
Tokenizer::~Tokenizer() = default;

// FTS5 hands its interface out through a bound pointer (sqlite.org/fts5.html#extending_fts5).
Result<Tokenizer> Tokenizer::make(Database& database, Form form) {
  fts5_api* api = nullptr;
  {
    HANDRAIL_TRY(auto statement, database.prepare("select fts5(?1)"));
    statement.bind_pointer(1, &api, "fts5_api_ptr");
    HANDRAIL_TRY_VOID(statement.step());
  }
  auto made = std::make_unique<Made>();
  void* context = nullptr;
  if (!api || api->xFindTokenizer(api, form == Form::english ? "porter" : "unicode61", &context, &made->calls) != SQLITE_OK)
    return fail(ErrorCode::unavailable, "this SQLite has no FTS5");
  std::vector<const char*> below = {"remove_diacritics", form == Form::as_written ? "0" : "2"};
  if (form == Form::english) below.insert(below.begin(), "unicode61");
  if (made->calls.xCreate(context, below.data(), static_cast<int>(below.size()), &made->tokenizer) != SQLITE_OK)
    return fail(ErrorCode::unavailable, "FTS5's tokenizer cannot be made");
  return Tokenizer(std::move(made));
}

namespace {

// Of scripts that set no spaces between words: Thai, Lao, Burmese, Khmer, Hiragana, Katakana, Han; and Hangul, whose words carry their particles with them.
bool unspaced(char32_t c) {
  constexpr std::array<std::array<char32_t, 2>, 9> scripts{{{0x0E00, 0x0EFF}, {0x1000, 0x109F}, {0x1780, 0x17FF}, {0x3040, 0x30FF}, {0x31F0, 0x31FF}, {0x3400, 0x9FFF},
                                                           {0xAC00, 0xD7AF}, {0xF900, 0xFAFF}, {0x20000, 0x323AF}}};
  return std::any_of(scripts.begin(), scripts.end(), [&](const auto& script) { return c >= script[0] && c <= script[1]; });
}

// A run of such a script as each two neighbouring characters, which is how it is searched without a dictionary; what stands before and behind it is a word of its own.
void each_in(std::string_view run, std::size_t begin, const OnWord& on_word) {
  std::vector<std::size_t> characters;   // where the characters of the stretch begin
  std::size_t word = 0;
  const auto close = [&](std::size_t end) {
    if (characters.size() == 1) on_word(run.substr(characters[0], end - characters[0]), begin + characters[0], begin + end);
    for (std::size_t i = 0; i + 1 < characters.size(); ++i) {
      const std::size_t behind = i + 2 < characters.size() ? characters[i + 2] : end;
      on_word(run.substr(characters[i], behind - characters[i]), begin + characters[i], begin + behind);
    }
    characters.clear();
  };
  for (std::size_t at = 0; at < run.size();) {
    const auto point = decode_utf8(run, at);
    const std::size_t bytes = std::max<std::size_t>(1, point.bytes);
    if (unspaced(point.value)) {
      if (characters.empty() && at > word) on_word(run.substr(word, at - word), begin + word, begin + at);
      characters.push_back(at);
      word = at + bytes;
    } else {
      if (!characters.empty()) close(at);
    }
    at += bytes;
  }
  if (!characters.empty()) close(run.size());
  else if (word < run.size()) on_word(run.substr(word), begin + word, begin + run.size());
}

}  // namespace

void Tokenizer::each(std::string_view text, const OnWord& on_word) const {
  if (text.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) return;
  const auto call = [](void* context, int, const char* word, int size, int begin, int end) {
    const std::string_view stem(word, static_cast<std::size_t>(size));
    const OnWord& call_with = *static_cast<const OnWord*>(context);
    const auto first = static_cast<std::size_t>(begin), last = static_cast<std::size_t>(end);
    const bool plain = std::all_of(stem.begin(), stem.end(), [](char c) { return static_cast<unsigned char>(c) < 0xE0; });   // below U+0800
    if (plain || last - first != stem.size()) call_with(stem, first, last);
    else each_in(stem, first, call_with);
    return SQLITE_OK;
  };
  (void)made_->calls.xTokenize(made_->tokenizer, const_cast<OnWord*>(&on_word), FTS5_TOKENIZE_DOCUMENT, text.data(), static_cast<int>(text.size()), call);
}

}  // namespace handrail::sqlite
