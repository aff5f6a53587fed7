"""What a ConfigMgr site publishes into a domain."""

from ..folder import DOMAIN
from .store import Store

CODE = "P01"
SERVERS = ("CM01", "CM02")


def write(store: Store) -> dict:
    container = f"CN=System Management,CN=System,{store.base}"
    store.add(container, objectClass="container")
    store.add(
        f"CN=SMS-Site-{CODE},{container}",
        objectClass="mSSMSSite",
        mSSMSSiteCode=CODE,
        mSSMSAssignmentSiteCode=CODE,
        mSSMSSourceForest=DOMAIN,
    )
    points = []
    for server in SERVERS:
        host = f"{server}.{DOMAIN}"
        points.append(f"CN=SMS-MP-{CODE}-{host.upper()},{container}")
        store.add(
            points[-1],
            objectClass="mSSMSManagementPoint",
            mSSMSSiteCode=CODE,
            mSSMSMPName=host,
            mSSMSDefaultMP="TRUE" if server == SERVERS[0] else "FALSE",
            mSSMSVersion="9106",
            mSSMSSourceForest=DOMAIN,
            dNSHostName=host,
        )
    return {"container": container, "siteCode": CODE, "managementPoints": points}
