"""Reads a TLS ClientHello and the name that it asks for.

Source: <https://www.rfc-editor.org/rfc/rfc8446#section-4.1.2>, <https://www.rfc-
editor.org/rfc/rfc6066#section-3>
"""

from .bounded_server import Conversation

HANDSHAKE = 0x16
SERVER_NAME = 0


def receive(conversation: Conversation) -> bytes:
    """The bytes of the record that holds the ClientHello, as they came; fewer if the other side stops."""
    data = b""
    while len(data) < 5 or len(data) < 5 + int.from_bytes(data[3:5], "big"):
        more = conversation.receive()
        if not more:
            break
        data += more
        if data[0] != HANDSHAKE:
            break
    return data


def server_name(record: bytes) -> str | None:
    """The name in the server_name extension, in lower case; none if absent or if the bytes make no sense."""
    try:
        reader = Reader(record[5:])
        reader.skip(4 + 2 + 32)  # handshake header, version, random
        reader.skip(reader.number(1))  # session id
        reader.skip(reader.number(2))  # cipher suites
        reader.skip(reader.number(1))  # compression methods
        extensions = Reader(reader.take(reader.number(2)))
        while extensions.left():
            kind, content = extensions.number(2), extensions.take(extensions.number(2))
            if kind == SERVER_NAME:
                names = Reader(content)
                names.skip(2 + 1)  # length of the list, type of the name
                return names.take(names.number(2)).decode("ascii").lower()
    except (IndexError, UnicodeDecodeError):
        pass
    return None


class Reader:
    def __init__(self, data: bytes):
        self._data = data
        self._at = 0

    def left(self) -> int:
        return len(self._data) - self._at

    def take(self, count: int) -> bytes:
        if count > self.left():
            raise IndexError("the message ends early")
        self._at += count
        return self._data[self._at - count : self._at]

    def skip(self, count: int) -> None:
        self.take(count)

    def number(self, width: int) -> int:
        return int.from_bytes(self.take(width), "big")
