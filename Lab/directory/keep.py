"""The process that stays: starts a directory lab, says on standard output how that went, and keeps it.

usage: python3 -m directory.keep FOLDER [COUNT]

With a count it is an OpenLDAP with so many computers.
"""

import contextlib
import os
import pathlib
import signal
import sys
import traceback

from keeper.life import Ending
from keeper.program import StartFailure

from .folder import DirectoryFolder
from .life import DirectoryKeeper
from .scaled.folder import ScaleFolder
from .scaled.life import ScaleKeeper

UP = b"up"


def main() -> None:
    def ending(*_: object) -> None:
        raise Ending

    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, ending)
    # Nothing that is started may hold the pipe to the caller open.
    saying = os.dup(1)
    os.dup2(2, 1)
    os.chdir("/")
    owner = int(os.environ["LAB_OWNER"]) if os.environ.get("LAB_OWNER") else None
    path, *count = sys.argv[1:]
    if count:
        keeper = ScaleKeeper(ScaleFolder(pathlib.Path(path)), owner, saying, int(count[0]))
    else:
        keeper = DirectoryKeeper(DirectoryFolder(pathlib.Path(path)), owner, saying)
    failure = b""
    try:
        keeper.start()
        os.write(saying, UP)  # fails when the caller is gone: then nobody will end this lab either
        os.close(saying)
        keeper.keep()
    except Ending:
        pass
    except StartFailure as error:
        failure = str(error).encode()
    except Exception as error:
        failure = f"{type(error).__name__}: {error}".encode()
        traceback.print_exc()
    keeper.end()
    with contextlib.suppress(OSError):  # the caller may be gone
        os.write(saying, failure)


main()
