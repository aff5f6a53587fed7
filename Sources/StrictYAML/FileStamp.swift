import Glibc

/// By what a file is known to be unchanged without being read: whatever changes its content changes one of these.
package struct FileStamp: Sendable, Equatable {
    static let count = 6

    /// Number of the file, size, and when its content and its entry were changed last, in seconds and nanoseconds.
    let numbers: [Int]

    init(numbers: [Int]) {
        self.numbers = numbers
    }

    /// Of no file.
    package init() {
        numbers = Array(repeating: 0, count: Self.count)
    }

    /// Of a regular file; nil where there is none.
    package init?(_ path: String) {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        numbers = [
            Int(truncatingIfNeeded: status.st_ino), status.st_size, status.st_mtim.tv_sec,
            status.st_mtim.tv_nsec, status.st_ctim.tv_sec, status.st_ctim.tv_nsec,
        ].map { $0 & .max }
    }

    /// Of a regular file that has not been changed for a moment, or of none; waits for that moment.
    ///
    /// File systems count time in steps of some milliseconds, so that the stamp of a file that has only just been written
    /// would not tell of a change that comes at once.
    package static func settled(_ path: String) -> FileStamp? {
        for _ in 0..<10 {
            guard let stamp = FileStamp(path) else { return nil }
            if !stamp.isFresh { return stamp }
            usleep(20_000)
        }
        return FileStamp()
    }

    private var isFresh: Bool {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        let age = Double(now.tv_sec - numbers[4]) + Double(now.tv_nsec - numbers[5]) / 1e9
        return age < 0.1
    }
}
