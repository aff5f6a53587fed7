import Foundation

/// A program of this host that is run once, for what it says.
struct LocalProgram: Sendable {
    /// Absolute.
    var path: String
    var arguments: [String]
    /// All that the program sees of the environment.
    var environment: [String: String]

    enum End: Sendable, Equatable {
        case exited(Int)
        case signalled(Int)
        case late
        case talkative
        /// With the errno.
        case notStarted(Int32)
        case cancelled
    }

    /// Bytes.
    private static let outputLimit = 8 << 20

    /// The first program of a name in the folders of PATH, and then in others.
    static func find(_ name: String, environment: [String: String], others: [String]) -> String? {
        let folders = (environment["PATH"] ?? "").split(separator: ":").map(String.init) + others
        return folders.lazy.filter { $0.hasPrefix("/") }.map { "\($0)/\(name)" }.first { path in
            var status = stat()
            return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && access(path, X_OK) == 0
        }
    }

    /// Runs the program to its end, and what it started with it when its time is over.
    ///
    /// - Parameters:
    ///   - file: A new file, for what it says on standard output.
    ///   - seconds: From now on; positive.
    /// - Returns: How it ended. That it failed, or was too slow, is a result and no error.
    func run(writing file: String, seconds: Double) async -> End {
        let end = ContinuousClock.now.advanced(by: .seconds(seconds))
        let descriptor = open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return .notStarted(errno) }
        defer { close(descriptor) }
        // Through a pipe: a program that never stops talking waits when nobody listens, and cannot fill the disk.
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return .notStarted(errno) }
        ends.forEach { _ = fcntl($0, F_SETFD, FD_CLOEXEC) }
        let (mouth, ear) = (ends[1], ends[0])
        defer { close(ear) }
        _ = fcntl(ear, F_SETFL, O_NONBLOCK)
        var process: pid_t = 0
        let code = start(&process, mouth)
        close(mouth)
        guard code == 0 else { return .notStarted(code) }
        var pause = Duration.milliseconds(1)
        var told = 0
        while true {
            var status: Int32 = 0
            let ended = waitpid(process, &status, WNOHANG)
            let failure = ended < 0 && errno != EINTR ? errno : 0
            // What was said before the end is in the pipe by now.
            let before = told
            if let code = Self.pass(from: ear, to: descriptor, &told) {
                if ended != process { stop(process) }
                return .notStarted(code)
            }
            if told > Self.outputLimit {
                if ended != process { stop(process) }
                return .talkative
            }
            if ended == process {
                let signal = Int(status & 0x7f)
                return signal == 0 ? .exited(Int(status >> 8 & 0xff)) : .signalled(signal)
            }
            if failure != 0 { return .notStarted(failure) }
            if Task.isCancelled || ContinuousClock.now >= end {
                stop(process)
                return Task.isCancelled ? .cancelled : .late
            }
            // Cancelled, it returns at once, and the program is ended.
            try? await Task.sleep(for: pause)
            pause = told > before ? .milliseconds(1) : min(pause * 2, .milliseconds(50))
        }
    }

    /// Ends a program and what it started.
    private func stop(_ process: pid_t) {
        var status: Int32 = 0
        kill(-process, SIGKILL)
        // Nothing survives that signal, so that this takes no time.
        while waitpid(process, &status, 0) < 0 && errno == EINTR {}
    }

    /// Writes what is in the pipe to the file, until the limit is passed.
    ///
    /// - Returns: nil, or the errno of writing.
    private static func pass(from pipe: Int32, to file: Int32, _ told: inout Int) -> Int32? {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while told <= outputLimit {
            let count = read(pipe, &buffer, buffer.count)
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return nil }
            var written = 0
            while written < count {
                let done = buffer.withUnsafeBytes { bytes in
                    write(file, bytes.baseAddress.map { $0 + written }, count - written)
                }
                if done < 0 && errno == EINTR { continue }
                guard done > 0 else { return errno }
                written += done
            }
            told += count
        }
        return nil
    }

    /// - Returns: 0, or the errno.
    private func start(_ process: inout pid_t, _ output: Int32) -> Int32 {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // A group of its own, so that what it starts ends with it; and none of the signals that this process ignores.
        let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK
        posix_spawnattr_setflags(&attributes, Int16(flags))
        posix_spawnattr_setpgroup(&attributes, 0)
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        [SIGPIPE, SIGXFSZ, SIGINT, SIGTERM, SIGHUP].forEach { sigaddset(&signals, $0) }
        posix_spawnattr_setsigdefault(&attributes, &signals)
        var words = ([path] + arguments).map { strdup($0) } + [nil]
        var variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { (words + variables).forEach { free($0) } }
        return posix_spawn(&process, path, &actions, &attributes, &words, &variables)
    }
}
