#include "adapters/sqlite/tokenizer.hpp"

#include <sqlite3.h>

#include <array>
#include <limits>

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
Result<Tokenizer> Tokenizer::make(Database& database) {
  fts5_api* api = nullptr;
  {
    HANDRAIL_TRY(auto statement, database.prepare("select fts5(?1)"));
    statement.bind_pointer(1, &api, "fts5_api_ptr");
    HANDRAIL_TRY_VOID(statement.step());
  }
  auto made = std::make_unique<Made>();
  void* context = nullptr;
  if (!api || api->xFindTokenizer(api, "porter", &context, &made->calls) != SQLITE_OK) return fail(ErrorCode::unavailable, "this SQLite has no FTS5");
  std::array<const char*, 3> below = {"unicode61", "remove_diacritics", "2"};
  if (made->calls.xCreate(context, below.data(), static_cast<int>(below.size()), &made->tokenizer) != SQLITE_OK)
    return fail(ErrorCode::unavailable, "FTS5's tokenizer cannot be made");
  return Tokenizer(std::move(made));
}

void Tokenizer::each(std::string_view text, const OnWord& on_word) const {
  if (text.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) return;
  const auto call = [](void* context, int, const char* word, int size, int begin, int end) {
    (*static_cast<const OnWord*>(context))({word, static_cast<std::size_t>(size)}, static_cast<std::size_t>(begin), static_cast<std::size_t>(end));
    return SQLITE_OK;
  };
  (void)made_->calls.xTokenize(made_->tokenizer, const_cast<OnWord*>(&on_word), FTS5_TOKENIZE_DOCUMENT, text.data(), static_cast<int>(text.size()), call);
}

}  // namespace handrail::sqlite
