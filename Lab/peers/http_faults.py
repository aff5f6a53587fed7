"""Peers that answer HTTP badly over a good TLS connection, and a few over none."""

import os
import pathlib
import ssl

from .bounded_server import BoundedServer, Conversation, Handler
from .http_answers import END, HTML, IDENTITY, JSON, head, host, message, service

HUGE = 100 * 1024 * 1024
CHUNKED = ("Transfer-Encoding: chunked", "Connection: close", JSON)


def silent(conversation: Conversation) -> None:
    conversation.receive_until(END)
    conversation.hold()


def slow(conversation: Conversation) -> None:
    conversation.receive_until(END)
    conversation.send(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while True:
        conversation.send(b"x")
        conversation.pause(0.3)


def resetting(conversation: Conversation) -> None:
    conversation.receive_until(END)
    conversation.reset()


def closing(conversation: Conversation) -> None:
    conversation.receive_until(END)


def huge_headers(conversation: Conversation) -> None:
    conversation.receive_until(END)
    conversation.send(b"HTTP/1.1 200 OK\r\n")
    for number in range(2000):
        conversation.send(f"X-Filler-{number}: ".encode() + b"y" * 1024 + b"\r\n")
    conversation.send(b"Content-Length: 0\r\n\r\n")


def huge_body(conversation: Conversation) -> None:
    conversation.receive_until(END)
    conversation.send(head("200 OK", *CHUNKED))
    piece = b"z" * 65_536
    chunk = b"%x\r\n" % len(piece) + piece + b"\r\n"
    conversation.send(b'b\r\n{"issuer":"\r\n')
    for _ in range(HUGE // len(piece)):
        conversation.send(chunk)
    conversation.send(b'2\r\n"}\r\n0\r\n\r\n')


def saying(data: bytes) -> Handler:
    def handle(conversation: Conversation) -> None:
        conversation.receive_until(END)
        conversation.send(data)

    return handle


def answering(status: str, body: bytes, *headers: str) -> Handler:
    """A whole answer, with the Date of the moment."""

    def handle(conversation: Conversation) -> None:
        conversation.receive_until(END)
        conversation.send(message(status, body, *headers))

    return handle


def saying_rudely(data: bytes) -> Handler:
    """Ends TCP without TLS's goodbye."""

    def handle(conversation: Conversation) -> None:
        conversation.receive_until(END)
        conversation.send(data)
        conversation.finish(farewell=False)

    return handle


def redirect_to_itself(conversation: Conversation) -> None:
    name = host(conversation.receive_until(END))
    conversation.send(message("302 Found", b"", f"Location: https://{name}/elsewhere"))


def healthy(www: pathlib.Path, skew: float | None) -> Handler:
    def handle(conversation: Conversation) -> None:
        conversation.send(service(www, conversation.receive_until(END), skew))

    return handle


def secured(context: ssl.SSLContext, handler: Handler) -> Handler:
    def handle(conversation: Conversation) -> None:
        conversation.secure(context)
        handler(conversation)

    return handle


def page(title: bytes) -> bytes:
    return b"<!DOCTYPE html><html><head><title>" + title + b"</title></head><body>hello</body></html>"


SHORT = head("200 OK", "Content-Length: 1000", "Connection: close", JSON) + b'{"issuer":"' + b"x" * 89
HOSTILE_TITLE = b"\x1b[2J\x1b]0;owned\x07 \xe2\x80\xaegpj.exe \xff\xfe\xc3\x28 \x9b31m \x00 end"
HOSTILE_HEADERS = (
    b"HTTP/1.1 200 \x1b[31mOK\r\nServer: \xff\xfe\x1b]0;owned\x07\r\nX-Controls: \x9b2J\x80\x85 a\tb \x7f\r\n"
    b"X-Not-UTF-8: \xc3\x28 \xed\xa0\x80\r\nContent-Type: text/html\r\n"
    b"Content-Length: %d\r\nConnection: close\r\n\r\n"
)
HOSTILE_REDIRECT = (
    b"HTTP/1.1 302 Found\r\nLocation: https://\x1b[31mevil\x07.example/\x9b2J\xff\r\n"
    b"Content-Length: 0\r\nConnection: close\r\n\r\n"
)


def broken_framing() -> dict[str, tuple[str, Handler]]:
    return {
        "http-silent": ("reads the request and never answers", silent),
        "http-slow": ("a byte of header each 300 ms, for a minute", slow),
        "http-reset": ("reads the request, then RST", resetting),
        "http-close": ("reads the request and closes without a word", closing),
        "http-truncated": ("Content-Length 1000, and 100 bytes", saying(SHORT)),
        "http-truncated-rudely": ("the same, without TLS's goodbye", saying_rudely(SHORT)),
        "http-truncated-chunked": (
            "a chunk that ends early",
            saying(head("200 OK", *CHUNKED) + b'400\r\n{"issuer":'),
        ),
        "http-garbage": ("random bytes that are not HTTP", saying(b"\x00\xff" + os.urandom(500))),
        "http-09": ("a page without status line or headers", saying(page(b"HTTP 0.9"))),
        "http-bad-status": (
            "a status line without a status",
            saying(b"HTTP/1.1 banana\r\nContent-Length: 0\r\n\r\n"),
        ),
        "http-bad-chunk": (
            "a chunk whose size is no number",
            saying(head("200 OK", *CHUNKED) + b"zz\r\nhello\r\n0\r\n\r\n"),
        ),
        "http-huge-headers": ("2 MB of headers", huge_headers),
        "http-huge-body": ("100 MB of JSON, chunked", huge_body),
    }


def wrong_answers(www: pathlib.Path) -> dict[str, tuple[str, Handler]]:
    openid = (www / "home" / "sign-in-common.json").read_bytes()
    altered = openid.replace(b"login.microsoftonline.com", b"login.portal.example")
    portal = (pathlib.Path(__file__).parent.parent / "answers" / "portal.html").read_bytes()
    hostile = page(HOSTILE_TITLE)
    return {
        "http-500": ("500", answering("500 Internal Server Error", b"error\n")),
        "http-503": ("503", answering("503 Service Unavailable", b"busy\n")),
        "redirect-portal": (
            "302 to a portal",
            answering("302 Found", b"", "Location: https://portal.corp.example/login"),
        ),
        "redirect-self": ("302 to the same host, for ever", redirect_to_itself),
        "portal-page": ("200 with a portal's sign-in page", answering("200 OK", portal, HTML)),
        "portal-511": (
            "511 with the same page",
            answering("511 Network Authentication Required", portal, HTML),
        ),
        "altered-json": (
            "the sign-in JSON with another host's issuer",
            answering("200 OK", altered, JSON, *IDENTITY),
        ),
        "wrong-json": ("JSON with other members", answering("200 OK", b'{"hello":"world"}', JSON, *IDENTITY)),
        "broken-json": (
            "the sign-in JSON without its end",
            answering("200 OK", openid[:-40], JSON, *IDENTITY),
        ),
        "deep-json": (
            "100,000 arrays in one another",
            answering("200 OK", b"[" * 100_000 + b"]" * 100_000, JSON, *IDENTITY),
        ),
        "no-identity": ("the sign-in JSON without the service's headers", answering("200 OK", openid, JSON)),
        "binary-body": (
            "bytes that are no text, said to be JSON",
            answering("200 OK", bytes(range(256)) * 8, JSON),
        ),
        "hostile-headers": (
            "200; escapes, C1 controls, bytes that are not UTF-8 in status, headers and title",
            saying(HOSTILE_HEADERS % len(hostile) + hostile),
        ),
        "hostile-page": ("200 with the hostile title alone", answering("200 OK", hostile, HTML)),
        "hostile-redirect": ("302 to a hostile address", saying(HOSTILE_REDIRECT)),
    }


def clocks(www: pathlib.Path) -> dict[str, tuple[str, Handler]]:
    return {
        "no-date": ("healthy, without a Date header", healthy(www, None)),
        "date-right": ("healthy, with the right Date", healthy(www, 0)),
        "date-behind": ("healthy, 10 minutes behind", healthy(www, -600)),
        "date-ahead": ("healthy, 10 minutes ahead", healthy(www, 600)),
    }


def plain(www: pathlib.Path) -> dict[str, tuple[str, Handler]]:
    portal = (pathlib.Path(__file__).parent.parent / "answers" / "portal.html").read_bytes()
    return {
        "portal-http": ("plain HTTP, 200 with a portal's page", answering("200 OK", portal, HTML)),
        "redirect-portal-http": (
            "plain HTTP, 302 to a portal",
            answering("302 Found", b"", "Location: http://portal.corp.example/"),
        ),
    }


def main() -> None:
    server = BoundedServer()
    folder = pathlib.Path(server.folder)
    good = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    good.load_cert_chain(folder / "pki" / "good.pem", folder / "pki" / "leaf.key")
    for name, (about, handler) in (
        broken_framing() | wrong_answers(folder / "www") | clocks(folder / "www")
    ).items():
        server.listen(name, about, secured(good, handler))
    for name, (about, handler) in plain(folder / "www").items():
        server.listen(name, about, handler)
    server.serve()


main()
