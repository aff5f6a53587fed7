package import Foundation
import Model

/// Why nothing could be collected about this host.
package enum LocalHostError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The folder is there already.
    case exists(String)
    /// With the errno.
    case unwritable(String, Int32)
    case cancelled

    package var description: String {
        switch self {
        case .exists(let path):
            "\(path.printable()) is there already, and is left as it is; move it away, or name another folder"
        case .unwritable(let path, let code):
            "cannot write \(path.printable()): \(String(cString: strerror(code)).lowercased())"
        case .cancelled: "interrupted; nothing was left"
        }
    }
}

/// The Linux host that this program runs on, as a device.
package enum LocalHost {
    /// The first label of its name, fit for the name of a file.
    package static var name: String {
        let label = fullName.split(separator: ".").first.map { $0.lowercased() } ?? ""
        let isPlain =
            !label.isEmpty
            && label.utf8.allSatisfy {
                (97...122).contains($0) || (48...57).contains($0) || $0 == 45 || $0 == 95
            }
        return isPlain ? label : "localhost"
    }

    /// Collects what can be read about this host into a new folder; it is there whole, or not at all.
    ///
    /// A program that is missing, fails or takes too long is noted in `collection.txt`, and is no error.
    ///
    /// - Parameters:
    ///   - folder: Must not be there; the folder that it stands in must.
    ///   - deadline: Programs are given what is left of it.
    ///   - longest: What a program is given at most, in seconds.
    ///   - moment: When it is collected.
    ///   - environment: Where mdatp is looked for, and what it sees.
    /// - Throws: ``LocalHostError`` where the folder cannot be made, or the task was cancelled.
    package static func collect(
        into folder: URL, deadline: Deadline, longest: Double = 60, at moment: Date = Date(),
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) async throws(LocalHostError) {
        let path = folder.path
        var status = stat()
        guard lstat(path, &status) != 0 else { throw .exists(path) }
        var template = Array("\(path).XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw .unwritable(path, errno) }
        let partial = String(
            decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        do throws(LocalHostError) {
            try await fill(partial, seconds: max(deadline.cap(longest), 0.1), moment, environment)
            // An empty folder would be replaced, and one with anything in it is not.
            guard lstat(path, &status) != 0 else { throw .exists(path) }
            guard rename(partial, path) == 0 else { throw .unwritable(path, errno) }
        } catch {
            try? FileManager.default.removeItem(atPath: partial)
            throw error
        }
    }

    private static func fill(
        _ folder: String, seconds: Double, _ moment: Date, _ environment: [String: String]
    ) async throws(LocalHostError) {
        let whole = Date(timeIntervalSince1970: moment.timeIntervalSince1970.rounded(.down))
        var manifest = [
            "mde-preflight collection 1", "family: linux", "computer-name: \(fullName.printable(limit: 255))",
            "collected-at: \(whole.ISO8601Format())",
        ]
        manifest += kernel
        let hasVendor = access("/sys/class/dmi/id/board_vendor", F_OK) == 0
        manifest.append("board-vendor: \(hasVendor ? "present" : "absent")")
        // The first takes precedence.
        if let release = ["/etc/os-release", "/usr/lib/os-release"].lazy.compactMap(contents).first {
            try write(release, to: "\(folder)/os-release")
        } else {
            manifest.append("not-collected: os-release")
        }
        manifest += await agent(folder, seconds: seconds, environment)
        guard !Task.isCancelled else { throw .cancelled }
        try write(Array((manifest.joined(separator: "\n") + "\n").utf8), to: "\(folder)/collection.txt")
    }

    // MARK: The agent

    private static let agentFolders = ["/usr/bin", "/usr/local/bin", "/opt/microsoft/mdatp/bin"]

    /// Asks mdatp, and notes what came of it.
    private static func agent(_ folder: String, seconds: Double, _ environment: [String: String]) async
        -> [String]
    {
        guard let path = LocalProgram.find("mdatp", environment: environment, others: agentFolders) else {
            return ["mdatp: not installed"]
        }
        let ask = { @Sendable (arguments: [String], file: String) async -> [String] in
            let program = LocalProgram(path: path, arguments: arguments, environment: environment)
            let end = await program.run(writing: "\(folder)/\(file)", seconds: seconds)
            return note(end, "mdatp \(arguments.joined(separator: " "))", "\(folder)/\(file)")
        }
        // Of the connectivity test the reader has to know it by its text alone.
        async let health = ask(["health", "--output", "json"], "mdatp-health.json")
        async let connectivity = ask(["connectivity", "test"], "mdatp-connectivity-test.txt")
        async let version = ask(["--version"], "mdatp-version.txt")
        let notes = await health + connectivity + version
        let file = "\(folder)/mdatp-version.txt"
        let said = Array((contents(file) ?? []).prefix { $0 != 10 })
        unlink(file)
        return ["mdatp: installed"] + (said.isEmpty ? [] : ["mdatp-version: \(String(printing: said))"])
            + notes
    }

    /// Keeps what a program said unless it was cut off, and tells what went wrong.
    private static func note(_ end: LocalProgram.End, _ command: String, _ file: String) -> [String] {
        var status = stat()
        let isEmpty = stat(file, &status) != 0 || status.st_size == 0
        let why: String
        switch end {
        case .exited(let code):
            guard isEmpty else {
                return code == 0 ? [] : ["exit-status: \(code) of \(command)"]
            }
            why = code == 0 ? "it said nothing" : "it said nothing, exit status \(code)"
        case .signalled(let signal): why = "ended by signal \(signal)"
        case .late: why = "it took too long"
        case .talkative: why = "it said too much"
        case .notStarted(let code): why = String(cString: strerror(code)).lowercased()
        case .cancelled: why = "interrupted"
        }
        unlink(file)
        return ["not-collected: \(command): \(why)"]
    }

    // MARK: The system

    private static var fullName: String {
        var bytes = [CChar](repeating: 0, count: 256)
        guard gethostname(&bytes, 255) == 0 else { return "localhost" }
        return String(decoding: bytes.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private static var kernel: [String] {
        var names = utsname()
        guard uname(&names) == 0 else { return [] }
        func text<T>(_ field: T) -> String {
            withUnsafeBytes(of: field) { String(printing: $0.prefix { $0 != 0 }) }
        }
        return [
            "architecture: \(text(names.machine))", "kernel: \(text(names.sysname)) \(text(names.release))",
        ]
    }

    /// At most 64 KiB; nil where the file cannot be read.
    private static func contents(_ path: String) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 64 << 10)
        let count = read(descriptor, &bytes, bytes.count)
        return count >= 0 ? Array(bytes.prefix(count)) : nil
    }

    private static func write(_ bytes: [UInt8], to path: String) throws(LocalHostError) {
        do {
            try Data(bytes).write(to: URL(filePath: path))
        } catch {
            throw .unwritable(path, errno)
        }
    }
}
