import Glibc

/// The bytes of one file after the other, in memory that is kept.
struct SavedAnswersBuffer {
    /// What is read at most of one file.
    static let limit = 1 << 30
    /// Bytes that follow those of the file, whatever they hold; simdjson reads that far.
    private static let padding = 64
    /// Memory of a larger file is given back.
    private static let kept = 64 << 20

    private(set) var bytes: [UInt8] = []
    /// How many of them are the file's.
    private(set) var count = 0
    /// Seconds since 1970.
    private(set) var writtenAt = 0.0

    /// Why a file was not read.
    struct Failure: Error {
        var words: String
    }

    /// Reads a file; what was read before is gone.
    mutating func read(_ path: [UInt8], isOver: () -> Bool) throws(Failure) {
        count = 0
        if bytes.count > Self.kept { bytes = [] }
        let descriptor = open(
            path.map { CChar(bitPattern: $0) } + [0],
            O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
        guard descriptor >= 0 else {
            throw Failure(words: "cannot be opened: \(String(cString: strerror(errno)))")
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw Failure(words: "is no file")
        }
        guard status.st_size <= Self.limit else {
            throw Failure(
                words: "has \(status.st_size >> 20) MiB, and more than \(Self.limit >> 20) MiB are not read")
        }
        writtenAt = Double(status.st_mtim.tv_sec)
        grow(to: Int(status.st_size) + Self.padding + 1)
        while true {
            guard !isOver() else { throw Failure(words: "was not read before the run's deadline") }
            if bytes.count - count <= Self.padding { grow(to: bytes.count * 2) }
            let room = min(bytes.count - count - Self.padding, 16 << 20)
            let got = bytes.withUnsafeMutableBytes { buffer in
                Glibc.read(descriptor, buffer.baseAddress?.advanced(by: count), room)
            }
            if got == 0 { break }
            if got < 0, errno == EINTR { continue }
            guard got > 0 else { throw Failure(words: "cannot be read: \(String(cString: strerror(errno)))") }
            count += got
            guard count <= Self.limit else { throw Failure(words: "grows while it is read") }
        }
    }

    /// Puts other bytes in place of the file's.
    mutating func replace(by other: [UInt8]) {
        bytes = other
        count = other.count
        bytes.append(contentsOf: repeatElement(0, count: Self.padding))
    }

    private mutating func grow(to size: Int) {
        if bytes.count < size { bytes.append(contentsOf: repeatElement(0, count: size - bytes.count)) }
    }

    /// A number that two different files hardly have in common.
    var digest: UInt64 {
        bytes.withUnsafeBytes { buffer in
            var digest = UInt64(count) &* 0x9e37_79b9_7f4a_7c15
            var position = 0
            while position + 8 <= count {
                digest ^= buffer.loadUnaligned(fromByteOffset: position, as: UInt64.self)
                digest &*= 0xd6e8_feb8_6659_fd93
                digest ^= digest >> 29
                position += 8
            }
            while position < count {
                digest = (digest ^ UInt64(buffer[position])) &* 0x100_0000_01b3
                position += 1
            }
            return digest
        }
    }
}
