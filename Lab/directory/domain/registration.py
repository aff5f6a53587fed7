"""What hybrid join reads: the service connection point, and the accounts that synchronise.

Source: <https://learn.microsoft.com/entra/identity/devices/hybrid-join-manual>. The English wording and the
quoted one are what public transcripts of directories show; the German one and that of Entra Connect are known
to exist, and are the lab's own words.
"""

import secrets

from ..scenarios import SyncAccount
from .store import Store

NAME = "62a0ff2e-97b9-4513-943f-0d221bd30080"

RIGHTS = (
    "This account must have directory replication permissions in the local Active Directory and write "
    "permission on certain attributes to enable Hybrid Deployment."
)
WORDINGS = {
    "english": (
        "Account created by Microsoft Azure Active Directory Connect with installation identifier {0} "
        "running on computer {1} configured to synchronize to tenant {2}. " + RIGHTS
    ),
    "quoted": (
        "Account created by Microsoft Azure Active Directory Connect with installation identifier '{0}' "
        "running on computer '{1}' configured to synchronize to tenant '{2}'. " + RIGHTS
    ),
    "entra": (
        "Account created by Microsoft Entra Connect with installation identifier {0} "
        "running on computer {1} configured to synchronize to tenant {2}. " + RIGHTS
    ),
    "german": (
        "Dieses Konto wurde von Microsoft Azure Active Directory Connect mit der Installations-ID „{0}“ auf "
        "dem Computer „{1}“ erstellt und ist für die Synchronisierung mit dem Mandanten „{2}“ konfiguriert. "
        "Es muss im lokalen Active Directory über Verzeichnisreplikationsberechtigungen und für bestimmte "
        "Attribute über Schreibrechte verfügen, um die Hybridbereitstellung zu ermöglichen."
    ),
}


def write_connection_point(store: Store, keywords: tuple[str, ...]) -> str:
    container = f"CN=Device Registration Configuration,CN=Services,{store.configuration}"
    store.add(container, objectClass="container")
    dn = f"CN={NAME},{container}"
    store.add(dn, objectClass="serviceConnectionPoint", keywords=list(keywords))
    return dn


def write_sync_account(store: Store, account: SyncAccount) -> dict:
    name = f"MSOL_{account.installation[:12]}"
    dn = f"CN={name},CN=Users,{store.base}"
    description = WORDINGS[account.wording].format(account.installation, account.server, account.target)
    store.add(
        dn,
        objectClass="user",
        sAMAccountName=name,
        description=description,
        unicodePwd=f'"Aa1-{secrets.token_urlsafe(18)}"'.encode("utf-16-le"),
        userAccountControl=str(0x10200),
    )
    return {
        "name": name,
        "dn": dn,
        "server": account.server,
        "target": account.target,
        "wording": account.wording,
        "description": description,
    }
