import DeviceEvidence
import Foundation
import Model
import SupportBundle
import TestSupport
import Testing

/// Redacted evidence is evidence: the tool's own readers read it, and read the same where nobody is named.
struct EvidenceRedactionTests {
    /// Every sample that the readers are fuzzed with, and that is text.
    static let samples: [String] = {
        let folder = Repository.root.appending(path: "Fuzz/corpus")
        let names = (try? FileManager.default.subpathsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0.contains("Reader/") && !$0.hasPrefix("PageReader") }.sorted()
    }()

    private static func read(_ sample: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: Repository.root.appending(path: "Fuzz/corpus/\(sample)")))
    }

    @Test(arguments: samples)
    func `without secrets in it a file is the same byte for byte`(sample: String) throws {
        let raw = try Self.read(sample)
        let kind = EvidenceReading.read(raw).kind
        guard kind != .unknown else { return }
        let redacted = try #require(RedactionSample.redactor(.secrets).redacted(raw, as: kind))
        // The blob that onboards other devices is one.
        let hasSecret = DumbSearch.finds("OnboardedInfo", in: raw)
        #expect(hasSecret ? DumbSearch.finds("[removed: onboarding package]", in: redacted) : redacted == raw)
        #expect(RedactionSample.redactor(.none).redacted(raw, as: kind) == raw)
    }

    @Test(arguments: samples)
    func `with tokens for names a file tells the same of the same attributes`(sample: String) throws {
        let raw = try Self.read(sample)
        let (kind, found) = EvidenceReading.read(raw)
        guard kind != .unknown else { return }
        let redacted = try #require(RedactionSample.redactor(.identities).redacted(raw, as: kind))
        let (newKind, newFound) = EvidenceReading.read(redacted)
        #expect(newKind == kind)
        #expect(newFound.fault == found.fault)
        #expect(newFound.observedAt == found.observedAt)
        #expect(newFound.claims.map(\.attribute) == found.claims.map(\.attribute))
        for (new, old) in zip(newFound.claims, found.claims) {
            #expect(new.line == old.line)
            switch (new.value, old.value) {
            case (.text(let new), .text(let old)) where new != old:
                // Names, ids, and free text with words that may be names.
                #expect(
                    new.contains(/(name|word|person|tenant|unit|id|place)-[0-9a-z]{10}|[0-9a-fA-F-]{12,}/),
                    "\(old): \(new)")
            case (.unusable, .unusable): break
            case (.unusable(let why), _): #expect(why.contains("[removed: onboarding package]"))
            default: #expect(new.value == old.value)
            }
        }
    }

    @Test func `a secret is taken out and all else of the file is read as before`() throws {
        let text = """
            > reg query "HKLM\\SOFTWARE\\Microsoft\\SenseCM" /s

            HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\SenseCM
                EnrollmentStatus    REG_DWORD    0x1
                AdminPassword    REG_SZ    Tr0ub4dor-77
                LastCheckinSuccess    REG_QWORD    0x1da005c1ca4e880

            """
        let raw = Array(text.utf8)
        let redacted = try #require(RedactionSample.redactor(.secrets).redacted(raw, as: .registryQuery))
        #expect(
            String(decoding: redacted, as: UTF8.self)
                == text.replacing("Tr0ub4dor-77", with: "[removed: password]"))
        #expect(EvidenceReading.read(redacted).found.claims == EvidenceReading.read(raw).found.claims)
    }

    @Test(arguments: [
        ("unknown kinds", Array("text".utf8), EvidenceFile.Kind.unknown),
        ("answers of services", Array("{}".utf8), .machine),
        ("binary data", [0x4d, 0x5a, 0x90, 0, 3, 0, 1, 2, 0xff, 0xfe, 0, 0], .services),
        ("nothing", [], .services),
        ("zeros", [UInt8](repeating: 0, count: 4096), .registryExport),
        ("half a character", [0xff, 0xfe, 65], .services),
        ("half a pair", [0xff, 0xfe, 0x3d, 0xd8, 65, 0], .services),
        ("the other half", [0xff, 0xfe, 0, 0xdc], .services),
    ])
    func `what is not understood is left out`(what: String, bytes: [UInt8], kind: EvidenceFile.Kind) {
        for level in RedactionLevel.allCases {
            #expect(RedactionSample.redactor(level).redacted(bytes, as: kind) == nil)
        }
    }

    @Test(arguments: [
        ([0xef, 0xbb, 0xbf] + Array("Name : Müller\r\n".utf8), [UInt8]([0xef, 0xbb, 0xbf])),
        (
            [
                0x4e, 0x61, 0x6d, 0x65, 0x20, 0x3a, 0x20, 0x4d, 0xfc, 0x6c, 0x6c, 0x65, 0x72, 0x20, 0x80,
                0x81, 0x0d, 0x0a,
            ], []
        ),
    ])
    func `a file keeps its mark and its code page`(bytes: [UInt8], start: [UInt8]) throws {
        let redacted = try #require(RedactionSample.redactor(.identities).redacted(bytes, as: .services))
        #expect(redacted.starts(with: start + Array("Name : word-".utf8)))
        #expect(redacted.suffix(2).elementsEqual([13, 10]))
        let again = try #require(RedactionSample.redactor(.secrets).redacted(bytes, as: .services))
        #expect(again == bytes)
    }
}
