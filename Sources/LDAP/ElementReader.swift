/// Reads BER elements of definite length from the front.
struct ElementReader<Bytes: Collection<UInt8>> where Bytes.SubSequence == Bytes, Bytes.Index == Int {
    enum Length: Equatable {
        case known(Int)
        case incomplete, malformed
    }

    var rest: Bytes

    var position: Int { rest.startIndex }
    var next: UInt8? { rest.first }

    mutating func octet() -> UInt8? { rest.popFirst() }

    mutating func length() -> Length {
        guard let first = octet() else { return .incomplete }
        guard first >= 0x80 else { return .known(Int(first)) }
        guard (1...4).contains(first & 0x7F) else { return .malformed }
        var length = 0
        for _ in 0..<(first & 0x7F) {
            guard let octet = octet() else { return .incomplete }
            length = length << 8 | Int(octet)
        }
        return .known(length)
    }

    /// The content of the next element; nil when it has another tag or does not end in here.
    mutating func element(_ tag: UInt8) -> ElementReader? {
        guard octet() == tag, case .known(let length) = length(), length <= rest.count else { return nil }
        let content = ElementReader(rest: rest.prefix(length))
        rest = rest.dropFirst(length)
        return content
    }
}
