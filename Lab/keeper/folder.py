"""The folder of one lab, and the scripts' own."""

import pathlib
import shutil

LAB = pathlib.Path(__file__).resolve().parent.parent

TENANT = "8f3b1c5e-2d47-4a60-9c1e-7b5a0d9e4f21"
FOREIGN_TENANT = "11111111-2222-4333-8444-555555555555"


class Folder:
    """Where a lab keeps everything. Its parts are made anew each time; nothing else in it is touched."""

    PARTS = ("pki", "www", "log", "nginx", "squid", "tinyproxy", "dnsmasq", "python")

    def __init__(self, path: pathlib.Path):
        self.path = path
        self.pki = path / "pki"
        self.www = path / "www"
        self.log = path / "log"
        self.pids = path / "pids"
        self.started = path / "started"
        self.description = path / "lab.json"

    def make(self) -> None:
        self.path.mkdir(parents=True, exist_ok=True)
        for part in self.PARTS:
            shutil.rmtree(self.path / part, ignore_errors=True)
            (self.path / part).mkdir()
        self.description.unlink(missing_ok=True)

    def part(self, name: str) -> pathlib.Path:
        return self.path / name


def listed(name: str) -> list[str]:
    """The lines of a file in conf/ that are not comments."""
    lines = (LAB / "conf" / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def filled(name: str, **values: str) -> str:
    """A template of conf/ with each @NAME@ filled in."""
    text = (LAB / "conf" / name).read_text(encoding="utf-8")
    for key, value in values.items():
        text = text.replace(f"@{key.upper()}@", value)
    return text
