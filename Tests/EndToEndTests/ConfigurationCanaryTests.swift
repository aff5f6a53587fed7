import Configuration
import Foundation
import StrictYAML
import SupportBundle
import TestSupport
import Testing

/// Bundles of runs whose configurations have every key that there is, each with something that must not be in them.
struct ConfigurationCanaryTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        let (lab, tenant) = (try Lab.shared(), try TenantLab.shared())
        let root = try String(contentsOfFile: lab.authority("root"), encoding: .utf8)
        for name in ["kanarinetz.pem", "kanariissuer.pem", "kanariverzeichnis.pem", "kanari.keytab"] {
            try folder.write(root, to: name)
        }
        for (file, name) in [
            ("app.pem", "kanariapp.pem"), ("app-encrypted.key", "kanariapp.key"),
            ("passphrase", "kanaripassphrase"),
        ] {
            try FileManager.default.copyItem(atPath: tenant.file(file), toPath: folder.path(name))
        }
        try folder.write(Self.waivers, to: "kanariwaivers.yml")
        try folder.write(Self.endpointSet, to: "kanariset.yml")
        for (name, secret) in Self.secretFiles { try folder.write(secret + "\n", to: name) }
        try DeviceEvidence().write(to: folder.url.appending(path: "kanarievidence/PC-1"))
        _ = try SyncExport().write(to: folder)
        try FileManager.default.moveItem(
            atPath: folder.path("export"), toPath: folder.path("kanariexport"))
        var fleet = SavedFleet()
        for number in 1...3 { fleet.add(number) }
        try fleet.write(to: folder.url.appending(path: "kanarisaved"))
    }

    private static let secretFiles = [
        "kanaripassword": "Geheim-Directory-4711xQ", "kanarisecret": "Geheim.Client~4712xQ",
        "kanaritoken": "Geheim.Graph.4713xQ", "kanaridefender": "Geheim.Defender.4714xQ",
    ]
    private static let secretVariables = [
        "KANARI_PASSWORD": "Geheim-Directory-4715xQ", "KANARI_SECRET": "Geheim.Client~4716xQ",
        "KANARI_TOKEN": "Geheim.Graph.4717xQ", "KANARI_DEFENDER": "Geheim.Defender.4718xQ",
    ]
    private static let proxyPassword = "Geheim-Proxy-4719xQ"

    private static let waivers = """
        waivers:
          - check: registration.hybrid-joined
            subject: "kanaripc*"
            because: kanarigrund says so
            owner: kanariperson
            expires: 2099-01-01T00:00:00Z

        """

    private static let endpointSet = """
        id: kanariset
        title: Hosts of kanarifirma
        about: What kanarifirma needs.
        source: https://kanariquelle.de/hosts
        endpoints:
          - id: kanarigateway
            reachability-check: endpoints.additional-reachable
            why: Everything of kanarifirma passes it.
            source: https://kanariquelle.de/hosts
            scheme: https
            port: 443
            path: /kanaripfad
            hosts: { global: [a.kanarigateway.de] }
            healthy: { status: [418] }

        """

    private static let network = """
        network:
          proxy: "http://kanariproxy.localhost:9"
          no-proxy: [kanarinoproxy.de, 10.203.77.0/24, .kanariintern.de]
          via: proxy
          resolve: ["kanariresolve.de:443:10.203.77.31"]
          connect-to: ["kanariconnect.de:443:127.0.0.1:9"]
          name-servers: ["127.0.0.1:9"]
          ca-file: kanarinetz.pem
          known-issuers: [kanariissuer.pem]
          endpoint-sets: [security-settings-management]
          endpoint-set-files: [kanariset.yml]
          timeout: 2s
          concurrency: 7
          endpoints:
            - { host: kanarihost.de, port: 8443, scheme: https, path: /kanarioben/unten, why: our kanarigrund in kanaristadt }
            - { host: kanariersatz.de, for: device-management-checkin }

        """

    private static let directory = """
        directory:
          domain: corp.kanaridomain.de
          server: ldaps://kanaridc.corp.kanaridomain.de
          address: 127.0.0.1
          ca-file: kanariverzeichnis.pem
          start-tls: auto
          allow-cleartext: false
          sync-configuration: [kanariexport, kanarifehlt]
          sync-configuration-max-age: 30d
          stale-after: 60d
          page-size: 500
          timeout: 2s

        """

    private static let devices = """
        devices:
          evidence: [kanarievidence]
          max-age: 8d
          settings:
            DisableRealtimeMonitoring: false
            ThrottleLimit: 0
            KanariSetting: kanariwert
            linux: kanarilinux
            via: kanarivia
            bind: kanaribind
        requirement-set: current
        waivers: kanariwaivers.yml

        """

    private static let tenant = """
        tenant:
          id: 5c0ffee1-7731-4a60-9c1e-7b5a0d9e4f21
          domain: kanaritenant.de
          initial-domain: kanarianfang.onmicrosoft.com
          cloud: global
          stale-after: 31d
          enforcement-scope:
            windows-clients: all
            windows-servers: tagged
            linux: "off"
            macos: tagged
            attested-by: kanaribürge
            attested-on: 2026-11-20

        """

    private static func signIn(_ lines: String) -> String {
        "sign-in:\n  client-id: 5c0ffee2-7731-4a60-9c1e-7b5a0d9e4f21\n"
            + lines.split(separator: "\n").map { "  \($0)\n" }.joined()
    }

    private static func bind(_ place: String) -> String {
        directory + "  bind: { user: \"kanariknecht@corp.kanaridomain.de\", \(place) }\n"
    }

    private static let certificate = "certificate: kanariapp.pem\nprivate-key: kanariapp.key\n"

    /// Keys that exclude each other are in configurations of their own.
    private static let configurations: [String: String] = [
        "saved": tenant.replacing(
            "id: 5c0ffee1-7731-4a60-9c1e-7b5a0d9e4f21",
            with: "id: \(SavedFleet.tenant)\n  export: [kanarisaved]\n  export-max-age: 9d")
            + network + bind("password-file: kanaripassword") + devices,
        "certificate and file": tenant + network + bind("password-env: KANARI_PASSWORD")
            + signIn(certificate + "passphrase-file: kanaripassphrase"),
        "certificate and variable": tenant + network + directory
            + "  bind: gssapi\n  keytab: kanari.keytab\n"
            + signIn(certificate + "passphrase-env: KANARI_PASSPHRASE"),
        "secret in a file": tenant + network + signIn("client-secret-file: kanarisecret") + devices,
        "secret in a variable": tenant + network + signIn("client-secret-env: KANARI_SECRET"),
        "tokens in files": tenant + network
            + "sign-in: { token-file: kanaritoken, defender-token-file: kanaridefender }\n",
        "tokens in variables": tenant + network
            + "sign-in: { token-env: KANARI_TOKEN, defender-token-env: KANARI_DEFENDER }\n",
        "device code": tenant + network + signIn("device-code: true"),
        "managed identity": tenant + network + signIn("managed-identity: true"),
    ]

    @Test func `every key that there is stands in one of the configurations`() throws {
        var keys: Set<String> = []
        for text in Self.configurations.values {
            let rewritten = RewrittenYAML.rewrite(text) { path, value in
                for count in path.indices { keys.insert(path[...count].joined(separator: ".")) }
                return value
            }
            #expect(rewritten != nil)
        }
        keys = keys.filter { !$0.hasPrefix("devices.settings.") }
        #expect(ConfigurationReader.allKeys.subtracting(keys) == [], "give these keys a row, with a canary")
        #expect(keys.subtracting(ConfigurationReader.allKeys) == [])
    }

    @Test(
        arguments: configurations.keys.sorted(), ["none", "secrets", "identities"])
    func `a bundle has none of it, and its replay comes to the same verdict`(
        name: String, level: String
    ) async throws {
        let text = try #require(Self.configurations[name])
        try folder.write(text, to: "kanari.yml")
        let passphrase =
            try String(contentsOfFile: folder.path("kanaripassphrase"), encoding: .utf8)
            .split(separator: "\n").first.map(String.init) ?? ""
        var environment = Self.secretVariables
        environment["KANARI_PASSPHRASE"] = passphrase
        environment["HTTPS_PROXY"] = "http://kanariproxyuser:\(Self.proxyPassword)@127.0.0.1:9"
        let run = try await Program.run(
            [
                "check", "--config", "kanari.yml", "--bundle", "b.zip", "--redact", level, "--deadline", "4",
                "--vantage", "kanaristandort", "--output", "json=r.json",
            ], environment: environment, folder: folder.url.path)
        try #require([0, 1, 2].contains(run.status), "\(run.errors)")
        let original = try ReportView(Data(contentsOf: folder.url.appending(path: "r.json")))
        #expect(run.status == original.exitStatus)

        var hidden = [Self.proxyPassword, passphrase] + Self.secretFiles.values + Self.secretVariables.values
        if level == "identities" {
            hidden += ["kanari", "5c0ffee", "10.203.77", SavedFleet.tenant, "PC-1"]
        }
        let reader = try BundleReader.open(folder.path("b.zip"))
        for entry in reader.manifest.entries.map(\.name) + ["manifest.json"] {
            let bytes = try reader.bytes(of: entry)
            let told = (entry + "\n" + String(decoding: bytes.filter { $0 != 0 }, as: UTF8.self)).lowercased()
            for canary in hidden {
                let lines = told.split(separator: "\n").filter { $0.contains(canary.lowercased()) }.prefix(3)
                #expect(lines.isEmpty, "\(entry) has \(canary): \(lines)")
            }
        }

        let replay = try await Program.run(["replay", "b.zip", "--output", "json"], folder: folder.url.path)
        #expect(replay.status == run.status)
        let replayed = try replay.json()
        #expect(replayed.verdict == original.verdict)
        if level != "identities" {
            #expect(try reader.bytes(of: "report.json") == Array(replay.output.utf8))
        }
    }
}
