// How far what is known says what a sentence says: its words, its figures, and whether it says yes or no. No language is understood here: a sentence whose
// words and figures stand together in one source, or in a few sentences of it, is backed; anything that adds to them is not.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/reply/evidence.hpp"

namespace handrail::reply {

struct Asked {
  const Sentence& sentence;
  std::string_view text;                    // the reply
  bool account = false;                     // about the customer's account: an article cannot know that
  bool promise = false;                     // what the desk's own texts and articles, or a receipt, may say
  std::vector<std::uint64_t> also;          // stems that it is about without saying them: "Yes."
};

struct Support {
  bool holds = false;
  bool contradicts = false;                 // the nearest source says the opposite
  std::string lacks;                        // the first word or figure that nothing backs
  std::set<std::size_t> passages;           // that back it
};

class Backing {
 public:
  explicit Backing(const std::vector<Unit>& units) : units_(units) {}
  [[nodiscard]] Support of(const Asked& asked) const;
  // Whether one of these sources says the figure, whatever stands around it.
  [[nodiscard]] bool known(const Figure& figure, bool said_by_customer) const;

 private:
  struct Near { const Unit* unit; std::size_t shared; };
  [[nodiscard]] std::vector<Near> nearest(const Asked& asked, const std::vector<std::uint64_t>& stems) const;
  void keep_nearest(std::vector<Near>& near, const std::vector<Figure>& figures) const;
  [[nodiscard]] bool backs_figure(const Figure& figure, const std::vector<Figure>& figures, const std::vector<Near>& near, const Asked& asked) const;
  [[nodiscard]] bool says_the_opposite(const Asked& asked, const std::vector<Near>& near, std::size_t stems) const;
  [[nodiscard]] static bool compounded(const Word& word, const std::vector<Near>& near);
  [[nodiscard]] static bool german_compound(const Word& word, const std::vector<Near>& near);
  [[nodiscard]] static bool left_out(const Word& word, const std::vector<Near>& near);
  [[nodiscard]] static bool says_when(const Word& word, const std::vector<Figure>& figures, const std::vector<Near>& near);
  [[nodiscard]] bool turned_by_a_no(const Word& word, const Asked& asked, const std::vector<Near>& near) const;
  [[nodiscard]] std::string unbacked_clause(const Asked& asked, const std::vector<Near>& near) const;
  [[nodiscard]] std::string unknown_of_a_record(const Asked& asked, const std::vector<Near>& near, const std::vector<Figure>& figures) const;
  const std::vector<Unit>& units_;
};

}  // namespace handrail::reply
