"""Certificates of the stand-in and of the applications that sign in to it, made anew for each run."""

import datetime
import ipaddress
import pathlib

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

PASSPHRASE = b"Pass-phrase.1"
HOSTS = (
    "login.microsoftonline.com",
    "graph.microsoft.com",
    "api.security.microsoft.com",
    "elsewhere.lab.test",
    "localhost",
)
Files = dict[str, pathlib.Path]


def name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def certificate(subject, key, issuer, issuer_key, start, days, extensions=()) -> x509.Certificate:
    builder = (
        x509.CertificateBuilder()
        .subject_name(name(subject))
        .issuer_name(name(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + datetime.timedelta(days=days))
    )
    for extension, critical in extensions:
        builder = builder.add_extension(extension, critical)
    return builder.sign(issuer_key, hashes.SHA256())


def pem(one: x509.Certificate) -> bytes:
    return one.public_bytes(serialization.Encoding.PEM)


def key_pem(key, form=serialization.PrivateFormat.PKCS8, passphrase: bytes | None = None) -> bytes:
    secrecy = serialization.BestAvailableEncryption(passphrase) if passphrase else serialization.NoEncryption()
    return key.private_bytes(serialization.Encoding.PEM, form, secrecy)


def make(folder: pathlib.Path) -> Files:
    files: Files = {}

    def write(title: str, contents: bytes) -> None:
        files[title] = folder / title
        files[title].write_bytes(contents)
        files[title].chmod(0o600)

    now = datetime.datetime.utcnow()
    start = now - datetime.timedelta(days=1)
    make_services(write, start)
    key = rsa.generate_private_key(65537, 2048)
    app = certificate("app", key, "app", key, start, 30)
    traditional = serialization.PrivateFormat.TraditionalOpenSSL
    write("app.pem", pem(app))
    write("app.key", key_pem(key))
    write("app-encrypted.key", key_pem(key, passphrase=PASSPHRASE))
    write("app-pkcs1.key", key_pem(key, traditional))
    write("app-pkcs1-encrypted.key", key_pem(key, traditional, PASSPHRASE))
    write("app-both.pem", key_pem(key) + pem(app))
    encryption = serialization.BestAvailableEncryption(PASSPHRASE)
    write("app.p12", pkcs12.serialize_key_and_certificates(b"app", key, app, None, encryption))
    write("passphrase", PASSPHRASE + b"\n")
    expired = certificate("expired", key, "expired", key, now - datetime.timedelta(days=400), 365)
    write("expired.pem", pem(expired))
    early = certificate("early", key, "early", key, now + datetime.timedelta(days=2), 30)
    write("early.pem", pem(early))
    write("chain.pem", pem(expired) + pem(app))
    other = rsa.generate_private_key(65537, 2048)
    write("other.key", key_pem(other))
    write("unregistered.pem", pem(certificate("unregistered", other, "unregistered", other, start, 30)))
    weak = rsa.generate_private_key(65537, 1024)
    write("weak.pem", pem(certificate("weak", weak, "weak", weak, start, 30)) + key_pem(weak))
    curve = ec.generate_private_key(ec.SECP256R1())
    write("curve.pem", pem(certificate("curve", curve, "curve", curve, start, 30)) + key_pem(curve))
    return files


def make_services(write, start) -> None:
    """The authority, and the services' own certificate."""
    root_key = ec.generate_private_key(ec.SECP256R1())
    authority = (x509.BasicConstraints(ca=True, path_length=None), True)
    root = certificate("Stand-in Root", root_key, "Stand-in Root", root_key, start, 30, (authority,))
    key = ec.generate_private_key(ec.SECP256R1())
    names = [x509.DNSName(host) for host in HOSTS] + [x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    leaf = certificate(
        HOSTS[0], key, "Stand-in Root", root_key, start, 30, ((x509.SubjectAlternativeName(names), False),)
    )
    write("ca", pem(root))
    write("server.pem", pem(leaf) + key_pem(key))
