local when = desk.ask("day")
local many = tonumber(desk.ask("seats"))
local performance = find_performance(when)
if not performance then
  desk.say("Nothing is played on " .. when .. ".")
  return
end
book_seats(performance.id, many)
