#!/usr/bin/env python3
"""The retail desk's written policy at the gate: good calls pass, broken ones are stopped, each for the right reason.

    python3 tests/acceptance/retail_gate.py --handrail build/handrail

Replays the 74 recorded tasks' reference writes through `handrail gate tests/acceptance/retail_gate`, each on the state that the earlier ones of its task left,
then breaks each in every way that applies. The reference lists are of calls, not of conversations, so the harness supplies what they leave out:

- the customer, verified: the owner of what is written to, who must be whom the task's own look-ups found, where it has any;
- the look-ups, complete and a minute old, from the current state;
- the customer's yes to exactly this call, half a minute old.

No reference call changes how an order is paid, so such calls are made up: for each pending order of the tasks, with each other method that covers it. Calls of a
tool that tools.json does not have are given to the gate too, which must not allow them. The data stands beside the repository in ../shared/data/retail; where it
does not, the test says so and is skipped.
"""
import argparse
import copy
import json
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

sys.dont_write_bytecode = True   # the repository's folder stays as it is
from retail_breaks import NOW, STATUS_OF, Breaker, case_of
from retail_shop import WRITES, Shop, load

HERE = Path(__file__).resolve().parent
DATA = HERE.parents[1].parent / "shared" / "data" / "retail"
GATE_WITHIN = 60          # seconds for all broken calls
STOPPED_BY_POLICY = {("105", "exchange_delivered_order_items"): "A gift card holds the difference in price"}   # 17.00 on the card, 21.10 due


class Gate:
    """`handrail gate`, one call at a time or many at once."""

    def __init__(self, handrail):
        self.command = [handrail, "gate", str(HERE / "retail_gate")]
        self._process = subprocess.Popen(self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def judge(self, case):
        try:
            self._process.stdin.write(json.dumps(case) + "\n")
            self._process.stdin.flush()
            answer = self._process.stdout.readline()
        except BrokenPipeError:
            answer = ""
        if not answer:
            raise RuntimeError("the gate ended")
        return json.loads(answer)

    def judge_all(self, cases):
        done = subprocess.run(self.command, input="".join(json.dumps(case) + "\n" for case in cases), capture_output=True, text=True, timeout=GATE_WITHIN, check=True)
        answers = [json.loads(line) for line in done.stdout.splitlines()]
        if len(answers) != len(cases):
            raise RuntimeError(f"{len(cases)} calls, {len(answers)} verdicts")
        return answers

    def close(self):
        self._process.stdin.close()
        self._process.wait()


def right_reason(verdict, clause, words):
    told = verdict.get("rule", "") + " " + verdict.get("because", "")
    return verdict.get("clause") == clause and words in told


class Replay:
    def __init__(self, gate, db, tasks, known):
        self.gate, self.db, self.tasks, self.known = gate, db, tasks, known
        self.reference = defaultdict(Counter)     # tool -> passed, stopped
        self.made = Counter()                     # calls that change the payment
        self.edge = Counter()                     # gift cards that hold exactly what is due
        self.unknown_tools = Counter()
        self.breaks, self.wrong = [], []
        self.found = 0                            # writes whose customer the task itself looked up

    def run(self):
        for task in self.tasks:
            # A task's writes touch few orders and users; the state that they leave is the task's own.
            shop = Shop({"orders": Untouched(self.db["orders"]), "users": Untouched(self.db["users"]), "products": self.db["products"]})
            self.task(task, shop)

    def task(self, task, shop):
        authenticated, touched = None, []
        for action in task["evaluation_criteria"]["actions"]:
            tool, arguments = action["name"], action["arguments"]
            if tool == "find_user_id_by_email":
                authenticated = next((user for user, it in self.db["users"].items() if it["email"] == arguments["email"]), None)
            elif tool == "find_user_id_by_name_zip":
                authenticated = next((user for user, it in self.db["users"].items()
                                      if (it["name"]["first_name"], it["name"]["last_name"], it["address"]["zip"]) == tuple(arguments.values())), None)
            elif tool not in self.known:
                self.unknown_tools[tool] += self.gate.judge({"tool": tool, "arguments": arguments, "now": f"{NOW.isoformat()}Z"}).get("verdict") != "allow"
            if tool in WRITES:
                owner = arguments.get("user_id") or shop.orders[arguments["order_id"]]["user_id"]
                if authenticated and authenticated != owner:
                    self.wrong.append(f"task {task['id']}: {tool} touches what belongs to {owner}, but {authenticated} was found")
                self.found += authenticated is not None
                if self.write(task["id"], shop, tool, arguments, owner) and "order_id" in arguments:
                    touched.append(arguments["order_id"])
        self.wrong += [f"task {task['id']}: {what}" for what in shop.wrong(touched)]

    def write(self, task, shop, tool, arguments, customer):
        verdict = self.gate.judge(case_of(shop, tool, arguments, customer))
        passed = verdict.get("verdict") == "allow"
        self.reference[tool]["passed" if passed else "stopped"] += 1
        reason = STOPPED_BY_POLICY.get((task, tool))
        if reason:
            if passed or not right_reason(verdict, "deny", reason):
                self.wrong.append(f"task {task}: {tool} should be stopped because \"{reason}\": {json.dumps(verdict)[:300]}")
            return False
        if not passed:
            self.wrong.append(f"task {task}: {tool} should pass: {json.dumps(verdict)[:400]}")
            return False
        self.broken(task, shop, tool, arguments, customer)
        if STATUS_OF.get(tool) == "pending":
            self.other_payments(task, shop, arguments["order_id"], customer)
        shop.apply(tool, arguments)
        return True

    def other_payments(self, task, shop, order_id, customer):
        for name, method in shop.users[customer]["payment_methods"].items():
            if name == shop.paid_with(order_id) or method.get("balance", shop.total(order_id)) < shop.total(order_id):
                continue
            arguments = {"order_id": order_id, "payment_method_id": name}
            verdict = self.gate.judge(case_of(shop, "modify_pending_order_payment", arguments, customer))
            passed = verdict.get("verdict") == "allow"
            self.made["passed" if passed else "stopped"] += 1
            if passed:
                self.broken(task, shop, "modify_pending_order_payment", arguments, customer)
            else:
                self.wrong.append(f"task {task}: paying {order_id} with {name} should pass: {json.dumps(verdict)[:300]}")

    def broken(self, task, shop, tool, arguments, customer):
        breaker = Breaker(shop, tool, arguments, customer)
        self.breaks += [(task, tool, *found) for found in copy.deepcopy(list(breaker.all()))]
        due = breaker.due()
        if due is not None and due > 0:
            verdict = self.gate.judge(breaker.with_gift_card(due))
            self.edge["passed" if verdict.get("verdict") == "allow" else "stopped"] += 1
            if verdict.get("verdict") != "allow":
                self.wrong.append(f"task {task}: {tool} with a gift card that holds exactly {due} should pass: {json.dumps(verdict)[:300]}")

    def judge_breaks(self):
        """Kind -> tried, stopped, for the right reason."""
        table = defaultdict(Counter)
        verdicts = self.gate.judge_all([case for _, _, _, case, _, _ in self.breaks])
        for (task, tool, kind, _, clause, words), verdict in zip(self.breaks, verdicts):
            stopped = verdict.get("verdict") == "deny"
            right = stopped and right_reason(verdict, clause, words)
            table[kind].update(tried=1, stopped=stopped, right=right)
            if not right:
                self.wrong.append(f"task {task}: {tool}, {kind}: expected {clause} \"{words}\", got {json.dumps(verdict)[:300]}")
        return table


class Untouched(dict):
    """A view of the recorded state that copies an entry when it is first asked for."""

    def __init__(self, recorded):
        super().__init__(recorded)
        self._own = set()

    def __getitem__(self, key):
        if key not in self._own and key in self:
            super().__setitem__(key, copy.deepcopy(super().__getitem__(key)))
            self._own.add(key)
        return super().__getitem__(key)

    def get(self, key, default=None):
        return self[key] if key in self else default


def show(head, rows):
    rows = [[str(cell) for cell in row] for row in [head, *rows]]
    widths = [max(len(row[i]) for row in rows) for i in range(len(head))]
    for row in rows:
        print("  ".join(cell.ljust(widths[0]) if i == 0 else cell.rjust(widths[i]) for i, cell in enumerate(row)).rstrip())
    print()


def report(replay, table):
    order = sorted(replay.reference)
    rows = [(tool, replay.reference[tool]["passed"], replay.reference[tool]["stopped"]) for tool in order]
    total = [sum(row[i] for row in rows) for i in (1, 2)]
    show(("reference writes", "passed", "stopped"), [*rows, ("all", *total)])
    show(("made up", "passed", "stopped"), [("another payment method", replay.made["passed"], replay.made["stopped"]),
                                           ("gift card that holds exactly enough", replay.edge["passed"], replay.edge["stopped"])])
    rows = [(kind, count["tried"], count["stopped"], count["right"]) for kind, count in sorted(table.items())]
    show(("broken calls", "tried", "stopped", "for the right reason"), [*rows, ("all", *(sum(row[i] for row in rows) for i in (1, 2, 3)))])
    print(f"Supplied by the harness: the verified customer ({replay.found} of {sum(total)} writes come after the task's own look-up of that customer), fresh look-ups "
          "of the current state, and the customer's yes.")
    for tool, refused in replay.unknown_tools.items():
        print(f"Calls of {tool}, which tools.json does not have: the gate allowed none of {refused}.")
    return total


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--handrail", required=True)
    arguments.add_argument("--data", default=str(DATA))
    options = arguments.parse_args()
    if not (Path(options.data) / "db.json").is_file():
        print(f"skipped: {options.data} is not there\n0 passed, 0 failed, 1 skipped")
        return 0
    known = {tool["name"] for tool in load(options.data, "tools.json")}
    gate = Gate(str(Path(options.handrail).resolve()))
    replay = Replay(gate, load(options.data, "db.json"), load(options.data, "tasks.json"), known)
    try:
        replay.run()
        table = replay.judge_breaks()
    except RuntimeError as ended:
        print(f"FAILED {ended}\n\n0 passed, 1 failed")
        return 1
    finally:
        gate.close()
    total = report(replay, table)
    if total != [119, 1]:
        replay.wrong.append(f"119 reference writes should pass and 1 be stopped, not {total[0]} and {total[1]}")
    if sum(replay.unknown_tools.values()) != 3:
        replay.wrong.append("three calls of tools that tools.json does not have should be refused")
    for what in replay.wrong[:60]:
        print(f"FAILED {what}")
    tried = sum(total) + sum(replay.made.values()) + sum(replay.edge.values()) + len(replay.breaks)
    print(f"\n{tried - len(replay.wrong)} passed, {len(replay.wrong)} failed")
    return 1 if replay.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
