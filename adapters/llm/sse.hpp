// Server-sent events, read from bytes in whatever pieces they arrive. What is kept of an event is bounded; what the format does not know is passed over.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "engine/base/result.hpp"

namespace handrail::llm {

struct ServerEvent { std::string name, data; };   // `event:`, "" where it was not said; the lines of `data:`, joined by line feeds

class SseReader {
 public:
  // False of `on_event`: no more is wanted, what is left of the bytes is dropped.
  using OnEvent = std::function<bool(const ServerEvent&)>;
  explicit SseReader(std::size_t event_bytes_max) : event_bytes_max_(event_bytes_max) {}
  // Every event that ends in these bytes. Fails with limit where one is larger than it may be; the reader is then of no more use.
  Result<void> take(std::string_view bytes, const OnEvent& on_event);
  [[nodiscard]] bool enough() const { return enough_; }

 private:
  void end_line(const OnEvent& on_event);

  std::size_t event_bytes_max_;
  std::string line_;
  ServerEvent event_;
  bool has_data_ = false, after_return_ = false, first_line_ = true, enough_ = false;
};

}  // namespace handrail::llm
