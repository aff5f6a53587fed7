"""Makes the domain that every scenario is a copy of. A few seconds.

usage: python3 -m directory.domain.base FOLDER
"""

import json
import logging
import pathlib
import secrets
import sys

from samba import dsdb
from samba.auth import system_session
from samba.credentials import Credentials
from samba.dckeytab import Net
from samba.provision import FILL_FULL, provision

from ..folder import CONTROLLER, DOMAIN, HOST, NETBIOS, REALM, DirectoryFolder
from . import accounts, schema
from .store import Store, configuration, write_configuration


def main() -> None:
    folder = DirectoryFolder(pathlib.Path(sys.argv[1]))
    logging.basicConfig(level=logging.WARNING)
    path = write_configuration(folder.base, folder.pki)
    provision(
        logging.getLogger(),
        system_session(),
        smbconf=str(path),
        targetdir=str(folder.base),
        samdb_fill=FILL_FULL,
        realm=REALM,
        domain=NETBIOS,
        hostname=CONTROLLER,
        hostip="127.0.0.1",
        adminpass=f"Aa1-{secrets.token_urlsafe(18)}",
        serverrole="active directory domain controller",
        dom_for_fun_level=dsdb.DS_DOMAIN_FUNCTION_2008_R2,
        dns_backend="NONE",
        use_ntvfs=True,
        lp=configuration(folder.base),
        backend_store="tdb",
        batch_mode=True,
    )
    with Store(folder.base) as store:
        schema.add_attributes(store)
    with Store(folder.base) as store:
        schema.add_classes(store)
    with Store(folder.base) as store:
        users = accounts.write(store, folder.password_file)
        name_services(store)
    write_keytab(folder, "reader")
    (folder.base / "users.json").write_text(json.dumps(users))


def name_services(store: Store) -> None:
    """A controller names its services itself, by a helper that needs a running domain."""
    controller = f"CN={CONTROLLER.upper()},OU=Domain Controllers,{store.base}"
    held = store.read(controller, "servicePrincipalName")["servicePrincipalName"]
    hosts = (HOST, CONTROLLER.upper(), f"{HOST}/{DOMAIN}", f"{HOST}/{NETBIOS}")
    store.replace(controller, servicePrincipalName=[*map(str, held), *(f"ldap/{host}" for host in hosts)])


def write_keytab(folder: DirectoryFolder, user: str) -> None:
    keys = Net(Credentials(), lp=configuration(folder.base))
    keys.export_keytab(keytab=str(folder.secrets / f"{user}.keytab"), principal=f"{user}@{REALM}")
    (folder.secrets / f"{user}.keytab").chmod(0o600)


main()
