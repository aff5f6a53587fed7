package import FoundationEssentials
package import Model

/// Reads one kind of evidence.
package protocol EvidenceReader: Sendable {
    static var kind: EvidenceFile.Kind { get }

    /// Whether the text is of this kind, by its content; asked of every file, so it looks at the beginning alone.
    static func recognizes(_ text: EvidenceText) -> Bool

    /// Whether nothing else can stand in a file of this kind, so that no other reader is asked.
    static var standsAlone: Bool { get }

    /// Reads what the text tells.
    ///
    /// It never fails: what is damaged is told in ``EvidenceFindings/fault``, and what could be read is kept.
    static func read(_ text: EvidenceText, into found: inout EvidenceFindings)
}

extension EvidenceReader {
    package static var standsAlone: Bool { false }
}

/// What one file tells of a device.
package struct EvidenceFindings: Sendable, Equatable {
    /// In the order of the lines; the number of the file is left at 0.
    package private(set) var claims: [Claim] = []
    /// When it was taken, where the text says so.
    package var observedAt: Date?
    /// What is damaged.
    package var fault: Unreadable?

    package init() {}

    package mutating func add(
        _ attribute: DeviceAttribute, of instance: String? = nil, _ value: Claim.Value, line: Int
    ) {
        claims.append(
            Claim(attribute, instance: instance, value, file: 0, line: UInt32(clamping: line)))
    }

    /// Notes what is damaged; the first fault stays.
    package mutating func fail(_ detail: String) {
        if fault == nil { fault = Unreadable(.evidenceUnreadable, detail) }
    }
}

/// Recognises files and has them read.
package enum EvidenceReading {
    /// Every reader there is; the more particular ones first.
    static let readers: [any EvidenceReader.Type] = [
        RegistryExportReader.self,
        RegistryQueryReader.self,
        AntivirusStatusReader.self,
        AntivirusPreferencesReader.self,
        AnalyzerReader.self,
        AnalyzerRegistryReader.self,
        AgentHealthReader.self,
        AgentConnectivityReader.self,
        CollectionReader.self,
        OSReleaseReader.self,
        JoinStatusReader.self,
        SystemInformationReader.self,
        UpdateListReader.self,
        ServicesReader.self,
    ]

    /// Reads one file, by whichever readers know it; none is `unknown`.
    ///
    /// - Parameter raw: The whole file.
    /// - Returns: The kind that the first of the readers knows, and what all of them found.
    package static func read(_ raw: [UInt8]) -> (kind: EvidenceFile.Kind, found: EvidenceFindings) {
        var found = EvidenceFindings()
        let text: EvidenceText
        do throws(EvidenceText.Fault) {
            text = try EvidenceText(raw)
        } catch {
            found.fail(error.words)
            return (.unknown, found)
        }
        var kind = EvidenceFile.Kind.unknown
        // The output of several commands may stand in one file.
        for reader in readers where reader.recognizes(text) {
            reader.read(text, into: &found)
            if kind == .unknown { kind = reader.kind }
            if reader.standsAlone { break }
        }
        return (kind, found)
    }
}

extension EvidenceText.Fault {
    /// To stand behind a file's name.
    var words: String {
        switch self {
        case .empty: "is empty"
        case .zeroFilled: "holds nothing but zero bytes"
        case .binary: "is no text"
        case .damaged: "is UTF-16 that is damaged or cut short"
        }
    }
}
