// English words by what they do in a question: closed classes, as a grammar lists them, and two open ones that hold what is said of any trade, verbs that stand
// for many and nouns that stand in for others.
#pragma once

#include <string_view>
#include <unordered_set>

namespace handrail::knowledge {

using Words = std::unordered_set<std::string_view>;

const Words& helping();            // "do", "can", "is"
const Words& being();              // "is", "are"
const Words& pronouns();
const Words& opening_a_phrase();   // "a", "my", "every": what follows is a thing
const Words& prepositions();
const Words& joining();            // what comes behind these is another clause: when, if or why it is asked
const Words& light_verbs();        // that stand for many, and those that only ask whether something is there
const Words& frames();             // only ask: "allowed", "possible"
const Words& of_no_matter();       // who asks, and what holds the place of something else: none of them is what a passage must speak of
const Words& adverbs();            // stand anywhere in a sentence and change nothing of what it is about

}  // namespace handrail::knowledge
