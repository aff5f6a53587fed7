"""Peers that talk LDAP properly and say something unwelcome."""

import pathlib
import uuid

from peers.bounded_server import BoundedServer

from .. import ber
from . import fake_directory, ldap_message
from .fake_controller import FakeController, context
from .fake_directory import BASE, CONNECTION, chosen
from .ldap_message import Request, Search

UNBOUND = (
    "000004DC: LdapErr: DSID-0C090A5C, comment: In order to perform this operation a successful bind must be "
    "completed on the connection., data 0, v4563"
)
REJECTED = "80090308: LdapErr: DSID-0C090449, comment: AcceptSecurityContext error, data {}, v4563"
CHANNEL = "80090346: LdapErr: DSID-0C090590, comment: AcceptSecurityContext error, data 80090346, v4563"
SIGNING = (
    "00002028: LdapErr: DSID-0C09023E, comment: The server requires binds to turn on integrity checking if "
    "SSL\\TLS are not already active on the connection, data 0, v4563"
)
# What the data of a rejection mean. Source:
# <https://learn.microsoft.com/windows/win32/debug/system-error-codes--1300-1699->
CODES = ("525", "52e", "52f", "530", "531", "532", "533", "568", "701", "773", "775")
STRONGER = 8


class NeedsBind(FakeController):
    """Only rootDSE can be read before a bind with a name."""

    def search(self, request: Request) -> None:
        if self.bound or not ldap_message.search(request).base:
            super().search(request)
        else:
            self.answer(request, ldap_message.OPERATIONS_ERROR, UNBOUND)


class Rejects(FakeController):
    """Rejects with the code that the name holds, as in CN=775 or 775@corp.contoso.test; 52e without one."""

    def bind(self, request: Request) -> None:
        _, (_, name), _ = ber.elements(request.content)
        bound = name.decode("utf-8", "replace").lower()
        if not bound:
            super().bind(request)
        elif "80090346" in bound:
            self.answer(request, ldap_message.INVALID_CREDENTIALS, CHANNEL)
        elif "signing" in bound:
            self.answer(request, STRONGER, SIGNING)
        else:
            code = next((one for one in CODES if one in bound), "52e")
            self.answer(request, ldap_message.INVALID_CREDENTIALS, REJECTED.format(code))


def answering(code: int, text: str) -> type[FakeController]:
    """One that answers each bind and each search so, but for rootDSE."""

    class Answering(FakeController):
        def bind(self, request: Request) -> None:
            self.answer(request, code, text)

        def search(self, request: Request) -> None:
            if ldap_message.search(request).base:
                self.answer(request, code, text)
            else:
                super().search(request)

    return Answering


class BusyLater(FakeController):
    """The search for computers alone."""

    def list_computers(self, request: Request, asked: Search) -> None:
        self.answer(
            request, ldap_message.BUSY, "00002024: SvcErr: DSID-02080495, problem 5001 (BUSY), data 0"
        )


class Denied(FakeController):
    def list_computers(self, request: Request, asked: Search) -> None:
        self.answer(
            request,
            ldap_message.INSUFFICIENT_ACCESS,
            "00002098: SecErr: DSID-03150F94, problem 4003 (INSUFF_ACCESS_RIGHTS), data 0",
        )


class Old(FakeController):
    """A domain on the level of Windows Server 2003."""

    def root(self) -> dict:
        levels = ("domainFunctionality", "forestFunctionality", "domainControllerFunctionality")
        return super().root() | dict.fromkeys(levels, ["2"])


class NotActiveDirectory(FakeController):
    """A rootDSE as another product's, with nothing that only AD has."""

    def root(self) -> dict:
        return {
            "objectClass": ["top", "OpenLDAProotDSE"],
            "namingContexts": [BASE],
            "supportedControl": ["1.2.840.113556.1.4.319"],
            "supportedLDAPVersion": ["3"],
            "vendorName": ["Example"],
        }


class EmptyRoot(FakeController):
    """A rootDSE without any attribute, as a reader without rights may see it."""

    def root(self) -> dict:
        return {}


ESCAPES = "\x1b[31mred\x1b[0m\x07\x9b\u202egnp.exe\r\n<script>"
LATIN = "Größe".encode("latin-1") + b"\xff\xfe\xc0\x80"


class Hostile(FakeController):
    """Values of every wrong kind, each in a computer of its own, and keywords with escapes."""

    def search(self, request: Request) -> None:
        asked = ldap_message.search(request)
        if b"serviceconnectionpoint" in asked.filter.lower() or "62a0ff2e" in asked.base.lower():
            keywords = [
                *CONNECTION["keywords"],
                f"azureADName:{ESCAPES}",
                LATIN,
                b"azureADId:\0" + b"\0" * 40,
                "",
            ]
            self.one(request, asked, f"{asked.base}", CONNECTION | {"keywords": keywords})
        else:
            super().search(request)

    def list_computers(self, request: Request, asked: Search) -> None:
        for number, changes in enumerate(self.wrong()):
            dn, attributes = fake_directory.computer(number)
            listed = chosen(attributes | changes, asked.attributes)
            self.conversation.send(ldap_message.entry(request, dn, listed))
        number = len(self.wrong())
        dn, attributes = fake_directory.computer(number)
        # An attribute twice, an attribute without values, and names that nobody asked for.
        twice = chosen(attributes, asked.attributes) * 2
        self.conversation.send(
            ldap_message.entry(request, dn, [*twice, ("keywords", []), (ESCAPES, [ESCAPES])])
        )
        for dn in (
            ESCAPES,
            LATIN,
            "",
            "not a DN",
            "CN=x,," + BASE,
            "CN=\0nul," + BASE,
            "CN=a" + "a" * 100_000 + "," + BASE,
        ):
            number += 1
            _, attributes = fake_directory.computer(number)
            listed = chosen(attributes | {"distinguishedName": [dn]}, asked.attributes)
            self.conversation.send(ldap_message.entry(request, dn, listed))
        self.answer(request, ldap_message.SUCCESS, ESCAPES, controls=self.last_page(asked))

    @staticmethod
    def wrong() -> list[dict]:
        identifier = uuid.uuid4().bytes_le
        return [
            {"objectGUID": [identifier[:14]]},
            {"objectGUID": [identifier + b"\0"]},
            {"objectGUID": [b""]},
            {"objectGUID": [identifier, uuid.uuid4().bytes_le]},
            {"objectSid": [b"\1\xff\0\0\0\0\0\5\x15"]},
            {"userAccountControl": ["not a number"]},
            {"userAccountControl": ["99999999999999999999"]},
            {"userAccountControl": ["-2147479552"]},
            {"userAccountControl": []},
            {"lastLogonTimestamp": ["9223372036854775807"]},
            {"lastLogonTimestamp": ["-1"]},
            {"lastLogonTimestamp": ["1e400"]},
            {"primaryGroupID": ["515", "516"]},
            {"operatingSystem": [ESCAPES]},
            {"operatingSystem": [LATIN]},
            {"operatingSystem": ["Windows\0Server"]},
            {"operatingSystemVersion": ["6.3 (" + "9" * 10_000 + ")"]},
            {"dNSHostName": [ESCAPES, LATIN]},
            {"userCertificate": [b"\0" * 900, b"", b"\x30\x84\xff\xff\xff\xff"]},
            {"cn": [ESCAPES], "name": [ESCAPES], "sAMAccountName": [LATIN]},
        ]


PEERS = {
    "ldap-operations-error": (NeedsBind, "operationsError (1) to a search before a bind, in AD's words"),
    "ldap-ad-errors": (
        Rejects,
        "invalidCredentials (49) with the data that the bind name holds: "
        + ", ".join(CODES)
        + ", 80090346 (channel binding); strongerAuthRequired (8) for a name with signing",
    ),
    "ldap-busy": (answering(ldap_message.BUSY, "00002024: SvcErr: problem 5001 (BUSY)"), "busy (51)"),
    "ldap-unavailable": (
        answering(ldap_message.UNAVAILABLE, "0000200E: SvcErr: problem 5002 (UNAVAILABLE)"),
        "unavailable (52)",
    ),
    "ldap-unwilling": (
        answering(ldap_message.UNWILLING, "00002035: LdapErr: DSID-0C090C3E, comment: unwilling"),
        "unwillingToPerform (53)",
    ),
    "ldap-busy-later": (BusyLater, "busy (51) to the search for computers alone"),
    "ldap-denied": (Denied, "insufficientAccessRights (50) to the search for computers"),
    "ldap-2003": (Old, "functional levels 2"),
    "ldap-other-product": (NotActiveDirectory, "a rootDSE that is not AD's"),
    "ldap-empty-rootdse": (EmptyRoot, "a rootDSE without attributes"),
    "ldap-hostile": (
        Hostile,
        "values with NULs, escapes, bad UTF-8, wrong types and sizes; DNs that are none",
    ),
}


def main() -> None:
    server = BoundedServer()
    security = context(pathlib.Path(server.folder))
    for name, (kind, about) in PEERS.items():
        server.listen(name, about, lambda conversation, kind=kind: kind(conversation, security).serve())
    server.serve()


main()
