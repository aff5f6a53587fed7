/// A permutation of addresses that keeps what they have in common: two that agree in their first bits do so afterwards.
///
/// Bit by bit, an address goes down a tree, and at each node a bit of a keyed digest tells whether the two ways are exchanged. On
/// the way to a reserved block they never are, so that such a block stays where it is, and nothing else gets into it.
///
/// Source: <https://ieeexplore.ieee.org/document/1181415> (prefix-preserving anonymization)
struct AddressTree {
    /// A block whose first bits stay.
    struct Block {
        var prefix: [UInt8]
        var bits: Int
        /// Whether all of an address in it stays.
        var isKept = false
    }

    var blocks: [Block]
    /// 32 bytes that depend on the bytes of the address before the one in question.
    var digest: (ArraySlice<UInt8>) -> [UInt8]

    /// The address in place of `address`; its bits from `length` on stay as they are.
    func permuted(_ address: [UInt8], length: Int) -> [UInt8] {
        let around = blocks.filter { $0.prefix.count == address.count && $0.contains(address) }
        if around.contains(where: \.isKept) { return address }
        let fixed = around.map(\.bits).max() ?? 0
        var result = address
        for place in address.indices {
            let flips = digest(address[..<place])
            // Nodes of a byte are numbered as in a heap: the root is 1.
            var node = 1
            for bit in 0..<8 {
                let depth = place * 8 + bit
                let mask = UInt8(0x80) >> UInt8(bit)
                let isFlipped = flips[node >> 3] >> UInt8(node & 7) & 1 == 1
                if isFlipped, depth >= fixed, depth < length, !leadsToBlock(address, depth) {
                    result[place] ^= mask
                }
                node = node << 1 | (address[place] & mask == 0 ? 0 : 1)
            }
        }
        return result
    }

    /// Whether a reserved block lies behind the first `depth` bits.
    private func leadsToBlock(_ address: [UInt8], _ depth: Int) -> Bool {
        blocks.contains {
            $0.prefix.count == address.count && $0.bits > depth && $0.contains(address, first: depth)
        }
    }
}

extension AddressTree.Block {
    /// A block of addresses of `size` bytes; those of its prefix that are not given are 0.
    init(_ start: [UInt8], of size: Int, bits: Int, isKept: Bool = false) {
        prefix = start + [UInt8](repeating: 0, count: size - start.count)
        self.bits = bits
        self.isKept = isKept
    }

    func contains(_ address: [UInt8]) -> Bool { contains(address, first: bits) }

    /// Whether the first bits, at most those of the block, are the same.
    func contains(_ address: [UInt8], first count: Int) -> Bool {
        let whole = count / 8
        for place in 0..<whole where address[place] != prefix[place] { return false }
        guard count % 8 != 0 else { return true }
        let mask = UInt8(truncatingIfNeeded: 0xff00 >> (count % 8))
        return address[whole] & mask == prefix[whole] & mask
    }

    /// Blocks that mean the same everywhere.
    ///
    /// Sources: <https://www.iana.org/assignments/iana-ipv4-special-registry>,
    /// <https://www.iana.org/assignments/iana-ipv6-special-registry>
    static let reserved: [AddressTree.Block] = [
        .init([0], of: 4, bits: 8, isKept: true),
        .init([10], of: 4, bits: 8),
        .init([100, 64], of: 4, bits: 10),
        .init([127], of: 4, bits: 8, isKept: true),
        .init([169, 254], of: 4, bits: 16),
        .init([172, 16], of: 4, bits: 12),
        .init([192, 0, 0], of: 4, bits: 24, isKept: true),
        .init([192, 0, 2], of: 4, bits: 24),
        .init([192, 168], of: 4, bits: 16),
        .init([198, 18], of: 4, bits: 15),
        .init([198, 51, 100], of: 4, bits: 24),
        .init([203, 0, 113], of: 4, bits: 24),
        .init([224], of: 4, bits: 4, isKept: true),
        .init([255, 255, 255, 255], of: 4, bits: 32, isKept: true),
        .init([240], of: 4, bits: 4),
        .init([], of: 16, bits: 127, isKept: true),
        .init([0x00, 0x64, 0xff, 0x9b], of: 16, bits: 96),
        .init([0xfc], of: 16, bits: 7),
        .init([0xfe, 0x80], of: 16, bits: 10),
        .init([0xff], of: 16, bits: 8, isKept: true),
        .init([0x20, 0x01, 0x0d, 0xb8], of: 16, bits: 32),
        .init([0x20, 0x02], of: 16, bits: 16),
    ]
}
