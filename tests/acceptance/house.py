"""A Handrail server under test, and clients for it. It can be killed without warning and started again on the same folder and port."""
import http.client
import json
import random
import re
import shutil
import signal
import socket
import subprocess
import threading
import time
from pathlib import Path

READY_WITHIN = 30.0   # seconds, from the start of the process
ANSWER_WITHIN = 30.0
GIVE_UP_AFTER = 60.0  # a request that is sent again and again
KILLS = 50            # a run on a busy machine ends too


BROKEN = (OSError, http.client.HTTPException, ValueError)   # what a request ends with when the server goes away


class Refused(Exception):
    """A problem document."""

    def __init__(self, status, body):
        super().__init__(f"{status} {json.dumps(body)[:300]}")
        self.status = status
        self.body = body


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class House:
    """The bundle in `folder`/bundle with its sandbox data, the data folder, and the process."""

    def __init__(self, handrail, bundle, data_set, folder, settings=""):
        self.handrail = str(Path(handrail).resolve())
        self.bundle = Path(folder) / "bundle"
        self.data = Path(folder) / "data"
        self.log = Path(folder) / "stderr.txt"
        self.port = free_port()
        self.kills = 0
        self.died = []            # exit codes of ends that nobody asked for
        self._process = None
        self._lock = threading.Lock()
        shutil.copytree(bundle, self.bundle)
        if data_set is not None:
            sandbox = Path(folder) / "shop.json"
            sandbox.write_text(json.dumps(data_set), encoding="utf-8")
            settings += f'[sandbox]\ndata = "{sandbox}"\n'
        (self.bundle / "handrail.toml").write_text(settings, encoding="utf-8")

    def key(self, name, kind, *options):
        made = subprocess.run([self.handrail, "key", "add", str(self.bundle), "--data", str(self.data), "--name", name, "--kind", kind, *options],
                              check=True, capture_output=True, text=True)
        return made.stdout.split()[-1]

    def start(self):
        with open(self.log, "ab") as log:
            self._process = subprocess.Popen([self.handrail, "serve", str(self.bundle), "--data", str(self.data), "--port", str(self.port)],
                                             stdout=subprocess.DEVNULL, stderr=log)
        began = time.monotonic()
        while time.monotonic() - began < READY_WITHIN:
            if self._process.poll() is not None:
                raise RuntimeError(f"the server ended while starting, with {self._process.returncode}:\n{self.log.read_text()[-2000:]}")
            try:
                if Client(self, "")._once("GET", "/readyz", None)[0] == 200:
                    return
            except BROKEN:
                time.sleep(0.02)
        raise RuntimeError("the server is not ready in time")

    def alive(self):
        return self._process is not None and self._process.poll() is None

    def kill_and_restart(self):
        with self._lock:
            if not self.alive():
                self.died.append(self._process.returncode)
            else:
                self._process.send_signal(signal.SIGKILL)
                self.kills += 1
            self._process.wait()
            self.start()

    def carried_on(self):
        """How many turns the server found under way when it started."""
        return sum(int(number) for number in re.findall(r"carries on (\d+) turns", self.log.read_text(errors="replace")))

    def stop(self):
        """Asks it to end; returns the exit code."""
        with self._lock:
            if self._process is None:
                return 0
            if self.alive():
                self._process.send_signal(signal.SIGTERM)
            try:
                return self._process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                self._process.kill()
                return self._process.wait()


class Client:
    """One key's way in. With `patient`, whatever fails in transit is sent again with the same ids until it is answered."""

    def __init__(self, house, key, patient=False):
        self.house = house
        self.key = key
        self.patient = patient
        self.again = 0            # requests sent more than once
        self._connection = None

    def _once(self, method, path, body, more=None):
        if self._connection is None:
            self._connection = http.client.HTTPConnection("127.0.0.1", self.house.port, timeout=ANSWER_WITHIN)
        try:
            headers = {"Authorization": f"Bearer {self.key}", "Accept": "application/json", **(more or {})}
            if body is not None:
                headers["Content-Type"] = "application/json"
            self._connection.request(method, path, None if body is None else json.dumps(body).encode(), headers)
            response = self._connection.getresponse()
            text = response.read()
            if response.will_close:
                self.close()
            return response.status, json.loads(text) if text else None
        except BROKEN:
            self.close()
            raise

    def close(self):
        if self._connection:
            self._connection.close()
        self._connection = None

    def send(self, method, path, body=None, headers=None):
        """Status and body. Raises Refused for a problem."""
        began = time.monotonic()
        retried = False
        while True:
            try:
                status, answer = self._once(method, path, body, headers)
                if not (self.patient and status in (503, 504)):
                    break
            except BROKEN:
                if not self.patient or time.monotonic() - began > GIVE_UP_AFTER:
                    raise
            retried = True
            time.sleep(0.05)
        self.again += retried
        if status >= 400:
            refused = Refused(status, answer)
            refused.retried = retried
            raise refused
        return status, answer

    def events(self, conversation):
        found, after = [], 0
        while True:
            _, page = self.send("GET", f"/v1/conversations/{conversation}/events?after={after}&limit=200")
            found += page["events"]
            if page["seq"] == after or not page["events"]:
                return found
            after = page["seq"]


class Killer(threading.Thread):
    """Ends the server with SIGKILL at random moments, and starts it again, until told to stop or often enough."""

    def __init__(self, house, seed, kills=KILLS):
        super().__init__(daemon=True)
        self.house, self.random, self.kills = house, random.Random(seed), kills
        self.longest = 0.25       # seconds from ready to the next kill, at most
        self.failure = None
        self._done = threading.Event()

    def run(self):
        try:
            while self.house.kills < self.kills and not self._done.wait(self.random.uniform(0.01, self.longest)):
                self.house.kill_and_restart()
        except RuntimeError as failure:
            self.failure = failure

    def slow_down(self):
        self.longest = 1.0

    def finish(self):
        self._done.set()
        self.join()
