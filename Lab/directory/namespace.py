"""A network of its own for each scenario, with nothing in it but loopback, because a controller's ports are
fixed.

A process that only sleeps holds it, together with a view of /etc in which the scenario's DNS is the system's.
It has no name: who knows the process gets in, and it is gone when the process is.
"""

import contextlib
import ctypes
import os
import pathlib
import socket
import threading

from keeper.folder import LAB
from keeper.program import LIBC, Program

from .folder import ADDRESS, ADDRESS_OF_ALIAS

NEW_NETWORK = 0x40000000

ADDRESSES = " && ".join(f"ip address add {address}/8 dev lo" for address in (ADDRESS, ADDRESS_OF_ALIAS))
# Says that it is there in the way of the lab's own programs: with a list of its peers, which is empty.
HOLD = (
    'mount --bind "$0/hosts" /etc/hosts && mount --bind "$0/resolv.conf" /etc/resolv.conf && '
    f"{{ ip address show dev lo up | grep -q inet || {{ ip link set lo up && {ADDRESSES}; }}; }} && "
    "echo [] && exec sleep infinity"
)


def holder(name: str, own: pathlib.Path, nameserver: str, inside: int | None = None) -> Program:
    """`inside` is the holder of the network that a view of /etc is added to."""
    (own / "hosts").write_text("127.0.0.1 localhost\n")
    (own / "resolv.conf").write_text(f"nameserver {nameserver}\noptions timeout:1 attempts:2\n")
    network = ["nsenter", f"--target={inside}", "--net", "--"] if inside else ["unshare", "--net", "--"]
    command = [*network, "unshare", "--mount", "--propagation=private", "--", "sh", "-c", HOLD, str(own)]
    return Program(f"network-{name}", command, own, announces=True)


def entering(holder_pid: int) -> list[str]:
    """What runs a command inside."""
    return ["nsenter", f"--target={holder_pid}", "--net", "--mount", "--"]


def connects(holder_pid: int, address: str, port: int) -> bool:
    """Whether something accepts TCP connections inside.

    A thread enters, which then ends, and nothing of this process is inside any more.
    """
    answers: list[bool] = []

    def ask() -> None:
        network = os.open(f"/proc/{holder_pid}/ns/net", os.O_RDONLY)
        try:
            if LIBC.setns(network, ctypes.c_int(NEW_NETWORK)) != 0:
                return
        finally:
            os.close(network)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.settimeout(1)
            answers.append(probe.connect_ex((address, port)) == 0)

    thread = threading.Thread(target=ask)
    thread.start()
    thread.join()
    return bool(answers and answers[0])


def python(module: str, *arguments: str) -> list[str]:
    """One of the lab's own modules, run by the system's Python, which alone knows Samba's."""
    return ["/usr/bin/python3", "-m", module, *arguments]


# Debian's own configuration of Samba, if there is one, must not matter.
OWN = {"PYTHONPATH": str(LAB), "PYTHONDONTWRITEBYTECODE": "1", "SMB_CONF_PATH": "/dev/null"}
