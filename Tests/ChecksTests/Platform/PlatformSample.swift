import Model

@testable import Checks

/// Devices whose systems are told in full.
enum PlatformSample {
    static func pc(_ build: Int, _ edition: String = "Professional", _ more: Told...) -> [Told] {
        [
            .systemFamily <- "windows", .systemBuild <- .number(build), .productType <- 1,
            .systemEdition <- .text(edition), .installationType <- "Client", .architecture <- "x64",
        ] + more
    }

    static func server(_ build: Int, _ edition: String = "ServerStandard", _ more: Told...) -> [Told] {
        [
            .systemFamily <- "windows", .systemBuild <- .number(build), .productType <- 3,
            .systemEdition <- .text(edition), .installationType <- "Server", .architecture <- "x64",
        ] + more
    }

    static func system(_ build: Int, _ role: PlatformKnowledge.Role) -> [Told] {
        role == .client ? pc(build) : server(build)
    }

    static func linux(_ name: String, _ version: String) -> [Told] {
        [.systemFamily <- "linux", .productName <- .text(name), .systemVersion <- .text(version)]
    }
}

extension [Told] {
    /// The same with another value of an attribute that is told, or without it.
    func with(_ attribute: DeviceAttribute, _ value: Claim.Value?) -> [Told] {
        let rest = filter { $0.attribute != attribute }
        return value.map { rest + [attribute <- $0] } ?? rest
    }
}

extension EvidenceRow {
    /// One row for each requirement set.
    static func both(_ name: String, _ claims: [Told], classic: String, current: String) -> [EvidenceRow] {
        [("classic", classic), ("current", current)].map { set, outline in
            EvidenceRow("\(name), \(set)", claims, outline).with { $0.set = set }
        }
    }

    static func both(_ name: String, _ claims: [Told], _ outline: String) -> [EvidenceRow] {
        both(name, claims, classic: outline, current: outline)
    }

    static func classic(_ name: String, _ claims: [Told], _ outline: String) -> EvidenceRow {
        EvidenceRow(name + ", classic", claims, outline)
    }

    static func current(_ name: String, _ claims: [Told], _ outline: String) -> EvidenceRow {
        EvidenceRow(name + ", current", claims, outline).with { $0.set = "current" }
    }
}
