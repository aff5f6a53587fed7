import Model

/// The object type `computer` is selected in each domain that is synchronised.
struct ComputerClassInScopeCheck: Check {
    let id: CheckID = "directory.computer-class-in-scope"

    func evaluate(_ evidence: Evidence) -> [Finding] {
        let limits = evidence.facts.directoryExpectation
        return evidence.facts.syncSubjects().map { subject, directory, routes in
            switch routes {
            case .none(let reason): Finding(subject, .wanting(reason))
            case .routes(let routes):
                Finding(subject, routes.flatMap { opinions($0, directory, limits) }.verdict)
            }
        }
    }

    private func opinions(
        _ route: SyncRoute, _ directory: DirectoryFact?, _ limits: DirectoryExpectation?
    ) -> [SyncOpinion] {
        if let reason = SyncExport.objection(route.export, route.name, limits) {
            return [.undetermined(reason)]
        }
        let partitions =
            directory.map { directory in
                route.forest.partitions.filter { DistinguishedName($0.dn) == directory.name }
            } ?? route.forest.partitions
        let selected = partitions.filter(\.selected)
        guard !selected.isEmpty else {
            let text = "\(route.name) has not selected \(partitions.first?.dn ?? route.forest.name) at all"
            return [.undetermined(Reason(.syncPartitionNotSelected, text, facts: [route.export.id]))]
        }
        return selected.map { partition in
            let told = route.newest { forest in
                forest.partitions.first { DistinguishedName($0.dn) == DistinguishedName(partition.dn) }?
                    .objectClasses
            }
            guard let (classes, export) = told else {
                let text = "what was given of \(route.name) does not list object types; \(SyncExport.howTo)"
                return .undetermined(Reason(.evidenceMissing, text, facts: [route.export.id]))
            }
            if let reason = SyncExport.objection(export, route.name, limits) { return .undetermined(reason) }
            guard classes.contains(where: { $0.lowercased() == "computer" }) else {
                let text = "\(route.name) does not read the object type computer in \(partition.dn)"
                return .notMet(Reason(.syncClassNotSelected, text, facts: [export.id]))
            }
            return .met("\(route.name) reads the object type computer in \(partition.dn)")
        }
    }
}
