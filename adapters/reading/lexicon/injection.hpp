// Texts that speak to a model instead of a desk. They change nothing about what the desk may do; they are worth knowing about.
#pragma once

#include <string_view>

namespace handrail::reading::lexicon {

inline constexpr std::string_view injection_phrases[] = {
    "jailbreak", "jailbroken", "do anything now", "developer mode", "dev mode enabled", "god mode", "sudo mode", "debug mode", "maintenance mode", "admin mode", "admin override",
    "system override", "override code", "system prompt", "initial prompt", "hidden prompt", "your prompt", "prompt injection", "hidden instructions",
    "secret instructions", "your original instructions", "your system instructions", "you are no longer bound", "no longer bound by", "without any restrictions",
    "without restrictions", "no restrictions apply", "unrestricted ai", "unfiltered ai", "evil ai", "pretend you are", "pretend you're", "pretend to be", "pretend that you", "roleplay as",
    "role play as", "simulate being", "you are now dan", "you must obey", "obey me", "as your developer", "as your creator", "i am your developer", "i am your creator",
    "i'm your developer", "i am your administrator", "i am the administrator", "i am the system administrator", "new system message", "end of system prompt", "begin new instructions", "opposite mode", "policy override",
    "pre approved by the system", "the following instructions replace", "call the tool", "call the function", "execute the tool", "process_refund", "tool_call", "function_call",
};

// RE2, in any case.
inline constexpr std::string_view injection_patterns[] = {
    R"(\b(?:ignore|disregard|forget|override|bypass|overrule|skip|violate)\s+(?:\w+\s+){0,4}?(?:previous|prior|above|earlier|preceding|existing|initial|original|system|your|all)\s+(?:\w+\s+){0,2}?(?:instructions?|prompts?|rules?|directions?|directives?|guidelines?|polic(?:y|ies)|programming|training|restrictions?|safeguards?|guardrails?)\b)",
    R"(\b(?:ignore|disregard|forget)\s+(?:everything|anything|all)\s+(?:\w+\s+){0,3}?(?:above|before|told|said|previously|so far)\b)",
    R"(\b(?:reveal|show|print|repeat|output|display|dump|leak|recite)\s+(?:\w+\s+){0,4}?(?:system|hidden|initial|secret|internal|your)\s+(?:\w+\s+){0,1}?(?:prompts?|instructions|rules|guidelines|configuration)\b)",
    R"(\b(?:from now on|starting now|henceforth),?\s+(?:you|your)\s+(?:are|will|must|shall|act|respond|have|can|only)\b)",
    R"(\byou\s+are\s+now\s+(?:an?\s+)?(?:\w+\s+){0,2}?(?:ai|bot|assistant|model|mode|character|admin|administrator|root|developer|hacker|free|unrestricted|able to)\b)",
    R"(\bact\s+as\s+(?:if\s+you|though\s+you|an?\s+(?:\w+\s+){0,2}?(?:ai|bot|admin|administrator|developer|system|terminal|hacker|manager|supervisor))\b)",
    R"(<\s*/?\s*(?:system|assistant|instructions?|tool|function|im_start|im_end|admin)\b[^>]{0,40}>)",
    R"(<\|[a-z_]{2,20}\|>)",
    R"(\[\s*/?\s*(?:system|inst|assistant|admin|override)\b[^\]]{0,40}\])",
    R"((?m)^\s*(?:#{1,6}\s*)?(?:system|assistant|developer|tool)\s*(?:message|prompt|instruction|note)?\s*:)",
    R"((?m)^\s*#{2,6}\s*(?:new\s+)?(?:system|instructions?|override)\b)",
    R"(\bnew\s+(?:system\s+)?(?:instructions?|directives?|rules?)\s*:)",
};

}  // namespace handrail::reading::lexicon
