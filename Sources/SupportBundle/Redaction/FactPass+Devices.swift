import Model

/// Devices, by the evidence of each.
extension FactPass {
    func redacted(_ fact: DeviceFact) -> DeviceFact {
        var result = fact
        result.path = distinct("device", fact.path, devicePath(fact.path))
        result.id = factID(fact.id, [(fact.path, result.path)])
        result.name = path(fact.name)
        result.files = fact.files.map(redacted)
        result.faults = fact.faults.map(free)
        result.members?.examples = fact.members?.examples.map(path) ?? []
        let enrolments = enrolments(fact)
        result.claims = fact.claims.map { redacted($0, enrolments) }
        return result
    }

    /// The fact of a joined fleet has a number.
    private func devicePath(_ text: String) -> String {
        guard DeviceFact.isInFleet(text), let number = Int(text.drop { !$0.isNumber }),
            text == DeviceFact.path(inFleet: number)
        else { return path(text) }
        return text
    }

    private func redacted(_ file: EvidenceFile) -> EvidenceFile {
        var result = file
        switch file.kind {
        // What a list is called by here.
        case .directoryComputer, .entraDevice, .managedDevice, .machine: result.name = free(file.name)
        default: result.name = path(file.name)
        }
        result.fault = file.fault.map(free)
        return result
    }

    func redacted(_ expectation: DeviceExpectation) -> DeviceExpectation {
        var result = expectation
        result.settings = [:]
        for (name, value) in expectation.settings { result.settings[free(name)] = setting(value) }
        return result
    }

    func redacted(_ attestation: ScopeAttestation) -> ScopeAttestation {
        var result = attestation
        result.by = masks ? names.mail(attestation.by) : free(attestation.by)
        return result
    }
}

// MARK: - Claims

extension FactPass {
    private func redacted(_ claim: Claim, _ enrolments: [String: String]) -> Claim {
        var result = claim
        let form = claim.attribute.form
        if let instance = claim.instance {
            result.instance =
                enrolments[instance].flatMap { form.instance == .enrolment ? $0 : nil }
                ?? self.text(instance, form.instance, claim)
        }
        switch claim.value {
        case .text(let text): result.value = .text(self.text(text, form.value, claim))
        case .unusable(let what): result.value = .unusable(listed(what))
        case .number, .flag, .moment, .absent: break
        }
        return result
    }

    private func text(_ original: String, _ form: ClaimForm, _ claim: Claim) -> String {
        func exact(_ token: String) -> String { distinct(claim.attribute.rawValue, original, token) }
        switch form {
        case .words: return listed(original)
        case .own: return free(original)
        case .judged: return judged(original)
        case .version: return version(original)
        case .computer: return exact(computer(original))
        case .domain: return exact(host(original))
        case .tenant: return exact(tenantName(original))
        case .id, .enrolment: return exact(id(original))
        case .address: return exact(url(original))
        case .tag: return tag(original)
        case .setting: return exact(setting(original))
        }
    }

    /// A value of a setting: of a list, each part for itself.
    private func setting(_ original: String) -> String {
        guard masks else { return free(original) }
        return original.split(separator: ",", omittingEmptySubsequences: false).map { part in
            let lead = part.prefix(while: \.isWhitespace)
            let rest = part.dropFirst(lead.count)
            let tail = String(rest.reversed().prefix(while: \.isWhitespace).reversed())
            let core = String(rest.dropLast(tail.count))
            if core.isEmpty { return String(part) }
            return lead + (GUIDText(core) == nil ? names.value(core) : names.guid(core)) + tail
        }.joined(separator: ",")
    }

    /// A tag that is the management tag, or nearly it, is afterwards; any other is a word.
    private func tag(_ original: String) -> String {
        guard masks else { return free(original) }
        let meant = names.publicNames.managementTag
        if original.allSatisfy(\.isWhitespace) || original == meant { return original }
        guard !meant.isEmpty, NearMiss(original, of: meant) != nil else {
            return distinct("tag", original, names.token(.word, original))
        }
        // One that stands within a longer text may name anybody.
        if original.count <= meant.count + 3 { return original }
        return distinct("tag", original, names.token(.word, original) + "-" + meant)
    }

    /// The keys of a device's enrolments, in the order in which they were: checks go by it.
    private func enrolments(_ fact: DeviceFact) -> [String: String] {
        guard masks else { return [:] }
        let keys = Set(fact.claims.filter { $0.attribute.form.instance == .enrolment }.compactMap(\.instance))
        let sorted = keys.sorted()
        let tokens = sorted.map { distinct("enrolment", $0, id($0)) }
        let isOrdered = zip(tokens, tokens.dropFirst()).allSatisfy { $0 < $1 }
        let digits = String(sorted.count).utf8.count
        return Dictionary(
            uniqueKeysWithValues: zip(sorted, tokens).enumerated().map { number, pair in
                let rank = String(number + 1)
                let padding = String(repeating: "0", count: digits - rank.utf8.count)
                return (pair.0, isOrdered ? pair.1 : "\(padding)\(rank)-\(pair.1)")
            })
    }
}
