"""What `up` and `scale` share: a folder that no lab runs in, and the process that stays."""

import os
import subprocess
import sys

from keeper.folder import LAB, Folder
from keeper.life import start_time

# Where Debian puts servers, which ordinary users do not search.
SERVERS = ":/usr/sbin:/sbin"


def prepare(folder: Folder) -> None:
    """Makes the folder anew; ends the program if a lab runs in it."""
    if is_running(folder):
        sys.exit(f"a lab runs in {folder.path}; end it with: {LAB / 'directory' / 'down'} {folder.path}")
    folder.make()
    folder.pids.write_text("")
    folder.started.write_text("")


def is_running(folder: Folder) -> bool:
    if not folder.started.exists():
        return False
    recorded = [line.split() for line in folder.started.read_text().splitlines()]
    return any(start_time(int(pid)) == began for pid, began, _ in recorded)


def start_keeper(folder: Folder, *arguments: str) -> None:
    """Starts the process that stays. Returns once the lab is up; ends the program if it has failed.

    That process is in no session of the caller's, and holds nothing of it open but the pipe to here.
    """
    environment = {"PYTHONPATH": str(LAB), "PYTHONDONTWRITEBYTECODE": "1"}
    path = {"PATH": os.environ.get("PATH", "/usr/bin:/bin") + SERVERS}
    with open(folder.log / "keeper.log", "ab") as log:
        keeper = subprocess.Popen(
            ["/usr/bin/python3", "-m", "directory.keep", str(folder.path), *arguments],
            env=os.environ | environment | path,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=log,
            start_new_session=True,
        )
    said = keeper.stdout.read()
    if said != b"up":
        folder.pids.unlink(missing_ok=True)
        folder.started.unlink(missing_ok=True)
        sys.exit(said.decode(errors="replace") or f"the keeper died; see {folder.log / 'keeper.log'}")
