"""The peers that no real directory server can be talked into, a process for each family of faults."""

from keeper.program import Program

from .folder import DirectoryFolder
from .namespace import LAB, OWN, python

FAMILIES = ("transport_faults", "paging_faults", "answer_faults")


def programs(folder: DirectoryFolder) -> list[Program]:
    return [
        Program(
            family,
            python(f"directory.peers.{family}", str(folder.path)),
            LAB,
            announces=True,
            environment=OWN,
        )
        for family in FAMILIES
    ]
