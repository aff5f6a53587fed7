/// What the real services say in the members that the catalogue names.
package enum GenuineAnswer {
    /// By endpoint id and dotted member path; as the services answered for the tenant `common`, or for a domain.
    package static let members: [String: [String: String]] = [
        "registration": [
            "AuthenticationService.OAuth2.TokenEndpoint":
                "https://login.microsoftonline.com/contoso.com/oauth2/token",
            "DeviceJoinService.JoinEndpoint":
                "https://enterpriseregistration.windows.net/EnrollmentServer/device/",
        ],
        "sign-in": signIn("login.microsoftonline.com", cloud: "microsoftonline.com"),
        "sign-in-gov": signIn("login.microsoftonline.us", cloud: "microsoftonline.us"),
        "sign-in-china": signIn("login.partner.microsoftonline.cn", cloud: nil),
    ]

    private static func signIn(_ host: String, cloud: String?) -> [String: String] {
        var members = [
            "issuer": "https://\(host)/{tenantid}/v2.0",
            "authorization_endpoint": "https://\(host)/common/oauth2/v2.0/authorize",
            "token_endpoint": "https://\(host)/common/oauth2/v2.0/token",
            "jwks_uri": "https://\(host)/common/discovery/v2.0/keys",
        ]
        members["cloud_instance_name"] = cloud
        return members
    }
}
