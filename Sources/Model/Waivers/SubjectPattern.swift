/// A pattern of names: `*` stands for any characters, also none, and `?` for one; upper and lower case are the same.
///
/// There is no way to say a star itself. Matching takes at most as many steps as pattern and name have characters,
/// multiplied, however many stars there are.
package struct SubjectPattern: Sendable, Equatable {
    /// The characters of patterns that are read are not more than this; a distinguished name fits.
    package static let maximumLength = 500

    /// Folded, without a star behind a star.
    private let signs: [UInt32]
    /// The same as bytes, where all of it is plain ASCII.
    private let bytes: [UInt8]?
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
        bytes = signs.allSatisfy { $0 < 0x80 } ? signs.map { UInt8($0) } : nil
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
    func means(_ name: String, _ kind: Kind) -> Bool { means(FoldedName(name), kind) }

    /// The same of a name that is held against many patterns.
    func means(_ name: FoldedName, _ kind: Kind) -> Bool {
        mayMean(kind) && matches(name)
    }

    /// Whether there are names of this kind that it means.
    func mayMean(_ kind: Kind) -> Bool {
        switch kind {
        case .name: true
        case .distinguishedName: isWhole || hasEqualsSign
        case .place: isWhole || hasSlash
        case .identifier: isWhole
        }
    }

    /// What of it is plain ASCII and no wildcard, in lower case: each part is in every name that matches.
    var literals: [[UInt8]] {
        signs.split { $0 >= 0x80 || $0 == Self.star || $0 == Self.any }.map { $0.map { UInt8($0) } }
    }

    package func matches(_ name: String) -> Bool { matches(FoldedName(name)) }

    func matches(_ name: FoldedName) -> Bool {
        if isForAll { return true }
        // Most names are plain ASCII, and there may be very many.
        if let bytes, let plain = name.plain {
            return Self.matches(bytes, plain, Self.plainStar, Self.plainAny)
        }
        return Self.matches(signs, name.signs, Self.star, Self.any)
    }

    private static let plainStar = UInt8(ascii: "*")
    private static let plainAny = UInt8(ascii: "?")

    /// Only the last star seen is ever gone back to: what the ones before it took fits as well as anything else.
    private static func matches<Sign: Equatable>(
        _ pattern: [Sign], _ name: [Sign], _ star: Sign, _ any: Sign
    ) -> Bool {
        var (place, at) = (0, 0)
        var lastStar: (place: Int, at: Int)?
        while at < name.count {
            if place < pattern.count, pattern[place] == star {
                lastStar = (place, at)
                place += 1
            } else if place < pattern.count, pattern[place] == any || pattern[place] == name[at] {
                place += 1
                at += 1
            } else if let star = lastStar {
                lastStar = (star.place, star.at + 1)
                (place, at) = (star.place + 1, star.at + 1)
            } else {
                return false
            }
        }
        return pattern[place...].allSatisfy { $0 == star }
    }
}

/// A name as patterns see it: whether a letter is small or capital makes no difference.
struct FoldedName {
    private let text: String
    /// In lower case; nil where any of it is not plain ASCII.
    let plain: [UInt8]?

    init(_ text: String) {
        self.text = text
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        for byte in text.utf8 {
            guard byte < 0x80 else {
                plain = nil
                return
            }
            bytes.append((0x41...0x5a).contains(byte) ? byte | 0x20 : byte)
        }
        plain = bytes
    }

    /// The same, character by character.
    var signs: [UInt32] { text.lowercased().unicodeScalars.map(\.value) }
}
