/// A pattern of names: `*` stands for any characters, also none, and `?` for one; upper and lower case are the same.
///
/// There is no way to say a star itself. Matching takes at most as many steps as pattern and name have characters,
/// multiplied, however many stars there are.
package struct SubjectPattern: Sendable, Equatable {
    /// The characters of patterns that are read are not more than this; a distinguished name fits.
    package static let maximumLength = 500

    /// Folded, without a star behind a star.
    private let signs: [UInt32]
    /// Whether a name has to be plain ASCII to match a part that is no wildcard byte by byte.
    private let isASCII: Bool
    /// Whether it is for all, or for one name alone.
    private let isWhole: Bool
    private let hasEqualsSign: Bool
    private let hasSlash: Bool

    private static let star = UInt32(UInt8(ascii: "*"))
    private static let any = UInt32(UInt8(ascii: "?"))

    package init(_ text: String) {
        var signs: [UInt32] = []
        for sign in text.lowercased().unicodeScalars.map(\.value)
        where sign != Self.star || signs.last != Self.star { signs.append(sign) }
        self.signs = signs
        isASCII = signs.allSatisfy { $0 < 0x80 }
        isWhole = signs == [Self.star] || !signs.contains { $0 == Self.star || $0 == Self.any }
        hasEqualsSign = signs.contains(UInt32(UInt8(ascii: "=")))
        hasSlash = signs.contains(UInt32(UInt8(ascii: "/")))
    }

    /// Whether every name matches.
    package var isForAll: Bool { signs == [Self.star] }

    /// The one name that matches, in lower case; nil where there is a wildcard.
    package var onlyName: String? {
        guard isWhole, !isForAll else { return nil }
        var name = ""
        name.unicodeScalars.append(contentsOf: signs.compactMap(Unicode.Scalar.init))
        return name
    }

    /// What a name of a device, or of all of them, is.
    package enum Kind: Sendable {
        case name, distinguishedName
        /// The folder or the archive of its evidence.
        case place
        /// An id, or what a result about all devices is called by.
        case identifier
    }

    /// Whether a name of this kind is meant.
    ///
    /// Whoever writes `CN*` or `FAB*` thinks of names. So a wildcard means distinguished names only beside a `=`, places
    /// only beside a `/`, and never an id or a word for all devices, which have to be written out.
    func means(_ name: String, _ kind: Kind) -> Bool {
        switch kind {
        case .name: break
        case .distinguishedName: guard isWhole || hasEqualsSign else { return false }
        case .place: guard isWhole || hasSlash else { return false }
        case .identifier: guard isWhole else { return false }
        }
        return matches(name)
    }

    /// What of it is plain ASCII and no wildcard, in lower case: each part is in every name that matches.
    var literals: [[UInt8]] {
        signs.split { $0 >= 0x80 || $0 == Self.star || $0 == Self.any }.map { $0.map { UInt8($0) } }
    }

    package func matches(_ name: String) -> Bool {
        if isForAll { return true }
        var name = name
        // Most names are plain ASCII, and there may be very many.
        let plain = name.withUTF8 { bytes -> Bool? in
            guard isASCII, bytes.allSatisfy({ $0 < 0x80 }) else { return nil }
            return matches(bytes.count) { at in
                let byte = bytes[at]
                return UInt32((0x41...0x5a).contains(byte) ? byte | 0x20 : byte)
            }
        }
        if let plain { return plain }
        let folded = name.lowercased().unicodeScalars.map(\.value)
        return matches(folded.count) { folded[$0] }
    }

    /// Only the last star seen is ever gone back to: what the ones before it took fits as well as anything else.
    private func matches(_ count: Int, _ sign: (Int) -> UInt32) -> Bool {
        var (place, at) = (0, 0)
        var lastStar: (place: Int, at: Int)?
        while at < count {
            if place < signs.count, signs[place] == Self.star {
                lastStar = (place, at)
                place += 1
            } else if place < signs.count, signs[place] == Self.any || signs[place] == sign(at) {
                place += 1
                at += 1
            } else if let star = lastStar {
                lastStar = (star.place, star.at + 1)
                (place, at) = (star.place + 1, star.at + 1)
            } else {
                return false
            }
        }
        return signs[place...].allSatisfy { $0 == Self.star }
    }
}
