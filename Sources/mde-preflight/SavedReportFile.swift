import Collectors
import Foundation
import Model
import Reporting

/// A saved report, in a file or on standard input.
struct SavedReportFile {
    /// `-` is standard input.
    var path: String

    /// What messages call it.
    var name: String { path == "-" ? "standard input" : path.printable() }

    private static let chunk = 1 << 20

    /// Reads it, piece by piece; a pipe is waited for until `deadline`, where there is one.
    ///
    /// - Throws: ``Failure`` that names the file and what is wrong with it.
    func read(for purpose: SavedReportReader.Purpose, until deadline: Deadline? = nil) throws(Failure)
        -> Report
    {
        // A pipe that nobody writes to would else hold up the opening.
        let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw unreadable(errno) }
        defer { if path != "-" { close(descriptor) } }
        var status = stat()
        let kind = fstat(descriptor, &status) == 0 ? status.st_mode & S_IFMT : 0
        if [S_IFBLK, S_IFCHR].contains(kind), isatty(descriptor) == 0, path != "-" {
            throw Failure(.badInput, "cannot read \(name): it is a device, and no report")
        }
        var reader = SavedReportReader(for: purpose)
        let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: Self.chunk)
        defer { buffer.deallocate() }
        var filled = 0
        while true {
            if kind != S_IFREG { try wait(for: descriptor, until: deadline) }
            let count = Foundation.read(
                descriptor, buffer.baseAddress.map { $0 + filled }, Self.chunk - filled)
            if count < 0 {
                if [EINTR, EAGAIN].contains(errno) { continue }
                throw unreadable(errno)
            }
            filled += count
            // A pipe may give a few bytes at a time.
            if filled == Self.chunk || count == 0 {
                reader.take(UnsafeBufferPointer(rebasing: buffer[..<filled]))
                filled = 0
            }
            if count == 0 || reader.isHopeless { break }
        }
        do {
            return try reader.finish()
        } catch {
            throw Failure(.badInput, "\(name): \(error)")
        }
    }

    /// Waits until there is something to read, or nothing more.
    private func wait(for descriptor: Int32, until deadline: Deadline?) throws(Failure) {
        var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard let deadline else {
            poll(&waiting, 1, -1)
            return
        }
        repeat {
            guard !Signals.isInterrupted else {
                throw Failure(.interrupted, "interrupted while \(name) was read; nothing was looked at")
            }
            guard deadline.remaining > 0 else {
                throw Failure(
                    .badInput, "cannot read \(name): it did not come to its end before the run's deadline")
            }
        } while poll(&waiting, 1, Self.patience) == 0
    }

    /// Milliseconds between two looks at deadline and interrupts.
    private static let patience: Int32 = 50

    private func unreadable(_ code: Int32) -> Failure {
        Failure(.badInput, "cannot read \(name): \(String(cString: strerror(code)).lowercased())")
    }
}
