"""Loads many computers into an OpenLDAP, and keeps it."""

import json
import os
import secrets
import subprocess

from keeper.ports import Ports
from keeper.program import Peer, Program
from keeper.readiness import await_peers

from ..life import DirectoryKeeper
from ..namespace import LAB, OWN, python
from .folder import BASE, CONFIGURATION, READER, ScaleFolder

ROOT = f"""dn:
defaultNamingContext: {BASE}
rootDomainNamingContext: {BASE}
configurationNamingContext: {CONFIGURATION}
schemaNamingContext: CN=Schema,{CONFIGURATION}
dNSHostName: localhost
domainFunctionality: 7
forestFunctionality: 7
domainControllerFunctionality: 7
isSynchronized: TRUE
supportedCapabilities: 1.2.840.113556.1.4.800
supportedCapabilities: 1.2.840.113556.1.4.1670
"""


class ScaleKeeper(DirectoryKeeper):
    """The parent of one slapd."""

    folder: ScaleFolder

    def __init__(self, folder: ScaleFolder, owner: int | None, caller: int, count: int):
        super().__init__(folder, owner, caller)
        self.count = count

    def start(self) -> None:
        self.begin(60 + self.count / 500)
        own = self.folder.slapd
        self.finish(Program("pki", [str(LAB / "directory" / "pki"), str(self.folder.pki), "scale.test"], own))
        self.configure()
        arguments = (str(self.folder.path), str(self.count))
        self.finish(Program("entries", python("directory.scaled.entries", *arguments), own, environment=OWN))
        # -q: nobody else has the database, and what was just generated is right.
        self.finish(Program("slapadd", ["slapadd", "-q", "-f", "slapd.conf", "-l", "entries.ldif"], own))
        ports = Ports()
        plain = Peer("slapd", ports.choose(), "LDAP and StartTLS")
        secure = Peer("slapd-ldaps", ports.choose(), "LDAP over TLS")
        where = f"ldap://127.0.0.1:{plain.port}/ ldaps://127.0.0.1:{secure.port}/"
        ports.release()
        # With -d it stays in the foreground.
        slapd = self.run(
            Program("slapd", ["slapd", "-f", "slapd.conf", "-h", where, "-d", "0"], own, [plain, secure])
        )
        await_peers(slapd, self.deadline)
        self.describe_ports(plain, secure)

    def configure(self) -> None:
        own = self.folder.slapd
        (own / "data").mkdir()
        (own / "root.ldif").write_text(ROOT)
        password = secrets.token_urlsafe(18)
        with open(
            os.open(own / "reader.password", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w"
        ) as file:
            file.write(password)
        hashed = subprocess.run(
            ["slappasswd", "-T", str(own / "reader.password")], capture_output=True, text=True, check=True
        ).stdout.strip()
        lines = [
            f"include {LAB}/directory/scaled/ad.schema",
            f"pidfile {own}/slapd.pid",
            f"TLSCertificateFile {self.folder.pki}/controller.pem",
            f"TLSCertificateKeyFile {self.folder.pki}/leaf.key",
            f"TLSCACertificateFile {self.folder.pki}/root.pem",
            f"rootDSE {own}/root.ldif",
            "modulepath /usr/lib/ldap",
            "moduleload back_mdb",
            "sizelimit unlimited",
            "access to * by * read",
            "database mdb",
            f"suffix {BASE}",
            f"rootdn {READER}",
            f"rootpw {hashed}",
            f"directory {own}/data",
            f"maxsize {2**30 + self.count * 16_384}",
            "index objectClass,objectCategory,sAMAccountName eq",
        ]
        with open(os.open(own / "slapd.conf", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write("\n".join([*lines, ""]))

    def describe_ports(self, plain: Peer, secure: Peer) -> None:
        description = {
            "port": plain.port,
            "ldapsPort": secure.port,
            "base": BASE,
            "configuration": CONFIGURATION,
            "user": READER,
            "passwordFile": str(self.folder.slapd / "reader.password"),
            "ca": str(self.folder.pki / "root.pem"),
            "pid": self.running[-1].pid,
            "counts": json.loads((self.folder.slapd / "counts.json").read_text()),
        }
        self.folder.description.write_text(json.dumps(description, indent=2) + "\n")
