// What a desk that serves says of an edit of its handrail.toml: the file is read when the desk starts, so that an edit counts from the next start on.
#pragma once

#include <mutex>
#include <string>

#include "engine/base/json.hpp"

namespace handrail {

class SettingsWatch {
 public:
  // Remembers the file of that bundle as it is now: before the settings are read, so that an edit meanwhile is seen.
  explicit SettingsWatch(std::string bundle);
  // Looks at the file again. What an operator is told that they have not been, or "".
  std::string look();
  // [{"message":…}] while the file is another one than the desk was started with.
  [[nodiscard]] Json problems() const;

 private:
  std::string bundle_, begun_with_, seen_;
  mutable std::mutex mutex_;
  std::string problem_;
};

}  // namespace handrail
