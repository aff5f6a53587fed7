import TestSupport
import Testing

@testable import Configuration

/// What a configuration says of devices.
struct DevicesConfigurationTests {
    @Test func `devices in full`() throws {
        let text = try ConfigurationText()
        let settings = try text.settings(
            """
            devices:
              evidence: [extra.pem]
              max-age: 3d
              settings: { DisableRealtimeMonitoring: false, CloudBlockLevel: 2, Name: "x y" }

            """)
        let devices = try #require(settings.devices)
        #expect(devices.evidence == [EvidencePlace(name: "extra.pem", path: text.path("extra.pem"))])
        #expect(devices.maximumAge == 3 * 86_400)
        #expect(
            devices.settings == [
                "DisableRealtimeMonitoring": "false", "CloudBlockLevel": "2", "Name": "x y",
            ])
    }

    @Test(arguments: [
        ("devices: { evidence: [nowhere] }", "there is no file or folder"),
        ("devices: { evidence: nowhere }", "expected a list"),
        ("devices: { evidense: [extra.pem] }", "did you mean \"evidence\"?"),
        ("devices: { max-age: 7 }", "expected a duration"),
        ("devices: { settings: [a] }", "expected a mapping"),
        ("devices: { settings: { A: [1] } }", "expected a value"),
    ])
    func `mistakes are named`(line: String, complaint: String) throws {
        let text = try ConfigurationText()
        #expect(try text.complaints(line + "\n").contains(complaint))
    }
}
