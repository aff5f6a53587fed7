import Model
import Testing

/// Identities in the places where they turn up; of most of them the run knows nothing.
struct IdentityCanary: Sendable, CustomTestStringConvertible {
    /// What must not survive.
    var hidden: [String]
    var text: String
    /// nil for a message.
    var kind: EvidenceFile.Kind?

    init(_ hidden: [String], _ text: String, _ kind: EvidenceFile.Kind? = .registryQuery) {
        self.hidden = hidden
        self.text = text
        self.kind = kind
    }

    var testDescription: String { String(text.prefix(80)) }

    static let evidence: [Self] = [
        .init(["Wüstenhagen", "Jörg"], "Registered Owner:          Jörg Wüstenhagen", .systemInformation),
        .init(["Windows User"], "Registered Owner:          Windows User", .systemInformation),
        .init(["Mark", "Grant"], "Registrierter Benutzer:   Mark Grant", .systemInformation),
        .init(["Grace", "White"], "Propriétaire enregistré:   Grace White", .systemInformation),
        .init(["Noble Power"], "Organización registrada:   Noble Power", .systemInformation),
        .init(["noble"], "Domaine:                   noble", .systemInformation),
        .init(["SECURITY"], #"Anmeldeserver:             \\SECURITY"#, .systemInformation),
        .init(["Health Service"], "Registered Organization:   Health Service", .systemInformation),
        .init(
            ["00330-80000-00000-AA947"], "Product ID:                00330-80000-00000-AA947",
            .systemInformation),
        .init(["KIEL-DC2"], #"Logon Server:              \\KIEL-DC2"#, .systemInformation),
        .init(["BREMEN-17"], "Host Name:                 BREMEN-17", .systemInformation),
        .init(["quastenflosser"], "Domain:                    hq.quastenflosser.de", .systemInformation),
        .init(["Tiefsee"], "Domain:                    TIEFSEE", .systemInformation),
        .init(
            ["Tiefsee", "wuestenhagen"],
            #"Executing Account Name : TIEFSEE\jwuestenhagen, jwuestenhagen@tiefsee.example"#, .joinStatus),
        .init(["wuestenhagen"], "             User Identity : j.wuestenhagen@tiefsee.example", .joinStatus),
        .init(["Tiefsee Forschung"], "                TenantName : Tiefsee Forschung AG", .joinStatus),
        .init(
            ["7c9e6679-7425-40de-944b-e07fc1f90ae7"],
            "                  DeviceId : 7c9e6679-7425-40de-944b-e07fc1f90ae7", .joinStatus),
        .init(
            ["A94A8FE5CCB19BA61C4C0873D391E987982FBBD3"],
            "                Thumbprint : A94A8FE5CCB19BA61C4C0873D391E987982FBBD3", .joinStatus),
        .init(
            ["tiefsee"], "           SettingsUrl : https://mdm.tiefsee.example/enroll/wuestenhagen",
            .joinStatus),
        .init(
            ["tiefsee", "kraken"], "    KerbTopLevelNames : .tiefsee.example,.kraken.tiefsee.example:88",
            .joinStatus),
        .init(["10.99.3.7"], "[01]: 10.99.3.7", .systemInformation),
        .init(["fe80::a1b2:c3d4:e5f6:789a"], "[02]: fe80::a1b2:c3d4:e5f6:789a%12", .systemInformation),
        .init(["2001:db8:77::beef"], "server 2001:db8:77::beef is up", .services),
        .init(["00-1A-2B-3C-4D-5E"], "Physical Address : 00-1A-2B-3C-4D-5E", .systemInformation),
        .init(["00:1a:2b:3c:4d:5e"], "address 00:1a:2b:3c:4d:5e", .services),
        .init(["001a.2b3c.4d5e"], "address 001a.2b3c.4d5e", .services),
        .init(["001A2B3C4D5E"], "address 001A2B3C4D5E", .services),
        .init(["10-99-3-7"], "    Host    REG_SZ    ip-10-99-3-7"),
        .init(["10-99-3-7"], "    Host    REG_SZ    IP-10-99-3-7.eu-central-1.compute.internal"),
        .init(["10-99-3-7"], "Host Name : host-10-99-3-7, host-10-99-3-7:8080", .systemInformation),
        .init(["192-168-99-7"], "    Host    REG_SZ    192-168-99-7.dyn.example"),
        .init(["192-168-99-7"], "server 192-168-99-7 is up", .services),
        .init(["10-99-3-7"], #"InstallLocation: C:\ip-10-99-3-7.log"#, .services),
        .init(["10-99-3-7"], "https://portal.example/ip%2D10%2D99%2D3%2D7", .agentConnectivity),
        .init(["010-099-003-007"], "name ip-010-099-003-007", .services),
        .init(["10-99-3-7"], "name ip-10-99-3-7-8080 and static-10-99-3-7-pool", .services),
        // Of the address 10.31.7.44, which the run knows.
        .init(["10-31-7-44"], "server 10-31-7-44 is up", .services),
        .init(["10_31_7_44"], "server vm_10_31_7_44 is up", .services),
        .init(["0xa1f072c"], "    Address    REG_DWORD    0xa1f072c"),
        .init(["0x0A1F072C"], "    Address    REG_DWORD    0x0A1F072C"),
        .init(["0x2c071f0a"], "    Address    REG_DWORD    0x2c071f0a"),
        .init(["0a1f072c"], #""Address"=dword:0a1f072c"#, .registryExport),
        .init(["169805612"], "    Address    REG_SZ    169805612"),
        .init(["012.037.07.054"], "    Address    REG_SZ    012.037.07.054"),
        .init(["0012.0037.0007.0054"], "    Address    REG_SZ    0012.0037.0007.0054"),
        .init(["::ffff:10.31.7.44", "10.31.7.44"], "    Address    REG_SZ    ::ffff:10.31.7.44"),
        .init(["::ffff:a1f:72c"], "    Address    REG_SZ    ::ffff:a1f:72c"),
        .init(["44.7.31.10.in-addr.arpa"], "    Zone    REG_SZ    44.7.31.10.in-addr.arpa"),
        .init(["10.31.7.44"], "    Version    REG_SZ    10.31.7.44"),
        .init(["10.99.3.0/24"], "    Subnet    REG_SZ    10.99.3.0/24"),
        .init(
            ["10.99.3.51", "10.99.3.59"], "    A    REG_SZ    v2.30|Dir=In|RA4=10.99.3.51-10.99.3.59|"),
        .init(["198.51.100.23", "198.51.100.99"], "    B    REG_SZ    198.51.100.23-198.51.100.99"),
        .init(["10.99.3.51", "10.99.3.59"], "    C    REG_SZ    10.99.3.51/10.99.3.59"),
        .init(["10.99.3.59"], "    D    REG_SZ    dc-10.99.3.59"),
        .init(["10.99.3.59"], "    E    REG_SZ    log_10.99.3.59.txt and 10.99.3.59.log"),
        .init(["10.99.3.59"], "    F    REG_SZ    tcp-10.99.3.59-443"),
        .init(["10.99.3.59"], "    G    REG_SZ    2026-11-26_10.99.3.59"),
        .init(["10.99.3.51", "10.99.3.59"], "    H    REG_SZ    10.99.3.51:80-10.99.3.59:90"),
        .init(["10.99.3.51", "10.99.3.59"], "    I    REG_SZ    10.99.3.51..10.99.3.59"),
        .init(["198.51.101.23"], "    J    REG_SZ    198.51.101.23/255.255.255.240"),
        .init(
            ["10.99.3.51", "10.99.3.59", "10.99.3.61"],
            "    K    REG_SZ    10.99.3.51-10.99.3.59_tcp-10.99.3.61-443"),
        .init(["10.99.3.59", "10-99-3-61"], "    L    REG_SZ    log.10.99.3.59.ip-10-99-3-61.txt"),
        .init(["10.99.3.59"], "    M    REG_SZ    10.99.3.59.dyn.example"),
        .init(["kraken", "10.99.3.59"], "kraken-10.99.3.59 is up", .services),
        .init(
            ["S-1-5-21-3623811015-3361044348-30300820-1013"],
            #"HKEY_USERS\S-1-5-21-3623811015-3361044348-30300820-1013\Software"#),
        .init(
            ["S-1-12-1-1943430372-1249052806-2496021943-3034400218"],
            "    SID    REG_SZ    S-1-12-1-1943430372-1249052806-2496021943-3034400218"),
        .init(["wuestenhagen"], #"C:\Users\wuestenhagen\AppData\Local\agent.log"#, .services),
        .init(
            ["fileserver7", "Vertrieb$", "Angebote"],
            #"    Path    REG_SZ    \\fileserver7\Vertrieb$\Angebote"#),
        .init(["Wüstenhagen"], #""Owner"="J. W\u00fcstenhagen""#, .registryExport),
        .init(
            ["kraken"], "\"Path\"=hex(2):43,00,3a,00,5c,00,6b,00,72,00,61,00,\\\n  6b,00,65,00,6e,00,00,00",
            .registryExport),
        .init(
            ["kraken"], #""Names"=hex(7):6b,00,72,00,61,00,6b,00,65,00,6e,00,00,00,61,00,00,00,00,00"#,
            .registryExport),
        .init(["6b,72,61,6b,65,6e"], #""Blob"=hex:6b,72,61,6b,65,6e,00,00,00,01"#, .registryExport),
        .init(
            ["Kraken", "Vertrieb", "tiefsee"], "CN=KRAKEN,OU=Vertrieb Nord,DC=tiefsee,DC=example", .services),
        .init(
            ["Wüstenhagen", "Vertrieb"],
            #"member: CN=Wüstenhagen\, Jörg,OU=Vertrieb\2C Nord,DC=tiefsee,DC=example"#, .services),
        .init(
            ["Tiefsee Forschung"], "Issuer : CN=Tiefsee Forschung Root CA, O=Tiefsee Forschung AG, C=DE",
            .services),
        .init(
            ["Kraken"], #"{"org_id": "x", "edr_device_tags": [{"key": "GROUP", "value": "Kraken-Gruppe"}]}"#,
            .agentHealth),
        .init(
            ["Wüstenhagen"], #"{"name": "W\u00fcstenhagen", "path": "C:\\Users\\W\u00fcstenhagen\\x"}"#,
            .agentHealth),
        .init(["wuestenhagen"], #"{"note": "first\nwuestenhagen\tlast"}"#, .agentHealth),
        .init(["Kraken"], #"edr_device_tags : [{"key":"GROUP","value":"Kraken"}] [managed]"#, .agentHealth),
        .init(
            ["kraken.tiefsee"],
            "<deviceName displayName=\"Device Name\"><value>kraken.tiefsee.example</value></deviceName>",
            .analyzer),
        .init(["Wüstenhagen"], "<event><checkresult>user W&#252;stenhagen</checkresult></event>", .analyzer),
        .init(
            ["Wüstenhagen"], "<event><checkresult>user W&uuml;stenhagen &amp; Co</checkresult></event>",
            .analyzer),
        .init(
            ["wuestenhagen"], "https://portal.example/u?n=j%2Ewuestenhagen%40tiefsee.example",
            .agentConnectivity),
        .init(["Kraken"], "PRETTY_NAME=\"Kraken Linux 7\"", .osRelease),
        .init(["kraken"], "computer-name: kraken.tiefsee.example", .collection),
        .init(
            ["KRAKEN", "Wuestenhagen"], #"KRAKEN Update KB5044285 TIEFSEE\Wuestenhagen 10/8/2024"#,
            .updateList),
        .init(["KRAKEN"], "Node,CSName,HotFixID\r\nKRAKEN,KRAKEN,KB5044285", .updateList),
        .init(
            ["KrakenBackup", "Kraken Backup"], "SERVICE_NAME: KrakenBackup\nDISPLAY_NAME: Kraken Backup",
            .services),
        .init(["KRAKEN$"], #"SERVICE_START_NAME : TIEFSEE\KRAKEN$"#, .services),
        .init(["kraken"], "ExclusionPath : {C:\\Kraken, D:\\data...}", .antivirusPreferences),
        .init(
            ["0123456789abcdef0123456789abcdef01234567"], "machine 0123456789abcdef0123456789abcdef01234567",
            .agentHealth),
        .init(["7c9e6679742540de944be07fc1f90ae7"], "machine 7c9e6679742540de944be07fc1f90ae7", .agentHealth),
        .init(["49170123456789"], "phone 49170123456789", .collection),
    ]

    static let messages: [Self] = [
        .init(["WS-0417"], "WS-0417 has not been seen for 40 days", nil),
        .init(["ws-0417"], "the device ws-0417$ has no certificate", nil),
        .init(["Wüstenhagen"], "the account Jörg Wüstenhagen may not read this", nil),
        .init(["JÖRG WÜSTENHAGEN"], "the account JÖRG WÜSTENHAGEN may not read this", nil),
        .init(["wu\u{308}stenhagen"], "the account JÖRG WU\u{308}STENHAGEN may not read this", nil),
        .init(["Ó Ceallaigh"], "asked for Siobhán Ó Ceallaigh", nil),
        .init(["Quastenflosser"], #"the tenant "Quastenflosser Maschinenbau GmbH" differs"#, nil),
        .init(["QFLOSSER"], #"QFLOSSER\jwuestenhagen was refused"#, nil),
        .init(["jwuestenhagen"], "jwuestenhagen@quastenflosser.de was refused", nil),
        .init(["Vertrieb"], "Vertrieb Nord is left out", nil),
        .init(["IT"], #"the unit "IT" is left out"#, nil),
        .init(["10.31.7.44"], "10.31.7.44 did not answer", nil),
        .init(["10.31.7.44"], "tcp to 10.31.7.44:636 timed out", nil),
        .init(["10.99.3.51", "10.99.3.59"], "10.99.3.51-10.99.3.59 and log_10.99.3.59.txt", nil),
        .init(["fd4c:91a2:7b3e::17"], "[fd4c:91a2:7b3e::17]:636 timed out", nil),
        .init(["fd4c:91a2:7b3e:0:0:0:0:17"], "fd4c:91a2:7b3e:0:0:0:0:17 timed out", nil),
        .init(["10-31-7-44"], "ip-10-31-7-44 did not answer", nil),
        .init(["0xa1f072c"], "the address 0xa1f072c is on the list", nil),
        .init(["169805612"], "the address 169805612 is on the list", nil),
        .init(["3c:52:82:6f:0a:d1"], "3c:52:82:6f:0a:d1 is on the list", nil),
        .init(
            ["5D1F2A77-93C4-4E0B-8A6E-2F7B1C9D4E30"], "{5D1F2A77-93C4-4E0B-8A6E-2F7B1C9D4E30} is not there",
            nil),
        .init(["5d1f2a7793c44e0b8a6e2f7b1c9d4e30"], "5d1f2a7793c44e0b8a6e2f7b1c9d4e30 is not there", nil),
        .init(["725345543"], "S-1-5-21-1085031214-1563985344-725345543-1104 may not log on", nil),
        .init(["krakenhost"], "krakenhost.tiefsee.example did not answer", nil),
        .init(["kraken"], #"found "kraken" where a number is expected"#, nil),
        .init(["kraken"], "the file /srv/kraken/registry.txt is empty", nil),
        .init(["kraken"], #"\\kraken\share is not there"#, nil),
        .init(["Kraken"], "answer of Kraken was cut", nil),
        .init(["Zürich"], "the site Zürich has no controller", nil),
        .init(["tiefsee"], "OU=Sales,DC=tiefsee,DC=example is in no scope", nil),
    ]

    static let all = evidence + messages
}
