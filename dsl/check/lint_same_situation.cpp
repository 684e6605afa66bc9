// One situation has one outcome: two rows of the route with the same condition lead to the same queue, or the second is never asked.
#include <map>

#include "dsl/check/checking.hpp"

namespace handrail::dsl {

void lint_same_situation(Checking& checking) {
  if (checking.symbols.route == nullptr) return;
  std::map<std::string, const RouteRow*> seen;
  for (const RouteRow& row : checking.symbols.route->rows) {
    if (!row.when || row.active) continue;
    std::string condition;
    for (std::string_view word : split(checking.sources.text(row.when->span), ' '))
      if (!trim(word).empty()) condition += std::string(trim(word)) + " ";
    const auto [it, fresh] = seen.emplace(std::move(condition), &row);
    if (fresh) continue;
    const bool same = it->second->queue.text == row.queue.text;
    checking.report.warning("P0425", row.span, same ? "this row says again what another one says" : "two outcomes for one situation")
        .note("never asked: the first row that matches decides").label(it->second->span, "the same condition").help("remove one of the two rows");
  }
}

}  // namespace handrail::dsl
