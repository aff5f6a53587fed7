import Foundation
package import Model

/// Reads what somebody exported of a synchronization server's configuration.
package enum SyncConfigurationCollector {
    /// How much is read before it is given up.
    package struct Limits: Sendable {
        package var xml = XMLLimits()
        /// Entries of a folder and of those in it.
        package var entries = 20_000
        /// Bytes of a settings file.
        package var policyBytes = 64 * 1_048_576

        package init() {}
    }

    /// Reads a folder that `Get-ADSyncServerConfiguration` wrote, or a settings file that the wizard wrote.
    ///
    /// Nothing is thrown: what is wrong is told in `faults`, and what could be read is kept. It blocks while it reads.
    ///
    /// - Parameters:
    ///   - path: The folder, one around it, or the file.
    ///   - limits: How much is read.
    ///   - isCancelled: Whether time is up; asked every 64 KiB.
    /// - Returns: One fact, also where nothing could be read.
    package static func read(
        _ path: String, limits: Limits = Limits(), isCancelled: @escaping () -> Bool = { false }
    ) -> SyncConfigurationFact {
        let manager = FileManager.default
        var isFolder: ObjCBool = false
        guard manager.fileExists(atPath: path, isDirectory: &isFolder) else {
            // The link itself may be there.
            let isLink = (try? manager.destinationOfSymbolicLink(atPath: path)) != nil
            let why = isLink ? "leads nowhere" : "does not exist, or may not be looked at"
            return nothing(path, .syncConfigurationMissing, why)
        }
        if isFolder.boolValue {
            return SyncExportFolder(path, limits, isCancelled: isCancelled).read()
        }
        return readFile(path, limits, isCancelled: isCancelled)
    }

    private static func readFile(_ path: String, _ limits: Limits, isCancelled: () -> Bool)
        -> SyncConfigurationFact
    {
        let type = (try? FileManager.default.attributesOfItem(atPath: resolved(path)))?[.type]
        guard type as? FileAttributeType == .typeRegular else {
            return nothing(path, .syncConfigurationUnreadable, "is neither a file nor a folder")
        }
        guard let file = FileHandle(forReadingAtPath: path) else {
            return nothing(path, .syncConfigurationUnreadable, "cannot be opened")
        }
        let bytes: Data
        do {
            bytes = try file.read(upToCount: limits.policyBytes + 1) ?? Data()
        } catch {
            return nothing(path, .syncConfigurationUnreadable, "cannot be read")
        }
        if let what = FileKind(bytes.prefix(512)).objection {
            return nothing(path, .syncConfigurationUnreadable, what)
        }
        guard bytes.count <= limits.policyBytes else {
            let what = "is larger than \(limits.policyBytes / 1_048_576) MiB"
            return nothing(path, .syncConfigurationUnreadable, what)
        }
        return SyncPolicyFile.read(path, bytes)
    }

    static func resolved(_ path: String) -> String {
        URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    }

    /// A fact that tells nothing but why.
    static func nothing(
        _ path: String, kind: SyncConfigurationFact.Kind = .unknown, _ code: ReasonCode, _ what: String
    ) -> SyncConfigurationFact {
        var fact = SyncConfigurationFact(path: path, kind: kind)
        fact.faults = [Unreadable(code, "\(path.printable(limit: 300)) \(what)")]
        fact.gaps = [.connectors, .globalSettings, .rules]
        return fact
    }
}

/// What the first bytes of a file show it to be.
enum FileKind {
    case empty, zip, otherArchive, xml, json, other

    init(_ head: Data) {
        let bytes = Array(head)
        func begins(_ signature: [UInt8]) -> Bool { bytes.starts(with: signature) }
        if bytes.isEmpty {
            self = .empty
        } else if begins([0x50, 0x4b, 3, 4]) || begins([0x50, 0x4b, 5, 6]) {
            self = .zip
        } else if begins([0x1f, 0x8b]) || begins([0x37, 0x7a, 0xbc, 0xaf]) || begins(Array("MSCF".utf8))
            || begins(Array("Rar!".utf8)) || begins([0xd0, 0xcf, 0x11, 0xe0])
        {
            self = .otherArchive
        } else {
            // Marks, white space, and the zero bytes of UTF-16 stand before or between.
            let skipped: Set<UInt8> = [0xef, 0xbb, 0xbf, 0xff, 0xfe, 0, 0x20, 0x09, 0x0a, 0x0d]
            switch bytes.first(where: { !skipped.contains($0) }) {
            case UInt8(ascii: "<"): self = .xml
            case UInt8(ascii: "{"): self = .json
            default: self = .other
            }
        }
    }

    /// Why it is no settings file; nil where it may be one.
    var objection: String? {
        switch self {
        case .empty: "is empty"
        case .zip: "is a zip archive; unpack it first"
        case .otherArchive: "is an archive; unpack it first"
        case .xml: "is one XML file; give the folder that Get-ADSyncServerConfiguration wrote"
        case .json: nil
        case .other: "is no export of a synchronisation server"
        }
    }
}
