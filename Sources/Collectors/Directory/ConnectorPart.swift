import Model

/// `Connectors/Connector_{…}.xml`: what a forest's connector reads, or to which tenant the other one writes.
final class ConnectorPart: ExportPart {
    let gap = SyncConfigurationFact.Gap.connectors

    private var forest = SyncForest(connector: "", name: "", partitions: [])
    private var category = ""
    private var subtype = ""
    private var attributes: [String] = []
    private var hasAttributes = false
    private var loginDomain: String?
    private var tenantText = ""
    private var partition = Partition()
    private var parameter = ""
    private var fault: XMLFault?
    /// What is to be told once, for a partition or for the whole.
    private var told: [String: String] = [:]
    /// Of the partitions, in their order.
    private var ids: [String] = []
    private static let step = "ma-run-data/run-configuration/configuration/step"

    /// The partitions that run profiles import; nil where the export does not tell of run profiles.
    private var imported: Set<String>?
    private var isImport = false
    private var stepPartition = ""

    private struct Partition {
        var id = ""
        var name = ""
        var dn = ""
        var selected: Bool?
        var classes: [String]?
        var inclusions: [String] = []
        var exclusions: [String] = []
    }

    func opened(_ path: String, _ attributes: [String: String]) -> XMLInterest {
        switch path {
        case "id", "name", "category", "subtype", "attribute-inclusion/attribute",
            "private-configuration/adma-configuration/forest-name",
            "private-configuration/adma-configuration/forest-login-user",
            "private-configuration/adma-configuration/forest-login-domain",
            "ma-partition-data/partition/id", "ma-partition-data/partition/name",
            "ma-partition-data/partition/selected", Self.step + "/partition",
            "ma-partition-data/partition/filter/object-classes/object-class",
            "ma-partition-data/partition/filter/containers/inclusions/inclusion",
            "ma-partition-data/partition/filter/containers/exclusions/exclusion",
            "ma-partition-data/partition/custom-data/adma-partition-data/dn":
            return .text
        case "attribute-inclusion":
            once(path, hasAttributes)
            hasAttributes = true
        case "ma-run-data": imported = imported ?? []
        case Self.step:
            (isImport, stepPartition) = (false, "")
        case Self.step + "/step-type":
            isImport = attributes["type"]?.lowercased().contains("import") ?? false
            return .skip
        case "ma-partition-data/partition":
            partition = Partition()
            told = told.filter { !$0.key.hasPrefix("ma-partition-data/") }
        case "ma-partition-data/partition/filter/object-classes":
            once(path, partition.classes != nil)
            partition.classes = partition.classes ?? []
        case "private-configuration", "private-configuration/adma-configuration",
            "private-configuration/maconfig", "private-configuration/adma-configuration/parameter-values",
            "private-configuration/maconfig/parameter-values", "ma-partition-data",
            "ma-run-data/run-configuration", "ma-run-data/run-configuration/configuration",
            "ma-partition-data/partition/filter", "ma-partition-data/partition/filter/containers",
            "ma-partition-data/partition/filter/containers/inclusions",
            "ma-partition-data/partition/filter/containers/exclusions",
            "ma-partition-data/partition/custom-data",
            "ma-partition-data/partition/custom-data/adma-partition-data":
            break
        case "private-configuration/adma-configuration/parameter-values/parameter",
            "private-configuration/maconfig/parameter-values/parameter":
            parameter = attributes.first { $0.key.lowercased() == "name" }?.value.lowercased() ?? ""
            return ["connector.groupfilteringgroupdn", "username"].contains(parameter) ? .text : .skip
        default: return .skip
        }
        return .enter
    }

    private func once(_ path: String, _ isAgain: Bool) {
        if isAgain { fault = fault ?? XMLFault("has \(path) twice") }
    }

    /// Elements of which the last would win, were there two that differ.
    private static let single: Set = [
        "id", "name", "category", "subtype", "private-configuration/adma-configuration/forest-name",
        "private-configuration/adma-configuration/forest-login-user",
        "private-configuration/adma-configuration/forest-login-domain", "ma-partition-data/partition/id",
        "ma-partition-data/partition/name", "ma-partition-data/partition/selected",
        "ma-partition-data/partition/custom-data/adma-partition-data/dn",
    ]

    func closed(_ path: String, _ text: String) {
        let isParameter = path.hasSuffix("/parameter-values/parameter")
        if isParameter || Self.single.contains(path) {
            let name = isParameter ? parameter : path
            if let other = told.updateValue(text, forKey: name), other != text {
                fault = fault ?? XMLFault("gives \(name) twice, with different values")
            }
        }
        switch path {
        case "id": forest.connector = text.plainGUID
        case "name": forest.name = text.exported(limit: 255)
        case "category": category = text.lowercased()
        case "subtype": subtype = text.lowercased()
        case "attribute-inclusion/attribute": if !text.isEmpty { attributes.append(text.exported()) }
        case "private-configuration/adma-configuration/forest-name":
            if forest.name.isEmpty { forest.name = text.exported(limit: 255) }
        case "private-configuration/adma-configuration/forest-login-user":
            forest.account = text.isEmpty ? nil : text.exported(limit: 255)
        case "private-configuration/adma-configuration/forest-login-domain":
            loginDomain = text.isEmpty ? nil : text.exported(limit: 255)
        case "private-configuration/adma-configuration/parameter-values/parameter",
            "private-configuration/maconfig/parameter-values/parameter":
            if parameter == "username" {
                tenantText = text
            } else {
                forest.filterGroup = text.isEmpty ? nil : text.exported()
            }
        case "ma-partition-data/partition": finishPartition()
        case Self.step + "/partition": stepPartition = text.plainGUID
        case Self.step: if isImport { imported?.insert(stepPartition) }
        default: closedInPartition(path, text)
        }
    }

    private func closedInPartition(_ path: String, _ text: String) {
        switch path {
        case "ma-partition-data/partition/id": partition.id = text.plainGUID
        case "ma-partition-data/partition/name": partition.name = text
        case "ma-partition-data/partition/custom-data/adma-partition-data/dn": partition.dn = text
        case "ma-partition-data/partition/selected": partition.selected = text.exportedBool
        case "ma-partition-data/partition/filter/object-classes/object-class":
            if !text.isEmpty { partition.classes?.append(text.exported()) }
        case "ma-partition-data/partition/filter/containers/inclusions/inclusion":
            if !text.isEmpty { partition.inclusions.append(text.exported()) }
        case "ma-partition-data/partition/filter/containers/exclusions/exclusion":
            if !text.isEmpty { partition.exclusions.append(text.exported()) }
        default: break
        }
    }

    private func finishPartition() {
        // The name is the distinguished name; an application partition's or another product's may be anything.
        let name = partition.name.isEmpty ? partition.dn : partition.name
        guard let selected = partition.selected else {
            fault = fault ?? XMLFault("does not tell whether \(name.exported(limit: 100)) is selected")
            return
        }
        ids.append(partition.id)
        forest.partitions.append(
            SyncPartition(
                dn: name.exported(), selected: selected, objectClasses: partition.classes,
                inclusions: partition.inclusions, exclusions: partition.exclusions))
    }

    func content() throws(XMLFault) -> ExportContent {
        if let fault { throw fault }
        if category == "ad" {
            if forest.partitions.isEmpty { throw XMLFault("is a forest's connector without partitions") }
            if let imported {
                for (index, id) in ids.enumerated() where !id.isEmpty || imported.isEmpty {
                    forest.partitions[index].imported = imported.contains(id)
                }
            }
            forest.attributes = hasAttributes ? attributes : nil
            if let account = forest.account, let loginDomain, !account.contains("\\") {
                forest.account = "\(loginDomain)\\\(account)"
            }
            return .forest(forest)
        }
        if category.isEmpty { throw XMLFault("is a connector that does not tell its category") }
        guard subtype.hasPrefix("windows azure active directory") || subtype.contains("entra") else {
            return .otherConnector
        }
        let domains = tenantText.tenantDomains + forest.name.tenantDomains
        return .tenant(
            connector: forest.connector, domains.reduce(into: []) { if !$0.contains($1) { $0.append($1) } })
    }
}
