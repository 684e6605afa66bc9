// Cuts a connection when its time has come, so that whatever a fiber does on it ends. Lives on the fiber's stack, no longer than the wire.
#pragma once

#include <chrono>
#include <memory>

#include <boost/asio/steady_timer.hpp>

#include "adapters/http/wire.hpp"

namespace handrail::http {

class Alarm {
 public:
  Alarm(boost::asio::io_context& loop, Wire& wire, std::chrono::steady_clock::time_point at) : timer_(loop, at), watch_(std::make_shared<Watch>(Watch{&wire})) {
    timer_.async_wait([watch = watch_](boost::system::error_code error) {
      if (error || !watch->wire) return;
      watch->expired = true;
      watch->wire->cut();
    });
  }
  Alarm(const Alarm&) = delete;
  Alarm& operator=(const Alarm&) = delete;
  ~Alarm() { watch_->wire = nullptr; }
  [[nodiscard]] bool expired() const { return watch_->expired; }

 private:
  struct Watch { Wire* wire; bool expired = false; };   // outlives the alarm where its end is on the way already
  boost::asio::steady_timer timer_;
  std::shared_ptr<Watch> watch_;
};

}  // namespace handrail::http
