local wanted = day or desk.ask("day")
local glaze = colour or desk.ask("colour")
book_wheel(wanted, glaze)
