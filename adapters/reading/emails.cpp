// E-mail addresses in running text (declared in entities.hpp).
#include <string>

#include "adapters/reading/entities.hpp"
#include "engine/base/text.hpp"

namespace handrail::reading {

std::vector<Found> find_emails(std::string_view text) {
  static const Pattern address = Pattern::of_the_house(R"([a-z0-9][a-z0-9._%+'-]{0,63}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,8}[a-z]{2,24}\b)");
  std::vector<Found> found;
  for (const PatternMatch& match : address.find(text)) found.push_back({match.span, Json(lower_ascii(text.substr(match.span.begin, match.span.end - match.span.begin)))});
  return found;
}

}  // namespace handrail::reading
