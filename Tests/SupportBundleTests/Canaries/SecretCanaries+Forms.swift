import Foundation
import Model

/// Secrets that stand in forms which one reader or another has missed.
extension SecretCanary {
    /// Behind names that others use.
    static let names: [Self] =
        [
            "ApiToken", "api_token", "CloudManagementEnrollmentToken", "Passwords", "Mot de passe",
            "CONTRASEÑA",
        ].map { Self(word, "    \($0)    REG_SZ    \(word)") }
        + [
            "Mot de passe : ", "Mot de passe\u{a0}: ", "Contraseña: ", "contrasena=", "Parola d'ordine: ",
            "Senha: ",
            "Palavra-passe : ", "Wachtwoord: ", "Hasło: ", "HASŁO: ", "Heslo: ", "Lösenord: ",
            "Adgangskode: ",
            "Salasana: ", "Пароль: ", "ПАРОЛЬ: ", "パスワード: ", "パスワード：", "パスワード　：　", "密码：", "비밀번호: ", "pw: ",
            "pw=", "community: ", "SNMP community string: ", "recovery key: ", "GITHUB_TOKEN=",
            "enrollmentToken=",
            "ONBOARDINGTOKEN=", "storepass=",
        ].map { Self(word, "\($0)\(word)", .collection) } + [
            .init(word, "    Passwords    REG_MULTI_SZ    first\\0\(word)"),
            .init(word, #"{"passwords":["\#(word)"]}"#, .agentHealth),
            .init(word, #"{"api_tokens": ["first-77", "\#(word)"], "x": 1}"#, .agentHealth),
            .init(word, "msiexec /i x.msi ONBOARDINGTOKEN=\(word) /qn", .services),
        ]

    /// In notations of their own, and over several lines.
    static let writings: [Self] = [
        .init(
            word,
            "DefaultPassword              : aaaaaaaaaaaaaaaaaaaa\n                               \(word)"),
        .init(
            word, "Password : aaaaaaaaaa\r\n           bbbbbbbb\r\n           \(word)\r\nNext     : 1",
            .antivirusPreferences),
        .init(
            word,
            "Authorization : Bearer eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOi\n                IxMjM0\(word)NTY3OA"
        ),
        .init(
            word, "PathName : agent.exe /password:aaaaaaaa\n           \(word)\nState    : Running", .services
        ),
        .init(
            word, "Value : eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOi\n        IxMjM0\(word)", .services),
        .init(word, "Mot de passe : aaaaaaaaaa\n               \(word)", .collection),
        .init(word, "unicodePwd: aaaaaaaaaaaaaaa\n \(word)==", .collection),
        .init(word, "UID=sa;PWD={a;b\(word)};", nil),
        .init(word, "    Odbc    REG_SZ    UID=sa;PWD={a}};b\(word)};Encrypt=yes"),
        .init(word, "<key>password</key>\n\t<string>\(word)</string>", .collection),
        .init(
            word, "<key>ApiTokens</key><array><string>first</string><string>\(word)</string></array>",
            .collection),
        .init(word, #"<key>OnboardingInfo</key><string>{"a":"\#(word)"}</string>"#, .collection),
        .init(word, "<tr><th>Password</th><td>\(word)</td></tr>", .analyzer),
    ]

    /// In addresses, and keys that are known by how they begin.
    static let addresses: [Self] = [
        .init(
            word,
            "    Hook    REG_SZ    https://hooks.slack.com/services/T00000000/B00000000/\(word)abcdefghij"),
        .init(
            word,
            "https://corp.webhook.office.com/webhookb2/7c9e6679-7425-40de-944b-e07fc1f90ae7@7c9e6679-7425-40de-944b-e07fc1f90ae7/IncomingWebhook/\(word)/x",
            .services),
        .init(word, "https://discord.com/api/webhooks/1234567890/\(word)", .services),
        .init(
            word,
            "https://func.azurewebsites.net/api/x?code=aBcD0123456789\(word)/aBcD0123456789aBcD0123456789AzFuXX==",
            .services),
        .init(word, "https://x.example/y?a=1&amp;code=0123456789\(word)", .analyzer),
        .init("Zm9vYmFyYmF6cXV", "https://x.example/c?sv=2024&sig=Zm9vYmFyYmF6cXV", .agentConnectivity),
        .init(
            "AIzaSyVq3Xr8TzLm5Wk2abcdefghijABCDEFGHI",
            "    G    REG_SZ    AIzaSyVq3Xr8TzLm5Wk2abcdefghijABCDEFGHI"),
        .init(
            "sk-proj-Vq3Xr8TzLm5Wk2abcdefghijABCDEFGHI", "key sk-proj-Vq3Xr8TzLm5Wk2abcdefghijABCDEFGHI end",
            .services),
        .init("hvs.CAESIVq3Xr8TzLm5Wk2abcdefghij", "vault hvs.CAESIVq3Xr8TzLm5Wk2abcdefghij", nil),
    ]

    /// Among the arguments of commands.
    static let tools: [Self] =
        [
            "netdom join x /userd:bob /passwordd:\(word)", "netdom join x /userd:bob /pd:\(word)",
            "setx DB_PASSWORD \(word)", #"setx.exe DB_PASSWORD "\#(word)" /m"#,
            "winrs -r:h -u:bob -p:\(word) cmd",
            #"reg add HKLM\x /v DefaultPassword /t REG_SZ /d \#(word) /f"#,
            #"reg add HKLM\x /d \#(word) /t REG_SZ /v DefaultPassword /f"#,
            #"Set-ItemProperty HKLM:\x -Name DefaultPassword -Value '\#(word)'"#,
            "[Environment]::SetEnvironmentVariable('DB_PASSWORD', '\(word)')", "sqlcmd -S x -U sa -P \(word)",
            "sqlcmd -S x -U sa -P\(word)", "mysql -h x -u root -p\(word) db", "mysqldump -p\(word) db",
            "az login --service-principal -u x -p \(word) --tenant y",
            "ldapsearch -x -D cn=x -w \(word) -b dc=x",
            "docker login -u x -p \(word) registry.example", "smbclient //x/y -U bob%\(word)",
            "7z x -p\(word) a.7z",
            "snmpwalk -v2c -c \(word) 10.0.0.1", "nmcli dev wifi connect x password \(word)",
            "pscp -pw \(word) a b",
            #""C:\x\powershell.exe" -Password \#(word)"#,
        ].map { Self(word, $0, .services) }
        + [("-enc", true), ("-EncodedCommand", true), ("-e", false)].map { option, isWide in
            let script = "$password='\(word)'"
            let bytes = isWide ? script.data(using: .utf16LittleEndian) ?? Data() : Data(script.utf8)
            let encoded = bytes.base64EncodedString()
            return Self(encoded, "powershell.exe -nop \(option) \(encoded)", .services)
        } + [
            // A colon in a password is part of it.
            .init("ab12:cd34-77", "winrs -r:h -p:ab12:cd34-77 cmd", .services),
            .init("ab12:cd34-77", "psexec -u x -p ab12:cd34-77 cmd", .services),
        ]
}
