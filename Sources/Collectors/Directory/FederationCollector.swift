package import Configuration
import Curl
package import Model

/// Asks how a domain signs in, and where it is federated, what its federation server offers; nobody signs in for it.
package struct FederationCollector: Sendable {
    private let prober: Prober
    private let knowledge: FederationKnowledge
    private let sets: [EndpointSet]
    private let proxies: ProxyRules

    /// The check that judges it.
    package static let check: CheckID = "directory.federation-endpoints"

    /// `sets` name the sign-in service's host of each cloud.
    package init(prober: Prober, knowledge: FederationKnowledge, sets: [EndpointSet], proxies: ProxyRules) {
        self.prober = prober
        self.knowledge = knowledge
        self.sets = sets
        self.proxies = proxies
    }

    /// Bytes of a description that are read.
    private static let largestMetadata = 2 << 20
    /// Endpoints that are asked, of those that the catalogue knows.
    private static let mostEndpoints = 12
    private static let mostOthers = 5
    private static let signInCheck: CheckID = "endpoints.sign-in-reachable"
    /// There need be no such user: the service looks at the domain alone.
    private static let user = "preflight"

    /// Asks; what cannot be asked or read is told in the fact.
    package func collect(domain: String, cloud: Cloud) async -> FederationFact {
        let realm = await realm(of: domain, cloud)
        let metadata: Observation<FederationFact.Metadata> =
            if let value = realm.value, value.account == .federated {
                await self.metadata(of: value)
            } else {
                .absent
            }
        return FederationFact(
            domain: domain.lowercased(), observedAt: prober.now(), realm: realm, metadata: metadata)
    }
}

// MARK: - The realm

extension FederationCollector {
    private func realm(of domain: String, _ cloud: Cloud) async -> Observation<FederationFact.Realm> {
        let hosts = sets.flatMap(\.endpoints).filter { $0.reachabilityCheck == Self.signInCheck }
        guard let host = hosts.lazy.compactMap({ $0.hosts[cloud]?.first }).first else {
            let text = "no sign-in host is documented for the cloud \(cloud.rawValue)"
            return .unreadable(Unreadable(.endpointNotDocumented, text))
        }
        let path = knowledge.realm.path.replacing("{user}", with: "\(Self.user)@\(domain)")
        guard let address = SecureAddress("https://\(host)\(path)") else {
            return .unreadable(Unreadable(.inputNotGiven, "\(host) cannot be asked for \(domain)"))
        }
        do throws(Silence) {
            let answer = try await ask(address)
            return RealmReader(knowledge: knowledge.realm, host: host).realm(answer.http, answer.body)
        } catch {
            return .unreadable(error.why)
        }
    }
}

// MARK: - The metadata

extension FederationCollector {
    private func metadata(of realm: FederationFact.Realm) async -> Observation<FederationFact.Metadata> {
        func unreadable(_ what: String) -> Observation<FederationFact.Metadata> {
            .unreadable(Unreadable(.federationMetadataUnreadable, what))
        }
        guard let text = realm.metadataURL else {
            return unreadable("the sign-in service names no metadata of the federation server")
        }
        guard let address = SecureAddress(text) else {
            return unreadable("the address of the metadata, \(text.printable()), is no https address")
        }
        let body: [UInt8]
        do throws(Silence) {
            body = try await fetch(address)
        } catch {
            return .unreadable(error.why)
        }
        do throws(XMLFault) {
            return .present(await endpoints(try FederationMetadataReader.addresses(body)))
        } catch {
            return unreadable("what \(address) answers \(error)")
        }
    }

    /// The body at an address, also one redirection away on the same host.
    private func fetch(_ address: SecureAddress) async throws(Silence) -> [UInt8] {
        var answer = try await ask(address, maximumBody: Self.largestMetadata)
        var place = address
        if answer.isRedirection, let next = address.redirected(to: answer.location) {
            answer = try await ask(next, maximumBody: Self.largestMetadata)
            place = next
        }
        if answer.isRedirection {
            let to = answer.location.printable(limit: 100)
            throw Silence(.httpRedirectedElsewhere, "\(place) leads elsewhere, to \"\(to)\"")
        }
        guard answer.http.status == 200 else {
            throw Silence(.federationMetadataUnreadable, "\(place) answers with status \(answer.http.status)")
        }
        return answer.body
    }

    /// Tells the addresses apart, and asks those that the catalogue knows.
    private func endpoints(_ addresses: [String]) async -> FederationFact.Metadata {
        var known: [(kind: String, address: SecureAddress)] = []
        var others: [String] = []
        for text in addresses {
            if let address = SecureAddress(text), let kind = kind(of: address) {
                known.append((kind, address))
            } else if others.count < Self.mostOthers {
                others.append(text.printable())
            }
        }
        var endpoints = known.map { FederationFact.Endpoint(kind: $0.kind, address: "\($0.address)") }
        await withTaskGroup(of: (Int, Int?, Unreadable?).self) { group in
            for (position, entry) in known.prefix(Self.mostEndpoints).enumerated() {
                group.addTask {
                    do throws(Silence) {
                        let answer = try await ask(entry.address, needsWhole: false)
                        return (position, answer.http.status, nil)
                    } catch {
                        return (position, nil, error.why)
                    }
                }
            }
            for await (position, status, failure) in group {
                endpoints[position].status = status
                endpoints[position].failure = failure
            }
        }
        return .init(endpoints: endpoints, otherAddresses: others)
    }

    private func kind(of address: SecureAddress) -> String? {
        let path = address.path.lowercased()
        return knowledge.endpoints.first { path.hasSuffix($0.path.lowercased()) }?.kind
    }
}

// MARK: - Asking

extension FederationCollector {
    /// An HTTP answer over a connection that this host trusts.
    private struct Answer {
        var http: HTTPFact
        var record: TransferOutcome.HTTPRecord

        var body: [UInt8] { record.body }

        var isRedirection: Bool { [301, 302, 303, 307, 308].contains(http.status) }

        /// Where a redirection leads, as it was sent.
        var location: String {
            let field = record.headers.first { $0.lowercasedName == "location" }
            return field.map { String(decoding: $0.value, as: UTF8.self) } ?? ""
        }
    }

    /// Why there is no answer.
    private struct Silence: Error {
        var why: Unreadable

        init(_ code: ReasonCode, _ detail: String) {
            why = Unreadable(code, detail)
        }
    }

    /// One GET; where it need not be whole, an answer that broke off behind its status is one.
    private func ask(_ address: SecureAddress, maximumBody: Int? = nil, needsWhole: Bool = true)
        async throws(Silence) -> Answer
    {
        let endpoint = Endpoint(
            id: "federation", set: "federation", host: address.host, port: address.port, scheme: .https,
            path: address.target, reachabilityCheck: Self.check, why: "federation of the domain")
        let path = EndpointPlan.paths(for: endpoint, prober.settings.via, proxies).first ?? .direct
        let exchange: Prober.Exchange
        do {
            exchange = try await prober.exchange(
                .init(endpoint: endpoint, path: path), maximumBody: maximumBody)
        } catch {
            throw Silence(.evidenceMissing, "\(address) cannot be asked (\(error))")
        }
        if let http = exchange.probe.http, let record = exchange.answer, exchange.probe.tls?.trusted == true,
            exchange.probe.failure == nil || !needsWhole
        {
            return Answer(http: http, record: record)
        }
        let way = path == .direct ? "" : " through the proxy"
        guard let failure = exchange.probe.failure else {
            throw Silence(.evidenceMissing, "\(address)\(way): no answer came")
        }
        throw Silence(failure.code, "\(address)\(way): \(failure.detail)")
    }
}
