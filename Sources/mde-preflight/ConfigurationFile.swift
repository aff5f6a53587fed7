import CheckCatalogue
import Configuration
import Foundation
import Model

enum ConfigurationFile {
    /// Reads the configuration at `path`; nil gives the defaults.
    ///
    /// Throws ``Failure`` with everything that is wrong in the file.
    static func load(_ path: String?, _ loader: CatalogueLoader, _ probing: ProbingKnowledge) throws(Failure)
        -> Settings
    {
        guard let path else { return .init() }
        let known = ConfigurationReader.KnownNames(
            requirementSets: loader.requirementSetNames, endpointSets: probing.endpointSets.map(\.id),
            endpoints: probing.endpointSets.flatMap(\.endpoints).map(\.id))
        do {
            return try ConfigurationReader.read(URL(filePath: path), name: path, known: known)
        } catch {
            throw Failure(.badInput, "the configuration cannot be used:\n\(error)")
        }
    }

    /// Reads the waivers from the file of the command line, or else from the one that the configuration names.
    ///
    /// Throws ``Failure`` with everything that is wrong in the file.
    static func addWaivers(_ path: String?, to settings: inout Settings, _ loader: CatalogueLoader)
        throws(Failure)
    {
        guard let path = path ?? settings.waiversFile else { return }
        do {
            settings.waivers = try WaiversReader.read(
                URL(filePath: path), name: path, checks: loader.checkIDs.map(\.rawValue).sorted())
        } catch {
            throw Failure(.badInput, "the waivers cannot be used:\n\(error)")
        }
    }
}
