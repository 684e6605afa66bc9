// A load generator of our own: keep-alive HTTP/1.1 connections on one thread, each sending its next request when the last is answered.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace handrail::bench {

// The bytes of a POST with a JSON body; `more`: header lines, each with its end.
[[nodiscard]] std::string post(std::string_view target, std::string_view key, std::string_view body, std::string_view more = "");

[[nodiscard]] std::string get(std::string_view target, std::string_view key);

struct LoadResult {
  double seconds = 0;                 // from the first byte to the last
  std::vector<double> milliseconds;   // one per answer, from the first byte sent to the last received
  std::size_t wrong = 0;              // answers with another status, or without the wanted text
  std::string first_wrong;
};

// One connection to 127.0.0.1 per list of requests. `wanted_status`: all of its digits, or the first. Ends the program when the server cannot be reached or breaks a connection.
[[nodiscard]] LoadResult run_load(std::uint16_t port, const std::vector<std::vector<std::string>>& requests, int wanted_status, std::string_view wanted_text);

// One request on a connection of its own, and what came back.
[[nodiscard]] std::string ask_once(std::uint16_t port, std::string_view request);

}  // namespace handrail::bench
