// A trained model as bytes, and as a file that is either whole or not there. The bytes end in their SHA-256: a damaged or foreign file
// reads as none, and the model is trained again.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "adapters/reading/text_model.hpp"
#include "engine/base/result.hpp"

namespace handrail::reading {

[[nodiscard]] std::string encode(const TextModel& model);
// nullopt for anything but what encode wrote on a machine of this byte order.
[[nodiscard]] std::optional<TextModel> decode(std::string_view bytes);

[[nodiscard]] std::optional<TextModel> load_model(const std::string& path);
// Written beside and renamed. Fails with unavailable; nothing is left behind.
Result<void> save_model(const std::string& path, const TextModel& model);

}  // namespace handrail::reading
