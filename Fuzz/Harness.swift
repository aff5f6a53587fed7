import FoundationEssentials
import Glibc
import Model

@testable import DeviceEvidence

/// What one process of the fuzzer has read by; named in `FUZZ_READER`.
private enum Target {
    case reader(any EvidenceReader.Type)
    /// Every reader that recognises the text, one after the other, as the program does it.
    case all
    case archive
    /// Answers of Microsoft Graph and of Defender for Endpoint, saved or not, and tables of devices.
    case pages
    case report
    /// Two reports that are compared.
    case reportPair
    case waivers
    case bundle

    /// Names of readers are those of their types.
    init?(named name: String) {
        switch name {
        case "all": self = .all
        case "archive": self = .archive
        case "PageReader": self = .pages
        case "SavedReportReader": self = .report
        case "ReportComparison": self = .reportPair
        case "WaiversReader": self = .waivers
        case "BundleReader": self = .bundle
        default:
            guard let reader = EvidenceReading.readers.first(where: { "\($0)" == name }) else { return nil }
            self = .reader(reader)
        }
    }

    static var names: [String] {
        EvidenceReading.readers.map { "\($0)" } + [
            "all", "archive", "PageReader", "SavedReportReader", "ReportComparison", "WaiversReader",
            "BundleReader",
        ]
    }

    /// That of the environment; where that names none, the process ends with the names there are.
    static let chosen: Target = {
        let name = unsafe getenv("FUZZ_READER").map { unsafe String(cString: $0) } ?? ""
        if let target = Target(named: name) { return target }
        print(names.joined(separator: "\n"))
        exit(name == "list" ? 0 : 64)
    }()
}

@_cdecl("LLVMFuzzerInitialize")
public func initialize(_ count: UnsafeMutableRawPointer?, _ arguments: UnsafeMutableRawPointer?) -> CInt {
    _ = Target.chosen
    return 0
}

@_cdecl("LLVMFuzzerTestOneInput")
public func test(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = unsafe [UInt8](UnsafeBufferPointer(start: start, count: count))
    switch Target.chosen {
    case .archive: ArchiveExercise.run(bytes)
    case .pages: PageReaderExercise.run(bytes)
    case .report: ReportExercise.run(bytes)
    case .reportPair: ReportExercise.runPair(bytes)
    case .waivers: WaiversExercise.run(bytes)
    case .bundle: BundleExercise.run(bytes)
    case .all:
        let (kind, found) = EvidenceReading.read(bytes)
        let again = EvidenceReading.read(bytes)
        demand(kind == again.kind && found == again.found, "the same bytes are read in two ways")
        guard let text = try? EvidenceText(bytes) else {
            demand(found.claims.isEmpty && found.fault != nil, "what is no text tells something")
            return 0
        }
        demand(kind != .unknown || found.claims.isEmpty, "a text that nobody knows tells something")
        found.demandSoundness(in: text)
    case .reader(let reader):
        guard let text = try? EvidenceText(bytes) else { return 0 }
        let found = reader.findings(in: text)
        demand(found == reader.findings(in: text), "the same text is read in two ways")
        demand(
            reader.recognizes(text) == reader.recognizes(text), "the same text is recognised and is not")
        found.demandSoundness(in: text)
    }
    return 0
}

/// Ends the process where a condition does not hold, which makes the input a finding.
func demand(_ condition: Bool, _ otherwise: @autoclosure () -> String) {
    guard !condition else { return }
    fatalError(otherwise())
}

extension EvidenceReader {
    fileprivate static func findings(in text: EvidenceText) -> EvidenceFindings {
        var found = EvidenceFindings()
        read(text, into: &found)
        return found
    }
}

extension EvidenceFindings {
    /// Demands what holds of the findings in any text at all.
    fileprivate func demandSoundness(in text: EvidenceText) {
        var lineCount = 0
        for line in text.lines {
            demand(line.number == lineCount + 1, "line \(line.number) follows line \(lineCount)")
            lineCount = line.number
        }
        let first = text.bytes.first { $0 != 32 && $0 != 9 && $0 != 10 && $0 != 13 }
        // JSON is told without lines.
        let hasLines = first != UInt8(ascii: "{") && first != UInt8(ascii: "[")
        for claim in claims {
            demand(claim.file == 0, "\(claim): the number of the file is not the reader's to give")
            demand(
                claim.line <= lineCount && (claim.line >= 1 || !hasLines),
                "\(claim): the text has the lines 1 to \(lineCount)")
            claim.demandPrintability()
        }
        if let fault { demand(fault.detail.isPrintable, "the fault \(fault.detail) is not printable") }
        if let observedAt { demand(observedAt.isPlausible, "\(observedAt) is no time of evidence") }
    }
}

extension Claim {
    /// Demands that it can be shown to people as it is, but for what is documented to be told exactly.
    fileprivate func demandPrintability() {
        let isExact = attribute == .registryTag || attribute == .sensorTag
        demand(isExact || instance?.isPrintable != false, "\(self): the instance is not printable")
        switch value {
        case .text(let text): demand(isExact || text.isPrintable, "\(self): the text is not printable")
        case .unusable(let what): demand(what.isPrintable, "\(self): what it is is not printable")
        case .moment(let date): demand(date.isPlausible, "\(self): no computer has such a time")
        case .number, .flag, .absent: break
        }
    }
}

extension String {
    var isPrintable: Bool { printable(limit: .max) == self }
}

extension Date {
    /// Whether a report can show it: reports have years of four digits.
    fileprivate var isPlausible: Bool { (-62_135_596_800..<253_402_300_800).contains(timeIntervalSince1970) }
}
