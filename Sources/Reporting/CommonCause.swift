import Model

/// One fault behind many: where every host fails alike, the fault is near this host and not with them.
enum CommonCause {
    /// Fewer hosts than this may fail alike by chance.
    private static let enough = 3

    /// What to look at first, or nil where hosts differ.
    static func sentence(_ facts: [EndpointFact]) -> String? {
        let tried = facts.filter { $0.endpoint.host != nil && $0.probe.failure?.code != .runInterrupted }
        let hosts = Set(tried.compactMap(\.endpoint.host)).count
        guard hosts >= enough, let first = tried.first?.probe.failure,
            tried.allSatisfy({
                $0.probe.failure?.code == first.code && $0.probe.failure?.phase == first.phase
            })
        else { return nil }
        let place: String
        switch first.phase {
        case .name: place = "this host's name resolution"
        case .tcp: place = "this host's network or firewall"
        case .proxy: place = "the proxy"
        case .tls: place = "what stands between this host and the services, and its clock"
        case .http: place = "what stands between this host and the services"
        case .plan: return nil
        }
        return
            "All \(hosts) hosts fail in the same way (\(first.code.rawValue)): look at \(place) before anything else."
    }
}
