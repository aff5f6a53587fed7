import Archive

/// Reads an archive in memory as the program does, and demands that no limit is passed.
enum ArchiveExercise {
    private static let limits: ArchiveLimits = {
        var limits = ArchiveLimits()
        // Small enough for an input of 64 KB to reach each of them, and for many runs in a second.
        limits.entries = 64
        limits.unpacked = 4 << 20
        limits.spared = 1 << 20
        return limits
    }()

    static func run(_ bytes: [UInt8]) {
        let seen = outcome(of: bytes)
        demand(seen == outcome(of: bytes), "the same archive is read in two ways")
    }

    /// What was read: a line for each entry, and how it ended.
    private static func outcome(of bytes: [UInt8]) -> [String] {
        guard let format = ArchiveFormat(head: Array(bytes.prefix(ArchiveFormat.headLength))) else {
            return []
        }
        var budget = ArchiveBudget(limits, packed: bytes.count)
        var seen: [String] = []
        var unpacked = 0
        do throws(ArchiveError) {
            var reader = try ArchiveReader.open(bytes, format, limits)
            while let entry = try reader.next(&budget) {
                demandSafety(of: entry)
                seen.append("\(entry)")
                demand(seen.count <= 2 * limits.entries, "there are more entries than are allowed")
                do throws(ArchiveError) {
                    let content = try reader.read(upTo: 256 << 10, &budget)
                    demand(content.count <= 256 << 10, "more was read than was asked for")
                    unpacked += content.count
                    seen.append("\(content.count) bytes, \(content.hashValue)")
                } catch {
                    guard error.extent == .entry else { throw error }
                    seen.append("\(error)")
                }
                demand(unpacked <= limits.unpacked, "more was unpacked than is allowed")
            }
        } catch {
            seen.append("\(error)")
        }
        return seen
    }

    private static func demandSafety(of entry: ArchiveEntry) {
        demand(entry.parts.count <= limits.depth, "\(entry) is too deep")
        for part in entry.parts {
            let leads =
                part.isEmpty || part == "." || part == ".." || part.contains("/") || part.contains("\\")
            demand(!leads, "\(entry) leads elsewhere")
        }
    }
}
