local chosen = plan or desk.ask("plan")
set_plan(chosen)
