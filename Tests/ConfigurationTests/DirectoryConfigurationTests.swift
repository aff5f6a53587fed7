import Model
import TestSupport
import Testing

@testable import Configuration

/// What a configuration says of the directory.
struct DirectoryConfigurationTests {
    @Test func `a directory in full`() throws {
        let text = try ConfigurationText()
        let settings = try text.settings(
            """
            tenant: { domain: contoso.com, initial-domain: Contoso.onmicrosoft.com }
            directory:
              domain: Corp.Example.
              server: [ldaps://DC1.corp.example, "ldap://dc2.corp.example:1389/"]
              ca-file: extra.pem
              start-tls: always
              allow-cleartext: true
              bind: { user: reader@corp.example, password-env: READER }
              sync-configuration: [exports/one, /srv/two]
              sync-configuration-max-age: 7d
              stale-after: 60d
              page-size: 500
              timeout: 30s

            """)
        let directory = try #require(settings.directory)
        #expect(settings.tenant?.initialDomain == "contoso.onmicrosoft.com")
        #expect(directory.domains == ["corp.example"])
        #expect(
            directory.servers == [
                DirectoryServer(host: "dc1.corp.example", port: 636, isLDAPS: true),
                DirectoryServer(host: "dc2.corp.example", port: 1389, isLDAPS: false),
            ])
        #expect(directory.caFile == text.path("extra.pem"))
        #expect(directory.startTLS == .always)
        #expect(directory.allowsCleartext)
        #expect(directory.bind == .user(name: "reader@corp.example", password: .environment("READER")))
        #expect(directory.syncConfigurations.map(\.name) == ["exports/one", "/srv/two"])
        #expect(directory.syncConfigurations.map(\.path) == [text.path("exports/one"), "/srv/two"])
        #expect(directory.syncConfigurationMaximumAge == 7 * 86_400)
        #expect(directory.staleAfter == 60 * 86_400)
        #expect(directory.pageSize == 500)
        #expect(directory.timeout == 30)
    }

    @Test func `a domain is enough`() throws {
        let settings = try ConfigurationText().settings(
            "directory: { domain: [a.example, B.EXAMPLE, a.example] }\n")
        let directory = try #require(settings.directory)
        #expect(directory.domains == ["a.example", "b.example"])
        #expect(directory.bind == .gssapi)
        #expect(directory.startTLS == .auto)
        #expect(!directory.allowsCleartext)
        #expect(directory.timeout == 15)
    }

    @Test func `exports may stand alone`() throws {
        let directory = try ConfigurationText().settings("directory: { sync-configuration: [one] }\n")
            .directory
        #expect(directory?.domains == [])
        #expect(directory?.syncConfigurations.count == 1)
    }

    @Test(arguments: [
        (
            "domain: CORP",
            "2: directory.domain: expected a domain's DNS name such as corp.example, found \"CORP\""
        ),
        (
            "domain: [a.example, 7]",
            "2: directory.domain[1]: expected text, found the number 7; put it in quotes"
        ),
        (
            "domain: a.example\n  server: dc1.a.example",
            "3: directory.server: expected ldaps://host[:port] or ldap://host[:port], found \"dc1.a.example\""
        ),
        (
            "domain: a.example\n  server: ldaps://dc1.a.example:99999",
            "3: directory.server: expected ldaps://host[:port] or ldap://host[:port], found \"ldaps://dc1.a.example:99999\""
        ),
        (
            "domain: [a.example, b.example]\n  server: ldaps://dc1.a.example",
            "3: directory.server: one server cannot be asked for several domains; leave it to DNS"
        ),
        (
            "domain: a.example\n  address: 192.0.2.1",
            "3: directory.address: needs exactly one \"server\", whose host it stands for"
        ),
        (
            "server: ldaps://dc1.a.example",
            "2: directory.server: has no effect without \"domain\", which names what to read\npreflight.yml:2: directory: gives neither \"domain\" nor \"sync-configuration\", so nothing is read"
        ),
        (
            "domain: a.example\n  bind: kerberos",
            "3: directory.bind: expected gssapi, anonymous, or a mapping with \"user\", found \"kerberos\""
        ),
        (
            "domain: a.example\n  bind: { user: r, password: s3cret }",
            "3: directory.bind: unknown key \"password\""
        ),
        (
            "domain: a.example\n  bind: { user: r, password-env: A, password-file: extra.pem }",
            "3: directory.bind: needs one of \"password-env\" and \"password-file\""
        ),
        (
            "domain: a.example\n  bind: anonymous\n  keytab: extra.pem",
            "4: directory.keytab: has no effect without \"bind: gssapi\"; take one of them out"
        ),
        (
            "domain: a.example\n  allow-cleartext: maybe",
            "3: directory.allow-cleartext: expected true or false, found the text \"maybe\""
        ),
        (
            "domain: 192.0.2.1",
            "2: directory.domain: expected a domain's DNS name such as corp.example, found \"192.0.2.1\""
        ),
        (
            "domain: a.example\n  server: ldap://dc1.a.example:3268",
            "3: directory.server: is a global catalogue, which lacks attributes that are read; leave the port out"
        ),
        (
            "domain: a.example\n  stale-after: 1d",
            "3: directory.stale-after: expected 15d or more: the date of a sign-in is up to a fortnight late"
        ),
        ("domain: a.example\n  page-size: 5000", "3: directory.page-size: expected 1 to 1000"),
        (
            "domain: a.example\n  stale-after: 90",
            "3: directory.stale-after: expected a duration such as 30s, 5m or 7d, found the number 90"
        ),
    ])
    func `a mistake is told by line`(text: String, complaint: String) throws {
        let told = try ConfigurationText().complaints("directory:\n  \(text)\n")
        #expect(told.hasPrefix("preflight.yml:\(complaint)"))
        #expect(!told.contains("s3cret"))
    }

    @Test func `an initial domain is one that the cloud gave`() throws {
        let told = try ConfigurationText().complaints("tenant: { initial-domain: contoso.com }\n")
        #expect(
            told
                == "preflight.yml:1: tenant.initial-domain: expected a domain such as contoso.onmicrosoft.com"
        )
    }
}
