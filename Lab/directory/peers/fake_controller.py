"""A controller that is only good enough to misbehave: it lets everybody bind and knows a few objects.

A fault is a subclass that does one thing otherwise. Each connection may begin with TLS, turn to it with
StartTLS, or stay plain.
"""

import pathlib
import socket
import ssl
from collections.abc import Callable

from peers.bounded_server import Conversation

from . import fake_directory, ldap_message
from .fake_directory import BASE, CONNECTION, CONNECTION_POINT, DOMAIN_OBJECT, ROOT, chosen
from .ldap_message import Request, Search

TLS_HANDSHAKE = 0x16
# Active Directory's own limit, which it puts on whoever asks for larger pages.
LARGEST_PAGE = 1000


def context(folder: pathlib.Path, certificate: str = "controller") -> ssl.SSLContext:
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(folder / "pki" / f"{certificate}.pem", folder / "pki" / "leaf.key")
    return made


class FakeController:
    """One connection."""

    computers = 25

    def __init__(self, conversation: Conversation, security: ssl.SSLContext):
        self.conversation = conversation
        self.security = security
        self.held = bytearray()
        self.bound = False

    def serve(self) -> None:
        self.conversation.hurry()
        first = self.conversation.socket.recv(1, socket.MSG_PEEK)
        if first and first[0] == TLS_HANDSHAKE:
            self.conversation.secure(self.security)
        actions: dict[int, Callable[[Request], None]] = {
            ldap_message.BIND: self.bind,
            ldap_message.SEARCH: self.search,
            ldap_message.EXTENDED: self.extended,
        }
        while request := ldap_message.receive(self.conversation, self.held):
            if request.kind == ldap_message.UNBIND:
                return
            if request.kind in actions:
                actions[request.kind](request)

    def answer(self, request: Request, code: int, text: str = "", **more: object) -> None:
        self.conversation.send(ldap_message.result(request, code, text, **more))

    def bind(self, request: Request) -> None:
        """Any simple bind succeeds, an anonymous one too."""
        _, (_, name), (method, _) = ldap_message.ber.elements(request.content)
        if method != 0x80:
            self.answer(request, ldap_message.AUTHENTICATION_METHOD, "only simple binds here")
            return
        self.bound = bool(name)
        self.answer(request, ldap_message.SUCCESS)

    def extended(self, request: Request) -> None:
        name = ldap_message.ber.elements(request.content)[0][1].decode("ascii", "replace")
        if name == ldap_message.START_TLS:
            self.start_tls(request)
        else:
            self.answer(request, ldap_message.PROTOCOL_ERROR, f"no extended operation {name}")

    def start_tls(self, request: Request) -> None:
        self.answer(request, ldap_message.SUCCESS)
        self.conversation.secure(self.security)

    def root(self) -> dict:
        return ROOT

    def search(self, request: Request) -> None:
        asked = ldap_message.search(request)
        base = asked.base.lower()
        if not base:
            if asked.scope == 0:
                self.one(request, asked, "", self.root())
            else:
                self.answer(request, ldap_message.NO_SUCH_OBJECT)
        elif base == BASE.lower() and asked.scope == 0:
            self.one(request, asked, BASE, DOMAIN_OBJECT)
        elif base == CONNECTION_POINT.lower() or b"serviceconnectionpoint" in asked.filter.lower():
            self.one(request, asked, CONNECTION_POINT, CONNECTION)
        elif not base.endswith(BASE.lower()):
            self.answer(
                request, ldap_message.REFERRED, "0000202B: RefErr", referrals=(f"ldap://{asked.base}",)
            )
        elif asked.scope == 0:
            self.answer(request, ldap_message.NO_SUCH_OBJECT, "0000208D: NameErr: problem 2001 (NO_OBJECT)")
        elif b"computer" in asked.filter.lower():
            self.list_computers(request, asked)
        else:
            self.answer(request, ldap_message.SUCCESS, controls=self.last_page(asked))

    def one(self, request: Request, asked: Search, dn: str, attributes: dict) -> None:
        self.conversation.send(ldap_message.entry(request, dn, chosen(attributes, asked.attributes)))
        self.answer(request, ldap_message.SUCCESS, controls=self.last_page(asked))

    def last_page(self, asked: Search) -> bytes:
        return b"" if asked.page_size is None else ldap_message.page_control(b"")

    def list_computers(self, request: Request, asked: Search) -> None:
        """A page of them; the cookie is the number of the next."""
        size = min(asked.page_size or LARGEST_PAGE, LARGEST_PAGE)
        begin = int(asked.cookie or b"0")
        end = min(begin + size, self.computers)
        self.send_computers(request, asked, range(begin, end))
        if asked.page_size is None:
            code = ldap_message.SIZE_LIMIT if end < self.computers else ldap_message.SUCCESS
            self.answer(request, code)
        else:
            cookie = str(end).encode() if end < self.computers else b""
            self.answer(request, ldap_message.SUCCESS, controls=ldap_message.page_control(cookie))

    def send_computers(self, request: Request, asked: Search, numbers: range) -> None:
        self.conversation.send(b"".join(self.computer(request, asked, number) for number in numbers))

    def computer(self, request: Request, asked: Search, number: int) -> bytes:
        dn, attributes = fake_directory.computer(number)
        return ldap_message.entry(request, dn, chosen(attributes, asked.attributes))
