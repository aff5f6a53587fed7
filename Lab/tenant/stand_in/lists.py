"""What the services list, shaped by their documentation."""

import functools
import json
import uuid

from .sign_in import TENANT

GRAPH = "https://graph.microsoft.com"
DEFENDER = "https://api.security.microsoft.com"
LARGE = 100_000
CONNECTOR = "fc780465-2017-40d4-a0c5-307022471b92"
# The list of a path, each with its service.
PATHS = {
    "/v1.0/organization": "organization",
    "/v1.0/subscribedSkus": "subscriptions",
    "/v1.0/deviceManagement/mobileThreatDefenseConnectors": "connectors",
    "/beta/deviceManagement/configurationPolicies": "policies",
    "/v1.0/devices": "devices",
    "/v1.0/deviceManagement/managedDevices": "managed",
    "/api/machines": "machines",
}


def guid(number: int) -> str:
    return str(uuid.UUID(int=(0xD0 << 120) + number))


def device(number: int) -> dict:
    return {
        "id": guid(number + (1 << 64)),
        "deviceId": guid(number),
        "displayName": f"PC{number:06}",
        "trustType": "ServerAd",
        "profileType": "RegisteredDevice",
        "managementType": None,
        "operatingSystem": "Windows",
        "operatingSystemVersion": "10.0.19045.4046",
        "accountEnabled": True,
        "onPremisesSyncEnabled": True,
        "registrationDateTime": "2026-10-01T08:00:00Z",
        "approximateLastSignInDateTime": "2026-11-25T08:00:00Z",
        "alternativeSecurityIds": [{"type": 2, "identityProvider": None, "key": "WAA1ADAAOQA6"}],
    }


def managed(number: int) -> dict:
    return {
        "id": guid(number + (2 << 64)),
        "azureADDeviceId": guid(number),
        "deviceName": f"PC{number:06}",
        "managementAgent": "msSense",
        "deviceEnrollmentType": "windowsAzureADJoin",
        "managementState": "managed",
        "deviceRegistrationState": "registered",
        "operatingSystem": "Windows",
        "osVersion": "10.0.19045.4046",
        "lastSyncDateTime": "2026-11-25T08:00:00Z",
    }


def machine(number: int) -> dict:
    return {
        "id": f"{number:040x}",
        "mergedIntoMachineId": None,
        "isPotentialDuplication": False,
        "isExcluded": False,
        "exclusionReason": None,
        "computerDnsName": f"pc{number:06}.corp.lab.test",
        "firstSeen": "2026-10-01T08:00:00.1234567Z",
        "lastSeen": "2026-11-25T08:00:00.1234567Z",
        "osPlatform": "Windows10",
        "version": "22H2",
        "osBuild": 19045,
        "healthStatus": "Active",
        "onboardingStatus": "Onboarded",
        "managedBy": "MicrosoftDefenderForEndpoint",
        "managedByStatus": "Success",
        "agentVersion": "10.8735.19041.4046",
        "aadDeviceId": guid(number),
        "machineTags": ["MDE-Management", "Floor 3"],
        "ipAddresses": [{"ipAddress": "192.0.2.7", "macAddress": "00005E005301", "operationalStatus": "Up"}],
    }


def odd(row: dict) -> dict:
    """Nulls, values that nobody documents, members of tomorrow, and letters in another case."""
    changes = {
        "trustType": "SERVERAD",
        "managementAgent": "quantumAgent",
        "onboardingStatus": "ONBOARDED",
        "managedBy": "SomethingNew",
        "healthStatus": None,
        "aadDeviceId": "da6374_136",
        "lastSeen": None,
        "displayName": None,
    }
    return {key: changes.get(key, value) for key, value in row.items()} | {"futureMember": {"a": [1, None]}}


ORGANIZATION = {
    "id": TENANT,
    "displayName": "Lab",
    "onPremisesSyncEnabled": True,
    "onPremisesLastSyncDateTime": "2026-11-25T08:00:00Z",
    "mobileDeviceManagementAuthority": "intune",
    "verifiedDomains": [{"name": "lab.test", "isDefault": True}, {"name": "Lab.onmicrosoft.com"}],
}
SUBSCRIPTION = {
    "skuId": "184efa21-98c3-4e5d-95ab-d07053a96e67",
    "skuPartNumber": "INFORMATION_PROTECTION_COMPLIANCE",
    "capabilityStatus": "Enabled",
    "appliesTo": "User",
    "consumedUnits": 14,
    "prepaidUnits": {"enabled": 25, "lockedOut": 0, "suspended": 0, "warning": 0},
    "servicePlans": [
        {
            "servicePlanId": "871d91ec-ec1a-452b-a83f-bd76c7d770ef",
            "servicePlanName": "WINDEFATP",
            "provisioningStatus": "Success",
            "appliesTo": "User",
        }
    ],
}
CONNECTOR_ROW = {
    "id": CONNECTOR,
    "microsoftDefenderForEndpointAttachEnabled": True,
    "partnerState": "enabled",
    "lastHeartbeatDateTime": "2026-11-25T08:00:00Z",
}
ASSIGNMENTS = [
    {
        "id": "a",
        "target": {"@odata.type": "#microsoft.graph.groupAssignmentTarget", "groupId": guid(77)},
    }
]
SETTINGS = [
    {
        "id": "0",
        "settingInstance": {
            "@odata.type": "#microsoft.graph.deviceManagementConfigurationChoiceSettingInstance",
            "settingDefinitionId": "device_vendor_msft_policy_config_defender_allowrealtimemonitoring",
            "choiceSettingValue": {"value": "1", "children": []},
        },
    }
]
POLICY = {
    "id": guid(50),
    "name": "Antivirus",
    "technologies": "mdm,microsoftSense",
    "templateReference": {"templateId": f"{guid(51)}_1", "templateFamily": "endpointSecurityAntivirus"},
}
SINGLE = {
    "subscriptions": [SUBSCRIPTION],
    "connectors": [CONNECTOR_ROW],
}
ROWS = {"devices": device, "managed": managed, "machines": machine}


def document(kind: str, rows: list, link: str | None) -> bytes:
    answer: dict = {"@odata.context": f"{GRAPH}/v1.0/$metadata#{kind}"}
    if link:
        answer["@odata.nextLink"] = link
    return json.dumps(answer | {"value": rows}, separators=(",", ":")).encode()


@functools.lru_cache(maxsize=256)
def large(kind: str, first: int, count: int, link: str | None) -> bytes:
    return document(kind, [ROWS[kind](number) for number in range(first, first + count)], link)


def origin(kind: str) -> str:
    return DEFENDER if kind == "machines" else GRAPH
