"""What a process was given without being meant to have it."""

import os
import stat


def let_go_of_pipes() -> None:
    """Closes pipes beyond the standard streams.

    Tests start others at the same time, and a pipe of theirs that stays open here never ends for them. Foundation
    watches a process through a socket that it hands down, so sockets stay.
    """
    for name in os.listdir("/proc/self/fd"):
        try:
            if int(name) > 2 and stat.S_ISFIFO(os.fstat(int(name)).st_mode):
                os.close(int(name))
        except OSError:
            pass
