import Curl
import FoundationEssentials
import Model

/// Reduces an HTTP answer to what identifies the service, a proxy or a portal.
struct AnswerReader {
    let endpoint: Endpoint
    /// This host's clock when the answer began.
    let receivedAt: Date

    /// Headers that a report may need, besides those the endpoint expects.
    private static let kept: Set<String> = [
        "content-type", "server", "via", "location", "date", "age", "x-ms-request-id", "x-ms-ests-server",
        "www-authenticate", "proxy-authenticate", "proxy-status", "x-squid-error", "x-cache",
    ]

    func fact(_ record: TransferOutcome.HTTPRecord) -> HTTPFact {
        let headers = headers(record.headers)
        let type = headers["content-type"]?.lowercased() ?? ""
        // Some services begin their text with a mark of its encoding.
        let bytes =
            record.body.starts(with: [0xef, 0xbb, 0xbf]) ? Array(record.body.dropFirst(3)) : record.body
        let body = kind(of: bytes, type: type)
        return HTTPFact(
            status: record.status, headers: headers, body: body, bodyBytes: record.body.count,
            title: body == .html ? Self.title(of: bytes) : nil,
            redirectHost: redirectHost(status: record.status, location: headers["location"]),
            jsonMembers: members(of: bytes), clockOffset: clockOffset(headers))
    }

    private func headers(_ fields: [TransferOutcome.HeaderField]) -> [String: String] {
        var found: [String: String] = [:]
        for field in fields {
            let name = field.lowercasedName
            guard Self.kept.contains(name) || endpoint.expectation.headers.contains(name) else { continue }
            let value = String(printing: field.value, limit: 300)
            found[name] = found[name].map { ($0 + ", " + value).printable(limit: 300) } ?? value
        }
        return found
    }

    /// By the bytes first: a portal's page says `text/html` less reliably than it begins with `<`.
    private func kind(of body: [UInt8], type: String) -> HTTPFact.Body {
        guard let first = body.first(where: { $0 > 32 }) else {
            return body.isEmpty ? .empty : .binary
        }
        if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") { return .json }
        if first == UInt8(ascii: "<") {
            let start = String(decoding: body.prefix(2048), as: UTF8.self).lowercased()
            return start.contains("<html") || start.contains("<!doctype html") || type.contains("html")
                ? .html : .xml
        }
        if type.contains("html") { return .html }
        return String(validating: body, as: UTF8.self) == nil || body.contains(0) ? .binary : .text
    }

    private static func title(of body: [UInt8]) -> String? {
        let text = String(decoding: body.prefix(64 * 1024), as: UTF8.self)
        guard let open = text.firstRange(of: /<title[^>]*>/.ignoresCase()),
            let close = text[open.upperBound...].firstRange(of: "<")
        else { return nil }
        let title = text[open.upperBound..<close.lowerBound].split(whereSeparator: \.isWhitespace).joined(
            separator: " ")
        return title.isEmpty ? nil : title.printable(limit: 100)
    }

    private func redirectHost(status: Int, location: String?) -> String? {
        guard (300...399).contains(status), let location else { return nil }
        if location.hasPrefix("/") && !location.hasPrefix("//") { return endpoint.host }
        let absolute = location.hasPrefix("//") ? "\(endpoint.scheme.rawValue):\(location)" : location
        return URL(string: absolute)?.host()?.lowercased().printable(limit: 255)
    }

    private func members(of body: [UInt8]) -> [String: String] {
        let expectation = endpoint.expectation
        let wanted = Array(expectation.jsonMembers.keys) + [expectation.tenantClaim].compactMap(\.self)
        guard !wanted.isEmpty, let json = try? JSONDecoder().decode(JSONValue.self, from: Data(body)) else {
            return [:]
        }
        var found: [String: String] = [:]
        for path in wanted + ["error", "error_description"] {
            found[path] = json.string(at: path)?.printable(limit: 300)
        }
        return found
    }

    /// An answer from a cache tells the time at which the cache got it.
    private func clockOffset(_ headers: [String: String]) -> Double? {
        guard let text = headers["date"], headers["age"].map({ $0 == "0" }) ?? true else { return nil }
        return HTTPDate.parse(text)?.timeIntervalSince(receivedAt)
    }
}

/// JSON of which only strings by path are of interest.
private enum JSONValue: Decodable {
    case object([String: JSONValue])
    case string(String)
    case other

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let text = try? container.decode(String.self) {
            self = .string(text)
        } else if let members = try? container.decode([String: JSONValue].self) {
            self = .object(members)
        } else {
            self = .other
        }
    }

    func string(at path: String) -> String? {
        var value = self
        // A member's own name may hold dots, but none that is asked for does.
        for name in path.split(separator: ".") {
            guard case .object(let members) = value, let next = members[String(name)] else { return nil }
            value = next
        }
        guard case .string(let text) = value else { return nil }
        return text
    }
}
