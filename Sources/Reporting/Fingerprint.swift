import Model

/// What makes a result the same from one report to the next: check and subject, and the codes where those count too.
///
/// Neither dates nor counts nor words go in, so that a result keeps it while nothing of substance changes.
struct Fingerprints {
    private var given: [String: Int] = [:]

    /// The fingerprint of check and subject; a second result of the same gets another.
    mutating func subject(_ result: Report.Result) -> String { digest(Self.parts(result)) }

    /// The same with the codes of its reasons.
    mutating func codes(_ result: Report.Result) -> String {
        digest(Self.parts(result) + [""] + result.codes)
    }

    /// The fingerprint of something else that is told once.
    mutating func other(_ parts: String...) -> String { digest(parts) }

    private mutating func digest(_ parts: [String]) -> String {
        let text = parts.map { "\($0.utf8.count):\($0)" }.joined()
        let count = given[text, default: 0]
        given[text] = count + 1
        return SHA256.hexadecimal(count == 0 ? text : "\(text)#\(count)")
    }

    private static func parts(_ result: Report.Result) -> [String] {
        [result.check.rawValue, result.subject.kind.rawValue, result.subject.name, result.subject.via ?? ""]
    }
}

extension Subject {
    /// A path for formats that know files alone: the kind, then the name, in characters that any path may have.
    var path: String {
        let name = words.utf8.map { byte -> String in
            let isPlain =
                switch byte {
                case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x2e, 0x5f: true
                default: false
                }
            let digits = String(byte, radix: 16, uppercase: true)
            return isPlain ? String(UnicodeScalar(byte)) : "%\(digits.utf8.count == 1 ? "0" : "")\(digits)"
        }
        return "\(kind.rawValue)/\(name.isEmpty ? "-" : name.joined())"
    }
}
