"""The users that tests bind as: one in order, and one for each reason why a controller turns a user away."""

import dataclasses
import os
import pathlib
import secrets
import time

from ..folder import DOMAIN, NETBIOS
from .store import Store

NORMAL, DISABLED, NEVER_EXPIRES = 0x200, 0x2, 0x10000
NO_HOUR = bytes(21)
LONG_AGO = "132223104000000000"


def filetime(unix: float) -> str:
    """Tenths of microseconds since 1601. Source:
    <https://learn.microsoft.com/windows/win32/api/minwinbase/ns-minwinbase-filetime>"""
    return str(int((unix + 11_644_473_600) * 10_000_000))


@dataclasses.dataclass
class Account:
    """`then` is written after the password, which resets some of it."""

    about: str
    control: int = NORMAL | NEVER_EXPIRES
    then: dict = dataclasses.field(default_factory=dict)


def accounts() -> dict[str, Account]:
    return {
        "reader": Account("an ordinary user"),
        "disabled": Account("its account is disabled (533)", NORMAL | NEVER_EXPIRES | DISABLED),
        "locked": Account(
            "locked out after wrong passwords (775)", then={"lockoutTime": filetime(time.time())}
        ),
        "expired": Account("its account has expired (701)", then={"accountExpires": LONG_AGO}),
        "mustchange": Account("must change its password first (773)", NORMAL, {"pwdLastSet": "0"}),
        "hours": Account("may not sign in at this hour (530)", then={"logonHours": NO_HOUR}),
        "keywordless": Account("may not read keywords, in the scenario unreadable alone"),
    }


def write(store: Store, password_file) -> dict[str, dict]:
    """Adds them, writes their passwords into files that only their owner can read, and describes them."""
    described = {}
    # Who is locked out stays so longer than any lab lives, and no test locks out anybody else.
    store.replace(store.base, lockoutDuration=str(-30 * 24 * 3600 * 10_000_000), lockoutThreshold="0")
    for name, account in accounts().items():
        password = f"Aa1-{secrets.token_urlsafe(18)}"
        path: pathlib.Path = password_file(name)
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as file:
            file.write(password)
        dn = store.child(f"CN=Users,{store.base}", "CN", name)
        store.add(
            dn,
            objectClass="user",
            sAMAccountName=name,
            userPrincipalName=f"{name}@{DOMAIN}",
            unicodePwd=f'"{password}"'.encode("utf-16-le"),
            userAccountControl=str(account.control),
        )
        if account.then:
            store.replace(dn, **account.then)
        described[name] = {
            "name": name,
            "upn": f"{name}@{DOMAIN}",
            "dn": dn,
            "downLevel": f"{NETBIOS}\\{name}",
            "passwordFile": str(path),
            "about": account.about,
        }
    return described
