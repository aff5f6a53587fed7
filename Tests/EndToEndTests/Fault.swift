import TestSupport
import Testing

/// One fault of the network, and the one code that it must give.
struct Fault: Sendable, CustomTestStringConvertible {
    /// How the fault is put in the way.
    enum Place: Sendable {
        /// A peer in the endpoint's place.
        case server(String)
        /// A proxy on the way to a healthy endpoint, or to `target`.
        case proxy(String, target: String = "healthy")
        /// A resolver that is asked for the endpoint, or for `host`.
        case resolver(String, host: String = "a.lab.test")
        /// A peer behind plain HTTP, with a proxy on the way or none.
        case plainHTTP(String, proxy: String? = nil)
        /// Any configuration under `network`; `{port NAME}` and `{ca NAME}` are filled in.
        case network(String)
    }

    var name: String
    var place: Place
    var code: String
    /// What the reachability check says.
    var status = "fail"

    init(_ name: String, _ place: Place, _ code: String, _ status: String = "fail") {
        self.name = name
        self.place = place
        self.code = code
        self.status = status
    }

    var testDescription: String { "\(name) is \(code)" }

    /// Whether it shows only when somebody has lost patience.
    private var isSilence: Bool {
        guard case .resolver("dns-only-a", _) = place else { return code.hasSuffix(".timeout") }
        return true
    }

    /// The configuration that meets the fault: one host.
    func configuration(_ lab: Lab) throws -> String {
        let root = try lab.authority("root")
        let common =
            "network:\n  endpoint-sets: []\n  ca-file: \(root)\n  known-issuers: [\(root)]\n"
            + "  timeout: \(isSilence ? Patience.forSilence : Patience.forAnswers)\n"
        switch place {
        case .server(let peer):
            let port = try lab.port(peer)
            return common
                + "  endpoints: [{host: a.lab.test}]\n  connect-to: ['a.lab.test:443:127.0.0.1:\(port)']\n"
        case .proxy(let peer, let target):
            let (port, to) = (try lab.port(peer), try lab.port(target))
            return common + "  proxy: http://127.0.0.1:\(port)\n  endpoints: [{host: a.lab.test}]\n"
                + "  connect-to: ['a.lab.test:443:a.lab.test:\(to)']\n"
        case .resolver(let peer, let host):
            return common
                + "  name-servers: ['127.0.0.1:\(try lab.port(peer))']\n  endpoints: [{host: \(host)}]\n"
        case .plainHTTP(let peer, let proxy):
            let port = try lab.port(peer)
            let way = try proxy.map { "  proxy: http://127.0.0.1:\(try lab.port($0))\n" } ?? ""
            let target = proxy == nil ? "  connect-to: ['a.lab.test:80:127.0.0.1:\(port)']\n" : ""
            let at = proxy == nil ? 80 : port
            return common + way + target + "  endpoints: [{host: a.lab.test, port: \(at), scheme: http}]\n"
        case .network(let text):
            return common + (try filled(text, lab))
        }
    }

    private func filled(_ text: String, _ lab: Lab) throws -> String {
        var filled = text
        while let match = filled.firstMatch(of: /\{port ([a-z0-9-]+)\}/) {
            filled.replaceSubrange(match.range, with: String(try lab.port(String(match.output.1))))
        }
        return filled
    }
}
