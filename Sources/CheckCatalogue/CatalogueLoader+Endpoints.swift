import Addresses
import Model
import StrictYAML

extension CatalogueLoader {
    mutating func endpointSet(
        _ name: String, _ taken: inout Set<String>
    ) -> EndpointSet? {
        let loader = self
        return read(name, keys: Self.setKeys) { file in
            _ = Self.id(&file, Self.stem(name))
            return loader.endpointSet(&file, &taken)
        }
    }

    func endpointSet(
        _ file: inout Mapping, _ taken: inout Set<String>
    ) -> EndpointSet {
        EndpointSet(
            id: file.text("id"), title: file.text("title"), about: file.text("about"), source: file.source(),
            endpoints: file.mappings("endpoints", keys: EndpointReader.keys) {
                EndpointReader.template(&$0, checks: checkIDs, &taken)
            })
    }

    mutating func issuers() -> JudgingKnowledge.Issuers {
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

    mutating func publicRoots() -> Set<String> {
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

    mutating func sinkholes() -> [ProbingKnowledge.Sinkhole] {
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

    mutating func wildcardControls() -> ProbingKnowledge.WildcardControls {
        read("endpoints/wildcard-controls.yml", keys: ["source", "absent", "unrelated"]) { file in
            _ = file.source()
            return ProbingKnowledge.WildcardControls(
                absent: file.text("absent"), unrelated: file.text("unrelated"))
        } ?? .init(absent: "", unrelated: "")
    }

    mutating func proxyMarks() -> ProbingKnowledge.ProxyMarks {
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
