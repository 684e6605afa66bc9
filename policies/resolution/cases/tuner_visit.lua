-- Books the tuner for a day that the customer names.
book_tuner(desk.ask("day of the visit", "Which day should the tuner come?"))
