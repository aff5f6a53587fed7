import Model

/// All that names a tenant on the device names the one of Defender for Endpoint.
struct DeviceTenantMatchesCheck: DeviceCheck {
    let id: CheckID = "registration.tenant-matches"

    /// A source that names a tenant.
    private struct Voice {
        var who: String
        var tenant: String
    }

    func judge(_ device: DeviceView, _ evidence: Evidence) -> DeviceJudgement {
        .onWindows(device, evidence) {
            let join = device.text(.entraTenantID)
            let sensor = device.text(.enrollmentTenantID)
            let own = device.text(.connectionPointTenantID)
            let unsure =
                join.unusable + sensor.unusable + own.unusable
                + device.text(.connectionPointTenantName).unusable
            let named = [
                ("the join", join), ("the sensor", sensor), ("the client's own connection point", own),
            ]
            let voices = named.compactMap { who, seen -> Voice? in
                guard case .value(let tenant, let place) = seen, !tenant.isEmpty else { return nil }
                return Voice(who: "\(who) (\(place))", tenant: tenant.lowercased())
            }
            let expected = evidence.facts.tenant?.id
            if let mismatch = mismatch(device, voices, expected) { return .notMet(mismatch) }
            guard unsure.isEmpty else { return .undetermined(unsure) }
            if let doubt = name(device, evidence.facts.tenant, own) { return .undetermined([doubt]) }
            // A tenant to register with, later, is none that the device belongs to.
            let belongs = join.value != nil || sensor.value != nil
            if belongs || (own.value != nil && device.flag(.entraJoined).value == false) {
                return judge(device, voices, expected, bothName: join.value != nil && sensor.value != nil)
            }
            let rest = nothingNamed(device, sensor)
            return rest.isSilent ? listed(device, evidence, rest) : rest
        }
    }

    private func judge(_ device: DeviceView, _ voices: [Voice], _ expected: String?, bothName: Bool)
        -> DeviceJudgement
    {
        if expected != nil || bothName { return .met }
        let said = voices.map { "\($0.who) names tenant \($0.tenant.printable(limit: 60))" }
        let text =
            "\(said.joined(separator: ", ")), and nothing tells whether that is the tenant of Defender for "
            + "Endpoint; set tenant.id to have it compared"
        return .undetermined([device.reason(.evidenceInconclusive, text)])
    }

    private func mismatch(_ device: DeviceView, _ voices: [Voice], _ expected: String?) -> Reason? {
        if let expected, let other = voices.first(where: { $0.tenant != expected.lowercased() }) {
            let text =
                "\(other.who) names tenant \(other.tenant.printable(limit: 60)), and tenant.id is \(expected)"
            return device.reason(.tenantMismatch, text)
        }
        guard let first = voices.first, let other = voices.first(where: { $0.tenant != first.tenant }) else {
            return nil
        }
        let text =
            "\(first.who) names tenant \(first.tenant.printable(limit: 60)), and \(other.who) names "
            + other.tenant.printable(limit: 60)
        return device.reason(.tenantMismatch, text)
    }

    /// A connection point that names a domain alone, which may or may not be the tenant's.
    private func name(
        _ device: DeviceView, _ tenant: TenantExpectation?, _ own: DeviceView.Seen<String>
    ) -> Reason? {
        guard own.value == nil, case .value(let name, let place) = device.text(.connectionPointTenantName),
            !name.isEmpty
        else { return nil }
        let known = [tenant?.domain, tenant?.initialDomain].compactMap { $0?.lowercased() }
        guard !known.contains(name.lowercased()) else { return nil }
        let text =
            "the client's own connection point (\(place)) names \(name.printable(limit: 80)) without a tenant "
            + "id, and tenant.domain and tenant.initial-domain do not say that this is the tenant's"
        return device.reason(.evidenceInconclusive, text)
    }

    /// Where the device tells nothing: whatever Entra ID lists is of the tenant that holds Defender for Endpoint.
    private func listed(_ device: DeviceView, _ evidence: Evidence, _ own: DeviceJudgement)
        -> DeviceJudgement
    {
        let listed = ListedRegistration(device, evidence)
        switch listed.object {
        case .notAsked: return own
        case .unsure(let reasons): return .undetermined(reasons)
        case .missing(let place):
            let text =
                "\(place) has no object of the device, and nothing shows whether it belongs to another tenant"
            return .undetermined([device.reason(.evidenceMissing, text)] + own.reasons)
        case .found: return listed.objection.map { .undetermined([$0]) } ?? .met
        }
    }

    private func nothingNamed(_ device: DeviceView, _ sensor: DeviceView.Seen<String>) -> DeviceJudgement {
        let isJoined = device.flag(.entraJoined)
        let tool = "dsregcmd /status"
        if isJoined.value == true {
            let text = "the device is joined, and no evidence shows to which tenant"
            return .undetermined([device.reason(.evidenceMissing, text)])
        }
        let doubts = [
            device.doubts(about: isJoined, settledBy: tool),
            device.doubts(about: sensor, settledBy: #"an export of HKLM\SOFTWARE\Microsoft\SenseCM"#),
        ].compactMap(\.self).flatMap(\.self)
        return doubts.isEmpty ? .notApplicable : .undetermined(doubts)
    }
}
