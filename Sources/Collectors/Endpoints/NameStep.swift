import Addresses
import Configuration
import Model
import NameResolution

/// Where to connect for a host, and how that was found out.
struct NameStep: Sendable {
    struct Target: Sendable {
        var host: String
        var port: Int
        /// Empty where `failure` is set.
        var addresses: [String]
        var fact: NameFact
        var failure: Probe.Failure?

        /// The entry that keeps libcurl from asking a resolver itself.
        var resolveEntry: String? {
            // An address needs no entry, and libcurl reads none for one with colons.
            guard !host.isAddress else { return nil }
            let list = addresses.map { $0.contains(":") ? "[\($0)]" : $0 }.joined(separator: ",")
            return "\(host):\(port):\(list)"
        }
    }

    let resolver: NameResolver
    let settings: NetworkSettings
    let sinkholes: [NetworkRange]

    /// An answer that takes longer is no use to a device either.
    static let limit = 5.0

    /// Finds the addresses for `host`, after the configuration's redirections, which are not for proxies.
    ///
    /// `timeout` is in seconds, and positive.
    func target(for host: String, port: Int, isProxy: Bool = false, timeout: Double) async -> Target {
        let rule = isProxy ? nil : settings.connectTo.first { $0.matches(host: host, port: port) }
        let name = rule.map { $0.toHost.isEmpty ? host : $0.toHost } ?? host
        let port = rule?.toPort ?? port
        if let addresses = settings.resolve.first(where: { $0.host == name && $0.port == port })?.addresses {
            return known(name, port, addresses, .configuration)
        }
        if name.isAddress {
            return known(name, port, [name], rule == nil ? .literal : .configuration)
        }
        return await ask(name, port, isProxy: isProxy, timeout: min(timeout, Self.limit))
    }

    private func known(_ name: String, _ port: Int, _ addresses: [String], _ source: NameFact.Source)
        -> Target
    {
        let fact = NameFact(
            source: source, ipv4: addresses.contains { !$0.contains(":") } ? .addresses : .notAsked,
            ipv6: addresses.contains { $0.contains(":") } ? .addresses : .notAsked, addresses: addresses)
        return Target(host: name, port: port, addresses: addresses, fact: fact)
    }

    private func ask(_ name: String, _ port: Int, isProxy: Bool, timeout: Double) async -> Target {
        async let first = resolver.addresses(of: name, .ipv4, timeout: timeout)
        async let second = resolver.addresses(of: name, .ipv6, timeout: timeout)
        let answers = await [first, second]
        let addresses = answers.flatMap(\.found)
        let details = answers.compactMap(\.detail)
        let fact = NameFact(
            source: .resolver, ipv4: answers[0].kind, ipv6: answers[1].kind, addresses: addresses,
            detail: details.first)
        return Target(
            host: name, port: port, addresses: addresses, fact: fact,
            failure: failure(answers, addresses: addresses, isProxy: isProxy, detail: details.first))
    }

    private func failure(
        _ answers: [LookupAnswer], addresses: [String], isProxy: Bool, detail: String?
    ) -> Probe.Failure? {
        // A proxy may well run on this host.
        if isProxy && !addresses.isEmpty { return nil }
        if !addresses.isEmpty {
            let holes = addresses.compactMap { address in
                sinkholes.first { $0.contains(address) }.map { (address, $0.name) }
            }
            guard holes.count == addresses.count, let (address, name) = holes.first else { return nil }
            return .init(.name, .dnsSinkholed, "the resolver answers \(address) (\(name))")
        }
        if answers.contains(.cancelled) {
            return .init(.name, .runInterrupted, "interrupted while resolving the name")
        }
        if answers.contains(.noSuchName) {
            return .init(.name, .dnsNoSuchName, "the resolver says that the name does not exist")
        }
        if let detail { return .init(.name, .dnsServerFailure, "the resolver failed: \(detail.printable())") }
        if answers.contains(.timeout) { return .init(.name, .dnsTimeout, "no answer from the resolver") }
        return .init(.name, .dnsNoAddress, "the name exists, but has neither an IPv4 nor an IPv6 address")
    }
}

extension LookupAnswer {
    fileprivate var found: [String] {
        if case .addresses(let list) = self { return list }
        return []
    }

    fileprivate var detail: String? {
        if case .serverFailure(let detail) = self { return detail }
        return nil
    }

    fileprivate var kind: NameFact.Answer {
        switch self {
        case .addresses: .addresses
        case .noSuchName: .noSuchName
        case .noAddress: .noAddress
        case .serverFailure: .serverFailure
        case .timeout: .timeout
        case .cancelled: .cancelled
        }
    }
}
