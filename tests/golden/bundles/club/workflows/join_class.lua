join_class(class_name or desk.ask("class_name"))
