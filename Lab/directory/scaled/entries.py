"""Writes the entries of a domain with many computers as LDIF, and counts what was written.

usage: python3 -m directory.scaled.entries FOLDER COUNT
"""

import base64
import collections
import datetime
import json
import pathlib
import random
import sys
import time
import uuid

from keeper.folder import TENANT

from ..device_certificate import Signer
from .folder import BASE, CONFIGURATION, ScaleFolder

UNITS = 200
SYSTEMS = (
    ("Windows 10 Enterprise", "10.0 (19045)"),
    ("Windows 11 Enterprise", "10.0 (22631)"),
    ("Windows Server 2012 R2 Standard", "6.3 (9600)"),
    ("Windows Server 2016 Standard", "10.0 (14393)"),
    ("Windows Server 2019 Standard", "10.0 (17763)"),
    ("Windows Server 2022 Datacenter", "10.0 (20348)"),
)
WEIGHTS = (40, 35, 4, 5, 8, 8)
# Out of a hundred.
DISABLED, NEVER, STALE = 5, 3, 10
SID = b"\1\5\0\0\0\0\0\5" + b"".join(
    part.to_bytes(4, "little") for part in (21, 1234567890, 987654321, 1122334455)
)


def main() -> None:
    folder, count = ScaleFolder(pathlib.Path(sys.argv[1])), int(sys.argv[2])
    signer = Signer(folder.pki / "device.key")
    # The same computers at each start, so that runs can be compared.
    chance = random.Random(2022)
    made = collections.Counter()
    with open(folder.slapd / "entries.ldif", "w", encoding="ascii") as file:
        file.write(frame())
        units = [unit(number) for number in range(UNITS)]
        file.writelines(text for _, text in units)
        for number in range(count):
            file.write(computer(number, units[number % UNITS][0], signer, chance, made))
    (folder.slapd / "counts.json").write_text(json.dumps(dict(sorted(made.items()))))


def entry(dn: str, *classes: str, **values: object) -> str:
    lines = [f"dn: {dn}", *(f"objectClass: {name}" for name in ("top", *classes))]
    for name, value in values.items():
        for one in value if isinstance(value, (list, tuple)) else [value]:
            if isinstance(one, bytes):
                lines.append(f"{name}:: {base64.b64encode(one).decode()}")
            else:
                lines.append(f"{name}: {one}")
    return "\n".join(lines) + "\n\n"


def frame() -> str:
    """All that is neither a computer nor where one is."""
    registration = f"CN=Device Registration Configuration,CN=Services,{CONFIGURATION}"
    return "".join(
        [
            entry(BASE, "domainDNS", **{"dc": "scale", "msDS-Behavior-Version": "7"}),
            entry(f"CN=Users,{BASE}", "container", cn="Users"),
            entry(f"OU=Corp,{BASE}", "organizationalUnit", ou="Corp"),
            entry(CONFIGURATION, "configuration", cn="Configuration"),
            entry(f"CN=Services,{CONFIGURATION}", "container", cn="Services"),
            entry(registration, "container", cn="Device Registration Configuration"),
            entry(
                f"CN=62a0ff2e-97b9-4513-943f-0d221bd30080,{registration}",
                "serviceConnectionPoint",
                cn="62a0ff2e-97b9-4513-943f-0d221bd30080",
                keywords=["azureADName:contoso.com", f"azureADId:{TENANT}"],
            ),
            entry(
                f"CN=MSOL_4f1e8a7c20d9,CN=Users,{BASE}",
                *("person", "organizationalPerson", "user"),
                cn="MSOL_4f1e8a7c20d9",
                sAMAccountName="MSOL_4f1e8a7c20d9",
                description="Account created by Microsoft Azure Active Directory Connect with installation "
                "identifier 4f1e8a7c20d94b6e9a3c5d7f01b2c3d4 running on computer SYNC01 configured to "
                "synchronize to tenant contoso.onmicrosoft.com.",
            ),
        ]
    )


def unit(number: int) -> tuple[str, str]:
    """One of ten sites of the company, or a unit within one."""
    site = f"OU=Site {number % 10:02},OU=Corp,{BASE}"
    dn = site if number < 10 else f"OU=Unit {number:03},{site}"
    return dn, entry(dn, "organizationalUnit", ou=dn.partition(",")[0].removeprefix("OU="))


def computer(number: int, unit: str, signer: Signer, chance: random.Random, made: collections.Counter) -> str:
    name = f"PC{number:07}"
    guid = uuid.UUID(int=chance.getrandbits(128), version=4)
    ((system, version),) = chance.choices(SYSTEMS, WEIGHTS)
    roll = chance.randrange(100)
    state = (
        "disabled"
        if roll < DISABLED
        else "never-signed-in"
        if roll < DISABLED + NEVER
        else "stale"
        if roll < DISABLED + NEVER + STALE
        else "active"
    )
    days = chance.randrange(120, 900) if state in ("stale", "disabled") else chance.randrange(60)
    values: dict[str, object] = {
        "cn": name,
        "objectCategory": ["computer", f"CN=Computer,CN=Schema,{CONFIGURATION}"],
        "objectGUID": guid.bytes_le,
        "objectSid": SID + (1000 + number).to_bytes(4, "little"),
        "sAMAccountName": f"{name}$",
        "sAMAccountType": "805306369",
        "userAccountControl": "4098" if state == "disabled" else "4096",
        "primaryGroupID": "515",
        "dNSHostName": f"{name.lower()}.scale.test",
        "operatingSystem": system,
        "operatingSystemVersion": version,
        "whenCreated": "20240102030405.0Z",
    }
    if state != "never-signed-in":
        values["lastLogonTimestamp"] = str(int((time.time() - days * 86_400 + 11_644_473_600) * 10_000_000))
    if number % 3 == 0:
        begin = datetime.datetime.now(datetime.UTC) - datetime.timedelta(100)
        # Their signatures are one and the same: a real one for each would take minutes.
        values["userCertificate"] = signer.certificate(str(guid), begin, 3650, signed=False)
        made["withCertificate"] += 1
    made["computers"] += 1
    made[state] += 1
    return entry(f"CN={name},{unit}", "person", "organizationalPerson", "user", "computer", **values)


main()
