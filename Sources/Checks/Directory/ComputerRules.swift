import Model

/// The rules of one server that make devices of a forest's computers, in the order in which they win.
struct ComputerRules {
    /// The fact that has them.
    let id: String
    /// Inbound rules from computer to device, also disabled ones.
    let inbound: [SyncRule]
    /// Outbound rules from device to device, other than those that write to a forest.
    let outbound: [SyncRule]
    /// Connectors of the standard rules that write to a tenant or read it, beside those for devices.
    private var tenants: Set<String>

    enum Found {
        case rules(ComputerRules)
        case none(Reason)
    }

    /// Those of `route`, or why they are not known.
    static func of(_ route: SyncRoute, _ limits: DirectoryExpectation?) -> Found {
        guard let (rules, export) = route.rules else {
            if let fault = route.server.exports.first(where: {
                $0.kind == .serverExport && $0.gaps.contains(.rules)
            })?
            .faults.last {
                return .none(Reason(fault.code, fault.detail, facts: route.server.ids))
            }
            let text = "what was given of \(route.name) does not hold the rules in full; \(SyncExport.howTo)"
            return .none(Reason(.syncConfigurationMissing, text, facts: route.server.ids))
        }
        if let reason = SyncExport.objection(export, route.name, limits) { return .none(reason) }
        if export.gaps.contains(.rules) {
            let what = export.faults.map(\.detail).prefix(2).joined(separator: "; ")
            let text = "a rule of \(route.name) may be missing from its export: \(what)"
            return .none(Reason(.syncConfigurationUnreadable, text, facts: [export.id]))
        }
        let connector =
            export.forests.first { $0.name == route.forest.name }?.connector ?? route.forest.connector
        var found = ComputerRules(id: export.id, rules, connector, export.forests.map(\.connector))
        // What connects to a tenant is better known from the connectors than from their rules.
        if let known = export.tenantConnectors { found.tenants = Set(known) }
        return .rules(found)
    }

    private init(id: String, _ rules: [SyncRule], _ connector: String, _ forests: [String]) {
        self.id = id
        let sorted = rules.sorted { $0.precedence < $1.precedence }
        inbound = sorted.filter {
            $0.direction == .inbound && $0.connector == connector && $0.sourceClass.lowercased() == "computer"
                && $0.targetClass.lowercased() == "device"
        }
        outbound = sorted.filter {
            $0.direction == .outbound && $0.sourceClass.lowercased() == "device"
                && $0.targetClass.lowercased() == "device" && !forests.contains($0.connector)
        }
        let standard = rules.filter(\.isOfTenantAsShipped).map(\.connector)
        tenants = Set(standard)
    }

    /// Whether `rule` writes to a tenant, as far as the standard rules of the export tell.
    func isToTenant(_ rule: SyncRule) -> Bool {
        !rule.connector.isEmpty && (tenants.isEmpty || tenants.contains(rule.connector))
    }

    /// Inbound ones that are not disabled.
    var enabled: [SyncRule] { inbound.filter { !$0.disabled } }
}

extension SyncRule {
    /// In from AD - Computer Join, as it is shipped.
    var isComputerJoin: Bool {
        immutableTag?.lowercased().hasPrefix("microsoft.infromadcomputerjoin")
            ?? (plainName == "in from ad - computer join")
    }

    /// Out to AAD - Device Join SOAInAD, as it is shipped.
    var isDeviceExport: Bool {
        guard let tag = immutableTag?.lowercased() else {
            return plainName.hasSuffix("- device join soainad")
        }
        return tag.hasPrefix("microsoft.outto") && tag.contains("joinsoainad")
    }

    /// A standard rule of a tenant's connector that is not the one in question.
    fileprivate var isOfTenantAsShipped: Bool {
        guard let tag = immutableTag?.lowercased(), !isDeviceExport, !connector.isEmpty else { return false }
        return tag.hasPrefix("microsoft.outtoaad") || tag.hasPrefix("microsoft.infromaad")
    }

    /// Lower case, with any dash as a plain one.
    private var plainName: String {
        String(name.lowercased().map { "\u{2010}\u{2011}\u{2012}\u{2013}\u{2014}".contains($0) ? "-" : $0 })
    }

    func flows(to target: String) -> [Flow] {
        flows.filter { $0.target.lowercased() == target.lowercased() }
    }

    var provisions: Bool { linkType.lowercased() == "provision" }

    /// Whether it makes a device by itself, as the shipped rule and a clone of it do.
    var makesDevices: Bool {
        provisions && !flows(to: "deviceId").isEmpty
            && !flows(to: "userCertificate").isEmpty
    }
}
