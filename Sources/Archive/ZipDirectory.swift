import Glibc

/// The list of entries at a zip archive's end, which libarchive holds in memory as a whole before it gives the first.
///
/// It goes by the entries' own marks, whatever count the archive states; so they are counted beforehand.
enum ZipDirectory {
    /// Of one entry of the list.
    private static let mark: [UInt8] = [0x50, 0x4b, 1, 2]
    private static let step = 1 << 20

    static func check(descriptor: Int32, _ limits: ArchiveLimits) throws(ArchiveError) {
        var buffer = [UInt8](repeating: 0, count: step)
        var offset = 0
        var kept = 0
        var count = 0
        while true {
            let got = unsafe buffer.withUnsafeMutableBytes { bytes -> Int in
                guard let start = bytes.baseAddress else { return 0 }
                return unsafe pread(descriptor, start + kept, bytes.count - kept, offset)
            }
            guard got >= 0 else {
                throw ArchiveError("cannot be read: \(unsafe String(cString: strerror(errno)))")
            }
            guard got > 0 else { return }
            offset += got
            try add(&count, in: buffer, kept + got, limits)
            // A mark may lie across two steps; three bytes alone hold none.
            let tail = min(mark.count - 1, kept + got)
            for index in 0..<tail { buffer[index] = buffer[kept + got - tail + index] }
            kept = tail
        }
    }

    static func check(_ bytes: [UInt8], _ limits: ArchiveLimits) throws(ArchiveError) {
        var count = 0
        try add(&count, in: bytes, bytes.count, limits)
    }

    private static func add(
        _ count: inout Int, in bytes: [UInt8], _ length: Int, _ limits: ArchiveLimits
    ) throws(ArchiveError) {
        count += unsafe bytes.withUnsafeBytes { bytes in
            guard let start = bytes.baseAddress else { return 0 }
            var found = 0
            var offset = 0
            while length - offset >= mark.count,
                let next = unsafe memchr(start + offset, Int32(mark[0]), length - offset - 3)
            {
                offset = unsafe start.distance(to: UnsafeRawPointer(next))
                let isMark = unsafe bytes[offset..<offset + mark.count].elementsEqual(mark)
                if isMark { found += 1 }
                offset += isMark ? mark.count : 1
            }
            return found
        }
        guard count <= limits.entries else {
            throw ArchiveError("holds more than \(limits.entries) entries", .refused)
        }
    }
}
