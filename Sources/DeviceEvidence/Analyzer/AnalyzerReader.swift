import FoundationEssentials
import Model

/// Reads the results of the MDE Client Analyzer: `MDEClientAnalyzer.xml` of Windows.
///
/// Its elements are `MDEResults`, below it sections such as `devInfo` whose members have an element `value`, and `events`
/// with results, each with `severity`, `category`, `check`, `checkresult` and `guidance`.
///
/// Source: <https://learn.microsoft.com/en-us/defender-endpoint/run-analyzer-windows>
struct AnalyzerReader: EvidenceReader {
    static let kind = EvidenceFile.Kind.analyzer

    /// Larger files are not read.
    static let limit = 16 * 1_048_576

    static func recognizes(_ text: EvidenceText) -> Bool {
        let head = text.bytes.prefix(1024)
        guard head.first(where: { $0 != 32 && $0 != 9 && $0 != 10 && $0 != 13 }) == UInt8(ascii: "<") else {
            return false
        }
        return String(decoding: head, as: UTF8.self).contains("<MDEResults")
    }

    static func read(_ text: EvidenceText, into found: inout EvidenceFindings) {
        guard text.bytes.count <= limit else {
            found.fail("is larger than \(limit / 1_048_576) MiB")
            return
        }
        var reading = AnalyzerReader()
        if let fault = reading.read(text.bytes) {
            found.fail(fault)
            // It is small; whoever cut it or put something into it may have done more.
            return
        }
        reading.finish(into: &found)
    }

    private struct Fact {
        var section: String
        var name: String
        var value: String
        var line: Int
    }

    private struct Result {
        var id: String
        var parts: [String: String] = [:]
        var line: Int
    }

    private var facts: [Fact] = []
    private var results: [Result] = []

    /// - Returns: What is wrong with the file.
    private mutating func read(_ bytes: [UInt8]) -> String? {
        var scanner = FlatXML(bytes)
        var path: [String] = []
        var isEnded = false
        while let token = scanner.next() {
            switch token {
            case .opening(let name, let attributes, let isEmpty):
                guard path.count < 20, !isEnded else { return "is no result of the MDE Client Analyzer" }
                path.append(name)
                open(path, attributes, scanner.line)
                if isEmpty { path.removeLast() }
                isEnded = path.isEmpty
            case .closing(let name):
                guard path.popLast() == name else {
                    return "is no well-formed XML (near line \(scanner.line))"
                }
                isEnded = path.isEmpty
            case .text(let text): keep(text, path)
            }
        }
        if let fault = scanner.fault { return fault }
        return isEnded ? nil : "breaks off before its end"
    }

    private mutating func open(_ path: [String], _ attributes: [String: String], _ line: Int) {
        if path.count == 3, path[1] == "events" {
            results.append(Result(id: attributes["id"] ?? "", line: line))
        } else if path.count == 3 {
            facts.append(Fact(section: path[1], name: path[2], value: "", line: line))
        }
    }

    private mutating func keep(_ text: String, _ path: [String]) {
        guard path.count >= 3 else { return }
        if path[1] == "events", path.count == 4, let last = results.indices.last {
            results[last].parts[path[3], default: ""] += text
        } else if path[1] != "events", let last = facts.indices.last, path.count == 3 || path[3] == "value" {
            facts[last].value += text
        }
    }

    private func finish(into found: inout EvidenceFindings) {
        if !facts.isEmpty { found.add(.systemFamily, .text("windows"), line: facts[0].line) }
        for fact in facts { tell(fact, &found) }
        // The same result may stand there several times, as for one address and another.
        let same = Dictionary(grouping: results, by: \.id)
        var told: Set<String> = []
        for result in results where !result.id.isEmpty && told.insert(result.id).inserted {
            let severity = (result.parts["severity"] ?? "").spaceless
            let texts = (same[result.id] ?? []).compactMap { $0.parts["checkresult"]?.withoutTags }
            found.add(
                .analyzerResult, of: result.id.printable(limit: 40),
                .text("\(severity): \(texts.joined(separator: "; "))".printable(limit: 600)),
                line: result.line)
        }
    }

    private func tell(_ fact: Fact, _ found: inout EvidenceFindings) {
        let value = fact.value.spaceless
        guard !value.isEmpty else { return }
        func text(_ attribute: DeviceAttribute, _ text: String) {
            found.add(attribute, .text(text.printable()), line: fact.line)
        }
        switch (fact.section, fact.name) {
        case ("general", "scriptRunTime"): found.observedAt = found.observedAt ?? Self.moment(value)
        case ("devInfo", "deviceName"): text(.computerName, value.prefix { $0 != "." }.lowercased())
        case ("devInfo", "OSName"): text(.productName, value)
        // The analyzer shows InstallationType under this name.
        case ("devInfo", "Edition"): text(.installationType, value)
        case ("devInfo", "OSBuild"): build(value, fact.line, &found)
        case ("devInfo", "Architecture"):
            if value.hasPrefix("ARM") {
                text(.architecture, "arm64")
            } else if value.hasPrefix("64") {
                text(.architecture, "x64")
            } else if value.hasPrefix("32") {
                text(.architecture, "x86")
            }
        case ("EDRCompInfo", "SenseVersion"):
            if value.isVersion { text(.sensorVersion, value) }
        case ("EDRCompInfo", "OrgId"): guid(.onboardingOrganization, value, fact.line, &found)
        case ("MDEDevConfig", "AADTenantId"): guid(.enrollmentTenantID, value, fact.line, &found)
        case ("EDRCompInfo", "SenseServiceStatus"):
            if ["running", "stopped"].contains(value.lowercased()) {
                found.add(.serviceState, of: "sense", .text(value.lowercased()), line: fact.line)
            }
        default: break
        }
    }

    private func guid(
        _ attribute: DeviceAttribute, _ text: String, _ line: Int, _ found: inout EvidenceFindings
    ) {
        let value: Claim.Value =
            GUID(text).map { .text($0.description) } ?? .unusable("\"\(text.printable(limit: 60))\"")
        found.add(attribute, value, line: line)
    }

    /// `Microsoft Windows NT 10.0.19045.0.2965`: the last number is the revision, and 0 where it is not known.
    private func build(_ text: String, _ line: Int, _ found: inout EvidenceFindings) {
        let parts = (text.split(separator: " ").last ?? "").split(separator: ".").map { Int($0) }
        guard parts.count == 5, let build = parts[2], let revision = parts[4] else { return }
        found.add(.systemBuild, .number(build), line: line)
        if revision > 0 { found.add(.systemRevision, .number(revision), line: line) }
    }

    /// `31/05/2023 3:07:12 PM +02:00`, with whatever stands between the numbers of a date in a country.
    ///
    /// - Returns: nil where the half of the day is not told, as in countries that have no words for it.
    static func moment(_ text: String) -> Date? {
        let words = text.split(separator: " ")
        guard words.count == 4, let half = ["AM": 0, "PM": 12][words[2].uppercased()] else { return nil }
        let numbers = { (word: Substring) in
            word.split { !$0.isASCII || !$0.isNumber }.compactMap { Int($0) }
        }
        let (date, time, zone) = (numbers(words[0]), numbers(words[1]), numbers(words[3]))
        guard date.count == 3, time.count == 3, zone.count == 2, (2000...2200).contains(date[2]),
            (1...12).contains(date[1]), (1...31).contains(date[0]), (1...12).contains(time[0]),
            (0...59).contains(time[1]), (0...59).contains(time[2]), zone[0] <= 14, zone[1] < 60
        else { return nil }
        var parts = DateComponents()
        (parts.year, parts.month, parts.day) = (date[2], date[1], date[0])
        (parts.hour, parts.minute, parts.second) = (time[0] % 12 + half, time[1], time[2])
        var calendar = Calendar(identifier: .gregorian)
        guard let zero = TimeZone(secondsFromGMT: 0) else { return nil }
        calendar.timeZone = zero
        let offset = Double(zone[0] * 3600 + zone[1] * 60)
        return calendar.date(from: parts)?.addingTimeInterval(words[3].hasPrefix("-") ? offset : -offset)
    }
}

extension String {
    /// Without spaces and line ends around it, and with one space for each run of them.
    fileprivate var spaceless: String {
        split { $0 == " " || $0 == "\t" || $0.isNewline }.joined(separator: " ")
    }

    /// Without the tags of HTML that the analyzer puts in its texts.
    fileprivate var withoutTags: String {
        var plain = ""
        var isTag = false
        for character in self {
            if character == "<" {
                isTag = true
                plain += " "
            } else if character == ">", isTag {
                isTag = false
            } else if !isTag {
                plain.append(character)
            }
        }
        return plain.spaceless
    }
}
