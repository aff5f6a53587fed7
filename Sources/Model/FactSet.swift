/// Everything that collectors saw in one run.
package struct FactSet: Sendable, Equatable {
    /// One for each endpoint and path that was planned, in the order of the plan, also where nothing answered.
    package var endpoints: [EndpointFact] = []
    package var wildcards: [WildcardFact] = []
    /// What the configuration says of the tenant.
    package var tenant: TenantExpectation?
    /// One for each domain of the directory that was asked for.
    package var directories: [DirectoryFact] = []
    /// One for each export of a synchronization server's configuration that was given.
    package var syncConfigurations: [SyncConfigurationFact] = []
    /// How old evidence from the directory may be; absent where nothing of the directory was asked for.
    package var directoryExpectation: DirectoryExpectation?
    /// How the tenant's domain signs in; none where that was not asked.
    package var federation: [FederationFact] = []
    /// One for each device of which there is evidence.
    package var devices: [DeviceFact] = []
    /// What the evidence is held against; absent where no evidence was asked for.
    package var deviceExpectation: DeviceExpectation?
    /// What the tenant's own services say of it; absent where they were not asked.
    package var tenantServices: TenantFact?
    /// What somebody says the enforcement scope is.
    package var scopeAttestation: ScopeAttestation?
    /// What somebody accepts; absent where no waivers were given.
    package var waivers: GivenWaivers?
    /// The devices of all sources, joined; absent where no more than one source was asked.
    package var fleet: Fleet?

    package init() {}

    /// What results about all devices are called by.
    package var deviceSubject: String { fleet == nil ? "evidence" : "fleet" }

    /// All that ``deviceSubject`` may be.
    package static let deviceSubjects: Set<String> = ["evidence", "fleet"]
}

/// In a report a list, each fact with its kind and where it comes from.
extension FactSet: Codable {
    private enum Kind: String, Codable {
        case endpoint, wildcard, tenant, directory, federation, device, waivers
        case syncConfiguration = "sync-configuration"
        case directoryExpectation = "directory-expectation"
        case deviceExpectation = "device-expectation"
        case tenantServices = "tenant-services"
        case scopeAttestation = "scope-attestation"
    }

    private enum Source: String, Codable {
        case probe, configuration, ldap, file, api
    }

    private struct Head: Codable {
        var kind: Kind
        var source: Source
    }

    package init(from decoder: any Decoder) throws {
        self.init()
        var list = try decoder.unkeyedContainer()
        // A second container over the same list gives each entry's head before its body.
        var heads = try decoder.unkeyedContainer()
        while !list.isAtEnd {
            switch try heads.decode(Head.self).kind {
            case .endpoint: endpoints.append(try list.decode(EndpointFact.self))
            case .wildcard: wildcards.append(try list.decode(WildcardFact.self))
            case .tenant: tenant = try list.decode(TenantExpectation.self)
            case .directory: directories.append(try list.decode(DirectoryFact.self))
            case .syncConfiguration:
                syncConfigurations.append(try list.decode(SyncConfigurationFact.self))
            case .directoryExpectation:
                directoryExpectation = try list.decode(DirectoryExpectation.self)
            case .federation: federation.append(try list.decode(FederationFact.self))
            case .device: devices.append(try list.decode(DeviceFact.self))
            case .tenantServices: tenantServices = try list.decode(TenantFact.self)
            case .scopeAttestation: scopeAttestation = try list.decode(ScopeAttestation.self)
            case .waivers: waivers = try list.decode(GivenWaivers.self)
            case .deviceExpectation: deviceExpectation = try list.decode(DeviceExpectation.self)
            }
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var list = encoder.unkeyedContainer()
        for fact in endpoints {
            try list.encode(Entry(head: Head(kind: .endpoint, source: .probe), body: fact))
        }
        for fact in wildcards {
            try list.encode(Entry(head: Head(kind: .wildcard, source: .probe), body: fact))
        }
        if let tenant {
            try list.encode(Entry(head: Head(kind: .tenant, source: .configuration), body: tenant))
        }
        for fact in directories {
            try list.encode(Entry(head: Head(kind: .directory, source: .ldap), body: fact))
        }
        for fact in syncConfigurations {
            try list.encode(Entry(head: Head(kind: .syncConfiguration, source: .file), body: fact))
        }
        if let directoryExpectation {
            let head = Head(kind: .directoryExpectation, source: .configuration)
            try list.encode(Entry(head: head, body: directoryExpectation))
        }
        for fact in federation {
            try list.encode(Entry(head: Head(kind: .federation, source: .probe), body: fact))
        }
        if let deviceExpectation {
            let head = Head(kind: .deviceExpectation, source: .configuration)
            try list.encode(Entry(head: head, body: deviceExpectation))
        }
        if let tenantServices {
            let source: Source = tenantServices.source == .api ? .api : .file
            try list.encode(Entry(head: Head(kind: .tenantServices, source: source), body: tenantServices))
        }
        if let scopeAttestation {
            let head = Head(kind: .scopeAttestation, source: .configuration)
            try list.encode(Entry(head: head, body: scopeAttestation))
        }
        if let waivers {
            try list.encode(Entry(head: Head(kind: .waivers, source: .configuration), body: waivers))
        }
        for fact in devices {
            try list.encode(Entry(head: Head(kind: .device, source: .file), body: fact))
        }
    }

    /// A fact and its head in one object.
    private struct Entry<Body: Encodable>: Encodable {
        var head: Head
        var body: Body

        func encode(to encoder: any Encoder) throws {
            try body.encode(to: encoder)
            try head.encode(to: encoder)
        }
    }
}
