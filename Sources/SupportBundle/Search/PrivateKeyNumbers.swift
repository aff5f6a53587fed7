/// Where in the encoding of a private RSA key the numbers stand that only its owner knows.
///
/// Sources: <https://www.rfc-editor.org/rfc/rfc8017#appendix-A.1.2>, <https://www.rfc-editor.org/rfc/rfc5208#section-5>
enum PrivateKeyNumbers {
    /// The private exponent, the primes and what is computed from them, without zeros in front, in this order; nil where the bytes
    /// are no such key, by itself or within PKCS #8.
    static func ranges(in der: [UInt8]) -> [Range<Int>]? {
        guard let outer = Element(in: der, at: 0), outer.tag == Element.sequence else { return nil }
        let parts = Element.all(in: der, outer.content)
        if let key = parts.last(where: { $0.tag == Element.octets }), parts.count >= 3,
            let inner = Element(in: der, at: key.content.lowerBound), inner.tag == Element.sequence
        {
            return numbers(in: der, Element.all(in: der, inner.content))
        }
        return numbers(in: der, parts)
    }

    private static func numbers(in der: [UInt8], _ parts: [Element]) -> [Range<Int>]? {
        // The version, the modulus and the public exponent come first.
        guard parts.count >= 9, parts.prefix(9).allSatisfy({ $0.tag == Element.integer }) else { return nil }
        return parts[3..<9].map { part in
            (part.content.first { der[$0] != 0 } ?? part.content.upperBound)..<part.content.upperBound
        }
    }

    /// What DER calls a value: its tag, and where its content is.
    private struct Element {
        static let (integer, octets, sequence) = (UInt8(0x02), UInt8(0x04), UInt8(0x30))

        let tag: UInt8
        let content: Range<Int>

        /// nil where its length is not understood, or goes beyond the bytes.
        init?(in der: [UInt8], at start: Int) {
            guard start + 2 <= der.count else { return nil }
            tag = der[start]
            var (first, length) = (start + 2, Int(der[start + 1]))
            if length >= 0x80 {
                let count = length & 0x7f
                guard (1...3).contains(count), first + count <= der.count else { return nil }
                length = der[first..<(first + count)].reduce(0) { $0 << 8 | Int($1) }
                first += count
            }
            guard length <= der.count - first else { return nil }
            content = first..<(first + length)
        }

        /// One after the other, up to what is none.
        static func all(in der: [UInt8], _ range: Range<Int>) -> [Element] {
            var (elements, start): ([Element], Int) = ([], range.lowerBound)
            while start < range.upperBound, let element = Element(in: der, at: start) {
                elements.append(element)
                start = element.content.upperBound
            }
            return elements
        }
    }
}
