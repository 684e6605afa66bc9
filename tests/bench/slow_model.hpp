// A provider of language models that takes its time: a process of its own on loopback, which speaks chat completions and gives everybody the same words. How long
// it takes is in the path that it is asked under: `/200/v1/chat/completions` is answered after 200 milliseconds. Under `/crowd-N/…` nobody is answered before N wait.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>

#include "engine/app/model_service.hpp"

namespace handrail::bench {

class SlowModel {
 public:
  // Before this process starts a thread.
  explicit SlowModel(const std::string& words);
  ~SlowModel();
  SlowModel(const SlowModel&) = delete;
  SlowModel& operator=(const SlowModel&) = delete;

  // The settings of a model that is asked under `path`, with so many requests at once.
  [[nodiscard]] ModelService service(const std::string& path, std::size_t concurrency) const;
  struct Seen { std::size_t requests = 0, most_at_once = 0; };
  [[nodiscard]] Seen seen() const;

 private:
  pid_t process_ = -1;
  std::uint16_t port_ = 0;
};

}  // namespace handrail::bench
