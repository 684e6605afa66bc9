// How `handrail publish` asks a running server, which owns the data folder: by files in its folder `publish`, readable by its owner only. A request becomes
// `running` when the server takes it, and its answer grows until it says that it is done; every file appears whole or not at all.
//
//   ID.request   {"folder": "/srv/shop", "version": "3f2a…"}        the client's; renamed to ID.running by the server
//   ID.answer    {"done": false, "looked_at": 1200}, at the end {"done": true, "publication": {…}} or {"done": true, "error": "…"}
#pragma once

#include <functional>
#include <string>

#include "engine/app/wire.hpp"
#include "engine/publish/publish.hpp"

namespace handrail {

// The client's side: waits for the answer. `folder` is absolute. Fails with unavailable when no server takes the request or it ends meanwhile, and with what
// the server says.
Result<Json> ask_to_publish(const std::string& data, const std::string& folder, const BundleHash& version, const PublishProgress& progress);

// The server's side, on a strand of its own until the process drains: one request after the other. What is left of earlier processes is put away first.
void watch_publish_requests(House& house, const std::function<void(const std::string&)>& told);

}  // namespace handrail
