import DeviceEvidence
import FoundationEssentials
import Model
import Testing

/// The results of the MDE Client Analyzer tell of the device and of what was found.
struct AnalyzerReaderTests {
    private static func result(_ sections: String) -> String {
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<MDEResults>\n\(sections)\n</MDEResults>\n"
    }

    private static let sections = """
          <general>
            <scriptVersion displayName="Script Version: "><value>23012023</value></scriptVersion>
            <scriptRunTime displayName="Script RunTime: ">31/05/2023 12:07:12 AM +02:00</scriptRunTime>
          </general>
          <devInfo>
            <deviceName displayName="Device name"><value>PC-01</value></deviceName>
            <OSName displayName="Device Operating System"><value>Windows 10 &amp; more</value></OSName>
            <OSBuild displayName="OS build number"><value>Microsoft Windows NT 10.0.19045.0.2965</value></OSBuild>
            <Edition displayName="OS Edition"><value>Client</value></Edition>
            <Architecture displayName="OS Architecture"><value>64-bit</value></Architecture>
          </devInfo>
          <EDRCompInfo>
            <OrgId displayName="Organization Id"><value>9188040D-6C67-4C5B-B112-36A304B66DAD</value></OrgId>
            <SenseVersion displayName="Sense version"><value>10.8295.22621.1019</value></SenseVersion>
            <SenseServiceStatus displayName="State"><value>Running</value><alert>None</alert></SenseServiceStatus>
          </EDRCompInfo>
          <MDEDevConfig />
          <events>
            <event id="122024"><severity>Error</severity><category>Configuration</category><check>c</check>
              <checkresult>Could not connect:&lt;br&gt;https://a.example</checkresult><guidance>g</guidance></event>
            <event id="122024"><severity>Error</severity><checkresult><![CDATA[https://b.example]]></checkresult></event>
            <event id="130021"><severity>Informational</severity><checkresult>Good</checkresult></event>
          </events>
        """

    @Test
    func `reads the device and the results`() {
        let told = Told(Self.result(Self.sections))
        #expect(told.kind == .analyzer)
        #expect(told.fault == nil)
        #expect(
            told.own == [
                "computer-name=pc-01", "os.product-name=Windows 10 & more", "os.build=19045",
                "os.revision=2965",
                "os.installation-type=Client", "os.architecture=x64",
                "onboarding.organization=9188040d-6c67-4c5b-b112-36a304b66dad",
                "sensor.version=10.8295.22621.1019", "service.state[sense]=running",
                "analyzer.result[122024]=Error: Could not connect: https://a.example; https://b.example",
                "analyzer.result[130021]=Informational: Good",
            ])
        // The 30th of May, 22:07:12 UTC.
        #expect(told.observedAt?.timeIntervalSince1970 == 1_685_484_432)
    }

    @Test(arguments: [
        ("31/05/2023 3:07:12 PM +00:00", 1_685_545_632.0), ("31.05.2023 3:07:12 pm -02:30", 1_685_554_632),
        ("31/05/2023 15:07:12 PM +00:00", nil), ("31/05/2023 3:07:12  +02:00", nil),
        ("05/31/2023 3:07:12 PM +00:00", nil),
        ("today", nil),
    ])
    func `a moment is read where it is certain`(text: String, seconds: Double?) {
        let told = Told(Self.result("<general><scriptRunTime>\(text)</scriptRunTime></general>"))
        #expect(told.observedAt?.timeIntervalSince1970 == seconds)
    }

    @Test(arguments: [
        ("Microsoft Windows NT 10.0.17763.0.0", ["os.build=17763"]), ("10.0.17763", []), ("", []),
        ("Microsoft Windows NT 10.0.x.0.1", []),
    ])
    func `a build without its revision is no revision`(text: String, expected: [String]) {
        let xml = Self.result("<devInfo><OSBuild><value>\(text)</value></OSBuild></devInfo>")
        #expect(Told(xml).own == expected)
    }

    @Test
    func `what declares a document type, is cut or is not well-formed tells nothing`() {
        let good = Self.result(Self.sections)
        let bomb = good.replacing(
            "<MDEResults>", with: "<!DOCTYPE x [<!ENTITY a \"&b;&b;\"> ]><MDEResults>", maxReplacements: 1)
        #expect(Told(bomb).fault == "declares a document type, which is refused")
        #expect(Told(bomb).claims == [])
        #expect(Told(good.replacing("</devInfo>", with: "</other>")).claims == [])
        let bytes = Array(good.utf8)
        for end in stride(from: 60, to: bytes.count - 2, by: 1) {
            let told = Told(Array(bytes[..<end]))
            guard told.claims.isEmpty, told.fault != nil else {
                Issue.record("cut at \(end), it tells \(told.claims)")
                return
            }
        }
    }

    @Test
    func `reads what the analyzer noted of the registry`() {
        let told = Told(
            """
            please find reg info for MdeConfigMgr flow On : 31/05/2023 3:07:12 PM +00:00

            EnrollmentStatus : 43
            TenantId : False
            DeviceId : 9188040D-6C67-4C5B-B112-36A304B66DAD
            LastCheckinSuccess : 133700000000000000
            UBR : 2965
            SenseCmConfiguration :
            TenantId : contoso
            UBR : 29
            """)
        #expect(told.kind == .analyzer)
        #expect(
            told.claims == [
                "enrollment.status=43", "enrollment.device-id=9188040d-6c67-4c5b-b112-36a304b66dad",
                "os.revision=2965", "enrollment.tenant-id is unusable",
            ])
        #expect(told.observedAt?.timeIntervalSince1970 == 1_685_545_632)
        #expect(told.fault != nil, "its last line is cut")
    }
}
