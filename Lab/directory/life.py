"""Starts the domains and the peers of a directory lab, and keeps them as the lab's own keeper does."""

import os
import select
import time
from collections.abc import Iterator

from keeper.life import Ending, Keeper, start_time
from keeper.program import Program, Running
from keeper.readiness import PAUSE, await_peers

from . import controller, kerberos, nameserver, python_peers
from .description import describe
from .folder import ADDRESS, DOMAIN, DirectoryFolder
from .namespace import LAB, OWN, connects, holder, python
from .scenarios import SCENARIOS, VIEWS

START_SECONDS = 90.0
# How many domains are written at once. Each takes a core.
AT_ONCE = 2
NAMESERVER = "127.0.0.1"
# Where the views' own nameservers listen, beside the scenario's.
FIRST_OTHER_NAMESERVER = 21


class DirectoryKeeper(Keeper):
    """The parent of every process of the lab, also of those that only write something and end."""

    folder: DirectoryFolder

    def __init__(self, folder: DirectoryFolder, owner: int | None, caller: int):
        """`caller` is a pipe to who waits for the lab to be up."""
        super().__init__(folder, owner)
        self.caller = select.poll()
        self.caller.register(caller, 0)

    def start(self) -> None:
        """Returns when every domain and every peer answers and directory.json is written."""
        self.begin(START_SECONDS)
        self.holders: dict[str, int] = {}
        self.finish(
            Program("pki", [str(LAB / "directory" / "pki"), str(self.folder.pki), DOMAIN], self.folder.path)
        )
        peers = [self.run(program) for program in python_peers.programs(self.folder)]
        self.finish(self.writer("base", str(self.folder.path)))
        self.side_by_side([self.scenario(name) for name in SCENARIOS])
        self.side_by_side([self.view(name, number) for number, name in enumerate(VIEWS)])
        for one in peers:
            one.receive_announcement(self.deadline)
            await_peers(one, self.deadline)
        describe(self.folder, self.holders, [peer for one in peers for peer in one.peers])

    def begin(self, seconds: float) -> None:
        self.deadline = time.monotonic() + seconds
        self.record(os.getpid(), "keeper")

    def side_by_side(self, tasks: list[Iterator[None]]) -> None:
        """Some tasks at a time. Each hands over whenever it has to wait."""
        active: list[Iterator[None]] = []
        while active or tasks:
            while tasks and len(active) < AT_ONCE:
                active.append(tasks.pop(0))
            for task in list(active):
                if next(task, self) is self:
                    active.remove(task)
            self.pause()

    def pause(self) -> None:
        """Lets some time pass; starting takes long enough for a caller to give up."""
        time.sleep(PAUSE)
        if self.caller.poll(0) or not self.owner_lives():
            raise Ending

    def scenario(self, name: str) -> Iterator[None]:
        own = self.folder.scenario(name)
        own.mkdir(parents=True)
        kerberos.write_configurations(own)
        yield from self.awaiting(self.run(self.writer("scenario", str(self.folder.path), name)))
        self.enter(name, holder(name, own, NAMESERVER))
        yield from self.serve(name, "right", NAMESERVER)
        domain = self.run(controller.program(name, own, self.holders[name]))
        for port in controller.PORTS:
            yield from self.connecting(domain, name, ADDRESS, port)
        for program in kerberos.tickets(own, self.holders[name], self.folder.secrets / "reader.keytab"):
            yield from self.awaiting(self.run(program))

    def view(self, name: str, number: int) -> Iterator[None]:
        """Another DNS in the network of a scenario."""
        of, _ = VIEWS[name]
        own = self.folder.scenario(name)
        own.mkdir(parents=True)
        kerberos.write_configurations(own)
        address = f"127.0.0.{FIRST_OTHER_NAMESERVER + number}"
        self.enter(name, holder(name, own, address, inside=self.holders[of]))
        yield from self.serve(name, name, address)

    def enter(self, name: str, program: Program) -> None:
        one = self.run(program)
        one.receive_announcement(self.deadline)
        self.holders[name] = one.pid
        # What `inside` looks for.
        (program.folder / "holder").write_text(f"{one.pid} {start_time(one.pid)}\n")

    def serve(self, name: str, records: str, address: str) -> Iterator[None]:
        own = self.folder.scenario(name)
        names = self.run(nameserver.program(name, own, self.holders[name], records, address))
        yield from self.connecting(names, name, address, 53)

    def connecting(self, one: Running, name: str, address: str, port: int) -> Iterator[None]:
        while not connects(self.holders[name], address, port):
            one.check_alive()
            self.check_time(one, f"does not answer at {address}:{port}")
            yield

    def writer(self, module: str, *arguments: str) -> Program:
        """One of the programs that write a domain."""
        name = "-".join(["write", module, *arguments[1:]])
        return Program(
            name, python(f"directory.domain.{module}", *arguments), self.folder.path, environment=OWN
        )

    def run(self, program: Program) -> Running:
        one = Running(program, self.folder.log)
        self.running.append(one)
        self.record(one.pid, program.name)
        return one

    def finish(self, program: Program) -> None:
        for _ in self.awaiting(self.run(program)):
            self.pause()

    def awaiting(self, one: Running) -> Iterator[None]:
        """Until a program has ended well."""
        while one.process.poll() is None:
            self.check_time(one, "does not end")
            yield
        if one.process.returncode != 0:
            one.check_alive()
        self.running.remove(one)

    def check_time(self, one: Running, what: str) -> None:
        if time.monotonic() > self.deadline:
            raise one.failure(what)
