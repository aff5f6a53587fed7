import Model
import SampleFacts
import Testing

/// What the repository's catalogue knows of systems and updates.
struct PlatformKnowledgeTests {
    @Test
    func `it loads, with rules for every requirement set and the updates of every floor`() throws {
        let platforms = try RealCatalogue.loadDevices().platforms
        #expect(Set(platforms.rules.keys) == ["classic", "current"])
        #expect(platforms.updates[19043]?.revisions[5_006_738] == 1320)
        #expect(platforms.updates[17763]?.revisions[5_025_229] == 4252)
        #expect(platforms.updates.values.map(\.revisions.count).reduce(0, +) == 1592)
        #expect(platforms.rules["classic"]?.system(22631, .client) == nil)
        #expect(platforms.rules["current"]?.system(14393, .client) == nil)
        #expect(platforms.rules["current"]?.system(14393, .server)?.needsUnifiedAgent == true)
    }
}
