"""Samba as a domain controller, in one process."""

import pathlib

from keeper.program import Program

from .namespace import entering

PORTS = (389, 636, 88)


def program(name: str, own: pathlib.Path, holder: int) -> Program:
    command = [
        *entering(holder),
        "samba",
        "--foreground",
        "--no-process-group",
        "--model=single",
        "--debug-stdout",
        "--debuglevel=1",
        f"--configfile={own / 'etc' / 'smb.conf'}",
    ]
    return Program(f"samba-{name}", command, own, environment={"KRB5_CONFIG": str(own / "krb5.conf")})
