"""Every way in which a good call of the retail desk can be broken, with the clause that must stop it.

A break is `(kind, case, clause, words)`: `case` is what the gate reads, `clause` the kind of clause that must deny it, and `words` stand in that clause's
rule or reason. Unless the break is about it, everything else stays right: the customer said yes to the broken call, and the look-ups are complete and fresh.
"""
import copy
from datetime import datetime, timedelta
from decimal import Decimal

from retail_shop import money

NOW = datetime(2026, 11, 21, 9, 30)
WITH_NEW_ITEMS = ("modify_pending_order_items", "exchange_delivered_order_items")
STATUS_OF = {"cancel_pending_order": "pending", "modify_pending_order_address": "pending", "modify_pending_order_items": "pending",
             "modify_pending_order_payment": "pending", "return_delivered_order_items": "delivered", "exchange_delivered_order_items": "delivered"}
STATUSES = ("pending", "processed", "delivered", "cancelled", "pending (item modified)", "return requested", "exchange requested")
REASONS = ("found it cheaper elsewhere", "No longer needed", "no longer needed or ordered by mistake", "")
OWN, VERIFIED, YES = "order.user_id is customer.id", "customer is verified", "the customer's yes"
IN_PROFILE, HOLDS = "The payment method is one of the profile", "A gift card holds"


def stamp(minutes_ago):
    return (NOW - timedelta(minutes=minutes_ago)).strftime("%Y-%m-%dT%H:%M:%SZ")


def case_of(shop, tool, arguments, customer):
    """The call with everything that the desk knows: a verified customer, fresh look-ups of the current state, and the customer's yes."""
    lookups = []
    if "order_id" in arguments:
        order = shop.order(arguments["order_id"])
        lookups.append({"tool": "get_order_details", "arguments": {"order_id": arguments["order_id"]}, "result": order})
        products = {line["product_id"] for line in order["lines"].values()} if order and tool in WITH_NEW_ITEMS else ()
        lookups += [{"tool": "get_product_details", "arguments": {"product_id": product}, "result": shop.product(product)} for product in sorted(products)]
    for user in sorted({customer, arguments.get("user_id", customer)}):
        lookups.append({"tool": "get_user_details", "arguments": {"user_id": user}, "result": shop.profile(user)})
    for lookup in lookups:
        lookup["at"] = stamp(1)
    return {"tool": tool, "arguments": copy.deepcopy(arguments), "now": stamp(0), "customer": {"id": customer, "verified": True}, "lookups": lookups,
            "confirmed": [{"tool": tool, "arguments": copy.deepcopy(arguments), "at": stamp(0.5)}], "used": []}


class Breaker:
    def __init__(self, shop, tool, arguments, customer):
        self.shop, self.tool, self.arguments, self.customer = shop, tool, arguments, customer
        self.good = case_of(shop, tool, arguments, customer)
        self.on_order = "order_id" in arguments

    # --- making cases ---

    def changed(self, **arguments):
        """The call with other arguments; the order's look-ups are those of the call it was made from, and of the order now named."""
        return case_of(self.shop, self.tool, {**self.arguments, **arguments}, self.customer)

    def same(self):
        return copy.deepcopy(self.good)

    def record(self, case, tool):
        return next(lookup["result"] for lookup in case["lookups"] if lookup["tool"] == tool)

    def all(self):
        yield from self.about_the_customer()
        yield from self.about_arguments()
        yield from self.about_lookups()
        if self.on_order:
            yield from self.about_the_order()
        if self.tool == "cancel_pending_order":
            for reason in REASONS:
                yield "reason not accepted", self.changed(reason=reason), "deny", "no longer needed or was ordered by mistake"
        if "item_ids" in self.arguments:
            yield from self.about_items()
        if "new_item_ids" in self.arguments:
            yield from self.about_new_items()
        if "payment_method_id" in self.arguments:
            yield from self.about_payment()

    # --- breaks ---

    def about_the_customer(self):
        other = next(user for user in self.shop.users if user != self.customer)
        if self.on_order:
            status = STATUS_OF[self.tool]
            theirs = next(key for key, order in self.shop.orders.items() if order["user_id"] != self.customer and order["status"] == status)
            yield "someone else's order", self.changed(order_id=theirs), "needs", OWN
            yield "asked by someone else", case_of(self.shop, self.tool, self.arguments, other), "needs", OWN
            yield "unknown order", self.changed(order_id="#W0000000"), "needs", OWN
        else:
            yield "someone else's profile", self.changed(user_id=other), "needs", "user_id is customer.id"
            yield "asked by someone else", case_of(self.shop, self.tool, self.arguments, other), "needs", "user_id is customer.id"
        unverified = self.same()
        unverified["customer"]["verified"] = False
        yield "not verified", unverified, "needs", VERIFIED
        nobody = self.same()
        nobody["customer"] = {}
        yield "nobody known", nobody, "needs", VERIFIED
        silent = self.same()
        silent["confirmed"] = []
        yield "not confirmed", silent, "needs", YES
        for name, value in self.arguments.items():
            otherwise = self.same()
            otherwise["confirmed"][0]["arguments"][name] = value + ["1"] if isinstance(value, list) else value + " 1"
            yield "confirmed other arguments", otherwise, "needs", YES

    def about_arguments(self):
        for name in self.arguments:
            missing = self.same()
            del missing["arguments"][name], missing["confirmed"][0]["arguments"][name]
            yield "argument missing", missing, "arguments", ""

    def about_lookups(self):
        """A look-up that was not made, failed, or is old. What stops the call is the first clause that needs it."""
        words = {"get_order_details": OWN, "get_user_details": "profile looked up in the last 10 minutes", "get_product_details": "The new item is of the same product"}
        used = {"get_order_details"} if self.on_order else {"get_user_details"}
        if "payment_method_id" in self.arguments:
            used.add("get_user_details")
        touched = {self.shop.item(self.arguments["order_id"], item)["product_id"] for item in self.arguments["item_ids"]} if self.tool in WITH_NEW_ITEMS else set()
        for number, lookup in enumerate(self.good["lookups"]):
            product = lookup["arguments"].get("product_id")
            if lookup["tool"] not in used and product not in touched:
                continue
            clause = "deny" if product else "needs"
            missing, failed, old = self.same(), self.same(), self.same()
            del missing["lookups"][number]
            yield "look-up missing", missing, clause, words[lookup["tool"]]
            del failed["lookups"][number]["result"]
            failed["lookups"][number]["error"] = "the shop does not answer"
            yield "look-up failed", failed, clause, words[lookup["tool"]]
            if not product:
                old["lookups"][number]["at"] = stamp(11)
                yield "look-up stale", old, "needs", "looked up in the last 10 minutes"

    def about_the_order(self):
        for status in STATUSES:
            if status != STATUS_OF[self.tool]:
                wrong = self.same()
                self.record(wrong, "get_order_details")["status"] = status
                yield "wrong status", wrong, "deny", f"Only a {STATUS_OF[self.tool]} order"
        if self.tool in ("cancel_pending_order", "modify_pending_order_items", "return_delivered_order_items", "exchange_delivered_order_items"):
            after = after_it(self.shop, self.tool, self.arguments)
            yield "done a second time", case_of(after, self.tool, self.arguments, self.customer), "deny", f"Only a {STATUS_OF[self.tool]} order"
        if self.tool in WITH_NEW_ITEMS:      # the look-up of before the first change: what was counted stops it
            counted = self.same()
            counted["used"] = [{"limit": f"{self.tool}#1", "key": self.arguments["order_id"], "at": stamp(3)}]
            yield "changed twice, look-up of before", counted, "limit", "once per order"

    def about_items(self):
        items, new = self.arguments["item_ids"], self.arguments.get("new_item_ids")
        lines = self.record(self.good, "get_order_details")["lines"]
        foreign = next(item for order in self.shop.orders.values() for item in (line["item_id"] for line in order["items"]) if item not in lines)
        for place in range(len(items)):
            yield "item not in the order", self.changed(item_ids=items[:place] + [foreign] + items[place + 1:]), "deny", "Only what the order holds"
            more = lines[items[place]]["quantity"] - items.count(items[place]) + 1
            both = {"item_ids": items + [items[place]] * more}
            if new is not None:
                both["new_item_ids"] = new + [new[place]] * more
            yield "more often than ordered", self.changed(**both), "deny", "more often than it was ordered"
        nothing = {"item_ids": []} if new is None else {"item_ids": [], "new_item_ids": []}
        yield "no items", self.changed(**nothing), "deny", "names its items"

    def about_new_items(self):
        items, new, order_id = self.arguments["item_ids"], self.arguments["new_item_ids"], self.arguments["order_id"]
        for label, shorter in (("lists of unequal length", {"new_item_ids": new[:-1]}), ("lists of unequal length", {"item_ids": items[:-1]}),
                               ("lists of unequal length", {"new_item_ids": new + new[-1:]})):
            yield label, self.changed(**shorter), "deny", "Each item has one new item"
        for place, old in enumerate(items):
            def put(item):
                return self.changed(new_item_ids=new[:place] + [item] + new[place + 1:])
            product_id = self.shop.item(order_id, old)["product_id"]
            other = next(product for key, product in self.shop.products.items() if key != product_id)
            alien = next(key for key, variant in other["variants"].items() if variant["available"])
            yield "item of another product", put(alien), "deny", "of the same product"
            yield "product in the item's place", put(product_id), "deny", "of the same product"
            yield "same item as before", put(old), "deny", "The new item is another one"
            gone = next((key for key, variant in self.shop.products[product_id]["variants"].items() if not variant["available"] and key != old), None)
            if gone:
                yield "unavailable variant", put(gone), "deny", "The new item is available"
            sold_out = self.same()
            product = next(lookup["result"] for lookup in sold_out["lookups"] if lookup["arguments"].get("product_id") == product_id)
            product["variants"][new[place]]["available"] = False
            yield "sold out since", sold_out, "deny", "The new item is available"

    def about_payment(self):
        methods = self.shop.users[self.customer]["payment_methods"]
        strange = next(key for user, other in self.shop.users.items() if user != self.customer for key in other["payment_methods"] if key not in methods)
        for name in (strange, "gift_card_0000000", ""):
            yield "payment method not in profile", self.changed(payment_method_id=name), "deny", IN_PROFILE
        due = self.due()
        if due is not None and due > 0:
            yield "gift card too small", self.with_gift_card(due - Decimal("0.01")), "deny", HOLDS
            yield "gift card empty", self.with_gift_card(Decimal(0)), "deny", HOLDS
        if self.tool == "modify_pending_order_payment":
            yield "paid that way already", self.changed(payment_method_id=self.shop.paid_with(self.arguments["order_id"])), "deny", "differs from the one before"
        if self.tool == "return_delivered_order_items":
            elsewhere = [key for key, method in methods.items() if method["source"] != "gift_card" and key != self.shop.paid_with(self.arguments["order_id"])]
            for name in elsewhere:
                yield "refund to another method", self.changed(payment_method_id=name), "deny", "goes back the way it was paid"
            added = self.changed(payment_method_id="paypal_0000001")
            self.record(added, "get_user_details")["payment_methods"]["paypal_0000001"] = {"id": "paypal_0000001", "source": "paypal"}
            yield "refund to a method added since", added, "deny", "goes back the way it was paid"

    def due(self):
        """What a gift card has to hold for this call; None where no rule asks."""
        if self.tool in WITH_NEW_ITEMS:
            return self.shop.difference(self.arguments)
        return self.shop.total(self.arguments["order_id"]) if self.tool == "modify_pending_order_payment" else None

    def with_gift_card(self, balance):
        """The call, paid with a gift card of the profile that holds so much."""
        case = self.changed(payment_method_id="gift_card_0000001")
        self.record(case, "get_user_details")["payment_methods"]["gift_card_0000001"] = {"id": "gift_card_0000001", "source": "gift_card", "balance": money(balance)}
        return case


def after_it(shop, tool, arguments):
    after = copy.copy(shop)
    after.orders, after.users = dict(shop.orders), dict(shop.users)
    order = copy.deepcopy(shop.orders[arguments["order_id"]])
    after.orders[order["order_id"]] = order
    after.users[order["user_id"]] = copy.deepcopy(shop.users[order["user_id"]])
    after.apply(tool, arguments)
    return after
