import DeviceEvidence
import Model
import Testing

struct OSReleaseReaderTests {
    private func read(_ text: String) -> (kind: EvidenceFile.Kind, found: EvidenceFindings) {
        EvidenceReading.read(Array(text.utf8))
    }

    private func claim(_ attribute: DeviceAttribute, _ text: String, line: UInt32) -> Claim {
        Claim(attribute, .text(text), file: 0, line: line)
    }

    @Test func `a distribution and its version are read`() {
        let (kind, found) = read(
            "# of a test\nPRETTY_NAME=\"Example Linux 22.04.1 LTS\"\nNAME=Example\n\nVERSION_ID=\"22.04\"\nID=example\n"
        )
        #expect(kind == .osRelease)
        #expect(
            found.claims == [
                claim(.productName, "Example Linux 22.04.1 LTS", line: 2),
                claim(.systemVersion, "22.04", line: 5), claim(.systemFamily, "linux", line: 6),
            ])
    }

    @Test(arguments: [
        ("VERSION_ID=9", "9"), ("VERSION_ID='9.2'", "9.2"), (#"VERSION_ID="9\"2\\x""#, #"9"2\x"#),
        ("VERSION_ID=\"9\u{1b}[2J\"", #"9\u{1b}[2J"#),
    ])
    func `quotes are taken off as a shell takes them off`(line: String, version: String) {
        let (_, found) = read("ID=example\n\(line)\n")
        #expect(found.claims.last == claim(.systemVersion, version, line: 2))
    }

    @Test func `a rolling distribution has no version`() {
        let (kind, found) = read("NAME=Example\nID=example\n")
        #expect(kind == .osRelease)
        #expect(found.claims == [claim(.systemFamily, "linux", line: 2)])
    }

    @Test func `a quote that does not end is told`() {
        let (_, found) = read("ID=example\nVERSION_ID=\"9\n")
        #expect(found.claims == [claim(.systemFamily, "linux", line: 1)])
        #expect(found.fault?.detail == "line 2: the quotes around VERSION_ID do not end")
    }

    @Test(arguments: [
        "ID=example\n", "NAME=Example\n", "PATH=/bin\nexport ID\nID=1\nNAME=2\n", "ID : 5\nNAME : Example\n",
        "[ID=1]\nID=example\nNAME=Example\n",
    ])
    func `other files are not taken for it`(text: String) {
        #expect(read(text).kind == .unknown)
    }
}
