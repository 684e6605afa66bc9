#include "dsl/program/amounts_read.hpp"

#include "dsl/program/evaluation.hpp"

namespace handrail::dsl {

std::vector<AmountRead> amounts_read(const Program& program, ExpressionId condition, const Frame& frame) {
  std::vector<AmountRead> found;
  if (condition != no_expression) evaluation::Evaluation(program, frame, nullptr).amounts(condition, found);
  return found;
}

}  // namespace handrail::dsl
