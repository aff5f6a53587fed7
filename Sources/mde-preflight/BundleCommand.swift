import ArgumentParser
import CheckCatalogue
import Collectors
import Foundation
import Model

struct BundleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bundle",
        abstract: "Run as check does, and write all that support needs into one file, without secrets.",
        discussion: """
            Ends with 0 when the bundle was written, whatever the verdict; with 130 when the run was interrupted, whose \
            bundle is valid all the same.
            """)

    @Argument(
        help: ArgumentHelp(
            "Where to write the bundle (default: mde-preflight-bundle-TIME.zip, here).", valueName: "path"))
    var path: String?

    @OptionGroup var bundleOptions: BundleOptions

    @OptionGroup var runOptions: RunOptions

    func run() async throws {
        let now = Date()
        let place = path ?? BundleRequest.standardPath(now: now)
        let run = try await runOptions.start()
        try run.inputs(baseline: nil, saltFile: bundleOptions.saltFile).spare(
            bundleOptions.written(place, "bundle"))
        let request = try bundleOptions.request(place)
        run.setup.localEvidence.keep()
        let knowledge = try BundleKnowledge(run.loader)
        let judged = try await run.judged(against: nil, isQuiet: false)
        let isInterrupted = judged.report.run.interrupted
        let account = try await run.bundle(consume judged, request, knowledge)
        try StandardOutput.write(account.text)
        throw ExitCode(isInterrupted ? 130 : 0)
    }
}
