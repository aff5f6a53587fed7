import Model

/// Who answered an HTTP request, as far as the answer tells.
enum Answer: Equatable {
    case genuine
    /// The answer fits, but nothing in it identifies the service.
    case anonymous
    case wrongStatus(String)
    case notGenuine(ReasonCode, String)

    init(_ http: HTTPFact, of endpoint: Endpoint, serviceHosts: Set<String>) {
        let expectation = endpoint.expectation
        let isRedirect = [301, 302, 303, 307, 308].contains(http.status)
        if http.status == 511 || http.status == 407 {
            self = .notGenuine(
                .httpCaptivePortal, "a network portal answers (status \(http.status))\(Self.titled(http))")
        } else if isRedirect && http.redirectHost == nil {
            self = .notGenuine(
                .httpRedirectedElsewhere,
                "the answer leads elsewhere, and does not say where (status \(http.status))")
        } else if let host = http.redirectHost, !Self.isSameService(host, endpoint, serviceHosts) {
            self = .notGenuine(
                .httpRedirectedElsewhere, "the answer leads to another host, \(host) (status \(http.status))")
        } else if expectation.body != nil && http.body == .html && (200...299).contains(http.status) {
            let text = "a web page\(Self.titled(http)) comes instead of the service's own answer"
            self = .notGenuine(.httpCaptivePortal, text)
        } else if !expectation.statuses.isEmpty && !expectation.statuses.contains(http.status) {
            self = .wrongStatus(
                "status \(http.status), where the service answers \(Self.list(expectation.statuses))")
        } else if endpoint.scheme == .http && (isRedirect || http.status >= 500) {
            self = .wrongStatus(
                "status \(http.status), which over plain HTTP anybody on the way may have sent")
        } else if expectation.body == .notHTML && http.body == .html {
            self = .wrongStatus(
                "status \(http.status) with a web page\(Self.titled(http)), where the service has a file")
        } else if let flaw = Self.flaw(http, expectation) {
            self = .notGenuine(.httpNotGenuine, flaw)
        } else {
            self = expectation.identifiesService && !expectation.statuses.isEmpty ? .genuine : .anonymous
        }
    }

    /// What an altered or foreign answer lacks, or nil.
    private static func flaw(_ http: HTTPFact, _ expectation: Expectation) -> String? {
        switch expectation.body {
        case .json where http.body != .json: return "expected JSON, found \(http.body.rawValue)"
        case .xml where http.body != .xml: return "expected XML, found \(http.body.rawValue)"
        default: break
        }
        for (member, forms) in expectation.jsonMembers.sorted(by: { $0.key < $1.key }) {
            guard let value = http.jsonMembers[member] else { return "the answer has no \"\(member)\"" }
            guard forms.contains(where: { AnswerTemplate($0)?.matches(value) == true }) else {
                return "\"\(member)\" is \"\(value)\", which is not what the service says"
            }
        }
        for name in expectation.headers where http.headers[name] == nil {
            return "the answer lacks the header \(name), which the service sends"
        }
        return nil
    }

    /// A host of the plan, one beside or below the endpoint's own, or one in a domain of the service's.
    private static func isSameService(_ host: String, _ endpoint: Endpoint, _ serviceHosts: Set<String>)
        -> Bool
    {
        let own = endpoint.host ?? ""
        if host == own || serviceHosts.contains(host) { return true }
        let parent = own.split(separator: ".").dropFirst().joined(separator: ".")
        // An address has no parent, and a parent of one label is a whole top-level domain.
        if own.contains(where: \.isLetter), parent.contains("."), host.hasSuffix("." + parent) {
            return !isShared(parent) || endpoint.set != "additional"
        }
        guard endpoint.set != "additional" else { return false }
        return serviceHosts.contains { domain(of: $0) == domain(of: host) }
    }

    /// Whether strangers may have names directly below `domain`, such as `co.uk`: two short labels.
    private static func isShared(_ domain: String) -> Bool {
        let labels = domain.split(separator: ".")
        return labels.count == 2 && labels.allSatisfy { $0.count <= 3 }
    }

    /// The last two labels, which is how the service's own domains are formed.
    private static func domain(of host: String) -> [Substring] {
        Array(host.split(separator: ".").suffix(2))
    }

    private static func titled(_ http: HTTPFact) -> String {
        http.title.map { " titled \"\($0)\"" } ?? ""
    }

    private static func list(_ statuses: [Int]) -> String {
        statuses.map(String.init).joined(separator: " or ")
    }
}

extension FactSet {
    /// Hosts to which one of the service's own may refer.
    var serviceHosts: Set<String> {
        Set(endpoints.filter { $0.endpoint.set != "additional" }.compactMap(\.endpoint.host))
    }
}
