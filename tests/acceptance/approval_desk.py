"""The shop that the tests of approvals serve: a data set of its own, its people, and what was paid, counted in the shop's file behind the server's back."""
import json
import sqlite3
from pathlib import Path

from house import Client, Refused

ROOT = Path(__file__).resolve().parents[2]
SHOP = ROOT / "examples" / "shop"
AT_ONCE = 100
ACROSS = 12   # approvals that one key is used for in one moment
CENTS = 777   # of each order in the race: 38 of them fit $300, with $4.74 left over that no 39th may use


def data_set():
    """The shop's own, a customer with an order for each of those who ask at once, and one whose order changes while it waits."""
    data = json.loads((SHOP / "sandbox.json").read_text(encoding="utf-8"))
    data["customers"].append({"id": "c_parts", "name": "Pat Parts", "email": "pat@example.com", "opened_days_ago": 400,
                              "payment_methods": [{"id": "card_parts", "kind": "credit_card", "brand": "visa", "last_four": "1111"}]})
    data["orders"].append({"id": "W8801", "customer": "c_parts", "status": "delivered", "placed_days_ago": 9, "delivered_days_ago": 3,
                           "items": [{"name": "Desk", "price": "150.00"}], "payments": [{"method": "card_parts", "amount": "150.00"}]})
    for customer, order in [("c_keyed", "W8501"), ("c_clumsy", "W8502")] + [(f"c_raced{number}", f"W84{number:02}") for number in range(8)] + \
            [(f"c_across{number}", f"W87{number:02}") for number in range(ACROSS)]:
        data["customers"].append({"id": customer, "name": "Kit " + customer[2:].title(), "email": f"{customer}@example.com", "opened_days_ago": 400,
                                  "payment_methods": [{"id": "card_" + customer, "kind": "credit_card", "brand": "visa", "last_four": "3333"}]})
        data["orders"].append({"id": order, "customer": customer, "status": "delivered", "placed_days_ago": 9, "delivered_days_ago": 3,
                               "items": [{"name": "Desk", "price": "150.00"}], "payments": [{"method": "card_" + customer, "amount": "150.00"}]})
    data["customers"].append({"id": "c_use", "name": "Uma Use", "email": "uma@example.com", "opened_days_ago": 400,
                              "payment_methods": [{"id": "card_use", "kind": "credit_card", "brand": "visa", "last_four": "2222"}]})
    for number in range(5):
        data["orders"].append({"id": f"W860{number}", "customer": "c_use", "status": "delivered", "placed_days_ago": 9, "delivered_days_ago": 3,
                               "items": [{"name": "Lamp", "price": "90.00"}], "payments": [{"method": "card_use", "amount": "90.00"}]})
    data["customers"].append({"id": "c_race", "name": "Robin Race", "email": "robin@example.com", "opened_days_ago": 400,
                              "address": {"line1": "1 Main St", "city": "Springfield", "country": "US"},
                              "payment_methods": [{"id": "card_race", "kind": "credit_card", "brand": "visa", "last_four": "4242"}]})
    for number in range(AT_ONCE + 1):
        data["orders"].append({"id": f"W70{number:03}", "customer": "c_race", "status": "delivered", "placed_days_ago": 9, "delivered_days_ago": 3,
                               "items": [{"name": "Card holder", "price": f"{CENTS / 100:.2f}"}],
                               "payments": [{"method": "card_race", "amount": f"{CENTS / 100:.2f}"}]})
    return data


class Desk:
    def __init__(self, house):
        self.house = house
        self.channel = Client(house, house.key("web", "channel", "--vouches"))
        self.lea = Client(house, house.key("lea", "person", "--role", "billing_lead"))
        self.kim = Client(house, house.key("kim", "person", "--role", "billing_lead"))
        self.sam = Client(house, house.key("sam", "person", "--role", "support_lead"))
        self.ann = Client(house, house.key("ann", "person", "--agent"))
        self.other = Client(house, house.key("other", "service", "--gate"))
        self.messages = 0

    def killed_and_started_again(self):
        for client in (self.channel, self.lea, self.kim, self.sam, self.ann, self.other):
            client.close()
        self.house.kill_and_restart()

    def open(self, name, customer=None, verified=True):
        body = {"id": name}
        if customer:
            body["customer"] = {"id": customer, "verified": verified}
        return self.channel.send("POST", "/v1/conversations", body)[1]

    def says(self, conversation, text, client=None):
        self.messages += 1
        return (client or self.channel).send("POST", f"/v1/conversations/{conversation}/messages", {"id": f"m{self.messages}", "text": text})

    def approval_asked(self, name, customer, order):
        """A conversation up to the point where a colleague has to look; the approval's id."""
        self.open(name, customer)
        self.says(name, f"I want a refund for order {order}, it arrived broken")
        status, answer = self.says(name, "yes")
        return status, answer, answer.get("approval", {}).get("id", "")


def refused(client, method, path, body=None, headers=None):
    try:
        status, answer = client.send(method, path, body, headers)
        return status, answer
    except Refused as problem:
        return problem.status, problem.body


def paid(house, order=None):
    """What the shop paid back, in cents and in refunds."""
    with sqlite3.connect(f"file:{house.data}/sandbox.db?mode=ro", uri=True) as shop:
        sql = "SELECT arguments FROM acts WHERE tool = 'process_refund'"
        calls = [json.loads(row[0]) for row in shop.execute(sql)]
    cents = [round(float(call["amount"]["amount"]) * 100) for call in calls if order is None or call["order_id"].startswith(order)]
    return sum(cents), len(cents)
