import Model
import SupportBundle
import Testing

/// What looks like a secret or an identity, and is none, stays as it is.
struct LookAlikeTests {
    private static let secrets = RedactionSample.redactor(.secrets)
    private static let identities = RedactionSample.redactor(.identities)

    /// Of evidence, where names are taken out.
    static let noIdentities = [
        "AMProductVersion                 : 4.18.25110.5", "AMEngineVersion : 1.1.25100.9002",
        "AntivirusSignatureVersion        : 1.441.52.0", "app_version : \"101.25102.0003\"",
        "SenseVersion: 10.8804.28119.1000", "OS Version:                10.0.26100 N/A Build 26100",
        "OS Name:                   Microsoft Windows 11 Enterprise", "[01]: KB5044285", "HotFixID=KB5012170",
        "KB5006744  10/12/2021  11/14/2023 12:00:00 AM", "2026-11-25T12:00:00Z",
        "2024-01-02 03:04:05.000 UTC",
        "DeviceCertificateValidity : [ 2024-01-02 03:04:05.000 UTC -- 2034-01-02 03:34:05.000 UTC ]",
        "local-date-time: 20261125120000.000000+060", "Wednesday, January 8, 2025 3:04:05 PM",
        "S-1-5-18", #"HKEY_USERS\S-1-5-19"#, "BUILTIN S-1-5-32-544", "TokenBroker", "PasswordFilter",
        "SERVICE_NAME: sense",
        "Name : MsSense", "DISPLAY_NAME: Windows Defender Antivirus Service", "127.0.0.1", "::1", "0.0.0.0",
        "255.255.255.0",
        "localhost:8080", "Client ErrorCode : 0x801c03f3", "Attempt Status : 0xc000006d",
        "AD Configuration Test : FAIL [0x80070002]",
        "WIN32_EXIT_CODE    : 1077  (0x435)", "    EnrollmentStatus    REG_DWORD    0x1",
        #""UBR"=dword:00000d3b"#,
        "    LastCheckinSuccess    REG_QWORD    0x1da005c1ca4e880", "\"Time\"=hex(b):00,40,78,0e,71,ff,da,01",
        #"[HKEY_LOCAL_MACHINE\SOFTWARE\Policies\Microsoft\Windows Advanced Threat Protection\DeviceTagging]"#,
        "    Group    REG_SZ    MDE-Management", "managed_by : \"MDE\"",
        "real_time_protection_subsystem : \"ebpf\"",
        "AMRunningMode                    : EDR Block Mode", "DisableRealtimeMonitoring : False",
        "PUAProtection : 1",
        "Server Error Code : invalid_grant", "User Context : UN-ELEVATED User", "Credential Type : Password",
        "TenantId : 00000000-0000-0000-0000-000000000000",
        "https://login.microsoftonline.com/common/oauth2/token",
        "https://www.microsoft.com/aadjerrors", "Diagnostics Reference : www.microsoft.com/aadjerrors",
        #"InstallLocation: C:\Program Files\Windows Defender Advanced Threat Protection\Platform\10.8295.22621.1019\"#,
        "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"", "HOME_URL=\"https://www.debian.org/\"", "ID=ubuntu",
        "CurrentBuildNumber    REG_SZ    19045", "DisplayVersion    REG_SZ    24H2",
        "language-mode: FullLanguage",
        "The specified service does exist as an installed service.", "Registered Owner:          N/A",
        "microsoftsense", "mdatp", "x64-based PC", "(STOPPABLE, NOT_PAUSABLE, ACCEPTS_PRESHUTDOWN)",
        // Like an address that the run does not know, or none at all.
        "    Address    REG_DWORD    0xc0a80709", #""Address"=dword:c0a80709"#, "0300.0250.07.011",
        "167772421",
        "0xa000000", "0x2c",
        "Version 10.0.0.5", "version-1-2-3-4", "build-10-0-0-5", "1-2-3-4", "10-0-0-5", "1_8_0_202",
        "10-31-12-45",
        "Version : 10.0.0.5-1", "version_10.0.0.5_x64", "File Version : 1.2.3.4",
        "build-1.2.3.4", "1.3.6.1.4.1.311", "1.3.6.1.4.1.311-2", "2-1.3.6.1.5.5.7.3.2", "10.0.19045.3803",
        "KB5044285-10.0.19045.3803", "KB5044285-KB5012170_KB5006744", "2026-11-26..2026-11-27",
        "log-127.0.0.1", "255.255.255.0-255.255.255.240", "26.11.2026-27.11.2026", "v2.30.1.2.3",
        "2026-11-26-12-00-05", "255-255-255-0", "127-0-0-1", "1-2-3-4-5", "S-1-5-32-544", "300-1-2-3",
        "10.0.26100.1", "v4.18.2304.5", "v10.0.19045.3803", "v1.2.3.4", "version 1.2.3.x", "4.18.2304.*",
        "10.0.*",
        "Version : 16.0.4.*", "255.255.255.x", "127.0.0.*", "1[.]2[.]3", #"1\.2"#, "to 1.2.3.",
        #"version 1\.2\.3\."#, "0x0000000000000435",
        "AttackSurfaceReductionRules_Actions : {1, 2, 6}", "512 MB", "15 minutes", "01:23:45",
    ]

    /// Where secrets are taken out.
    static let noSecrets = [
        "sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "Thumbprint : A94A8FE5CCB19BA61C4C0873D391E987982FBBD3",
        "hash: A94A8FE5CCB19BA61C4C0873D391E987982FBBD3",
        "DeviceId : 7c9e6679-7425-40de-944b-e07fc1f90ae7", "Password policy: minimum length is 14",
        "PasswordExpires : Never", "MinimumPasswordLength = 14", "Password required            Yes",
        "ClearTextPassword = 0",
        "Credential Type : Password", "Token acquisition Test : SKIPPED", "SERVICE_NAME: TokenBroker",
        "DISPLAY_NAME: Password Filter", "TpmProtected : YES", "KeySignTest : PASSED",
        "KeyProvider : Microsoft Platform Crypto Provider",
        "-----BEGIN CERTIFICATE-----\nMIIBszCCAVmgAwIBAgIUXwBFm0y8m4oT\n-----END CERTIFICATE-----",
        "https://login.microsoftonline.com/7c9e6679-7425-40de-944b-e07fc1f90ae7/oauth2/token",
        "user@host.example:8080/path",
        "http://proxy.corp.example:8080", "git@github.com:org/repository.git", "mailto:max@corp.example",
        "WWW-Authenticate: Negotiate", "WWW-Authenticate: Basic realm=\"proxy\"",
        "Basic authentication is disabled",
        "10.0.19045.4291", "26100.1.amd64fre.ge_release.240331-1435", "4.18.25110.5",
        "ms-Mcs-AdmPwdExpirationTime",
        "{\"secret\": false, \"password\": null}", "<Password></Password>",
        "PasswordLastSet : 2024-01-02 03:04:05",
        "UNLOCK code_name: sense", "S-1-5-21-3623811015-3361044348-30300820-1013", "net use",
        "net user /domain",
        "00330-80000-00000-00000", "AAAAA-BBBBB-CCCCC-DDDDD-EEEEE", "2024-01-02-03-04-05", "123456-234567",
        "aes256-cts-hmac-sha1-96", "token_type=Bearer", "the token has expired",
        "the password was not sent unencrypted",
        "System.Core, Version=4.0.0.0, Culture=neutral, PublicKeyToken=b77a5c561934e089",
        "Passwords : 0", "Community: yes", "https://www.microsoft.com/aadjerrors?code=AADSTS50126",
        "error code=0x80070002", "https://x.example/?q=1&code=1077", "signature Sig: 1.441.52.0",
        "Mot de passe : Non", "Mot de passe expire : Jamais", "Contraseña requerida            Yes",
        "Recovery key : escrowed", "reg query HKLM /v DefaultPassword", "setx PATH C:\\Windows",
        "taskkill /pid 4711 /f", "mysql -h db.example -u root",
        "powershell -enc VwByAGkAdABlAC0ASABvAHMAdAAgAGgAaQA=",
        "powershell.exe -ExecutionPolicy Bypass -File x.ps1", "az login --tenant contoso",
        "task-0123456789abcdef0123456789abcdef0123", "<key>password</key>\n<true/>",
        "<key>Password</key><string></string>", "Credential Type : Password\n                Next : 1",
        "https://hooks.slack.com/services", "KB5044285", "tenant.domain-resolves-to-tenant",
        #"PWD=C:\Windows\System32"#, "PWD=/home/build", "OLDPWD=/usr/lib", #"    PWD    REG_SZ    D:\Agent"#,
        "Password: (not set)", "Password: <none>", "Password..........: (not set)",
        "Password : not configured",
        "powershell -ExecutionPolicy Bypass -File x.ps1", "ProxyBypass : <local>",
        "ProxyByPass = *.corp.example",
        "    ProxyBypass    REG_SZ    <local>;10.0.0.1", "compass: north-west", "proxy-bypass-list=localhost",
        #"<Data Name="PasswordLastSet">2024-01-02</Data>"#, #"<Data Name="Password"></Data>"#,
        #"<password encrypted="no" value=""/>"#, #"<Data Name="Password"/>"#, "password%3Dtrue",
        "&quot;password&quot;:&quot;true&quot;", #"password\u003dfalse"#,
        "https%3A%2F%2Fx.example%2Fa%3Fq%3D1",
        "| User | Password | Notes |\n|---|---|---|", "| Password | none |",
        "Get-ItemProperty x DefaultPassword",
        "10.0.26100.2314", "certutil -ping host", "パスワード: no",
    ]

    @Test func `there are more than fifty`() {
        #expect(Self.noIdentities.count >= 50 && Self.noSecrets.count >= 30)
    }

    @Test(arguments: noIdentities)
    func `what is no identity stays, at either level`(text: String) {
        for redactor in [Self.identities, Self.secrets] {
            #expect(
                redactor.redacted(Array(text.utf8), as: .services).map { String(decoding: $0, as: UTF8.self) }
                    == text)
        }
    }

    @Test(arguments: noSecrets)
    func `what is no secret stays where names are kept`(text: String) {
        #expect(
            Self.secrets.redacted(Array(text.utf8), as: .services).map { String(decoding: $0, as: UTF8.self) }
                == text)
        #expect(Self.secrets.redacted(text) == text)
    }

    @Test(arguments: noIdentities + noSecrets)
    func `nothing is found in them`(text: String) {
        #expect(RedactionSample.search(.identities).firstHit(in: Array(text.utf8)) == nil)
    }

    @Test(arguments: [
        "negotiated TLS 1.1 with login.microsoftonline.com", "no answer within 10 seconds",
        "the sensor is too old: 10.8040.1.1",
        "S-1-5-18 may log on as a service", "KB5044285 is missing", "endpoints.tls-version is not met",
        "DNS names no domain controller", "the answer was cut at 1000 entries", "exit code 0x801c03f3",
        "such as a proxy that decrypts", "HTTP 403: the application may not read devices",
    ])
    func `messages about nobody stay as they are`(text: String) {
        #expect(Self.identities.redacted(text) == text)
    }
}
