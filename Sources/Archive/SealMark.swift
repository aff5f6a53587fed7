import Glibc

/// What a support bundle of this program ends with, in front of the digest of all before: by it a bundle is known from other
/// zip archives without being opened.
package enum SealMark {
    package static let text = Array("mde-preflight bundle, SHA-256 of all before: ".utf8)
    /// Bytes from the mark to the bundle's end.
    package static let length = text.count + 64

    /// Whether a file of `size` bytes ends like a bundle; whether it is whole is not looked at.
    package static func ends(_ descriptor: Int32, size: Int) -> Bool {
        guard size >= length else { return false }
        var bytes = [UInt8](repeating: 0, count: text.count)
        let got = unsafe bytes.withUnsafeMutableBytes { buffer in
            unsafe pread(descriptor, buffer.baseAddress, buffer.count, off_t(size - length))
        }
        return got == text.count && bytes == text
    }
}
