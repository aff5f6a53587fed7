"""Ports that do not connect."""

import socket

from .serving import Peers


def start(peers: Peers) -> None:
    # Bound but not listening: nobody else can take the port, and a connection to it is refused.
    for name in ["refused", "proxy-refused"]:
        reserved = socket.socket()
        reserved.bind(("127.0.0.1", 0))
        peers.ports[name] = reserved.getsockname()[1]
        _keep.append(reserved)
    # A full backlog: further SYNs are dropped, so that connecting goes unanswered.
    listener = peers.listen("tcp-blackhole", None, backlog=0)
    for _ in range(2):
        filler = socket.socket()
        filler.setblocking(False)
        filler.connect_ex(listener.getsockname())
        _keep.append(filler)
    _keep.append(listener)


_keep: list[socket.socket] = []
