// Reads the signals of a message: those that the bundle declares, then the built-in ones, each at most once, with the words that gave it away.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/reading/pattern.hpp"
#include "adapters/reading/phrases.hpp"
#include "engine/domain/message.hpp"
#include "engine/seams/classifier.hpp"

namespace handrail::reading {

class SignalReader {
 public:
  // Fails with invalid for a pattern that does not compile; the message names the signal. Patterns match in any letter case.
  static Result<SignalReader> make(const std::vector<ReadingSpec::Signal>& declared);

  // Declared order first, then angry, frustrated, pleased, asks_again, injection_attempt, personal_data, thanks, says_yes, says_no.
  [[nodiscard]] std::vector<SignalMatch> read(std::string_view text, const std::vector<std::string>& before) const;

 private:
  struct Declared {
    std::string name;
    std::vector<Pattern> patterns;
    std::vector<std::size_t> pattern_numbers;       // theirs among the patterns of all signals
    std::vector<std::string> marks, unless_marks;   // phrases without a word in them ("???"), found as they are written
  };
  struct Hits {
    std::vector<std::vector<Span>> of_group;        // by group, in order
    std::vector<std::size_t> patterns;              // the numbers of those that match somewhere
    double patience_lost = 0;                       // the signs of it together
  };
  void declare(const ReadingSpec::Signal& signal, std::size_t index);
  [[nodiscard]] Hits look(std::string_view text, const std::vector<Token>& tokens) const;
  void read_moods(std::string_view text, const std::vector<Token>& tokens, const Hits& hits, const std::vector<std::string>& before,
                  std::vector<SignalMatch>& found) const;
  [[nodiscard]] std::vector<Span> declared_spans(std::string_view text, std::size_t index, const Hits& hits) const;
  std::vector<Declared> declared_;
  std::size_t patterns_ = 0;
  PatternScreen screen_;
  PhraseFinder phrases_;
};

}  // namespace handrail::reading
