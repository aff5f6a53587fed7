import ArgumentParser
import Foundation
import Model
import StrictYAML
import SupportBundle

/// What a support bundle leaves out, and where its tokens are told.
struct BundleOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Take out of the bundle: none, secrets (the default) or identities, which also makes tokens of names, ids and addresses.",
            valueName: "level"))
    var redact: RedactionLevel?

    @Option(
        help: ArgumentHelp(
            "Write what each token of the bundle stands for to this file, which is confidential.",
            valueName: "file"))
    var tokenMap: String?

    @Option(
        help: ArgumentHelp(
            "Make tokens with the bytes of this file, at least 16, in place of random ones, so that bundles have the same tokens.",
            valueName: "file"))
    var saltFile: String?

    func validate() throws {
        for (value, name) in [(tokenMap, "--token-map"), (saltFile, "--salt-file")]
        where value != nil && redact != .identities {
            throw ValidationError("\(name) goes with --redact identities: only that makes tokens")
        }
    }

    /// Whether any of them was given.
    var areGiven: Bool { redact != nil }

    /// Finds out whether the bundle can be written, before anything is probed; leaves everything as it is.
    ///
    /// - Throws: ``Failure`` that names the file that cannot be used.
    func request(_ path: String) throws(Failure) -> BundleRequest {
        guard path != "-" else {
            throw Failure(.usage, "a bundle goes into a file, and not to standard output; give it a name")
        }
        try BundleRequest.probe(path)
        return BundleRequest(
            path: path, level: redact ?? .secrets, salt: try salt(),
            tokenMap: try tokenMap.map { name throws(Failure) in
                try PendingFile(name, isConfidential: true)
            },
            tokenMapIsJSON: tokenMap?.lowercased().hasSuffix(".json") ?? false)
    }

    /// The files that making a bundle writes; `option` is where its path was given.
    func written(_ path: String, _ option: String) -> [WrittenFile] {
        [WrittenFile(option: option, path: path, isBundle: true)]
            + (tokenMap.map { [WrittenFile(option: "--token-map", path: $0)] } ?? [])
    }

    private static let saltLengths = 16...65_536

    private func salt() throws(Failure) -> [UInt8] {
        guard let saltFile else {
            var generator = SystemRandomNumberGenerator()
            return (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        }
        let name = saltFile.printable()
        let bytes: [UInt8]
        do throws(FileBytes.Fault) {
            bytes = try FileBytes.read(saltFile, limit: Self.saltLengths.upperBound)
        } catch {
            throw Failure(
                .badInput,
                error == .tooLong
                    ? "--salt-file: \(name) has more than \(Self.saltLengths.upperBound) bytes"
                    : "--salt-file: \(name) cannot be read")
        }
        guard Self.saltLengths.contains(bytes.count) else {
            throw Failure(
                .badInput,
                "--salt-file: \(name) has \(bytes.count) bytes; at least \(Self.saltLengths.lowerBound) are needed, by which nobody can guess it"
            )
        }
        return bytes
    }
}

extension RedactionLevel: ExpressibleByArgument {}
