import CheckCatalogue
import Foundation
import Model
import SampleFacts
import Testing

/// The catalogue that this repository ships.
struct RealCatalogueTests {
    private static var endpoints: [EndpointTemplate] {
        get throws { try RealCatalogue.load().probing.endpointSets.flatMap(\.endpoints) }
    }

    @Test
    func `it loads, with all areas in order and every reason code explained`() throws {
        let catalogue = try RealCatalogue.load()
        #expect(catalogue.judging.areas.map(\.area) == Area.allCases)
        #expect(Set(catalogue.judging.reasons.keys) == Set(ReasonCode.allCases))
        #expect(catalogue.judging.requirementSets.map(\.name) == ["classic", "current"])
        #expect(
            catalogue.probing.endpointSets.map(\.id).sorted() == [
                "defender-standard", "defender-streamlined", "hybrid-join", "revocation",
                "security-settings-management",
            ])
    }

    @Test
    func `the sets differ in what hybrid join and the tag count for, and in nothing else`() throws {
        let catalogue = try RealCatalogue.load()
        let classic = try #require(catalogue.judging.requirementSet("classic")).severities
        let current = try #require(catalogue.judging.requirementSet("current")).severities
        let differing = classic.filter { current[$0.key] != $0.value }
        let ofJoin = classic.keys.filter {
            [
                "endpoints.hybrid-join-reachable", "tenant.directory-sync-recent",
                "registration.device-object-present", "registration.not-pending",
            ].contains($0) || $0.area == .directory
        }
        #expect(Set(differing.keys) == Set(ofJoin + ["tagging.management-tag-present"]))
        #expect(differing.values.allSatisfy { $0 != .note })
        // A device that is joined already keeps its trust, so that it must be with the right tenant.
        let matters = ofJoin.filter { current[$0] != .note }
        #expect(Set(matters) == ["directory.registration-tenant-matches", "registration.not-pending"])
        #expect(matters.allSatisfy { current[$0] == .warning })
    }

    @Test
    func `texts are single paragraphs of plain characters, and titles are short`() throws {
        let catalogue = try RealCatalogue.load()
        let texts =
            catalogue.judging.checks.values.flatMap {
                [$0.title, $0.why, $0.breaks, $0.judged, $0.remedy, $0.source]
            }
            + catalogue.judging.reasons.values.flatMap { [$0.title, $0.means, $0.remedy, $0.source] }
            + catalogue.judging.areas.flatMap { [$0.title, $0.about, $0.givenBy] }
            + catalogue.probing.endpointSets.map(\.about)
        #expect(texts.filter { $0.printable(limit: 10_000) != $0 } == [])
        let titles =
            catalogue.judging.checks.values.map(\.title) + catalogue.judging.reasons.values.map(\.title)
        #expect(titles.filter { $0.count > 60 } == [])
    }

    @Test
    func `every host is a lower-case host name`() throws {
        let name = /([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}/
        let hosts = try Self.endpoints.flatMap { $0.hosts.values.flatMap(\.self) }
        #expect(hosts.count > 50)
        #expect(hosts.filter { $0.wholeMatch(of: name) == nil } == [])
        let wildcards = try Self.endpoints.flatMap(\.wildcards.values)
        #expect(wildcards.filter { !$0.hasPrefix("*.") || $0.dropFirst(2).wholeMatch(of: name) == nil } == [])
        let controls = try RealCatalogue.load().probing.wildcardControls
        #expect(controls.absent == "invalid")
        #expect(controls.unrelated.wholeMatch(of: name) != nil)
    }

    @Test
    func `paths, schemes and header names are what a request can hold`() throws {
        let endpoints = try Self.endpoints
        #expect(endpoints.filter { !$0.path.hasPrefix("/") || $0.path.contains(" ") }.map(\.id) == [])
        #expect(endpoints.filter { ($0.scheme == .https ? 443 : 80) != $0.port }.map(\.id) == [])
        let headers = endpoints.flatMap(\.expectation.headers)
        #expect(headers.filter { $0 != $0.lowercased() } == [])
    }

    @Test
    func `every endpoint id is used once`() throws {
        let ids = try Self.endpoints.map(\.id)
        #expect(Set(ids).count == ids.count)
    }

    @Test
    func `the hosts of the 2022 page are probed by default`() throws {
        let set = try #require(
            try RealCatalogue.load().probing.endpointSets.first { $0.id == "security-settings-management" })
        let hosts = set.endpoints.flatMap { $0.hosts[.global] ?? [] }
        #expect(
            Set(hosts) == [
                "enterpriseregistration.windows.net", "login.microsoftonline.com",
                "discovery.dm.microsoft.com",
                "enrollment.dm.microsoft.com", "checkin.dm.microsoft.com",
            ])
        #expect(set.endpoints.compactMap { $0.wildcards[.global] } == ["*.dm.microsoft.com"])
    }

    @Test(arguments: Cloud.allCases)
    func `every cloud has a host for sign-in, for registration and an entry for device management`(
        cloud: Cloud
    ) throws {
        let endpoints = try Self.endpoints.filter { $0.hosts[cloud] != nil }
        for check: CheckID in ["endpoints.sign-in-reachable", "endpoints.registration-reachable"] {
            #expect(
                endpoints.filter { $0.reachabilityCheck == check }.flatMap { $0.hosts[cloud] ?? [] }.count
                    == 1)
        }
        #expect(endpoints.contains { $0.reachabilityCheck == "endpoints.device-management-reachable" })
    }

    // MARK: - Answers

    @Test
    func `every member that the catalogue names has a genuine sample`() throws {
        let named = try Self.endpoints.filter { !$0.expectation.jsonMembers.isEmpty }
        let wanted = Dictionary(
            uniqueKeysWithValues: named.map { ($0.id, Set($0.expectation.jsonMembers.keys)) })
        #expect(wanted == GenuineAnswer.members.mapValues { Set($0.keys) })
    }

    @Test(arguments: GenuineAnswer.members.keys.sorted())
    func `a genuine value matches, an altered one does not`(id: String) throws {
        let template = try #require(try Self.endpoints.first { $0.id == id })
        for (member, forms) in template.expectation.jsonMembers {
            let forms = forms.compactMap { AnswerTemplate($0) }
            let genuine = try #require(GenuineAnswer.members[id]?[member])
            #expect(forms.contains { $0.matches(genuine) }, "\(member): \(genuine)")
            let accepted = Self.alterations(of: genuine).filter { value in
                forms.contains { $0.matches(value) }
            }
            #expect(accepted == [], "\(member)")
        }
    }

    /// What a forged answer might say instead.
    private static func alterations(of value: String) -> [String] {
        var altered = [value + ".evil.example", "x" + value, value.uppercased(), ""]
        if value.hasPrefix("https://") {
            altered += [
                value.replacing("https://", with: "http://"),
                value.replacing("https://", with: "https://evil.example/"),
                value.replacing("https://", with: "https://user@"),
            ]
            // A dot of the host name that is taken for any character.
            if let dot = value.firstIndex(of: ".") {
                altered.append(value.replacingCharacters(in: dot...dot, with: "x"))
            }
        } else {
            altered.append(value.replacing(".", with: "x"))
        }
        return altered
    }

    @Test(arguments: ["sign-in", "sign-in-gov", "sign-in-china"])
    func `an issuer of a tenant and one of no tenant match`(id: String) throws {
        let template = try #require(try Self.endpoints.first { $0.id == id })
        let forms = try #require(template.expectation.jsonMembers["issuer"]).compactMap { AnswerTemplate($0) }
        let genuine = try #require(GenuineAnswer.members[id]?["issuer"])
        let ofTenant = genuine.replacing("{tenantid}", with: "72f988bf-86f1-41af-91ab-2d7cd011db47")
        #expect(forms.contains { $0.matches(ofTenant) })
        for other in ["{anything}", "a/b", "72f988bf-86f1-41af-91ab-2d7cd011db4", ""] {
            #expect(!forms.contains { $0.matches(genuine.replacing("{tenantid}", with: other)) })
        }
    }
}
