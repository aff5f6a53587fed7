import Model

/// No controller of a domain is older than hybrid join allows.
struct FunctionalLevelCheck: Check {
    let id: CheckID = "directory.functional-level"

    func evaluate(_ evidence: Evidence) -> [Finding] {
        let levels = evidence.references.directory.functionalLevels
        return evidence.facts.directories.map { Finding($0.subject, verdict($0, levels)) }
    }

    private func verdict(_ directory: DirectoryFact, _ levels: FunctionalLevels) -> Verdict {
        guard let controller = directory.controller else {
            let why = directory.failure ?? Unreadable(.evidenceMissing, "no controller answered")
            return directory.unread(why)
        }
        guard controller.isActiveDirectory else {
            let text = "\(controller.server) gives no level at all, as no Active Directory does"
            return .undetermined([directory.reason(.directoryNotActiveDirectory, text)])
        }
        guard let minimum = levels.minimumController else {
            let text = "the catalogue does not say which level is needed"
            return .undetermined([directory.reason(.evidenceMissing, text)])
        }
        let needed = levels.words(minimum)
        if let own = controller.controllerLevel, own < minimum {
            let text = "\(controller.name) has \(levels.words(own)), and \(needed) is needed"
            return .notMet([directory.reason(.directoryLevelTooLow, text)])
        }
        guard let domain = controller.domainLevel else {
            let text = "\(controller.name) does not tell the level of the domain, so others may be older"
            return .undetermined([directory.reason(.evidenceMissing, text)])
        }
        guard domain >= minimum else {
            let own = controller.controllerLevel.map { "has \(levels.words($0))" } ?? "does not tell its own"
            let text =
                "the domain has \(levels.words(domain)), where \(needed) is needed; \(controller.name) \(own), and others may be older"
            return .undetermined([directory.reason(.directoryLevelTooLow, text)])
        }
        let own = controller.controllerLevel.map { ", \(controller.name) \(levels.words($0))" } ?? ""
        return .met(seen: "the domain has \(levels.words(domain))\(own)")
    }
}

extension FunctionalLevels {
    /// `level 7 (Windows Server 2016)`.
    fileprivate func words(_ level: Int) -> String {
        "level \(level)" + (names[level].map { " (\($0))" } ?? "")
    }
}
