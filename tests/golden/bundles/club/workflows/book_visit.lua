book_visit(visit_day or desk.ask("visit_day"))
