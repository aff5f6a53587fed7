import Model

/// Each forest has exactly one service connection point, which names one tenant.
struct RegistrationPointCheck: Check {
    let id = Forest.pointCheck

    func evaluate(_ evidence: Evidence) -> [Finding] {
        let place = evidence.references.directory.registrationPoint
        return Forest.all(evidence.facts.directories).map { Finding($0.subject, verdict($0, place)) }
    }

    private func verdict(_ forest: Forest, _ place: RegistrationPlace) -> Verdict {
        let points: [RegistrationPoint]
        switch forest.registrationPoints {
        case .unreadable(let why): return forest.unread(why, blockers: [])
        case .absent:
            let text = "there is no service connection point below \(place.container)"
            return .notMet([forest.reason(.registrationPointMissing, text)])
        case .present(let found): points = found
        }
        // Computers look for it by its name.
        guard points.contains(where: { $0.isNamed(place.name) }) else {
            let text = "there is none of the name \(place.name), only \(Self.list(points.map(\.dn)))"
            return .notMet([forest.reason(.registrationPointMissing, text)])
        }
        let keywords = RegistrationKeywords(points, place)
        let reasons = duplicates(points, keywords, forest) + gaps(keywords, place, forest)
        guard reasons.isEmpty, let id = keywords.tenantIDs.first, let name = keywords.tenantNames.first else {
            return .notMet(reasons)
        }
        return .met(seen: "tenant \(id), \(name)")
    }

    private func duplicates(_ points: [RegistrationPoint], _ keywords: RegistrationKeywords, _ forest: Forest)
        -> [Reason]
    {
        var words: [String] = []
        if points.count > 1 {
            words.append("\(points.count) service connection points, \(Self.list(points.map(\.dn)))")
        }
        if keywords.tenantIDs.count > 1 {
            words.append("several tenants, \(Self.list(keywords.tenantIDs.map(\.description)))")
        }
        if keywords.tenantNames.count > 1 {
            words.append("several domains, \(Self.list(keywords.tenantNames))")
        }
        guard !words.isEmpty else { return [] }
        return [
            forest.reason(
                .registrationPointDuplicate, "there are " + words.joined(separator: ", and "))
        ]
    }

    private func gaps(_ keywords: RegistrationKeywords, _ place: RegistrationPlace, _ forest: Forest)
        -> [Reason]
    {
        var words: [String] = []
        if !keywords.malformed.isEmpty {
            words.append("cannot be read: \(Self.list(keywords.malformed.map { "\"\($0)\"" }))")
        }
        let missing = [
            keywords.tenantIDs.isEmpty ? place.tenantID : nil,
            keywords.tenantNames.isEmpty ? place.tenantName : nil,
        ].compactMap(\.self)
        if !missing.isEmpty { words.append("no usable \(missing.joined(separator: " and no usable "))") }
        guard !words.isEmpty else { return [] }
        let text = "among the keywords of the service connection point: " + words.joined(separator: "; ")
        return [forest.reason(.registrationPointIncomplete, text)]
    }

    private static func list(_ words: [String]) -> String {
        let rest = words.count - 3
        return words.prefix(3).joined(separator: " and ") + (rest > 0 ? " and \(rest) more" : "")
    }
}

extension RegistrationPoint {
    fileprivate func isNamed(_ name: String) -> Bool {
        DistinguishedName(dn)?.parts.last
            == DistinguishedName("CN=\(DistinguishedName.escape(name))")?.parts.last
    }
}
