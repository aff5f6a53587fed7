"""The folder of one directory lab, and the names in it that never change."""

import pathlib

from keeper.folder import Folder

DOMAIN = "corp.contoso.test"
REALM = DOMAIN.upper()
NETBIOS = "CORP"
CONTROLLER = "dc1"
HOST = f"{CONTROLLER}.{DOMAIN}"
# Not 127.0.0.1: libldap takes that for its own host, and asks Kerberos for that name instead of the server's.
ADDRESS = "127.0.0.10"
# The same controller by a name that Kerberos does not know it by.
ALIAS, ADDRESS_OF_ALIAS = f"ldap.{DOMAIN}", "127.0.0.12"
BASE = ",".join(f"DC={part}" for part in DOMAIN.split("."))


class DirectoryFolder(Folder):
    """`base` is the domain that every scenario is a copy of; `at/NAME` is all that one of them has."""

    PARTS = ("pki", "log", "base", "at", "secrets")

    def __init__(self, path: pathlib.Path):
        super().__init__(path)
        self.base = path / "base"
        self.secrets = path / "secrets"
        self.description = path / "directory.json"

    def make(self) -> None:
        super().make()
        self.secrets.chmod(0o700)

    def scenario(self, name: str) -> pathlib.Path:
        return self.path / "at" / name

    def password_file(self, user: str) -> pathlib.Path:
        return self.secrets / f"{user}.password"
