import Foundation
import Model

/// A folder that `Get-ADSyncServerConfiguration -Path` wrote, or one around it.
///
/// Source: <https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-connect-import-export-config>
struct SyncExportFolder {
    private let path: String
    private let limits: SyncConfigurationCollector.Limits
    private let isCancelled: () -> Bool
    private var fact: SyncConfigurationFact
    /// Folders that hold a connector: each is an export of its own.
    private var exports: [String] = []
    private var written: [Date] = []
    /// Whether a file's date is there and not understood, or is missing where it belongs.
    private var isUndated = false
    private var settings: GlobalSettings?
    private var ruleIDs: Set<String> = []
    private var hasTenantConnector = false
    private var hasArchive = false

    init(
        _ path: String, _ limits: SyncConfigurationCollector.Limits, isCancelled: @escaping () -> Bool
    ) {
        self.path = path
        self.limits = limits
        self.isCancelled = isCancelled
        fact = SyncConfigurationFact(path: path, kind: .unknown)
    }

    consuming func read() -> SyncConfigurationFact {
        let files = find()
        for file in files {
            if isCancelled() {
                fault(
                    "\(named(file)) was not read, since the time was up",
                    [.connectors, .globalSettings, .rules])
                break
            }
            read(file)
        }
        guard fact.kind == .serverExport else { return unrecognized() }
        if exports.count > 1 {
            let names = exports.prefix(3).map { named($0) }.joined(separator: ", ")
            return SyncConfigurationCollector.nothing(
                path, .syncConfigurationUnreadable,
                "holds \(exports.count) exports (\(names)…); give each by itself")
        }
        finish()
        return fact
    }

    private func unrecognized() -> SyncConfigurationFact {
        let hint = hasArchive ? ", but an archive; unpack it first" : ""
        var nothing = SyncConfigurationCollector.nothing(
            path, .syncConfigurationUnreadable,
            "holds no connector, rule or settings that Get-ADSyncServerConfiguration writes\(hint)")
        nothing.faults += fact.faults
        return nothing
    }
}

// MARK: - Finding

extension SyncExportFolder {
    /// The XML files in the folder and three levels below, by name; links are not followed.
    ///
    /// One that lies deeper may be a part that somebody moved: it is told, and not read.
    private mutating func find() -> [String] {
        var found: [String] = []
        var count = 0
        var level = [SyncConfigurationCollector.resolved(path)]
        for depth in 0..<16 where !level.isEmpty {
            var next: [String] = []
            var deep: [String] = []
            for folder in level {
                guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
                    fault("\(named(folder)) cannot be listed", [.connectors, .globalSettings, .rules])
                    continue
                }
                for name in names.sorted() {
                    count += 1
                    guard count <= limits.entries else {
                        fault(
                            "\(named(folder)) and its folders hold more than \(limits.entries) files",
                            [.connectors, .globalSettings, .rules])
                        return found
                    }
                    let isNear = depth < 4
                    if isNear {
                        sort("\(folder)/\(name)", into: &found, &next)
                    } else {
                        sort("\(folder)/\(name)", into: &deep, &next)
                    }
                }
            }
            for file in deep {
                fault(
                    "\(named(file)) lies deeper than the files of an export, and was not read",
                    [gap(ofFile: file)])
            }
            level = next
        }
        for folder in level {
            fault(
                "\(named(folder)) lies too deep, and was not looked into",
                [.connectors, .globalSettings, .rules])
        }
        return found
    }

    private mutating func sort(_ entry: String, into files: inout [String], _ folders: inout [String]) {
        let attributes = try? FileManager.default.attributesOfItem(atPath: entry)
        let isXML = entry.lowercased().hasSuffix(".xml")
        if entry.lowercased().hasSuffix(".zip") { hasArchive = true }
        switch attributes?[.type] as? FileAttributeType {
        case .typeRegular?: if isXML { files.append(entry) }
        case .typeDirectory?: folders.append(entry)
        default: if isXML { fault("\(named(entry)) is no regular file", [gap(ofFile: entry)]) }
        }
    }

    /// What a file that says nothing would hold, by the folder that it lies in.
    private func gap(ofFile file: String) -> SyncConfigurationFact.Gap {
        switch folder(of: file).split(separator: "/").last?.lowercased() {
        case "synchronizationrules": .rules
        case "globalsettings": .globalSettings
        default: .connectors
        }
    }

    /// Whether the name is one that an export gives its files.
    private func isNamedAsPart(_ file: String) -> Bool {
        let name = file.split(separator: "/").last?.lowercased() ?? ""
        return name.hasPrefix("connector_{") || name.hasPrefix("synchronizationrule_{") || name == "mv.xml"
    }

    private func folder(of file: String) -> String {
        URL(fileURLWithPath: file).deletingLastPathComponent().path
    }

    /// The folder of the whole export of which `file` is one.
    private func export(of file: String) -> String {
        let own = folder(of: file)
        let isPart = ["synchronizationrules", "globalsettings", "connectors"].contains(
            own.split(separator: "/").last?.lowercased() ?? "")
        return isPart ? folder(of: own) : own
    }

    /// A path below the one that was given, as that one was given.
    private func named(_ file: String) -> String {
        let root = SyncConfigurationCollector.resolved(path)
        guard file.hasPrefix(root) else { return file.printable(limit: 300) }
        let given = path.hasSuffix("/") ? String(path.dropLast()) : path
        return (given + file.dropFirst(root.count)).printable(limit: 300)
    }

    private mutating func fault(_ what: String, _ gaps: [SyncConfigurationFact.Gap]) {
        for gap in gaps where !fact.gaps.contains(gap) { fact.gaps.append(gap) }
        // Ten thousand broken files are one finding.
        if fact.faults.count < 20 { fact.faults.append(Unreadable(.syncConfigurationUnreadable, what)) }
    }
}

// MARK: - Reading

extension SyncExportFolder {
    private mutating func read(_ file: String) {
        let handler = ExportFileHandler()
        do throws(XMLFault) {
            try XMLWalker.walk(file, limits.xml, handler: handler, isCancelled: isCancelled)
            guard let content = try handler.content() else {
                if isNamedAsPart(file) { throw XMLFault("is not what its name says") }
                return
            }
            fact.kind = .serverExport
            try keep(content, file, handler.date)
        } catch {
            if handler.gap != nil { fact.kind = .serverExport }
            fault("\(named(file)) \(error)", [handler.gap ?? gap(ofFile: file)])
        }
    }

    private mutating func keep(_ content: ExportContent, _ file: String, _ date: String?) throws(XMLFault) {
        let modified = (try? FileManager.default.attributesOfItem(atPath: file))?[.modificationDate] as? Date
        switch content {
        case .forest(let forest):
            noteExport(of: file)
            note(date, otherwise: modified)
            guard !fact.forests.contains(where: { $0.connector == forest.connector }) else {
                throw XMLFault("is a second connector with the id \(forest.connector)")
            }
            fact.forests.append(forest)
        case .tenant(let connector, let domains):
            noteExport(of: file)
            hasTenantConnector = true
            if !connector.isEmpty { fact.tenantConnectors = (fact.tenantConnectors ?? []) + [connector] }
            for domain in domains where !fact.tenants.contains(domain) { fact.tenants.append(domain) }
        case .otherConnector: noteExport(of: file)
        case .settings(let settings):
            guard self.settings == nil else {
                isUndated = isUndated || self.settings?.exportDate != settings.exportDate
                throw XMLFault("holds global settings for a second time")
            }
            self.settings = settings
            // A copy is as young as its copying, so that the file's own date proves nothing.
            note(settings.exportDate ?? "", otherwise: nil)
        case .rule(let id, let rule):
            guard id.isEmpty || ruleIDs.insert(id).inserted else {
                throw XMLFault("is a second rule with the id \(id)")
            }
            fact.rules = (fact.rules ?? []) + [rule]
        }
    }

    private mutating func note(_ date: String?, otherwise modified: Date?) {
        if let date = date.map(\.exportedDate) ?? modified { written.append(date) } else { isUndated = true }
    }

    private mutating func noteExport(of file: String) {
        let export = export(of: file)
        if !exports.contains(export) { exports.append(export) }
    }

    /// Joins what the files say, and tells what is missing.
    private mutating func finish() {
        let shown = path.printable(limit: 300)
        if fact.forests.isEmpty {
            missing("\(shown) holds no connector to a forest that could be read", .connectors)
        }
        if !hasTenantConnector { missing("\(shown) holds no connector to a tenant", .connectors) }
        if fact.rules == nil { missing("\(shown) holds no synchronisation rules", .rules) }
        fact.rules?.sort { ($0.precedence, $0.name) < ($1.precedence, $1.name) }
        apply(settings)
        if settings == nil {
            missing(
                "\(shown) holds no GlobalSettings/MV.xml, so that staging mode and schedule are not known",
                .globalSettings)
        }
    }

    private mutating func apply(_ settings: GlobalSettings?) {
        let isWhole = !fact.gaps.contains(.globalSettings)
        // The settings alone tell when the whole was written: with broken ones, nothing does.
        fact.exportedAt = isUndated || !isWhole ? nil : settings?.exportDate?.exportedDate ?? written.min()
        fact.server = settings?.server
        // What other settings may contradict is not told.
        let settings = isWhole ? settings : nil
        fact.staging = settings?.bool(GlobalSettingsPart.staging)
        fact.scheduled = settings?.isScheduled
        fact.interval = settings?.interval
        if let settings, settings.hasInterval, settings.interval == nil {
            fault(
                "\(path.printable(limit: 300)): the interval of the schedule in GlobalSettings/MV.xml is not understood",
                [.globalSettings])
        }
        // A group that is named filters only while the feature is on.
        switch settings?.bool(GlobalSettingsPart.groupFiltering) {
        case false?: for index in fact.forests.indices { fact.forests[index].filterGroup = nil }
        case true? where fact.forests.allSatisfy { $0.filterGroup == nil }:
            for index in fact.forests.indices {
                fact.forests[index].filterGroup = "a group that is not named"
            }
        default: break
        }
    }

    private mutating func missing(_ what: String, _ gap: SyncConfigurationFact.Gap) {
        if !fact.gaps.contains(gap) { fact.gaps.append(gap) }
        fact.faults.append(Unreadable(.syncConfigurationMissing, what))
    }
}
