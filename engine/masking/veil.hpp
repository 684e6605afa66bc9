// Personal data hidden from a language model and put back into what it wrote: "[name 1]" stands for one person in everything that one veil covers, so that
// a model may speak of them without knowing them. Cards, bank accounts, secrets and identity numbers are hidden whatever the policy says, and the first three are never
// put back. Dates of birth go with names.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/json.hpp"

namespace handrail {

class Veil {
 public:
  // `kinds`: "name", "email", "phone", "address", and names of entities.
  explicit Veil(const std::vector<std::string>& kinds) : kinds_(kinds.begin(), kinds.end()) {}

  // A value that is known to be somebody's: hidden wherever it stands. Of a kind that is not hidden it is not, and where the kind is an entity's, it is no phone number either.
  void know(const std::string& kind, const std::string& value);
  // The names and addresses in a record, by what its members are called; `of_a_person`: the record describes one, so that `name` is theirs and no product's.
  void know_record(const Json& record, bool of_a_person);

  // The language of a text that is too short to tell it by itself (ISO 639-1).
  void expect(std::string language) { language_ = std::move(language); }

  // `called`: the member of a record whose value the text is.
  [[nodiscard]] std::string cover(const std::string& text, std::string_view called = {});
  [[nodiscard]] std::string uncover(const std::string& text) const;

 private:
  [[nodiscard]] std::string as_known(const std::string& value) const;
  std::string label_for(const std::string& kind, const std::string& value);
  std::set<std::string> kinds_;
  std::string language_;
  std::vector<std::pair<std::string, std::string>> known_;   // kind and value, the longest value first
  std::vector<std::string> names_;
  std::map<std::string, std::string> as_written_;   // each word of a name in small letters, and as the records write it
  std::vector<std::string> phones_;     // their digits
  std::vector<std::string> others_;     // values of entities that are not hidden
  std::map<std::pair<std::string, std::string>, std::string> labels_;   // by kind and value in small letters
  std::map<std::string, std::string> values_;                // by label, as first written
  std::map<std::string, int> counts_;
};

}  // namespace handrail
