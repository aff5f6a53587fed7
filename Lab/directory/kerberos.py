"""What Kerberos needs: configuration, and a user's tickets."""

import pathlib

from keeper.program import Program

from .folder import REALM
from .namespace import entering

# kdc_timesync is what hides a wrong clock: a client takes over the controller's time with its first ticket.
LINES = """[libdefaults]
default_realm = {realm}
dns_lookup_kdc = true
dns_lookup_realm = false
rdns = false
kdc_timesync = {timesync}
"""


def write_configurations(own: pathlib.Path) -> None:
    for name, timesync in (("krb5.conf", 1), ("krb5-skewed.conf", 0)):
        (own / name).write_text(LINES.format(realm=REALM, timesync=timesync))


def tickets(own: pathlib.Path, holder: int, keytab: pathlib.Path) -> list[Program]:
    """Programs that fetch a ticket for the working day, and one for a second, and end."""
    return [
        Program(
            f"tickets-{name}",
            [
                *entering(holder),
                "kinit",
                "-l",
                life,
                "-c",
                f"FILE:{own / name}",
                "-k",
                "-t",
                str(keytab),
                f"reader@{REALM}",
            ],
            own,
            environment={"KRB5_CONFIG": str(own / "krb5.conf")},
        )
        for name, life in (("tickets", "8h"), ("expired-tickets", "1s"))
    ]
