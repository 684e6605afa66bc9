local card = find_card(card_no or desk.ask("card_no"))
if not card then desk.hand_off("there is no such card") end
load_card(card.id, amount or desk.ask("amount"))
