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

    /// Reads it, piece by piece.
    ///
    /// - Throws: ``Failure`` that names the file and what is wrong with it.
    func read(for purpose: SavedReportReader.Purpose) throws(Failure) -> Report {
        let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw unreadable(errno) }
        defer { if path != "-" { close(descriptor) } }
        var status = stat()
        if fstat(descriptor, &status) == 0, [S_IFBLK, S_IFCHR].contains(status.st_mode & S_IFMT),
            isatty(descriptor) == 0,
            path != "-"
        {
            throw Failure(.badInput, "cannot read \(name): it is a device, and no report")
        }
        var reader = SavedReportReader(for: purpose)
        let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: Self.chunk)
        defer { buffer.deallocate() }
        var filled = 0
        while true {
            let count = Foundation.read(
                descriptor, buffer.baseAddress.map { $0 + filled }, Self.chunk - filled)
            if count < 0 {
                if errno == EINTR { continue }
                if errno == EAGAIN {
                    // Whoever made the pipe may have made it non-blocking.
                    var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
                    poll(&waiting, 1, -1)
                    continue
                }
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

    private func unreadable(_ code: Int32) -> Failure {
        Failure(.badInput, "cannot read \(name): \(String(cString: strerror(code)).lowercased())")
    }
}
