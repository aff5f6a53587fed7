import Model

/// No Configuration Manager site publishes in a domain.
struct ConfigurationManagerSiteCheck: Check {
    let id: CheckID = "control-plane.configmgr-site-published"

    func evaluate(_ evidence: Evidence) -> [Finding] {
        evidence.facts.directories.map { Finding($0.subject, verdict($0)) }
    }

    private func verdict(_ directory: DirectoryFact) -> Verdict {
        switch directory.proven(directory.managementSites, "System Management container") {
        case .unreadable(let why): return directory.unread(why)
        case .absent: return .met(seen: "no site publishes below CN=System Management,CN=System")
        case .present(let sites):
            let words = sites.prefix(5).map(\.words).joined(separator: "; ")
            let more = sites.count > 5 ? "; and \(sites.count - 5) more sites" : ""
            return .notMet([directory.reason(.controlPlaneConfigurationManager, words + more)])
        }
    }
}

extension ManagementSite {
    /// `site P01 publishes the management points mp1.corp.example and mp2.corp.example`.
    fileprivate var words: String {
        let name = siteCode.isEmpty ? "a site without a code publishes" : "site \(siteCode) publishes"
        guard let first = managementPoints.first else { return "\(name) no management point" }
        guard managementPoints.count > 1 else { return "\(name) the management point \(first)" }
        let rest = managementPoints.count - 3
        return "\(name) the management points " + managementPoints.prefix(3).joined(separator: " and ")
            + (rest > 0 ? " and \(rest) more" : "")
    }
}
