package import FoundationEssentials
package import Model

/// What is in a bundle, and what made it; its last entry.
///
/// Its form is in `reports/schema/bundle-1.schema.json`.
package struct BundleManifest: Codable, Sendable, Equatable {
    package static let format = "mde-preflight.bundle/1"

    package struct Entry: Codable, Sendable, Equatable {
        package var name: String
        /// What it was called where it came from, redacted and printable; absent where the name tells.
        package var original: String?
        /// Bytes.
        package var size: Int
        /// In lower-case hexadecimal.
        package var sha256: String
    }

    /// A file that was there and is not in the bundle.
    package struct LeftOut: Codable, Sendable, Equatable {
        package var name: String
        package var why: String
    }

    package struct Catalogue: Codable, Sendable, Equatable {
        package var version: String?
        package var sha256: String

        package init(version: String?, sha256: String) {
            self.version = version
            self.sha256 = sha256
        }
    }

    package var format = Self.format
    package var tool: Report.Tool
    /// Versions by the libraries' names.
    package var libraries: [String: String]
    package var catalogue: Catalogue
    package var redaction: RedactionLevel
    /// When the run began.
    package var createdAt: Date
    /// All entries but the manifest, in the archive's order.
    package var entries: [Entry] = []
    package var leftOut: [LeftOut] = []
    package var notes: [String]

    /// The head of a manifest; its writer adds the time, the entries and what was left out.
    package init(
        tool: Report.Tool, libraries: [String: String], catalogue: Catalogue, redaction: RedactionLevel,
        createdAt: Date = .distantPast, notes: [String] = []
    ) {
        self.tool = tool
        self.libraries = libraries
        self.catalogue = catalogue
        self.redaction = redaction
        self.createdAt = createdAt
        self.notes = notes
    }

    func encoded() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        return Array(try encoder.encode(self)) + [0x0a]
    }
}

extension BundleManifest {
    private struct Head: Decodable {
        var format: String
    }

    /// Reads the manifest of a bundle; its names are safe and unique, its sizes and digests of their form.
    init(reading bytes: [UInt8]) throws(BundleFault) {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        let data = Data(bytes)
        guard let head = try? decoder.decode(Head.self, from: data) else {
            throw BundleFault("it is no JSON, or it states no format")
        }
        guard head.format == Self.format else {
            throw BundleFault(
                "its format is \"\(head.format.printable(limit: 60))\", and this version reads \"\(Self.format)\""
            )
        }
        do {
            self = try decoder.decode(Self.self, from: data)
        } catch {
            throw BundleFault("it is not of the form \"\(Self.format)\": \(Self.words(error))")
        }
        try check()
    }

    private func check() throws(BundleFault) {
        var names: Set<String> = [BundleName.manifest]
        var total = 0
        for entry in entries {
            let shown = entry.name.printable()
            guard BundleName.isSafe(entry.name) else {
                throw BundleFault("it lists an entry whose name is not safe: \(shown)")
            }
            guard names.insert(entry.name.lowercased()).inserted else {
                throw BundleFault("it lists an entry twice: \(shown)")
            }
            let sum = total.addingReportingOverflow(entry.size)
            guard entry.size >= 0, !sum.overflow else {
                throw BundleFault("it states an impossible size: \(shown)")
            }
            total = sum.partialValue
            guard entry.sha256.utf8.count == 64, entry.sha256.utf8.allSatisfy(Self.isHexadecimal) else {
                throw BundleFault("it states a digest that is none: \(shown)")
            }
        }
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
    }

    private static func words(_ error: any Error) -> String {
        guard let error = error as? DecodingError else { return "it cannot be read" }
        let (context, what) =
            switch error {
            case .keyNotFound(let key, let context):
                (context, "\(key.stringValue.printable(limit: 60)) is missing")
            case .typeMismatch(_, let context), .valueNotFound(_, let context):
                (context, "is not as it should be")
            case .dataCorrupted(let context): (context, "is not as it should be")
            @unknown default: (DecodingError.Context(codingPath: [], debugDescription: ""), "cannot be read")
            }
        let path = context.codingPath.map { key in
            key.intValue.map { "\($0)" } ?? key.stringValue.printable(limit: 60)
        }
        return (path.isEmpty ? "" : path.joined(separator: ".") + ": ") + what
    }
}
