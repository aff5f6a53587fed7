"""Writes and reads BER, as much of it as LDAP and certificates need.

Source: <https://www.itu.int/rec/T-REC-X.690>
"""

INTEGER, BITS, OCTETS, NULL, OID, ENUMERATED, UTF8, SEQUENCE, SET = (
    0x02,
    0x03,
    0x04,
    0x05,
    0x06,
    0x0A,
    0x0C,
    0x30,
    0x31,
)


def element(tag: int, *contents: bytes) -> bytes:
    content = b"".join(contents)
    size = len(content)
    if size < 128:
        return bytes((tag, size)) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes((tag, 0x80 | len(length))) + length + content


def integer(value: int, tag: int = INTEGER) -> bytes:
    return element(tag, value.to_bytes(value.bit_length() // 8 + 1, "big", signed=True))


def octets(value: bytes | str, tag: int = OCTETS) -> bytes:
    return element(tag, value.encode() if isinstance(value, str) else value)


def oid(dotted: str) -> bytes:
    first, second, *rest = map(int, dotted.split("."))
    content = bytearray([first * 40 + second])
    for arc in rest:
        groups = [arc & 0x7F]
        while arc := arc >> 7:
            groups.append(0x80 | arc & 0x7F)
        content += bytes(reversed(groups))
    return element(OID, bytes(content))


def head(data: bytes, at: int = 0) -> tuple[int, int, int] | None:
    """The tag of the element at an offset, where its content begins and where that ends; none as long as the
    head is not whole."""
    if len(data) < at + 2:
        return None
    tag, size, begin = data[at], data[at + 1], at + 2
    if size & 0x80:
        width = size & 0x7F
        if len(data) < begin + width:
            return None
        size = int.from_bytes(data[begin : begin + width], "big")
        begin += width
    return tag, begin, begin + size


def elements(data: bytes) -> list[tuple[int, bytes]]:
    """What a constructed element's content holds: tags and contents."""
    found, at = [], 0
    while at < len(data):
        read = head(data, at)
        if not read or read[2] > len(data):
            raise ValueError("the element ends early")
        found.append((read[0], data[read[1] : read[2]]))
        at = read[2]
    return found


def number(content: bytes) -> int:
    return int.from_bytes(content, "big", signed=True)
