"""Writes directory.json, which says where everything is and what was made."""

import json

from keeper.folder import FOREIGN_TENANT, TENANT
from keeper.program import Peer

from .folder import ADDRESS, ALIAS, BASE, DOMAIN, HOST, NETBIOS, REALM, DirectoryFolder
from .scenarios import SCENARIOS, VIEWS


def describe(folder: DirectoryFolder, holders: dict[str, int], peers: list[Peer]) -> None:
    abouts = {name: (name, one.about) for name, one in SCENARIOS.items()} | VIEWS
    description = {
        "ca": {
            "root": str(folder.pki / "root.pem"),
            "unknown": str(folder.pki / "unknown.pem"),
        },
        "tenant": TENANT,
        "foreignTenant": FOREIGN_TENANT,
        "scenarios": {
            name: scenario(folder, name, of, about, holders[name]) for name, (of, about) in abouts.items()
        },
        "peers": {peer.name: peer.description() for peer in sorted(peers, key=lambda peer: peer.name)},
    }
    unfinished = folder.description.with_suffix(".unfinished")
    unfinished.write_text(json.dumps(description, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    unfinished.rename(folder.description)


def scenario(folder: DirectoryFolder, name: str, of: str, about: str, holder: int) -> dict:
    """`of` is the scenario whose domain it is."""
    domain = folder.scenario(of)
    made = json.loads((domain / "made.json").read_text(encoding="utf-8"))
    return {
        "about": about,
        "view": of if of != name else None,
        "domain": DOMAIN,
        "realm": REALM,
        "netbios": NETBIOS,
        "server": HOST,
        "address": ADDRESS,
        "alias": ALIAS,
        "base": BASE,
        "configuration": f"CN=Configuration,{BASE}",
        "ca": str(folder.pki / "root.pem"),
        "tenant": TENANT,
        "users": json.loads((folder.base / "users.json").read_text()),
        "keytab": str(folder.secrets / "reader.keytab"),
        "ticketCache": str(domain / "tickets"),
        "expiredTicketCache": str(domain / "expired-tickets"),
        "krb5": str(folder.scenario(name) / "krb5.conf"),
        "holder": holder,
        "connectionPoint": made["connectionPoint"],
        "syncAccounts": made["syncAccounts"],
        "site": made["site"],
        "units": made["units"],
        "counts": made["counts"],
        "computers": str(domain / "made.json"),
    }
