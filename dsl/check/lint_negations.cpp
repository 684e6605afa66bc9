#include "dsl/check/lint_negations.hpp"

#include <algorithm>

#include "dsl/check/builtins.hpp"

namespace handrail::dsl {

namespace {

class Negations {
 public:
  explicit Negations(Checking& checking) : checking_(checking), slots_(checking.out.turn.scope.slots) {}

  void trigger(const TriggerBlock& trigger) {
    const Resolved* when = trigger.when ? checking_.out.find(*trigger.when) : nullptr;
    if (when == nullptr || !when->valid || !only_missing(*when)) return;
    const std::string text(checking_.sources.text(trigger.when->span));
    checking_.report.warning("P0436", trigger.when->span, "this trigger fires for nearly every message: it only says what is not so")
        .note("whoever says nothing of the kind is meant too")
        .help("say what must be so, and keep this beside it: `when intent is … and " + text + "`; or move it to an `unless`");
  }

 private:
  // Holds where signals are missing, and asks for nothing that is there.
  [[nodiscard]] bool only_missing(const Resolved& value) const {
    switch (value.op) {
      case NodeOp::logical_not: return is_signal(value.operands[0]);
      case NodeOp::logical_and: return std::ranges::all_of(value.operands, [&](const Resolved& part) { return only_missing(part); });
      case NodeOp::logical_or: return std::ranges::any_of(value.operands, [&](const Resolved& part) { return only_missing(part); });
      case NodeOp::equal: case NodeOp::not_equal: return compared_with_no(value);
      default: return false;
    }
  }

  // `wants_person is no`, `wants_person is not yes`.
  [[nodiscard]] bool compared_with_no(const Resolved& value) const {
    if (!is_signal(value.operands[0]) || value.operands[1].op != NodeOp::constant) return false;
    const auto* yes = value.operands[1].constant.as<bool>();
    return yes != nullptr && *yes == (value.op == NodeOp::not_equal);
  }

  [[nodiscard]] bool is_signal(const Resolved& value) const {
    if (value.op != NodeOp::slot || slots_[value.index].path.size() != 1) return false;
    const std::string& name = slots_[value.index].path.front();
    if (checking_.symbols.signals.find(name)) return true;
    return slots_[value.index].always_set && slots_[value.index].type.kind == TypeKind::yes_no && std::ranges::find(builtins(), name, &Builtin::path) != builtins().end();
  }

  Checking& checking_;
  const std::vector<Slot>& slots_;
};

}  // namespace

void lint_negations(Checking& checking) {
  Negations negations(checking);
  for (const TriggerBlock* trigger : checking.symbols.triggers) negations.trigger(*trigger);
}

}  // namespace handrail::dsl
