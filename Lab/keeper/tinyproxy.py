"""tinyproxy: a second implementation of an allow list."""

import os

from .folder import Folder, filled, listed
from .ports import Ports
from .program import Peer, Program
from .squid import write_lines

# tinyproxy asks the system's resolver, so it gets a mount namespace in which that is the lab's.
WITH_OWN_RESOLVER = (
    'mount --bind hosts /etc/hosts && mount --bind resolv.conf /etc/resolv.conf && exec "$0" "$@"'
)


def program(folder: Folder, ports: Ports, nameserver: str) -> Program:
    own = folder.part("tinyproxy")
    about = "allow list with the wildcard, 403 for all else; a.lab.test is allowed and does not exist"
    peer = Peer("tinyproxy", ports.choose(), about)
    (own / "tinyproxy.conf").write_text(filled("tinyproxy.conf.in", port=str(peer.port)))
    allowed = [name for name in listed("hosts") if not name.endswith(".dm.microsoft.com")] + ["a.lab.test"]
    patterns = ["^" + name.replace(".", r"\.") + "$" for name in allowed] + [
        r"\.dm\.microsoft\.com$",
        r"\.dm\.microsoft\.us$",
    ]
    write_lines(own / "filter", patterns)
    write_lines(
        own / "hosts",
        ["127.0.0.1 localhost", *(f"127.0.0.1 {name}" for name in [*listed("hosts"), "www.example.com"])],
    )
    write_lines(own / "resolv.conf", [f"nameserver {nameserver}", "options timeout:1 attempts:1"])
    apart = ["unshare", "--mount"] if os.getuid() == 0 else ["unshare", "--map-root-user", "--mount"]
    command = [*apart, "sh", "-c", WITH_OWN_RESOLVER, "tinyproxy", "-d", "-c", "tinyproxy.conf"]
    return Program("tinyproxy", command, own, [peer])
