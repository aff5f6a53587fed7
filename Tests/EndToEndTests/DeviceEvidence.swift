import Foundation
import TestSupport

/// The evidence of one Windows device as different tools leave it; by default of a server that can be managed.
struct DeviceEvidence: Sendable {
    static let tenant = "11111111-2222-3333-4444-555555555555"

    var name = "SRV01"
    var build = 20348
    var revision = 2000
    var edition = "ServerStandard"
    var installation = "Server"
    var product = "Windows Server 2022 Standard"
    var joined = "YES"
    var joinTenant = tenant
    var onboarded = 1
    var status = 1
    var tag: String? = "MDE-Management"
    /// Of the enrolment with Intune, where there is one.
    var intune = false
    var sense = "4  RUNNING"
    /// Files that are left out.
    var without: Set<String> = []
    /// Files instead of these, or further ones.
    var more: [String: Data] = [:]
    /// When it was collected.
    var collected = Date()

    /// Writes it into `folder`, which need not be there.
    func write(to folder: URL) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for (file, data) in files.merging(more, uniquingKeysWith: { $1 }) where !without.contains(file) {
            let place = folder.appending(path: file)
            try data.write(to: place)
            try FileManager.default.setAttributes([.modificationDate: collected], ofItemAtPath: place.path)
        }
    }

    private var files: [String: Data] {
        [
            "dsregcmd.txt": Data(join.utf8),
            "registry.txt": Data(registry.utf8),
            "sensecm.reg": Self.utf16(sensor),
            "services.txt": Data(services.utf8),
            "tagging.reg": Self.utf16(tagging),
            "enrollments.reg": Self.utf16(enrollments),
        ]
    }

    /// As `reg export` writes it.
    static func utf16(_ text: String) -> Data {
        Data(([0xfeff] + Array(text.utf16)).flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8)] })
    }

    /// What is there of a device that is joined alone.
    private var details: String {
        """
        +----------------------------------------------------------------------+
        | Device Details                                                       |
        +----------------------------------------------------------------------+

                          DeviceId : 0f0f0f0f-1111-2222-3333-444444444444
         DeviceCertificateValidity : [ 2024-01-11 21:02:50.000 UTC -- 2034-01-11 21:32:50.000 UTC ]
                  DeviceAuthStatus : SUCCESS

        +----------------------------------------------------------------------+
        | Tenant Details                                                       |
        +----------------------------------------------------------------------+

                        TenantName : Contoso
                          TenantId : \(joinTenant)

        """
    }

    private var join: String {
        """
        +----------------------------------------------------------------------+
        | Device State                                                         |
        +----------------------------------------------------------------------+

                     AzureAdJoined : \(joined)
                  EnterpriseJoined : NO
                      DomainJoined : YES
                        DomainName : CORP

        \(joined == "YES" ? details : "")
        +----------------------------------------------------------------------+
        | User State                                                           |
        +----------------------------------------------------------------------+

                            NgcSet : NO
                   WorkplaceJoined : NO

        +----------------------------------------------------------------------+
        | Diagnostic Data                                                      |
        +----------------------------------------------------------------------+

                AadRecoveryEnabled : NO
                       KeySignTest : PASSED

        +----------------------------------------------------------------------+

        """.replacing("\n", with: "\r\n")
    }

    var registryText: String { registry }

    private var registry: String {
        """
        > reg query "HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion"

        HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion
            CurrentBuildNumber    REG_SZ    \(build)
            EditionID    REG_SZ    \(edition)
            InstallationType    REG_SZ    \(installation)
            ProductName    REG_SZ    \(product)
            UBR    REG_DWORD    0x\(String(revision, radix: 16))

        > reg query "HKLM\\SYSTEM\\CurrentControlSet\\Control\\ProductOptions"

        HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\ProductOptions
            ProductType    REG_SZ    \(installation == "Client" ? "WinNT" : "ServerNT")

        > reg query "HKLM\\SYSTEM\\CurrentControlSet\\Control\\Session Manager\\Environment"

        HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\Session Manager\\Environment
            PROCESSOR_ARCHITECTURE    REG_SZ    AMD64

        > reg query "HKLM\\SYSTEM\\CurrentControlSet\\Control\\ComputerName\\ActiveComputerName"

        HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\ComputerName\\ActiveComputerName
            ComputerName    REG_SZ    \(name)

        > reg query "HKLM\\SOFTWARE\\Microsoft\\CCM"
        ERROR: The system was unable to find the specified registry key or value.

        > reg query "HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\CDJ\\AAD"
        ERROR: The system was unable to find the specified registry key or value.

        > reg query "HKLM\\SOFTWARE\\Microsoft\\Windows Defender"

        HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows Defender
            ManagedDefenderProductType    REG_DWORD    0x0

        """.replacing("\n", with: "\r\n")
    }

    private static let head = "Windows Registry Editor Version 5.00\r\n\r\n"

    private var sensor: String {
        Self.head
            + """
            [HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\SenseCM]
            "EnrollmentStatus"=dword:\(hexadecimal(status))
            "TenantId"="\(Self.tenant)"
            "DeviceId"="0f0f0f0f-1111-2222-3333-444444444444"

            [HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows Advanced Threat Protection]
            "InstallLocation"="C:\\\\Program Files\\\\Windows Defender Advanced Threat Protection\\\\"

            [HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows Advanced Threat Protection\\Status]
            "OnboardingState"=dword:\(hexadecimal(onboarded))


            """.replacing("\n", with: "\r\n")
    }

    private func hexadecimal(_ number: Int) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }

    private var services: String {
        """
        > sc query sense

        SERVICE_NAME: sense
                TYPE               : 10  WIN32_OWN_PROCESS
                STATE              : \(sense)
                WIN32_EXIT_CODE    : 0  (0x0)

        > sc query ccmexec
        [SC] EnumQueryServicesStatus:OpenService FAILED 1060:

        The specified service does not exist as an installed service.

        > sc query healthservice
        [SC] EnumQueryServicesStatus:OpenService FAILED 1060:

        The specified service does not exist as an installed service.

        """.replacing("\n", with: "\r\n")
    }

    private var tagging: String {
        let value = tag.map { "\"Group\"=\"\($0)\"\r\n" } ?? ""
        return Self.head
            + "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Windows Advanced Threat Protection\\DeviceTagging]\r\n"
            + value + "\r\n\r\n"
    }

    private var enrollments: String {
        let key = "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Enrollments"
        let intune =
            "\(key)\\{0A0A0A0A-1111-2222-3333-444444444444}]\r\n\"EnrollmentState\"=dword:00000001\r\n"
            + "\"EnrollmentType\"=dword:00000006\r\n\"ProviderID\"=\"MS DM Server\"\r\n"
            + "\"DiscoveryServiceFullURL\"=\"https://enrollment.manage.microsoft.com/enrollmentserver/discovery.svc\"\r\n\r\n"
        // Windows keeps these there on every device.
        let others = ["Context", "Ownership", "Status", "ValidNodePaths"].map { "\(key)\\\($0)]\r\n\r\n" }
        return Self.head + "\(key)]\r\n\r\n" + (self.intune ? intune : "") + others.joined() + "\r\n"
    }
}
