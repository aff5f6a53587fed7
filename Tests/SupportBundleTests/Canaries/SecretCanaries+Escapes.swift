import Model

/// Secrets whose name is told in escaped text, in markup and in tables.
extension SecretCanary {
    static let escapes: [Self] = [
        .init(word, "    A    REG_SZ    password%3D\(word)"),
        .init(word, "    A    REG_SZ    q=password%253D\(word)%2526x%253D1"),
        .init(word, "https://x.example/?state=a%3D1%26client_secret%3D\(word)%26x%3D2", .agentConnectivity),
        .init(word, #"    B    REG_SZ    password\u003d\#(word)"#),
        .init(word, #"{"cmd": "x \u0022password\u0022:\u0022\#(word)\u0022", "y": 1}"#, .agentHealth),
        .init(word, #"{"cmd": "x -Password \u0027\#(word)\u0027 -y"}"#, .agentHealth),
        .init(word, "    C    REG_SZ    &quot;password&quot;:&quot;\(word)&quot;"),
        .init(word, "<x>&amp;quot;password&amp;quot;:&amp;quot;\(word)&amp;quot;</x>", .analyzer),
        .init(word, "<x>&lt;Password&gt;\(word)&lt;/Password&gt;</x>", .analyzer),
        .init("r0ub4dor-Zulu77", "    D    REG_SZ    password=&#84;r0ub4dor-Zulu77"),
        .init("r0ub4dor-Zulu77", "    D    REG_SZ    password=%54r0ub4dor-Zulu77"),
        .init(word, "pass&#119;ord: \(word)", .collection),
        .init(word, "the answer was &quot;password&quot;:&quot;\(word)&quot;", nil),
        .init(word, String(repeating: "%41 ", count: 40_000) + "password%3D\(word)", .services),
    ]

    static let cells: [Self] = [
        .init(word, #"    E    REG_SZ    <Data Name="Password">\#(word)</Data>"#),
        .init(word, "<Data Name='Password'>\(word)</Data>", .analyzer),
        .init(word, #"<option id="ApiToken" type="text"><value>\#(word)</value></option>"#, .analyzer),
        .init(word, #"    F    REG_SZ    <password encrypted="no" value="\#(word)"/>"#),
        .init(word, #"<add key="AdminPassword" type="x" value='\#(word)' />"#, .analyzer),
        .init(
            word, "Set-LocalUser bob -Password (ConvertTo-SecureString -String \(word) -AsPlainText)",
            .services),
        .init(word, "Set-LocalUser bob -Password (ConvertTo-SecureString '\(word)' -AsPlainText)", .services),
        .init(word, "set password=ConvertTo-SecureString -String \(word) -AsPlainText", .services),
        .init(word, "x; $password = (ConvertTo-SecureString -String \(word) -AsPlainText)", .services),
        .init(word, "agent -Password (x)\(word) -y", .services),
        .init(word, #"{"xml": "<Data Name=\"Password\">\#(word)<\/Data>"}"#, .agentHealth),
        .init(word, "    ProxyPass    REG_SZ    \(word)"),
        .init(word, "setup.exe --admin-pass \(word)", .services),
        .init(word, "smtp_pass=\(word)", .collection),
        .init(word, "    I    REG_SZ    Password.....: \(word)"),
        .init(word, "   Password . . . . . . . . : \(word)", .systemInformation),
        .init(word, #"    J    REG_SZ    Set-ItemProperty HKLM:\x DefaultPassword \#(word)"#),
        .init(word, #"New-ItemProperty -Path HKLM:\x DefaultPassword -Value \#(word)"#, .services),
        .init(word, "    K    REG_SZ    | Password | \(word) |"),
        .init(word, "| User | bob |\n| **Password** | `\(word)` | old |\n| x | y |", .collection),
        .init(word, "UID=sa;PWD=/\(word);", .services),
    ]
}
