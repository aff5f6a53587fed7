import Model
import Testing

/// Secrets of which the run knows nothing, in the places where they turn up.
struct SecretCanary: Sendable, CustomTestStringConvertible {
    /// What must not survive.
    var hidden: String
    var text: String
    /// nil for a message.
    var kind: EvidenceFile.Kind?

    init(_ hidden: String, _ text: String, _ kind: EvidenceFile.Kind? = .registryQuery) {
        self.hidden = hidden
        self.text = text
        self.kind = kind
    }

    var testDescription: String { String(text.prefix(80)) }
}

extension SecretCanary {
    static let word = "Tr0ub4dor-Zulu77"
    private static let token =
        "eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.eyJhdWQiOiJ4IiwiaWF0IjoxfQ.c2lnbmF0dXJlLW9mLWEtdG9rZW4"
    private static let blob = "TmV2ZXJTYXlUaGlzQWxvdWRJblB1YmxpYzEyMzQ1Njc4OTA="
    private static let hash = "8846f7eaee8fb117ad06bdd830b7586c"
    private static let hashes = "aad3b435b51404eeaad3b435b51404ee:8846f7eaee8fb117ad06bdd830b7586c"
    private static let key = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj"

    static let proxies: [Self] = [
        .init(word, "proxy: http://svc:\(word)@proxy.corp.example:8080", .agentHealth),
        .init(word, "    ProxyServer    REG_SZ    http=svc:\(word)@10.0.0.8:3128;https=10.0.0.8:3128"),
        .init(word, "ProxyServer : svc:\(word)@proxy:8080", .antivirusPreferences),
        .init("pa/ss#w0rd", "HTTPS_PROXY=http://svc:pa/ss#w0rd@proxy:8080", .osRelease),
        .init(word, "the proxy http://svc:\(word)@proxy:8080 does not answer", nil),
        .init("gh-token-of-mine-123", "https://gh-token-of-mine-123@git.example/x.git", .agentConnectivity),
        .init(
            word, "Testing connection with https://svc:\(word)@cdn.example/ping ... [OK]", .agentConnectivity),
        .init(word, "ftp://anonymous:\(word)@files.example", nil),
        .init(word, #""telemetryProxyServer"="svc:Tr0ub4dor-Zulu77@proxy:8080""#, .registryExport),
    ]

    static let headers: [Self] = [
        .init(token, "Authorization: Bearer \(token)", .agentConnectivity),
        .init(
            "c3ZjOlRyMHViNGRvci1adWx1Nzc=", "> Authorization: Basic c3ZjOlRyMHViNGRvci1adWx1Nzc=",
            .agentConnectivity),
        .init(
            "TlRMTVNTUAABAAAAl4II4gAAAAAAAAAA", "Proxy-Authorization: NTLM TlRMTVNTUAABAAAAl4II4gAAAAAAAAAA",
            .agentConnectivity),
        .init(
            "YIIJvwYGKwYBBQUCoIIJszCCCa",
            "WWW-Authenticate: Negotiate YIIJvwYGKwYBBQUCoIIJszCCCa+gMDAuBgkqhkiC9x", .agentConnectivity),
        .init("d41d8cd98f00b204e98f", "Set-Cookie: session=d41d8cd98f00b204e98f; Secure", .agentConnectivity),
        .init("ESTSAUTH-value-77", "cookie: ESTSAUTH=ESTSAUTH-value-77", .agentConnectivity),
        .init(token, #"{"headers": {"authorization": "Bearer \#(token)"}}"#, .agentHealth),
        .init(token, "the answer to Bearer \(token) was 401", nil),
        .init("k-1234567890abcdef", "x-api-key: k-1234567890abcdef", .agentConnectivity),
        .init(
            token, #"curl -H "Authorization: Bearer \#(token)" https://graph.microsoft.com/v1.0/devices"#, nil
        ),
        .init("0123456789abcdef0123", "Ocp-Apim-Subscription-Key: 0123456789abcdef0123", .agentConnectivity),
    ]

    static let settings: [Self] = [
        .init(word, "    DefaultPassword    REG_SZ    \(word)"),
        .init(word, #""DefaultPassword"="\#(word)""#, .registryExport),
        .init(#"Quo\"te77"#, #""DefaultPassword"="Quo\"te77""#, .registryExport),
        .init(
            "54,00,72,00,30,00", "\"AdminPassword\"=hex(1):54,00,72,00,30,00,75,00,\\\n  62,00,00,00",
            .registryExport),
        .init("0badcafe", #""UnlockPassword"=dword:0badcafe"#, .registryExport),
        .init(word, #"{"client_secret": "\#(word)", "scope": "x"}"#, .agentHealth),
        .init(word, #"{"clientSecret":"\#(word)"}"#, .agentHealth),
        .init(word, "grant_type=client_credentials&client_secret=\(word)&scope=x", nil),
        .init(word, "client_secret: \(word)", .collection),
        .init("two words and 7", "client_secret: two words and 7", .collection),
        .init("line-one-77", "password: |\n  line-one-77\n  line-two\nfamily: linux", .collection),
        .init("83910274", #"{"pin": 1, "password": 83910274}"#, .agentHealth),
        .init("first-77", #"{"api_keys": 1, "api_key": ["first-77", "second"]}"#, .agentHealth),
        .init(word, #"{"name":"edr_password","value":"\#(word)"}"#, .agentHealth),
        .init(word, #"<add key="AdminPassword" value="\#(word)" />"#, .analyzer),
        .init(word, "<Password>\(word)</Password>", .analyzer),
        .init(word, "<ns:ApiKey displayName=\"x\"><value>\(word)</value></ns:ApiKey>", .analyzer),
        .init(word, "<ClientSecret><![CDATA[\(word)]]></ClientSecret>", .analyzer),
        .init(word, "Server=tcp:db.example;User ID=sa;Password=\(word);Encrypt=True", nil),
        .init("semi colon free 7", "Data Source=x;Pwd=semi colon free 7;Initial Catalog=y", nil),
        .init(
            blob,
            "DefaultEndpointsProtocol=https;AccountName=x;AccountKey=\(blob);EndpointSuffix=core.windows.net",
            nil),
        .init(
            blob, "Endpoint=sb://x.servicebus.windows.net/;SharedAccessKeyName=r;SharedAccessKey=\(blob)", nil
        ),
        .init(
            "Zm9vYmFyYmF6cXV4MTIzNDU2Nzg5",
            "https://x.blob.core.windows.net/c?sv=2024&sig=Zm9vYmFyYmF6cXV4MTIzNDU2Nzg5%3D&se=2026",
            .agentConnectivity),
        .init("1.AXoA-refresh-77", "refresh_token=1.AXoA-refresh-77&x=y", nil),
        .init(word, "MSSQL_SA_PASSWORD=\(word)", .osRelease),
        .init(word, "export PGPASSWORD='\(word)'", .osRelease),
        .init(word, "spring.datasource.password=\(word)", .osRelease),
        .init(word, "Kennwort : \(word)", .systemInformation),
        .init(word, "Password                  : \(word)", .antivirusPreferences),
        .init(word, #""Config"="{\"apiKey\":\"\#(word)\",\"mode\":2}""#, .registryExport),
        .init("M1cr0LapsPw!", "ms-Mcs-AdmPwd: M1cr0LapsPw!", .collection),
        .init(
            "A6a3#7%eb", #"msLAPS-Password: {"n":"Administrator","t":"1d8161b41c41cde","p":"A6a3#7%eb"}"#,
            .collection),
        .init("9a8b7c6d", "    OnboardedInfo    REG_SZ    {\"body\":\"9a8b7c6d\",\"sig\":1}"),
        .init("a4000000030000", "    DigitalProductId    REG_BINARY    A4000000030000003033"),
        .init(word, "keyContent: \(word)", .collection),
        .init(word, "    Schlüsselinhalt        : \(word)", .collection),
        .init(word, "    Contenu de la clé      : \(word)", .collection),
        .init(word, "bindpw: \(word)", .osRelease),
        .init(word, "    DefaultPasswordOld    REG_SZ    \(word)"),
        .init(word, "    OwnerAuthFull    REG_SZ    \(word)"),
        .init(word, "enrollmentKey: \(word)", .collection),
        .init(word, "SECRET_KEY_BASE=\(word)", .osRelease),
        .init(word, "x-ms-RefreshTokenCredential: \(word)", .agentConnectivity),
    ]

    static let commands: [Self] = [
        .init(word, "powershell -Command Connect -Password \(word) -Force", .services),
        .init("two words 77", #"runas.exe /password "two words 77" /user:x"#, .services),
        .init(word, "BINARY_PATH_NAME   : agent.exe /password:\(word) /x", .services),
        .init(word, "agent --token=\(word) --verbose", .services),
        .init(word, "agent --api-key \(word)", .services),
        .init(word, #"net use \\files\share \#(word) /user:CORP\max"#, .services),
        .init(word, #"net use x: \\files\share /user:CORP\max \#(word)"#, .services),
        .init(word, "net user backup \(word) /add", .services),
        .init(word, "curl -u svc:\(word) https://x.example", .services),
        .init(word, "curl --proxy-user svc:\(word) https://x.example", .services),
        .init(word, "sshpass -p \(word) ssh host", .services),
        .init(word, "sshpass -p\(word) ssh host", .services),
        .init(word, #"ConvertTo-SecureString "\#(word)" -AsPlainText -Force"#, .services),
        .init(word, "schtasks /create /ru x /rp \(word) /tn y", .services),
        .init(word, "psexec \\\\host -u x -p \(word) cmd", .services),
        .init(word, "openssl pkcs12 -in x.pfx -passin pass:\(word)", nil),
        .init("VK7JG-NPHTM-C97JM-9MPGT-3V66T", "slmgr /ipk VK7JG-NPHTM-C97JM-9MPGT-3V66T", .services),
    ]

    static let shapes: [Self] = [
        .init(token, "trace \(token) end", .services),
        .init(
            key, "-----BEGIN PRIVATE KEY-----\n\(key)\nabc=\n-----END PRIVATE KEY-----\nfamily: linux",
            .collection),
        .init(
            key, #"{"pem": "-----BEGIN RSA PRIVATE KEY-----\n\#(key)\n-----END RSA PRIVATE KEY-----\n"}"#,
            .agentHealth),
        .init(
            "b3BlbnNzaC1rZXktdjEAAAAABG5vbmUA",
            "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmUA\n", .collection),
        .init(
            "AAABAQDhidden77",
            "PuTTY-User-Key-File-3: ssh-rsa\nEncryption: none\nPrivate-Lines: 1\nAAABAQDhidden77\nPrivate-MAC: 77aa",
            .collection),
        .init(key, "value \(key) end", .collection),
        .init(
            "LS0tLS1CRUdJTiBQUklWQVRFIEtFWS0tLS0tCk1JSUV2UUlCQURBTkJna3Foa2lHOXcwQkFRRUZBQVNDQktjd2dnU2o",
            "blob: LS0tLS1CRUdJTiBQUklWQVRFIEtFWS0tLS0tCk1JSUV2UUlCQURBTkJna3Foa2lHOXcwQkFRRUZBQVNDQktjd2dnU2o",
            .collection),
        .init(
            "3Vy8Q~hT5mK2pL9xW4zR7cB1nD6fG0jS3aE8qVaU", "id 3Vy8Q~hT5mK2pL9xW4zR7cB1nD6fG0jS3aE8qVaU end",
            .services),
        .init(
            "ghp_16C7e42F292c6912E7710c838347Ae178B4a", "remote ghp_16C7e42F292c6912E7710c838347Ae178B4a",
            .services),
        .init("github_pat_11ABCDEFG0abcdefghijkl_mnop", "github_pat_11ABCDEFG0abcdefghijkl_mnop", nil),
        .init("AKIAIOSFODNN7EXAMPLE", "aws AKIAIOSFODNN7EXAMPLE x", .services),
        .init("xoxb-123456789012-abcdefGHIJ", "hook xoxb-123456789012-abcdefGHIJ", .services),
        .init("glpat-AbCdEfGhIjKlMnOpQrSt", "url with glpat-AbCdEfGhIjKlMnOpQrSt", nil),
        .init(
            "453321-116542-243815-576851-111111-222222-333333-444444",
            "Numerical Password: 453321-116542-243815-576851-111111-222222-333333-444444", .collection),
        .init(
            "453321-116542-243815-576851-111111-222222-333333-444444",
            "bare 453321-116542-243815-576851-111111-222222-333333-444444 end", .services),
        .init("VK7JG-NPHTM-C97JM-9MPGT-3V66T", "    ProductKey    REG_SZ    VK7JG-NPHTM-C97JM-9MPGT-3V66T"),
        .init(hash, "NTLM hash: \(hash)", .collection),
        .init(hash, "max:500:\(hashes):::", .collection),
        .init(hash, "rc4_hmac_nt: \(hash)", .collection),
        .init(
            "0x1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6f708192a3b4c5d6e7f809",
            "   3 host/x (aes256-cts-hmac-sha1-96)  (0x1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6f708192a3b4c5d6e7f809)",
            .collection),
    ]

    static let all =
        proxies + headers + settings + commands + shapes + names + writings + addresses + tools + escapes
        + cells
}
