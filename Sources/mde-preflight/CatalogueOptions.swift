import ArgumentParser
import CheckCatalogue
import Checks
import Foundation
import Model
import StrictYAML

/// Where the catalogue of checks is.
struct CatalogueOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Read the catalogue of checks from this folder.", valueName: "dir"))
    var catalogue: String?

    /// - Throws: ``Failure`` that says what was tried, or everything that is wrong in the catalogue.
    func load() throws(Failure) -> Catalogue {
        let folder = try folder()
        return try Self.sound { () throws(Diagnostics) in
            try CatalogueLoader.load(from: folder, implemented: Self.implemented)
        }
    }

    private static let implemented = Set(allChecks.map(\.id))

    /// Finds the catalogue, for reading it in parts.
    func open() throws(Failure) -> CatalogueLoader {
        let folder = try folder()
        return try Self.sound { () throws(Diagnostics) in
            try CatalogueLoader(folder: folder, implemented: Self.implemented)
        }
    }

    /// - Throws: ``Failure`` that says everything that `read` found wrong.
    static func sound<T>(_ read: () throws(Diagnostics) -> T) throws(Failure) -> T {
        do {
            return try read()
        } catch {
            throw Failure(.badInput, "the catalogue of checks cannot be used:\n\(error)")
        }
    }

    private func folder() throws(Failure) -> URL {
        let chosen = catalogue ?? ProcessInfo.processInfo.environment["MDE_PREFLIGHT_CATALOGUE"]
        let location = CatalogueLocation(chosen: chosen, executable: Self.executable)
        guard let folder = location.find() else {
            let tried = location.candidates.map(\.path).joined(separator: ", ")
            throw Failure(
                .badInput,
                "no catalogue of checks found; looked for requirement-sets in \(tried). Name its folder with --catalogue"
            )
        }
        return folder
    }

    private static var executable: URL {
        let path =
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
            ?? CommandLine.arguments[0]
        return URL(filePath: path)
    }
}
