import Foundation
import Model

/// Where progress, warnings and errors go.
enum StandardError {
    static func write(_ text: String) {
        // What cannot be said on stderr cannot be said anywhere.
        _ = Descriptor.write(Array(text.utf8)[...], to: STDERR_FILENO)
    }

    /// Writes lines that may quote what somebody else wrote.
    static func say(_ text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { String($0).withoutCredentials.printable(limit: 2000) }.joined(separator: "\n")
        RunLog.shared.note(lines)
        write(lines + "\n")
    }

    static func warn(_ text: String) {
        say("\(Tool.name): warning: \(text)")
    }

    static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }
}

enum StandardOutput {
    // Found out once, before anything else is opened.
    nonisolated(unsafe) private(set) static var isClosed = false

    /// Keeps what is opened from taking the place of a standard stream that is closed.
    static func keepStandardDescriptors() {
        isClosed = fcntl(STDOUT_FILENO, F_GETFD) == -1
        for descriptor in 0...2 where fcntl(Int32(descriptor), F_GETFD) == -1 {
            _ = open("/dev/null", O_RDWR)
        }
    }

    static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

    /// Writes all of `text`; a reader that went away is not an error.
    static func write(_ text: String) throws(Failure) {
        try write { sink in try sink(Array(text.utf8)[...]) }
    }

    static func write(_ content: ByteSource) throws(Failure) {
        try Descriptor.write(content, to: STDOUT_FILENO) { code in
            guard code != EPIPE else { return nil }
            return Failure(.fault, "cannot write to standard output: \(String(cString: strerror(code)))")
        }
    }
}

/// Gives bytes to a sink, piece by piece, as long as that takes them.
typealias ByteSource = (_ sink: (ArraySlice<UInt8>) throws -> Void) throws -> Void

enum Descriptor {
    /// The errno of a write that failed.
    private struct WriteError: Error {
        var code: Int32
    }

    /// Writes what `content` gives, until it ends or a write fails.
    ///
    /// - Parameters:
    ///   - content: Gives the bytes.
    ///   - descriptor: Where they go.
    ///   - failure: What a failed write means, by its errno; nil where it is not an error.
    /// - Throws: What `failure` made of it, or why there is nothing to write.
    static func write(_ content: ByteSource, to descriptor: Int32, failure: (Int32) -> Failure?)
        throws(Failure)
    {
        do {
            try content { bytes in
                if let code = write(bytes, to: descriptor) { throw WriteError(code: code) }
            }
        } catch let error as WriteError {
            if let failure = failure(error.code) { throw failure }
        } catch {
            throw Failure(.fault, "cannot write the report: \(error)")
        }
    }

    /// Writes all of `bytes`.
    ///
    /// - Returns: nil, or the errno of the write that failed.
    static func write(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) -> Int32? {
        bytes.withUnsafeBytes { bytes in
            var offset = 0
            while offset < bytes.count {
                let written = Foundation.write(
                    descriptor, bytes.baseAddress.map { $0 + offset }, bytes.count - offset)
                if written > 0 {
                    offset += written
                } else if errno == EAGAIN {
                    // Whoever made the pipe may have made it non-blocking.
                    var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                    poll(&waiting, 1, -1)
                } else if errno != EINTR {
                    return errno
                }
            }
            return nil
        }
    }
}
