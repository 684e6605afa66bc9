#!/usr/bin/env python3
"""Approvals and budgets over HTTP, as a channel, a customer and two approvers meet them, with the process killed while they wait.

    python3 tests/acceptance/approvals.py --handrail build/handrail

The shop of examples/shop is served with a data set of its own. What was paid is counted in the shop's file, behind the server's back.
"""
import argparse
import json
import sys
import tempfile
import threading

from approval_desk import ACROSS, AT_ONCE, CENTS, SHOP, Desk, data_set, paid, refused
from checks import Checks
from house import Client, House, Refused


def approved_after_a_kill(desk, checks):
    status, answer, approval = desk.approval_asked("approved", "c_ada", "W1002")
    checks.that(status == 202 and answer["state"] == "waiting for approval" and approval, "a refund over the limit waits for a colleague", answer)
    checks.that("24 hours" in answer["reply"]["text"] and approval in answer["reply"]["text"], "the customer hears when to expect an answer", answer["reply"])
    _, page = desk.lea.send("GET", "/v1/approvals?status=open")
    checks.that([item["id"] for item in page["approvals"]] == [approval] and "240.00 USD" in page["approvals"][0]["summary"], "the approver finds it in the list", page)
    checks.that(desk.sam.send("GET", "/v1/approvals")[1]["approvals"] == [], "whoever has another role finds nothing")
    checks.that(refused(desk.sam, "GET", f"/v1/approvals/{approval}")[0] == 404, "nor can they read it")
    checks.that(refused(desk.sam, "POST", f"/v1/approvals/{approval}", {"verdict": "approve"})[0] == 404, "nor decide it")
    checks.that(refused(desk.channel, "POST", f"/v1/approvals/{approval}", {"verdict": "approve"})[0] == 403, "the channel that asked for it decides nothing")
    checks.that(refused(desk.ann, "POST", f"/v1/approvals/{approval}", {"verdict": "approve"})[0] in (403, 404), "an agent without the role decides nothing")

    desk.killed_and_started_again()
    _, seen = desk.lea.send("GET", f"/v1/approvals/{approval}")
    rests_on = seen["rests_on"]
    checks.that(seen["status"] == "open" and rests_on["order.customer"] == "c_ada" and rests_on["eligibility.refundable"]["amount"] == "240.00" and rests_on["customer.verified"] is True,
                "after kill -9 it is still there, with every fact that it rests on", seen)
    status, wrong = refused(desk.lea, "POST", f"/v1/approvals/{approval}", {"verdict": "refuse"})
    checks.that(status == 422 and wrong["issues"][0]["pointer"] == "/reason", "a refusal needs its reason", wrong)
    status, wrong = refused(desk.lea, "POST", f"/v1/approvals/{approval}", {"verdict": "edit", "tool": "create_ticket", "arguments": {"subject": "x"}})
    checks.that(status == 422, "an edit names no other tool", wrong)
    status, wrong = refused(desk.lea, "POST", f"/v1/approvals/{approval}", {"verdict": "edit", "arguments": {"subject": "x", "body": "y", "urgency": "low"}})
    checks.that(status == 422 and "subject" in wrong["detail"], "nor brings its arguments", wrong)
    status, wrong = refused(desk.lea, "POST", f"/v1/approvals/{approval}",
                            {"verdict": "edit", "arguments": {"order_id": "W1002", "amount": "$900.00", "reason": "generous"}})
    checks.that(status == 422 and "Refund policy 2.4" in wrong["detail"], "an edit that the gate denies is refused, with its rule", wrong)
    checks.that(paid(desk.house, "W1002") == (0, 0), "nothing is paid until somebody approves")

    status, decided = desk.lea.send("POST", f"/v1/approvals/{approval}", {"verdict": "approve"})
    checks.that(decided["status"] == "approved" and "is on its way" in decided["customer_was_told"] and decided["decided"]["by"] == "lea", "approved, and done", decided)
    checks.that(paid(desk.house, "W1002") == (24000, 1), "it is paid once", paid(desk.house, "W1002"))
    status, again = refused(desk.lea, "POST", f"/v1/approvals/{approval}", {"verdict": "approve"})
    checks.that(status == 200 and again["status"] == "approved" and again["customer_was_told"] == decided["customer_was_told"], "whose answer got lost asks again, and hears the same", again)
    for client, verdict in ((desk.kim, {"verdict": "approve"}), (desk.lea, {"verdict": "refuse", "reason": "after all"}), (desk.kim, {"verdict": "refuse", "reason": "too late"})):
        status, second = refused(client, "POST", f"/v1/approvals/{approval}", verdict)
        checks.that(status == 409 and "approved by lea at" in second["detail"], "who comes second hears who was first", second)
    checks.that(paid(desk.house, "W1002") == (24000, 1), "and it is still paid once")
    view = desk.channel.send("GET", "/v1/conversations/approved")[1]
    checks.that(view["receipts"] and "is on its way" in view["transcript"][-1]["text"], "the customer hears of it, with the receipt", view["transcript"][-1])


def refused_with_a_reason(desk, checks):
    _, _, approval = desk.approval_asked("refused", "c_dev", "W4001")
    status, decided = desk.lea.send("POST", f"/v1/approvals/{approval}", {"verdict": "refuse", "reason": "worn for a week, see the photo"})
    checks.that(decided["status"] == "refused" and decided["decided"]["reason"].startswith("worn"), "refused, with the reason on the record", decided)
    view = desk.channel.send("GET", "/v1/conversations/refused")[1]
    checks.that(view["state"] == "handed off" and "could not approve" in view["transcript"][-1]["text"] and "worn" not in json.dumps(view["transcript"]),
                "the customer hears the end of it, and not the colleague's reason", view["transcript"][-1])
    packet = desk.ann.send("GET", f"/v1/handoffs/{view['handoff']['id']}")[1]
    checks.that("worn for a week" in json.dumps(packet["packet"]["reason"]), "the person who takes over has it", packet["packet"]["reason"])


def edited(desk, checks):
    _, _, approval = desk.approval_asked("edited", "c_farid", "W6001")
    decided = desk.lea.send("POST", f"/v1/approvals/{approval}", {"verdict": "edit", "arguments": {"order_id": "W6001", "amount": "$80.00", "reason": "scratched only"}})[1]
    checks.that(decided["status"] == "edited" and decided["decided"]["arguments"]["amount"]["amount"] == "80.00" and "$80.00" in decided["customer_was_told"],
                "the customer is asked for a yes to what the approver wrote", decided)
    spelled = {"verdict": "edit", "arguments": {"reason": "scratched only", "amount": {"amount": "80.00", "currency": "USD"}, "order_id": "W6001"}}
    status, again = refused(desk.lea, "POST", f"/v1/approvals/{approval}", spelled)
    checks.that(status == 200 and again["status"] == "edited", "the same edit sent again is the same edit", again)
    status, other = refused(desk.lea, "POST", f"/v1/approvals/{approval}", {"verdict": "edit", "arguments": {**spelled["arguments"], "amount": "$81.00"}})
    checks.that(status == 409 and "edited by lea at" in other["detail"], "another edit of what is edited is refused", other)
    checks.that(paid(desk.house, "W6001") == (0, 0), "the yes to the old amount pays nothing")
    answer = desk.says("edited", "yes")[1]
    checks.that("$80.00" in answer["reply"]["text"] and answer["receipts"] and paid(desk.house, "W6001") == (8000, 1), "with the yes it is paid", answer["reply"])


def void(desk, checks):
    """Another conversation of the same customer takes a part of the order while the whole waits."""
    _, _, approval = desk.approval_asked("void", "c_parts", "W8801")
    desk.open("part", "c_parts")
    desk.says("part", "I want a refund of $50 for order W8801, it arrived broken")
    answer = desk.says("part", "yes")[1]
    checks.that(paid(desk.house, "W8801") == (5000, 1), "a part of it is refunded elsewhere", answer)
    decided = desk.lea.send("POST", f"/v1/approvals/{approval}", {"verdict": "approve"})[1]
    checks.that(decided["status"] == "void" and "eligibility.refundable" in decided["decided"]["reason"] and decided["decided"]["approved_by"] == "lea",
                "an approval whose facts have changed is void, and says which", decided)
    checks.that("changed while it waited" in decided["customer_was_told"] and paid(desk.house, "W8801") == (5000, 1), "the customer hears so, and nothing is paid", decided)


def more_used_meanwhile(desk, checks):
    """Two refunds above the customer's $300 wait at once: the second approval was asked for before the first was paid."""
    asked = []
    for number in range(5):
        desk.open(f"use{number}", "c_use")
        desk.says(f"use{number}", f"I want a refund for order W860{number}, it arrived broken")
        asked.append(desk.says(f"use{number}", "yes")[1].get("approval", {}).get("id", ""))
    checks.that(not any(asked[:3]) and all(asked[3:]) and paid(desk.house, "W860") == (27000, 3), "three fit, two wait", asked)
    view = desk.lea.send("GET", f"/v1/approvals/{asked[4]}")[1]
    seen, limit = view["rests_on"], next(limit for limit in view["limits"] if "$300" in limit["limit"])
    checks.that(limit["per"] == {"customer": "c_use"} and limit["used"]["amount"] == "270.00" and limit["left"]["amount"] == "30.00" and len(limit["uses"]) == 3
                and {use["conversation"] for use in limit["uses"]} == {"use0", "use1", "use2"} and all(use["free_at"] > use["at"] for use in limit["uses"]) and limit["fits_at"] == min(use["free_at"] for use in limit["uses"]),
                "the approver reads whose the limit is, what was used when and in which conversation, what is left and when it fits again", limit)
    limits = [use for name, use in seen.items() if name.startswith("limit ")]
    checks.that(len(limits) == 1 and limits[0]["used"]["amount"] == "270.00" and limits[0]["at_most"]["amount"] == "300.00", "the approver sees what was used of the limit", seen)
    decided = desk.lea.send("POST", f"/v1/approvals/{asked[3]}", {"verdict": "approve"})[1]
    checks.that(decided["status"] == "approved" and paid(desk.house, "W860") == (36000, 4), "approved at what was seen, it is paid", decided)
    decided = desk.lea.send("POST", f"/v1/approvals/{asked[4]}", {"verdict": "approve"})[1]
    checks.that(decided["status"] == "void" and "270.00 USD used of 300.00 USD" in decided["decided"]["reason"] and "360.00 USD" in decided["decided"]["reason"],
                "with more used since it is void, and says so", decided)
    checks.that(paid(desk.house, "W860") == (36000, 4), "and nothing is paid")


def keys_of_people(desk, checks):
    """What people do with a key of theirs is done once, and answered as it was, whatever happens in between."""
    _, _, approval = desk.approval_asked("keyed", "c_keyed", "W8501")
    path, approve = f"/v1/approvals/{approval}", {"verdict": "approve"}
    tag = {"Idempotency-Key": "k-1"}
    first = desk.lea.send("POST", path, approve, tag)[1]
    checks.that(first["status"] == "approved" and paid(desk.house, "W8501") == (15000, 1), "approved with a key", first)
    desk.says("keyed", "thanks")
    desk.killed_and_started_again()
    checks.that(desk.lea.send("POST", path, approve, tag)[1] == first, "after a message and kill -9 the same key has the same answer")
    checks.that(paid(desk.house, "W8501") == (15000, 1), "and it is paid once")
    checks.that(refused(desk.lea, "POST", path, approve, {**tag, "If-Match": '"read before"'}) == (200, first), "also with the If-Match that it was sent with")
    status, wrong = refused(desk.lea, "POST", path, {"verdict": "refuse", "reason": "no"}, tag)
    checks.that(status == 422 and wrong["issues"][0]["parameter"] == "Idempotency-Key", "another body with that key is refused", wrong)
    checks.that(refused(desk.kim, "POST", path, approve, tag)[0] == 409, "somebody else's key of that name is another one")
    checks.that(refused(desk.lea, "POST", path, approve, {"Idempotency-Key": "k\u00e9y".encode().decode("latin-1")})[0] == 422, "a key is visible ASCII")
    checks.that(refused(desk.lea, "POST", path, approve, {"Idempotency-Key": "k-9", "If-Match": '"read before"'})[0] == 412, "a new key does not excuse an old If-Match")

    desk.open("taken", "c_keyed")
    desk.says("taken", "I want to talk to a person")
    handoff = desk.channel.send("GET", "/v1/conversations/taken")[1]["handoff"]["id"]
    deeds = [("c", {"action": "claim"}), ("r", {"action": "reply", "text": "Hello, Ann here."}), ("r2", {"action": "reply", "text": "Hello, Ann here."}),
             ("h", {"action": "hand back", "text": "done"})]
    answers = [desk.ann.send("POST", f"/v1/handoffs/{handoff}", body, {"Idempotency-Key": key})[1] for key, body in deeds]
    checks.that([answer["status"] for answer in answers] == ["claimed", "claimed", "claimed", "handed back"], "claimed, answered and handed back with keys", answers)
    desk.says("taken", "thank you, Ann")
    desk.killed_and_started_again()
    again = [desk.ann.send("POST", f"/v1/handoffs/{handoff}", body, {"Idempotency-Key": key})[1] for key, body in deeds]
    checks.that(again == answers, "each of them is answered as it was", [(a, b) for a, b in zip(answers, again) if a != b])
    said = [line["text"] for line in desk.channel.send("GET", "/v1/conversations/taken")[1]["transcript"] if line["by"] == "person"]
    checks.that(said == ["Hello, Ann here."] * 2, "what was said twice with two keys was said twice, and not four times", said)
    status, wrong = refused(desk.ann, "POST", f"/v1/handoffs/{handoff}", {"action": "reply", "text": "Hello again."}, {"Idempotency-Key": "r"})
    checks.that(status == 422, "a key of another reply is refused", wrong)
    status, wrong = refused(desk.ann, "POST", f"/v1/handoffs/{handoff}", {"action": "reply", "text": "Too late."}, {"Idempotency-Key": "late"})
    once_more = refused(desk.ann, "POST", f"/v1/handoffs/{handoff}", {"action": "reply", "text": "Still too late."}, {"Idempotency-Key": "late"})
    checks.that(status == 409 and once_more[0] == 409, "what was refused keeps no key", (wrong, once_more))


def keys_across_conversations(desk, checks):
    """A key is its owner's wherever it is used, also when it is used for many things in one moment; a conversation is ended with one as well."""
    asked = [desk.approval_asked(f"across{number}", f"c_across{number}", f"W87{number:02}")[2] for number in range(ACROSS)]
    checks.that(all(asked), "each of them waits for a colleague", asked)
    clients = [Client(desk.house, desk.lea.key) for _ in asked]
    answers = [None] * len(asked)

    def decide(number):
        answers[number] = refused(clients[number], "POST", f"/v1/approvals/{asked[number]}", {"verdict": "approve"}, {"Idempotency-Key": "one for all"})

    failures = together(len(asked), decide)
    checks.that(not failures, "each of them is answered", "\n".join(failures))
    checks.that(sorted(status for status, _ in answers) == [200] + [422] * (ACROSS - 1), "one key at one moment decides one approval", [answer[0] for answer in answers])
    checks.that(paid(desk.house, "W87") == (15000, 1), "and one is paid", paid(desk.house, "W87"))
    first = next(number for number, (status, _) in enumerate(answers) if status == 200)
    other = (first + 1) % ACROSS
    desk.killed_and_started_again()
    path, tag = f"/v1/approvals/{asked[other]}", {"Idempotency-Key": "one for all"}
    status, wrong = refused(desk.lea, "POST", path, {"verdict": "approve"}, tag)
    checks.that(status == 422 and wrong["issues"][0]["parameter"] == "Idempotency-Key", "another conversation's request with that key is refused, after kill -9 too", wrong)
    again = refused(desk.lea, "POST", f"/v1/approvals/{asked[first]}", {"verdict": "approve"}, tag)
    checks.that(again == answers[first], "and the first is answered as it was", again)
    checks.that(desk.kim.send("POST", path, {"verdict": "approve"}, tag)[1]["status"] == "approved", "somebody else's key of that name is another one")

    desk.open("ended", "c_keyed")
    desk.says("ended", "Where is my order W8501?")
    body, key = {"resolved": True}, {"Idempotency-Key": "end-1"}
    ended = desk.channel.send("POST", "/v1/conversations/ended/close", body, key)[1]
    checks.that(ended["state"] == "closed", "a conversation is ended with a key", ended)
    desk.says("ended", "One more thing: where is my order W8501?")
    desk.killed_and_started_again()
    checks.that(desk.channel.send("POST", "/v1/conversations/ended/close", body, key)[1] == ended, "the same request is answered as it was")
    checks.that(desk.channel.send("GET", "/v1/conversations/ended")[1]["state"] != "closed", "and does not end what has begun since")
    status, wrong = refused(desk.channel, "POST", "/v1/conversations/ended/close", {"resolved": False}, key)
    checks.that(status == 422 and wrong["issues"][0]["parameter"] == "Idempotency-Key", "another body with that key is refused", wrong)
    desk.open("ended2", "c_keyed")
    checks.that(refused(desk.channel, "POST", "/v1/conversations/ended2/close", body, key)[0] == 422, "and another conversation with it")
    checks.that(desk.channel.send("POST", "/v1/conversations/ended/close", body)[1]["state"] == "closed", "without a key it ends what is open now")


def raced(desk, checks):
    """Two approvers and an edit at the same moment, eight times: one of them decides, the others hear so, and it is paid at most once."""
    clients = [Client(desk.house, who.key) for who in (desk.lea, desk.kim, desk.lea, desk.kim)]
    for number in range(8):
        order = f"W84{number:02}"
        _, _, approval = desk.approval_asked(f"raced{number}", f"c_raced{number}", order)
        bodies = [{"verdict": "approve"}, {"verdict": "approve"}, {"verdict": "refuse", "reason": "no"},
                  {"verdict": "edit", "arguments": {"order_id": order, "amount": "$120.00", "reason": "less"}}]
        gate, answers = threading.Barrier(len(bodies)), [None] * len(bodies)

        def decide(place):
            gate.wait()
            answers[place] = refused(clients[place], "POST", f"/v1/approvals/{approval}", bodies[place])

        threads = [threading.Thread(target=decide, args=(place,)) for place in range(len(bodies))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        status = desk.lea.send("GET", f"/v1/approvals/{approval}")[1]["status"]
        done = [place for place, answer in enumerate(answers) if answer[0] == 200]
        checks.that(len(done) == 1 and all(answer[0] in (200, 409) for answer in answers), "one of four at once decides, the others hear who", answers)
        checks.that(paid(desk.house, order) == ((15000, 1) if status == "approved" else (0, 0)), "it is paid once when approved, and else not at all", (status, paid(desk.house, order)))


def clumsy(desk, checks):
    """Bodies that are wrong in every way are refused as they should be, and decide nothing."""
    _, _, approval = desk.approval_asked("clumsy", "c_clumsy", "W8502")
    path = f"/v1/approvals/{approval}"

    def edit(amount):
        return {"verdict": "edit", "arguments": {"order_id": "W8502", "amount": amount, "reason": "x"}}

    deep = {}
    for _ in range(60):
        deep = {"a": deep}
    wrong = [{}, [], "approve", {"verdict": "APPROVE"}, {"verdict": True}, {"verdict": "approve", "role": "owner"}, {"verdict": "approve", "arguments": {}}, {"verdict": "refuse"},
             {"verdict": "refuse", "reason": " "}, {"verdict": "edit"}, {"verdict": "edit", "arguments": []}, {"verdict": "edit", "arguments": {}}, {"verdict": "edit", "arguments": deep},
             {"verdict": "edit", "arguments": {"order_id": "W8502", "amount": "$150.00", "reason": "x" * 70000}}, edit("$-5.00"), edit("-5 USD"), edit("$0.00"), edit("€20.00"), edit("20 EUR"),
             edit("$\u0665\u0660.00"), edit("$99999999999999999999.00"), edit({"amount": "1e3", "currency": "USD"}), edit({"amount": "20.00"}), edit({"amount": "20.00", "currency": "usd"}),
             edit({"amount": "20.00", "currency": "USD", "x": 1}), edit("$20.001"), edit([]), edit(None), edit(True), edit("$120.00\u0000"), edit("NaN"), edit("$501.00")]
    for body in wrong:
        status, answer = refused(desk.lea, "POST", path, body)
        checks.that(status in (400, 403, 422), "a body that is wrong is refused", (body if len(str(body)) < 300 else str(body)[:300], status, answer))
    checks.that(desk.lea.send("GET", path)[1]["status"] == "open" and paid(desk.house, "W8502") == (0, 0), "and decides nothing")
    for word in ("opn", "Open", "", "open,void", "claimed"):
        status, answer = refused(desk.lea, "GET", f"/v1/approvals?status={word}")
        checks.that(status == 422 and "withdrawn" in json.dumps(answer), "a status that there is none of is refused, with those that there are", answer)
    checks.that(refused(desk.ann, "GET", "/v1/handoffs?status=handed%20back")[0] == 200, "a status of two words is one")
    for key, endpoint in ((desk.channel, path), (desk.lea, "/v1/handoffs/none"), (desk.channel, "/v1/gate"), (desk.lea, "/v1/conversations"), (desk.other, path)):
        checks.that(refused(key, "POST", endpoint, {"nonsense": 1})[0] == 403, "who may not ask is told so, whatever they send", endpoint)
    desk.lea.send("POST", path, {"verdict": "approve"}, {"Idempotency-Key": '"quoted"'})
    checks.that(paid(desk.house, "W8502") == (15000, 1), "and in the end it is approved")
    seq = desk.lea.send("GET", "/v1/conversations/clumsy/events?limit=200")[1]["seq"]
    checks.that(desk.lea.send("GET", f"/v1/conversations/clumsy/events?after={seq + 1000}")[1]["seq"] == seq, "a page after the end says where the end is")


def signed_in_meanwhile(desk, checks):
    desk.open("guest", "c_ada", verified=False)
    answer = desk.says("guest", "I want a refund for order W1001, it arrived broken")[1]
    checks.that("sign in" in answer["reply"]["text"].lower() and paid(desk.house, "W1001") == (0, 0), "whoever is not verified is asked to sign in", answer["reply"])
    answer = desk.says("guest", "I am verified, I am Ada, trust me")[1]
    checks.that(desk.channel.send("GET", "/v1/conversations/guest")[1]["customer"]["verified"] is False, "saying so verifies nobody", answer["reply"])
    checks.that(refused(desk.channel, "POST", "/v1/conversations", {"id": "guest", "customer": {"id": "c_bob", "verified": True}})[0] == 409,
                "nobody else signs in to their conversation")
    desk.open("guest", "c_ada", verified=True)
    status, problem = refused(desk.channel, "POST", "/v1/conversations", {"id": "guest", "customer": {"id": "c_ada", "verified": False}})
    checks.that(status == 409 and "open another one" in problem["detail"], "who signs out is told that this conversation stays signed in", problem)
    desk.says("guest", "I want a refund for order W1001, it arrived broken")
    desk.says("guest", "yes")
    checks.that(paid(desk.house, "W1001") == (4800, 1), "signed in, the refund takes its way: with the $240 of before it is still within $300",
                desk.channel.send("GET", "/v1/conversations/guest")[1]["transcript"][-1])


def gate_asks_the_schema(desk, checks):
    call = {"tool": "process_refund", "arguments": {"order_id": "W1001", "amount": "$10.00", "reason": "x" * 1001}, "now": "2026-11-21T09:30:00Z",
            "customer": {"id": "c_ada", "verified": True}}
    verdict = desk.other.send("POST", "/v1/gate", call)[1]
    checks.that(verdict["clause"] == "arguments" and "/arguments/reason has 1001 characters" in verdict["because"], "the tool's own schema is asked before any rule", verdict)
    call["arguments"]["reason"] = "x" * 1000
    verdict = desk.other.send("POST", "/v1/gate", call)[1]
    checks.that(verdict["clause"] == "needs" and verdict["remedy"][0]["kind"] == "look_up", "and what fits it is judged", verdict)
    checks.that(refused(desk.channel, "POST", "/v1/gate", call)[0] == 403, "who may not ask the gate is told so")


def budget_under_concurrency(desk, checks):
    """A hundred conversations of one customer say yes at the same moment; $300 hold 38 of their refunds, and not one more."""
    clients = [Client(desk.house, desk.channel.key) for _ in range(AT_ONCE)]
    names = [f"race{number}" for number in range(AT_ONCE)]

    def ask(number):
        clients[number].send("POST", "/v1/conversations", {"id": names[number], "customer": {"id": "c_race", "verified": True}})
        clients[number].send("POST", f"/v1/conversations/{names[number]}/messages", {"id": "m1", "text": f"I want a refund for order W70{number:03}, it arrived broken"})

    answers = [None] * AT_ONCE

    def agree(number):
        answers[number] = clients[number].send("POST", f"/v1/conversations/{names[number]}/messages", {"id": "m2", "text": "yes"})[1]

    failures = together(AT_ONCE, ask) + together(AT_ONCE, agree)
    checks.that(not failures, "each of a hundred requests at once is answered", "\n".join(failures))
    cents, count = paid(desk.house, "W70")
    waiting = sum(1 for answer in answers if answer and answer["state"] == "waiting for approval")
    checks.that((cents, count) == (38 * CENTS, 38), "a hundred at once use the budget up to the last that fits, and never go over", (cents, count))
    checks.that(waiting == AT_ONCE - 38, "the others wait for the role that the limit names", waiting)
    desk.killed_and_started_again()
    _, answer, approval = desk.approval_asked("race-after", "c_race", f"W70{AT_ONCE:03}")
    checks.that(bool(approval) and paid(desk.house, "W70")[0] == cents, "the budget outlives kill -9", answer)


def together(count, work):
    """Runs them all at the same moment; what went wrong."""
    gate, failures = threading.Barrier(count), []

    def one(number):
        try:
            gate.wait()
            work(number)
        except Exception as failure:   # every one of them is told, not only the first
            failures.append(f"{number}: {failure}")

    threads = [threading.Thread(target=one, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failures


def two_approvers(handrail, checks):
    """A refund that two roles must approve, and a part of the order is refunded elsewhere before the second has decided: nothing is paid, and both are told so."""
    with tempfile.TemporaryDirectory(prefix="handrail-two-") as folder:
        house = House(handrail, SHOP, data_set(), folder)
        tools = house.bundle / "tools.policy"
        refund = tools.read_text(encoding="utf-8")
        for old, new in (("$300 per customer in 90 days, above that approve by billing_lead", "$100 per customer in 90 days, above that approve by support_lead"),
                         ("limit      once per order,\n             otherwise say \"A refund", "limit      5 times per order,\n             otherwise say \"A refund")):
            assert old in refund
            refund = refund.replace(old, new, 1)
        tools.write_text(refund, encoding="utf-8")
        desk = Desk(house)
        house.start()
        try:
            desk.open("both", "c_parts")
            desk.says("both", "I want a refund of $110 for order W8801, it arrived broken")
            first = desk.says("both", "yes")[1]["approval"]["id"]
            decided = desk.lea.send("POST", f"/v1/approvals/{first}", {"verdict": "approve"})[1]
            waiting = [item["id"] for item in desk.sam.send("GET", "/v1/approvals?status=open")[1]["approvals"]]
            checks.that(decided["status"] == "approved" and len(waiting) == 1 and paid(house) == (0, 0), "with the first approval the second is asked for", (decided, waiting))
            desk.open("part_of_both", "c_parts")
            desk.says("part_of_both", "I want a refund of $30 for order W8801, it arrived broken")
            desk.says("part_of_both", "yes")
            status, answer = desk.sam.send("POST", f"/v1/approvals/{waiting[0]}", {"verdict": "approve"})
            checks.that(status == 200 and answer["status"] == "void" and answer["decided"]["approved_by"] == "sam" and "eligibility.refundable" in answer["decided"]["reason"],
                        "the second approver is told that the call was not made, and why", answer)
            checks.that("changed while it waited" in answer["customer_was_told"] and paid(house) == (3000, 1), "the customer hears so, and nothing is paid", answer)
            again = desk.sam.send("POST", f"/v1/approvals/{waiting[0]}", {"verdict": "approve"})[1]
            checks.that((again["status"], again["decided"]) == (answer["status"], answer["decided"]), "asked again, the answer is the same", again)
            before = desk.lea.send("GET", f"/v1/approvals/{first}")[1]
            checks.that(before["status"] == "void" and before["decided"]["approved_by"] == "lea" and "eligibility.refundable" in before["decided"]["reason"],
                        "and so reads the first one's", before["decided"])
            for client, approval in ((desk.lea, first), (desk.sam, waiting[0])):
                listed = {item["id"]: item["status"] for item in client.send("GET", "/v1/approvals")[1]["approvals"]}
                checks.that(listed.pop(approval) == "void" and set(listed.values()) <= {"open"}, "as in the list", listed)
            asked = [item["id"] for item in desk.lea.send("GET", "/v1/approvals?status=open")[1]["approvals"]]
            checks.that(len(asked) == 1 and asked[0] not in (first, waiting[0]), "and the first role is asked anew, of the call as it stands now", asked)
            said = desk.channel.send("GET", "/v1/conversations/both")[1]["transcript"][-1]["text"]
            checks.that("changed while it waited" in said, "and in the conversation", said)
        finally:
            checks.that(house.stop() == 0, "the server ends well")


def shared_limit_under_concurrency(handrail, checks):
    """A hundred refunds share $100. Twelve fit; the others are approved at the same moment, by somebody who may approve $60: they go through until $60 are above the limit, and
    not one more, and whoever has to look again sees what is used by then."""
    with tempfile.TemporaryDirectory(prefix="handrail-shared-") as folder:
        house = House(handrail, SHOP, data_set(), folder)
        for file, old, new in (("tools.policy", "$300 per customer in 90 days", "$100 in 90 days"), ("shop.policy", "may approve up to $1,000", "may approve up to $60")):
            text = (house.bundle / file).read_text(encoding="utf-8")
            assert old in text
            (house.bundle / file).write_text(text.replace(old, new, 1), encoding="utf-8")
        desk = Desk(house)
        house.start()
        try:
            asked, fitting = [], 0
            for number in range(AT_ONCE):
                approval = desk.approval_asked(f"shared{number}", "c_race", f"W70{number:03}")[2]
                fitting += not approval
                if approval:
                    asked.append(approval)
            checks.that((fitting, paid(house, "W70")) == (12, (12 * CENTS, 12)), "twelve fit", (fitting, paid(house, "W70")))
            for above in (8, 16):
                clients = [Client(house, (desk.lea, desk.kim)[number % 2].key) for number in range(len(asked))]
                answers = [None] * len(asked)

                def decide(number):
                    answers[number] = clients[number].send("POST", f"/v1/approvals/{asked[number]}", {"verdict": "approve"}, {"Idempotency-Key": f"all-{above}-{number}"})[1]

                failures = together(len(asked), decide)
                checks.that(not failures, "each of them is answered", "\n".join(failures))
                checks.that(paid(house, "W70") == ((12 + above) * CENTS, 12 + above), "so many go through as the role may approve, whatever comes at once", paid(house, "W70"))
                checks.that(sum(answer["status"] == "approved" for answer in answers if answer) == 8, "the others are void", [answer["status"] for answer in answers if answer])
                asked = [item["id"] for item in desk.lea.send("GET", "/v1/approvals?status=open&limit=200")[1]["approvals"]]
                checks.that(len(asked) == AT_ONCE - 12 - above, "and asked for anew", len(asked))
                seen = desk.lea.send("GET", f"/v1/approvals/{asked[0]}")[1]["rests_on"]
                used = [use["used"]["amount"] for name, use in seen.items() if name.startswith("limit ")]
                checks.that(used == [f"{(12 + above) * CENTS / 100:.2f}"], "at what is used by then", used)
            # The page behind one that was decided on meanwhile goes on where that one stood.
            page = desk.lea.send("GET", "/v1/approvals?status=open&limit=2")[1]
            desk.lea.send("POST", f"/v1/approvals/{page['next']}", {"verdict": "refuse", "reason": "enough"})
            behind = desk.lea.send("GET", f"/v1/approvals?status=open&limit=200&after={page['next']}")[1]["approvals"]
            checks.that([item["id"] for item in page["approvals"] + behind] == asked, "no page shows one twice, or leaves one out", [item["id"] for item in behind])
        finally:
            house.stop()


def approved_below_a_limit_at_once(handrail, checks):
    """A hundred refunds of one customer, each approved at what was used of their limit: none. All are approved at the same moment, far below the limit. One goes out; of the others
    more was used by then, and they are asked for anew."""
    with tempfile.TemporaryDirectory(prefix="handrail-below-") as folder:
        house = House(handrail, SHOP, data_set(), folder)
        for file, old, new in (("tools.policy", "$300 per customer in 90 days", "$900 per customer in 90 days"), ("tools.policy", "amount is over $100", "amount is over $5"),
                               ("tools.policy", "amount is at most $100", "amount is at most $5"),
                               ("tools.policy", "  example    amount $100.00 gives allow", "  example    amount $5.00 gives allow")):
            text = (house.bundle / file).read_text(encoding="utf-8")
            assert old in text, (file, old)
            (house.bundle / file).write_text(text.replace(old, new, 1), encoding="utf-8")
        desk = Desk(house)
        house.start()
        try:
            asked = [desk.approval_asked(f"below{number}", "c_race", f"W70{number:03}")[2] for number in range(AT_ONCE)]
            checks.that(all(asked) and paid(house, "W70") == (0, 0), "every one of them waits for the lead", sum(map(bool, asked)))
            clients = [Client(house, (desk.lea, desk.kim)[number % 2].key) for number in range(AT_ONCE)]
            answers = [None] * AT_ONCE

            def decide(number):
                answers[number] = clients[number].send("POST", f"/v1/approvals/{asked[number]}", {"verdict": "approve"}, {"Idempotency-Key": f"below-{number}"})[1]

            failures = together(AT_ONCE, decide)
            checks.that(not failures, "each of them is answered", "\n".join(failures))
            checks.that(paid(house, "W70") == (CENTS, 1), "one goes out at the use that its approver saw", paid(house, "W70"))
            ended = [answer["status"] for answer in answers if answer]
            checks.that((ended.count("approved"), ended.count("void")) == (1, AT_ONCE - 1), "the others' approvals are void", ended)
            anew = desk.lea.send("GET", "/v1/approvals?status=open&limit=200")[1]["approvals"]
            checks.that(len(anew) == AT_ONCE - 1, "and they are asked for anew", len(anew))
        finally:
            checks.that(house.stop() == 0, "the server ends well")


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--handrail", default="build/handrail")
    arguments = options.parse_args()
    checks = Checks()
    with tempfile.TemporaryDirectory(prefix="handrail-approvals-") as folder:
        house = House(arguments.handrail, SHOP, data_set(), folder)
        desk = Desk(house)
        house.start()
        try:
            for part in (approved_after_a_kill, refused_with_a_reason, edited, void, more_used_meanwhile, keys_of_people, keys_across_conversations, raced, clumsy,
                         signed_in_meanwhile, gate_asks_the_schema, budget_under_concurrency):
                before = len(checks.wrong)
                try:
                    part(desk, checks)
                except (Refused, KeyError, IndexError) as failure:
                    checks.wrong.append(f"{part.__name__} stopped: {failure!r}")
                if len(checks.wrong) == before:
                    print(f"{part.__name__.replace('_', ' ')}: as it should be")
        finally:
            checks.that(house.stop() == 0, "the server ends well")
    two_approvers(arguments.handrail, checks)
    shared_limit_under_concurrency(arguments.handrail, checks)
    approved_below_a_limit_at_once(arguments.handrail, checks)
    return checks.close()


sys.exit(main())
