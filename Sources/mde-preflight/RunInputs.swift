import CheckCatalogue
import Collectors
import Configuration
import Foundation
import Model
import StrictYAML

/// The files that a run reads, none of which it may replace by what it writes.
struct RunInputs {
    private var files: [(what: String, path: String)] = []
    private var folders: [(what: String, path: String, isRead: (String) -> Bool)] = []

    /// Adds a file or folder that is read; `what` is the run's word for it, such as `the configuration`.
    ///
    /// Of a folder `isRead` tells whether a file in it is read, or may be.
    mutating func add(_ what: String, _ path: String?, isRead: @escaping (String) -> Bool = { _ in true }) {
        guard let path else { return }
        if FileIdentity.isFolder(path) {
            folders.append((what, path, isRead))
        } else {
            files.append((what, path))
        }
    }

    /// Makes sure that nothing that is written replaces what is read, or something else that is written.
    ///
    /// - Throws: ``Failure`` that names both.
    func spare(_ outputs: [WrittenFile]) throws(Failure) {
        var earlier: [FileIdentity: WrittenFile] = [:]
        for output in outputs {
            guard let place = FileIdentity(output.path) else { continue }
            if let other = earlier.updateValue(output, forKey: place) {
                throw Failure(.usage, "\(other.told) and \(output.told) write into the same file")
            }
            guard FileIdentity.isRegular(output.path) else { continue }
            if let file = files.first(where: { FileIdentity($0.path) == place }) {
                throw Self.refusal(output, "\(file.what), \(file.path.printable(limit: 1000))")
            }
            // Of what is there a bundle replaces nothing but bundles.
            if output.isBundle { continue }
            let around = FileIdentity.folders(around: output.path)
            let folder = folders.first { folder in
                FileIdentity(folder.path).map(around.contains) == true && folder.isRead(output.path)
            }
            if let folder {
                throw Self.refusal(output, "a file of \(folder.what), \(folder.path.printable(limit: 1000))")
            }
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
        inputs.add("the baseline", baseline == "-" ? nil : baseline)
        inputs.add("the salt", saltFile)
        for place in settings.devices?.evidence ?? [] {
            inputs.add("the evidence", place.path) { path in
                DeviceCollector.isEvidence(
                    called: URL(filePath: path).lastPathComponent,
                    try? FileBytes.read(path, limit: DeviceCollector.Limits().file))
            }
        }
        for place in settings.tenantServices?.exports ?? [] { inputs.add("the saved answers", place.path) }
        for place in settings.directory?.syncConfigurations ?? [] {
            inputs.add("the synchronization export", place.path)
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
        inputs.add("the catalogue", loader.folder.path)
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
