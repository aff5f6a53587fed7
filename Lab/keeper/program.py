"""A program that plays one or more peers, and the process it becomes."""

import ctypes
import dataclasses
import glob
import json
import os
import pathlib
import select
import signal
import subprocess
import time

LIBC = ctypes.CDLL(None)
PR_SET_PDEATHSIG = 1


class StartFailure(Exception):
    """A peer did not start; the message says which, and what it said."""


@dataclasses.dataclass
class Peer:
    """One address at which something answers, or does not."""

    name: str
    port: int
    about: str
    address: str = "127.0.0.1"
    awaited: str = "tcp"  # how it is seen to be there: tcp, dns, or nothing

    def description(self) -> dict:
        return {"address": self.address, "port": self.port, "about": self.about}


@dataclasses.dataclass
class Program:
    """What to run.

    `announces` is true of one that prints its peers itself, as a line of JSON; `residue` is a pattern of
    files outside the lab's folder that it leaves when it is killed.
    """

    name: str
    command: list[str]
    folder: pathlib.Path
    peers: list[Peer] = dataclasses.field(default_factory=list)
    announces: bool = False
    environment: dict[str, str] = dataclasses.field(default_factory=dict)
    residue: str | None = None


class Running:
    """A started program. Its log is `log/<name>.log`."""

    def __init__(self, program: Program, logs: pathlib.Path):
        self.program = program
        self.log = logs / f"{program.name}.log"
        environment = {
            name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")
        }
        # The host's own OpenSSL policy must not decide which faults there are.
        environment |= {"OPENSSL_CONF": "/dev/null"} | program.environment
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(
                program.command,
                cwd=program.folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE if program.announces else log,
                stderr=log,
                preexec_fn=end_with_parent,
            )

    @property
    def pid(self) -> int:
        return self.process.pid

    @property
    def peers(self) -> list[Peer]:
        return self.program.peers

    def receive_announcement(self, deadline: float) -> None:
        """Reads which peers a program of ours has started."""
        output = self.process.stdout
        ready, _, _ = select.select([output], [], [], max(0, deadline - time.monotonic()))
        line = output.readline() if ready else b""
        if not line:
            raise self.failure("did not say where it listens")
        self.program.peers = [Peer(**peer) for peer in json.loads(line)]

    def check_alive(self) -> None:
        if self.process.poll() is not None:
            raise self.failure(f"ended with status {self.process.returncode}")

    def failure(self, what: str) -> StartFailure:
        lines = self.log.read_bytes().decode(errors="replace").splitlines()
        own_log = self.program.folder / "cache.log"  # squid writes one of its own
        if own_log.exists():
            lines += own_log.read_bytes().decode(errors="replace").splitlines()
        return StartFailure("\n  ".join([f"{self.program.name} {what}; the end of its log:", *lines[-12:]]))


def end_with_parent() -> None:
    """Runs in the child: TERM when the keeper dies, however it dies.

    squid and dnsmasq lose this when they start as root: it ends with a change of user or capabilities.
    """
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def end_all(running: list[Running], patience: float = 2.5) -> None:
    """TERM for all, a bounded wait, then KILL for those that stayed."""
    alive = [one for one in running if one.process.poll() is None]
    for one in alive:
        one.process.send_signal(signal.SIGTERM)
    deadline = time.monotonic() + patience
    for one in alive:
        try:
            one.process.wait(max(0.01, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            one.process.kill()
            one.process.wait()
    for one in running:
        for left in glob.glob(one.program.residue or ""):
            pathlib.Path(left).unlink(missing_ok=True)
