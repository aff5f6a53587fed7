import ArgumentParser
import Configuration
import Model

/// What is looked at, and by what it is judged.
struct RunOptions: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "Judge devices by what was collected on them: folders and archives, each of one device or of many.",
            valueName: "evidence"))
    var evidence: [String] = []

    @Flag(help: "Judge this host too, by what can be collected on it.")
    var local = false

    @Option(help: ArgumentHelp("Read the configuration from this file.", valueName: "file"))
    var config: String?

    @Option(
        help: ArgumentHelp(
            "Judge by this edition of the requirements: classic or current.", valueName: "name"))
    var requirementSet: String?

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp("Make only these checks; repeatable, and takes areas too.", valueName: "id"))
    var only: [String] = []

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp("Leave these checks out; repeatable, and takes areas too.", valueName: "id"))
    var skip: [String] = []

    @Option(
        help: ArgumentHelp("Have an answer within this many seconds (default: 60).", valueName: "seconds"))
    var deadline: Double?

    @Option(
        help: ArgumentHelp(
            "Probe directly, through the proxy, or both ways: auto, direct, proxy or both.", valueName: "path"
        ))
    var via: NetworkSettings.Via?

    @Option(
        help: ArgumentHelp(
            "From where on the run is not ready: fail, warning or undetermined.", valueName: "status"))
    var failOn = FailOn.fail

    @Option(
        help: ArgumentHelp(
            "Take what is accepted for a while from this file; see mde-preflight-waivers(5).",
            valueName: "file"))
    var waivers: String?

    @Option(
        help: ArgumentHelp("Start again until ready, for at most this many seconds.", valueName: "seconds"))
    var wait: Double?

    @Option(
        help: ArgumentHelp("Name the place from which this host probes, for the report.", valueName: "name"))
    var vantage: String?

    @OptionGroup var catalogueOptions: CatalogueOptions

    func validate() throws {
        if let deadline, !(deadline > 0 && deadline <= 86_400) {
            throw ValidationError("--deadline takes seconds, more than 0 and at most 86400")
        }
        if let wait, !(wait >= 0 && wait <= 86_400) {
            throw ValidationError("--wait takes seconds, from 0 to 86400")
        }
    }
}

extension NetworkSettings.Via: ExpressibleByArgument {}
extension FailOn: ExpressibleByArgument {}
