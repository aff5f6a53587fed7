import CheckCatalogue
import Model
import StrictYAML

/// The part of the catalogue that judging needs, read once, by whoever asks first.
actor Reading {
    private let loader: CatalogueLoader
    private var read: JudgingKnowledge?
    private var readDevices: DeviceKnowledge?

    init(_ loader: CatalogueLoader) {
        self.loader = loader
    }

    /// - Throws: ``Failure`` with everything that is wrong in it.
    func judging() throws(Failure) -> JudgingKnowledge {
        if let read { return read }
        let knowledge = try CatalogueOptions.sound { () throws(Diagnostics) in try loader.judging() }
        read = knowledge
        return knowledge
    }

    /// What signing in to a tenant's services and asking them needs.
    ///
    /// - Throws: ``Failure`` with everything that is wrong in it.
    func tenantAccess() throws(Failure) -> TenantAccess {
        try CatalogueOptions.sound { () throws(Diagnostics) in try loader.tenantAccess() }
    }

    /// What judging devices needs beside the rest.
    ///
    /// - Throws: ``Failure`` with everything that is wrong in it.
    func devices() throws(Failure) -> DeviceKnowledge {
        if let readDevices { return readDevices }
        let knowledge = try CatalogueOptions.sound { () throws(Diagnostics) in try loader.devices() }
        readDevices = knowledge
        return knowledge
    }
}
