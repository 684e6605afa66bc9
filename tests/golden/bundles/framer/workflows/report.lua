report_damage(bought_on or desk.ask("bought_on"))
