plan_pick_up(pick_up or desk.ask("pick_up"))
