#!/usr/bin/env python3
"""Writes the answers of a tenant with so many devices as saved pages: tenant-answers.py FOLDER DEVICES.

Four lists, as their interfaces and PowerShell write them, with what fleets have: most devices joined by id, some by name
alone, some missing in one list, re-imaged ones twice, merged records, ids that are null, zeros, in upper case or no ids.
The same number of devices always yields the same bytes.
"""

import pathlib
import random
import sys

PAGE = {"computers": 25_000, "entra": 999, "managed": 1_000, "machines": 10_000}
SENSORS = [f"10.8{major}.{minor}.{build}" for major in (720, 735, 750, 760, 770) for minor in (22621, 26100, 19041)
           for build in (1011, 1023, 1095, 1202)]
BUILDS = [14393, 17763, 19044, 19045, 20348, 22000, 22621, 22631, 25398, 26100, 26200, 9600]
SYSTEMS = {14393: "Windows Server 2016 Standard", 17763: "Windows Server 2019 Datacenter", 20348: "Windows Server 2022 Standard",
           25398: "Windows Server 2022 Datacenter", 9600: "Windows Server 2012 R2 Standard"}
PLATFORMS = {14393: "WindowsServer2016", 17763: "WindowsServer2019", 20348: "WindowsServer2022", 25398: "WindowsServer2022",
             9600: "WindowsServer2012R2", 22000: "Windows11", 22621: "Windows11", 22631: "Windows11", 26100: "Windows11",
             26200: "Windows11"}
ZEROS = "00000000-0000-0000-0000-000000000000"


def guid(chance: random.Random) -> str:
    digits = f"{chance.getrandbits(128):032x}"
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


class Pages:
    """A list that is written page by page."""

    def __init__(self, folder: pathlib.Path, name: str, context: str | None, link: str | None):
        self.folder, self.name, self.context, self.link = folder, name, context, link
        self.rows: list[str] = []
        self.count = 0
        self.number = 0

    def add(self, row: str) -> None:
        if len(self.rows) == PAGE[self.name]:
            self.write(last=False)
        self.rows.append(row)
        self.count += 1

    def write(self, last: bool) -> None:
        self.number += 1
        # Graph and Defender write one line; ConvertTo-Json indents.
        if self.context is None:
            text = "[\n" + ",\n".join(self.rows) + "\n]\n"
        else:
            link = "" if last else f'"@odata.nextLink":"{self.link}{self.count}",'
            text = f'{{"@odata.context":"{self.context}",{link}"value":[' + ",".join(self.rows) + "]}"
        (self.folder / f"{self.name}-{self.number:05}.json").write_text(text)
        self.rows = []


def main() -> None:
    folder, size = pathlib.Path(sys.argv[1]), int(sys.argv[2])
    folder.mkdir(parents=True)
    chance = random.Random(size)
    graph = "https://graph.microsoft.com/v1.0/"
    defender = "https://api.security.microsoft.com/api/"
    computers = Pages(folder, "computers", None, None)
    entra = Pages(folder, "entra", graph + "$metadata#devices(id,deviceId,displayName,trustType)", graph + "devices?$top=999&$skiptoken=RFNwdAIAAQAAABtE")
    managed = Pages(folder, "managed", graph + "$metadata#deviceManagement/managedDevices",
                    graph + "deviceManagement/managedDevices?$top=1000&$skiptoken=")
    machines = Pages(folder, "machines", defender + "$metadata#Machines", defender + "machines?$top=10000&$skip=")
    for number in range(size):
        name, build, sensor = f"PC-{number:07}", chance.choice(BUILDS), chance.choice(SENSORS)
        first, machine = guid(chance), f"{chance.getrandbits(160):040x}"
        shown = first.upper() if number % 50 == 0 else first
        day, hour, minute = 1 + number % 24, number % 24, number % 60
        seen = f"2026-11-{day:02}T{hour:02}:{minute:02}:17"
        server = build in SYSTEMS
        system = SYSTEMS.get(build, "Windows 11 Enterprise" if build >= 22000 else "Windows 10 Enterprise")
        ou = f"OU=Site{number % 200:03},OU={'Servers' if server else 'Clients'},DC=corp,DC=contoso,DC=com"
        lot = number % 100
        tags = '["MDE-Management"]' if lot < 60 else '["Finance","Building 7"]' if lot < 80 else '["mde-management"]' if lot == 80 else "[]"
        if lot != 99:
            computers.add(f'''  {{
    "DistinguishedName": "CN={name},{ou}",
    "Enabled": {"false" if lot == 98 else "true"},
    "LastLogonDate": "\\/Date({1795000000000 - lot * 3600000})\\/",
    "Name": "{name}",
    "ObjectGUID": "{first}",
    "OperatingSystem": "{system}",
    "OperatingSystemVersion": "10.0 ({build})",
    "PrimaryGroupID": 515,
    "SamAccountName": "{name}$",
    "userCertificate": {"[]" if lot == 97 else '["MIIC' + "A" * 20 + '"]'},
    "userAccountControl": {4098 if lot == 98 else 4096}
  }}''')
        if lot != 96:
            for turn in range(2 if number % 250 == 7 else 1):
                device = first if turn == 0 and number % 100 != 7 else guid(chance)
                entra.add(
                    f'{{"id":"{guid(chance)}","deviceId":"{device}","displayName":"{name}","accountEnabled":{"false" if lot == 98 else "true"},'
                    f'"approximateLastSignInDateTime":"{seen}Z","managementType":null,"onPremisesSyncEnabled":true,"operatingSystem":"Windows",'
                    f'"operatingSystemVersion":"10.0.{build}.{1000 + number % 40}","profileType":"RegisteredDevice",'
                    f'"registrationDateTime":{"null" if lot == 95 else chr(34) + seen + "Z" + chr(34)},"trustType":"ServerAd",'
                    f'"alternativeSecurityIds":[{{"type":2,"identityProvider":null,"key":"{"WAA1ADAA" * 8}"}}]}}')
        if lot < 20:
            managed.add(
                f'{{"id":"{guid(chance)}","userId":"","deviceName":"{name}","managedDeviceOwnerType":"company","enrolledDateTime":"2024-03-02T09:00:00Z",'
                f'"lastSyncDateTime":"{seen}.1234567Z","operatingSystem":"Windows","complianceState":"compliant","jailBroken":"Unknown",'
                f'"managementAgent":"{"msSense" if lot < 15 else "mdm" if lot < 18 else "configurationManagerClientMdm"}","osVersion":"10.0.{build}.{1000 + number % 40}",'
                f'"easActivated":false,"easDeviceId":"","easActivationDateTime":"0001-01-01T00:00:00Z","azureADRegistered":true,'
                f'"deviceEnrollmentType":"windowsCoManagement","activationLockBypassCode":null,"emailAddress":"","azureADDeviceId":"{ZEROS if lot == 19 else shown}",'
                f'"deviceRegistrationState":"registered","deviceCategoryDisplayName":"Unknown","isSupervised":false,"isEncrypted":true,"userPrincipalName":"",'
                f'"model":"Latitude 5440","manufacturer":"Dell Inc.","imei":"","serialNumber":"SN{number:09}","managementState":"managed","partnerReportedThreatState":"unknown"}}')
        if lot != 94:
            for turn in range(2 if number % 333 == 5 else 1):
                identity = machine if turn == 0 else f"{chance.getrandbits(160):040x}"
                reference = "null" if number % 40 == 3 else f'"da6374f5_{number}"' if number % 1000 == 9 else f'"{shown}"'
                host = name.lower() if number % 20 == 11 else f"{name.lower()}.corp.contoso.com"
                machines.add(
                    f'{{"id":"{identity}","mergedIntoMachineId":{"null" if turn == 0 else chr(34) + machine + chr(34)},"isPotentialDuplication":{"true" if turn else "false"},'
                    f'"isExcluded":false,"exclusionReason":null,"computerDnsName":"{host}","firstSeen":"2024-03-02T09:00:00.1234567Z","lastSeen":"{seen}.7654321Z",'
                    f'"osPlatform":"{PLATFORMS.get(build, "Windows10")}","osVersion":null,"osProcessor":"x64","version":"22H2","lastIpAddress":"10.{lot}.3.4",'
                    f'"lastExternalIpAddress":"203.0.113.7","agentVersion":"{sensor}","osBuild":{build},"healthStatus":"{"Active" if lot < 90 else "Inactive"}",'
                    f'"deviceValue":"Normal","rbacGroupId":140,"rbacGroupName":"Clients","riskScore":"None","exposureLevel":"Low","isAadJoined":true,'
                    f'"aadDeviceId":{reference},"machineTags":{tags},"onboardingStatus":"{"Onboarded" if lot < 92 else "CanBeOnboarded"}","osArchitecture":"64-bit",'
                    f'"managedBy":"{"MicrosoftDefenderForEndpoint" if lot < 15 else "Intune" if lot < 20 else "Unknown"}",'
                    f'"managedByStatus":"{"Success" if lot < 20 else "Unknown"}","ipAddresses":[{{"ipAddress":"10.{lot}.3.4","macAddress":"8CEC4B897E73",'
                    f'"type":"Ethernet","operationalStatus":"Up"}}],"vmMetadata":null}}')
    for pages in (computers, entra, managed, machines):
        pages.write(last=True)
    (folder / "organization.json").write_text(
        f'{{"@odata.context":"{graph}$metadata#organization","value":[{{"id":"84841066-274d-4ec0-a5c1-276be684bdd3","displayName":"Contoso",'
        '"onPremisesSyncEnabled":true,"onPremisesLastSyncDateTime":"2026-11-24T10:00:00Z","mobileDeviceManagementAuthority":"intune",'
        '"verifiedDomains":[{"name":"contoso.com"}]}]}')


main()
