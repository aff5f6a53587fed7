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
        let folder = try Self.folder(catalogue)
        return try Self.sound { () throws(Diagnostics) in
            try CatalogueLoader.load(from: folder, implemented: Self.implemented)
        }
    }

    private static let implemented = Set(allChecks.map(\.id))

    /// Finds the catalogue, for reading it in parts.
    func open() throws(Failure) -> CatalogueLoader {
        try catalogue == nil ? StandardCatalogue.loader.get() : Self.open(catalogue)
    }

    /// What probing needs of the catalogue that ``open()`` found.
    func probing(_ loader: CatalogueLoader) throws(Failure) -> ProbingKnowledge {
        if catalogue == nil { return try StandardCatalogue.probing.get() }
        return try Self.sound { () throws(Diagnostics) in try loader.probing() }
    }

    /// Finds the catalogue that the command line names as `chosen`, or the one that goes without saying.
    static func open(_ chosen: String?) throws(Failure) -> CatalogueLoader {
        let folder = try folder(chosen)
        return try sound { () throws(Diagnostics) in
            try CatalogueLoader(folder: folder, implemented: implemented)
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

    private static func folder(_ chosen: String?) throws(Failure) -> URL {
        let chosen = chosen ?? ProcessInfo.processInfo.environment["MDE_PREFLIGHT_CATALOGUE"]
        let location = CatalogueLocation(chosen: chosen, executable: executable)
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
