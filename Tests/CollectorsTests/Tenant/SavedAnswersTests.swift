import Configuration
import Foundation
import Model
import TestSupport
import Testing

@testable import Collectors

/// What is taken from a folder of saved answers, and what is said where something cannot be used.
struct SavedAnswersTests {
    private static let link = "https://graph.microsoft.com/v1.0/devices?$skiptoken=abc"

    @Test func `recognises each answer by what it says of itself, whatever the file is called`() async throws
    {
        let policy =
            #"{"id": "p1", "name": "AV", "technologies": "mdm", "templateReference": {"templateId": "t"}}"#
        let folder = try SavedAnswersFolder([
            "a.txt": SavedSample.devices("PC-1"), "b": SavedSample.machines("pc-1.contoso.com"),
            "c.json": SavedSample.organization(),
            "d.json": SavedSample.page(
                SavedSample.graph + "deviceManagement/managedDevices(id,deviceName)",
                [#"{"deviceName": "PC-1"}"#]),
            "e.json": SavedSample.page(
                SavedSample.graph + "subscribedSkus",
                [#"{"skuId": "s1", "capabilityStatus": "Enabled", "servicePlans": []}"#]),
            "sub/f.json": SavedSample.page(
                SavedSample.graph + "deviceManagement/mobileThreatDefenseConnectors",
                [#"{"id": "c1", "partnerState": "enabled"}"#]),
            "sub/g.json": SavedSample.page(
                SavedSample.graph + "deviceManagement/configurationPolicies", [policy]),
            "sub/h.json": SavedSample.page(
                SavedSample.graph + "deviceManagement/configurationPolicies('p1')/assignments",
                [##"{"target": {"@odata.type": "#microsoft.graph.allDevicesAssignmentTarget"}}"##]),
            "sub/i.json": SavedSample.page(
                SavedSample.graph + "deviceManagement/configurationPolicies('p1')/settings",
                [
                    #"{"settingInstance": {"settingDefinitionId": "x", "choiceSettingValue": {"value": "x_1"}}}"#
                ]),
            "computers.json":
                #"[{"DistinguishedName": "CN=PC-1,DC=x", "SamAccountName": "PC-1$", "ObjectGUID": null}]"#,
        ])
        let reading = try await folder.read()
        #expect(reading.fact.faults == [])
        #expect(reading.entraNames == ["PC-1"] && reading.managedNames == ["PC-1"])
        #expect(reading.machineNames == ["pc-1.contoso.com"] && reading.computerNames == ["PC-1"])
        #expect(reading.fact.organization.value?.displayName == "Contoso")
        #expect(reading.fact.subscriptions.value?.map(\.skuID) == ["s1"])
        #expect(reading.fact.connectors.value?.map(\.id) == ["c1"])
        let found = try #require(reading.fact.policies.value?.first)
        #expect(found.assignments == .present([.init(.allDevices)]))
        #expect(found.settings == .present([.init(definition: "x", value: "x_1")]))
        #expect(
            reading.fact.source == .file && reading.fact.id == "tenant:saved"
                && reading.fact.name == "contoso.com")
        #expect(reading.fact.observedAt == SavedAnswersFolder.written)
        #expect(
            reading.fact.lists.map(\.kind) == [
                .directoryComputers, .entraDevices, .managedDevices, .machines,
            ])
        #expect(reading.fact.lists.allSatisfy { $0.incomplete == nil && $0.count == 1 })
    }

    @Test(arguments: [
        (#"[{"deviceId": null, "displayName": "A"}]"#, "entra"),
        (#"[{"DeviceId": null, "DisplayName": "A"}]"#, "entra"),
        (#"{"value": [{"azureADDeviceId": null, "deviceName": "A"}]}"#, "managed"),
        (#"[{"id": "x", "computerDnsName": "A"}]"#, "machines"),
        (#"{"DistinguishedName": "CN=A", "ObjectGUID": null, "Name": "A"}"#, "computers"),
    ])
    func `recognises a list by the members of its first element`(text: String, list: String) async throws {
        let reading = try await SavedAnswersFolder(["x.json": text]).read()
        let names = [
            "entra": reading.entraNames, "managed": reading.managedNames, "machines": reading.machineNames,
            "computers": reading.computerNames,
        ]
        #expect(names[list] == ["A"] && names.values.joined().count == 1)
        #expect(reading.fact.faults == [])
    }

    @Test func `understands what PowerShell's Out-File writes`() async throws {
        for order in [String.Encoding.utf16LittleEndian, .utf16BigEndian] {
            let folder = try SavedAnswersFolder()
            let mark = order == .utf16LittleEndian ? Data([0xff, 0xfe]) : Data([0xfe, 0xff])
            try folder.write(
                mark + (SavedSample.devices("PC-é").data(using: order) ?? Data()), "devices.json")
            try folder.write(
                Data([0xef, 0xbb, 0xbf]) + Data(SavedSample.machines("b").utf8), "machines.json")
            let reading = try await folder.read()
            #expect(
                reading.entraNames == ["PC-é"] && reading.machineNames == ["b"] && reading.fact.faults == [])
        }
        let odd = try SavedAnswersFolder()
        try odd.write(Data([0xff, 0xfe, 0x7b, 0x00, 0x22]), "devices.json")
        #expect(try await odd.read().faultText.contains("saved/devices.json begins as UTF-16, and is not"))
    }

    @Test func `adds pages in the order of their names`() async throws {
        let reading = try await SavedAnswersFolder([
            "2.json": SavedSample.devices("C", link: Self.link + "2"),
            "1.json": SavedSample.devices("A", "B", link: Self.link + "1"),
            "3.json": SavedSample.devices("D"),
        ]).read()
        #expect(reading.entraNames == ["A", "B", "C", "D"])
        #expect(reading.fact.lists[0].incomplete == nil && reading.sources.entraDevices?.incomplete == nil)
    }

    @Test func `a list whose last page leads on is not whole`() async throws {
        let reading = try await SavedAnswersFolder([
            "1.json": SavedSample.devices("A", link: Self.link), "m.json": SavedSample.machines("a"),
        ]).read()
        let why = try #require(reading.sources.entraDevices?.incomplete)
        #expect(
            why.code == .graphIncomplete
                && why.detail == "saved/1.json leads on to a page that is not among the files")
        #expect(reading.fact.lists[0].incomplete == why && reading.entraNames == ["A"])
        #expect(reading.sources.machines?.incomplete == nil)
        let machines = try await SavedAnswersFolder([
            "1.json": SavedSample.machines("a", link: "https://x/?$skip=1")
        ]).read()
        #expect(machines.sources.machines?.incomplete?.code == .defenderIncomplete)
    }

    @Test(arguments: [("1", "2", false), ("1", "3", true), ("2", "3", true)])
    func `counts devices where links say how many come before the next page`(
        first: String, second: String, isMissing: Bool
    ) async throws {
        let base = "https://api.security.microsoft.com/api/machines?$top=1&$skip="
        let reading = try await SavedAnswersFolder([
            "1.json": SavedSample.machines("a", link: base + first),
            "2.json": SavedSample.machines("b", link: base + second),
            "3.json": SavedSample.machines("c"),
        ]).read()
        #expect((reading.sources.machines?.incomplete != nil) == isMissing)
    }

    @Test func `counts the same file once`() async throws {
        let reading = try await SavedAnswersFolder([
            "1.json": SavedSample.devices("A", "B"), "copy of 1.json": SavedSample.devices("A", "B"),
            "2.json": SavedSample.devices("X", "Y"),
        ]).read()
        #expect(reading.entraNames == ["A", "B", "X", "Y"])
    }

    @Test func `of two lists of one kind, the newer one tells of a device`() async throws {
        let folder = try SavedAnswersFolder()
        let element = { (state: String) in
            SavedSample.page(
                SavedSample.graph + "devices",
                [#"{"id": "\#(SavedSample.guid("A"))", "displayName": "\#(state)"}"#])
        }
        try folder.write(Data(element("old").utf8), "b.json", daysAgo: 3)
        try folder.write(Data(element("new").utf8), "a.json", daysAgo: 2)
        let reading = try await folder.read()
        #expect(reading.entraNames == ["new"])
        #expect(
            reading.sources.entraDevices?.observedAt
                == SavedAnswersFolder.written.addingTimeInterval(-86_400))
        #expect(reading.fact.olderFiles == 1 && reading.sources.entraDevices?.incomplete == nil)
    }

    @Test func `does not rely on what was saved too long ago`() async throws {
        let folder = try SavedAnswersFolder()
        try folder.write(Data(SavedSample.devices("A").utf8), "devices.json", daysAgo: 8)
        try folder.write(Data(SavedSample.organization().utf8), "organization.json", daysAgo: 30)
        try folder.write(Data(SavedSample.machines("a").utf8), "machines.json", daysAgo: 6)
        let reading = try await folder.read()
        #expect(reading.sources.entraDevices?.incomplete?.code == .evidenceOld && reading.entraNames == ["A"])
        #expect(
            reading.sources.entraDevices?.incomplete?.detail
                == "it was saved 8 days ago, and no more than 7 days are relied on")
        #expect(reading.sources.machines?.incomplete == nil)
        guard case .unreadable(let why) = reading.fact.organization else {
            Issue.record("an old answer is relied on")
            return
        }
        #expect(why.code == .evidenceOld)
    }

    @Test func `says of what nobody saved that it is not there`() async throws {
        let reading = try await SavedAnswersFolder(["devices.json": SavedSample.devices("A")]).read()
        #expect(reading.sources.machines == nil && reading.sources.computers == nil)
        for why in [
            reading.fact.organization.why, reading.fact.subscriptions.why, reading.fact.connectors.why,
            reading.fact.policies.why,
        ] {
            #expect(why == Unreadable(.evidenceMissing, "none of the saved answers in saved holds it"))
        }
    }

    @Test func `takes nothing from answers of two tenants`() async throws {
        let other = "11111111-274d-4ec0-a5c1-276be684bdd3"
        let sku =
            #"{"id": "\#(other)_c7df2760-2c81-4ef7-b578-5b5392b571df", "skuId": "a", "servicePlans": []}"#
        for second in [
            SavedSample.organization(other), SavedSample.page(SavedSample.graph + "subscribedSkus", [sku]),
        ] {
            let reading = try await SavedAnswersFolder([
                "1.json": SavedSample.organization(), "2.json": second,
                "devices.json": SavedSample.devices("A"),
            ]).read()
            let why = try #require(reading.fact.organization.why)
            #expect(why.code == .tenantExportUnreadable)
            #expect(
                why.detail
                    == "the saved answers are of 2 tenants: 84841066-274d-4ec0-a5c1-276be684bdd3 in saved/1.json, \(other) in saved/2.json"
            )
            #expect(reading.sources.isEmpty && reading.fact.lists.allSatisfy { $0.incomplete == why })
            #expect(reading.fact.faults.contains(why))
        }
    }

    @Test(
        arguments: [
            (SavedSample.devices("A").dropLast(), "is cut short, or is not JSON"),
            ("<html>sign in</html>", "is a page of HTML or XML, not JSON"),
            ("", "is empty"),
            (
                #"{"error": {"code": "Forbidden", "message": "no"}}"#,
                "is an error in place of a list: Forbidden: \"no\""
            ),
        ] as [(Substring, String)])
    func `a damaged file is named, and a list that it may belong to is not whole`(
        text: Substring, reason: String
    ) async throws {
        let reading = try await SavedAnswersFolder([
            "1.json": SavedSample.devices("B"), "2.json": String(text), "o.json": SavedSample.organization(),
        ]).read()
        #expect(reading.faultText == "tenant.export-unreadable saved/2.json \(reason)")
        #expect(reading.entraNames == ["B"])
        #expect(reading.sources.entraDevices?.incomplete?.detail == "saved/2.json \(reason)")
        #expect(reading.fact.organization.value != nil)
    }

    @Test func `a damaged page that says what it is leaves other lists alone`() async throws {
        let reading = try await SavedAnswersFolder([
            "1.json": SavedSample.devices("B"), "2.json": String(SavedSample.machines("a").dropLast(3)),
            "3.json": #"{"value": [{"computerDnsName": "a", "id": "#,
        ]).read()
        #expect(reading.sources.entraDevices?.incomplete == nil)
        #expect(reading.sources.machines?.incomplete?.code == .tenantExportUnreadable)
        #expect(reading.fact.lists.map(\.kind) == [.entraDevices, .machines])
    }

    @Test func `names what is no saved answer, and goes on`() async throws {
        let folder = try SavedAnswersFolder([
            "devices.json": SavedSample.devices("A"), "notes.txt": "hello",
            "users.json": #"[{"userPrincipalName": "a"}]"#,
            ".hidden": "x", "sub/deeper/machines.json": SavedSample.machines("m"),
        ])
        try FileManager.default.createSymbolicLink(
            atPath: folder.url.appendingPathComponent("loop.json").path, withDestinationPath: "loop.json")
        #expect(mkfifo(folder.url.appendingPathComponent("pipe.json").path, 0o600) == 0)
        try folder.write(Data(), "large.json")
        #expect(truncate(folder.url.appendingPathComponent("large.json").path, 1 << 30 + 1) == 0)
        let reading = try await folder.read()
        let text = reading.faultText
        #expect(
            text.contains("saved/notes.txt is no answer that is known: neither JSON nor a table of devices"))
        #expect(text.contains("saved/users.json is JSON, and nothing in it tells what it lists"))
        #expect(text.contains("saved/loop.json is a symbolic link, which is not followed"))
        #expect(text.contains("saved/pipe.json is neither a file nor a folder"))
        #expect(text.contains("saved/sub/deeper lies more than 1 folders deep, and was not looked into"))
        #expect(text.contains("saved/large.json has 1024 MiB, and more than 1024 MiB are not read"))
        #expect(!text.contains("hidden") && reading.fact.faults.count == 6)
        #expect(reading.entraNames == ["A"] && reading.sources.machines == nil)
        // What a service said in plain words may stand in place of a page.
        #expect(reading.sources.entraDevices?.incomplete != nil)
    }

    @Test func `says of a place that is not there, and of one that is empty`() async throws {
        let folder = try SavedAnswersFolder()
        let gone = SavedAnswersPlace(name: "gone\u{1b}", path: folder.url.path + "/gone")
        let reading = try await folder.read([
            gone, SavedAnswersPlace(name: "saved", path: folder.url.path),
        ])
        #expect(reading.faultText.contains("gone\\u{1b} cannot be opened"))
        #expect(reading.sources.isEmpty && reading.fact.organization.why?.code == .evidenceMissing)
    }

    @Test func `reads a single file, and one place but once`() async throws {
        let folder = try SavedAnswersFolder(["devices.json": SavedSample.devices("A")])
        let file = SavedAnswersPlace(name: "d", path: folder.url.path + "/devices.json")
        #expect(try await folder.read([file, file]).entraNames == ["A"])
    }

    @Test func `says after the deadline that nothing was read`() async throws {
        let folder = try SavedAnswersFolder([
            "devices.json": SavedSample.devices("A"), "o.json": SavedSample.organization(),
        ])
        let reading = try await folder.read(seconds: 1e-9)
        #expect(reading.fact.organization.why?.code == .deadlineExceeded)
        #expect(reading.sources.entraDevices == nil)
    }

    @Test func `tells the same whatever thread reads what`() async throws {
        let folder = try SavedAnswersFolder()
        for number in 10..<60 {
            try folder.write(Data(SavedSample.devices("A\(number)", "B\(number)").utf8), "\(number).json")
        }
        let once = try await folder.read()
        let again = try await folder.read()
        #expect(
            once == again && once.entraNames.count == 100
                && once.entraNames == once.entraNames.sorted { $0.dropFirst() < $1.dropFirst() })
    }
}

extension Observation {
    fileprivate var why: Unreadable? { if case .unreadable(let why) = self { why } else { nil } }
}
