import DeviceEvidence
import Model
import Testing

/// The system is known by where and how systeminfo writes, whatever its language.
struct SystemInformationReaderTests {
    private struct Words {
        var labels: [String]
        var version: String
        var configuration: String
        var announced: String
    }

    private static let english = Words(
        labels: ["Host Name", "OS Name", "OS Version", "OS Manufacturer", "OS Configuration"],
        version: "10.0.17763 N/A Build 17763", configuration: "Member Server",
        announced: "2 Hotfix(s) Installed.")
    private static let others = [
        Words(
            labels: [
                "Hostname", "Betriebssystemname", "Betriebssystemversion", "Betriebssystemhersteller",
                "Betriebssystemkonfiguration",
            ],
            version: "10.0.17763 Nicht zutreffend Build 17763", configuration: "Mitgliedsserver",
            announced: "2 Hotfix(e) installiert."),
        Words(
            labels: [
                "Nom de l’hôte", "Nom du système d’exploitation", "Version du système", "Fabricant",
                "Configuration",
            ],
            version: "10.0.17763 N/A version 17763", configuration: "Serveur membre",
            announced: "2 correctif(s) installé(s)."),
        Words(
            labels: ["ホスト名", "OS 名", "OS バージョン", "OS 製造元", "OS 構成"],
            version: "10.0.17763 N/A ビルド 17763", configuration: "メンバー サーバー",
            announced: "2 ホットフィックスがインストールされています。"),
    ]

    private static func values(_ words: Words) -> [String] {
        ["SRV19", "Microsoft Windows Server 2019 Standard", words.version, "Microsoft", words.configuration]
            + [
                "Multi", "me", "", "1", "2", "3", "VM", "x360", "x64-based PC", "1 CPU", "BIOS", "C:", "C:",
                "D",
            ]
            + ["de", "de", "UTC", "1 MB", "1 MB", "Max: 1", "Free: 1", "Used: 1", #"C:\pagefile.sys"#]
            + ["corp.example", #"\\DC1"#]
    }

    private static func list(_ words: Words) -> String {
        let values = values(words)
        var text = "\n"
        for (index, value) in values.enumerated() {
            let label = index < 5 ? words.labels[index] : "Ä\(index)"
            text += "\(label):".padded(to: 30) + value + "\n"
        }
        let indent = String(repeating: " ", count: 30)
        text += "H:".padded(to: 30) + words.announced + "\n"
        text += "\(indent)[01]: KB5006744\n\(indent)[02]: KB5012170\n"
        return text + "N:".padded(to: 30) + "1 NIC\n\(indent)[01]: Intel\n\(indent)      IP: 10.0.0.1\n"
    }

    private static let whole = [
        "computer-name = srv19", "os.family = windows",
        "os.product-name = Microsoft Windows Server 2019 Standard",
        "os.build = 17763", "os.product-type = 3", "os.architecture = x64", "domain-name = corp.example",
        "os.update (KB5006744) = yes", "os.update (KB5012170) = yes",
    ]

    @Test func `every language tells the same, but for what is a word`() {
        for raw in forms(of: Self.list(Self.english)) {
            let (kind, found) = EvidenceReading.read(raw)
            #expect(kind == .systemInformation)
            #expect(found.told == Self.whole)
            #expect(found.fault == nil)
        }
        for words in Self.others {
            for raw in forms(of: Self.list(words)) {
                let found = EvidenceReading.read(raw).found
                #expect(found.told == Self.whole.filter { !$0.contains("product-type") })
                #expect(found.fault == nil)
            }
        }
    }

    @Test func `a code page that nobody can tell leaves what is ASCII right`() {
        // The host name and "ビルド" in code page 932.
        var raw: [UInt8] = []
        for byte in Self.list(Self.english).replacing("Host Name", with: "@").utf8 {
            raw += byte == UInt8(ascii: "@") ? [0x83, 0x7a, 0x83, 0x58, 0x83, 0x67, 0x96, 0xbc] : [byte]
        }
        #expect(EvidenceReading.read(raw).found.told == Self.whole)
    }

    @Test func `CSV tells the same`() {
        let fields =
            Self.values(Self.english) + [
                "2 Hotfix(s) Installed.,[01]: KB5006744,[02]: KB5012170", "1 NIC", "-",
            ]
        let row = fields.map { "\"\($0)\"" }.joined(separator: ",") + "\n"
        let header = fields.indices.map { "\"L\($0)\"" }.joined(separator: ",") + "\n"
        for text in ["\n" + header + row, row] { #expect(told(text) == Self.whole) }
        for count in 0..<row.utf8.count {
            let cut = told(String(decoding: row.utf8.prefix(count), as: UTF8.self))
            #expect(cut.allSatisfy(Self.whole.contains))
        }
    }

    @Test func `text that breaks off tells nothing that the whole does not, and says so`() {
        let text = Self.list(Self.english)
        for count in 200..<text.utf8.count {
            let found = EvidenceReading.read(Array(text.utf8.prefix(count))).found
            #expect(found.told.allSatisfy(Self.whole.contains), "cut after \(count) bytes")
            if found.told.count < Self.whole.count { #expect(found.fault != nil, "cut after \(count) bytes") }
        }
    }

    @Test(arguments: [
        "Host: a\nName: Windows\nVersion: 10.0.1\n", "a: b\nc: Windows\nd: 10.0.17763 Build 17764\n",
        "a: b c\nc: Windows\nd: 10.0.17763 Build 17763\n", "x: y\nz: Linux\nd: 10.0.17763 Build 17763\n",
    ])
    func `other text is not taken for it`(text: String) {
        #expect(EvidenceReading.read(Array(text.utf8)).kind == .unknown)
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(1, width - count))
    }
}
