import Foundation
import Model
import StrictYAML
import TestSupport
import Testing

@testable import CheckCatalogue

/// A sound catalogue loads; everything wrong in others is told at once.
struct CatalogueLoaderTests {
    @Test
    func `a sound catalogue is read whole`() throws {
        let catalogue = try SmallCatalogue().load()
        #expect(catalogue.judging.areas.map(\.area) == Area.allCases)
        #expect(Set(catalogue.judging.checks.keys) == ["endpoints.a-reachable", "tenant.b"])
        #expect(catalogue.judging.checks["tenant.b"]?.area == .tenant)
        #expect(Set(catalogue.judging.reasons.keys) == Set(ReasonCode.allCases))
        #expect(
            catalogue.judging.requirementSet("classic")?.severities == [
                "endpoints.a-reachable": .fail, "tenant.b": .note,
            ])
        #expect(catalogue.judging.requirementSet("absent") == nil)
        #expect(catalogue.judging.issuers.roots == ["A8985D3A65E5E5C4B2D7D66D40C6DD2FB19C5436"])
        #expect(catalogue.judging.issuers.issuers == [])
        #expect(catalogue.judging.publicRoots.count == 1)
        #expect(catalogue.probing.sinkholes == [.init(cidr: "127.0.0.0/8", name: "loopback")])
        #expect(catalogue.probing.wildcardControls == .init(absent: "invalid", unrelated: "www.example.com"))
        #expect(catalogue.probing.proxyMarks == .init(headers: ["proxy-status"], servers: ["squid"]))
    }

    @Test
    func `an endpoint is read whole`() throws {
        let catalogue = try SmallCatalogue().load()
        let endpoint = try #require(catalogue.probing.endpointSets.first?.endpoints.first)
        #expect(endpoint.id == "a")
        #expect(endpoint.reachabilityCheck == "endpoints.a-reachable")
        #expect(endpoint.scheme == .https)
        #expect(endpoint.port == 443)
        #expect(endpoint.hosts == [.global: ["a.example"], .gcc: []])
        #expect(endpoint.wildcards == [.global: "*.example"])
        #expect(endpoint.expectation.statuses == [200])
        #expect(endpoint.expectation.body == .json)
        #expect(Set(endpoint.expectation.jsonMembers.keys) == ["issuer", "token"])
        #expect(endpoint.expectation.headers == ["x-request-id"])
        #expect(endpoint.expectation.tenantClaim == "issuer")
    }

    @Test
    func `two mistakes in two files are told at once`() throws {
        let spoilt = try SmallCatalogue([
            "areas.yml": Data("areas:\n  - oops\n".utf8),
            "endpoints/proxy-marks.yml": Data("source: RFC 1\n".utf8),
        ])
        let lines = spoilt.complaints.split(separator: "\n").map(String.init)
        #expect(lines.contains("checks/areas.yml:2: areas[0]: expected a mapping, found the text \"oops\""))
        #expect(lines.contains("checks/endpoints/proxy-marks.yml:1: \"headers\" is missing"))
        #expect(lines.contains("checks/endpoints/proxy-marks.yml:1: \"servers\" is missing"))
    }

    @Test(arguments: [
        "catalogue.yml", "areas.yml", "reasons.yml", "endpoints/issuers.yml", "endpoints/public-roots.yml",
        "endpoints/sinkholes.yml",
        "endpoints/wildcard-controls.yml", "endpoints/proxy-marks.yml", "directory/bind-errors.yml",
        "directory/functional-levels.yml", "directory/registration-point.yml", "directory/federation.yml",
    ])
    func `a file that is missing, empty, a folder, too large or not UTF-8 is named`(path: String) throws {
        let line = "checks/\(path): "
        #expect(try SmallCatalogue([path: nil]).complaints == line + "no such file")
        #expect(try SmallCatalogue(path, "").complaints == line + "is empty")
        #expect(
            try SmallCatalogue(path, String(repeating: "#", count: 5 << 20)).complaints == line
                + "is larger than 4 MiB")
        #expect(try SmallCatalogue([path: Data([0x23, 0x0a, 0xff])]).complaints.hasPrefix("checks/\(path):"))
        let folder = try SmallCatalogue([path: nil, "\(path)/inner": Data()])
        #expect(folder.complaints == line + "is a directory, not a file")
    }

    @Test
    func `a catalogue that is not there names every file that it lacks`() throws {
        let folder = try TemporaryFolder()
        #expect(throws: Diagnostics.self) {
            try CatalogueLoader.load(from: folder.url, implemented: SmallCatalogue.implemented)
        }
    }

    @Test
    func `a truncated file is refused where it ends`() throws {
        let spoilt = try SmallCatalogue(SmallCatalogue.check, "id: endpoints.a-reachable\ntitle: \"Tit")
        #expect(
            spoilt.complaints.hasPrefix("checks/\(SmallCatalogue.check):2: is not YAML here: "),
            "\(spoilt.complaints)")
    }

    @Test
    func `a tab that indents is refused in its line`() throws {
        let spoilt = try SmallCatalogue(SmallCatalogue.set, replacing: "  tenant.b", with: "\ttenant.b")
        #expect(
            spoilt.complaints.hasPrefix("checks/\(SmallCatalogue.set):7: is not YAML here: "),
            "\(spoilt.complaints)")
    }

    @Test
    func `it is looked for where it was said, else beside the program`() {
        let program = URL(filePath: "/opt/mde/bin/mde-preflight")
        #expect(
            CatalogueLocation(chosen: "/srv/checks", executable: program).candidates.map(\.path) == [
                "/srv/checks"
            ])
        #expect(
            CatalogueLocation(chosen: nil, executable: program).candidates.map(\.path).prefix(2) == [
                "/opt/mde/share/mde-preflight/checks", "/opt/mde/bin/checks",
            ])
    }

    @Test
    func `the first place with requirement sets is taken`() throws {
        let small = try SmallCatalogue()
        #expect(
            CatalogueLocation(chosen: small.root.path, executable: small.root).find()?.path == small.root.path
        )
        #expect(CatalogueLocation(chosen: "/nonexistent", executable: small.root).find() == nil)
    }
}
