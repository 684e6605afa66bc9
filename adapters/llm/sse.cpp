#include "adapters/llm/sse.hpp"

#include <utility>

namespace handrail::llm {

Result<void> SseReader::take(std::string_view bytes, const OnEvent& on_event) {
  while (!bytes.empty() && !enough_) {
    if (std::exchange(after_return_, false) && bytes.front() == '\n') {   // of a line's end that came in two pieces
      bytes.remove_prefix(1);
      continue;
    }
    const std::size_t end = bytes.find_first_of("\r\n");
    line_.append(bytes.substr(0, end));
    if (line_.size() + event_.name.size() + event_.data.size() > event_bytes_max_)
      return fail(ErrorCode::limit, "an event of the answer has more than " + std::to_string(event_bytes_max_) + " bytes");
    if (end == std::string_view::npos) break;
    after_return_ = bytes[end] == '\r';
    bytes.remove_prefix(end + 1);
    end_line(on_event);
  }
  return {};
}

void SseReader::end_line(const OnEvent& on_event) {
  const std::string line = std::exchange(line_, {});
  std::string_view rest = line;
  if (std::exchange(first_line_, false) && rest.starts_with("\xEF\xBB\xBF")) rest.remove_prefix(3);
  if (rest.empty()) {
    const ServerEvent event = std::exchange(event_, {});
    if (std::exchange(has_data_, false)) enough_ = !on_event(event);
    return;
  }
  const std::size_t colon = rest.find(':');
  const std::string_view field = rest.substr(0, colon);
  std::string_view value = colon == std::string_view::npos ? "" : rest.substr(colon + 1);
  if (value.starts_with(' ')) value.remove_prefix(1);
  if (field == "event") event_.name = value;
  if (field != "data") return;
  if (std::exchange(has_data_, true)) event_.data += '\n';
  event_.data += value;
}

}  // namespace handrail::llm
