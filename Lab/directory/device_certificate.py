"""The certificates that computers publish: signed by themselves, named for their objectGUID.

Python makes them and not openssl, which would need a process for each of some hundred.
Source: <https://www.rfc-editor.org/rfc/rfc5280#section-4.1>
"""

import datetime
import hashlib
import os
import pathlib

from . import ber

SHA256_WITH_RSA = ber.element(ber.SEQUENCE, ber.oid("1.2.840.113549.1.1.11"), ber.element(ber.NULL))
RSA = ber.element(ber.SEQUENCE, ber.oid("1.2.840.113549.1.1.1"), ber.element(ber.NULL))
SHA256 = ber.element(ber.SEQUENCE, ber.oid("2.16.840.1.101.3.4.2.1"), ber.element(ber.NULL))
COMMON_NAME = ber.oid("2.5.4.3")
VERSION_3 = ber.element(0xA0, ber.integer(2))


def extension(dotted: str, content: bytes, critical: bool = False) -> bytes:
    flag = ber.element(0x01, b"\xff") if critical else b""
    return ber.element(ber.SEQUENCE, ber.oid(dotted), flag, ber.octets(content))


EXTENSIONS = ber.element(
    0xA3,
    ber.element(
        ber.SEQUENCE,
        extension("2.5.29.19", ber.element(ber.SEQUENCE), critical=True),
        extension("2.5.29.15", ber.element(ber.BITS, b"\x05\xa0"), critical=True),
        extension("2.5.29.37", ber.element(ber.SEQUENCE, ber.oid("1.3.6.1.5.5.7.3.2"))),
    ),
)


class Signer:
    """One RSA key. The computers of a lab share it: what is tested is what a certificate says."""

    def __init__(self, key: pathlib.Path):
        """`key` is an RSAPrivateKey in DER, without a passphrase."""
        private = ber.elements(key.read_bytes())[0][1]
        self.n, self.e, _, self.p, self.q, self.dp, self.dq, self.inverse = [
            ber.number(content) for _, content in ber.elements(private)[1:9]
        ]
        self.size = (self.n.bit_length() + 7) // 8
        public = ber.element(ber.SEQUENCE, ber.integer(self.n), ber.integer(self.e))
        self.public = ber.element(ber.SEQUENCE, RSA, ber.element(ber.BITS, b"\0", public))
        self._constant: bytes | None = None

    def sign(self, data: bytes) -> bytes:
        digest = ber.element(ber.SEQUENCE, SHA256, ber.octets(hashlib.sha256(data).digest()))
        padded = int.from_bytes(b"\0\1" + b"\xff" * (self.size - 3 - len(digest)) + b"\0" + digest, "big")
        first, second = pow(padded, self.dp, self.p), pow(padded, self.dq, self.q)
        value = second + self.q * ((first - second) * self.inverse % self.p)
        return value.to_bytes(self.size, "big")

    def certificate(self, name: str, begin: datetime.datetime, days: int, signed: bool = True) -> bytes:
        """A certificate for CN=name, in DER.

        One that is not `signed` carries the signature of another, which is several milliseconds cheaper.
        """
        subject = ber.element(
            ber.SEQUENCE,
            ber.element(ber.SET, ber.element(ber.SEQUENCE, COMMON_NAME, ber.octets(name, ber.UTF8))),
        )
        body = ber.element(
            ber.SEQUENCE,
            VERSION_3,
            ber.integer(int.from_bytes(os.urandom(15), "big")),
            SHA256_WITH_RSA,
            subject,
            ber.element(ber.SEQUENCE, date(begin), date(begin + datetime.timedelta(days))),
            subject,
            self.public,
            EXTENSIONS,
        )
        if signed or self._constant is None:
            self._constant = self.sign(body)
        return ber.element(ber.SEQUENCE, body, SHA256_WITH_RSA, ber.element(ber.BITS, b"\0", self._constant))


def date(when: datetime.datetime) -> bytes:
    """UTCTime up to 2049, as RFC 5280 wants it, and GeneralizedTime after."""
    if when.year < 2050:
        return ber.octets(when.strftime("%y%m%d%H%M%SZ"), 0x17)
    return ber.octets(when.strftime("%Y%m%d%H%M%SZ"), 0x18)
