"""Proxies that answer CONNECT badly, one way each. The well-behaved ones are squid and tinyproxy."""

from .bounded_server import BoundedServer, Conversation

END = b"\r\n\r\n"


def silent(conversation: Conversation) -> None:
    conversation.hold()


def closing(conversation: Conversation) -> None:
    conversation.receive_until(END)


def resetting(conversation: Conversation) -> None:
    conversation.receive_until(END)
    conversation.reset()


def tunnel_silent(conversation: Conversation) -> None:
    conversation.receive_until(END)
    conversation.send(b"HTTP/1.1 200 Connection established" + END)
    conversation.hold()


def tunnel_reset(conversation: Conversation) -> None:
    conversation.receive_until(END)
    conversation.send(b"HTTP/1.1 200 Connection established" + END)
    conversation.receive()
    conversation.reset()


def endless_headers(conversation: Conversation) -> None:
    conversation.receive_until(END)
    conversation.send(b"HTTP/1.1 200 Connection established\r\n")
    line = b"X-Filler: " + b"y" * 1000 + b"\r\n"
    while True:
        conversation.send(line)


def saying(data: bytes):
    def handle(conversation: Conversation) -> None:
        conversation.receive_until(END)
        conversation.send(data)

    return handle


def status(line: str, *headers: str, body: bytes = b""):
    head = "\r\n".join([f"HTTP/1.1 {line}", f"Content-Length: {len(body)}", "Connection: close", *headers])
    return saying(head.encode("latin-1") + END + body)


REFUSAL = b"<html><title>Blocked</title><body>This site is blocked by policy.</body></html>"
NEGOTIATE = ("Proxy-Authenticate: Negotiate", "Proxy-Authenticate: NTLM")
HOSTILE = (
    b"HTTP/1.1 403 \x1b[31mForbidden\x9b2J\r\nX-Squid-Error: \x1b]0;owned\x07\xff\xfe 0\r\nContent-Length: 0"
    + END
)

PEERS = {
    "proxy-silent": ("accepts and never answers", silent),
    "proxy-close": ("reads the request, then FIN", closing),
    "proxy-reset": ("reads the request, then RST", resetting),
    "proxy-garbage": (
        "answers bytes that are not HTTP",
        saying(b"\x00\x01\x02 no proxy here \xff\xfe" + END),
    ),
    "proxy-huge": ("200 and headers without end", endless_headers),
    "proxy-302": ("302 to a portal", status("302 Found", "Location: http://portal.corp.example/")),
    "proxy-403": (
        "403 with a page",
        status("403 Forbidden", "Proxy-Status: lab; error=http_request_denied", body=REFUSAL),
    ),
    "proxy-405": ("405: knows no CONNECT", status("405 Method Not Allowed", "Allow: GET, HEAD")),
    "proxy-407-ntlm": (
        "407 with Negotiate and NTLM",
        status("407 Proxy Authentication Required", *NEGOTIATE),
    ),
    "proxy-502": ("502", status("502 Bad Gateway")),
    "proxy-503": ("503", status("503 Service Unavailable")),
    "proxy-504": ("504", status("504 Gateway Timeout")),
    "proxy-hostile": (
        "403 whose reason and headers hold escapes and bytes that are not UTF-8",
        saying(HOSTILE),
    ),
    "proxy-tunnel-silent": ("200, then nothing through the tunnel", tunnel_silent),
    "proxy-tunnel-reset": ("200, then RST at the first byte", tunnel_reset),
}


def main() -> None:
    server = BoundedServer()
    for name, (about, handler) in PEERS.items():
        server.listen(name, about, handler)
    server.serve()


main()
