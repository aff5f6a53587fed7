"""Waits until a peer is there, by asking it."""

import socket
import time

from .program import Peer, Running

PAUSE = 0.01

# "localhost A", with an id of its own.
QUERY = b"\x4c\x61\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00\x09localhost\x00\x00\x01\x00\x01"


def await_peers(running: Running, deadline: float) -> None:
    for peer in running.peers:
        while not is_there(peer):
            running.check_alive()
            if time.monotonic() > deadline:
                raise running.failure(f"does not answer as {peer.name} at {peer.address}:{peer.port}")
            time.sleep(PAUSE)


def is_there(peer: Peer) -> bool:
    match peer.awaited:
        case "tcp":
            return accepts(peer)
        case "dns":
            return accepts(peer) and resolves(peer)
        case _:
            return True


def accepts(peer: Peer) -> bool:
    family = socket.AF_INET6 if ":" in peer.address else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.settimeout(1)
        return probe.connect_ex((peer.address, peer.port)) == 0


def resolves(peer: Peer) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.settimeout(0.5)
        try:
            probe.connect((peer.address, peer.port))
            probe.send(QUERY)
            return probe.recv(512)[:2] == QUERY[:2]
        except OSError:
            return False
