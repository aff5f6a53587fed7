"""Ports that do not connect."""

import json
import os
import select
import socket

from .bounded_server import BoundedServer

held: list[socket.socket] = []


def refused(server: BoundedServer, name: str, about: str) -> None:
    """Bound and not listening: nobody else can take the port, and the kernel refuses who connects."""
    bound = socket.socket()
    bound.bind(("127.0.0.1", 0))
    held.append(bound)
    server.announce(name, bound.getsockname()[1], about)


def blackhole(address: str, port: int = 0) -> int:
    """A listener whose queue is full: the kernel drops every further SYN."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    listener = socket.socket(family)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((address, port))
    listener.listen(0)
    held.append(listener)
    # An empty backlog holds one connection. Fill until one more gets no answer.
    for _ in range(4):
        filler = socket.socket(family)
        filler.setblocking(False)
        filler.connect_ex(listener.getsockname())
        held.append(filler)
        poll = select.poll()
        poll.register(filler, select.POLLOUT)
        if not poll.poll(150):
            return listener.getsockname()[1]
    raise SystemExit("tcp-blackhole: this kernel still answers with the backlog full")


def main() -> None:
    server = BoundedServer()
    refused(server, "refused", "nobody listens")
    refused(server, "proxy-refused", "nobody listens")
    server.announce("tcp-blackhole", blackhole("127.0.0.1"), "SYNs are dropped: connecting gets no answer")
    six = json.loads(os.environ["LAB_KNOWN_PORTS"])["healthy-v6-blackhole"]
    try:
        blackhole("::1", six)
    except OSError:
        pass  # No IPv6 here.
    server.serve()


main()
