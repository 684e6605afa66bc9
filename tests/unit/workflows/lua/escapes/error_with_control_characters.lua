-- What an error says cannot write over a terminal.
-- ends with: \u001b[2J\r\nrefund.lua:1: all is well
error("\27[2J\r\nrefund.lua:1: all is well")
