import Foundation
import Model
import Testing

@testable import Reporting

/// What is written without `JSONEncoder` is what that would have written.
struct JSONTextTests {
    private static func encoded(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    private static func written(_ write: (inout JSONText) -> Void) -> String {
        var text = JSONText()
        write(&text)
        return String(decoding: text.bytes, as: UTF8.self)
    }

    /// The same numbers in every run.
    private struct Dice: RandomNumberGenerator {
        var state: UInt64 = 0x9e37_79b9_7f4a_7c15

        mutating func next() -> UInt64 {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return state
        }
    }

    private static let scalars: [Unicode.Scalar] =
        (0..<0x300).compactMap { Unicode.Scalar(UInt32($0)) }
        + ["\u{2028}", "\u{2029}", "\u{feff}", "\u{fffd}", "\u{ffff}", "\u{10ffff}", "\u{1f600}", "\u{e000}"]

    private static func randomText(_ dice: inout Dice) -> String {
        var text = ""
        for _ in 0..<Int.random(in: 0..<40, using: &dice) {
            let range = Bool.random(using: &dice) ? 0..<0x80 : 0..<scalars.count
            text.unicodeScalars.append(scalars[range.randomElement(using: &dice) ?? 0])
        }
        return text
    }

    // MARK: - Strings

    @Test
    func `each character alone is written as JSONEncoder writes it`() throws {
        for scalar in Self.scalars {
            let text = String(scalar)
            let written = Self.written { $0.string(text) }
            #expect(try written == Self.encoded(text))
            #expect(try JSONDecoder().decode(String.self, from: Data(written.utf8)) == text)
        }
    }

    @Test
    func `any text reads back as it was`() throws {
        var dice = Dice()
        for _ in 0..<2000 {
            let text = Self.randomText(&dice)
            let written = Self.written { $0.string(text) }
            #expect(try written == Self.encoded(text))
            let read = try JSONDecoder().decode(String.self, from: Data(written.utf8))
            #expect(Array(read.utf8) == Array(text.utf8))
        }
    }

    @Test
    func `bytes that are no text never get into the document`() throws {
        let text = String(decoding: [0x61, 0xff, 0xc3, 0x28, 0xed, 0xa0, 0x80] as [UInt8], as: UTF8.self)
        #expect(try Self.written { $0.string(text) } == Self.encoded(text))
    }

    // MARK: - Dates

    @Test(arguments: [
        0, -0.5, 0.999, 951_782_399, 951_782_400, 951_868_800, 4_107_542_399, 4_107_542_400, 1_735_689_599.5,
        -11_644_473_600, -11_676_096_000, -11_676_096_001, -62_135_596_800, 253_402_300_799, 253_402_300_800,
        910_692_730_085,
    ])
    func `a date is written as JSONEncoder writes it`(seconds: Double) throws {
        let date = Date(timeIntervalSince1970: seconds)
        #expect(try Self.written { $0.date(date) } == Self.encoded(date))
    }

    @Test
    func `so is every day of four centuries, to the second`() throws {
        for day in stride(from: -134_774.0, to: 146_097, by: 7) {
            let date = Date(
                timeIntervalSince1970: day * 86400 + (day * 7919).truncatingRemainder(dividingBy: 86400))
            #expect(Self.written { $0.date(date) } == "\"\(date.ISO8601Format())\"")
        }
    }

    // MARK: - Computers and devices

    private static func computer(_ dice: inout Dice) -> ComputerFact {
        func maybe<T>(_ value: T) -> T? { Bool.random(using: &dice) ? value : nil }
        func date() -> Date { Date(timeIntervalSince1970: .random(in: -1e10...2e11, using: &dice)) }
        let bytes = (0..<16).map { _ in UInt8.random(in: 0...255, using: &dice) }
        var computer = ComputerFact(
            dn: randomText(&dice), name: randomText(&dice),
            objectGUID: maybe(GUID(directoryBytes: bytes)) ?? nil)
        computer.operatingSystem = maybe(randomText(&dice))
        computer.operatingSystemVersion = maybe(randomText(&dice))
        computer.accountControl = maybe(.random(in: .min ... .max, using: &dice))
        computer.primaryGroup = maybe(.random(in: .min ... .max, using: &dice))
        computer.lastLogon = maybe(date())
        computer.certificates.values = .random(in: 0...9, using: &dice)
        computer.certificates.undecodable = .random(in: 0...9, using: &dice)
        computer.certificates.deviceNotAfter = maybe(date())
        computer.certificates.deviceNotBefore = maybe(date())
        return computer
    }

    @Test
    func `a computer is written as its Codable form`() throws {
        var dice = Dice()
        for _ in 0..<500 {
            let computer = Self.computer(&dice)
            #expect(try Self.written { $0.computer(computer) } == Self.encoded(computer))
        }
    }

    private static func device(_ dice: inout Dice) -> Report.Device {
        func some<T>(_ list: [T]) -> [T] {
            Array(list.shuffled(using: &dice).prefix(Int.random(in: 0...3, using: &dice)))
        }
        let results = some(["directory.a", "directory.b", "x\"\u{1}"] as [CheckID]).map { check in
            Report.Device.Result(
                check: check, status: Status.allCases.randomElement(using: &dice) ?? .pass,
                reasons: some(ReasonCode.allCases).map { .init($0) })
        }
        let bytes = (0..<16).map { _ in UInt8.random(in: 0...255, using: &dice) }
        let ids = Report.Device.IDs(
            distinguishedName: Bool.random(using: &dice) ? randomText(&dice) : nil,
            objectGUID: Bool.random(using: &dice) ? GUID(directoryBytes: bytes) : nil)
        return Report.Device(
            name: randomText(&dice), ids: ids,
            verdict: Report.Device.Verdict.allCases.randomElement(using: &dice) ?? .ready, results: results)
    }

    @Test
    func `a device is written as its Codable form`() throws {
        var dice = Dice()
        for _ in 0..<500 {
            let device = Self.device(&dice)
            #expect(try Self.written { $0.device(device) } == Self.encoded(device))
        }
    }

    @Test
    func `devices come out of their table as they went in, and read back`() throws {
        var dice = Dice()
        let list = (0..<300).map { _ in Self.device(&dice) }
        var table = Report.Devices()
        list.forEach { table.append($0) }
        #expect(Array(table) == list)
        for verdict in Report.Device.Verdict.allCases {
            #expect(table.counts[verdict.rawValue] == list.count { $0.verdict == verdict })
        }
        let read = try JSONDecoder().decode(Report.Devices.self, from: JSONEncoder().encode(table))
        #expect(read == table)
    }
}
