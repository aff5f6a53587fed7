import ArgumentParser
import CheckCatalogue
import Foundation

/// What `make build` and `make install` run, so that starting takes less time.
struct CompileCatalogueCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compile-catalogue",
        abstract: "Parse the catalogue's files beforehand, into a file beside its folder.",
        shouldDisplay: false)

    @OptionGroup var catalogueOptions: CatalogueOptions

    func run() throws {
        _ = try catalogueOptions.load()
        let loader = try catalogueOptions.open()
        try PendingFile(loader.compiledFile).commit(loader.compile())
    }
}
