import Model

/// Turns keys and values of a registry, from whichever tool, into claims.
struct RegistryClaims {
    /// A value that told something.
    private struct Told {
        var rule: RegistryRule
        var instance: String?
        var value: Claim.Value
        var line: Int
        var controlSet: Int?
    }

    private var told: [Told] = []
    private var path: RegistryPath?
    private var rule: RegistryKeyRule?
    private var keyLine = 0
    /// Where a key of the Configuration Manager client was seen first.
    private var managerLine: Int?
    private var hasCurrentControlSet = false
    /// The file may hold several control sets.
    private var hasAllControlSets = false
    /// Number of the control set that the system runs with.
    private var currentControlSet: UInt64?
    private var product: (name: String?, version: String?) = (nil, nil)

    /// Goes into a key, which is nil where it is of another hive; the one before has ended.
    mutating func enter(_ path: RegistryPath?, line: Int) {
        leave()
        self.path = path
        keyLine = line
        guard let path else { return }
        rule = RegistryKeyRule.of(path)
        if managerLine == nil, RegistryKeyRule.configurationManager.isAncestorOrSelf(of: path) {
            managerLine = line
        }
        if path.controlSet == nil, path.text.hasPrefix("system\\currentcontrolset") {
            hasCurrentControlSet = true
        }
        if path.text.isEmpty || path.text == "system" { hasAllControlSets = true }
    }

    /// Whether anything is read from the key that was entered.
    var isInteresting: Bool { rule != nil }

    /// Whether a value of the key that was entered tells anything, by its lower-case name.
    func wants(_ name: String) -> Bool {
        switch rule {
        case nil: false
        case .values(let rules): rules[name] != nil
        case .enrollment: RegistryKeyRule.enrollmentValues[name] != nil
        case .installedProduct: name == "displayname" || name == "displayversion"
        case .controlSets: name == "current"
        }
    }

    /// Takes a value of the key that was entered, by its lower-case name.
    mutating func add(_ name: String, _ value: RegistryValue, line: Int) {
        switch rule {
        case nil: break
        case .values(let rules): rules[name].map { tell($0, value, line) }
        case .enrollment(let key):
            RegistryKeyRule.enrollmentValues[name].map { tell($0, of: key, value, line) }
        case .installedProduct:
            guard case .text(let text) = value else { break }
            if name == "displayname" { product.name = text }
            if name == "displayversion" { product.version = text }
        case .controlSets:
            if name == "current", case .number(let number) = value { currentControlSet = number }
        }
    }

    private mutating func tell(
        _ rule: RegistryRule, of instance: String? = nil, _ value: RegistryValue, _ line: Int
    ) {
        var instance = instance?.printable()
        if case .serviceStart(let service) = rule.form { instance = service }
        guard let claim = rule.claim(value) else { return }
        told.append(
            Told(rule: rule, instance: instance, value: claim, line: line, controlSet: path?.controlSet))
    }

    /// The values of a key stand together, so that what belongs together is told when they end.
    private mutating func leave() {
        if let name = product.name, RegistryKeyRule.products.contains(where: name.hasPrefix) {
            let version = product.version.flatMap { $0.isEmpty ? nil : Claim.Value.text($0.printable()) }
            told.append(
                Told(
                    rule: RegistryRule(.installedProduct, .text), instance: name.printable(),
                    value: version ?? .unusable("it has no version"), line: keyLine))
        }
        product = (nil, nil)
        rule = nil
    }

    /// Hands everything over.
    ///
    /// - Parameters:
    ///   - found: Takes the claims.
    ///   - isWhole: Whether the last key was read to its end.
    ///   - showing: What the file shows of something that it does not hold.
    mutating func finish(
        into found: inout EvidenceFindings, isWhole: Bool,
        showing: (RegistryAbsence) -> RegistryShowing
    ) {
        if !isWhole { product = (nil, nil) }
        leave()
        let all = told.filter(isOfCurrentControlSet)
        let direct = Set(all.lazy.filter { !$0.rule.isFallback }.map(\.rule.attribute))
        let claims = all.filter { !$0.rule.isFallback || !direct.contains($0.rule.attribute) }
        let first = claims.first?.line ?? managerLine
        if let first { found.add(.systemFamily, .text("windows"), line: first) }
        for claim in claims {
            found.add(claim.rule.attribute, of: claim.instance, claim.value, line: claim.line)
        }
        if let managerLine { found.add(.configurationManagerKey, .flag(true), line: managerLine) }
        // That there is no enrolment besides those that are shown has to be shown, too.
        for absence in RegistryAbsence.all where absence.part == .enrollments || !holds(absence) {
            switch showing(absence) {
            case .absent(let line): found.add(absence.attribute, .absent, line: line)
            case .denied(let words, let line): found.add(absence.attribute, .unusable(words), line: line)
            case .nothing: break
            }
        }
    }

    private func holds(_ absence: RegistryAbsence) -> Bool {
        switch absence.part {
        case .key: managerLine != nil
        case .value: told.contains { $0.rule.attribute == absence.attribute }
        case .enrollments: false
        }
    }

    /// A numbered control set counts where it is told that the system runs with it, or where it was asked for alone.
    private func isOfCurrentControlSet(_ claim: Told) -> Bool {
        guard let number = claim.controlSet else { return true }
        if hasCurrentControlSet { return false }
        return currentControlSet.map { $0 == UInt64(number) } ?? !hasAllControlSets
    }
}
