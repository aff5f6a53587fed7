import Model

/// A forest, as those of its domains that were read show it.
struct Forest {
    /// The name of its root, such as `corp.example`; of a domain whose forest is not known, the domain's.
    let name: String
    let directories: [DirectoryFact]

    /// The forests of all domains, in their order, each once.
    static func all(_ directories: [DirectoryFact]) -> [Forest] {
        var names: [String] = []
        var members: [String: [DirectoryFact]] = [:]
        for directory in directories {
            let root = directory.controller?.rootDomainNamingContext.flatMap {
                DistinguishedName($0)?.domainName
            }
            let name = root ?? directory.domain.lowercased()
            if members[name] == nil { names.append(name) }
            members[name, default: []].append(directory)
        }
        return names.map { Forest(name: $0, directories: members[$0] ?? []) }
    }

    var subject: Subject { Subject(.directory, name) }

    var ids: [String] { directories.map(\.id) }

    func reason(_ code: ReasonCode, _ what: String) -> Reason {
        Reason(code, "\(name): \(what)", facts: ids)
    }
}

// MARK: - Where computers register

extension Forest {
    static let pointCheck: CheckID = "directory.registration-service-connection-point"

    /// The service connection points, as all its controllers that could be read show them.
    var registrationPoints: Observation<[RegistrationPoint]> {
        let seen = directories.map { $0.proven($0.registrationPoints, "service connection point") }
        let readable = seen.filter { if case .unreadable = $0 { false } else { true } }
        guard let first = readable.first else { return seen.first ?? .absent }
        guard Set(readable.map(Self.canonical)).count == 1 else {
            let text = "the controllers of its domains show different service connection points"
            return .unreadable(Unreadable(.evidenceInconclusive, text))
        }
        return first
    }

    private static func canonical(_ points: Observation<[RegistrationPoint]>) -> Set<[String]> {
        Set((points.value ?? []).map { [$0.dn.lowercased()] + $0.keywords.map { $0.lowercased() }.sorted() })
    }

    /// The verdict where the points could not be read; `blockers` are the checks that tell why, if not the reading.
    func unread(_ why: Unreadable, blockers: [CheckID]) -> Verdict {
        let isUnreached = directories.allSatisfy { $0.failure != nil }
        return .undetermined(
            [reason(why.code, why.detail)], blockedBy: isUnreached ? [DirectoryFact.readingCheck] : blockers)
    }
}
