import CheckCatalogue
import Collectors
import Configuration
import Foundation
import Model
import StrictYAML

/// The files that a run reads, none of which it may replace by what it writes.
struct RunInputs {
    private var files: [(told: String, place: FileIdentity)] = []
    private var folders: [(told: String, place: FileIdentity, isRead: (WrittenFile) -> Bool)] = []

    /// Adds a file or folder that is read; `what` is the run's word for it, such as `the configuration`.
    ///
    /// Of a folder `isRead` tells whether a file in it is read, or will be by the next run where it is not there yet.
    mutating func add(
        _ what: String, _ path: String?, isRead: @escaping (WrittenFile) -> Bool = { _ in true }
    ) {
        guard let path, let place = FileIdentity(path) else { return }
        let told = "\(what), \(path.printable(limit: 1000))"
        if FileIdentity.isFolder(path) {
            folders.append((told, place, isRead))
        } else {
            files.append((told, place))
        }
    }

    /// Adds a saved report, which `-` reads from standard input.
    mutating func add(_ what: String, report path: String?) {
        guard path == "-" else { return add(what, path) }
        if let place = FileIdentity(descriptor: STDIN_FILENO) {
            files.append(("\(what), which is standard input", place))
        }
    }

    /// Makes sure that nothing that is written replaces what is read, or something else that is written, or is read by the next run.
    ///
    /// - Throws: ``Failure`` that names both.
    func spare(_ outputs: [WrittenFile]) throws(Failure) {
        var earlier: [FileIdentity: WrittenFile] = [:]
        for output in outputs {
            guard let place = FileIdentity(output.path), !FileIdentity.isNowhere(output.path) else {
                continue
            }
            let isStream = FileIdentity.isStream(output.path)
            if let other = earlier.updateValue(output, forKey: place) {
                let what = isStream ? "are one stream, which holds one report" : "write into the same file"
                throw Failure(.usage, "\(other.told) and \(output.told) \(what)")
            }
            if isStream { continue }
            if let file = files.first(where: { $0.place == place }) { throw Self.refusal(output, file.told) }
            let around = FileIdentity.folders(around: output.path)
            guard let folder = folders.first(where: { around.contains($0.place) && $0.isRead(output) })
            else { continue }
            if FileIdentity.isThere(output.path) { throw Self.refusal(output, "a file of \(folder.told)") }
            throw Failure(
                .usage,
                "\(output.told) would be read by the next run, as a file of \(folder.told); name another file"
            )
        }
    }

    private static func refusal(_ output: WrittenFile, _ input: String) -> Failure {
        Failure(.usage, "\(output.told) would replace what is read: \(input); name another file")
    }
}

/// A file that somebody wants to be written.
struct WrittenFile {
    /// The option that names it.
    var option: String
    /// In front of the path in the option's value, such as `json=`.
    var lead = ""
    var path: String
    var isBundle = false

    /// Whether standard output goes there, so that it holds whatever is written to either.
    var isStandardOutput: Bool {
        !FileIdentity.isNowhere(path) && FileIdentity(path) == FileIdentity(descriptor: STDOUT_FILENO)
    }

    var told: String { "\(option) \(lead)\(path.printable(limit: 1000))" }
}

extension CheckRun {
    /// All that the command line and the configuration name, and the catalogue.
    func inputs(baseline: String?, saltFile: String?) -> RunInputs {
        var inputs = RunInputs()
        let settings = setup.configuration
        let environment = ProcessInfo.processInfo.environment
        inputs.add("the configuration", options.config ?? environment["MDE_PREFLIGHT_CONFIG"])
        inputs.add("the waivers", options.waivers ?? settings.waiversFile)
        inputs.add("the baseline", report: baseline)
        inputs.add("the salt", saltFile)
        for place in settings.devices?.evidence ?? [] {
            inputs.add("the evidence", place.path) { file in
                // Bundles are no evidence, and of what is there they replace nothing else.
                !file.isBundle
                    && DeviceCollector.isEvidence(
                        called: URL(filePath: file.path).lastPathComponent,
                        try? FileBytes.read(file.path, limit: DeviceCollector.Limits().file))
            }
        }
        for place in settings.tenantServices?.exports ?? [] { inputs.add("the saved answers", place.path) }
        for place in settings.directory?.syncConfigurations ?? [] {
            inputs.add("the synchronization export", place.path) { $0.path.lowercased().hasSuffix(".xml") }
        }
        for path in settings.network.endpointSetFiles { inputs.add("the endpoint set", path) }
        inputs.add("the certificates of authorities", settings.network.caFile)
        inputs.add("the certificates of the directory's authorities", settings.directory?.caFile)
        for path in settings.network.knownIssuers { inputs.add("the known issuers", path) }
        inputs.add("the keytab", settings.directory?.keytab)
        if case .user(_, .file(let path)) = settings.directory?.bind {
            inputs.add("the password of the directory", path)
        }
        for (what, path) in settings.tenantServices?.signIn?.method.files ?? [] { inputs.add(what, path) }
        inputs.add("the catalogue", loader.folder.path) { !$0.isBundle }
        return inputs
    }
}

extension SignInSettings.Method {
    fileprivate var files: [(what: String, path: String)] {
        switch self {
        case .certificate(let certificate, let key, let passphrase):
            [("the certificate to sign in with", certificate)]
                + (key.map { [("the private key", $0)] } ?? [])
                + Self.file("the passphrase", passphrase)
        case .secret(let place): Self.file("the client secret", place)
        case .tokens(let graph, let defender):
            Self.file("the token", graph) + Self.file("the token", defender)
        case .deviceCode, .managedIdentity: []
        }
    }

    private static func file(
        _ what: String, _ place: SignInSettings.SecretPlace?
    ) -> [(what: String, path: String)] {
        if case .file(let path) = place { [(what, path)] } else { [] }
    }
}
