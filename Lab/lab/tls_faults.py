"""Peers that break the TLS handshake, each in its own way."""

import os
import socket
import ssl

from .serving import Peers, hold, reset


def start(peers: Peers, good: ssl.SSLContext, healthy_port: int) -> None:
    peers.listen("tls-silent", hold)
    peers.listen("tls-reset", lambda c: (c.recv(4096), reset(c)))
    peers.listen("tls-close", lambda c: c.recv(4096))
    peers.listen("tls-half-hello", lambda c: (c.recv(4096), c.sendall(b"\x16\x03\x03\x01\x00\x02\x00\x00\x50\x03\x03"), hold(c)))
    peers.listen("plain-http-on-tls-port", lambda c: (c.recv(4096), c.sendall(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")))
    peers.listen("ssh-banner", lambda c: (c.sendall(b"SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n"), hold(c)))
    peers.listen("garbage-tls", lambda c: (c.recv(4096), c.sendall(b"\xff\xfe\xfd" + bytes(64)), hold(c)))
    peers.listen("alert-handshake-failure", lambda c: (c.recv(4096), c.sendall(b"\x15\x03\x03\x00\x02\x02\x28")))
    peers.listen("alert-internal-error", lambda c: (c.recv(4096), c.sendall(b"\x15\x03\x03\x00\x02\x02\x50")))
    known = [b"discovery.dm.microsoft.com", b"enrollment.dm.microsoft.com", b"checkin.dm.microsoft.com"]

    def sni_filter(connection: socket.socket) -> None:
        hello = connection.recv(4096, socket.MSG_PEEK)
        if any(name in hello for name in known):
            relay(connection, healthy_port)
        else:
            connection.recv(4096)
            reset(connection)

    def sni_strict(connection: socket.socket) -> None:
        hello = connection.recv(4096, socket.MSG_PEEK)
        if any(name in hello for name in known):
            relay(connection, healthy_port)
        else:
            connection.recv(4096)
            connection.sendall(b"\x15\x03\x03\x00\x02\x02\x70")

    peers.listen("sni-filter", sni_filter)
    peers.listen("sni-strict", sni_strict)
    client = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    client.load_cert_chain(os.environ["LAB_PKI"] + "/good.pem", os.environ["LAB_PKI"] + "/good.key")
    client.load_verify_locations(os.environ["LAB_PKI"] + "/root.pem")
    client.verify_mode = ssl.CERT_REQUIRED
    client.minimum_version = ssl.TLSVersion.TLSv1_3
    peers.listen_tls("client-certificate-13", client, hold)
    older = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    older.load_cert_chain(os.environ["LAB_PKI"] + "/good.pem", os.environ["LAB_PKI"] + "/good.key")
    older.load_verify_locations(os.environ["LAB_PKI"] + "/root.pem")
    older.verify_mode = ssl.CERT_REQUIRED
    older.maximum_version = ssl.TLSVersion.TLSv1_2
    peers.listen_tls("client-certificate", older, hold)


def relay(connection: socket.socket, port: int) -> None:
    """Passes bytes both ways to a port of this host, until either side ends."""
    import select

    with socket.create_connection(("127.0.0.1", port), timeout=10) as other:
        pair = {connection: other, other: connection}
        while True:
            ready, _, _ = select.select(list(pair), [], [], 30)
            if not ready:
                return
            for side in ready:
                data = side.recv(65536)
                if not data:
                    return
                pair[side].sendall(data)
