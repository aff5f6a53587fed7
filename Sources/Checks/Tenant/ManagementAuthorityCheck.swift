import Model

/// Intune is the tenant's authority for mobile device management.
struct ManagementAuthorityCheck: TenantCheck {
    let id: CheckID = "tenant.mdm-authority"

    func verdict(_ tenant: TenantFact, _ evidence: Evidence) -> Verdict {
        tenant.verdict(tenant.organization, "its organization") { organization in
            let known = evidence.references.tenant.authority
            guard let authority = organization.mobileDeviceManagementAuthority, !authority.isEmpty else {
                let text =
                    "the answer does not tell mobileDeviceManagementAuthority, which has to be asked for by name"
                return .undetermined([tenant.reason(.evidenceMissing, text)])
            }
            let shown = authority.printable(limit: 40)
            if known.fitting.contains(authority.lowercased()) {
                return .met(seen: "the authority is \(shown)")
            }
            if known.other.contains(authority.lowercased()) {
                return .notMet([tenant.reason(.tenantAuthorityOther, "the authority is \(shown)")])
            }
            let text = "the authority is \"\(shown)\", which does not tell who manages devices"
            return .undetermined([tenant.reason(.tenantAuthorityOther, text)])
        }
    }
}
