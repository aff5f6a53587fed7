"""Resolvers that dnsmasq cannot be: silent, garbled, failing."""

import socket
import struct
import threading

from .serving import Peers


def start(peers: Peers) -> None:
    serve(peers, "dns-silent", lambda query: None)
    serve(peers, "dns-garbage", lambda query: query[:2] + b"\xff" * 40)
    # SERVFAIL (RFC 1035, rcode 2) with the question returned; dnsmasq never says it of itself.
    serve(peers, "dns-servfail", lambda query: query[:2] + struct.pack("!H", 0x8182) + query[4:6] + bytes(6) + question(query))
    serve(peers, "dns-only-a", only_a)


def question(query: bytes) -> bytes:
    end = 12
    while query[end]:
        end += query[end] + 1
    return query[12:end + 5]


def only_a(query: bytes) -> bytes | None:
    """127.0.0.2 for A, and silence for AAAA."""
    asked = question(query)
    if asked[-4:-2] != b"\x00\x01":
        return None
    record = b"\xc0\x0c\x00\x01\x00\x01\x00\x00\x00\x3c\x00\x04\x7f\x00\x00\x02"
    return query[:2] + struct.pack("!HHHHH", 0x8180, 1, 1, 0, 0) + asked + record


def serve(peers: Peers, name: str, respond) -> None:
    udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    udp.bind(("127.0.0.1", 0))
    peers.ports[name] = udp.getsockname()[1]

    def loop() -> None:
        while True:
            query, sender = udp.recvfrom(4096)
            try:
                data = respond(query)
            except IndexError:
                continue
            if data is not None:
                udp.sendto(data, sender)

    threading.Thread(target=loop, daemon=True).start()
