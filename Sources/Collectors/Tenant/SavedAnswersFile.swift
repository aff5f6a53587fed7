import Glibc
import Model

/// A file among the saved answers.
struct SavedAnswersFile: Sendable {
    /// Absolute.
    var path: [UInt8]
    /// The place and the path below it; printable.
    var name: String
    /// Whether another file has as many bytes, and may be the same.
    var sharesSize = false
}

/// Lists the files of the places; nothing is opened but folders.
struct SavedAnswersListing {
    private(set) var files: [SavedAnswersFile] = []
    private(set) var faults: [Unreadable] = []

    /// A place is a folder, which may hold folders, but no more below those; or a file.
    init(_ places: [(name: String, path: String)], isOver: @escaping () -> Bool) {
        var limits = DeviceCollector.Limits()
        limits.depth = 1
        limits.folders = 10_000
        limits.files = 100_000
        var listing = FolderListing(limits, isOver: isOver)
        for place in places {
            let name = place.name.printable(limit: 500)
            guard let root = listing.list(place.path, name: name) else { continue }
            add(listing.folders, root, name: name)
        }
        markSharedSizes()
    }

    private mutating func add(_ folders: [ListedFolder], _ index: Int, name: String) {
        let folder = folders[index]
        if let fault = folder.fault { faults.append(Self.fault(name, fault)) }
        for link in folder.links + folder.fileLinks {
            refuse("\(name)/\(link)", "is a symbolic link, which is not followed")
        }
        for special in folder.specials { refuse("\(name)/\(special)", "is neither a file nor a folder") }
        for file in folder.files {
            let shown = String(printing: file)
            guard !FileNature.isClutter(shown) else { continue }
            files.append(
                SavedAnswersFile(
                    path: folder.path + [0x2f] + file, name: folder.isFile ? name : "\(name)/\(shown)"))
        }
        for child in folder.children { add(folders, child, name: "\(name)/\(folders[child].name)") }
    }

    private mutating func refuse(_ name: String, _ why: String) {
        faults.append(Unreadable(.tenantExportUnreadable, "\(name) \(why)"))
    }

    private static func fault(_ name: String, _ why: Unreadable) -> Unreadable {
        let code: ReasonCode =
            why.code == .deadlineExceeded || why.code == .runInterrupted ? why.code : .tenantExportUnreadable
        return Unreadable(code, "\(name) \(why.detail)")
    }

    private mutating func markSharedSizes() {
        var first: [Int: Int] = [:]
        for position in files.indices {
            var status = stat()
            let path = files[position].path.map { CChar(bitPattern: $0) } + [0]
            guard lstat(path, &status) == 0 else { continue }
            if let other = first[Int(status.st_size)] {
                files[other].sharesSize = true
                files[position].sharesSize = true
            } else {
                first[Int(status.st_size)] = position
            }
        }
    }
}
