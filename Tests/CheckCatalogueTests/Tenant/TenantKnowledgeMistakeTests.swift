import CheckCatalogue
import Foundation
import Model
import SampleFacts
import StrictYAML
import Testing

/// One mistake in one file of what is known of tenants.
struct TenantKnowledgeMistakeTests {
    typealias Mistake = DeviceKnowledgeMistakeTests.Mistake

    private static let plans = "licensing/plans.yml"
    private static let services = "tenant/services.yml"
    private static let families = "policy/families.yml"

    static let ofPlans: [Mistake] = [
        Mistake(
            "a plan's id in capitals", plans, "871d91ec-ec1a", "871D91EC-ec1a",
            "expected a GUID in lower case, found \"871D91EC-ec1a"),
        Mistake(
            "a plan that is there twice", plans, "292cc034-7b7c-4950-aaf5-943befd3f1d4",
            "871d91ec-ec1a-452b-a83f-bd76c7d770ef", "\"871d91ec-ec1a-452b-a83f-bd76c7d770ef\" is there twice"),
        Mistake(
            "a plan that counts for nothing", plans, "defender: false\n    opens-node: true",
            "defender: false\n    opens-node: false", "neither counts as a licence nor opens the node"),
        Mistake(
            "no plan of Defender", plans, "defender: true\n    opens-node: false",
            "defender: false\n    opens-node: true",
            "none of them counts as a licence of Defender for Endpoint"),
        Mistake("a plan without a name", plans, "    name: WINDEFATP\n", "", "\"name\" is missing"),
        Mistake(
            "a product's id that is none", plans, "06ebc4ee-1bb5-47dd-8120-11324bc54e06", "SPE_E5",
            "expected a GUID in lower case, found \"SPE_E5\""),
        Mistake(
            "a product for somebody", plans, "for: servers", "for: server",
            "\"server\" is not one of users, servers"),
        Mistake(
            "a set that there is not", plans, "sets: [current]", "sets: [curent]",
            "there is no requirement set \"curent\""),
        Mistake(
            "a status that means nothing", plans, "Enabled: usable", "Enabled: good",
            "\"good\" is not one of usable"),
        Mistake(
            "a status that is there twice", plans, "Deleted: unusable", "ENABLED: unusable",
            "\"ENABLED\" is there twice"),
        Mistake("no usable status", plans, "Success: usable", "Success: pending", "none of them is usable"),
        Mistake(
            "an audience that is both", plans, "others: [Company]", "others: [user]",
            "\"user\" is there twice"),
        Mistake("no audiences", plans, "audiences:", "audience:", "unknown key \"audience\""),
    ]

    static let ofServices: [Mistake] = [
        Mistake(
            "a connector without an id", services, "  id: fc780465-2017-40d4-a0c5-307022471b92\n", "",
            "\"id\" is missing"),
        Mistake(
            "a state that is both", services, "dead: [unavailable,", "dead: [Enabled,",
            "\"Enabled\" is there twice"),
        Mistake("no state", services, "alive: [enabled]", "alive: []", "names no value"),
        Mistake(
            "a limit without a unit", services, "quiet-after: 7d", "quiet-after: 7",
            "expected a duration such as"),
        Mistake(
            "an authority that is both", services, "other: [sccm,", "other: [intune,",
            "\"intune\" is there twice"),
        Mistake(
            "no limit of synchronization", services, "  old-after: 24h\n", "", "\"old-after\" is missing"),
        Mistake(
            "no limit of attesting", services, "  attested-for: 90d\n", "", "\"attested-for\" is missing"),
        Mistake(
            "no scope", services, "enforcement-scope:", "enforcement:", "\"enforcement-scope\" is missing"),
    ]

    static let ofFamilies: [Mistake] = [
        Mistake("no technology", families, "technology: microsoftSense", "technology: ''", "is empty"),
        Mistake(
            "a family that is there twice", families, "id: endpointSecurityFirewall",
            "id: endpointsecurityantivirus", "\"endpointsecurityantivirus\" is there twice"),
        Mistake(
            "a short part", families, "part: defender_excludedpaths", "part: defender",
            "expected 12 or more characters in lower case, found \"defender\""),
        Mistake(
            "a part in capitals", families, "part: defender_excludedpaths", "part: Defender_ExcludedPaths",
            "expected 12 or more characters in lower case"),
        Mistake(
            "a part that is there twice", families, "part: defender_excludedpaths",
            "part: defender_excludedprocesses", "\"defender_excludedprocesses\" is there twice"),
        Mistake(
            "a source that is none", families, "source: https://learn", "source: ftp://learn",
            "expected an https address"),
    ]

    @Test(arguments: ofPlans + ofServices + ofFamilies)
    func `a mistake is named with its file`(mistake: Mistake) throws {
        let file = RealCatalogue.folder.appending(path: mistake.path)
        let sound = try String(contentsOf: file, encoding: .utf8)
        #expect(sound.contains(mistake.old))
        let spoilt = try SmallCatalogue(
            mistake.path, sound.replacingOccurrences(of: mistake.old, with: mistake.new))
        let loader = try CatalogueLoader(folder: spoilt.root, implemented: SmallCatalogue.implemented)
        var complaints = ""
        do throws(Diagnostics) { _ = try loader.tenant() } catch { complaints = error.description }
        let lines = complaints.split(separator: "\n").filter { $0.hasPrefix("checks/\(mistake.path):") }
        #expect(lines.contains { $0.contains(mistake.complaint) }, "\(complaints)")
    }

    @Test
    func `the catalogue knows plans, products, the connector and policies`() throws {
        let known = try RealCatalogue.loadTenant()
        #expect(
            known.licences.plans.filter(\.isDefender).map(\.name) == ["WINDEFATP", "MDE_LITE", "MDE_SMB"])
        #expect(known.licences.products.count == 47)
        #expect(
            known.licences.products.values.filter(\.isForServers).map(\.title) == [
                "Microsoft Defender for Endpoint Server"
            ])
        #expect(known.connector.quietAfter == 7 * 86_400)
        #expect(known.policies.families.count == 4)
    }
}
