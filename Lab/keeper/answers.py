"""Writes what the healthy services answer, for nginx and for the Python peers alike."""

import json

from .folder import FOREIGN_TENANT, LAB, TENANT, Folder

CLOUDS = {
    "sign-in": ("login.microsoftonline.com", "microsoftonline.com"),
    "sign-in-gov": ("login.microsoftonline.us", "microsoftonline.us"),
}

# How a domain signs in.
REALMS = {
    "managed": {
        "account_type": "Managed",
        "domain_name": "contoso.com",
        "cloud_instance_name": "microsoftonline.com",
        "cloud_audience_urn": "urn:federation:MicrosoftOnline",
    },
    "federated": {
        "account_type": "Federated",
        "domain_name": "federated.lab.test",
        "federation_protocol": "WSTrust",
        "federation_metadata_url": "https://sts.lab.test/adfs/services/trust/mex",
        "federation_active_auth_url": "https://sts.lab.test/adfs/services/trust/2005/usernamemixed",
        "cloud_instance_name": "microsoftonline.com",
        "cloud_audience_urn": "urn:federation:MicrosoftOnline",
    },
    "unknown": {
        "account_type": "Unknown",
        "cloud_instance_name": "microsoftonline.com",
        "cloud_audience_urn": "urn:federation:MicrosoftOnline",
    },
}


def write(folder: Folder) -> None:
    # On the foreign side the sign-in service names another tenant, and the registration service still the own
    # one.
    for side, tenant in (("home", TENANT), ("foreign", FOREIGN_TENANT)):
        to = folder.www / side
        to.mkdir()
        for name, (host, cloud) in CLOUDS.items():
            values = {"HOST": host, "CLOUD": cloud}
            (to / f"{name}.json").write_text(
                answer("openid-configuration.json", values | {"PATH": tenant, "TENANT": tenant})
            )
            (to / f"{name}-common.json").write_text(
                answer("openid-configuration.json", values | {"PATH": "common", "TENANT": "{tenantid}"})
            )
        for name, answer_of in REALMS.items():
            (to / f"realm-{name}.json").write_text(json.dumps({"ver": "1.0"} | answer_of))
        for kind in ("json", "xml"):
            (to / f"registration.{kind}").write_text(answer(f"discovery.{kind}", {"TENANT": TENANT}))


def answer(name: str, values: dict[str, str]) -> str:
    text = (LAB / "answers" / name).read_text(encoding="utf-8")
    for key, value in values.items():
        text = text.replace(f"@{key}@", value)
    return text
