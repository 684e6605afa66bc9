// The keys of an installation: one JSON file in its data folder, readable by its owner only, holding hashes. The key itself is shown once, when it is made.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "engine/base/json_io.hpp"
#include "engine/seams/key_ring.hpp"

namespace handrail {

class KeyFile final : public KeyRing {
 public:
  // A file that is not there is an empty ring. Fails with corrupt.
  static Result<std::unique_ptr<KeyFile>> open(std::string path);
  // By the file as it is now, so that a key is refused from the moment that it was taken away; by the one that was read last where that is broken.
  [[nodiscard]] std::optional<Principal> principal_of(std::string_view key) const override;

  // Makes a key and stores its hash; returns the key. Fails with conflict where the name has one, and with unavailable.
  Result<std::string> add(const Principal& principal);
  Result<void> remove(const std::string& name);   // not_found
  [[nodiscard]] std::vector<Principal> list() const;
  // Reads the file again when it has changed; a broken file changes nothing and is reported.
  Result<void> refresh() const;

 private:
  struct Entry { Principal principal; std::string hash; };
  explicit KeyFile(std::string path) : path_(std::move(path)) {}
  Result<void> load() const;
  Result<void> save(const std::vector<Entry>& entries) const;

  std::string path_;
  std::string folder_;         // which one it lay in when it was opened; empty: none yet
  mutable std::mutex mutex_;   // of the two below
  mutable std::string stamp_;
  mutable std::shared_ptr<const std::vector<Entry>> entries_ = std::make_shared<std::vector<Entry>>();
};

}  // namespace handrail
