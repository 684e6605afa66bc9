// One line, read by two programs: a fact that is left out of it is not there to the one that says that it may be left out, and not known to the other; a word
// that only one declares is not known to the other. So each fact is known, absent or unknown to each program by what stands in the line, and a question about
// lists and texts has one answer only where both know what it is about.
#include "dsl/formulas/encoding.hpp"

#ifdef HANDRAIL_PROOF
#include "dsl/program/decode.hpp"
#include "dsl/program/evaluate.hpp"

namespace handrail::dsl {

namespace {

// What a value may be written as.
struct Written { bool text = false, number = false, yes_no = false, object = false, array = false; };

Written written(TypeKind kind) {
  switch (kind) {
    case TypeKind::text: case TypeKind::enumeration: case TypeKind::time: case TypeKind::duration: return {.text = true};
    case TypeKind::percent: return {.text = true, .number = true};
    case TypeKind::money: return {.text = true, .number = true, .object = true};
    case TypeKind::whole_number: case TypeKind::decimal: return {.number = true};
    case TypeKind::yes_no: return {.yes_no = true};
    case TypeKind::record: case TypeKind::map: return {.object = true};
    case TypeKind::list: return {.array = true};
  }
  return {};
}

bool alike(const Written& a, const Written& b) {
  return (a.text && b.text) || (a.number && b.number) || (a.yes_no && b.yes_no) || (a.object && b.object) || (a.array && b.array);
}

constexpr std::int64_t one_in_millionths = 1'000'000;
constexpr std::int64_t named_max = 200;           // texts of a policy that are read as another type: more stay free

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
  slots_[index].odd = slots_[index].odd && there;
  slots_[index].absent = absent;
}

// A whole number is a decimal, a share and an amount of so many units as well, where it is not too large to be one.
void Encoding::tie_numbers(const Term& number, const Term& other, std::int64_t scale) {
  const z3::expr units = number.value * this->number(scale);
  const z3::expr fits = units >= this->number(INT64_MIN) && units <= this->number(INT64_MAX);
  solver_.add(z3::implies(number.known && fits, other.known));
  solver_.add(z3::implies(number.known && other.known, !other.odd && other.value == units));
}

// A text that is named may be a time, a share or an amount as well, and mostly is none.
void Encoding::tie_words(const Term& text, const Program& program, const Type& type, const Term& other) {
  for (std::int64_t number_of = 0; number_of < named_max; ++number_of) {
    const std::string* named = vocabulary_->text(number_of);
    if (named == nullptr) return;
    std::vector<JsonIssue> issues;
    (void)decode(program, type, Json(*named), "", issues);
    if (!issues.empty()) solver_.add(!(text.known && other.known && text.value == number(number_of)));
  }
}

void Encoding::tie_reading(std::uint32_t index, const Encoding& other, std::uint32_t its_index) {
  const Term &mine = slots_[index], &its = other.slots_[its_index];
  const TypeKind kind = mine.kind, its_kind = its.kind;
  if (kind == its_kind) {                // whatever its entries or fields are: it is a list, or none
    if (kind == TypeKind::list || kind == TypeKind::map || kind == TypeKind::record) solver_.add(mine.known == its.known);
    return;
  }
  if (!alike(written(kind), written(its_kind))) return solver_.add(!(mine.known && its.known));
  const auto units_of = [](Currency currency) {
    std::int64_t units = 1;
    for (int digit = 0; digit < currency.digits(); ++digit) units *= 10;
    return units;
  };
  if (kind != TypeKind::whole_number && its_kind != TypeKind::whole_number) {
    // What both read of a decimal, a share and an amount is a number.
    const auto word = [](TypeKind one) { return one == TypeKind::text || one == TypeKind::enumeration; };
    if (word(kind) && word(its_kind)) return;
    if (word(kind)) return tie_words(mine, other.program_, other.scope_.slots[its_index].type, its);
    if (word(its_kind)) return tie_words(its, program_, scope_.slots[index].type, mine);
    const z3::expr both = mine.known && its.known;
    if (kind != TypeKind::money && its_kind != TypeKind::money) {
      const Term &decimal = kind == TypeKind::decimal ? mine : its, &share = kind == TypeKind::decimal ? its : mine;
      if (decimal.kind != TypeKind::decimal || share.kind != TypeKind::percent) return;   // times and durations are texts
      solver_.add(z3::implies(decimal.known, share.known) && z3::implies(both, decimal.value == share.value));
      return;
    }
    const Term &money = kind == TypeKind::money ? mine : its, &fraction = kind == TypeKind::money ? its : mine;
    if (fraction.kind != TypeKind::decimal && fraction.kind != TypeKind::percent) return;
    const Currency currency = kind == TypeKind::money ? currency_of(scope_.slots[index].type) : other.currency_of(other.scope_.slots[its_index].type);
    solver_.add(z3::implies(both, !money.odd && money.value * number(one_in_millionths / units_of(currency)) == fraction.value));
    return;
  }
  const bool mine_is_whole = kind == TypeKind::whole_number;
  const Term &whole = mine_is_whole ? mine : its, &other_one = mine_is_whole ? its : mine;
  if (other_one.kind == TypeKind::decimal || other_one.kind == TypeKind::percent) tie_numbers(whole, other_one, one_in_millionths);
  if (other_one.kind == TypeKind::decimal) solver_.add(z3::implies(other_one.known && z3::mod(other_one.value, number(one_in_millionths)) == 0, whole.known));
  if (other_one.kind != TypeKind::money) return;
  const Currency currency = mine_is_whole ? other.currency_of(other.scope_.slots[its_index].type) : currency_of(scope_.slots[index].type);
  tie_numbers(whole, other_one, units_of(currency));
}

void Encoding::tie_readings(Encoding& other) {
  std::map<std::string, std::uint32_t> places;
  for (std::uint32_t i = 0; i < slots_.size(); ++i) places.emplace(saying_.place(i), i);
  for (std::uint32_t j = 0; j < other.slots_.size(); ++j) {
    const auto mine = places.find(other.saying_.place(j));
    if (mine == places.end()) continue;
    const std::uint32_t i = mine->second;
    if (!way_to(i).empty() && !other.way_to(j).empty()) tie_reading(i, other, j);
    if (slots_[i].kind == TypeKind::text && other.slots_[j].kind == TypeKind::text) tie_tests(i, other, j);
    if (slots_[i].kind == other.slots_[j].kind && (slots_[i].kind == TypeKind::list || slots_[i].kind == TypeKind::map)) tie_entries(i, other, j);
  }
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
