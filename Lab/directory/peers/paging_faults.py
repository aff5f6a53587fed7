"""Peers that break a search of many entries. All let everybody bind."""

import pathlib

from peers.bounded_server import BoundedServer

from . import fake_directory, ldap_message
from .fake_controller import FakeController, context
from .fake_directory import BASE, chosen
from .ldap_message import Request, Search

ELSEWHERE = "ldap://192.0.2.1/"
HUGE = 20_000_000


class Many(FakeController):
    """Without a fault."""

    computers = 2500


class ResetMidPage(FakeController):
    """The first page in order; of the second, half, which ends in the middle of an entry."""

    computers = 3000

    def send_computers(self, request: Request, asked: Search, numbers: range) -> None:
        if not asked.cookie:
            super().send_computers(request, asked, numbers)
            return
        whole = b"".join(self.computer(request, asked, number) for number in numbers)
        self.conversation.send(whole[: len(whole) // 2 + 7])
        self.conversation.pause(0.05)
        self.conversation.reset()


class ClosesMidPage(ResetMidPage):
    def send_computers(self, request: Request, asked: Search, numbers: range) -> None:
        if asked.cookie:
            whole = b"".join(self.computer(request, asked, number) for number in numbers)
            self.conversation.send(whole[: len(whole) // 2 + 7])
            self.conversation.finish()
        else:
            super().send_computers(request, asked, numbers)


class SilentMidPage(ResetMidPage):
    def send_computers(self, request: Request, asked: Search, numbers: range) -> None:
        if asked.cookie:
            super(ResetMidPage, self).send_computers(request, asked, numbers[: len(numbers) // 2])
            self.conversation.hold()
        else:
            super().send_computers(request, asked, numbers)


class IgnoresPaging(FakeController):
    computers = 2500

    def root(self) -> dict:
        return super().root() | {"supportedControl": ["1.2.840.113556.1.4.801"]}

    def list_computers(self, request: Request, asked: Search) -> None:
        self.send_computers(request, asked, range(self.computers))
        self.answer(request, ldap_message.SUCCESS)


class CookieLoop(FakeController):
    """Always the same page, and always the same cookie."""

    def list_computers(self, request: Request, asked: Search) -> None:
        self.send_computers(request, asked, range(min(asked.page_size or 10, 10)))
        self.answer(request, ldap_message.SUCCESS, controls=ldap_message.page_control(b"again"))


class EmptyPages(FakeController):
    """Pages without entries, each with a new cookie."""

    def list_computers(self, request: Request, asked: Search) -> None:
        cookie = str(int(asked.cookie or b"0") + 1).encode()
        self.answer(request, ldap_message.SUCCESS, controls=ldap_message.page_control(cookie))


class Referral(FakeController):
    def list_computers(self, request: Request, asked: Search) -> None:
        self.answer(
            request,
            ldap_message.REFERRED,
            "0000202B: RefErr: DSID-03100835, data 0, 1 access points",
            referrals=(f"{ELSEWHERE}{BASE}",),
        )


class References(FakeController):
    """All computers, and references to other domains among them, as AD gives at the root of a forest."""

    def send_computers(self, request: Request, asked: Search, numbers: range) -> None:
        super().send_computers(request, asked, numbers)
        for name in ("DC=child", "DC=DomainDnsZones"):
            self.conversation.send(ldap_message.reference(request, f"{ELSEWHERE}{name},{BASE}??sub"))


class SizeLimit(FakeController):
    """Ten entries and sizeLimitExceeded, though pages were asked for."""

    def list_computers(self, request: Request, asked: Search) -> None:
        self.send_computers(request, asked, range(10))
        self.answer(request, ldap_message.SIZE_LIMIT, controls=self.last_page(asked))


class Huge(FakeController):
    """A value of 20 MB in whatever was asked for, and then entries without end."""

    def list_computers(self, request: Request, asked: Search) -> None:
        dn, attributes = fake_directory.computer(0)
        large = attributes | {"userCertificate": [bytes(HUGE)], "operatingSystem": ["A" * HUGE]}
        self.conversation.send(ldap_message.entry(request, dn, chosen(large, asked.attributes)))
        number = 1
        while True:
            self.send_computers(request, asked, range(number, number + 500))
            number += 500


class Endless(FakeController):
    """Entries of ordinary size without end, in a page that never ends."""

    def list_computers(self, request: Request, asked: Search) -> None:
        number = 0
        while True:
            self.send_computers(request, asked, range(number, number + 500))
            number += 500


class SlowEntries(FakeController):
    """An entry each 300 ms."""

    computers = 200

    def send_computers(self, request: Request, asked: Search, numbers: range) -> None:
        for number in numbers:
            super().send_computers(request, asked, range(number, number + 1))
            self.conversation.pause(0.3)


PEERS = {
    "ldap-many": (Many, "2,500 computers in pages, without a fault"),
    "ldap-reset-midpage": (ResetMidPage, "a first page, then RST in the middle of an entry of the second"),
    "ldap-closes-midpage": (ClosesMidPage, "the same with FIN"),
    "ldap-silent-midpage": (SilentMidPage, "a first page, half of the second, then silence"),
    "ldap-ignores-paging": (IgnoresPaging, "2,500 entries at once, no paged control in rootDSE or result"),
    "ldap-cookie-loop": (CookieLoop, "the same ten entries and the same cookie for ever"),
    "ldap-empty-pages": (EmptyPages, "pages without entries for ever, each with a new cookie"),
    "ldap-referral": (Referral, "a search for computers is referred to ldap://192.0.2.1/"),
    "ldap-references": (References, "25 computers, and two references to ldap://192.0.2.1/"),
    "ldap-size-limit": (SizeLimit, "ten entries and sizeLimitExceeded (4), though pages were asked for"),
    "ldap-huge": (Huge, "values of 20 MB, then entries without end"),
    "ldap-endless": (Endless, "a page that never ends"),
    "ldap-slow-entries": (SlowEntries, "an entry each 300 ms, a minute long"),
}


def main() -> None:
    server = BoundedServer()
    security = context(pathlib.Path(server.folder))
    for name, (kind, about) in PEERS.items():
        server.listen(name, about, lambda conversation, kind=kind: kind(conversation, security).serve())
    server.serve()


main()
