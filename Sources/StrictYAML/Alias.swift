/// A place that stands for what another place of the document says, which is not taken: a few hundred bytes of them
/// can stand for more than any memory holds.
struct Alias: Error, Equatable {
    var name: String
    /// From 1.
    var line: Int

    /// The first alias of an anchor in the document before it.
    ///
    /// It is looked for in the text, since the parser replaces aliases before anybody sees them. Where a comment or a text
    /// in quotes has both signs before the same word, it is taken for one.
    static func first(in text: String) -> Alias? {
        guard text.utf8.contains(anchorSign), text.utf8.contains(aliasSign) else { return nil }
        let bytes = Array(text.utf8)
        var anchors: Set<ArraySlice<UInt8>> = []
        var line = 1
        for (at, byte) in bytes.enumerated() {
            if byte == 10 { line += 1 }
            guard byte == anchorSign || byte == aliasSign, at == 0 || separates(bytes[at - 1]) else {
                continue
            }
            let name = bytes[(at + 1)...].prefix(while: isOfName)
            guard !name.isEmpty else { continue }
            if byte == anchorSign {
                anchors.insert(name)
            } else if anchors.contains(name) {
                return Alias(name: String(decoding: name, as: UTF8.self), line: line)
            }
        }
        return nil
    }

    private static let anchorSign = UInt8(ascii: "&")
    private static let aliasSign = UInt8(ascii: "*")

    /// Letters, digits, `_` and `-`, as the parser has it.
    private static func isOfName(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
            || byte == 0x5f || byte == 0x2d
    }

    /// Whether an anchor or an alias may begin behind it; what is not ASCII may be one of the rarer ends of a line.
    private static func separates(_ byte: UInt8) -> Bool {
        byte <= 0x20 || byte >= 0x7f || "[]{},:?-!".utf8.contains(byte)
    }
}
