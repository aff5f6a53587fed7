"""The domains of the lab, and what is told of them. Each is a copy of one base domain."""

import dataclasses

from keeper.folder import FOREIGN_TENANT, TENANT

HOME_NAME, HOME_INITIAL = "contoso.com", "contoso.onmicrosoft.com"
FOREIGN_NAME, FOREIGN_INITIAL = "fabrikam.com", "fabrikam.onmicrosoft.com"

HOME = (f"azureADName:{HOME_NAME}", f"azureADId:{TENANT}")
ENTERPRISE = f"enterpriseDrsName:enterpriseregistration.{HOME_NAME}"


@dataclasses.dataclass(frozen=True)
class SyncAccount:
    """The account's name is the beginning of `installation`; `wording` is one of `registration`'s."""

    installation: str
    server: str
    wording: str
    target: str = HOME_INITIAL


@dataclasses.dataclass(frozen=True)
class Scenario:
    about: str
    keywords: tuple[str, ...] | None = None
    sync_accounts: tuple[SyncAccount, ...] = ()
    site: bool = False
    fleet: str = "small"
    unreadable: bool = False


ENGLISH = SyncAccount("4f1e8a7c20d94b6e9a3c5d7f01b2c3d4", "SYNC01", "english")
GERMAN = SyncAccount("a0b1c2d3e4f54a5b8c6d7e8f90a1b2c3", "SYNC-MÜNCHEN", "german")
QUOTED = SyncAccount("5df8955cc2f945e6ac416ae4da2e0558", "SYNC03", "quoted")

SCENARIOS = {
    "healthy": Scenario(
        "the service connection point is right; sync accounts in three wordings; every kind of computer; "
        "a ConfigMgr site publishes",
        HOME,
        (ENGLISH, GERMAN, QUOTED),
        site=True,
        fleet="large",
    ),
    "missing": Scenario("no service connection point, no sync account, no ConfigMgr site"),
    "foreign": Scenario(
        "keywords of a foreign tenant in odd case and order; the sync account serves that tenant",
        (f"azureadid:{FOREIGN_TENANT.upper()}", f"AzureADName:{FOREIGN_NAME}"),
        (SyncAccount("bb21aa34cc56dd78ee90ff1200aa34bb", "SYNC09", "entra", FOREIGN_INITIAL),),
    ),
    "enterprise-drs": Scenario(
        "a keyword of Enterprise DRS beside the right ones", (*HOME, ENTERPRISE), (ENGLISH,)
    ),
    "unreadable": Scenario(
        "reader may not read Services, nor the registration container and connection point below it; "
        "keywordless may not read keywords",
        HOME,
        (ENGLISH,),
        unreadable=True,
    ),
}

VIEWS = {
    "decoy-first": (
        "healthy",
        "healthy, where the controller that SRV records prefer, dc0, refuses connections",
    ),
    "all-refused": ("healthy", "healthy, where all controllers that SRV records name refuse connections"),
    "no-controller": ("healthy", "healthy, where DNS has no SRV record of the domain"),
    "no-address": ("healthy", "healthy, where the controller that SRV records name has no address"),
}
