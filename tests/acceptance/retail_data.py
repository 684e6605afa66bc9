"""The recorded retail desk: its database as a data set for the sandbox shop, and what its customers wrote.

Both are read from a folder outside of the repository when the test runs; nothing of them is kept here.
"""
import json
import re
from pathlib import Path

STOP = "###STOP###"


class Record:
    """One recorded conversation: the customer's turns, and whom the record's own look-up found (None: nobody)."""

    def __init__(self, number, text, customers):
        self.number = number
        parts = re.split(r"(?m)^(user|assistant|tool): ", text)[1:]
        turns = [(who, said.strip()) for who, said in zip(parts[::2], parts[1::2])]
        found = [said for who, said in turns if who == "tool" and said in customers]
        self.customer = found[0] if found else None
        said = [said.replace(STOP, "").strip() for who, said in turns if who == "user"]
        self.messages = [text for text in said if text]


def records(folder, customers):
    with open(Path(folder) / "conversations.jsonl", encoding="utf-8") as lines:
        return [Record(number, json.loads(line)["messages_display"], customers) for number, line in enumerate(lines)]


def database(folder):
    with open(Path(folder) / "db.json", encoding="utf-8") as file:
        return json.load(file)


def _money(amount):
    return f"{amount:.2f}"


def _address(given):
    address = {"line1": given["address1"], "line2": given.get("address2"), "city": given["city"], "region": given.get("state"),
               "postcode": given.get("zip"), "country": given["country"]}
    return {name: value for name, value in address.items() if value}


def _customer(customer_id, user):
    methods = []
    for method in user["payment_methods"].values():
        converted = {"id": method["id"], "kind": method["source"]}
        converted.update({name: method[name] for name in ("brand", "last_four") if name in method})
        if "balance" in method:
            converted["balance"] = _money(method["balance"])
        methods.append(converted)
    return {"id": customer_id, "name": f'{user["name"]["first_name"]} {user["name"]["last_name"]}', "email": user["email"],
            "address": _address(user["address"]), "payment_methods": methods}


def _order(order_id, order):
    paid = [(entry["payment_method_id"], _money(entry["amount"])) for entry in order["payment_history"] if entry["transaction_type"] == "payment"]
    refunded = [_money(entry["amount"]) for entry in order["payment_history"] if entry["transaction_type"] == "refund"]
    converted = {
        "id": order_id, "customer": order["user_id"], "status": order["status"], "placed_days_ago": 10, "address": _address(order["address"]),
        "items": [{"id": item["item_id"], "product": item["item_id"], "name": item["name"], "price": _money(item["price"]), "options": item["options"]}
                  for item in order["items"]],
        "payments": [{"method": method, "amount": amount} for method, amount in paid],
    }
    if refunded:
        converted["refunds"] = [{"amount": amount, "days_ago": 5} for amount in refunded]
    if order["status"] == "delivered":
        converted["delivered_days_ago"] = 4
    return converted


def sandbox_data_set(db):
    """The sandbox shop's own format, as adapters/tools/README.md gives it."""
    shipments = []
    for order_id, order in db["orders"].items():
        status = "delivered" if order["status"] == "delivered" else "in_transit"
        for parcel in order["fulfillments"]:
            shipments += [{"order": order_id, "carrier": "Parcel Post", "tracking_number": number, "status": status} for number in parcel["tracking_id"]]
    return {
        "currency": "USD",
        "customers": [_customer(customer_id, user) for customer_id, user in db["users"].items()],
        "products": [{"id": variant["item_id"], "name": product["name"], "price": _money(variant["price"]), "available": variant["available"],
                      "options": variant["options"]} for product in db["products"].values() for variant in product["variants"].values()],
        "orders": [_order(order_id, order) for order_id, order in db["orders"].items()],
        "shipments": shipments,
    }
