"""Which computers there are: groups of them, in which age, place and certificate go round and round."""

import dataclasses
from collections.abc import Iterator

WORKSTATION, CONTROLLER, READ_ONLY_CONTROLLER = 0x1000, 0x82000, 0x5001000
DISABLED, NO_PASSWORD = 0x2, 0x20

STALE_DAYS = 90
FRESH = (0, 3, 13, 40, 88)
STALE = (92, 120, 400, 2000)
NEVER = (None,)

DESKTOPS = ("workstations", "comma", "quotes", "umlaut", "special", "leading", "trailing", "computers")
SERVERS = ("servers", "plus", "hash", "umlaut", "computers")
MOSTLY_GOOD = ("good", "good", "good", "none", "good-upper-case-in-braces")
NONE = ("none",)
FAULTY = (
    "expired",
    "not-yet-valid",
    "wrong-name",
    "garbage",
    "several-one-good",
    "several-none-good",
    "good-upper-case-in-braces",
)

WINDOWS_10 = ("Windows 10 Enterprise", "10.0 (19045)")
WINDOWS_11 = ("Windows 11 Enterprise", "10.0 (22631)")
SERVER_2012_R2 = ("Windows Server 2012 R2 Standard", "6.3 (9600)")
SERVER_2022 = ("Windows Server 2022 Datacenter", "10.0 (20348)")


@dataclasses.dataclass(frozen=True)
class Group:
    prefix: str
    count: int
    system: tuple[str | None, str | None]
    units: tuple[str, ...] = DESKTOPS
    ages: tuple[int | None, ...] = FRESH
    certificates: tuple[str, ...] = MOSTLY_GOOD
    control: int = WORKSTATION
    kind: str = "computer"
    description: str | None = None


LARGE = (
    Group("W10-", 90, WINDOWS_10),
    Group("W11-", 70, WINDOWS_11),
    Group("W11N-", 10, ("Windows 11 Enterprise", "10.0 (26100)")),
    Group("S12-", 24, SERVER_2012_R2, SERVERS),
    Group("S16-", 24, ("Windows Server 2016 Standard", "10.0 (14393)"), SERVERS),
    Group("S19-", 24, ("Windows Server 2019 Standard", "10.0 (17763)"), SERVERS),
    Group("S22-", 24, SERVER_2022, SERVERS),
    Group("S25-", 12, ("Windows Server 2025 Standard", "10.0 (26100)"), SERVERS),
    Group("W7-", 8, ("Windows 7 Professional", "6.1 (7601)"), certificates=NONE),
    Group("S08-", 8, ("Windows Server 2008 R2 Standard", "6.1 (7601)"), SERVERS, certificates=NONE),
    Group("MAC-", 10, ("macOS", "14.5 (23F79)"), certificates=NONE),
    Group("LNX-", 12, ("Ubuntu", "22.04 LTS (Jammy Jellyfish)"), SERVERS, certificates=NONE),
    Group("NAS-", 4, ("NetApp Release 9.13.1", None), SERVERS, certificates=NONE),
    Group("OLD-", 30, WINDOWS_10, ages=STALE),
    Group("NEW-", 20, WINDOWS_11, ages=NEVER, certificates=NONE),
    Group("OFF-", 24, WINDOWS_10, ("retired", "comma"), STALE, control=WORKSTATION | DISABLED),
    Group("LAG-", 16, WINDOWS_11, ("excluded", "excluded-but-included")),
    Group("CERT-", 28, WINDOWS_11, certificates=FAULTY),
    Group("C12-", 28, SERVER_2012_R2, SERVERS, certificates=FAULTY),
    Group("PRE-", 6, (None, None), ages=NEVER, certificates=NONE, control=WORKSTATION | NO_PASSWORD),
    Group(
        "CLU-",
        4,
        (None, None),
        ("clusters",),
        certificates=NONE,
        kind="cluster",
        description="Failover cluster virtual network name account",
    ),
    Group("DC", 1, SERVER_2022, ("controllers",), FRESH, NONE, CONTROLLER, "controller"),
    Group("RODC", 1, SERVER_2022, ("controllers",), FRESH, NONE, READ_ONLY_CONTROLLER, "controller"),
    Group("gmsa-", 3, (None, None), ("service-accounts",), NEVER, NONE, kind="group-managed-service-account"),
    Group("smsa-", 2, (None, None), ("service-accounts",), NEVER, NONE, kind="managed-service-account"),
)

SMALL = (
    Group("W10-", 5, WINDOWS_10),
    Group("S12-", 5, SERVER_2012_R2, SERVERS),
    Group("S22-", 2, SERVER_2022, SERVERS),
)

FLEETS = {"large": LARGE, "small": SMALL}


@dataclasses.dataclass(frozen=True)
class Planned:
    name: str
    group: Group
    unit: str
    days: int | None
    certificate: str

    @property
    def state(self) -> str:
        """What a reader should make of it. A controller is one whatever else it is."""
        if self.group.kind == "controller":
            return "controller"
        if self.group.control & DISABLED:
            return "disabled"
        if self.days is None:
            return "never-signed-in"
        return "stale" if self.days > STALE_DAYS else "active"


def planned(fleet: str) -> Iterator[Planned]:
    for group in FLEETS[fleet]:
        for number in range(group.count):
            # The real controller is DC1.
            first = 2 if group.control == CONTROLLER else 1
            # A quotient is added, so that cycles of one length do not keep step for ever.
            yield Planned(
                f"{group.prefix}{number + first:0{1 if group.kind == 'controller' else 3}}",
                group,
                group.units[number % len(group.units)],
                group.ages[(number + number // len(group.units)) % len(group.ages)],
                group.certificates[(number + number // len(group.ages)) % len(group.certificates)],
            )
