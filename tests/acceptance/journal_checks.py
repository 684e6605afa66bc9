"""What must hold between the journal and the shop when everything is over, read from their files."""
import hashlib
import json
import sqlite3
from collections import Counter
from pathlib import Path


def _rows(path, query):
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
        return database.execute(query).fetchall()


def _chained(previous, seq, at, kind, body):
    """The hash of an event, as engine/seams/store_rules.hpp defines it."""
    kind, body = kind.encode(), body.encode()
    return hashlib.sha256(b"%s\n%d\n%d\n%d %s\n%d %s" % (previous.encode(), seq, at, len(kind), kind, len(body), body)).hexdigest()


def broken_chains(data):
    """Conversations whose events do not follow each other without a gap, each hashed with the one before, up to the recorded head."""
    journal = Path(data) / "handrail.db"
    heads = {number: (name, seq, head) for number, name, seq, head in _rows(journal, "SELECT number, id, seq, hash FROM conversations")}
    reached = {number: (0, "") for number in heads}
    wrong = []
    for number, seq, at, kind, body, stored in _rows(journal, "SELECT conversation, seq, at, kind, body, hash FROM events ORDER BY conversation, seq"):
        last, previous = reached[number]
        if seq != last + 1 or stored != _chained(previous, seq, at, kind, body):
            wrong.append(f"{heads[number][0]}: event {seq} ({kind}) does not follow event {last}")
        reached[number] = (seq, stored)
    wrong += [f"{name}: the head says {seq}, the events reach {reached[number][0]}" for number, (name, seq, head) in heads.items() if reached[number] != (seq, head)]
    return wrong


def open_ends(data):
    """Conversations where something is still under way, or a message still waits."""
    return [name for (name,) in _rows(Path(data) / "handrail.db", "SELECT id FROM conversations WHERE turn_open = 1 OR number IN (SELECT conversation FROM arrivals)")]


def acts_against_journal(data, refunds_before, events_by_conversation):
    """Every act in the shop was dispatched by the journal under its key, once, and every dispatched call that was completed is one act. Returns what is
    wrong, and how many acts there are per tool."""
    shop = Path(data) / "sandbox.db"
    acts = {key: (tool, json.loads(arguments)) for key, tool, arguments in _rows(shop, "SELECT key, tool, arguments FROM acts")}
    wrong, dispatched, steps = [], {}, Counter()
    settled = {}
    for conversation, events in events_by_conversation.items():
        for event in events:
            body = event["body"]
            if event["kind"] == "call_dispatched" and body.get("critical"):
                if body["call"] in dispatched:
                    wrong.append(f"{conversation}: call {body['call']} was dispatched twice")
                dispatched[body["call"]] = (conversation, body["tool"], body["arguments"])
                steps[(body["run"], body.get("step", 0))] += 1
            if event["kind"] == "call_settled":
                if body["call"] in settled:
                    wrong.append(f"{conversation}: call {body['call']} was settled twice")
                settled[body["call"]] = body["outcome"]
    wrong += [f"step {step} of run {run} dispatched {count} calls" for (run, step), count in steps.items() if count > 1]
    wrong += [f"act {key} ({tool}) stands in no journal" for key, (tool, _) in acts.items() if key not in dispatched]
    for key, (conversation, tool, _) in dispatched.items():
        if key not in settled:
            wrong.append(f"{conversation}: call {key} ({tool}) never came to an end")
        elif settled[key] == "unknown":
            wrong.append(f"{conversation}: nobody knows whether call {key} ({tool}) happened")
        elif (settled[key] == "completed") != (key in acts):
            wrong.append(f"{conversation}: call {key} ({tool}) {settled[key]}, and in the shop it {'happened' if key in acts else 'did not happen'}")
        elif key in acts and acts[key][0] != tool:
            wrong.append(f"{conversation}: call {key} is a {acts[key][0]} in the shop and a {tool} in the journal")
    # The effects themselves, not only the keys beside them.
    count = Counter(tool for tool, _ in acts.values())
    tickets = _rows(shop, "SELECT count(*) FROM tickets")[0][0]
    if tickets != count["create_ticket"]:
        wrong.append(f"{tickets} tickets from {count['create_ticket']} acts")
    cancelled = [arguments["order_id"] for tool, arguments in acts.values() if tool == "cancel_order"]
    refunds = Counter(order for (order,) in _rows(shop, "SELECT order_id FROM refunds"))
    for order in set(cancelled):
        made = refunds[order] - refunds_before.get(order, 0)
        if made != 1 or cancelled.count(order) != 1:
            wrong.append(f"order {order} was cancelled {cancelled.count(order)} times and paid back {made} times")
    if sum(refunds.values()) != sum(refunds_before.values()) + len(cancelled):
        wrong.append(f"{sum(refunds.values()) - sum(refunds_before.values())} refunds from {len(cancelled)} cancellations")
    return wrong, count
