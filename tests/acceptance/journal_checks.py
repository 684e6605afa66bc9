"""What must hold between the journal and the shop when everything is over, read from their files."""
import hashlib
import json
import sqlite3
from collections import Counter
from pathlib import Path


def _rows(path, query):
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
        return database.execute(query).fetchall()


def _chained(previous, first, kept):
    """The hash of a commit, as engine/seams/store_rules.hpp defines it."""
    return hashlib.sha256(b"%s\n%d\n%s" % (previous.encode(), first, kept.encode())).hexdigest()


def _events_of(kept):
    """The kinds and bodies in a commit, as engine/seams/store_rules.hpp keeps them: of each its time, and its kind and body behind their lengths in bytes."""
    rest, found = kept.encode(), []
    while rest:
        _, rest = rest.split(b"\n", 1)
        pair = []
        for _ in range(2):
            size, rest = rest.split(b" ", 1)
            pair.append(rest[: int(size)].decode())
            rest = rest[int(size) + 1 :]
        found.append(tuple(pair))
    return found


def stored_events(data):
    """Conversation, kind and body of every event in the store of a data folder, in the order in which a conversation has them."""
    for conversation, kept in _rows(Path(data) / "handrail.db", """
            SELECT c.id, m.events FROM commits m JOIN conversations c ON c.number = m.conversation ORDER BY c.number, m.last_seq"""):
        for kind, body in _events_of(kept):
            yield conversation, kind, body


def broken_chains(data):
    """Conversations whose commits do not follow each other without a gap, each hashed with the one before, or end before where they stood with nothing under way."""
    journal = Path(data) / "handrail.db"
    stood = {number: (name, (seq, head)) for number, name, seq, head in _rows(journal, "SELECT number, id, seq, hash FROM conversations")}
    reached = {number: [(0, "")] for number in stood}
    wrong = []
    for number, last, kept, stored in _rows(journal, "SELECT conversation, last_seq, events, hash FROM commits ORDER BY conversation, last_seq"):
        before, previous = reached[number][-1]
        if last != before + len(_events_of(kept)) or stored != _chained(previous, before + 1, kept):
            wrong.append(f"{stood[number][0]}: the commit up to event {last} does not follow event {before}")
        reached[number].append((last, stored))
    under_way = {number for (number,) in _rows(journal, "SELECT conversation FROM open_turns")}
    for number, (name, head) in stood.items():
        whole = head in reached[number] if number in under_way else head == reached[number][-1]
        if not whole:
            wrong.append(f"{name}: it stood at {head[0]}, and the commits reach {reached[number][-1][0]}")
    return wrong


def open_ends(data):
    """Conversations where something is still under way, or a message still waits."""
    return [name for (name,) in _rows(Path(data) / "handrail.db", "SELECT id FROM conversations WHERE number IN (SELECT conversation FROM open_turns UNION SELECT conversation FROM arrivals)")]


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
