"""What Configuration Manager adds to the schema, as far as it names its sites and management points.

The names are Microsoft's; the object identifiers are the lab's own, because Microsoft's are not in public
documentation. Source:
<https://learn.microsoft.com/intune/configmgr/core/plan-design/network/schema-extensions>
"""

from .store import Store

ARC = "1.2.840.113556.1.8000.2554.65001.8"

ATTRIBUTES = {
    "mS-SMS-Site-Code": "mSSMSSiteCode",
    "mS-SMS-MP-Name": "mSSMSMPName",
    "mS-SMS-Default-MP": "mSSMSDefaultMP",
    "mS-SMS-Version": "mSSMSVersion",
    "mS-SMS-Source-Forest": "mSSMSSourceForest",
    "mS-SMS-Assignment-Site-Code": "mSSMSAssignmentSiteCode",
}
BOOLEAN = {"mSSMSDefaultMP"}

CLASSES = {
    "MS-SMS-Management-Point": (
        "mSSMSManagementPoint",
        [
            "mSSMSSiteCode",
            "mSSMSMPName",
            "mSSMSDefaultMP",
            "mSSMSVersion",
            "mSSMSSourceForest",
            "dNSHostName",
        ],
    ),
    "MS-SMS-Site": (
        "mSSMSSite",
        ["mSSMSSiteCode", "mSSMSAssignmentSiteCode", "mSSMSSourceForest"],
    ),
}


def add_attributes(store: Store) -> None:
    schema = str(store.database.get_schema_basedn())
    for number, (name, shown) in enumerate(ATTRIBUTES.items(), 1):
        syntax, kind = ("2.5.5.8", "1") if shown in BOOLEAN else ("2.5.5.12", "64")
        store.add(
            f"CN={name},{schema}",
            objectClass="attributeSchema",
            lDAPDisplayName=shown,
            adminDisplayName=name,
            attributeID=f"{ARC}.1.{number}",
            attributeSyntax=syntax,
            oMSyntax=kind,
            isSingleValued="TRUE",
            systemOnly="FALSE",
        )


def add_classes(store: Store) -> None:
    """In a later transaction: a class can only speak of attributes that are there."""
    schema = str(store.database.get_schema_basedn())
    for number, (name, (shown, attributes)) in enumerate(CLASSES.items(), 1):
        store.add(
            f"CN={name},{schema}",
            objectClass="classSchema",
            lDAPDisplayName=shown,
            adminDisplayName=name,
            governsID=f"{ARC}.2.{number}",
            objectClassCategory="1",
            subClassOf="top",
            rDNAttID="cn",
            mayContain=attributes,
            possSuperiors=["container"],
            defaultSecurityDescriptor="D:(A;;GA;;;DA)(A;;GA;;;SY)(A;;RPLCLORC;;;AU)",
            systemOnly="FALSE",
        )
