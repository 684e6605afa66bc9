#include "dsl/source/codes.hpp"

namespace handrail::dsl {

const std::vector<CodeLine>& codes() {
  static const std::vector<CodeLine> list = {
      // Layout: what the columns and the characters of a text say, before a word of it is read.
      {"P0001", "a line is indented with a tab"},
      {"P0002", "a line is indented less than the other clauses of its block"},
      {"P0003", "a clause stands before any block"},
      {"P0004", "a quoted text is not closed on its line"},
      {"P0005", "a control character stands in the text"},
      {"P0006", "an invisible character, or one that turns the direction of writing, stands in the text"},
      {"P0007", "a character looks like another one"},
      {"P0008", "the text is not UTF-8"},
      {"P0009", "there is more policy text than is read"},
      {"P0010", "there are more findings than are shown"},
      // Syntax: the words of one block head or clause.
      {"P0101", "no block has this name"},
      {"P0102", "a block that this version does not read"},
      {"P0103", "no clause of this block has this name"},
      {"P0104", "a statement ends too early"},
      {"P0105", "a statement goes on with something that does not belong there"},
      {"P0106", "a clause that may stand once stands twice"},
      {"P0107", "a statement is nested too deeply"},
      {"P0108", "a statement has too many parts"},
      {"P0109", "an amount of money that cannot be"},
      {"P0110", "a number, share, time or duration that cannot be"},
      {"P0111", "a backslash in a quoted text is followed by a character that it does not escape"},
      {"P0112", "a block that takes no clauses has some"},
      {"P0113", "a name is not written with small letters, digits and `_`"},
      // Names: what a statement speaks of, and where that is declared.
      {"P0201", "a name is not declared"},
      {"P0202", "a record has no such field"},
      {"P0203", "a name is declared twice"},
      {"P0204", "a name is built in and cannot be declared again"},
      {"P0205", "there is no such tool"},
      {"P0206", "there is no such queue"},
      {"P0207", "there is no such role"},
      {"P0208", "there is no such workflow"},
      {"P0209", "there is no such type"},
      {"P0210", "there is no such intent"},
      {"P0211", "there is no such signal"},
      {"P0212", "a word is not one of those that a fact may have"},
      {"P0213", "there is no such file in the bundle"},
      {"P0214", "a hole in a text names nothing"},
      {"P0215", "what the customer is asked for is not declared"},
      {"P0216", "what a packet or a workflow takes is not declared"},
      {"P0217", "a limit counts or adds up something that the tool does not have"},
      {"P0218", "a word that this clause does not know"},
      {"P0219", "a claim stands where only facts count"},
      {"P0220", "a need speaks of a look-up that the tool does not make"},
      {"P0221", "there is no such currency"},
      {"P0222", "`if … is unknown` speaks of a fact that the trigger does not read"},
      // Types: what may stand beside what.
      {"P0301", "a condition is not yes or no"},
      {"P0302", "two things are compared that do not compare"},
      {"P0303", "something without an order is asked which is more"},
      {"P0304", "a call has too many or too few arguments"},
      {"P0305", "a value has another type than the place that it is put in"},
      {"P0306", "a field is asked of something that has none"},
      {"P0307", "something that is no list is asked about its items"},
      {"P0308", "a text test on something that is not text"},
      {"P0309", "a calculation with things that do not add up"},
      {"P0310", "a share of an amount would have to be rounded"},
      {"P0311", "two facts are multiplied"},
      {"P0312", "amounts in two currencies are compared"},
      {"P0313", "a clause takes another kind of value"},
      {"P0314", "a value is out of range"},
      {"P0315", "a pattern cannot be read"},
      {"P0316", "a look-up that gives nothing to look at"},
      {"P0317", "a file of dates has a line that is not a date"},
      {"P0318", "there is no such time zone"},
      // Clauses: what is missing, what contradicts itself, what can never be.
      {"P0401", "an intent has no queue and there is no route"},
      {"P0402", "a tool that moves money does not say what happens after a crash"},
      {"P0403", "a tool does not say what happens when no clause decides"},
      {"P0404", "a risk has no row under `confidence`"},
      {"P0405", "a route has no last row, or rows after it"},
      {"P0406", "a no that leads the customer nowhere"},
      {"P0407", "a trigger without words for the customer"},
      {"P0408", "a trigger does not say what happens when its fact is unknown"},
      {"P0409", "less confidence gives more freedom"},
      {"P0410", "a look-up that does more than read"},
      {"P0411", "a bundle has no queue"},
      {"P0412", "a clause is missing"},
      {"P0413", "a block that may stand once stands twice"},
      {"P0414", "an unsafe intent has no words to refuse with"},
      {"P0415", "words that speak of a limitation"},
      {"P0416", "a clause that never decides"},
      {"P0417", "a time that ends before it begins"},
      {"P0418", "an amount of money without a currency"},
      {"P0419", "an example stands under two intents"},
      // Asked of the gate and of the scripts, once everything else is right.
      {"P0501", "an example that stands in a tool does not hold"},
      {"P0601", "a workflow's script cannot run as it is written"},
      {"P0602", "an intent's answers are searched in a category that no article has"},
      {"P0603", "a knowledge article cannot be read"},
  };
  return list;
}

std::string_view summary_of(std::string_view code) {
  for (const CodeLine& line : codes())
    if (line.code == code) return line.summary;
  return {};
}

}  // namespace handrail::dsl
