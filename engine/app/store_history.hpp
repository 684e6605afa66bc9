// A store's file as a history: read beside whoever writes it.
#pragma once

#include <string>

#include "engine/insight/history.hpp"

namespace handrail {

// A data folder, or the file in it.
[[nodiscard]] std::string store_file(const std::string& folder_or_file);
[[nodiscard]] HistoryOpener store_history(const std::string& folder_or_file);

}  // namespace handrail
