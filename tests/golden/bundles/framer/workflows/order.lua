local form = shape or desk.ask("shape")
local paint = colour or desk.ask("colour")
local many = tonumber(pieces or desk.ask("pieces"))
make_frames(form, paint, many)
