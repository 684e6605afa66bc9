#!/usr/bin/env python3
"""A PostgreSQL of its own for as long as the measurement lasts, and dbos.mjs on it: loopback only, on a free port, as an unprivileged user, ended by its id.

    python3 dbos.py FOLDER      FOLDER is made, and removed at the end; standard input and output are those of dbos.mjs
"""
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)


def unprivileged():
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
            return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
        except KeyError:
            continue
    sys.exit("there is no unprivileged user to run PostgreSQL as")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def main():
    if not BINARIES:
        sys.exit("PostgreSQL is not installed (packages-bench.txt)")
    if not (HERE / "node_modules/@dbos-inc/dbos-sdk").exists():
        sys.exit("@dbos-inc/dbos-sdk is not installed (npm ci in tests/bench/peers/dbos)")
    folder, who, port = Path(sys.argv[1]), unprivileged(), free_port()
    folder.mkdir(parents=True)
    server = None
    try:
        if who:
            os.chown(folder, who["user"], who["group"])
            for parent in [folder, *folder.parents]:   # it must be able to come here
                if not parent.stat().st_mode & 0o001 and parent != folder:
                    parent.chmod(parent.stat().st_mode | 0o011)
        data = folder / "data"
        settings = ["-c", f"port={port}", "-c", "listen_addresses=127.0.0.1", "-c", f"unix_socket_directories={folder}", "-c", "max_connections=64"]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": "/"}
        subprocess.run([BINARIES[0] / "initdb", "-D", data, "-U", "bench", "--auth=trust", "--no-sync", "-E", "UTF8", "--locale=C"], check=True, **quiet, **who)
        server = subprocess.Popen([BINARIES[0] / "postgres", "-D", data, *settings], **quiet, **who)
        ready = [BINARIES[0] / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)]
        began = time.monotonic()
        while subprocess.run(ready).returncode != 0:
            if server.poll() is not None or time.monotonic() - began > 30:
                sys.exit("PostgreSQL does not start")
            time.sleep(0.05)
        url = f"postgresql://bench@127.0.0.1:{port}/bench"
        subprocess.run([BINARIES[0] / "createdb", "-h", "127.0.0.1", "-p", str(port), "-U", "bench", "bench"], check=True, **quiet)
        return subprocess.run(["node", str(HERE / "dbos.mjs"), url], cwd=HERE).returncode
    finally:
        if server and server.poll() is None:
            server.send_signal(signal.SIGINT)
            try:
                server.wait(timeout=20)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()
        shutil.rmtree(folder, ignore_errors=True)


sys.exit(main())
