"""What the fake controllers tell: a rootDSE as Active Directory's, and a few computers."""

import time
import uuid

from keeper.folder import TENANT

from ..folder import BASE, DOMAIN, HOST

CONFIGURATION = f"CN=Configuration,{BASE}"
NAMESPACE = uuid.UUID("a3c2f1d0-5b6e-4f7a-8c9d-0e1f2a3b4c5d")
CONNECTION_POINT = (
    "CN=62a0ff2e-97b9-4513-943f-0d221bd30080,CN=Device Registration Configuration,CN=Services,"
    + CONFIGURATION
)

ROOT = {
    "objectClass": ["top"],
    "defaultNamingContext": [BASE],
    "rootDomainNamingContext": [BASE],
    "configurationNamingContext": [CONFIGURATION],
    "schemaNamingContext": [f"CN=Schema,{CONFIGURATION}"],
    "namingContexts": [BASE, CONFIGURATION, f"CN=Schema,{CONFIGURATION}"],
    "dnsHostName": [HOST],
    "ldapServiceName": [f"{DOMAIN}:dc1$@{DOMAIN.upper()}"],
    "serverName": [f"CN=DC1,CN=Servers,CN=Default-First-Site-Name,CN=Sites,{CONFIGURATION}"],
    "domainFunctionality": ["7"],
    "forestFunctionality": ["7"],
    "domainControllerFunctionality": ["7"],
    "isGlobalCatalogReady": ["TRUE"],
    "isSynchronized": ["TRUE"],
    "highestCommittedUSN": ["123456"],
    "supportedLDAPVersion": ["3", "2"],
    "supportedSASLMechanisms": ["GSSAPI", "GSS-SPNEGO", "EXTERNAL", "DIGEST-MD5"],
    # AD, signing, V51, no ADAM, V60, V61 R2, W8.
    "supportedCapabilities": [f"1.2.840.113556.1.4.{arc}" for arc in (800, 1670, 1791, 1935, 2080, 2237)],
    "supportedControl": [
        f"1.2.840.113556.1.4.{arc}" for arc in (319, 417, 473, 528, 801, 841, 1338, 1339, 1340)
    ],
    "supportedExtension": ["1.3.6.1.4.1.1466.20037", "1.3.6.1.4.1.1466.101.119.1"],
}

DOMAIN_OBJECT = {
    "objectClass": ["top", "domain", "domainDNS"],
    "distinguishedName": [BASE],
    "dc": [DOMAIN.partition(".")[0]],
    "name": [DOMAIN.partition(".")[0]],
    "msDS-Behavior-Version": ["7"],
}

CONNECTION = {
    "objectClass": ["top", "leaf", "connectionPoint", "serviceConnectionPoint"],
    "keywords": ["azureADName:contoso.com", f"azureADId:{TENANT}"],
    "distinguishedName": [CONNECTION_POINT],
}


def filetime(days_ago: float) -> str:
    return str(int((time.time() - days_ago * 86_400 + 11_644_473_600) * 10_000_000))


def computer(number: int) -> tuple[str, dict[str, list[bytes | str]]]:
    """One computer in order, and the same at each call."""
    name = f"PC{number:05}"
    dn = f"CN={name},CN=Computers,{BASE}"
    identifier = uuid.uuid5(NAMESPACE, name)
    sid = b"\1\5\0\0\0\0\0\5" + b"".join(
        part.to_bytes(4, "little") for part in (21, 1111111111, 2222222222, 3333333333, 1000 + number)
    )
    return dn, {
        "objectClass": ["top", "person", "organizationalPerson", "user", "computer"],
        "cn": [name],
        "name": [name],
        "distinguishedName": [dn],
        "objectCategory": [f"CN=Computer,CN=Schema,{CONFIGURATION}"],
        "objectGUID": [identifier.bytes_le],
        "objectSid": [sid],
        "sAMAccountName": [f"{name}$"],
        "sAMAccountType": ["805306369"],
        "dNSHostName": [f"{name.lower()}.{DOMAIN}"],
        "userAccountControl": ["4096"],
        "primaryGroupID": ["515"],
        "operatingSystem": ["Windows 11 Enterprise"],
        "operatingSystemVersion": ["10.0 (22631)"],
        "lastLogonTimestamp": [filetime(3)],
        "whenCreated": ["20240102030405.0Z"],
        "servicePrincipalName": [f"HOST/{name}", f"HOST/{name.lower()}.{DOMAIN}"],
    }


def chosen(attributes: dict[str, list], names: list[str]) -> list[tuple[str, list]]:
    """Those that were asked for; all if none were named, or with `*`."""
    wanted = {name.lower() for name in names}
    if not wanted or "*" in wanted:
        return list(attributes.items())
    return [(name, values) for name, values in attributes.items() if name.lower() in wanted]
