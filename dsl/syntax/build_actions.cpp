// Types, calls, actions and outcomes, from parts to tree.
#include <array>

#include "dsl/syntax/build.hpp"

namespace handrail::dsl {

namespace {

struct TypeName {
  std::string_view text;
  TypeWord word;
};
constexpr std::array<TypeName, 8> type_names{{{"text", TypeWord::text},
                                              {"whole number", TypeWord::whole_number},
                                              {"decimal", TypeWord::decimal},
                                              {"percent", TypeWord::percent},
                                              {"yes/no", TypeWord::yes_no},
                                              {"money", TypeWord::money},
                                              {"time", TypeWord::time},
                                              {"duration", TypeWord::duration}}};

struct ActionName {
  std::string_view text;
  ActionWord word;
};
constexpr std::array<ActionName, 8> action_names{{{"ask", ActionWord::ask},
                                                  {"ask for", ActionWord::ask_for},
                                                  {"verify", ActionWord::verify},
                                                  {"offer a person", ActionWord::offer_person},
                                                  {"hand off", ActionWord::hand_off},
                                                  {"refuse", ActionWord::refuse},
                                                  {"answer", ActionWord::answer},
                                                  {"draft", ActionWord::draft}}};

}  // namespace

void Builder::report(std::string_view code, std::string message, Span span, std::string note, std::string help) {
  findings_.add({.code = std::string(code), .message = std::move(message), .span = span, .note = std::move(note), .help = std::move(help)});
}

void Builder::report_twice(std::string_view what, Span second, Span first) {
  findings_.add({.code = "P0106",
                 .message = in_backticks(what) + " is said twice",
                 .span = second,
                 .note = "said again here",
                 .labels = {{first, "said first here"}},
                 .help = "keep one of the two"});
}

TypeNode Builder::type(const PartView& view) {
  TypeNode out;
  out.span = span(view);
  for (const PartView& part : view.inside()) {
    switch (part.part()) {
      case Part::optional_word: out.optional = true; break;
      case Part::list_of:
      case Part::map_of:
        out.word = part.part() == Part::list_of ? TypeWord::list_of : TypeWord::map_of;
        out.element.push_back(type(*part.find(Part::type)));
        break;
      case Part::enumeration:
        out.word = TypeWord::enumeration;
        for (const PartView& word : part.inside()) out.words.push_back(name(word));
        break;
      case Part::named:
        out.word = TypeWord::named;
        out.words.push_back(name(*part.find(Part::name)));
        break;
      case Part::currency: out.words.push_back(name(part)); break;
      default:
        for (const TypeName& known : type_names)
          if (known.text == part.text()) out.word = known.word;
    }
  }
  return out;
}

CallNode Builder::call(const PartView& view) {
  CallNode out{name(*view.find(Part::name)), {}, span(view)};
  for (const PartView& item : view.all(Part::list_item)) out.arguments.push_back(expression(item.inside().front()));
  return out;
}

ActionNode Builder::action(const PartView& view) {
  ActionNode out;
  out.span = span(view);
  for (const PartView& part : view.inside()) {
    switch (part.part()) {
      case Part::word:
        for (const ActionName& known : action_names)
          if (known.text == part.text()) out.word = known.word;
        break;
      case Part::text: out.question = text(part); break;
      case Part::once: out.once = true; break;
      case Part::name: (out.word == ActionWord::ask_for ? out.ask_for : out.queue) = name(part); break;
      case Part::role: out.urgency = name(*part.find(Part::word)); break;
      case Part::afterwards: out.afterwards.push_back(action(part.inside().front())); break;
      default: break;
    }
  }
  return out;
}

OutcomeNode Builder::outcome(const PartView& view) {
  OutcomeNode out;
  for (const PartView& part : view.inside()) {
    if (part.part() == Part::then) {
      if (out.action.word != ActionWord::none) report_twice("then", span(part), out.action.span);
      out.action = action(part.inside().front());
      continue;
    }
    std::optional<Text>& slot = part.part() == Part::say ? out.say : out.because;
    if (slot) report_twice(part.part() == Part::say ? "say" : "because", span(part), slot->span);
    slot = text(*part.find(Part::text));
  }
  return out;
}

}  // namespace handrail::dsl
