"""Starts the programs of a lab, and keeps them until it is told to end, its owner is gone or time is up."""

import json
import os
import pathlib
import signal
import time

from . import answers, dnsmasq, nginx, python_peers, squid, tinyproxy
from .folder import TENANT, Folder
from .ports import Ports
from .program import Running, end_all
from .readiness import await_peers

START_SECONDS = 20.0
LIFE_SECONDS = float(os.environ.get("LAB_LIFE_SECONDS", "1800"))
TICK = 0.2


class Ending(BaseException):
    """Somebody wants this lab to end."""


class Keeper:
    """The parent of every peer. What it started, it ends."""

    def __init__(self, folder: Folder, owner: int | None):
        self.folder = folder
        self.owner = (owner, start_time(owner)) if owner else None
        self.running: list[Running] = []

    def start(self) -> None:
        """Returns when every peer answers and lab.json is written."""
        deadline = time.monotonic() + START_SECONDS
        self.record(os.getpid(), "keeper")
        answers.write(self.folder)
        ports = Ports()
        web = nginx.program(self.folder, ports)
        resolvers = dnsmasq.programs(self.folder, ports)
        nameserver = next((one.peers[0].address for one in resolvers if one.name == "dns-53"), "127.0.0.1")
        proxies = [
            squid.program(self.folder, ports, nameserver),
            tinyproxy.program(self.folder, ports, nameserver),
        ]
        for program in [*python_peers.programs(self.folder, web.peers), web, *resolvers, *proxies]:
            one = Running(program, self.folder.log)
            self.running.append(one)
            self.record(one.pid, program.name)
        for one in self.running:
            if one.program.announces:
                one.receive_announcement(deadline)
            await_peers(one, deadline)
        ports.release()
        self.describe()

    def record(self, pid: int, name: str) -> None:
        with (
            open(self.folder.pids, "a", encoding="ascii") as pids,
            open(self.folder.started, "a", encoding="ascii") as started,
        ):
            pids.write(f"{pid}\n")
            started.write(f"{pid} {start_time(pid)} {name}\n")

    def describe(self) -> None:
        authorities = {
            name: str(self.folder.pki / f"{name}.pem")
            for name in ("root", "issuing", "inspection", "unknown")
        }
        peers = sorted((peer for one in self.running for peer in one.peers), key=lambda peer: peer.name)
        description = {
            "ca": authorities | {"second-root": authorities["inspection"]},
            "peers": {peer.name: peer.description() for peer in peers},
            # The same by another shape.
            "authorities": authorities,
            "ports": {peer.name: peer.port for peer in peers},
            "tenant": TENANT,
        }
        unfinished = self.folder.description.with_suffix(".unfinished")
        unfinished.write_text(json.dumps(description, indent=2) + "\n")
        unfinished.rename(self.folder.description)

    def keep(self) -> None:
        """Waits for the end; reaps peers that die before it."""
        end = time.monotonic() + LIFE_SECONDS
        while time.monotonic() < end and self.owner_lives():
            for one in self.running:
                one.process.poll()
            time.sleep(TICK)

    def owner_lives(self) -> bool:
        return self.owner is None or start_time(self.owner[0]) == self.owner[1]

    def end(self) -> None:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        end_all(self.running)


def start_time(pid: int) -> str | None:
    """When a process began, in ticks since boot; with its id, a name that is never used again.

    None of one that is gone, or that only waits to be reaped.
    """
    try:
        fields = (
            pathlib.Path(f"/proc/{pid}/stat")
            .read_text(encoding="ascii", errors="replace")
            .rpartition(")")[2]
            .split()
        )
    except OSError:
        return None
    return None if fields[0] in "ZX" else fields[19]
