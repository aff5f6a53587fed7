"""The peers that no real server can be talked into: Python, a process for each family of faults."""

import json
import sys

from .folder import LAB, Folder, listed
from .program import Peer, Program

FAMILIES = ("tcp_faults", "tls_faults", "http_faults", "federation", "proxy_faults", "dns_faults")


def programs(folder: Folder, healthy: list[Peer]) -> list[Program]:
    """`healthy` are nginx's peers, which some of these pass bytes on to."""
    environment = {
        "LAB_KNOWN_PORTS": json.dumps({peer.name: peer.port for peer in healthy}),
        "LAB_HOSTS": json.dumps(listed("hosts")),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    return [
        Program(
            family,
            [sys.executable, "-m", f"peers.{family}", str(folder.path)],
            LAB,
            announces=True,
            environment=environment,
        )
        for family in FAMILIES
    ]
