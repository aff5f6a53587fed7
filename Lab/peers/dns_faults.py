"""Resolvers that dnsmasq cannot be: silent, garbled, half dead. UDP and TCP on the same port."""

import os
import socket
import struct
import threading
from collections.abc import Callable

from .bounded_server import BoundedServer, Conversation

A, IN = 1, 1


def silent(_: bytes) -> bytes | None:
    return None


def garbage(_: bytes) -> bytes:
    return os.urandom(120)


def malformed(query: bytes) -> bytes:
    """The right id and question, one answer announced, and in its place a name that runs past the end."""
    return query[:2] + struct.pack("!HHHHH", 0x8180, 1, 1, 0, 0) + question(query) + b"\x3fabc"


def only_a(query: bytes) -> bytes | None:
    """127.0.0.2 for A, and silence for all else."""
    asked = question(query)
    if asked[-4:] != struct.pack("!HH", A, IN):
        return None
    record = struct.pack("!HHHIH", 0xC00C, A, IN, 60, 4) + bytes([127, 0, 0, 2])
    return query[:2] + struct.pack("!HHHHH", 0x8180, 1, 1, 0, 0) + asked + record


def question(query: bytes) -> bytes:
    """Name, type and class that are asked for (RFC 1035, section 4.1.2)."""
    end = 12
    while query[end]:
        end += query[end] + 1
    return query[12 : end + 5]


Respond = Callable[[bytes], bytes | None]


def serve(server: BoundedServer, name: str, about: str, respond: Respond) -> None:
    datagrams = same_port(server, name, about, lambda conversation: over_tcp(conversation, respond))
    threading.Thread(target=over_udp, args=(datagrams, respond), daemon=True).start()


def same_port(
    server: BoundedServer, name: str, about: str, handler: Callable[[Conversation], None]
) -> socket.socket:
    """Listens for TCP, and takes the same port for UDP."""
    for _ in range(20):
        server.listen(name, about, handler)
        datagrams = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        try:
            datagrams.bind(("127.0.0.1", server.announcement[-1]["port"]))
            return datagrams
        except OSError:
            datagrams.close()
            server.forget_last()
    raise SystemExit(f"{name}: no port is free for both UDP and TCP")


def over_udp(datagrams: socket.socket, respond: Respond) -> None:
    while True:
        query, sender = datagrams.recvfrom(4096)
        try:
            answer = respond(query)
            if answer is not None:
                datagrams.sendto(answer, sender)
        except (IndexError, OSError):
            pass  # Not a query, or its sender is gone.


def over_tcp(conversation: Conversation, respond: Respond) -> None:
    data = b""
    while more := conversation.receive():
        data += more
        while len(data) > 2 and len(data) >= 2 + int.from_bytes(data[:2], "big"):
            size = 2 + int.from_bytes(data[:2], "big")
            answer = respond(data[2:size])
            data = data[size:]
            if answer is not None:
                conversation.send(len(answer).to_bytes(2, "big") + answer)


def main() -> None:
    server = BoundedServer()
    serve(server, "dns-silent", "never answers", silent)
    serve(server, "dns-garbage", "answers 120 random bytes, which match no query", garbage)
    serve(
        server, "dns-malformed", "answers with the right id and a record that ends in the middle", malformed
    )
    serve(server, "dns-only-a", "127.0.0.2 for A, silence for AAAA", only_a)
    server.serve()


main()
