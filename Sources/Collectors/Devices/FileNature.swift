import Archive

/// What a file that is no evidence may be told by, so that no fuss is made of it.
enum FileNature {
    private static let headMarks: [[UInt8]] = [
        [0x89, 0x50, 0x4e, 0x47], [0xff, 0xd8, 0xff], Array("GIF8".utf8), Array("%PDF".utf8),
        Array("ElfFile".utf8), Array("MSCF".utf8), Array("MZ".utf8), [0x7f, 0x45, 0x4c, 0x46],
        Array("regf".utf8), Array("SQLite format 3".utf8), [0xd0, 0xcf, 0x11, 0xe0], Array("MDMP".utf8),
        Array("PAGE".utf8),
    ]
    private static let otherArchives: [(mark: [UInt8], name: String)] = [
        ([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], "7-Zip"), (Array("Rar!".utf8), "RAR"),
    ]
    // Binary ones alone: any text is read, whatever it is called. Some of these are zip archives inside.
    private static let foreign: Set<String> = [
        "png", "jpg", "jpeg", "gif", "bmp", "evtx", "etl", "cab", "dll", "exe", "sys", "pdf", "docx", "xlsx",
        "pptx", "msi", "dmp", "pml", "blg",
    ]
    private static let evidence: Set<String> = ["txt", "log", "reg", "csv", "json", "xml", "out", ""]
    private static let archives: Set<String> = ["zip", "tar", "gz", "tgz", "bz2", "xz", "txz", "zst", "tzst"]

    /// Whether a file of this name is something that no reader is for.
    static func isForeign(_ name: String) -> Bool { foreign.contains(ending(of: name)) || isClutter(name) }

    static func isForeign(head: [UInt8]) -> Bool { headMarks.contains { head.starts(with: $0) } }

    /// Whether evidence is called like this.
    static func isNamedAsEvidence(_ name: String) -> Bool {
        evidence.contains(ending(of: name)) && !isClutter(name)
    }

    static func isNamedAsArchive(_ name: String) -> Bool { archives.contains(ending(of: name)) }

    /// Whether an open file of `size` bytes that begins with `head` is a support bundle of this program.
    static func isBundle(head: [UInt8], _ descriptor: Int32, _ size: Int) -> Bool {
        ArchiveFormat(head: head) == .zip && SealMark.ends(descriptor, size: size)
    }

    /// The name of a format that is not read.
    static func otherArchive(head: [UInt8]) -> String? {
        otherArchives.first { head.starts(with: $0.mark) }?.name
    }

    /// What file systems and desktops leave behind.
    static func isClutter(_ name: String) -> Bool {
        name.hasPrefix(".") || name == "Thumbs.db" || name == "desktop.ini" || name == "__MACOSX"
            || name == "lost+found" || name == "System Volume Information"
    }

    private static func ending(of name: String) -> String {
        guard let dot = name.lastIndex(of: ".") else { return "" }
        return name[name.index(after: dot)...].lowercased()
    }
}
