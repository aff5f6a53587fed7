import DeviceEvidence
import FoundationEssentials
import Model

/// What a file tells, in the words of a test.
struct Told {
    let kind: EvidenceFile.Kind
    /// `attribute[instance]=value`, in the order of the file.
    let claims: [String]
    let lines: [UInt32]
    let fault: String?
    let observedAt: Date?

    init(_ bytes: [UInt8]) {
        let (kind, found) = EvidenceReading.read(bytes)
        self.kind = kind
        claims = found.claims.map(Self.words)
        lines = found.claims.map(\.line)
        fault = found.fault?.detail
        observedAt = found.observedAt
    }

    /// Line ends are those of Windows.
    init(_ text: String) {
        self.init(Array(text.replacing("\n", with: "\r\n").utf8))
    }

    static func words(_ claim: Claim) -> String {
        let name = claim.attribute.rawValue + (claim.instance.map { "[\($0)]" } ?? "")
        switch claim.value {
        case .text(let text): return "\(name)=\(text)"
        case .number(let number): return "\(name)=\(number)"
        case .flag(let flag): return "\(name)=\(flag)"
        case .moment(let date): return "\(name)=\(date.timeIntervalSince1970)"
        case .absent: return "\(name) is absent"
        case .unusable: return "\(name) is unusable"
        }
    }

    /// Those that are not of the system's family, which every file of Windows tells.
    var own: [String] { claims.filter { $0 != "os.family=windows" } }

    var absences: [String] { claims.filter { $0.hasSuffix(" is absent") } }

    static func utf16(_ text: String) -> [UInt8] {
        [0xff, 0xfe]
            + text.replacing("\n", with: "\r\n").utf16.flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8)] }
    }
}
