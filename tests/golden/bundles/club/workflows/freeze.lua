freeze_membership(tonumber(weeks or desk.ask("weeks")))
