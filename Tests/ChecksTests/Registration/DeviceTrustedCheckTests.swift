import Foundation
import Model
import SampleFacts
import Testing

@testable import Checks

struct DeviceTrustedCheckTests {
    private let check = DeviceTrustedCheck()

    private static func joined(_ entra: Bool, _ enterprise: Bool, _ domain: Bool, _ more: [Told] = [])
        -> [Told]
    {
        [
            .entraJoined <- .flag(entra), .enterpriseJoined <- .flag(enterprise),
            .domainJoined <- .flag(domain),
        ] + more
    }

    private static func in2(_ name: String, _ claims: [Told], classic: String, current: String)
        -> [EvidenceRow]
    {
        [
            EvidenceRow("\(name), classic", claims, classic),
            EvidenceRow("\(name), current", claims, current).with { $0.set = "current" },
        ]
    }

    private static func both(_ name: String, _ claims: [Told], _ outline: String) -> [EvidenceRow] {
        in2(name, claims, classic: outline, current: outline)
    }

    private static let notJoined = "not-met registration.not-joined"
    private static let failed = "not-met registration.failed"
    private static let enterprise = "not-met registration.enterprise-only"

    static let truthTable: [EvidenceRow] =
        in2(
            "NO NO NO", joined(false, false, false), classic: "undetermined registration.not-joined",
            current: "not-applicable")
        + in2("NO NO YES", joined(false, false, true), classic: notJoined, current: "not-applicable")
        + in2("NO YES NO", joined(false, true, false), classic: enterprise, current: "not-applicable")
        + in2("NO YES YES", joined(false, true, true), classic: enterprise, current: "not-applicable")
        + both("YES NO NO", joined(true, false, false), "met")
        + both("YES NO YES", joined(true, false, true), "met")
        + both("YES YES NO", joined(true, true, false), "undetermined evidence.contradictory")
        + both("YES YES YES", joined(true, true, true), "undetermined evidence.contradictory")

    private static let hybrid = joined(true, false, true)
    private static let lone = joined(false, false, true)

    static let details: [EvidenceRow] =
        both("authentication succeeds", hybrid + [.deviceAuthentication <- "SUCCESS"], "met")
        + both(
            "the device is disabled",
            hybrid + [.deviceAuthentication <- "FAILED. Device is either disabled or deleted"],
            "not-met registration.device-disabled")
        + both("authentication fails", hybrid + [.deviceAuthentication <- "FAILED. ERROR"], failed)
        + both(
            "authentication is not understood", hybrid + [.deviceAuthentication <- "PERHAPS"],
            "undetermined evidence.inconclusive")
        + both(
            "the certificate is good",
            hybrid + [.deviceCertificateEnd <- .moment(DeviceSample.now.addingTimeInterval(60))], "met")
        + both(
            "the certificate has expired",
            hybrid + [.deviceCertificateEnd <- .moment(DeviceSample.now.addingTimeInterval(-60))],
            "not-met registration.certificate-expired")
        + both(
            "the certificate cannot be read", hybrid + [.deviceCertificateEnd <- .unusable("[ ? ]")],
            "undetermined evidence.unreadable")
        + both(
            "the key does not sign", hybrid + [.keySignTest <- "FAILED : 0x80090016"],
            "not-met registration.certificate-expired")
        + both("the key was not tested", hybrid + [.keySignTest <- "MUST Run elevated to test."], "met")
        + both("a join that failed before the one that is", hybrid + [.joinErrorPhase <- "join"], "met")
        + in2(
            "a join that failed", lone + [.joinErrorPhase <- "discover", .joinClientError <- "0x801c0021"],
            classic: failed, current: "not-applicable")
        + in2(
            "a test that failed", lone + [(.joinTest <- "FAIL [0x801c0021/0x801c000c]").of("drs-discovery")],
            classic: failed, current: "not-applicable")
        + in2(
            "tests that passed", lone + [(.joinTest <- "PASS").of("ad-connectivity")], classic: notJoined,
            current: "not-applicable")
        + in2(
            "a work account alone", lone + [.workplaceJoined <- true], classic: notJoined,
            current: "not-applicable")
        + both(
            "not joined, and yet refused", lone + [.deviceAuthentication <- "FAILED. ERROR"], failed)
        + both(
            "not joined, and yet let in", lone + [.deviceAuthentication <- "SUCCESS"],
            "undetermined evidence.contradictory")
        + in2(
            "a workgroup device that is enrolled", joined(false, false, false, [.enrollmentStatus <- 1]),
            classic: "met", current: "not-applicable")
        + in2(
            "a workgroup device whose enrolment failed",
            joined(false, false, false, [.enrollmentStatus <- 14]),
            classic: "undetermined registration.not-joined", current: "not-applicable")
        + both("no evidence", [.systemBuild <- 19045], "undetermined evidence.missing")
        + both(
            "two answers", [.entraJoined <- true, (.entraJoined <- false).in("other.txt")],
            "undetermined evidence.contradictory")
        + both("Linux", [.systemFamily <- "linux"], "not-applicable")
        + both("macOS", [.systemFamily <- "macos"], "not-applicable")
        + both("mdatp on a system that is not told", [.agentHealthy <- true], "not-applicable")
        + both(
            "old evidence", hybrid, "undetermined evidence.old"
        ).map { $0.with { $0.age = 8 * DeviceSample.day } }

    @Test(arguments: truthTable + details)
    func `judges the trust of a device`(row: EvidenceRow) {
        #expect(row.judgement(by: check).outline == row.outline)
    }

    @Test
    func `phases and codes are told in words`() {
        let told = EvidenceRow(
            "",
            Self.lone + [
                .joinErrorPhase <- "discover", .joinClientError <- "0x801c0021",
                .joinServerError <- "DirectoryError", .joinServerMessage <- "AADSTS90002: no such tenant",
            ], ""
        ).judgement(by: check).words
        #expect(
            told
                == "the device is not joined to Entra ID, and its last attempt failed: phase discover (while it looked for the registration service), Client ErrorCode 0x801c0021 (DSREG_AUTOJOIN_DISC_FAILED: discovery failed in general; the sub-error tells more), Server ErrorCode DirectoryError, \"AADSTS90002: no such tenant\""
        )
        let strange = EvidenceRow("", Self.lone + [.joinClientError <- "0x801c9999"], "")
        #expect(strange.judgement(by: check).words.contains("0x801c9999 (not in the catalogue)"))
    }

    @Test
    func `every code of the catalogue is told by its name and cause`() {
        let errors = RealCatalogue.devices.registration.errors
        #expect(errors.count == 32)
        for (code, error) in errors {
            let row = EvidenceRow("", Self.lone + [.joinClientError <- .text(code)], "")
            let words = row.judgement(by: check).words
            #expect(words.contains(error.words) && words.contains(error.name ?? error.words), "\(words)")
        }
    }

    @Test
    func `missing evidence names the tool that shows it`() {
        let words = EvidenceRow("", [], "").judgement(by: check).words
        #expect(words == "no evidence shows join.entra; dsregcmd /status shows it")
    }
}
