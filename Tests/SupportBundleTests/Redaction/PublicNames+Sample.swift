import Model

extension PublicNames {
    /// A few of what the catalogue knows.
    static var sample: PublicNames {
        var names = PublicNames()
        names.hosts = ["login.microsoftonline.com", "device.login.microsoftonline.com"]
        names.domains = ["dm.microsoft.com"]
        names.suffixes = [
            "com", "net", "org", "local", "lan", "co.uk", "onmicrosoft.com", "mail.onmicrosoft.com",
            "example",
        ]
        names.labels = ["enterpriseregistration", "domaindnszones"]
        names.containers = ["cn=computers", "ou=domain controllers", "cn=configuration", "cn=services"]
        names.extensions = ["zip", "txt", "json"]
        names.segments = ["adfs", "services", "trust", "13", "windowstransport"]
        names.managementTag = "mde-management"
        return names
    }
}
