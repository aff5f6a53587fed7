"""squid: one process, a port for each policy."""

import os
import shutil
import subprocess

from .folder import Folder, filled, listed
from .ports import Ports
from .program import Peer, Program

CERTGEN = "/usr/lib/squid/security_file_certgen"

PORTS = {
    "squid": "an allow list of the documented hosts with .dm.microsoft.com; 403 for all else",
    "squid-no-wildcard": "the same with the three device management hosts instead of the wildcard",
    "squid-open": "lets everything through",
    "squid-denying": "403 for everything",
    "squid-auth": "407 with Basic for everybody (user lab, password lab)",
    "squid-bump": "lets everything through and inspects TLS with the Inspection CA",
}

BUMP = (
    " ssl-bump tls-cert=../pki/inspection-with-key.pem generate-host-certificates=on"
    " dynamic_cert_mem_cache_size=1MB"
)

# Names that tests use for hosts of their own: known to the proxies, absent in DNS.
OWN = ["a.lab.test", "b.lab.test", "lab.test"]


def program(folder: Folder, ports: Ports, nameserver: str) -> Program:
    own = folder.part("squid")
    peers = [Peer(name, ports.choose(), about) for name, about in PORTS.items()]
    lines = [
        f"http_port 127.0.0.1:{peer.port} name={peer.name}{BUMP if peer.name == 'squid-bump' else ''}"
        for peer in peers
    ]
    (own / "squid.conf").write_text(filled("squid.conf.in", ports="\n".join(lines), nameserver=nameserver))
    concrete = [*listed("hosts"), "a.lab.test"]
    wild = [name for name in concrete if not name.endswith(".dm.microsoft.com")] + [
        ".dm.microsoft.com",
        ".dm.microsoft.us",
    ]
    write_lines(own / "allowed-concrete", concrete)
    write_lines(own / "allowed", wild)
    write_lines(own / "hosts", [f"127.0.0.1 {name}" for name in [*listed("hosts"), "www.example.com", *OWN]])
    hashed = subprocess.run(
        ["openssl", "passwd", "-apr1", "lab"], capture_output=True, text=True, check=True
    ).stdout.strip()
    write_lines(own / "users", [f"lab:{hashed}"])
    subprocess.run(
        [CERTGEN, "-c", "-s", own / "certificates", "-M", "4MB"], capture_output=True, check=True, timeout=10
    )
    if os.getuid() == 0:
        # squid refuses to be root; Debian's runs as proxy.
        for path in [own, *own.rglob("*")]:
            shutil.chown(path, "proxy", "proxy")
    # squid's name is that of its files in /dev/shm too, which two squids must not share.
    service = f"mdepreflightlab{peers[0].port}"
    command = ["squid", "-N", "-n", service, "-f", "squid.conf"]
    return Program("squid", command, own, peers, residue=f"/dev/shm/{service}-*")


def write_lines(path, lines: list[str]) -> None:
    path.write_text("\n".join(lines) + "\n")
