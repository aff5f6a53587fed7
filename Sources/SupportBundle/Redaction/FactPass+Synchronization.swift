import Model

/// What synchronization servers are configured to do.
extension FactPass {
    func redacted(_ fact: SyncConfigurationFact) -> SyncConfigurationFact {
        var result = fact
        result.path = distinct("export", fact.path, path(fact.path))
        result.id = factID(fact.id, [(fact.path, result.path)])
        result.server = fact.server.map(host)
        result.faults = fact.faults.map(free)
        result.forests = fact.forests.map(redacted)
        result.tenants = fact.tenants.map(host)
        result.tenantConnectors = fact.tenantConnectors?.map(id)
        result.rules = fact.rules?.map(redacted)
        return result
    }

    private func redacted(_ forest: SyncForest) -> SyncForest {
        var result = forest
        result.connector = id(forest.connector)
        // Forests are told apart by their names as they are.
        result.name = distinct("forest", forest.name, host(forest.name))
        result.partitions = forest.partitions.map { partition in
            var result = partition
            result.dn = distinguishedName(partition.dn)
            result.objectClasses = partition.objectClasses?.map(free)
            result.inclusions = partition.inclusions.map(distinguishedName)
            result.exclusions = partition.exclusions.map(distinguishedName)
            return result
        }
        result.attributes = forest.attributes?.map(free)
        result.filterGroup = forest.filterGroup.map(distinguishedName)
        result.account = forest.account.map(account)
        return result
    }

    private func redacted(_ rule: SyncRule) -> SyncRule {
        var result = rule
        result.name = ruleName(rule.name)
        // Rules that are shipped have names of Microsoft's own.
        result.immutableTag = rule.immutableTag.map {
            let isShipped =
                $0.lowercased().hasPrefix("microsoft.") && $0.utf8.count < 80
                && $0.utf8.allSatisfy { $0 == 0x2e || $0.isWord && $0 < 0x80 }
            return isShipped ? $0 : free($0)
        }
        result.connector = id(rule.connector)
        result.sourceClass = free(rule.sourceClass)
        result.targetClass = free(rule.targetClass)
        result.linkType = free(rule.linkType)
        result.scope = rule.scope.map { $0.map(redacted) }
        result.flows = rule.flows.map(redacted)
        return result
    }

    /// Rules of the customer's own that have the name of a shipped one are taken for it.
    private func ruleName(_ name: String) -> String {
        let end = name.lowercased().hasSuffix("device join soainad") ? name.suffix(21) : ""
        return end.isEmpty ? listed(name) : listed(String(name.dropLast(21))) + String(end)
    }

    private func redacted(_ condition: SyncRule.Condition) -> SyncRule.Condition {
        let isJudged = Self.judgedAttributes.contains(condition.attribute.lowercased())
        return SyncRule.Condition(
            attribute: free(condition.attribute), comparison: free(condition.comparison),
            value: isJudged ? judgedValue(condition.value) : value(condition.value))
    }

    /// What a rule holds against something of which checks know values.
    private func judgedValue(_ text: String) -> String {
        if GUIDText(text) != nil { return id(text) }
        return text.contains(where: \.isLetter) ? judged(text) : text
    }

    private func redacted(_ flow: SyncRule.Flow) -> SyncRule.Flow {
        SyncRule.Flow(
            target: free(flow.target), sources: flow.sources.map(free),
            expression: flow.expression.map(expression), constant: flow.constant.map(value))
    }

    /// Attributes of which checks know values, so that what rules hold against them decides; none of them names anybody.
    private static let judgedAttributes: Set = [
        "operatingsystem", "operatingsystemversion", "useraccountcontrol", "primarygroupid",
        "usercertificate",
        "objectguid", "objectsid", "deviceid", "devicetrusttype", "sourceanchor", "accountenabled",
        "cloudcreated",
        "cloudfiltered",
    ]

    /// An expression of a rule, in which the texts that it holds against names are tokens.
    ///
    /// Of an attribute with a name in it checks know no value, so that what it is held against makes no difference.
    private func expression(_ text: String) -> String {
        guard masks else { return free(text) }
        let parts = text.split(separator: "\"", omittingEmptySubsequences: false).map(String.init)
        // What cannot be taken apart cannot be afterwards.
        guard parts.count % 2 == 1 else { return "\"" + names.token(.word, text) }
        let code = parts.enumerated().filter { $0.offset % 2 == 0 }.map(\.element)
        let keepsAll = code.allSatisfy { Self.attributes(in: $0).isSubset(of: Self.judgedAttributes) }
        return parts.enumerated().map { place, part in
            if place % 2 == 0 { return self.code(part) }
            return Self.isOfEveryRule(part) ? part : keepsAll ? judgedValue(part) : value(part)
        }.joined(separator: "\"")
    }

    /// What stands outside quotation marks: the language's own words stay, and attributes and other names are looked through.
    private func code(_ text: String) -> String {
        var result = ""
        var rest = text[...]
        while let first = rest.first {
            let word: Substring
            if first == "[" || first == "%" {
                let body = rest.dropFirst().prefix { $0 != (first == "[" ? "]" : "%") }
                result += String(first) + free(String(body))
                rest = rest[body.endIndex...]
                if let end = rest.popFirst() { result.append(end) }
                continue
            } else if first.isLetter {
                word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
                let isCalled = rest[word.endIndex...].drop(while: \.isWhitespace).first == "("
                let isKnown = isCalled || result.last == "$" || word.count == 1
                result += isKnown ? String(word) : free(String(word))
            } else {
                word = rest.prefix(1)
                result += word
            }
            rest = rest[word.endIndex...]
        }
        return result
    }

    /// Whether a text names an operating system, or the form of a certificate's subject: these stand beside names at times.
    private static func isOfEveryRule(_ text: String) -> Bool {
        let lower = text.lowercased()
        return lower.hasPrefix("windows") || lower.hasPrefix("hyper-v")
            || lower.hasPrefix("cn=") && lower.dropFirst(3).allSatisfy { !$0.isLetter && !$0.isNumber }
    }

    /// Between brackets, in lower case.
    private static func attributes(in text: String) -> Set<String> {
        let behind = text.lowercased().split(separator: "[", omittingEmptySubsequences: false).dropFirst()
        return Set(behind.map { String($0.prefix { $0 != "]" }) })
    }
}
