import Foundation
import TestSupport
import Testing

/// What peers send reaches no output raw.
struct HostileTests {
    @Test(arguments: [
        "hostile-headers", "hostile-page", "hostile-certificate", "http-garbage", "ssh-banner",
        "http-huge-headers", "binary-body",
    ])
    func `a hostile server cannot steer the terminal`(peer: String) async throws {
        let fault = try Service(peers: ["login.microsoftonline.com": peer]).configuration(Lab.shared())
        try await expectPlain(fault)
    }

    @Test(arguments: ["proxy-hostile", "proxy-garbage", "proxy-huge"])
    func `a hostile proxy cannot steer the terminal`(peer: String) async throws {
        try await expectPlain(Service(proxy: peer).configuration(Lab.shared()))
    }

    private func expectPlain(_ configuration: String) async throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(configuration, to: "preflight.yml")
        let json = folder.path("a.json")
        let run = try await Program.run([
            "--config", file, "--verbose", "--output", "text", "--output", "json=\(json)",
        ])
        #expect([1, 2].contains(run.status) || run.status == 0)
        let saved = try Data(contentsOf: URL(filePath: json))
        for bytes in [Data(run.output.utf8), saved, Data(run.errors.utf8)] {
            let text = try #require(String(validating: bytes, as: UTF8.self))
            let odd = text.unicodeScalars.filter {
                $0 != "\n" && [.control, .format].contains($0.properties.generalCategory)
            }
            #expect(odd.isEmpty)
        }
        #expect(saved.count < 1 << 20)
    }
}
