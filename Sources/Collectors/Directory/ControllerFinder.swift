import Addresses
import Configuration
import Model
import NameResolution

/// Finds a domain's controllers: those that are configured, or those that DNS names.
struct ControllerFinder: Sendable {
    let settings: DirectorySettings
    let resolver: NameResolver
    /// Seconds for one look-up.
    let timeout: Double

    struct Controller: Sendable {
        var host: String
        var port: Int
        var isLDAPS: Bool

        var name: String {
            "\(isLDAPS ? "ldaps" : "ldap")://\(host.contains(":") ? "[\(host)]" : host):\(port)"
        }
    }

    /// Why none was found, and what was looked up.
    struct Failure: Error {
        var server: String
        var reason: Unreadable
    }

    /// Controllers that are tried for one domain.
    private static let most = 5

    /// The controllers in the order in which to try them.
    func controllers(of domain: String, deadline: Deadline) async -> Result<[Controller], Failure> {
        guard settings.servers.isEmpty else {
            return .success(
                settings.servers.map { Controller(host: $0.host, port: $0.port, isLDAPS: $0.isLDAPS) })
        }
        let name = "_ldap._tcp.dc._msdcs.\(domain)"
        func failure(_ code: ReasonCode, _ words: String) -> Result<[Controller], Failure> {
            .failure(Failure(server: name, reason: Unreadable(code, "\(name): \(words)")))
        }
        switch await resolver.services(of: name, timeout: deadline.cap(timeout)) {
        case .records(let records):
            return .success(
                records.prefix(Self.most).map {
                    Controller(host: $0.target.lowercased(), port: Int($0.port), isLDAPS: false)
                })
        case .noSuchName: return failure(.ldapNoControllerFound, "DNS has no such name")
        case .noRecords: return failure(.ldapNoControllerFound, "DNS names no controller")
        case .serverFailure(let detail): return failure(.dnsServerFailure, detail.printable())
        case .timeout: return failure(.dnsTimeout, "no answer from the resolver")
        case .cancelled: return failure(.runInterrupted, "interrupted")
        }
    }

    /// The address to connect to.
    func address(of controller: Controller, deadline: Deadline) async -> Result<String, Failure> {
        if let address = settings.address { return .success(address) }
        if controller.host.isAddress { return .success(controller.host) }
        func failure(_ code: ReasonCode, _ words: String) -> Result<String, Failure> {
            .failure(
                Failure(server: controller.name, reason: Unreadable(code, "\(controller.host): \(words)")))
        }
        async let six = resolver.addresses(of: controller.host, .ipv6, timeout: deadline.cap(timeout))
        let four = await resolver.addresses(of: controller.host, .ipv4, timeout: deadline.cap(timeout))
        if case .addresses(let found) = four, let first = found.first { return .success(first) }
        let other = await six
        if case .addresses(let found) = other, let first = found.first { return .success(first) }
        switch four == .noAddress ? other : four {
        case .addresses, .noAddress: return failure(.dnsNoAddress, "the name has no address")
        case .noSuchName: return failure(.dnsNoSuchName, "there is no such name")
        case .serverFailure(let detail): return failure(.dnsServerFailure, detail.printable())
        case .timeout: return failure(.dnsTimeout, "no answer from the resolver")
        case .cancelled: return failure(.runInterrupted, "interrupted")
        }
    }
}
