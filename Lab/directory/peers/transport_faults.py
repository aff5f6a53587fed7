"""Peers with which no conversation, or no secure one, comes about."""

import os
import pathlib

from peers.bounded_server import BoundedServer, Conversation

from . import ldap_message
from .fake_controller import FakeController, context
from .ldap_message import Request


def silent(conversation: Conversation) -> None:
    conversation.hold()


def closing(conversation: Conversation) -> None:
    conversation.receive()


def garbage(conversation: Conversation) -> None:
    """A sequence whose length is absurd, in an encoding that LDAP forbids, and random bytes."""
    conversation.receive()
    conversation.send(b"\x30\x80\xff\xff" + os.urandom(508))
    conversation.hold()


def not_ber(conversation: Conversation) -> None:
    """What a web server says to a request that it does not understand."""
    conversation.receive()
    conversation.send(b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n")


def half_message(conversation: Conversation) -> None:
    """The head of a message of 200 bytes, ten of them, and no more."""
    conversation.receive()
    conversation.send(b"\x30\x81\xc8\x02\x01\x01\x64\x81\xc2\x04\x00\x30\x81")
    conversation.hold()


class StartTLSRefused(FakeController):
    def start_tls(self, request: Request) -> None:
        self.answer(
            request,
            ldap_message.UNAVAILABLE,
            "00000000: LdapErr: DSID-0C09128B, comment: Error initializing SSL/TLS, data 0, v4563",
        )


class StartTLSUnknown(FakeController):
    def start_tls(self, request: Request) -> None:
        self.answer(request, ldap_message.PROTOCOL_ERROR, "unsupported extended operation")


class StartTLSSilent(FakeController):
    """Says yes, and then nothing to the handshake."""

    def start_tls(self, request: Request) -> None:
        self.answer(request, ldap_message.SUCCESS)
        self.conversation.hold()


class ClosesAfterBind(FakeController):
    def bind(self, request: Request) -> None:
        super().bind(request)
        self.conversation.finish()


class SilentAfterBind(FakeController):
    def bind(self, request: Request) -> None:
        super().bind(request)
        self.conversation.hold()


class SilentAfterHandshake(FakeController):
    def serve(self) -> None:
        self.conversation.secure(self.security)
        self.conversation.hold()


def main() -> None:
    server = BoundedServer()
    folder = pathlib.Path(server.folder)

    def controller(kind: type[FakeController], certificate: str = "controller"):
        security = context(folder, certificate)
        return lambda conversation: kind(conversation, security).serve()

    server.listen("ldap-fake", "a fake controller without a fault, 25 computers", controller(FakeController))
    server.listen("ldap-silent", "accepts and never answers", silent)
    server.listen("ldaps-silent", "accepts and never answers a handshake", silent)
    server.listen("ldaps-silent-after-handshake", "TLS, then silence", controller(SilentAfterHandshake))
    server.listen("ldap-closes", "reads a request, then FIN", closing)
    server.listen("ldap-garbage", "answers bytes that are no BER", garbage)
    server.listen("ldap-http", "answers as a web server does", not_ber)
    server.listen("ldap-half-message", "a message that never ends", half_message)
    server.listen("ldap-starttls-refused", "StartTLS: unavailable (52)", controller(StartTLSRefused))
    server.listen("ldap-starttls-unknown", "StartTLS: protocolError (2)", controller(StartTLSUnknown))
    server.listen("ldap-starttls-silent", "StartTLS: success, then silence", controller(StartTLSSilent))
    server.listen("ldap-closes-after-bind", "lets bind, then FIN", controller(ClosesAfterBind))
    server.listen("ldap-silent-after-bind", "lets bind, then silence", controller(SilentAfterBind))
    for name, certificate, about in (
        ("ldap-wrong-name", "wrong-name", "a certificate for another name"),
        ("ldap-expired-certificate", "expired", "a certificate that ended nine days ago"),
        ("ldap-not-yet-valid-certificate", "not-yet-valid", "a certificate that begins in twenty days"),
        ("ldap-self-signed", "self-signed", "a certificate that is its own issuer"),
        ("ldap-untrusted", "untrusted", "a certificate by an authority that is given to nobody"),
    ):
        server.listen(name, f"ldaps and StartTLS with {about}", controller(FakeController, certificate))
    server.serve()


main()
