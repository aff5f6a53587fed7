"""dnsmasq, as the DNS of a domain that clients find their controller by."""

import pathlib

from keeper.dnsmasq import COMMON
from keeper.program import Program

from .folder import ADDRESS, ADDRESS_OF_ALIAS, ALIAS, DOMAIN, HOST
from .namespace import entering

DECOY = f"dc0.{DOMAIN}"
ADDRESS_OF_DECOY = "127.0.0.11"

CONTROLLER = [
    f"host-record={HOST},{ADDRESS}",
    f"host-record={ALIAS},{ADDRESS_OF_ALIAS}",
    f"srv-host=_kerberos._udp.{DOMAIN},{HOST},88,0,100",
    f"srv-host=_kerberos._tcp.{DOMAIN},{HOST},88,0,100",
    f"srv-host=_kpasswd._tcp.{DOMAIN},{HOST},464,0,100",
]


def offered(host: str, priority: int = 0) -> list[str]:
    """The records that name a controller of the domain."""
    names = (f"_ldap._tcp.dc._msdcs.{DOMAIN}", f"_ldap._tcp.{DOMAIN}")
    return [f"srv-host={name},{host},389,{priority},100" for name in names]


RECORDS = {
    "right": CONTROLLER + offered(HOST),
    "decoy-first": [
        *CONTROLLER,
        f"host-record={DECOY},{ADDRESS_OF_DECOY}",
        *offered(DECOY, 0),
        *offered(HOST, 10),
    ],
    "all-refused": [*CONTROLLER, f"host-record={DECOY},{ADDRESS_OF_DECOY}", *offered(DECOY)],
    "no-controller": CONTROLLER,
    "no-address": CONTROLLER + offered(f"dc9.{DOMAIN}"),
}


def program(name: str, own: pathlib.Path, holder: int, records: str, address: str) -> Program:
    path = own / "dnsmasq.conf"
    where = ["user=root", "port=53", f"listen-address={address}"]
    # Nobody is asked about anything else: it does not exist.
    path.write_text("\n".join([*COMMON, *where, "address=/#/", *RECORDS[records], ""]))
    return Program(f"dnsmasq-{name}", [*entering(holder), "dnsmasq", f"--conf-file={path}"], own)
