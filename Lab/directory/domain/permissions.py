"""Takes rights away: what a user may not see must not look as if it were not there."""

from samba.dcerpc import security
from samba.ndr import ndr_pack, ndr_unpack

from .store import Store

# Source: <https://learn.microsoft.com/windows/win32/adschema/a-keywords>
KEYWORDS = "bf967993-0de6-11d0-a285-00aa003049e2"


def deny_reading(store: Store, dn: str, user: str) -> None:
    """On one object. What it hands down would count for less than what those below allow themselves."""
    add(store, dn, f"(D;;RPLCLORC;;;{sid(store, user)})")


def deny_keywords(store: Store, dn: str, user: str) -> None:
    add(store, dn, f"(OD;;RP;{KEYWORDS};;{sid(store, user)})")


def sid(store: Store, user: str) -> str:
    found = store.read(f"CN={user},CN=Users,{store.base}", "objectSid")
    return str(ndr_unpack(security.dom_sid, found["objectSid"][0]))


def add(store: Store, dn: str, entry: str) -> None:
    """Puts an entry before the others: a refusal counts only if it comes first."""
    found = store.read(dn, "nTSecurityDescriptor")
    descriptor = ndr_unpack(security.descriptor, found["nTSecurityDescriptor"][0])
    domain = security.dom_sid(store.database.get_domain_sid())
    written = descriptor.as_sddl(domain)
    begin = written.index("(", written.index("D:"))
    changed = security.descriptor.from_sddl(written[:begin] + entry + written[begin:], domain)
    store.replace(dn, nTSecurityDescriptor=ndr_pack(changed))
