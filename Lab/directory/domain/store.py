"""The domain's database, opened without a server."""

import pathlib

import ldb
from samba.auth import system_session
from samba.param import LoadParm
from samba.samdb import SamDB

from ..folder import ADDRESS, ADDRESS_OF_ALIAS, CONTROLLER, NETBIOS, REALM

# What only the system may write in a running domain: when somebody was here last, an objectGUID.
RELAX = ["relax:0"]


def write_configuration(own: pathlib.Path, pki: pathlib.Path) -> pathlib.Path:
    """smb.conf of a controller that keeps everything in its own folder."""
    path = own / "etc" / "smb.conf"
    path.parent.mkdir(exist_ok=True)
    path.write_text(
        f"""[global]
netbios name = {CONTROLLER.upper()}
realm = {REALM}
workgroup = {NETBIOS}
server role = active directory domain controller
server services = ldap, cldap, kdc
interfaces = {ADDRESS}/8 {ADDRESS_OF_ALIAS}/8
bind interfaces only = yes
dns update command = /bin/true
private dir = {own}/private
state directory = {own}/state
cache directory = {own}/cache
lock directory = {own}/lock
pid directory = {own}/run
binddns dir = {own}/dns
ncalrpc dir = {own}/rpc
ntp signd socket directory = {own}/ntp
winbindd socket directory = {own}/winbind
log file = {own}/samba.log
tls certfile = {pki}/controller.pem
tls keyfile = {pki}/leaf.key
tls cafile = {pki}/root.pem

[sysvol]
path = {own}/sysvol
read only = no

[netlogon]
path = {own}/sysvol/scripts
read only = no
""",
        encoding="utf-8",
    )
    return path


def configuration(own: pathlib.Path) -> LoadParm:
    loaded = LoadParm()
    loaded.load(str(own / "etc" / "smb.conf"))
    loaded.set("dsdb:schema update allowed", "true")
    return loaded


class Store:
    """One domain's objects. Everything is written in one transaction, which is many times faster."""

    def __init__(self, own: pathlib.Path):
        self.database = SamDB(
            url=str(own / "private" / "sam.ldb"),
            session_info=system_session(),
            lp=configuration(own),
            flags=ldb.FLG_DONT_CREATE_DB,
        )
        self.base = self.database.domain_dn()
        self.configuration = str(self.database.get_config_basedn())

    def __enter__(self) -> "Store":
        self.database.transaction_start()
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if kind:
            self.database.transaction_cancel()
        else:
            self.database.transaction_commit()

    def add(self, dn: str, **attributes: object) -> None:
        self.database.add(attributes | {"dn": dn}, RELAX)

    def replace(self, dn: str, **attributes: object) -> None:
        message = ldb.Message(ldb.Dn(self.database, dn))
        for name, value in attributes.items():
            message[name] = ldb.MessageElement(value, ldb.FLAG_MOD_REPLACE, name)
        self.database.modify(message, RELAX)

    def read(self, dn: str, *attributes: str) -> ldb.Message:
        return self.database.search(dn, scope=ldb.SCOPE_BASE, attrs=list(attributes))[0]

    def child(self, parent: str, kind: str, name: str) -> str:
        """A DN below another, with the name escaped as DNs want it."""
        below = ldb.Dn(self.database, f"{kind}=x")
        below.set_component(0, kind, name)
        whole = ldb.Dn(self.database, parent)
        whole.add_child(below)
        return str(whole)
