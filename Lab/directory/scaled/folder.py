"""The folder of an OpenLDAP with many computers."""

import pathlib

from keeper.folder import Folder

BASE = "DC=scale,DC=test"
CONFIGURATION = f"CN=Configuration,{BASE}"
READER = f"CN=reader,{BASE}"


class ScaleFolder(Folder):
    PARTS = ("pki", "log", "slapd")

    def __init__(self, path: pathlib.Path):
        super().__init__(path)
        self.slapd = path / "slapd"
        self.description = path / "scale.json"
