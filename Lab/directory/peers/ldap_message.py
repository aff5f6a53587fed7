"""LDAP's messages as bytes, from the server's side.

Source: <https://www.rfc-editor.org/rfc/rfc4511>, <https://www.rfc-editor.org/rfc/rfc2696>
"""

import dataclasses

from peers.bounded_server import Conversation

from .. import ber

BIND, UNBIND, SEARCH, ABANDON, EXTENDED = 0x60, 0x42, 0x63, 0x50, 0x77
BIND_ANSWER, ENTRY, SEARCH_DONE, REFERENCE, EXTENDED_ANSWER = 0x61, 0x64, 0x65, 0x73, 0x78
ANSWERS = {BIND: BIND_ANSWER, SEARCH: SEARCH_DONE, EXTENDED: EXTENDED_ANSWER}
CONTROLS, REFERRAL = 0xA0, 0xA3

(
    SUCCESS,
    OPERATIONS_ERROR,
    PROTOCOL_ERROR,
    SIZE_LIMIT,
    AUTHENTICATION_METHOD,
    REFERRED,
    NO_SUCH_OBJECT,
    INVALID_CREDENTIALS,
    INSUFFICIENT_ACCESS,
    BUSY,
    UNAVAILABLE,
    UNWILLING,
) = (0, 1, 2, 4, 7, 10, 32, 49, 50, 51, 52, 53)

PAGED_RESULTS = "1.2.840.113556.1.4.319"
START_TLS = "1.3.6.1.4.1.1466.20037"

Attributes = dict[str, list[bytes | str]]


@dataclasses.dataclass
class Request:
    id: int
    kind: int
    content: bytes
    controls: dict[str, bytes]


@dataclasses.dataclass
class Search:
    base: str
    scope: int
    filter: bytes  # as it came: the lab only looks for names in it
    attributes: list[str]
    page_size: int | None
    cookie: bytes


def receive(conversation: Conversation, held: bytearray) -> Request | None:
    """The next request; none when the other side has ended. `held` keeps what came of the one after."""
    while not (head := ber.head(bytes(held[:16]))) or len(held) < head[2]:
        more = conversation.receive()
        if not more:
            return None
        held += more
    content = bytes(held[head[1] : head[2]])
    del held[: head[2]]
    (_, number), (kind, operation), *rest = ber.elements(content)
    controls = {}
    for tag, listed in rest:
        if tag == CONTROLS:
            for _, control in ber.elements(listed):
                fields = ber.elements(control)
                values = [value for field, value in fields[1:] if field == ber.OCTETS]
                controls[fields[0][1].decode("ascii", "replace")] = values[0] if values else b""
    return Request(ber.number(number), kind, operation, controls)


def search(request: Request) -> Search:
    (_, base), (_, scope), _, _, _, _, (tag, content), (_, attributes) = ber.elements(request.content)
    size, cookie = None, b""
    if PAGED_RESULTS in request.controls:
        (_, asked), (_, cookie) = ber.elements(ber.elements(request.controls[PAGED_RESULTS])[0][1])
        size = ber.number(asked)
    return Search(
        base.decode("utf-8", "replace"),
        ber.number(scope),
        bytes((tag,)) + content,
        [name.decode("utf-8", "replace") for _, name in ber.elements(attributes)],
        size,
        cookie,
    )


def message(number: int, operation: bytes, controls: bytes = b"") -> bytes:
    return ber.element(ber.SEQUENCE, ber.integer(number), operation, controls)


def result(
    request: Request, code: int, text: str = "", referrals: tuple[str, ...] = (), controls: bytes = b""
) -> bytes:
    referred = ber.element(REFERRAL, *map(ber.octets, referrals)) if referrals else b""
    return message(
        request.id,
        ber.element(
            ANSWERS[request.kind],
            ber.integer(code, ber.ENUMERATED),
            ber.octets(b""),
            ber.octets(text),
            referred,
        ),
        controls,
    )


def entry(request: Request, dn: bytes | str, attributes: list[tuple[str, list[bytes | str]]]) -> bytes:
    """Attributes are pairs and no dictionary: some peers repeat one."""
    listed = [
        ber.element(ber.SEQUENCE, ber.octets(name), ber.element(ber.SET, *map(ber.octets, values)))
        for name, values in attributes
    ]
    return message(request.id, ber.element(ENTRY, ber.octets(dn), ber.element(ber.SEQUENCE, *listed)))


def reference(request: Request, *urls: str) -> bytes:
    return message(request.id, ber.element(REFERENCE, *map(ber.octets, urls)))


def page_control(cookie: bytes, size: int = 0) -> bytes:
    value = ber.element(ber.SEQUENCE, ber.integer(size), ber.octets(cookie))
    return ber.element(CONTROLS, ber.element(ber.SEQUENCE, ber.octets(PAGED_RESULTS), ber.octets(value)))
