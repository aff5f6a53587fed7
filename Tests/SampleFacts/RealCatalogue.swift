package import CheckCatalogue
import Checks
package import Foundation
package import Model
import TestSupport

/// The catalogue of this repository.
package enum RealCatalogue {
    package static let folder = Repository.root.appending(path: "checks", directoryHint: .isDirectory)

    private static let loaded = Result { () throws(any Error) -> Catalogue in
        try CatalogueLoader.load(from: folder, implemented: Set(allChecks.map(\.id)))
    }

    /// Reads it once for all tests of a process.
    package static func load() throws -> Catalogue {
        try loaded.get()
    }

    /// What it knows of directories; nothing where it cannot be read, which other tests tell.
    package static let directory = (try? load().probing.directory) ?? DirectoryKnowledge()

    private static let loadedDevices = Result { () throws(any Error) -> DeviceKnowledge in
        try CatalogueLoader(folder: folder, implemented: Set(allChecks.map(\.id))).devices()
    }

    /// Reads what it knows of devices, once for all tests of a process.
    package static func loadDevices() throws -> DeviceKnowledge {
        try loadedDevices.get()
    }

    /// Reads what it knows of signing in to a tenant's services.
    package static func loadTenantAccess() throws -> TenantAccess {
        try CatalogueLoader(folder: folder, implemented: Set(allChecks.map(\.id))).tenantAccess()
    }

    /// What it knows of devices; nothing where it cannot be read, which other tests tell.
    package static let devices = (try? loadDevices()) ?? DeviceKnowledge()

    private static let loadedTenant = Result { () throws(any Error) -> TenantKnowledge in
        try CatalogueLoader(folder: folder, implemented: Set(allChecks.map(\.id))).tenant()
    }

    /// Reads what it knows of tenants, once for all tests of a process.
    package static func loadTenant() throws -> TenantKnowledge {
        try loadedTenant.get()
    }

    /// What it knows of tenants; nothing where it cannot be read, which other tests tell.
    package static let tenant = (try? loadTenant()) ?? TenantKnowledge()

    /// The tables of devices that it knows; none where it cannot be read, which other tests tell.
    package static let exports =
        (try? CatalogueLoader(folder: folder, implemented: Set(allChecks.map(\.id))).exports()) ?? []

    private static let loadedPublicNames = Result { () throws(any Error) -> PublicNames in
        try CatalogueLoader(folder: folder, implemented: Set(allChecks.map(\.id))).publicNames()
    }

    /// Reads what redaction leaves as it is, once for all tests of a process.
    package static func loadPublicNames() throws -> PublicNames {
        try loadedPublicNames.get()
    }

    /// What redaction leaves as it is; nothing where it cannot be read, which other tests tell.
    package static let publicNames = (try? loadPublicNames()) ?? PublicNames()
}
