import Foundation
import Model
import Testing

@testable import Collectors

/// Which of several files of one kind count, and when a list is whole.
struct SavedAnswersEditionTests {
    struct File: Sendable {
        var name: String
        var text: String
        var daysAgo = 1.0
    }

    struct Row: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var files: [File]
        /// Names of Intune's devices, `!` in front of those whose lists contradict each other, or what the agents are.
        var devices: [String]
        /// A part of why the list is not whole; nil where it is.
        var why: String?
    }

    private static let list = SavedSample.graph + "deviceManagement/managedDevices"

    private static func device(_ name: String, _ agent: String = "msSense", id: Bool = true) -> String {
        let own = id ? #""id": "\#(SavedSample.guid(name))", "# : ""
        return
            #"{\#(own)"azureADDeviceId": "\#(SavedSample.guid("e" + name))", "deviceName": "\#(name)", "managementAgent": "\#(agent)"}"#
    }

    private static func page(_ elements: String..., link: String? = nil) -> String {
        SavedSample.page(list, elements, link: link)
    }

    private static let table = """
        Device ID,Device name,Azure AD Device ID,Managed by
        \(SavedSample.guid("A")),A,\(SavedSample.guid("eA")),Intune

        """
    private static let link = "https://graph.microsoft.com/v1.0/deviceManagement/managedDevices?$skiptoken=a"
    /// Days.
    private static let minute = 1.0 / 1440

    static let editions = [
        Row(
            testDescription: "one device that the newer list has no longer",
            files: [
                File(name: "a", text: page(device("A"), device("B")), daysAgo: 4),
                File(name: "b", text: page(device("B"))),
            ], devices: ["B mssense"], why: nil),
        Row(
            testDescription: "the list of the first day again",
            files: [
                File(name: "1", text: page(device("A")), daysAgo: 4),
                File(name: "2", text: page(device("B")), daysAgo: 3),
                File(name: "3", text: page(device("A"))),
            ], devices: ["A mssense"], why: nil),
        Row(
            testDescription: "two days, without ids, whatever the names",
            files: [
                File(name: "z", text: page(device("A", id: false)), daysAgo: 4),
                File(name: "a", text: page(device("A", "mdm", id: false))),
            ], devices: ["A mdm"], why: nil),
        Row(
            testDescription: "two days, of two pages each",
            files: [
                File(name: "1", text: page(device("A"), link: link), daysAgo: 3),
                File(name: "2", text: page(device("B")), daysAgo: 3 - minute),
                File(name: "3", text: page(device("C"), link: link)),
                File(name: "4", text: page(device("D")), daysAgo: 1 - minute),
            ], devices: ["C mssense", "D mssense"], why: nil),
        Row(
            testDescription: "the newer list is cut",
            files: [
                File(name: "1", text: page(device("A")), daysAgo: 3),
                File(name: "2", text: page(device("B"), link: link)),
            ], devices: ["B mssense"], why: "saved/2 leads on to a page that is not among the files"),
        Row(
            testDescription: "the older list is cut, and the newer one may be its end",
            files: [
                File(name: "1", text: page(device("A"), link: link), daysAgo: 3),
                File(name: "2", text: page(device("B"))),
            ], devices: ["A mssense", "B mssense"],
            why: "the page after saved/1 was not saved along with it"),
        Row(
            testDescription: "the newer list has fewer pages",
            files: [
                File(name: "1", text: page(device("A"), link: link), daysAgo: 3),
                File(name: "2", text: page(device("B")), daysAgo: 3),
                File(name: "3", text: page(device("C"))),
            ], devices: ["C mssense"], why: "may be no more than its last page"),
        Row(
            testDescription: "two lists of one time that say the same",
            files: [
                File(name: "1", text: page(device("A"))),
                File(name: "2", text: page(device("A"), device("B"))),
            ], devices: ["A mssense", "B mssense"], why: "nothing tells which of them counts"),
        Row(
            testDescription: "two lists of one time that do not",
            files: [
                File(name: "1", text: page(device("A"), device("B"))),
                File(name: "2", text: page(device("A", "mdm"))),
            ], devices: ["!A mssense", "B mssense"], why: "nothing tells which of them counts"),
        Row(
            testDescription: "some minutes apart, which tell nothing",
            files: [
                File(name: "1", text: page(device("A"))),
                File(name: "2", text: page(device("A", "mdm")), daysAgo: 1 - 5 * minute),
            ], devices: ["!A mssense"], why: "nothing tells which of them counts"),
        Row(
            testDescription: "two devices of one id in one list",
            files: [File(name: "1", text: page(device("A"), device("A", "mdm")))],
            devices: ["A mssense", "A mdm"], why: nil),
        Row(
            testDescription: "more devices announced than there are",
            files: [
                File(
                    name: "1",
                    text: #"{"@odata.context": "\#(list)", "@odata.count": 2, "value": [\#(device("A"))]}"#)
            ], devices: ["A mssense"], why: "says that there are 2, and 1 are among the files"),
    ]

    static let tables = [
        Row(
            testDescription: "a newer table tells of a device that both have",
            files: [
                File(name: "a", text: page(device("A"), device("B")), daysAgo: 4),
                File(name: "t", text: table),
            ], devices: ["A mdm", "B mssense"], why: nil),
        Row(
            testDescription: "a newer table, by the id in Entra ID alone",
            files: [
                File(name: "a", text: page(device("A", id: false)), daysAgo: 4), File(name: "t", text: table),
            ], devices: ["A mdm"], why: nil),
        Row(
            testDescription: "a newer table has a device more",
            files: [File(name: "a", text: page(device("B")), daysAgo: 4), File(name: "t", text: table)],
            devices: ["B mssense", "A mdm"], why: nil),
        Row(
            testDescription: "an older table",
            files: [
                File(name: "a", text: page(device("B"))), File(name: "t", text: table, daysAgo: 4),
            ], devices: ["B mssense"], why: nil),
        Row(
            testDescription: "two tables, of which the newer one counts",
            files: [
                File(name: "t", text: table),
                File(
                    name: "s", text: table.replacingOccurrences(of: "Intune", with: "MDE"), daysAgo: 3),
            ], devices: ["A mdm"], why: "no such table tells whether it is whole"),
        Row(
            testDescription: "two tables of one time",
            files: [
                File(name: "s", text: table.replacingOccurrences(of: "Intune", with: "MDE")),
                File(name: "t", text: table),
            ], devices: ["!A mssense"], why: "no such table tells whether it is whole"),
    ]

    static let parts = [
        Row(
            testDescription: "one object by its context",
            files: [
                File(
                    name: "1",
                    text: #"{"@odata.context": "\#(list)/$entity", \#(device("A").dropFirst())"#)
            ], devices: ["A mssense"], why: "is one object alone, and no list"),
        Row(
            testDescription: "one object by its form", files: [File(name: "1", text: device("A"))],
            devices: ["A mssense"], why: "is one object alone, and no list"),
        Row(
            testDescription: "the devices of something else",
            files: [
                File(
                    name: "1",
                    text: SavedSample.page(SavedSample.graph + "users('a')/managedDevices", [device("A")]))
            ], devices: ["A mssense"], why: "says that it is another list (#users('a')/managedDevices)"),
        Row(
            testDescription: "an older spelling of the link",
            files: [
                File(
                    name: "1",
                    text:
                        #"{"@odata.context": "\#(list)", "odata.nextLink": "https://x", "value": [\#(device("A"))]}"#
                )
            ], devices: ["A mssense"], why: "leads on to a page that is not among the files"),
        Row(
            testDescription: "a link without a prefix",
            files: [
                File(
                    name: "1",
                    text:
                        #"{"@odata.context": "\#(list)", "nextLink": "https://x", "value": [\#(device("A"))]}"#
                )
            ], devices: ["A mssense"], why: "leads on to a page that is not among the files"),
        Row(
            testDescription: "plain words in place of a page",
            files: [
                File(name: "1", text: page(device("A"))),
                File(name: "2", text: "Too many requests. Try again later."),
            ], devices: ["A mssense"], why: "saved/2 is no answer that is known"),
        Row(
            testDescription: "a refusal in place of a page",
            files: [
                File(name: "1", text: page(device("A"))),
                File(name: "2", text: #"{"statusCode": 429, "message": "Rate limit is exceeded."}"#),
            ], devices: ["A mssense"], why: "saved/2 is JSON, and nothing in it tells what it lists"),
        Row(
            testDescription: "a list of something else beside it",
            files: [
                File(name: "1", text: page(device("A"))),
                File(
                    name: "2", text: SavedSample.page(SavedSample.graph + "users", [#"{"mail": "a@b"}"#])),
                File(name: "3", text: "[]"),
            ], devices: ["A mssense"], why: nil),
        Row(
            testDescription: "a file of the years to come",
            files: [File(name: "1", text: page(device("A")), daysAgo: -3000)], devices: ["A mssense"],
            why: "yet to come"),
    ]

    @Test(arguments: editions + tables + parts)
    func `what was saved last counts, and no part is taken for all of it`(row: Row) async throws {
        let folder = try SavedAnswersFolder()
        for file in row.files { try folder.write(Data(file.text.utf8), file.name, daysAgo: file.daysAgo) }
        let list = try #require(try await folder.read().sources.managedDevices)
        let devices = list.rows.map { device in
            "\(device.isContradicted ? "!" : "")\(list.texts.text(device.name)) \(list.symbols[device.agent])"
        }
        #expect(devices == row.devices)
        if let why = row.why {
            #expect(list.incomplete?.detail.contains(why) == true, "\(list.incomplete?.detail ?? "whole")")
        } else {
            #expect(list.incomplete == nil)
        }
    }

    @Test func `computers may be in several files of one time`() async throws {
        let folder = try SavedAnswersFolder()
        for (name, enabled) in [("A", true), ("B", true), ("A", false)] {
            let row =
                #"[{"DistinguishedName": "CN=\#(name),DC=x", "SamAccountName": "\#(name)$", "Enabled": \#(enabled)}]"#
            try folder.write(Data(row.utf8), "\(name)\(enabled)")
        }
        let list = try #require(try await folder.read().sources.computers)
        #expect(list.rows.count == 2 && list.incomplete == nil)
        #expect(list.rows.map(\.isContradicted) == [true, false])
    }

    @Test func `computers of two domains are two lists`() async throws {
        let folder = try SavedAnswersFolder()
        func computers(_ names: String...) -> Data {
            let rows = names.map { #"{"DistinguishedName": "CN=\#($0)", "SamAccountName": "x$"}"# }
            return Data("[\(rows.joined(separator: ","))]".utf8)
        }
        try folder.write(computers("A,DC=one,DC=example", "B,DC=one,DC=example"), "1", daysAgo: 4)
        try folder.write(computers("C,DC=two,DC=example"), "2", daysAgo: 3)
        try folder.write(computers("B,DC=One,DC=example"), "3", daysAgo: 2)
        let list = try #require(try await folder.read().sources.computers)
        #expect(
            list.rows.map { list.texts.text($0.dn) } == ["CN=B,DC=One,DC=example", "CN=C,DC=two,DC=example"]
                && list.incomplete == nil)
    }

    private static func skus(_ id: String, _ name: String = "X") -> String {
        SavedSample.page(
            SavedSample.graph + "subscribedSkus",
            [#"{"skuId": "\#(id)", "skuPartNumber": "\#(name)", "servicePlans": []}"#])
    }

    @Test func `a subscription that the newer list has no longer is gone`() async throws {
        let folder = try SavedAnswersFolder()
        try folder.write(Data(Self.skus("old").utf8), "a", daysAgo: 3)
        try folder.write(Data(Self.skus("new").utf8), "b")
        let reading = try await folder.read()
        #expect(reading.fact.subscriptions.value?.map(\.skuID) == ["new"] && reading.fact.olderFiles == 1)
        #expect(reading.fact.observedAt == SavedAnswersFolder.written)
        try folder.write(Data(Self.skus("other").utf8), "c")
        #expect(try await folder.read().fact.subscriptions.value == nil)
        try folder.write(Data(Self.skus("old").utf8), "d", daysAgo: -2900)
        #expect(try await folder.read().fact.subscriptions.value == nil)
    }

    @Test func `two organizations that differ are none`() async throws {
        let one =
            #"{"id": "84841066-274d-4ec0-a5c1-276be684bdd3", "mobileDeviceManagementAuthority": "intune"}"#
        let other = one.replacingOccurrences(of: "intune", with: "office365")
        let page = { (elements: [String]) in SavedSample.page(SavedSample.graph + "organization", elements) }
        let twice = try await SavedAnswersFolder(["o.json": page([one, other])]).read()
        guard case .unreadable(let why) = twice.fact.organization else {
            Issue.record("one of two is taken")
            return
        }
        #expect(why == Unreadable(.evidenceContradictory, "saved/o.json tells of it in two ways"))
        let alike = try await SavedAnswersFolder(["o.json": page([one, one]), "p.json": page([one])]).read()
        #expect(alike.fact.organization.value?.mobileDeviceManagementAuthority == "intune")
        #expect(try await SavedAnswersFolder(["o.json": page([])]).read().fact.organization.value == nil)
    }

    @Test func `says of UTF-32 what it is`() async throws {
        let folder = try SavedAnswersFolder()
        let text = SavedSample.devices("A")
        try folder.write(text.data(using: .utf32LittleEndian) ?? Data(), "a")
        try folder.write(Data([0, 0, 0xfe, 0xff]) + (text.data(using: .utf32BigEndian) ?? Data()), "b")
        let faults = try await folder.read().fact.faults.map(\.detail)
        #expect(
            faults == [
                "saved/a is UTF-32, which is not read: save it as UTF-8",
                "saved/b is UTF-32, which is not read: save it as UTF-8",
            ])
    }
}
