#include "dsl/check/files.hpp"

#include "engine/base/text.hpp"

namespace handrail::dsl {

std::optional<std::uint32_t> find_file(const Sources& sources, std::string_view name, std::uint32_t named_in) {
  const std::string& from = sources.file(named_in).path;
  const std::size_t slash = from.rfind('/');
  const std::string beside = slash == std::string::npos ? std::string(name) : from.substr(0, slash + 1) + std::string(name);
  for (const std::string& path : {std::string(name), beside, "workflows/" + std::string(name)})
    for (std::uint32_t i = 0; i < sources.size(); ++i)
      if (sources.file(i).path == path) return i;
  return std::nullopt;
}

std::vector<Item> items_of(std::uint32_t file, std::string_view text) {
  std::vector<Item> items;
  for (std::string_view line : split(text, '\n')) {
    const std::string_view item = trim(line);
    if (item.empty() || item.front() == '#') continue;
    const auto begin = static_cast<std::uint32_t>(item.data() - text.data());
    items.push_back({std::string(item), {file, begin, static_cast<std::uint32_t>(begin + item.size())}});
  }
  return items;
}

std::vector<std::string> items_of(std::string_view text) {
  std::vector<std::string> items;
  for (Item& item : items_of(0, text)) items.push_back(std::move(item.text));
  return items;
}

}  // namespace handrail::dsl
