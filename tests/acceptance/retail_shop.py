"""The recorded shop's state, what the desk reads of it as the records of retail_gate/records.policy, and what each write does to it.

The effects are those that tools.json and policy.md give. An exchange or a return is requested: money moves when the goods come back, so balances stay.
"""
import json
from decimal import Decimal
from pathlib import Path

ADDRESS = ("address1", "address2", "city", "state", "country", "zip")
WRITES = ("cancel_pending_order", "modify_pending_order_address", "modify_pending_order_items", "modify_pending_order_payment",
          "return_delivered_order_items", "exchange_delivered_order_items", "modify_user_address")


def load(folder, name):
    with open(Path(folder) / name, encoding="utf-8") as file:
        return json.load(file, parse_float=Decimal)


def money(amount):
    return f"{amount:.2f} USD"


class Shop:
    """One state of the shop; `Shop(load(folder, "db.json"))` is the recorded one."""

    def __init__(self, db):
        self.users, self.orders, self.products = db["users"], db["orders"], db["products"]

    # --- as the desk reads it ---

    def profile(self, user_id):
        user = self.users.get(user_id)
        if user is None:
            return None
        methods = {}
        for key, method in user["payment_methods"].items():
            methods[key] = {"id": method["id"], "source": method["source"]}
            if "balance" in method:
                methods[key]["balance"] = money(method["balance"])
        return {"user_id": user_id, "email": user["email"], "address": {name: user["address"][name] for name in ADDRESS},
                "payment_methods": methods, "orders": user["orders"]}

    def order(self, order_id):
        """Its items are lines by item id: the recorded orders repeat an item at one price, which is a line with that quantity."""
        order = self.orders.get(order_id)
        if order is None:
            return None
        lines = {}
        for item in order["items"]:
            line = lines.setdefault(item["item_id"], {"product_id": item["product_id"], "name": item["name"], "price": money(item["price"]), "quantity": 0})
            if line["price"] != money(item["price"]):
                raise ValueError(f"{order_id} holds {item['item_id']} at two prices")
            line["quantity"] += 1
        paid = [{"transaction_type": entry["transaction_type"], "amount": money(entry["amount"]), "payment_method_id": entry["payment_method_id"]}
                for entry in order["payment_history"]]
        return {"order_id": order_id, "user_id": order["user_id"], "status": order["status"], "address": {name: order["address"][name] for name in ADDRESS},
                "lines": lines, "payment_history": paid}

    def product(self, product_id):
        product = self.products.get(product_id)
        if product is None:
            return None
        variants = {key: {"item_id": key, "available": variant["available"], "price": money(variant["price"])} for key, variant in product["variants"].items()}
        return {"product_id": product_id, "name": product["name"], "variants": variants}

    # --- sums that the rules speak of ---

    def item(self, order_id, item_id):
        return next((item for item in self.orders[order_id]["items"] if item["item_id"] == item_id), None)

    def difference(self, arguments):
        """What new items cost more than the old ones."""
        due = Decimal(0)
        for old, new in zip(arguments["item_ids"], arguments["new_item_ids"]):
            item = self.item(arguments["order_id"], old)
            due += self.products[item["product_id"]]["variants"][new]["price"] - item["price"]
        return due

    def total(self, order_id):
        return sum(item["price"] for item in self.orders[order_id]["items"])

    def paid_with(self, order_id):
        return self.orders[order_id]["payment_history"][0]["payment_method_id"]

    # --- what a write does ---

    def _book(self, order, kind, method_id, amount):
        order["payment_history"].append({"transaction_type": kind, "amount": amount, "payment_method_id": method_id})
        method = self.users[order["user_id"]]["payment_methods"][method_id]
        if "balance" in method:
            method["balance"] += amount if kind == "refund" else -amount

    def apply(self, tool, arguments):
        if tool == "modify_user_address":
            self.users[arguments["user_id"]]["address"] = {name: arguments[name] for name in ADDRESS}
            return
        order = self.orders[arguments["order_id"]]
        if tool == "modify_pending_order_address":
            order["address"] = {name: arguments[name] for name in ADDRESS}
        elif tool == "cancel_pending_order":
            for entry in list(order["payment_history"]):
                if entry["transaction_type"] == "payment":
                    self._book(order, "refund", entry["payment_method_id"], entry["amount"])
            order["status"], order["cancel_reason"] = "cancelled", arguments["reason"]
        elif tool == "modify_pending_order_payment":
            before, amount = self.paid_with(order["order_id"]), self.total(order["order_id"])
            self._book(order, "refund", before, amount)
            self._book(order, "payment", arguments["payment_method_id"], amount)
        elif tool == "modify_pending_order_items":
            self._new_items(order, arguments)
        elif tool == "return_delivered_order_items":
            order["status"], order["return_items"] = "return requested", sorted(arguments["item_ids"])
        elif tool == "exchange_delivered_order_items":
            order["status"], order["exchange_items"] = "exchange requested", sorted(arguments["item_ids"])
        else:
            raise ValueError(f"{tool} is no write of this shop")

    def _new_items(self, order, arguments):
        due = self.difference(arguments)
        if due:
            self._book(order, "payment" if due > 0 else "refund", arguments["payment_method_id"], abs(due))
        for old, new in zip(arguments["item_ids"], arguments["new_item_ids"]):
            item = self.item(order["order_id"], old)
            variant = self.products[item["product_id"]]["variants"][new]
            item.update(item_id=new, price=variant["price"], options=variant["options"])
        order["status"] = "pending (item modified)"

    # --- whether a state makes sense ---

    def wrong(self, order_ids):
        """What cannot be in these orders and in their customers' gift cards."""
        found = []
        for order_id in order_ids:
            order = self.orders[order_id]
            kept = sum(entry["amount"] if entry["transaction_type"] == "payment" else -entry["amount"] for entry in order["payment_history"])
            owed = 0 if order["status"] == "cancelled" else self.total(order_id)
            if kept != owed:
                found.append(f"{order_id} is {order['status']}: {kept} was paid for {owed}")
            for method in self.users[order["user_id"]]["payment_methods"].values():
                if method.get("balance", 0) < 0:
                    found.append(f"{method['id']} holds {method['balance']}")
        return found
