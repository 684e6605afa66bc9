// One line, read by two programs: a fact that is left out of it is not there to the one that says that it may be left out, and not known to the other; a word
// that only one declares is not known to the other. So each fact is known, absent or unknown to each program by what stands in the line, and a question about
// lists and texts has one answer only where both know what it is about.
#include "dsl/formulas/encoding.hpp"

#ifdef HANDRAIL_PROOF
#include "dsl/program/evaluate.hpp"

namespace handrail::dsl {

namespace {

const Field* field_of(const Program& program, const std::vector<Field>* fields, const std::string& name, const std::vector<Field>*& inner) {
  const Field* field = fields ? find_field(*fields, name) : nullptr;
  inner = field && field->type.kind == TypeKind::record ? &program.records[field->type.index].fields : nullptr;
  return field;
}

}  // namespace

// The members of the line on the way to the fact; none where no member says it: an argument, a call without which is refused, and what is counted or built in.
std::vector<const Field*> Encoding::way_to(std::uint32_t index) const {
  const auto& path = scope_.slots[index].path;
  const std::vector<Field>* fields = nullptr;
  std::size_t from = 1;
  if (path.front() == "customer") fields = &program_.customer.fields;
  else if (find_field(program_.context, path.front()) != nullptr) {
    fields = &program_.context;
    from = 0;
  } else if (const Type* gives = saying_.looked_up(path.front()); gives && gives->kind == TypeKind::record) {
    fields = &program_.records[gives->index].fields;
  }
  std::vector<const Field*> way;
  for (std::size_t i = from; i < path.size(); ++i) {
    const Field* field = field_of(program_, fields, path[i], fields);
    if (field == nullptr) return {};
    way.push_back(field);
  }
  return way;
}

void Encoding::read_off_the_line(std::uint32_t index) {
  const std::vector<const Field*> way = way_to(index);
  if (way.empty()) return;
  const auto& path = scope_.slots[index].path;
  const std::string& root = path.front();
  const bool found = saying_.looked_up(root) != nullptr, of_context = way.size() == path.size();
  std::string member = of_context ? "context" : saying_.root(root);
  Formula absent = found ? there_is_no(root) : truth(false), there = !absent;
  for (const Field* field : way) {
    member += "." + field->name;
    const z3::expr left_out = context_.bool_const((prefix_ + "left out " + member).c_str());
    if (field->type.optional) absent = absent || (there && left_out);
    there = there && !left_out;
  }
  slots_[index].known = slots_[index].known && there;
  slots_[index].absent = absent;
}

// How the program reads the facts of the question: of which kind they are, and which may be left out.
std::string Encoding::own_reading(ExpressionId id) const {
  std::string reading = " read";
  for (const std::uint32_t slot : slots_of(program_, id)) {
    reading += " " + shape_of(program_, scope_.slots[slot].type);
    for (const Field* field : way_to(slot)) reading += field->type.optional ? "?" : ".";
  }
  return reading;
}

z3::expr Encoding::all_known(ExpressionId id) const {
  z3::expr_vector known(context_);
  for (const std::uint32_t slot : slots_of(program_, id)) known.push_back(slots_[slot].known);
  return known.empty() ? truth(true) : z3::mk_and(known);
}

}  // namespace handrail::dsl
#endif
