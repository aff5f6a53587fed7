"""Proxies that answer CONNECT badly; the well-behaved ones are squid and tinyproxy."""

from .serving import Peers, hold, read_request, reset


def start(peers: Peers) -> None:
    def fixed(name: str, data: bytes) -> None:
        peers.listen(name, lambda c: (read_request(c), c.sendall(data)))

    def status(name: str, line: str, *headers: str) -> None:
        fixed(name, "\r\n".join([f"HTTP/1.1 {line}", "Content-Length: 0", *headers]).encode() + b"\r\n\r\n")

    peers.listen("proxy-silent", lambda c: (read_request(c), hold(c)))
    peers.listen("proxy-reset", lambda c: (read_request(c), reset(c)))
    peers.listen("proxy-close", read_request)
    fixed("proxy-garbage", b"\x00\x01\x02 not a proxy \xff\xff\r\n\r\n")
    status("proxy-403", "403 Forbidden", "Proxy-Status: lab; error=http_request_denied")
    status("proxy-407-ntlm", "407 Proxy Authentication Required", "Proxy-Authenticate: Negotiate", "Proxy-Authenticate: NTLM")
    status("proxy-502", "502 Bad Gateway")
    status("proxy-503", "503 Service Unavailable")
    status("proxy-504", "504 Gateway Timeout")
    status("proxy-405", "405 Method Not Allowed")
    status("proxy-302", "302 Found", "Location: http://portal.corp.example/")
    fixed("proxy-hostile", b"HTTP/1.1 403 \x1b[31mForbidden\r\nX-Squid-Error: \x1b]0;owned\x07\xff 0\r\nContent-Length: 0\r\n\r\n")

    def endless(connection) -> None:
        read_request(connection)
        connection.sendall(b"HTTP/1.1 200 OK\r\n")
        for number in range(40_000):
            connection.sendall(b"X-%d: " % number + b"y" * 100 + b"\r\n")

    peers.listen("proxy-huge", endless)
