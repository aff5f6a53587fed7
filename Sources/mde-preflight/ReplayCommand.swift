import ArgumentParser
import CheckCatalogue
import Foundation
import Model

struct ReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Judge once more what a support bundle has kept of a run, without a network.")

    @Argument(
        help: ArgumentHelp("A bundle that was written with check --bundle or bundle.", valueName: "bundle"))
    var bundle: String

    @Option(
        help: ArgumentHelp(
            "Judge by this edition of the requirements in place of the run's: classic or current.",
            valueName: "name"))
    var requirementSet: String?

    @Option(
        help: ArgumentHelp(
            "From where on the run is not ready, in place of the run's: fail, warning or undetermined.",
            valueName: "status"))
    var failOn: FailOn?

    @OptionGroup var outputOptions: OutputOptions

    @OptionGroup var catalogueOptions: CatalogueOptions

    func run() async throws {
        let loader = try catalogueOptions.open()
        let reading = Reading(loader)
        var inputs = RunInputs()
        inputs.add("the bundle", bundle)
        inputs.add("the catalogue", loader.folder.path)
        try inputs.spare(outputOptions.output.compactMap(\.written))
        let outputs = try outputOptions.open()
        let replay = try Replay.open(bundle)
        for difference in try await replay.differences(loader, reading) { StandardError.warn(difference) }
        let report = try await replay.report(
            loader, try catalogueOptions.probing(loader), reading, requirementSet: requirementSet,
            failOn: failOn)
        try outputs.write(report)
        throw ExitCode(Int32(report.summary.exitStatus))
    }
}
