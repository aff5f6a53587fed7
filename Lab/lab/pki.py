"""A throwaway PKI: two roots, an intermediate, an inspecting authority, and a leaf for every certificate fault."""

import pathlib
import subprocess

NAMES = [
    "login.microsoftonline.com", "enterpriseregistration.windows.net", "device.login.microsoftonline.com",
    "*.dm.microsoft.com", "*.lab.test", "localhost",
]

CA_CONFIG = """
[ca]
default_ca = lab
[lab]
dir = {dir}
database = {dir}/index.txt
serial = {dir}/serial
new_certs_dir = {dir}
default_md = sha256
policy = anything
email_in_dn = no
unique_subject = no
copy_extensions = copyall
[anything]
commonName = optional
organizationName = optional
"""


class PKI:
    def __init__(self, folder: pathlib.Path):
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.authorities = {}

    def run(self, *arguments: str) -> None:
        done = subprocess.run(["openssl", *arguments], cwd=self.folder, capture_output=True, timeout=30)
        if done.returncode != 0:
            raise SystemExit(f"openssl {arguments[0]} failed: {done.stderr.decode(errors='replace')}")

    def path(self, name: str) -> str:
        return str(self.folder / name)

    def key(self, name: str) -> None:
        self.run("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", f"{name}.key")

    def root(self, name: str, common_name: str) -> None:
        self.key(name)
        self.run("req", "-x509", "-new", "-key", f"{name}.key", "-sha256", "-days", "30", "-subj", f"/O=Lab/CN={common_name}",
                 "-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=critical,keyCertSign,cRLSign",
                 "-out", f"{name}.pem")

    def sign(self, name: str, issuer: str, subject: str, extensions: str, start: str | None = None, end: str | None = None) -> None:
        """A certificate by `issuer`; `start` and `end` are YYYYMMDDHHMMSSZ."""
        self.key(name)
        (self.folder / f"{name}.cnf").write_bytes(
            b"[req]\nprompt=no\nutf8=yes\ndistinguished_name=dn\nreq_extensions=ext\n[dn]\n"
            + subject.encode("utf-8", "surrogateescape") + f"\n[ext]\n{extensions}\n".encode())
        self.run("req", "-new", "-key", f"{name}.key", "-config", f"{name}.cnf", "-out", f"{name}.csr")
        state = self.folder / f"ca-{issuer}"
        state.mkdir(exist_ok=True)
        if not (state / "index.txt").exists():
            (state / "index.txt").write_text("")
            (state / "serial").write_text("1000\n")
            (state / "ca.cnf").write_text(CA_CONFIG.format(dir=state))
        dates = ["-startdate", start, "-enddate", end] if start and end else ["-days", "20"]
        self.run("ca", "-batch", "-notext", "-config", str(state / "ca.cnf"), "-cert", f"{issuer}.pem", "-keyfile", f"{issuer}.key",
                 "-in", f"{name}.csr", "-out", f"{name}.pem", *dates)

    def leaf(self, name: str, issuer: str, names: list[str] | None = None, subject: str | None = None, **dates: str) -> None:
        listed = ",".join(f"DNS:{n}" for n in (names or NAMES))
        self.sign(name, issuer, subject or f"O=Lab\nCN={(names or NAMES)[0]}",
                  f"basicConstraints=CA:FALSE\nsubjectAltName={listed}\nextendedKeyUsage=serverAuth", **dates)

    def chain(self, name: str, *parts: str) -> None:
        (self.folder / f"{name}.chain.pem").write_text("".join((self.folder / f"{p}.pem").read_text() for p in parts))


def make(folder: pathlib.Path) -> dict[str, str]:
    """Makes every certificate; returns the authorities' files by name."""
    pki = PKI(folder)
    for name, common_name in [("root", "Lab Root CA"), ("inspection", "Lab Inspection CA"), ("unknown", "Lab Unknown CA")]:
        pki.root(name, common_name)
    pki.sign("issuing", "root", "O=Lab\nCN=Lab Issuing CA", "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign")
    pki.leaf("good", "root")
    pki.leaf("expired", "root", start="20200101000000Z", end="20200201000000Z")
    pki.leaf("not-yet-valid", "root", start="20900101000000Z", end="20910101000000Z")
    pki.leaf("wrong-name", "root", names=["other.example"])
    pki.leaf("untrusted", "unknown")
    pki.leaf("intercepted", "inspection")
    pki.leaf("below-issuing", "issuing")
    pki.chain("intermediate", "below-issuing", "issuing")
    # Terminal escapes and control characters, as a hostile peer would send them.
    pki.leaf("hostile", "root", subject="O=\x1b]0;owned\x07Lab\nCN=\x1b[31mred\u202egpj.exe\x1b[0m")
    pki.leaf("many-names", "root", names=["login.microsoftonline.com", "*.lab.test"] + [f"n{i}.example" for i in range(1000)])
    pki.key("self-signed")
    pki.run("req", "-x509", "-new", "-key", "self-signed.key", "-days", "20", "-subj", "/O=Lab/CN=login.microsoftonline.com",
            "-addext", "subjectAltName=" + ",".join(f"DNS:{n}" for n in NAMES), "-out", "self-signed.pem")
    for name in ["root", "inspection", "unknown", "issuing"]:
        pki.authorities[name] = pki.path(f"{name}.pem")
    pki.chain("inspection-pair", "inspection")
    (folder / "inspection.both.pem").write_text((folder / "inspection.pem").read_text() + (folder / "inspection.key").read_text())
    return pki.authorities
