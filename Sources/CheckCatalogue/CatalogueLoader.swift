import Addresses
package import FoundationEssentials
package import Model
package import StrictYAML

/// Reads the catalogue's files and holds them against each other.
///
/// The two parts are read apart, since probing needs but one of them.
package struct CatalogueLoader: Sendable {
    private let folder: URL
    private let checkFiles: [String]
    private let setFiles: [String]
    /// Every check's id, from the names of the files.
    package let checkIDs: Set<CheckID>
    private var reader = Reader()

    /// The requirement sets' names, from the names of their files.
    package var requirementSetNames: [String] { setFiles.map(Self.stem) }

    /// Lists the catalogue in `folder`, which must describe the checks `implemented` and no others.
    ///
    /// - Throws: ``Diagnostics`` when the folder cannot be listed, or lacks or adds a check.
    package init(folder: URL, implemented: Set<CheckID>) throws(Diagnostics) {
        self.folder = folder
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
        if let probing {
            _ = gather(&diagnostics) { () throws(Diagnostics) in try loader.checkPatterns(of: probing) }
        }
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
            areas: loader.areas(), checks: Dictionary(checks.map { ($0.id, $0) }) { first, _ in first },
            reasons: loader.reasons(), requirementSets: setFiles.compactMap { loader.requirementSet($0) },
            issuers: loader.issuers(), publicRoots: loader.publicRoots())
        guard loader.reader.diagnostics.isEmpty else { throw loader.reader.diagnostics }
        return knowledge
    }

    /// Reads what is needed for probing; its regular expressions are still to be checked.
    ///
    /// - Throws: ``Diagnostics`` with everything that is wrong in these files.
    package func probing() throws(Diagnostics) -> ProbingKnowledge {
        var loader = self
        var patterns: [ProbingKnowledge.PatternPlace] = []
        var taken: Set<String> = []
        var lister = Lister(folder: folder)
        let sets = lister.files(in: "endpoints/sets").compactMap { loader.endpointSet($0, &patterns, &taken) }
        let knowledge = ProbingKnowledge(
            endpointSets: sets, sinkholes: loader.sinkholes(), wildcardControls: loader.wildcardControls(),
            proxyMarks: loader.proxyMarks(), patterns: patterns)
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
                endpointSet(&$0, &knowledge.patterns, &taken)
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

    private static let setKeys = ["id", "title", "about", "source", "endpoints"]

    /// Compiles every regular expression once.
    ///
    /// - Throws: ``Diagnostics`` that name those which are none.
    package func checkPatterns(of knowledge: ProbingKnowledge) throws(Diagnostics) {
        var diagnostics = Diagnostics()
        for place in knowledge.patterns where (try? Regex(place.pattern)) == nil {
            let message = "\(place.member): \"\(place.pattern)\" is not a regular expression"
            diagnostics.add(.init(file: place.file, line: place.line, message: message))
        }
        guard diagnostics.isEmpty else { throw diagnostics }
    }

    /// A file's name without folder and ending.
    private static func stem(_ name: String) -> String {
        name.split(separator: "/").last.map { String($0.dropLast(4)) } ?? name
    }

    /// The id that a file gives, which must be the file's own name.
    private static func id(_ file: inout Mapping, _ stem: String) -> String {
        let id = file.text("id")
        if id != stem { file.complain("\"\(id)\" differs from the file's name, \"\(stem)\"", at: "id") }
        return id
    }

    private mutating func read<T>(_ name: String, keys: [String], _ body: (inout Mapping) -> T) -> T? {
        reader.read(
            file: folder.appending(path: name), name: "\(folder.lastPathComponent)/\(name)", keys: keys, body)
    }
}

// MARK: - What people read

extension CatalogueLoader {
    private mutating func areas() -> [AreaDescription] {
        let found = read("areas.yml", keys: ["areas"]) { file in
            let all = file.mappings("areas", keys: ["id", "title", "about", "given-by", "source"]) {
                entry -> AreaDescription? in
                _ = entry.source()
                guard let area = entry.required("id", { $0.choice(Area.self) }) else { return nil }
                return AreaDescription(
                    area: area, title: entry.text("title"), about: entry.text("about"),
                    givenBy: entry.text("given-by"))
            }
            for area in Area.allCases where all.count(where: { $0.area == area }) != 1 {
                file.complain("area \"\(area.rawValue)\" must be described once", at: "areas")
            }
            return all
        }
        return found ?? []
    }

    private mutating func check(_ name: String) -> CheckDescription? {
        let stem = Self.stem(name)
        let keys = ["id", "title", "why", "breaks", "judged", "remedy", "source"]
        guard let area = CheckID(stem).area else { return nil }
        return read(name, keys: keys) { file in
            CheckDescription(
                id: CheckID(Self.id(&file, stem)), area: area, title: file.text("title"),
                why: file.text("why"),
                breaks: file.text("breaks"),
                judged: file.text("judged"), remedy: file.text("remedy"), source: file.source())
        }
    }

    private mutating func reasons() -> [ReasonCode: ReasonDescription] {
        let found = read("reasons.yml", keys: ["reasons"]) { file in
            let all = file.mappings("reasons", keys: ["code", "title", "means", "remedy", "source"]) {
                entry -> ReasonDescription? in
                let source = entry.source()
                guard let code = entry.required("code", { $0.choice(ReasonCode.self) }) else { return nil }
                return ReasonDescription(
                    code: code, title: entry.text("title"), means: entry.text("means"),
                    remedy: entry.text("remedy"),
                    source: source)
            }
            for code in ReasonCode.allCases where all.count(where: { $0.code == code }) != 1 {
                file.complain("\"\(code.rawValue)\" must be explained once", at: "reasons")
            }
            return all
        }
        return Dictionary((found ?? []).map { ($0.code, $0) }) { first, _ in first }
    }

    private mutating func requirementSet(_ name: String) -> RequirementSet? {
        let checks = checkIDs
        return read(name, keys: ["id", "title", "about", "source", "checks", "always"]) { file in
            var severities: [CheckID: Severity] = [:]
            for (key, value) in file.required("checks", { $0.entries() }) ?? [] {
                var value = value
                if !checks.contains(CheckID(key)) {
                    value.complain(
                        "no check has this id\(suggestion(for: key, among: checks.map(\.rawValue)))")
                }
                severities[CheckID(key)] = value.choice(Severity.self)
                file.add(value.diagnostics)
            }
            for id in checks.sorted() where severities[id] == nil {
                file.complain("says nothing of check \"\(id)\"", at: "checks")
            }
            let always = file.each("always") { value -> CheckID? in
                guard let id = value.string() else { return nil }
                if !checks.contains(CheckID(id)) {
                    value.complain(
                        "no check has this id\(suggestion(for: id, among: checks.map(\.rawValue)))")
                }
                return CheckID(id)
            }
            return RequirementSet(
                name: Self.id(&file, Self.stem(name)), title: file.text("title"), about: file.text("about"),
                source: file.source(),
                severities: severities, always: Set(always ?? []))
        }
    }
}

// MARK: - Endpoints

extension CatalogueLoader {
    private mutating func endpointSet(
        _ name: String, _ patterns: inout [ProbingKnowledge.PatternPlace], _ taken: inout Set<String>
    ) -> EndpointSet? {
        let loader = self
        return read(name, keys: Self.setKeys) { file in
            _ = Self.id(&file, Self.stem(name))
            return loader.endpointSet(&file, &patterns, &taken)
        }
    }

    private func endpointSet(
        _ file: inout Mapping, _ patterns: inout [ProbingKnowledge.PatternPlace], _ taken: inout Set<String>
    ) -> EndpointSet {
        EndpointSet(
            id: file.text("id"), title: file.text("title"), about: file.text("about"), source: file.source(),
            endpoints: file.mappings("endpoints", keys: EndpointReader.keys) {
                EndpointReader.template(&$0, checks: checkIDs, &patterns, &taken)
            })
    }

    private mutating func issuers() -> JudgingKnowledge.Issuers {
        func fingerprints(_ file: inout Mapping, _ key: String) -> Set<String> {
            Set(
                file.mappings(key, keys: ["name", "sha1"]) { entry -> String? in
                    _ = entry.text("name")
                    return entry.optional("sha1") { $0.fingerprint(digits: 40) }
                })
        }
        return read("endpoints/issuers.yml", keys: ["source", "roots", "issuers"]) { file in
            _ = file.source()
            return JudgingKnowledge.Issuers(
                roots: fingerprints(&file, "roots"), issuers: fingerprints(&file, "issuers"))
        } ?? .init(roots: [], issuers: [])
    }

    private mutating func publicRoots() -> Set<String> {
        read("endpoints/public-roots.yml", keys: ["source", "package", "roots"]) { file in
            _ = (file.source(), file.text("package"))
            let entries = file.required("roots") { $0.entries() } ?? []
            for (key, value) in entries where !key.isFingerprint(digits: 64) {
                var value = value
                value.complain("expected 64 upper-case hexadecimal digits")
                file.add(value.diagnostics)
            }
            return Set(entries.map(\.key))
        } ?? []
    }

    private mutating func sinkholes() -> [ProbingKnowledge.Sinkhole] {
        read("endpoints/sinkholes.yml", keys: ["source", "networks"]) { file in
            _ = file.source()
            return file.mappings("networks", keys: ["cidr", "name", "source"]) {
                entry -> ProbingKnowledge.Sinkhole? in
                _ = entry.source()
                let cidr = entry.text("cidr")
                if NetworkRange(cidr: cidr, name: "") == nil {
                    entry.complain(
                        "expected an address, a slash and a length, found \"\(cidr.prefix(60))\"", at: "cidr")
                }
                return .init(cidr: cidr, name: entry.text("name"))
            }
        } ?? []
    }

    private mutating func wildcardControls() -> ProbingKnowledge.WildcardControls {
        read("endpoints/wildcard-controls.yml", keys: ["source", "absent", "unrelated"]) { file in
            _ = file.source()
            return ProbingKnowledge.WildcardControls(
                absent: file.text("absent"), unrelated: file.text("unrelated"))
        } ?? .init(absent: "", unrelated: "")
    }

    private mutating func proxyMarks() -> ProbingKnowledge.ProxyMarks {
        read("endpoints/proxy-marks.yml", keys: ["source", "headers", "servers"]) { file in
            _ = file.source()
            let headers = file.required("headers") { $0.strings() } ?? []
            let servers = file.required("servers") { $0.strings() } ?? []
            return ProbingKnowledge.ProxyMarks(
                headers: headers.map { $0.lowercased() }, servers: servers.map { $0.lowercased() })
        } ?? .init(headers: [], servers: [])
    }
}

extension Value {
    fileprivate mutating func fingerprint(digits: Int) -> String? {
        // A fingerprint of decimal digits alone would read as a number.
        guard let text = string() else { return nil }
        if text.isFingerprint(digits: digits) { return text }
        complain("expected \(digits) upper-case hexadecimal digits, found \"\(text.prefix(80))\"")
        return nil
    }
}

extension String {
    fileprivate func isFingerprint(digits: Int) -> Bool {
        utf8.count == digits && utf8.allSatisfy { (48...57).contains($0) || (65...70).contains($0) }
    }
}
