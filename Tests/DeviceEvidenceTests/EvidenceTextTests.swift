import DeviceEvidence
import Testing

/// Whatever a Windows program wrote its text in, the same text comes out.
struct EvidenceTextTests {
    private static let sample = "AzureAdJoined : YES\r\nName : Müller\r\n"

    private static func wide(_ text: String, isLittleEndian: Bool, mark: Bool) -> [UInt8] {
        let units = (mark ? [0xfeff] : []) + Array(text.utf16)
        return units.flatMap { unit -> [UInt8] in
            let (low, high) = (UInt8(unit & 0xff), UInt8(unit >> 8))
            return isLittleEndian ? [low, high] : [high, low]
        }
    }

    @Test(arguments: [
        (Array(sample.utf8), EvidenceText.Encoding.utf8),
        ([0xef, 0xbb, 0xbf] + Array(sample.utf8), .utf8),
        (wide(sample, isLittleEndian: true, mark: true), .utf16LittleEndian),
        (wide(sample, isLittleEndian: true, mark: false), .utf16LittleEndian),
        (wide(sample, isLittleEndian: false, mark: true), .utf16BigEndian),
        (wide(sample, isLittleEndian: false, mark: false), .utf16BigEndian),
        (sample.unicodeScalars.map { UInt8($0.value) }, .codePage),
    ])
    func `every encoding gives the same lines`(raw: [UInt8], encoding: EvidenceText.Encoding) throws {
        let text = try EvidenceText(raw)
        #expect(text.encoding == encoding)
        #expect(text.lines.map(\.text) == ["AzureAdJoined : YES", "Name : Müller"])
        #expect(text.lines.map(\.number) == [1, 2])
    }

    @Test(arguments: [
        ([], EvidenceText.Fault.empty), ([UInt8](repeating: 0, count: 4096), .zeroFilled),
        ([0xef, 0xbb, 0xbf], .empty), ([0xff, 0xfe, 0x41], .damaged), ([0xff, 0xfe, 0x00, 0xd8], .damaged),
        ([0x7f, 0x45, 0x4c, 0x46, 0, 0, 0, 1, 2, 0, 9, 9], .binary),
    ])
    func `what is no text is told apart`(raw: [UInt8], fault: EvidenceText.Fault) {
        #expect(throws: fault) { try EvidenceText(raw) }
    }

    @Test(arguments: [
        "AzureAdJoined\u{3000}: YES 状態\r\n", "ok 😀 12345678 é 12345 日本\u{7ff}\u{800}\u{ffff}x\n",
    ])
    func `wide text of any script comes out as it was`(text: String) throws {
        for (isLittleEndian, mark) in [(true, true), (true, false), (false, true), (false, false)] {
            let raw = Self.wide(text, isLittleEndian: isLittleEndian, mark: mark)
            #expect(try EvidenceText(raw).bytes == Array(text.utf8))
        }
    }
}
