"""Free ports for programs that cannot choose one themselves."""

import pathlib
import random
import socket


class Ports:
    """Chooses ports and holds them until their programs have them, so that labs side by side never collide.

    A socket that is bound with SO_REUSEADDR and does not listen keeps the port from everybody who asks for a
    free one, and not from a program that binds it by number with SO_REUSEADDR, as nginx, squid, tinyproxy and
    dnsmasq do.
    """

    def __init__(self):
        self._held: list[socket.socket] = []
        limits = pathlib.Path("/proc/sys/net/ipv4/ip_local_port_range").read_text(encoding="ascii").split()
        # Below those that the kernel gives to clients.
        self._candidates = range(10_000, max(12_000, min(int(limits[0]), 32_768)))

    def choose(self, addresses: tuple[str, ...] = ("127.0.0.1",)) -> int:
        """A port that is free for TCP and UDP at every one of the addresses."""
        for port in random.sample(self._candidates, 500):
            held = []
            try:
                for address in addresses:
                    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
                        bound(address, port, kind, reuse=False).close()
                    held.append(bound(address, port, socket.SOCK_STREAM, reuse=True))
            except OSError:
                for one in held:
                    one.close()
                continue
            self._held += held
            return port
        raise OSError("no free port found in 500 attempts")

    def release(self) -> None:
        for held in self._held:
            held.close()
        self._held = []


def bound(address: str, port: int, kind: socket.SocketKind, reuse: bool) -> socket.socket:
    one = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, kind)
    try:
        if reuse:
            one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        one.bind((address, port))
    except OSError:
        one.close()
        raise
    return one


def can_bind(address: str, port: int) -> bool:
    try:
        bound(address, port, socket.SOCK_DGRAM, reuse=False).close()
    except OSError:
        return False
    return True
