"""Compares what a domain holds, as a user sees it, with what directory.json says."""

import base64
import json
import pathlib
import subprocess

HERE = pathlib.Path(__file__).resolve().parent
SEARCH = ["ldapsearch", "-LLL", "-o", "ldif-wrap=no"]
DISABLED = "(userAccountControl:1.2.840.113556.1.4.803:=2)"


class Lab:
    """A running lab, by its description."""

    def __init__(self, folder: pathlib.Path):
        self.folder = folder
        self.description = json.loads((folder / "directory.json").read_text(encoding="utf-8"))
        self.scenarios = self.description["scenarios"]
        self.peers = self.description["peers"]
        self.domain = self.scenarios["healthy"]

    def inside(self, scenario: str, command: list[str], skew: str | None = None) -> list[str]:
        wrong = ["--skew", skew] if skew else []
        return [str(HERE / "inside"), *wrong, str(self.folder), scenario, *command]

    def password_file(self, user: str) -> str:
        """Of a user that the lab has; of any other, another user's, which is wrong."""
        return self.domain["users"].get(user, self.domain["users"]["reader"])["passwordFile"]


class Domain:
    """What a scenario holds, as a user sees it."""

    def __init__(self, lab: Lab, name: str):
        self.lab, self.name, self.described = lab, name, lab.scenarios[name]
        self.made = json.loads(pathlib.Path(self.described["computers"]).read_text(encoding="utf-8"))

    def search(
        self, base: str, condition: str, *attributes: str, user: str = "reader", scope: str = "sub"
    ) -> list[dict]:
        arguments = [
            *SEARCH,
            "-x",
            "-H",
            f"ldaps://{self.described['server']}",
            "-D",
            f"{user}@{self.described['domain']}",
            "-y",
            self.lab.password_file(user),
            "-s",
            scope,
            "-b",
            base,
            "-E",
            "pr=500/noprompt",
            condition,
            *attributes,
        ]
        done = subprocess.run(
            self.lab.inside(self.name, arguments), capture_output=True, text=True, timeout=30, check=False
        )
        return [read(text) for text in done.stdout.split("\n\n") if text.lstrip().startswith("dn:")]

    def differences(self) -> list[str]:
        base, counts = self.described["base"], self.described["counts"]
        by_category = "(objectCategory=computer)"
        seen = self.search(
            base, by_category, "userAccountControl", "objectGUID", "userCertificate", "operatingSystem"
        )
        made = {
            one["dn"]: one for one in self.made["computers"] if not one["kind"].endswith("service-account")
        }
        point, sync = self.described["connectionPoint"], self.described["syncAccounts"]
        readable = point["keywords"] if point and self.name != "unreadable" else None
        pairs = {
            "computers by category": (len(seen), counts["objectCategoryComputer"]),
            "computers by class": (
                len(self.search(base, "(objectClass=computer)", "cn")),
                counts["objectClassComputer"],
            ),
            "disabled computers": (
                len(self.search(base, f"(&{by_category}{DISABLED})", "cn")),
                counts["byState"].get("disabled", 0),
            ),
            "computers with a certificate": (
                len(self.search(base, f"(&{by_category}(userCertificate=*))", "cn")),
                counts["objectCategoryComputer"] - counts["byCertificate"]["none"],
            ),
            "certificates": (
                {one["dn"][0]: sorted(one.get("userCertificate", [])) for one in seen},
                {dn: sorted(one["certificates"]) for dn, one in made.items()},
            ),
            "operating systems": (
                {one["dn"][0]: one.get("operatingSystem") for one in seen},
                {
                    dn: [one["operatingSystem"]] if one["operatingSystem"] else None
                    for dn, one in made.items()
                },
            ),
            "units": (
                {one["dn"][0] for one in self.search(base, "(objectClass=organizationalUnit)", "ou")},
                {dn for dn in self.described["units"].values() if dn.startswith("OU=")}
                | {"OU=Standorte," + base},
            ),
            "keywords": (
                [sorted(one.get("keywords", [])) for one in self.connection_points("reader")],
                [sorted(readable)] if readable else [],
            ),
            "sync accounts": (
                {
                    one["dn"][0]: one["description"][0]
                    for one in self.search(base, "(sAMAccountName=MSOL_*)", "description")
                },
                {one["dn"]: one["description"] for one in sync},
            ),
            "management points": (
                sorted(
                    one["dn"][0]
                    for one in self.search(base, "(objectClass=mSSMSManagementPoint)", "mSSMSMPName")
                ),
                sorted(self.described["site"]["managementPoints"]) if self.described["site"] else [],
            ),
        }
        if self.name == "unreadable":
            pairs["keywords for keywordless"] = (
                [one.get("keywords") for one in self.connection_points("keywordless")],
                [None],
            )
        return [
            f"{self.name}: {what}: expected {expected!r:.300}, saw {saw!r:.300}"
            for what, (saw, expected) in pairs.items()
            if saw != expected
        ]

    def connection_points(self, user: str) -> list[dict]:
        condition = "(objectClass=serviceConnectionPoint)"
        return self.search(self.described["configuration"], condition, "keywords", user=user)


def read(text: str) -> dict[str, list[str]]:
    """An entry of LDIF. Values that are no text stay in base64, and so does what is always bytes."""
    entry: dict[str, list[str]] = {}
    for line in text.strip().splitlines():
        name, _, value = line.partition(":")
        if name.startswith("#") or not value:
            continue
        if value.startswith(":") and name not in ("userCertificate", "objectGUID"):
            value = base64.b64decode(value[1:]).decode()
        entry.setdefault(name, []).append(value.lstrip(": ") if name != "dn" else value.removeprefix(" "))
    return entry
