"""Peers that break the TLS handshake, each in its own way."""

import json
import os
import pathlib
import select
import socket
import ssl

from . import client_hello
from .bounded_server import BoundedServer, Conversation

ALERT = b"\x15\x03\x03\x00\x02\x02"
HANDSHAKE_FAILURE, INTERNAL_ERROR = b"\x28", b"\x50"


def silent(conversation: Conversation) -> None:
    conversation.hold()


def resetting(conversation: Conversation) -> None:
    client_hello.receive(conversation)
    conversation.reset()


def closing(conversation: Conversation) -> None:
    client_hello.receive(conversation)


def half_hello(conversation: Conversation) -> None:
    """The head of a record of 512 bytes, the beginning of a ServerHello, and no more."""
    client_hello.receive(conversation)
    conversation.send(b"\x16\x03\x03\x02\x00" + b"\x02\x00\x01\xfc\x03\x03" + bytes(32))
    conversation.hold()


def ssh(conversation: Conversation) -> None:
    conversation.send(b"SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3\r\n")
    conversation.hold()


def garbage(conversation: Conversation) -> None:
    """Random, but never by chance the head of a TLS record."""
    client_hello.receive(conversation)
    conversation.send(b"\xde\xad\xbe\xef" + os.urandom(508))
    conversation.hold()


def alert(code: bytes):
    def handle(conversation: Conversation) -> None:
        client_hello.receive(conversation)
        conversation.send(ALERT + code)

    return handle


def sni_filter(known: set[str], healthy_port: int):
    """What a firewall does that lets names through: it looks at the ClientHello, and resets or relays."""

    def handle(conversation: Conversation) -> None:
        hello = client_hello.receive(conversation)
        if client_hello.server_name(hello) in known:
            relay(conversation, hello, healthy_port)
        else:
            conversation.reset()

    return handle


def relay(conversation: Conversation, first: bytes, port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as other:
        other.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        other.sendall(first)
        pair = {conversation.socket: other, other: conversation.socket}
        while True:
            conversation.hurry()
            ready, _, _ = select.select(list(pair), [], [], conversation.socket.gettimeout())
            for side in ready:
                data = side.recv(65_536)
                if not data:
                    return
                pair[side].sendall(data)


def wanting_certificate(pki: pathlib.Path, version: ssl.TLSVersion):
    """OpenSSL's own refusal of a client without a certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pki / "good.pem", pki / "leaf.key")
    context.load_verify_locations(pki / "root.pem")
    context.verify_mode = ssl.CERT_REQUIRED
    context.minimum_version = context.maximum_version = version

    def handle(conversation: Conversation) -> None:
        conversation.secure(context)
        conversation.receive_until(b"\r\n\r\n")
        conversation.send(b"HTTP/1.1 200 OK\r\nContent-Length: 8\r\nConnection: close\r\n\r\nwelcome\n")

    return handle


def main() -> None:
    server = BoundedServer()
    pki = pathlib.Path(server.folder) / "pki"
    healthy_port = json.loads(os.environ["LAB_KNOWN_PORTS"])["healthy"]
    known = set(json.loads(os.environ["LAB_HOSTS"]))
    server.listen("tls-silent", "accepts and never says anything", silent)
    server.listen("tls-reset", "reads the ClientHello, then RST", resetting)
    server.listen("tls-close", "reads the ClientHello, then FIN", closing)
    server.listen("tls-half-hello", "half a record of a ServerHello, then nothing", half_hello)
    server.listen("ssh-banner", "an SSH server's banner, then nothing", ssh)
    server.listen("garbage-tls", "512 random bytes", garbage)
    server.listen("alert-handshake-failure", "the alert handshake_failure (40)", alert(HANDSHAKE_FAILURE))
    server.listen("alert-internal-error", "the alert internal_error (80)", alert(INTERNAL_ERROR))
    server.listen(
        "sni-filter", "documented names reach healthy; any other gets an RST", sni_filter(known, healthy_port)
    )
    server.listen(
        "client-certificate",
        "TLS 1.2, refuses a client without a certificate: handshake_failure",
        wanting_certificate(pki, ssl.TLSVersion.TLSv1_2),
    )
    server.listen(
        "client-certificate-13",
        "TLS 1.3, the same: certificate_required, after the client is done",
        wanting_certificate(pki, ssl.TLSVersion.TLSv1_3),
    )
    server.serve()


main()
