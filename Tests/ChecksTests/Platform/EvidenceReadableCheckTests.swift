import Model
import Testing

@testable import Checks

/// A device is not called ready where part of its evidence is lost.
struct EvidenceReadableCheckTests {
    private static let good: [Told] = [
        .computerName <- "pc1", .entraDeviceID <- "0f0f0f0f-1111-2222-3333-444444444444",
        (.enrollmentDeviceID <- "0F0F0F0F-1111-2222-3333-444444444444").in("sensecm.reg"),
    ]

    private static func outline(_ fact: DeviceFact) -> String {
        DeviceSample.judgement(of: fact, by: EvidenceReadableCheck()).outline
    }

    @Test
    func `evidence that was read to its end is good`() {
        #expect(Self.outline(DeviceSample.fact(Self.good)) == "met")
    }

    @Test
    func `a file that was not read to its end is a doubt that names it`() {
        let fact = DeviceSample.fact(
            Self.good, unread: ["services.txt": Unreadable(.evidenceUnreadable, "breaks off in line 7")])
        let judgement = DeviceSample.judgement(of: fact, by: EvidenceReadableCheck())
        #expect(judgement.outline == "undetermined evidence.unreadable")
        #expect(judgement.words == "services.txt: breaks off in line 7")
    }

    @Test
    func `an archive that is damaged or refused is a doubt`() {
        let fact = DeviceSample.fact(Self.good, faults: [Unreadable(.evidenceRefused, "is encrypted: a.txt")])
        #expect(Self.outline(fact) == "undetermined evidence.refused")
    }

    @Test
    func `two computer names are two devices`() {
        let fact = DeviceSample.fact(Self.good + [(.computerName <- "pc2").in("other.txt")])
        #expect(Self.outline(fact).hasPrefix("undetermined evidence.two-devices"))
    }

    @Test(arguments: [
        ("1f0f0f0f-1111-2222-3333-444444444444", DeviceAttribute.entraDeviceID, "evidence.contradictory"),
        ("1f0f0f0f-1111-2222-3333-444444444444", .enrollmentDeviceID, "evidence.contradictory"),
    ])
    func `two ids of one kind are two devices`(id: String, attribute: DeviceAttribute, code: String) {
        let fact = DeviceSample.fact(Self.good + [(attribute <- .text(id)).in("other.txt")])
        #expect(Self.outline(fact) == "undetermined \(code)")
    }

    @Test
    func `an id in the enrolment that is not the device's is another device's`() {
        let fact = DeviceSample.fact([
            .entraDeviceID <- "0f0f0f0f-1111-2222-3333-444444444444",
            .enrollmentDeviceID <- "1f0f0f0f-1111-2222-3333-444444444444",
        ])
        #expect(Self.outline(fact) == "undetermined evidence.two-devices")
    }
}
