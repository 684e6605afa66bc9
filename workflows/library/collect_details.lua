-- Asks for what a person needs before they can help, and hands over with it: nobody there asks again. Edit the questions for your desk.
--
--   workflow collect_details from "library/collect_details.lua"
--     takes  order_id
--
-- Each answer stays with the conversation under its name, and stands in the handoff's packet under `claims`.

local questions = {
  {name = "what_happened", ask = "What happened? One or two sentences are enough."},
  {name = "since_when", ask = "Since when, or on which day was it?"},
  {name = "wanted", ask = "And what would be a good outcome for you?"},
}

-- What they came with, where it tells of something: whoever has told it is not asked for it.
local told_words = 8

local function told_already()
  local said = desk.facts().said
  local last = said and said[#said] or ""
  local count = 0
  for _ in last:gmatch("%S+") do count = count + 1 end
  if count >= told_words and not last:find("?", 1, true) then return last end
end

local told = told_already()
local answers = list{}
for _, question in ipairs(questions) do
  local answer = question.name == "what_happened" and told or desk.ask(question.name, question.ask)
  table.insert(answers, (question.name:gsub("_", " ")) .. ": " .. answer)
end

local about = order_id and "about order " .. order_id .. "; " or ""
desk.hand_off(about .. table.concat(answers, "; "))
