// Finding products by words: names count four times what descriptions do, and a word finds its plural.
#include "adapters/tools/rows.hpp"
#include "engine/base/text.hpp"

namespace handrail::tools {

namespace {

constexpr std::int64_t products_found = 10;
constexpr std::size_t words_asked = 16;

// Each word as a quoted prefix, any of them: nothing that a customer writes is query syntax.
std::string match_any(std::string_view query) {
  std::vector<std::string> terms;
  for (const std::string_view word : words(query)) {
    std::string term;
    for (const char c : word) term += c == '\'' ? ' ' : c;
    if (terms.size() < words_asked) terms.push_back("\"" + term + "\"" + (utf8_length(word) >= 3 ? "*" : ""));
  }
  return join(terms, " OR ");
}

}  // namespace

Result<Json> search_products(Visit& visit) {
  JsonReader reader = argument_reader(visit);
  const std::string query = reader.required_text("query", {.bytes_min = 1, .bytes_max = 500});
  HANDRAIL_TRY_VOID(finish(reader));
  Json found_products = Json::array();
  const std::string match = match_any(query);
  if (match.empty()) return found_products;
  HANDRAIL_TRY(const std::int64_t any, ask_number(visit.database, "SELECT EXISTS (SELECT 1 FROM products)"));
  if (!any) return found_products;
  HANDRAIL_TRY(const Currency currency, shop_currency(visit.database));
  HANDRAIL_TRY(sqlite::Statement row,
               ask(visit.database,
                   "SELECT p.id, p.name, p.category, p.description, p.price, p.available, p.options FROM product_search"
                   " JOIN products p ON p.id = product_search.id WHERE product_search MATCH ?1"
                   " ORDER BY bm25(product_search, 0.0, 4.0, 1.0), p.id LIMIT ?2",
                   match, products_found));
  for (;;) {
    HANDRAIL_TRY(const bool found, row.step());
    if (!found) return found_products;
    HANDRAIL_TRY(Json options, stored_json(row.text(6)));
    found_products.push(Json::object({{"id", row.text(0)},
                                      {"name", row.text(1)},
                                      {"category", text_column(row, 2)},
                                      {"description", text_column(row, 3)},
                                      {"price", money_column(row, 4, currency)},
                                      {"available", row.integer(5) != 0},
                                      {"options", std::move(options)}}));
  }
}

}  // namespace handrail::tools
