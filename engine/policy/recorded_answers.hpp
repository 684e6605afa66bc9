// The look-ups that conditions ask while they are judged, answered by those that were made for the call. What was asked is kept, with its answer:
// an approval is bound to it, and what has no answer yet has to be fetched.
#pragma once

#include <map>
#include <string>
#include <utility>

#include "dsl/program/bind.hpp"
#include "engine/domain/gate.hpp"

namespace handrail {

class RecordedAnswers : public dsl::LookUpAnswers {
 public:
  // Both must outlive it.
  RecordedAnswers(const dsl::Program& program, const GateCall& call);

  [[nodiscard]] Value answer(std::uint32_t tool, const ValueList& arguments) const override;

  struct Asked {
    Json arguments;
    Value answer;
    bool made = false;                    // it was asked before, with whatever came of it
  };
  // By tool and arguments in one spelling.
  [[nodiscard]] const std::map<std::pair<std::uint32_t, std::string>, Asked>& asked() const { return asked_; }

 private:
  const dsl::Program& program_;
  std::map<std::pair<std::string, std::string>, const LookedUp*> made_;   // by tool and arguments, the latest of each
  mutable std::map<std::pair<std::uint32_t, std::string>, Asked> asked_;
};

}  // namespace handrail
