// Random policies that are well typed by construction, and random facts for them: from one seed always the same. A policy is a list of clauses, so that
// one that makes a difference can be told from those that do not.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tests/reference/reference.hpp"

namespace handrail::reference {

class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {                   // splitmix64 (Steele, Lea, Flood 2014)
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15ULL);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
  }
  std::size_t below(std::size_t n) { return static_cast<std::size_t>(next() % n); }
  bool once_in(std::size_t n) { return below(n) == 0; }
  template <class T>
  const T& one_of(const std::vector<T>& all) { return all[below(all.size())]; }

 private:
  std::uint64_t state_;
};

inline const std::string judged_tool = "refund";

struct RandomPolicy {
  std::string effect = "writes\n  after a crash  stop and ask a person";
  std::vector<std::string> clauses;        // of the judged tool, in the order of judgement
  bool orders_have_ids = false;            // by which `per order` counts then, and not by what was looked up
  [[nodiscard]] std::string text() const;
};
[[nodiscard]] RandomPolicy random_policy(Random& random);
// A condition of the judged tool, as text.
[[nodiscard]] std::string random_condition(Random& random, int depth);
// Facts for a call of the judged tool: values, and now and then nothing.
[[nodiscard]] Facts random_facts(Random& random, const RandomPolicy& policy);

}  // namespace handrail::reference
