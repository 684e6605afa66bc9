// What goes out to the customer, and what stands behind it.
#pragma once

#include <string>
#include <vector>

#include "engine/base/json_io.hpp"

namespace handrail {

struct Citation {
  std::string passage, title, url;
  template <class Self, class Io> static void members(Self& self, Io& io) { io("passage", self.passage); io("title", self.title); io("url", self.url); }
  bool operator==(const Citation&) const = default;
};

// Proof that a tool did something: our call, and the outside system's own reference.
struct Receipt {
  std::string id, tool, text;
  CallId call;
  Json result;
  Json arguments = {};   // what was called with; the call's own event has them, and no reply repeats them on the record
  template <class Self, class Io> static void members(Self& self, Io& io) {
    io("id", self.id); io("tool", self.tool); io("text", self.text); io("call", self.call); io("result", self.result);
  }
  bool operator==(const Receipt&) const = default;
};

enum class Speaker { customer, bot, person };
template <> struct EnumWords<Speaker> { static constexpr std::string_view words[] = {"customer", "bot", "person"}; };

struct Reply {
  std::string text;
  Speaker by = Speaker::bot;
  std::string name;                       // of the person
  std::vector<Citation> citations;
  std::vector<Receipt> receipts;
  template <class Self, class Io> static void members(Self& self, Io& io) {
    io("text", self.text); io("by", self.by); io("name", self.name); io("citations", self.citations); io("receipts", self.receipts);
  }
  bool operator==(const Reply&) const = default;
};

}  // namespace handrail
