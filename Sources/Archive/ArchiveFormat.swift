/// What a file is packed as, by its first bytes; never by its name.
package enum ArchiveFormat: Sendable, Equatable {
    case zip
    /// A zip archive without an entry, which libarchive does not know for one.
    case emptyZip
    /// A tar archive; of a compressed file only unpacking it can tell.
    case tar(Packing)

    /// By what the whole of a tar archive is compressed, once.
    package enum Packing: Sendable, Equatable, CaseIterable {
        case none, gzip, bzip2, xz, zstd

        fileprivate var signature: [UInt8] {
            switch self {
            case .none: []
            case .gzip: [0x1f, 0x8b, 8]
            case .bzip2: [0x42, 0x5a, 0x68]
            case .xz: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0]
            case .zstd: [0x28, 0xb5, 0x2f, 0xfd]
            }
        }
    }

    /// How many bytes of a file tell.
    package static let headLength = 512

    /// - Parameter head: The first ``headLength`` bytes of the file, or all if it has fewer.
    package init?(head: [UInt8]) {
        if head.starts(with: [0x50, 0x4b, 3, 4]) {
            self = .zip
        } else if head.starts(with: [0x50, 0x4b, 5, 6]) {
            self = .emptyZip
        } else if let packing = Packing.allCases.dropFirst().first(where: { head.starts(with: $0.signature) })
        {
            self = .tar(packing)
        } else if Self.isTar(head) {
            self = .tar(.none)
        } else {
            return nil
        }
    }

    /// Whether the checksum of the first header is right: the oldest tar has no other mark.
    ///
    /// Source: <https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html>
    private static func isTar(_ head: [UInt8]) -> Bool {
        guard head.count >= 512, head[0] != 0 else { return false }
        var stated = 0
        for byte in head[148..<156].drop(while: { $0 == 0x20 }) {
            guard (0x30...0x37).contains(byte) else { break }
            stated = stated * 8 + Int(byte - 0x30)
        }
        let sum = head[..<512].reduce(0) { $0 + Int($1) }
        let field = head[148..<156].reduce(0) { $0 + Int($1) }
        return stated == sum - field + 8 * 0x20
    }
}
