import FoundationEssentials
import Model

extension RegistryRule {
    /// What is claimed on a value; nil where it tells nothing.
    func claim(_ value: RegistryValue) -> Claim.Value? {
        switch form {
        case .number, .serviceStart: numeric(value)
        case .moment: value.moment.map { .moment($0) } ?? .unusable(value.words)
        case .lockdownPolicy: lockdown(value)
        default:
            if case .text(let text) = value { textual(text) } else { .unusable(value.words) }
        }
    }

    private func numeric(_ value: RegistryValue) -> Claim.Value {
        guard case .number(let number) = value, number <= UInt64(UInt32.max) else {
            return .unusable(value.words)
        }
        guard case .serviceStart = form else { return .number(Int(number)) }
        let starts = ["boot", "system", "automatic", "manual", "disabled"]
        return number < 5 ? .text(starts[Int(number)]) : .unusable(value.words)
    }

    /// 4 makes PowerShell constrain its language; it has been seen as text and as a number.
    private func lockdown(_ value: RegistryValue) -> Claim.Value? {
        value == .number(4) || value == .text("4") ? .text("ConstrainedLanguage") : nil
    }

    private func textual(_ text: String) -> Claim.Value? {
        let unusable = Claim.Value.unusable(RegistryValue.text(text).words)
        switch form {
        case .exactText:
            // What is not printable is no tag that anything could be compared with.
            return text.printable(limit: 1000) == text ? .text(text) : unusable
        case .text: return text.isEmpty ? nil : .text(text.printable(limit: 400))
        case .lowerText: return text.isEmpty ? nil : .text(text.lowercased().printable())
        case .guid:
            if text.isEmpty { return nil }
            return GUID(text).map { .text($0.description) } ?? unusable
        case .guidOrText:
            return text.isEmpty ? nil : .text(GUID(text)?.description ?? text.printable())
        case .digits:
            let isNumber = text.utf8.count <= 9 && text.utf8.allSatisfy { (48...57).contains($0) }
            return isNumber ? Int(text).map { .number($0) } ?? unusable : unusable
        case .computerName:
            let label = text.prefix { $0 != "." }.lowercased()
            return label.isEmpty ? nil : .text(label.printable())
        case .productType:
            let types = ["winnt": 1, "lanmannt": 2, "servernt": 3]
            return types[text.lowercased()].map { .number($0) } ?? unusable
        case .architecture:
            let names = ["amd64": "x64", "x86": "x86", "arm64": "arm64"]
            return names[text.lowercased()].map { .text($0) } ?? unusable
        case .enrollmentMode: return mode(text, unusable)
        case .versionedFolder:
            let folder = text.split(separator: "\\").last.map(String.init) ?? ""
            return folder.isVersion ? .text(folder) : nil
        case .onboardedInformation: return organization(text, unusable)
        case .number, .moment, .serviceStart, .lockdownPolicy: return unusable
        }
    }

    private func mode(_ text: String, _ unusable: Claim.Value) -> Claim.Value? {
        guard let json = JSONValue(text) else { return unusable }
        guard let found = json.member("SenseCmModeSwitch") else { return nil }
        return found.wholeNumber.map { .number($0) } ?? unusable
    }

    /// The organisation stands in a text that is JSON itself.
    private func organization(_ text: String, _ unusable: Claim.Value) -> Claim.Value? {
        guard let json = JSONValue(text) else { return unusable }
        let body = json.member("body").flatMap { $0.text.flatMap { JSONValue($0) } ?? $0 }
        guard let id = (body ?? json).member("orgId")?.text else { return nil }
        return GUID(id).map { .text($0.description) } ?? unusable
    }
}

extension String {
    /// Whether it is three or four numbers with dots between them.
    var isVersion: Bool {
        let parts = split(separator: ".", omittingEmptySubsequences: false)
        return (3...4).contains(parts.count)
            && parts.allSatisfy { part in
                (1...9).contains(part.utf8.count) && part.utf8.allSatisfy { (48...57).contains($0) }
            }
    }
}
