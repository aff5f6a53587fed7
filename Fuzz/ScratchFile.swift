import Glibc

/// A file without a name, for readers that ask for a path; each run writes it anew.
enum ScratchFile {
    private static let descriptor: CInt = {
        var name = Array("/tmp/fuzz-XXXXXX\0".utf8CString)
        let descriptor = unsafe mkstemp(&name)
        demand(descriptor >= 0, "there is no place for a file")
        unsafe unlink(&name)
        return descriptor
    }()

    /// Gives a path by which the bytes can be read, and a descriptor by which they can be changed.
    static func with(_ bytes: [UInt8], _ body: (String, CInt) -> Void) {
        ftruncate(descriptor, 0)
        let count = unsafe bytes.withUnsafeBytes { unsafe pwrite(descriptor, $0.baseAddress, $0.count, 0) }
        demand(count == bytes.count, "the file is cut short")
        body("/proc/self/fd/\(descriptor)", descriptor)
    }
}
