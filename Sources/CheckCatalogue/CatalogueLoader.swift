package import FoundationEssentials
package import Model
package import StrictYAML

/// Reads the catalogue's files and holds them against each other.
///
/// The two parts are read apart, since probing needs but one of them.
package struct CatalogueLoader: Sendable {
    package let folder: URL
    /// The folder's path and its last part, which a URL makes anew each time.
    private let path: String
    private let title: String
    private let checkFiles: [String]
    private let setFiles: [String]
    /// Every check's id, from the names of the files.
    package let checkIDs: Set<CheckID>
    var reader: Reader

    /// The requirement sets' names, from the names of their files.
    package var requirementSetNames: [String] { setFiles.map(Self.stem) }

    /// Lists the catalogue in `folder`, which must describe the checks `implemented` and no others.
    ///
    /// - Throws: ``Diagnostics`` when the folder cannot be listed, or lacks or adds a check.
    package init(folder: URL, implemented: Set<CheckID>) throws(Diagnostics) {
        self.folder = folder
        path = folder.path
        title = folder.lastPathComponent
        reader = Reader(compiled: CompiledTrees(file: "\(path)\(Self.compiledEnding)"))
        var lister = Lister(folder: folder)
        checkFiles = Area.allCases.flatMap { lister.files(in: $0.rawValue, prefix: $0.rawValue + ".") }
        setFiles = lister.files(in: "requirement-sets")
        checkIDs = Set(checkFiles.map { CheckID(Self.stem($0)) })
        var diagnostics = lister.diagnostics
        for id in implemented.subtracting(checkIDs).sorted() {
            let file = "\(folder.lastPathComponent)/\(id.area?.rawValue ?? "")/\(id).yml"
            diagnostics.add(
                .init(file: file, line: nil, message: "is missing: every check needs its description"))
        }
        for name in checkFiles where !implemented.contains(CheckID(Self.stem(name))) {
            let hint = suggestion(for: Self.stem(name), among: implemented.map(\.rawValue))
            diagnostics.add(
                .init(
                    file: "\(folder.lastPathComponent)/\(name)", line: nil,
                    message: "describes no check that there is\(hint)"))
        }
        guard diagnostics.isEmpty else { throw diagnostics }
    }

    /// Reads everything.
    ///
    /// - Throws: ``Diagnostics`` with everything that is wrong, in all files.
    package static func load(from folder: URL, implemented: Set<CheckID>) throws(Diagnostics) -> Catalogue {
        let loader = try CatalogueLoader(folder: folder, implemented: implemented)
        var diagnostics = Diagnostics()
        let judging = gather(&diagnostics) { () throws(Diagnostics) in try loader.judging() }
        let probing = gather(&diagnostics) { () throws(Diagnostics) in try loader.probing() }
        guard let judging, let probing, diagnostics.isEmpty else { throw diagnostics }
        return Catalogue(judging: judging, probing: probing)
    }

    private static func gather<T>(_ diagnostics: inout Diagnostics, _ read: () throws(Diagnostics) -> T) -> T?
    {
        do throws(Diagnostics) {
            return try read()
        } catch {
            diagnostics.add(contentsOf: error)
            return nil
        }
    }

    /// Reads what is needed once there is something to judge.
    ///
    /// - Throws: ``Diagnostics`` with everything that is wrong in these files.
    package func judging() throws(Diagnostics) -> JudgingKnowledge {
        var loader = self
        let checks = checkFiles.compactMap { loader.check($0) }
        let knowledge = JudgingKnowledge(
            version: loader.version(), areas: loader.areas(),
            checks: Dictionary(checks.map { ($0.id, $0) }) { first, _ in first },
            reasons: loader.reasons(), requirementSets: setFiles.compactMap { loader.requirementSet($0) },
            issuers: loader.issuers(), publicRoots: loader.publicRoots())
        guard loader.reader.diagnostics.isEmpty else { throw loader.reader.diagnostics }
        return knowledge
    }

    /// Reads what is needed for probing.
    ///
    /// - Throws: ``Diagnostics`` with everything that is wrong in these files.
    package func probing() throws(Diagnostics) -> ProbingKnowledge {
        var loader = self
        var taken: Set<String> = []
        var lister = Lister(folder: folder)
        let sets = lister.files(in: "endpoints/sets").compactMap { loader.endpointSet($0, &taken) }
        let knowledge = ProbingKnowledge(
            endpointSets: sets, sinkholes: loader.sinkholes(), wildcardControls: loader.wildcardControls(),
            proxyMarks: loader.proxyMarks(), directory: loader.directory())
        guard loader.reader.diagnostics.isEmpty else { throw loader.reader.diagnostics }
        return knowledge
    }

    /// Adds endpoint sets of the user's own, from files in the catalogue's format.
    ///
    /// Throws ``Diagnostics`` with everything that is wrong in them, also where an id is taken already.
    package func adding(files: [String], to knowledge: ProbingKnowledge) throws(Diagnostics)
        -> ProbingKnowledge
    {
        var loader = self
        var knowledge = knowledge
        var taken = Set(knowledge.endpointSets.flatMap(\.endpoints).map(\.id))
        for file in files {
            let set = loader.reader.read(file: URL(filePath: file), name: file, keys: Self.setKeys) {
                endpointSet(&$0, &taken)
            }
            guard let set else { continue }
            if knowledge.endpointSets.contains(where: { $0.id == set.id }) {
                loader.reader.add(
                    .init(file: file, line: nil, message: "there is an endpoint set \"\(set.id)\" already"))
            }
            knowledge.endpointSets.append(set)
        }
        guard loader.reader.diagnostics.isEmpty else { throw loader.reader.diagnostics }
        return knowledge
    }

    /// The file beside a catalogue's folder that holds its files parsed beforehand; it need not be there.
    package var compiledFile: String { path + Self.compiledEnding }

    private static let compiledEnding = ".compiled"

    /// Parses all files beforehand: the contents of the ``compiledFile``.
    package func compile() -> Data {
        CompiledTrees.compile(
            files().compactMap { name in
                let file = "\(path)/\(name)"
                guard let stamp = FileStamp.settled(file),
                    let data = try? FileBytes.read(file, limit: Reader.maximumSize)
                else { return nil }
                return .init(name: "\(title)/\(name)", data: data, stamp: stamp)
            })
    }

    /// The names of the catalogue's files, relative to its folder, in their order.
    private func files() -> [String] {
        let paths = (try? FileManager.default.subpathsOfDirectory(atPath: path)) ?? []
        return paths.filter { $0.hasSuffix(".yml") }.sorted()
    }

    /// The files of the catalogue that can be read, named relative to its folder, by name.
    package func contents() -> [(name: String, data: [UInt8])] {
        files().compactMap { name in
            (try? FileBytes.read("\(path)/\(name)", limit: Reader.maximumSize)).map { (name, $0) }
        }
    }

    static let setKeys = ["id", "title", "about", "source", "endpoints"]

    /// A file's name without folder and ending.
    static func stem(_ name: String) -> String {
        name.split(separator: "/").last.map { String($0.dropLast(4)) } ?? name
    }

    /// The id that a file gives, which must be the file's own name.
    static func id(_ file: inout Mapping, _ stem: String) -> String {
        let id = file.text("id")
        if id != stem { file.complain("\"\(id)\" differs from the file's name, \"\(stem)\"", at: "id") }
        return id
    }

    mutating func read<T>(_ name: String, keys: [String], _ body: (inout Mapping) -> T) -> T? {
        reader.read(path: "\(path)/\(name)", name: "\(title)/\(name)", keys: keys, body)
    }
}
