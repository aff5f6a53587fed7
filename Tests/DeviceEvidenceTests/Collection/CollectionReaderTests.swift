import DeviceEvidence
import Foundation
import Model
import Testing

/// What a collector says about what it collected is believed, and nothing else is.
struct CollectionReaderTests {
    private func read(_ lines: String...) -> (kind: EvidenceFile.Kind, found: EvidenceFindings) {
        let text = (["mde-preflight collection 1"] + lines).joined(separator: "\r\n") + "\r\n"
        return EvidenceReading.read(Array(text.utf8))
    }

    private func claims(_ found: EvidenceFindings) -> [DeviceAttribute: Claim.Value] {
        Dictionary(found.claims.map { ($0.attribute, $0.value) }) { first, _ in first }
    }

    @Test func `a Windows device is named`() {
        let (kind, found) = read(
            "family: windows", "computer-name: PC-0001", "local-date-time: 20261125120000.000000+060",
            "architecture: AMD64", "elevated: no", "language-mode: FullLanguage", "not-collected: x.txt")
        #expect(kind == .collection)
        #expect(found.fault == nil)
        #expect(
            claims(found) == [
                .systemFamily: .text("windows"), .computerName: .text("pc-0001"), .architecture: .text("x64"),
                .languageMode: .text("FullLanguage"),
            ])
        #expect(found.claims.map(\.line) == [2, 3, 5, 7])
        #expect(found.observedAt == Date(timeIntervalSince1970: 1_795_604_400))
    }

    @Test func `a Linux device is named`() {
        let (_, found) = read(
            "family: linux", "computer-name: Web1.example.com", "architecture: aarch64",
            "board-vendor: absent", "mdatp: not installed")
        #expect(
            claims(found) == [
                .systemFamily: .text("linux"), .computerName: .text("web1"), .architecture: .text("arm64"),
                .boardVendor: .flag(false), .agentVersion: .absent,
            ])
    }

    @Test(arguments: [
        ("collected-at: 2026-11-25T12:00:00Z", 1_795_608_000),
        ("collected-at: 2024-02-29T23:59:59Z", 1_709_251_199),
        ("local-date-time: 20261125120000.000000+000", 1_795_608_000),
        ("local-date-time: 20261125120000.500000-300", 1_795_626_000),
        ("local-date-time: 20270101003000.000000+345", 1_798_742_700),
    ])
    func `the time is in UTC`(line: String, seconds: Int) {
        let (_, found) = read(line)
        #expect(found.observedAt == Date(timeIntervalSince1970: Double(seconds)))
        #expect(found.fault == nil)
    }

    @Test func `a time in UTC goes before a local one`() {
        let (_, found) = read(
            "local-date-time: 20261125120000.000000+060", "collected-at: 2026-11-25T12:00:00Z")
        #expect(found.observedAt == Date(timeIntervalSince1970: 1_795_608_000))
    }

    @Test(arguments: [
        "collected-at: 2026-02-29T12:00:00Z", "collected-at: 2026-11-25T12:00:00",
        "collected-at: 2026-11-25T24:00:00Z", "collected-at: 25.11.2026 12:00",
        "collected-at: 0000-00-00T00:00:00Z",
        "local-date-time: 20261125120000.000000+***", "local-date-time: 20261125120000.000000+999",
        "local-date-time: 20261325120000.000000+060", "local-date-time: 2026112512",
    ])
    func `what is no time is told, and gives none`(line: String) {
        let (_, found) = read(line)
        #expect(found.observedAt == nil)
        #expect(found.fault?.detail.contains("has no time of collection") == true)
    }

    @Test(arguments: [
        ("architecture: vax", DeviceAttribute.architecture, "vax"), ("family: beos", .systemFamily, "beos"),
        ("board-vendor: perhaps", .boardVendor, "perhaps"),
    ])
    func `an unknown word is not guessed at`(line: String, attribute: DeviceAttribute, word: String) {
        #expect(claims(read(line).found) == [attribute: .unusable(word)])
    }

    @Test func `another version is not read`() {
        let (kind, found) = EvidenceReading.read(
            Array("mde-preflight collection 2\nfamily: windows\n".utf8))
        #expect(kind == .collection)
        #expect(found.claims.isEmpty)
        #expect(found.fault?.detail == "is of version 2, and 1 is known")
    }
}
