import Model

/// The files that facts tell of, found again by where they lie.
struct RecognisedFiles {
    private let devices: [DeviceFact]
    /// The number of each device by its path.
    private let places: [String: Int]
    /// For each device, which of its files have been taken.
    private var taken: [[Bool]]

    init(_ devices: [DeviceFact]) {
        self.devices = devices
        places = Dictionary(
            devices.indices.lazy.filter { devices[$0].members == nil }.map { (devices[$0].path, $0) }
        ) { first, _ in first }
        taken = devices.map { $0.files.map { !$0.isFile } }
    }

    /// Takes the file at a path; nil where the facts tell of none, or where it has been taken.
    ///
    /// The path is that of the device, a slash, and the file's name, which may have slashes of its own.
    mutating func take(_ path: String) -> RawEvidence.File? {
        var end = path.endIndex
        while let slash = path[..<end].lastIndex(of: "/") {
            end = slash
            let device = slash == path.startIndex ? "/" : String(path[..<slash])
            guard let number = places[device] else { continue }
            let name = path[path.index(after: slash)...]
            let files = devices[number].files
            guard let file = files.firstIndex(where: { $0.name == name }), !taken[number][file] else {
                continue
            }
            taken[number][file] = true
            return RawEvidence.File(device: number, number: file, kind: files[file].kind)
        }
        return nil
    }

    /// Those that nobody has taken.
    ///
    /// A device of several folders tells of files of the others too, which are there under their own folders.
    var rest: [RawEvidence.File] {
        let left = devices.indices.flatMap { device in
            taken[device].indices.filter { !taken[device][$0] }.map {
                RawEvidence.File(device: device, number: $0, kind: devices[device].files[$0].kind)
            }
        }
        guard left.contains(where: { name(of: $0).contains("/") }) else { return left }
        let shared = Set(
            places.values.lazy.flatMap { number in
                devices[number].files.lazy.map { DeviceFact.name(of: $0, in: devices[number]) }
            })
        return left.filter { !shared.contains(name(of: $0)) }
    }

    private func name(of file: RawEvidence.File) -> String { devices[file.device].files[file.number].name }
}

extension EvidenceFile {
    /// Whether it is a file that was recognised, and no record of a source.
    fileprivate var isFile: Bool {
        switch kind {
        case .directoryComputer, .entraDevice, .managedDevice, .machine, .unknown: false
        default: true
        }
    }
}
