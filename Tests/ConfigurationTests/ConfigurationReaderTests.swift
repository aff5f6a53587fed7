import Foundation
import Model
import StrictYAML
import TestSupport
import Testing

@testable import Configuration

/// Reads texts as configuration files, beside which two files are there to be named.
struct ConfigurationText {
    static let known = ConfigurationReader.KnownNames(
        requirementSets: ["classic", "current"],
        endpointSets: ["security-settings-management", "hybrid-join", "revocation"],
        endpoints: ["sign-in", "device-management-checkin"])

    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try folder.write("PEM", to: "extra.pem")
        try folder.write("PEM", to: "corp-ca.pem")
    }

    func path(_ name: String) -> String { folder.path(name) }

    func settings(_ text: String) throws -> Settings {
        try folder.write(text, to: "preflight.yml")
        return try ConfigurationReader.read(
            folder.url.appending(path: "preflight.yml"), name: "preflight.yml", known: Self.known)
    }

    /// What is wrong, a line each; nothing when it is read.
    func complaints(_ text: String) throws -> String {
        do {
            _ = try settings(text)
            return ""
        } catch let error as Diagnostics {
            return error.description
        }
    }
}

struct ConfigurationReaderTests {
    @Test
    func `a configuration in full`() throws {
        let text = try ConfigurationText()
        let settings = try text.settings(
            """
            tenant:
              id: 72F988BF-86F1-41AF-91AB-2D7CD011DB47
              domain: Contoso.COM
              cloud: gcc-high
            network:
              proxy: http://proxy.example:3128
              no-proxy: [.corp.contoso.com, "10.1.2.3"]
              via: both
              resolve: ["a.example:443:192.0.2.1,[2001:db8::1]"]
              connect-to: ["a.example:443:127.0.0.1:8443"]
              name-servers: ["127.0.0.1:5353", "::1", "[::1]:53", "192.0.2.53"]
              ca-file: extra.pem
              known-issuers: [corp-ca.pem]
              endpoint-sets: [hybrid-join]
              endpoints:
                - { host: Host.Example, port: 8443, scheme: http, path: /test, why: because }
                - { host: checkin.example, for: device-management-checkin }
              timeout: 30s
              concurrency: 8
            requirement-set: current
            """)
        #expect(
            settings.tenant
                == TenantExpectation(id: "72f988bf-86f1-41af-91ab-2d7cd011db47", domain: "contoso.com"))
        #expect(settings.cloud == .gccHigh)
        #expect(settings.requirementSet == "current")
        let network = settings.network
        #expect(network.proxy?.description == "http://proxy.example:3128")
        #expect(network.noProxy == [".corp.contoso.com", "10.1.2.3"])
        #expect(network.via == .both)
        #expect(network.resolve.map(\.addresses) == [["192.0.2.1", "2001:db8::1"]])
        #expect(network.connectTo.map(\.text) == ["a.example:443:127.0.0.1:8443"])
        #expect(network.nameServers == ["127.0.0.1:5353", "::1", "[::1]:53", "192.0.2.53"])
        #expect(network.caFile == text.path("extra.pem"))
        #expect(network.knownIssuers == [text.path("corp-ca.pem")])
        #expect(network.endpointSets == ["hybrid-join"])
        #expect(network.timeout == 30)
        #expect(network.concurrency == 8)
        let first = UserEndpoint(
            host: "host.example", port: 8443, scheme: .http, path: "/test", standsFor: nil, why: "because",
            line: 16)
        #expect(network.endpoints.first == first)
        #expect(network.endpoints.last?.standsFor == "device-management-checkin")
        #expect(network.endpoints.last?.path == "/")
    }

    @Test
    func `every part has a default`() throws {
        let settings = try ConfigurationText().settings("requirement-set: classic\n")
        #expect(settings.tenant == nil)
        #expect(settings.cloud == .global)
        #expect(settings.network == NetworkSettings())
        #expect(settings.network.endpointSets == ["security-settings-management", "revocation"])
        #expect(settings.network.timeout == 10)
        #expect(settings.network.concurrency == 50)
        #expect(settings.network.via == .auto)
        #expect(settings.network.noProxy == nil)
    }

    @Test
    func `a cloud alone names no tenant`() throws {
        let settings = try ConfigurationText().settings("tenant: { cloud: china }\n")
        #expect(settings.tenant == nil)
        #expect(settings.cloud == .china)
    }

    @Test
    func `an absolute file name is taken as it is`() throws {
        let text = try ConfigurationText()
        let path = text.path("extra.pem")
        #expect(try text.settings("network: { ca-file: \"\(path)\" }\n").network.caFile == path)
    }

    @Test(arguments: ["::1", "[::1]"])
    func `an IPv6 host is kept without brackets`(host: String) throws {
        let settings = try ConfigurationText().settings("network: { endpoints: [{ host: \"\(host)\" }] }\n")
        #expect(settings.network.endpoints.map(\.host) == ["::1"])
    }

    @Test
    func `a file that is not there, a folder and an empty file are named as such`() throws {
        let folder = try TemporaryFolder()
        try folder.write("", to: "empty.yml")
        for (name, complaint) in [
            ("absent.yml", "no such file"), (".", "is a directory, not a file"), ("empty.yml", "is empty"),
        ] {
            #expect(throws: Diagnostics(.init(file: "c.yml", line: nil, message: complaint))) {
                try ConfigurationReader.read(
                    folder.url.appending(path: name), name: "c.yml", known: ConfigurationText.known)
            }
        }
    }
}
