package import FoundationEssentials
import Model
package import StrictYAML

/// Reads the catalogue's files and holds them against each other.
package struct CatalogueLoader {
    private let folder: URL
    private var reader = Reader()

    /// Reads the catalogue in `folder`.
    ///
    /// - Throws: ``Diagnostics`` with everything that is wrong, in all files.
    package static func load(from folder: URL) throws(Diagnostics) -> Catalogue {
        var loader = CatalogueLoader(folder: folder)
        let catalogue = loader.load()
        guard loader.reader.diagnostics.isEmpty else { throw loader.reader.diagnostics }
        return catalogue
    }

    private init(folder: URL) {
        self.folder = folder
    }

    private mutating func load() -> Catalogue {
        let areas = areas()
        let checks = Area.allCases.flatMap { area in
            files(in: area.rawValue, prefix: area.rawValue + ".").compactMap { check($0, area) }
        }
        let ids = Set(checks.map(\.id))
        let endpointSets = files(in: "endpoints/sets").compactMap { endpointSet($0, checks: ids) }
        complainOfRepeated(endpointSets)
        return Catalogue(
            areas: areas,
            checks: Dictionary(checks.map { ($0.id, $0) }) { first, _ in first },
            reasons: reasons(),
            requirementSets: files(in: "requirement-sets").compactMap { requirementSet($0, checks: ids) },
            endpointSets: endpointSets,
            issuers: issuers(), publicRoots: publicRoots(), sinkholes: sinkholes(), wildcardControls: wildcardControls(),
            proxyMarks: proxyMarks())
    }

    /// The YAML files of a folder, by name.
    private mutating func files(in name: String, prefix: String = "") -> [String] {
        let path = folder.appending(path: name).path
        guard FileManager.default.fileExists(atPath: path) else { return [] }
        do {
            return try FileManager.default.contentsOfDirectory(atPath: path)
                .filter { $0.hasSuffix(".yml") && $0.hasPrefix(prefix) }.sorted().map { "\(name)/\($0)" }
        } catch {
            reader.add(.init(file: "\(folder.lastPathComponent)/\(name)", line: nil, message: "cannot be listed"))
            return []
        }
    }

    private mutating func read<T>(_ name: String, keys: [String], _ body: (inout Mapping) -> T) -> T? {
        reader.read(file: folder.appending(path: name), name: "\(folder.lastPathComponent)/\(name)", keys: keys, body)
    }
}

// MARK: - What people read

extension CatalogueLoader {
    private mutating func areas() -> [AreaDescription] {
        let found = read("areas.yml", keys: ["areas"]) { file in
            file.mappings("areas", keys: ["id", "title", "about", "given-by", "source"]) { entry -> AreaDescription? in
                _ = entry.source()
                guard let area = entry.required("id", { $0.choice(Area.self) }) else { return nil }
                return AreaDescription(
                    area: area, title: entry.text("title"), about: entry.text("about"), givenBy: entry.text("given-by"))
            }
        }
        return found ?? []
    }

    private mutating func check(_ name: String, _ area: Area) -> CheckDescription? {
        let stem = name.split(separator: "/").last.map { String($0.dropLast(4)) } ?? name
        let keys = ["id", "title", "why", "breaks", "judged", "remedy", "source"]
        return read(name, keys: keys) { file in
            let id = file.text("id")
            if id != stem { file.complain("\"\(id)\" differs from the file's name, \"\(stem)\"", at: "id") }
            return CheckDescription(
                id: CheckID(id), area: area, title: file.text("title"), why: file.text("why"), breaks: file.text("breaks"),
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
                    code: code, title: entry.text("title"), means: entry.text("means"), remedy: entry.text("remedy"),
                    source: source)
            }
            for code in ReasonCode.allCases where all.count(where: { $0.code == code }) != 1 {
                file.complain("\"\(code.rawValue)\" must be explained once", at: "reasons")
            }
            return all
        }
        return Dictionary((found ?? []).map { ($0.code, $0) }) { first, _ in first }
    }

    private mutating func requirementSet(_ name: String, checks: Set<CheckID>) -> RequirementSet? {
        read(name, keys: ["id", "title", "about", "source", "checks"]) { file in
            var severities: [CheckID: Severity] = [:]
            for (key, value) in file.required("checks", { $0.entries() }) ?? [] {
                var value = value
                if !checks.contains(CheckID(key)) {
                    value.complain("no check has this id\(suggestion(for: key, among: checks.map(\.rawValue)))")
                }
                severities[CheckID(key)] = value.choice(Severity.self)
                file.add(value.diagnostics)
            }
            for id in checks.sorted() where severities[id] == nil {
                file.complain("says nothing of check \"\(id)\"", at: "checks")
            }
            return RequirementSet(
                name: file.text("id"), title: file.text("title"), about: file.text("about"), source: file.source(),
                severities: severities)
        }
    }
}

// MARK: - Endpoints

extension CatalogueLoader {
    private mutating func endpointSet(_ name: String, checks: Set<CheckID>) -> EndpointSet? {
        read(name, keys: ["id", "title", "about", "source", "endpoints"]) { file in
            EndpointSet(
                id: file.text("id"), title: file.text("title"), about: file.text("about"), source: file.source(),
                endpoints: file.mappings("endpoints", keys: EndpointReader.keys) {
                    EndpointReader.template(&$0, checks: checks)
                })
        }
    }

    private mutating func complainOfRepeated(_ sets: [EndpointSet]) {
        var seen: Set<String> = []
        for set in sets {
            for endpoint in set.endpoints where !seen.insert(endpoint.id).inserted {
                let file = "\(folder.lastPathComponent)/endpoints/sets/\(set.id).yml"
                reader.add(.init(file: file, line: nil, message: "endpoint id \"\(endpoint.id)\" is used twice"))
            }
        }
    }

    private mutating func issuers() -> Catalogue.Issuers {
        func fingerprints(_ file: inout Mapping, _ key: String) -> Set<String> {
            Set(
                file.mappings(key, keys: ["name", "sha1"]) { entry -> String? in
                    _ = entry.text("name")
                    return entry.optional("sha1") { $0.fingerprint(digits: 40) }
                })
        }
        return read("endpoints/issuers.yml", keys: ["source", "roots", "issuers"]) { file in
            _ = file.source()
            return Catalogue.Issuers(roots: fingerprints(&file, "roots"), issuers: fingerprints(&file, "issuers"))
        } ?? .init(roots: [], issuers: [])
    }

    private mutating func publicRoots() -> Catalogue.PublicRoots {
        read("endpoints/public-roots.yml", keys: ["source", "package", "roots"]) { file in
            _ = (file.source(), file.text("package"))
            let entries = file.required("roots") { $0.entries() } ?? []
            for (key, value) in entries where !key.isFingerprint(digits: 64) {
                var value = value
                value.complain("expected 64 upper-case hexadecimal digits")
                file.add(value.diagnostics)
            }
            return Catalogue.PublicRoots(fingerprints: Set(entries.map(\.key)))
        } ?? .init(fingerprints: [])
    }

    private mutating func sinkholes() -> [Catalogue.Sinkhole] {
        read("endpoints/sinkholes.yml", keys: ["source", "networks"]) { file in
            _ = file.source()
            return file.mappings("networks", keys: ["cidr", "name", "source"]) { entry -> Catalogue.Sinkhole? in
                _ = entry.source()
                return .init(cidr: entry.text("cidr"), name: entry.text("name"))
            }
        } ?? []
    }

    private mutating func wildcardControls() -> Catalogue.WildcardControls {
        read("endpoints/wildcard-controls.yml", keys: ["source", "absent", "unrelated"]) { file in
            _ = file.source()
            return Catalogue.WildcardControls(absent: file.text("absent"), unrelated: file.text("unrelated"))
        } ?? .init(absent: "", unrelated: "")
    }

    private mutating func proxyMarks() -> Catalogue.ProxyMarks {
        read("endpoints/proxy-marks.yml", keys: ["source", "headers", "servers"]) { file in
            _ = file.source()
            let headers = file.required("headers") { $0.strings() } ?? []
            let servers = file.required("servers") { $0.strings() } ?? []
            return Catalogue.ProxyMarks(headers: headers.map { $0.lowercased() }, servers: servers.map { $0.lowercased() })
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
