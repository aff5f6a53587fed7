"""Peers that answer HTTP badly over a good TLS connection (and two over none)."""

import email.utils
import json
import ssl
import time

from .serving import Peers, hold, read_request, reset

TENANT = "8f3b1c5e-2d47-4a60-9c1e-7b5a0d9e4f21"
PORTAL = b"<!DOCTYPE html><html><head><title>Guest network: please sign in</title></head><body>Welcome</body></html>"


def answer(status: str, body: bytes = b"", *headers: str, date: float | None = None) -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers]
    if date is not None:
        lines.append("Date: " + email.utils.formatdate(time.time() + date, usegmt=True))
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


def openid(issuer_host: str = "login.microsoftonline.com") -> bytes:
    base = f"https://{issuer_host}"
    return json.dumps({
        "token_endpoint": f"{base}/common/oauth2/v2.0/token", "jwks_uri": f"{base}/common/discovery/v2.0/keys",
        "issuer": base + "/{tenantid}/v2.0", "authorization_endpoint": f"{base}/common/oauth2/v2.0/authorize",
        "tenant_region_scope": None, "cloud_instance_name": "microsoftonline.com", "cloud_graph_host_name": "graph.windows.net",
    }).encode()


JSON = "Content-Type: application/json; charset=utf-8"
IDENTITY = ["x-ms-request-id: 7d0f7d5c-5a0e-4b7e-9c15-0d4ad2a90b00", "x-ms-ests-server: 2.1.0 - LAB"]


def start(peers: Peers, good: ssl.SSLContext) -> None:
    def fixed(name: str, data: bytes) -> None:
        peers.listen_tls(name, good, lambda c: (read_request(c), c.sendall(data)))

    def dated(name: str, offset: float) -> None:
        peers.listen_tls(
            name, good, lambda c: (read_request(c), c.sendall(answer("200 OK", openid(), JSON, *IDENTITY, date=offset))))

    peers.listen_tls("http-silent", good, lambda c: (read_request(c), hold(c)))
    peers.listen_tls("http-reset", good, lambda c: (read_request(c), reset(c)))
    peers.listen_tls("http-close", good, lambda c: (read_request(c), c.unwrap()))

    def slow(connection) -> None:
        read_request(connection)
        for byte in b"HTTP/1.1 200 OK\r\nX-Slow: " + b"x" * 150:
            connection.sendall(bytes([byte]))
            time.sleep(0.3)

    peers.listen_tls("http-slow", good, slow)

    def cut(data: bytes):
        def handle(connection) -> None:
            read_request(connection)
            connection.sendall(data)
            connection.unwrap()
        return handle

    truncated = b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + b"x" * 100
    peers.listen_tls("http-truncated", good, cut(truncated))
    peers.listen_tls("http-truncated-rudely", good, lambda c: (read_request(c), c.sendall(truncated)))
    peers.listen_tls("http-truncated-chunked", good, cut(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n400\r\nabc"))
    fixed("http-garbage", bytes(range(1, 200)))
    fixed("http-09", b"just some words without any header\n")
    fixed("http-bad-chunk", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n")
    fixed("http-huge-headers", b"HTTP/1.1 200 OK\r\n" + b"".join(b"X-%d: " % i + b"y" * 1000 + b"\r\n" for i in range(2000)) + b"\r\n")

    def endless(connection) -> None:
        read_request(connection)
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n")
        for _ in range(1600):
            connection.sendall(b"z" * 65536)

    peers.listen_tls("http-huge-body", good, endless)
    fixed("http-503", answer("503 Service Unavailable", b"busy"))
    fixed("http-500", answer("500 Internal Server Error", b""))
    fixed("redirect-portal", answer("302 Found", b"", "Location: https://portal.corp.example/login"))
    fixed("redirect-self", answer("302 Found", b"", "Location: /elsewhere"))
    fixed("portal-page", answer("200 OK", PORTAL, "Content-Type: text/html"))
    fixed("portal-511", answer("511 Network Authentication Required", PORTAL, "Content-Type: text/html"))
    fixed("altered-json", answer("200 OK", openid("login.evil.example"), JSON, *IDENTITY))
    fixed("wrong-json", answer("200 OK", b'{"hello": "world"}', JSON, *IDENTITY))
    fixed("no-identity", answer("200 OK", openid(), JSON))
    fixed("broken-json", answer("200 OK", openid()[:-40], JSON, *IDENTITY))
    fixed("deep-json", answer("200 OK", b"[" * 100_000, JSON, *IDENTITY))
    fixed("binary-body", answer("200 OK", bytes(range(256)) * 8, "Content-Type: application/json"))
    fixed("no-date", answer("200 OK", openid(), JSON, *IDENTITY))
    dated("date-right", 0)
    dated("date-behind", -600)
    dated("date-ahead", 600)
    fixed("hostile-headers", b"HTTP/1.1 302 Found\r\nLocation: https://\x1b[31mevil\x07.example/\x9b2J\r\nServer: \xff\xfe\x1b]0;owned\x07\r\n"
          b"Content-Type: text/html\r\nContent-Length: 0\r\n\r\n")
    page = b"<html><title>\x1b[2J\xe2\x80\xaegpj.exe\xff\x00</title></html>"
    fixed("hostile-page", answer("200 OK", page, "Content-Type: text/html"))

    def plain(name: str, data: bytes) -> None:
        peers.listen(name, lambda c: (read_request(c), c.sendall(data)))

    plain("portal-http", answer("200 OK", PORTAL, "Content-Type: text/html"))
    plain("redirect-portal-http", answer("302 Found", b"", "Location: http://portal.corp.example/"))
    plain("healthy-http", answer("200 OK", b"\x30\x82\x01\x02", "Content-Type: application/pkix-crl", date=0))
