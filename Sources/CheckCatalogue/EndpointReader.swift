import Model
import StrictYAML

/// Reads one endpoint of an endpoint set.
enum EndpointReader {
    static let keys = [
        "id", "reachability-check", "why", "source", "scheme", "port", "path", "request-headers", "hosts",
        "wildcard", "healthy",
        "tenant-claim",
    ]

    static func template(
        _ entry: inout Mapping, checks: Set<CheckID>,
        _ taken: inout Set<String>
    ) -> EndpointTemplate? {
        let id = entry.text("id")
        if !id.isEmpty, !taken.insert(id).inserted {
            entry.complain("endpoint id \"\(id)\" is used twice", at: "id")
        }
        let check = CheckID(entry.text("reachability-check"))
        if !checks.contains(check) {
            let hint = suggestion(for: check.rawValue, among: checks.map(\.rawValue))
            entry.complain("no check has the id \"\(check)\"\(hint)", at: "reachability-check")
        }
        let port = entry.required("port") { $0.int() } ?? 443
        if !(1...65_535).contains(port) { entry.complain("\(port) is no port", at: "port") }
        return EndpointTemplate(
            id: id, reachabilityCheck: check, why: entry.text("why"), source: entry.source(),
            scheme: entry.required("scheme") { $0.choice(Endpoint.Scheme.self) } ?? .https, port: port,
            path: entry.text("path"), requestHeaders: texts(&entry, "request-headers"), hosts: hosts(&entry),
            wildcards: byCloud(&entry, "wildcard") { $0.string() },
            expectation: expectation(&entry))
    }

    private static func hosts(_ entry: inout Mapping) -> [Cloud: [String]] {
        if !entry.has("hosts") { entry.complain("\"hosts\" is missing") }
        return byCloud(&entry, "hosts") { $0.strings() }
    }

    private static func byCloud<T>(_ entry: inout Mapping, _ key: String, _ ask: (inout Value) -> T?)
        -> [Cloud: T]
    {
        let clouds = Cloud.allCases
        var found: [Cloud: T] = [:]
        _ = entry.mapping(key, keys: clouds.map(\.rawValue)) { mapping in
            for cloud in clouds { found[cloud] = mapping.optional(cloud.rawValue, ask) }
        }
        return found
    }

    private static func texts(_ entry: inout Mapping, _ key: String) -> [String: String] {
        var found: [String: String] = [:]
        for (name, value) in entry.optional(key, { $0.entries() }) ?? [] {
            var value = value
            found[name] = value.string()
            entry.add(value.diagnostics)
        }
        return found
    }

    private static func expectation(_ entry: inout Mapping)
        -> Expectation
    {
        let keys = ["status", "body", "json-members", "headers"]
        var expectation =
            entry.mapping("healthy", keys: keys) { Self.healthy(&$0) } ?? Expectation()
        if !entry.has("healthy") { entry.complain("\"healthy\" is missing") }
        expectation.tenantClaim = entry.string("tenant-claim")
        return expectation
    }

    private static func healthy(_ healthy: inout Mapping)
        -> Expectation
    {
        var expectation = Expectation()
        expectation.statuses =
            healthy.required("status") { status in
                // The word `any`, or a list of numbers.
                if var list = status.asList() {
                    return list.indices.compactMap { index in
                        let number = list[index].int()
                        status.add(list[index].diagnostics)
                        return number
                    }
                }
                if status.string() != "any" { status.complain("expected a list of statuses or the word any") }
                return []
            } ?? []
        expectation.body = healthy.optional("body") { $0.choice(Expectation.Body.self) }
        for (member, value) in healthy.optional("json-members", { $0.entries() }) ?? [] {
            var value = value
            expectation.jsonMembers[member] = templates(&value)
            healthy.add(value.diagnostics)
        }
        if !expectation.jsonMembers.isEmpty && expectation.body != .json {
            healthy.complain("json-members need \"body: json\"", at: "json-members")
        }
        expectation.headers = (healthy.optional("headers") { $0.strings() } ?? []).map { $0.lowercased() }
        return expectation
    }

    /// One form, or a list of them.
    private static func templates(_ value: inout Value) -> [String] {
        let forms = value.asList() == nil ? [value.string()].compactMap(\.self) : value.strings() ?? []
        for form in forms where AnswerTemplate(form) == nil {
            value.complain(
                "\"\(form.prefix(100))\" is no template: it is plain text in which * stands for a part without / and {guid} for a GUID"
            )
        }
        return forms
    }
}
