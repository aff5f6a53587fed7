"""Turns a copy of the base domain into one scenario, and writes what was made into made.json.

usage: python3 -m directory.domain.scenario FOLDER NAME
"""

import json
import pathlib
import shutil
import sys

from ..device_certificate import Signer
from ..folder import DirectoryFolder
from ..scenarios import SCENARIOS
from . import computers, permissions, registration, site, units
from .store import Store, write_configuration


def main() -> None:
    folder, name = DirectoryFolder(pathlib.Path(sys.argv[1])), sys.argv[2]
    own, scenario = folder.scenario(name), SCENARIOS[name]
    shutil.copytree(folder.base / "private", own / "private")
    shutil.copytree(folder.base / "state", own / "state")
    write_configuration(own, folder.pki)
    signer = Signer(folder.pki / "device.key")
    with Store(own) as store:
        places = units.write(store)
        fleet = computers.write(store, scenario.fleet, places, signer)
        made = {
            "units": places,
            "computers": fleet,
            "counts": computers.counts(fleet),
            "connectionPoint": None,
            "syncAccounts": [registration.write_sync_account(store, one) for one in scenario.sync_accounts],
            "site": site.write(store) if scenario.site else None,
        }
        if scenario.keywords:
            made["connectionPoint"] = {
                "dn": registration.write_connection_point(store, scenario.keywords),
                "keywords": scenario.keywords,
            }
        if scenario.unreadable:
            point = made["connectionPoint"]["dn"]
            for dn in (point, point.partition(",")[2], f"CN=Services,{store.configuration}"):
                permissions.deny_reading(store, dn, "reader")
            permissions.deny_keywords(store, point, "keywordless")
    (own / "made.json").write_text(json.dumps(made, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


main()
