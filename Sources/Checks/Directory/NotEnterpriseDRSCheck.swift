import Model

/// No forest sends its computers to AD FS to register.
struct NotEnterpriseDRSCheck: Check {
    let id: CheckID = "directory.registration-not-enterprise-drs"

    func evaluate(_ evidence: Evidence) -> [Finding] {
        let place = evidence.references.directory.registrationPoint
        return Forest.all(evidence.facts.directories).map { Finding($0.subject, verdict($0, place)) }
    }

    private func verdict(_ forest: Forest, _ place: RegistrationPlace) -> Verdict {
        switch forest.registrationPoints {
        case .unreadable(let why): return forest.unread(why, blockers: [Forest.pointCheck])
        case .absent: return .notApplicable(why: "the forest has no service connection point")
        case .present(let points):
            let found = RegistrationKeywords(points, place).enterprise
            guard let first = found.first else {
                return .met(seen: "no keyword begins with \(place.enterpriseDRS)")
            }
            let text = "the service connection point has the keyword \"\(first)\""
            return .notMet([forest.reason(.registrationPointEnterpriseDRS, text)])
        }
    }
}
