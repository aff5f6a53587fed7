"""dnsmasq, as every resolver that it can be."""

import os
import random

from .folder import Folder, listed
from .ports import Ports, can_bind
from .program import Peer, Program

COMMON = ["keep-in-foreground", "bind-interfaces", "no-resolv", "no-hosts", "log-facility=-", "pid-file="]

# The root's key of 2017. No answer of the lab is signed, so that whoever validates finds every answer bogus.
VALIDATING = [
    "dnssec",
    "trust-anchor=.,20326,8,2,E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D",
]

ABSENT = "address=/#/"
LAB_NAMES = [
    "host-record=dual.lab.test,127.0.0.1,::1",
    "host-record=proxy.lab.test,127.0.0.1",
    "txt-record=noaddr.lab.test,text",
    "srv-host=_ldap._tcp.lab.test,dc3.lab.test,389,10,100",
    "srv-host=_ldap._tcp.lab.test,dc2.lab.test,389,0,50",
    "srv-host=_ldap._tcp.lab.test,dc1.lab.test,3268,0,60",
    # Without a host it says that there is no such service.
    "srv-host=_none._tcp.lab.test",
]


def documented(record: str) -> list[str]:
    return [f"{record.format(name)}" for name in [*listed("hosts"), "www.example.com"]]


def resolvers(port_of_dns: int) -> dict[str, tuple[str, list[str]]]:
    known = [ABSENT, *LAB_NAMES, *documented("host-record={},127.0.0.1")]
    return {
        "dns": (
            "the documented hosts lead to 127.0.0.1, dual.lab.test to both families, "
            "noaddr.lab.test has no address, _ldap._tcp.lab.test has three services, every other name is absent",
            known,
        ),
        "dns-nxdomain": ("every name is absent (NXDOMAIN)", [ABSENT]),
        "dns-nodata": (
            "the documented hosts exist without an address",
            [ABSENT, *documented("txt-record={},text")],
        ),
        "dns-refused": ("answers REFUSED: it has nobody to ask", []),
        "dns-servfail": (
            "answers SERVFAIL: it validates, and no answer is signed",
            [*VALIDATING, f"server=127.0.0.1#{port_of_dns}"],
        ),
        "dns-sinkhole": ("every name leads to 0.0.0.0 and ::", ["address=/#/0.0.0.0", "address=/#/::"]),
        "dns-sinkhole-loopback": (
            "every name leads to 127.0.0.1 and ::1",
            ["address=/#/127.0.0.1", "address=/#/::1"],
        ),
    }


def programs(folder: Folder, ports: Ports) -> list[Program]:
    port_of_dns = ports.choose()
    made = []
    for name, (about, lines) in resolvers(port_of_dns).items():
        port = port_of_dns if name == "dns" else ports.choose()
        made.append(program(folder, Peer(name, port, about, awaited="dns"), lines))
    address = free_loopback_address()
    if address:
        about = "as dns, at port 53, which is the only one that squid, tinyproxy and resolv.conf know"
        made.append(program(folder, Peer("dns-53", 53, about, address, "dns"), resolvers(0)["dns"][1]))
    return made


def free_loopback_address() -> str | None:
    """An address of 127/8 whose port 53 is ours to take; none without the right to low ports."""
    for _ in range(20):
        address = f"127.{random.randint(16, 250)}.{random.randint(1, 250)}.{random.randint(1, 250)}"
        if can_bind(address, 53):
            return address
    return None


def program(folder: Folder, peer: Peer, lines: list[str]) -> Program:
    own = folder.part("dnsmasq")
    configuration = own / f"{peer.name}.conf"
    user = ["user=root"] if os.getuid() == 0 else []
    where = [f"port={peer.port}", f"listen-address={peer.address}"]
    configuration.write_text("\n".join([*COMMON, *user, *where, *lines, ""]))
    return Program(peer.name, ["dnsmasq", f"--conf-file={configuration}"], own, [peer])
