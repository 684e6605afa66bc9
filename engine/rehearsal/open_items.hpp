// Which approval or handoff a line of a transcript acts on: the newest open one, or the one that it names.
#pragma once

#include <string>

#include "engine/seams/store.hpp"

namespace handrail {

// The newest that is open; where none is, the newest of all, so that what a second decision on it comes to can be told. Fails with invalid where there is none.
Result<Item> newest_item(Store& store, const std::string& kind);

// Of the open approvals the one that the words name: `send_gift` (the newest of that tool), `the reply` (a draft), `the first` or `the second` (as they were asked for), `the
// second send_gift`; empty: newest_item. Fails with invalid for other words, and where no open one is meant it says which are open.
Result<Item> approval_named(Store& store, const std::string& which);

// How approval_named is given the one that is to be decided, where `open` are the tools of those that are open ("" for a draft), in the order in which they were asked for.
// Empty: it is the newest.
[[nodiscard]] std::string name_for_approval(const std::vector<std::string>& open, std::size_t decided);

}  // namespace handrail
