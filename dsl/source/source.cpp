#include "dsl/source/source.hpp"

#include <algorithm>

#include "engine/base/text.hpp"

namespace handrail::dsl {

Sources::Sources(std::vector<SourceFile> files) : files_(std::move(files)) {
  line_starts_.reserve(files_.size());
  for (const SourceFile& file : files_) {
    std::vector<std::uint32_t>& starts = line_starts_.emplace_back();
    starts.push_back(0);
    for (std::size_t at = file.text.find('\n'); at != std::string::npos; at = file.text.find('\n', at + 1))
      starts.push_back(static_cast<std::uint32_t>(at + 1));
  }
}

LineColumn Sources::position(std::uint32_t file, std::uint32_t offset) const {
  const std::vector<std::uint32_t>& starts = line_starts_[file];
  const auto after = std::upper_bound(starts.begin(), starts.end(), offset);
  const std::string_view text = files_[file].text;
  const std::size_t start = *(after - 1);
  const std::size_t end = std::min<std::size_t>(offset, text.size());
  // Continuation bytes do not count, so that a column is right in any text, well-formed or not.
  std::uint32_t column = 1;
  for (std::size_t at = start; at < end; ++at) column += (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
  return {static_cast<std::uint32_t>(after - starts.begin()), column};
}

std::string_view Sources::line_text(std::uint32_t file, std::uint32_t line) const {
  const std::vector<std::uint32_t>& starts = line_starts_[file];
  const std::string_view text = files_[file].text;
  const std::size_t begin = starts[line - 1];
  const std::size_t end = line < starts.size() ? starts[line] - 1 : text.size();
  std::string_view found = text.substr(begin, end - begin);
  if (!found.empty() && found.back() == '\r') found.remove_suffix(1);
  return found;
}

std::string_view Sources::text(Span span) const {
  const std::string_view text = files_[span.file].text;
  const std::size_t begin = std::min<std::size_t>(span.begin, text.size());
  return text.substr(begin, std::max(span.begin, span.end) - span.begin);
}

std::string Sources::where(Span span) const {
  return files_[span.file].path + ":" + std::to_string(position(span.file, span.begin).line);
}

}  // namespace handrail::dsl
