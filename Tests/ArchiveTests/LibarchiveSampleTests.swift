import Foundation
import TestSupport
import Testing

@testable import Archive

/// What libarchive's own tests hold against it, read as evidence would be.
struct LibarchiveSampleTests {
    private static let folder = Repository.root.appending(path: "Tests/Fixtures/libarchive")

    /// By name, how much is read and why no more; one that unpacks to itself once took two minutes.
    private static let expected: [(name: String, outcome: String)] = [
        ("test_compat_tar_hardlink_1.tar", "1 whole, 0 damaged, then holds a link: xmcd-3.3.2/README"),
        (
            "test_read_filter_gzip_recursive.gz",
            "0 whole, 0 damaged, then cannot be opened: Unrecognized archive format"
        ),
        ("gtar_sparse_reuse.tar", "1 whole, 0 damaged"),
        ("tar_V_negative_size.tar", "no archive"),
        ("tar_concatenated.tar", "1 whole, 0 damaged"),
        ("tar_empty_filename.tar", "no archive"),
        (
            "tar_invalid_pax_size.tar",
            "0 whole, 0 damaged, then is damaged or cut short: Tar size attribute is negative"
        ),
        ("tar_pax_negative_time.tar", "1 whole, 0 damaged"),
        ("tar_timestamp_overflow.tar", "1 whole, 0 damaged"),
        ("zip_bz2_hang.zip", "0 whole, 0 damaged, then cannot be opened: Unrecognized archive format"),
        ("zip_encryption_data.zip", "0 whole, 0 damaged, then is encrypted: bar.txt"),
        (
            "zip_encryption_header.zip",
            "0 whole, 0 damaged, then cannot be opened: Unrecognized archive format"
        ),
        ("zip_encryption_partially.zip", "1 whole, 0 damaged, then is encrypted: foo.txt"),
        ("zip_high_compression.zip", "1 whole, 0 damaged"),
        ("zip_malformed1.zip", "0 whole, 0 damaged, then cannot be opened: Unrecognized archive format"),
        ("zip_nested.zip", "2 whole, 0 damaged"),
        ("zip_size_exceeds_declared_deflate.zip", "1 whole, 1 damaged"),
        ("zip_size_exceeds_declared_stored.zip", "1 whole, 1 damaged"),
        ("zip_symlink.zip", "1 whole, 0 damaged, then holds a link: symlink"),
        (
            "zip_symlink_unsupported_compression.zip",
            "0 whole, 0 damaged, then is damaged or cut short: Unsupported ZIP compression method during decompression of link entry (200: ??)"
        ),
        ("zip_traditional_encryption_data.zip", "0 whole, 0 damaged, then is encrypted: bar.txt"),
        ("zip_uncompressed_size_off_by_4gib.zip", "1 whole, 0 damaged"),
        ("zip_with_invalid_traditional_eocd.zip", "2 whole, 0 damaged"),
        ("test_read_pax_empty_val_no_nl.tar", "1 whole, 0 damaged"),
        (
            "test_read_too_many_filters.gz",
            "0 whole, 0 damaged, then cannot be opened: Unrecognized archive format"
        ),
    ]

    @Test(.timeLimit(.minutes(10)))
    func `each of them is read, or refused for a reason`() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
            .filter { $0.hasSuffix(".uu") }.sorted()
        let found = try names.map { name in
            let bytes = try Self.decode(
                String(contentsOf: Self.folder.appending(path: name), encoding: .utf8))
            return "\(name.dropLast(3).replacing("test_read_format_", with: "")): \(Self.outcome(bytes))"
        }
        #expect(found == Self.expected.map { "\($0.name): \($0.outcome)" })
    }

    private static func outcome(_ bytes: [UInt8]) -> String {
        guard let format = ArchiveFormat(head: Array(bytes.prefix(ArchiveFormat.headLength))) else {
            return "no archive"
        }
        var budget = ArchiveBudget(ArchiveLimits(), packed: bytes.count)
        var whole = 0
        var damaged = 0
        do throws(ArchiveError) {
            var reader = try ArchiveReader.open(bytes, format, ArchiveLimits())
            while let entry = try reader.next(&budget) {
                guard !entry.isFolder else { continue }
                do throws(ArchiveError) {
                    _ = try reader.read(upTo: 1 << 26, &budget)
                    whole += 1
                } catch {
                    guard error.extent == .entry else { throw error }
                    damaged += 1
                }
            }
            return "\(whole) whole, \(damaged) damaged"
        } catch {
            return "\(whole) whole, \(damaged) damaged, then \(error)"
        }
    }

    /// Uuencoded text between `begin` and `end`.
    private static func decode(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        for line in text.split(separator: "\n").drop(while: { !$0.hasPrefix("begin ") }).dropFirst() {
            let codes = line.utf8.map { ($0 - 32) & 63 }
            guard let count = codes.first, count > 0 else { break }
            var decoded: [UInt8] = []
            for start in stride(from: 1, to: codes.count - 3, by: 4) {
                decoded.append(codes[start] << 2 | codes[start + 1] >> 4)
                decoded.append(codes[start + 1] << 4 | codes[start + 2] >> 2)
                decoded.append(codes[start + 2] << 6 | codes[start + 3])
            }
            bytes += decoded.prefix(Int(count))
        }
        return bytes
    }
}
