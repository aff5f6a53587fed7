import DeviceEvidence
import Model

/// What is told of a device, each as `attribute (instance) = value`.
func told(_ text: String) -> [String] {
    EvidenceReading.read(Array(text.utf8)).found.told
}

extension EvidenceFindings {
    var told: [String] {
        claims.map { claim in
            let instance = claim.instance.map { " (\($0))" } ?? ""
            let value =
                switch claim.value {
                case .text(let text): text
                case .number(let number): "\(number)"
                case .flag(let flag): flag ? "yes" : "no"
                case .moment(let date): date.inUTC
                case .absent: "not there"
                case .unusable(let what): "? \(what)"
                }
            return "\(claim.attribute.rawValue)\(instance) = \(value)"
        }
    }
}

/// The bytes as Windows programs write them.
func forms(of text: String) -> [[UInt8]] {
    let lines = text.replacing("\n", with: "\r\n")
    let units = Array(lines.utf16)
    let wide = units.flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8)] }
    let swapped = units.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xff)] }
    return [
        Array(text.utf8), Array(lines.utf8), [0xef, 0xbb, 0xbf] + Array(lines.utf8), [0xff, 0xfe] + wide,
        wide,
        [0xfe, 0xff] + swapped, swapped, Array(text.replacing("\n", with: "\r\r\n").utf8),
    ]
}

/// Texts that mean harm, or nothing.
let hostileTexts: [String] = [
    String(repeating: "A", count: 2_000_000), String(repeating: "\n", count: 1_000_000),
    String(repeating: "AzureAdJoined : YES\n", count: 20_000), "+\n|\n:\n=\n,\n\"\n[SC]\n>\n\n",
    "AzureAdJoined : \u{1b}[31mYES\nTenantName : \u{202e}x\u{7}\n",
    "[SC] OpenService 99999999999999999999:\n",
    "SERVICE_NAME: \u{1b}x\n TYPE : 10 WIN32\n STATE : 999999999999 X\n", "\"HotFixID\",\"\n\"KB1\n\"\"\"\n",
    String(repeating: "\"", count: 100_000),
    "HotFixID\n" + String(repeating: " ", count: 300_000) + "KB5000000\n",
    "[" + String(repeating: "[", count: 50_000) + "\"Name\"\"Status\"\"CanStop\"",
]
