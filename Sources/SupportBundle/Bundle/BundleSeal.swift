import Archive
import FoundationEssentials
import Glibc
import Signing

/// The digest of the whole archive, which stands behind it as the archive's comment: so no byte of a bundle can change, and
/// none can be missing or be added, without notice.
///
/// It guards against damage and against changes by those who do not know of it; who means to forge a bundle can seal it.
enum BundleSeal {
    private static let mark = SealMark.text
    static let length = SealMark.length
    /// Of the record at a zip archive's end, whose last two bytes are the length of the comment behind it.
    private static let recordLength = 22
    private static let recordMark: [UInt8] = [0x50, 0x4b, 5, 6]

    /// Seals a complete archive without a comment.
    ///
    /// - Throws: The number of the fault of the system, or EBADMSG where the archive does not end as it should.
    static func put(on descriptor: Int32) throws(SystemFault) {
        let size = try Self.size(of: descriptor)
        let record = try bytes(of: descriptor, from: size - recordLength, count: recordLength)
        guard record.starts(with: recordMark), record.suffix(2).elementsEqual([0, 0]) else {
            throw SystemFault(code: EBADMSG)
        }
        try write([UInt8(length & 0xff), UInt8(length >> 8)], to: descriptor, at: size - 2)
        try write(seal(of: descriptor, size), to: descriptor, at: size)
    }

    /// - Returns: Nil where the seal is whole; otherwise what is wrong, as a clause about the file.
    static func fault(of descriptor: Int32) throws(SystemFault) -> String? {
        let size = try Self.size(of: descriptor)
        let archive = size - length
        guard archive >= recordLength,
            try bytes(of: descriptor, from: 0, count: 2).elementsEqual([0x50, 0x4b])
        else { return "is no bundle of mde-preflight" }
        let seal = try bytes(of: descriptor, from: archive, count: length)
        guard seal.starts(with: mark) else {
            return "is cut short, has something behind its end, or is no bundle of mde-preflight"
        }
        let record = try bytes(of: descriptor, from: archive - recordLength, count: recordLength)
        guard record.starts(with: recordMark), try Self.seal(of: descriptor, archive) == seal else {
            return "was changed after it was written: its seal does not match"
        }
        return nil
    }

    private static func seal(of descriptor: Int32, _ size: Int) throws(SystemFault) -> [UInt8] {
        guard var digest = Digest.begin() else { throw SystemFault(code: ENOMEM) }
        var offset = 0
        while offset < size {
            let part = try bytes(of: descriptor, from: offset, count: min(1 << 18, size - offset))
            digest.add(part[...])
            offset += part.count
        }
        return mark + Array(digest.finished().hexadecimal.utf8)
    }

    private static func size(of descriptor: Int32) throws(SystemFault) -> Int {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw SystemFault(code: errno) }
        return Int(status.st_size)
    }

    /// Exactly `count` bytes; EBADMSG where the file ends before.
    private static func bytes(
        of descriptor: Int32, from offset: Int, count: Int
    ) throws(SystemFault) -> [UInt8] {
        guard offset >= 0 else { throw SystemFault(code: EBADMSG) }
        var done = 0
        var code: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while done < count, let start = buffer.baseAddress {
                let got = pread(descriptor, start + done, count - done, off_t(offset + done))
                if got < 0 && errno == EINTR { continue }
                if got <= 0 { code = got < 0 ? errno : EBADMSG }
                guard got > 0 else { break }
                done += got
            }
            filled = done
        }
        guard code == 0 else { throw SystemFault(code: code) }
        return bytes
    }

    private static func write(
        _ bytes: [UInt8], to descriptor: Int32, at offset: Int
    ) throws(SystemFault) {
        var done = 0
        while done < bytes.count {
            let count = bytes[done...].withUnsafeBytes {
                pwrite(descriptor, $0.baseAddress, $0.count, off_t(offset + done))
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw SystemFault(code: count < 0 ? errno : EIO) }
            done += count
        }
    }
}

/// What the system answered.
struct SystemFault: Error {
    /// As `errno` has it.
    var code: Int32

    var words: String { String(cString: strerror(code)).lowercased() }
}

extension [UInt8] {
    /// Two lower-case digits for each byte.
    var hexadecimal: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
