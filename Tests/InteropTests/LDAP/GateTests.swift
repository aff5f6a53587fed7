import Testing

@testable import LDAP

/// The layer that looks at each message before libldap does, with bytes in pieces of any size.
struct GateTests {
    /// What gets through of `bytes`, of which the layer below gives `piece` at a time, and how it ended.
    private func pass(_ bytes: [UInt8], piece: Int, asking: Int = 8) -> ([UInt8], Gate.Failure?) {
        let gate = Gate()
        var rest = bytes[...]
        var passed: [UInt8] = []
        var target = [UInt8](repeating: 0, count: asking)
        while true {
            let count = target.withUnsafeMutableBytes { target in
                guard let start = target.baseAddress else { return 0 }
                return gate.read(into: start, count: target.count) { buffer, room in
                    let part = rest.prefix(min(piece, room))
                    UnsafeMutableRawBufferPointer(start: buffer, count: part.count).copyBytes(from: part)
                    rest = rest.dropFirst(part.count)
                    return part.count
                }
            }
            guard count > 0 else { return (passed, gate.failure) }
            passed += target.prefix(count)
        }
    }

    private static let sizes = [1, 2, 3, 5, 7, 64, 1000, 1 << 20]
    private static let messages =
        Say.entry(1, "cn=a", [("a", [[1, 2, 3]])]) + Say.entry(200, String(repeating: "x", count: 200))
        + Say.entry(3, String(repeating: "y", count: 200_000)) + Say.searchDone(70_000 % 32_768)
    private static let farewell = Say.result(
        0, 0x78, 52, "bye", Say.text("1.3.6.1.4.1.1466.20036", tag: 0x8A))

    @Test(arguments: sizes, [1, 8, 100_000])
    func `messages pass as they are`(piece: Int, asking: Int) {
        let (passed, failure) = pass(Self.messages, piece: piece, asking: asking)
        #expect(passed == Self.messages)
        #expect(failure == .ended)
    }

    @Test(arguments: sizes)
    func `notices are taken out`(piece: Int) {
        let notice = Say.result(0, 0x78, 0, String(repeating: "n", count: 3000), Say.text("", tag: 0x8A))
        let (passed, failure) = pass(notice + Self.messages + notice + notice, piece: piece)
        #expect(passed == Self.messages)
        #expect(failure == .ended)
    }

    @Test(arguments: sizes)
    func `a farewell ends it`(piece: Int) {
        let (passed, failure) = pass(Self.messages + Self.farewell + Self.messages, piece: piece)
        #expect(passed == Self.messages)
        #expect(failure == .farewell(code: 52, diagnostic: "bye"))
    }

    @Test(
        arguments: [
            [0x31, 3, 2, 1, 1], [0x30, 0], [0x30, 1, 2], [0x30, 3, 4, 1, 1], [0x30, 4, 2, 0, 0x65, 0],
            [0x30, 9, 2, 5, 0, 0, 0, 0, 1, 0x65, 0], [0x30, 5, 2, 1, 0xFF, 0x65, 0], [0x30, 0x80],
            [0x30, 0x85, 1, 1, 1, 1, 1],
            [0x30, 6, 2, 0x81, 1, 0, 0x78, 0], [0x30, 3, 2, 1, 1],
            [0x30, 0x83, 1, 0, 0, 2, 1, 0, 0x78], [0x16, 3, 3],
        ] as [[UInt8]])
    func `what is no message does not pass`(bytes: [UInt8]) {
        for piece in [1, 100] {
            let (passed, failure) = pass(Self.messages + bytes + Self.messages, piece: piece)
            #expect(passed == Self.messages)
            #expect(failure == .malformed)
        }
    }

    @Test func `a zero is a notice however it is written`() {
        for number: [UInt8] in [[0], [0, 0], [0, 0, 0, 0]] {
            let notice = Say.element(0x30, Say.element(2, number), Say.element(0x78, []))
            #expect(pass(notice + Self.messages, piece: 100).0 == Self.messages)
        }
    }

    @Test func `bytes that nobody asked for are seen`() {
        let gate = Gate()
        #expect(gate.isEmpty)
        var target = [UInt8](repeating: 0, count: 100)
        let message = Say.searchDone(1)
        let count = target.withUnsafeMutableBytes { target in
            guard let start = target.baseAddress else { return 0 }
            return gate.read(into: start, count: target.count) { buffer, _ in
                let bytes = message + [1]
                UnsafeMutableRawBufferPointer(start: buffer, count: bytes.count).copyBytes(from: bytes)
                return bytes.count
            }
        }
        #expect(count == message.count)
        #expect(gate.isEmpty == false)
    }
}
