"""aimock as the provider of a language model: started on a port of its own, asked what it was asked, and ended."""
import json
import subprocess
import time
import urllib.request
from pathlib import Path

from house import free_port


class Provider:
    """One of them, whose fixtures count their matches. `command`: its cli.js; `log`: the file that gets what it says."""

    def __init__(self, command, fixtures, log):
        self.port = free_port()
        self.process = subprocess.Popen(["node", str(command), "-h", "127.0.0.1", "-p", str(self.port), "-f", str(fixtures), "--strict"],
                                        stdout=open(log, "wb"), stderr=subprocess.STDOUT)
        for _ in range(200):
            try:
                self.requests()
                return
            except OSError:
                time.sleep(0.05)
        raise RuntimeError("aimock does not listen: " + Path(log).read_text(errors="replace"))

    def requests(self):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/v1/_requests", timeout=5) as answer:
            return json.load(answer)

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=10)
