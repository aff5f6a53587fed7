import Configuration
import Foundation
import Model
import SampleFacts
import Synchronization
import TestSupport

@testable import Collectors

/// One reading of the stand-in, which waits for nothing that the services ask to wait for.
struct TenantRun {
    /// Seconds for which it was to wait, in order.
    final class Waits: Sendable {
        private let seconds = Mutex<[Double]>([])

        var all: [Double] { seconds.withLock { $0 } }

        func add(_ more: Double) { seconds.withLock { $0.append(more) } }
    }

    let lab: TenantLab
    let domain: String
    var credential: SignInCredential
    var clientID: String?
    var tenant: TenantExpectation?
    var cloud = Cloud.global
    var deadline = 1800.0
    /// `host:port` of a proxy.
    var proxy: String?
    let waits = Waits()
    /// What a person was told.
    let prompts = Prompts()

    final class Prompts: Sendable {
        private let texts = Mutex<[String]>([])

        var all: [String] { texts.withLock { $0 } }

        func add(_ text: String) { texts.withLock { $0.append(text) } }
    }

    /// Signs in with the right secret to a tenant that has this habit.
    init(_ habit: String) throws {
        lab = try TenantLab.shared()
        domain = TenantLab.domain(habit)
        credential = .secret(Secret(lab.secret))
        clientID = lab.client
        tenant = TenantExpectation(id: nil, domain: domain)
    }

    func key(_ certificate: String, _ key: String? = nil, _ passphrase: String? = nil) throws
        -> SignInCredential
    {
        func bytes(_ name: String) throws -> [UInt8] {
            [UInt8](try Data(contentsOf: URL(filePath: try lab.file(name))))
        }
        return .certificate(
            try ApplicationKey.open(try bytes(certificate), key: try key.map(bytes), passphrase: passphrase))
    }

    func read() async throws -> TenantReading {
        var settings = NetworkSettings()
        settings.via = proxy == nil ? .direct : .proxy
        settings.proxy = try proxy.map { try ProxyAddress($0) }
        settings.caFile = lab.ca
        // Other tests hold up this one; that a peer is slow must never be taken for what is tested.
        settings.timeout = 900
        settings.connectTo = lab.connectTo.compactMap { ConnectToRule($0) }
        let prober = try Prober(
            settings: settings,
            knowledge: .init(sinkholes: [], proxyMarks: ProxyMarks(headers: [], servers: [])),
            deadline: Deadline(seconds: deadline), version: "0")
        var retry = RetryPolicy()
        retry.random = { 1 }
        retry.sleep = { [waits] in
            try Task.checkCancellation()
            waits.add($0)
        }
        let plan = TenantCollector.Plan(
            cloud: cloud, tenant: tenant, clientID: clientID, credential: credential, tag: "MDE-Management")
        let collector = TenantCollector(
            plan, prober: prober, proxies: ProxyRules(settings, environment: [:]),
            access: try RealCatalogue.loadTenantAccess(), retry: retry,
            prompt: { [prompts] in prompts.add($0) })
        return await collector.collect { _ in }
    }
}

extension TenantReading {
    /// Why any of the answers is missing or not whole, each with its code.
    var faults: [Unreadable] {
        func why<T>(_ seen: Observation<T>) -> Unreadable? {
            if case .unreadable(let why) = seen { why } else { nil }
        }
        return [
            why(fact.organization), why(fact.subscriptions), why(fact.connectors), why(fact.policies),
            sources.entraDevices?.incomplete, sources.managedDevices?.incomplete,
            sources.machines?.incomplete,
        ].compactMap(\.self)
    }
}
