import Foundation

/// Where progress, warnings and errors go.
enum StandardError {
    static func write(_ text: String) {
        // What cannot be said on stderr cannot be said anywhere.
        _ = Descriptor.write(Data(text.utf8), to: STDERR_FILENO)
    }

    static func warn(_ text: String) {
        write("\(Tool.name): warning: \(text)\n")
    }

    static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }
}

enum StandardOutput {
    static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

    /// Writes all of `text`; a reader that went away is not an error.
    static func write(_ text: String) throws(Failure) {
        try write(Data(text.utf8))
    }

    static func write(_ data: Data) throws(Failure) {
        guard let code = Descriptor.write(data, to: STDOUT_FILENO), code != EPIPE else { return }
        throw Failure(.fault, "cannot write to standard output: \(String(cString: strerror(code)))")
    }
}

enum Descriptor {
    /// Writes all of `data`.
    ///
    /// - Returns: nil, or the errno of the write that failed.
    static func write(_ data: Data, to descriptor: Int32) -> Int32? {
        data.withUnsafeBytes { bytes in
            var offset = 0
            while offset < bytes.count {
                let written = Foundation.write(
                    descriptor, bytes.baseAddress.map { $0 + offset }, bytes.count - offset)
                if written > 0 {
                    offset += written
                } else if errno != EINTR {
                    return errno
                }
            }
            return nil
        }
    }
}
