"""Writes a fleet into the domain, and says exactly what was written."""

import base64
import collections
import datetime
import os
import time
import uuid

from ..device_certificate import Signer
from ..folder import CONTROLLER, DOMAIN
from .accounts import filetime
from .fleet import Planned, planned
from .store import Store

DAY = datetime.timedelta(days=1)
KINDS = {
    "computer": "computer",
    "cluster": "computer",
    "controller": "computer",
    "group-managed-service-account": "msDS-GroupManagedServiceAccount",
    "managed-service-account": "msDS-ManagedServiceAccount",
}


def certificates(kind: str, guid: str, signer: Signer) -> list[bytes]:
    """What a computer's userCertificate holds."""
    now = datetime.datetime.now(datetime.UTC)

    def made(name: str = guid, begin: int = -100, days: int = 3650) -> bytes:
        return signer.certificate(name, now + begin * DAY, days)

    match kind:
        case "none":
            return []
        case "good":
            return [made()]
        case "good-upper-case-in-braces":
            return [made(f"{{{guid.upper()}}}")]
        case "expired":
            return [made(begin=-800, days=730)]
        case "not-yet-valid":
            return [made(begin=10)]
        case "wrong-name":
            return [made(str(uuid.uuid4()))]
        case "garbage":
            return [b"\x30\x82\x03\x20" + os.urandom(500)]
        case "several-one-good":
            return [made(begin=-800, days=730), made(), made(str(uuid.uuid4()))]
        case "several-none-good":
            return [made(begin=-800, days=730), made(str(uuid.uuid4())), os.urandom(64)]
    raise ValueError(f'unknown kind of certificate "{kind}"')


def write(store: Store, fleet: str, units: dict[str, str], signer: Signer) -> list[dict]:
    return [own_controller(store, units)] + [add(store, one, units, signer) for one in planned(fleet)]


def add(store: Store, one: Planned, units: dict[str, str], signer: Signer) -> dict:
    guid = uuid.uuid4()
    system, version = one.group.system
    published = certificates(one.certificate, str(guid), signer)
    host = f"{one.name.lower()}.{DOMAIN}"
    attributes = {
        "objectClass": KINDS[one.group.kind],
        "sAMAccountName": f"{one.name}$",
        "userAccountControl": str(one.group.control),
        "objectGUID": guid.bytes_le,
        "dNSHostName": host,
        "operatingSystem": system,
        "operatingSystemVersion": version,
        "userCertificate": published,
        "lastLogonTimestamp": filetime(time.time() - one.days * 86_400) if one.days is not None else None,
        "description": one.group.description,
        "servicePrincipalName": names(one, host),
        "msDS-ManagedPasswordInterval": "30" if one.group.kind.startswith("group-managed") else None,
        "primaryGroupID": "521" if one.name.startswith("RODC") else None,
    }
    dn = store.child(units[one.unit], "CN", one.name)
    store.add(dn, **{name: value for name, value in attributes.items() if value})
    return {
        "name": one.name,
        "dn": dn,
        "unit": one.unit,
        "kind": one.group.kind,
        "state": one.state,
        "daysSinceLogon": one.days,
        "certificate": one.certificate,
        "certificates": [base64.b64encode(one).decode() for one in published],
        "operatingSystem": system,
        "operatingSystemVersion": version,
        "objectGUID": str(guid),
        "userAccountControl": one.group.control,
    }


def names(one: Planned, host: str) -> list[str]:
    services = (
        ["HOST", "MSServerCluster", "MSClusterVirtualServer"] if one.group.kind == "cluster" else ["HOST"]
    )
    return [f"{service}/{name}" for service in services for name in (one.name, host)]


def own_controller(store: Store, units: dict[str, str]) -> dict:
    """The controller that all of this runs on, which provisioning has made."""
    dn = f"CN={CONTROLLER.upper()},{units['controllers']}"
    found = store.read(dn, "objectGUID", "userAccountControl", "operatingSystem", "operatingSystemVersion")
    return {
        "name": CONTROLLER.upper(),
        "dn": dn,
        "unit": "controllers",
        "kind": "controller",
        "state": "controller",
        "daysSinceLogon": None,
        "certificate": "none",
        "certificates": [],
        "operatingSystem": str(found["operatingSystem"]),
        "operatingSystemVersion": str(found["operatingSystemVersion"]),
        "objectGUID": str(uuid.UUID(bytes_le=bytes(found["objectGUID"][0]))),
        "userAccountControl": int(str(found["userAccountControl"])),
    }


def counts(computers: list[dict]) -> dict:
    """How many there are of what. Service accounts are computers by class, and not by category."""
    by_category = [one for one in computers if not one["kind"].endswith("service-account")]

    def by(key: str) -> dict[str, int]:
        return dict(sorted(collections.Counter(str(one[key]) for one in by_category).items()))

    return {
        "objectCategoryComputer": len(by_category),
        "objectClassComputer": len(computers),
        "byKind": dict(sorted(collections.Counter(one["kind"] for one in computers).items())),
        "byState": by("state"),
        "byOperatingSystem": by("operatingSystem"),
        "byCertificate": by("certificate"),
        "activeByCertificate": dict(
            sorted(
                collections.Counter(
                    one["certificate"] for one in by_category if one["state"] == "active"
                ).items()
            )
        ),
        "byUnit": by("unit"),
    }
