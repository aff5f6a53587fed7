import Foundation
import SupportBundle

/// What the tokens of a bundle stand for, for whoever made the bundle.
enum TokenMap {
    private static let warning =
        "CONFIDENTIAL: tells what the tokens of a support bundle stand for. Keep it, and never send it along."

    private struct Document: Encodable {
        var format = "mde-preflight.token-map/1"
        var confidential = warning
        var tokens: [Entry]
    }

    private struct Entry: Encodable {
        var kind: String
        var original: String
        var token: String
    }

    /// A JSON document, or else comma-separated values with a first line that says that they are confidential.
    static func content(_ known: [Pseudonyms.Known], isJSON: Bool) throws(Failure) -> Data {
        let entries = known.map { Entry(kind: $0.kind.rawValue, original: $0.original, token: $0.token) }
        guard isJSON else {
            let rows = entries.map { entry in
                [entry.kind, entry.original, entry.token].map(quoted).joined(separator: ",")
            }
            return Data((["# \(warning)", "kind,original,token"] + rows).map { $0 + "\r\n" }.joined().utf8)
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        do {
            return try encoder.encode(Document(tokens: entries)) + Data("\n".utf8)
        } catch {
            throw Failure(.fault, "the token map cannot be encoded")
        }
    }

    /// As RFC 4180 has it.
    private static func quoted(_ text: String) -> String {
        let needsQuotes = text.utf8.contains { $0 == 0x22 || $0 == 0x2c || $0 == 0x0a || $0 == 0x0d }
        return needsQuotes ? "\"\(text.replacing("\"", with: "\"\""))\"" : text
    }
}
