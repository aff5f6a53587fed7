import LDAP
import Model

/// Reads what a signed-in session shows of a domain, each part by itself.
struct DirectoryReading: Sendable {
    /// What there is to read, and where.
    struct Plan: Sendable {
        var controller: ControllerFact
        /// `CN=Device Registration Configuration,CN=Services`, below the configuration partition.
        var registrationContainer: String
        var pageSize: Int
        var wantsComputers: Bool
        var bindErrors: [String: String]
        /// The run's.
        var deadline: ContinuousClock.Instant
        /// Told now and then how many computers have been read.
        var progress: @Sendable (Int) -> Void
    }

    var registrationPoints: Observation<[RegistrationPoint]> = .absent
    var syncAccounts: Observation<[SyncAccount]> = .absent
    var managementSites: Observation<[ManagementSite]> = .absent
    var computers: Observation<[ComputerFact]> = .absent
    var referrals: [String] = []

    init(_ plan: Plan, _ session: borrowing LDAPSession, _ noteProgress: () -> Void) {
        registrationPoints = read(plan, "the service connection point", noteProgress) {
            () throws(LDAPError) in
            try Self.points(plan, session)
        }
        syncAccounts = read(plan, "the accounts of synchronisation", noteProgress) { () throws(LDAPError) in
            try Self.accounts(plan, session)
        }
        managementSites = read(plan, "the System Management container", noteProgress) {
            () throws(LDAPError) in
            try Self.sites(plan, session)
        }
        guard plan.wantsComputers else {
            computers = .unreadable(.init(.inputNotGiven, "no check was asked for that looks at computers"))
            return
        }
        var more: [String] = []
        computers = read(plan, "the computers", noteProgress) { () throws(LDAPError) in
            try Self.computers(plan, session, &more, noteProgress)
        }
        referrals = more.map { $0.printable() }
    }

    private func read<Value>(
        _ plan: Plan, _ what: String, _ noteProgress: () -> Void,
        _ body: () throws(LDAPError) -> Observation<Value>
    ) -> Observation<Value> {
        noteProgress()
        do throws(LDAPError) {
            return try body()
        } catch {
            if [.timeout, .cancelled].contains(error.kind), ContinuousClock.now >= plan.deadline {
                return .unreadable(
                    .init(.deadlineExceeded, "\(what): the run's deadline came before they were read"))
            }
            return .unreadable(error.asTimeout.reason(asking: what, bindErrors: plan.bindErrors))
        }
    }

    private static let noContext = Unreadable(
        .directoryNotActiveDirectory, "the server does not name its partitions, as Active Directory does")
}

// MARK: - Parts

extension DirectoryReading {
    private static func points(_ plan: Plan, _ session: borrowing LDAPSession) throws(LDAPError)
        -> Observation<[RegistrationPoint]>
    {
        guard let configuration = plan.controller.configurationNamingContext else {
            return .unreadable(noContext)
        }
        var found: [RegistrationPoint] = []
        var isWhole = true
        do throws(LDAPError) {
            _ = try session.search(
                base: "\(plan.registrationContainer),\(configuration)",
                filter: "(objectClass=serviceConnectionPoint)", attributes: ["keywords", "objectClass"],
                pageSize: plan.pageSize
            ) { entry in
                let keywords = entry.texts(of: "keywords").map { $0.printable(limit: 500) }
                if keywords.isEmpty || entry.isPartial("keywords") { isWhole = false }
                found.append(RegistrationPoint(dn: entry.dn.printable(limit: 500), keywords: keywords))
                return true
            }
        } catch  where error.kind == .noSuchObject {}
        guard isWhole else {
            let text =
                "the service connection point is there, and its keywords are empty or hidden from this account"
            return .unreadable(.init(.ldapInsufficientAccess, text))
        }
        if !found.isEmpty { return .present(found) }
        // To an account that may not read it, an entry looks as if it were not there.
        let container = plan.registrationContainer.split(separator: ",").last.map(String.init) ?? ""
        guard try isVisible("\(container),\(configuration)", session) else {
            let text = "this account may not read \(container), so that nothing below it can be seen"
            return .unreadable(.init(.ldapInsufficientAccess, text))
        }
        return .absent
    }

    /// Whether the attributes of an entry are shown to whoever is signed in.
    private static func isVisible(_ dn: String, _ session: borrowing LDAPSession) throws(LDAPError) -> Bool {
        var isVisible = false
        do throws(LDAPError) {
            _ = try session.search(base: dn, scope: .base, attributes: ["objectClass"]) { entry in
                isVisible = entry.count(of: "objectClass") > 0
                return true
            }
        } catch  where error.kind == .noSuchObject {}
        return isVisible
    }

    private static func accounts(_ plan: Plan, _ session: borrowing LDAPSession) throws(LDAPError)
        -> Observation<[SyncAccount]>
    {
        guard let domain = plan.controller.defaultNamingContext else { return .unreadable(noContext) }
        var found: [SyncAccount] = []
        _ = try session.search(
            base: domain,
            filter:
                "(&(objectCategory=person)(objectClass=user)(|(sAMAccountName=MSOL_*)(sAMAccountName=AAD_*)))",
            attributes: ["sAMAccountName", "description", "userAccountControl"], pageSize: plan.pageSize
        ) { entry in
            let control: Int32 = entry.firstInteger(of: "userAccountControl") ?? 0
            found.append(
                SyncAccount(
                    name: (entry.firstText(of: "sAMAccountName") ?? entry.dn).printable(),
                    description: entry.firstText(of: "description")?.printable(limit: 4096),
                    disabled: control & 2 != 0))
            return found.count < 1000
        }
        return found.isEmpty ? .absent : .present(found)
    }

    /// The sites that publish in the domain, each with its management points.
    ///
    /// Source: <https://learn.microsoft.com/intune/configmgr/core/plan-design/network/schema-extensions>
    private static func sites(_ plan: Plan, _ session: borrowing LDAPSession) throws(LDAPError)
        -> Observation<[ManagementSite]>
    {
        guard let domain = plan.controller.defaultNamingContext else { return .unreadable(noContext) }
        var points: [(site: String, host: String)] = []
        do throws(LDAPError) {
            _ = try session.search(
                base: "CN=System Management,CN=System,\(domain)",
                filter: "(|(objectClass=mSSMSManagementPoint)(objectClass=mSSMSSite))",
                attributes: ["mSSMSSiteCode", "dNSHostName", "mSSMSMPName"], pageSize: plan.pageSize
            ) { entry in
                let host = entry.firstText(of: "dNSHostName") ?? entry.firstText(of: "mSSMSMPName") ?? ""
                let site = entry.firstText(of: "mSSMSSiteCode") ?? ""
                points.append((site: site.printable(), host: host.printable()))
                return points.count < 10_000
            }
        } catch  where error.kind == .noSuchObject {
            guard try isVisible("CN=System,\(domain)", session) else {
                let text = "this account may not read CN=System, so that nothing below it can be seen"
                return .unreadable(.init(.ldapInsufficientAccess, text))
            }
            return .absent
        }
        var sites: [ManagementSite] = []
        for point in points {
            let index = sites.firstIndex { $0.siteCode == point.site }
            if index == nil { sites.append(ManagementSite(siteCode: point.site, managementPoints: [])) }
            if !point.host.isEmpty { sites[index ?? sites.count - 1].managementPoints.append(point.host) }
        }
        return sites.isEmpty ? .absent : .present(sites)
    }

    private static func computers(
        _ plan: Plan, _ session: borrowing LDAPSession, _ referrals: inout [String],
        _ noteProgress: () -> Void
    ) throws(LDAPError) -> Observation<[ComputerFact]> {
        guard let domain = plan.controller.defaultNamingContext else { return .unreadable(noContext) }
        var reader = ComputerReader()
        let end = try session.search(
            base: domain, filter: ComputerReader.filter, attributes: ComputerReader.attributes,
            pageSize: plan.pageSize
        ) { entry in
            reader.add(entry)
            noteProgress()
            if reader.computers.count % 1000 == 0 { plan.progress(reader.computers.count) }
            return true
        }
        referrals = end.referrals
        return reader.computers.isEmpty ? .absent : .present(reader.computers)
    }
}
