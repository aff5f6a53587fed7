import Model
import Testing

@testable import TenantAnswers

/// What holds of each list alike, shown by machines.
struct AnswerShapeTests {
    @Test(arguments: [
        #"{"value": [{"id": "a"}, {"id": "b"}]}"#, #"[{"id": "a"}, {"id": "b"}]"#,
        "{\"id\": \"a\"}\n{\"id\": \"b\"}\n",
        "{\"id\": \"a\"}\r\n\r\n{\"id\": \"b\"}", #"[{"value": [{"id": "a"}]}, {"value": [{"id": "b"}]}]"#,
        "{\"value\": [{\"id\": \"a\"}]}\n{\"value\": [{\"id\": \"b\"}]}",
        #"{"value": [{"id": "a"}, {"id": "b"}], "Count": 2}"#,
        "\u{feff}{\"value\": [{\"id\": \"a\"}, {\"id\": \"b\"}]}",
        "  \n {\"value\": [\n{\"id\": \"a\"},\n{\"id\": \"b\"}\n]}\n",
    ])
    func `reads a list however it was saved`(text: String) throws {
        let list = try reader().machines(bytes(text)).listing
        #expect(list.rows.map { list.texts.text($0.id) } == ["a", "b"])
    }

    @Test(arguments: [
        "[]", #"{"value": []}"#, #"{"@odata.context": "https://x/$metadata#Machines", "value": []}"#,
    ])
    func `an empty list is one`(text: String) throws {
        #expect(try reader().machines(bytes(text)).listing.rows.isEmpty)
    }

    @Test(arguments: [
        ("", "is empty"), ("  \n", "is empty"),
        ("<!DOCTYPE html><html></html>", "is a page of HTML or XML, not JSON"),
        ("7", "is neither an object nor a list"), ("\"text\"", "is neither an object nor a list"),
        ("null", "is neither an object nor a list"),
        (#"{"value": [7]}"#, "lists something that is no object"),
        (#"["a"]"#, "lists something that is no object"),
        (#"{"value": [null]}"#, "lists something that is no object"),
        (#"{"value": null}"#, "has something else than a list named value"),
        (#"{"value": {"id": "a"}}"#, "has something else than a list named value"),
        (#"{"@odata.nextLink": "https://x"}"#, "is a page without its list named value"),
        (#"{"@odata.nextLink": 5, "value": []}"#, "has a link to the next page that is no text"),
        (
            #"{"@odata.context": "https://x"}"#,
            "has none of the members id, computerDnsName, aadDeviceId, mergedIntoMachineId, …"
        ),
        (
            #"{"error": {"code": "Forbidden", "message": "No\u001b permission"}}"#,
            #"is an error in place of a list: Forbidden: "No\u{1b} permission""#
        ),
        (#"{"value": [], "value": []}"#, "has an object with two members value"),
        (#"{"value": [{"id": "a", "id": "a"}]}"#, "has an object with two members id"),
        (#"{"value": [{"id": "a", "ID": "b"}]}"#, "has an object with two members id"),
        (#"{"value": [{"id": "a"}]} x"#, "is cut short, or is not JSON"),
        (#"{"value": [{"id": "a"},]}"#, "is cut short, or is not JSON"),
        (#"{"value": [{"id": 1e999}]}"#, "is cut short, or is not JSON"),
        ("{\"id\": \"a\"}\n{\"id\": ", "is cut short, or is not JSON"),
        ("{\"id\": \"a\"}\n{\"error\": {\"code\": \"x\"}}", "is an error in place of a list: x"),
    ])
    func `says why something else is no list`(text: String, reason: String) {
        #expect(fault { () throws(AnswerFault) in try reader().machines(bytes(text)) } == reason)
    }

    @Test func `refuses what is not UTF-8`() {
        let start = bytes(#"{"value": [{"id": ""#)
        let bad = start + [0xff, 0xfe] + bytes(#""}]}"#)
        #expect(fault { () throws(AnswerFault) in try reader().machines(bad) } == "is not UTF-8 throughout")
        let text = Array(#"{"value": []}"#.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] })
        #expect(fault { () throws(AnswerFault) in try reader().machines(text) } != nil)
    }

    @Test func `refuses what is nested too deeply`() {
        for depth in [300, 5000, 1_000_000] {
            let deep = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
            let text = #"{"value": [{"id": "a", "other": \#(deep)}]}"#
            #expect(fault { () throws(AnswerFault) in try reader().machines(bytes(text)) } != nil)
            #expect(
                fault { () throws(AnswerFault) in
                    try reader().machines(bytes(String(repeating: "{\"a\":", count: depth)))
                } != nil)
        }
    }

    @Test func `never takes a page that was cut anywhere for a whole one`() throws {
        let whole = page(
            #"{"id": "a", "computerDnsName": "é\u00e9", "machineTags": ["MDE-Management"], "osBuild": 19042, "isExcluded": true}"#,
            #"{"id": "b", "aadDeviceId": null}"#, link: "https://x/y")
        let reader = reader()
        for count in whole.indices {
            #expect(
                fault { () throws(AnswerFault) in try reader.machines(Array(whole[..<count])) } != nil,
                "\(count) bytes")
            #expect(
                fault { () throws(AnswerFault) in try reader.machines(whole, count: count) } != nil,
                "\(count) bytes")
        }
        #expect(try reader.machines(whole).listing.rows.count == 2)
    }

    @Test func `says the same of one answer after another`() throws {
        let reader = reader()
        let first = page(#"{"id": "a", "machineTags": ["MDE-Management"]}"#)
        let once = try reader.machines(first)
        _ = try? reader.machines(bytes("{"))
        _ = try reader.machines(page(#"{"machineTags": ["mde-management"], "id": "b"}"#))
        #expect(try reader.machines(first) == once)
    }

    @Test func `reads members in whatever order each element has them`() throws {
        let list = try reader().machines(
            page(
                #"{"id": "a", "osBuild": 1, "healthStatus": "x"}"#,
                #"{"healthStatus": "x", "id": "a", "osBuild": 1}"#,
                #"{"osBuild": 1, "other": "id", "healthStatus": "x", "": 1, "id": "a"}"#)
        ).listing
        for row in list.rows {
            #expect(list.texts.text(row.id) == "a" && row.build == 1 && list.symbols[row.health] == "x")
        }
    }

    @Test func `keeps more texts than its table has places at first`() throws {
        let elements = (0..<5000).map { #"{"id": "\#($0)", "agentVersion": "10.\#($0 % 700)"}"# }
        let list = try reader().machines(bytes("[\(elements.joined(separator: ","))]")).listing
        for (number, row) in list.rows.enumerated() {
            #expect(list.symbols[row.agentVersion] == "10.\(number % 700)")
        }
    }

    @Test func `cuts a text that is longer than any name`() throws {
        let long = String(repeating: "x", count: 100_000)
        let list = try reader().machines(page(#"{"id": "\#(long)", "osPlatform": "\#(long)"}"#)).listing
        #expect(list.rows[0].id.count == 4096)
        #expect(list.symbols[list.rows[0].platform].count == 4096)
    }
}
