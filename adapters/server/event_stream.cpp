#include "adapters/server/event_stream.hpp"

#include <optional>
#include <string>

namespace handrail::server {

namespace {

// dump() writes one line, so one `data:` line holds the event.
std::string to_frames(const Json& page, std::uint64_t& after) {
  std::string frames;
  const Json::Array* events = page["events"].items();
  for (const Json& event : events ? *events : Json::Array{}) {
    const auto seq = static_cast<std::uint64_t>(event.integer_or("seq"));
    frames += "id: " + std::to_string(seq) + "\ndata: " + dump(event) + "\n\n";
    if (seq > after) after = seq;
  }
  return frames;
}

}  // namespace

void stream_events(ResponseStream& stream, const EventSource& source, const Json& first, std::uint64_t after, Duration heartbeat) {
  if (!stream.write("retry: 2000\n\n" + to_frames(first, after))) return;
  while (!stream.stopping()) {
    const std::uint64_t before = after;
    const Result<Json> page = source.page(after);
    if (!page) return;   // the client connects again and is told why
    if (const std::string frames = to_frames(*page, after); after > before) {
      if (!stream.write(frames)) return;
      continue;
    }
    const Result<bool> more = source.wait(after, heartbeat, stream);
    if (!more || stream.stopping()) return;
    if (!*more && !stream.write(": still here\n\n")) return;
  }
}

}  // namespace handrail::server
